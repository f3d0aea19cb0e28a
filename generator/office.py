"""The office and the outside world: its folder, settings, people, clock and user.

In: the folder that holds `data/office.yaml`. Out: an `Office`, the only place that asks for the time, the user or a
folder, so that a run with the same office and clock repeats byte for byte.
"""

from __future__ import annotations

import getpass
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from . import directory, lists, yamlfaults
from .directory import Receiver
from .errors import GenError, guess, unwritable
from .folders import SETTINGS as SETTINGS
from .folders import forms_folder, shipped
from .thai import Day, Person, Unreadable, clean, nearest

SALUTATIONS = "salutations.yaml"
FACTS = ("code", "phone", "fax", "email")  # settings of one line, and of several, that papers show
LINES = ("address", "unit")
HOLIDAYS = Path("data", "holidays.csv")
PEOPLE = Path("data", "people.csv")
SECTIONS = ("check", "confidence", "fonts", "numbers", "print", "register", "sign")  # read by what they are of
LARGEST, MOST_NODES = 1024, 100_000  # kB of a settings file, and values that it may mean
THAI_KEYS = {  # what clerks call the keys of office.yaml, the longer word first
    "ชื่อย่อ": "short", "ชื่อ": "name", "รหัส": "code", "ที่อยู่": "address", "ที่ตั้ง": "address", "กลุ่ม": "unit",
    "ส่วนราชการ": "unit", "เจ้าของเรื่อง": "unit", "โทรสาร": "fax", "แฟกซ์": "fax", "โทร": "phone", "เมล": "email",
    "ไปรษณีย์": "email", "ครุฑ": "emblem", "ตรา": "emblem", "ผู้ลงนาม": "signers", "ตำแหน่ง": "position",
    "ทะเบียน": "register", "เลข": "numbers", "พิมพ์": "print", "แบบอักษร": "fonts", "ฟอนต์": "fonts", "ลงนาม": "sign",
    "ลายมือชื่อ": "sign", "ตรวจ": "check", "บ้านเรียน": "permit",
}  # fmt: skip
WORKS = ("permit",)  # settings of one work each, which the fields of its form name: permit.board


Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Signer:
    """One who may sign: the name, and the lines of the position as they stand under it (acting phrases included).

    One without a `key` is not in the settings: the cell itself says name and position, a line each.
    """

    key: str
    person: Person
    lines: tuple[str, ...]

    @property
    def signature(self) -> str:
        return self.person.signature

    @property
    def rank(self) -> str:
        return self.person.rank

    @property
    def typed(self) -> str:
        return f"{self.person} ({' '.join(self.lines)})" if self.key else "\n".join((str(self.person), *self.lines))

    def __str__(self) -> str:
        return str(self.person)


@dataclass(frozen=True, slots=True)
class Salutation:
    """How a letter greets, and how it closes: one row of the table, never mixed (ระเบียบสารบรรณ ภาคผนวก 2)."""

    typed: str  # with the receiver in brackets where one greeting has several closings
    closing: str
    sends: str = ""  # how its last paragraph begins: จึงเรียนมา
    to: tuple[str, ...] = ()  # how the names and positions of its receivers begin

    def __str__(self) -> str:
        return self.typed.partition(" (")[0]


@dataclass(frozen=True, slots=True)
class Series:
    """Where the numbers of a kind of paper come from: the `book` of which series, the `code` before them ("" for the
    office's), and whether `central` records give them."""

    book: str
    code: str = ""
    central: bool = False


