"""A picture that a clerk names in a cell: turned, small enough, nothing in it but its dots, and never wider than its place."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator.context import context
from generator.errors import Place
from generator.fields import Field, Wrong, read, show, value
from generator.fields.picture import ROOM, NoPicture, ready
from generator.office import Office, open_office, start_office
from generator.render import Template
from generator.word import opc
from generator.word.xml import find_all, parse
from tests import made, paper, soundness

PHOTO = Field("file", "รูป", "picture")
ROTATED = 6  # EXIF orientation: the camera was held upright


def photo(width: int = 4000, height: int = 3000, kind: str = "JPEG", **more: Any) -> bytes:
    """A photograph with a red left half."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    to = io.BytesIO()
    picture.save(to, kind, **more)
    return to.getvalue()


def taken() -> bytes:
    """One of a telephone, with the way it was held and the place where it was taken."""
    about = Image.Exif()
    about[0x0112], about[0x010F] = ROTATED, "Telephone"
    about.get_ifd(0x8825)[2] = (17.0, 29.0, 9.0)  # GPS latitude
    return photo(exif=about)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    start_office(tmp_path / "o")
    folder = tmp_path / "o" / "pictures"
    folder.mkdir()
    (folder / "แผนที่.jpg").write_bytes(taken())
    (folder / "broken.png").write_bytes(b"\x89PNG nothing")
    (tmp_path / "o" / "secret.jpg").write_bytes(photo(10, 10))
    return open_office(tmp_path / "o", date(2026, 11, 22))


def test_a_photograph_is_turned_and_says_nothing_of_where_it_was_taken(office: Office) -> None:
    found = value(PHOTO, "แผนที่.jpg", office)
    with Image.open(io.BytesIO(found.data)) as picture:
        assert picture.height > picture.width and not picture.getexif()
        assert picture.getpixel((picture.width // 2, 5))[0] > 200  # red is above, as it was seen
    assert b"Telephone" not in found.data and b"GPS" not in found.data
    assert len(found.data) < len(taken())


@pytest.mark.parametrize(("size", "room", "width"), [
    ((4000, 3000), (16, 11), 14.67), ((4000, 1000), ROOM, 15.3), ((192, 192), (16, 11), 5.08), ((4000, 3000), (6, 6), 6.0),
])  # fmt: skip
def test_a_picture_takes_no_more_room_than_there_is(size: tuple[int, int], room: tuple[float, float], width: float) -> None:
    assert ready(photo(*size), room).width == width


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_every_kind_becomes_one_that_word_shows(kind: str) -> None:
    data = ready(photo(60, 40, kind)).data
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.format in ("PNG", "JPEG") and picture.size == (60, 40)


def test_what_is_clear_becomes_white() -> None:
    to = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(to, "PNG")
    with Image.open(io.BytesIO(ready(to.getvalue()).data)) as picture:
        assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_the_same_file_gives_the_same_bytes() -> None:
    assert ready(taken()).data == ready(taken()).data


@pytest.mark.parametrize("data", [b"", b"text", b"<svg/>", b"%PDF-1.4", b"GIF89a"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(NoPicture):
        ready(data)


@pytest.mark.parametrize(("typed", "code"), [
    ("แผนทิ่.jpg", "E143"), ("../secret.jpg", "E143"), ("/etc/passwd", "E143"), (".", "E143"), ("broken.png", "E144"),
])  # fmt: skip
def test_a_wrong_name_is_told(office: Office, typed: str, code: str) -> None:
    found, said = read(PHOTO, typed, Place("a.xlsx"), office)
    assert found is None and said is not None and said.code == code
    assert ("แผนที่.jpg" in said.text) == (typed == "แผนทิ่.jpg")


def test_nothing_outside_of_the_folder_is_read_by_a_link(office: Office) -> None:
    (office.root / "pictures" / "link.jpg").symlink_to(office.root / "secret.jpg")
    with pytest.raises(Wrong):
        value(PHOTO, "link.jpg", office)


def test_a_picture_is_shown_as_the_name_that_gives_it_again(office: Office) -> None:
    found = value(PHOTO, "แผนที่.jpg", office)
    assert show(PHOTO, found) == "แผนที่.jpg" and value(PHOTO, show(PHOTO, found), office) == found
    assert list(PHOTO.kind.offers(PHOTO, office)) == ["broken.png", "แผนที่.jpg"]


@pytest.mark.parametrize("name", ["letter", "memo", "announcement", "report"])
def test_a_paper_holds_its_pictures_once_and_no_wider_than_the_text(name: str, office: Office) -> None:
    form, case = made.form(name), made.cases(name)[0]
    one = {"file": value(PHOTO, "แผนที่.jpg", office), "caption": "แผนที่ไปโรงเรียน"}
    case = replace(case, values={**case.values, "pictures": (one, {**one, "caption": None})})
    parts = opc.read(Template(form.papers[0].template).render(context(case, form.papers[0], made.office())))
    extents = find_all(parse(parts["word/document.xml"]), "//wp:inline[descendant::pic:pic]/wp:extent")
    assert [int(extent.get("cx", "0")) <= 16 * 360_000 for extent in extents[-2:]] == [True, True]
    assert sum(data == one["file"].data for data in parts.values()) == 1
    assert soundness.faults(parts) == []


def test_a_paper_with_tables_and_pictures_is_valid(validator: None, office: Office, tmp_path: Path) -> None:
    files = []
    for name in ("letter", "memo", "announcement"):
        form, case = made.form(name), made.cases(name)[0]
        one = {"file": value(PHOTO, "แผนที่.jpg", office), "caption": "แผนที่"}
        rows = made.cases("memo")[1].values["table"]
        case = replace(case, values={**case.values, "pictures": (one, one), "table": rows})
        path = tmp_path / f"{name}.docx"
        path.write_bytes(Template(form.papers[0].template).render(context(case, form.papers[0], made.office())))
        assert soundness.faults(opc.read(path.read_bytes())) == []
        files.append(path)
    assert paper.validate(files) == []
