"""Templates put together by dice: each makes what docxtpl makes of it, sound, or is refused; none loses a word.

docxtpl's papers are held against ours after what ours mends in every paper; where somebody moved the end of a tag, so that
it cuts a structure, ours refuses the template.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from generator.errors import GenError
from generator.render import Template
from generator.render.mend import distinct, sound
from generator.word import opc
from tests.soundness import faults
from tests.test_render_equal import canonical
from tests.test_soundness import CELL, CONTROL, box, p
from tests.wordfile import wordfile

TEMPLATES = 40
VALUES = [
    {"yes": True, "x": "ก & ข", "ys": ["หนึ่ง", "สอง", "<สาม>"], "zs": ["ฮ"]},
    {"yes": False, "x": "", "ys": [], "zs": ["ฮ", "ฬ"]},
]
BODY = "word/document.xml"


class Dice:
    """Blocks of a body, some within others, with tags that an author could type."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = 0
        self.is_torn = False

    def text(self) -> str:
        self.words += 1
        word = "ค" + "กขคงจฉชซ"[self.words % 8] * (self.words // 8 + 1)
        tags = ["", "{{ x }}", "{% if yes %}ใช่{% endif %}", "{% for y in ys %}{{ y }} {% endfor %}", "{{ ys | join(' ') }}"]
        return f"{word} {self.random.choice(tags)}"

    def blocks(self, depth: int) -> str:
        return "".join(self.block(depth) for _ in range(self.random.randint(1, 3)))

    def block(self, depth: int) -> str:
        kinds: list[Callable[[int], str]] = [self.words_only, self.words_only]
        if depth:
            kinds += [self.conditional, self.loop, self.table, self.inline_over_paragraphs, self.control, self.text_box]
        return self.random.choice(kinds)(depth - 1)

    def words_only(self, depth: int) -> str:
        return p(self.text())

    def conditional(self, depth: int) -> str:
        other = p("{%p else %}") + self.blocks(depth) if self.random.random() < 0.3 else ""
        return p("{%p if yes %}") + self.blocks(depth) + other + p("{%p endif %}")

    def loop(self, depth: int) -> str:
        return p("{%p for y in ys %}") + self.blocks(depth) + p("{%p endfor %}")

    def inline_over_paragraphs(self, depth: int) -> str:
        return p("ก {% if yes %}ข") + self.blocks(depth) + p("ค{% endif %} ง")

    def control(self, depth: int) -> str:
        self.words += 1
        return CONTROL.replace("5", str(100 + self.words)).format(self.blocks(depth))

    def text_box(self, depth: int) -> str:
        return box(self.blocks(depth))

    def table(self, depth: int) -> str:
        columns = self.random.randint(1, 3)
        rows = "".join(self.rows(columns, depth) for _ in range(self.random.randint(1, 2)))
        grid = '<w:gridCol w:w="1000"/>' * columns
        return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'

    def rows(self, columns: int, depth: int) -> str:
        cells = [f"<w:tc>{CELL}{self.cell(depth)}</w:tc>" for _ in range(columns)]
        row = f"<w:tr>{''.join(cells)}</w:tr>"
        tag = self.random.choice(["", "for z in zs", "for y in ys", "if yes"])
        if not tag:
            return row
        empty = f"<w:tc>{CELL}{p('')}</w:tc>" * (columns - 1)
        ends = (f"{{%tr {tag} %}}", f"{{%tr end{tag.split()[0]} %}}")
        first, last = (f"<w:tr><w:tc>{CELL}{p(end)}</w:tc>{empty}</w:tr>" for end in ends)
        return first + row + last

    def cell(self, depth: int) -> str:
        inside = self.block(depth) if depth > 0 else p(self.text())
        return inside if inside.endswith("</w:p>") else inside + p(self.text())

    def template(self) -> str:
        body = self.blocks(3) + p("จบ")
        if self.random.random() < 0.15:  # somebody moved the end of a tag
            ends = [found.span() for found in re.finditer(r"\{% endif %\}", body)]
            if ends:
                self.is_torn = True
                start, end = self.random.choice(ends)
                body = body[:start] + body[end:]
                at = self.random.choice([found.end() for found in re.finditer(r"<w:t [^>]*>", body)])
                body = body[:at] + "{% endif %}" + body[at:]
        return body


def by_docxtpl(path: Path, values: dict[str, object]) -> bytes:
    """The body as docxtpl makes it, mended as ours is; b"" where it is torn."""
    tpl = DocxTemplate(path)
    tpl.init_docx()
    tpl.render_init()
    xml = tpl.build_xml(dict(values), Environment(autoescape=True))
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in tpl.docx.element.nsmap.items())
    try:
        etree.fromstring(xml.replace("<w:body>", f"<w:body {spaces}>", 1))
    except etree.XMLSyntaxError:
        return b""
    tpl = DocxTemplate(path)
    tpl.render(dict(values), Environment(autoescape=True), autoescape=True)
    buffer = BytesIO()
    tpl.save(buffer)
    whole = etree.fromstring(opc.read(buffer.getvalue())[BODY])
    return distinct(sound(etree.tostring(whole, method="c14n").decode().replace("></w:id>", "/>"))).encode()


def outcomes(seed: int, path: Path) -> Iterator[str]:
    """What became of a template with each of the values: same, refused, or what is wrong."""
    dice = Dice(seed)
    path.write_bytes(wordfile(dice.template()))
    for values in VALUES:
        theirs = None
        try:
            theirs = by_docxtpl(path, values)
            made = opc.read(Template(path).render(values))
        except GenError as error:
            yield "refused" if error.code == "E411" and dice.is_torn else f"refused, though it is whole: {error}"
            continue
        except Exception as error:  # an end that is nowhere: docxtpl itself says so
            yield "refused" if theirs is None else f"{type(error).__name__}: {error}"
            continue
        if wrong := faults(made):
            yield f"unsound: {wrong}"
        elif canonical({BODY: made[BODY]}) != canonical({BODY: theirs}):
            yield "differs"
        else:
            yield "same"


@pytest.mark.parametrize("seed", range(TEMPLATES))
def test_a_template_of_dice_makes_what_docxtpl_makes(seed: int, tmp_path: Path) -> None:
    assert set(outcomes(seed, tmp_path / "t.docx")) <= {"same", "refused"}
