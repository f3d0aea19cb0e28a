"""One zip for an office: the program, all that it needs, and an installer without administrator or network.

python -m tools.bundle --python python-3.13.5-embed-amd64.zip    Windows, with an unmodified CPython put in
python -m tools.bundle                                           Windows, to be run by the PC's own Python 3.13
python -m tools.bundle --system linux --version 3.11             Linux, by its own Python

Packages come as locked, already unpacked. What stands in tools/office/ is put in as it is, but for %VERSION%.
"""

from __future__ import annotations

import argparse
import configparser
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from email.message import Message
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.lock import ROOT, download

OFFICE = Path(__file__).parent / "office"
EXTRAS = ("web", "sign", "token", "postgres", "preview")  # dask is for a room of machines
SYSTEMS = {"windows": "windows", "linux": "x86_64-manylinux_2_28"}
FACTS = {  # of the system that the packages are for, as requirements ask
    "windows": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
    "linux": {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux", "platform_machine": "x86_64"},
}
SCRIPTS = {"windows": (".cmd",), "linux": (".sh",)}
WHEN = (1980, 1, 1, 0, 0, 0)  # the same bytes from the same files


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--system", choices=SYSTEMS, default="windows")
    asked.add_argument("--version", default="3.13", help="the Python that the packages are for")
    asked.add_argument("--python", type=Path, help="a CPython, packed: the embeddable zip of python.org")
    asked.add_argument("-o", "--output", type=Path, default=ROOT / "dist")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="gen-bundle-") as folder:
        program = Path(folder, "program")
        fill(program / "lib", given.system, given.version)
        if lacking := list(unmet(program / "lib", given.system, given.version)):
            sys.exit("lacking: " + ", ".join(lacking))
        if given.python:
            put_in(given.python, program / "python")
        scripts(Path(folder), given.system, given.version)
        print(pack(Path(folder), given.output, f"gen-{version()}-{given.system}-python{given.version}"))


def version() -> str:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    return settings["metadata"]["version"]


def fill(lib: Path, system: str, python: str) -> None:
    """Unpack the program and the wheels of the lock into a folder. Raises: SystemExit where one cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder, "wheels")
        wheels.mkdir()
        done = download(python, SYSTEMS[system], wheels, *EXTRAS)
        if done.returncode:
            sys.exit(done.stderr)
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", wheels, ROOT]
        subprocess.run(command, check=True)
        for wheel in sorted(wheels.glob("*.whl")):
            unpack(wheel, lib)


def unpack(wheel: Path, lib: Path) -> None:
    """A wheel's files as pip would place them; commands and headers are not for us."""
    with zipfile.ZipFile(wheel) as package:
        for name in package.namelist():
            if name.endswith("/"):
                continue
            place = Path(name)
            if place.parts[0].endswith(".data"):
                if place.parts[1] not in ("purelib", "platlib"):
                    continue
                place = Path(*place.parts[2:])
            target = lib / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(package.read(name))


def put_in(archive: Path, folder: Path) -> None:
    """Unpack a CPython; a zip does not say which of its files are programs."""
    shutil.unpack_archive(archive, folder)
    for program in folder.glob("**/bin/*"):
        program.chmod(0o755)


def unmet(lib: Path, system: str, python: str) -> Iterator[str]:
    """What the unpacked packages require of each other on that system and is not there."""
    held = {canonicalize_name(told["Name"]): told for told in map(facts, lib.glob("*.dist-info/METADATA"))}
    wanted = {"gen-saraban": set(EXTRAS)}
    asked: list[str] = ["gen-saraban"]
    while asked:
        name = asked.pop()
        for line in held[name].get_all("Requires-Dist") or []:
            need = Requirement(line)
            other = canonicalize_name(need.name)
            about = FACTS[system] | {"python_version": python, "python_full_version": f"{python}.0"}
            if need.marker and not any(need.marker.evaluate(about | {"extra": one}) for one in ("", *wanted[name])):
                continue
            if other not in held or not need.specifier.contains(held[other]["Version"], prereleases=True):
                yield f"{need} (for {name})"
            elif other not in wanted or not need.extras <= wanted[other]:
                wanted[other] = wanted.get(other, set()) | need.extras
                asked.append(other)


def facts(metadata: Path) -> Message:
    """A package's name, version and requirements."""
    return Parser().parsestr(metadata.read_text(encoding="utf-8"))


def scripts(folder: Path, system: str, python: str) -> None:
    """Put in what a person starts: at the top the installer and a page to read, in program/ all else."""
    for path in OFFICE.iterdir():
        if path.suffix in (*SCRIPTS[system], ".py", ".txt"):
            top = path.stem in ("ติดตั้ง", "อ่านก่อน")
            text = path.read_text(encoding="utf-8").replace("%VERSION%", python)
            target = folder / path.name if top else folder / "program" / path.name
            target.write_text(text, encoding="utf-8", newline="\r\n" if path.suffix in (".cmd", ".txt") else "\n")
            target.chmod(0o755 if path.suffix == ".sh" else 0o644)


def pack(folder: Path, into: Path, name: str) -> Path:
    """All of a folder as one zip whose files lie below `name`."""
    into.mkdir(parents=True, exist_ok=True)
    made = into / f"{name}.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", WHEN)
                entry.external_attr = path.stat().st_mode << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(entry, path.read_bytes())
    return made


if __name__ == "__main__":
    main()
