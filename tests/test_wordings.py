"""Every place where words of a library are looked at: provoked, and held to what the program looks for.

A release that says it otherwise fails here by name and version. Clerks lose nothing but detail by it: each place has a Thai
sentence for what it does not know. To be changed then is the module that the first column names.
"""

from __future__ import annotations

import errno
import platform
import re
import socket
import sqlite3
import ssl
from collections.abc import Callable
from email.message import Message
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError, URLError

import click
import jinja2
import pytest
import xlrd
import yaml
from jinja2.sandbox import SandboxedEnvironment

from generator.errors import GenError, refusal
from generator.register.faults import SQLITE
from generator.render import wording
from generator.yamlfaults import OTHERWISE, SAID

PACKAGE = Path(__file__).parent.parent / "generator"
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


def of_jinja(text: str) -> Callable[[Path], object]:
    """A template, made and filled with what a template of ours is made of: a text, a number, a list, a row."""
    environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined)
    values = {"text": "ข้อความ", "number": 3, "rows": [1, 2], "row": {"a": 1}, "call": lambda whole: whole, "unsafe": unsafe}
    return lambda folder: environment.from_string(text).render(values)


def unsafe() -> None:
    """What a sandbox does not call."""


unsafe.unsafe_callable = True  # type: ignore[attr-defined]

JINJA = {  # a template, and what of the message is looked for
    "{{ text | fee }}": "No filter named 'fee'",
    "{% if text is fee %}{% endif %}": "No test named 'fee'",
    "{{ text ? }}": "unexpected char '?'",
    "{{ 1 + }}": "unexpected 'end of print statement'",
    "{{ text | }}": "expected token 'name', got 'end of print statement'",
    "{% if %}{% endif %}": "Expected an expression, got 'end of statement block'",
    "{% %}": "ag name expected",
    "{{ text) }}": "unexpected ')'",
    "{% for none in rows %}{% endfor %}": "an't assign to 'const'",
    "{# text": "Missing end of comment",
    "{% block a %}{% endblock %}{% block a %}{% endblock %}": "block 'a' defined twice",
    "{% เรื่อง %}": "unknown tag 'เรื่อง'",
    "{% endif %}": "unknown tag 'endif'",
    "{% if text %}": "Unexpected end of template",
    "{{ first name }}": "expected token 'end of print statement', got 'name'",
    "{{ rows[7] + 1 }}": "has no element 7",
    "{{ row.a() }}": "'int' object is not callable",
    "{{ ().__class__ }}": "access to attribute '__class__'",
    "{{ unsafe() }}": "is not safely callable",
}
PYTHON = {  # the same, said by Python of what a tag works out
    "{{ text < number }}": "'<' not supported between instances of 'str' and 'int'",
    "{{ text + number }}": "can only concatenate",
    "{{ number - text }}": "unsupported operand type(s) for -: 'int' and 'str'",
    "{{ call() }}": "missing 1 required",
    "{{ call(1, 2) }}": "takes 1 positional argument but",
    "{{ call(b=1) }}": "unexpected keyword",
    "{% for a in number %}{% endfor %}": "'int' object is not iterable",
    "{{ number | length }}": "has no len()",
    "{{ '{:,}'.format(text) }}": "annot specify ','",
    "{{ {rows: 1} }}": "unhashable",
}


def of_sqlite(*lines: str, name: str = "a.db", mode: str = "rwc") -> Callable[[Path], object]:
    def provoke(folder: Path) -> None:
        connection = sqlite3.connect(f"file:{folder / name}?mode={mode}", uri=True, isolation_level=None)
        try:
            for line in lines:
                connection.execute(line)
        finally:
            connection.close()

    return provoke


def changed_database(place: int, to: bytes) -> Callable[[Path], object]:
    """A whole database, of which then some bytes are others."""

    def provoke(folder: Path) -> None:
        of_sqlite("CREATE TABLE a (b)", "INSERT INTO a VALUES (1)")(folder)
        data = bytearray((folder / "a.db").read_bytes())
        data[place : place + len(to)] = to
        (folder / "a.db").write_bytes(data)
        of_sqlite("SELECT * FROM a")(folder)

    return provoke


def read_only(folder: Path) -> None:
    of_sqlite("CREATE TABLE a (b)")(folder)
    of_sqlite("INSERT INTO a VALUES (1)", mode="ro")(folder)


