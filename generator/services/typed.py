"""What people type beside the fields of a form, read as everywhere else: a day, the number of a paper.

In: a text. Out: a value (days are CE); or what is wrong with the text.
"""

from __future__ import annotations

import re
from datetime import date

from ..errors import Place, Problems
from ..fields import Field, read
from ..office import Office
from ..thai import Day, arabic_digits


def day(office: Office, typed: str, place: Place) -> date:
    """The day that was typed; today for nothing. Raises: Problems E102 to E106."""
    if not typed:
        return office.today
    value, wrong = read(Field("date", "วันที่", "date"), typed, place, office)
    if wrong:
        raise Problems([wrong])
    found: date = value.date
    return found


def running_number(office: Office, typed: str) -> tuple[int, int] | None:
    """Running number and BE year of a text such as 218/2562 (without a year: this one); None if it is none."""
    found = re.fullmatch(r"([0-9]{1,6})(?:/([0-9]{4}))?", arabic_digits(typed).replace(" ", ""))
    return (int(found[1]), int(found[2] or Day(office.today).be_year)) if found else None


def shown_day(day: date) -> str:
    """A day as papers write it."""
    return str(Day(day))
