"""Where things lie: the office's folder, its forms, and what came with the program. Light, as every start needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SETTINGS = Path("data", "office.yaml")


def shipped(folder: str) -> Path:
    """The `forms` or `data` that came with the program: inside the package (wheel) or beside it (checkout)."""
    inside = PACKAGE / folder
    return inside if inside.is_dir() else PACKAGE.parent / folder


def find_root(*starts: Path) -> Path | None:
    """The nearest folder, at or above the first start that has one, that holds `data/office.yaml`."""
    for start in starts:
        for folder in (start.resolve(), *start.resolve().parents):
            if (folder / SETTINGS).is_file():
                return folder
    return None


def forms_folder(root: Path | None) -> Path:
    """The folder of forms that a run uses, also outside any office."""
    own = root / "forms" if root else None
    return own if own and own.is_dir() else shipped("forms")


def form_names(forms: Path) -> list[str]:
    """The forms in a folder, by name."""
    return sorted(path.parent.name for path in forms.glob("*/form.yaml"))


def number_books(forms: Path) -> list[str]:
    """The series of numbers that the forms in a folder take from, by name; read without a YAML parser."""
    texts = ((forms / name / "form.yaml").read_text(encoding="utf-8", errors="replace") for name in form_names(forms))
    return sorted({found[1] for text in texts for found in re.finditer(r"^ *series: *([\w-]+)", text, re.MULTILINE)})


def form_titles(forms: Path) -> Iterator[tuple[str, str]]:
    """(name, title) of each form, read without a YAML parser: `gen --help` lists them at every start."""
    for name in form_names(forms):
        text = (forms / name / "form.yaml").read_text(encoding="utf-8", errors="replace")
        found = re.search(r"^title:\s*[\"']?(.+?)[\"']?\s*(?:#.*)?$", text, re.MULTILINE)
        yield name, found[1] if found else name
