"""Persons: titles and ranks told from names, and one person written two ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.thai import TITLES, Person, Unreadable
from generator.thai.titles import is_rank

corpus = pytest.importorskip("pythainlp.corpus")

GIVEN = sorted({*corpus.thai_male_names(), *corpus.thai_female_names()})
FAMILY = sorted(corpus.thai_family_names())


@pytest.mark.parametrize(
    ("raw", "title", "name"),
    [
        ("นายสมชาย ใจดี", "นาย", "สมชาย ใจดี"),
        ("นาย สมชาย  ใจดี", "นาย", "สมชาย ใจดี"),
        ("1. นายก ข", "นาย", "ก ข"),
        ("๑) นางสมศรี ใจดี", "นาง", "สมศรี ใจดี"),
        ("2) (นางสมศรี ใจดี)", "นาง", "สมศรี ใจดี"),
        ("นาย สมชาย รองพล", "นาย", "สมชาย รองพล"),
        ("นายสมชาย ครูเจริญ", "นาย", "สมชาย ครูเจริญ"),
        ("- นางสมศรี ใจดี", "นาง", "สมศรี ใจดี"),
        ("(นายสมชาย  ใจดี)", "นาย", "สมชาย ใจดี"),
        ("น.ส.สมหญิง ใจดี", "นางสาว", "สมหญิง ใจดี"),
        ("น.ส. สมหญิง ใจดี", "นางสาว", "สมหญิง ใจดี"),
        ("นส.สมหญิง ใจดี", "นางสาว", "สมหญิง ใจดี"),
        ("ด.ช.รัก เรียนดี", "เด็กชาย", "รัก เรียนดี"),
        ("เด็กหญิงรัก เรียนดี", "เด็กหญิง", "รัก เรียนดี"),
        ("ดร.สมชาย ใจดี", "ดร.", "สมชาย ใจดี"),
        ("นาย ดร.สมชาย ใจดี", "นาย ดร.", "สมชาย ใจดี"),
        ("ดร สมชาย ใจดี", "ดร.", "สมชาย ใจดี"),
        ("ผศ.ดร.สมชาย ใจดี", "ผู้ช่วยศาสตราจารย์ ดร.", "สมชาย ใจดี"),
        ("ศ. นพ. สมชาย ใจดี", "ศาสตราจารย์ นายแพทย์", "สมชาย ใจดี"),
        ("แพทย์หญิงสมหญิง ใจดี", "แพทย์หญิง", "สมหญิง ใจดี"),
        ("ว่าที่ร้อยตรี ดร.สมชาย ใจดี", "ว่าที่ร้อยตรี ดร.", "สมชาย ใจดี"),
        ("ว่าที่ ร.ต.สมชาย ใจดี", "ว่าที่ร้อยตรี", "สมชาย ใจดี"),
        ("ว่าที่ ร.ต.หญิง สมหญิง ใจดี", "ว่าที่ร้อยตรีหญิง", "สมหญิง ใจดี"),
        ("ว่าที่ร้อยตรีหญิงสมหญิง ใจดี", "ว่าที่ร้อยตรีหญิง", "สมหญิง ใจดี"),
        ("พลเอก สมชาย ใจดี", "พลเอก", "สมชาย ใจดี"),
        ("พล.ต.อ.สมชาย ใจดี", "พลตำรวจเอก", "สมชาย ใจดี"),
        ("พล.ต. สมชาย ใจดี", "พลตรี", "สมชาย ใจดี"),
        ("ร.ต.อ.สมชาย ใจดี", "ร้อยตำรวจเอก", "สมชาย ใจดี"),
        ("จ.ส.อ.สมชาย ใจดี", "จ่าสิบเอก", "สมชาย ใจดี"),
        ("ส.ต.ท.สมชาย ใจดี", "สิบตำรวจโท", "สมชาย ใจดี"),
        ("น.อ.สมชาย ใจดี", "นาวาอากาศเอก", "สมชาย ใจดี"),
        ("น.อ.สมชาย ใจดี ร.น.", "นาวาเอก", "สมชาย ใจดี"),
        ("ร.ท. สมชาย ใจดี ร.น.", "เรือโท", "สมชาย ใจดี"),
        ("จ.ส.ต.สมชาย ใจดี", "จ.ส.ต.", "สมชาย ใจดี"),
        ("ม.ร.ว.คึกฤทธิ์ ปราโมช", "หม่อมราชวงศ์", "คึกฤทธิ์ ปราโมช"),
        ("ม.ล.ปิ่น มาลากุล", "หม่อมหลวง", "ปิ่น มาลากุล"),
        ("พระสมชาย สุจิตฺโต", "พระ", "สมชาย สุจิตฺโต"),
        ("พระมหาสมชาย สุจิตฺโต", "พระมหา", "สมชาย สุจิตฺโต"),
        ("พระครูสุจิตธรรมาภรณ์", "พระครู", "สุจิตธรรมาภรณ์"),
        ("พระครูปลัดสมชาย สุจิตฺโต", "พระครูปลัด", "สมชาย สุจิตฺโต"),
        ("สามเณรสมชาย ใจดี", "สามเณร", "สมชาย ใจดี"),
        ("Mr. John F. Smith", "Mr.", "John F. Smith"),
        ("นายปรีดี ณ อยุธยา", "นาย", "ปรีดี ณ อยุธยา"),
        ("สมชาย ใจดี", "", "สมชาย ใจดี"),
    ],
)
def test_titles_are_written_out_and_told_from_the_name(raw: str, title: str, name: str) -> None:
    person = Person.parse(raw)
    assert (person.title, person.name) == (title, name)
    assert person.has_title == bool(title)


@pytest.mark.parametrize(
    ("raw", "title", "given"),
    [
        ("นายิกา ใจดี", "", "นายิกา"),
        ("นางสาวิตรี ใจดี", "นาง", "สาวิตรี"),
        ("นางสาวสาวิตรี ใจดี", "นางสาว", "สาวิตรี"),
        ("พระพาย ใจดี", "", "พระพาย"),
        ("นางสาวพระพาย ใจดี", "นางสาว", "พระพาย"),
        ("ดรุณี ใจดี", "", "ดรุณี"),
        ("ศิริ ใจดี", "", "ศิริ"),
        ("นพ ใจดี", "", "นพ"),
        ("อุทัย ใจดี", "", "อุทัย"),
        ("คุณากร ใจดี", "", "คุณากร"),
        ("คุณธรรม ใจดี", "", "คุณธรรม"),
        ("นายร้อย ใจดี", "นาย", "ร้อย"),
        ("นายพลเอก ใจดี", "นาย", "พลเอก"),
        ("นายพลอย ใจดี", "นาย", "พลอย"),
    ],
)
def test_names_that_begin_like_a_title_stay_whole(raw: str, title: str, given: str) -> None:
    person = Person.parse(raw)
    assert (person.title, person.given, person.family) == (title, given, "ใจดี")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("", "person.empty"),
        ("-", "person.empty"),
        ("นาย", "person.title"),
        ("น.ส.", "person.title"),
        ("คุณ สมชาย ใจดี", "person.title"),
        ("นายสมชาย1 ใจดี", "person.digits"),
        ("นายสมชาย ใจดี 0812345678", "person.digits"),
        ("นายสมชาย ใจดี, นางสมศรี ใจดี", "person.several"),
        ("นายสมชาย ใจดี\nนางสมศรี ใจดี", "person.several"),
        ("นายสมชาย ใจดี และคณะ", "person.several"),
        ("นายสมชาย ใจดี ผู้อำนวยการโรงเรียน", "person.position"),
        ("นายสมชาย ใจดี ตำแหน่ง ครู", "person.position"),
        ("นายกเทศมนตรีตำบลนาอ้อ", "person.position"),
        ("นายสมชาย <ใจดี>", "person.symbol"),
        (12, "person.unreadable"),
        ("ก" * 500, "person.unreadable"),
    ],
)
def test_what_is_no_name_is_refused(raw: object, kind: str) -> None:
    with pytest.raises(Unreadable) as refused:
        Person.parse(raw)
    assert refused.value.kind == kind


def test_the_same_person_written_two_ways_is_the_same() -> None:
    ways = [
        "น.ส.สมหญิง ใจดำ",
        "นางสาวสมหญิง  ใจดำ",
        "นางสาว สมหญิง ใจดํา",
        "นางสาวสม\u200bหญิง\u00a0ใจดำ ",
        "3. นส. สมหญิง ใจดำ",
        "(นางสาวสมหญิง  ใจดำ)",
    ]
    assert len({Person.parse(way) for way in ways}) == 1


def test_the_key_outlives_a_new_title() -> None:
    ways = ["นางสาวสมหญิง ใจดี", "นางสมหญิง ใจดี", "ร.ต.หญิง สมหญิง ใจดี", "สมหญิง ใจดี", "ดร.สมหญิง ใจดี"]
    assert {Person.parse(way).key for way in ways} == {"สมหญิงใจดี"}
    assert Person.parse("นางสมหญิง ใจดี") != Person.parse("นางสาวสมหญิง ใจดี")


@pytest.mark.parametrize(
    ("raw", "running", "signature", "rank"),
    [
        ("นายสมชาย ใจดี", "นายสมชาย ใจดี", "(นายสมชาย  ใจดี)", ""),
        ("ว่าที่ ร.ต.สมชาย ใจดี", "ว่าที่ร้อยตรี~สมชาย ใจดี", "(สมชาย  ใจดี)", "ว่าที่ร้อยตรี"),
        ("ว่าที่ร้อยตรี ดร.สมชาย ใจดี", "ว่าที่ร้อยตรี ดร.สมชาย ใจดี", "(ดร.สมชาย  ใจดี)", "ว่าที่ร้อยตรี"),
        (
            "รศ. พ.ท. ดร.สุชาดา ทำดี",
            "รองศาสตราจารย์ พันโท ดร.สุชาดา ทำดี",
            "(รองศาสตราจารย์ ดร.สุชาดา  ทำดี)",
            "พันโท",
        ),
        ("ม.ล.ปิ่น มาลากุล", "หม่อมหลวงปิ่น มาลากุล", "(หม่อมหลวงปิ่น  มาลากุล)", ""),
        ("นายปรีดี ณ อยุธยา", "นายปรีดี ณ~อยุธยา", "(นายปรีดี  ณ อยุธยา)", ""),
        ("พระมหาสมชาย", "พระมหาสมชาย", "(พระมหาสมชาย)", ""),
        ("Mr. John Smith", "Mr.~John Smith", "(Mr.~John  Smith)", ""),
    ],
)
def test_a_person_in_running_text_and_under_a_signature(raw: str, running: str, signature: str, rank: str) -> None:
    person = Person.parse(raw)
    assert str(person) == running.replace("~", "\u00a0")
    assert person.signature == signature.replace("~", "\u00a0")
    assert person.rank == rank


def safe(name: str) -> bool:
    """Names of the lists that are one word of letters, as all real ones are."""
    return " " not in name and len(name) > 1 and not name.startswith("พระ")


@given(
    st.sampled_from(sorted(title for title in TITLES if title not in ("พลฯ", "จ.ส.ต."))),
    st.sampled_from(["", " "]),
    st.sampled_from([name for name in GIVEN if safe(name)]),
    st.sampled_from([name for name in FAMILY if safe(name)]),
)
def test_every_title_before_any_name_is_found_and_reads_back(
    title: str, gap: str, given_name: str, family: str
) -> None:
    person = Person.parse(f"{title}{gap}{given_name} {family}")
    assert person.title
    assert person.family == family
    assert given_name.endswith(person.given)  # นาย and แพทย์ … read on into the title นายแพทย์
    assert Person.parse(person.typed) == Person.parse(str(person)) == person


def test_given_names_alone_are_hardly_ever_taken_for_titled_ones() -> None:
    """Names such as นางนวล are both; they must stay the rare case."""
    split = [name for name in GIVEN if safe(name) and Person.parse(f"{name} ใจดี").title]
    assert len(split) < len(GIVEN) / 200, split


def test_ranks_are_known_with_their_acting_and_female_forms() -> None:
    assert is_rank("ว่าที่ร้อยตรีหญิง") and is_rank("ดาบตำรวจ") and is_rank("จ.ส.ต.")
    assert not is_rank("นาย") and not is_rank("ดร.") and not is_rank("พระมหา")
