"""Good papers of every kind, for the checker's tests: the order form's own examples, and one of each other kind.

The words are the project's own. What a good paper has, its rules say: the checker must find nothing in any of them.
"""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from generator import make
from generator.folders import form_names as names
from generator.form import load
from generator.office import Office, open_office, shipped
from generator.thai import official_digits
from tests.wordfile import SPACES, wordfile

TODAY = date(2026, 11, 22)
FONT = " ".join(f'w:{slot}="TH SarabunPSK"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
STYLES = (
    f"<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {FONT}/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>"
    '<w:lang w:val="en-US" w:bidi="th-TH"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" '
    'w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
)
HEADER = (
    f'<w:hdr {SPACES}><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">- </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>๒</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:t xml:space="preserve"> -</w:t></w:r></w:p></w:hdr>'
)
OFFICE = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑"
CENTRE = '<w:jc w:val="center"/>'
KEEP = "<w:keepNext/>"
BODY = '<w:spacing w:before="120"/><w:ind w:firstLine="1418"/><w:jc w:val="thaiDistribute"/>'
SIGNED = '<w:keepNext/><w:ind w:left="1701"/><w:jc w:val="center"/>'
DOTTED = '<w:tabs><w:tab w:val="left" w:leader="dot" w:pos="4820"/><w:tab w:val="right" w:leader="dot" w:pos="9072"/></w:tabs>'
LABEL = '<w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/>'
BOLD = "<w:b/><w:bCs/>"


def r(text: str, look: str = "") -> str:
    """A run; a tab in the text is Word's tab."""
    parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\t")]
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}{"<w:tab/>".join(parts)}</w:r>'


def p(text: str = "", layout: str = "", look: str = "") -> str:
    runs = r(text, look) if text else ""
    return f"<w:p>{f'<w:pPr>{layout}</w:pPr>' if layout else ''}{runs}</w:p>"


def emblem(height: float = 3.0) -> str:
    width = height * 216 / 236
    extent = f'cx="{round(width * 360000)}" cy="{round(height * 360000)}"'
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    named = '<pic:nvPicPr><pic:cNvPr id="1" name="emblem"/><pic:cNvPicPr/></pic:nvPicPr>'
    fill = '<pic:blipFill><a:blip r:embed="rId3"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    graphic = f'<a:graphic><a:graphicData uri="{uri}"><pic:pic>{named}{fill}<pic:spPr>{shape}</pic:spPr></pic:pic></a:graphicData></a:graphic>'
    inline = f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr id="1" name="ตราครุฑ" descr="ตราครุฑ"/>{graphic}</wp:inline>'
    return f'<w:p><w:pPr>{CENTRE}</w:pPr><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>'


def png(width: int = 216, height: int = 236) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(width) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def table(rows: list[list[str]], widths: list[int], head: bool = True) -> str:
    """A table with lines; widths in twips; the first row is its heading."""
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = ""
    for n, row in enumerate(rows):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{p(text, CENTRE if head and n == 0 else "", BOLD if head and n == 0 else "")}</w:tc>'
            for text, width in zip(row, widths, strict=True)
        )
        made += f'<w:tr><w:trPr><w:cantSplit/>{"<w:tblHeader/>" if head and n == 0 else ""}</w:trPr>{cells}</w:tr>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>'


def docx(*blocks: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A paper on A4 with the office's margins, and page numbers from page 2 on."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" '
        'w:right="1134" w:bottom="1134" w:left="1701" w:header="709" w:footer="567" w:gutter="0"/>'
        '<w:pgNumType w:fmt="thaiNumbers"/><w:titlePg/></w:sectPr>'
    )
    own = {"word/styles.xml": STYLES, "word/header1.xml": HEADER, "word/media/emblem.png": png()}
    return wordfile("".join(blocks) + section, {**own, **(parts or {})})


