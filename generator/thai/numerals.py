"""Thai and Arabic digits: all of them, or only those that an official paper writes in Thai.

Values hold ASCII digits; Thai digits are put on once, when a paper is made (มติคณะรัฐมนตรี 2 พฤษภาคม 2543).
"""

from __future__ import annotations

import re

TO_THAI = {ord("0") + n: 0x0E50 + n for n in range(10)}
_TO_ARABIC = {thai: arabic for arabic, thai in TO_THAI.items()}

_ARABIC_DIGIT = re.compile("[0-9]")
_THAI_DIGIT = re.compile("[๐-๙]")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ]")

# A web address runs to the next white space, Thai letters in its path included. Every other token is a run of Latin
# letters and digits held together by the joiners of e-mail addresses and codes; white space, Thai letters, commas and
# brackets end it.
_TOKEN = re.compile(
    r"(?:https?://|www\.|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/)\S+"
    r"|[0-9A-Za-zÀ-ÖØ-öø-ɏ]+(?:[-._/:@+#~–]+[0-9A-Za-zÀ-ÖØ-öø-ɏ]+)*"
)


# The code of an office that has not put its own number in yet: 04xxx/12.
_OPEN = re.compile(r"[0-9]+xx[0-9x./]*")


def thai_digits(text: str) -> str:
    """Turn every ASCII digit into a Thai digit."""
    return text.translate(TO_THAI) if _ARABIC_DIGIT.search(text) else text


def arabic_digits(text: str) -> str:
    """Turn every Thai digit into an ASCII digit."""
    return text.translate(_TO_ARABIC) if _THAI_DIGIT.search(text) else text


def official_digits(text: str) -> str:
    """Turn digits into Thai digits, but for e-mail, web addresses and codes with Latin letters.

    A token that holds a Latin letter keeps its digits (`A4`, `COVID-19`, `5G`, `B-12/2562`, `a1@b2.go.th`), and a web
    address keeps them to the next space. A number that only stands beside a Latin word is not part of it:
    `Windows 11` becomes `Windows ๑๑`. A code with a place for digits, `04xxx/12`, is a number. Text without ASCII
    digits is returned as it is, the same object.
    """
    if not _ARABIC_DIGIT.search(text):
        return text
    if not _LATIN.search(text):
        return text.translate(TO_THAI)
    return _TOKEN.sub(_official_token, text)


def _official_token(match: re.Match[str]) -> str:
    token = match.group()
    return token if _LATIN.search(token) and not _OPEN.fullmatch(token) else token.translate(TO_THAI)
