"""Every spelling of months and weekdays that clerks type, squeezed: no dots, no spaces, lower case."""

from __future__ import annotations

from . import era

_LOOSE = str.maketrans("", "", " .,-–−/\n'’")

_INFORMAL = ("มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา", "กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา")
_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_WEEKDAYS = ("จ", "อ", "พ", "พฤ", "ศ", "ส", "อา")


def squeezed(text: str) -> str:
    """Return a text as the tables below spell it."""
    return text.translate(_LOOSE).lower()


def _months() -> dict[str, int]:
    names = {"sept": 9}
    rows = zip(era.MONTHS, era.SHORT_MONTHS, _INFORMAL, _ENGLISH_MONTHS, strict=True)
    for number, (full, short, informal, english) in enumerate(rows, start=1):
        names.update({name: number for name in (full, squeezed(short), informal, english, english[:3])})
    return names


def _weekdays() -> dict[str, int]:
    names = {"พฤหัส": 3, "พฤหัสฯ": 3}
    rows = zip(era.WEEKDAYS, _SHORT_WEEKDAYS, _ENGLISH_WEEKDAYS, strict=True)
    for number, (full, short, english) in enumerate(rows):
        names.update({name: number for name in (full, short, english, english[:3])})
    return names


MONTHS = _months()  # spelling: 1 to 12
WEEKDAYS = _weekdays()  # spelling: as date.weekday(), Monday is 0
# Only long spellings can be told from a mistyped word.
MONTH_SPELLINGS = tuple(name for name in MONTHS if len(name) > 3)
WEEKDAY_SPELLINGS = tuple(name for name in WEEKDAYS if len(name) > 3 or name == "พุธ")
