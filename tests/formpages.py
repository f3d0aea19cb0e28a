"""A page a form for clerks (docs/forms/), out of its schema: what it is for, its papers, its sheets, its commands.

Their pictures are the golden pages of the form's examples (see golden.py); no picture is kept twice.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.fields import Field
from generator.form import Form, Paper, seen_fields, walked
from generator.relation import DAYS, Relation
from generator.render import official
from generator.sheet.plan import Column, Sheet, plan
from tests import golden, made

FOLDER = Path(__file__).parent.parent / "docs" / "forms"
INTRO = (
    "แต่ละหน้ามีคำสั่ง ภาพเอกสาร และทุกช่องที่กรอก สร้างจากแบบฟอร์มที่ใช้อยู่จริง ภาพทำจากตัวอย่างของแบบฟอร์ม "
    "กรอบที่เขียนว่า ตราครุฑ คือที่ของตราของสำนักงาน วิธีใช้โปรแกรมอยู่ใน[คู่มือผู้ใช้](../guide.md)"
)


def pages() -> Iterator[tuple[Path, str]]:
    """The index and a page for each form, with their texts."""
    yield FOLDER / "README.md", index([made.form(name) for name in made.NAMES])
    for name in made.NAMES:
        yield FOLDER / f"{name}.md", page(made.form(name))


def index(forms: Sequence[Form]) -> str:
    works = [form for form in forms if form.steps]
    others = [form for form in forms if not form.steps]
    lines = ["# แบบฟอร์มทั้งหมด", "", INTRO, ""]
    for title, found in (("งานตามคู่มือ", works), ("หนังสือราชการทั่วไป", others)):
        lines += [f"## {title}", "", "| แบบฟอร์ม | คำสั่ง | ใช้ทำ | เอกสาร |", "|---|---|---|---|"]
        for form in found:
            shown = " ".join(thumbnail(form, paper, FOLDER, 60) for paper in form.papers_of())
            lines.append(f"| [{form.title}]({form.name}.md) | `gen {form.name}` | {cell(form.about)} | {shown} |")
        lines.append("")
    return "\n".join(lines)


def page(form: Form) -> str:
    """The page of one form, whole."""
    sheets, clauses = plan(form, made.office(), ()), dict(told(form.fields))
    lines = [f"# {form.title}", "", form.about, "", *_commands(form), "", "## เอกสารที่ได้", "", *_papers(form), ""]
    lines += ["## แผ่นและช่องที่กรอก", "", "ช่องที่มี ✓ ต้องกรอก ช่องอื่นเว้นว่างได้ วิธีพิมพ์วันที่ ชื่อ และเลขที่ อยู่ใน[คู่มือผู้ใช้](../guide.md)", ""]
    for sheet in sheets:
        lines += [f"### แผ่น {sheet.name}", "", *_sheet(sheet, clauses), ""]
    return "\n".join([*lines, "[แบบฟอร์มทั้งหมด](README.md)", ""])


def thumbnail(form: Form, paper: Paper, folder: Path, width: int = 80) -> str:
    """The first page of a paper, small, as a link to its picture; for a page of the docs in `folder`.

    A paper of the same template as another one looks like that.
    """
    paper = next(one for one in form.papers if one.template == paper.template)
    path = Path(os.path.relpath(golden.FOLDER / f"{form.name}-{paper.key}-1-1.png", folder)).as_posix()
    return f'<a href="{path}"><img src="{path}" width="{width}" alt="{cell(paper.title)}"></a>'


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")


def _commands(form: Form) -> list[str]:
    file = f"{form.title}.xlsx"
    lines = [
        (f"gen sheet {form.name} -o {file}", "ตารางเปล่าสำหรับกรอก"),
        (f"gen sheet {form.name} --example -o ตัวอย่าง.xlsx", "ตารางที่กรอกตัวอย่างไว้แล้ว"),
        (f"gen {form.name} {file}", "ทำเอกสารทุกฉบับที่ข้อมูลครบ"),
    ]
    if form.steps:
        lines.append((f"gen {form.name} {file} --step 1", "เฉพาะเอกสารของขั้นตอนที่ ๑"))
        lines.append((f"gen steps {form.name} {file}", "ทำถึงขั้นตอนไหนแล้ว ยังขาดช่องใด"))
    elif len(form.papers) > 1:
        lines.append((f"gen {form.name} {file} --paper {form.papers[0].key}", f"เฉพาะ{form.papers[0].title}"))
    return ["```sh", *(line for command, why in lines for line in (f"# {why}", command)), "```"]


def _papers(form: Form) -> list[str]:
    """The papers with the step that each belongs to and what it needs."""
    lines = ["| ขั้นตอน |" if form.steps else "|", "|---|" if form.steps else "|"]
    lines = [f"{lines[0]} เอกสาร | `--paper` | ทำเมื่อกรอกแล้ว | ภาพ |", f"{lines[1]}---|---|---|---|"]
    for paper in form.papers_of():
        steps = [f"{official(n)} {step.title}" for n, step in enumerate(form.steps, 1) if paper.key in step.papers]
        first = f"| {cell('<br>'.join(steps))} |" if form.steps else "|"
        what = f"{paper.title}{' (ผู้รับละฉบับ)' if paper.each else ''}"
        lines.append(f"{first} {cell(what)} | `{paper.key}` | {cell(_needs(form, paper))} | {thumbnail(form, paper, FOLDER)} |")
    return lines


def _needs(form: Form, paper: Paper) -> str:
    """The labels of what a paper is not made without."""
    fields = {field.key: field for field in (*form.fields, *seen_fields(form.fields, paper.record))}
    needs = [fields[key].label for key in ((paper.record,) if paper.record else ()) + paper.needs]
    choices = [f"{fields[key].label} เป็น {choice}" for key, choice in paper.when]
    return " · ".join([*needs, *choices]) or "ช่องที่ต้องกรอก"


def _sheet(sheet: Sheet, clauses: Clauses) -> list[str]:
    how = "กรอกในช่องข้างชื่อ" if sheet.labels else "กรอกหนึ่งแถวต่อหนึ่งรายการ"
    head = [how, "", "| ช่อง | ชนิด | ต้องกรอก | คำอธิบาย | ตัวอย่าง |", "|---|---|---|---|---|"]
    return head + [f"| {' | '.join(map(cell, _column(column, clauses)))} |" for column in sheet.columns]


def _column(column: Column, clauses: Clauses) -> tuple[str, str, str, str, str]:
    """Label, kind, whether it is required, explanation, example."""
    field = column.field
    kind = field.kind.thai if field else "ข้อความ"
    told = column.hint if column.hint != kind else ""
    offered = [*field.choices, *(text for text in field.suggest if not text.startswith("people."))] if field else []
    told = " · ".join(filter(None, [told.removeprefix(f"{kind} · "), f"มีให้เลือก: {', '.join(offered)}" if offered else ""]))
    told = " · ".join(filter(None, [told, *(clauses[id(field)] if field else ())]))
    return column.heading, kind, "✓" if column.required else "", told, column.example


Clauses = dict[int, tuple[str, ...]]  # by field: what must hold between it and others, in Thai


def told(fields: Sequence[Field], outer: tuple[Field, ...] = (), of: Sequence[Relation] = ()) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The clauses of every field; those of a list stand at its first column."""
    for n, field in enumerate(fields):
        seen = (*fields, *outer)
        own = [(one, seen) for one in field.relations] + [(one, (*seen, *outer)) for one in of if not n]
        yield id(field), tuple(one.thai(_called(one, around)) + ("" if one.stops else " (เตือน)") for one, around in own)
        yield from told(field.of, seen, field.relations if field.is_list else ())


def _called(relation: Relation, seen: tuple[Field, ...]) -> str:
    """What the other fields of a clause are called."""
    days = {DAYS[0]: "วันนี้", DAYS[1]: "สองปีข้างหน้า"}
    return "หรือ".join(days.get(path) or _named(path, seen) for path in relation.paths)


def _named(path: str, seen: tuple[Field, ...]) -> str:
    if path.startswith("above."):
        return "แถวก่อน"
    steps = [one.label for one in walked(path, seen[1:] if path.startswith("up.") else seen) if one]
    return f" {steps[-1]}" if len(steps) == 1 else f" {steps[-1]} ในแผ่น {steps[-2]}"
