"""Envelopes of letters that are made: whom each goes to, as the workbook that the form `envelope` is filled in.

In: Word files of letters, ours or not, or of a set to print. Out: the workbook with a row for each letter; a clerk
types the addresses (ระเบียบสารบรรณ ข้อ 77).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import GenError
from ..form import load
from ..office import Office
from ..paper.text import lines
from ..sheet.plan import plan
from .cases import filled
from .papers import know_any

FORM, LETTERS = "envelope", "letters"
NUMBER = re.compile(r"ที่[ \xa0]+(?P<number>\S[^\t]*?)\s*(?:\t|$)")
GREETED = re.compile(r"(?P<greeting>เรียน|กราบเรียน|นมัสการ|ถึง)[\t ]+(?P<to>\S.*)")


def workbook(office: Office, files: Sequence[Path]) -> bytes:
    """The workbook of envelopes for these letters. Raises: GenError E301, E306, E309, E401, E801."""
    form = load(office.forms, FORM)
    found = list(dict.fromkeys(row for file in files for row in _letters(file)))
    keys = ("number", "greeting", "to")
    (sheet,) = (one for one in plan(form, office, []) if one.path == (LETTERS,))
    at = [keys.index(of.field.key) if of.field and of.field.key in keys else None for of in sheet.columns]
    rows = tuple(tuple("" if n is None else row[n] for n in at) for row in found)
    return filled(form, office, {sheet.name: rows})


def _letters(file: Path) -> Iterator[tuple[str, str, str]]:
    """Number, greeting and receiver of each letter of a file, in its order."""
    number = ""
    try:
        found = lines(know_any(file).data)
    except ValueError:
        raise GenError("E801", file=file.name) from None
    for line in found:
        numbered, greeted = NUMBER.match(line.text), GREETED.fullmatch(line.text.strip())
        if numbered:
            number = numbered["number"]
        if greeted:
            yield number, greeted["greeting"], greeted["to"]
            number = ""
