"""The Thai of official papers: pure functions and values that read what clerks type and show it as papers need it.

Text in, values out, text again. Values hold CE dates, Decimal baht and ASCII digits. `str` of a value is its text for a
paper, with NBSP where a line must not break, and Arabic digits: `official_digits` turns them into Thai ones at the end.
`typed` is what a spreadsheet cell holds so that `parse` gives the value back. `parse` raises only `Unreadable`.

    unreadable  Unreadable and KINDS, the one error and all its kinds
    listed      numbered_level: how deep a typed number stands, ๑. ๑.๑ (๑)
    numerals    thai_digits, arabic_digits, official_digits (not in e-mail, web addresses and Latin codes)
    words       words, ordinal, quantity: whole numbers in words and with their unit
    dated       days_in, written_out: the days that a free text names
    day         Day, BlankDay; read by dayreading (which year is meant) out of daytext (the text taken apart)
    era         names of months and weekdays; be_year, ce_year with the years that began in April
    clock       Time, Age, span (09.00 – 16.30 น., 1 – 3 มิถุนายน 2562)
    money       Money
    person      Person; titles and ranks stand in titles
    number      DocNumber, BlankNumber: orders, letters, circulars
    citizen     CitizenId: checked, masked
    clean       clean, illegal: typed Thai in one form; characters that Word cannot hold
    verdict     verdict: whether a resolution says yes or no
    collate     sort_key: Thai alphabetical order
    glue        glue: NBSP where a line must not break
    nearest     nearest: the known word that a mistyped one means
    alike       same_name, same_person, slip_of, Names: names that are one name with a slip

Imports nothing but the standard library.
"""

from .alike import Names, distance, same_name, same_person, slip_of
from .citizen import CitizenId, MaskedId
from .clean import clean, illegal
from .clock import Age, Time, span
from .collate import sort_key
from .dated import days_in, written_out
from .day import BLANK, BlankDay, Day
from .era import MONTHS, SHORT_MONTHS, WEEKDAYS, be_year, ce_year
from .glue import glue
from .listed import numbered_level
from .money import Money
from .nearest import nearest
from .number import BlankNumber, DocNumber
from .numerals import TO_THAI, arabic_digits, official_digits, thai_digits
from .person import Person
from .phone import is_phone
from .titles import TITLES
from .unfinished import unfinished
from .unreadable import KINDS, Unreadable
from .verdict import verdict
from .words import NBSP, ordinal, quantity, words

__all__ = [
    "BLANK",
    "KINDS",
    "MONTHS",
    "NBSP",
    "SHORT_MONTHS",
    "TITLES",
    "TO_THAI",
    "WEEKDAYS",
    "Age",
    "BlankDay",
    "BlankNumber",
    "CitizenId",
    "Day",
    "DocNumber",
    "MaskedId",
    "Money",
    "Names",
    "Person",
    "Time",
    "Unreadable",
    "arabic_digits",
    "be_year",
    "ce_year",
    "clean",
    "days_in",
    "distance",
    "glue",
    "illegal",
    "is_phone",
    "nearest",
    "numbered_level",
    "official_digits",
    "ordinal",
    "quantity",
    "same_name",
    "same_person",
    "slip_of",
    "sort_key",
    "span",
    "thai_digits",
    "unfinished",
    "verdict",
    "words",
    "written_out",
]
