"""What the docs show that the code makes; `python -m tests.docs` writes it anew (the picture needs LibreOffice)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator import thai
from generator.errors import MESSAGES, Place
from generator.fields import TYPES, Field, read
from generator.office import open_office, shipped
from generator.render import official
from tests import filterpage, formpages, made, mistakes, paper
from tests.formpages import cell

ROOT = Path(__file__).parent.parent
GROUPS = {
    "1": "The value of one cell",
    "2": "Sheets and columns",
    "3": "Files",
    "4": "Forms and templates",
    "5": "The office",
    "6": "What is written",
    "7": "The number book",
    "8": "Checking, PDF and signatures",
    "9": "The program itself",
}


def messages() -> str:
    """docs/messages.md, whole."""
    lines = ["# Messages", "", "ข้อความทุกข้อของโปรแกรม E ทำให้หยุด W บอกให้รู้แล้วทำต่อ", ""]
    for group, title in GROUPS.items():
        codes = sorted((code for code in MESSAGES if code[1] == group), key=lambda code: (code[1:], code[0]))
        if codes:
            lines += [f"## {title}", "", "| code | what the clerk reads | what it means |", "|---|---|---|"]
            lines += [f"| {code} | {cell(MESSAGES[code][0])} | {cell(MESSAGES[code][1])} |" for code in codes]
            lines.append("")
    lines += ["## Why a value cannot be read", "", "What `{why}` can be about, by the kind of value.", ""]
    lines += ["| kind | what it means |", "|---|---|"]
    lines += [f"| {kind} | {cell(english)} |" for kind, english in sorted(thai.KINDS.items())]
    return "\n".join(lines) + "\n"


def types() -> str:
    """The table of field types for docs/forms.md; what is shown is shown by the values themselves."""
    lines = ["| type | what a clerk types | what a template shows |", "|---|---|---|"]
    for name, type_ in TYPES.items():
        shown = type_.written or " · ".join(_shown(name, type_.sample or type_.example))
        lines.append(f"| `{name}` | {type_.thai} | {shown} |")
    return "\n".join(lines)


def _shown(name: str, typed: str) -> Iterator[str]:
    office = open_office(shipped("data").parent, mistakes.TODAY)
    value, wrong = read(Field("x", "x", name, choices=(typed,)), typed, Place(), office)
    assert wrong is None, wrong
    yield f"`{{{{ x }}}}` {official(value)}"
    for attribute in TYPES[name].shows:
        part = getattr(value, attribute)
        text = " / ".join(map(str, part)) if isinstance(part, tuple) else str(part)
        yield f"`.{attribute}` {official(text) or '(empty)'}"


def mistake() -> str:
    """The example of README: what a clerk reads when several cells are wrong."""
    told = mistakes.AGREED.read_text(encoding="utf-8").split("# six mistakes on three sheets\n")[1]
    return "```text\n" + told.strip() + "\n```"


def steps() -> str:
    """docs/steps.md, whole: each step of the office's manual, the papers that it ends in and the command for them."""
    lines = ["# Steps", "", "ทุกขั้นตอนของงานในคู่มือ เอกสารที่ได้ คำสั่งที่ใช้ทำ และภาพหน้าแรกของตัวอย่าง (กดเพื่อดูภาพใหญ่)", ""]
    lines += ["| work | step | papers | command | picture |", "|---|---|---|---|---|"]
    for form in map(made.form, made.NAMES):
        for number, step in enumerate(form.steps, 1):
            found = [form.paper(key) for key in step.papers]
            papers = " · ".join(paper.title for paper in found)
            command = f"`gen {form.name} ไฟล์ --step {number}`"
            pictures = " ".join(formpages.thumbnail(form, paper, ROOT / "docs", 60) for paper in found)
            work = f"[{form.title}](forms/{form.name}.md)"
            lines.append(f"| {work} | {official(number)} {cell(step.title)} | {cell(papers)} | {command} | {pictures} |")
    return "\n".join(lines) + "\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Every page that the code makes, whole or in part, as it should be."""
    yield ROOT / "docs" / "messages.md", messages()
    yield ROOT / "docs" / "steps.md", steps()
    yield from formpages.pages()
    forms = ROOT / "docs" / "forms.md"
    table = r"(?:\|.*\n|\n(?=\|))*\n*"
    _, page = _with(forms, "types", types(), r"(\|.*\n)*\n*")
    yield forms, _within(page, "filters", filterpage.table(), table)
    yield _with(ROOT / "README.md", "mistake", mistake(), r"```text\n[^`]*```\n*")


def _with(path: Path, mark: str, text: str, old: str) -> tuple[Path, str]:
    """The page with the part after `<!-- mark -->` made new."""
    return path, _within(path.read_text(encoding="utf-8"), mark, text, old)


def _within(page: str, mark: str, text: str, old: str) -> str:
    return re.sub(f"<!-- {mark} -->\n*{old}", lambda _: f"<!-- {mark} -->\n\n{text}\n\n", page, count=1)


def picture(papers: list[Path], into: Path, width: int = 1400) -> None:
    """Pages of Word files side by side, as a PNG `width` pixels wide."""
    import pymupdf

    pdfs = [pymupdf.open(paper.to_pdf(path, made.folder() / "pdf")) for path in papers]
    sheets = [(pdf, n) for pdf in pdfs for n in range(len(pdf))]
    a4, gap = pymupdf.paper_rect("a4"), 12
    board = pymupdf.open().new_page(width=len(sheets) * (a4.width + gap) + gap, height=a4.height + 2 * gap)
    board.draw_rect(board.rect, color=None, fill=(0.85, 0.85, 0.85))
    for i, (pdf, n) in enumerate(sheets):
        left = gap + i * (a4.width + gap)
        place = pymupdf.Rect(left, gap, left + a4.width, gap + a4.height)
        board.draw_rect(place, color=None, fill=(1, 1, 1))
        board.show_pdf_page(place, pdf, n)
    scale = width / board.rect.width
    board.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY).save(into)


if __name__ == "__main__":
    for path, text in pages():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    picture(made.papers("order")[:1], ROOT / "docs" / "order-218-2562.png")
