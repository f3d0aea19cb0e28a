"""What is wrong in a text that is no YAML, in Thai."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

DEEPEST = 20
TOO_DEEP = f"ซ้อนลึกเกิน {DEEPEST} ชั้น"
OTHERWISE = "เครื่องหมายหรือย่อหน้าไม่ถูกต้อง"
SAID = {  # what PyYAML's parser in Python says; tests/test_wordings.py holds it to these words
    "cannot start any token": "มีเครื่องหมายที่ต้องใส่เครื่องหมายคำพูดคร่อมข้อความ",
    "expected alphabetic or numeric": "ใช้ & หรือ * นำหน้าค่าไม่ได้ — ใส่เครื่องหมายคำพูดคร่อมข้อความ",
    "expected URI": "ใช้ ! นำหน้าค่าไม่ได้ — ใส่เครื่องหมายคำพูดคร่อมข้อความ",
    "undefined tag": "ใช้ ! นำหน้าค่าไม่ได้ — ใส่เครื่องหมายคำพูดคร่อมข้อความ",
    "expected ',' or": "วงเล็บหรือเครื่องหมายคำพูดไม่ครบคู่",
    "mapping values are not allowed": "มีเครื่องหมาย : ในข้อความ — ใส่เครื่องหมายคำพูดคร่อมข้อความ",
    "could not find expected ':'": "ไม่มีเครื่องหมาย : หลังชื่อช่อง",
    "expected <block end>": "ย่อหน้าไม่ตรงกัน หรือเครื่องหมายคำพูดไม่ครบคู่",
    "unexpected end of stream": "วงเล็บหรือเครื่องหมายคำพูดไม่ครบคู่",
    "unexpected document separator": "วงเล็บหรือเครื่องหมายคำพูดไม่ครบคู่",
}


def told(error: Any, typed: str) -> tuple[int, str]:
    """The line, counted from 1, and what is wrong there, of an error of PyYAML's parser in Python."""
    import yaml

    if isinstance(error, yaml.reader.ReaderError):
        return typed.count("\n", 0, error.position) + 1, f"มีอักขระที่รับไม่ได้ U+{error.character:04X}"
    mark = getattr(error, "problem_mark", None)
    line = mark.line if mark else 0
    if re.match(r" *\t", "".join(typed.splitlines()[line : line + 1])):
        return line + 1, "ใช้แท็บย่อหน้าไม่ได้ — ใช้ช่องว่างแทน"
    said = str(getattr(error, "problem", ""))
    return line + 1, next((thai for sign, thai in SAID.items() if sign in said), OTHERWISE)


def fault(typed: str, error: Any) -> tuple[int, str]:
    """The same for an error of any other parser: the one in Python says it again, in the words that are known."""
    import yaml

    try:
        if line := too_deep(yaml.parse(typed, Loader=yaml.BaseLoader)):
            return line, TOO_DEEP
    except yaml.YAMLError as known:
        return told(known, typed)
    mark = getattr(error, "problem_mark", None)
    return (mark.line + 1 if mark else 1), OTHERWISE


def too_deep(events: Iterable[Any]) -> int:
    """The line, counted from 1, of the first list or mapping below `DEEPEST` others; 0 where all is well."""
    import yaml

    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return int(event.start_mark.line) + 1
    return 0
