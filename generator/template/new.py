"""`gen new`: the folder of a new form, ready to be edited in Word.

In: the folder of forms, a name and a kind of paper. Out: `form.yaml` with the usual fields of the kind, a template with
its page, styles and emblem slot, and the template's outline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import GenError
from ..fields import TYPES
from ..layout import Kind, Rules
from ..outbox import RESERVED, write_all
from .frame import frame
from .outline import outline
from .tidy import tidy

NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


def new_form(forms: Path, name: str, kind: str, rules: Rules, title: str = "") -> list[Path]:
    """Write `forms/<name>/` and return its files. `title` is the form's, and begins the names of its papers' files.

    Raises: GenError E420 for a name that is no command, E418 when the form is there, E419 for an unknown kind, E601.
    """
    if not NAME.fullmatch(name) or RESERVED.match(name):
        raise GenError("E420", form=name)
    folder = forms / name
    if folder.exists():
        raise GenError("E418", form=name)
    template = tidy(frame(kind, rules))
    files = {
        "form.yaml": form_yaml(name, rules.kind(kind), title).encode(),
        "examples.yaml": examples_yaml(rules.kind(kind)).encode(),
        f"{name}.docx": template,
        f"{name}.outline.txt": outline(template).encode(),
    }
    return [written.path for written in write_all((folder / file, data) for file, data in files.items())]


def form_yaml(name: str, kind: Kind, title: str = "") -> str:
    """The start of a form.yaml: a field a line, so that a designer adds a line for one more."""
    fields = "".join(f"  {key}: {_flow(value)}\n" for key, value in kind.fields.items())
    keys = [key for key in ("subject", "date") if key in kind.fields]
    called = _flow(title or kind.title)
    number = "{% if number %} ที่ {{ number }}{% endif %}" if "number" in kind.fields else ""
    subject = " {{ subject }}" if "subject" in kind.fields else ""
    series = f"series: {kind.key}\n" if "number" in kind.fields else ""
    return (
        f"# ชื่อแบบฟอร์ม (title) ชื่อเอกสาร (papers: title) และชื่อไฟล์ (file) เปลี่ยนได้ที่นี่ ตัวอย่างอยู่ใน examples.yaml\n"
        f"title: {called}\nkind: {kind.key}\n{series}key: [{', '.join(keys)}]\n\nfields:\n{fields}\n"
        f"papers:\n  {name}:\n    title: {called}\n    template: {name}.docx\n"
        f"    file: {_flow((title or kind.title) + number + subject)}\n"
    )


def examples_yaml(kind: Kind) -> str:
    """A case that fills the fields of the kind that have no default, for `gen sheet --example` and for trying."""
    import yaml

    case = {key: _example(of) for key, of in kind.fields.items() if _is_shown(of)}
    said = yaml.safe_dump([case], allow_unicode=True, sort_keys=False, width=1000)
    return f"# เรื่องตัวอย่าง (ข้อมูลสมมติ) เปลี่ยนให้เป็นของงานนี้\n{said}"


def _is_shown(of: Mapping[str, Any]) -> bool:
    """Whether the example fills a field; an urgent or secret paper is none."""
    usual = "default" in of or of.get("late")
    return not usual and (of.get("type") != "choice" or bool(of.get("required")))


def _example(of: Mapping[str, Any]) -> Any:
    """What a clerk could type in a field."""
    if of.get("type") == "list":
        return [{key: _example(one) for key, one in of["of"].items() if "default" not in one}]
    if of.get("type") == "signer":
        return "director"
    first = [*of.get("choices", ()), *(one for one in of.get("suggest", ()) if "." not in one)][:1]
    usual = TYPES[of.get("type", "text")].example if of.get("type") not in (None, "text", "paragraphs", "items") else ""
    return of.get("example") or (first[0] if first else usual) or f"ตัวอย่าง{of['label'].rstrip('.')}"


def _flow(value: Any) -> str:
    """A mapping as YAML on one line."""
    import yaml

    said = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, sort_keys=False, width=1000)
    return said.removesuffix("...\n").strip()
