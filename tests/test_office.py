"""An office is a folder with settings; what is wrong in them is said by name, and a new office is started whole."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator import folders, office
from generator.errors import GenError
from generator.template.emblem import Picture, keep_emblem

GOOD = """\
name: สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมมติ เขต ๑   # ชื่อเต็ม
short: สพป.สมมติ เขต ๑
emblem:                 # ยังไม่มี
signers:
  director: {name: นายสมชาย ใจดี, position: ผู้อำนวยการ}
"""


def made(folder: Path, settings: str = GOOD) -> Path:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "office.yaml").write_text(settings, encoding="utf-8")
    return folder


def test_the_office_is_found_from_any_folder_inside_it(tmp_path: Path) -> None:
    root = made(tmp_path / "office")
    inside = root / "out" / "2562"
    inside.mkdir(parents=True)
    assert folders.find_root(inside) == root.resolve()
    assert folders.find_root(tmp_path, inside) == root.resolve(), "the folder of the case file counts too"
    assert folders.find_root(tmp_path) is None
    with pytest.raises(GenError, match="E501"):
        office.open_office(None)


def test_settings_become_values(tmp_path: Path) -> None:
    found = office.open_office(made(tmp_path), datetime.date(2026, 11, 22))
    assert found.short == "สพป.สมมติ เขต ๑" and found.emblem is None and found.people == ()
    director = found.signers["director"]
    assert (director.signature, director.rank, director.lines) == ("(นายสมชาย  ใจดี)", "", ("ผู้อำนวยการ",))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (GOOD.replace("short:", "shrot:"), 'E402 data/office.yaml: ไม่รู้จัก "shrot" หรือหมายถึง "short"'),
        (GOOD + "เบอร์โทร: 0 4281 1234\n", 'E402 data/office.yaml: ไม่รู้จัก "เบอร์โทร" หรือหมายถึง "phone"'),
        (GOOD + "ที่ตั้งสำนักงาน: เลย\n", 'E402 data/office.yaml: ไม่รู้จัก "ที่ตั้งสำนักงาน" หรือหมายถึง "address"'),
        (GOOD.replace("name: สำ", "name: #"), 'E403 data/office.yaml: "name" ยังว่างอยู่'),
        (GOOD.replace("name: นายสมชาย ใจดี", "name: ''"), 'E403 data/office.yaml signers.director: "name" ยังว่างอยู่'),
        (GOOD.replace("name: สำ", "name: 12 #"), 'E403 data/office.yaml: "name" ต้องเป็นข้อความ'),
        (GOOD.replace("นายสมชาย ใจดี", "นาย"), 'E403 data/office.yaml: "signers.director.name"'),
        (GOOD.replace("position: ผู้อำนวยการ", "position: []"), 'E403 data/office.yaml: "signers.director.position"'),
        (GOOD.replace("position:", "post:"), 'E402 data/office.yaml signers.director: ไม่รู้จัก "post"'),
        (GOOD.split("signers")[0], 'E403 data/office.yaml: "signers" ต้องมีผู้ลงนามอย่างน้อยหนึ่งคน'),
        ("name: [", "E308 office.yaml บรรทัด"),
        ("- ก\n- ข\n", "E403 office.yaml"),
        ("", "E403 office.yaml"),
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, settings: str, said: str) -> None:
    with pytest.raises(GenError) as error:
        office.open_office(made(tmp_path, settings))
    assert str(error.value).replace("\\", "/").startswith(said)


def test_the_emblem_is_named_and_the_rest_of_the_settings_stays(tmp_path: Path) -> None:
    opened = office.open_office(made(tmp_path))
    path = keep_emblem(opened, Picture(b"picture", "png", 1, 1))
    settings = tmp_path / "data" / "office.yaml"
    assert path.read_bytes() == b"picture"
    assert settings.read_text(encoding="utf-8") == GOOD.replace("emblem:      ", "emblem: emblem.png      ")
    keep_emblem(office.open_office(tmp_path), Picture(b"other", "jpg", 1, 1))
    assert office.open_office(tmp_path).emblem == tmp_path / "data" / "emblem.jpg"


def test_an_emblem_line_that_is_missing_is_added(tmp_path: Path) -> None:
    made(tmp_path, GOOD.replace("emblem:                 # ยังไม่มี\n", ""))
    keep_emblem(office.open_office(tmp_path), Picture(b"picture", "png", 1, 1))
    assert office.open_office(tmp_path).emblem


def test_a_new_office_opens_and_an_old_folder_is_left_alone(tmp_path: Path) -> None:
    office.start_office(tmp_path / "ใหม่")
    opened = office.open_office(tmp_path / "ใหม่")
    assert opened.forms == tmp_path / "ใหม่" / "forms" and (opened.forms / "order" / "form.yaml").is_file()
    with pytest.raises(GenError, match="E505"):
        office.start_office(tmp_path / "ใหม่")


def test_the_clock_can_be_set_for_repeatable_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    assert office.clock() == datetime.date(2026, 11, 22)
