"""What a finished PDF holds: its fonts, held against those that the paper asked for, and its words.

In: a PDF, and the parts of the Word file that it was made from. Out: the `Problem` of each font that crept in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import pikepdf

from ..errors import Place, Problem, problem
from . import pdfium
from .fonts import LACKING, PSK
from .throwaway import BOX
from .typefaces import Fonts

ASKED = re.compile(rb'w:(?:ascii|hAnsi|eastAsia|cs|font)="([^"]+)"')
THEMED = re.compile(rb'\btypeface="([^"]+)"')
STORY = re.compile(r"word/(?!fontTable|settings|webSettings|theme/)[^/]+\.xml")
BOX_FONTS = {PSK.name, "Segoe UI Symbol", "MS Gothic"}  # what draws ☐: ours in LibreOffice, Windows' in Word
OF_SYMBOLS = "opensymbol"  # LibreOffice's own, for what asks for Symbol and Wingdings
THAI_DIGITS = re.compile(r"IT9|IT๙")
DIGIT = re.compile(rb"(?<=> )<00(3[0-9])>")
MOST_WORDS = 3  # that a message shows


def asked_fonts(parts: Mapping[str, bytes]) -> set[str]:
    """The families that a Word file names, in its text, its styles, its theme and its charts."""
    stories = [data for name, data in parts.items() if STORY.fullmatch(name)]
    themes = [data for name, data in parts.items() if name.startswith("word/theme/")]
    themed = any(b"Theme=" in data for data in stories)
    found = {name for data in stories for name in ASKED.findall(data)}
    found |= {name for data in themes for name in THEMED.findall(data) if themed}
    found |= {name for part, data in parts.items() if part.startswith("word/charts/") for name in THEMED.findall(data)}
    boxes = BOX_FONTS if any(BOX.search(data.decode("utf-8", "replace")) for data in stories) else set()
    return {name.decode("utf-8", "replace") for name in found} | boxes


def fonts_of(pdf: pikepdf.Pdf) -> set[str]:
    """The fonts of a PDF by their PostScript names, without the mark of a subset: SarabanPSK-Regular."""
    found = (font.get("/BaseFont") for page in pdf.pages for font in _page_fonts(page))
    return {str(name).lstrip("/").split("+")[-1] for name in found if name is not None}


def _page_fonts(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    resources = page.obj.get("/Resources")
    fonts = resources.get("/Font") if resources is not None else None
    yield from (font for _, font in fonts.items()) if fonts is not None else ()


def foreign_fonts(used: Iterable[str], asked: Iterable[str], fonts: Fonts) -> list[str]:
    """The used fonts that belong to no asked family (or to what is given for it)."""
    allowed = {_letters(name) for family in asked for name in (family, fonts.given(family))}
    if any(name.startswith(("symbol", "wingdings", "webdings")) for name in allowed):
        allowed.add(OF_SYMBOLS)
    allowed.discard("")
    return sorted(name for name in used if not any(_letters(name).startswith(family) for family in allowed))


def _letters(name: str) -> str:
    return re.sub("[^a-z0-9]", "", re.sub("#..", "", name).lower())


def font_problems(pdf: bytes, foreign: Iterable[str], asked: Iterable[str], place: Place) -> list[Problem]:
    """One problem a font that no one asked for, with the words that it draws."""
    names = ", ".join(sorted(name for name in asked if not name.startswith("Saraban")))
    found = []
    for font in foreign:
        words = ", ".join(f'"{word}"' for word in words_in(pdf, font))
        code = "E858" if font.startswith(LACKING.name.replace(" ", "")) else "E851"
        found.append(problem(code, place, font=font, words=words, asked=names))
    return found


def words_in(pdf: bytes, font: str) -> list[str]:
    """The first words of a PDF with letters in a font; the word as a reader sees it, whole."""
    found: dict[str, None] = {}
    with pdfium.drawn(pdf) as document:
        for number in range(document.count):
            found |= dict.fromkeys(_words(document.fonts(number), font))
            if len(found) >= MOST_WORDS:
                break
    return list(found)[:MOST_WORDS]


def _words(letters: Iterable[tuple[str, str]], font: str) -> Iterator[str]:
    """The words of a page in which some letter is drawn in the font."""
    word, inside = "", False
    for letter, drawn_in in (*letters, (" ", "")):
        if not letter.isspace():
            word += letter
            inside = inside or drawn_in.split("+")[-1] == font
            continue
        if inside and word:
            yield word
        word, inside = "", False


def read_thai_digits(pdf: pikepdf.Pdf) -> None:
    """Let the digits that TH SarabunIT๙ (or its stand-in) draws be copied out as what they show: ๒ and not 2."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in _page_fonts(page):
            meaning = font.get("/ToUnicode")
            if meaning is None or meaning.objgen in seen or not THAI_DIGITS.search(str(font.get("/BaseFont"))):
                continue
            seen.add(meaning.objgen)
            meaning.write(DIGIT.sub(lambda digit: b"<0E5%c>" % digit[1][1], meaning.read_bytes()))
