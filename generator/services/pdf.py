"""PDFs of Word files, and pictures of their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..office import Office
from ..pdf import batch, scratch
from ..pdf import preview as pictures
from ..pdf.batch import Made
from ..pdf.preview import Preview, album, show_once
from ..pdf.settings import fonts
from ..pdf.typefaces import Fonts
from ..watch import NOBODY, Watch

__all__ = ["Made", "PdfRequest", "Preview", "fonts_of", "leaf_through", "preview", "show_once", "to_pdf"]


@dataclass(frozen=True)
class PdfRequest:
    """Word files to lay out, each beside itself or in `folder`.

    `archive` makes PDF/A-2b, `force` keeps a PDF in which a font crept in.
    """

    files: Sequence[Path]
    folder: Path | None = None
    archive: bool = False
    force: bool = False


def to_pdf(office: Office | None, request: PdfRequest, watch: Watch = NOBODY) -> list[Made]:
    """A PDF of each Word file; what is wrong with one stands in its result.

    Raises: GenError E850 without an engine, E601; Stopped.
    """
    return batch.to_pdf(
        request.files,
        request.folder,
        fonts_of(office),
        archive=request.archive,
        force=request.force,
        watch=watch,
    )


def preview(office: Office | None, file: Path, folder: Path) -> Preview:
    """Pictures of the pages of a Word file or a PDF, in `folder`.

    Raises: GenError E301, E852, E855, E857, E859.
    """
    return pictures.preview(file, folder, fonts_of(office))


def leaf_through(office: Office | None, file: Path) -> tuple[Preview, bytes]:
    """A page for a browser with the pictures of all pages; nothing stays on the disk. Raises: as `preview`."""
    with scratch.folder("preview") as folder:
        seen = preview(office, file, folder)
        return seen, album(seen)


def fonts_of(office: Office | None) -> Fonts:
    """Where fonts come from: those of the office too, where there is one. Raises: GenError E403."""
    return fonts(office) if office else Fonts()
