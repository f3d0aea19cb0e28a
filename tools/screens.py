"""Walks through the pages of the browser door as a clerk would, and takes their pictures for the guide.

    python -m tools.screens docs/web

The same walk is what tests/test_door/test_axe.py looks at, so that no page is shown that people cannot use.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from PIL import Image

PC = {"width": 1366, "height": 768}
COLOURS = 64  # of a picture: a page has few
SHOWN = ("desk", "case", "steps", "paper", "check", "issue", "book")  # in the guide


def walk(page: Any, root: Path) -> Iterator[str]:
    """The names of the pages, each while it is open: from the first start to the printed paper."""
    page.goto("/")
    yield "start"
    page.goto("/office")
    yield "office"
    for name in ("people", "schools"):
        page.goto(f"/office/{name}")
        page.wait_for_selector(".sheet td")
        yield f"list-{name}"
    yield from _case(page, root)
    yield from _paper(page, root)
    yield from _book(page)
    yield from _foreign(page, root)
    page.goto("/")
    page.wait_for_selector("#cases")
    page.wait_for_timeout(800)  # the days are counted
    yield "desk"


def _case(page: Any, root: Path) -> Iterator[str]:
    page.goto("/work/order")
    yield "work"
    page.goto("/about/order")
    yield "about"
    page.goto("/work/admission")
    page.get_by_role("button", name="เริ่มเรื่องใหม่").click()
    page.wait_for_selector(".parts section")
    page.goto(f"{page.url}?step=2")
    page.wait_for_selector(".parts section")
    yield "steps"
    page.goto("/work/permit")
    page.set_input_files("input[name=file]", _example(root, "permit"))
    page.get_by_role("button", name="เปิดตาราง").click()
    page.wait_for_selector(".parts section")
    page.goto("/work/order")
    page.set_input_files("input[name=file]", root / "data" / "order-218-2562.xlsx")
    page.get_by_role("button", name="เปิดตาราง").click()
    page.wait_for_selector(".parts section")
    _type(page, "name", "หน้าที่ของกลุ่มส่งเสริม")
    page.get_by_role("button", name="เปลี่ยนชื่อ").click()
    for label, text in (("เลขที่คำสั่ง", ""), ("สั่ง ณ วันที่", "31 กุมภาพันธ์ 2569")):
        _fill(page, label, text)
    page.wait_for_selector("[aria-invalid=true]")
    yield "wrong"
    _fill(page, "สั่ง ณ วันที่", "")
    page.locator(".look:enabled").first.click()
    page.wait_for_selector("#view:not(.stale) img[alt]")
    yield "case"
    page.locator(".make .main").click()
    page.wait_for_selector(".job.done")
    yield "made"
    case = page.url.partition("?")[0]
    page.goto(f"{case}/versions")
    yield "versions"
    page.goto(case)


def _paper(page: Any, root: Path) -> Iterator[str]:
    page.goto("/papers")
    yield "papers"
    file = max(root.glob("out/*/order/*.docx"), key=lambda path: path.stat().st_mtime)
    word = docx.Document(file)
    line = next(one for one in word.paragraphs if len(one.text) > 60)
    line.runs[-1].text += " ขออนุญาติดำเนินการ"
    word.save(file)
    page.locator("table.list a").first.click()
    page.wait_for_selector("#pages img")
    page.wait_for_selector("#pages .box")
    page.wait_for_timeout(1000)
    yield "paper"
    here = page.url
    page.goto(f"{here}/diff")
    yield "diff"
    page.goto(f"{here}/sign")
    yield "sign"
    page.goto(here)
    page.get_by_role("button", name="ออกเลขและลงวันที่").click()
    yield "issue"
    page.get_by_role("button", name="ออกเลข", exact=True).click()
    page.wait_for_selector(".job.done")
    yield "issued"
    page.goto(here)
    page.get_by_role("button", name="ทำชุดพิมพ์").click()
    yield "print"
    page.get_by_label("เหตุผล ถ้าต้องพิมพ์").fill("ท่านผู้อำนวยการรอ")
    page.get_by_role("button", name="ทำชุดพิมพ์").click()
    page.wait_for_selector(".job.done", timeout=60_000)
    yield "printed"


def _book(page: Any) -> Iterator[str]:
    page.goto("/book/order")
    yield "book"


def _foreign(page: Any, root: Path) -> Iterator[str]:
    page.goto("/check")
    yield "drop"
    word = docx.Document()
    for text in ("บันทึกข้อความ", "ส่วนราชการ กลุ่มนโยบายและแผน", "เรื่อง ขออนุญาติไปราชการ", "ตามที่ อบต/เทศบาล แจ้งว่า พ.ศ 2569"):
        word.add_paragraph(text)
    data = io.BytesIO()
    word.save(data)
    page.set_input_files("input.dropped", {"name": "ของคนอื่น.docx", "mimeType": "", "buffer": data.getvalue()})
    page.wait_for_selector("#pages img")
    page.wait_for_timeout(1000)
    yield "check"


def _type(page: Any, id: str, text: str) -> None:
    page.locator(f"#{id}").fill(text)


def _fill(page: Any, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    with page.expect_response("**/save"):
        field.fill(text)
        field.press("Tab")


def _example(root: Path, form: str) -> Path:
    to = root / f"{form}.xlsx"
    command = [sys.executable, "-m", "generator", "sheet", form, "--example", "-o", str(to)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return to


# --- pictures


def main(to: Path) -> None:
    from playwright.sync_api import sync_playwright

    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gen-") as folder, sync_playwright() as playwright:
        root = Path(folder, "สำนักงาน")
        subprocess.run([sys.executable, "-m", "generator", "init", str(root)], check=True, capture_output=True)
        settings = root / "data" / "office.yaml"
        settings.write_text(settings.read_text("utf-8").replace("๐๔xxx", "๐๔๐๒๖"), "utf-8")
        command = [sys.executable, "-m", "generator", "web", "--no-open"]
        server = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
        assert server.stdout
        link = server.stdout.readline().strip()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            page = browser.new_context(viewport=PC, base_url=link.partition("/start")[0]).new_page()
            page.goto(link)
            for name in walk(page, root):
                if name in SHOWN:
                    _keep(page.screenshot(), to / f"{name}.png")
        finally:
            browser.close()
            server.terminate()
            server.wait()


def _keep(data: bytes, path: Path) -> None:
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
