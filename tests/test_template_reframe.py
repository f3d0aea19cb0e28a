"""`gen tidy --frame`: a figure that is changed in forms/page.yaml goes into the templates that exist, and no other does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import layout
from generator.folders import shipped
from generator.services.design import tidy
from generator.word import opc
from generator.word.xml import Element, cm, dump, find_all, parse, w
from tests import made

LETTER = "    title: หนังสือภายนอก\n    page: "


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """Two forms, with a page.yaml and the slot of the emblem."""
    for name in ("letter", "memo"):
        shutil.copytree(made.FORMS / name, tmp_path / name)
    for name in (layout.FILE, layout.SLOT):
        shutil.copy(shipped("forms") / name, tmp_path / name)
    return tmp_path


def change(forms: Path, old: str, new: str) -> None:
    path = forms / layout.FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def root(forms: Path, form: str, part: str = "word/document.xml") -> Element:
    return parse(opc.read((forms / form / f"{form}.docx").read_bytes())[part])


def left(forms: Path, form: str) -> list[float]:
    """The left margins of a template, cm."""
    return [round(cm(margins.get(w("left"))), 2) for margins in root(forms, form).iter(w("pgMar"))]


def held(forms: Path) -> dict[str, bytes]:
    return {str(path.relative_to(forms)): path.read_bytes() for path in sorted(forms.glob("*/*.docx"))}


def test_where_nothing_changed_no_template_is_touched(forms: Path) -> None:
    before = held(forms)
    assert tidy(forms, frame=True).written == () and held(forms) == before


def test_a_margin_goes_into_templates_and_outlines_again_and_again(forms: Path) -> None:
    for was, now in (("{", "{left: 2.6, "), ("{left: 2.6, ", "{left: 2.8, ")):
        change(forms, f"{LETTER}{was}", f"{LETTER}{now}")
        tidy(forms, frame=True)
        asked = float(now.split()[1].rstrip(","))
        assert set(left(forms, "letter")) == {asked} and set(left(forms, "memo")) == {3.0}
        assert f"left {asked:.2f}cm" in (forms / "letter" / "letter.outline.txt").read_text(encoding="utf-8")


def test_what_a_designer_has_set_otherwise_stays(forms: Path) -> None:
    path = forms / "letter" / "letter.docx"
    parts = opc.read(path.read_bytes())
    own = parse(parts["word/document.xml"])
    for margins in own.iter(w("pgMar")):
        margins.set(w("left"), "1134")
    path.write_bytes(opc.write({**parts, "word/document.xml": dump(own)}))
    change(forms, "  left: 3.0 ", "  left: 2.5 ")
    tidy(forms, frame=True)
    assert set(left(forms, "letter")) == {2.0} and set(left(forms, "memo")) == {2.5}


def style(forms: Path, name: str) -> Element:
    return find_all(root(forms, "letter", "word/styles.xml"), f"w:style[@w:styleId='{name}']")[0]


def indent(forms: Path) -> str:
    return str(find_all(style(forms, "body"), "w:pPr/w:ind")[0].get(w("firstLine")))


def of_emblem(forms: Path) -> list[str]:
    anchor = find_all(root(forms, "letter"), "//wp:anchor")[0]
    height, top = find_all(anchor, "wp:extent/@cy")[0], find_all(anchor, "wp:positionV/wp:posOffset")[0].text
    return [str(height), str(top)]


BODY = "align: thaiDistribute, first: {}, before: 6}}       #"
EMBLEM = "emblem: {{height: {}, top: {}, of: page"


@pytest.mark.parametrize(("old", "new", "read", "was", "now"), [
    (BODY.format(2.5), BODY.format(2.0), indent, "1417", "1134"),
    (EMBLEM.format(3.0, 1.5), EMBLEM.format(2.0, 1.0), of_emblem, ["1080000", "540000"], ["720000", "360000"]),
])  # fmt: skip
def test_each_figure_goes_in(forms: Path, old: str, new: str, read: Callable[[Path], object], was: object, now: object) -> None:
    assert read(forms) == was
    change(forms, old, new)
    tidy(forms, frame=True)
    assert read(forms) == now


def test_one_form_alone_leaves_the_others_for_later(forms: Path) -> None:
    change(forms, "  left: 3.0 ", "  left: 2.5 ")
    tidy(forms, ["memo"], frame=True)
    assert set(left(forms, "letter")) == {3.0} and set(left(forms, "memo")) == {2.5}
    tidy(forms, frame=True)
    assert set(left(forms, "letter")) == {2.5} and set(left(forms, "memo")) == {2.5}


def test_no_template_of_the_program_says_a_figure_that_is_not_its_own() -> None:
    """What stands in templates is page.yaml's, so that a change reaches them: margins of upright pages first of all."""
    rules, asked = layout.read(made.FORMS / layout.FILE), []
    for name in made.NAMES:
        for paper in made.form(name).papers:
            if paper.kind in rules.kinds:
                body = parse(opc.read(paper.template.read_bytes())["word/document.xml"])
                upright = find_all(body, "//w:sectPr[not(w:pgSz/@w:orient='landscape')]/w:pgMar")
                asked += [round(cm(margins.get(w("left"))), 2) == rules.kinds[paper.kind].page.left for margins in upright]
    assert all(asked) and len(asked) > 50
