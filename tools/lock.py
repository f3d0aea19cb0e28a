"""The lock: exact versions of every package that is installed, for each Python and system at once.

python -m tools.lock           renews lock.txt, and the setuptools that pyproject.toml builds with
python -m tools.lock try       runs the tests with the newest and the lowest versions that setup.cfg allows
python -m tools.lock extras    installs each extra alone, as locked, and runs its smoke test there
python -m tools.lock wheels    asks whether each locked package has a ready-made wheel for each system and Python
python -m tools.lock download  the same, by downloading all that the program needs to run

What comes after `try` goes to pytest: `python -m tools.lock try -m "not slow"`.
"""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "lock.txt"
HEAD = """\
# Exact versions of every package: of run time, extras, tests and tools, for each Python and system.
# Made by `python -m tools.lock`; pip takes it as `-c lock.txt`.
# (Without hashes: with them pip refuses to install the program itself, which is a folder.)
"""
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14", "3.15")
SYSTEMS = {  # what uv calls a system, and what pip does
    "windows": ("win_amd64",),
    "aarch64-apple-darwin": tuple(f"macosx_{n}_{m}_arm64" for n, m in ((11, 0), (12, 0), (13, 0), (14, 0), (15, 0))),
    "x86_64-manylinux_2_28": ("manylinux2014_x86_64", "manylinux_2_27_x86_64", "manylinux_2_28_x86_64"),
}
MACOS = {"MACOSX_DEPLOYMENT_TARGET": "15.0"}  # the oldest that pikepdf has wheels for
SOURCE_ONLY = {"odfpy", "pyicu"}  # without wheels: pure Python, for tests; one that needs a compiler
QUIETLY = ("--quiet", "--no-header", "--no-annotate")
NOT_TRIED = {"dev", "icu"}  # tools with a mind of their own; a compiler
NOT_ALONE = {"dev", "test"}  # what the tests themselves run with


def main(asked: list[str]) -> None:
    match asked:
        case []:
            renew()
        case ["try", *pytest]:
            sys.exit(any([trial("highest", pytest), trial("lowest-direct", pytest)]))
        case ["extras", *only]:
            sys.exit(alone(only or [extra for extra in extras() if extra not in NOT_ALONE]))
        case ["wheels"]:
            sys.exit(any([no_wheels(python, system) for python in PYTHONS for system in SYSTEMS]))
        case ["download"]:
            sys.exit(any([not_downloaded(python, system) for python in PYTHONS for system in SYSTEMS]))
        case _:
            sys.exit(__doc__)


