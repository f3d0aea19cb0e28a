"""What can be wrong: a `Problem` is one wrong cell, a `GenError` is something that the run cannot go on from.

Both carry a stable code; `MESSAGES` is the one list of codes, and `docs/messages.md` is made from it. Only doors
catch and show. Codes: E stops the run, W is said and the run goes on. A message never names a command or a button: what
helps stands in `NEXT` as an act, and each door has its own words for it.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .mask import hidden

Text = tuple[str, str]

# What a cell of a spreadsheet holds where its formula failed.
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})


def _graver_or_not(texts: dict[int, Text]) -> dict[str, Text]:
    """Messages that stop (E) where a form says `must`, and are only said (W) where it says `should`."""
    return {f"{severity}{number}": text for number, text in texts.items() for severity in "EW"}


# code: (Thai text for the clerk, English explanation for whoever helps). `{found}` is what stands in the cell, quoted.
MESSAGES: dict[str, tuple[str, str]] = {
    # --- E1: the value of one cell
    "E101": ("ยังไม่ได้กรอก (ช่องนี้ต้องมี)", "A required field is empty."),
    "E102": ("{found} {why}", "The text is not a date that can be read."),
    "E103": ("{found} {why}", "The day is not in the calendar."),
    "E104": ("{found} {why}", "The date makes sense both as CE and as BE, or with either century; it is never guessed."),
    "E105": ("{found} {why}", "The weekday does not belong to the date."),
    "E106": ("{found} {why}", "The year is far from any that the field can mean."),
    "E107": ("{found} {why}", "The text is not an amount of money."),
    "E108": ("{found} {why}", "The amount has parts of a satang, is negative, or is larger than can be written out."),
    "E109": ("{found} {why}", "The text is not a person's name."),
    "E110": ("{found} {why}", "The text is not a document number."),
    "E111": ("{found} {why}", "A spreadsheet turned the document number into a date."),
    "E112": ("{found} {why}", "The text is not a 13-digit citizen ID."),
    "E113": ("{found} {why}", "The check digit of the citizen ID is wrong."),
    "E114": ("{found} {why}", "A spreadsheet rounded the citizen ID; digits are lost."),
    "E115": ("{found} {why}", "The text is not a time of day."),
    "E116": ("{found} ไม่ใช่จำนวนเต็ม", "The value is not a whole number."),
    "E117": ("{found} ต้องอยู่ระหว่าง {low} ถึง {high}", "The number is out of the range that the form allows."),
    "E118": ("{found} ไม่อยู่ในตัวเลือก{guess} — เลือกได้: {options}", "The value is none of the field's choices."),
    "E119": ("{found} ไม่มีในรายชื่อผู้ลงนามของสำนักงาน{guess} — เลือกได้: {options} ผู้อื่น: พิมพ์ชื่อ ขึ้นบรรทัดใหม่ (Alt+Enter) แล้วพิมพ์ตำแหน่ง", "The signer is not in data/office.yaml."),
    "E120": ("มีอักขระที่ Word รับไม่ได้ ({characters})", "The text has control characters or lone surrogates."),
    "E121": ("ยาว {length} ตัวอักษร เกิน {limit} ตัวอักษรที่ช่องนี้รับได้", "The text is longer than the field allows."),
    "E122": ("{found} เป็นค่าผิดพลาดของสูตร — แก้สูตร หรือพิมพ์ค่าแทน", "The cell holds a spreadsheet error value such as #N/A."),
    "E123": ("{found} ไม่ใช่ใช่หรือไม่ใช่", "The value is neither yes nor no."),
    "E125": ("{found} เป็นตัวเลขที่โปรแกรมตารางปัดทิ้งหลักท้าย — จัดรูปแบบช่องเป็นข้อความ แล้วพิมพ์ใหม่", "A long number was stored in exponent form."),
    "E127": ("{found} ไม่ใช่ข้อความ — พิมพ์เป็นข้อความ", "The cell holds a date, a time or a true/false value where text is meant."),
    "E128": ("{found} ไม่ใช่ตัวเลข", "The value is not a number, or has more than nine digits or six decimal places."),
    "E129": ("{found} ใกล้เคียงกับ \"{near}\" ใน data/{directory}.csv — ถ้าเป็นแห่งเดียวกัน แก้ให้ตรง ถ้าเป็นคนละแห่ง เพิ่มชื่อนี้ใน data/{directory}.csv", "The name of a school or local government differs from a listed one by a slip of the pen."),
    "E130": ("ยังไม่มีรายการ — ต้องมีอย่างน้อย {least} รายการ", "A required list has no rows."),
    "E131": ("มี {count} รายการ เกิน {most} รายการที่รับได้", "A list has more rows than the form allows."),
    "E132": ("{found} ไม่ตรงกับรายการใดในแผ่น \"{parent}\"{guess}", "A row names a row of another list that does not exist."),
    "E133": ("{found} ไม่ใช่ลำดับเรื่องที่มีในแผ่น \"{parent}\"", "A row of a list sheet names a case that does not exist."),
    "E134": ("ไม่บอกว่าเป็นของ{what}ใด", "A row of a list sheet does not say which case or parent row it belongs to."),
    "E136": ("\"{word}\" ไม่มีในทำเนียบ{guess}", "A receiver that the directory does not have."),
    "E137": ("{found} ไม่ตรงกับผลรวมที่คำนวณได้ คือ {computed} — แก้ให้ตรง หรือเว้นว่างให้โปรแกรมคำนวณ", "A typed sum or count differs from the computed one."),
    "E139": ("{found} ซ้ำกับช่อง {where}", "Two rows of a list have the same value in a field that tells them apart."),
    "E140": ("{found} ใกล้เคียงกับ \"{other}\" ในรายชื่อของสำนักงาน — ถ้าเป็นคนเดียวกัน แก้ให้ตรง ถ้าเป็นคนละคน เพิ่มชื่อนี้ใน data/people.csv", "A name differs from that of a known person by a slip of the pen. Whoever really is another person is added to data/people.csv."),
    "E141": ("{found} กับ \"{other}\" {where} ต่างกันเพียงตัวสะกด — ถ้าเป็นคนเดียวกัน แก้ให้ตรงกัน ถ้าเป็นคนละคน เพิ่มทั้งสองชื่อใน data/people.csv", "Two cells of one case spell what seems to be one name in two ways."),
    "E143": ("ไม่มีรูป {found} ในโฟลเดอร์ pictures ของสำนักงาน{guess} — วางไฟล์ไว้ที่นั่น แล้วพิมพ์ชื่อไฟล์", "A picture that the office's folder of pictures does not have."),
    "E144": ("{found} ไม่ใช่รูปที่อ่านได้ (JPEG, PNG, GIF, BMP, TIFF, WebP) หรือใหญ่เกินไป", "A file that is no picture, is damaged, or is too large."),
    "E142": ("{found} ไม่ตรงกับคำสั่งในช่อง {where} คือ ที่ {number} ลงวันที่ {day}", "A text cites the order of the case with another day than the order has."),
    **_graver_or_not({
        138: ("{found} มากกว่า{what} คือ {most}{where}", "The number is larger than another, of which it is a part."),
        150: ("{found} {how}{what} คือ {other}{where}", "Two days or times stand in the wrong order."),
        151: ("{found} เป็นปี {own} แต่{what}เป็นปี {year} ({other}){where}", "The year of a number is not the year of its day."),
        152: ("{found} ห่างจาก{what} {other} เกินหนึ่งปี{where}", "A day lies far from the year that the case is about."),
        153: ("{found} ไม่ตรงกับ{what} คือ {other}{where}", "Two fields that should say the same do not."),
        154: ("{found} ซ้ำกับ{what}{where}", "Two fields that should differ say the same."),
        155: ("{found} ไม่มีในแผ่น \"{what}\"{guess}", "The value is none of those that stand in another list."),
        156: ("{found} ขัดกับ{what} คือ {other}{where}", "A resolution or result says yes where the decision says no, or the other way."),
        157: ("ยังไม่ได้กรอก แต่{what}คือ {other}{where}", "A field is empty that another one makes necessary."),
        158: ("{found} กรอกไว้ แต่{what} {state}{where}", "A field is filled that makes no sense without another."),
        159: ("{found} ซ้ำกับแถวก่อนที่มี{what}เดียวกัน{where}", "Two rows of a list are about the same thing."),
        160: ("{found} ไม่ตรงกับตำแหน่งของ {person} ในรายชื่อของสำนักงาน คือ {post}", "The position differs from the one in data/people.csv."),
        161: ("{found} น่าจะสะกดผิด{guess}", "The text is one that the form offers, but for a slip of the pen."),
        163: ("{found} กรอกไว้ แต่{what}เป็น {other}{where}", "A field is filled that another one forbids."),
        174: ("ยังไม่ได้กรอก และไม่ได้กรอก{what} — ต้องมีอย่างใดอย่างหนึ่ง", "Two fields are empty, of which one must be filled."),
        175: ("{found} บอกว่ามีรายการต่อจากนี้ แต่ยังไม่ได้กรอก{what}", "A text says that a list follows, and none does."),
        162: ("{why}", "A committee has two who preside, or none, or nobody who writes."),
    }),
    "E164": ("{found} ใช้กับผู้รับ {other} ไม่ได้{where} — ใช้ {right} คู่กับ {closing}", "The salutation does not go with the receiver."),
    "E165": ("{found} ไม่เข้าคู่กับคำขึ้นต้น {other}{where} — ใช้ {right}", "The last paragraph sends the letter in the words of another salutation."),
    "E168": ("{found} มีข้อความลงท้ายอยู่ในช่อง{what}แล้ว{where} — ใส่ไว้ที่เดียว", "The text ends with a last paragraph, and another one is typed."),
    "W165": ("{found} ไม่ใช้คำขึ้นต้น เรียน — ใช้ {right} คู่กับ {closing} แก้ใน Word หลังทำเอกสาร", "The template greets everybody alike, and this receiver otherwise."),
    "W166": ("{found} มีคำขึ้นต้นและคำลงท้ายเฉพาะตามพระอิสริยยศ (ระเบียบสารบรรณ ภาคผนวก ๒) — ตรวจกับงานสารบรรณ แล้วแก้ใน Word", "A royal personage: none of the salutations of the table will do."),
    "W167": ("{found} เป็นชื่อหน่วยงาน ใช้ตำแหน่งของผู้รับ", "A letter greets a position, and the name of an office is typed."),
    "E172": ("{found} เป็นแถวรวม โปรแกรมรวมให้แล้ว — ลบแถวนี้", "A row that adds up the others would be counted with them."),
    "W172": ("{found} ใช้รหัสหน่วยงานไม่ตรงกับ {ours} ใน data/office.yaml", "The number of a letter begins with another office's code."),
    "W179": ("{found} {why}", "A text is none yet (signs alone, a word that stands in, the wrong keyboard), or a line stands twice."),
    "W177": ("{found} มีคำนำหน้าชื่อสองคำ", "A name begins with a title twice, or with two that cannot both be right."),
    "W180": ("{found} เป็นผู้รับ {count} ราย แต่หนังสือฉบับหนึ่งเรียนผู้เดียว — แยกเป็นหนังสือเวียนที่มีรายชื่อผู้รับ", "Several receivers stand under one another in the cell of one."),
    "W178": ("{found} ไม่ใช่หมายเลขโทรศัพท์ที่ครบหลัก (เก้าหลัก มือถือสิบหลัก)", "A telephone number has too few or too many digits, or something else stands there."),
    "W176": ("{found} เป็นเลขที่ของหนังสือ — เอกสารนี้ใส่ลำดับ ทับ ปี พ.ศ.", "The number of a letter or circular, where a paper bears a running number and a year."),
    "W173": ("{found} ใกล้เคียงกับ \"{near}\" ในทำเนียบ — ดูว่าเป็นแห่งเดียวกันหรือไม่", "A receiver names a school that is nearly one of the directory."),
    "E211": ("แถวนี้มี {count} ช่อง มากกว่าหัวตาราง ({width}) จาก {found} เป็นต้นไป — ถ้าเป็นจุลภาคในตัวเลข เช่น 15,000 ให้ใส่เครื่องหมายคำพูด หรือบันทึกเป็น .xlsx", "A row of a CSV file has more cells than its headings; what stands where cannot be told."),
    "W211": ("ช่อง {cells} ไม่มีหัวข้อ จึงไม่ได้อ่าน", "Cells of a sheet stand under no heading."),
    "W208": ("แถว {row} เป็นแถวตัวอย่างเหนือหัวตาราง แต่กรอกรายการไว้ จึงอ่านเป็นรายการแรก — ถ้าไม่ใช่ ให้ลบ", "Somebody typed a row of the list over the example above the headings."),
    "W209": ("{found} อยู่ในช่องตัวอย่าง และช่อง {cell} ยังว่าง — ถ้าตั้งใจเลือก ให้ใส่ในช่อง {cell}", "A choice was picked in the column of examples."),
    "W210": ("แถวที่ขีดฆ่าไว้ ({rows}) ถูกอ่านด้วย — ถ้ายกเลิกแล้วให้ลบแถว", "Rows whose cells are struck through are read like the others."),
    "W170": ("{why}{should} ({rule})", "The proofreader's word on a text, told at the cell that it came from."),
    "W171": ("และอีก {count} แห่งของข้อ {rule} — ดูทั้งหมดด้วยการตรวจเอกสาร", "More findings of one rule than are told one by one."),
    "W101": ("{found} ไม่มีคำนำหน้าชื่อที่รู้จัก", "A name without a known title."),
    "W102": ("{found} ไม่มีนามสกุล", "A name without a family name."),
    "W103": ("{found} ไม่ตรงกับกำหนดที่นับได้ คือ {computed}", "A typed deadline differs from the one that is counted."),
    "W104": ("{found} ช้ากว่า{what} คือ {most}", "Something was done after its deadline."),
    "W105": ("ยังไม่ได้กรอก และพ้น{what}แล้ว คือ {most}", "A deadline has passed, and nothing says that it was kept."),
    "W106": ("{found} ใกล้เคียงกับ \"{other}\" ในรายชื่อของสำนักงาน — ดูว่าเป็นคนเดียวกันหรือไม่", "As E140, in a field that is not for the office's own people."),
    "W107": ("{found} กับ \"{other}\" {where} ต่างกันเพียงตัวสะกด — ดูว่าเป็นคนเดียวกันหรือไม่", "As E141, in a field that is not for the office's own people."),
    "W108": ("{found} ใช้คำนำหน้าไม่เหมือน \"{other}\" {where} — ดูว่าเป็นคนเดียวกันหรือไม่", "One name stands with two titles that cannot both be right: Mr, Mrs, Miss."),
    "W109": ("{found} ลงวันเดียวกับคำสั่งที่ {number} ในช่อง {where} แต่เลขต่างกัน — ดูว่าเป็นคำสั่งเดียวกันหรือไม่", "A text cites an order of the same day as the order of the case, with another number."),
    # --- E2: sheets and columns
    "E201": ("ไม่มีแผ่นงานของแบบฟอร์มนี้ — ต้องมีแผ่น \"{sheet}\" ที่มีหัวข้อ เช่น {headings}", "No sheet has the form's headings."),
    "E202": ("ไม่มีหัวข้อ \"{heading}\"{guess}", "A required column is missing from its sheet."),
    "E203": ("มีหัวข้อ \"{heading}\" สองที่ — เหลือไว้ที่เดียว", "Two columns have the same heading."),
    "E204": ("ไม่มีข้อมูลในแผ่นนี้ — กรอกอย่างน้อยหนึ่งเรื่อง", "The main sheet has headings but no case."),
    "E205": ("ไม่รู้จักช่อง \"{key}\"{guess}", "A key of the YAML case is not a field of the form."),
    "E206": ("ต้องเป็น{expected}", "A YAML value has the wrong shape (a list, a mapping or a text is expected)."),
    "E207": ("มีหลายแผ่นที่เหมือน \"{sheet}\" ({sheets}) — เหลือไว้แผ่นเดียว", "Several sheets could be the same sheet of the form."),
    "W201": ("ไม่รู้จักหัวข้อ \"{heading}\"{guess} — ไม่ได้ใช้ข้อมูลของหัวข้อนี้", "An extra column; it is not used."),
    "W202": ("อ่านหัวข้อ \"{heading}\" เป็น \"{meant}\"", "A misspelt heading was understood."),
    "W203": ("อ่านแผ่น \"{sheet}\" เป็นแผ่น \"{meant}\"", "A renamed sheet was recognised by its headings."),
    "W204": ("ไม่ได้ใช้แผ่น \"{sheet}\" เพราะไม่ใช่แผ่นของแบบฟอร์มนี้", "An extra sheet; it is not used."),
    "W205": ("แถวที่ซ่อนอยู่ ({rows}) ถูกอ่านด้วย — ถ้าไม่ต้องการให้ลบแถว", "Hidden rows are read like the others."),
    "W206": ("มีสูตรที่ยังไม่มีค่าในช่อง {cells} — เปิดไฟล์ในโปรแกรมตารางแล้วบันทึกอีกครั้ง", "Formulas have no stored value."),
    "W207": ("แผ่น \"{sheet}\" ซ่อนอยู่ จึงไม่ได้อ่าน — ถ้าต้องการให้อ่าน ให้เลิกซ่อนแผ่น", "A hidden sheet is not read."),
    # --- E3: files
    "E301": ("ไม่พบไฟล์ {file} — ตรวจชื่อและโฟลเดอร์ ถ้าชื่อมีช่องว่าง ให้ใส่ชื่อในเครื่องหมาย \"…\"", "The file does not exist."),
    "E302": ("{file} ไม่ใช่ไฟล์ที่อ่านได้ — ใช้ .xlsx .xls .ods .csv หรือ .yaml", "The file is of a kind that is not read."),
    "E303": ("{file} เสีย หรือไม่ใช่ไฟล์ {kind} จริง — เปิดในโปรแกรมตารางแล้วบันทึกเป็น .xlsx ใหม่", "The file is damaged, or its name lies about its kind."),
    "E304": ("{file} ใส่รหัสผ่านไว้ — เปิดในโปรแกรมตาราง เอารหัสผ่านออก แล้วบันทึก", "The workbook is encrypted."),
    "E305": ("{file} ใหญ่เกินไป ({size}) — อ่านได้ไม่เกิน {limit}", "The file, or what it unpacks to, is larger than is safe to read."),
    "E306": ("เปิด {file} ไม่ได้ เพราะโปรแกรมอื่นใช้อยู่หรือไม่มีสิทธิ์ — ปิดไฟล์ใน Excel แล้วสั่งใหม่", "The file is locked or not readable."),
    "E307": ("{file} ไม่ใช่ตัวอักษร UTF-8 หรือ TIS-620 — บันทึกเป็น CSV UTF-8 แล้วสั่งใหม่", "The text file is in an unknown encoding."),
    "E308": ("{file} บรรทัด {line}: เขียน YAML ผิด ({why})", "The YAML file cannot be parsed."),
    "E309": ("{file} เป็นโฟลเดอร์ — ระบุไฟล์ในโฟลเดอร์นั้น", "A folder was given where a file is meant."),
    "E310": ("{file} เป็นไฟล์ชั่วคราวของ Excel — ระบุไฟล์จริง (ไม่มี ~$ ข้างหน้า)", "The name is of the lock file that Excel leaves beside an open workbook."),
    "E312": ("ชื่อไฟล์ \"{file}\" ไม่ได้เขียนเป็น UTF-8 (มักมาจากไฟล์ zip ที่ทำบน Windows) — เปลี่ยนชื่อไฟล์แล้วสั่งใหม่", "The bytes of the name are not UTF-8."),
    "E313": ("{file} ใช้ไม่ได้ ({why}) — ระบุไฟล์หรือโฟลเดอร์อื่น", "The name is longer than the system allows, leads back to itself, or is that of a device."),
    "E311": ("{file} ว่างเปล่า", "The file has no content."),
    # --- E4: forms and templates
    "E401": ("ไม่มีแบบฟอร์มชื่อ {form}{guess}", "There is no folder of that name in forms/."),
    "E402": ("{file}: ไม่รู้จัก \"{key}\"{guess}", "An unknown key in form.yaml, page.yaml or office.yaml."),
    "E403": ("{file}: \"{key}\" {why}", "A key of a settings file has a wrong value."),
    "E404": ("{file}: ไม่มีแม่แบบ {template}", "A paper names a template that is not in the folder."),
    "E410": ("{template} ย่อหน้า {paragraph} ({near}): ไม่มีช่อง \"{name}\"{guess}", "A tag of the template names an unknown field."),
    "E411": ("{template} ย่อหน้า {paragraph} ({near}): เขียนแท็กผิด ({why})", "A tag of the template is not valid."),
    "E412": ("{template}: ไม่ได้ใช้ช่อง \"{name}\" ที่บังคับกรอก", "A required field stands nowhere in the template."),
    "E413": ("{template} ใช้เวลาหรือเนื้อที่เกินกำหนด ({limit})", "The template ran over its limit of time or size."),
    "E414": ("{template} ย่อหน้า {paragraph} ({near}): ใช้สิ่งที่ไม่อนุญาต ({why})", "The template asks for something that the sandbox forbids."),
    "E415": ("{template} เปิดไม่ได้ — ไม่ใช่ไฟล์ .docx ที่สมบูรณ์", "The template is not a readable Word file."),
    "E416": ("{template}: ทำเอกสารไม่สำเร็จ ({why})", "The template failed while a paper was made."),
    "E417": ("{template} แก้แล้วแต่ยังไม่ได้จัดระเบียบ", "The template was edited but not tidied; the outline is out of date."),
    "E418": ("มีแบบฟอร์ม {form} อยู่แล้ว", "gen new does not overwrite a form."),
    "E419": ("ไม่มีแบบ {kind} ใน page.yaml{guess}", "page.yaml has no such kind of paper."),
    "E420": ("ชื่อแบบฟอร์ม \"{form}\" ใช้ไม่ได้ — ใช้ตัวอักษร a-z ตัวเลข และขีดกลาง", "The name of a form becomes a command and a folder."),
    "E422": ("{template} ย่อหน้า {paragraph} ({near}): หนังสือเวียนต้องมีข้อความเดียวกันทุกฉบับ ใช้ receiver ได้เฉพาะบรรทัดเรียน", "A circular whose text differs by receiver."),
    "E421": ("ชื่อแบบฟอร์ม \"{form}\" ซ้ำกับคำสั่งของโปรแกรม — ใช้ชื่ออื่น", "The name of a form would hide a command."),
    "E423": ("{template} มีสิ่งที่ทำงานเองหรืออยู่นอกไฟล์: {what} — เปิดใน Word เอาออก แล้วบันทึกใหม่", "The template has macros, objects, remote parts or fields that run or read other files; they would stand in every paper."),
    "E424": ("{template} บันทึกเป็นแบบ Strict — เปิดใน Word แล้วบันทึกเป็นชนิด เอกสาร Word (*.docx)", "The template is a Strict Open XML document, which the engine does not read."),
    "E425": ("{template} ย่อหน้า {paragraph} ({near}): แสดงค่านี้ไม่ได้ ({why})", "The value of a tag could not be worked out."),
    # --- E5: the office
    "E501": ("ที่นี่ไม่ใช่โฟลเดอร์ของสำนักงาน (ไม่มี data/office.yaml)", "No data/office.yaml in this folder or above it."),
    "E503": ("{file} ไม่ใช่รูปภาพ PNG หรือ JPEG", "The emblem is not a picture that Word shows everywhere."),
    "E504": ("ไม่พบรูปที่เป็นตราครุฑได้ในส่วนบนของ {file}", "The Word paper has no picture at its top that can be the emblem."),
    "E505": ("โฟลเดอร์ {folder} มีไฟล์อยู่แล้ว — ใช้โฟลเดอร์ใหม่", "gen init does not write into a folder that holds files."),
    "W501": ("ยังไม่มีตราครุฑของสำนักงาน จึงใส่กรอบเปล่าไว้ — ใส่ตราครุฑจากรูปภาพ หรือหนังสือเดิมของสำนักงาน", "The emblem slot shows a neutral frame until the office gives its emblem."),
    "W505": ("ไม่พบตราครุฑ {file} ที่ระบุใน data/office.yaml จึงใส่กรอบเปล่าไว้ — วางไฟล์คืน หรือใส่ตราครุฑใหม่", "The emblem that office.yaml names is gone; its slot shows a neutral frame, and all else goes on."),
    "W506": ("ตราครุฑมีเพียง {dots} จุดต่อนิ้วเมื่อสูง 3 ซม. พิมพ์แล้วอาจไม่คม — ใช้รูปที่มีอย่างน้อย {least} จุดต่อนิ้ว (สูง 237 จุด)", "The emblem has too few dots for 3 cm."),
    "W507": ("{paper} ใช้ค่าตั้ง {key} ใน data/office.yaml ซึ่งบันทึกไว้ว่ายังไม่ได้ตรวจกับกฎหมาย — ให้ผู้รู้กฎหมายยืนยันก่อนลงนาม แล้วแก้ confidence เป็น สูง", "A paper rests on a setting whose confidence is low."),
    "W503": ("ยังไม่มีวันหยุดราชการของปี {year} ใน data/holidays.csv กำหนดวันจึงเว้นเฉพาะเสาร์อาทิตย์", "A deadline falls in a year whose holidays the office has not listed."),
    "E506": ("ทำเนียบ data/{file} ไม่มี หรือไม่มีคอลัมน์ {column} — ดูตัวอย่างใน docs/forms.md", "A directory of receivers is missing, or lacks a column."),
    "E511": ("มีทั้ง data/{file} และ data/{other} — เหลือไว้ไฟล์เดียว", "A list of the office is there twice, and nothing says which one counts."),
    "E512": ("data/{file} เป็นรายชื่อ{other} ไม่ใช่รายชื่อ{meant} — วางไฟล์ใหม่ให้ตรงชื่อ", "Most names of a list of the office are of another kind: the file was put under the wrong name."),
    "E510": ("รายชื่อนี้เก็บใน data/{file} — แก้ในไฟล์นั้น", "A list that the office keeps as a workbook is read, and not written."),
    "E135": ("\"{word}\" มีมากกว่าหนึ่งแห่งในทำเนียบ ({which}) — ใส่รหัส หรืออำเภอต่อท้ายชื่อ", "Two receivers of the directory have one name."),
    "E507": ("แบบฟอร์ม {form} กรอกได้เรื่องเดียวต่อไฟล์ เพราะมีแผ่น {sheet} ของเรื่อง", "A form with records has sheets that belong to one case."),
    "E508": ("\"{name}\" ไม่ใช่ชื่อบุคคล — ใส่คำนำหน้า ชื่อ และนามสกุล", "The name to look for or to correct is no name of a person."),
    "E509": ("ไม่มี \"{name}\" ในรายชื่อของสำนักงาน{guess}", "A person to correct is not in the office's own list."),
    # --- E6: what is written
    "E601": ("เขียน {file} ไม่ได้ ({why})", "The file cannot be written (read-only, disk full, open in Word)."),
    "E602": ("มี {file} อยู่แล้ว — จะไม่เขียนทับ ใช้ชื่ออื่น", "A file of that name exists and is never overwritten."),
    "E603": ("เรื่องที่ {first} และ {second} จะได้ไฟล์ชื่อเดียวกัน ({file}) — ถ้าเป็นเรื่องเดียวกัน ลบออกหนึ่งแถว ถ้าเป็นคนละเรื่อง แก้ให้ต่างกัน", "Two cases of one run would become the same file."),
    "E604": ("ยังทำเอกสารใดไม่ได้ — {missing}", "No paper of the form has all the data that it needs."),
    "E605": ("แบบฟอร์ม {form} ไม่มีเอกสารชื่อ {paper}{guess}", "The form has no such paper."),
    "E606": ("งาน {form} ไม่มีขั้นตอนที่ {step} (มี {count} ขั้นตอน)", "The work has no such step."),
    "E607": ("เอกสารนี้ออกเลขที่ {number} ไปแล้ว และข้อมูลในตารางเปลี่ยนไป จึงไม่ทำใหม่ — ถ้าจะแก้ ให้ออกฉบับแก้ไขเป็นเรื่องใหม่ หรือยกเลิกเลขก่อน ถ้าเป็นคนละเรื่อง ให้กรอกวันที่หรือเรื่องให้ต่างกัน", "An issued paper is not made again from other data; its number must be voided first, or another paper amends it."),
    "E608": ("มีคำสั่งอื่นกำลังเขียนเอกสารอยู่ — รอให้เสร็จแล้วสั่งใหม่", "Another run of the office holds the lock of the folder of papers."),
    "E609": ("{file} ถูกแก้หรือสร้างขึ้นระหว่างที่กำลังทำ จึงยังไม่ได้เขียนไฟล์ใด — ปิดไฟล์แล้วสั่งใหม่", "A file changed between reading it and writing it."),
    "E610": ("{file} ยังเขียนไม่สำเร็จ ({why}) — ปิดไฟล์นั้นแล้วสั่งอีกครั้ง โปรแกรมจะทำต่อให้จบ", "A run had decided on all its files, and one could not get its name; the next run goes on."),
    "E611": ("{file} ไม่ใช่เอกสารที่โปรแกรมนี้ทำ (หรือถูกคัดลอกข้อความไปไว้ในไฟล์ใหม่) — ใช้ไฟล์ที่โปรแกรมทำ", "The file has no record of ours."),
    "E612": ("ทำต้นฉบับขึ้นใหม่ไม่ได้ เพราะสำนักงานหรือแบบฟอร์มไม่รู้จัก {field}: {found} แล้ว", "A value that the paper was made from is no longer known, so the original cannot be made again."),
    "E613": ("ไม่พบที่ใส่{field} ซึ่งต้นแบบมีที่ {near} — เปิดไฟล์ที่ทำไว้เดิม คัดลอกช่องนั้นมาวาง หรือทำเอกสารใหม่", "The content controls of the number or day were deleted."),
    "E614": ("อ่าน{field} {found} ที่พิมพ์ไว้ในเอกสารไม่ได้ — แก้ในเอกสาร หรือลบให้ว่าง", "What a clerk typed into the control of the number or day cannot be read."),
    "E615": ("แบบฟอร์ม {form} ไม่มีทะเบียนเลข (series) จึงออกเลขไม่ได้", "The form names no number book."),
    "E616": ("รหัสของสำนักงานใน data/office.yaml ยังไม่ครบ ({found}) — ใส่ให้ครบ เช่น ศธ 04123", "Letters need the code of the office."),
    "E617": ("ระบุเลขได้ครั้งละหนึ่งไฟล์", "A number was given together with several files."),
    "E618": ("เป็นเรื่องเดียวกับ {other} ซึ่งออกเลขที่ {number} แล้ว — ถ้าเป็นฉบับเดียวกัน ใช้ไฟล์นั้น ถ้าเป็นคนละเรื่อง ให้ทำจากตารางโดยกรอกวันที่หรือเรื่องให้ต่างกัน", "The file is a copy of an issued paper, or the same case once more."),
    "E619": ("เอกสารชนิดนี้ ({paper}) ไม่มีที่ใส่เลขที่", "The template has no late number."),
    "E621": ("เลขที่ {number} ที่พิมพ์ไว้ในเอกสารไม่ใช่เลขของปีที่ลงวันที่ {day} — แก้เลขหรือวันที่", "The number that a clerk typed bears another year than the day."),
    "E622": ("{field}ในเอกสารมีหลายค่า ({found}) — แก้ให้ตรงกันทุกแห่ง", "The controls of one late field hold different values."),
    "E623": ("ใช้เครื่องช่วยทำที่ {address} ไม่ได้ ({why})", "The Dask cluster cannot be reached, or the papers cannot be made there."),
    "E624": ("ส่วนที่ช่วยทำเอกสารหยุดกลางคันหลายครั้ง (หน่วยความจำอาจไม่พอ)", "Worker processes were killed time and again."),
    "E626": ("เอกสารนี้ออกเลขที่ {number} ไปแล้ว (ไฟล์ {other}) ไฟล์นี้เป็นสำเนาของร่าง — ใช้ไฟล์ที่ออกเลขแล้ว ถ้าเป็นอีกฉบับหนึ่ง ให้ทำจากตารางโดยกรอกวันที่หรือเรื่องให้ต่างกัน", "The draft of a paper that has its number already: another copy of the file bears it."),
    "E627": ("เลขที่ {number} อยู่นอกทะเบียน จึงไม่ต้องออกเลข — ถ้าจะใช้เลขจากทะเบียน ลบเลขนี้ในเอกสารก่อน", "A number with a word before it, as special ones and those of a group have, is none of the number book."),
    "E628": ("เลขที่ {number} ที่พิมพ์ไว้ในเอกสารมีรหัสหน่วยงานไม่ตรงกับของชุดนี้ ({ours}) — แก้รหัส หรือพิมพ์เลขอย่างเดียว ถ้าชุดนี้มีรหัสของตนเอง ตั้งที่ numbers: ใน data/office.yaml", "A number typed into a paper bears the code of another office or group; the paper would lose it."),
    "E625": ("เอกสารนี้ออกเลขที่ {number} ไปแล้ว จึงไม่ใช้เลข {asked} — ถ้าจะใช้เลขใหม่ ให้ยกเลิกเลขเดิมก่อน", "Another number was asked for a paper that has its own."),
    "W601": ("{file} มีอยู่แล้วและไม่เหมือนเดิม จึงเก็บของเดิมไว้ ฉบับใหม่คือ {new}{differs}", "A different file of that name exists; it is kept and the new one stands beside it."),
    "W602": ("ที่ใส่{field}เหลือ {count} แห่ง ต้นแบบมี {meant} แห่ง — ดูว่าครบทุกที่ที่ต้องมี", "A clerk deleted some of the content controls; the number or day is not written there."),
    "W603": ("แม่แบบ {template} ถูกแก้ตั้งแต่ทำเอกสารนี้ ความต่างบางแห่งอาจมาจากแม่แบบ", "The template has changed since the paper was made; the comparison shows that too."),
    "W604": ("สารบัญยังไม่มีเลขหน้า เพราะเครื่องนี้ไม่มี LibreOffice — เปิดไฟล์ใน Word แล้วเลือกสารบัญ กด F9 หรือตอบ ใช่ เมื่อ Word ถาม", "No program could lay the book out; Word numbers its contents when it is opened."),
    "W605": ("แม่แบบ {template} ต้องจัดใหม่ทุกฉบับจึงช้ากว่าปกติ ({why})", "Said with -v: a part of the template must be parsed again in every paper."),
    "W606": ("ตารางยังมีข้อผิดพลาด {count} แห่ง ในช่องที่เอกสารครั้งนี้ไม่ได้ใช้ — ตรวจทั้งตารางก่อนทำขั้นต่อไป", "One paper or step was asked for; what is wrong elsewhere in the case did not stop it."),
    "W607": ("ยังไม่ได้ใส่เลขที่และวันที่ให้ครบ: {why}", "The file with all letters of a set, or its list, could not be renewed as its letters got their numbers."),
    # --- E7: the number book
    "E701": ("เปิดสมุดทะเบียน {where} ไม่ได้ — ดูว่าโฟลเดอร์หรือไดรฟ์ที่ใช้ร่วมกันยังต่ออยู่ และท่านมีสิทธิ์ใช้ แล้วสั่งใหม่", "The database file, or the share that it lies on, is gone or may not be opened."),
    "E702": ("เขียนสมุดทะเบียน {where} ไม่ได้ เพราะอ่านได้อย่างเดียว — ขอสิทธิ์แก้ไขไฟล์และโฟลเดอร์จากผู้ดูแล แล้วสั่งใหม่", "The database may be read but not written."),
    "E703": ("เขียนสมุดทะเบียน {where} ไม่ได้ เพราะดิสก์เต็ม — ลบไฟล์ที่ไม่ใช้ แล้วสั่งใหม่ ยังไม่ได้ใช้เลขใด", "The disk of the database is full; the transaction was undone."),
    "E704": ("สมุดทะเบียน {where} มีผู้อื่นใช้อยู่นานเกิน {seconds} วินาที — รอสักครู่แล้วสั่งใหม่ ยังไม่ได้ใช้เลขใด", "Another clerk's run holds the lock."),
    "E705": ("สมุดทะเบียน {where} เสีย หรือไม่ใช่สมุดทะเบียน — นำไฟล์สำรองล่าสุดกลับมา หรือแจ้งผู้ดูแล", "The file is damaged, or is not a database."),
    "E706": ("ติดต่อเครื่องที่เก็บสมุดทะเบียน ({where}) ไม่ได้ — ดูว่าเครือข่ายและเครื่องนั้นเปิดอยู่ แล้วสั่งใหม่", "The PostgreSQL server does not answer, refuses the login, or the connection broke."),
    "E707": ("สมุดทะเบียน {where} เป็นรุ่น {found} ซึ่งใหม่กว่าที่โปรแกรมนี้รู้จัก (รุ่น {known}) — ติดตั้งโปรแกรมรุ่นใหม่", "A newer version of the program has migrated the database."),
    "E708": ("ที่อยู่ของสมุดทะเบียนใช้ไม่ได้ ({why}) — ใส่เช่น postgresql://ชื่อผู้ใช้@เครื่อง/saraban", "The database URL cannot be used, or its driver is not installed."),
    "E709": ("สมุดทะเบียน {where} หายไป — นำไฟล์สำรองล่าสุดกลับมา", "The lock file says that a book was here; starting a new one would give numbers twice."),
    "E710": ("เลขที่ {number} ใช้แล้ว ({subject})", "The number already belongs to another paper."),
    "E711": ("เลขที่ {number} ยกเลิกแล้ว ({reason}) เลขที่ยกเลิกไม่นำมาใช้อีก — ใช้เลขอื่น", "A void number is never given again."),
    "E712": ("เลขที่ {number} ลงวันที่ {day} ไม่ได้ เพราะเลขที่ {other} ลงวันที่ {other_day} — แก้วันที่ หรือบอกเหตุผลถ้าจำเป็นจริง", "The date would run backwards against the numbers."),
    "E713": ("ไม่มีเลขที่ {number} ในทะเบียน", "The book has no such number."),
    "E714": ("เลขที่ {number} ยกเลิกไปแล้ว ({reason})", "The number is void already."),
    "E715": ("ต้องบอกเหตุผล", "Voiding, reserving and forcing need a reason."),
    "E716": ("เอกสารนี้มีเลขที่ {number} แล้ว จึงให้เลขที่ {wanted} อีกไม่ได้ — ยกเลิกเลขเดิมก่อน", "The same paper cannot have two numbers."),
    "E717": ("เลขที่ {number} ห่างจากเลขล่าสุด ({last}) มากเกินไป น่าจะพิมพ์ผิด — แก้เลข (1 ถึง 999,999) หรือบอกเหตุผลถ้าถูกแล้ว", "A number that leaps ahead would be followed by all later ones."),
    "E718": ("ตั้งเลขแรกเป็น {first} ไม่ได้ เพราะปี {year} ออกถึงเลขที่ {last} แล้ว", "A first number must lie above every number of the year."),
    "E719": ("เลขที่ {number} กำลังออกให้เอกสารหนึ่งอยู่ — ออกเลขไฟล์นั้นอีกครั้งให้เสร็จก่อน", "The number is pending: a run has taken it and not yet finished."),
    "E720": ("เลขที่ {number} ออกไปแล้ว คืนไม่ได้ ต้องยกเลิก", "An issued number can only be voided."),
    "E721": ("เปลี่ยนวิธีนับหนังสือเวียนของปี {year} ไม่ได้ เพราะออกหนังสือเวียนไปแล้ว — เปลี่ยนได้ในปีถัดไป", "Circulars of one year are counted in one way."),
    "E722": ("{found} ไม่ใช่เลขทะเบียน — ใส่เลขอย่างเดียว เช่น ๒๑๘", "The cell of the running number cannot be read."),
    "E723": ("เลขที่ {number} มีสองแถว (แถวแรกอยู่ที่ {other})", "The same number stands twice in an imported book."),
    "E724": ("เลขที่ {number} ในทะเบียนเป็นเรื่องอื่นอยู่แล้ว ({subject})", "An imported row differs from what the book has."),
    "E725": ("ลงวันที่ {day} ซึ่งไม่ใช่ปี {year}", "The day of an imported row is not of the book's year."),
    "E726": ("ไม่มีหัวคอลัมน์ {headings}", "No table of the file has the headings of a register."),
    "E728": ("เลขที่ {number} {state} จึงเก็บฉบับลงนามไม่ได้ — ออกเลขก่อน", "Only an issued number can have a signed copy."),
    "E729": ("เลขที่ {number} มีในทะเบียนหลายชุด ({series}) — ระบุชุด", "Several books have the number; the series must be named."),
    "E730": ("ไม่มีทะเบียนชุด {series}{guess} — มี: {known}", "No form takes numbers from a book of that name, and none was kept."),
    "E727": ("เลขที่ {number} ไม่มีวันที่", "An issued number of an imported book has no date."),
    "E731": ("แถวนี้มี {count} ช่อง แต่หัวตารางมี {width} ช่อง — มักเพราะมีจุลภาคในข้อความของไฟล์ CSV ใส่เครื่องหมาย \" คร่อมข้อความนั้น หรือบันทึกเป็น .xlsx", "A row of an old book has more cells than headings: a comma in a text moved the rest."),
    "E757": ("เลขชุด {series} มาจากงานสารบรรณกลาง — พิมพ์เลขที่ได้ในเอกสาร หรือบอกเลขตอนออกเลข", "office.yaml says that central records give the numbers of the series, and the paper has none."),
    "E758": ("เลขที่ {number} ใช้แล้วในเรื่องที่ {other} — เลขหนึ่งใช้ได้กับเอกสารเดียว (หนังสือเวียนใส่ ว หน้าเลข)", "Two papers of one run bear one number."),
    "E740": ("บันทึกลำดับที่ {seq} ({what}) ถูกแก้ไขหรือย้ายที่", "A row of the log is not what was written."),
    "E741": ("บันทึกลำดับที่ {first} ถึง {last} หายไป", "Rows of the log were removed."),
    "E742": ("บันทึกหลังลำดับที่ {seq} ไม่ต่อจากแถวก่อน มีแถวถูกแก้ไข แทรก หรือเขียนทับ", "The chain of hashes breaks after this row of the log."),
    "E743": ("{what} ถูกแก้ไขโดยไม่ผ่านโปรแกรม", "A row of a book differs from what the log says."),
    "E744": ("{what} ถูกลบโดยไม่ผ่านโปรแกรม", "A row of a book that the log knows is gone."),
    "E745": ("{what} ถูกเพิ่มโดยไม่ผ่านโปรแกรม", "A row of a book is unknown to the log."),
    "E746": ("บันทึกไม่ตรงกับรหัสกำกับ {found} ที่พิมพ์ไว้ — บันทึกถูกเขียนใหม่ หรือพิมพ์รหัสผิด", "The log was rewritten since the seal was printed."),
    "E750": ("สมุดทะเบียน {where} เป็นเล่มเก่า: มีถึงรายการที่ {end} แต่เคยบันทึกถึงรายการที่ {known} ({what}) — นำไฟล์ล่าสุดกลับมา", "The mark outside of the book says that it had come further: an old copy was put back."),
    "E751": ("สมุดทะเบียน {where} ไม่ใช่เล่มที่สำนักงานใช้อยู่: รายการที่ {known} ไม่ตรงกับที่เคยบันทึก ({what}) — ดู register: ใน data/office.yaml แล้วนำเล่มที่ถูกกลับมา", "The mark outside of the book belongs to another book, or to another course of this one."),
    "E759": ("สมุดทะเบียน {where} ถูกนำกลับจากสำเนา หรือย้ายมาจากเครื่องอื่น จึงอาจขาดเลขที่ออกไปแล้ว — ถ้าไม่ได้ตั้งใจ แจ้งผู้ดูแล", "The tables on the server were made anew from a dump: numbers that were given since may be missing."),
    "E752": ("วันนี้ตามนาฬิกาของเครื่องคือ {today} แต่สมุดทะเบียนบันทึกล่าสุดเมื่อ {last} — ตั้งวันที่ของเครื่องให้ถูก หรือบอกเหตุผลถ้าถูกแล้ว", "Today is before the last entry of the book."),
    "E753": ("วันนี้ตามนาฬิกาของเครื่องคือ {today} ห่างจากรายการล่าสุดของสมุดทะเบียน ({last}) มาก — ดูวันที่ของเครื่อง หรือบอกเหตุผลถ้าถูกแล้ว", "Today is far after the last entry of the book: more often a wrong clock than an office that wrote nothing."),
    "E754": ("สมุดทะเบียน {where} ไม่มีเลขที่ {number} ซึ่งออกแล้วใน {file}{more} — นำสมุดล่าสุดกลับมา", "Nothing says how far the book had come, and issued papers bear numbers that it does not have."),
    "E755": ("ลงวันที่ {day} ซึ่งยังไม่ถึง — ออกเลขเมื่อถึงวัน หรือบอกเหตุผล", "A day more than a week ahead would hinder all papers until then."),
    "E756": ("ยังไม่มีทะเบียน {series} ปี {year} เลขจึงจะเริ่มที่ 1 — ดูวันที่ ถ้าถูกแล้ว นำทะเบียนปีนั้นเข้า ตั้งเลขแรก หรือบอกเหตุผล", "A paper of a past year would begin a book of its own at 1."),
    "W701": ("เลขที่ {number} ลงวันที่ {day} ก่อนเลขที่ {other} ซึ่งลงวันที่ {other_day}", "Dates of an imported book run backwards; they are kept as they are."),
    "W702": ("เลขที่ {number} ในทะเบียนเป็นของ {other} ({subject}) แต่เอกสารนี้ก็ใช้เลขเดียวกัน — ยกเลิกเลขของฉบับหนึ่งแล้วออกใหม่", "An issued paper bears a number that the book gave to another paper."),
    "W703": ("เลขแทรก {found} ไม่ได้นำเข้า เพราะสมุดนี้เก็บเลขเรียงเดี่ยว — เก็บสมุดเดิมไว้อ้าง", "An inserted number (2/1) of an old book is left out."),
    "W704": ("แถว {found} ไม่ใช่เลข จึงข้ามไป", "A total, the name of a month or a repeated heading stands between the rows of an old book."),
    "W705": ("แถวที่เหลืออ่านได้ {count} เลข ยังไม่ได้นำเข้า: {rows}", "What would be taken over of an old book, were the wrong rows right."),
    "W706": ("เลขที่ {number} {why} — ตรวจเลขก่อนใช้", "A typed number is taken, reserved, void or far ahead in the number book."),
    "W708": ("หนังสือ {count} ฉบับเรื่องเดียวกัน จะได้เลขฉบับละเลข — ถ้าเป็นหนังสือเวียน ใส่เลขเดียวกันทุกแถวโดยมี ว หน้าเลข", "Letters of one text to many receivers, a row each, without numbers: a circular has one."),
    # --- E8: gen check
    "E801": ("{file} เปิดอ่านไม่ได้ — ไม่ใช่ไฟล์ Word (.docx) หรือไฟล์เสีย เปิดใน Word แล้วบันทึกเป็น .docx ใหม่", "The file is not a readable Word file."),
    "E802": ("{file} เป็นไฟล์ {kind} — เปิดในโปรแกรมเดิมแล้วบันทึกเป็น .docx หรือติดตั้ง LibreOffice ให้โปรแกรมแปลงให้", "Another kind of document, and no converter is there."),
    "E803": ("{file} ใส่รหัสผ่านไว้ — เปิดใน Word เอารหัสผ่านออก แล้วบันทึก", "The Word file is encrypted."),
    "E805": ("ในโฟลเดอร์ {file} ไม่มีหนังสือ ({kinds}) — ตรวจว่าเลือกโฟลเดอร์ถูก", "gen check was given a folder without papers."),
    "E807": ("{file} ไม่บอกว่าเป็นของงานใด — ระบุงาน (เลือกได้: {forms})", "gen check cannot tell which form a data file belongs to."),
    "E804": ("ไม่มีชนิดเอกสาร \"{kind}\"{guess} — เลือกได้: {options}", "gen check was asked for a kind of paper that it does not know."),
    # --- E85 to E89: PDF, print sets, signatures
    "E850": ("เครื่องนี้ไม่มีโปรแกรมที่ทำ PDF จากไฟล์ Word ได้ — ติดตั้ง LibreOffice (ฟรี) หรือ Word แล้วสั่งใหม่", "Neither LibreOffice nor (on Windows) Word was found."),
    "E851": ("คำว่า {words} พิมพ์ด้วยฟอนต์ {font} ซึ่งเอกสารไม่ได้เลือก เพราะฟอนต์ที่เลือกไว้ไม่มีตัวอักษรนั้น — ใช้ตัวอักษรอื่นแทนใน Word หรือเลือกฟอนต์ที่มีตัวอักษรนั้น", "A font that the paper did not ask for is in the PDF: the asked one lacks a letter."),
    "E852": ("{file} ไม่ใช่ไฟล์ Word (.docx) ที่สมบูรณ์ — เปิดใน Word แล้วบันทึกใหม่", "The file is not a Word file, or is damaged."),
    "W852": ("มีภาพหรือข้อความที่ลิงก์จากนอกไฟล์ ซึ่งโปรแกรมไม่ไปดึงมา จึงไม่อยู่ใน PDF — ใน Word ให้แทรกเข้าในไฟล์ (Edit Links to Files › Break Link)", "What a Word file links to from another place is not fetched; the links are cut in the copy that is laid out."),
    "E853": ("{file} ใช้เวลาทำ PDF เกิน {seconds} วินาที จึงหยุดไว้ — เปิดใน Word ดูว่าไฟล์ปกติหรือไม่", "The engine hung on the file; it was stopped and the others went on."),
    "E854": ("{file} ทำให้ {engine} ปิดตัวเอง — เปิดใน Word แล้วบันทึกใหม่", "The engine crashed on the file, twice; the others went on."),
    "E855": ("{engine} ทำ PDF จาก {file} ไม่ได้ ({why})", "The engine refused the file."),
    "E856": ("{engine} เปิดไม่ขึ้น ({why}) — ปิดแล้วเปิดเครื่องใหม่ หรือติดตั้งใหม่", "The engine does not start at all."),
    "E857": ("{file} ไม่ใช่ไฟล์ PDF ที่สมบูรณ์ (ถ้าเป็นไฟล์ Word ให้ทำ PDF ก่อน)", "The file is not a PDF, or is damaged."),
    "E858": ("คำว่า {words} ใช้ฟอนต์ที่เครื่องนี้ไม่มี (เอกสารเลือกไว้: {asked}) — เปลี่ยนฟอนต์ใน Word ติดตั้งฟอนต์นั้น หรือใส่ไฟล์ในโฟลเดอร์ fonts ของ office.yaml", "A family that the paper asks for is nowhere on the machine."),
    "E859": ("เครื่องนี้ไม่มีโปรแกรมที่แสดงหน้ากระดาษได้ — ติดตั้ง LibreOffice (ฟรี) เพื่อเห็นหน้าจริง หรือสั่ง pip install \"gen-saraban[{extra}]\" เพื่อดูตัวอย่างคร่าว ๆ", "gen preview found neither an engine nor the renderer of the extra."),
    "E860": ("ไม่มีชุดพิมพ์ชื่อ {set}{guess} — มี: {sets}", "office.yaml has no print set of that name."),
    "E862": ("{file} ทำจากไฟล์ Word ก่อนแก้ครั้งล่าสุด — ทำ PDF ใหม่ แล้วลงนามไฟล์นั้น", "The Word file beside the PDF was changed, or issued, after the PDF was made."),
    "E863": ("ยังมีข้อผิดพลาด {count} แห่ง: {listed} — แก้แล้วพิมพ์ใหม่", "gen print does not print a paper that has errors in gen check."),
    "E864": ("ยังไม่มีเลขที่หรือวันที่ — ออกเลขก่อน หรือพิมพ์เป็นร่าง", "gen print does not print a paper without its number, but as a draft; gen sign does not sign one."),
    "E865": ("ยังไม่ได้บอกกุญแจ — เลือกไฟล์ .p12 หรือตั้ง sign: ใน data/office.yaml", "gen sign was given no key, and office.yaml names none."),
    "E866": ("{file} ไม่ใช่ไฟล์ PDF, PNG หรือ JPEG ของฉบับที่ลงนาม", "What is filed as a signed copy is neither a PDF nor a picture."),
    "E867": ("ไม่รู้เลขที่ของ {file} ซึ่ง sign: link: ใน data/office.yaml ต้องใช้ — ใส่เลขที่ เช่น 218/2562", "The link of the QR code holds the number, and no issued Word file lies beside the PDF."),
    "E868": ("{file} ไม่ใช่ภาพที่เปิดได้ (PNG หรือ JPEG)", "The picture of a signature cannot be read."),
    "E869": ("{file} ใส่รหัสผ่าน หรือผู้ลงนามก่อนหน้าล็อกไว้ จึงใช้ไม่ได้ — ทำ PDF ใหม่โดยไม่ล็อก", "The PDF is encrypted, or an earlier signature allows no other."),
    "E870": ("รหัสผ่านของ {where} ไม่ถูกต้อง — พิมพ์ใหม่ (ดูภาษาของแป้นพิมพ์และ Caps Lock)", "The password of the key file, or the PIN of the token, is wrong."),
    "E871": ("ใบรับรองของ {name} หมดอายุเมื่อ {day} — ขอใบรับรองใหม่จากผู้ออกใบรับรอง", "The certificate has expired; a signature would be worth nothing."),
    "E872": ("ไม่พบอุปกรณ์เก็บกุญแจ {token} — เสียบอุปกรณ์และติดตั้งไดรเวอร์ แล้วสั่งใหม่ ({why})", "The PKCS#11 token, or its driver, is not there."),
    "E873": ("{file} ไม่ใช่ไฟล์กุญแจ .p12 หรือ .pfx", "The file is not PKCS#12."),
    "E874": ("ไม่มีกุญแจหรือใบรับรองสำหรับลงนามใน {where}", "The key file or token holds no private key, or not the named certificate."),
    "E875": ("ไม่มีที่ว่างสำหรับลายมือชื่อใน {file} — เว้นบรรทัดเหนือชื่อผู้ลงนามใน Word แล้วทำ PDF ใหม่", "The page has no room for the visible signature."),
    "E876": ("ยังไม่ได้ติดตั้งส่วนลงนามอิเล็กทรอนิกส์ — สั่ง pip install \"gen-saraban[{extra}]\"", "The optional libraries for signatures are not installed."),
    "E877": ("ใบรับรองของ {name} เริ่มใช้ได้ {day} — ดูว่าวันเวลาของเครื่องถูกต้อง", "The certificate is not valid yet, or the computer's clock is wrong."),
    "E878": ("ใบรับรองเป็นของ {name} ไม่ใช่ {signer} จึงลงนามในชื่อนั้นไม่ได้ — ใช้กุญแจของผู้ลงนาม ระบุผู้ลงนาม หรือบอกชื่อในใบรับรองที่ sign: name: ใน data/office.yaml", "A paper is signed in the name of the one to whom the certificate belongs."),
    "E879": ("ขอตราประทับเวลาจาก {url} ไม่ได้ ({why}) — ต่ออินเทอร์เน็ตแล้วสั่งใหม่ หรือลบ sign: tsa: ใน data/office.yaml", "The time stamp authority did not answer as it should."),
    "E880": ("ลายมือชื่อของ {name} ใช้ไม่ได้ เพราะไฟล์ถูกแก้ไขหลังลงนาม", "The signed bytes were changed, or something not allowed was added."),
    "E881": ("{file} ไม่มีลายมือชื่ออิเล็กทรอนิกส์", "The PDF holds no signature."),
    "E883": ("{name} ลงนามเมื่อ {day} แต่ใบรับรองใช้ได้ {first} ถึง {last} — ลายมือชื่อนี้ใช้ไม่ได้", "The signer's clock says a day on which the certificate was not valid."),
    "E884": ("ตรวจลายมือชื่อของ {name} ไม่ได้ เพราะลายมือชื่อหรือโครงของไฟล์เสีย", "The signature, or the structure of the file around it, cannot be read."),
    "E885": ("{file} ที่ sign: trust: ใน data/office.yaml ไม่ใช่ใบรับรอง (PEM หรือ DER) — เอาออกจากโฟลเดอร์นั้น", "A file that should be a certificate of an authority cannot be read."),
    "E886": ("หลัง {name} ลงนาม มีลายมือชื่อวางทับข้อความ — ดูหน้าที่ลงนามในไฟล์ก่อนหน้า", "The picture of a later signature covers what was signed."),
    "E887": ("{file} ยังไม่มีเลขที่หรือวันที่ ({near}) — ออกเลขก่อน แล้วทำ PDF ใหม่ ถ้ามีแล้ว บอกเลขที่นั้น", "The page of a PDF shows a gap for its number or day; gen sign does not sign a draft."),
    "W880": ("หลัง {name} ลงนาม ไฟล์มีส่วนเพิ่มต่อท้าย เช่น ลายมือชื่อคนถัดไปหรือตราประทับเวลา ส่วนที่ลงนามแล้วคงเดิม", "What came after shows nothing on the pages but later signatures: these, time stamps, and what proves them."),
    "W881": ("ไม่รู้จักผู้ออกใบรับรองของ {name} ({issuer}) — ไฟล์ไม่ถูกแก้ไข แต่ยังยืนยันตัวผู้ลงนามไม่ได้", "The certificate does not lead to an authority that the office trusts."),
    "W882": ("ใบรับรองของ {name} ทำขึ้นเอง ใครก็ทำในชื่อนี้ได้ — ไฟล์ไม่ถูกแก้ไข แต่ยังยืนยันตัวผู้ลงนามไม่ได้", "The certificate is signed by its own key, and the office does not trust it."),
    "W883": ("ใบรับรองของ {name} หมดอายุแล้วเมื่อ {last} — ลงนามเมื่อ {day} ขณะที่ยังใช้ได้ (ตาม{clock})", "The certificate has expired since; the day of signing is by the signer's clock or a time stamp."),
    "W884": ("ในไฟล์เขียนชื่อผู้ลงนามว่า {said} แต่ใบรับรองเป็นของ {name}", "The name that the file gives is not that of the certificate."),
    # --- E9: ours
    "E950": ("ไม่พบเรื่อง {id}", "No case of this id is kept in cases/."),
    "E951": ("ไฟล์ของเรื่อง {id} อ่านไม่ได้ — เปิดรุ่นก่อนหน้าจากหน้า รุ่นที่เก็บไว้", "The file of a case is damaged."),
    "E952": ("เปิดหน้าเว็บไม่ได้ เพราะช่อง {port} มีโปรแกรมอื่นใช้อยู่ — ปิดโปรแกรมนั้น หรือเลือกช่องอื่น", "The port of the browser door is taken."),
    "E956": ("ยังไม่ได้ติดตั้งส่วนหน้าเว็บ — สั่ง pip install \"gen-saraban[{extra}]\"", "The optional libraries of the browser door are not installed."),
    "E955": ("แม่แบบยังมีที่ต้องแก้ {problems} แห่ง จึงยังไม่ใช้", "A template with faults does not take the place of the old one."),
    "E954": ("{found} ไม่ใช่เลขที่ — ใส่เช่น 218/2569", "What was typed for a number is none."),
    "E953": ("ไม่พบเอกสารนี้แล้ว อาจถูกย้ายหรือลบ — หาใหม่จากหน้า เอกสาร", "No paper of this id lies in out/ any more."),
    "E900": ("โปรแกรมผิดพลาดเอง ({why}) — โปรดแจ้งผู้ดูแล พร้อมข้อความนี้", "A mistake of the program itself."),
}

# What helps, where an act of the program does: the first is what most will want. A door may know words for it or not.
NEXT: dict[str, tuple[str, ...]] = {
    "E401": ("list-forms",),
    "E417": ("tidy",),
    "E501": ("open-office", "start-office"),
    "W501": ("set-emblem",),
    "W505": ("set-emblem",),
    "W506": ("set-emblem",),
    "E507": ("without-rows",),
    "E607": ("void",),
    "E624": ("work-alone",),
    "E625": ("void",),
    "E626": ("name-lost",),
    "E709": ("recover",),
    "E712": ("give-reason",),
    "E717": ("give-reason",),
    "E719": ("issue",),
    "E720": ("void",),
    "E729": ("name-series",),
    "E750": ("recover",),
    "E751": ("recover",),
    "E752": ("give-reason", "accept-book"),
    "E753": ("give-reason", "accept-book"),
    "E754": ("recover",),
    "E755": ("give-reason",),
    "E756": ("take-over", "give-reason"),
    "E759": ("recover", "accept-book"),
    "E807": ("name-form",),
    "E850": ("doctor",),
    "E857": ("pdf",),
    "E862": ("pdf",),
    "E863": ("check", "print-anyway"),
    "E864": ("issue", "print-draft"),
    "E865": ("name-key",),
    "W606": ("check",),
    "E867": ("name-number",),
    "E878": ("name-signer",),
    "E887": ("issue", "name-number"),
}
MISSING = frozenset({"E101", "E130", "E204"})  # nothing is there yet; whatever else is E… is wrong

_CELL = re.compile(r"([A-Z]{1,3})([0-9]+)")

SHORTEST_ID = 10**12  # a number of thirteen digits, which a cell may hold as such

# Why a file cannot be written, in the clerk's words.
WHY = {
    errno.ENOSPC: "ดิสก์เต็ม",
    errno.EDQUOT: "ดิสก์เต็ม",
    errno.EROFS: "โฟลเดอร์อ่านได้อย่างเดียว",
    errno.EACCES: "ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่ในโปรแกรมอื่น",
    errno.EPERM: "ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่ในโปรแกรมอื่น",
    errno.EEXIST: "ชื่อโฟลเดอร์นั้นเป็นไฟล์อยู่แล้ว",
    errno.ENOTDIR: "ชื่อโฟลเดอร์นั้นเป็นไฟล์อยู่แล้ว",
    errno.EISDIR: "มีโฟลเดอร์ชื่อนั้นอยู่แล้ว",
    errno.ENAMETOOLONG: "ชื่อยาวเกินไป",
    errno.ELOOP: "ทางลัดวนกลับหาตัวเอง",
    errno.ENOENT: "ไม่มีโฟลเดอร์นั้น",
    errno.ECONNREFUSED: "ไม่มีโปรแกรมตอบที่ที่อยู่นั้น",
    errno.ETIMEDOUT: "ไม่ตอบในเวลาที่กำหนด",
    errno.EHOSTUNREACH: "ไปไม่ถึงเครื่องนั้น",
    errno.ENETUNREACH: "ไม่มีเครือข่าย",
    errno.EIO: "ดิสก์หรือเครือข่ายขัดข้อง",
    errno.ENOEXEC: "ไฟล์โปรแกรมเสีย",
}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stands, as a clerk would look for it: file › sheet › cell (or line of a YAML file)."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)

    @property
    def row(self) -> int:
        """The row of the cell, from 1; 0 where the place is none of a table."""
        found = _CELL.fullmatch(self.cell)
        return int(found[2]) if found else 0

    @property
    def column(self) -> int:
        """The column of the cell, from 1 (A); 0 where the place is none of a table."""
        found = _CELL.fullmatch(self.cell)
        number = 0
        for letter in found[1] if found else "":
            number = number * 26 + ord(letter) - ord("A") + 1
        return number


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong (code E…) or worth saying (code W…), at one place.

    `facts` are what its text was made of, as plain texts and numbers; a citizen ID among them is masked as in the text.
    """

    code: str
    place: Place
    text: str
    label: str = ""
    example: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def fatal(self) -> bool:
        return self.code.startswith("E")

    @property
    def is_missing(self) -> bool:
        """Whether something is only not there yet; other problems that are fatal are mistakes."""
        return self.code in MISSING

    @property
    def next(self) -> tuple[str, ...]:
        """The acts of the program that help, as `NEXT` names them."""
        return NEXT.get(self.code, ())

    def __str__(self) -> str:
        label = f" ({self.label})" if self.label else ""
        where = f"{self.place}{label}: " if self.place != Place() else ""
        example = f" — ใส่เช่น {self.example}" if self.example else ""
        return f"{self.code} {where}{self.text}{example}"


