"""Attacks on the browser door: none reads, makes, orders or changes anything, and each is answered in one sentence."""

from __future__ import annotations

import io
import json
import re
import socket
import threading
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from werkzeug.http import parse_options_header

from generator.office import start_office
from generator.web.app import create_app
from tests.webclient import visitor

# The test client leaves the files of an upload that was refused early to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

PORT = 8910
HOST = f"127.0.0.1:{PORT}"
OURS = {"Host": HOST, "Sec-Fetch-Site": "same-origin"}
SCRIPTS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</script><script>alert(1)</script>",
    "{{ 7*7 }}", "{% raw %}", "javascript:alert(1)", "<svg/onload=alert(1)>", "'-alert(1)-'",
)  # fmt: skip
PATHS = (
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "..\\..\\data\\office.yaml", "%2e%2e%2fdata", "C:%5cwindows",
    "con", "nul.json", "aux", "com1", "\\\\server\\share", "....//", "%00", "a" * 5000, "case.json", ".gen",
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attack") / "o"
    start_office(folder)
    return folder


@pytest.fixture(scope="module")
def app(root):
    app = create_app(root, PORT, date(2026, 11, 30))
    yield app
    app.extensions["close"]()


@pytest.fixture(scope="module")
def clerk(app):
    client = visitor(app)
    client.get(f"/start?link={app.extensions['links'].new()}", headers={"Host": HOST})
    return client


@pytest.fixture(scope="module")
def case(clerk):
    made = clerk.post("/work/order/new", headers=OURS)
    return made.headers["Location"]


def files_of(root: Path) -> dict[str, bytes]:
    kept = (path for path in root.rglob("*") if path.is_file() and "cases" not in path.parts)
    return {str(path): path.read_bytes() for path in kept if ".gen" not in path.parts}


def one_sentence(answer) -> None:
    """Refused, without a word of Python or of this machine."""
    assert answer.status_code in (302, 308, 400, 401, 403, 404, 405, 413, 415, 421, 422), answer.status_code
    assert "Traceback" not in answer.text
    if answer.status_code < 400:
        return  # only led to where the address without its odd signs is
    assert "/work/" not in answer.text.replace('href="/work/', "").replace('action="/work/', "")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("address", [
    "/work/{}", "/work/order/{}", "/work/order/{}/workbook", "/work/order/{}/look/x", "/paper/{}", "/paper/{}/word",
    "/check/{}", "/scan/{}", "/job/{}", "/office/{}", "/about/{}", "/about/memo/{}/template", "/acts/print/{}",
])  # fmt: skip
def test_no_path_comes_from_a_request(clerk, root, address, path):
    before = files_of(root)
    answer = clerk.get(address.format(path), headers={"Host": HOST})
    one_sentence(answer)
    assert "root:" not in answer.text
    assert files_of(root) == before


@pytest.mark.parametrize("text", SCRIPTS)
def test_what_is_typed_never_runs(clerk, case, text):
    version = json.loads(re.search(r'id="first">(.*?)</script>', clerk.get(case, headers={"Host": HOST}).text)[1])
    sent = {"version": version["version"], "cells": {"คำสั่ง": [[text] * 9], "บุคลากร": [[text] * 4]}}
    saved = clerk.post(f"{case}/save", headers=OURS, json=sent)
    assert saved.status_code == 200
    clerk.post(f"{case}/name", headers=OURS, data={"name": text})
    for address in (case, "/", "/work/order", f"{case}/versions", f"/papers?q={text}", f"/book/order?q={text}"):
        page = clerk.get(address, headers={"Host": HOST}).text
        assert text not in page or not set(text) & set("<>\"'"), address
        assert page.count("<script") == len(re.findall(r'<script( defer| type="module"| type="application/json")', page))


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_no_cell_of_a_download_is_a_formula(clerk, text):
    made = clerk.post("/work/order/new", headers=OURS).headers["Location"]
    clerk.post(f"{made}/save", headers=OURS, json={"version": 1, "cells": {"บุคลากร": [[text] * 4]}})
    data = clerk.get(f"{made}/workbook", headers={"Host": HOST}).data
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet for cell in row]
    assert text in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f" and cell.value == text]


@cache
def zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 300_000_000)
        archive.writestr("word/document.xml", b" " * 300_000_000)
    return buffer.getvalue()


@cache
def picture_bomb() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(buffer, "PNG")
    return buffer.getvalue()


