"""Who may ask at the browser door: this PC's own browser, from a page of ours, let in by the link of the start."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from generator.office import start_office
from generator.web.app import create_app
from generator.web.guard import HEADERS
from tests.webclient import visitor

PORT = 8910
HOST = f"127.0.0.1:{PORT}"
STATIC = Path(__file__).parent.parent / "generator" / "web" / "static"
HTMX = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"  # 2.0.11, dist/htmx.min.js


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    root = tmp_path_factory.mktemp("web") / "สำนักงาน ก"
    start_office(root)
    app = create_app(root, PORT, date(2026, 11, 30))
    yield app
    app.extensions["close"]()


@pytest.fixture
def stranger(app):
    return visitor(app)


@pytest.fixture
def clerk(app):
    client = visitor(app)
    link = app.extensions["links"].new()
    assert client.get(f"/start?link={link}", headers={"Host": HOST}).status_code == 302
    return client


def ask(client, path, method="GET", **headers):
    return client.open(path, method=method, headers={"Host": HOST, **headers})


def test_nobody_comes_in_without_a_link(stranger):
    assert ask(stranger, "/").status_code == 401
    assert ask(stranger, "/start?link=x").status_code == 401
    assert ask(stranger, "/work/order").status_code == 401


def test_a_link_is_good_once(app, stranger):
    link = app.extensions["links"].new()
    assert ask(stranger, f"/start?link={link}").status_code == 302
    assert ask(app.test_client(), f"/start?link={link}").status_code == 401


def test_the_clerk_is_let_in_and_sees_the_works(clerk):
    page = ask(clerk, "/")
    assert page.status_code == 200
    assert "คำสั่ง" in page.text


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1", f"127.0.0.1:{PORT + 1}", f"office.test:{PORT}", ""])
def test_another_name_for_this_pc_is_refused(clerk, host):
    assert ask(clerk, "/", Host=host).status_code == 421


@pytest.mark.parametrize("headers", [
    {}, {"Origin": "null"}, {"Origin": "http://evil.test"}, {"Origin": f"http://127.0.0.1:{PORT + 1}"},
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": f"http://{HOST}"},
])  # fmt: skip
@pytest.mark.parametrize("path", ["/work/order/new", "/work/order/take", "/stop", "/work/order/x/save"])
def test_a_page_of_another_site_changes_nothing(clerk, path, headers):
    assert ask(clerk, path, "POST", **headers).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_shows_no_picture_of_ours(clerk, site):
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    assert ask(clerk, "/", **headers).status_code == 403


def test_our_own_page_may_ask(clerk):
    made = ask(clerk, "/work/order/new", "POST", **{"Sec-Fetch-Site": "same-origin"})
    assert made.status_code == 302
    old_browser = ask(clerk, "/work/order/new", "POST", Origin=f"http://{HOST}")
    assert old_browser.status_code == 302


def test_every_answer_bears_the_headers(clerk, stranger):
    for answer in (ask(clerk, "/"), ask(stranger, "/"), ask(clerk, "/nothing"), ask(clerk, "/", Host="x")):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["Cache-Control"] == "no-store"


def test_no_page_has_script_or_style_in_it(clerk):
    made = ask(clerk, "/work/admission/new", "POST", **{"Sec-Fetch-Site": "same-origin"})
    for path in ("/", "/work/order", made.headers["Location"]):
        text = ask(clerk, path).text
        assert "style=" not in text
        assert " on" not in [part[:3] for part in text.split("<")[1:]]
        scripts = [part for part in text.split("<script")[1:] if "application/json" not in part.split(">")[0]]
        assert all("src=" in part.split(">")[0] for part in scripts)


def test_what_is_not_ours_is_as_it_came():
    assert hashlib.sha256((STATIC / "htmx.min.js").read_bytes()).hexdigest() == HTMX
    assert "Zero-Clause BSD" in (STATIC / "htmx.LICENSE.txt").read_text("utf-8")


def test_what_helps_is_said_in_the_words_of_a_page(app):
    from flask import render_template

    from generator.errors import Place, problem

    with app.test_request_context("/", headers={"Host": HOST}):
        said = render_template("wrong.html", problems=[problem("E864", Place("ก.docx"))], part=True)
    assert "ก.docx" in said
    assert "กด ออกเลข ในหน้าของเอกสาร" in said
    assert "gen issue" not in said
