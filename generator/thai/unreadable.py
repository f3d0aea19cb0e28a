"""The one error that reading a typed value can raise, and every kind of it."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "day.empty": "The cell for a date is empty.",
    "day.unreadable": "The text or value is not a date; plain numbers (Excel serials) are refused too.",
    "day.incomplete": "The day of the month or the year is missing.",
    "day.several": "The cell holds more than one day; one cell takes one day.",
    "day.month": "The month is not a month name or number; a near name is suggested.",
    "day.impossible": "The date does not exist (31 February, 29 February of a common year, January 2483).",
    "day.era": "The year can be read in two ways (BE or CE, or two centuries) that both make sense here.",
    "day.year": "No reading of the year falls inside the years that make sense.",
    "day.early": "The date is readable but lies before the earliest day that the field allows.",
    "day.late": "The date is readable but lies after the latest day that the field allows.",
    "day.weekday": "The weekday that was typed is not the weekday of the date, or is not a weekday.",
    "money.empty": "The cell for an amount of money is empty.",
    "money.unreadable": "The text or value is not an amount of money.",
    "money.grouping": "The commas do not stand at the thousands, so the amount can be read in two ways.",
    "money.satang": "More than two decimals were typed; one baht has 100 satang.",
    "money.negative": "A negative amount stands where none is allowed.",
    "money.range": "The amount is larger than 10**18 baht.",
    "money.words": "The amount in words beside the figure says something else than the figure.",
    "number.empty": "The cell for a document number is empty.",
    "number.unreadable": "The text or value is not a document number.",
    "number.incomplete": "The running number stands alone: the year (orders) or the office code (letters) is missing.",
    "number.year": "The year of the document number is not a four-digit BE year.",
    "number.running": "The running number is zero.",
    "number.date": "Excel has turned the document number into a date.",
    "citizen.empty": "The cell for a citizen number is empty.",
    "citizen.unreadable": "The text or value is not a citizen number.",
    "citizen.length": "The citizen number does not have 13 digits.",
    "citizen.lost": "Excel has shown the number as 1.1007E+12: the last digits are lost.",
    "citizen.checksum": "The check digit of the citizen number is wrong: a digit is mistyped.",
    "time.empty": "The cell for a time of day is empty.",
    "time.unreadable": "The text or value is not a time of day.",
    "time.decimal": "The cell holds a decimal number such as 9.3, which can be 09.30 or 09.03.",
    "time.impossible": "The hour or the minute does not exist (25.00, 9.75).",
    "span.order": "The end of a range lies before its start.",
    "person.empty": "The cell for a person is empty.",
    "person.unreadable": "The value is not text, so it is not a name.",
    "person.digits": "The name holds digits.",
    "person.symbol": "The name holds a character that no name has.",
    "person.several": "The cell holds more than one person.",
    "person.position": "A position is typed in the cell of the name.",
    "person.title": "Only a title stands in the cell, or the title is not one for official papers.",
}


class Unreadable(ValueError):
    """A typed value that cannot be read, told in Thai so that a clerk can mend it.

    `kind` is a stable slug out of `KINDS`; `why` is a Thai phrase that completes a sentence after the quoted value;
    `example` is what to type instead, as clerks type it ("" if there is nothing to offer); `facts` are further values
    for messages and tests.
    """

    def __init__(self, kind: str, why: str, example: str = "", **facts: object) -> None:
        super().__init__(kind, why, example)
        self.kind = kind
        self.why = why
        self.example = example
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.why} — ใส่เช่น {self.example}" if self.example else self.why
