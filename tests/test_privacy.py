"""What a paper does not show is not in its file: every file that any form makes is opened and read whole."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from generator.case import Case
from generator.fields import Field
from generator.mask import WHOLE, hidden, masked
from generator.thai import CitizenId, Person, arabic_digits
from tests import made

OFFICES = ("receivers", "signer")  # not about a person, or about the office's own
TAG = re.compile(rb"<[^>]*>")
SPACES = re.compile("[\\s\u00a0\u200b\u2060]|&#160;")


def plain(text: str) -> str:
    return SPACES.sub("", arabic_digits(text))


def people(fields: tuple[Field, ...], values: Mapping[str, Any]) -> Iterator[list[str]]:
    """Of each person in a case the data that could tell of him: each as it is written, in all its ways."""
    here: list[str] = []
    of_someone = any(field.type in ("person", "citizenid") for field in fields)
    for field in fields:
        value = values.get(field.key)
        if not value or field.type in OFFICES or field.among:  # what it names stands in a list of its own
            continue
        if field.is_record:
            yield from people(field.of, value)
        elif field.is_list:
            for row in value:
                yield from people(field.of, row)
        elif isinstance(value, Person):
            here.append(value.name)
        elif isinstance(value, CitizenId):
            here += [value.grouped, value.digits]
        elif isinstance(value, str) and of_someone and field.type != "choice":
            here.append(value)
    if here:
        yield here


def every_word(data: bytes) -> str:
    """All that a file holds, packed files in it too: text, attributes, and what stands between them."""
    if data[:2] != b"PK":
        return plain(data.decode("utf-8", "replace"))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return " ".join(every_word(archive.read(name)) for name in archive.namelist())


def on_the_pages(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        stories = [name for name in archive.namelist() if re.fullmatch(r"(word/(document|header\d*|footer\d*|footnotes)|xl/.*|ppt/.*)\.xml", name)
                   or name.startswith("word/charts/")]
        return plain(TAG.sub(b"", b" ".join(archive.read(name) for name in stories)).decode("utf-8", "replace"))


def leaks(file: Path, case: Case) -> list[str]:
    """The data of people that a file holds and does not show."""
    data = file.read_bytes()
    held, shown = every_word(data), on_the_pages(data) if data[:2] == b"PK" else ""
    found = {plain(datum) for person in people(case.form.fields, case.values) for datum in person}
    return sorted(datum for datum in found if len(datum) > 5 and datum in held and datum not in shown and datum not in plain(file.name))


@pytest.mark.parametrize("name", made.NAMES)
def test_no_file_holds_a_datum_of_a_person_that_it_does_not_show(name):
    cases = made.cases(name)
    told = [(file.name, leak) for file in made.papers(name) if file.suffix == ".docx"
            for leak in leaks(file, cases[0]) if all(leak in leaks(file, case) for case in cases)]
    assert told == []


@pytest.mark.parametrize("name", made.NAMES)
def test_no_record_holds_a_whole_citizen_id(name):
    """Also where the pages show it: the record has the last digits."""
    numbers = {number for case in made.cases(name) for person in people(case.form.fields, case.values) for number in person
               if re.fullmatch(r"[\d-]{13,17}", number)}
    for file in made.papers(name):
        with zipfile.ZipFile(file) as archive:
            hidden = " ".join(every_word(archive.read(part)) for part in archive.namelist() if not part.startswith(("word/", "xl/")))
        assert not [number for number in numbers if plain(number) in hidden]


@pytest.mark.parametrize("between", [*"-–—−‑‒―－﹣ ./·_~•|,:", "", " - ", "\u00a0", "\u200b", "\u2060", "\ufeff", "\t", ") (", "--"])
@pytest.mark.parametrize("digits", ["1100700123450", "๑๑๐๐๗๐๐๑๒๓๔๕๐", "๑1๐0๗00๑23๔50"])
def test_an_id_is_hidden_whatever_stands_between_its_groups(between, digits):
    said = between.join([digits[0], digits[1:5], digits[5:10], digits[10:12], digits[12]])
    assert hidden(f"เลข {said} ครับ") == f"เลข {WHOLE} ครับ"
    assert sum(letter.isdigit() for letter in masked(said)) == 3 and len(masked(said)) == len(said)


@pytest.mark.parametrize("text", ["1,100,700,123,450 บาท", "11007001234501", "123456789012", "1 2 3 4 5 6 7 8 9 10 11"])
def test_other_numbers_are_left_as_they_are(text):
    assert hidden(text) == text


def test_what_the_program_keeps_beside_the_papers_names_nobody():
    for name in made.NAMES:
        made.papers(name)
    kept = [path for path in (made.folder() / "out" / ".gen").rglob("*") if path.is_file()]
    ids = {datum for name in made.NAMES for case in made.cases(name) for person in people(case.form.fields, case.values)
           for datum in person if datum.isdigit() and len(datum) == 13}
    assert ids and not [path for path in kept for number in ids if number in every_word(path.read_bytes()).replace("-", "")]


def test_a_paper_with_rows_it_does_not_show_is_made_again_and_compared(tmp_path):
    """What was left out is not missed: no difference is seen in a paper that nobody touched."""
    from generator.services.compare import pair

    for name, begins in (("special", "แบบติดตาม"), ("special", "หนังสือประสานส่งต่อ"), ("permit", "หนังสือรับรอง"),
                         ("admission", "หนังสือเชิญ"), ("quota", "รายงานผล")):
        files = [path for path in made.papers(name) if path.name.startswith(begins) and "(รวม" not in path.name and path.suffix == ".docx"]
        for file in files[:3]:
            assert pair(made.office(), file).changes == (), file
            assert [one for one in pair(made.office(), file).readings if one.changed and not one.sure] == [], file


def test_receivers_of_one_name_are_told_apart_and_no_row_of_another_is_kept():
    from generator.context import receivers
    from generator.paper.data import receiver_text

    case = made.cases("permit")[0]
    paper = case.form.paper("result")
    child = dict(receivers(case, paper)[0])
    rows = (child, dict(child), dict(child, name=Person.parse("เด็กหญิงอื่น ใจสมมติ")))
    said = [receiver_text(row, case.form, paper, rows) for row in rows]
    assert said[1] == f"{said[0]} (2)" and said[2] not in said[:2]
    assert not any(child["citizen"].digits[:10] in re.sub(r"\D", "", text) for text in said)
