"""Pictures of a case, as docxtpl's InlineImage places them."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from docx.shared import Cm
from docxtpl import InlineImage
from PIL import Image

from generator.errors import GenError
from generator.render import Picture, Template
from generator.word import opc
from tests.test_render_equal import assert_same, by_docxtpl, canonical, lines, table, template  # noqa: F401


def picture(colour: str, kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()


RED, GREEN, JPEG = picture("red"), picture("green"), picture("blue", "JPEG")


def photographs(word):
    """A drawing that is there already, pictures in a loop, in the text, and in the header."""
    word.add_paragraph().add_run().add_picture(BytesIO(RED), width=Cm(1))
    table(word, ["หัว"], ["{%tr for p in photos %}"], ["{{ p }}"], ["{%tr endfor %}"])
    lines(word, "{% if one %}{{ one }}{% endif %}")
    word.sections[0].header.paragraphs[0].text = "{{ one or 'ไม่มีรูป' }}"


def of_both(photos, one):
    """The same case for ours and for docxtpl."""
    ours = {"photos": [Picture(*photo) for photo in photos], "one": one and Picture(*one)}

    def theirs(tpl):
        def inline(data, width=None, height=None):
            return InlineImage(tpl, BytesIO(data), width and Cm(width), height and Cm(height))

        return {"photos": [inline(*photo) for photo in photos], "one": one and inline(*one)}

    return ours, theirs


@pytest.mark.parametrize(
    ("photos", "one"),
    [
        ([], None),
        ([(GREEN, 2.5)], None),
        ([(GREEN, None, 1.5), (GREEN,), (JPEG, 2, 3)], (JPEG, 4)),
        ([(RED, 1)], (RED, 1)),
        ([(JPEG, 1)], (picture("white", "GIF"), 1)),
    ],
    ids=["none", "one", "repeated", "already in the template", "new kinds"],
)
def test_pictures_come_out_as_docxtpl_places_them(photos, one, template):  # noqa: F811
    path = template(photographs)
    ours, theirs = of_both(photos, one)
    assert_same(canonical(opc.read(Template(path).render(ours))), by_docxtpl(path, theirs))


def test_a_paper_with_pictures_leaves_the_next_one_without(template):  # noqa: F811
    made = Template(template(photographs))
    before = made.render({"photos": [], "one": None})
    made.render({"photos": [Picture(GREEN, 2), Picture(JPEG, 2)], "one": Picture(GREEN, 1)})
    assert made.render({"photos": [], "one": None}) == before


def test_a_paper_with_pictures_opens_and_is_whole(template):  # noqa: F811
    made = Template(template(photographs)).render({"photos": [Picture(GREEN, 2)], "one": Picture(JPEG, 1)})
    assert zipfile.ZipFile(BytesIO(made)).testzip() is None
    shapes = docx.Document(BytesIO(made)).inline_shapes
    assert [round(shape.width.cm, 2) for shape in shapes] == [1, 2, 1]
    ids = docx.Document(BytesIO(made)).element.xpath("//wp:docPr/@id")
    assert ids == ["1001", "1002", "1003"]


def test_what_is_no_picture_is_told(template):  # noqa: F811
    with pytest.raises(GenError) as caught:
        Template(template(photographs)).render({"photos": [Picture(b"no picture", 2)], "one": None})
    assert caught.value.code == "E425"
