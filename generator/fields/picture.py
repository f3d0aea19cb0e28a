"""Pictures of the office's folder `pictures`, made ready for a paper: turned, small enough, nothing else in them.

In: the file, and the room that it may take, cm. Out: a `Picture` with JPEG or PNG of its own; where, when and with what
a photograph was taken does not go into the paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..word.inline import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = "pictures"
KINDS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp")
ROOM = (15.3, 11.0)  # cm: the text of a page less what LibreOffice keeps beside a picture, and two photographs a page
SHARP, COARSE = 200, 96  # dots per inch: what a printer shows, and the least that is stretched no further
MOST_BYTES, MOST_DOTS = 40 * 2**20, 100_000_000
LARGE_PNG = 400_000  # bytes from which a drawing is a photograph
QUALITY = 85
CM_INCH = 2.54


class NoPicture(ValueError):
    """A file that is no picture, or is larger than any that belongs into a paper."""


def files(root: Path) -> Iterator[str]:
    """The names of the pictures that an office has."""
    folder = root / FOLDER
    if folder.is_dir():
        yield from sorted(path.name for path in folder.iterdir() if path.suffix.lower() in ENDINGS)


def open_picture(path: Path, room: tuple[float, float] = ROOM) -> Picture:
    """The picture of a file. Raises: NoPicture; OSError."""
    about = path.stat()
    if about.st_size > MOST_BYTES:
        raise NoPicture
    return _kept(path, about.st_mtime_ns, about.st_size, room)


@lru_cache(maxsize=32)  # one that stands in every paper of a batch is made ready once
def _kept(path: Path, changed: int, size: int, room: tuple[float, float]) -> Picture:
    return ready(path.read_bytes(), room, path.name)


def ready(data: bytes, room: tuple[float, float] = ROOM, name: str = "") -> Picture:
    """A picture made ready; the same bytes for the same file. Raises: NoPicture."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.init()  # knows the formats by name only then
    try:
        with Image.open(io.BytesIO(data), formats=KINDS) as found:
            if found.width * found.height > MOST_DOTS:
                raise NoPicture
            is_drawn = found.format in ("PNG", "GIF", "BMP")
            picture = _flat(ImageOps.exif_transpose(found))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise NoPicture from error
    dots = tuple(round(cm / CM_INCH * SHARP) for cm in room)
    own = picture.width / COARSE * CM_INCH
    picture.thumbnail((dots[0], dots[1]))
    width = min(own, room[0], room[1] * picture.width / picture.height)
    return Picture(_packed(picture, is_drawn), round(width, 2), None, name)


def _flat(picture: Image) -> Image:
    """The dots alone, on white where it was transparent."""
    from PIL import Image

    if picture.mode in ("L", "1"):
        return picture.convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")


def _packed(picture: Image, is_drawn: bool) -> bytes:
    """Lines without loss, photographs as JPEG."""
    to = io.BytesIO()
    if is_drawn:
        picture.save(to, "PNG", optimize=True)
        if to.tell() <= LARGE_PNG:
            return to.getvalue()
        to = io.BytesIO()
    picture.save(to, "JPEG", quality=QUALITY, optimize=True)
    return to.getvalue()
