"""Look at a made Word file as a reader does: its pages, measured in cm, its words, its pictures, its validity.

    python -m tests.paper FILE.docx FOLDER      # the PDF and a picture of each page

`to_pdf` lays a file out (see `libreoffice.py`); `pages` reads the PDF. Lengths are cm from the page's top left corner.
"""

from __future__ import annotations

import atexit
import functools
import itertools
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf
from lxml import etree

from tests import libreoffice
from tests.libreoffice import W, to_pdf, to_pdfs

__all__ = ["Box", "Line", "Page", "Word", "canonical", "fonts", "pages", "png", "text", "to_pdf", "to_pdfs", "validate"]

CM = 2.54 / 72    # one point
VALIDATOR = Path(__file__).parent / "ooxml"
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
SPLIT_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")


@dataclass(frozen=True)
class Box:
    """A rectangle, cm."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def center(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Word:
    """Letters up to the next space, with the pen's place: `left` and `right` are advances, not ink."""

    text: str
    left: float
    right: float
    baseline: float
    font: str       # as in the PDF: SarabanPSK-Regular
    size: float     # pt


@dataclass(frozen=True)
class Line:
    """Words on one baseline that no wide gap (a tab, the next table cell) parts."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def center(self) -> float:
        return (self.left + self.right) / 2

    @property
    def baseline(self) -> float:
        return self.words[0].baseline

    @property
    def size(self) -> float:
        return self.words[0].size

    @property
    def bold(self) -> bool:
        return all("Bold" in word.font for word in self.words)


@dataclass(frozen=True)
class Page:
    """One page: lines from top to bottom, pictures, and drawn shapes (rules, table borders)."""

    width: float
    height: float
    lines: tuple[Line, ...]
    images: tuple[Box, ...]
    drawings: tuple[Box, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line.words]

    def line(self, words: str) -> Line:
        """The first line that holds `words`.

        Raises: AssertionError that shows the page.
        """
        found = next((line for line in self.lines if words in line.text), None)
        assert found, f"{words!r} is not on the page:\n{self.text}"
        return found

    @property
    def rules(self) -> list[Box]:
        """Drawn lines that lie: thinner than 0.1 cm, longer than 0.5 cm."""
        return [box for box in self.drawings if box.height < 0.1 and box.width > 0.5]


def pages(pdf: Path) -> list[Page]:
    """The pages of a PDF."""
    with pymupdf.open(pdf) as document:
        return [read_page(page) for page in document]


def read_page(page: pymupdf.Page) -> Page:
    raw = page.get_text("rawdict", flags=pymupdf.TEXTFLAGS_RAWDICT & ~pymupdf.TEXT_PRESERVE_IMAGES)
    words = (tuple(read_words(line["spans"])) for block in raw["blocks"] for line in block["lines"])
    lines = sorted((Line(found) for found in words if found), key=lambda line: (round(line.baseline, 1), line.left))
    return Page(
        page.rect.width * CM,
        page.rect.height * CM,
        tuple(lines),
        tuple(box(info["bbox"]) for info in page.get_image_info()),
        tuple(dict.fromkeys(box(shape["rect"]) for shape in page.get_drawings())),    # LibreOffice draws some twice
    )


def read_words(spans: Iterable[dict]) -> Iterator[Word]:
    """The words of one line; a word that changes its font midway has the font of its first letter."""
    letters = [(char, span) for span in spans for char in span["chars"]]
    for space, group in itertools.groupby(letters, key=lambda letter: letter[0]["c"].isspace()):
        if space:
            continue
        found = list(group)
        (first, span), (last, _) = found[0], found[-1]
        shown = plain("".join(char["c"] for char, _ in found))
        left, right, baseline = first["bbox"][0], last["bbox"][2], first["origin"][1]
        yield Word(shown, left * CM, right * CM, baseline * CM, span["font"], span["size"])


def box(rectangle: Iterable[float]) -> Box:
    return Box(*(value * CM for value in rectangle))


def plain(typed: str) -> str:
    """Text for comparing: no invisible characters, no-break spaces as spaces, ำ as one character."""
    return SPLIT_SARA_AM.sub("\\1\u0e33", typed.translate(INVISIBLE).replace("\u00a0", " "))


def fonts(pdf: Path) -> set[str]:
    """The fonts that a PDF uses: SarabanPSK-Regular. Another name than a stand-in's means a wrong or a lacking font."""
    with pymupdf.open(pdf) as document:
        return {font[3].partition("+")[2] or font[3] for page in document for font in page.get_fonts()}


