"""Texts that are none yet: what stands in a cell until it is filled in, and what a wrong keyboard layout writes."""

from __future__ import annotations

import re

_LONGEST = 80  # letters; whoever writes more has written something
_STANDS_IN = re.compile(
    r"(?![-–—/✓✔√]$)[^\w฀-๿]+"  # signs alone
    r"|[xX]{2,}|test\w*|asdf\w*|qwer\w*|lorem .*|n/?a\.?|null|none|nan|tbd|todo"
    r"|\(?(?:ระบุ|ใส่|พิมพ์|กรอก)(?:ชื่อ|ข้อความ|ที่นี่|ตรงนี้|เรื่อง|เหตุผล|ข้อมูล|รายละเอียด)?\S{0,12}\)|(?:ใส่|พิมพ์|กรอก)(?:ข้อความ|ที่นี่|ตรงนี้)\S*"
    r"|[\[<{]+[^\]>}]*[\]>}]+"
    r"|(?:เหมือน|เช่น)(?:เดิม|กัน|เดียวกัน|ข้างบน|แถวบน|แถวก่อน)|รอ(?:ข้อมูล|ใส่|เติม|แก้|ยืนยัน)|ใส่(?:ภายหลัง|ทีหลัง)|ยังไม่(?:ทราบ|มีข้อมูล|แน่ใจ)"
    r"|ฟหกด\S*|กดเ้่\S*",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?(?:b|i|u|p|br|div|span|font|strong|em|td|tr|table|li|ul|ol|a)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_OTHER_LAYOUT = re.compile(r"(?=[^ก-๛]*$)(?=.*[a-z0-9][;'\[\]\\][a-z0-9;,.'\[])[a-z0-9;'\[\]\\,./=\- ]{5,}|[ะาๅัิ-ฺ็-๎].*")


def unfinished(text: str) -> str:
    """Why a text is none yet, in Thai; "" for all others."""
    if tag := _TAG.search(text):
        return f"มีคำสั่งของหน้าเว็บ {tag[0]}"
    if len(text) > _LONGEST:
        return ""
    if _STANDS_IN.fullmatch(text):
        return "ยังไม่ใช่ข้อความจริง"
    return "น่าจะพิมพ์โดยแป้นพิมพ์ผิดภาษา" if _OTHER_LAYOUT.fullmatch(text) else ""
