"""Books: contents with the numbers that pages really have, and a made paper included in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from lxml import etree

from generator.drawing import finish, include, toc
from generator.errors import GenError
from generator.layout import load
from generator.template.frame import _settings
from generator.template.styles import styles_xml
from generator.word import opc
from generator.word.numbering import numeral
from generator.word.xml import Parts, find_all, parse
from tests import made, paper
from tests.wordfile import body as body_of
from tests.wordfile import wordfile

MARGINS = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1134" w:left="1701" w:header="709" w:footer="567" w:gutter="0"/>'
HEADING = '<w:style w:type="paragraph" w:styleId="H{0}"><w:name w:val="heading {0}"/><w:basedOn w:val="{1}"/><w:pPr>{2}<w:outlineLvl w:val="{3}"/></w:pPr></w:style>'
ENTRY = '<w:style w:type="paragraph" w:styleId="TOC{0}"><w:name w:val="toc {0}"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9071"/></w:tabs></w:pPr></w:style>'


def styles() -> str:
    """The styles of an order, with headings (the third has its level from the second) and entries."""
    made_of = [HEADING.format(1, "Normal", "<w:pageBreakBefore/>", 0), HEADING.format(2, "Normal", "", 1)]
    made_of += ['<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="หัวข้อย่อย"/><w:basedOn w:val="H2"/></w:style>']
    xml = styles_xml(load(made.FORMS).kind("order"))
    return xml.replace("</w:styles>", "".join([*made_of, *map(ENTRY.format, (1, 2))]) + "</w:styles>")


def p(text: str, style: str = "body", more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def section(numbers: str = "") -> str:
    return f"<w:sectPr>{MARGINS}{numbers}</w:sectPr>"


def field(code: str = 'TOC \\o "1-2" \\h \\z \\u', inside: str = "เดิม") -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{mark.format("begin")}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{mark.format("separate")}<w:r><w:t>{inside}</w:t></w:r>{mark.format("end")}</w:p>'


LETTERS, NUMBERS = '<w:pgNumType w:fmt="thaiLetters" w:start="1"/>', '<w:pgNumType w:fmt="thaiNumbers" w:start="1"/>'


def book(contents: str = field()) -> Parts:
    """A cover, two pages with letters, three with numbers."""
    text = p("ปก") + p("", "section_end", section())
    text += p("คำนำ", "H1") + p("สารบัญ", "H1") + contents + p("", "section_end", section(LETTERS))
    text += p("ตอนที่ ๑", "H1") + p("แนวคิด", "Sub") + p("ตอนที่ ๒", "H1") + "".join(p(f"ข้อ {n}") for n in range(60)) + p("ท้ายเล่ม", "Sub")
    return opc.read(wordfile(text + section(NUMBERS), {"word/styles.xml": styles()}))


def entries(parts: Parts) -> list[tuple[str, str, str]]:
    """(style, words, page) of each line of the contents."""
    found = []
    for link in find_all(parse(parts["word/document.xml"]), "//w:hyperlink[.//w:instrText]"):
        texts = [node.text or "" for node in find_all(link, ".//w:t")]
        (style,) = find_all(link, "../w:pPr/w:pStyle")
        found.append((str(style.values()[0]), texts[0], texts[1]))
    return found


def places(path: Path) -> dict[str, int]:
    """Bookmark to sheet, as LibreOffice laid a file out (its names for those that begin with _ are _5F…)."""
    with pymupdf.open(path) as pdf:
        return {re.sub("^_?5F", "_", name): at["page"] + 1 for name, at in pdf.resolve_names().items()}


def test_every_heading_is_listed_with_its_level() -> None:
    listed = entries(toc.prepare(book()))
    assert listed == [("TOC1", "คำนำ", ""), ("TOC1", "สารบัญ", ""), ("TOC1", "ตอนที่ ๑", ""), ("TOC2", "แนวคิด", ""), ("TOC1", "ตอนที่ ๒", ""), ("TOC2", "ท้ายเล่ม", "")]


def test_the_field_says_how_deep_it_goes() -> None:
    assert [words for _, words, _ in entries(toc.prepare(book(field('TOC \\o "1-1" \\h'))))] == ["คำนำ", "สารบัญ", "ตอนที่ ๑", "ตอนที่ ๒"]


def test_pages_are_numbered_as_their_sections_say() -> None:
    prepared = toc.prepare(book())
    sheets = {"_Part000000001": 1, "_Part000000002": 2, "_Part000000003": 4}
    sheets |= {f"_Toc{n:09d}": sheet for n, sheet in enumerate((2, 3, 4, 4, 5, 7), 1)}
    numbered = toc.number(prepared, sheets)
    assert [page for _, _, page in entries(numbered)] == ["ก", "ข", "๑", "๑", "๒", "๔"]
    assert not toc.waits(numbered) and toc.waits(prepared)


def test_a_section_that_does_not_restart_runs_on() -> None:
    parts = book()
    parts["word/document.xml"] = parts["word/document.xml"].replace(NUMBERS.encode(), b'<w:pgNumType w:fmt="thaiNumbers"/>')
    sheets = {"_Part000000002": 2} | {f"_Toc{n:09d}": n + 1 for n in range(1, 7)}
    assert [page for _, _, page in entries(toc.number(toc.prepare(parts), sheets))] == ["ก", "ข", "๓", "๔", "๕", "๖"]


def test_a_place_that_is_not_known_leaves_the_numbers_to_word() -> None:
    numbered = toc.number(toc.prepare(book()), {"_Part000000002": 2, "_Part000000003": 4, "_Toc000000001": 2})
    assert [page for _, _, page in entries(numbered)] == ["ก", "", "", "", "", ""] and toc.waits(numbered)


def test_making_the_contents_again_changes_nothing() -> None:
    once = toc.prepare(book())
    assert toc.prepare(once) == once


def test_contents_over_several_paragraphs_as_word_saves_them() -> None:
    begin, _, rest = field(inside="ก").partition("<w:r><w:t>ก</w:t></w:r>")
    several = f"{begin}<w:r><w:t>ก</w:t></w:r></w:p>{p('ข', 'TOC1')}<w:p>{rest}"
    prepared = toc.prepare(book(several))
    assert len(entries(prepared)) == 6 and "ข</w:t>" not in body_of(opc.write(prepared))


def test_words_after_the_field_in_its_last_paragraph_stay() -> None:
    begin, _, rest = field(inside="ก").partition("<w:r><w:t>ก</w:t></w:r>")
    ending = rest.replace("</w:p>", "<w:r><w:t>หมายเหตุ</w:t></w:r></w:p>")
    prepared = toc.prepare(book(f"{begin}<w:r><w:t>ก</w:t></w:r></w:p><w:p>{ending}"))
    assert "หมายเหตุ" in body_of(opc.write(prepared)) and toc.prepare(prepared) == prepared


def test_a_paper_without_contents_stays_as_it_is() -> None:
    parts = opc.read(wordfile(p("เรื่อง", "H1") + section(), {"word/styles.xml": styles()}))
    assert toc.prepare(parts) == parts and not toc.has_toc(parts) and not finish.wanted(parts)


@pytest.mark.parametrize(("number", "form", "shown"), [
    (1, "thaiLetters", "ก"), (3, "thaiLetters", "ค"), (4, "thaiLetters", "ง"), (41, "thaiLetters", "ฮ"), (42, "thaiLetters", "กก"),
    (12, "thaiNumbers", "๑๒"), (12, "decimal", "12"),
])  # fmt: skip
def test_a_page_number_in_each_form(number: int, form: str, shown: str) -> None:
    assert numeral(number, form) == shown


def test_the_numbers_are_those_of_the_pages(soffice: None, validator: None, tmp_path: Path) -> None:
    """Laid out twice: the first time to learn the places, the second to see that what is printed there is true."""
    file = tmp_path / "book.docx"

    def lay_out(data: bytes) -> dict[str, int]:
        file.write_bytes(data)
        return places(paper.to_pdf(file, tmp_path))

    numbered = finish.finish(book(), {}, lambda name: b"", lay_out)
    file.write_bytes(opc.write(numbered))
    assert paper.validate([file]) == []
    pages = paper.pages(paper.to_pdf(file, tmp_path))
    printed = {"ก": 2, "ข": 3, **{"๑๒๓๔๕"[n]: n + 4 for n in range(len(pages) - 3)}}
    for _, words, page in entries(numbered):
        assert words in pages[printed[page] - 1].text, f"{words} is not on page {page}"
        (line,) = (line for line in pages[2].lines if line.text.startswith(f"{words}."))
        assert line.text.endswith(f".{page}") and line.right == pytest.approx(19.0, abs=0.1)


# --- a paper in a paper


@pytest.fixture(scope="module")
def order() -> bytes:
    return made.papers("order")[0].read_bytes()


def outer(after: str = "") -> Parts:
    """A report with a place for a paper; it has a style of the order's name that looks otherwise."""
    own = styles().replace('<w:style w:type="paragraph" w:customStyle="1" w:styleId="heading">', '<w:style w:type="paragraph" w:customStyle="1" w:styleId="heading" w:default="0">')
    own = re.sub(r'(w:styleId="heading".*?<w:rPr>)<w:b/><w:bCs/>', r"\1<w:i/><w:iCs/>", own, count=1, flags=re.DOTALL)
    parts = opc.read(wordfile(p("ก่อน", "heading") + p("แทรกเอกสาร: order.docx") + after + section(NUMBERS), {"word/styles.xml": own, "word/settings.xml": _settings(load(made.FORMS).kind("order"))}))
    return parts


