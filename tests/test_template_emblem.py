"""`take_emblem`: the office's emblem from a picture, or out of a Word paper of any age that the office has."""

from __future__ import annotations

import io
from pathlib import Path

import docx as python_docx
import pymupdf
import pytest
from docx.shared import Cm

from generator import layout
from generator.errors import GenError
from generator.template import emblem
from generator.template.emblem import take_emblem
from generator.template.frame import frame
from generator.word import opc
from tests.wordfile import SPACES, wordfile


def picture(kind: str = "png", width: int = 92, height: int = 100, shade: int = 0) -> bytes:
    """A real picture, drawn by MuPDF."""
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, width, height), False)
    pixmap.clear_with(shade)
    return bytes(pixmap.tobytes(kind))


def drawing(relation: str, height: float, width: float = 2.75, crop: str = "") -> str:
    """A DrawingML picture, cm."""
    size = f'cx="{round(width * 360000)}" cy="{round(height * 360000)}"'
    fill = f'<pic:blipFill><a:blip r:embed="{relation}"/>{crop}</pic:blipFill>'
    shape = f"<pic:spPr><a:xfrm><a:off x='0' y='0'/><a:ext {size}/></a:xfrm></pic:spPr>"
    return (
        f"<w:p><w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr id='1' name='x'/><a:graphic><a:graphicData>"
        f"<pic:pic>{fill}{shape}</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def shape(relation: str, style: str, more: str = "") -> str:
    """A VML picture, as Word 2003 wrote them."""
    data = f'<v:imagedata r:id="{relation}" {more}/>'
    return f'<w:p><w:r><w:pict><v:shape style="{style}">{data}</v:shape></w:pict></w:r></w:p>'


@pytest.fixture
def take(tmp_path):
    """Take the emblem out of a file of these bytes."""
    def taken(data: bytes, name: str = "หนังสือเดิม.docx") -> emblem.Picture:
        (tmp_path / name).write_bytes(data)
        return take_emblem(tmp_path / name)
    return taken


def refused(take, data: bytes, name: str = "หนังสือเดิม.docx") -> str:
    with pytest.raises(GenError) as error:
        take(data, name)
    return str(error.value)


FORMS = Path(__file__).parent.parent / "forms"
PARAGRAPH = "<w:p><w:r><w:t>ก</w:t></w:r></w:p>"
GARUDA, LOGO = picture(shade=0), picture(shade=200)
TWO = {"word/media/a.png": GARUDA, "word/media/b.png": LOGO}


# --- pictures


@pytest.mark.parametrize(("kind", "extension"), [("png", "png"), ("jpeg", "jpg")])
def test_a_picture_is_taken_as_it_is(take, kind, extension):
    data = picture(kind, 184, 200)
    taken = take(data, f"ครุฑ.{kind}")
    assert taken == emblem.Picture(data, extension, 184, 200) and taken.ratio == 0.92


@pytest.mark.parametrize("data", [
    b"", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", b"<svg/>", b"\x89PNG\r\n\x1a\n", GARUDA[:20], b"BM" + bytes(60), b"%PDF-1.7",
    bytes(40) + b" EMF" + bytes(60),
])  # fmt: skip
def test_what_is_no_png_or_jpeg_is_told(take, data):
    assert refused(take, data, "ครุฑ.gif").startswith("E503") and "ครุฑ.gif" in refused(take, data, "ครุฑ.gif")


def test_a_picture_of_absurd_size_is_refused(take):
    huge = bytearray(GARUDA)
    huge[16:24] = (2_000_000).to_bytes(4, "big") * 2
    assert refused(take, bytes(huge), "a.png").startswith("E503")
    assert refused(take, GARUDA + bytes(emblem.MOST_PICTURE), "a.png").startswith("E305")


@pytest.mark.parametrize(("name", "code"), [("ไม่มี.png", "E301"), (".", "E309")])
def test_a_path_that_is_no_file_is_told(tmp_path, name, code):
    with pytest.raises(GenError) as error:
        take_emblem(tmp_path / name)
    assert error.value.code == code


# --- papers


def test_the_picture_3_cm_high_at_the_top_is_the_emblem(take):
    assert take(wordfile(drawing("rId1", 3.05) + PARAGRAPH, TWO)).data == GARUDA


def test_the_nearest_to_3_or_1_5_cm_is_taken(take):
    assert take(wordfile(drawing("rId2", 2.7, 2.6) + drawing("rId1", 3.0), TWO)).data == GARUDA
    assert take(wordfile(drawing("rId2", 2.2, 2.2) + drawing("rId1", 1.5, 1.5), TWO)).data == GARUDA


def test_a_paper_made_by_python_docx_gives_its_emblem(take):
    made, buffer = python_docx.Document(), io.BytesIO()
    made.add_paragraph().add_run().add_picture(io.BytesIO(GARUDA), height=Cm(3))
    made.add_paragraph("คำสั่ง")
    made.save(buffer)
    assert take(buffer.getvalue()).data == GARUDA


def test_an_emblem_in_the_header_counts(take):
    header = f"<w:hdr {SPACES}>{drawing('rId1', 3.0)}</w:hdr>"
    relations = opc.read(wordfile("", {"word/media/a.png": GARUDA}))["word/_rels/document.xml.rels"]
    parts = {"word/header1.xml": header, "word/_rels/header1.xml.rels": relations, "word/media/a.png": GARUDA}
    assert take(wordfile(PARAGRAPH, parts)).data == GARUDA


@pytest.mark.parametrize("style", [
    "width:77.85pt;height:85.05pt", "position:absolute; width:2.75cm ; height:3cm;z-index:1", "height:1.18in;width:1.08in",
    "width:104px;height:113px",
])  # fmt: skip
def test_a_picture_of_word_2003_counts(take, style):
    assert take(wordfile(shape("rId1", style) + PARAGRAPH, TWO)).data == GARUDA


def test_jpeg_gif_and_bmp_of_a_paper_are_taken_as_they_are(take):
    gif = b"GIF89a" + (92).to_bytes(2, "little") + (100).to_bytes(2, "little") + b"\x00\x00\x00;"
    bmp = b"BM" + bytes(16) + (92).to_bytes(4, "little") + (100).to_bytes(4, "little") + bytes(28)
    for extension, data in {"jpg": picture("jpeg"), "gif": gif, "bmp": bmp}.items():
        taken = take(wordfile(drawing("rId1", 3.0), {f"word/media/a.{extension}": data}))
        assert (taken.data, taken.extension, taken.width, taken.height) == (data, extension, 92, 100)


@pytest.mark.parametrize("height", [1.2, 1.91, 2.54, 3.57, 4.55])
def test_an_emblem_that_an_office_shows_too_small_or_too_large_is_taken(take, height):
    taken = take(wordfile(drawing("rId1", height, height * 0.92), TWO))
    assert taken.data == GARUDA and taken.dots_an_inch < emblem.SHARP


def test_a_small_or_wide_or_late_picture_is_no_emblem(take):
    assert refused(take, wordfile(drawing("rId1", 0.6, 0.6), TWO)).startswith("E504")
    assert refused(take, wordfile(drawing("rId1", 6.0, 5.6), TWO)).startswith("E504")
    assert refused(take, wordfile(drawing("rId1", 3.0, 9.0), TWO)).startswith("E504")
    assert refused(take, wordfile(PARAGRAPH * 40 + drawing("rId1", 3.0), TWO)).startswith("E504")
    assert refused(take, wordfile(PARAGRAPH)).startswith("E504")


@pytest.mark.parametrize(("data", "said"), [
    (bytes(40) + b" EMF" + bytes(60), "EMF"),
    (b"\xd7\xcd\xc6\x9a" + bytes(60), "WMF"),
    (b"<svg/>", "PNG"),
])
def test_a_picture_that_not_every_word_shows_is_told_with_its_kind(take, data, said):
    found = refused(take, wordfile(drawing("rId1", 3.0), {"word/media/a.emf": data}))
    assert found.startswith("E503") and said in found and "หนังสือเดิม.docx" in found


def test_a_usable_picture_wins_over_a_nearer_one_that_is_not(take):
    parts = {"word/media/a.png": GARUDA, "word/media/b.emf": bytes(40) + b" EMF" + bytes(60)}
    assert take(wordfile(drawing("rId2", 3.0) + drawing("rId1", 2.9), parts)).data == GARUDA


def test_a_cut_or_linked_picture_is_told(take):
    cut = '<a:srcRect l="5000" r="0"/>'
    assert "ครอบตัด" in refused(take, wordfile(drawing("rId1", 3.0, crop=cut), TWO))
    assert take(wordfile(drawing("rId1", 3.0, crop='<a:srcRect l="0"/>'), TWO)).data == GARUDA
    assert "ครอบตัด" in refused(take, wordfile(shape("rId1", "width:3cm;height:3cm", 'cropleft="3000f"'), TWO))
    assert "ลิงก์" in refused(take, wordfile(drawing("rId9", 3.0), TWO))


def test_the_empty_frame_of_our_own_papers_is_no_emblem(take):
    assert "กรอบเปล่า" in refused(take, frame("order", layout.load(FORMS)))


@pytest.mark.parametrize("body", [
    "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='x' cy='-1'/><pic:pic><pic:blipFill><a:blip/></pic:blipFill></pic:pic>"
    "</wp:inline></w:drawing></w:r></w:p>",
    shape("rId1", "width:1e999cm;height:" + "9" * 400 + "cm"),
    shape("rId1", "height:.cm;width:..cm"),
    drawing("rId1", 3.0, 0.0),
])  # fmt: skip
def test_sizes_that_are_none_are_no_emblem(take, body):
    assert refused(take, wordfile(body, TWO)).startswith("E504")


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(600), wordfile("<w:p>"), wordfile(PARAGRAPH)[:-30]])
def test_a_damaged_paper_is_told(take, data):
    assert refused(take, data).startswith("E415")