@dataclass(frozen=True)
class Office:
    """One office: `name` in full and `short`, `signers` by key, `emblem` (a picture file or None), and the clock.

    `facts` are what its papers say: name, short, code (of its letters), address and unit lines, phone, fax, email;
    `sections` the settings of single commands; `lost_emblem` is the file that the settings name and that is gone.
    """

    root: Path
    today: date
    user: str
    name: str
    short: str
    signers: Mapping[str, Signer]
    emblem: Path | None
    facts: Mapping[str, Any]
    sections: Mapping[str, Any]
    lost_emblem: str = ""

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def number_book(self) -> Path | str:
        """Where the number book is: data/register.db, the file or the server's URL that `register:` names."""
        said = str(self.sections.get("register") or Path("data", "register.db"))
        return said if "://" in said else self.root / Path(said).expanduser()

    @property
    def keeps_book(self) -> bool:
        """Whether the office has a number book; looking into one must not begin it."""
        place = self.number_book
        return isinstance(place, str) or place.is_file()

    def _kept(self, path: Path, what: str, read: Callable[[], Kept]) -> Kept:
        """What is worked out of a file of the office, once for each state of the file."""
        state, key = _state(path), (what, path)
        if key not in self._read or self._read[key][0] != state:
            self._read[key] = state, read()
        kept: Kept = self._read[key][1]
        return kept

    def _place(self, path: Path) -> Path:
        """Where one of the office's lists lies, looked for once for each state of its folder: rows ask for it."""
        return self._kept(path.parent, path.name, lambda: lists.place(path))

    @cached_property
    def _read(self) -> dict[tuple[str, Path], tuple[object, Any]]:
        return {}

    def __getstate__(self) -> dict[str, Any]:
        """What travels to another process, which reads the files itself."""
        return {name: value for name, value in self.__dict__.items() if name != "_read"}

    @property
    def people(self) -> tuple[Mapping[str, str], ...]:
        """The rows of `data/people.csv` (columns name, position)."""
        path = self.root / PEOPLE
        return self._kept(self._place(path), "rows", lambda: tuple(lists.people(path)))

    @property
    def persons(self) -> tuple[Person, ...]:
        """The persons that the office knows: its signers, and the names of `data/people.csv` that can be read."""
        return self._kept(self._place(self.root / PEOPLE), "persons", self._persons)

    def _persons(self) -> tuple[Person, ...]:
        known = [signer.person for signer in self.signers.values()]
        for row in self.people:
            with suppress(Unreadable):
                known.append(Person.parse(row.get("name", "")))
        return tuple(known)

    @property
    def posts(self) -> Mapping[str, str]:
        """The position of each person of `data/people.csv` that has one there, by name without title."""
        return self._kept(self._place(self.root / PEOPLE), "posts", self._posts)

    def _posts(self) -> Mapping[str, str]:
        found = {}
        for row in self.people:
            with suppress(Unreadable):
                found[Person.parse(row.get("name", "")).name] = row.get("position", "")
        return found

    @property
    def holidays(self) -> frozenset[date]:
        """The days in `data/holidays.csv` (columns date, name) on which the office is closed. Raises: GenError E403."""
        return self._kept(self._place(self.root / HOLIDAYS), "holidays", self._holidays)

    def _holidays(self) -> frozenset[date]:
        found = set()
        for row in lists.rows(self.root / HOLIDAYS, lists.HOLIDAYS):
            try:
                found.add(Day.parse(row.get("date", ""), self.today).date)
            except Unreadable as error:
                raise GenError("E403", file=str(HOLIDAYS), key=row.get("date", ""), why=error.why) from None
        return frozenset(found)

    def setting(self, path: str) -> Any:
        """A fact of the office such as `name`, or a setting of a work such as `permit.board`; empty if it has none."""
        if path in self.facts:
            return self.facts[path]
        section, _, key = path.partition(".")
        found = self.sections.get(section)
        return found.get(key, "") if isinstance(found, dict) else ""

    def series(self, name: str) -> Series:
        """The numbers of a series, as `numbers:` of office.yaml says it. Raises: GenError E402, E403."""
        said = self.sections.get("numbers") or {}
        if not isinstance(said, dict) or not isinstance(of := said.get(name) or {}, dict):
            raise GenError("E403", file=str(SETTINGS), key="numbers", why="ต้องเป็น ชุด: {book: ชุด}")
        known_keys(of, ("book", "code", "central"), f"{SETTINGS} numbers.{name}")
        central = of.get("central", False)
        if not isinstance(central, bool):
            raise GenError("E403", file=str(SETTINGS), key=f"numbers.{name}.central", why="ต้องเป็น true หรือ false")
        return Series(clean(str(of.get("book") or name)), clean(str(of.get("code") or self.facts["code"])), central)

    def days(self, path: str) -> int:
        """A setting that is a number of days. Raises: GenError E403."""
        found = self.setting(path)
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            raise GenError("E403", file=str(SETTINGS), key=path, why="ต้องเป็นจำนวนวัน")
        return found

    def directory(self, name: str) -> tuple[Receiver, ...]:
        """The receivers of `data/<name>.csv`. Raises: GenError E506."""
        path = self._place(self.root / "data" / f"{name}.csv")
        return self._kept(path, "directory", lambda: directory.read(path))

    def listed(self, name: str) -> tuple[Receiver, ...]:
        """The receivers of a directory that the office may do without. Raises: GenError E506."""
        path = self._place(self.root / "data" / f"{name}.csv")
        return self.directory(name) if path.is_file() else ()

    def spelled(self, name: str, typed: str) -> tuple[str, str]:
        """As `directory.speller` says it of the receivers that are listed."""
        path = self._place(self.root / "data" / f"{name}.csv")
        return self._kept(path, "speller", lambda: directory.speller(self.listed(name)))(typed)

    @property
    def salutations(self) -> Mapping[str, Salutation]:
        """The rows of `forms/salutations.yaml` that a letter can greet with. Raises: GenError E308, E403."""
        return {row.typed: row for row in self._greetings if row.closing}

    def greeting(self, receiver: str) -> Salutation | None:
        """The row that is for a receiver and not for everybody; one without closing where none of the table will do."""
        name = receiver.removeprefix("ฯพณฯ").strip()
        found = [(len(word), row) for row in self._greetings for word in row.to if name.startswith(word)]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    @property
    def usual(self) -> Salutation:
        """The row that is for everybody else, the first."""
        return next(iter(self.salutations.values()))

    @property
    def by_sending(self) -> tuple[Salutation, ...]:
        """The rows whose last paragraph begins with words of their own."""
        return tuple(row for row in self._greetings if row.closing and row.sends)

    @property
    def _greetings(self) -> tuple[Salutation, ...]:
        path = self._salutations
        return self._kept(path, "salutations", lambda: _salutations(path))

    @cached_property
    def _salutations(self) -> Path:
        own = self.forms / SALUTATIONS
        return own if own.is_file() else shipped("forms") / SALUTATIONS

    @cached_property
    def forms(self) -> Path:
        """The office's own `forms/`, or those that came with the program."""
        return forms_folder(self.root)