def signature(position: str = f"ผู้อำนวยการ{OFFICE}") -> str:
    return p("", SIGNED) * 3 + p("(นายรอง  ปัญส์งกา)", SIGNED) + p(position, '<w:ind w:left="1701"/><w:jc w:val="center"/>')


def letter() -> bytes:
    tab = '<w:tabs><w:tab w:val="left" w:pos="5103"/></w:tabs>'
    return docx(
        emblem(),
        p(f"ที่ ศธ ๐๔๑๘๘/๑๒๓\t{OFFICE}", tab), p("\tถนนมลิวรรณ อำเภอเมืองเลย ลย ๔๒๐๐๐", tab),
        p("๒ มิถุนายน ๒๕๖๙", '<w:ind w:left="4536"/>'),
        p("เรื่อง  ขอเชิญประชุมคณะกรรมการรับนักเรียน", '<w:spacing w:before="120"/>'),
        p("เรียน  ผู้อำนวยการโรงเรียนในสังกัด ทุกโรงเรียน", '<w:spacing w:before="120"/>'),
        p("อ้างถึง  หนังสือสำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน ที่ ศธ ๐๔๐๐๑/ว ๑๐๐ ลงวันที่ ๑ พฤษภาคม ๒๕๖๙"),
        p("สิ่งที่ส่งมาด้วย  กำหนดการประชุม\tจำนวน ๑ ฉบับ"),
        p("ตามหนังสือที่อ้างถึง สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐานได้กำหนดแนวปฏิบัติเกี่ยวกับการรับนักเรียน ปีการศึกษา ๒๕๗๐ ให้ทุกเขตพื้นที่การศึกษาดำเนินการ นั้น", BODY),
        p(f"{OFFICE} จึงขอเชิญท่านเข้าร่วมประชุมคณะกรรมการรับนักเรียน ในวันศุกร์ที่ ๑๒ มิถุนายน ๒๕๖๙ เวลา ๐๙.๐๐ – ๑๒.๐๐ น. ณ ห้องประชุมภูหลวง "
          "โดยเบิกค่าใช้จ่ายในวงเงิน ๑๕,๐๐๐ บาท (หนึ่งหมื่นห้าพันบาทถ้วน) รายละเอียดตามสิ่งที่ส่งมาด้วย", BODY),
        p("จึงเรียนมาเพื่อโปรดทราบและเข้าร่วมประชุมโดยพร้อมเพรียงกัน", KEEP + BODY),
        p("ขอแสดงความนับถือ", SIGNED), signature(),
        p(), p(), p(), p("กลุ่มส่งเสริมการจัดการศึกษา"), p("โทร. ๐ ๔๒๘๑ ๑๒๓๔"),
    )  # fmt: skip


def memo() -> bytes:
    def head(*pairs: str) -> str:
        runs = "".join(r(text, LABEL if n % 2 == 0 else "") for n, text in enumerate(pairs))
        return f"<w:p><w:pPr>{DOTTED}</w:pPr>{runs}</w:p>"

    return docx(
        emblem(1.5), p("บันทึกข้อความ", CENTRE, '<w:b/><w:bCs/><w:sz w:val="58"/><w:szCs w:val="58"/>'),
        head("ส่วนราชการ", " กลุ่มส่งเสริมการจัดการศึกษา สพป.เลย เขต ๑ โทร. ๐ ๔๒๘๑ ๑๒๓๔\t"),
        head("ที่", " ศธ ๐๔๑๘๘/๔๕\t", "วันที่", " ๓ มิถุนายน ๒๕๖๙\t"),
        head("เรื่อง", " ขออนุมัติจัดประชุมเชิงปฏิบัติการ\t"),
        p(f"เรียน  ผู้อำนวยการ{OFFICE}", '<w:spacing w:before="120"/>'),
        p("ด้วยกลุ่มส่งเสริมการจัดการศึกษาจะจัดประชุมเชิงปฏิบัติการจัดทำแผนการรับนักเรียน ปีการศึกษา ๒๕๗๐ เพื่อให้สถานศึกษาในสังกัดดำเนินการไปในแนวทางเดียวกัน", BODY),
        p("กลุ่มส่งเสริมการจัดการศึกษาพิจารณาแล้ว เห็นควรจัดประชุมในวันจันทร์ที่ ๑๕ มิถุนายน ๒๕๖๙ เวลา ๐๙.๐๐ น. โดยมีผู้เข้าประชุม จำนวน ๑๒ (สิบสอง) คน และใช้งบประมาณ ๘,๕๐๐ บาท (แปดพันห้าร้อยบาทถ้วน)", BODY),
        p("จึงเรียนมาเพื่อโปรดพิจารณาอนุมัติ", KEEP + BODY),
        p("", SIGNED) * 3, p("(นายธีรพงษ์  แสนสุข)", SIGNED), p("ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา", '<w:ind w:left="1701"/><w:jc w:val="center"/>'),
    )  # fmt: skip


