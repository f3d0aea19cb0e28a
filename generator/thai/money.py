"""Amounts of money in baht, exact to the satang."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .clean import clean
from .numerals import arabic_digits
from .unreadable import Unreadable
from .words import NBSP
from .words import words as number_words

LARGEST = Decimal(10**18)
_SATANG = Decimal("0.01")
_TYPED_AS_NUMBER = Decimal(10**13)  # a spreadsheet cell keeps 15 digits: 13 of baht, 2 of satang

_PARTS = re.compile(
    r"(?:(?P<minus>[-−–]|ลบ)|(?P<bracket>\())?\s*(?:฿|[Tt][Hh][Bb]\b)?\s*"
    r"(?P<baht>[0-9](?:[0-9, ]*[0-9])?)(?:\.(?P<decimals>[0-9]+)|\.-|\.|,-)?\s*"
    r"(?:บาท\s*(?P<satang>[0-9]{1,2})\s*(?:สตางค์|สต\.)|บาท(?:ถ้วน)?|บ\.|฿|[Tt][Hh][Bb])?\s*(?(bracket)\))"
    r"(?:\s*\((?P<words>[ก-๎ ]+)\))?",
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+")
_EXAMPLE = "15,000"


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in baht as a Decimal of two places; more places are rounded half up (0.005 is one satang).

    `str` is `15,000` or `15,000.50`. Raises: Unreadable (`money.range`) beyond 10**18 baht either way.
    """

    baht: Decimal

    def __post_init__(self) -> None:
        if not self.baht.is_finite() or self.baht.copy_abs() > LARGEST:
            raise Unreadable("money.range", "มากเกินกว่าที่ระบบรองรับ (ไม่เกินหนึ่งล้านล้านล้านบาท)", _EXAMPLE)
        rounded = self.baht.quantize(_SATANG, ROUND_HALF_UP)
        object.__setattr__(self, "baht", rounded if rounded else abs(rounded))

    @classmethod
    def parse(cls, raw: object, *, negative: bool = False) -> Money:
        """Read an amount as clerks type it: `15,000`, `๑๕,๐๐๐.๕๐ บาท`, `15000.-`, `฿15,000`, `500 บาท 25 สตางค์`.

        Numbers out of a spreadsheet are taken as their shortest decimal text and rounded half up to the satang; typed
        text with more than two decimals is refused, and so is a comma that does not stand at the thousands. An amount
        in words in brackets must say the same. `negative`: allow amounts below zero. Raises: Unreadable.
        """
        money = raw if isinstance(raw, Money) else cls(_amount(raw))
        if money.baht < 0 and not negative:
            raise Unreadable("money.negative", "เป็นจำนวนติดลบ", str(-money))
        return money

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Money:
        """Add amounts up; none give zero baht."""
        return cls(sum((amount.baht for amount in amounts), Decimal(0)))

    @property
    def words(self) -> str:
        """The amount in words: หนึ่งหมื่นห้าพันบาทถ้วน, ยี่สิบห้าสตางค์, ศูนย์บาทถ้วน, ลบหนึ่งบาทห้าสิบสตางค์."""
        baht, satang = divmod(int(abs(self.baht) * 100), 100)
        minus = "ลบ" if self.baht < 0 else ""
        if not satang:
            return f"{minus}{number_words(baht)}บาทถ้วน"
        whole = f"{number_words(baht)}บาท" if baht else ""
        return f"{minus}{whole}{number_words(satang)}สตางค์"

    @property
    def full(self) -> str:
        """Figure and words, as letters give amounts: `15,000<NBSP>บาท (หนึ่งหมื่นห้าพันบาทถ้วน)`."""
        return f"{self}{NBSP}บาท ({self.words})"

    @property
    def typed(self) -> int | float | str:
        """What a spreadsheet cell holds: a number, or text where a cell would lose digits."""
        if abs(self.baht) >= _TYPED_AS_NUMBER:
            return str(self)
        return int(self.baht) if self.baht == self.baht.to_integral_value() else float(self.baht)

    def __str__(self) -> str:
        return f"{self.baht:,.2f}".removesuffix(".00")

    def __add__(self, other: Money) -> Money:
        return Money(self.baht + other.baht) if isinstance(other, Money) else NotImplemented

    def __radd__(self, other: object) -> Money:
        """Let `sum(amounts)` start from its plain zero."""
        return self if other == 0 else NotImplemented

    def __sub__(self, other: Money) -> Money:
        return Money(self.baht - other.baht) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> Money:
        return Money(-self.baht)

    def __mul__(self, times: int | Decimal) -> Money:
        return Money(self.baht * times) if isinstance(times, (int, Decimal)) else NotImplemented

    __rmul__ = __mul__


def _amount(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float, Decimal, type(None))):
        raise _unreadable()
    if raw is None or isinstance(raw, str):
        return _typed_amount(arabic_digits(clean(raw or "")).replace("\n", " "))
    amount = Decimal(repr(raw)) if isinstance(raw, float) else _bounded(raw)
    if amount.is_nan():
        raise _unreadable()
    return amount


def _bounded(number: int | Decimal) -> Decimal:
    """Cut what is far out of range to just out of range, so that no step after this one is slow or overflows."""
    if isinstance(number, int):
        return Decimal(max(-(10**19), min(10**19, number)))
    return number


def _typed_amount(text: str) -> Decimal:
    text = re.sub(r"\(\s*[-=–—]+\s*(.*?)\s*[-=–—]+\s*\)", r"(\1)", text)  # (-หนึ่งร้อยบาทถ้วน-), as cheques have it
    if not text:
        raise Unreadable("money.empty", "ว่างอยู่", _EXAMPLE)
    match = _PARTS.fullmatch(text) if len(text) < 400 else None
    if not match or (match["decimals"] and match["satang"]):
        raise _unreadable()
    baht, satang = match["baht"], match["decimals"] or ""
    if not _GROUPED.fullmatch(baht):
        plain = re.sub("[, ]", "", baht)
        raise Unreadable("money.grouping", "วางเครื่องหมายจุลภาคไม่ตรงหลักพัน", f"{int(plain[:18]):,}")
    plain = re.sub("[, ]", "", baht)
    if len(satang) > 2:
        raise Unreadable("money.satang", "มีทศนิยมเกินสองตำแหน่ง", _without_excess(plain, satang))
    if match["satang"]:
        satang = f"{int(match['satang']):02}"
    amount = Decimal(f"{plain}.{satang or '0'}") * (-1 if match["minus"] or match["bracket"] else 1)
    _same_in_words(amount, match["words"])
    return amount


def _same_in_words(amount: Decimal, typed: str | None) -> None:
    """Refuse an amount whose words, given in brackets beside it, say something else."""
    money = Money(amount)
    if typed and typed.replace(" ", "") not in (money.words, money.words.removesuffix("ถ้วน")):
        raise Unreadable("money.words", "ตัวเลขกับตัวอักษรไม่ตรงกัน", money.full.replace(NBSP, " "), words=typed)


def _without_excess(plain: str, decimals: str) -> str:
    """Return what was likely meant: `15.000` is 15,000 typed with a full stop, else the amount rounded half up."""
    if len(decimals) == 3 and len(plain) <= 3 and decimals.endswith("0"):
        return f"{int(plain + decimals):,}"
    return str(Money(Decimal(f"{plain[:18]}.{decimals}")))


def _unreadable() -> Unreadable:
    return Unreadable("money.unreadable", "ไม่ใช่จำนวนเงิน", _EXAMPLE)