def open_office(root: Path | None, today: date | None = None, user: str | None = None) -> Office:
    """Read the settings of the office at `root`, for one act on one day by one user: those of this machine, if unsaid.

    Raises: GenError E501 without an office, E402/E403/E308 for wrong settings.
    """
    if root is None:
        raise GenError("E501")
    return office_of(root, read_yaml(root / SETTINGS), today, user)


def office_of(root: Path, raw: Mapping[str, Any], today: date | None = None, user: str | None = None) -> Office:
    """The office at `root` with these settings. Raises: GenError E402/E403 for wrong settings."""
    known_keys(raw, ("name", "short", "emblem", "signers", *LINES, *FACTS, *SECTIONS, *WORKS), str(SETTINGS))
    name, short = (text_of(raw, key, str(SETTINGS)) for key in ("name", "short"))
    for key in ("emblem", *FACTS):
        if not isinstance(raw.get(key) or "", (str, int)):
            raise GenError("E403", file=str(SETTINGS), key=key, why="ต้องเป็นข้อความ")
    emblem = root / "data" / str(raw["emblem"]) if raw.get("emblem") else None
    lost = str(raw["emblem"]) if emblem and not is_there(emblem) else ""
    said = {key: clean(str(raw.get(key) or "")) for key in FACTS}
    lines = {key: _lines(raw.get(key), key) for key in LINES}
    facts = {"name": name, "short": short, **said, **lines}
    sections = {key: raw[key] for key in (*SECTIONS, *WORKS) if raw.get(key) is not None}
    who = login() if user is None else user
    shown = None if lost else emblem
    return Office(root, today or clock(), who, name, short, _signers(raw), shown, facts, sections, lost)