def announcement() -> bytes:
    schools = [
        ["ที่", "โรงเรียน", "ชาย", "หญิง", "รวม", "หมายเหตุ"], ["๑", "บ้านนาสมมติ", "๑๒", "๑๕", "๒๗", ""], ["๒", "บ้านโคกตัวอย่าง", "๒๐", "๑๘", "๓๘", ""],
        ["๓", "ชุมชนห้วยทดลอง", "๓๑", "๒๙", "๖๐", "ขยายโอกาส"], ["๔", "บ้านท่าจำลอง", "๗", "๙", "๑๖", ""], ["", "รวมทั้งสิ้น", "๗๐", "๗๑", "๑๔๑", ""],
    ]  # fmt: skip
    people = [["ลำดับ", "ชื่อ – สกุล", "โรงเรียนเดิม"], ["๑", "เด็กชายกล้าหาญ ชาญชัย", "บ้านนาสมมติ"], ["๒", "เด็กหญิงขวัญใจ ใฝ่เรียน", "บ้านท่าจำลอง"],
              ["๓", "เด็กชายคมสัน มั่นเพียร", "บ้านโคกตัวอย่าง"]]  # fmt: skip
    return docx(
        emblem(), p(f"ประกาศ{OFFICE}", KEEP + CENTRE, BOLD), p("เรื่อง ผลการคัดเลือกนักเรียนโควตาพิเศษ ปีการศึกษา ๒๕๖๙", KEEP + CENTRE, BOLD),
        p(f"ตามที่{OFFICE} ได้ประกาศรับสมัครนักเรียนโควตาพิเศษ เมื่อวันที่ ๑ เมษายน พ.ศ. ๒๕๖๙ และได้ดำเนินการคัดเลือกเสร็จสิ้นแล้ว นั้น", BODY),
        p("บัดนี้ จึงประกาศรายชื่อผู้ผ่านการคัดเลือก จำนวน ๓ คน ดังต่อไปนี้", KEEP + BODY),
        table(people, [1000, 4500, 3500]),
        p("จำนวนนักเรียนที่สถานศึกษาในสังกัดรับไว้ในปีการศึกษา ๒๕๖๙ แยกตามสถานศึกษาและเพศ เป็นไปตามตารางต่อไปนี้", KEEP + BODY),
        table(schools, [800, 3000, 1100, 1100, 1100, 1900]),
        p("๑. ให้ผู้ผ่านการคัดเลือกรายงานตัว ณ สถานศึกษา", BODY), p("๒. ให้สถานศึกษาตรวจหลักฐานของผู้รายงานตัว ดังนี้", BODY),
        p("๒.๑ สำเนาทะเบียนบ้าน", BODY), p("๒.๒ สำเนาสูติบัตร", BODY), p("๓. ให้สถานศึกษารายงานผลภายในวันที่ ๓๐ มิถุนายน ๒๕๖๙", BODY),
        p("จึงประกาศให้ทราบโดยทั่วกัน", KEEP + BODY), p("ประกาศ ณ วันที่ ๒๐ พฤษภาคม พ.ศ. ๒๕๖๙", '<w:keepNext/><w:spacing w:before="240"/><w:ind w:left="2551"/>'), signature(),
    )  # fmt: skip


