"""The server is killed at random while a clerk types, uploads, makes and issues: what was saved is there, all is whole."""

from __future__ import annotations

import http.client
import io
import json
import random
import re
import threading
import time
import urllib.error
import urllib.request
import uuid
import zipfile
from collections.abc import Callable
from http.cookiejar import CookieJar

import pytest

from generator.casefile import read
from generator.office import open_office
from generator.paper.known import know
from generator.services import book

from .conftest import Door, begin_office

pytestmark = [pytest.mark.kills, pytest.mark.office]
ROUNDS = 4
GONE = (urllib.error.URLError, ConnectionError, TimeoutError, OSError)  # the server, while one asks


class Clerk:
    """A browser without a screen: a cookie, and the headers that it sends."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self._of = threading.local()  # each thread is on a page of its own
        self.enter()

    @property
    def here(self) -> str:
        """The path of the page that was come to last."""
        return self._of.url.removeprefix(self._door.address)

    def enter(self) -> None:
        self._open(self._door.link, timeout=20).read()

    def ask(self, path: str, body: bytes | None = None, kind: str = "application/x-www-form-urlencoded") -> str:
        headers = {"Content-Type": kind, "Sec-Fetch-Site": "same-origin", "HX-Request": "true"}
        asked = urllib.request.Request(f"{self._door.address}{path}", body, headers)
        with self._open(asked, timeout=60) as answer:
            self._of.url = answer.geturl()
            return answer.read().decode()

    def give(self, path: str, name: str, data: bytes) -> str:
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        return self.ask(path, head + data + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}")


@pytest.fixture
def door(tmp_path):
    running = Door(begin_office(tmp_path / "สำนักงาน"))
    yield running
    running.close()


def test_nothing_that_was_saved_is_lost_and_no_number_is_given_twice(door):
    chance = random.Random(18)
    clerk = Clerk(door)
    table = (door.root / "data" / "order-218-2562.xlsx").read_bytes()
    clerk.give("/work/order/take", "order.xlsx", table)
    case = clerk.here.rsplit("/", 1)[1]
    wrong: list[str] = []
    saved: list[tuple[int, str]] = [(1, "")]  # version and text of every save that was answered
    for _ in range(ROUNDS):
        acts = (lambda: type_on(clerk, case, saved), lambda: upload(clerk, table),
                lambda: make_and_issue(clerk))  # fmt: skip
        ends = [threading.Thread(target=until_gone, args=(act, wrong)) for act in acts]
        for one in ends:
            one.start()
        time.sleep(chance.uniform(2, 8))
        door.kill()
        for one in ends:
            one.join(60)
        door.start_again()
        clerk.enter()
        whole(door, case, saved)
    assert not wrong
    assert len(saved) > ROUNDS
    assert book.list_rows(open_office(door.root), "order", book.this_year(open_office(door.root)))


def until_gone(act: Callable[[], object], wrong: list[str]) -> None:
    """Do it again and again until the server is gone; a server that is there and refuses is wrong."""
    try:
        while True:
            act()
    except urllib.error.HTTPError as error:
        wrong.append(f"{error.url} {error.code} {error.read().decode()}")
    except (*GONE, http.client.HTTPException):
        return


def type_on(clerk: Clerk, case: str, saved: list[tuple[int, str]]) -> None:
    text = f"แต่งตั้งคณะทำงาน {uuid.uuid4().hex[:6]}"
    sheet = {"คำสั่ง": [["", "", text, "ด้วย", "", "จึงแต่งตั้ง", "ตั้งแต่บัดนี้เป็นต้นไป"]]}
    body = json.dumps({"version": saved[-1][0], "cells": sheet}).encode()
    answer = json.loads(clerk.ask(f"/work/order/{case}/save", body, "application/json"))
    if not answer["clashes"]:
        saved.append((answer["version"], text))
    else:  # a save that was not answered came first
        saved.append((answer["version"], saved[-1][1]))
    time.sleep(0.1)


def upload(clerk: Clerk, table: bytes) -> None:
    clerk.give("/work/order/take", "ก.xlsx", table)
    time.sleep(0.5)


def make_and_issue(clerk: Clerk) -> None:
    """An order of its own, made, then numbered."""
    clerk.ask("/work/order/new", b"")
    here = clerk.here
    text = f"มอบหมายงาน {uuid.uuid4().hex[:6]}"
    cells = {"คำสั่ง": [["", "", text, "ด้วยมีงาน", "", "จึงมอบหมาย", "ตั้งแต่บัดนี้เป็นต้นไป"]],
             "บุคลากร": [["นายสมชาย ใจดี", "ครู", "รับสมัคร"]]}  # fmt: skip
    clerk.ask(f"{here}/save", json.dumps({"version": 1, "cells": cells}).encode(), "application/json")
    made = ended(clerk, clerk.ask(f"{here}/make", b"step=0"))
    for id in re.findall(r"/paper/([0-9a-f]{20})", made)[:1]:
        ended(clerk, clerk.ask("/acts/issue", f"id={id}&day=&number=".encode()))


def ended(clerk: Clerk, page: str) -> str:
    job = re.search(r"/job/([\w-]+)", page)
    while job and 'hx-trigger="load' in page:
        time.sleep(0.1)
        page = clerk.ask(f"/job/{job[1]}")
    return page


def whole(door: Door, case: str, saved: list[tuple[int, str]]) -> None:
    """What was answered is there; every case, paper and number is whole."""
    last = read(door.root, "order", case)
    version, text = saved[-1]
    assert last.version >= version
    assert text in json.dumps([*last.cells["คำสั่ง"]], ensure_ascii=False) or last.version > version
    for path in door.root.glob("cases/*/*"):
        read(door.root, path.parent.name, path.name)
    numbers = []
    for path in door.root.glob("out/*/*/*.docx"):
        assert zipfile.ZipFile(io.BytesIO(path.read_bytes())).testzip() is None
        of = know(path).origin
        numbers += [of.running] if of and of.issued else []
    assert len(numbers) == len(set(numbers))
    office = open_office(door.root)
    kept = [row.number for row in book.list_rows(office, "order", book.this_year(office))]
    assert len(kept) == len(set(kept))
    assert set(numbers) <= set(kept)
    if kept:
        book.verify(office, "")