def texts(parts: Parts) -> Iterator[str]:
    return (node.text or "" for node in parse(parts["word/document.xml"]).iter("{*}t"))


def test_a_named_paper_comes_in_its_place(order: bytes) -> None:
    found = list(texts(include.include(outer(p("หลัง")), lambda name: {"order.docx": order}[name])))
    assert found[0] == "ก่อน" and found[-1] == "หลัง" and not any("แทรกเอกสาร" in text for text in found)
    assert any("คำสั่งสำนักงาน" in text for text in found)


def test_its_styles_keep_their_look_beside_ours_of_the_same_name(order: bytes) -> None:
    made_ = include.include(outer(), lambda name: order)
    root = parse(made_["word/styles.xml"])
    names = [node.get(node.keys()[0]) for node in find_all(root, "//w:style/w:name")]
    assert len(names) == len(set(names))
    (theirs,) = find_all(root, "//w:style[@w:styleId='heading_2']")
    assert find_all(theirs, "w:rPr/w:b") and not find_all(theirs, "w:rPr/w:i")
    assert "heading_2" in made_["word/document.xml"].decode() and "body_2" not in made_["word/document.xml"].decode()


@pytest.mark.parametrize("after", ["", "more"])
def test_it_has_its_own_margins_and_the_pages_run_on(order: bytes, after: str) -> None:
    own = find_all(parse(opc.read(order)["word/document.xml"]), "//w:sectPr")
    made_ = include.include(outer(p("หลัง") if after else ""), lambda name: order)
    sections = find_all(parse(made_["word/document.xml"]), "//w:sectPr")
    assert len(sections) == len(own) + (2 if after else 1)
    starts = [bool(find_all(one, "w:pgNumType[@w:start]")) for one in sections]
    assert starts == [True] + [False] * (len(sections) - 1)
    assert all(find_all(one, "w:pgNumType[@w:fmt='thaiNumbers']") for one in sections)


