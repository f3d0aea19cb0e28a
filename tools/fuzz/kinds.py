"""The kinds of files that come from outside: a seed of each, how it is damaged, and what is asked of it.

In: an office of its own. Out: a `Kind` for each, by name.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from . import damage

Commands = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Kind:
    """Where the damaged file goes (from the office's folder), its seeds, its damage, and the commands that meet it."""

    place: str
    seeds: Sequence[bytes]
    damage: Callable[[bytes, Random], bytes]
    commands: Commands


def kinds(office: Path, seeds: Path) -> Mapping[str, Kind]:
    """`seeds` is a folder with good files of every kind, which `seed.plant` has made."""

    def held(pattern: str) -> list[bytes]:
        found = [path.read_bytes() for path in sorted(seeds.glob(pattern))]
        assert found, pattern
        return found

    word = [["diff", "a.docx"], ["read", "a.docx"], ["issue", "a.docx"], ["check", "a.docx"]]
    into = ["-o", "b.pdf", "--password", "1234"]
    pdf = [["verify", "a.pdf"], ["sign", "a.pdf", *into, "--key", "good.p12"], ["preview", "a.pdf", "-o", "seen"]]
    key = [["sign", "good.pdf", *into, "--key", "a.p12"]]
    picture = [["sign", "good.pdf", *into, "--key", "good.p12", "--picture", "a.png"], ["emblem", "a.png"]]
    order, listed = ["order", "good.xlsx"], ["register", "list", "order"]
    marked = [listed, ["register", "recover"], ["register", "reserve", "order", "--reason", "ก"]]
    settings = [["forms"], order, listed, ["doctor"], ["verify", "signed.pdf"]]
    duty = "forms/order/duty-order.docx"
    found = {
        "word": Kind("a.docx", held("*.docx"), damage.of_package, word),
        "pdf": Kind("a.pdf", held("*.pdf"), damage.of_bytes, pdf),
        "key": Kind("a.p12", held("*.p12"), damage.of_bytes, key),
        "picture": Kind("a.png", held("*.png"), damage.of_bytes, picture),
        "certificate": Kind("data/trust/a.pem", held("*.pem"), damage.of_bytes, [["verify", "signed.pdf"]]),
        "settings": Kind("data/office.yaml", held("office.yaml"), damage.of_text, settings),
        "form": Kind("forms/order/form.yaml", held("form.yaml"), damage.of_text, [["forms"], order]),
        "template": Kind(duty, held("template/*.docx"), damage.of_package, [order]),
        "journal": Kind("out/.gen/run-000000000000.jsonl", held("run.jsonl"), damage.of_text, [order, listed]),
        "made": Kind("out/.gen/made.jsonl", held("made.jsonl"), damage.of_text, [order]),
        "mark": Kind("data/register.mark", held("register.mark"), damage.of_text, marked),
        "numbers": Kind("out/.gen/numbers.jsonl", held("register.mark"), damage.of_text, marked),
        "book": Kind("data/register.db", held("register.db"), damage.of_bytes, [listed, ["register", "verify"]]),
    }
    tables = {"xlsx": damage.of_package, "ods": damage.of_package, "xls": damage.of_bytes}
    for kind, how in {**tables, "csv": damage.of_text, "yaml": damage.of_text}.items():
        if list(seeds.glob(f"*.{kind}")):
            found[kind] = Kind(f"a.{kind}", held(f"case*.{kind}"), how, [["order", f"a.{kind}"]])
    return found


def fresh(office: Path, model: Path) -> None:
    """The office as it was before."""
    shutil.rmtree(office, ignore_errors=True)
    shutil.copytree(model, office)
