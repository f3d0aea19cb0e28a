"""Cases kept as files: every save is a version, two hands are put together, and nothing typed is lost."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.casefile import Clash, create, listed, merge, read, receive, save, versions
from generator.errors import GenError
from generator.source import Head
from generator.source import read as read_source

ONE = Head(False, ("ช่อง",))
HEADS = {
    "คำสั่ง": Head(True, ("เลขที่คำสั่ง", "สั่ง ณ วันที่", "เรื่อง")),
    "บุคลากร": Head(False, ("ชื่อ - สกุล", "ตำแหน่ง")),
    "ว่าง": Head(False, ("ช่อง",)),
}
NOW = datetime(2026, 11, 30, 9, 0)
CELLS = {"คำสั่ง": (("218/2562", "", "แต่งตั้ง"),), "บุคลากร": (("นาย ก", "ครู"), ("นาย ข", "ครู"))}


def test_a_case_comes_back_as_it_was_typed(tmp_path):
    made = create(tmp_path, "order", HEADS, {**CELLS, "ว่าง": (("", " "), ())}, "บุญมี", NOW, "คำสั่งเดือนธันวาคม")
    again = read(tmp_path, "order", made.id)
    assert (again.cells, again.heads) == ({**CELLS, "ว่าง": ()}, HEADS)
    assert (again.version, again.by, again.at, again.name) == (1, "บุญมี", "2026-11-30T09:00:00", "คำสั่งเดือนธันวาคม")
    assert list(listed(tmp_path)) == [("order", made.id)]


def test_the_copy_that_commands_read_is_the_newest_version(tmp_path):
    made = create(tmp_path, "order", HEADS, CELLS, "ก", NOW)
    save(tmp_path, made, {"คำสั่ง": (("219/2562",),)}, "ก", NOW)
    kept = json.loads((tmp_path / "cases" / "order" / made.id / "case.json").read_text("utf-8"))
    assert kept["version"] == 2
    assert kept["sheets"]["คำสั่ง"]["rows"] == [["219/2562"]]


def test_a_save_without_a_change_is_no_version(tmp_path):
    made = create(tmp_path, "order", HEADS, CELLS, "ก", NOW)
    again, clashes = save(tmp_path, made, CELLS, "ข", NOW)
    assert (again.version, clashes) == (1, [])


def test_two_hands_at_two_sheets_lose_nothing(tmp_path):
    made = create(tmp_path, "order", HEADS, CELLS, "ก", NOW)
    save(tmp_path, made, {"คำสั่ง": (("219/2562", "", "แต่งตั้ง"),)}, "ก", NOW)
    last, clashes = save(tmp_path, made, {"บุคลากร": (("นาย ก", "ครู"),)}, "ข", NOW)
    assert clashes == []
    assert last.cells == {"คำสั่ง": (("219/2562", "", "แต่งตั้ง"),), "บุคลากร": (("นาย ก", "ครู"),), "ว่าง": ()}


def test_one_cell_changed_by_both_is_told_and_nothing_is_written(tmp_path):
    made = create(tmp_path, "order", HEADS, CELLS, "ก", NOW)
    save(tmp_path, made, {"คำสั่ง": (("219/2562", "", "แต่งตั้ง"),)}, "ก", NOW)
    last, clashes = save(tmp_path, made, {"คำสั่ง": (("220/2562", "", "แต่งตั้ง"),)}, "ข", NOW)
    mine, theirs = (("220/2562", "", "แต่งตั้ง"),), (("219/2562", "", "แต่งตั้ง"),)
    assert clashes == [Clash("คำสั่ง", 0, mine, theirs)]
    assert last.version == 2 == read(tmp_path, "order", made.id).version


def test_saves_at_the_same_time_are_all_kept(tmp_path):
    made = create(tmp_path, "order", {f"แผ่น {n}": ONE for n in range(8)}, {f"แผ่น {n}": () for n in range(8)}, "ก", NOW)
    with ThreadPoolExecutor(8) as pool:
        sheets = [{f"แผ่น {n}": ((str(n),),)} for n in range(8)]
        done = list(pool.map(lambda cells: save(tmp_path, made, cells, "ก", NOW), sheets))
    assert all(not clashes for _, clashes in done)
    last = read(tmp_path, "order", made.id)
    assert last.version == 9
    assert last.cells == {f"แผ่น {n}": ((str(n),),) for n in range(8)}


def test_old_versions_are_folded_to_one_a_sitting(tmp_path):
    of = create(tmp_path, "order", {"ก": ONE}, {"ก": ()}, "ก", NOW)
    for n in range(1, 61):
        when = NOW + timedelta(minutes=n) + (timedelta(hours=2) if n > 10 else timedelta())
        of, _ = save(tmp_path, of, {"ก": ((str(n),),)}, "ก", when)
    kept = versions(tmp_path, "order", of.id)
    assert [one.version for one in kept] == [*range(61, 31, -1), 31, 11]
    assert read(tmp_path, "order", of.id, 11).cells == {"ก": (("10",),)}


@pytest.mark.parametrize(("form", "id"), [
    ("order", "../order"), ("order", ""), ("order", "con\0"), ("..", "x"), ("order", "25691130-aaaaaa"), ("a/b", "x"),
    ("order", "ก"), ("order", "A" * 4),
])  # fmt: skip
def test_a_name_from_outside_is_never_a_path(tmp_path, form, id):
    create(tmp_path, "order", HEADS, CELLS, "ก", NOW)
    with pytest.raises(GenError) as told:
        read(tmp_path, form, id)
    assert told.value.code == "E950"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sheets": 5}', '{"sheets": {"ก": [5]}}', "[" * 100_000, "\ud800"])
def test_a_damaged_file_is_told(tmp_path, text):
    made = create(tmp_path, "order", HEADS, CELLS, "ก", NOW)
    path = tmp_path / "cases" / "order" / made.id / "versions" / "000001.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(GenError) as told:
        read(tmp_path, "order", made.id)
    assert told.value.code == "E951"


def test_what_a_clerk_gave_is_kept_beside_what_came_before(tmp_path):
    made = create(tmp_path, "order", HEADS, CELLS, "ก", NOW)
    first = receive(tmp_path, made, "../คำสั่ง.xlsx", b"1")
    second = receive(tmp_path, made, "../คำสั่ง.xlsx", b"2")
    assert first.parent == second.parent == tmp_path / "cases" / "order" / made.id / "received"
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")


def test_a_command_reads_a_case_as_a_workbook(tmp_path):
    made = create(tmp_path, "order", HEADS, CELLS, "ก", NOW)
    book = read_source(tmp_path / "cases" / "order" / made.id / "case.json")
    rows = {table.name: table.rows for table in book.tables}
    assert rows["คำสั่ง"][1:] == [["เลขที่คำสั่ง", "218/2562"], ["สั่ง ณ วันที่", None], ["เรื่อง", "แต่งตั้ง"]]
    assert rows["บุคลากร"] == [["ชื่อ - สกุล", "ตำแหน่ง"], ["นาย ก", "ครู"], ["นาย ข", "ครู"]]
    assert str(book.tables[0].place(1, 1)) == "case.json › คำสั่ง › B2"


# --- two hands

BASE = (("ก", "1"), ("ข", "2"), ("ค", "3"))


@pytest.mark.parametrize(("mine", "theirs", "both"), [
    (BASE, BASE, BASE),
    ((("ก", "9"), *BASE[1:]), BASE, (("ก", "9"), *BASE[1:])),
    ((("ก", "9"), *BASE[1:]), (("จ", "1"), *BASE[1:]), (("จ", "9"), *BASE[1:])),
    ((("ใหม่", "0"), *BASE), (*BASE[:2], ("ค", "8")), (("ใหม่", "0"), *BASE[:2], ("ค", "8"))),
    ((*BASE, ("ง", "4")), (*BASE, ("จ", "5")), (*BASE, ("จ", "5"), ("ง", "4"))),
    ((*BASE, ("ง", "4")), (*BASE, ("ง", "4")), (*BASE, ("ง", "4"))),
    (BASE[1:], (*BASE[:2], ("ค", "8")), (BASE[1], ("ค", "8"))),
    ((("ก",), *BASE[1:]), (("ก", "1", "หมายเหตุ"), *BASE[1:]), (("ก", "", "หมายเหตุ"), *BASE[1:])),
])  # fmt: skip
def test_what_two_hands_did_is_put_together(mine, theirs, both):
    assert merge({"s": BASE}, {"s": mine}, {"s": theirs}) == ({"s": both}, [])


def test_a_row_that_one_took_out_and_the_other_changed_is_a_clash():
    merged, clashes = merge({"s": BASE}, {"s": BASE[1:]}, {"s": (("ก", "9"), *BASE[1:])})
    assert clashes == [Clash("s", 0, (), (("ก", "9"),))]
    assert merged == {"s": (("ก", "9"), *BASE[1:])}


ROWS = st.lists(st.tuples(st.sampled_from("กขค"), st.sampled_from("123")), max_size=6).map(tuple)


@settings(max_examples=300)
@given(ROWS, ROWS, ROWS)
def test_one_hand_alone_gives_what_it_wrote_and_no_row_of_two_is_lost(base, mine, theirs):
    assert merge({"s": base}, {"s": mine}, {"s": base}) == ({"s": mine}, [])
    assert merge({"s": base}, {"s": base}, {"s": theirs}) == ({"s": theirs}, [])
    assert merge({"s": base}, {"s": theirs}, {"s": theirs}) == ({"s": theirs}, [])
    merged, clashes = merge({"s": base}, {"s": mine}, {"s": theirs})
    if not clashes:
        new = [row for row in mine if row not in base and row not in theirs]
        for row in new:  # whole, or cell by cell with what the other hand wrote
            assert row in merged["s"] or any(set(row) & set(one) for one in merged["s"])
