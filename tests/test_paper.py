"""The toolkit measures right: a page whose every length is known comes back with those lengths."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import pymupdf
import pytest
from fontTools.ttLib import TTFont

from generator.pdf.fonts import STAND_INS
from tests import paper

NEAR = 0.02    # cm
POINT = 2.54 / 72
EMU = 360_000    # a cm
TWIPS = 1440 / 2.54    # a cm
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Advances of the genuine TH Sarabun New 1.3 in 1/1000 em, as FPDF's MakeFont reads them from the agency's font files:
# the characters 0x20-0x7E, ก-ฺ and ฿-๛.
CHARACTERS = [*map(chr, range(0x20, 0x7F)), *map(chr, range(0x0E01, 0x0E3B)), *map(chr, range(0x0E3F, 0x0E5C))]
REGULAR = """
216 147 208 403 361 585 423 120 190 190 285 411 162 216 162 270 362 362 362 362 362 362 362 362 362 362 162 162 411 411
411 283 536 400 378 406 431 351 351 425 441 147 264 376 353 548 441 486 378 487 379 352 379 466 390 588 418 366 424 196
262 196 412 352 204 344 401 331 401 374 206 311 390 143 155 316 200 601 390 398 401 401 217 282 238 390 341 507 318 337
321 208 153 208 416 386 378 382 393 393 408 294 367 377 380 384 519 519 425 425 343 461 532 543 391 391 378 430 335 420
428 428 381 381 447 447 425 400 375 322 378 381 425 335 393 438 381 427 454 387 372 391 357 0 316 316 0 0 0 0 0 0 0 411
203 377 237 242 244 205 399 0 0 0 0 0 0 0 0 450 449 449 449 449 449 449 449 449 449 449 522 697"""
BOLD = """
226 168 291 462 367 688 486 169 244 244 343 417 172 226 172 276 378 378 378 378 378 378 378 378 378 378 172 172 417 417
417 289 572 451 396 432 459 358 358 454 472 163 282 411 359 574 472 518 390 518 395 365 421 482 422 612 426 396 451 234
268 234 418 376 210 367 435 347 435 391 254 332 423 163 171 340 213 636 423 412 431 431 246 296 258 418 358 480 349 361
358 255 177 255 422 391 415 431 403 403 453 318 390 405 415 431 565 565 425 425 372 492 551 576 405 405 391 438 358 433
445 445 414 414 482 482 425 417 386 329 391 399 425 379 403 461 399 438 468 394 385 380 340 0 336 336 0 0 0 0 0 0 0 389
208 395 252 269 252 209 437 0 0 0 0 0 0 0 0 450 456 456 456 456 456 456 456 456 456 456 525 697"""
ADVANCES = {
    "Regular": dict(zip(CHARACTERS, map(int, REGULAR.split()), strict=True)),
    "Bold": dict(zip(CHARACTERS, map(int, BOLD.split()), strict=True)),
}


def run(words: str, font: str = "TH SarabunPSK", extra: str = "") -> str:
    faces = " ".join(f'w:{slot}="{font}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (f'<w:r><w:rPr><w:rFonts {faces}/>{extra}<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>'
            f'<w:t xml:space="preserve">{words}</w:t></w:r>')


def paragraph(content: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}<w:spacing w:before="0" w:after="0"/></w:pPr>{content}</w:p>'


def picture(width: float, height: float) -> str:
    extent = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    names = '<pic:nvPicPr><pic:cNvPr id="1" name="emblem"/><pic:cNvPicPr/></pic:nvPicPr>'
    fill = '<pic:blipFill><a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    graphic = f'<pic:pic>{names}{fill}<pic:spPr>{shape}</pic:spPr></pic:pic>'
    frame = f'<a:graphic><a:graphicData uri="{uri}">{graphic}</a:graphicData></a:graphic>'
    return (f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
            f'<wp:docPr id="1" name="emblem"/>{frame}</wp:inline></w:drawing></w:r>')


def field(code: str, shown: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark("begin") + instruction + mark("separate") + run(shown) + mark("end")


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {NAMESPACES}>{content}</w:{root}>'


def grey_png(width: int, height: int) -> bytes:
    """A PNG with a pattern that JPEG could not keep."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((x * y) % 251 for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def word_file(path: Path, *paragraphs: str, header: str = "", section: str = "") -> Path:
    """An A4 page with margins of 3, 2.5 and 2 cm (left, top, right)."""
    margins = " ".join(f'w:{side}="{round(cm * TWIPS)}"' for side, cm in
                       (("left", 3), ("top", 2.5), ("right", 2), ("bottom", 2), ("header", 1.25), ("footer", 1.25)))
    reference = '<w:headerReference w:type="default" r:id="rId1"/>'
    page = f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins} w:gutter="0"/>{section}'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    types = {"header1": "header", "numbering": "numbering", "document": "document.main"}
    wordml = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{wordml}.{kind}+xml"/>'
                        for name, kind in types.items())
    links = (("rId1", "header", "header1.xml"), ("rId2", "image", "emblem.png"), ("rId3", "numbering", "numbering.xml"))
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="png" '
                         f'ContentType="image/png"/><Default Extension="rels" ContentType='
                         f'"application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>')
        package.writestr("_rels/.rels", relationships(("rId1", "officeDocument", "word/document.xml")))
        package.writestr("word/_rels/document.xml.rels", relationships(*links))
        package.writestr("word/document.xml", part(
            "document", f"<w:body>{''.join(paragraphs)}<w:sectPr>{reference}{page}</w:sectPr></w:body>"))
        package.writestr("word/header1.xml", part("hdr", header or "<w:p/>"))
        package.writestr("word/numbering.xml", part(
            "numbering", f'{numbering}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'))
        package.writestr("word/emblem.png", grey_png(216, 236))
    return path


