"""A book as a register to print: XLSX in the columns of the form, on A4 landscape, with Thai digits."""

from __future__ import annotations

from pathlib import Path

from .. import printlist
from ..outbox import write_new
from .columns import layout, shown
from .database import Register
from .log import seal
from .lookup import rows

CENTRED = ("number", "year", "text", "day", "entered")


def export(register: Register, series: str, year: int, path: Path, office: str, code: str = "") -> int:
    """Write the register of a series and BE year to a new file; return its number of rows.

    `office` is the office's name under the title, `code` its code in the numbers of letters.
    Raises: GenError E601, E602.
    """
    found = rows(register, series, year)
    shape = layout(series)
    columns = [printlist.Column(column.heading, column.width, column.key in CENTRED) for column in shape.columns]
    cells = [[shown(row, column.key, code) for column in shape.columns] for row in found]
    titles = (f"{shape.title} ประจำปี พ.ศ. {year}", office)
    mark = f"รหัสกำกับ {seal(register)}"
    write_new(path, printlist.workbook(shape.title, titles, columns, cells, register.today, mark))
    return len(found)
