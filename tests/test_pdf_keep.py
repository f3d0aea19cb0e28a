"""What keeps with the next stays with it on paper: LibreOffice forgets it at the 25th paragraph of a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import paper
from tests.test_paper import run, word_file

LINE = 361.6  # twips: a line of TH SarabunPSK at 16 pt
ROOM = 25.2 * 567  # of an A4 page between its margins


def spread(path: Path, count: int) -> Path:
    """A page that `count` lines fill but for a heading and one line more; the text of the heading has two lines."""
    before = int((ROOM - 2.4 * LINE - count * LINE) / count)
    lines = [plain(f"บรรทัด {n}", f'<w:spacing w:before="{before}" w:after="0"/>') for n in range(count)]
    heading = plain("หัวข้อ", '<w:keepNext/><w:spacing w:before="0" w:after="0"/>')
    return word_file(path, *lines, heading, plain("ข้อความ " * 14, '<w:spacing w:before="0" w:after="0"/>'), plain("จบ"))


def plain(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(words)}</w:p>"


@pytest.fixture(scope="module")
def laid_out(soffice, tmp_path_factory) -> dict[int, list[paper.Page]]:
    folder = tmp_path_factory.mktemp("keep")
    files = {count: spread(folder / f"{count}.docx", count) for count in range(20, 30)}
    return dict(zip(files, map(paper.pages, paper.to_pdfs(files.values(), folder)), strict=True))


@pytest.mark.parametrize("count", range(20, 30))
def test_a_heading_goes_to_the_next_page_with_its_text(laid_out, count):
    first, second = laid_out[count]
    assert first.lines[-1].text == f"บรรทัด {count - 1}"
    assert [line.text for line in second.lines if line.text == "หัวข้อ"]


def test_a_page_has_the_room_that_it_asks_for(laid_out):
    """The pages are laid out from shorter ones; in the end none is shorter."""
    for pages in laid_out.values():
        assert pages[0].lines[-1].baseline > 25.9