def problem(
    code: str, place: Place = Place(), *, label: str = "", example: str = "", found: object = None, **facts: Any
) -> Problem:
    """Build the `Problem` of a code; `found` is what was typed, `facts` fill the text of `MESSAGES`."""
    shown = {name: hidden(str(fact)) if isinstance(fact, (str, Path)) else fact for name, fact in facts.items()}
    text = MESSAGES[code][0].format(found=quoted(found), **shown)
    kept = facts if found is None else {"found": found, **facts}
    return Problem(code, place, text, label, example, {name: _plain(fact) for name, fact in kept.items()})


def _plain(fact: Any) -> str | int:
    return fact if isinstance(fact, int) and abs(fact) < SHORTEST_ID else hidden(str(fact))


class GenError(Exception):
    """The run cannot go on; `problems` says why (one line each)."""

    def __init__(self, code: str, place: Place = Place(), **facts: Any) -> None:
        self.problems: tuple[Problem, ...] = (problem(code, place, **facts),)
        super().__init__(str(self.problems[0]))

    @property
    def code(self) -> str:
        return self.problems[0].code

    def __reduce__(self) -> Any:
        """From a process that helps, with all that it says."""
        return Problems, (self.problems,)


class Problems(GenError):
    """All that is wrong with the input, at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        Exception.__init__(self, "\n".join(map(str, self.problems)))


@contextmanager
def foreign(code: str, **facts: Any) -> Iterator[None]:
    """Work on a file from outside: whatever a library throws at it is the one thing that the code says.

    What is said already, and what the disk or the memory says, goes on as it is.
    """
    try:
        yield
    except (GenError, OSError, MemoryError):
        raise
    except Exception as error:  # readers of damaged files throw of every kind: ValueError, KeyError, struct.error …
        raise GenError(code, **facts) from error


def fatal(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that stop a run."""
    return (problem for problem in problems if problem.fatal)


