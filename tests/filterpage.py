"""The filters, methods and functions that a template may use, for docs/forms.md: each with an example that is worked out
here. What is not in the tables of the code is not in the page, and what is there must be here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from generator.render import FILTERS, text
from generator.render.environment import GLOBALS
from generator.render.values import METHODS
from generator.render.values import TEXT as TEXTS
from generator.thai import Day, Money

ROWS = (
    {"name": "เอ", "score": 80, "room": "ก"}, {"name": "บี", "score": 95, "room": "ข"}, {"name": "ซี", "score": 80, "room": "ก"},
)  # fmt: skip
NAMES: Mapping[str, Any] = {
    "rows": ROWS, "n": 1250, "part": 19, "whole": 20, "x": "บ้านนา  ก", "none": None, "mail": "A1", "days": (3, 1, 2),
    "day": Day(date(2019, 6, 7)), "cost": Money(Decimal(5)), "s": "ก, ข",
}  # fmt: skip
EXAMPLES: Mapping[str, tuple[str, str]] = {  # filter: what it does, an example
    "abs": ("ค่าไม่ติดลบ", "{{ -5 | abs }}"),
    "arabic": ("คงเลขอารบิกไว้", "{{ mail | arabic }}"),
    "box": ("กล่องที่ขีดแล้วเมื่อใช่ กล่องว่างเมื่อไม่ใช่", "{{ (n > 1000) | box }} {{ none | box }}"),
    "comma": ("จำนวนมีจุลภาคคั่นหลักพัน", "{{ n | comma }}"),
    "count": ("จำนวนรายการ (เหมือน length)", "{{ rows | count }}"),
    "d": ("เหมือน default", "{{ none | d('–', true) }}"),
    "default": ("ค่าที่ใช้แทนเมื่อช่องว่าง", "{{ none | default('–', true) }}"),
    "dictsort": ("คู่ชื่อกับค่าของแถว เรียงตามชื่อ", "{% for key, value in rows[0] | dictsort %}{{ key }} {% endfor %}"),
    "e": ("เหมือน escape; ไม่จำเป็น เพราะทำให้เองทุกค่า", "{{ x | e }}"),
    "escape": ("ไม่จำเป็น เพราะทำให้เองทุกค่า", "{{ x | escape }}"),
    "first": ("รายการแรก", "{{ (rows | first).name }}"),
    "float": ("เป็นจำนวนมีทศนิยม", "{{ '2.5' | float }}"),
    "groupby": ("แถวเป็นกลุ่ม แต่ละกลุ่มมี grouper กับ list", "{% for of in rows | groupby('room') %}{{ of.grouper }} {{ of.list | length }} {% endfor %}"),
    "int": ("เป็นจำนวนเต็ม", "{{ '12' | int }}"),
    "items": ("คู่ชื่อกับค่าของแถว", "{% for key, value in rows[0] | items %}{{ key }} {% endfor %}"),
    "join": ("ต่อรายการเป็นข้อความ", "{{ rows | map(attribute='name') | join(', ') }}"),
    "last": ("รายการสุดท้าย", "{{ (rows | last).name }}"),
    "length": ("จำนวนรายการ หรือจำนวนตัวอักษร", "{{ rows | length }}"),
    "level": ("ชั้นของเลขข้อที่พิมพ์ไว้หน้าย่อหน้า: ๑. เป็น 1, ๑.๑ เป็น 2, ๑.๑.๑ และ (๑) เป็น 3", "{{ '1.1 บ้านนา' | level }} {{ '(1) บ้านนา' | level }} {{ s | level }}"),
    "list": ("เก็บผลของ select, map เป็นรายการ", "{{ rows | selectattr('room', 'eq', 'ก') | list | length }}"),
    "lower": ("อักษรละตินตัวเล็ก", "{{ mail | lower }}"),
    "map": ("ช่องหนึ่งของทุกแถว", "{{ rows | map(attribute='score') | join(' ') }}"),
    "max": ("ค่ามากที่สุด", "{{ rows | map(attribute='score') | max }}"),
    "min": ("ค่าน้อยที่สุด", "{{ rows | map(attribute='score') | min }}"),
    "percent": ("ร้อยละของทั้งหมด", "{{ part | percent(whole) }}"),
    "rank": ("แถวเรียงตามคะแนนจากมากไปน้อย พร้อมลำดับที่ (ดูข้างล่าง)", "{% for row in rows | rank('score') %}{{ row.rank }} {{ row.name }} {% endfor %}"),
    "reject": ("เว้นรายการที่ตรงเงื่อนไข", "{{ [1, 2, 3] | reject('odd') | join }}"),
    "rejectattr": ("เว้นแถวที่ช่องตรงเงื่อนไข", "{{ rows | rejectattr('room', 'eq', 'ก') | map(attribute='name') | join }}"),
    "replace": ("แทนคำ", "{{ s | replace(',', ' และ') }}"),
    "reverse": ("กลับลำดับ", "{{ days | reverse | join(' ') }}"),
    "round": ("ปัดเศษ บอกจำนวนทศนิยม", "{{ 2.345 | round(1) }}"),
    "select": ("รายการที่ตรงเงื่อนไข", "{{ [1, 2, 3] | select('odd') | join(' ') }}"),
    "selectattr": ("แถวที่ช่องตรงเงื่อนไข", "{{ rows | selectattr('room', 'eq', 'ข') | map(attribute='name') | join }}"),
    "sort": ("เรียงลำดับ", "{{ rows | sort(attribute='score') | map(attribute='name') | join(' ') }}"),
    "string": ("เป็นข้อความ", "{{ (n | string) | length }}"),
    "sum": ("ผลรวม", "{{ rows | sum(attribute='score') }}"),
    "title": ("อักษรละตินตัวแรกของคำเป็นตัวใหญ่", "{{ 'word' | title }}"),
    "trim": ("ตัดวรรคหน้าหลัง", "{{ ' ก ' | trim }}"),
    "unbroken": ("ไม่ขึ้นบรรทัดใหม่ที่วรรคของค่านี้", "{{ s | unbroken }}"),
    "unique": ("ไม่เอารายการซ้ำ", "{{ rows | map(attribute='room') | unique | join(' ') }}"),
    "upper": ("อักษรละตินตัวใหญ่", "{{ 'a1' | upper }}"),
}
CALLED: Mapping[str, tuple[str, str]] = {  # methods and functions
    "capitalize": ("อักษรละตินตัวแรกเป็นตัวใหญ่", "{{ 'word'.capitalize() }}"),
    "count": ("นับคำในข้อความ หรือค่าในรายการ", "{{ s.count('ก') }}"),
    "endswith": ("ลงท้ายด้วยคำนี้หรือไม่", "{% if x.endswith('ก') %}ใช่{% endif %}"),
    "find": ("คำนี้เริ่มที่ตัวอักษรใด นับจาก 0", "{{ s.find('ข') }}"),
    "index": ("เหมือน find; ของรายการ: ลำดับของค่า", "{{ days.index(1) }}"),
    "isdigit": ("เป็นตัวเลขล้วนหรือไม่", "{% if '12'.isdigit() %}ใช่{% endif %}"),
    "lower": ("อักษรละตินตัวเล็ก", "{{ mail.lower() }}"),
    "lstrip": ("ตัดวรรคข้างหน้า", "{{ ' ก'.lstrip() }}"),
    "partition": ("แบ่งสามส่วนที่คำแรกที่พบ", "{{ s.partition(', ')[2] }}"),
    "removeprefix": ("ตัดคำนำหน้า", "{{ x.removeprefix('บ้าน') }}"),
    "removesuffix": ("ตัดคำลงท้าย", "{{ s.removesuffix(', ข') }}"),
    "rpartition": ("แบ่งสามส่วนที่คำสุดท้ายที่พบ", "{{ s.rpartition(', ')[0] }}"),
    "rstrip": ("ตัดวรรคข้างหลัง", "{{ 'ก '.rstrip() }}"),
    "split": ("แบ่งเป็นรายการ", "{{ s.split(', ') | length }}"),
    "splitlines": ("แบ่งเป็นบรรทัด", "{{ s.splitlines() | length }}"),
    "startswith": ("ขึ้นต้นด้วยคำนี้หรือไม่", "{% if x.startswith('บ้าน') %}ใช่{% endif %}"),
    "strip": ("ตัดวรรคหน้าหลัง", "{{ ' ก '.strip() }}"),
    "title": ("อักษรละตินตัวแรกของคำเป็นตัวใหญ่", "{{ 'word'.title() }}"),
    "upper": ("อักษรละตินตัวใหญ่", "{{ 'a1'.upper() }}"),
    "get": ("ช่องของแถว ถ้ามี", "{{ rows[0].get('name') }}"),
    "items": ("คู่ชื่อกับค่าของแถว", "{% for key, value in rows[0].items() %}{{ key }} {% endfor %}"),
    "keys": ("ชื่อช่องของแถว", "{{ rows[0].keys() | join(' ') }}"),
    "values": ("ค่าของแถว", "{{ rows[0].values() | join(' ') }}"),
    "next": ("ค่าต่อไปของ cycler", "{% set turn = cycler('ก', 'ข') %}{{ turn.next() }} {{ turn.next() }} {{ turn.next() }}"),
    "reset": ("เริ่ม cycler ใหม่", "{% set turn = cycler('ก', 'ข') %}{{ turn.next() }}{% if turn.reset() %}{% endif %} {{ turn.next() }}"),
    "cycler": ("ค่าที่วนใช้ทีละค่า", "{% set turn = cycler('ก', 'ข') %}{% for row in rows %}{{ turn.next() }} {% endfor %}"),
    "joiner": ("ตัวคั่น เว้นครั้งแรก", "{% set comma = joiner(', ') %}{% for row in rows %}{{ comma() }}{{ row.name }}{% endfor %}"),
    "namespace": ("ค่าที่เปลี่ยนได้ในวงรอบ", "{% set seen = namespace(n=0) %}{% for row in rows %}{% set seen.n = seen.n + 1 %}{% endfor %}{{ seen.n }}"),
}


def table() -> str:
    """The tables, whole. Raises: KeyError for what the code has and this page does not."""
    methods = [*TEXTS, *sorted({name for names in METHODS.values() for name in names} - set(TEXTS))]
    lines = ["| filter | ทำอะไร | เช่น | ได้ |", "|---|---|---|---|"]
    lines += [_row(name, *EXAMPLES[name]) for name in sorted(FILTERS)]
    lines += ["", "| method, function | ทำอะไร | เช่น | ได้ |", "|---|---|---|---|"]
    lines += [_row(name, *CALLED[name]) for name in (*methods, *GLOBALS)]
    return "\n".join(lines)


def _row(name: str, does: str, example: str) -> str:
    tag = example.replace("|", "\\|")
    return f"| `{name}` | {does} | `{tag}` | {' '.join(text(example, NAMES).split())} |"
