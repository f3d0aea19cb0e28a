"""What happens to shares, disks and servers: one clear message, and nothing half-done."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import text

from generator.errors import GenError
from generator.register import Entry, open_register, rows, take, take_all, verify

JUNE = date(2019, 6, 7)
PAPER = Entry("order", JUNE, "เรื่อง")


def refused(code: str, words: str = ""):
    return pytest.raises(GenError, match=f"^{code} .*{words}")


def opened(where, wait: float = 0.2):
    return open_register(where, "สมศรี", JUNE, wait)


def test_a_share_that_is_not_there(tmp_path):
    with refused("E701", "ไดรฟ์ที่ใช้ร่วมกัน"), opened(tmp_path / "gone" / "register.db"):
        pass


def test_a_share_that_goes_away_while_the_book_is_open(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    with opened(folder / "register.db") as register:
        take(register, PAPER)
        folder.rename(tmp_path / "elsewhere")
        with refused("E70[12]"):
            take(register, PAPER)
        (tmp_path / "elsewhere").rename(folder)
        assert take(register, PAPER).number == 2
        assert verify(register) == []


def test_a_folder_in_place_of_the_book(tmp_path):
    (tmp_path / "register.db").mkdir()
    with refused("E701"), opened(tmp_path / "register.db"):
        pass


def test_a_book_that_may_only_be_read_is_still_read(small):
    take(small, PAPER)
    with small.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with refused("E702", "อ่านได้อย่างเดียว"):
        take(small, PAPER)
    assert len(rows(small, "order", 2562)) == 1


def test_a_full_disk_undoes_the_whole_batch(small):
    take(small, PAPER)
    with small.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with refused("E703", "ดิสก์เต็ม"):
        take_all(small, [Entry("order", JUNE, "ยาว " * 500, str(n)) for n in range(20)])
    with small.read() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert take(small, PAPER).number == 2
    assert verify(small) == []


def test_another_clerk_who_does_not_let_go(small):
    take(small, PAPER)
    with closing(sqlite3.connect(small.where)) as other, opened(small.where) as register:
        other.execute("BEGIN IMMEDIATE")
        with refused("E704", "0.2 วินาที"):
            take(register, PAPER)
        assert len(rows(register, "order", 2562)) == 1
        other.rollback()
        assert take(register, PAPER).number == 2


@pytest.mark.parametrize("content", [b"not a database, only long enough to be taken for one " * 100, b"x"])
def test_a_file_that_is_no_book(tmp_path, content):
    (tmp_path / "register.db").write_bytes(content)
    with refused("E705", "ไฟล์สำรอง"), opened(tmp_path / "register.db"):
        pass


def test_a_damaged_book(tmp_path):
    path = tmp_path / "register.db"
    with opened(path) as register:
        take_all(register, [Entry("order", JUNE, "เรื่อง", str(n)) for n in range(200)])
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = b"\xaa" * (len(data) - 4096 * 2)
    path.write_bytes(data)
    with refused("E705"), opened(path) as register:
        take(register, PAPER)


def test_a_book_whose_own_words_are_damaged(tmp_path):
    path = tmp_path / "register.db"
    with opened(path) as register:
        take(register, PAPER)
    data = path.read_bytes()
    assert b"previous TEXT NOT NULL" in data
    path.write_bytes(data.replace(b"previous TEXT NOT NULL", b"previous TEXT NOT NUL\xcc"))  # SQLite quotes it
    with refused("E705"), opened(path):
        pass


@pytest.mark.parametrize("left", [None, b""])
def test_a_lost_book_is_not_begun_anew(tmp_path, left):
    path = tmp_path / "register.db"
    with opened(path) as register:
        take(register, PAPER)
    shutil.copy(path, tmp_path / "backup.db")
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    with refused("E709", "นำไฟล์สำรองล่าสุดกลับมา"), opened(path):
        pass
    shutil.copy(tmp_path / "backup.db", path)
    with opened(path) as register:
        assert take(register, PAPER).number == 2
    path.unlink()
    (tmp_path / "register.lock").unlink()
    with opened(path) as register, refused("E750"):
        take(register, PAPER)
    with opened(path) as register, register.accepting():
        pass
    with opened(path) as register:
        assert take(register, PAPER).number == 1


@pytest.mark.parametrize(("url", "why"), [
    ("mysql://gen@localhost/saraban", "ไม่รู้จัก mysql"),
    ("http://localhost/saraban", "ไม่รู้จัก http"),
    ("postgresql://gen@host:port/x", "เขียนที่อยู่ไม่ถูกต้อง"),
    ("://", "เขียนที่อยู่ไม่ถูกต้อง"),
])  # fmt: skip
def test_an_address_that_cannot_be_used(url, why):
    with refused("E708", why), opened(url):
        pass


def test_a_server_that_does_not_answer_and_a_password_that_is_not_shown():
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install -e .[postgres]")
    with refused("E706", "127.0.0.1:1/saraban") as caught, opened("postgresql://gen:secret@127.0.0.1:1/saraban"):
        pass
    assert "secret" not in str(caught.value)


def test_a_server_without_the_database(postgres):
    with refused("E706"), opened(postgres().rpartition("/")[0] + "/nowhere"):
        pass


def test_a_server_that_drops_the_connection_in_the_middle(postgres):
    url = postgres()
    with opened(url) as register, opened(url) as other:
        take(register, PAPER)
        with refused("E706"), register.write() as transaction:
            transaction.connection.execute(text("DELETE FROM number"))
            mine = transaction.connection.execute(text("SELECT pg_backend_pid()")).scalar()
            with other.read() as connection:
                connection.execute(text("SELECT pg_terminate_backend(:mine)"), {"mine": mine})
            transaction.connection.execute(text("SELECT 1"))
        assert take(register, PAPER).number == 2, "the next call connects again"
        assert verify(register) == []


def test_a_server_where_another_clerk_does_not_let_go(postgres):
    url = postgres()
    with opened(url) as register, opened(url) as other:
        with other.write() as transaction, refused("E704"):
            assert transaction.notes == []
            take(register, PAPER)
        assert take(register, PAPER).number == 1


def test_a_server_that_may_only_be_read(postgres):
    url = postgres()
    with opened(url) as register, register.write() as transaction:
        name = url.rpartition("/")[2]
        transaction.connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    with opened(url) as register, refused("E702"):
        take(register, PAPER)
