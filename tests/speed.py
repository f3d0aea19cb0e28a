"""How long a check takes, as a ratio: python-docx opening and walking the same paper is one.

`python -m tests.speed` prints it for a paper of ten pages. A ratio holds on every machine; seconds do not.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO

import docx as python_docx

from generator.audit.check import Options, check_bytes
from generator.word.reading import read_document
from tests.good_papers import BODY, CENTRE, OFFICE, TODAY, docx, office, p, table

SENTENCE = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑ ดำเนินการส่งเสริมการจัดการศึกษาขั้นพื้นฐานตามนโยบายของกระทรวงศึกษาธิการ เมื่อวันที่ ๗ มิถุนายน ๒๕๖๙ "


def ten_pages() -> bytes:
    """About 380 lines: text, numbered items, a table of fifty persons."""
    rows = [["ที่", "ชื่อ – สกุล", "ตำแหน่ง", "หมายเหตุ"]]
    names = ("กล้า", "ขวัญ", "คมสัน", "จินดา", "ชาลี", "ดวงใจ", "ธานี", "นภา", "บุญมา", "ปรีชา")
    rows += [[str(n).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")), f"นาย{names[n % 10]} {names[n // 10]}รัตน์", "ครูชำนาญการ", ""] for n in range(1, 51)]
    text = [p(f"ประกาศ{OFFICE}", CENTRE), p("เรื่อง ผลการดำเนินงาน", CENTRE)]
    text += [p(SENTENCE * 3, BODY) for _ in range(75)] + [table(rows, [900, 4000, 2500, 1600])]
    return docx(*text, p("จึงประกาศให้ทราบโดยทั่วกัน", BODY), p("ประกาศ ณ วันที่ ๘ มิถุนายน พ.ศ. ๒๕๖๙"))


def walk(data: bytes) -> int:
    """What a script with python-docx does: the text of every run of every paragraph, tables included."""
    document = python_docx.Document(BytesIO(data))
    count = sum(len(run.text) for paragraph in document.paragraphs for run in paragraph.runs)
    return count + sum(len(cell.text) for table_ in document.tables for row in table_.rows for cell in row.cells)


def seconds(work: Callable[[], object], times: int = 7) -> float:
    """The least time of several runs, of this process alone."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    data = ten_pages()
    paper = read_document(data, "a.docx")
    once = seconds(lambda: walk(data))
    checked = seconds(lambda: check_bytes(data, "a.docx", office(), Options(today=TODAY)))
    print(f"{paper.height:.1f} pages, {len(paper.body)} paragraphs")
    print(f"python-docx, open and walk once: {once * 1000:.0f} ms; gen check: {checked * 1000:.0f} ms; ratio {checked / once:.2f} (goal: below 5)")


if __name__ == "__main__":
    main()
