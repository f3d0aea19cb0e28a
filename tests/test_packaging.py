"""The wheel and the source archive carry forms and example office, nothing of an office's own, and they work."""

from __future__ import annotations

import ast
import configparser
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
SETTINGS = ("setup.py", "setup.cfg", "pyproject.toml", "MANIFEST.in", "LICENSE", "README.md")
SHIPPED = ("generator", "forms", "data", *SETTINGS)
ON_PYPI = {    # where the name differs from the import's
    "docx": "python-docx", "fpdf": "fpdf2", "PIL": "Pillow", "pkcs11": "python-pkcs11",
    "pyhanko_certvalidator": "pyhanko-certvalidator", "ruamel": "ruamel.yaml", "python_calamine": "python-calamine", "yaml": "PyYAML",
}
LOADED_BY_OTHERS = {"uharfbuzz"}    # with it fpdf2 shapes Thai
PRIVATE = (    # what stands in an office's folder, or in a developer's, and must never leave it
    "data/register.db", "data/register.db-wal", "data/~$people.xlsx", "data/out/2562/order.docx", "data/notes.txt",
    "out/2562/order/order.docx", "forms/order/~$order.docx", "forms/order/.~lock.order.docx#", "forms/secret.key",
    ".env", "build/lib/generator/old.py",
)


def python(folder: Path, *arguments: str | Path, **env: str) -> str:
    """Run Python in `folder`, without what the test run itself put on its path; returns what it printed."""
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=clean | {"PYTHONUTF8": "1"} | env,
                          capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def build(source: Path, kind: str) -> Path:
    """Build the wheel or the source archive of a tree, offline, with the setuptools that is installed."""
    script = f"from setuptools import build_meta; build_meta.build_{kind}('dist')"
    python(source, "-c", script)
    [made] = (source / "dist").iterdir()
    return made


def files(folder: Path, *suffixes: str) -> set[str]:
    """The files below a folder of the repository, as paths from the repository's root."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(("~$", ".")))
    return {path.relative_to(REPOSITORY).as_posix() for path in found if not suffixes or path.suffix in suffixes}


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as package:
        return {name for name in package.namelist() if ".dist-info/" not in name}


def imports(module: ast.Module) -> Iterator[str]:
    """The top-level packages that a module imports, its own package's aside."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def libraries(requirements: str) -> set[str]:
    """The names in a list of requirements: docxtpl>=0.20.2,<0.21."""
    return {re.split(r"[\[<>=;]", line)[0].strip().lower() for line in requirements.strip().splitlines()}


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """A copy of what is shipped, strewn with private files."""
    folder = tmp_path_factory.mktemp("repository")
    for name in SHIPPED:
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif (REPOSITORY / name).exists():
            shutil.copy(REPOSITORY / name, folder / name)
    for name in PRIVATE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("private", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def archive(tree) -> Path:
    return build(tree, "sdist")


@pytest.fixture(scope="module")
def wheel(archive, tmp_path_factory) -> Path:
    """The wheel, built from the source archive and not from the tree: the longest way to an installed program."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    [unpacked] = folder.iterdir()
    return build(unpacked, "wheel")


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A folder with the program in it, far from the repository."""
    folder = tmp_path_factory.mktemp("installed")
    python(folder, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", folder, wheel)
    return folder


def test_wheel_holds_the_program_the_forms_and_the_example_office_and_nothing_else(wheel):
    held = contents(wheel)
    program = {name for name in files(REPOSITORY / "generator") if "__pycache__" not in name}
    forms = {f"generator/{name}" for name in files(REPOSITORY / "forms")}
    data = {f"generator/{name}" for name in files(REPOSITORY / "data", ".yaml", ".csv", ".xlsx")}
    assert held ^ (program | forms | data) == set()
    assert "generator/forms/order/form.yaml" in held
    assert {"generator/data/office.yaml", "generator/data/order-218-2562.xlsx"} <= held


def test_wheel_built_in_the_tree_holds_the_same(wheel, tree, tmp_path):
    shutil.copytree(tree, tmp_path / "tree", ignore=shutil.ignore_patterns("dist", "*.egg-info", "build"))
    assert contents(build(tmp_path / "tree", "wheel")) == contents(wheel)


def test_source_archive_holds_nothing_private(archive):
    with tarfile.open(archive) as packed:
        held = {name.partition("/")[2] for name in packed.getnames()}
    assert not held & set(PRIVATE)
    assert {"LICENSE", "forms/order/form.yaml", "data/office.yaml"} <= held


def test_program_requires_the_libraries_it_imports_and_no_other():
    settings = configparser.ConfigParser()
    settings.read(REPOSITORY / "setup.cfg", encoding="utf-8")
    required = libraries(settings["options"]["install_requires"])
    extras = settings["options.extras_require"]
    optional = {name for extra in extras.keys() - {"test", "icu", "dev"} for name in libraries(extras[extra])}
    sources = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "generator").rglob("*.py")]
    names = {name for source in sources for name in imports(ast.parse(source))} - sys.stdlib_module_names - {"generator"}
    imported = {ON_PYPI.get(name, name).lower() for name in names}
    assert imported - required - optional == set()
    assert required - imported == LOADED_BY_OTHERS


def test_wheel_names_its_command_and_its_licence(wheel):
    with zipfile.ZipFile(wheel) as package:
        [commands] = (name for name in package.namelist() if name.endswith("entry_points.txt"))
        [licence] = (name for name in package.namelist() if name.endswith("/LICENSE"))
        entry_points = configparser.ConfigParser()
        entry_points.read_string(package.read(commands).decode())
        assert package.read(licence) == (REPOSITORY / "LICENSE").read_bytes()
    assert dict(entry_points["console_scripts"]) == {"gen": "generator.__main__:main"}


def test_installed_program_finds_its_forms_from_any_folder(installed, tmp_path):
    where = python(tmp_path, "-c", "import generator; print(generator.__file__)", PYTHONPATH=str(installed))
    assert Path(where.strip()).is_relative_to(installed)
    assert "order" in python(tmp_path, "-m", "generator", "forms", PYTHONPATH=str(installed))


def test_installed_program_starts_an_office_that_makes_the_example_order(installed, tmp_path):
    python(tmp_path, "-m", "generator", "init", "office", PYTHONPATH=str(installed))
    python(tmp_path / "office", "-m", "generator", "order", "data/order-218-2562.xlsx", PYTHONPATH=str(installed))
    assert list((tmp_path / "office" / "out").rglob("*.docx"))


def test_the_lock_names_all_that_is_required_and_what_builds_it():
    settings = configparser.ConfigParser()
    settings.read(REPOSITORY / "setup.cfg", encoding="utf-8")
    lock = (REPOSITORY / "lock.txt").read_text(encoding="utf-8")
    held = {re.split("[=;]", line)[0].lower() for line in lock.splitlines() if not line.startswith("#")}
    extras = settings["options.extras_require"]
    asked = libraries("\n".join([settings["options"]["install_requires"], *extras.values()])) - {"gen-saraban"}
    asked = {re.sub("[._]", "-", name) for name in asked if name and not name.startswith("#")}
    assert asked - held == set(), "run: python -m tools.lock"
    [build] = re.findall('"(setuptools==[^"]+)"', (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    assert build in lock.splitlines()
