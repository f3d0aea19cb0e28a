"""Typed Thai in one clean form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.thai import clean, illegal

THAI = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B)
MESSY = st.text(
    st.one_of(
        THAI,
        st.sampled_from("\u0e4d\u0e32\u0e33\u0e40\u0e48\u0e49 \n\r\t\u00a0\u200b\ufeff\uf70a\uf713a1"),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("กํา", "กำ"),
        ("เเม่", "แม่"),
        ("ท่ี", "ที่"),
        ("ที่่", "ที่"),
        ("ท่ี่", "ที่"),
        ("ผู้", "ผู้"),
        ("ผู้", "ผู้"),
        ("พันธ์ุ", "พันธุ์"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("สม\u200bชาย\u00ad \u200cใจ\u200dดี\ufeff", "สมชาย ใจดี"),
        ("\u2060นาย\u00a0ก\u3000ข ", "นาย ก ข"),
        ("ป\uf701 ท\uf70b \uf70f \uf700", "ปิ ท้ ญ ฐ"),
        (" ก \r\n  ข\u2028ค\r", "ก\nข\nค"),
        ("ก\t\tข", "ก ข"),
        ("", ""),
    ],
)
def test_what_the_eye_reads_as_one_is_spelled_as_one(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


def test_the_private_glyphs_are_the_letters_that_old_fonts_draw() -> None:
    """The order of the shifted copies: low left vowels, low left and low marks, letters without foot, left marks, low vowels."""
    glyphs = "".join(chr(code) for code in range(0xF700, 0xF71B))
    names = [unicodedata.name(clean(glyph)).removeprefix("THAI CHARACTER ") for glyph in glyphs]
    tones = ["MAI EK", "MAI THO", "MAI TRI", "MAI CHATTAWA", "THANTHAKHAT"]
    assert names == [
        "THO THAN", "SARA I", "SARA II", "SARA UE", "SARA UEE", *tones, *tones, "YO YING",
        "MAI HAN-AKAT", "NIKHAHIT", "MAITAIKHU", *tones, "SARA U", "SARA UU", "PHINTHU",
    ]  # fmt: skip


@given(MESSY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(MESSY)
def test_clean_text_comes_back_as_the_same_object(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) is cleaned


@given(MESSY)
def test_clean_text_holds_nothing_invisible_and_no_loose_space(text: str) -> None:
    cleaned = clean(text)
    assert not set(cleaned) & set("\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad\t\r\u2028")
    assert "  " not in cleaned and " \n" not in cleaned and "\n " not in cleaned
    assert cleaned == cleaned.strip(" \n")
    assert "\u0e40\u0e40" not in cleaned and "\u0e4d\u0e32" not in cleaned


def test_words_of_the_dictionary_are_clean() -> None:
    corpus = pytest.importorskip("pythainlp.corpus")
    changed = {word: clean(word) for word in corpus.thai_words() if clean(word) != word}
    assert not changed


def test_names_of_people_and_places_are_clean() -> None:
    corpus = pytest.importorskip("pythainlp.corpus")
    names = {*corpus.thai_family_names(), *corpus.thai_male_names(), *corpus.thai_female_names(), *corpus.provinces()}
    mended = {name: clean(name) for name in names if clean(name) != name}
    assert len(mended) < len(names) / 1000  # the lists hold a few mistyped names of their own
    assert all(len(after) <= len(before) for before, after in mended.items())


@given(st.text(st.characters()))
def test_illegal_characters_are_those_outside_xml(text: str) -> None:
    """The Char production of XML 1.0, written out."""
    legal = [(0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF)]
    expected = [char for char in text if not any(first <= ord(char) <= last for first, last in legal)]
    assert illegal(text) == "".join(dict.fromkeys(expected))


def test_lone_surrogates_and_controls_are_illegal() -> None:
    assert illegal("ก\ud800ข\x07ค\x00\x07\ufffe") == "\ud800\x07\x00\ufffe"
    assert illegal("ก\n\tข 😀") == ""
