"""Letters of one template, as a mail merge makes them: one page each, every name and sum another."""

from __future__ import annotations

from pathlib import Path

from generator.word import opc
from tests.test_paper import field, paragraph, picture, run, word_file

SUBJECT = "ขอเชิญเข้าร่วมประชุมเชิงปฏิบัติการการจัดทำแผนพัฒนาคุณภาพการศึกษาขั้นพื้นฐาน ประจำปีงบประมาณ พ.ศ.\u00a0๒๕๗๐"
TEXT = (
    "ด้วยสำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต\u00a0๑ กำหนดจัดประชุมเชิงปฏิบัติการการจัดทำแผนพัฒนาคุณภาพการศึกษา "
    "ขั้นพื้นฐาน เพื่อให้ผู้บริหารสถานศึกษาและครูผู้รับผิดชอบมีความรู้ความเข้าใจในการจัดทำแผนที่สอดคล้องกับนโยบายของ "
    "กระทรวงศึกษาธิการ ระหว่างวันที่ ๑๕\u00a0มกราคม ๒๕๗๐ ถึงวันที่ ๑๖\u00a0มกราคม ๒๕๗๐ ณ ห้องประชุมภูหลวง",
    "สำนักงานเขตพื้นที่การศึกษาจึงขอเชิญท่านและผู้ที่เกี่ยวข้องเข้าร่วมประชุมตามวันและเวลาดังกล่าว โดยเบิกค่าใช้จ่ายในการ "
    "เดินทางจากต้นสังกัด และขอให้ส่งแบบตอบรับภายในวันที่ ๑๐\u00a0มกราคม ๒๕๗๐ รายละเอียดตามสิ่งที่ส่งมาด้วยพร้อมนี้",
)
SCHOOLS = "บ้านนาอาน", "บ้านโพนค่าย", "เมืองเลย", "บ้านหนองผำ", "ชุมชนบ้านบุฮม", "บ้านน้ำภู", "นาโคก", "บ้านห้วยป่าน้อย"
NAMES = "สมชาย", "วันเพ็ญ", "บุญจันทร์", "รองรัตน์", "พณลักษณ์", "ธนกฤต", "ณัฐธิดา"
FAMILIES = "ใจดี", "ศรีสุวรรณ", "ลีกลาง", "ปัญส์งกา", "คำไล้"
JUSTIFIED = '<w:jc w:val="thaiDistribute"/><w:ind w:firstLine="1417"/>'


def letters(folder: Path, count: int) -> list[Path]:
    """Write so many letters to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return [letter(folder / f"{n:05}.docx", n) for n in range(count)]


def letter(path: Path, n: int, more: str = "") -> Path:
    """One letter; `more` is the XML of further paragraphs."""
    school, name, family = (words[n % len(words)] for words in (SCHOOLS, NAMES, FAMILIES))
    word_file(
        path,
        paragraph(picture(2.75, 3), '<w:jc w:val="center"/>'),
        paragraph(run(f"ที่ ศธ ๐๔๑๑๐/{thai(n + 1)}")),
        paragraph(run("๕\u00a0มกราคม ๒๕๗๐"), '<w:jc w:val="center"/>'),
        paragraph(run("เรื่อง", extra="<w:b/><w:bCs/>") + run(f" {SUBJECT}")),
        paragraph(run(f"เรียน ผู้อำนวยการโรงเรียน{school}")),
        *(paragraph(run(words), JUSTIFIED) for words in TEXT),
        paragraph(run(f"ในการนี้ มอบหมายให้ นาย{name} {family} เป็นผู้ประสานงาน เบิกจ่ายได้ {thai(1000 + 7 * n)}\u00a0บาท"), JUSTIFIED),
        paragraph(run("จึงเรียนมาเพื่อโปรดทราบ"), JUSTIFIED),
        *(paragraph(run(words), '<w:jc w:val="center"/>') for words in ("ขอแสดงความนับถือ", "", "", "(นายรอง ปัญส์งกา)")),
        more,
        header=paragraph(run("- ") + field("PAGE", "๒") + run(" -"), '<w:jc w:val="center"/>'),
        section='<w:pgNumType w:fmt="thaiNumbers"/><w:titlePg/>',
    )
    path.write_bytes(opc.write(opc.read(path.read_bytes())))
    return path


def thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
