"""A template from outside cannot reach Python, the disk or the network, nor take more time and memory than a paper may."""

from __future__ import annotations

import os
import pickle
import threading
import tracemalloc
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from generator.errors import GenError
from generator.render import Template, limits
from generator.render.helper import Answer
from generator.render.limits import TooLong, Watch
from generator.render.remote import Remote
from generator.thai import Day, Money
from tests.test_render_equal import Build, lines, template  # noqa: F401

NAMES = {
    "x": "ก",
    "n": 7,
    "day": Day(date(2019, 6, 7)),
    "money": Money(Decimal(1)),
    "many": ["ก" * 100] * 300,
    "row": {"name": "ข"},
}


@pytest.fixture
def raised(template: Callable[[Build], Path]) -> Callable[..., GenError]:  # noqa: F811
    def render(*texts: str) -> GenError:
        with pytest.raises(GenError) as caught:
            Template(template(lambda word: lines(word, "หนึ่ง", *texts))).render(NAMES)
        return caught.value

    return render


@pytest.mark.parametrize(
    "tag",
    [
        "{{ x.__class__ }}",
        "{{ x.__class__.__mro__[1].__subclasses__() }}",
        "{{ x['__class__'] }}",
        "{{ ''.__class__.__base__ }}",
        "{{ day.__class__.parse.__func__.__globals__ }}",
        "{{ day.date.__reduce_ex__(2) }}",
        "{{ money.baht.__class__ }}",
        "{{ day.parse.__globals__ }}",
        "{{ row._private }}{{ day.__dict__ }}",
        "{{ many | map(attribute='__class__') | list }}",
        "{{ x | attr('__class__') }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ namespace.__init__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ '{0.__class__}'.format(x) }}",
        "{{ '{0.__class__}'.format_map({'0': x}) }}",
        "{{ ('{0.__class__}' | string).format(x) }}",
        "{{ '%s' % x }}",
        "{{ row.update({'name': 1}) }}",
        "{{ many.append(1) }}",
        "{{ many.sort() }}",
        "{{ x.encode().__class__ }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% from 'os' import system %}",
        "{% extends 'a' %}",
        "{% autoescape false %}{{ x }}{% endautoescape %}",
        "{{ x | safe }}",
        "{{ x | pprint }}",
        "{{ x | tojson }}",
        "{{ lipsum(5) }}",
        "{{ dict(a=1) }}",
        "{{ range(10) }}",
    ],
)
def test_a_template_reaches_nothing_but_the_case(tag, raised):
    assert raised(tag).code in ("E410", "E411", "E414")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 'ก' * 1000000000 }}",
        "{{ [0] * 1000000000 }}",
        "{{ 9 ** 999999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:999999999}'.format(1) }}",
        "{{ x.ljust(999999999) }}",
        "{{ x.center(999999999) }}",
        "{{ x.zfill(999999999) }}",
        "{{ n.to_bytes(999999999, 'big') }}",
        "{{ x.encode().ljust(999999999) }}",
        "{{ day.date.strftime('%Y') }}",
        "{{ 1.5 | round(999999999, 'ceil') }}",
        "{% set ns = namespace(v='ก') %}{% for i in many %}{% set ns.v = ns.v ~ ns.v %}{% endfor %}",
        "{% set ns = namespace(v='ก') %}{% for i in many %}{% set ns.v = ns.v + ns.v %}{% endfor %}",
        "{% set ns = namespace(v=[1]) %}{% for i in many %}{% set ns.v = ns.v + ns.v %}{% endfor %}",
        "{% set ns = namespace(v=2) %}{% for i in many %}{% set ns.v = ns.v * ns.v %}{% endfor %}",
        "{% set ns = namespace(v='กก') %}{% for i in many %}{% set ns.v = ns.v | replace('ก', ns.v) %}{% endfor %}",
        "{% set ns = namespace(v='กก') %}{% for i in many %}{% set ns.v = ns.v.replace('ก', ns.v) %}{% endfor %}",
        "{% set ns = namespace(v='กก') %}{% for i in many %}{% set ns.v = [ns.v, ns.v] | join(ns.v) %}{% endfor %}",
        "{% set ns = namespace(v='กก') %}{% for i in many %}{% set ns.v = ns.v.join([ns.v, ns.v]) %}{% endfor %}",
        "{% set v %}{% for a in many %}{% for b in many %}{% for c in many %}{{ a }}{% endfor %}{% endfor %}{% endfor %}{% endset %}",
        "{% macro m(k) %}{{ m(k) }}{{ m(k) }}{% endmacro %}{% for a in many %}{{ a }}{% endfor %}{{ many }}",
    ],
)
def test_nothing_grows_without_bounds(tag, raised):
    tracemalloc.start()
    error = raised(tag)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.code == "E414" and peak < 50_000_000


