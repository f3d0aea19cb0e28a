"""Every place where words of a library are looked at: provoked, and held to what the program looks for.

A release that says it otherwise fails here by name and version. Clerks lose nothing but detail by it: each place has a Thai
sentence for what it does not know. To be changed then is the module that the first column names.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import click
import pytest
import xlrd
import yaml

from generator.yamlfaults import OTHERWISE, SAID

YAML = {  # what each sign of SAID comes from
    "cannot start any token": "ก: @ข",
    "expected alphabetic or numeric": "ก: *ข",
    "expected URI": "ก: !ข 3",
    "undefined tag": "ก: !x!y 1",
    "expected ',' or": "ก: [1, 2",
    "mapping values are not allowed": "ก: ข: ค",
    "could not find expected ':'": "ก: 1\nข\nค: 2",
    "expected <block end>": 'ก: "ข" ค',
    "unexpected end of stream": 'ก: "ข',
    "unexpected document separator": "ก: 'ข\n---\n",
}


def of_yaml(text: str) -> Callable[[Path], object]:
    return lambda folder: list(yaml.parse(text, Loader=yaml.BaseLoader))


def of_click(*arguments: str) -> Callable[[Path], object]:
    group = click.Group("gen", commands=[click.Command("one", params=[click.Option(["--n"], type=click.IntRange(1))])])
    return lambda folder: group.main(list(arguments), standalone_mode=False)


def locked(folder: Path) -> None:
    first, second = (sqlite3.connect(folder / "a.db", timeout=0, isolation_level=None) for _ in range(2))
    try:
        first.execute("BEGIN EXCLUSIVE")
        second.execute("BEGIN EXCLUSIVE")
    finally:
        first.close()
        second.close()


def no_database(folder: Path) -> None:
    (folder / "a.db").write_bytes(b"no database at all, but long enough to be one\n" * 50)
    connection = sqlite3.connect(folder / "a.db")
    try:
        connection.execute("BEGIN EXCLUSIVE")
    finally:
        connection.close()


def encrypted_workbook(folder: Path) -> None:
    book = xlrd.book.Book()
    book.verbosity, book.biff_version = 0, 80
    book.handle_filepass(b"")


PLACES = [  # where it is looked at, the library, what is looked for, what makes the library say it
    *(("yamlfaults.py", "PyYAML", sign, of_yaml(text)) for sign, text in YAML.items()),
    ("cli/thai.py", "click", "No such command 'tow'", of_click("tow")),
    ("cli/thai.py", "click", "unexpected extra argument (ใหม่.xlsx)", of_click("one", "ใหม่.xlsx")),
    ("cli/thai.py", "click", "'สอง' is not ", of_click("one", "--n", "สอง")),
    ("cli/thai.py", "click", "0 is not ", of_click("one", "--n", "0")),
    ("source/xls.py", "xlrd", "encrypted", encrypted_workbook),
    ("outbox/journal.py", "sqlite3", "locked", locked),
    ("outbox/journal.py", "sqlite3", "not a database", no_database),
]


def release(library: str) -> str:
    return sqlite3.sqlite_version if library == "sqlite3" else version(library)


@pytest.mark.parametrize(("where", "library", "looked_for", "provoke"), PLACES, ids=lambda value: value if isinstance(value, str) else "")
def test_the_library_says_what_is_looked_for(where: str, library: str, looked_for: str, provoke: Callable[[Path], object], tmp_path: Path) -> None:
    try:
        provoke(tmp_path)
        said = "nothing"
    except Exception as error:
        said = f"{getattr(error, 'message', '')} {getattr(error, 'problem', '')} {error}"
    if looked_for not in said:
        pytest.fail(f"{library} {release(library)} says {said!r}, and generator/{where} looks for {looked_for!r}", pytrace=False)


def test_each_sign_of_the_yaml_parser_is_provoked() -> None:
    assert YAML.keys() == SAID.keys()


@pytest.mark.parametrize("text", ["ก: |x\n ข", "%YAML 3.0\n---\nก: 1", 'ก: "\\q"', "ก: }"])
def test_what_nobody_foresaw_is_told_in_thai_with_its_line(text: str, tmp_path: Path) -> None:
    from generator.errors import GenError
    from generator.source import read

    (tmp_path / "ก.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GenError, match=OTHERWISE):
        read(tmp_path / "ก.yaml")


@pytest.mark.parametrize("said", ["Quite another sentence", "เลขอื่น"])
def test_what_click_says_otherwise_is_told_in_thai(said: str) -> None:
    from generator.cli.thai import usage_error

    for error in (click.UsageError(said), click.BadParameter(said)):
        told = usage_error(error)
        assert "Quite" not in told and "--help" in told


@pytest.mark.parametrize("text", ["name: [", "name: ก: ข", "a: !!python/object:os.x 1", "[" * 3000 + "]" * 3000])
def test_a_settings_file_is_told_in_thai(text: str, tmp_path: Path) -> None:
    from generator.errors import GenError
    from generator.office import read_yaml

    (tmp_path / "office.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GenError) as caught:
        read_yaml(tmp_path / "office.yaml")
    words = str(caught.value).partition("(")[2]
    assert caught.value.code == "E308" and not re.search("[a-z]", words), words
