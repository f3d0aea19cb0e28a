"""What a clerk does in the browser, from the first page to the printed paper."""

from __future__ import annotations

import re
import subprocess
import sys

import docx
import openpyxl
import pytest

from generator.form import load
from generator.make import make
from generator.office import open_office

from .conftest import PHONE, Door, begin_office

pytestmark = [pytest.mark.browser, pytest.mark.office]


def begin(page, form: str) -> None:
    page.goto(f"/work/{form}")
    page.get_by_role("button", name="เริ่มเรื่องใหม่").click()
    page.wait_for_selector(".field")


def fill(page, label: str, text: str) -> None:
    """Type into a field, and leave it; the case is saved."""
    field = page.get_by_label(re.compile(rf"^{re.escape(label)}( \*)?$"))
    with page.expect_response("**/save"):
        field.fill(text)
        field.press("Tab")


def saved(page) -> None:
    page.locator("#saved", has_text=re.compile("^บันทึกแล้ว$")).wait_for()


def take(page, form: str, path) -> None:
    """A case out of a filled file."""
    page.goto(f"/work/{form}")
    page.set_input_files("input[name=file]", path)
    page.get_by_role("button", name="เปิดตาราง").click()
    page.wait_for_selector(".parts section")


def made(page) -> None:
    page.get_by_role("button", name=re.compile("^ทำ(ไฟล์ Word|เอกสารของขั้นนี้)$")).click()
    page.wait_for_selector(".job.done, .job.failed")
    assert page.locator(".job.failed").count() == 0, page.locator(".job").inner_text()


def example(door, form: str, tmp_path):
    """The example workbook of a form."""
    from generator.services.sheet import SheetRequest, write_sheet

    office = open_office(door.root)
    return write_sheet(office, SheetRequest(form, tmp_path / f"{form}.xlsx", example=True))


def paste(page, text: str) -> None:
    """The clipboard of Excel, put into the grid that has the focus."""
    page.evaluate(
        """text => {
            const data = new DataTransfer(); data.setData("text/plain", text)
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
        }""",
        text,
    )


def test_an_order_is_the_same_through_the_browser_and_by_command(page, door):
    take(page, "order", door.root / "data" / "order-218-2562.xlsx")
    made(page)
    office = open_office(door.root)
    through_browser = {path.name: path.read_bytes() for path in office.out.rglob("*.docx")}
    for path in office.out.rglob("*.docx"):
        path.unlink()
    make(load(office.forms, "order"), [door.root / "data" / "order-218-2562.xlsx"], office)
    by_command = {path.name: path.read_bytes() for path in office.out.rglob("*.docx")}
    assert through_browser == by_command


def test_a_wrong_cell_is_told_at_once_mended_and_looked_at(page, door):
    take(page, "order", door.root / "data" / "order-218-2562.xlsx")
    fill(page, "สั่ง ณ วันที่", "31 กุมภาพันธ์ 2562")
    field = page.get_by_label("สั่ง ณ วันที่", exact=True)
    page.wait_for_selector("[aria-invalid=true]")
    assert field.get_attribute("aria-invalid") == "true"
    assert "ไม่มีในปฏิทิน" in page.locator(".field small.bad:not(:empty)").inner_text()
    assert page.locator(".rail .count.bad").inner_text() == "ผิด 1"
    fill(page, "สั่ง ณ วันที่", "7 มิถุนายน 2562")
    page.wait_for_selector("[aria-invalid=true]", state="detached")
    page.locator(".look:enabled").first.click()
    page.wait_for_selector("#view:not(.stale) img[alt]")
    assert "หน้า 1/" in page.locator("#view figcaption").inner_text()
    fill(page, "เรื่อง", "แต่งตั้งคณะทำงานใหม่")
    page.wait_for_selector("#view:not(.stale)")


def test_a_mistake_in_the_list_leads_to_its_cell(page, door, tmp_path):
    take(page, "order", door.root / "data" / "order-218-2562.xlsx")
    fill(page, "สั่ง ณ วันที่", "เมื่อวาน")
    page.wait_for_selector("#mistakes:not([hidden])")
    page.locator("#mistakes summary").click()
    page.locator("#mistakes li button").first.click()
    assert page.evaluate("document.activeElement.value") == "เมื่อวาน"


