"""Print sets: the right copies in the right order, on fresh sheets, with stamps that cover nothing."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
import pytest
import yaml

from generator.errors import GenError
from generator.office import Office, Signer, open_office
from generator.pdf import stamps
from generator.pdf.settings import fonts
from generator.printing import settings
from generator.printing.cover import cover
from generator.printing.sets import Printed, Sheet, copies_of, print_set
from generator.printing.settings import COPIES, Printing
from generator.signing import appearance as looks
from generator.signing import settings as signing_settings
from generator.thai import Person

CERTIFIER = Signer("officer", Person.parse("นางสาววันเพ็ญ ศรีสุวรรณ"), ("นักวิชาการศึกษาชำนาญการ",))
ALL = {"original": 1, "file_copy": 1, "copy": "receivers", "certified": 2}
PLAIN = Printing(cover=False, certifier=CERTIFIER)
BOTTOM = 27.7    # cm, where the text of a full page ends


def made(path: Path, pages: int, last: float = 15) -> Path:
    """A paper of so many pages, full but for the last one, which ends at `last` cm."""
    pdf = stamps.canvas(21.0, 29.7)
    for number in range(1, pages + 1):
        if number > 1:
            pdf.add_page()
        pdf.set_font("thai", "", 16)
        top = 4.5 if number == 1 else 2.5
        while top + 0.64 <= (last if number == pages else BOTTOM):
            pdf.set_xy(3 * stamps.CM, top * stamps.CM)
            pdf.cell(16 * stamps.CM, 18, f"{path.stem} หน้า {number} ตามที่สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑ ได้มีคำสั่ง")
            top += 0.64
    path.write_bytes(bytes(pdf.output()))
    return path


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> dict[str, Sheet]:
    folder = tmp_path_factory.mktemp("papers")
    return {
        "one": Sheet(made(folder / "one.pdf", 1), "หนังสือที่ ศธ ๐๔๑๑๐/๑", ("โรงเรียนบ้านนาอาน", "โรงเรียนเมืองเลย")),
        "two": Sheet(made(folder / "two.pdf", 2), "คำสั่งที่ ๒๑๘/๒๕๖๒"),
        "full": Sheet(made(folder / "full.pdf", 1, BOTTOM), "ประกาศ"),
    }


def words(page: pymupdf.Page) -> set[tuple[float, float, float, float]]:
    return {tuple(round(edge, 1) for edge in word[:4]) for word in page.get_text("words")}


def texts(printed: Printed) -> list[str]:
    with pymupdf.open(stream=printed.data) as document:
        return [looks.plain(page.get_text()) for page in document]


def test_set_holds_what_the_plan_says(papers):
    kinds = [(copy.kind, copy.receiver) for copy in copies_of(papers["one"], ALL)]
    assert kinds == [("original", ""), ("file_copy", ""), ("copy", "โรงเรียนบ้านนาอาน"), ("copy", "โรงเรียนเมืองเลย"),
                     ("certified", ""), ("certified", "")]
    assert [copy.kind for copy in copies_of(papers["two"], ALL)] == ["original", "file_copy", "certified", "certified"]


def test_list_says_to_whom_the_original_goes_and_when_it_was_made(papers):
    sheet = replace(papers["one"], to="ผู้อำนวยการโรงเรียนบ้านนาอาน")
    front = texts(print_set([sheet], {"original": 1}, Printing(), "สพป.เลย เขต ๑ วันที่ 22 พฤศจิกายน 2569"))[0]
    assert looks.plain("ผู้อำนวยการโรงเรียนบ้านนาอาน") in front and looks.plain("วันที่ ๒๒ พฤศจิกายน ๒๕๖๙") in front


def test_each_paper_gets_the_set_of_its_form_unless_one_is_named(papers):
    printing = Printing(cover=False, sets={"letter": {"original": 1}, "order": {"original": 1, "certified": 2}})
    both = [replace(papers["one"], names=("order", "duty-order")), replace(papers["two"], names=("report",))]
    assert [copy.kind for copy in print_set(both, None, printing).copies] == ["original", "certified", "certified", "original"]
    assert [copy.kind for copy in print_set(both, printing.plan("letter"), printing).copies] == ["original"] * 2


def test_drafts_alone_need_no_list(papers):
    drafts = [replace(papers[name], draft=True) for name in ("one", "two")]
    assert print_set(drafts, ALL, Printing()).pages == 2 + 2
    assert print_set([drafts[0], papers["two"]], {"original": 1}, Printing()).pages == 2 + 2 + 2


def test_lines_of_the_list_end_between_words():
    [row] = ["ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา นิเทศ ติดตาม และประเมินผลการจัดการศึกษา"]
    with pymupdf.open(stream=cover([("ก", "สำเนา", row, 1)], duplex=False)) as document:
        shown = [line.strip() for line in document[0].get_text().split("\n")]
    lines = [line for line in shown if len(line) > 1 and line in row]
    assert len(lines) == 3
    assert all(line.endswith(("การ", "กลุ่ม", "ส่งเสริม", "จัด", "ศึกษา", "นิเทศ", "ติดตาม", "และ", "ผล")) for line in lines)


def test_each_copy_begins_a_fresh_sheet(papers):
    printed = print_set([papers["one"], papers["two"]], {"original": 1, "file_copy": 1}, PLAIN)
    shown = texts(printed)
    assert printed.pages == len(shown) == 8 and printed.sheets == 4
    assert [page.split("หน้า")[0].removeprefix("สำเนาคู่ฉบับ")[:3] for page in shown] == ["one", "", "one", "", "two"] + ["two"] * 3
    assert [bool(page) for page in shown] == [True, False, True, False, True, True, True, True]


def test_one_sided_printing_needs_no_blank_pages(papers):
    printed = print_set([papers["one"], papers["two"]], {"original": 2}, Printing(cover=False, duplex=False))
    assert printed.pages == printed.sheets == 6 and all(texts(printed))


def test_copies_go_by_paper_or_by_kind(papers):
    both, plan = [papers["one"], papers["two"]], {"original": 1, "file_copy": 1}
    by_paper = print_set(both, plan, PLAIN).copies
    by_kind = print_set(both, plan, Printing(cover=False, sort="copy")).copies
    assert [(copy.sheet.pdf.stem, copy.kind) for copy in by_paper] == [
        ("one", "original"), ("one", "file_copy"), ("two", "original"), ("two", "file_copy")]
    assert [(copy.sheet.pdf.stem, copy.kind) for copy in by_kind] == [
        ("one", "original"), ("two", "original"), ("one", "file_copy"), ("two", "file_copy")]


def test_original_is_printed_as_it_is(papers):
    with pymupdf.open(papers["one"].pdf) as before, \
            pymupdf.open(stream=print_set([papers["one"]], {"original": 1}, PLAIN).data) as after:
        assert words(before[0]) == words(after[0])
        assert before[0].get_pixmap().samples == after[0].get_pixmap().samples


@pytest.mark.parametrize("kind", ["file_copy", "copy", "certified"])
def test_copies_say_what_they_are(papers, kind):
    [page, *_] = texts(print_set([papers["one"]], {kind: 1}, PLAIN))
    assert looks.plain(COPIES[kind]) in page


def test_file_copy_has_the_lines_of_those_who_made_the_paper(papers):
    page = texts(print_set([papers["one"]], {"file_copy": 1}, PLAIN))[0]
    assert all(f"{duty}......" in page for duty in ("ร่าง", "พิมพ์", "ทาน", "ตรวจ"))


def test_certified_copy_has_the_officer_on_every_page(papers):
    for page in texts(print_set([papers["two"]], {"certified": 1}, PLAIN)):
        assert looks.plain("(นางสาววันเพ็ญ ศรีสุวรรณ)") in page and looks.plain(CERTIFIER.lines[0]) in page


def test_certified_copy_without_an_officer_has_dotted_lines(papers):
    page = texts(print_set([papers["one"]], {"certified": 1}, Printing(cover=False)))[0]
    assert "(........" in page and "ตำแหน่ง......" in page


@pytest.mark.parametrize("kind", ["file_copy", "copy", "certified"])
@pytest.mark.parametrize("name", ["one", "two", "full"])
def test_stamps_cover_no_words(papers, name, kind):
    """On a full page, too: what was there is still there, and nothing new lies on it."""
    printed = print_set([papers[name]], {kind: 1}, PLAIN)
    with pymupdf.open(papers[name].pdf) as before, pymupdf.open(stream=printed.data) as after:
        assert words(after[0]) - words(before[0])
        for old, new in zip(before, after, strict=False):
            there, stamped = words(old), words(new)
            assert there <= stamped
            for stamp in stamped - there:
                assert not any(pymupdf.Rect(stamp).intersects(pymupdf.Rect(word)) for word in there)
                assert min(stamp) >= 0 and stamp[2] <= 595.3 and stamp[3] <= 841.9


def test_full_page_with_a_footer_gets_a_page_of_its_own_for_the_lines(papers, tmp_path):
    full = made(tmp_path / "full.pdf", 1, 29.6)
    printed = print_set([Sheet(full, "เต็มหน้า")], {"certified": 1}, PLAIN)
    first, second = texts(printed)
    assert "สำเนาถูกต้อง" not in first and "สำเนาถูกต้อง" in second


@pytest.mark.parametrize(("state", "word"), [({"draft": True}, "ร่าง"), ({"void": True}, "ยกเลิก")])
def test_drafts_and_void_papers_bear_a_watermark_behind_the_words(papers, state, word):
    printed = print_set([replace(papers["two"], **state)], {"original": 1}, PLAIN)
    assert all(looks.plain(word) in page for page in texts(printed))
    with pymupdf.open(papers["two"].pdf) as before, pymupdf.open(stream=printed.data) as after:
        for old, new in zip(before, after, strict=True):
            ink, marked = old.get_pixmap(colorspace=pymupdf.csGRAY), new.get_pixmap(colorspace=pymupdf.csGRAY)
            dark = [n for n, dot in enumerate(ink.samples) if dot < 100]
            assert all(marked.samples[n] < 130 for n in dark)    # the words are as black as before
            assert sum(200 < dot < 230 for dot in marked.samples) > 0.01 * len(marked.samples)


def test_draft_is_printed_once(papers):
    assert len(list(copies_of(replace(papers["one"], draft=True), ALL))) == 1


def test_list_in_front_counts_copies_and_sheets(papers):
    printed = print_set(list(papers.values()), ALL, Printing(certifier=CERTIFIER))
    front = texts(printed)[0]
    assert "รายการเอกสารที่พิมพ์" in front and "โรงเรียนบ้านนาอาน" in front
    assert texts(printed)[1] == ""    # its back stays empty
    copies = 6 + 4 + 4
    assert f"รวม{thai(copies)}{thai(copies)}" in front    # each of these is one sheet
    assert printed.sheets == copies + 1 and len(printed.copies) == copies


def thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


@pytest.mark.slow
def test_long_list_goes_on_and_keeps_its_headings():
    rows = [(f"หนังสือที่ ศธ ๐๔๑๑๐/{n} เรื่อง ขอเชิญประชุมเชิงปฏิบัติการการจัดทำแผนพัฒนาคุณภาพการศึกษา", "ต้นฉบับ", "", 3) for n in range(80)]
    with pymupdf.open(stream=cover(rows, duplex=True)) as document:
        assert len(document) > 2
        for page in document:
            assert "ชนิด" in page.get_text()
            assert max(word[3] for word in page.get_text("words")) <= 27.8 * stamps.CM
        assert thai(160) in document[-1].get_text()


def test_equal_copies_are_one_line_of_the_list():
    with pymupdf.open(stream=cover([("ก", "สำเนา", "", 1)] * 5, duplex=False)) as document:
        assert looks.plain(document[0].get_text()).count("สำเนา") == 1


def test_broken_pdf_is_told(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"no pdf")
    with pytest.raises(GenError, match="E857"):
        print_set([Sheet(tmp_path / "a.pdf", "ก")], ALL, PLAIN)


def test_same_set_is_the_same_file(papers):
    one, other = (print_set([papers["one"]], {"original": 2}, PLAIN).data for _ in range(2))
    assert one == other


def test_hundred_copies_share_their_pages(papers):
    few, many = (len(print_set([papers["one"]], {"original": count}, PLAIN).data) for count in (1, 100))
    assert many < few + 100 * 600


@pytest.fixture
def office(tmp_path) -> Office:
    (tmp_path / "data" / "fonts").mkdir(parents=True)
    (tmp_path / "data" / "office.yaml").write_text(
        "name: ก\nshort: ก\nsigners: {officer: {name: นางสาววันเพ็ญ ศรีสุวรรณ, position: นักวิชาการศึกษาชำนาญการ}}", encoding="utf-8")
    return open_office(tmp_path)


def set_up(office: Office, text: str) -> Office:
    """The office with these sections in its settings."""
    return replace(office, sections=yaml.safe_load(text))


def test_settings_are_read(office):
    office = set_up(office, "print: {duplex: false, sort: copy, certifier: officer, duties: [ร่าง, ตรวจ],\n"
                   "  sets: {letter: {original: 1, copy: receivers}, order: {original: 1, certified: 3}}}\nfonts: fonts\n")
    printing = settings.printing(office)
    assert (printing.duplex, printing.cover, printing.sort, printing.duties) == (False, True, "copy", ("ร่าง", "ตรวจ"))
    assert printing.certifier.lines == CERTIFIER.lines
    assert printing.plan() == printing.plan("letter") == {"original": 1, "copy": "receivers"}
    assert printing.plan("order") == {"original": 1, "certified": 3}
    assert fonts(office).folders == (office.root / "data" / "fonts",)


def test_settings_stand_in_office_yaml(office):
    path = office.root / "data" / "office.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\nfonts: fonts\nprint: {{duplex: false}}\n", encoding="utf-8")
    office = open_office(office.root)
    assert not settings.printing(office).duplex and fonts(office).folders


def test_office_without_settings_prints_an_original_and_a_file_copy(office):
    assert settings.printing(office).plan() == {"original": 1, "file_copy": 1}
    assert fonts(office).folders == ()


@pytest.mark.parametrize(("text", "code"), [
    ("print: 3", "E403"), ("print: {duplx: true}", "E402"), ("print: {duplex: 3}", "E403"), ("print: {sort: name}", "E403"),
    ("print: {certifier: nobody}", "E403"), ("print: {sets: {a: {orignal: 1}}}", "E402"),
    ("print: {sets: {a: {original: -1}}}", "E403"), ("print: {sets: {a: {original: many}}}", "E403"),
    ("print: {sets: {a: 3}}", "E403"), ("print: {sets: 3}", "E403"), ("print: {duties: 3}", "E403"),
])
def test_wrong_settings_are_told(office, text, code):
    with pytest.raises(GenError) as caught:
        settings.printing(set_up(office, text))
    assert caught.value.code == code


def test_folder_of_fonts_that_is_not_there_is_told(office):
    with pytest.raises(GenError, match="E403"):
        fonts(set_up(office, "fonts: absent"))


def test_settings_of_signing_are_read(office):
    (office.root / "data" / "key.p12").touch()
    office = set_up(office, "sign: {key: key.p12, token: โทเคน, certificate: ลงนาม, trust: fonts, link: 'https://saraban.test/{number}'}")
    signing = signing_settings.signing(office)
    assert signing.key == office.root / "data" / "key.p12" and signing.trust == (office.root / "data" / "fonts",)
    assert (signing.token, signing.certificate, signing.link) == ("โทเคน", "ลงนาม", "https://saraban.test/{number}")
    assert signing_settings.signing(set_up(office, "{}")) == signing_settings.Signing()


@pytest.mark.parametrize(("text", "code"), [("sign: 3", "E403"), ("sign: {kee: a}", "E402"), ("sign: {key: absent.p12}", "E403"),
                                            ("sign: {password: 1234}", "E402")])
def test_wrong_settings_of_signing_are_told(office, text, code):
    with pytest.raises(GenError) as caught:
        signing_settings.signing(set_up(office, text))
    assert caught.value.code == code


def test_unknown_set_is_told_with_the_nearest(office):
    printing = settings.printing(set_up(office, "print: {sets: {letter: {original: 1}, order: {original: 1}}}"))
    with pytest.raises(GenError, match=r"E860.*letter"):
        printing.plan("leter")


def test_printed_set_is_a_sound_pdf(papers):
    with pikepdf.open(BytesIO(print_set(list(papers.values()), ALL, PLAIN).data)) as pdf:
        assert pdf.check_pdf_syntax() == []
