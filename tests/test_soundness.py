"""Every paper that leaves is sound: those of every form with every optional field empty, and lists of any length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from generator.case import Case
from generator.context import context, ready, receivers
from generator.drawing.finish import finish
from generator.errors import GenError
from generator.fields import Field
from generator.form import Paper
from generator.render import Template
from generator.render.combine import combine
from generator.word import opc
from tests import made
from tests.soundness import faults
from tests.wordfile import SPACES, wordfile
from tests.wordfile import body as body_of

Row = Mapping[str, Any]


def is_optional(field: Field) -> bool:
    """Whether a clerk may leave a field empty, and it then is."""
    given = field.required or field.low or field.default is not None
    return not (given or field.sum or field.count or field.due)


def emptied(fields: Sequence[Field], row: Row, keys: Sequence[str] | None = None) -> dict[str, Any]:
    """A row with its optional fields empty, or only those of the keys; in its lists and records too."""
    done = dict(row)
    for field in fields:
        value = row.get(field.key)
        if is_optional(field) and (keys is None or field.key in keys):
            done[field.key] = () if isinstance(value, tuple) else None
        elif field.is_list and value:
            done[field.key] = tuple(emptied(field.of, one, keys) for one in value)
        elif field.is_record and value:
            done[field.key] = emptied(field.of, value, keys)
    return done


def resized(fields: Sequence[Field], row: Row, rows: int) -> dict[str, Any]:
    """A row whose lists have so many rows, as far as they may."""
    done = dict(row)
    for field in (field for field in fields if field.is_list and row.get(field.key)):
        size = min(max(rows, field.low or int(field.required)), field.high or rows)
        whole = [resized(field.of, one, rows) for one in row[field.key]]
        done[field.key] = tuple((whole * (size // len(whole) + 1))[:size])
    return done


def optional_keys(fields: Sequence[Field]) -> Iterator[str]:
    for field in fields:
        if is_optional(field):
            yield field.key
        yield from optional_keys(field.of)


def variants(case: Case) -> Iterator[tuple[str, Case]]:
    fields = case.form.fields
    yield "all empty", replace(case, values=emptied(fields, case.values))
    for key in dict.fromkeys(optional_keys(fields)):
        yield f"no {key}", replace(case, values=emptied(fields, case.values, [key]))
    for rows in (0, 1, 7):
        yield f"{rows} rows", replace(case, values=resized(fields, case.values, rows))
    yield "all empty, 1 row", replace(case, values=emptied(fields, resized(fields, case.values, 1)))


def paper_faults(template: Template, case: Case, paper: Paper, known: Mapping[str, bytes] | None) -> list[str]:
    """What is wrong with a paper of a case, for its first receiver."""
    names = context(case, paper, made.office(), receivers(case, paper)[0])
    whole = {**template.compiled.package, **template.parts(names)}
    done = finish(whole, names, find_file=made.other_paper) if template.is_unfinished else whole
    return faults(done, known)


@pytest.mark.parametrize("name", made.NAMES)
def test_every_paper_is_sound_whatever_is_left_empty(name: str) -> None:
    form = made.form(name)
    found, held = [], set()
    for paper in form.papers:
        ready_cases = [case for case in made.cases(name) if ready(case, paper)]
        if not ready_cases and paper.template in held:
            continue  # a circular, of the template that its letters have
        held.add(paper.template)
        template, case = Template(paper.template), ready_cases[0]
        found += [f"{paper.key}: {wrong}" for wrong in paper_faults(template, case, paper, None)]
        for label, other in variants(case):
            if ready(other, paper):
                wrong = paper_faults(template, other, paper, template.compiled.package)
                found += [f"{paper.key}, {label}: {one}" for one in wrong]
    assert found == []


# --- templates that leave something empty, or put something where it may not stand

CELL = '<w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>'
TABLE = '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>{}</w:tbl>'


def p(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*cells: str) -> str:
    return TABLE.format("".join(f"<w:tr><w:tc>{CELL}{cell}</w:tc></w:tr>" for cell in cells))


def box(text: str) -> str:
    return f"<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"


IF = p("{%p if yes %}") + p("มี {{ x }}") + p("{%p endif %}")
FOR = p("{%p for y in ys %}") + p("{{ y }}") + p("{%p endfor %}")
ROWS = [p("{%tr for y in ys %}"), p("{{ y }}"), p("{%tr endfor %}")]
COLUMNS = "".join(f"<w:tc>{CELL}{p(text)}</w:tc>" for text in ("{%tc for y in ys %}", "{{ y }}", "{%tc endfor %}"))
HEADER = {"word/header1.xml": f"<w:hdr {SPACES}>{IF}</w:hdr>"}
END = p("จบ")
CONTROL = "<w:sdt><w:sdtPr><w:id w:val=\"5\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
MARKED = (
    '<w:p w14:paraId="00000001"><w:bookmarkStart w:id="3" w:name="ที่"/><w:r><w:t>{{ y }}</w:t></w:r>'
    '<w:bookmarkEnd w:id="3"/></w:p>'
)
LOOP = (p("{%p for y in ys %}"), p("{%p endfor %}"))
COLOUR = table(p("{% cellbg x %}{{ x }}"), p("{% cellbg '00FF00' %}{% colspan 1 %}{{ x }}"))
MERGED = f"{TABLE.format(f'<w:tr>{COLUMNS}</w:tr>')}".replace("{{ y }}", "{% hm %}{{ x }}")
VERTICAL = table(ROWS[0], p("{% vm %}{{ x }}"), ROWS[2])
NOTED = p("{{ x }}") + '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
NOTES = {"word/footnotes.xml": f'<w:footnotes {SPACES}><w:footnote w:id="2">{IF}</w:footnote></w:footnotes>'}
CASES = {
    "a cell that empties": (table(IF) + END, {}),
    "a cell of two conditions": (table(IF + IF) + END, {}),
    "a cell of a loop": (table(FOR) + END, {}),
    "a cell that ends with a table": (table(p("x") + IF + table(p("y"))) + END, {}),
    "a table of rows that are not there": (table(*ROWS) + END, {}),
    "a table in a cell, and its rows are not there": (table(table(*ROWS)) + END, {}),
    "a row of cells that are not there": (TABLE.format(f"<w:tr>{COLUMNS}</w:tr>") + END, {}),
    "a text box that empties": (box(IF) + END, {}),
    "a header that empties": (END + '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>', HEADER),
    "a footnote that empties": (NOTED, NOTES),
    "a control that empties": (CONTROL.format(IF) + END, {}),
    "a cell of a control that empties": (table(CONTROL.format(IF)) + END, {}),
    "a control in a loop": (LOOP[0] + CONTROL.format(p("{{ y }}")) + LOOP[1] + END, {}),
    "bookmarks in a loop": (LOOP[0] + MARKED + LOOP[1] + END, {}),
    "the colour of a cell": (COLOUR + END, {}),
    "merged cells": (MERGED + END, {}),
    "cells merged down": (VERTICAL + END, {}),
}
VALUES = [{"x": "ก", "yes": yes, "ys": ys} for yes in (True, False) for ys in ((), ("ก",), ("ก", "ข", "ค"))]


@pytest.mark.parametrize("case", CASES)
def test_what_a_template_leaves_empty_is_mended(case: str, tmp_path: Path) -> None:
    body, parts = CASES[case]
    path = tmp_path / "t.docx"
    path.write_bytes(wordfile(body, parts))
    template = Template(path)
    for values in VALUES:
        assert faults(opc.read(template.render(values))) == [], values


def test_a_cell_that_is_filled_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(wordfile(table(IF) + END))
    full, empty = (body_of(Template(path).render(values)) for values in (VALUES[0], VALUES[-1]))
    assert p("มี ก").replace(' xml:space="preserve"', "") in full.replace(' xml:space="preserve"', "")
    assert f"{CELL}<w:p/></w:tc>" in empty


NUMBERING = (
    f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
ITEM = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>{{ y }}</w:t></w:r></w:p>'


def test_a_list_starts_again_in_each_round(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    rounds = p("{%p for z in zs %}") + p("{{ z }}") + LOOP[0] + ITEM + LOOP[1] + p("{%p endfor %}")
    path.write_bytes(wordfile(rounds + END, {"word/numbering.xml": NUMBERING}))
    template, values = Template(path), {"ys": ["ก", "ข"], "zs": ["ฮ", "ฬ", "อ"]}
    for _ in range(2):  # the next paper begins anew
        parts = opc.read(template.render(values))
        assert re.findall(r'numId w:val="(\d+)"', parts["word/document.xml"].decode()) == ["5", "5", "6", "6", "7", "7"]
        assert parts["word/numbering.xml"].decode().count("<w:startOverride") == 2
        assert faults(parts) == []
    file = BytesIO()
    combine(template, [values, values], file)
    assert faults(opc.read(file.getvalue())) == []
    numbers = re.findall(r'numId w:val="(\d+)"', opc.read(file.getvalue())["word/document.xml"].decode())
    assert len(set(numbers)) == 6


@pytest.mark.parametrize("body", [IF, table(*ROWS), IF + "<w:sectPr/>"])
def test_a_paper_with_nothing_in_it_is_refused(body: str, tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(wordfile(body))
    Template(path).render(VALUES[1])
    with pytest.raises(GenError, match=r"E411 .*ว่างเปล่า"):
        Template(path).render(VALUES[3])


def test_a_template_without_anything_in_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(wordfile(""))
    with pytest.raises(GenError, match=r"E411 .*ว่างเปล่า"):
        Template(path).render({})


# --- the check itself

MARK = MARKED.replace("{{ y }}", "ย")
GOOD = wordfile(p("ก") + table(p("ข")) + MARK + CONTROL.format(p("ค")) + "<w:sectPr/>")


def test_a_sound_file_has_no_faults() -> None:
    assert faults(opc.read(GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (p("ข"), "", "a tc that does not end"),
        (p("ข"), p("ข") + table(p("x")), "a tc that does not end"),
        (p("ข"), p("ข") + TABLE.format(""), "a table without rows"),
        (f"<w:tc>{CELL}{p('ข')}</w:tc>", "", "a row without cells"),
        (CELL, '<w:tcPr><w:vAlign w:val="top"/><w:tcW w:w="1" w:type="dxa"/></w:tcPr>', "tcPr out of order"),
        (p("ก"), MARK, "bookmark 3 2 times"),
        (p("ก"), CONTROL.format(p("ก")), "control 5 2 times"),
        (p("ก"), "ก", "bare text in a body"),
        (p("ก"), "<w:r><w:t>ก</w:t></w:r>", "text of a paragraph straight in a body"),
        (p("ก"), "<w:p>ก</w:p>", "bare text in a p"),
        (p("ก"), "<w:p><w:r><w:t><w:p/></w:t></w:r></w:p>", "elements in a t"),
        (p("ก"), f"<w:p>{p('ก')}</w:p>", "a paragraph or table in a paragraph"),
        (p("ก"), p("{{ x }}"), "not rendered: {{ x }}"),
        (p("ก"), '<w:p><w:r><w:footnoteReference w:id="9"/></w:r></w:p>', "no footnote 9"),
        (p("ก"), '<w:p><w:hyperlink r:id="rId9"/></w:p>', "no relationship rId9"),
        (p("ก"), '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>', "a field"),
        ('<w:bookmarkEnd w:id="3"/>', "", "a bookmark that does not"),
    ],
)  # fmt: skip
def test_what_word_does_not_open_is_a_fault(old: str, new: str, fault: str) -> None:
    parts = opc.read(GOOD)
    document = parts["word/document.xml"].decode()
    assert old in document
    found = faults({**parts, "word/document.xml": document.replace(old, new, 1).encode()})
    assert any(fault in one for one in found), found