def test_recursion_without_end_is_told(raised):
    assert raised("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}").code == "E425"


ENDLESS = "{% for a in many %}{% for b in many %}{% for c in many %}{% for d in many %}BODY{% endfor %}{% endfor %}{% endfor %}{% endfor %}"


@pytest.mark.parametrize("body", ["", "{% set v = a %}", "{% if a == b %}{% endif %}"])
def test_a_template_without_end_is_stopped(body, raised, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    error = raised(ENDLESS.replace("BODY", body))
    assert str(error) == "E413 form/paper.docx ใช้เวลาหรือเนื้อที่เกินกำหนด (0.2 วินาที)"


def test_a_paper_without_end_is_stopped_by_its_size(raised, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 1024 * 1024)
    assert str(raised(ENDLESS.replace("BODY", "{{ a }}"))) == "E413 form/paper.docx ใช้เวลาหรือเนื้อที่เกินกำหนด (1 MB)"


def test_a_template_that_was_stopped_works_with_other_cases(template, monkeypatch):  # noqa: F811
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    made = Template(template(lambda word: lines(word, ENDLESS.replace("BODY", "{% set v = a %}"))))
    with pytest.raises(GenError, match="E413"):
        made.render(NAMES)
    assert made.render({"many": ["ก"]}) == made.render({"many": ["ข"]})


def test_a_paper_is_the_same_wherever_it_is_made(template):  # noqa: F811
    """A template that is out of the common works in a helper, also after one of its papers took too much there."""
    path = template(lambda word: lines(word, "{{ day.formal }}", "{% for a in many %}{{ loop.index }} {{ a }}{% endfor %}"))
    here, there = Template(path), Template(path)
    there._is_usual = False
    paper = here.render(NAMES)
    assert isinstance(there.compiled, Remote) and there.render(NAMES) == paper and there.names == here.names
    there.compiled._helper.let_go()
    assert there.render(NAMES) == paper


def test_an_answer_of_a_helper_is_plain_values_only() -> None:
    with pytest.raises(pickle.UnpicklingError):
        Answer(BytesIO(pickle.dumps((os.system, "")))).load()
    assert Answer(BytesIO(pickle.dumps(({"a": b"b"}, "")))).load() == ({"a": b"b"}, "")


# --- the watch


def spin(until: threading.Event | None = None) -> str:
    while not (until and until.is_set()):
        pass
    return "done"


def test_work_in_time_is_let_be():
    watch = Watch()
    assert [watch.run(5, lambda n: n * 2, n) for n in range(1000)] == list(range(0, 2000, 2))
    assert watch._ends == {}


def test_each_thread_has_its_own_end():
    watch, let_go, results = Watch(), threading.Event(), {}

    def run(name: str, seconds: float) -> None:
        try:
            results[name] = watch.run(seconds, spin, let_go)
        except TooLong:
            results[name] = "stopped"

    threads = [threading.Thread(target=run, args=args) for args in (("long", 30.0), ("short", 0.1))]
    for thread in threads:
        thread.start()
    threads[1].join(10)
    let_go.set()
    threads[0].join(10)
    assert results == {"short": "stopped", "long": "done"}


def test_many_works_are_watched_by_one_thread():
    watch, before = Watch(), threading.active_count()
    for _ in range(100):
        watch.run(60, int, "1")
    assert threading.active_count() <= before + 1


def test_a_stop_that_comes_too_late_does_no_harm():
    watch = Watch()
    for _ in range(20):
        with pytest.raises(TooLong):
            watch.run(0.005, spin)
    assert watch.run(5, sum, range(100_000)) == 4999950000
