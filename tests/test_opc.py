"""A Word file from outside is opened only when it is safe, and written the same every time."""

from __future__ import annotations

import contextlib
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import opc

TYPES = "[Content_Types].xml"
NAMES = st.from_regex(r"[a-z]{1,8}/[a-z]{1,8}\.(xml|png)", fullmatch=True)
PARTS = st.dictionaries(NAMES, st.binary(max_size=200), max_size=5).map(lambda parts: {TYPES: b"<Types/>", **parts})


def archive(parts: list[tuple[str, bytes]]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts:
            file.writestr(name, data)
    return buffer.getvalue()


@given(PARTS)
def test_parts_come_back_and_their_order_does_not_matter(parts: dict[str, bytes]) -> None:
    written = opc.write(parts)
    assert opc.read(written) == parts
    assert opc.write(dict(reversed(parts.items()))) == written
    assert zipfile.ZipFile(BytesIO(written)).namelist()[0] == TYPES


@pytest.mark.parametrize(
    "parts",
    [
        [("word/document.xml", b"")],
        [(TYPES, b""), ("../evil", b"")],
        [(TYPES, b""), ("/etc/evil", b"")],
        [(TYPES, b""), ("C:evil", b"")],
        [(TYPES, b"")] + [(f"p{n}", b"") for n in range(opc.MOST_PARTS)],
    ],
    ids=["no content types", "parent folder", "absolute", "drive", "too many parts"],
)
def test_a_hostile_package_is_refused(parts: list[tuple[str, bytes]]) -> None:
    with pytest.raises(opc.NotAPackage):
        opc.read(archive(parts))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opc, "MOST_BYTES", 1_000_000)
    with pytest.raises(opc.NotAPackage, match="too large"):
        opc.read(archive([(TYPES, b""), ("word/document.xml", bytes(2_000_000))]))


@given(st.binary(max_size=300), st.integers(0, 400))
def test_damage_is_never_more_than_not_a_package(noise: bytes, at: int) -> None:
    whole = opc.write({TYPES: b"<Types/>", "word/document.xml": b"<w/>" * 40})
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    for data in (noise, damaged):
        with contextlib.suppress(opc.NotAPackage):
            assert TYPES in opc.read(data)
