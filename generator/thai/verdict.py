"""Whether a resolution or a result says yes or no: „ไม่อนุญาต เพราะไม่พร้อม", „เห็นชอบให้อนุญาต", „ผ่านเกณฑ์"."""

from __future__ import annotations

import re

_YES = "อนุญาต|อนุมัติ|เห็นชอบ|เห็นควร|ผ่าน|รับรอง|ให้ความเห็นชอบ"
_NO = re.compile(rf"ไม่(?:สมควร|เห็นควร|ควร|ให้|ได้|มีมติ|อาจ)*(?:{_YES})|ยกคำขอ|ปฏิเสธ|ให้ตก|ไม่สมควร")
_SAID = re.compile(_YES)


def verdict(text: str) -> bool | None:
    """True for yes, False for no; None where a text says neither, or both."""
    rest = _NO.sub("", text)
    is_no, is_yes = rest != text, bool(_SAID.search(rest))
    return None if is_no == is_yes else is_yes
