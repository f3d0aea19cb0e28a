"""PDF/A-2b (ISO 19005-2): what can be seen in a file without a validator, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from generator.pdf.batch import to_pdf
from tests.letters import letters
from tests.libreoffice import FONTS
from tests.made import papers

FORBIDDEN_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide", "/SetOCGState",
                     "/Rendition", "/Trans", "/GoTo3DView"}
SAME = {"/Title": "dc:title", "/Author": "dc:creator", "/Keywords": "pdf:Keywords", "/Creator": "xmp:CreatorTool",
        "/Producer": "pdf:Producer"}


def faults(path: Path) -> Iterator[str]:
    """What ISO 19005-2 forbids, with its clause."""
    data = path.read_bytes()
    if not data.startswith(b"%PDF-1.") or not all(byte > 127 for byte in data.split(b"\n")[1][1:5]):
        yield "6.1.2 header"
    with pikepdf.open(path) as pdf:
        if "/ID" not in pdf.trailer or pdf.is_encrypted:
            yield "6.1.3 trailer"
        yield from metadata_faults(pdf)
        intents = pdf.Root.get("/OutputIntents", [])
        if not any(one.S == "/GTS_PDFA1" and one.DestOutputProfile.N == 3 for one in intents):
            yield "6.2.3 output intent"
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                yield from object_faults(thing)
        for page in pdf.pages:
            for name, font in page.obj.Resources.get("/Font", {}).items():
                yield from (f"{name} {fault}" for fault in font_faults(font))


def metadata_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as metadata:
        if (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) != ("2", "B"):
            yield "6.6.4 part and level"
        for key, name in SAME.items():
            said = metadata.get(name)
            said = said[0] if isinstance(said, list) else said
            if key in pdf.docinfo and str(pdf.docinfo[key]) != said:
                yield f"6.6.3 {key} is not {name}"


def object_faults(thing: pikepdf.Object) -> Iterator[str]:
    if thing.get("/S") in FORBIDDEN_ACTIONS or "/AA" in thing or "/EmbeddedFiles" in thing:
        yield "6.5.1 action or attached file"
    filters = thing.get("/Filter", [])
    if "/LZWDecode" in (filters if isinstance(filters, pikepdf.Array) else [filters]):
        yield "6.1.7.2 LZW"
    if thing.get("/Subtype") == "/Image" and (thing.get("/Interpolate") or "/Alternates" in thing or "/OPI" in thing):
        yield "6.2.8 image"
    if "/TR" in thing and "/Type" in thing and thing.Type == "/ExtGState":
        yield "6.2.5 transfer function"


def font_faults(font: pikepdf.Object) -> Iterator[str]:
    """The font program is there, and its widths are those of the dictionary (within a thousandth of an em)."""
    descriptor = font.get("/FontDescriptor")
    if descriptor is None or "/FontFile2" not in descriptor:
        yield "6.2.11.4 not embedded"
        return
    with TTFont(BytesIO(descriptor.FontFile2.read_bytes())) as program:
        if descriptor.Flags & 4 and ("/Encoding" in font or len(program["cmap"].tables) > 1):
            yield "6.2.11.6 encoding of a symbolic font"
        em, advances = program["head"].unitsPerEm, program["hmtx"]
        shown = program["cmap"].tables[0].cmap if "cmap" in program else {}
        for code, width in enumerate(font.Widths, int(font.FirstChar)):
            glyph = shown.get(code) or shown.get(0xF000 + code)
            if glyph and abs(advances[glyph][0] * 1000 / em - float(width)) > 1.5:
                yield f"6.2.11.5 width of {code}"


@pytest.fixture(scope="module")
def archived(soffice, tmp_path_factory) -> list[Path]:
    files = [*papers("order"), *papers("letter"), *letters(tmp_path_factory.mktemp("letters"), 1)]
    made = to_pdf(files, tmp_path_factory.mktemp("archive"), FONTS, archive=True)
    assert all(paper.pdf for paper in made), made
    return [paper.pdf for paper in made]


def test_archived_papers_keep_what_pdf_a_asks_for(archived):
    assert {path.name: found for path in archived if (found := list(faults(path)))} == {}


def test_paper_that_is_not_for_the_archive_does_not_claim_to_be(soffice, tmp_path):
    [made] = to_pdf(papers("order")[:1], tmp_path, FONTS)
    found = list(faults(made.pdf))
    assert "6.6.4 part and level" in found and "6.2.3 output intent" in found


def test_missing_font_and_wrong_title_would_be_seen(archived, tmp_path):
    with pikepdf.open(archived[0]) as pdf:
        font = next(font for _, font in pdf.pages[0].obj.Resources.Font.items())
        del font.FontDescriptor.FontFile2
        pdf.docinfo["/Title"] = "อื่น"
        pdf.save(tmp_path / "broken.pdf")
    found = list(faults(tmp_path / "broken.pdf"))
    assert any("6.2.11.4" in one for one in found) and "6.6.3 /Title is not dc:title" in found


def test_papers_say_that_they_are_thai(archived, soffice, tmp_path):
    """A reader aloud, and a search, go by the language of the file (ISO 32000-1 14.9.2)."""
    [made] = to_pdf(papers("letter")[:1], tmp_path, FONTS)
    for path in (archived[0], made.pdf):
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == "th-TH"