def png(pdf: Path, folder: Path, dpi: int = 80) -> list[Path]:
    """Write a picture of each page to `folder`: FILE-1.png, FILE-2.png …"""
    folder.mkdir(parents=True, exist_ok=True)
    with pymupdf.open(pdf) as document:
        made = [folder / f"{pdf.stem}-{number}.png" for number in range(1, len(document) + 1)]
        for page, path in zip(document, made, strict=True):
            page.get_pixmap(dpi=dpi).save(path)
    return made


def canonical(docx: Path, part: str = "word/document.xml") -> bytes:
    """One XML part in canonical form (C14N), so that equal bytes mean equal documents."""
    with zipfile.ZipFile(docx) as package:
        return etree.tostring(etree.fromstring(package.read(part)), method="c14n2")


def text(docx: Path, part: str = "word/document.xml") -> str:
    """The words of one part as Word holds them, a paragraph a line; tabs and line breaks kept, nothing normalised."""
    with zipfile.ZipFile(docx) as package:
        root = etree.fromstring(package.read(part))
    etree.strip_elements(root, "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", with_tail=False)
    return "\n".join("".join(paragraph_text(p)) for p in root.iter(f"{W}p"))


def paragraph_text(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}p"):
        if next(element.iterancestors(f"{W}p"), None) is not paragraph or element.getparent().tag == f"{W}tabs":
            continue
        yield {f"{W}tab": "\t", f"{W}br": "\n"}.get(element.tag, element.text or "")


def charted(docx: Path, words: Callable[[str], str] = str) -> dict[str, dict[str, int]]:
    """What the one chart of a paper shows: its series, a number for each category, read through `words`."""
    with zipfile.ZipFile(docx) as package:
        (name,) = (name for name in package.namelist() if name.startswith("word/charts/") and name.endswith(".xml"))
        chart = etree.fromstring(package.read(name))

    def points(series: etree._Element, part: str) -> list[str]:
        return [words(node.text or "") for node in series.iterfind(f"{{*}}{part}//{{*}}pt/{{*}}v")]

    shown = {}
    for series in chart.iter("{*}ser"):
        values = map(int, points(series, "val"))
        shown[points(series, "tx")[0]] = dict(zip(points(series, "cat"), values, strict=True))
    return shown


def validate(paths: Iterable[Path]) -> list[str]:
    """What the Open XML SDK's validator finds wrong in Word and Excel files; empty when they are valid.

    The validator takes 5 s to start and stays up for the next call. It does not see all: an empty table cell passes.
    """
    return [error for path in paths for error in validate_one(path)]


def validate_one(path: Path) -> list[str]:
    process = validator()
    print(path.resolve(), file=process.stdin, flush=True)
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"the validator died on {path}")
    answer = json.loads(line)
    if "broken" in answer:
        return [f"{path.name}: {answer['broken']}"]
    return [f"{path.name}: {error['part']} {error['xpath']}: {error['text']}" for error in answer["errors"]]


@functools.cache
def validator() -> subprocess.Popen[str]:
    """The running validator of this process."""
    process = subprocess.Popen(["node", VALIDATOR / "validate.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               text=True, encoding="utf-8")
    atexit.register(process.communicate)
    return process


def validator_missing() -> str:
    """Why files cannot be validated on this machine; empty if they can."""
    if shutil.which("node") is None:
        return "Node.js is not installed (20 or later)"
    if not (VALIDATOR / "node_modules").is_dir():
        return "the Open XML SDK validator is not installed: npm ci --prefix tests/ooxml"
    return ""


def main() -> None:
    """Write the PDF of a Word file and a picture of each page."""
    if len(sys.argv) != 3:
        sys.exit("usage: python -m tests.paper FILE.docx FOLDER")
    if libreoffice.missing():
        sys.exit(libreoffice.missing())
    pdf = to_pdf(Path(sys.argv[1]), Path(sys.argv[2]))
    for path in (pdf, *png(pdf, pdf.parent, dpi=110)):
        print(path)
    print("fonts:", *sorted(fonts(pdf)))


if __name__ == "__main__":
    main()
