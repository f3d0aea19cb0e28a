"""The same five questions to every address: it works; a stranger, a page of another site, a wrong id, a wrong value."""

from __future__ import annotations

import io
import re
import time
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import docx
import pytest

from generator.office import start_office
from generator.web.addresses import ADDRESSES
from generator.web.app import create_app
from tests.webclient import visitor

PORT = 8913
HOST = {"Host": f"127.0.0.1:{PORT}"}
OURS = {**HOST, "Sec-Fetch-Site": "same-origin"}
TODAY = date(2026, 11, 30)
RULES = [(method, rule) for method, rule, _ in ADDRESSES]
OPEN = {"/start", "/health", "/hand-in"}  # asked before one came in; each knows its asker by a secret
PDF = b"%PDF-1.4\n%%EOF"


@dataclass
class Office:
    """A served office with one of everything: what stands for `<id>` and the like in addresses."""

    app: Any
    clerk: Any
    names: dict[str, str] = field(default_factory=dict)

    def path(self, rule: str) -> str:
        return re.sub(r"<(?:int:)?(\w+)>", lambda found: self.names[self._name(rule, found[1])], rule)

    def _name(self, rule: str, name: str) -> str:
        place = rule.split("/")[1]
        return f"{place}.{name}" if f"{place}.{name}" in self.names else name

    def post(self, path: str, **data: Any) -> Any:
        return self.clerk.post(path, headers=OURS, **data)

    def get(self, path: str) -> Any:
        return self.clerk.get(path, headers=OURS)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    root = tmp_path_factory.mktemp("addresses") / "สำนักงาน"
    start_office(root)
    settings = root / "data" / "office.yaml"
    settings.write_text(settings.read_text("utf-8").replace("๐๔xxx", "๐๔๐๒๖"), "utf-8")
    app = create_app(root, PORT, TODAY)
    clerk = visitor(app)
    clerk.get(f"/start?link={app.extensions['links'].new()}", headers=HOST)
    found = Office(app, clerk)
    fill(found, root)
    yield found
    app.extensions["close"]()


def fill(office: Office, root) -> None:
    """One case, its paper, a foreign paper, a scan, a table of many cases, a job."""
    table = (root / "data" / "order-218-2562.xlsx").read_bytes()
    made = office.post("/work/order/take", data={"file": (io.BytesIO(table), "order.xlsx")})
    case = made.headers["Location"].rsplit("/", 1)[1]
    office.post(f"/work/order/{case}/make")
    job = finished(office.app)
    word = docx.Document()
    word.add_paragraph("หนังสือของคนอื่น")
    foreign = io.BytesIO()
    word.save(foreign)
    checked = office.post("/drop", data={"file": (io.BytesIO(foreign.getvalue()), "อื่น.docx")}).headers["HX-Redirect"]
    scan = office.post("/drop", data={"file": (io.BytesIO(PDF), "สแกน.pdf")}).headers["HX-Redirect"]
    given = office.post(f"/work/order/{case}/give", data={"file": (changed(table), "แก้.xlsx")}).headers["Location"]
    [paper] = job.result["papers"]
    office.names |= {
        "form": "order", "id": case, "paper": "duty", "received": given.rsplit("/", 1)[1], "number": "1",
        "which": "old", "paper.id": paper["id"], "check.id": checked.rsplit("/", 1)[1], "scan.id": scan.rsplit("/", 1)[1],
        "job.id": job.id, "acts.job": job.id, "series": "order", "name": "people",
        "batch.id": kept(office, table),
    }  # fmt: skip


def kept(office: Office, table: bytes) -> str:
    from generator.services.drop import keep
    from generator.web.drop import inbox

    with office.app.app_context():
        return keep(inbox(), "order.xlsx", table).parent.name


def changed(table: bytes) -> io.BytesIO:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(table))
    book["บุคลากร"]["A2"] = "นายอื่น ใจดี"
    data = io.BytesIO()
    book.save(data)
    return io.BytesIO(data.getvalue())


def finished(app) -> Any:
    for _ in range(600):
        job = app.extensions["jobs"].all[0]
        if job.is_ended:
            return job
        time.sleep(0.05)
    raise AssertionError("no end")


# What each address is sent that works, where that is more than its path; and its answer, where that is not a page.
def sent(office: Office) -> dict[tuple[str, str], dict[str, Any]]:
    paper = office.names["paper.id"]
    version = str(office.get(office.path("/work/<form>/<id>/versions")).text.count("<tr>"))
    return {
        ("POST", "/work/<form>/<id>/save"): {"json": {"cells": {}, "version": 1}},
        ("POST", "/work/<form>/<id>/name"): {"data": {"name": "เรื่องหนึ่ง"}},
        ("POST", "/work/<form>/<id>/restore"): {"data": {"version": "1"}},
        ("POST", "/work/<form>/<id>/copy"): {"data": {"years": "1"}},
        ("POST", "/work/<form>/<id>/given/<received>"): {"data": {"version": version, "side-0": "case"}},
        ("POST", "/acts/issue/ask"): {"data": {"id": paper}},
        ("POST", "/acts/print/ask"): {"data": {"id": paper}},
        ("POST", "/office/<name>"): {"json": {"rows": [["นายสมชาย ใจดี", "ครู"]]}},
        ("POST", "/paper/<id>/accept"): {"data": {"code": "T64"}},
        ("POST", "/book/<series>/reserve"): {"data": {"reason": "งานพัสดุ", "count": "1", "day": ""}},
        ("POST", "/book/<series>/start"): {"data": {"number": "900", "reason": "ต่อจากเล่มเดิม"}},
        ("POST", "/office"): {"data": {"signer-key": ["director", "head"], "signer-name": ["นายก ข", "นายค ง"],
                                       "signer-position": ["ผอ.", "ผอ. กลุ่ม"]}},
    }  # fmt: skip


