"""The catalogue on the disk: one table of entries, and their words."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, fields
from pathlib import Path

from .. import casefile
from ..errors import GenError
from ..paper.known import Known
from .entry import CASE, PAPER, Entry, Query, case_entry, paper_entry, plain

FORMAT = 2  # of the tables and of what is put into them
SHORT = 3  # letters of a trigram; shorter words are looked for one by one
LOT = 500  # entries of a transaction
FRESH = 1.0  # seconds for which a look at the disk is good enough
SKIPPED = ("~$", ".")  # names of files that Word and we put down for a while
COLUMNS = [one.name for one in fields(Entry)]
SCHEMA = f"""
CREATE TABLE entries ({", ".join(COLUMNS)}, size INTEGER, words TEXT, PRIMARY KEY (path));
CREATE UNIQUE INDEX by_id ON entries (id);
CREATE INDEX by_kind ON entries (kind, form, changed);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'trigram', content = '');
PRAGMA user_version = {FORMAT};
"""
Fact = tuple[int, int]  # of a file: when it changed (ns), how long it is


class Catalogue:
    """The catalogue of the office in a folder. May be shared between threads; one refresh is done at a time."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = root / "out" / ".gen" / "catalogue.db"
        self._lock = threading.Lock()
        self._seen = 0.0
        self.changes = 0  # papers that changed since it was opened

    def look(self) -> None:
        """Take in what changed, if the last look was longer ago than a person would notice."""
        if time.monotonic() - self._seen > FRESH:
            self.refresh()
            self._seen = time.monotonic()

    def refresh(self) -> int:
        """Take in what changed on the disk; how many entries did."""
        with self._lock, self._opened() as book:
            known = {
                path: (changed, size)
                for path, changed, size in book.execute("SELECT path, changed, size FROM entries")
            }
            found = dict(self._files())
            gone = known.keys() - found.keys()
            for path in gone:
                _drop(book, path)
            new = [path for path, fact in found.items() if known.get(path) != fact]
            for start in range(0, len(new), LOT):
                for path in new[start : start + LOT]:
                    self._take(book, path, found[path])
                book.commit()
            book.commit()
            self.changes += sum(_is(path, PAPER) for path in (*gone, *new))
            return len(gone) + len(new)

    def search(self, query: Query, most: int = 100, start: int = 0) -> list[Entry]:
        """The entries that are asked for, the last changed first."""
        where, values = _conditions(query)
        columns = ", ".join(COLUMNS)
        sql = f"SELECT {columns} FROM entries WHERE {where} ORDER BY changed DESC LIMIT ? OFFSET ?"
        with self._opened() as book:
            return [Entry(*row) for row in book.execute(sql, (*values, most, start))]

    def count(self, query: Query) -> int:
        where, values = _conditions(query)
        with self._opened() as book:
            [[found]] = book.execute(f"SELECT count(*) FROM entries WHERE {where}", values)
            return int(found)

    def get(self, id: str) -> Entry | None:
        """The entry of an id."""
        columns = ", ".join(COLUMNS)
        with self._opened() as book:
            row = book.execute(f"SELECT {columns} FROM entries WHERE id = ?", (id,)).fetchone()
        return Entry(*row) if row else None

    # --- files

    def _files(self) -> Iterator[tuple[str, Fact]]:
        """Every paper and case of the office: path from its folder, and what tells a change."""
        for folder, kind in (("out", PAPER), (casefile.FOLDER, CASE)):
            for entry in _walk(self._root / folder):
                if _is(entry.name, kind):
                    stat = entry.stat()
                    path = Path(entry.path).relative_to(self._root).as_posix()
                    yield path, (stat.st_mtime_ns, stat.st_size)

    def _take(self, book: sqlite3.Connection, path: str, fact: Fact) -> None:
        """Read one file into the catalogue; one that cannot be read is left out until it changes."""
        _drop(book, path)
        try:
            entry, words = self._read(path, fact[0])
        except (OSError, GenError):
            return
        values = (*astuple(entry), fact[1], words)
        marks = ", ".join("?" * len(values))
        row = book.execute(f"INSERT INTO entries VALUES ({marks})", values).lastrowid
        book.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row, words))

    def _read(self, path: str, changed: int) -> tuple[Entry, str]:
        file = self._root / path
        if file.suffix == ".json":
            form, id = file.parent.parent.name, file.parent.name
            return case_entry(path, casefile.read(self._root, form, id), changed)
        return paper_entry(path, Known(file, file.read_bytes()), changed)

    # --- the database

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The database, made anew where it is missing, damaged or of another version."""
        try:
            book = self._connect()
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            book = self._connect()
        with closing(book):
            yield book

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        book = sqlite3.connect(self._path, timeout=30)
        try:
            [[version]] = book.execute("PRAGMA user_version")
            if version not in (0, FORMAT):
                raise sqlite3.DatabaseError
            if version == 0:
                book.execute("PRAGMA journal_mode = WAL")
                book.executescript(SCHEMA)
            book.execute("PRAGMA synchronous = OFF")  # what is lost is built again
        except sqlite3.DatabaseError:
            book.close()
            raise
        return book


def _conditions(query: Query) -> tuple[str, list[str | int]]:
    """The conditions of a query as SQL, and the values in them."""
    asked: dict[str, str | int] = {
        "kind": query.kind,
        "form": query.form,
        "state": query.state,
        "year": query.year,
        "waits": int(query.waits),
    }
    found = [f"{column} = ?" for column, value in asked.items() if value]
    values = [value for value in asked.values() if value]
    words = plain(query.words).split()
    long = [word for word in words if len(word) >= SHORT]
    if long:
        found.append("rowid IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(" AND ".join(f'"{word.replace(chr(34), chr(34) * 2)}"' for word in long))
    for word in words:
        if len(word) < SHORT:
            found.append("instr(words, ?)")
            values.append(word)
    return " AND ".join(found) or "1", values


def _drop(book: sqlite3.Connection, path: str) -> None:
    row = book.execute("SELECT rowid, words FROM entries WHERE path = ?", (path,)).fetchone()
    if row:
        book.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", row)
        book.execute("DELETE FROM entries WHERE path = ?", (path,))


def _walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The files below a folder, without hidden folders and the versions of cases."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(SKIPPED):
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in ("versions", "received"):
                yield from _walk(Path(entry.path))
        else:
            yield entry


def _is(name: str, kind: str) -> bool:
    return name == "case.json" if kind == CASE else name.lower().endswith(".docx")
