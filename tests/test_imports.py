"""The program is a road: imports run one way only, and the door opens before the heavy libraries are carried in."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"
# Each module or package imports only from names to its left (docs/architecture.md).
LAYERS = (
    "folders", "mask", "errors", "watch", "turns", "thai", "ranking", "deadline", "word", "printlist", "yamlfaults", "source", "lists", "directory", "wording", "office", "layout", "settingsfile", "laws",
    "relation", "fields", "form",
    "drawing", "case", "context", "paper", "render", "outbox", "register", "pdf", "printing", "signing", "audit", "template", "sheet",
    "casefile", "catalogue", "issue", "make", "services", "web", "cli",
)
HEAVY = {
    "docxtpl", "docx", "lxml", "jinja2", "yaml", "pythainlp", "icu", "pandas", "numpy",
    "openpyxl", "xlsxwriter", "python_calamine", "xlrd", "sqlalchemy", "sqlite3",
    "pikepdf", "pypdfium2", "fpdf", "PIL", "fontTools",
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    """generator/thai/day.py and generator/thai/__init__.py are thai, generator/case.py is case."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    """The layers that a module imports from, wherever in it the import stands."""
    package = ("generator", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1], node.module] if node.level else [node.module]
            start = ".".join(filter(None, base))
            names = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("generator."))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_imports_only_from_the_left(path):
    own = layer(path)
    if own in ("__init__", "__main__"):
        assert set(imported(path)) <= {"cli"}
        return
    assert own in LAYERS, f"{own} has no place in LAYERS"
    allowed = {own, "__version__", *LAYERS[: LAYERS.index(own)]}
    wrong = set(imported(path)) - allowed
    assert not wrong, f"{own} imports from its right: {', '.join(sorted(wrong))}"


@pytest.mark.parametrize(("source", "found"), [
    ("import generator.make", {"make"}),
    ("from generator import make, cli as door", {"make", "cli"}),
    ("from generator.thai.day import Day", {"thai"}),
    ("def f():\n    from ..make import make", {"make"}),
    ("from .. import cli", {"cli"}),
    ("from .words import spell", {"thai"}),
    ("import os, generators.make", set()),
])
def test_every_way_of_importing_is_seen(source, found, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    (tmp_path / "thai").mkdir()
    module = tmp_path / "thai" / "money.py"
    module.write_text(source, encoding="utf-8")
    assert set(imported(module)) == found


KNOWN_BY = {  # a library that does one job is known by the packages that do it; the rest ask them
    "deflate": {"render"},
    "docxtpl": {"render"},
    "yaml": {"office", "source", "yamlfaults", "template"},
    "python_calamine": {"source"},
    "xlrd": {"source"},
    "sqlalchemy": {"register"},
    "sqlite3": {"outbox", "catalogue"},
    "pikepdf": {"pdf", "printing", "signing"},
    "pypdfium2": {"pdf"},
    "fpdf": {"pdf", "printing", "signing"},
    "pyhanko": {"signing"},
    "segno": {"signing"},
    "fontTools": {"pdf"},
    "xlsxwriter": {"sheet", "drawing", "printlist"},
    "pythainlp": {"paper"},
    "jinja2": {"render", "template"},
    "ruamel": {"settingsfile"},
    "flask": {"web"},
    "waitress": {"web"},
    "click": {"cli"},
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_library_is_known_where_its_job_is_done(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level]
    for library in {name.split(".")[0] for name in names} & KNOWN_BY.keys():
        assert layer(path) in KNOWN_BY[library], f"{library} is known by {', '.join(sorted(KNOWN_BY[library]))}"


def test_every_package_has_a_row_in_the_architecture():
    text = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [name for name in LAYERS if f"| `{name}` |" not in text] == []


DOORS = ("cli",)
SEEN_BY_DOORS = {"services", "errors", "folders", "thai", "watch", "__version__"}
SEEN_BY_THE_BROWSER = {*SEEN_BY_DOORS, "outbox"}  # whose writing keeps the server's own files whole
OPENS = {"open", "read_bytes", "read_text", "write_bytes", "open_register", "the_book", "Popen"}


@pytest.mark.parametrize("path", [path for path in MODULES if layer(path) in DOORS], ids=lambda path: path.stem)
def test_a_door_holds_no_rule(path):
    """It calls services, and shows: it refuses nothing but wrong usage, and opens no file, no book, no LibreOffice."""
    assert set(imported(path)) <= {layer(path), *SEEN_BY_DOORS, *(["web"] if path.stem == "web" else [])}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    raised = {ast.unparse(node.exc) for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc}
    assert all(what.startswith("click.") for what in raised), raised
    called = {node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
              for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not called & OPENS, called & OPENS


@pytest.mark.parametrize("path", [path for path in MODULES if layer(path) == "web"], ids=lambda path: path.stem)
def test_the_browser_door_calls_services(path):
    assert set(imported(path)) <= {"web", *SEEN_BY_THE_BROWSER}


@pytest.mark.parametrize("path", [path for path in MODULES if layer(path) == "services"], ids=lambda path: path.stem)
def test_a_service_says_nothing_itself(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not any(isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("print", "input") for node in ast.walk(tree))
    assert "click" not in {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}


@pytest.mark.parametrize("command", [["--help"], ["--version"]])
def test_help_loads_no_heavy_library(command):
    script = "import sys; from generator.cli import main\ntry: main()\nfinally: print('\\n', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, encoding="utf-8", check=True)
    loaded = {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert "generator" in loaded
    assert not loaded & HEAVY
