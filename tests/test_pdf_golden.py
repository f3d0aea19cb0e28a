"""Every example paper looks as it did when someone last looked at it (see golden.py)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from tests import golden, paper


@pytest.fixture(scope="module")
def made(soffice, tmp_path_factory) -> dict[str, Path]:
    """The examples' Word files by name; the PDFs lie in `pdf` beside them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", golden.NOON)
        return dict(golden.examples(tmp_path_factory.mktemp("golden") / "office"))


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
    for name, pdf in pdfs.items():
        for number, page in enumerate(paper.pages(pdf)[1:], 2):
            shown = f"- {'๐๑๒๓๔๕๖๗๘๙'[number]} -"
            assert shown in [line.text for line in page.lines[:2]], name    # a class of secrecy stands above it
