"""One process that lives long: what several threads do at once, and what must not stay behind."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from generator import outbox
from generator.errors import GenError
from generator.make import make
from generator.make import maker as maker_module
from generator.make.maker import Maker
from generator.make.templates import TEMPLATES
from generator.pdf import contents, libreoffice, stamps
from generator.pdf.batch import Press
from generator.pdf.engines import Engines
from generator.pdf.preview import pictures, preview
from generator.pdf.typefaces import Fonts
from generator.register import Entry, open_register, take
from generator.render import limits
from generator.services import issue
from generator.services.warm import kept_warm
from generator.signing import appearance
from generator.turns import turn
from generator.watch import Phase, Stopped
from tests import small
from tests.letters import letters
from tests.libreoffice import FONTS
from tests.made import office
from tests.watching import Told

TODAY = office().today


def at_once(*works: Callable[[], object]) -> list[object]:
    """What the works give, done by as many threads that begin together."""
    start = threading.Barrier(len(works))

    def work(do: Callable[[], object]) -> object:
        start.wait(30)
        return do()

    with ThreadPoolExecutor(len(works)) as pool:
        return [one.result() for one in [pool.submit(work, do) for do in works]]


def a_pdf() -> bytes:
    """Some pages with letters, without a program that lays papers out."""
    canvas = stamps.canvas(21, 29.7)
    for page in range(2):
        if page:
            canvas.add_page()
        canvas.set_font("thai", "", 16)
        for line in range(12):
            canvas.text(40, 40 + 20 * line, f"หน้า {page} บรรทัด {line} (นางสาววันเพ็ญ ศรีสุวรรณ)")
    return bytes(canvas.output())


def test_pdfs_are_drawn_and_read_by_many_threads(tmp_path: Path) -> None:
    """PDFium itself fails or ends the process, whenever two threads are in it."""
    pdf = a_pdf()

    def all_of_it(folder: Path) -> tuple[int, int, object, list[str]]:
        drawn = [page.read_bytes() for page in pictures(pdf, folder, "ก")]
        rooms = stamps.rooms(pdf)
        return len(drawn), len(rooms), appearance.find_spot(pdf, "(นางสาววันเพ็ญ ศรีสุวรรณ)"), contents.words_in(pdf, "ไม่มี")

    done = at_once(*(lambda n=n: [all_of_it(tmp_path / str(n)) for _ in range(3)] for n in range(4)))
    assert all(one == done[0] for one in done) and done[0][0][:2] == (2, 2)


def test_files_of_one_name_are_written_whole_by_many_threads(tmp_path: Path) -> None:
    path = tmp_path / "คำสั่ง.pdf"
    texts = [bytes([65 + n]) * 200_000 for n in range(6)]
    at_once(*(lambda text=text: [outbox.overwrite(path, text) for _ in range(20)] for text in texts))
    assert path.read_bytes() in texts and list(tmp_path.iterdir()) == [path]


def test_a_pending_number_is_taken_only_by_the_thread_that_issues(tmp_path: Path) -> None:
    with open_register(tmp_path / "ทะเบียน.db", "สมศรี", TODAY) as book:
        issuing, done = threading.Event(), threading.Event()

        def issues() -> str:
            with book.issuing():
                issuing.set()
                done.wait(30)
                return str(take(book, Entry("order", TODAY, "ของผู้ออกเลข", "ก"), pending=True))

        def only_takes() -> object:
            issuing.wait(30)
            try:
                return take(book, Entry("order", TODAY, "ของผู้อื่น", "ข"), pending=True)
            except RuntimeError as error:
                return error
            finally:
                done.set()

        number, refused = at_once(issues, only_takes)
    assert str(number).startswith("1") and isinstance(refused, RuntimeError)


# --- engines


class Fake:
    """An engine that counts those that there are."""

    name = "Fake"
    alive = most = 0
    lock = threading.Lock()

    def __init__(self) -> None:
        with Fake.lock:
            Fake.alive += 1
            Fake.most = max(Fake.most, Fake.alive)

    def convert(self, source: Path, target: Path, limit: float, papers: int = 1, archive: bool = False) -> None:
        time.sleep(0.002)

    def stop(self) -> None:
        pass

    def close(self) -> None:
        with Fake.lock:
            Fake.alive -= 1


@pytest.fixture
def engines() -> Engines:
    Fake.alive = Fake.most = 0
    return Engines(3)


def test_engines_are_bounded_for_the_whole_process_and_none_stays(engines: Engines) -> None:
    def works(kind: str) -> None:
        for _ in range(30):
            with engines.open(), engines.lend(kind, Fake) as engine:
                engine.convert(Path(), Path(), 1)

    at_once(*(lambda kind=kind: works(kind) for kind in ("ก", "ข", "ก", "ค", "ก", "ข")))
    assert 1 < Fake.most <= 3 and Fake.alive == 0


def test_an_engine_that_is_given_back_is_lent_again_while_somebody_keeps_it(engines: Engines) -> None:
    with engines.open():
        with engines.lend("ก", Fake) as first:
            pass
        with engines.lend("ก", Fake) as second:
            assert second is first and Fake.alive == 1
        with engines.lend("ข", Fake), engines.lend("ข", Fake), engines.lend("ข", Fake):
            assert Fake.alive == 3, "the idle one made room"
    assert Fake.alive == 0


def test_one_who_waits_for_an_engine_can_be_stopped(engines: Engines) -> None:
    def stop() -> None:
        raise Stopped

    with engines.lend("ก", Fake), engines.lend("ก", Fake), engines.lend("ก", Fake):  # noqa: SIM117
        with pytest.raises(Stopped), engines.lend("ก", Fake, stop):
            pass
    assert Fake.alive == 0


def test_an_engine_that_cannot_be_made_leaves_its_place(engines: Engines) -> None:
    def broken() -> Fake:
        raise OSError

    for _ in range(5):
        with pytest.raises(OSError), engines.lend("ก", broken):
            pass


@pytest.mark.slow
def test_a_stopped_run_ends_its_engines_and_keeps_what_is_there(soffice: None, own_engines: Engines, tmp_path: Path) -> None:
    files = letters(tmp_path, 6)
    watch = Told(lambda done, of: done >= 1, Phase.CONVERTING)
    with pytest.raises(Stopped), Press(FONTS, merge=False) as press:
        press.to_pdf(files, tmp_path / "out", watch)
    assert 1 <= len(list((tmp_path / "out").glob("*.pdf"))) < 6
    assert own_engines._idle == [] and own_engines._count == 0 and not press._busy


@pytest.mark.slow
def test_a_warm_engine_serves_the_next_preview(
    soffice: None, own_engines: Engines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    start = libreoffice.LibreOffice._start
    monkeypatch.setattr(libreoffice.LibreOffice, "_start", lambda self: (started.append(self), start(self))[1])
    [file] = letters(tmp_path, 1)
    with kept_warm():
        for n in range(3):
            preview(file, tmp_path / str(n), FONTS)
    assert len(started) == 1 and started[0]._process is None


# --- templates


def test_a_template_is_compiled_once_while_it_is_kept_and_anew_when_it_was_changed(tmp_path: Path) -> None:
    here = small.office(tmp_path)
    form = small.form(here)
    [paper] = form.papers
    with kept_warm():
        with Maker(form, here) as maker:
            first = maker.template(paper)
            with Maker(form, here) as other:
                assert other.template(paper) is not first, "it is with one maker at a time"
        with Maker(form, here) as maker:
            assert maker.template(paper) is first
        small.edit_file(paper.template, lambda xml: xml.replace("ใบสั่งที่", "ใบสั่งงานที่"))
        with Maker(form, here) as maker:
            assert maker.template(paper).hash != first.hash
    assert not TEMPLATES._idle
    with Maker(form, here) as maker:
        maker.template(paper)
    assert not TEMPLATES._idle, "nothing is kept where nobody asks for it"


def test_the_time_of_a_program_outside_is_not_the_templates() -> None:
    watch = limits.Watch()

    def lays_out() -> str:
        with watch.paused():
            time.sleep(0.6)
        return "เสร็จ"

    assert watch.run(0.2, lays_out) == "เสร็จ"
    with pytest.raises(limits.TooLong):
        watch.run(0.2, lambda: [time.sleep(0.01) for _ in range(200)])


def test_pages_of_a_book_are_counted_in_the_fonts_of_the_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = small.office(tmp_path)
    (here.root / "data" / "fonts").mkdir()
    here = replace(here, sections={**here.sections, "fonts": "fonts"})
    asked = []
    monkeypatch.setattr("generator.pdf.bookmarks.places", lambda docx, fonts: asked.append(fonts) or {"ก": 1})
    assert maker_module._places(here, tmp_path / "เล่ม.docx", [], b"") == {"ก": 1}
    assert asked == [Fonts((here.root / "data" / "fonts",))]


# --- what was changed on the disk is seen


def test_an_office_sees_what_was_changed_in_its_files(tmp_path: Path) -> None:
    here = small.office(tmp_path)
    data = here.root / "data"
    data.joinpath("people.csv").write_text("name,position\nนายหนึ่ง ใจดี,ครู\n", encoding="utf-8")
    data.joinpath("schools.csv").write_text("name\nโรงเรียนบ้านหนึ่ง\n", encoding="utf-8")
    data.joinpath("holidays.csv").write_text("date,name\n1 มกราคม 2570,ปีใหม่\n", encoding="utf-8")
    seen = lambda: (  # noqa: E731
        [row["name"] for row in here.people], [str(one) for one in here.persons[-1:]], len(here.holidays),
        [one.name for one in here.directory("schools")], here.spelled("schools", "โรงเรียนบ้านสอง")[0],
    )  # fmt: skip
    before = seen()
    assert seen() == before and before[0] == ["นายหนึ่ง ใจดี"] and before[4] == ""
    data.joinpath("people.csv").write_text("name,position\nนายสอง ใจงาม,ครู\n", encoding="utf-8")
    data.joinpath("schools.csv").write_text("name\nโรงเรียนบ้านสอง\nโรงเรียนบ้านสาม\n", encoding="utf-8")
    data.joinpath("holidays.csv").unlink()
    assert seen() == (
        ["นายสอง ใจงาม"], ["นายสอง ใจงาม"], 0, ["โรงเรียนบ้านสอง", "โรงเรียนบ้านสาม"], "โรงเรียนบ้านสอง")
    assert pickle.loads(pickle.dumps(here)).people == here.people, "an office travels to processes that help"


def test_settings_know_the_rules_whatever_was_asked_for_before() -> None:
    """As a server asks that reads the settings before it checks a paper."""
    script = "from generator.audit.settings import read_settings; print(read_settings({'off': ['L05']}).off)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "frozenset({'L05'})", done.stderr


# --- one writes at a time


def test_threads_get_their_turn_in_the_order_in_which_they_came() -> None:
    served: list[int] = []

    def works(n: int) -> None:
        time.sleep(0.05 * n)
        with turn("เล่ม", 5):
            served.append(n)
            time.sleep(0.12)

    at_once(*(lambda n=n: works(n) for n in range(5)))
    assert served == [0, 1, 2, 3, 4]


def test_only_a_holder_that_keeps_its_turn_is_too_long(tmp_path: Path) -> None:
    """Twelve writers of a tenth of a second each, of whom each waits for a third of a second."""

    def writes(n: int) -> None:
        with outbox.desk(tmp_path, wait=0.35) as desk:
            time.sleep(0.1)
            desk.put(tmp_path / f"{n}.docx", b"PK")
            desk.commit()

    at_once(*(lambda n=n: writes(n) for n in range(12)))
    assert len(list(tmp_path.glob("*.docx"))) == 12
    with outbox.desk(tmp_path), pytest.raises(GenError, match="E608"):
        at_once(lambda: writes(99))


def test_one_who_waits_for_the_turn_can_be_stopped(tmp_path: Path) -> None:
    here = small.office(tmp_path)
    file = small.cases(here, ["ก"])
    impatient = Told(None)
    impatient.stopped = True
    with outbox.desk(here.out), pytest.raises(Stopped):
        at_once(lambda: make(small.form(here), [file], here, watch=impatient))
    assert not list(here.out.rglob("*.docx"))


def test_issuing_that_is_stopped_takes_no_number(tmp_path: Path) -> None:
    here = small.office(tmp_path)
    files = [paper.path for paper in small.slips(here, ["ก", "ข", "ค"]).papers]
    before = [file.read_bytes() for file in files]
    with pytest.raises(Stopped):
        issue.issue(here, issue.IssueRequest(files), Told(lambda done, of: done == 1, Phase.READING))
    assert [file.read_bytes() for file in files] == before
    assert [done.number for done in issue.issue(here, issue.IssueRequest(files))] == ["1/2569", "2/2569", "3/2569"]
