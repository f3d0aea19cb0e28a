"""`frame` and `gen new`: a fresh template has the page, styles, fonts and emblem slot of its kind, measured on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from generator import layout
from generator.case import read_cases
from generator.context import context, receivers
from generator.errors import GenError
from generator.form import load as load_form
from generator.render import Template
from generator.template.check import check_form
from generator.template.frame import frame, ratio
from generator.template.new import new_form
from generator.template.outline import outline
from generator.template.tidy import tidy
from generator.word import opc
from tests import made as examples
from tests import paper
from tests.wordfile import part

FORMS = Path(__file__).parent.parent / "forms"
RULES = layout.load(FORMS)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=sorted(RULES.kinds))
def made(request, tmp_path_factory):
    """The template of each kind, on disk."""
    path = tmp_path_factory.mktemp("frames") / f"{request.param}.docx"
    path.write_bytes(frame(request.param, RULES))
    return path


@pytest.fixture(scope="module", params=["announcement", "order"])
def laid_out(request, tmp_path_factory, soffice):
    """The first page of the kinds whose heading is centred; the others are measured in `test_kinds`."""
    path = tmp_path_factory.mktemp("laid-out") / f"{request.param}.docx"
    path.write_bytes(frame(request.param, RULES))
    pdf = paper.to_pdf(path, path.parent)
    return pdf, paper.pages(pdf)[0]


def test_the_open_xml_sdk_finds_nothing_wrong(made, validator):
    assert paper.validate([made]) == []


def test_the_same_rules_give_the_same_bytes(made):
    assert frame(made.stem, RULES) == made.read_bytes()


def test_a_fresh_template_is_tidy_but_for_the_spaces_of_its_words(made):
    assert outline(tidy(made.read_bytes())).replace("␣", " ") == outline(made.read_bytes())


def test_thai_letters_have_the_font_size_and_language_of_the_rules(made):
    styles = etree.fromstring(opc.read(made.read_bytes())["word/styles.xml"])
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    fonts = defaults.find(f"{W}rFonts")
    assert {fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")} == {"TH SarabunPSK"}
    assert defaults.find(f"{W}sz").get(f"{W}val") == defaults.find(f"{W}szCs").get(f"{W}val") == "32"
    assert defaults.find(f"{W}lang").get(f"{W}bidi") == "th-TH"
    spacing = styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}after"), spacing.get(f"{W}line")) == ("0", "240")
    for style in styles.iter(f"{W}style"):
        bold = style.find(f"{W}rPr/{W}b")
        assert (bold is None) == (style.find(f"{W}rPr/{W}bCs") is None), style.get(f"{W}styleId")


def test_clerks_see_thai_style_names_and_programs_latin_ids(made):
    styles = etree.fromstring(opc.read(made.read_bytes())["word/styles.xml"])
    own = [style for style in styles.iter(f"{W}style") if style.get(f"{W}customStyle")]
    assert all(style.get(f"{W}styleId").isascii() for style in own)
    assert all("ก" <= style.find(f"{W}name").get(f"{W}val")[0] <= "ไ" for style in own)


def test_pages_are_numbered_in_thai_from_the_second(made):
    document, header = (part(made.read_bytes(), f"word/{name}.xml") for name in ("document", "header1"))
    assert '<w:pgNumType w:fmt="thaiNumbers"/>' in document and "<w:titlePg/>" in document
    assert re.sub("<[^>]+>", "", header).endswith("-  PAGE ๒ -")


def test_the_template_has_no_arabic_digit_in_its_words(made):
    assert not re.search("[0-9]", re.sub(r"\{%.*?%\}", "", paper.text(made)))


def test_number_and_day_stand_in_runs_of_their_own(made):
    runs = [run for run in etree.fromstring(opc.read(made.read_bytes())["word/document.xml"]).iter(f"{W}r")]
    late = ["".join(run.itertext()) for run in runs if run.find(f"{W}rPr/{W}rStyle[@{W}val='late']") is not None]
    assert late == re.findall(r"\{\{ (?:number|date)\b.*?\}\}", part(made.read_bytes()))


def test_the_emblem_is_3_cm_high_1_5_cm_from_the_top_and_centred(laid_out):
    _, first = laid_out
    (emblem,) = first.images
    assert emblem.height == pytest.approx(3.0, abs=0.05)
    assert emblem.top == pytest.approx(1.5, abs=0.05)
    assert emblem.center == pytest.approx(3.0 + 16.0 / 2, abs=0.05)
    assert emblem.width == pytest.approx(3.0 * 0.9158, abs=0.02)


def test_the_slot_picture_has_the_shape_of_the_emblem():
    assert ratio(RULES.slot) == pytest.approx(0.9158, abs=0.0005)
    assert len(RULES.slot) < 10_000


def test_lines_stand_where_the_rules_say(laid_out):
    pdf, first = laid_out
    heading = first.line("{{ office.name }}")
    assert heading.bold and heading.center == pytest.approx(11.0, abs=0.05) and heading.baseline > 4.5
    (rule,) = first.rules
    assert rule.width == pytest.approx(5.0, abs=0.05) and rule.center == pytest.approx(11.0, abs=0.05)
    assert first.line("{{ paragraph }}").left == pytest.approx(3.0 + 2.5, abs=0.05)
    assert first.line("ณ วันที่").left == pytest.approx(3.0 + 4.5, abs=0.05)
    assert first.line("{{ signer.signature }}").center == pytest.approx(3.0 + 9.5, abs=0.05)
    assert paper.fonts(pdf) == {"SarabanPSK-Regular", "SarabanPSK-Bold"}
    assert all(word.size == pytest.approx(16, abs=0.1) for word in first.words)


# --- gen new


@pytest.mark.parametrize("kind", sorted(RULES.kinds))
def test_a_new_form_is_whole(tmp_path, kind):
    files = new_form(tmp_path, "my-form", kind, RULES)
    assert [file.name for file in files] == ["form.yaml", "examples.yaml", "my-form.docx", "my-form.outline.txt"]
    form = load_form(tmp_path, "my-form")
    assert (form.kind, form.title) == (kind, RULES.kind(kind).title)
    assert check_form(form) == []
    template = files[2].read_bytes()
    assert tidy(template) == template and files[3].read_text(encoding="utf-8") == outline(template)


@pytest.mark.parametrize("kind", sorted(RULES.kinds))
def test_a_new_form_is_its_authors_own_and_has_an_example_that_can_be_made(tmp_path, kind):
    new_form(tmp_path, "my-form", kind, RULES, "ขอลา: ป่วย")
    form = load_form(tmp_path, "my-form")
    assert {form.title, form.papers[0].title} == {"ขอลา: ป่วย"} and form.papers[0].file.startswith("ขอลา: ป่วย")
    cases, problems = read_cases(form, form.examples, examples.office())
    assert [one for one in problems if one.fatal] == [] and len(cases) == 1
    names = context(cases[0], form.papers[0], examples.office(), receivers(cases[0], form.papers[0])[0])
    assert Template(form.papers[0].template).render(names)


def test_a_form_is_never_overwritten(tmp_path):
    new_form(tmp_path, "a", "order", RULES)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    with pytest.raises(GenError) as error:
        new_form(tmp_path, "a", "announcement", RULES)
    assert error.value.code == "E418" and before == {path: path.read_bytes() for path in tmp_path.rglob("*.*")}


@pytest.mark.parametrize("name", ["", "คำสั่ง", "A", "../a", "a/b", "a b", "-a", "1a", "con", "a" * 41, "a\n"])
def test_a_name_must_work_as_a_command_and_a_folder(tmp_path, name):
    with pytest.raises(GenError) as error:
        new_form(tmp_path, name, "order", RULES)
    assert error.value.code == "E420" and not list(tmp_path.iterdir())


def test_an_unknown_kind_leaves_nothing_behind(tmp_path):
    with pytest.raises(GenError) as error:
        new_form(tmp_path, "a", "oder", RULES)
    assert error.value.code == "E419" and not list(tmp_path.iterdir())
