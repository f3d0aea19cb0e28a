"""`gen new`: the folder of a new form, ready to be edited in Word.

In: the folder of forms, a name and a kind of paper. Out: `form.yaml` with the usual fields of the kind, a template with
its page, styles and emblem slot, and the template's outline.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ..errors import GenError
from ..outbox import RESERVED, write_all
from .frame import frame
from .outline import outline
from .page import Kind, Rules
from .tidy import tidy

NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


def new_form(forms: Path, name: str, kind: str, rules: Rules) -> list[Path]:
    """Write `forms/<name>/` and return its files.

    Raises: GenError E420 for a name that is no command, E418 when the form is there, E419 for an unknown kind, E601.
    """
    if not NAME.fullmatch(name) or RESERVED.match(name):
        raise GenError("E420", form=name)
    folder = forms / name
    if folder.exists():
        raise GenError("E418", form=name)
    template = tidy(frame(kind, rules))
    files = {
        "form.yaml": form_yaml(name, rules.kind(kind)).encode(),
        f"{name}.docx": template,
        f"{name}.outline.txt": outline(template).encode(),
    }
    return [written.path for written in write_all((folder / file, data) for file, data in files.items())]


def form_yaml(name: str, kind: Kind) -> str:
    """The start of a form.yaml: a field a line, so that a designer adds a line for one more."""
    fields = "".join(f"  {key}: {_flow(value)}\n" for key, value in kind.fields.items())
    keys = [key for key in ("subject", "date") if key in kind.fields]
    file = f"{kind.title}ที่ {{{{ number }}}} {{{{ subject }}}}" if "number" in kind.fields else "{{ subject }}"
    series = f"series: {kind.key}\n" if "number" in kind.fields else ""
    return (
        f"title: {kind.title}\nkind: {kind.key}\n{series}key: [{', '.join(keys)}]\n\nfields:\n{fields}\n"
        f'papers:\n  {name}:\n    title: {kind.title}\n    template: {name}.docx\n    file: "{file}"\n'
    )


def _flow(value: Any) -> str:
    """A mapping as YAML on one line."""
    import yaml

    return yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, sort_keys=False, width=1000).strip()
