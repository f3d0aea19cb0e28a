"""Word files to PDF through LibreOffice, laid out as Word would, with the stand-in fonts of `standin.py`.

LibreOffice departs from Word in four things that Thai papers use. Each is made up for in a throw-away copy; the Word
file itself is never touched. Observed with LibreOffice 7.4: try each again after an upgrade.
"""

from __future__ import annotations

import atexit
import functools
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from tests import standin

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STORIES = re.compile(r"word/(document|styles|numbering|header\d*|footer\d*|footnotes|endnotes)\.xml")
PAGE_FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
THAI_SWITCH = re.compile(r"\\\*\s*thaiarabic\b", re.IGNORECASE)
USUAL_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
# Pictures as they are: without this a 600 dpi emblem becomes a 300 dpi JPEG.
PDF_EXPORT = (
    'pdf:writer_pdf_Export:{"UseLosslessCompression":{"type":"boolean","value":"true"},'
    '"ReduceImageResolution":{"type":"boolean","value":"false"}}'
)


def soffice() -> Path | None:
    """LibreOffice's program, from PATH or the usual places of each system."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else next((Path(place) for place in USUAL_PLACES if Path(place).is_file()), None)


def missing() -> str:
    """Why no paper can be laid out on this machine; empty if it can."""
    if soffice() is None:
        return "LibreOffice is not installed (package libreoffice-writer-nogui)"
    if standin.laksaman() is None:
        return "the font Laksaman is not installed (package fonts-tlwg-laksaman-ttf)"
    return ""


def to_pdf(docx: Path, folder: Path) -> Path:
    """Lay one Word file out; see `to_pdfs`."""
    return to_pdfs([docx], folder)[0]


def to_pdfs(files: Iterable[Path], folder: Path) -> list[Path]:
    """Lay Word files out as PDFs of the same names in `folder`, in one run of LibreOffice.

    Raises: RuntimeError with LibreOffice's own words when a PDF did not come out.
    """
    files = list(files)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        copies = [Path(scratch) / f"{n}.docx" for n in range(len(files))]
        for file, copied in zip(files, copies, strict=True):
            copy_for_libreoffice(file, copied)
        said = convert(copies, Path(scratch))
        made = [folder / f"{file.stem}.pdf" for file in files]
        for copied, pdf in zip(copies, made, strict=True):
            if not copied.with_suffix(".pdf").is_file():
                raise RuntimeError(f"LibreOffice made no PDF of {pdf.stem}.docx: {said}")
            shutil.move(copied.with_suffix(".pdf"), pdf)
    return made


def convert(files: list[Path], folder: Path) -> str:
    """Run LibreOffice, seeing only the stand-in fonts, with a profile of this process; returns what it said."""
    program = soffice()
    assert program is not None, missing()
    command = [program, f"-env:UserInstallation={profile().as_uri()}", "--headless", "--norestore",
               "--convert-to", PDF_EXPORT, "--outdir", folder, *files]
    env = os.environ | {"FONTCONFIG_FILE": str(standin.fontconfig()), "SAL_USE_VCLPLUGIN": "svp"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60 + 10 * len(files), check=False)
    return done.stdout + done.stderr


@functools.cache
def profile() -> Path:
    """A profile that no other LibreOffice of this machine uses: two runs that share one lock each other out."""
    folder = Path(tempfile.mkdtemp(prefix="gen-test-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def copy_for_libreoffice(docx: Path, to: Path) -> None:
    """Write the copy that LibreOffice lays out like Word."""
    with zipfile.ZipFile(docx) as source, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as copied:
        thai_pages = b"thaiNumbers" in source.read("word/document.xml")
        for name in source.namelist():
            data = source.read(name)
            if STORIES.fullmatch(name):
                root = etree.fromstring(data)
                justify(root)
                hold_no_break_spaces(root)
                draw_thai_page_numbers(root, thai_pages)
                draw_thai_list_numbers(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            copied.writestr(name, data)


def justify(root: etree._Element) -> None:
    """LibreOffice reads thaiDistribute as left; its own justification (both) opens Thai letters as Word's does."""
    for jc in root.iter(f"{W}jc"):
        if jc.get(f"{W}val") == "thaiDistribute":
            jc.set(f"{W}val", "both")


def hold_no_break_spaces(root: etree._Element) -> None:
    """LibreOffice sometimes breaks a line at a no-break space; a word joiner on either side stops that."""
    for text in root.iter(f"{W}t"):
        text.text = (text.text or "").replace("\u00a0", "\u2060\u00a0\u2060")


def draw_thai_page_numbers(root: etree._Element, thai_pages: bool) -> None:
    """LibreOffice shows 2 for thaiNumbers and ข for ThaiArabic; a font that draws 0-9 as ๐-๙ puts both right."""
    for runs in fields(root):
        code = "".join(text.text or "" for run in runs for text in run.iter(f"{W}instrText"))
        kind = PAGE_FIELD.match(code)
        if kind and (THAI_SWITCH.search(code) or (thai_pages and kind[1].upper() == "PAGE")):
            for run in runs:
                draw_thai_digits(properties(run))
                for text in run.iter(f"{W}instrText"):
                    text.text = THAI_SWITCH.sub("", text.text or "")
    for field in root.iter(f"{W}fldSimple"):
        code = field.get(f"{W}instr", "")
        if PAGE_FIELD.match(code) and (thai_pages or THAI_SWITCH.search(code)):
            field.set(f"{W}instr", THAI_SWITCH.sub("", code))
            for run in field.iter(f"{W}r"):
                draw_thai_digits(properties(run))


def draw_thai_list_numbers(root: etree._Element) -> None:
    """LibreOffice numbers thaiNumbers lists 1. 2. 3.; the same font puts them right."""
    for level in root.iter(f"{W}lvl"):
        form = level.find(f"{W}numFmt")
        if form is not None and form.get(f"{W}val") == "thaiNumbers":
            found = level.find(f"{W}rPr")
            draw_thai_digits(etree.SubElement(level, f"{W}rPr") if found is None else found)


def fields(root: etree._Element) -> Iterator[list[etree._Element]]:
    """The runs of each complex field, from its begin mark to its end mark, inner fields before outer ones."""
    for paragraph in root.iter(f"{W}p"):
        opened: list[list[etree._Element]] = []
        for run in paragraph.iter(f"{W}r"):
            marks = [mark.get(f"{W}fldCharType") for mark in run.findall(f"{W}fldChar")]
            opened += [[] for mark in marks if mark == "begin"]
            for runs in opened:
                runs.append(run)
            for mark in marks:
                if mark == "end" and opened:
                    yield opened.pop()


def properties(run: etree._Element) -> etree._Element:
    found = run.find(f"{W}rPr")
    if found is None:
        found = etree.Element(f"{W}rPr")
        run.insert(0, found)
    return found


def draw_thai_digits(rpr: etree._Element) -> None:
    fonts = rpr.find(f"{W}rFonts")
    if fonts is None:
        fonts = etree.Element(f"{W}rFonts")
        rpr.insert(0 if rpr.find(f"{W}rStyle") is None else 1, fonts)
    for slot in ("ascii", "hAnsi"):
        fonts.attrib.pop(f"{W}{slot}Theme", None)
        fonts.set(f"{W}{slot}", standin.IT9.answers_to[0])
