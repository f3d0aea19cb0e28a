"""The plain way that whole runs are measured against: a loop over the same data with docxtpl, as its documentation has it.

    python -m tests.bench.plain letter TEMPLATE OUT BOOK
    python -m tests.bench.plain order|report TEMPLATE OUT FOLDER

Finished texts, no checks, no record, no safe writing. Letters come out of the workbook by openpyxl, read only, into the
form's own template; orders and reports out of YAML, by libyaml, into the bench's equivalent ones.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

OFFICE = SimpleNamespace(
    name="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑", phone="๐ ๔๒๐๐ ๐๐๐๐", fax="", email="",
    address=["ถนนมลิวรรณ อำเภอเมืองเลย", "จังหวัดเลย ๔๒๐๐๐"], unit=["กลุ่มส่งเสริมการจัดการศึกษา"],
)  # fmt: skip


def letters(book: Path) -> Iterator[Mapping[str, Any]]:
    import openpyxl

    for row in openpyxl.load_workbook(book, read_only=True).worksheets[0].iter_rows(min_row=2, values_only=True):
        said = [str(cell or "") for cell in (*row, *[None] * 15)[:15]]
        yield {
            "office": OFFICE, "number": said[1], "date": said[2], "urgency": said[3], "secrecy": said[4], "subject": said[5],
            "salutation": said[6], "to": said[7], "references": said[8].splitlines(), "enclosures": [],
            "body": said[9].splitlines(), "closing": said[10], "unit": said[12], "phone": said[13],
            "signer": SimpleNamespace(rank="", signature="(นายสมชาย ใจดี)", lines=["ผู้อำนวยการ"], typed=""),
            "copies_to": said[14].splitlines(),
        }  # fmt: skip


def documents(files: list[Path]) -> Iterator[Mapping[str, Any]]:
    import yaml

    for file in files:
        yield yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)


def main(paper: str, template: Path, out: Path, data: Path) -> None:
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    environment = Environment(autoescape=True)
    environment.filters |= {"unbroken": str, "arabic": str}
    cases = letters(data) if paper == "letter" else documents(sorted(data.iterdir()))
    for number, case in enumerate(cases):
        document = DocxTemplate(template)
        document.render(dict(case), environment, autoescape=True)
        document.save(out / f"{number:06}.docx")


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:5]))