def test_rows_from_excel_are_pasted_taken_back_and_kept(page):
    begin(page, "order")
    grid = page.locator("section[data-sheet='บุคลากร'] .sheet")
    with page.expect_response("**/save"):
        grid.locator("td").first.click()
        paste(page, 'นายสมชาย ใจดี\tครู\t"รับสมัคร\nสอบสัมภาษณ์"\r\nนางสาวน้ำฝน ก๊กเกี๊ยะ\t5" pipe\tจัดสนามสอบ\r\n')
    assert grid.locator("tbody tr").nth(1).locator("td").nth(1).inner_text() == '5" pipe'
    with page.expect_response("**/save"):
        page.keyboard.press("Control+z")
    assert grid.locator("tbody tr td").first.inner_text() == ""
    with page.expect_response("**/save"):
        page.keyboard.press("Control+y")
    page.reload()
    page.wait_for_selector(".sheet td")
    rows = page.locator("section[data-sheet='บุคลากร'] .sheet tbody tr")
    assert rows.nth(0).locator("td").nth(2).inner_text() == "รับสมัคร\nสอบสัมภาษณ์"
    assert rows.nth(1).locator("td").nth(0).inner_text() == "นางสาวน้ำฝน ก๊กเกี๊ยะ"


def test_a_grid_is_filled_by_the_keyboard_alone(page):
    begin(page, "order")
    page.locator("section[data-sheet='บุคลากร'] textarea").focus()
    for key in ("นายสมชาย ใจดี", "Tab", "ครู", "Enter", "ArrowLeft", "นางสมหญิง ใจงาม", "Enter"):
        page.keyboard.press(key) if key in ("Tab", "Enter", "ArrowLeft") else page.keyboard.type(key)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    with page.expect_response("**/save"):
        page.keyboard.press("Control+d")
    cells = page.locator("section[data-sheet='บุคลากร'] .sheet tbody tr td")
    assert [cells.nth(n).inner_text() for n in (0, 1, 4, 5)] == ["นายสมชาย ใจดี", "ครู", "นางสมหญิง ใจงาม", "ครู"]
    page.keyboard.press("Control+End")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('.sheet textarea')")


def test_two_thousand_rows_load_and_paste_within_a_second(page, door):
    begin(page, "order")
    page.locator("section[data-sheet='บุคลากร'] .sheet td").first.click()
    text = "\r\n".join(f"นายคนที่{n} ใจดี\tครู\tงานที่ {n}" for n in range(2000))
    took = page.evaluate(
        """async text => {
            const data = new DataTransfer(); data.setData("text/plain", text)
            const begun = performance.now()
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
            return performance.now() - begun
        }""",
        text,
    )
    saved(page)
    page.reload()
    page.wait_for_selector(".sheet td")
    assert page.locator("section[data-sheet='บุคลากร'] tbody").count() == 21  # lots of 100, the last has the empty row
    assert took < 5000  # a second on a machine of its own; a guard against what takes quadratic time


def test_an_edited_file_comes_home_is_mended_numbered_and_printed(page, door, tmp_path):
    take(page, "letter", example(door, "letter", tmp_path))
    fill(page, "เลขที่หนังสือ", "")
    fill(page, "วันที่", "")
    made(page)
    page.locator(".job .made a").first.click()
    page.wait_for_selector("#pages img")
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลด Word").click()
    edited = tmp_path / "แก้แล้ว.docx"
    download.value.save_as(edited)
    document = docx.Document(edited)
    document.add_paragraph("ประชุมวันจันทร์ที่ 7 มิถุนายน 2562")
    document.save(edited)
    page.goto("/check")
    page.set_input_files("input.dropped", edited)
    page.wait_for_url("**/paper/**")
    assert page.locator(".tag.edited").count() == 1
    page.wait_for_selector(".box.error")
    document.paragraphs[-1].text = "ประชุมวันศุกร์ที่ ๗ มิถุนายน ๒๕๖๒"
    document.save(edited)
    page.goto("/check")
    page.set_input_files("input.dropped", edited)
    page.wait_for_url("**/paper/**")
    page.get_by_role("button", name="ออกเลขและลงวันที่").click()
    page.get_by_role("button", name="ออกเลข", exact=True).click()
    page.wait_for_selector(".job.done, .job.failed")
    assert "ออกเลขแล้ว 1 ฉบับ" in page.locator(".job").inner_text()
    page.locator(".job .made a").first.click()
    assert page.locator(".tag.issued").count() == 1
    page.get_by_role("button", name="ทำชุดพิมพ์").click()
    page.locator("input[name=draft]").check()
    page.get_by_role("button", name="ทำชุดพิมพ์").click()
    page.wait_for_selector(".job.done, .job.failed")
    link = page.get_by_role("link", name="เปิดดูแล้วพิมพ์").get_attribute("href")
    answer = page.request.get(link)
    assert answer.body().startswith(b"%PDF")


