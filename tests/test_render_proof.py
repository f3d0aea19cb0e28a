"""What the proof says of a template's XML before any paper is made of it."""

from __future__ import annotations

import pytest

from generator.render import environment
from generator.render.proof import prove

ROW = "<w:tr><w:tc/><w:tc/></w:tr>"
GRID = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"


def proof_of(xml: str):
    return prove(environment().parse(xml))


@pytest.mark.parametrize(
    "xml",
    [
        "<a>{{ x }}</a>",
        "<a>{% for x in xs %}<b>{{ x }}</b>{% else %}<c/>{% endfor %}</a>",
        "<a><b>{% if x %}</b><b>{% endif %}</b></a>",
        "<a>{% if x %}<b>{% elif y %}<b>{% else %}<b>{% endif %}</b></a>",
        '<a b="{% if x %}1{% else %}2{% endif %}"/>',
        "<a>{% set x %}text{% endset %}{% macro m() %}text{% endmacro %}{{ m() }}{{ x }}</a>",
        "<a>1 > 0</a>",
        f"<w:tbl>{GRID}{ROW}{{% for x in xs %}}{ROW}{{% endfor %}}</w:tbl>",
        f"<w:tbl>{GRID}<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr></w:tc></w:tr></w:tbl>",
        f"<w:tbl>{GRID}{ROW}<w:tr><w:tc/></w:tr></w:tbl>",
    ],
)
def test_what_is_whole_whichever_way_it_goes_is_proven(xml):
    assert proof_of(xml).why == ""


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        ("<a><b></a></b>", "</a>"),
        ("<a>", "<a>"),
        ("<a>{% if x %}<b>{% endif %}</b></a>", "if"),
        ("<a>{% for x in xs %}<b>{% endfor %}</a>", "for"),
        ("<a>{% if x %}</a>{% endif %}", "if"),
        ("<a {% if x %}b='1'>{% else %}>{% endif %}</a>", "โครงสร้าง"),
        ("<a>{% set x %}<b/>{% endset %}{{ x }}</a>", "set"),
        ("<a><!-- {{ x }} --></a>", "โครงสร้าง"),
        (f"<w:tbl>{GRID}<w:tr>{{% for x in xs %}}<w:tc/>{{% endfor %}}</w:tr></w:tbl>", "ช่อง"),
        (f"<w:tbl>{GRID}<w:tr><w:tc/><w:tc/><w:tc/></w:tr></w:tbl>", "ช่อง"),
        (f"<w:tbl>{GRID}<w:tr><w:tc/></w:tr></w:tbl>", "ช่อง"),
        (f'<w:tbl>{GRID}<w:tr><w:tc><w:gridSpan w:val="{{{{ n }}}}"/></w:tc></w:tr></w:tbl>', "ผสาน"),
        ("<w:tbl><w:tblGrid>{% for x in xs %}<w:gridCol/>{% endfor %}</w:tblGrid></w:tbl>", "คอลัมน์"),
        (f"<w:tbl>{GRID}<w:tr>{{% if x %}}</w:tr><w:tr>{{% endif %}}<w:tc/><w:tc/></w:tr></w:tbl>", "แถว"),
    ],
)
def test_what_may_come_out_broken_is_not_proven(xml, why):
    assert why in proof_of(xml).why


def test_a_table_whose_rows_are_all_of_a_loop_may_come_out_empty():
    assert proof_of(f"<w:tbl>{GRID}{{% for x in xs %}}{ROW}{{% endfor %}}</w:tbl>").rows_may_lack
    assert not proof_of(f"<w:tbl>{GRID}{ROW}</w:tbl>").rows_may_lack


@pytest.mark.parametrize(
    ("xml", "numbered"),
    [
        ("<a><wp:docPr id='1'/></a>", True),
        ("<a>{% if x %}<b/>{% endif %}<wp:docPr id='1'/></a>", True),
        ("<a>{% if x %}<wp:docPr id='1'/>{% endif %}</a>", False),
    ],
)
def test_drawings_outside_blocks_can_be_numbered_once(xml, numbered):
    assert proof_of(xml).numbered is numbered
