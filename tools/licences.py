"""The packages that the program runs with, and the licence of each: docs/licences.md.

python -m tools.licences    writes the page anew, from what is installed here

What a package says of its licence is read from its metadata (PEP 639, then its classifiers). A licence that is not on
the list below is not taken silently: the page cannot be written.
"""

from __future__ import annotations

import configparser
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
EXTRAS = ("sign", "token", "preview", "postgres", "web", "dask")  # of run time; not those of tests and tools
TAKEN = (  # what may stand beside a program under Apache-2.0, as it is used here: unchanged, called as a library
    "Apache", "MIT", "BSD", "ISC", "PSF", "Python", "MPL", "Mozilla", "LGPL", "Lesser General", "HPND", "CMU",
    "Unlicense", "ZPL", "Zope", "0BSD", "OFL", "CC0", "Public Domain", "Historical Permission",
)  # fmt: skip
REFUSED = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public", re.IGNORECASE)
HEAD = """\
# Licences

gen-saraban is under Apache-2.0; the stand-in fonts in it are under GPL-2.0-or-later with the font exception
(`generator/pdf/fonts/LICENSE.txt`; `tools/fonts.py` makes them), so its metadata say
`Apache-2.0 AND GPL-2.0-or-later WITH Font-exception-2.0`. A paper that is printed with them is not under the GPL: that
is the exception.

The words of `generator/audit/words.txt` and how often they are used are pythainlp's, CC0-1.0; `tools/words.py` makes
the list.

What it runs with, by name, each unchanged and from its own package; no part of the list is under the GPL or the AGPL.
Made by `python -m tools.licences`; `tests/test_licences.py` holds it against what is installed.

| package | licence | brought by |
|---|---|---|
"""


def wanted() -> dict[str, str]:
    """The packages that setup.cfg names and those that they need, each with what brings it: run time, or an extra."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    found: dict[str, str] = {}
    lists = {"": setup["options"]["install_requires"], **{one: setup["options.extras_require"][one] for one in EXTRAS}}
    for brought, lines in lists.items():
        for line in lines.splitlines():
            if line.strip() and not line.startswith("gen-saraban"):
                _follow(Requirement(line), brought, found)
    return found


def _follow(asked: Requirement, brought: str, found: dict[str, str]) -> None:
    name = re.sub(r"[-_.]+", "-", asked.name).lower()
    if name in found or name == "gen-saraban":
        return
    try:
        held = distribution(asked.name)
    except PackageNotFoundError:
        return  # of an extra that is not installed here, or of another system
    found[name] = brought
    for line in held.requires or ():
        more = Requirement(line)
        extras = asked.extras or {""}
        if more.marker is None or any(more.marker.evaluate({"extra": extra}) for extra in extras):
            _follow(more, brought, found)


def licence(held: Distribution) -> str:
    """What a package says of its licence, in few words. Raises: ValueError, for one that is not taken."""
    said = held.metadata.get("License-Expression") or " / ".join(_classified(held)) or _line(held)
    if not any(word.lower() in said.lower() for word in TAKEN) or _is_refused(said):
        raise ValueError(f"{held.name}: {said or 'no licence said'}")
    return said


def _classified(held: Distribution) -> Iterator[str]:
    for line in held.metadata.get_all("Classifier") or ():
        if line.startswith("License ::"):
            yield line.rpartition(" :: ")[2]


def _line(held: Distribution) -> str:
    return (held.metadata.get("License") or "").strip().split("\n")[0][:80]


def _is_refused(said: str) -> bool:
    """An expression that leaves no other choice."""
    return all(REFUSED.search(choice) for choice in re.split(r"\bOR\b|/", said))


def page() -> str:
    found = sorted(wanted().items())
    rows = (f"| {name} | {licence(distribution(name))} | {brought or 'run time'} |\n" for name, brought in found)
    return HEAD + "".join(rows)


def main() -> int:
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
