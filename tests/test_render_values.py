"""What a template may touch is a list: every value that a form gives is on it, and what it reaches is there to be shown."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Undefined

from generator.context import context, missing, receivers
from generator.drawing.works import Works
from generator.errors import GenError
from generator.render import environment, text, values
from generator.thai import MaskedId
from generator.word.inline import Picture
from tests import made


def given() -> Iterator[tuple[str, Any]]:
    """Everything that the shipped forms give to their templates, and what is reached from there, with its way.

    The works of the office are the same for all, and walked once.
    """
    works = False
    for name in made.NAMES:
        form = made.form(name)
        for case in made.cases(name):
            for paper in (paper for paper in form.papers if not missing(case, paper)):
                for receiver in receivers(case, paper):
                    names = context(case, paper, made.office(), receiver)
                    if works:
                        del names["works"]
                    yield from walk(names, f"{name}/{paper.key}")
                    works = True


def walk(value: Any, way: str) -> Iterator[tuple[str, Any]]:
    yield way, value
    kind = type(value)
    if kind is dict:
        for key, inner in value.items():
            yield from walk(inner, f"{way}.{key}")
        return
    if kind not in values.METHODS:
        for name in values.NAMES.get(kind, ()):
            yield from walk(getattr(value, name), f"{way}.{name}")
    if kind in (list, tuple, Works):
        for inner in value:
            yield from walk(inner, f"{way}[]")


@pytest.fixture(scope="module")
def reached() -> list[tuple[str, Any]]:
    return list(given())


def test_every_value_of_every_form_is_on_the_list(reached) -> None:
    assert len(reached) > 10_000
    unknown = {(way, type(value)) for way, value in reached if not values.is_given(type(value))}
    assert not unknown


def test_nothing_that_is_reached_can_be_called_but_the_methods_of_texts_and_lists(reached) -> None:
    assert not {way for way, value in reached if callable(value)}
    env = environment()
    for value in {type(value): value for _, value in reached}.values():
        for name in dir(value):
            if not values.has(value, name):
                assert isinstance(env.getattr(value, name), Undefined), (type(value), name)
                continue
            found = env.getattr(value, name)
            assert callable(found) == (name in values.CALLS.get(type(value), ())), (type(value), name)
            assert not callable(found) or env.is_safe_callable(found)


def test_every_name_on_the_list_is_there(reached) -> None:
    one = {type(value): value for _, value in reached}
    assert set(values.CASE) - {float, MaskedId, Picture} <= set(one)  # masked where a paper is made again; test_pictures
    lacking = {(kind, name) for kind in values.CASE if kind in one for name in values.NAMES[kind] if not hasattr(one[kind], name)}
    assert not lacking


def test_no_value_depends_on_the_clock(reached, monkeypatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a value asks the clock")

    class Real(type):
        def __instancecheck__(cls, value: Any) -> bool:
            return isinstance(value, cls.__mro__[1])

    clocks = {
        old: Real(old.__name__, (old,), {"today": refuse, "now": refuse, "utcnow": refuse})
        for old in (datetime.date, datetime.datetime)
    }
    ours = [module for name, module in sys.modules.items() if name.startswith("generator")]
    for module in ours:
        for name, value in list(vars(module).items()):
            if isinstance(value, type) and value in clocks:
                monkeypatch.setattr(module, name, clocks[value])
    monkeypatch.setattr(time, "time", refuse)
    monkeypatch.setattr(time, "localtime", refuse)
    assert [way for way, _ in given()] == [way for way, _ in reached]


ESCAPES = [
    "{{ works.forms }}",
    "{{ works.forms.joinpath('/etc/passwd').open().read() }}",
    "{{ works.forms.joinpath('../x').write_text('x') }}",
    "{{ works['forms'] }}",
    "{{ works._all }}",
    "{{ works.__class__ }}",
    "{{ works | map(attribute='forms') | list | length }}{{ (works | first).flow.xml }}",
    "{{ (works | first).steps[0].__init__ }}",
    "{{ date.date }}",
    "{{ date.date.today() }}",
    "{{ date.parse('1', 2) }}",
    "{{ date.until(date) }}",
    "{{ signer.typed }}",
    "{{ signer.key }}",
    "{{ path }}",
    "{{ path.open() }}",
    "{{ path | list }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ namespace }}",
    "{{ loop }}",
    "{% for a in 'a' %}{{ loop._iterable }}{% endfor %}",
    "{% for a in 'a' %}{{ loop.cycle.__func__ }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m.name }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{{ cycler('a').items }}",
    "{{ nothing.__class__ }}",
    "{{ subject.format }}",
    "{{ subject.encode('utf-8') }}",
    "{{ subject.join(['a']) }}",
    "{{ ({}).setdefault('a', 1) }}",
    "{{ [].append(1) }}",
    "{{ [] | attr('append') }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__class__ }}",
]


@pytest.mark.parametrize("tag", ESCAPES)
def test_a_small_template_such_as_the_name_of_a_file_reaches_no_more_than_a_big_one(tag: str) -> None:
    form = made.form("order")
    names = context(made.cases("order")[0], form.papers[0], made.office())
    with pytest.raises(GenError) as raised:
        text(tag, {**names, "path": Path("/etc/passwd")})
    assert raised.value.code in ("E410", "E411", "E414")


def test_a_value_of_a_type_that_nobody_thought_of_is_not_given() -> None:
    class New:
        baht = 1

    assert values.given({"a": New(), "b": open, "c": sys, "d": "ก", "e": Path("x")}) == {"d": "ก"}