BIG = "INSERT INTO a VALUES (zeroblob(100000))"
DATABASE = {
    "readonly": read_only,
    "disk is full": of_sqlite("PRAGMA max_page_count = 2", "CREATE TABLE a (b)", BIG),
    "locked": locked,
    "malformed": changed_database(4096, b"\xff" * 100),
    "not a database": no_database,
    "unsupported file format": changed_database(44, b"\0\0\0\x09"),
    "unable to open": of_sqlite(name="absent/a.db"),
}
BY_THE_DISK = {"disk i/o error", "locking protocol", "permission"}  # of SQLite, which only a broken disk makes it say


PLACES = [  # where it is looked at, the library, what is looked for, what makes the library say it
    *(("yamlfaults.py", "PyYAML", sign, of_yaml(text)) for sign, text in YAML.items()),
    ("cli/thai.py", "click", "No such command 'tow'", of_click("tow")),
    ("cli/thai.py", "click", "unexpected extra argument (ใหม่.xlsx)", of_click("one", "ใหม่.xlsx")),
    ("cli/thai.py", "click", "'สอง' is not ", of_click("one", "--n", "สอง")),
    ("cli/thai.py", "click", "0 is not ", of_click("one", "--n", "0")),
    *(("render/wording.py", "Jinja2", sign, of_jinja(text)) for text, sign in JINJA.items()),
    *(("render/wording.py", "Python", sign, of_jinja(text)) for text, sign in PYTHON.items()),
    *(("register/faults.py", "sqlite3", sign, provoke) for sign, provoke in DATABASE.items()),
    ("source/xls.py", "xlrd", "encrypted", encrypted_workbook),
    ("outbox/journal.py", "sqlite3", "locked", locked),
    ("outbox/journal.py", "sqlite3", "not a database", no_database),
]


def release(library: str) -> str:
    own = {"sqlite3": sqlite3.sqlite_version, "Python": platform.python_version()}
    return own.get(library) or version(library)


@pytest.mark.parametrize(("where", "library", "looked_for", "provoke"), PLACES, ids=lambda value: value if isinstance(value, str) else "")
def test_the_library_says_what_is_looked_for(where: str, library: str, looked_for: str, provoke: Callable[[Path], object], tmp_path: Path) -> None:
    try:
        provoke(tmp_path)
        said = "nothing"
    except Exception as error:
        said = f"{getattr(error, 'message', '')} {getattr(error, 'problem', '')} {error}"
    if looked_for.lower() not in said.lower():
        pytest.fail(f"{library} {release(library)} says {said!r}, and generator/{where} looks for {looked_for!r}", pytrace=False)


def test_each_sign_of_the_yaml_parser_is_provoked() -> None:
    assert YAML.keys() == SAID.keys()