def stamped() -> bytes:
    return docx(
        emblem(), p("ที่ ศธ ๐๔๑๘๘/๗๗"), p("ถึง  โรงเรียนบ้านนาสมมติ"),
        p(f"ด้วย{OFFICE} ขอส่งแบบสำรวจข้อมูลนักเรียนด้อยโอกาส ปีการศึกษา ๒๕๖๙ มาเพื่อให้กรอกข้อมูลและส่งกลับภายในวันที่ ๓๐ มิถุนายน ๒๕๖๙", BODY),
        p(OFFICE, SIGNED), p("๕ มิถุนายน ๒๕๖๙", SIGNED), p("กลุ่มส่งเสริมการจัดการศึกษา"), p("โทร. ๐ ๔๒๘๑ ๑๒๓๔"),
    )  # fmt: skip


def certificate() -> bytes:
    return docx(
        emblem(), p("เลขที่ ๑๒/๒๕๖๙"),
        p("หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า นางสาวกมลชนก พิมพ์ดี ตำแหน่ง นักวิชาการศึกษาปฏิบัติการ เป็นข้าราชการในสังกัดและปฏิบัติงานตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๕ ถึงปัจจุบัน", KEEP + BODY),
        p("ให้ไว้ ณ วันที่ ๘ มิถุนายน พ.ศ. ๒๕๖๙", '<w:keepNext/><w:ind w:left="2551"/>'), signature(),
    )  # fmt: skip


def minutes() -> bytes:
    present = [["๑.", "นายรอง ปัญส์งกา", "ผู้อำนวยการสำนักงาน", "ประธาน"], ["๒.", "นางสาววันเพ็ญ ศรีสุวรรณ", "รองผู้อำนวยการ", "กรรมการ"],
               ["๓.", "นายธีรพงษ์ แสนสุข", "ผู้อำนวยการกลุ่ม", "เลขานุการ"]]  # fmt: skip
    heading = "<w:keepNext/>"
    return docx(
        p("รายงานการประชุมคณะกรรมการรับนักเรียน", KEEP + CENTRE, BOLD), p("ครั้งที่ ๑/๒๕๖๙", KEEP + CENTRE, BOLD), p("วันศุกร์ที่ ๑๒ มิถุนายน ๒๕๖๙", KEEP + CENTRE, BOLD),
        p(f"ณ ห้องประชุม{OFFICE}", KEEP + CENTRE, BOLD),
        p("ผู้มาประชุม", heading, BOLD), table(present, [900, 3500, 3000, 1600], head=False),
        p("เริ่มประชุมเวลา ๐๙.๐๐ น.", heading, BOLD),
        p("ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", heading, BOLD), p("๑.๑ ประธานแจ้งแนวปฏิบัติเกี่ยวกับการรับนักเรียน ปีการศึกษา ๒๕๗๐", BODY), p("๑.๒ ประธานแจ้งกำหนดการตรวจราชการ", BODY),
        p("ระเบียบวาระที่ ๒ เรื่องการรับรองรายงานการประชุม", heading, BOLD), p("มติที่ประชุม รับรองรายงานการประชุม", BODY),
        p("ระเบียบวาระที่ ๓ เรื่องที่เสนอให้ที่ประชุมพิจารณา", heading, BOLD), p("๓.๑ การกำหนดเขตพื้นที่บริการของสถานศึกษา", BODY), p("มติที่ประชุม เห็นชอบ", BODY),
        p("เลิกประชุมเวลา ๑๒.๐๐ น.", heading, BOLD), p("ผู้จดรายงานการประชุม นายธีรพงษ์ แสนสุข"),
    )  # fmt: skip


