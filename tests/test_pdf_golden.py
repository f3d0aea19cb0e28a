"""Every example paper looks as it did when someone last looked at it (see golden.py)."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from generator.pdf.batch import Press
from generator.thai import official_digits
from tests import golden, paper
from tests.libreoffice import FONTS


@pytest.fixture(scope="module")
def made(soffice) -> dict[str, Path]:
    """The examples' Word files by name."""
    return dict(golden.examples())


@pytest.fixture(scope="module")
def pdfs(made, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    return dict(zip(made, paper.to_pdfs(made.values(), folder), strict=True))


def test_every_page_looks_as_before(pdfs):
    drawn = {f"{name}-{number}": page for name, pdf in pdfs.items() for number, page in enumerate(golden.pictures(pdf), 1)}
    kept = {path.stem for path in golden.FOLDER.glob("*.png")}
    assert set(drawn) == kept, "the examples have other pages: python -m tests.golden"
    changed = {}
    for name, page in drawn.items():
        with Image.open(golden.FOLDER / f"{name}.png") as before:
            share = golden.difference(before, page)
        if share > golden.MOST_CHANGED:
            changed[name] = f"{share:.2%}"
    assert not changed, "look at these pages, then: python -m tests.golden"


def test_papers_made_together_look_as_made_alone(made, pdfs, tmp_path):
    """Three copies of the first example of each form, so that all that may share a file do."""
    first = {name.partition("-")[0]: name for name in reversed(made)}
    copies = [shutil.copy(made[name], tmp_path / f"{name} {n}.docx") for name in first.values() for n in range(3)]
    with Press(FONTS) as press:
        together = press.to_pdf(map(Path, copies), tmp_path / "out")
    for paper_ in together:
        alone = golden.pictures(pdfs[paper_.file.stem.rpartition(" ")[0]])
        shown = golden.pictures(paper_.pdf)
        assert len(alone) == len(shown) == paper_.pages
        assert all(golden.difference(*pair) <= golden.MOST_CHANGED for pair in zip(alone, shown, strict=True)), paper_.file.stem
    assert all(title_of(paper_.pdf) == title_of(pdfs[paper_.file.stem.rpartition(" ")[0]]) for paper_ in together)


def title_of(pdf: Path) -> str:
    with pymupdf.open(pdf) as document:
        return document.metadata["title"]


def test_only_the_papers_own_fonts_are_used(pdfs):
    for name, pdf in pdfs.items():
        assert paper.fonts(pdf) <= {f"SarabanPSK-{style}" for style in ("Regular", "Bold", "Italic")} | {"SarabanIT9-Regular"}, name


def test_every_letter_of_the_word_file_is_in_the_pdf(made, pdfs):
    """Of the text and its page headers; their order is read from letters, which have no tables, elsewhere."""
    for name, file in made.items():
        typed = Counter(re.sub(r"\s", "", paper.plain(paper.text(file))))
        read = Counter(re.sub(r"\s", "", paper.plain("".join(page.text for page in paper.pages(pdfs[name])))))
        assert not typed - read, name


def test_pages_after_the_first_are_numbered_in_thai(pdfs):
    """Each paper of a file counts anew; the handbook's two pages before its first part carry letters."""
    seen = 0
    for name, pdf in pdfs.items():
        pages = [[line.text for line in page.lines if re.fullmatch(r"- \S+ -", line.text)] for page in paper.pages(pdf)]
        if name.startswith("manual"):
            assert pages[:3] == [[], ["- ก -"], ["- ข -"]]
            pages[:3] = []
            assert pages.pop(0) == ["- ๑ -"]
            pages.insert(0, [])
        first = 1
        for number, shown in enumerate(pages, 1):
            first = first if shown else number
            due = [official_digits(str(count)) for count in (number, number - first + 1)]
            assert not shown or (number > 1 and shown in [[f"- {count} -"] for count in due]), name
            seen += len(shown)
    assert seen > 5
