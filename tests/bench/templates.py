"""The same four papers in the language of each engine, as Word would save them.

letter: emblem, header, footer, 13 values. order: a table of people, each with a list of duties. report: a table of 300
rows. photo: the letter with a picture of its own.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import Image

# Which papers each language can say; mustache is docxtemplater's and easy-template-x's. Pictures are a paid module of
# docxtemplater and of Carbone, Carbone loses items of lists in lists, and merge fields know neither.
PAPERS = {
    "jinja": ("letter", "order", "report", "photo"),
    "mustache": ("letter", "order", "report"),
    "carbone": ("letter", "report"),
    "mergefield": ("letter",),
}
CENTER, RIGHT, THAI = ALIGN.CENTER, ALIGN.RIGHT, ALIGN.THAI_JUSTIFY


def make(folder: Path) -> None:
    """Write `<paper>.<language>.docx` for each paper that the language can say."""
    folder.mkdir(parents=True, exist_ok=True)
    for language, papers in PAPERS.items():
        for paper in papers:
            Draft(language).draft(paper).save(folder / f"{paper}.{language}.docx")


@dataclass
class Draft:
    """A paper being drafted in one language; `<name>` in a text is a value."""

    language: str

    def draft(self, paper: str) -> Any:
        self.word = blank()
        {"letter": self.letter, "order": self.order, "report": self.report, "photo": self.photo}[paper]()
        return self.word

    def letter(self) -> None:
        self.margins("ที่ <ref_no>", "โทร. <phone>")
        self.emblem()
        self.line("ที่ <ref_no>\t\t<office>")
        self.line("<date>", CENTER)
        self.line("เรื่อง  <subject>")
        self.line("เรียน  <to> <position> <school>")
        self.line("สิ่งที่ส่งมาด้วย  กำหนดการประชุม จำนวน ๑ ฉบับ")
        self.line("\t<body>", THAI)
        self.line("\tจึงขอเชิญท่านเข้าร่วมประชุม ณ <place> โดยเบิกค่าใช้จ่ายได้ไม่เกิน <amount> บาท", THAI)
        self.line("\tจึงเรียนมาเพื่อโปรดพิจารณา")
        for text in ("", "ขอแสดงความนับถือ", "", "(<signer>)", "<signer_post>"):
            self.line(text, CENTER)

    def photo(self) -> None:
        self.letter()
        self.line("<photo>", CENTER)

    def order(self) -> None:
        self.margins("คำสั่งที่ <number>", "ลงนามโดย <signer>")
        self.emblem()
        self.line("คำสั่งสำนักงานเขตพื้นที่การศึกษา ที่ <number>", CENTER)
        self.line("เรื่อง <subject>", CENTER)
        self.line("\t<body>", THAI)
        self.table({"ที่": "no", "ชื่อ-สกุล": "name", "หน้าที่": "duties", "ตำแหน่ง": "position"})
        self.line("สั่ง ณ วันที่ <date>", CENTER)
        self.line("(<signer>)", CENTER)

    def report(self) -> None:
        self.margins("<title>", "วันที่ <date>")
        self.line("<title>", CENTER)
        self.line("\t<body>", THAI)
        columns = {"ที่": "no", "ชื่อ-สกุล": "name", "โรงเรียน": "school", "ตำแหน่ง": "position", "จำนวนเงิน": "amount"}
        self.table(columns)
        self.line("(<signer>)", CENTER)

    # --- pieces

    def margins(self, head: str, foot: str) -> None:
        section = self.word.sections[0]
        for story, text, align in ((section.header, head, RIGHT), (section.footer, foot, CENTER)):
            story.is_linked_to_previous = False
            self.fill(story.paragraphs[0], text)
            story.paragraphs[0].alignment = align

    def emblem(self) -> None:
        paragraph = self.word.add_paragraph()
        paragraph.alignment = CENTER
        paragraph.add_run().add_picture(BytesIO(noise(140, 140, "PNG")), height=Cm(3))

    def line(self, text: str, align: ALIGN | None = None) -> None:
        paragraph = self.word.add_paragraph()
        paragraph.alignment = align
        self.fill(paragraph, text)

    def fill(self, paragraph: Any, text: str) -> None:
        for piece in filter(None, re.split(r"(<\w+>)", text)):
            name = re.fullmatch(r"<(\w+)>", piece)
            if name and self.language == "mergefield":
                paragraph._p.append(merge_field(name[1]))
            else:
                paragraph.add_run(self.value(name[1]) if name else piece)

    def value(self, name: str) -> str:
        return {"jinja": f"{{{{ {name} }}}}", "mustache": f"{{{name}}}", "carbone": f"{{d.{name}}}"}[self.language]

    def table(self, columns: dict[str, str]) -> None:
        """A heading row, and a row for each of `rows`; the duties of a row are paragraphs of one cell."""
        self.rows = self.word.add_table(rows=1, cols=len(columns))
        self.rows.style = "Table Grid"
        for cell, heading in zip(self.rows.rows[0].cells, columns, strict=True):
            cell.text = heading
        getattr(self, f"rows_in_{self.language}")(list(columns.values()))

    def rows_in_jinja(self, names: list[str]) -> None:
        self.row(["{%tr for r in rows %}"])
        duties = ["{%p for d in r.duties %}", "{{ d.t }}", "{%p endfor %}"]
        self.row([duties if name == "duties" else f"{{{{ r.{name} }}}}" for name in names])
        self.row(["{%tr endfor %}"])

    def rows_in_mustache(self, names: list[str]) -> None:
        texts = [["{#duties}", "{t}", "{/duties}"] if name == "duties" else f"{{{name}}}" for name in names]
        self.row([f"{{#rows}}{texts[0]}", *texts[1:-1], f"{texts[-1]}{{/rows}}"])

    def rows_in_carbone(self, names: list[str]) -> None:
        for index in ("i", "i+1"):
            self.row([f"{{d.rows[{index}].{name}}}" for name in names])

    def row(self, texts: list[str | list[str]]) -> None:
        for cell, text in zip(self.rows.add_row().cells, texts, strict=False):
            first, *others = [text] if isinstance(text, str) else text
            cell.text = first
            for other in others:
                cell.add_paragraph(other)


def blank() -> Any:
    """A4 in TH SarabunPSK, with as many styles as Word's own blank document has, and no thumbnail."""
    word = Document()
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "TH SarabunPSK", Pt(16)
    normal.paragraph_format.space_after = Pt(0)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    for style in list(word.styles.element.style_lst):
        if style.type == 3 and style.name_val not in ("Normal Table", "Table Grid"):
            word.styles.element.remove(style)
    for rel in [rel for rel in word.part.rels.values() if "stylesWithEffects" in rel.reltype]:
        del word.part.rels[rel.rId]
    for rel in [rel for rel in word.part.package.rels.values() if "thumbnail" in rel.reltype]:
        del word.part.package.rels[rel.rId]
    return word


def merge_field(name: str) -> Any:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" MERGEFIELD {name} \\* MERGEFORMAT ")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = f"«{name}»"
    run.append(text)
    field.append(run)
    return field


def noise(width: int, height: int, kind: str, seed: int = 1) -> bytes:
    """A picture that does not deflate, as real emblems and photographs do not."""
    buffer = BytesIO()
    small = width // 4, height // 4
    image = Image.frombytes("RGB", small, random.Random(seed).randbytes(small[0] * small[1] * 3))
    image.resize((width, height)).save(buffer, kind)
    return buffer.getvalue()
