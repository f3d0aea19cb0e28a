"""Databases of every earlier version become today's, in order, once, whole or not at all."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from generator.errors import GenError
from generator.register import Entry, find, gaps, open_register, rows, schema, take, unfinished, verify

JUNE = date(2019, 6, 7)
KEPT = Path(__file__).parent / "versions"
VERSIONS = range(1, len(schema.MIGRATIONS) + 1)
ADDED = schema.Migration("a colour", ("ALTER TABLE number ADD COLUMN colour TEXT", "CREATE TABLE shelf (n INTEGER)"))
BROKEN = schema.Migration("broken", ("CREATE TABLE box (n INTEGER)", "ALTER TABLE nowhere ADD COLUMN n INTEGER"))


def test_the_tables_are_those_that_the_migrations_make(register):
    with register.read() as connection:
        found = inspect(connection)
        assert set(found.get_table_names()) == set(schema.metadata.tables)
        for table in schema.metadata.tables.values():
            columns = found.get_columns(table.name)
            assert [column["name"] for column in columns] == [column.name for column in table.columns]
            assert [column["nullable"] for column in columns] == [column.nullable for column in table.columns]
            key = found.get_pk_constraint(table.name)["constrained_columns"]
            assert key == [column.name for column in table.primary_key]
            for column, known in zip(columns, table.columns, strict=True):
                assert column["type"]._type_affinity is known.type._type_affinity


def test_each_migration_is_applied_once_and_recorded(register, where):
    with open_register(where, "สมชาย", date(2020, 1, 1)):
        pass
    with register.read() as connection:
        found = connection.execute(schema.migration.select()).all()
    assert found == [(n, step.title, JUNE) for n, step in enumerate(schema.MIGRATIONS, 1)]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_every_version_is_kept_and_opens_with_all_that_it_held(version, tmp_path):
    path = tmp_path / "register.db"
    connection = sqlite3.connect(path)
    connection.executescript((KEPT / f"{version}.sql").read_text(encoding="utf-8"))
    connection.close()
    with open_register(path, "สมชาย", date(2020, 1, 1)) as register:
        assert verify(register) == []
        found = [(row.running, row.state, row.subject, row.day) for row in rows(register, "order", 2562)]
        assert found == [
            ("10", "issued", "แต่งตั้งคณะกรรมการ", JUNE),
            ("11", "void", "ลงวันที่ผิด", JUNE),
            ("12", "reserved", "", JUNE),
            ("13", "pending", "มอบหมายงาน", JUNE),
            ("15", "issued", "จากทะเบียนกลาง", JUNE),
        ]
        assert gaps(register, "order", 2562) == [14]
        assert find(register, "order", 2562, 14).state == "free"
        assert [row.running for row in rows(register, "letter-ว", 2562)] == ["ว 1"]
        assert [row.paper for row in unfinished(register)] == ["id-4"]
        assert take(register, Entry("order", JUNE, "เรื่องใหม่", "id-9")).number == 14
        assert verify(register) == []


def test_a_later_version_goes_on_where_the_book_was(register):
    take(register, Entry("order", JUNE, "เรื่อง"))
    steps = (*schema.MIGRATIONS, ADDED)
    with register._writing.begin() as connection:
        assert not schema.is_current(connection, "", steps)
        schema.migrate(connection, JUNE, steps)
        schema.migrate(connection, JUNE, steps)
        assert schema.version(connection) == len(steps)
        assert connection.execute(text("SELECT subject, colour FROM number")).all() == [("เรื่อง", None)]
    assert verify(register) == []


def test_a_migration_that_fails_leaves_the_database_as_it_was(register):
    take(register, Entry("order", JUNE, "เรื่อง"))
    with pytest.raises(DBAPIError), register._writing.begin() as connection:
        schema.migrate(connection, JUNE, (*schema.MIGRATIONS, ADDED, BROKEN))
    with register.read() as connection:
        assert schema.version(connection) == len(schema.MIGRATIONS)
        assert not {"shelf", "box"} & set(inspect(connection).get_table_names())
        assert "colour" not in [column["name"] for column in inspect(connection).get_columns("number")]
    assert take(register, Entry("order", JUNE, "เรื่อง")).number == 2


def test_a_database_of_a_newer_program_is_refused(register, where):
    with register._writing.begin() as connection:
        schema.migrate(connection, JUNE, (*schema.MIGRATIONS, ADDED))
    with pytest.raises(GenError, match=r"^E707 .*ติดตั้งโปรแกรมรุ่นใหม่"), open_register(where, "สมชาย", JUNE):
        pass
