"""Made files are whole or absent, bear names that every system can hold, and never replace another file."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import outbox
from generator.errors import GenError
from generator.outbox import file_name, write_all, write_new


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("คำสั่งที่ ๒๑๘/๒๕๖๒ การกำหนดหน้าที่", "คำสั่งที่ ๒๑๘-๒๕๖๒ การกำหนดหน้าที่"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "CON_"),
        ('a<b>:"c"|?*', "abc"),
        ("จบด้วยจุด...", "จบด้วยจุด"),
        ("\u202eกลับทาง\u200b", "กลับทาง"),
        (" \t ", "เอกสาร"),
        ("เลข\u00a0\u00a0\u00a0/๒๕๖๙", "เลข -๒๕๖๙"),
    ],
)
def test_a_name_holds_on_every_system(text: str, name: str) -> None:
    assert file_name(text) == name


@given(st.text(max_size=300))
def test_any_text_becomes_one_path_segment(text: str) -> None:
    name = file_name(text)
    assert name and not set(name) & set('/\\<>:"|?*\0\n') and name not in (".", "..")
    assert len(f"{name} (ใหม่ ๙๙).docx".encode()) <= 4 * outbox.LONGEST and name == file_name(name)


def test_a_different_file_is_kept_and_the_new_one_stands_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "ก.docx"
    path.write_bytes(b"edited by a clerk")
    (first,) = write_all([(path, b"made")])
    (second,) = write_all([(path, b"made again")])
    (third,) = write_all([(path, b"made")])
    assert path.read_bytes() == b"edited by a clerk"
    assert (first.path.name, first.kept, first.same) == ("ก (ใหม่ ๒).docx", path, False)
    assert second.path.name == "ก (ใหม่ ๓).docx"
    assert third.same and third.path == first.path
    assert len(list(tmp_path.iterdir())) == 3


def test_two_papers_of_one_run_never_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ก.docx"
    written = write_all([(path, b"1"), (path, b"2")])
    assert [item.path.read_bytes() for item in written] == [b"1", b"2"]


def test_a_failure_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync
    calls = iter([False, False, True])

    def full(handle: int) -> None:
        if next(calls):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GenError, match=r"E601 เขียน ค\.docx ไม่ได้ \(ดิสก์เต็ม\)"):
        write_all([(tmp_path / f"{name}.docx", b"x") for name in "กขค"])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    with pytest.raises(GenError, match="E601"):
        write_all([(tmp_path / "out" / "2562" / "ก.docx", b"x")])


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    path = tmp_path / "ตาราง.xlsx"
    write_new(path, b"first")
    with pytest.raises(GenError, match="E602"):
        write_new(path, b"second")
    assert path.read_bytes() == b"first"


def test_a_share_without_hard_links_still_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "not supported")

    monkeypatch.setattr(os, "link", no_links)
    write_new(tmp_path / "ก.docx", b"x")
    assert (tmp_path / "ก.docx").read_bytes() == b"x"
    with pytest.raises(GenError, match="E602"):
        write_new(tmp_path / "ก.docx", b"y")