def quoted(found: object, limit: int = 60) -> str:
    """A value as a message shows it: one line, shortened, a citizen ID never whole."""
    text = hidden(" ".join(str(found).split()))
    return f'"{text[: limit - 1]}…"' if len(text) > limit else f'"{text}"'


def guess(name: str | None) -> str:
    """The „did you mean" of a message, or nothing."""
    return f' หรือหมายถึง "{name}"' if name else ""


def unwritable(path: Path, error: OSError) -> GenError:
    """Why a file cannot be written, in the clerk's words."""
    return GenError("E601", file=path if path.is_dir() else path.name, why=refusal(error))


def refusal(error: OSError) -> str:
    """Why the system refused, in the clerk's words; what nobody foresaw by its number, since its own words are English."""
    inner = getattr(error, "reason", None)  # urllib wraps what it met
    if isinstance(inner, OSError):
        return refusal(inner)
    if isinstance(error, TimeoutError):
        return WHY[errno.ETIMEDOUT]
    if re.search("[ก-๙]", error.strerror or ""):  # said by us
        return str(error.strerror)
    number = getattr(error, "code", None) or error.errno
    known = None if type(error).__module__ in ("ssl", "socket") else WHY.get(number or 0)
    return known or (f"ระบบตอบรหัส {number}" if number else "ไม่ทราบสาเหตุ")
