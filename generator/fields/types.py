"""All that is known of each type of field, in one table: a new type is one row, its parser and what its cells hold.

The workbook, the reading, the sandbox of templates, their check, a paper's record of its data, the docs and the
browser door take it from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..directory import Receiver
from ..office import Office, Salutation, Signer
from ..thai import BlankDay, BlankNumber, CitizenId, Day, DocNumber, MaskedId, Money, Person, Time
from ..word.inline import Picture
from . import cells, parsers
from .parsers import Raw
from .table import table

if TYPE_CHECKING:
    from .field import Field

NUMBER = ("prefix", "running", "year", "year_be")
DAY = (
    "formal", "full", "short", "weekday", "day", "month", "year", "be_year", "fiscal_year", "academic_year",
)  # fmt: skip


def _nothing(kept: Any) -> None:
    return None


@dataclass(frozen=True)
class Type:
    """A type of field.

    `thai`, `example`: what to type, for clerks; `sample`: what the docs show where clerks are shown no example.
    `parse(raw, field, office)`: the value of a cell. `lines`: a cell may hold several lines, and its value is a tuple.
    `values`: the Python classes of a value (of one line's), those that stand in for it behind; `shows`: the attributes
    that a template may show; `written`: how a template writes it where that is not `{{ x }}`.
    `width` (characters), `format` (number format), `rule` and `offers`: its column in the workbook; `only`: nothing but
    what is offered. `cell`: a value as its cell holds it; `kept`: as a paper keeps it; `again`: the value of what a
    paper keeps, where that is no cell. `is_prose`: a text in a clerk's own words; `is_plain`: tells nothing of anyone;
    `is_drawn`: stands in a paper as a whole, not by its parts. `gather`: the value of a list's rows.
    """

    thai: str
    example: str
    parse: Callable[[Raw, Field, Office], Any]
    width: int = 24
    lines: bool = False
    sample: str = ""
    values: tuple[type, ...] = ()
    shows: tuple[str, ...] = ()
    written: str = ""
    format: int = cells.TEXT
    rule: str = ""
    offers: Callable[[Field, Office], Iterable[str]] = cells.choices
    only: bool = False
    cell: Callable[[Any], Raw] = cells.typed
    kept: Callable[[Any], Raw] | None = None
    again: Callable[[Any], Any] = _nothing
    is_prose: bool = False
    is_plain: bool = False
    is_drawn: bool = False
    gather: Callable[[Iterable[Mapping[str, Any]]], tuple[Mapping[str, Any], ...]] = tuple


TYPES: Mapping[str, Type] = {
    "text": Type(
        "ข้อความ", "", parsers.read_text, 32,
        sample="ห้อง 3 ตึก A4", offers=cells.names, is_prose=True,
    ),
    "paragraphs": Type(
        "ข้อความ ขึ้นย่อหน้าใหม่ด้วย Alt+Enter", "", parsers.read_paragraphs, 60, lines=True,
        written="`{%p for line in x %}` … `{%p endfor %}`", cell=cells.lines, is_prose=True,
    ),
    "items": Type(
        "ข้อละหนึ่งบรรทัด (Alt+Enter) ไม่ต้องใส่เลขข้อ", "", parsers.read_items, 60, lines=True,
        written="`{%p for item in x %}` `{{ loop.index }}. {{ item }}` `{%p endfor %}`",
        cell=cells.lines, is_prose=True,
    ),
    "date": Type(
        "วันที่", "7 มิถุนายน 2562", parsers.read_day, 20,
        values=(Day, BlankDay), shows=DAY, rule=cells.DIGITS_RULE,
    ),
    "time": Type(
        "เวลา", "09.00 น.", parsers.read_clock, 12,
        values=(Time,), shows=("hour", "minute"), rule=cells.DIGITS_RULE,
    ),
    "phone": Type("หมายเลขโทรศัพท์", "0 4281 1234", parsers.read_phone, 20),
    "money": Type(
        "จำนวนเงินเป็นบาท", "15,000", parsers.read_money, 16,
        values=(Money,), shows=("words", "full", "baht"), format=cells.MONEY, rule=cells.MONEY_RULE,
    ),
    "integer": Type(
        "จำนวนเต็ม", "12", parsers.read_integer, 12,
        format=cells.WHOLE, rule=cells.WHOLE_RULE, is_plain=True,
    ),
    "decimal": Type(
        "ตัวเลข มีทศนิยมได้", "38.5", parsers.read_decimal, 12, format=cells.GENERAL, cell=cells.number,
    ),
    "person": Type(
        "คำนำหน้า ชื่อ และนามสกุล", "นายสมชาย ใจดี", parsers.read_person, 30,
        values=(Person,), shows=("signature", "title", "given", "family", "name", "rank"),
    ),
    "docnumber": Type(
        "เลขที่ตามด้วยปี พ.ศ.", "218/2562", parsers.read_docnumber, 20,
        values=(DocNumber, BlankNumber), shows=NUMBER, rule=cells.SLASH_RULE,
    ),
    "citizenid": Type(
        "เลขประจำตัวประชาชน 13 หลัก", "1-2345-67890-12-1", parsers.read_citizenid, 22,
        values=(CitizenId, MaskedId), shows=("grouped",), rule=cells.THIRTEEN_RULE,
        kept=cells.masking, again=cells.masked,
    ),
    "yesno": Type(
        "ใช่ หรือ ไม่ใช่", "ใช่", parsers.read_yesno, 10,
        written="`{% if x %}` … `{% endif %}`", offers=cells.answers, cell=cells.yesno, is_plain=True,
    ),
    "choice": Type("เลือกจากรายการ", "", parsers.read_choice, 24, sample="จับฉลาก", only=True, is_plain=True),
    "receivers": Type(
        "ชื่อ รหัส หรืออำเภอ บรรทัดละหนึ่ง หรือ ทุกแห่ง", "ทุกแห่ง", parsers.read_receivers, 40, lines=True,
        values=(Receiver,), shows=("code", "name", "district", "head", "email"), cell=cells.lines,
        written="a list: `{{ one.code }}` `{{ one.name }}` `{{ one.district }}` `{{ one.head }}` `{{ one.email }}`",
    ),
    "signer": Type(
        "เลือกผู้ลงนาม หรือพิมพ์ชื่อ แล้วขึ้นบรรทัดใหม่พิมพ์ตำแหน่ง", "", parsers.read_signer, 40,
        sample="director", values=(Signer,), shows=("signature", "rank", "lines", "person"), offers=cells.signers,
    ),
    "salutation": Type(
        "เลือกคำขึ้นต้น", "เรียน", parsers.read_salutation, 16,
        values=(Salutation,), shows=("closing", "sends"), offers=cells.salutations, only=True,
    ),
    "list": Type(
        "กรอกในแผ่นของรายการนี้", "", parsers.read_text,
        written="`{%tr for row in x %}` `{{ row.name }}` `{%tr endfor %}`",
    ),
    "table": Type(
        "พิมพ์ตารางในแผ่นนี้ตามที่ต้องการ แถวแรกเป็นหัวตาราง", "", parsers.read_text,
        written="`{%p if x %}` `{{p x }}` `{%p endif %}`", is_drawn=True, gather=table,
    ),
    "picture": Type(
        "ชื่อไฟล์รูปในโฟลเดอร์ pictures ของสำนักงาน", "แผนที่.png", parsers.read_picture, 30,
        values=(Picture,), written="`{{ x }}` in a paragraph of its own, between `{%p if x %}` and `{%p endif %}`",
        offers=cells.pictures,
    ),
    "record": Type(
        "กรอกในแผ่นของเรื่องนี้", "", parsers.read_text,
        written="`{{ x.number }}`; a paper with `record: x` shows `{{ number }}`",
    ),
}  # fmt: skip
