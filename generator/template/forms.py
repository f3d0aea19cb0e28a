"""The templates of a form on the disk: tidied, and with an outline beside each that a reviewer reads.

In: a form. Out: the files that were written; or, when only asked, a problem for each template that is not tidy.
"""

from __future__ import annotations

from pathlib import Path

from ..drawing import new_chart
from ..errors import Problem, problem
from ..form import Form
from ..layout import Rules
from ..outbox import overwrite
from ..render import Helper
from ..word import opc
from .outline import outline
from .reframe import reframe
from .tidy import tidy


def tidy_form(form: Form, helper: Helper | None = None) -> list[Path]:
    """Tidy every template of a form and write its outline; the files that changed. A helper does it within limits.

    Raises: GenError E413, E415, E601.
    """
    changed = []
    wanted = helper.ask(form.name, _wanted, form) if helper else _wanted(form)
    for path, data in ((Path(name), data) for name, data in wanted):
        if _held(path) != data:
            overwrite(path, data)
            changed.append(path)
    return changed


def reframe_form(form: Form, old: Rules, new: Rules) -> list[Path]:
    """Put the figures of page.yaml that changed into the templates of a form; the files that changed.

    Raises: GenError E415, E601.
    """
    kinds = {paper.template: paper.kind for paper in reversed(form.papers)}
    changed = []
    for path, kind in kinds.items():
        if kind in old.kinds and kind in new.kinds:
            held = path.read_bytes()
            data = reframe(held, old.kind(kind), new.kind(kind), f"{form.name}/{path.name}")
            if data != held:
                overwrite(path, data)
                changed.append(path)
    return changed


def untidy(form: Form) -> list[Problem]:
    """What `tidy_form` would change, as problems E417."""
    stems = dict.fromkeys(Path(name).name.split(".")[0] for name, data in _wanted(form) if _held(Path(name)) != data)
    return [problem("E417", template=f"{form.name}/{stem}.docx") for stem in stems]


def _wanted(form: Form) -> list[tuple[str, bytes]]:
    """The path of each template and of its outline, and what they should be."""
    found = []
    for path in dict.fromkeys(paper.template for paper in form.papers):
        tidied = tidy(_with_charts(path.read_bytes(), form), f"{form.name}/{path.name}")
        found += [(str(path), tidied), (str(path.with_suffix(".outline.txt")), outline(tidied).encode())]
    return found


def _with_charts(docx: bytes, form: Form) -> bytes:
    """The template with a native chart where a paragraph asks for one, such as `กราฟแท่ง: results x=school y=seats`."""
    try:
        parts = opc.read(docx)
        placed = new_chart.place(parts)
    except (opc.NotAPackage, LookupError, ValueError):  # tidy and the check say what is wrong with it
        return docx
    return docx if placed == parts else opc.write(placed)


def _held(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