def _state(path: Path) -> object:
    """What changes when a file is written anew; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def clock() -> date:
    """Today, or the day of SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return date.fromordinal(date(1970, 1, 1).toordinal() + int(epoch) // 86400) if epoch.isdigit() else date.today()


def login() -> str:
    """Who is logged in on this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no login name: a service account, a container
        return ""


def read_yaml(path: Path) -> dict[str, Any]:
    """A settings file as a mapping. Raises: GenError E301, E305, E308, E403."""
    try:
        size = path.stat().st_size // 1024
        if size > LARGEST:
            raise GenError("E305", file=path.name, size=f"{size:,} kB", limit=f"{LARGEST} kB")
        data = path.read_bytes()
    except OSError:
        raise GenError("E301", file=path.name) from None
    return settings_of(data, path.name)


def settings_of(data: bytes, name: str) -> dict[str, Any]:
    """The bytes of a settings file as a mapping; `name` is for messages. Raises: GenError E308, E403."""
    import yaml

    try:
        if line := yamlfaults.too_deep(yaml.parse(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))):
            raise GenError("E308", file=name, line=line, why=yamlfaults.TOO_DEEP)
        raw = _loaded(data)
    except yaml.YAMLError as error:
        line, why = yamlfaults.fault(data.decode("utf-8", "replace"), error)
        raise GenError("E308", file=name, line=line, why=why) from None
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):  # PyYAML at values that are none
        raise GenError("E308", file=name, line=1, why="ค่าผิดรูป เช่น วันที่ที่ไม่มีจริง หรืออักขระแปลก") from None
    if not isinstance(raw, dict):
        raise GenError("E403", file=name, key=name, why="ต้องเป็นรายการ ชื่อ: ค่า")
    return raw


def _loaded(data: bytes) -> Any:
    """What a YAML file says; one that is small and means much (aliases of aliases) is refused before it is built.

    Raises: yaml.YAMLError, ValueError, and what PyYAML raises at values that are none.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(data)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        if _size(node, {}) > MOST_NODES:
            raise yaml.constructor.ConstructorError(None, None, "ใช้ * อ้างซ้ำกันมากเกินไป", node.start_mark)
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _size(node: Any, known: dict[int, int]) -> int:
    """How many values a node stands for, with each alias counted as what it means."""
    if id(node) not in known:
        known[id(node)] = MOST_NODES + 1  # what holds itself has no end
        children = node.value if isinstance(node.value, list) else []
        flat = (child for one in children for child in (one if isinstance(one, tuple) else (one,)))
        known[id(node)] = 1 + sum(_size(child, known) for child in flat)
    return known[id(node)]


def is_there(path: Path) -> bool:
    """Whether a file is there; a name that no system can have is not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def known_keys(raw: Mapping[str, Any], known: Iterable[str], file: str) -> None:
    """Refuse a key that a settings file does not have: a typing mistake must not pass as silence."""
    known = list(known)
    for key in raw:
        if key not in known:
            meant = nearest(str(key), known) or _in_thai(str(key), known)
            raise GenError("E402", file=file, key=key, guess=guess(meant))


def _in_thai(key: str, known: Sequence[str]) -> str:
    """The key that is called so in Thai; "" where none is."""
    found = [ours for word, ours in THAI_KEYS.items() if word in key and ours in known]
    return found[0] if found else ""


def text_of(raw: Mapping[str, Any], key: str, file: str) -> str:
    """The text of a settings key that must be there."""
    value = raw.get(key)
    if value is None or value == "":
        raise GenError("E403", file=file, key=key, why="ยังว่างอยู่ — ใส่ข้อความหลังเครื่องหมาย :")
    if not isinstance(value, str) or not value.strip():
        raise GenError("E403", file=file, key=key, why="ต้องเป็นข้อความ")
    return clean(value)


def _signers(raw: Mapping[str, Any]) -> dict[str, Signer]:
    file = str(SETTINGS)
    found = raw.get("signers")
    if not isinstance(found, dict) or not found:
        raise GenError("E403", file=file, key="signers", why="ต้องมีผู้ลงนามอย่างน้อยหนึ่งคน")
    return {str(key): _signer(str(key), value, file) for key, value in found.items()}


def _signer(key: str, raw: Any, file: str) -> Signer:
    if not isinstance(raw, dict):
        raise GenError("E403", file=file, key=f"signers.{key}", why="ต้องมี name และ position")
    known_keys(raw, ("name", "position"), f"{file} signers.{key}")
    lines = _lines(raw.get("position"), f"signers.{key}.position")
    if not lines:
        raise GenError("E403", file=file, key=f"signers.{key}.position", why="ต้องเป็นข้อความอย่างน้อยหนึ่งบรรทัด")
    try:
        person = Person.parse(text_of(raw, "name", f"{file} signers.{key}"))
    except Unreadable as error:
        raise GenError("E403", file=file, key=f"signers.{key}.name", why=error.why) from None
    return Signer(key, person, lines)


def _salutations(path: Path) -> tuple[Salutation, ...]:
    raw = read_yaml(path)
    return tuple(_salutation(clean(str(key)), raw, key) for key in raw)


def _salutation(typed: str, raw: Mapping[str, Any], key: Any) -> Salutation:
    """A row of the table: its closing alone, or with how it sends and whom it is for."""
    row = raw[key]
    if not isinstance(row, dict):
        return Salutation(typed, text_of(raw, key, SALUTATIONS))
    known_keys(row, ("closing", "sends", "to"), f"{SALUTATIONS} {typed}")
    closing = text_of(row, "closing", SALUTATIONS) if "closing" in row else ""
    return Salutation(typed, closing, clean(str(row.get("sends") or "")), tuple(map(clean, row.get("to") or ())))


def _lines(raw: Any, key: str) -> tuple[str, ...]:
    """A setting that is one text or a list of them."""
    lines = [raw] if isinstance(raw, str) else raw or []
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise GenError("E403", file=str(SETTINGS), key=key, why="ต้องเป็นข้อความ หรือรายการของข้อความ")
    return tuple(filter(None, map(clean, lines)))


def start_office(folder: Path) -> None:
    """A new office's folder, with the settings, forms and examples that came with the program.

    Raises: GenError E505 when the folder holds files already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GenError("E505", folder=folder)
    skip = shutil.ignore_patterns("__pycache__", "__init__.py", "*.db", "~$*", ".*")
    whole = folder.resolve().with_name(f".{folder.resolve().name[:40]}.gen-new")  # one rename makes it the office
    try:
        if whole.exists():  # of a run that died
            shutil.rmtree(whole)
        for part in ("forms", "data"):
            shutil.copytree(shipped(part), whole / part, ignore=skip)
        if folder.exists():  # an empty one, perhaps the one that we stand in
            for part in ("forms", "data"):
                (whole / part).rename(folder / part)
            whole.rmdir()
        else:
            whole.rename(folder)
    except OSError as error:
        shutil.rmtree(whole, ignore_errors=True)
        raise unwritable(folder, error) from None