def uv(*asked: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """uv, of the extra `dev`."""
    command = [sys.executable, "-m", "uv", "pip", *map(str, asked)]
    said = None if check else subprocess.PIPE
    env = os.environ | MACOS
    return subprocess.run(command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=said, check=check)


def extras() -> list[str]:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    return list(settings["options.extras_require"])


def locked(text: str) -> dict[str, str]:
    """Name and version of each line of a lock (the last, where a package has several)."""
    return dict(re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", text))


# --- renewing


def renew() -> None:
    """Resolve for all Pythons and systems at once, and say what changed."""
    before = locked(LOCK.read_text(encoding="utf-8")) if LOCK.exists() else {}
    said = uv("compile", *QUIETLY, "--universal", "--python-version", PYTHONS[0], "--all-extras", "setup.cfg")
    LOCK.write_text(HEAD + said.stdout, encoding="utf-8", newline="\n")
    now = locked(said.stdout)
    build = ROOT / "pyproject.toml"
    text = re.sub(r'"setuptools[=><][^"]*"', f'"setuptools=={now["setuptools"]}"', build.read_text(encoding="utf-8"))
    build.write_text(text, encoding="utf-8", newline="\n")
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            print(f"{name}: {before.get(name, 'new')} → {now.get(name, 'gone')}")


# --- trying


def trial(resolution: str, pytest: list[str]) -> bool:
    """Run the tests with other versions than the lock's; True, and which package breaks which tests, if some fail."""
    tried = [f"--extra={extra}" for extra in extras() if extra not in NOT_TRIED]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    said = uv("compile", *QUIETLY, "--resolution", resolution, "--python-version", version, *tried, "setup.cfg")
    versions = locked(said.stdout)
    print(f"--- {resolution}\n{said.stdout}", flush=True)
    with tempfile.TemporaryDirectory(prefix="gen-lock-") as folder:
        python = environment(Path(folder), versions)
        failed = run(python, ["-n", "auto", *pytest])
        print(f"{resolution}: {len(failed)} tests failed", flush=True)
        for name, broken in guilty(python, versions, failed):
            print(f"{name} {versions[name]} breaks {', '.join(broken)}", flush=True)
    return bool(failed)


def environment(folder: Path, versions: dict[str, str]) -> Path:
    """A virtual environment with the program and these versions; the path of its Python."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = python_of(folder / "venv")
    pins = folder / "versions.txt"
    pins.write_text("".join(f"{name}=={version}\n" for name, version in versions.items()), encoding="utf-8")
    tried = ",".join(extra for extra in extras() if extra not in NOT_TRIED)
    uv("install", "--quiet", "--python", python, "-c", pins, "-e", f".[{tried}]")
    return python


def python_of(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(python: Path, asked: Iterable[str]) -> list[str]:
    """The tests that fail, as pytest names them; Raises: SystemExit where pytest itself does not run."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [python, "-m", "pytest", "-q", "-o", "junit_family=xunit1", f"--junit-xml={report}", *asked]
        subprocess.run(command, cwd=ROOT, check=False)
        if not report.exists():
            sys.exit("pytest did not run")
        cases = ElementTree.parse(report).iter("testcase")
        return [name_of(case) for case in cases if case.find("failure") is not None or case.find("error") is not None]


def name_of(case: ElementTree.Element) -> str:
    """file.py::Class::test[parameters], or the file alone where it could not be imported."""
    file = case.get("file") or f"{(case.get('name') or '').replace('.', '/')}.py"
    inner = (case.get("classname") or "").removeprefix(file.removesuffix(".py").replace("/", ".")).strip(".")
    return "::".join(filter(None, (file, inner, case.get("name")))) if case.get("file") else file


def guilty(python: Path, versions: dict[str, str], failed: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each package that differs from the lock, and the failed tests that pass once it alone is as locked."""
    files = sorted({test.partition("::")[0] for test in failed})
    lock = locked(LOCK.read_text(encoding="utf-8"))
    for name, version in versions.items():
        if failed and lock.get(name, version) != version:
            done = uv("install", "--quiet", "--no-deps", "--python", python, f"{name}=={lock[name]}", check=False)
            if done.returncode == 0 and (mended := sorted({*failed} - {*run(python, files)})):
                yield name, mended
            uv("install", "--quiet", "--no-deps", "--python", python, f"{name}=={version}")


# --- extras


def alone(asked: list[str]) -> int:
    """Install the program with each extra in an environment of its own, by pip, and run tests/test_extras.py there."""
    with tempfile.TemporaryDirectory(prefix="gen-extras-") as folder:
        for extra in ("none", *asked):
            subprocess.run([sys.executable, "-m", "venv", Path(folder, extra)], check=True)
            python = python_of(Path(folder, extra))
            wanted = "." if extra == "none" else f".[{extra}]"
            subprocess.run([python, "-m", "pip", "install", "-q", "-c", LOCK, wanted], cwd=ROOT, check=True)
        words = " or ".join(("without", *(f"{extra}_alone" for extra in asked)))
        command = [sys.executable, "-m", "pytest", "-v", "tests/test_extras.py", "-k", words]
        return subprocess.run(command, cwd=ROOT, env=os.environ | {"GEN_EXTRAS": folder}, check=False).returncode


# --- wheels


def no_wheels(python: str, system: str) -> bool:
    """Whether a locked package has no wheel for a system and a Python; says which."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line.partition("==")[0] not in SOURCE_ONLY]
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "lock.in")
        wanted.write_text("\n".join(lines), encoding="utf-8")
        done = uv("compile", *QUIETLY, "--no-deps", "--only-binary", ":all:", "--python-version", python,
                  "--python-platform", system, wanted, check=False)
    print(python, system, done.stderr.strip() or f"{len(locked(done.stdout))} wheels", flush=True)
    return done.returncode != 0


def not_downloaded(python: str, system: str) -> bool:
    """Whether pip cannot download all that the program needs to run; says how much there is."""
    with tempfile.TemporaryDirectory() as folder:
        done = download(python, system, Path(folder))
        sizes = [file.stat().st_size for file in Path(folder).iterdir()]
        told = done.stderr.strip() if done.returncode else f"{len(sizes)} wheels, {sum(sizes) / 1e6:.0f} MB"
        print(python, system, told, flush=True)
    return done.returncode != 0


def download(python: str, system: str, into: Path, *extra: str) -> subprocess.CompletedProcess[str]:
    """The wheels that the program and these extras need to run, as locked, by pip's plain command."""
    names = into.with_name(f"{into.name}.in")
    asked = uv("compile", *QUIETLY, "-c", LOCK, "--python-version", python,
               "--python-platform", system, *(f"--extra={one}" for one in extra), "setup.cfg")
    names.write_text(asked.stdout, encoding="utf-8")
    platforms = [f"--platform={platform}" for platform in SYSTEMS[system]]
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:",
               f"--python-version={python}", *platforms, "-d", str(into), "-r", str(names)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    names.unlink()
    return done


if __name__ == "__main__":
    main(sys.argv[1:])