def test_a_file_edited_in_its_own_folder_shows_up_without_a_reload(page, door, tmp_path):
    take(page, "memo", example(door, "memo", tmp_path))
    made(page)
    page.locator(".job .made a").first.click()
    page.wait_for_selector("#pages img")
    [path] = (door.root / "out").rglob("memo/*.docx")
    document = docx.Document(path)
    document.add_paragraph("เพิ่มในโฟลเดอร์")
    document.save(path)
    page.wait_for_selector(".news", timeout=6000)
    page.locator(".news a").click()
    assert page.locator(".tag.edited").count() == 1


def test_two_tabs_on_one_case_lose_nothing_and_a_clash_is_asked(context, page, door):
    begin(page, "order")
    other = context.new_page()
    other.goto(page.url)
    other.wait_for_selector(".field")
    fill(page, "เรื่อง", "แต่งตั้งคณะกรรมการ")
    fill(other, "ข้อความสั่ง", "จึงแต่งตั้งดังนี้")
    saved(other)
    subject = re.compile(r"^เรื่อง( \*)?$")
    assert other.get_by_label(subject).input_value() == "แต่งตั้งคณะกรรมการ"
    fill(other, "เรื่อง", "เรื่องของแท็บที่สอง")
    fill(page, "เรื่อง", "เรื่องของแท็บแรก")
    page.wait_for_selector("#clash[open]")
    assert "เรื่องของแท็บที่สอง" in page.locator("#clash").inner_text()
    with page.expect_response("**/save"):
        page.get_by_role("button", name="ใช้ตามที่เลือก").click()
    page.reload()
    page.wait_for_selector(".field")
    assert page.get_by_label(subject).input_value() == "เรื่องของแท็บแรก"
    other.close()


def test_what_was_typed_outlives_the_server(page, door):
    begin(page, "memo")
    fill(page, "เรื่อง", "ขออนุมัติเดินทางไปราชการ")
    address = page.url
    door.kill()
    door.start_again()
    page.goto(door.link)
    page.goto(door.address + re.sub(r"^.*?(/work/)", r"\1", address))
    assert page.get_by_label(re.compile(r"^เรื่อง( \*)?$")).input_value() == "ขออนุมัติเดินทางไปราชการ"


def test_a_case_comes_down_as_a_workbook_and_the_same_papers_come_of_it(page, door, tmp_path):
    take(page, "order", door.root / "data" / "order-218-2562.xlsx")
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดเป็น Excel").click()
    path = tmp_path / "คำสั่ง.xlsx"
    download.value.save_as(path)
    values = [cell.value for row in openpyxl.load_workbook(path)["คำสั่ง"].iter_rows() for cell in row]
    assert "218/2562" in values


def test_an_older_version_comes_back(page):
    begin(page, "memo")
    fill(page, "เรื่อง", "ฉบับแรก")
    fill(page, "เรื่อง", "ฉบับที่สอง")
    page.get_by_role("link", name="รุ่นที่เก็บไว้").click()
    page.get_by_role("button", name="กลับไปรุ่นนี้").first.click()
    page.wait_for_selector(".field")
    assert page.get_by_label(re.compile(r"^เรื่อง( \*)?$")).input_value() == "ฉบับแรก"