def report() -> bytes:
    plan = [["ที่", "กิจกรรม", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"], ["๑", "ประชุมชี้แจงแนวทาง", "๑๒,๐๐๐", "นายธีรพงษ์ แสนสุข"], ["๒", "นิเทศติดตาม", "๘,๕๐๐", "นางสาวสุภาวดี มั่นคง"],
            ["๓", "สรุปรายงานผล", "๓,๐๐๐", "นายอนุชา ทองภู"], ["", "รวมทั้งสิ้น", "๒๓,๕๐๐", ""]]  # fmt: skip
    places = ("นาสมมติ", "โคกตัวอย่าง", "ห้วยทดลอง", "ท่าจำลอง", "ภูสมมติ", "ดงทดสอบ", "หนองจำลอง", "วังตัวอย่าง", "โนนทดลอง", "ดอนสมมติ", "บึงจำลอง", "ปากตัวอย่าง", "ผาทดสอบ", "ซำสมมติ")
    long = [["ที่", "ตำบล", "สิ่งที่ต้องทำ"], *([official_digits(str(n)), name, "จัดทำทะเบียนผู้เรียนและแผนการเรียนรู้เป็นรายบุคคล"] for n, name in enumerate(places, 1))]
    return docx(
        p("แผนปฏิบัติการส่งเสริมการจัดการศึกษานอกระบบ", KEEP + CENTRE, BOLD), p("ปีงบประมาณ ๒๕๗๐", KEEP + CENTRE, BOLD),
        p("๑. ความเป็นมา", KEEP, BOLD), p(f"{OFFICE} ส่งเสริมการจัดการศึกษานอกระบบเพื่อให้ผู้เรียนได้เรียนรู้ตลอดชีวิตอย่างทั่วถึงและมีคุณภาพ", BODY),
        p("๒. กิจกรรมและงบประมาณ", KEEP, BOLD), p("กิจกรรมทั้งหมดใช้งบประมาณเป็นเงินทั้งสิ้น ๒๓,๕๐๐ บาท (สองหมื่นสามพันห้าร้อยบาทถ้วน) จำนวน ๓ กิจกรรม ดังนี้", BODY),
        table(plan, [800, 3600, 2200, 2400]), p("พื้นที่เป้าหมายและสิ่งที่ต้องทำในแต่ละตำบลเป็นไปตามตาราง", KEEP + BODY), table(long, [800, 2600, 5600]), p("๓. ผลที่คาดว่าจะได้รับ", KEEP, BOLD), p("ผู้เรียนได้รับการศึกษาขั้นพื้นฐานอย่างทั่วถึง", BODY),
    )  # fmt: skip


WRITTEN = {"letter": letter, "memo": memo, "announcement": announcement, "stamped": stamped, "certificate": certificate, "minutes": minutes, "report": report}


@cache
def office() -> Office:
    return open_office(shipped("data").parent, TODAY)


@cache
def made_of(form_name: str) -> dict[str, bytes]:
    """The papers of a form's examples, as the program makes them: name to bytes."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(shipped("data"), root / "data")
        form = load(shipped("forms"), form_name)
        papers = make.make(form, [form.examples], open_office(root, TODAY)).papers
        files = [written.path for written in papers if written.path.suffix == ".docx"]
        return {f"{form_name} {n}": path.read_bytes() for n, path in enumerate(files, 1)}


def made() -> dict[str, bytes]:
    """The papers of every example of every form."""
    return {name: data for form in names(shipped("forms")) for name, data in made_of(form).items()}


@cache
def written() -> dict[str, bytes]:
    """The papers of every kind that are written here."""
    return {name: write() for name, write in WRITTEN.items()}


def good_papers() -> dict[str, bytes]:
    """The papers that are written here, and those of the general kinds that the program makes."""
    return {**written(), **{name: data for form in WRITTEN for name, data in _kind(form).items()}, **made_of("order")}


def _kind(form: str) -> dict[str, bytes]:
    return made_of(form) if form in names(shipped("forms")) else {}