def relationships(*links: tuple[str, str, str]) -> str:
    made = "".join(f'<Relationship Id="{id_}" Type="{RELATIONSHIPS}/{kind}" Target="{to}"/>' for id_, kind, to in links)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def width_of(words: str, face: str = "Regular") -> float:
    """cm at 16 pt, from the genuine advances."""
    return sum(ADVANCES[face][letter] for letter in words) / 1000 * 16 * POINT


SENTENCE = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษา"
SARA_AM = "คำสั่ง น้ำ จำนวน ตำแหน่ง ป้ำ ฝำ ฟ้ำ ตามที่ได้รับมอบหมาย การงาน"
LATIN = "Ministry of Education, Bangkok 10300"
UNITS = "สำนักงาน\u00a0เขต\u00a0๑ "


@pytest.fixture(scope="module")
def made(soffice, tmp_path_factory) -> dict[str, Path]:
    """The Word files of these tests, by name, as PDFs; laid out in one run."""
    folder = tmp_path_factory.mktemp("papers")
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="1" w:color="000000"/></w:pBdr>'
    numbers = paragraph(run("- ") + field("PAGE", "๒") + run(" -"), '<w:jc w:val="center"/>')
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    files = [
        word_file(folder / "page.docx",
                  paragraph(picture(2.75, 3)),
                  paragraph(run(SENTENCE), '<w:ind w:firstLine="1417"/>'),
                  paragraph(run(SENTENCE, extra="<w:b/><w:bCs/>"), rule),
                  paragraph(run(LATIN) + "<w:r><w:tab/></w:r>" + run("๒๑๘/๒๕๖๒"),
                            f'<w:tabs><w:tab w:val="left" w:pos="{round(10 * TWIPS)}"/></w:tabs>'),
                  paragraph(run(SARA_AM)),
                  paragraph(run(SENTENCE), '<w:jc w:val="right"/>'),
                  paragraph(run(SENTENCE), '<w:jc w:val="center"/>')),
        word_file(folder / "psk.docx", *[paragraph(run("กขค"))] * 11),
        word_file(folder / "new.docx", *[paragraph(run("กขค", "TH Sarabun New"))] * 11),
        word_file(folder / "it9.docx", *[paragraph(run("พ.ศ. 2562", "TH SarabunIT๙"))] * 11),
        word_file(folder / "numbers.docx", *[paragraph(run("กขค"), listed)] * 60,
                  header=numbers, section='<w:pgNumType w:fmt="thaiNumbers"/><w:titlePg/>'),
        word_file(folder / "switch.docx", paragraph(field(r"PAGE \* ThaiArabic", "๑"))),
        word_file(folder / "units.docx", *[paragraph(run(UNITS * 60), f'<w:ind w:right="{right}"/>'
                                                     '<w:jc w:val="thaiDistribute"/>') for right in range(0, 900, 60)]),
        word_file(folder / "lacking.docx", paragraph(run("♣ เห็นชอบ"))),
    ]
    return {pdf.stem: pdf for pdf in paper.to_pdfs(files, folder)}