def test_a_number_is_reserved_voided_and_found_in_the_book(page):
    page.goto("/book/order")
    page.get_by_label("จองให้ใคร").fill("กลุ่มนโยบาย")
    page.get_by_role("button", name="จอง", exact=True).click()
    assert "จองเลขที่" in page.locator("main").inner_text()
    page.get_by_role("link", name="กลับ").click()
    assert "กลุ่มนโยบาย" in page.locator("table.list").inner_text()
    page.locator("summary", has_text="ยกเลิก").first.click()
    page.get_by_label("เหตุผล", exact=True).first.fill("ไม่ใช้แล้ว")
    page.get_by_role("button", name=re.compile("^ยกเลิกเลขที่")).first.click()
    assert "ยกเลิกเลขที่" in page.locator("main").inner_text()


def test_the_office_is_set_up_without_a_terminal(page, door):
    page.goto("/office")
    page.get_by_label("โทรศัพท์", exact=True).fill("๐ ๔๒๑๑ ๑๑๑๑")
    page.get_by_role("button", name="บันทึกการตั้งค่า").click()
    assert "บันทึกการตั้งค่าแล้ว" in page.locator("main").inner_text()
    assert open_office(door.root).facts["phone"] == "๐ ๔๒๑๑ ๑๑๑๑"
    page.goto("/office/people")
    with page.expect_response("**/office/people"):
        page.locator(".sheet td").first.click()
        page.keyboard.type("นายใหม่ มาดี")
        page.keyboard.press("Enter")
    assert "นายใหม่ มาดี" in (door.root / "data" / "people.csv").read_text("utf-8-sig")


def test_an_edited_template_is_refused_with_its_faults_or_shown_before_it_is_taken(page, door, tmp_path):
    template = door.root / "forms" / "memo" / "memo.docx"
    path = tmp_path / "memo.docx"
    document = docx.Document(template)
    document.add_paragraph("{{ subjec }}")
    document.save(path)
    page.goto("/about/memo")
    page.set_input_files("input[name=file]", path)
    page.get_by_role("button", name="ตรวจและดูตัวอย่าง").click()
    assert "หรือหมายถึง \"subject\"" in page.locator("main").inner_text()
    document.paragraphs[-1].text = "ถ้อยคำใหม่ท้ายบันทึก"
    document.save(path)
    page.goto("/about/memo")
    page.set_input_files("input[name=file]", path)
    page.get_by_role("button", name="ตรวจและดูตัวอย่าง").click()
    assert page.locator(".pair img").count() == 2
    page.get_by_role("button", name="ใช้แม่แบบใหม่").click()
    texts = [paragraph.text for paragraph in docx.Document(template).paragraphs]
    assert "ถ้อยคำใหม่ท้ายบันทึก" in texts


def test_papers_are_found_by_part_of_a_word(page, door, tmp_path):
    take(page, "stamped", example(door, "stamped", tmp_path))
    made(page)
    page.goto("/papers")
    title = page.locator("table.list a").first.inner_text()
    with page.expect_response(re.compile("/papers")):
        page.locator("#q").press_sequentially(title[3:9])
    page.locator("table.list a", has_text=title).first.wait_for()
    with page.expect_response(re.compile("/papers")):
        page.locator("#q").fill("คำที่ไม่มีที่ใด")
        page.locator("#q").press("End")
    page.wait_for_selector("#found .empty")


def test_a_small_screen_reads_and_fills_single_fields(chromium, context, door):
    phone = chromium.new_context(viewport=PHONE, base_url=door.address, storage_state=context.storage_state())
    page = phone.new_page()
    begin(page, "memo")
    fill(page, "เรื่อง", "จากโทรศัพท์")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.close()


def test_the_page_closes_the_program(chromium, door):
    own = Door(begin_office(door.root.parent / "อีกสำนักงาน"))
    page = chromium.new_page()
    page.goto(own.link)
    page.get_by_role("button", name="ปิดโปรแกรม").click()
    assert "ปิดโปรแกรมแล้ว" in page.locator("main").inner_text()
    own.wait()
    page.close()


def test_a_second_start_finds_the_first(door):
    again = subprocess.run(
        [sys.executable, "-m", "generator", "web", "--no-open"],
        cwd=door.root, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert again.returncode == 0
    assert again.stdout.startswith(door.address)

