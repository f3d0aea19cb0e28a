"""Pictures of the example papers as they should look: tests/golden/FORM-CASE-PAGE.png, 80 dpi, four greys.

    python -m tests.golden        # makes them anew; look at what changed before you commit it
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pymupdf
from PIL import Image, ImageChops, ImageFilter

from generator import cli
from generator.office import shipped
from tests import paper

FOLDER = Path(__file__).parent / "golden"
DPI = 80
GREYS = 4
CHANGED = 64    # of 255: a dot that is another one, not the same one smoothed otherwise
MOST_CHANGED = 0.002    # the share of dots: another font or line height changes ten times as many
NOON = "1795305600"    # 2026-11-22: what the examples take for today


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of dots that are not the same, after a smoothing of one dot."""
    if one.size != other.size:
        return 1.0
    smooth = [picture.convert("L").filter(ImageFilter.BoxBlur(1)) for picture in (one, other)]
    counts = ImageChops.difference(*smooth).histogram()
    return sum(counts[CHANGED:]) / sum(counts)


def picture(page: pymupdf.Page) -> Image.Image:
    dots = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
    return Image.frombytes("L", (dots.width, dots.height), dots.samples)


def pictures(pdf: Path) -> list[Image.Image]:
    with pymupdf.open(pdf) as document:
        return [picture(page) for page in document]


def examples(folder: Path) -> Iterator[tuple[str, Path]]:
    """The papers of every form's examples, made as a clerk makes them: name and Word file."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        cli.run(["init", str(folder)])
        for form in sorted(shipped("forms").glob("*/examples.yaml")):
            cli.run(["--office", str(folder), form.parent.name, str(form)])
    found: dict[str, int] = {}
    for file in sorted((folder / "out").rglob("*.docx")):
        form = file.parent.name
        found[form] = found.get(form, 0) + 1
        yield f"{form}-{found[form]}", file


def drawn(folder: Path) -> dict[str, Image.Image]:
    """The pictures of all pages of all examples, by name."""
    made = dict(examples(folder))
    pdfs = paper.to_pdfs(made.values(), folder / "pdf")
    return {f"{name}-{number}": page for name, pdf in zip(made, pdfs, strict=True)
            for number, page in enumerate(pictures(pdf), 1)}


def main() -> None:
    os.environ["SOURCE_DATE_EPOCH"] = NOON
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pages = drawn(Path(folder) / "office")
    for path in FOLDER.glob("*.png"):
        if path.stem not in pages:
            path.unlink()
    for name, page in pages.items():
        path = FOLDER / f"{name}.png"
        if not path.exists() or difference(Image.open(path), page) > 0:
            page.quantize(GREYS).save(path, optimize=True)
            print(path.name)


if __name__ == "__main__":
    main()
