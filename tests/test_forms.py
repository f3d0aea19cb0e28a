"""What every form in forms/ must be: tidy, checked against its schema, and the maker of correct papers."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from generator.case import read_cases
from generator.context import ready
from generator.template.check import check_form
from generator.template.forms import untidy
from tests import made, paper

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = {f"{W}b": f"{W}bCs", f"{W}i": f"{W}iCs", f"{W}sz": f"{W}szCs"}
LAID_OUT = {"manual"}  # LibreOffice numbers its table of contents
every_form = pytest.mark.parametrize("name", [
    pytest.param(name, marks=pytest.mark.office if name in LAID_OUT else ()) for name in made.NAMES])


def stories(path: Path) -> dict[str, etree._Element]:
    """The parts of a Word file that hold words or formatting, parsed."""
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"word/(document|styles|header\d*|footer\d*)\.xml", name)]
        return {name: etree.fromstring(package.read(name)) for name in names}


@every_form
def test_its_templates_are_tidy_and_their_outlines_current(name: str) -> None:
    assert untidy(made.form(name)) == [], f"run: gen tidy {name}"


@every_form
def test_its_tags_and_fields_fit(name: str) -> None:
    assert check_form(made.form(name)) == []


@every_form
def test_its_examples_read_without_a_word_and_use_every_paper(name: str) -> None:
    cases, said = read_cases(made.form(name), made.form(name).examples, made.office())
    assert said == [] and cases
    used = {paper.key for case in cases for paper in made.form(name).papers if ready(case, paper)}
    instead = {key for paper in made.form(name).papers for key in paper.unless}  # tests/test_make_asked.py
    assert used == {paper.key for paper in made.form(name).papers if paper.each not in instead}


@every_form
def test_its_papers_and_templates_are_valid_word_files(name: str, validator: None) -> None:
    assert paper.validate([*made.papers(name), *(paper.template for paper in made.form(name).papers)]) == []


@every_form
def test_its_papers_hold_no_tag_and_no_arabic_digit(name: str) -> None:
    for path in made.papers(name):
        words = "\n".join(paper.text(path, part) for part in stories(path) if "styles" not in part)
        assert not re.search(r"\{\{|\}\}|\{%|%\}|None|Undefined", words), path.name
        assert not re.search(r"[0-9]", words), f"{path.name}: {re.findall(r'.{0,20}[0-9]+.{0,20}', words)}"
        assert not re.search("[\u200b\u2060\ufeff]", words), path.name


@every_form
def test_bold_is_bold_in_thai_too(name: str) -> None:
    """Thai text takes the complex-script twin of each property (ECMA-376-1 17.3.2.2)."""
    for path in made.papers(name):
        for part, root in stories(path).items():
            for properties in root.iter(f"{W}rPr"):
                for mark, twin in MARKS.items():
                    own, other = properties.find(mark), properties.find(twin)
                    assert (own is None) == (other is None), f"{path.name} {part}: {mark} without its twin"
                    if own is not None and other is not None:
                        assert own.attrib == other.attrib, f"{path.name} {part}"


@every_form
def test_pictures_have_numbers_of_their_own_and_cells_end_in_a_paragraph(name: str) -> None:
    for path in made.papers(name):
        numbers = [node.get("id") for root in stories(path).values() for node in root.iter("{*}docPr")]
        assert len(numbers) == len(set(numbers)), path.name
        for root in stories(path).values():
            assert all(len(cell) and cell[-1].tag == f"{W}p" for cell in root.iter(f"{W}tc")), path.name


@every_form
def test_what_is_left_out_leaves_no_empty_line(name: str) -> None:
    """Three empty lines for the signature are the most that stand together (คำอธิบายการพิมพ์: 4 Enter)."""
    for path in (path for path in made.papers(name) if path.suffix == ".docx"):
        body = stories(path)["word/document.xml"][0]
        run = longest = 0
        for paragraph in body.iter(f"{W}p"):
            empty = not "".join(paragraph.itertext()).strip() and not list(paragraph.iter(f"{W}drawing", f"{W}sectPr", f"{W}pBdr"))
            run = run + 1 if empty and paragraph.getparent().tag != f"{W}tc" else 0
            longest = max(longest, run)
        assert longest <= 3, f"{path.name}: {longest} empty lines together"


@every_form
def test_a_second_run_makes_the_same_bytes(name: str) -> None:
    made.examples(name)
    made.examples.cache_clear()
    assert all(written.same for written in made.examples(name).papers)
