"""Pictures of the example papers as they should look: tests/golden/FORM-PAPER-N-PAGE.png, 80 dpi, four greys.

N counts the papers of that kind that the form's examples make; the docs show the first.

    python -m tests.golden        # makes them anew; look at what changed before you commit it
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pymupdf
from PIL import Image, ImageChops, ImageFilter

from generator.paper import origin
from tests import made, paper

FOLDER = Path(__file__).parent / "golden"
DPI = 80
GREYS = 4
CHANGED = 64    # of 255: a dot that is another one, not the same one smoothed otherwise
MOST_CHANGED = 0.002    # the share of dots: another font or line height changes ten times as many
SET = "set"    # all papers of a case to several receivers, in one file


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


def examples() -> Iterator[tuple[str, Path]]:
    """The papers of every form's examples, in the order of their making: FORM-PAPER-N and the Word file."""
    found: Counter[str] = Counter()
    for form in made.NAMES:
        for file in made.papers(form):
            kept = origin.read_item(file.read_bytes()) if file.suffix == ".docx" else None
            if file.suffix == ".docx":
                name = f"{form}-{kept[1].paper if kept else SET}"
                found[name] += 1
                yield f"{name}-{found[name]}", file


def drawn(folder: Path) -> dict[str, Image.Image]:
    """The pictures of all pages of all examples, by name."""
    papers = dict(examples())
    pdfs = paper.to_pdfs(papers.values(), folder)
    return {f"{name}-{number}": page for name, pdf in zip(papers, pdfs, strict=True)
            for number, page in enumerate(pictures(pdf), 1)}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pages = drawn(Path(folder))
    for path in FOLDER.glob("*.png"):
        if path.stem not in pages:
            path.unlink()
    for name, page in pages.items():
        path, kept = FOLDER / f"{name}.png", page.quantize(GREYS)
        if not path.exists() or difference(Image.open(path), kept) > 0:
            kept.save(path, optimize=True)
            print(path.name)


if __name__ == "__main__":
    main()
