"""A template is held against its form before any paper is made, and says where it is wrong."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.context import context
from generator.errors import GenError
from generator.form import Form, load
from generator.render import Template
from generator.template.check import check_form
from generator.template.forms import tidy_form, untidy
from generator.word import opc
from tests import made


@pytest.fixture
def order(tmp_path: Path) -> Form:
    """A copy of the form of orders, to be spoilt."""
    shutil.copytree(made.FORMS / "order", tmp_path / "order")
    return load(tmp_path, "order")


def spoil(form: Form, old: str, new: str, paper: str = "duty-order") -> Path:
    """Change the words of a template as a designer might in Word."""
    path = form.paper(paper).template
    parts = opc.read(path.read_bytes())
    body = parts["word/document.xml"].decode()
    assert old in body, old
    parts["word/document.xml"] = body.replace(old, new, 1).encode()
    path.write_bytes(opc.write(parts))
    return path


def said(form: Form) -> list[str]:
    return [str(problem) for problem in check_form(form)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{{ subject }}", "{{ subjct }}", 'E410 order/duty-order.docx ย่อหน้า 4 (เรื่อง {{ subjct }}): ไม่มีช่อง "subjct" หรือหมายถึง "subject"'),
        ("{{ date.formal }}", "{{ date.formall }}", 'ไม่มีช่อง "date.formall" หรือหมายถึง "formal"'),
        ("{{ office.name }}", "{{ office.nmae }}", 'ไม่มีช่อง "nmae" หรือหมายถึง "name"'),
        ("{{ old.subject }}", "{{ old.subjec }}", 'ไม่มีช่อง "revokes.subjec" หรือหมายถึง "subject"'),
        ("{{ signer.signature }}", "{{ signer.sign }}", 'ไม่มีช่อง "signer.sign"'),
        ("{{ paragraph }}", "{{ paragraf }}", 'ไม่มีช่อง "paragraf" หรือหมายถึง "paragraph"'),
        ("{{ subject }}", "{{ people | selectattr('nam') | list | length }}", 'ไม่มีช่อง "nam" หรือหมายถึง "name"'),
        ("{{ subject }}", "{{ people | map(attribute='nam') | join }}", 'ไม่มีช่อง "nam" หรือหมายถึง "name"'),
        ("{{ subject }}", "{{ subject | upperr }}", "E411 order/duty-order.docx ย่อหน้า 4"),
        ("{{ subject }}", "{{ subject", "E411 order/duty-order.docx"),
        ("{%p endif %}", "{%p endfi %}", "E411 order/duty-order.docx"),
        ("{{ subject }}", "ไม่มีเรื่อง", None),
    ],
)
def test_a_wrong_tag_is_told_with_its_paragraph_and_a_guess(order: Form, old: str, new: str, expected: str | None) -> None:
    spoil(order, old, new)
    if expected is None:
        assert said(order) == [], "the subject still stands in the annex"
    else:
        assert any(expected in text for text in said(order)), said(order)


def test_a_required_field_that_no_template_shows_is_said(order: Form) -> None:
    for name in ("duty-order", "committee-order"):
        while "{{ signer.signature }}" in opc.read(order.paper(name).template.read_bytes())["word/document.xml"].decode():
            spoil(order, "{{ signer.signature }}", "", name)
    for paper in order.papers:
        parts = opc.read(paper.template.read_bytes())
        body = parts["word/document.xml"].decode()
        parts["word/document.xml"] = re.sub(r"\bperson\.position", "person.name", body).encode()
        paper.template.write_bytes(opc.write(parts))
    assert said(order) == ['E412 order: ไม่ได้ใช้ช่อง "ตำแหน่ง" ที่บังคับกรอก']


@pytest.mark.parametrize(
    ("tag", "code", "words"),
    [
        ("{{ nothing }}", "E410", "ย่อหน้า 4 (เรื่อง {{ nothing }}): ไม่มีช่อง \"nothing\""),
        ("{{ date.nothing }}", "E410", "ย่อหน้า 4"),
        ("{{ subject.__class__ }}", "E414", "ย่อหน้า 4"),
        ("{{ ().__class__.__bases__ }}", "E414", "ย่อหน้า 4"),
        ("{{ 'x' * 999999999 }}", "E414", "ย่อหน้า 4"),
        ("{{ 9 ** 999999 }}", "E414", "ย่อหน้า 4"),
        ("{{ subject.ljust(999999999) }}", "E414", "ย่อหน้า 4"),
        ("{{ '%999999999d' % 1 }}", "E414", "ย่อหน้า 4"),
        ("{{ range(9) }}", "E410", "ย่อหน้า 4"),
        ("{{ people.append(1) }}", "E410", "ย่อหน้า 4"),
        ("{{ 1 // 0 }}", "E425", "หารด้วยศูนย์"),
        ("{% for %}", "E411", "ย่อหน้า 4"),
    ],
)
def test_what_a_template_may_not_do_is_told_when_it_is_used(order: Form, tag: str, code: str, words: str) -> None:
    template = Template(spoil(order, "{{ subject }}", tag))
    with pytest.raises(GenError) as error:
        template.render(context(made.cases("order")[0], order.paper("duty-order"), made.office()))
    assert error.value.code == code and words in str(error.value)


@pytest.mark.parametrize("tag", ["{{ subject | safe }}", "{{ subject | pprint }}", "{{ lipsum(9) }}", "{{ subject | center(9) }}"])
def test_filters_and_names_that_open_doors_are_not_there(order: Form, tag: str) -> None:
    spoil(order, "{{ subject }}", tag)
    assert said(order)


def test_a_circular_greets_each_receiver_and_says_the_same_to_all(order: Form) -> None:
    paper = replace(order.paper("duty-order"), each="people", circular=True)
    circular = replace(order, papers=(paper,))
    spoil(order, "เรื่อง {{ subject }}", "เรียน {{ receiver.name }}")
    assert said(circular) == []
    spoil(order, "ทั้งนี้ {{ effective }}", "ทั้งนี้ {{ receiver.position }}")
    (told,) = said(circular)
    assert told.startswith("E422 order/duty-order.docx ย่อหน้า") and "ทั้งนี้ {{ receiver.position }}" in told


def test_an_untidy_template_is_said_and_tidied(order: Form) -> None:
    assert untidy(order) == [] and tidy_form(order) == []
    path = spoil(order, "{{ subject }}", "{{ subject }} (ฉบับแก้ไข)")
    assert [str(problem) for problem in untidy(order)] == ["E417 order/duty-order.docx แก้แล้วแต่ยังไม่ได้จัดระเบียบ"]
    assert path.with_suffix(".outline.txt") in tidy_form(order)
    assert "(ฉบับแก้ไข)" in path.with_suffix(".outline.txt").read_text(encoding="utf-8") and untidy(order) == []


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_a_template_that_is_no_word_file_is_said(order: Form, data: bytes) -> None:
    order.paper("duty-order").template.write_bytes(data)
    with pytest.raises(GenError, match="E415"):
        Template(order.paper("duty-order").template)


def test_a_text_where_only_a_value_of_word_can_stand_is_told(order: Form) -> None:
    spoil(order, "{{ subject }}", "{{r subject }}")
    assert any(one.startswith("E411") and "ข้อความ" in one and "{{r" in one for one in said(order)), said(order)


def test_a_tag_that_would_tear_the_text_is_told(order: Form) -> None:
    spoil(order, "{%tr endfor %}", "{%p endfor %}")
    assert any(one.startswith("E411") for one in said(order)), said(order)
