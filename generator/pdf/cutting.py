"""Finished PDFs: a merged one cut into its papers, each marked with what it was made from, named and kept.

In: a PDF that LibreOffice wrote. Out: whole files on the disk. The only place where PDFs are cut and marked (pikepdf).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

import pikepdf

from ..errors import Place, Problem, unwritable
from ..outbox import numbered, overwrite
from . import contents
from .merge import MARK
from .typefaces import Fonts

SOURCE = "/GenSource"  # in the document information: the hash of what the PDF was made from
KEPT = ("/Creator", "/Producer", "/CreationDate")  # of the document information, in what is cut
NAME = re.compile(rb"/[^\s/\[\]()<>{}%]+")  # a name in a page's drawing commands
PROPERTIES = {"/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:subject"}


class Unsound(Exception):
    """A PDF that the engine wrote is damaged, or a merged one does not show where each of its papers begins."""


@dataclass(frozen=True)
class Finishing:
    """What a paper's PDF is given, and held against: the hash of its source, its properties, the fonts it asks for.

    `language` is that of its Thai text, which LibreOffice passes over for that of the Latin.
    """

    source: str
    properties: bytes  # docProps/core.xml
    asked: frozenset[str]
    language: str = ""


@dataclass(frozen=True)
class Piece:
    """One paper's PDF, ready to be kept."""

    data: bytes
    pages: int
    fonts: frozenset[str]
    asked: frozenset[str]


def whole(path: Path, finishing: Finishing, archive: bool = False) -> Piece:
    """The PDF of a single paper; the file at `path` goes. Raises: Unsound."""
    try:
        with pikepdf.open(path) as pdf:
            if archive:
                with pdf.open_metadata() as metadata:  # PDF/A wants the same said twice
                    metadata["pdf:Keywords"] = finishing.source
            return _finish(pdf, finishing)
    except pikepdf.PdfError as error:
        raise Unsound from error
    finally:
        path.unlink(missing_ok=True)


def pieces(path: Path, papers: Sequence[Finishing], most: int = 0) -> list[Piece | None]:
    """The PDFs of the papers of a merged one; None for one with more than `most` pages, if that is set.

    The file at `path` goes. Raises: Unsound.
    """
    try:
        with pikepdf.open(path) as pdf:
            starts = [*_starts(pdf, len(papers)), len(pdf.pages)]
            return [None if most and end - start > most else _cut(pdf, start, end, paper)
                    for start, end, paper in zip(starts, starts[1:], papers, strict=False)]
    except pikepdf.PdfError as error:
        raise Unsound from error
    finally:
        path.unlink(missing_ok=True)


def _starts(pdf: pikepdf.Pdf, count: int) -> list[int]:
    """The first page of each paper, by the bookmarks that `merge` set. Raises: Unsound."""
    marked = ((re.fullmatch(rf"/?{MARK}(\d+)", name), page) for name, page in destinations(pdf))
    starts = {int(found[1]): page for found, page in marked if found}
    listed = [starts[n] for n in range(count) if n in starts]
    if len(listed) < count or listed[0] != 0 or listed != sorted(set(listed)):
        raise Unsound
    return listed


def destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[str, int]]:
    """The named places of a PDF, each with its page, from 0 (ISO 32000-1 12.3.2.3)."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    for name, place in _places(pdf):
        target = place.get("/D") if isinstance(place, pikepdf.Dictionary) else place
        if target is not None and len(target) > 0 and target[0].objgen in numbers:
            yield name, numbers[target[0].objgen]


def _places(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    if "/Dests" in pdf.Root:
        yield from ((str(name), place) for name, place in pdf.Root.Dests.items())
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        yield from ((str(name), place) for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items())


def _cut(merged: pikepdf.Pdf, start: int, end: int, finishing: Finishing) -> Piece:
    with pikepdf.new() as pdf:
        pdf.pages.extend(merged.pages[start:end])
        if "/Lang" in merged.Root:
            pdf.Root.Lang = str(merged.Root.Lang)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        for page in pdf.pages:
            _drop_unused(page)
        made_by = {key: str(value) for key, value in merged.docinfo.items() if key in KEPT}
        pdf.docinfo.update(made_by | _described(finishing.properties))
        return _finish(pdf, finishing)


def _drop_unused(page: pikepdf.Page) -> None:
    """Leave a page only the fonts and pictures that it draws: LibreOffice gives every page those of the whole file."""
    contents_ = page.obj.Contents
    drawn = b"".join(part.read_bytes() for part in (contents_ if isinstance(contents_, pikepdf.Array) else [contents_]))
    used = {name.decode("latin-1") for name in NAME.findall(drawn)}
    resources = pikepdf.Dictionary(dict(page.obj.Resources.items()))
    for kind in ("/Font", "/XObject"):
        if kind in resources:
            resources[kind] = pikepdf.Dictionary({key: item for key, item in resources[kind].items() if key in used})
    page.obj.Resources = resources


def _described(properties: bytes) -> dict[str, str]:
    """Title, author and subject of a Word file, for the PDF's document information."""
    text = properties.decode("utf-8", "replace")
    found = {key: re.search(rf"<{tag}[^>]*>([^<]+)</{tag}>", text) for key, tag in PROPERTIES.items()}
    return {key: unescape(match[1]) for key, match in found.items() if match}


def _finish(pdf: pikepdf.Pdf, finishing: Finishing) -> Piece:
    contents.read_thai_digits(pdf)
    pdf.docinfo[SOURCE] = finishing.source
    if finishing.language:
        pdf.Root.Lang = finishing.language
    buffer = BytesIO()
    pdf.save(buffer)
    return Piece(buffer.getvalue(), len(pdf.pages), frozenset(contents.fonts_of(pdf)), finishing.asked)


def font_problems(piece: Piece, fonts: Fonts, place: Place) -> list[Problem]:
    """A problem for each font that crept in."""
    foreign = contents.foreign_fonts(piece.fonts, piece.asked, fonts)
    return contents.font_problems(piece.data, foreign, piece.asked, place) if foreign else []


def free_name(wanted: Path, source: str, taken: Iterable[Path]) -> tuple[Path, Path | None, int]:
    """Where the PDF of a source goes, which other file was left alone for it, and its pages if it is there already.

    A PDF of ours whose Word file has changed makes room; one that someone signed or that is not ours never does.
    """
    path, n = wanted, 1
    while True:
        source_there, pages = made_from(path) if path.exists() else ("", 0)
        if path not in taken:
            if source_there == source:
                return path, None, pages
            if source_there or not path.exists():
                return path, wanted if path != wanted else None, 0
        n += 1
        path = numbered(wanted, n)


def made_from(path: Path) -> tuple[str, int]:
    """The source of a PDF that we made and nobody signed, and its pages; empty for any other file."""
    try:
        with pikepdf.open(path) as pdf:
            signed = "/AcroForm" in pdf.Root
            return ("", 0) if signed else (str(pdf.docinfo.get(SOURCE, "")), len(pdf.pages))
    except (pikepdf.PdfError, OSError):
        return "", 0


def keep(data: bytes, path: Path) -> None:
    """Write a PDF whole, in place of an older one of ours. Raises: GenError E601."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from None
    overwrite(path, data)


