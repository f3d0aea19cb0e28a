"""A paper is shown as it will be printed, or as a marked sample where nothing can print it; the doctor tells which."""

from __future__ import annotations

import sys
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from lxml import html
from PIL import Image

from generator import cli
from generator.errors import GenError
from generator.pdf import batch, doctor, preview
from generator.pdf.doctor import Fact
from generator.pdf.fonts import PSK
from generator.pdf.typefaces import Fonts
from tests.letters import letter
from tests.libreoffice import FONTS
from tests.test_pdf_fonts import named


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    return letter(tmp_path_factory.mktemp("paper") / "หนังสือ.docx", 1)


@pytest.fixture
def no_engine(monkeypatch) -> None:
    for module in (batch, doctor):
        monkeypatch.setattr(module, "find_program", lambda: None)


def grey(picture: Path) -> Image.Image:
    with Image.open(picture) as opened:
        return opened.convert("L")


def ink(picture: Image.Image, dark: int, light: int) -> float:
    """The share of dots between two greys."""
    counts = picture.histogram()
    return sum(counts[dark:light]) / sum(counts)


def test_paper_is_shown_page_by_page_as_printed(soffice, file, tmp_path):
    shown = preview.preview(file, tmp_path, FONTS, dpi=100)
    assert shown.faithful and [path.name for path in shown.pages] == ["หนังสือ-1.png"]
    picture = grey(shown.pages[0])
    assert picture.size == pytest.approx((21 / 2.54 * 100, 29.7 / 2.54 * 100), abs=1)
    assert 0.01 < ink(picture, 0, 100) < 0.3


def test_album_shows_all_pictures_in_one_window(tmp_path):
    names = [f"คำสั่ง #1 & <ก>-{number}.png" for number in (1, 2, 3)]
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    page = preview.album(preview.Preview(tuple(tmp_path / name for name in names), faithful=True))
    shown = html.fromstring(page)
    held = [b64decode(image.get("src").partition("base64,")[2]).decode() for image in shown.iter("img")]
    assert held == names and shown.findtext(".//title") == "คำสั่ง #1 & <ก>"


def test_album_is_given_once_and_to_who_knows_its_address():
    got = []

    def browser(address):
        def ask(url):
            with suppress(OSError):
                got.append(urlopen(url, timeout=5).read())

        Thread(target=lambda: [ask(address + "x"), ask(address), ask(address)]).start()

    assert preview.show_once(b"page", browser, 10) and got == [b"page"]
    assert not preview.show_once(b"page", lambda _: None, 0.1)


def test_what_is_looked_at_and_thrown_away_leaves_nothing(soffice, own_engines, file, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    seen = []
    monkeypatch.setattr("click.launch", lambda url: seen.append(urlopen(url, timeout=5).read()))
    monkeypatch.chdir(tmp_path)
    assert cli.run(["preview", str(file)]) == 0
    assert b"data:image/png" in seen[0] and not list((tmp_path / "temp").iterdir())


def test_pdf_is_shown_too(soffice, file, tmp_path):
    preview.preview(file, tmp_path, FONTS)
    again = preview.preview(tmp_path / "หนังสือ.pdf", tmp_path / "again", FONTS)
    assert again.faithful and [path.name for path in again.pages] == ["หนังสือ-1.png"]


def test_without_an_engine_a_marked_sample_is_shown(no_engine, file, tmp_path):
    pytest.importorskip("rdocx", reason="only on a machine with rdocx: pip install -e .[preview]")
    shown = preview.preview(file, tmp_path, FONTS)
    assert not shown.faithful and len(shown.pages) == 1
    assert ink(grey(shown.pages[0]), 205, 225) > 0.01    # the pale word from corner to corner
    assert ink(grey(shown.pages[0]), 0, 100) > 0.01


def test_without_anything_it_is_told_what_to_install(no_engine, file, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "rdocx", None)
    with pytest.raises(GenError, match=r"E859.*LibreOffice.*preview"):
        preview.preview(file, tmp_path, FONTS)


@pytest.mark.parametrize(("name", "content", "code"), [
    ("a.pdf", b"no pdf", "E857"), ("a.docx", b"no zip", "E852"), ("absent.docx", None, "E301"), ("absent.pdf", None, "E301")])
def test_broken_file_is_told(soffice, tmp_path, name, content, code):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(GenError) as caught:
        preview.preview(tmp_path / name, tmp_path, FONTS)
    assert caught.value.code == code


def facts(fonts: Fonts) -> dict[str, Fact]:
    return {fact.name: fact for fact in doctor.doctor(fonts)}


def test_doctor_tells_the_engine_and_the_font_file_of_each_family(soffice):
    told = facts(Fonts(system=False))
    assert told["LibreOffice"].ok and "ใช้ทำ PDF" in told["LibreOffice"].found
    for family in ("TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙"):
        assert told[family].ok and ".ttf" in told[family].found and "ทดแทน" in told[family].found


def test_doctor_tells_what_to_install(no_engine, monkeypatch):
    monkeypatch.setattr(doctor.importlib.util, "find_spec", lambda name: None)
    told = facts(Fonts(system=False))
    assert not told["LibreOffice"].ok and told["LibreOffice"].advice
    assert "gen-saraban[sign]" in told["pyHanko"].advice


def test_doctor_tells_the_offices_own_font_with_the_height_of_its_lines(tmp_path):
    named(tmp_path / "THSarabun.ttf", "TH SarabunPSK")
    told = facts(Fonts((tmp_path,), system=False))["TH SarabunPSK"]
    assert "THSarabun.ttf" in told.found and "๑๘.๑ พอยท์" in told.found and not told.advice


def test_doctor_tells_a_web_font_of_the_official_name(tmp_path):
    named(tmp_path / "sarabun.ttf", "TH SarabunPSK", scale=655)
    lines = [str(fact) for fact in doctor.doctor(Fonts((tmp_path,), system=False))]
    assert any("✗ TH SarabunPSK" in line and "ไม่เท่าของจริง" in line for line in lines)
    assert any(f"({PSK.file().name})" in line for line in lines)