@pytest.mark.parametrize("text", ["ก: |x\n ข", "%YAML 3.0\n---\nก: 1", 'ก: "\\q"', "ก: }"])
def test_what_nobody_foresaw_is_told_in_thai_with_its_line(text: str, tmp_path: Path) -> None:
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
    from generator.office import read_yaml

    (tmp_path / "office.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GenError) as caught:
        read_yaml(tmp_path / "office.yaml")
    words = str(caught.value).partition("(")[2]
    assert caught.value.code == "E308" and not re.search("[a-z]", words), words


def test_each_sign_of_the_database_is_provoked() -> None:
    assert DATABASE.keys() | BY_THE_DISK == SQLITE.keys()


LOOKED_AT = {
    "cli/__init__.py", "make/processes.py", "render/helper.py",  # E900
    "render/faults.py",  # the name of a part of Jinja, shown where none of OTHERS is it
    "errors.py", "outbox/journal.py", "register/faults.py", "render/fallback.py", "render/wording.py", "source/xls.py",
    "word/opc.py", "word/reading.py", "word/xml.py",
}  # fmt: skip


# --- what is shown, whatever a library says

QUITE = "Quite another sentence about 'ก' and \"ข\""


def is_thai(told: str) -> bool:
    """No two English words stand side by side in it."""
    return bool(re.search("[ก-๛]", told)) and not re.search("[A-Za-z]{2,} [A-Za-z]{2,}", told)


def test_what_jinja_says_otherwise_is_told_in_thai() -> None:
    assert is_thai(wording.syntax(QUITE, "{{ เรื่อง }}", []))
    assert is_thai(wording.failed(ValueError(QUITE)))


@pytest.mark.parametrize("text", [*JINJA, *PYTHON, "{% block ก %}{% endblock %}{% block ก %}{% endblock %}", "{{ 3 + ('ก' | int('ข')) }}"])
def test_what_jinja_and_python_say_is_told_in_thai(text: str, tmp_path: Path) -> None:
    try:
        of_jinja(text)(tmp_path)
    except jinja2.TemplateSyntaxError as error:
        told = wording.syntax(error.message or "", text, [])
    except Exception as error:
        told = wording.failed(error)
    assert is_thai(told.replace(text, "")), told


def test_a_part_that_libxml2_does_not_take_is_told_in_thai() -> None:
    from generator.render.mend import whole

    with pytest.raises(jinja2.TemplateSyntaxError) as caught:
        whole("<a><b></a>")
    assert is_thai(wording.syntax(caught.value.message or "", "", []))


@pytest.mark.parametrize("error", [
    OSError(errno.ENOSPC, "No space left on device"), OSError(5999, "Quite another sentence"), OSError("Quite another sentence"),
    TimeoutError("timed out"), ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), URLError("no host given"),
    URLError(ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")), HTTPError("http://x", 404, "Not Found", Message(), None),
    URLError(ssl.SSLCertVerificationError(1, "certificate verify failed")), URLError(socket.gaierror(-2, "Name or service not known")),
], ids=repr)  # fmt: skip
def test_what_the_system_says_is_told_in_thai(error: OSError) -> None:
    assert is_thai(refusal(error)) and not re.search("[A-Za-z]", refusal(error)), refusal(error)


def test_what_libreoffice_says_is_told_in_thai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.pdf.engine import Refused
    from generator.pdf.libreoffice import LibreOffice
    from generator.pdf.typefaces import Fonts

    engine = LibreOffice(tmp_path / "soffice", Fonts(system=False))
    monkeypatch.setattr(engine, "_answer", lambda limit: QUITE)
    monkeypatch.setattr(engine, "_start", lambda: engine._jobs.mkdir(parents=True))
    try:
        with pytest.raises(Refused) as caught:
            engine.convert(tmp_path / "a.docx", tmp_path / "a.pdf", 5)
    finally:
        engine.close()
    assert is_thai(caught.value.why) and "Quite" not in caught.value.why


def test_what_a_time_stamp_authority_says_is_told_in_thai() -> None:
    import asyncio

    from generator.signing.timestamp import stamper

    for url in ("http://127.0.0.1:1", "no address"):
        with pytest.raises(GenError) as caught:
            asyncio.run(stamper(url).async_request_tsa_response(SimpleNamespace(dump=lambda: b"")))
        why = caught.value.problems[0].text.partition("(")[2].partition(")")[0]
        assert is_thai(why), why


def damaged(suffix: str, data: bytes) -> object:
    return pytest.param(suffix, data, id=f"{suffix} {data[:6]!r}")


@pytest.mark.parametrize(("suffix", "data"), [
    damaged(".xlsx", b"PK\x05\x06" + bytes(18)), damaged(".xlsx", b"PK\3\4" + bytes(60)),
    damaged(".ods", b"PK\x05\x06" + bytes(18)), damaged(".xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
])  # fmt: skip
def test_a_damaged_workbook_is_told_in_thai(suffix: str, data: bytes, tmp_path: Path) -> None:
    from generator.source import read

    (tmp_path / f"ก{suffix}").write_bytes(data)
    with pytest.raises(GenError) as caught:
        read(tmp_path / f"ก{suffix}")
    assert all(is_thai(str(one)) for one in caught.value.problems), str(caught.value)


@pytest.mark.parametrize("data", [b"no pdf", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n9\n%%EOF"])
def test_a_damaged_pdf_is_told_in_thai(data: bytes, tmp_path: Path) -> None:
    from generator.signing.verify import verify

    (tmp_path / "ก.pdf").write_bytes(data)
    with pytest.raises(GenError) as caught:
        verify(tmp_path / "ก.pdf")
    assert all(is_thai(str(one)) for one in caught.value.problems), str(caught.value)


def test_no_message_ends_in_the_words_of_an_error() -> None:
    """Where text of an error is put into a message is known: places that only look at it, and the program's own mistake (E900)."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"str\(error|\{error\}|error\.(?:msg|strerror|args)|\.stderr\.decode", line):
                found.add(path.relative_to(PACKAGE).as_posix())
    assert found == LOOKED_AT
