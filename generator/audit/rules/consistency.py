"""Rules that hold one part of a paper against another, and against what the office knows: persons, offices, schools."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from ...thai import distance, official_digits, same_name, slip_of
from ...thai.nearest import without_marks
from ...word.document import Cell, Paragraph
from ..exam import Exam
from ..find.persons import FoundPerson
from ..rule import INFO, WARNING, Hit, rule

_ANY_OFFICE = re.compile(r"สำนัก[ก-๎]{0,6}เขต[ก-๎]{0,40}?ศึกษา[ก-๎]*?(?:[ \xa0]?เขต[ \xa0]?[\d๐-๙]+|(?![ก-๎]))")
_SCHOOL = re.compile(r"โรงเรียน(?!ใน|ที่|ละ|ทุก|ของ|และ|ขนาด|ต่าง|เอกชน|คุณภาพ|เป็น|ดัง|หรือ|ได้|จัด|มี|ให้|ไม่)[ก-๎]{2,40}")
_PLAIN = {ord("๐") + n: str(n) for n in range(10)} | {0xA0: " "}
_NEAR = 2  # letters and marks by which a name may differ and still be a slip


@rule("C50", WARNING, "ชื่อสำนักงาน {found} ไม่ตรงกับชื่อที่ถูก",
      "The office's name is not spelled as registered, or in two ways in one paper.",
      "ชื่อตามประกาศจัดตั้ง (data/office.yaml)", "…ประถมศึกษาเลยเขต ๑", "…ประถมศึกษาเลย เขต ๑")  # fmt: skip
def office_name(exam: Exam) -> Iterator[Hit]:
    found = [(p, match.start(), match[0]) for p in exam.paper.all for match in _offices(p)]
    spelled = Counter(text for _, _, text in found)
    known = [exam.office.name, exam.office.short] if exam.office else [text for text, _ in spelled.most_common(1)]
    right = {text: next((name for name in known if _slip(_plain(text), _plain(name))), "") for text in spelled}
    for p, at, text in found:
        if right[text]:
            yield Hit(p, at, at + len(text), official_digits(_plain(right[text])))


_OWN = re.compile(
    r"(?:โรงเรียน|วิทยาลัย|มหาวิทยาลัย|เทศบาล(?:ตำบล|เมือง|นคร)|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|โรงพยาบาล|ที่ว่าการอำเภอ)[ก-๎]{3,40}"
)


@rule("C96", WARNING, "ชื่อหน่วยงาน {found} สะกดไม่เหมือนที่อื่นในเอกสาร ({main})",
      "The paper's own office is spelled in two ways: in its heading, in the text, under the signature.",
      "การตรวจเทียบในเอกสารเดียวกัน", "คำสั่งโรงเรียนบ้านนาอ้อ … ผู้อำนวยการโรงเรียนบ้านน้าอ้อ", "โรงเรียนบ้านนาอ้อ")  # fmt: skip
def own_name(exam: Exam) -> Iterator[Hit]:
    formal = [*([exam.heading] if exam.heading else []), *exam.position, *exam.head[:4]]
    own = Counter(name for p in formal for name in _OWN.findall(p.text))
    if not own:
        return
    said = Counter({name: sum(name in p.text for p in exam.paper.words) for name in own})
    main = max(own, key=lambda name: (said[name], own[name]))
    for p in exam.paper.words:
        for match in _OWN.finditer(p.text):
            name = match[0][: len(main)] if without_marks(match[0]).startswith(without_marks(main)) else match[0]
            close = p in formal and abs(len(match[0]) - len(main)) == 1 and distance(match[0], main) == 1
            if not match[0].startswith(main) and (close or without_marks(name) == without_marks(main)):
                yield Hit(p, match.start(), match.start() + len(name), main, facts={"main": main})


@rule("C78", WARNING, "ชื่อโรงเรียน {found} ใกล้เคียงกับ {near} แต่ไม่ตรงกัน",
      "A school's name is nearly one of the office's schools.", "บัญชีโรงเรียนของสำนักงาน", "โรงเรียนบ้านนาอ้",
      "โรงเรียนบ้านนาอ้อ")  # fmt: skip
def school_names(exam: Exam) -> Iterator[Hit]:
    schools = exam.schools
    for p in exam.paper.all if schools else ():
        for match in _SCHOOL.finditer(p.text):
            if any(match[0].startswith(name) for name in schools):
                continue
            if near := slip_of(match[0], schools):
                yield Hit(p, match.start(), match.end(), near, facts={"near": near})


@rule("C51", WARNING, "ชื่อ {found} สะกดไม่เหมือนที่อื่น", "One person is spelled in two ways, or nearly as a known person.",
      "บัญชีบุคลากร (data/people.csv); ในเอกสารเดียวกัน", "นางบุญจันทร์ ลีกลาง · ลือกลาง", "นางบุญจันทร์ ลีกลาง")  # fmt: skip
def person_spelling(exam: Exam) -> Iterator[Hit]:
    known = _known(exam)
    names: dict[tuple[str, str], list[FoundPerson]] = {}
    for found in exam.persons:
        names.setdefault((found.given, found.family), []).append(found)
    accepted = {name for name in names if name in known or " ".join(name) in exam.settings.accept}
    # The spelling that stands most often is taken for right, the first of several.
    right = [*known, *sorted((name for name in names if name not in known), key=lambda name: -len(names[name]))]
    rank = {name: n for n, name in enumerate(right)}
    alike = _by_given(right)
    for name, hits in names.items():
        if name in accepted:
            continue
        called = {seen for given in _but_a_letter(name[0]) for seen in alike[given]}
        before = (seen for seen in called if rank[seen] < rank[name] and same_name(name, seen))
        others = sorted(before, key=lambda seen: rank[seen])
        other = next((seen for seen in others if not _of_one_list(hits, names.get(seen, []))), None)
        for found in hits if other else ():
            yield Hit(found.paragraph, found.name_at, found.end, " ".join(other or ()))


def _by_given(names: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Names by their given name and by what is left of it but for a letter: one name with a slip shares one."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in names:
        for given in _but_a_letter(name[0]):
            found[given].append(name)
    return found


def _but_a_letter(given: str) -> set[str]:
    return {given, *(given[:n] + given[n + 1 :] for n in range(len(given)))}


@rule("C79", WARNING, "{found} ใช้คำนำหน้าไม่เหมือนที่อื่น ({other})",
      "One person bears two titles: นาง and นางสาว, นาย and นาง.", "บัญชีบุคลากร (data/people.csv); ในเอกสารเดียวกัน",
      "นางสมใจ … นางสาวสมใจ", "นางสมใจ … นางสมใจ")  # fmt: skip
def person_titles(exam: Exam) -> Iterator[Hit]:
    known = _known(exam)
    first: dict[tuple[str, str], str] = {
        name: title for name, title in known.items() if title in ("นาย", "นาง", "นางสาว")
    }
    for found in exam.persons:
        name = (found.given, found.family)
        if found.civil and first.setdefault(name, found.civil) != found.civil:
            yield Hit(
                found.paragraph, found.start, found.end, f"{first[name]}{found.name}", facts={"other": first[name]}
            )


@rule("C80", WARNING, "{found} มีชื่อซ้ำในรายชื่อเดียวกัน", "A person stands twice in one list.", "การนับ",
      "๑ นายสมชาย ใจดี · ๕ นายสมชาย ใจดี", "๑ นายสมชาย ใจดี")  # fmt: skip
def listed_twice(exam: Exam) -> Iterator[Hit]:
    seen: set[tuple[int, int, str, str]] = set()
    for found in exam.persons:
        cell = found.paragraph.cell
        if cell is None or found.start > 6:
            continue
        # One person may have several tasks, but not the same twice.
        tasks = _of_tasks(cell) or len(found.paragraph.text) > found.end + 12
        task = " ".join(cell.table.rows[cell.row - 1].texts[1:]) if tasks else ""
        key = (cell.table.number, cell.column, found.name, task)
        if key in seen:
            yield Hit(found.paragraph, found.start, found.end, "ตัดออกหนึ่งแห่ง")
        seen.add(key)


@rule("C81", INFO, "{found} ไม่มีในบัญชีบุคลากร", "The person is not in data/people.csv.", "data/people.csv",
      "นายสมชัย ใจดี", "นายสมชาย ใจดี", usual=False)  # fmt: skip
def unknown_person(exam: Exam) -> Iterator[Hit]:
    known = _known(exam)
    for found in exam.persons:
        if known and (found.given, found.family) not in known:
            yield Hit(found.paragraph, found.start, found.end, key=found.name)


@rule("C54", WARNING, "ตำแหน่งของ {found} ไม่ตรงกับข้อมูลของสำนักงาน ({known})",
      "The signer or the receiver bears another position than the office's data says.",
      "data/office.yaml data/people.csv", "(นายรอง …) ผู้อำนวยการโรงเรียน…",
      "(นายรอง …) ผู้อำนวยการสำนักงานเขต…")  # fmt: skip
def positions(exam: Exam) -> Iterator[Hit]:
    if exam.office is None:
        return
    said = _letters("".join(p.text for p in exam.position))
    signed = _letters(exam.name.text).strip("()") if exam.name else ""
    signers = [s for s in exam.office.signers.values() if signed.endswith(_letters(s.person.name))]
    if said and signers and said not in [_letters("".join(s.lines)) for s in signers]:
        lines = signers[0].lines
        odd = next((p for p in exam.position if _letters(p.text) not in map(_letters, lines)), exam.position[0])
        yield Hit(
            odd, 0, len(odd.text), " ".join(lines), facts={"known": " ".join(lines), "found": signers[0].person.name}
        )
    for found in exam.persons:
        if found.paragraph is exam.receiver:
            row = next((row for row in exam.office.people if found.name in row.get("name", "")), None)
            if (
                row
                and row.get("position")
                and _letters(row["position"]) not in _letters(found.paragraph.text)
                and len(found.paragraph.text) > found.end + 4
            ):
                yield Hit(
                    found.paragraph,
                    found.start,
                    len(found.paragraph.text),
                    row["position"],
                    facts={"known": row["position"]},
                )


def _offices(p: Paragraph) -> Iterator[re.Match[str]]:
    if "สพ" not in p.text and "เขต" not in p.text:
        return
    yield from _ANY_OFFICE.finditer(p.text)
    yield from re.finditer(r"(?<![ก-๎])สพป\.?[ \xa0]?[ก-๎]+(?:[ \xa0]?เขต[ \xa0]?[\d๐-๙]+)?", p.text)


def _plain(text: str) -> str:
    """A name with Arabic digits and plain spaces."""
    return text.translate(_PLAIN).strip()


def _slip(text: str, name: str) -> bool:
    """Whether a text is the name with a slip: not the name itself, nor another zone, nor the name without its zone."""
    if text == name or not name:
        return False
    zone, own = (re.search(r"เขต ?(\d+)$", side) for side in (text, name))
    if zone and own and zone[1] != own[1]:
        return False  # another office
    bare = re.sub(r" ?เขต ?\d+$", "", text)
    stem = re.sub(r" ?เขต ?\d+$", "", name)
    if bare == stem:
        return bool(zone) and text != name  # spaces before and after เขต
    if name.startswith(bare) or len(bare) < 8:
        return False  # cut short on purpose: สำนักงานเขตพื้นที่การศึกษา
    if ("มัธยม" in bare) != ("มัธยม" in stem) or _province(bare) != _province(stem):
        return False
    return distance(bare.replace(" ", ""), stem.replace(" ", "")) <= max(_NEAR, len(stem) // 10)


def _province(name: str) -> str:
    """The end of an office's name: ประถมศึกษาเลย and ประถมศึกษาเชียงราย are two offices, not one with a slip."""
    return name[-3:]


def _of_one_list(one: list[FoundPerson], other: list[FoundPerson]) -> bool:
    """Whether two names stand in one column of a table alone, where each row is a person: children of one family are
    called alike."""
    cells = [found.paragraph.cell for found in (*one, *other)]
    columns = {(cell.table.number, cell.column) for cell in cells if cell}
    tasks = any(_of_tasks(cell) for cell in cells if cell)
    return bool(other) and None not in cells and len(columns) == 1 and not tasks


def _of_tasks(cell: Cell) -> bool:
    """Whether its column says who does what, so that one person may stand there several times."""
    return any("รับผิดชอบ" in text for text in cell.table.rows[0].texts[cell.cell - 1 : cell.cell])


def _known(exam: Exam) -> dict[tuple[str, str], str]:
    """The persons that the office knows: (given, family) to title."""
    return {(person.given, person.family): person.title for person in exam.office.persons} if exam.office else {}


def _letters(text: str) -> str:
    return re.sub(r"[\s\xa0]", "", _plain(text))