# Addresses whose way to an answer is long or leads elsewhere; each has its own tests among the journeys.
ELSEWHERE = {
    "/stop", "/start", "/health", "/hand-in", "/drop", "/work/<form>/take", "/work/<form>/<id>/give",
    "/about/<form>/<paper>/template", "/about/<form>/<paper>/<which>/<int:number>", "/about/<form>/<paper>/take",
    "/acts/issue", "/acts/print", "/acts/print/<job>", "/paper/<id>/void", "/paper/<id>/scan", "/paper/<id>/back",
    "/paper/<id>/signed", "/scan/<id>", "/book/<series>/void", "/book/<series>/import", "/office/emblem", "/paper/<id>/mend",
    "/work/<form>/<id>/look/<paper>", "/paper/<id>/page/<int:number>", "/paper/<id>/boxes", "/paper/<id>/pdf",
    "/check/<id>/page/<int:number>", "/check/<id>/boxes", "/batch/<form>/<id>",
}  # fmt: skip
TRIED = [(method, rule) for method, rule in RULES if rule not in ELSEWHERE and (method, rule) != ("POST", "/paper/<id>/sign")]


@pytest.mark.parametrize(("method", "rule"), TRIED)
def test_it_works(office, method, rule):
    answer = office.clerk.open(office.path(rule), method=method, headers=OURS, **sent(office).get((method, rule), {}))
    assert answer.status_code in (200, 204, 302), answer.text


@pytest.mark.parametrize(("method", "rule"), [one for one in RULES if one[1] not in OPEN])
def test_a_stranger_gets_nothing(office, method, rule):
    answer = office.app.test_client().open(office.path(rule), method=method, headers=OURS)
    assert answer.status_code == 401
    assert "order" not in answer.text


@pytest.mark.parametrize("rule", sorted(OPEN))
def test_the_start_knows_its_asker(office, rule):
    assert office.app.test_client().get(rule, headers=HOST).status_code == 401


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(("method", "rule"), RULES)
def test_a_page_of_another_site_gets_nothing(office, method, rule, site):
    headers = {**HOST, "Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}
    assert office.clerk.open(office.path(rule), method=method, headers=headers).status_code == 403


UNKNOWN = ("0" * 20, "..%2f..%2fdata%2foffice", "con", "%00", "ก" * 300)
NAMED = [(method, rule) for method, rule in RULES if "<" in rule]


@pytest.mark.parametrize("id", UNKNOWN)
@pytest.mark.parametrize(("method", "rule"), NAMED)
def test_a_wrong_id_is_not_there(office, method, rule, id):
    any_value = dict.fromkeys(("code", "reason", "number", "count", "name"), "1")
    whole = sent(office).get((method, rule), {"data": {**any_value, "file": (io.BytesIO(b"x"), "x.csv")}})
    path = re.sub(r"<int:\w+>", "1", rule)
    path = re.sub(r"<\w+>", id, path)
    assert office.clerk.open(path, method=method, headers=OURS, **whole).status_code == 404


WRONG = {  # values that no page of ours sends
    "/work/<form>/take": {}, "/work/<form>/<id>/save": {"json": {"cells": []}}, "/work/<form>/<id>/name": {},
    "/work/<form>/<id>/copy": {"data": {"years": "-5"}}, "/work/<form>/<id>/give": {},
    "/work/<form>/<id>/given/<received>": {"data": {"version": "x"}}, "/work/<form>/<id>/restore": {"data": {"version": "x"}},
    "/about/<form>/<paper>/template": {}, "/acts/issue/ask": {}, "/acts/issue": {}, "/acts/print/ask": {}, "/acts/print": {},
    "/paper/<id>/accept": {}, "/office/emblem": {}, "/office/<name>": {"json": {"rows": 5}}, "/drop": {},
    "/book/<series>/reserve": {}, "/book/<series>/start": {}, "/book/<series>/import": {}, "/book/<series>/void": {},
    "/scan/<id>": {},
}  # fmt: skip


@pytest.mark.parametrize("rule", sorted(WRONG))
def test_a_wrong_value_is_refused(office, rule):
    assert office.clerk.post(office.path(rule), headers=OURS, **WRONG[rule]).status_code == 400


def test_a_signer_whom_other_settings_name_is_not_taken_out(office):
    file = office.app.config["ROOT"] / "data" / "office.yaml"
    before = file.read_bytes()
    alone = {"signer-key": "director", "signer-name": "นายก ข", "signer-position": "ผอ."}
    assert office.post("/office", data=alone).status_code == 422  # head certifies copies (print: certifier)
    assert file.read_bytes() == before


def test_papers_may_be_asked_for_before_the_script_of_a_page_is_there(office):
    made = office.post("/work/letter/new").headers["Location"]
    whole = office.post(f"{made}/make").text
    part = office.clerk.post(f"{made}/make", headers={**OURS, "HX-Request": "true"}).text
    assert "<html" in whole and 'class="job' in whole and "<html" not in part and 'class="job' in part
    finished(office.app)