BILLION = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'
UPLOADS = (
    ("bomb.xlsx", zip_bomb), ("bomb.docx", zip_bomb), ("x.xlsx", lambda: b""), ("x.docx", lambda: b"PK\x03\x04junk"),
    ("x.yaml", lambda: b"a: &a [*a]"), ("x.yaml", lambda: b"[" * 100_000), ("x.csv", lambda: b"\xff\xfe\x00" * 999),
    ("../../evil.docx", lambda: b"x"), ("con.docx", lambda: b"x"), ("x.exe", lambda: b"MZ"), ("x.xml", lambda: BILLION),
    ("x.json", lambda: b'{"sheets": {}}'), ("น้ำ" * 200 + ".xlsx", lambda: b"x"), ("", lambda: b"x"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "data"), UPLOADS, ids=[f"{n}-{name[:12]}" for n, (name, _) in enumerate(UPLOADS)])
@pytest.mark.parametrize("address", ["/drop", "/work/order/take", "/about/memo/memo/template", "/office/emblem"])
def test_a_hostile_file_is_refused_and_harms_nothing(clerk, root, address, name, data):
    before = files_of(root)
    answer = clerk.post(address, headers=OURS, data={"file": (io.BytesIO(data()), name)})
    assert answer.status_code != 500, answer.text
    assert "Traceback" not in answer.text
    assert files_of(root) == before


def test_a_picture_of_many_points_is_no_emblem(clerk, root):
    answer = clerk.post("/office/emblem", headers=OURS, data={"file": (io.BytesIO(picture_bomb()), "ตรา.png")})
    assert answer.status_code in (302, 413, 422)


@pytest.mark.parametrize("body", [
    b"", b"null", b"[]", b"{}", b'{"version": "x", "cells": {}}', b'{"version": 1}', b'{"version": 1, "cells": 5}',
    b'{"version": 1, "cells": {"a": 5}}', b'{"version": 99999, "cells": {}}', b'{"version": -1, "cells": {}}',
    b"[" * 100_000, b'{"version": 1, "cells": {"\\ud800": [["\\ud800"]]}}', b"\xff", b'{"version": 1e400, "cells": {}}',
])  # fmt: skip
def test_a_save_that_no_page_sends_is_refused(clerk, case, body):
    answer = clerk.post(f"{case}/save", headers={**OURS, "Content-Type": "application/json"}, data=body)
    assert answer.status_code != 500, answer.text


@pytest.mark.parametrize(("address", "data"), [
    ("/acts/issue/ask", {}), ("/acts/issue", {"id": "../x"}), ("/acts/print", {"id": "x"}),
    ("/book/order/reserve", {}), ("/book/order/reserve", {"reason": "x", "count": "x"}),
    ("/book/order/void", {"number": "x", "year": "2569", "reason": "x"}), ("/book/order/start", {"number": "-1"}),
    ("/book/order/start", {"number": "9" * 40}), ("/book/..%2fx/reserve", {"reason": "x"}),
    ("/work/order/x/restore", {"version": "x"}), ("/office", {"signer-key": "a"}),
])  # fmt: skip
def test_a_form_that_no_page_sends_is_refused(clerk, address, data):
    answer = clerk.post(address, headers=OURS, data=data)
    assert answer.status_code in (400, 404, 422), (answer.status_code, answer.text)


def test_a_request_larger_than_any_page_sends_is_refused(clerk):
    answer = clerk.post("/drop", headers=OURS, data={"file": (io.BytesIO(bytes(61 * 2**20)), "x.docx")})
    assert answer.status_code == 413


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x=1", 'a"; filename=x.exe', "a/../../b"])
def test_the_name_of_a_download_is_a_name(clerk, name):
    made = clerk.post("/work/order/new", headers=OURS).headers["Location"]
    clerk.post(f"{made}/name", headers=OURS, data={"name": name})
    answer = clerk.get(f"{made}/workbook", headers={"Host": HOST})
    assert answer.status_code == 200
    assert "x=1" not in answer.headers.get("Set-Cookie", "")
    kind, options = parse_options_header(answer.headers["Content-Disposition"])
    assert kind == "attachment"
    assert options["filename"].endswith(".xlsx")
    assert not set(options["filename"]) & set('/\\"\r\n')


@pytest.mark.kills
def test_slow_and_broken_requests_leave_the_server_answering(tmp_path):
    from .conftest import Door, begin_office

    door = Door(begin_office(tmp_path / "o"))
    port = int(door.address.rpartition(":")[2])
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(40)]
    for n, line in enumerate(held):
        line.sendall(b"GET / HTTP/1.1\r\nHost: x" if n % 2 else b"POST /drop HTTP/1.1\r\nContent-Length: 9999999\r\n\r\nx")
    answered = []

    def ask() -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
            line.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
            answered.append(line.recv(200))

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join(timeout=30)
    for line in held:
        line.close()
    door.close()
    assert answered
    assert b"401" in answered[0]
