"""The persons that a paper names: a title, a given name and a family name, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...thai import TITLES
from ...word.document import Paragraph

_SHORT = ("น.ส.", "ด.ช.", "ด.ญ.", "ดร.", "ผศ.", "รศ.", "ว่าที่ ร.ต.", "ว่าที่ร.ต.", "ส.ต.ต.", "จ.ส.อ.", "ร.ต.", "พ.ต.อ.")
_NO_SIGN = {"อาจารย์", "เภสัชกร", "พลตำรวจ", "พลทหาร", "แม่ชี", "สามเณร", "คุณหญิง"}  # they are more often a word
_LONG = sorted((name for name in TITLES if "." not in name and not name.startswith("พระ") and name not in _NO_SIGN
                and name >= "ก"), key=lambda name: (-len(name), name))  # fmt: skip
_NAME = r"[ก-ฮเ-ไ][ก-๎]"
_TITLE = "|".join(map(re.escape, (*_SHORT, *_LONG)))
_PERSON = re.compile(  # that its first signs are plain letters lets the search skip
    rf"(?P<title>(?:ว่าที่[ \xa0]?(?:{_TITLE})|{_TITLE})(?:[ \xa0]?หญิง(?=[ \xa0]))?"
    rf"(?:[ \xa0]?ดร\.)?)[ \xa0]?(?P<given>{_NAME}{{1,25}})[ \xa0]{{1,3}}"
    rf"(?P<family>{_NAME}{{1,30}}(?:[ \xa0]ณ[ \xa0][ก-๎]+)?)"
)
# The beginnings of titles; มิถุนายน has one inside.
_MAY_NAME = re.compile(
    "|".join(sorted({"(?<!ถุ)" * title.startswith("นาย") + re.escape(title[:3]) for title in (*_SHORT, *_LONG)}))
)
# นาย and นาง begin and end other words; in running text a name follows a word of this list, or a space.
_BEFORE = re.compile(r"(?:^|[^ก-๎]|แทน|ให้|และ|หรือ|โดย|คือ|กับ|ของ|แก่|ว่า|ต่อ|ชื่อ|เรียน|จาก|ถึง|เป็น|รับรอง|แต่งตั้ง)$")
_NOT_GIVEN = re.compile("ก(?:รัฐมนตรี|เทศมนตรี|องค์การ|สมาคม|อบ|ฯ)|อำเภอ|ทะเบียน|จ้าง|ช่าง|หน้า|ท่า|ประกัน|แพทย์$|ทหาร|ตำรวจ")
_NOT_FAMILY = re.compile(
    "(?:ตำแหน่ง|ผู้อำนวยการ|ผู้ช่วย|รองผู้|ครู|ศึกษานิเทศก์|นักวิชาการ|กรรมการ|ประธาน|ในฐานะ|ในกรณี|และ|ซึ่ง|ได้รับ|สังกัด|โรงเรียน|ขอ|"
    "เป็น|จาก|เพื่อ|ที่|ไป|มา|แต่งตั้ง|เลขที่|อายุ|สำนักงาน)$|^(?:ตำแหน่ง|ผู้อำนวยการ|โรงเรียน|สำนักงาน|ได้รับ|เป็นผู้)"
)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person named at `text[start:end]`; the name begins at `name_at`."""

    paragraph: Paragraph
    start: int
    end: int
    name_at: int
    title: str
    given: str
    family: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def civil(self) -> str:
        """นาย, นาง or นางสาว, the titles that tell one person; "" for all others."""
        title = {"น.ส.": "นางสาว"}.get(self.title, self.title)
        return title if title in ("นาย", "นาง", "นางสาว") else ""


def find_persons(paragraph: Paragraph) -> Iterator[FoundPerson]:
    """The persons of a paragraph, in their order."""
    text = paragraph.text
    if not _MAY_NAME.search(text):
        return
    for match in _PERSON.finditer(text):
        if not _BEFORE.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        if _NOT_GIVEN.match(match["given"]) or _NOT_FAMILY.search(match["family"]):
            continue
        family = match["family"].replace("\xa0", " ")
        yield FoundPerson(paragraph, match.start(), match.end(), match.start("given"), match["title"], match["given"],
                          family)  # fmt: skip
