"""Whether the pages of a PDF wait for their number or day, as those of a draft do.

In: the bytes of a PDF. Out: the first line that waits, as it stands on the page. What a line leaves free is told from
its words: a number after the code of the office or before the year, a day before its month. Marks above the letters
are passed over, as many PDFs have them elsewhere in their line.
"""

from __future__ import annotations

import re

from ..pdf import pdfium
from ..thai import MONTHS

HEAD = 12  # lines of a page, among which its number stands
MARKS = re.compile("[\u0e48-\u0e4c]")
GAP = r"[\s.…_]*"
DIGIT = "[0-9๐-๙]"
CODE = r"[ก-ฮ]{1,4}\s?[^/\n]{0,24}[0-9๐-๙x)]\s?/"
NUMBER = re.compile(
    rf"(?:^|\s)ที\s+{CODE}{GAP}(?:ว{GAP})?(?![\s.…_0-9๐-๙xว])"  # ที่ ศธ ๐๔๐๐๑/
    rf"|(?:^|\s|เลข)ที{GAP}/\s*[2๒][4-6๔-๖]{DIGIT}{{2}}"  # ที่     /๒๕๖๙
    rf"|^ที\s.*วันที{GAP}$"
)
DAY = re.compile(rf"ณ\s*วันที{GAP}(?:{MARKS.sub('', '|'.join(MONTHS))}|เดือน|พ\.ศ)")


def waits(pdf: bytes) -> str:
    """The first line without its number or day; "" where there is none. Raises: pdfium.Unreadable."""
    with pdfium.drawn(pdf) as document:
        for page in range(document.count):
            lines = [line.strip() for line in document.text(page).splitlines() if line.strip()]
            found = [line for n, line in enumerate(lines) if _waits(MARKS.sub("", line), n)]
            if found:
                return found[0]
    return ""


def _waits(line: str, n: int) -> bool:
    return bool(DAY.search(line) or (n < HEAD and NUMBER.search(line)))
