"""Pictures of the pages of a paper: of its faithful PDF, or of a rough one where no engine is installed.

In: a Word file or a PDF. Out: PNG files. The rough one comes from rdocx (extra `preview`), a renderer in a wheel: its
letters are right, but its lines and pages need not end where Word's do, so each page is marked as a sample.
"""

from __future__ import annotations

import secrets
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from ..errors import GenError, Problem, Problems
from ..word import opc
from . import links, pdfium, sound, stamps
from .batch import Press
from .fonts import FOLDER
from .throwaway import cured
from .typefaces import Fonts

DPI = 110
PATIENCE = 30.0  # s, for a browser to start and load a page
SAMPLE = "ตัวอย่าง"
ALBUM = """<!DOCTYPE html>
<html lang="th"><meta charset="utf-8"><title>{title}</title>
<style>body {{ background: #888; text-align: center }} img {{ background: #fff; max-width: 100%; margin: 1em }}</style>
{shown}
</html>
"""


@dataclass(frozen=True)
class Preview:
    """The pictures of a paper, page by page; `faithful`: they look as the printed paper will."""

    pages: tuple[Path, ...]
    faithful: bool
    problems: tuple[Problem, ...] = ()


def preview(file: Path, folder: Path, fonts: Fonts, dpi: int = DPI) -> Preview:
    """Pictures of a paper in `folder`: NAME-1.png, NAME-2.png …

    Raises: GenError E859 without an engine and without rdocx, E301, E852, E855, E857.
    """
    if file.suffix.lower() == ".pdf":
        return Preview(tuple(pictures(sound.read(file), folder, file.stem, dpi)), faithful=True)
    try:
        with Press(fonts, force=True, engines=1) as press:
            [made] = press.to_pdf([file], folder)
    except GenError as error:
        if error.code != "E850":
            raise
        return Preview(tuple(pictures(_rough(file, fonts), folder, file.stem, dpi)), faithful=False)
    if made.pdf is None:
        raise Problems(made.problems)
    return Preview(tuple(pictures(_bytes(made.pdf), folder, file.stem, dpi)), True, made.problems)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise GenError("E301", file=file.name) from None


def pictures(pdf: bytes, folder: Path, stem: str, dpi: int = DPI) -> Iterator[Path]:
    """Write a picture of each page of a PDF. Raises: GenError E857."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with pdfium.drawn(pdf) as document:
            for number in range(document.count):
                path = folder / f"{stem}-{number + 1}.png"
                document.picture(number, dpi).save(path)
                yield path
    except pdfium.Unreadable:
        raise GenError("E857", file=f"{stem}.pdf") from None


def album(seen: Preview) -> bytes:
    """One page for a browser that holds the pictures of all pages."""
    pictures = (b64encode(page.read_bytes()).decode() for page in seen.pages)
    shown = "\n".join(f'<img src="data:image/png;base64,{data}" alt="{n}">' for n, data in enumerate(pictures, 1))
    title = escape(seen.pages[0].stem.rpartition("-")[0])
    return ALBUM.format(title=title, shown=shown).encode()


def show_once(page: bytes, opened: Callable[[str], object], patience: float = PATIENCE) -> bool:
    """Let a browser on this machine load a page once, from memory; `opened` is given its address.

    False where nothing came for it in time. Nothing of the page is written to the disk.
    """
    secret = f"/{secrets.token_urlsafe(16)}"
    loaded = threading.Event()

    class Once(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            right = self.path == secret and not loaded.is_set()
            self.send_response(200 if right else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if right:
                self.wfile.write(page)
                loaded.set()

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Once) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        opened(f"http://127.0.0.1:{server.server_port}{secret}")
        shown = loaded.wait(patience)
        server.shutdown()
    return shown


def _rough(file: Path, fonts: Fonts) -> bytes:
    """A PDF by rdocx, with a mark on each page. Raises: GenError E301, E859, E852."""
    data = _bytes(file)
    try:
        import rdocx
    except ImportError:
        raise GenError("E859", extra="preview") from None

    try:
        parts = cured(links.cut(opc.read(data))[0], fonts, joiners=False)
        drawn = rdocx.Document.from_bytes(opc.write(parts)).to_pdf(font_dirs=[*fonts.folders, FOLDER])
    except (ValueError, rdocx.RdocxError):
        raise GenError("E852", file=file.name) from None
    return _marked(drawn)


def _marked(pdf: bytes) -> bytes:
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            width, height = stamps.size_of(page)
            whole = stamps.Box(0, 0, width, height)
            stamps.lay(page, stamps.watermark(SAMPLE, width, height), whole, under=True)
        buffer = BytesIO()
        opened.save(buffer)
    return buffer.getvalue()
