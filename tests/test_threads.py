"""One process that lives long: what several threads do at once, and what must not stay behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator import outbox
from generator.pdf import contents, look, stamps
from generator.pdf.preview import pictures
from generator.register import Entry, open_register, take
from tests.made import office

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
        return len(drawn), len(rooms), look.find_spot(pdf, "(นางสาววันเพ็ญ ศรีสุวรรณ)"), contents.words_in(pdf, "ไม่มี")

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