def test_its_emblem_comes_along_and_its_controls_become_text(order: bytes) -> None:
    made_ = include.include(outer(), lambda name: order)
    root = parse(made_["word/document.xml"])
    (picture,) = find_all(root, "//a:blip/@r:embed/..")
    assert picture is not None and any(name.startswith("word/media/") for name in made_)
    assert not find_all(root, "//w:sdt") and "๒๑๘/๒๕๖๒" in "".join(texts(made_))


def test_a_file_that_is_no_paper_is_told() -> None:
    with pytest.raises(GenError) as caught:
        include.include(outer(), lambda name: b"PK no zip")
    assert str(caught.value) == "E415 order.docx เปิดไม่ได้ — ไม่ใช่ไฟล์ .docx ที่สมบูรณ์"


def test_a_paper_in_a_paper_is_valid_and_looks_like_itself(order: bytes, soffice: None, validator: None, tmp_path: Path) -> None:
    file = tmp_path / "both.docx"
    file.write_bytes(opc.write(include.include(outer(p("หลัง")), lambda name: order)))
    assert paper.validate([file]) == []
    inside = paper.pages(paper.to_pdf(file, tmp_path))[1:-1]
    alone = paper.pages(paper.to_pdf(made.papers("order")[0], tmp_path / "alone"))
    assert len(inside) == len(alone)
    for ours, theirs in zip(inside, alone, strict=True):
        numbers = re.compile(r"^- .* -$")
        both = [[line for line in page.lines if not numbers.match(line.text)] for page in (ours, theirs)]
        assert [line.text for line in both[0]] == [line.text for line in both[1]]
        assert [line.left for line in both[0]] == pytest.approx([line.left for line in both[1]], abs=0.02)


def test_two_includes_of_one_paper_stay_apart(order: bytes, validator: None, tmp_path: Path) -> None:
    parts = include.include(outer(p("แทรกเอกสาร: order.docx") + p("หลัง")), lambda name: order)
    numbers = [node.get("id") for node in find_all(parse(parts["word/document.xml"]), "//wp:docPr")]
    assert len(numbers) == len(set(numbers)) == 2
    file = tmp_path / "twice.docx"
    file.write_bytes(opc.write(parts))
    assert paper.validate([file]) == [] and etree.fromstring(parts["word/styles.xml"]) is not None