@pytest.fixture(scope="module")
def page(made) -> paper.Page:
    return paper.pages(made["page"])[0]


@pytest.mark.parametrize("face", ["Regular", "Bold"])
@pytest.mark.parametrize("family", STAND_INS, ids=lambda family: family.name)
def test_stand_ins_have_the_advances_of_the_genuine_font(family, face):
    font = TTFont(family.file(face))
    drawn = {letter: font["hmtx"][font.getBestCmap()[ord(letter)]][0] for letter in CHARACTERS}
    genuine = dict(ADVANCES[face])
    if family.thai_digits:
        genuine |= {digit: genuine["๐"] for digit in "0123456789"}
    assert drawn == genuine


def test_page_is_a4(page):
    assert (page.width, page.height) == pytest.approx((21.0, 29.7), abs=NEAR)


def test_text_begins_at_the_margin_and_at_the_indent(page):
    first, bold, *_ = [line for line in page.lines if line.text == SENTENCE]
    assert first.left == pytest.approx(3 + 2.5, abs=NEAR)
    assert bold.left == pytest.approx(3, abs=NEAR)


def test_text_is_as_wide_as_in_the_genuine_font(page):
    first, bold, *_ = [line for line in page.lines if line.text == SENTENCE]
    assert first.right - first.left == pytest.approx(width_of(SENTENCE), abs=NEAR)
    assert bold.right - bold.left == pytest.approx(width_of(SENTENCE, "Bold"), abs=NEAR)
    latin = page.line(LATIN)
    assert latin.right - latin.left == pytest.approx(width_of(LATIN), abs=NEAR)


def test_bold_thai_is_bold(page):
    assert [line.bold for line in page.lines if line.text == SENTENCE] == [False, True, False, False]


def test_right_aligned_text_ends_at_the_margin_and_centred_text_stands_between(page):
    *_, right, centred = [line for line in page.lines if line.text == SENTENCE]
    assert right.right == pytest.approx(19, abs=NEAR)
    assert centred.center == pytest.approx((3 + 19) / 2, abs=NEAR)


def test_tab_parts_a_line_in_two(page):
    assert page.line(LATIN).text == LATIN
    assert page.line("๒๑๘/๒๕๖๒").left == pytest.approx(3 + 10, abs=NEAR)


def test_picture_has_its_size_and_place(page):
    [emblem] = page.images
    assert (emblem.width, emblem.height) == pytest.approx((2.75, 3.0), abs=NEAR)
    assert (emblem.left, emblem.top) == pytest.approx((3.0, 2.5), abs=NEAR)


def test_picture_keeps_every_pixel(made):
    with pymupdf.open(made["page"]) as document:
        [image] = document[0].get_images()
        pixels = pymupdf.Pixmap(document, image[0])
    assert (pixels.width, pixels.height) == (216, 236)
    assert all(pixels.pixel(x, y)[0] == (x * y) % 251 for x in range(0, 216, 5) for y in range(0, 236, 5))


def test_rule_is_drawn_from_margin_to_margin(page):
    [rule] = page.rules
    assert (rule.left, rule.right) == pytest.approx((3, 19), abs=0.05)


def test_words_read_back_as_typed(page):
    assert page.line("คำสั่ง").text == SARA_AM


@pytest.mark.parametrize(("name", "pitch"), [("psk", 18.08), ("it9", 18.08), ("new", 21.30)])
def test_line_height_at_16_points_is_the_familys_own(made, name, pitch):
    lines = paper.pages(made[name])[0].lines
    assert (lines[10].baseline - lines[0].baseline) / 10 == pytest.approx(pitch * POINT, abs=NEAR / 10)


@pytest.mark.parametrize(("name", "used"), [
    ("page", {"SarabanPSK-Regular", "SarabanPSK-Bold"}), ("psk", {"SarabanPSK-Regular"}),
    ("new", {"SarabanNew-Regular"}), ("it9", {"SarabanIT9-Regular"})])
def test_fonts_resolve_to_the_stand_ins(made, name, used):
    assert paper.fonts(made[name]) == used


def test_font_that_lacks_a_letter_is_seen(made):
    assert paper.fonts(made["lacking"]) - {"SarabanPSK-Regular"}


