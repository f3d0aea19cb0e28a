"""Word files become faithful PDFs, together or alone, whatever one of them does to LibreOffice."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from lxml import etree

from generator.errors import GenError
from generator.paper.known import know
from generator.pdf import batch, contents, libreoffice, merge, onepage, pdfium, scratch
from generator.pdf.batch import Press, to_pdf
from generator.pdf.engines import Engines
from generator.pdf.fonts import BOXES
from generator.pdf.libreoffice import find_program
from generator.pdf.throwaway import W, cured
from generator.pdf.typefaces import Fonts
from generator.watch import Phase
from generator.word import opc
from tests import paper
from tests.golden import MOST_CHANGED, difference, picture
from tests.letters import letter, letters
from tests.libreoffice import FONTS
from tests.made import papers as office_papers
from tests.test_paper import field, paragraph, run, word_file
from tests.watching import Told

COUNT = 7


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> list[Path]:
    """Letters of one template; the last one has a second page."""
    made = letters(tmp_path_factory.mktemp("letters"), COUNT - 1)
    more = "".join(paragraph(run(f"รายการที่ {n} กระดาษถ่ายเอกสาร")) for n in range(30))
    return [*made, letter(made[0].with_name("long.docx"), COUNT, more)]


@pytest.fixture(scope="module")
def press(soffice):
    with Press(FONTS) as made:
        yield made


@pytest.fixture(scope="module")
def together(press, files, tmp_path_factory) -> list[batch.Made]:
    """The letters as PDFs that were cut out of one."""
    made = press.to_pdf(files, tmp_path_factory.mktemp("together"))
    assert all(paper.pdf for paper in made), made
    return made


@pytest.fixture(scope="module")
def alone(press, files, tmp_path_factory) -> list[batch.Made]:
    press.merge = False
    made = press.to_pdf(files, tmp_path_factory.mktemp("alone"))
    press.merge = True
    return made


def test_each_file_gives_a_pdf_of_its_name_in_its_order(files, together):
    assert [made.file for made in together] == files
    assert [made.pdf.name for made in together] == [f"{file.stem}.pdf" for file in files]
    assert [made.pages for made in together] == [1] * (COUNT - 1) + [2]


def test_letters_were_truly_made_together(together, alone):
    def programs(made: list[batch.Made]) -> int:
        return len({font for one in made for font in embedded(one.pdf)})

    assert programs(together) < programs(alone)    # cut from one PDF they have one subset of each font


def embedded(pdf: Path) -> set[bytes]:
    with pikepdf.open(pdf) as opened:
        fonts = [font for _, font in opened.pages[0].obj.Resources.Font.items()]
        return {font.FontDescriptor.FontFile2.read_raw_bytes() for font in fonts}


def test_office_letters_have_what_it_takes_to_be_made_together():
    """Each has controls, bound to data of its own; neither is on the paper."""
    kinds = set()
    for file in office_papers("letter"):
        kinds.add(Press()._identity(know(file))[1])
        parts = cured(opc.read(file.read_bytes()), FONTS)
        assert merge.sharer(parts) and not any(name.startswith("customXml/") for name in parts)
        assert b"<w:sdt" not in parts["word/document.xml"] and b"customXml" not in parts["word/_rels/document.xml.rels"]
    assert len(kinds) == 1


def converted(monkeypatch) -> list[int]:
    """How many papers each file holds that is laid out from now on."""
    seen: list[int] = []
    convert = Press._convert
    monkeypatch.setattr(Press, "_convert", lambda press, parts, stem, papers: (
        seen.append(papers), convert(press, parts, stem, papers))[1])
    return seen


def headed(path: Path, n: int, header: str = "เวียน", more: str = "") -> Path:
    """A letter whose first page has a header and begins with space above; `more` pages may follow."""
    made = letter(path, n, more)
    parts = opc.read(made.read_bytes())
    first = parts["word/header1.xml"].split(b"<w:p>")[0] + f"{paragraph(run(header))}</w:hdr>".encode()
    parts["word/header2.xml"] = first
    reference = b'<w:headerReference w:type="first" r:id="rId9"/>'
    document = parts["word/document.xml"].replace(b"<w:sectPr>", b"<w:sectPr>" + reference)
    parts["word/document.xml"] = document.replace(b'w:before="0"', b'w:before="480"', 1)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", b'<Relationship Id="rId9" Type="' + kind + b'" Target="header2.xml"/></Relationships>')
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/word/header2.xml" ContentType="application/vnd.openxmlformats-officedocument'
        b'.wordprocessingml.header+xml"/></Types>')
    made.write_bytes(opc.write(parts))
    return made


def test_one_page_papers_go_page_after_page_and_longer_ones_in_sections(press, tmp_path, monkeypatch):
    more = "".join(paragraph(run("ก")) for _ in range(22))
    files = [headed(tmp_path / f"{n}.docx", n, more=more if n > 3 else "") for n in range(7)]
    monkeypatch.setattr(press, "_count", 1)
    seen = converted(monkeypatch)
    shared = press.to_pdf(files, tmp_path / "shared")
    assert seen == [7, 3]    # three papers ran over their page
    monkeypatch.setattr(press, "merge", False)
    single = press.to_pdf(files, tmp_path / "single")
    assert [one.pages for one in shared] == [one.pages for one in single] == [1] * 4 + [2] * 3
    for one, other in zip(shared, single, strict=True):
        with pymupdf.open(one.pdf) as left, pymupdf.open(other.pdf) as right:
            assert left[0].get_text() == right[0].get_text() and left[0].get_text().startswith("เวียน")
            assert all(difference(picture(a), picture(b)) <= MOST_CHANGED for a, b in zip(left, right, strict=True))
    assert paper.pages(shared[-1].pdf)[1].lines[0].text == "- ๒ -"


def test_one_page_papers_with_other_headers_go_in_sections(press, tmp_path, monkeypatch):
    files = [headed(tmp_path / f"{n}.docx", n, f"ฉบับที่ {n}") for n in range(4)]
    monkeypatch.setattr(press, "_count", 1)
    seen = converted(monkeypatch)
    made = press.to_pdf(files, tmp_path / "out")
    assert seen == [4]
    assert [paper.pages(one.pdf)[0].lines[0].text for one in made] == [f"ฉบับที่ {n}" for n in range(4)]


@pytest.mark.parametrize("change", [
    (b"<w:titlePg/>", b""),    # the first page shows the number too
    (b"<w:sectPr>", b'<w:sectPr><w:lnNumType w:countBy="1"/>'),
    (b"<w:body>", b"<w:body><w:tbl/>"),
])
def test_what_counts_pages_or_lines_is_not_put_page_after_page(files, change):
    parts = opc.read(files[0].read_bytes())
    assert onepage.page_of(merge.sharer(parts))
    parts["word/document.xml"] = parts["word/document.xml"].replace(*change)
    assert merge.sharer(parts) and not onepage.page_of(merge.sharer(parts))


def test_page_made_together_is_the_page_made_alone(together, alone):
    for one, other in zip(together, alone, strict=True):
        with pymupdf.open(one.pdf) as merged, pymupdf.open(other.pdf) as single:
            assert len(merged) == len(single)
            for left, right in zip(merged, single, strict=True):
                assert left.get_text() == right.get_text()
                assert difference(picture(left), picture(right)) <= MOST_CHANGED


def test_comparing_sees_a_font_with_higher_lines(press, alone, tmp_path):
    parts = opc.read(alone[0].file.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"TH SarabunPSK", b"TH Sarabun New")
    (tmp_path / "new.docx").write_bytes(opc.write(parts))
    [made] = press.to_pdf([tmp_path / "new.docx"])
    with pymupdf.open(alone[0].pdf) as one, pymupdf.open(made.pdf) as other:
        assert difference(picture(one[0]), picture(other[0])) > 10 * MOST_CHANGED


def test_text_of_the_pdf_is_the_text_of_the_word_file(together):
    for made in together[:3]:
        with pymupdf.open(made.pdf) as document:
            read = document[0].get_text()
        assert bare(read) == bare(paper.text(made.file))


def bare(text: str) -> str:
    return re.sub(r"\s", "", paper.plain(text))


def test_page_number_is_thai_and_is_copied_out_as_thai(together):
    first, second = paper.pages(together[-1].pdf)
    assert second.lines[0].text == "- ๒ -"
    assert "- ๑ -" not in first.text


def test_page_numbers_begin_anew_in_each_letter(press, files, tmp_path):
    doubled = [letter(tmp_path / f"{n}.docx", n, "".join(paragraph(run("ก")) for _ in range(40))) for n in range(4)]
    made = press.to_pdf(doubled, tmp_path / "out")
    assert [one.pages for one in made] == [2] * 4
    assert [paper.pages(one.pdf)[1].lines[0].text for one in made] == ["- ๒ -"] * 4


def test_only_the_asked_fonts_are_in_the_pdf(together, alone):
    for made in (*together, *alone):
        assert paper.fonts(made.pdf) <= {"SarabanPSK-Regular", "SarabanPSK-Bold", "SarabanIT9-Regular"}
        assert not made.problems


def test_pdf_holds_its_own_picture_only(press, files, tmp_path):
    """Fifty papers with fifty photographs must not give each PDF all of them."""
    made = []
    for n, file in enumerate(files[:4]):
        parts = opc.read(file.read_bytes())
        image = bytearray(parts["word/emblem.png"])
        parts["word/emblem.png"] = bytes(image) + b"\0" * n    # other bytes, the same picture
        copy = tmp_path / f"{n}.docx"
        copy.write_bytes(opc.write(parts))
        made.append(copy)
    for one in press.to_pdf(made, tmp_path / "out"):
        with pikepdf.open(one.pdf) as pdf:
            assert len(list(pdf.pages[0].obj.Resources.XObject.items())) == 1
            assert sum(1 for thing in pdf.objects
                       if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
                       and "/SMask" not in thing) <= 2


def test_second_run_makes_nothing_anew(press, files, together):
    again = press.to_pdf(files, together[0].pdf.parent)
    assert all(made.same for made in again)
    assert [made.pages for made in again] == [made.pages for made in together]


def test_changed_word_file_gets_a_new_pdf_in_place_of_the_old(press, files, tmp_path):
    file = letter(tmp_path / "a.docx", 1)
    [first] = press.to_pdf([file])
    letter(file, 2)
    [second] = press.to_pdf([file])
    assert first.pdf == second.pdf == tmp_path / "a.pdf" and not second.same
    assert "๐๔๑๑๐/๓" in paper.pages(second.pdf)[0].text


def test_pdf_of_someone_else_is_left_alone(press, tmp_path):
    file = letter(tmp_path / "a.docx", 1)
    (tmp_path / "a.pdf").write_bytes(b"scanned")
    [made] = press.to_pdf([file])
    assert (tmp_path / "a.pdf").read_bytes() == b"scanned"
    assert made.pdf.name == "a (ใหม่ ๒).pdf" and made.kept == tmp_path / "a.pdf"


def test_files_of_one_name_get_two_pdfs(press, tmp_path):
    one, other = tmp_path / "1" / "a.docx", tmp_path / "2" / "a.docx"
    for n, file in enumerate((one, other)):
        file.parent.mkdir()
        letter(file, n)
    made = press.to_pdf([one, other], tmp_path / "out")
    assert len({paper.pdf for paper in made}) == 2


def test_word_file_is_never_touched(files, together):
    with zipfile.ZipFile(files[0]) as package:
        assert "thaiDistribute" in package.read("word/document.xml").decode()
    assert {path.suffix for path in files[0].parent.iterdir()} == {".docx"}


def test_archive_is_pdf_a_2b(soffice, files, tmp_path):
    [made] = to_pdf(files[:1], tmp_path, FONTS, archive=True)
    with pikepdf.open(made.pdf) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert "/OutputIntents" in pdf.Root


def test_font_that_crept_in_is_named_with_its_words(press, tmp_path):
    file = word_file(tmp_path / "a.docx", paragraph(run("คำสั่ง ♣เห็นชอบ ตามที่เสนอ")))
    [made] = press.to_pdf([file])
    [problem] = made.problems
    assert (problem.code, problem.place.file) == ("E851", "a.docx")
    assert '"♣' in problem.text and "DejaVu" in problem.text and "ตามที่เสนอ" not in problem.text
    assert made.pdf is None and not (tmp_path / "a.pdf").exists()


def test_font_that_crept_in_is_let_pass_when_forced(soffice, tmp_path):
    file = word_file(tmp_path / "a.docx", paragraph(run("♣ เห็นชอบ")))
    [made] = to_pdf([file], fonts=FONTS, force=True)
    assert made.pdf == tmp_path / "a.pdf" and [problem.code for problem in made.problems] == ["E851"]


@pytest.mark.parametrize("font", ["TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙"])
def test_boxes_to_tick_are_drawn_whatever_the_font(press, tmp_path, font):
    words = "ความเห็น ☑ อนุมัติ ☐ ไม่อนุมัติ ☒"
    file = word_file(tmp_path / "a.docx", paragraph(run(words, font=font)))
    [made] = press.to_pdf([file])
    assert made.problems == ()
    with pdfium.drawn(made.pdf.read_bytes()) as document:
        letters = document.fonts(0)
    assert "".join(letter for letter, _ in letters).split() == words.split()
    boxes = [(letter, drawn_in.split("+")[-1]) for letter, drawn_in in letters if letter in BOXES]
    assert boxes == [(box, "SarabanPSK-Regular") for box in "☑☐☒"]


def test_the_rest_of_a_run_with_boxes_stays_as_it_is():
    body = run("ก ☐ ข").replace("<w:rPr>", "<w:rPr><w:b/>")
    parts = cured({"word/document.xml": f'<w:document xmlns:w="{W[1:-1]}"><w:p>{body}</w:p></w:document>'.encode()}, FONTS)
    pieces = etree.fromstring(parts["word/document.xml"]).findall(f".//{W}r")
    assert ["".join(piece.itertext()) for piece in pieces] == ["ก ", "☐", " ข"]
    assert all(piece.find(f"{W}rPr/{W}b") is not None for piece in pieces)


def test_missing_family_is_named(press, tmp_path):
    file = word_file(tmp_path / "a.docx", paragraph(run("Budget", font="Cambria")))
    [made] = press.to_pdf([file])
    [problem] = made.problems
    assert problem.code == "E858" and '"Budget"' in problem.text and "Cambria" in problem.text


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\3\4 broken"])
def test_broken_file_is_told_and_the_rest_go_on(press, files, tmp_path, content):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(content)
    made = press.to_pdf([broken, tmp_path / "absent.docx", files[0]], tmp_path)
    assert [[problem.code for problem in one.problems] for one in made] == [["E852"], ["E301"], []]
    assert "broken.docx" in made[0].problems[0].text and made[2].pdf


def test_file_with_a_password_is_told_and_the_rest_go_on(press, files, tmp_path):
    locked = tmp_path / "ลับ.docx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"))
    made = press.to_pdf([locked, files[0]], tmp_path)
    assert [problem.code for problem in made[0].problems] == ["E803"] and made[1].pdf


def test_any_name_that_a_system_holds_is_taken(press, files, tmp_path):
    names = "หนังสือ ที่ ๑ #50% [ก] (ข) 'ค' & ง", "ก" * 83, "a" * 250
    given = [tmp_path / f"{name}.docx" for name in names]
    for path in given:
        path.write_bytes(files[0].read_bytes())
    assert [one.pdf and one.pdf.stem for one in press.to_pdf(given)] == list(names)
    (tmp_path / f"{names[1]}.pdf").write_bytes(b"of someone else")
    [again] = press.to_pdf(given[1:2])
    assert again.pdf and again.kept and again.pdf.exists()    # a shorter name, as the longer one has no room


@pytest.mark.skipif(os.name != "posix", reason="only on systems with signals")
def test_full_disk_is_told_of_each_file_or_of_the_place_to_work_in(press, files, tmp_path, monkeypatch):
    full = OSError(errno.ENOSPC, "No space left on device")

    def no_room(*_: object) -> None:
        raise full

    with monkeypatch.context() as patch:
        patch.setattr("generator.outbox.files.os.fsync", no_room)
        made = press.to_pdf(files[:2], tmp_path)
        assert [one.problems[0].text for one in made] == [f"เขียน {file.stem}.pdf ไม่ได้ (ดิสก์เต็ม)" for file in files[:2]]
        assert not list(tmp_path.iterdir())
    monkeypatch.setattr(Path, "write_bytes", no_room)
    made = press.to_pdf(files[:2], tmp_path)
    assert [[problem.code, problem.place.file] for one in made for problem in one.problems] == [
        ["E601", file.name] for file in files[:2]]


def test_file_in_the_place_of_the_folder_is_told(press, files, tmp_path):
    (tmp_path / "out").write_bytes(b"")
    [made] = press.to_pdf(files[:1], tmp_path / "out")
    assert made.problems[0].code == "E601" and "เป็นไฟล์อยู่แล้ว" in made.problems[0].text


@pytest.mark.parametrize("document", [b"<nothing/>", b"<w:document>", b""])
def test_package_without_a_document_is_told(press, tmp_path, document):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", document)
    [made] = press.to_pdf([tmp_path / "a.docx"])
    assert made.pdf is None and made.problems[0].code in {"E852", "E855"}


class Trouble:
    """Makes the running LibreOffice hang or die at chosen papers (by their number; merged ones have a dash)."""

    def __init__(self, monkeypatch, told: dict[str, list[signal.Signals]]) -> None:
        self.told, self.seen = told, []
        convert, answer = libreoffice.LibreOffice.convert, libreoffice.LibreOffice._answer

        def troubled_convert(office, source, target, limit, papers=1, archive=False):
            self.seen.append(source.stem)
            office.trouble = self.told.get(source.stem, []) and self.told[source.stem].pop(0)
            convert(office, source, target, limit, papers, archive)

        def troubled_answer(office, limit):
            sent, office.trouble = office.trouble, None
            if sent:
                os.killpg(office._process.pid, sent)
            return answer(office, 1.0 if sent == signal.SIGSTOP else limit)

        monkeypatch.setattr(libreoffice.LibreOffice, "convert", troubled_convert)
        monkeypatch.setattr(libreoffice.LibreOffice, "_answer", troubled_answer)


@pytest.mark.kills
@pytest.mark.skipif(os.name != "posix", reason="only on systems with signals")
def test_hang_and_crash_cost_only_their_own_files(press, files, tmp_path, monkeypatch):
    """Paper 1 hangs LibreOffice, paper 3 kills it each time, paper 4 dies once by accident."""
    kill, stop = signal.SIGKILL, signal.SIGSTOP
    trouble = Trouble(monkeypatch, {"1": [stop], "3": [kill, kill], "4": [kill]})
    monkeypatch.setattr(press, "merge", False)
    made = press.to_pdf(files, tmp_path)
    codes = [[problem.code for problem in one.problems] for one in made]
    assert codes == [[], ["E853"], [], ["E854"], [], [], []]
    assert [one.pdf is not None for one in made] == [not code for code in codes]
    assert trouble.seen.count("3") == trouble.seen.count("4") == 2


@pytest.mark.kills
@pytest.mark.skipif(os.name != "posix", reason="only on systems with signals")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGSTOP])
def test_papers_that_failed_together_are_made_alone(press, files, tmp_path, monkeypatch, sent):
    together = f"0-{min(COUNT, -(-COUNT // press._count))}"
    trouble = Trouble(monkeypatch, {together: [sent]})
    made = press.to_pdf(files, tmp_path)
    assert together in trouble.seen and "0" in trouble.seen
    assert all(one.pdf and not one.problems for one in made)


@pytest.mark.skipif(os.name != "posix", reason="only on systems with signals")
def test_old_libreoffice_makes_room_for_a_fresh_one(soffice, files, tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "MOST_PAPERS", 2)
    started = []
    start = libreoffice.LibreOffice._start
    monkeypatch.setattr(libreoffice.LibreOffice, "_start", lambda office: (started.append(office), start(office)))
    with Press(FONTS, engines=1, merge=False) as press:
        made = press.to_pdf(files[:5], tmp_path)
    assert all(one.pdf for one in made) and len(started) == 3


def test_nothing_stays_behind(soffice, files, tmp_path, monkeypatch):
    engines = Engines()
    monkeypatch.setattr(batch, "ENGINES", engines)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Press(FONTS, engines=1) as press:
        press.to_pdf(files[:1], tmp_path / "out")
        [(_, office)] = engines._idle
        process = office._process
    assert process.poll() is not None
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_program_that_does_not_start_is_told(files, tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "find_program", lambda: Path("/bin/false"))
    made = to_pdf(files, tmp_path, FONTS)
    assert [(one.pdf, one.problems[0].code, one.problems[0].place.file) for one in made] == [
        (None, "E856", file.name) for file in files]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="only on systems with a shell")
def test_program_that_dies_at_its_start_is_started_again(soffice, files, tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\n[ -e "{tmp_path}/tried" ] && exec "{find_program()}" "$@"\n: > "{tmp_path}/tried"\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setattr(batch, "find_program", lambda: program)
    with Press(FONTS, engines=1) as press:
        [made] = press.to_pdf(files[:1], tmp_path / "out")
    assert made.pdf and (tmp_path / "tried").exists()


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("after", ["start", "hang", "work"])
def test_killed_run_leaves_no_process_and_no_page(soffice, files, tmp_path, after):
    """Killed while LibreOffice starts, while it hangs at a paper, and in the middle of many."""
    (tmp_path / "ไทย").mkdir()
    code = (
        "import os, signal, sys; from pathlib import Path; from generator.pdf import libreoffice; "
        "from generator.pdf.batch import Press; end = lambda: os.kill(os.getpid(), signal.SIGKILL)\n"
        "after, files, out = sys.argv[1], [Path(file) for file in sys.argv[3:]], Path(sys.argv[2])\n"
        "office = libreoffice.LibreOffice\n"
        "def accepted(self, server): end()\n"
        "def answer(self, limit): os.killpg(self._process.pid, signal.SIGSTOP); end()\n"
        "if after == 'start': office._accepted = accepted\n"
        "if after == 'hang': office._answer = answer\n"
        "from generator.watch import Phase; from tests.watching import Told\n"
        "ends = Told(lambda done, of: done > 1 and end(), Phase.CONVERTING)\n"
        "Press(engines=1, force=True, merge=False).to_pdf(files, out, ends)"
    )
    run = subprocess.run([sys.executable, "-c", code, after, tmp_path / "out", *files], check=False,
                         env=os.environ | {"TMPDIR": str(tmp_path / "ไทย"), "LC_ALL": "C"})
    assert run.returncode == -signal.SIGKILL
    for _ in range(100):
        left = [where for where in Path("/proc").glob("[0-9]*/cmdline") if str(tmp_path).encode() in read_quietly(where)]
        if not left and not list((tmp_path / "ไทย").iterdir()):
            return
        time.sleep(0.1)
    raise AssertionError(left or list((tmp_path / "ไทย").iterdir()))


def read_quietly(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended in the meantime
        return b""


def test_folders_of_runs_that_are_gone_are_swept(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    old, ours, other = (tmp_path / name for name in (f"gen-pdf-{ended.pid}-abc", f"gen-pdf-{os.getpid()}-abc", "gen-mine"))
    for place in (old, ours, other):
        place.mkdir()
    with scratch.folder("print") as made:
        assert made.is_dir() and (os.name != "posix" or made.stat().st_mode & 0o077 == 0)
    assert not made.exists() and ours.exists() and other.exists() and (old.exists() == (os.name != "posix"))


def test_no_engine_at_all_is_told(files, monkeypatch):
    monkeypatch.setattr(batch, "find_program", lambda: None)
    with pytest.raises(GenError, match="E850"):
        to_pdf(files[:1])


def test_progress_counts_every_paper(press, files, tmp_path):
    seen = []
    press.to_pdf(files, tmp_path, Told(lambda done, of: seen.append((done, of)), Phase.CONVERTING))
    assert seen[-1] == (COUNT, COUNT) and [done for done, _ in seen] == sorted(done for done, _ in seen)


def alone_because(tmp_path: Path, *paragraphs: str, **more: str) -> str:
    return merge.why_alone(opc.read(opc.write(opc.read(word_file(tmp_path / "a.docx", *paragraphs, **more).read_bytes()))))


def test_plain_letter_goes_with_others(files):
    assert merge.sharer(opc.read(files[0].read_bytes()))


@pytest.mark.parametrize("code", ["NUMPAGES", "SECTIONPAGES", r'TOC \o "1-3"', "PAGEREF a", "SEQ รูป", "REF a"])
def test_numbers_that_run_through_a_file_keep_a_paper_alone(tmp_path, code):
    assert alone_because(tmp_path, paragraph(field(code, "๑")))
    assert alone_because(tmp_path, paragraph(run("ก")), header=paragraph(field(code, "๑")))


def test_lists_and_notes_keep_a_paper_alone(tmp_path):
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert alone_because(tmp_path, paragraph(run("ก"), listed))
    assert alone_because(tmp_path, paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>'))


def test_word_that_looks_like_a_field_is_only_a_word(tmp_path):
    assert not alone_because(tmp_path, paragraph(run("TOC")))


def test_long_papers_are_not_made_together():
    def lots(text: int) -> list[int]:
        papers = [batch.Paper(n, Path(f"{n}.docx"), Path(), None, "", 0, text) for n in range(100)]
        return [len(lot) for lot in batch._jobs(papers, batch.MOST_MERGED, engines=2)]

    assert lots(20_000) == [50, 50]
    assert lots(100_000) == [10] * 10
    assert lots(500_000) == [1] * 100


def test_papers_with_lists_are_made_right_among_others(press, files, tmp_path):
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    more = [letter(tmp_path / f"list{n}.docx", n, paragraph(run("ข้อแรก"), listed)) for n in range(3)]
    made = press.to_pdf([*files[:3], *more], tmp_path / "out")
    assert all("๑." in paper.pages(one.pdf)[0].text.split("\n") for one in made[3:])


@pytest.mark.parametrize(("used", "asked", "foreign"), [
    ({"SarabanPSK-Bold"}, {"TH SarabunPSK"}, []),
    ({"THSarabunPSK"}, {"TH SarabunPSK"}, []),
    ({"TimesNewRomanPSMT", "ArialMT"}, {"Times New Roman", "Arial"}, []),
    ({"LiberationSerif"}, {"Times New Roman"}, ["LiberationSerif"]),
    ({"OpenSymbol"}, {"Wingdings"}, []),
    ({"OpenSymbol"}, {"Arial"}, ["OpenSymbol"]),
    ({"DejaVuSans"}, {"TH SarabunPSK", ""}, ["DejaVuSans"]),
])
def test_fonts_are_held_against_the_asked_families(used, asked, foreign):
    assert contents.foreign_fonts(used, asked, Fonts(system=False)) == foreign
