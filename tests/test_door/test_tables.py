"""A table of many cases through the door: asked about first, then made as a job, without a case of it."""

from __future__ import annotations

import io
import time
from datetime import date

import pytest

from generator.office import open_office, start_office
from generator.services.sheet import SheetRequest, write_sheet
from generator.web.app import create_app
from tests.webclient import visitor

PORT = 8912
HEADERS = {"Host": f"127.0.0.1:{PORT}", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def app(tmp_path):
    start_office(tmp_path / "สำนักงาน")
    app = create_app(tmp_path / "สำนักงาน", PORT, date(2026, 11, 30))
    yield app
    app.extensions["close"]()


@pytest.fixture
def clerk(app):
    client = visitor(app)
    client.get(f"/start?link={app.extensions['links'].new()}", headers=HEADERS)
    return client


@pytest.fixture
def table(app, tmp_path):
    office = open_office(app.config["ROOT"], date(2026, 11, 30))
    return write_sheet(office, SheetRequest("letter", tmp_path / "หลายเรื่อง.xlsx", example=True, rows=True))


def give(clerk, path, address, name="file"):
    data = {name: (io.BytesIO(path.read_bytes()), path.name)}
    return clerk.post(address, data=data, headers=HEADERS)


def ended(app):
    for _ in range(300):
        [job] = app.extensions["jobs"].all
        if job.is_ended:
            return job
        time.sleep(0.1)
    raise AssertionError(job)


@pytest.mark.parametrize("address", ["/work/letter/take", "/drop"])
def test_a_table_is_asked_about_and_made_as_a_job(app, clerk, table, address):
    given = give(clerk, table, address)
    asked = given.headers.get("Location") or given.headers["HX-Redirect"]
    assert asked.startswith("/batch/letter/")
    page = clerk.get(asked, headers=HEADERS)
    assert "เรื่อง</h1>" in page.text
    assert not list(app.config["ROOT"].glob("cases/*/*"))
    assert clerk.post(asked, headers=HEADERS).status_code == 200
    job = ended(app)
    assert (job.state, job.problems) == ("done", [])
    made = list(app.config["ROOT"].glob("out/*/letter/*.docx"))
    assert len(made) == job.result["count"] > 1
    assert not list(app.config["ROOT"].glob("cases/*/*"))
    assert clerk.get(asked, headers=HEADERS).status_code == 404  # the table is gone when its papers are made


def test_a_table_with_a_wrong_row_makes_nothing_and_tells_every_row(app, clerk, table):
    import openpyxl

    book = openpyxl.load_workbook(table)
    sheet = book.worksheets[0]
    day = next(cell.column for row in sheet.iter_rows(max_row=3) for cell in row if str(cell.value).startswith("วันที่"))
    for row in (sheet.max_row - 1, sheet.max_row):
        sheet.cell(row, day).value = "31 กุมภาพันธ์ 2569"
    book.save(table)
    asked = give(clerk, table, "/work/letter/take").headers["Location"]
    clerk.post(asked, headers=HEADERS)
    job = ended(app)
    assert job.state == "failed"
    assert len([one for one in job.problems if one["code"] == "E103"]) == 2
    assert not list(app.config["ROOT"].glob("out/*/letter/*.docx"))
