"""Hostile templates and packages, each tried in a process of its own; `python -m tests.hostile` prints what became of them.

A case is the bytes of a .docx and the codes that may be its outcome ("made": a paper was made, and nothing else happened).
"""

from __future__ import annotations

import os
import resource
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import docx

from generator.errors import GenError
from generator.thai import Day, Money
from generator.word import opc
from tests.test_active import CASES as ACTIVE
from tests.test_render_values import ESCAPES

NAMES: dict[str, Any] = {
    "x": "ก", "subject": "ก", "n": 7, "day": Day(date(2019, 6, 7)), "date": Day(date(2019, 6, 7)),
    "money": Money(Decimal(1)), "many": ["ก" * 100] * 300, "row": {"name": "ข"}, "path": Path("/etc/passwd"),
}  # fmt: skip
TYPES, BODY = "[Content_Types].xml", "word/document.xml"
EACH, END = "{% for a in many %}", "{% endfor %}"
DOUBLED = "{% set ns = namespace(v=['ก']) %}{% for i in many[:40] %}{% set ns.v = [ns.v, ns.v] %}{% endfor %}"
REFUSED = ("E410", "E411", "E414", "E425")
HELD = ("E411", "E413", "E414", "E425")

TAGS = (
    "x.__class__", "x['__class__']", "x['__cl'~'ass__']", "x['\\x5f_class__']", "''.__class__.__mro__", "x | attr('__class__')",
    "many | map(attribute='__class__') | list", "many | sort(attribute='__class__')", "many | groupby('__class__') | list",
    "many | selectattr('__class__') | list", "many | unique(attribute='__class__') | list", "many | max(attribute='__class__')",
    "many | sum(attribute='__class__')", "'{0.__class__}'.format(x)", "'{0.__class__}'.format_map(row)", "'%s' % x", "x['format']",
    "(x | string).format(x)", "many | map('attr', '__class__') | list", "many | map('format') | list", "cycler.__init__.__globals__",
    "cycler('a').__init__.__globals__.os", "joiner.__init__.__globals__", "joiner()._seen", "namespace.__init__", "namespace(a=1).__class__",
    "self.__init__", "self._TemplateReference__context", "self._TemplateReference__context.environment", "config", "request", "settings",
    "lipsum.__globals__", "range(10)", "dict(a=1)", "x | safe", "x | pprint", "x | tojson", "x | xmlattr", "x | urlize", "x | filesizeformat",
    "row.update({'a': 1})", "row.pop('name')", "row.clear()", "row.setdefault('a', 1)", "many.append(1)", "many.extend(many)", "many.sort()",
    "many.insert(0, 1)", "many.__iadd__(many)", "day.date.today()", "day.date.fromtimestamp(0)", "day.parse('1', 2)", "day._replace",
    "money.total(many)", "money.parse('1')", "n.to_bytes(9, 'big')", "n.real", "x.encode()", "x.translate({})", "loop", "caller", "varargs",
    "x.join(many)", "x.zfill(9)", "x.ljust(9)", "x.center(9)", "path", "path.open()", "path | list", "path.parent.iterdir()",
)  # fmt: skip
COMMANDS = (
    "{% include '/etc/passwd' %}", "{% import 'os' as os %}", "{% from 'os' import system %}", "{% extends 'a' %}",
    "{% autoescape false %}{{ x }}{% endautoescape %}", "{% do many.append(1) %}", "{% debug %}", "{% trans %}a{% endtrans %}",
    "{% macro m() %}{{ varargs }}{% endmacro %}{{ m(1, 2) }}", "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% set x.y = 1 %}", "{% for a in many %}{{ loop._iterator }}{% endfor %}", "{% for a in many %}{{ loop.__class__ }}{% endfor %}",
    "{% call(a) x() %}{% endcall %}", "{% block a %}{{ super() }}{% endblock %}",
)  # fmt: skip
BOMBS: dict[str, str] = {
    "lists of lists as text": DOUBLED + "{{ ns.v | string }}",
    "lists of lists in capitals": DOUBLED + "{{ ns.v | upper }}",
    "lists of lists joined": DOUBLED + "{{ ns.v ~ 'a' }}",
    "lists of lists compared": DOUBLED.replace("ns", "a") + DOUBLED.replace("ns", "b") + "{{ a.v == b.v }}",
    "tuples as keys": DOUBLED.replace("['ก']", "('ก',)").replace("[ns.v, ns.v]", "(ns.v, ns.v)") + "{{ {ns.v: 1} | length }}",
    "lists of lists sorted": DOUBLED + "{{ [ns.v, ns.v] | sort | length }}",
    "lists of lists made unique": DOUBLED.replace("[ns.v, ns.v]", "(ns.v, ns.v)") + "{{ [ns.v] | unique | list | length }}",
    "sum of lists": "{% set ns = namespace(v=[1]) %}{% for i in many[:40] %}{% set ns.v = [ns.v, ns.v] | sum(start=[]) %}{% endfor %}",
    "a list of 300,000": "{{ [" + "1," * 300_000 + "] | length }}",
    "a list of 30,000 names": "{{ [" + "n," * 30_000 + "] | length }}",
    "20,000 opening braces": "{{ " * 20_000,
    "100,000 opening braces": "{{ " * 100_000,
    "100,000 closing braces": " }}" * 100_000,
    "opening braces of three kinds": "{{ {% {# " * 20_000,
    "150 brackets": "{{ " + "(" * 150 + "1" + ")" * 150 + " }}",
    "20,000 sums": "{{ 1" + "+1" * 20_000 + " }}",
    "20,000 dots": "{{ x" + ".a" * 20_000 + " }}",
    "20,000 filters": "{{ x" + "|upper" * 20_000 + " }}",
    "500 ifs": "{% if n %}" * 500 + "{% endif %}" * 500,
    "25 loops": EACH * 25 + END * 25,
    "40^6 rounds": "{% for a in many[:40] %}" * 6 + "{% set v = a %}" + END * 6,
    "40^4 paragraphs of text": "{% for a in many %}" * 3 + "{{ a }}" + END * 3,
    "a macro without end": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro of 2^60": "{% macro m(k) %}{% if k %}{{ m(k-1) }}{{ m(k-1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a text doubled": "{% set ns = namespace(v='ก') %}" + EACH + "{% set ns.v = ns.v ~ ns.v %}" + END,
    "a list doubled": "{% set ns = namespace(v=[1]) %}" + EACH + "{% set ns.v = ns.v + ns.v %}" + END,
    "a number squared": "{% set ns = namespace(v=2) %}" + EACH + "{% set ns.v = ns.v * ns.v %}" + END,
    "an amount multiplied": "{% set ns = namespace(v=money.baht) %}" + EACH + "{% set ns.v = ns.v * 1000000 %}" + END + "{{ ns.v }}",
    "a text replaced by itself": "{% set ns = namespace(v='กก') %}" + EACH + "{% set ns.v = ns.v | replace('ก', ns.v) %}" + END,
    "a text joined by itself": "{% set ns = namespace(v='กก') %}" + EACH + "{% set ns.v = [ns.v, ns.v] | join(ns.v) %}" + END,
    "long texts kept": "{% set t = many | join %}{{ many | map('replace', 'ก', t) | list | length }}",
    "100,000 digits": "{{ " + "9" * 100_000 + " }}",
    "a thousand million letters": "{{ 'ก' * 1000000000 }}",
    "a power": "{{ 9 ** 999999999 }}",
    "a wide number": "{{ '%999999999d' % 1 }}",
    "far too many places": "{{ 1.5 | round(999999999, 'ceil') }}",
    "30,000 tags": "{{ x }}" * 30_000,
    "blocks in a set": "{% set v %}" + EACH * 3 + "{{ a }}" + END * 3 + "{% endset %}",
}


class Case(NamedTuple):
    data: Callable[[], bytes]
    outcomes: tuple[str, ...]


def text(*paragraphs: str) -> Callable[[], bytes]:
    def made() -> bytes:
        word, buffer = docx.Document(), BytesIO()
        for paragraph in paragraphs:
            word.add_paragraph(paragraph)
        word.save(buffer)
        return buffer.getvalue()

    return made


def part(name: str, data: bytes) -> Callable[[], bytes]:
    return lambda: opc.write({**opc.read(text("ก {{ x }}")()), name: data})


def body(inner: str) -> Callable[[], bytes]:
    """A document with this in its body."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return part(BODY, f'<w:document xmlns:w="{w}"><w:body>{inner}</w:body></w:document>'.encode())


def members(*more: tuple[str, bytes], size: int = 0) -> Callable[[], bytes]:
    """A zip with members as they are; `size` is what the last one says it has."""

    def made() -> bytes:
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in [*opc.read(text("ก")()).items(), *more]:
                archive.writestr(name, data)
        packed = buffer.getvalue()
        return packed.replace(struct.pack("<L", len(more[-1][1])), struct.pack("<L", size)) if size else packed

    return made


ENTITY = '<!DOCTYPE a [<!ENTITY a "ก">' + "".join(f'<!ENTITY a{n} "{"&a;" * 9}">' for n in range(9)) + "]>"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DAMAGED = ("E411", "E413", "E415", "E423", "E425", "E416")
PACKAGES: dict[str, Case] = {
    "entities": Case(part(BODY, f"{ENTITY}<a>&a8;</a>".encode()), ("E423",)),
    "an entity of a file": Case(part(BODY, b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'), ("E423",)),
    "a parameter entity": Case(part(BODY, b'<!DOCTYPE a SYSTEM "http://x.example/a.dtd"><a/>'), ("E423",)),
    "an entity in a header": Case(part("word/header9.xml", f"{ENTITY}<a>&a8;</a>".encode()), ("E423",)),
    "an entity in UTF-16": Case(part(BODY, f"{ENTITY}<a>&a8;</a>".encode("utf-16")), ("E423",)),
    "5,000 deep": Case(body("<w:p>" * 5000 + "</w:p>" * 5000), DAMAGED),
    "a long attribute": Case(body(f'<w:p w:a="{"a" * 11_000_000}"/>'), DAMAGED),
    "3.3 million paragraphs": Case(body("<w:p/>" * 3_300_000), ("E413", "E415")),
    "900,000 paragraphs": Case(body("<w:p/>" * 900_000), ("made", "E413")),
    "a paragraph of 90,000 runs": Case(body("<w:p>" + "<w:r><w:t>{{ x }}</w:t></w:r>" * 90_000 + "</w:p>"), ("made", "E413")),
    "30,000 open cells": Case(body("<w:tbl><w:tr>" + "<w:tc><w:p><w:r><w:t>{{</w:t></w:r></w:p></w:tc>" * 30_000 + "</w:tr></w:tbl>"), ("E411",)),
    "a comment of 20 MB": Case(body(f"<!--{'a' * 20_000_000}--><w:p/>"), ("E413", "E415", "made")),
    "1 GB": Case(members(("word/x.xml", bytes(1_000_000_000))), ("E415",)),
    "a size that is a lie": Case(members(("word/x.xml", bytes(300_000_000)), size=1000), ("E415",)),
    "a huge size that is a lie": Case(members(("word/x.xml", bytes(30_000)), size=150_000_000), ("E415", "made")),
    "5,000 parts": Case(members(*((f"word/{n}.xml", b"") for n in range(5000))), ("E415",)),
    "a part twice": Case(lambda: members(("word/documenX.xml", b""))().replace(b"documenX", b"document"), ("E415",)),
    "a part outside": Case(members(("../x", b"")), ("E415",)),
    "an absolute part": Case(members(("/etc/x", b"")), ("E415",)),
    "a part on a drive": Case(members(("c:x", b"")), ("E415",)),
    "a backslash": Case(lambda: members(("word/xyx", b""))().replace(b"xyx", b"x\\x"), ("E415", "made")),
    "truncated": Case(lambda: text("ก")()[:-500], ("E415",)),
    "HTML": Case(lambda: b"<html>", ("E415",)),
    "empty": Case(lambda: b"", ("E415",)),
    "half a header": Case(lambda: b"PK\3\4", ("E415",)),
    "a million members": Case(lambda: text("ก")() + b"PK\1\2" * 1_000_000, ("E415",)),
    "no main part": Case(part("_rels/.rels", b"<Relationships/>"), ("E415",)),
    "rels to /etc/passwd": Case(part("word/_rels/document.xml.rels", b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="a/header" Target="/etc/passwd"/></Relationships>'), DAMAGED),
    "broken relations": Case(part("word/_rels/document.xml.rels", b"<a"), DAMAGED),
    "no XML": Case(part(BODY, b"\0\1\2"), ("E415",)),
}


def cases() -> dict[str, Case]:
    found = {f"tag {tag}": Case(text("หนึ่ง", f"{{{{ {tag} }}}}"), REFUSED) for tag in TAGS}
    found |= {f"tag {tag}": Case(text("หนึ่ง", tag), (*REFUSED, "made")) for tag in ESCAPES}
    found |= {f"command {tag}": Case(text("หนึ่ง", tag), REFUSED) for tag in COMMANDS}
    found |= {f"bomb: {name}": Case(text("หนึ่ง", tag), (*HELD, "made")) for name, tag in BOMBS.items()}
    found |= {f"active: {name}": Case(lambda parts=parts: opc.write(parts), ("E423",)) for name, (parts, _) in ACTIVE.items()}
    return found | {f"package: {name}": case for name, case in PACKAGES.items()}


class Outcome(NamedTuple):
    code: str
    seconds: float
    own: int  # MB at the peak, of the process that opens the template, above what it had before
    helper: int  # MB at the peak, of the helper
    touched: list[str]


def tried(case: Case, limit: float) -> Outcome:
    """What becomes of a case, in a process of its own with a folder of its own."""
    data = case.data()
    with tempfile.TemporaryDirectory() as folder:
        read, write = os.pipe()
        if not (child := os.fork()):
            os.close(read)
            os.write(write, repr(_tried(data, Path(folder), limit)).encode())
            os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            found = eval(pipe.read())  # of our own process
        os.waitpid(child, 0)
        return Outcome(*found, sorted(path.name for path in Path(folder).rglob("*") if path.name not in ("form", "paper.docx")))


def _tried(data: bytes, folder: Path, limit: float) -> tuple[str, float, int, int]:
    from generator.render import Helper, Template, limits

    limits.SECONDS = limit
    helpers: list[Helper] = []
    begin = Helper.__init__
    Helper.__init__ = lambda self, *asked: (helpers.append(self), begin(self, *asked))[1]  # type: ignore[method-assign]
    path = folder / "form" / "paper.docx"
    path.parent.mkdir()
    path.write_bytes(data)
    os.chdir(folder)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    try:
        code = "made" if Template(path).render(NAMES) else ""
    except GenError as error:
        code = error.code
    except BaseException as error:
        code = f"{type(error).__name__}: {error}"
    seconds = time.monotonic() - began
    for helper in helpers:
        helper.let_go()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return code, seconds, own // 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main(limit: float = 60.0) -> None:
    """The table: outcome, seconds and MB of each case."""
    print(f"{'case':<60} {'outcome':<8} {'s':>6} {'MB own':>7} {'MB helper':>9}")
    for name, case in cases().items():
        found = tried(case, limit)
        wrong = " WRONG" if found.code not in case.outcomes or found.touched else ""
        print(f"{name[:60]:<60} {found.code:<8} {found.seconds:6.1f} {found.own:7} {found.helper:9}{wrong}", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
