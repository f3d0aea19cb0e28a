"""What the proof says of a template's XML before any paper is made of it."""

from __future__ import annotations

import pytest
from jinja2 import Template, TemplateSyntaxError

from generator.render import environment
from generator.render.wellformed import prove

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
        ("<a {% if x %}b='1'>{% else %}>{% endif %}</a>", "โครงสร้าง"),
        ("<a>{% set x %}<b/>{% endset %}{{ x }}</a>", "set"),
        ("<a><!-- {{ x }} --></a>", "โครงสร้าง"),
        (f"<w:tbl>{GRID}<w:tr>{{% for x in xs %}}<w:tc/>{{% endfor %}}</w:tr></w:tbl>", "ช่อง"),
        (f"<w:tbl>{GRID}<w:tr><w:tc/><w:tc/><w:tc/></w:tr></w:tbl>", "ช่อง"),
        (f"<w:tbl>{GRID}<w:tr><w:tc/></w:tr></w:tbl>", "ช่อง"),
        (f'<w:tbl>{GRID}<w:tr><w:tc><w:gridSpan w:val="{{{{ n }}}}"/></w:tc></w:tr></w:tbl>', "ผสาน"),
        ("<w:tbl><w:tblGrid>{% for x in xs %}<w:gridCol/>{% endfor %}</w:tblGrid></w:tbl>", "คอลัมน์"),
    ],
)
def test_where_the_columns_are_not_known_a_part_is_parsed(xml, why):
    assert why in proof_of(xml).why


@pytest.mark.parametrize(
    ("xml", "line", "why"),
    [
        ("<a>\n<b></a></b>", 2, "</a>"),
        ("<a>", 1, "<a>"),
        ("<a>\n{% if x %}<b>{% endif %}</b></a>", 2, "if"),
        ("<a>\n\n{% for x in xs %}<b>{% endfor %}</a>", 3, "for"),
        ("<a>{% if x %}</a>{% endif %}", 1, "if"),
        (f"<w:tbl>{GRID}<w:tr>\n{{% if x %}}</w:tr>\n<w:tr>{{% endif %}}<w:tc/><w:tc/></w:tr></w:tbl>", 2, "แถว"),
        (f"<w:tbl>{GRID}<w:tr><w:tc>\n<w:p>{{% for x in xs %}}</w:p></w:tc>\n<w:tc><w:p>{{% endfor %}}</w:p></w:tc></w:tr></w:tbl>", 2, "ช่อง"),
        ("<w:p>{% if x %}</w:p><w:txbxContent><w:p>{% endif %}</w:p></w:txbxContent>", 1, "if"),
    ],
)  # fmt: skip
def test_a_tag_that_opens_in_one_structure_and_closes_in_another_is_refused_at_its_line(xml, line, why):
    with pytest.raises(TemplateSyntaxError, match=why) as caught:
        proof_of(xml)
    assert caught.value.lineno == line


P = "<w:p/>"
IF = "{% if x %}<w:p/>{% endif %}"


@pytest.mark.parametrize(
    ("xml", "may_lack"),
    [
        (f"<w:tbl>{GRID}{{% for x in xs %}}<w:tr><w:tc>{P}</w:tc></w:tr>{{% endfor %}}</w:tbl>", True),
        (f"<w:tbl>{GRID}<w:tr><w:tc>{P}</w:tc><w:tc>{P}</w:tc></w:tr></w:tbl>", False),
        (f"<w:tc>{IF}</w:tc>", False),
        (f"<w:tc>{IF}{IF}</w:tc>", True),
        ("<w:tc>{% for x in xs %}{% if x %}<w:p/>{% endif %}{% endfor %}</w:tc>", True),
        (f"<w:tc>{P}{IF}</w:tc>", False),
        (f"<w:tc>{IF}{P}</w:tc>", False),
        ("<w:tc>{% if x %}<w:p/>{% else %}<w:p/>{% endif %}</w:tc>", False),
        (f"<w:tc>{P}{{% if x %}}<w:tbl>{GRID}<w:tr><w:tc>{P}</w:tc></w:tr></w:tbl>{{% endif %}}</w:tc>", True),
        (f"<w:txbxContent>{IF}</w:txbxContent>", False),
        (f"<w:hdr>{IF}{IF}</w:hdr>", True),
        (f"<w:tc><w:sdt><w:sdtContent>{P}</w:sdtContent></w:sdt></w:tc>", False),
        (f"<w:tc><w:sdt><w:sdtContent>{IF}</w:sdtContent></w:sdt>{P}</w:tc>", True),
        ("<w:tr>{% for x in xs %}<w:tc><w:p/></w:tc>{% endfor %}</w:tr>", True),
        ("<w:tc>{{ x }}<w:p/></w:tc>", False),
    ],
)
def test_what_may_come_out_without_a_paragraph_a_cell_or_a_row_is_known(xml, may_lack):
    assert proof_of(xml).may_lack is may_lack


def test_what_a_loop_repeats_is_known():
    assert not proof_of('<w:bookmarkStart w:id="1"/>').repeats
    assert not proof_of('{% if x %}<w:bookmarkStart w:id="1"/>{% endif %}').repeats
    assert proof_of('{% for x in xs %}<w:bookmarkStart w:id="1"/>{% endfor %}').repeats


def test_a_block_that_alone_fills_a_cell_leaves_a_paragraph_where_it_leaves_nothing() -> None:
    env = environment()
    for block in ("{% if x %}<w:p>ก</w:p>{% endif %}", "{% for y in x %}<w:p>ก</w:p>{% endfor %}"):
        tree = env.parse(f"<w:tc>{block}</w:tc>")
        assert not prove(tree).may_lack
        program = Template.from_code(env, env.compile(tree), {})
        assert [program.render(x=x) for x in ("", "ก")] == ["<w:tc><w:p/></w:tc>", "<w:tc><w:p>ก</w:p></w:tc>"]


LIST = '<w:p><w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr></w:p>'


@pytest.mark.parametrize(
    ("xml", "marks"),
    [
        (f"{{% for x in xs %}}{LIST.format(5)}{{% endfor %}}", 0),
        (f"{{% for x in xs %}}<w:p/>{{% for y in ys %}}{LIST.format(5)}{{% endfor %}}{{% endfor %}}", 2),
        (f"{LIST.format(5)}{{% for x in xs %}}{{% for y in ys %}}{LIST.format(5)}{{% endfor %}}{{% endfor %}}", 0),
    ],
)
def test_a_list_begins_again_in_each_round_of_the_loop_around_its_own(xml: str, marks: int) -> None:
    env = environment()
    tree = env.parse(xml)
    proof = prove(tree)
    made = Template.from_code(env, env.compile(tree), {}).render(xs="กข", ys="คง")
    assert (proof.restarts, made.count("\x0e5\x0e")) == (bool(marks), marks)