def test_arabic_digits_in_sarabun_it9_are_read_as_drawn(made):
    assert paper.pages(made["it9"])[0].lines[0].text == "พ.ศ. ๒๕๖๒"


def test_page_numbers_are_thai_from_the_second_page(made):
    first, second = paper.pages(made["numbers"])
    assert second.lines[0].text == "- ๒ -"
    assert second.lines[0].center == pytest.approx(11, abs=NEAR)
    assert "- " not in first.text


def test_list_numbers_are_thai(made):
    assert paper.pages(made["numbers"])[0].lines[0].words[0].text == "๑."


def test_thai_page_switch_is_a_digit_and_not_a_letter(made):
    assert paper.pages(made["switch"])[0].text == "๑"


def test_no_line_breaks_at_a_no_break_space(made):
    ends = {line.words[-1].text for page in paper.pages(made["units"]) for line in page.lines}
    assert ends == {"๑"}


def test_thai_distribute_fills_the_line(made):
    lines = paper.pages(made["units"])[0].lines
    assert lines[0].right == pytest.approx(19, abs=0.05)
    assert lines[1].right == pytest.approx(19, abs=0.05)


def test_picture_of_a_page_has_the_size_of_the_page(made, tmp_path):
    [path] = paper.png(made["page"], tmp_path, dpi=100)
    pixels = pymupdf.Pixmap(path)
    assert (pixels.width, pixels.height) == pytest.approx((21 / 2.54 * 100, 29.7 / 2.54 * 100), abs=1)


def test_file_that_libreoffice_cannot_open_is_an_error(soffice, tmp_path):
    with zipfile.ZipFile(tmp_path / "empty.docx", "w") as package:
        package.writestr("word/document.xml", "<nothing/>")
    with pytest.raises(RuntimeError, match=r"empty\.docx"):
        paper.to_pdf(tmp_path / "empty.docx", tmp_path)


def test_word_file_is_not_touched_by_laying_it_out(soffice, tmp_path):
    file = word_file(tmp_path / "a.docx", paragraph(run(UNITS), '<w:jc w:val="thaiDistribute"/>'))
    before = file.read_bytes()
    paper.to_pdf(file, tmp_path)
    assert file.read_bytes() == before


def test_canonical_parts_are_equal_when_only_the_writing_differs(tmp_path):
    one = word_file(tmp_path / "one.docx", '<w:p w:rsidR="1" w:rsidP="2"><w:pPr></w:pPr></w:p>')
    two = word_file(tmp_path / "two.docx", '<w:p w:rsidP="2"   w:rsidR="1"><w:pPr/></w:p>')
    other = word_file(tmp_path / "other.docx", '<w:p w:rsidP="2" w:rsidR="3"><w:pPr/></w:p>')
    assert paper.canonical(one) == paper.canonical(two) != paper.canonical(other)


def test_text_is_what_word_holds(tmp_path):
    tabs = '<w:tabs><w:tab w:val="left" w:pos="100"/></w:tabs>'
    file = word_file(tmp_path / "a.docx", paragraph(run("ที่\u00a0๒") + "<w:r><w:tab/></w:r>" + run("ค่ํา"), tabs),
                     paragraph(run("หนึ่ง") + "<w:r><w:br/></w:r>" + run("สอง")))
    assert paper.text(file) == "ที่\u00a0๒\tค่ํา\nหนึ่ง\nสอง"
    assert paper.text(file, "word/header1.xml") == ""


def test_plain_text_is_free_of_what_cannot_be_seen():
    assert paper.plain("นํ้\u200bา\u2060\u00a0คํา") == "น้ำ คำ"


def test_validator_passes_a_valid_file_and_names_what_is_wrong(validator, tmp_path):
    good = word_file(tmp_path / "good.docx", paragraph(run("กขค", extra="<w:b/><w:bCs/>")))
    bad = word_file(tmp_path / "bad.docx", paragraph(run("กขค") + '<w:r><w:t/><w:rPr><w:b/></w:rPr></w:r>'))
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"not a zip file")
    assert paper.validate([good]) == []
    [wrong, damaged] = paper.validate([bad, good, broken])
    assert wrong.startswith("bad.docx: /word/document.xml") and "rPr" in wrong
    assert damaged.startswith("broken.docx: ")
