"""Words of the pages that do not stand in the pages themselves."""

from __future__ import annotations

from ..services.desk import Next

STATES = {  # of a paper, as the catalogue has it
    "draft": "ร่าง",
    "edited": "แก้ใน Word แล้ว",
    "issued": "ออกเลขแล้ว",
    "signed": "ลงนามแล้ว",
    "foreign": "ไม่ได้ทำจากโปรแกรมนี้",
}
WRITTEN = {  # what became of a made paper
    "new": "ทำใหม่",
    "replaced": "แทนฉบับเดิม",
    "same": "เหมือนเดิม",
    "beside": "เก็บฉบับที่แก้ไว้ ฉบับใหม่อยู่ข้างกัน",
    "issued": "ออกเลขแล้ว ไม่แตะ",
}
SEVERITIES = {"error": "ต้องแก้", "warning": "ควรดู", "info": "ควรรู้"}
NEXT = {  # acts that help (errors.NEXT), as a page has them
    "list-forms": "เลือกงานจากหน้าแรก",
    "set-emblem": "ใส่ตราครุฑในหน้า สำนักงาน",
    "void": "ยกเลิกเลขในหน้าของเอกสารนั้น",
    "issue": "กด ออกเลข ในหน้าของเอกสาร",
    "doctor": "ดูหน้า สำนักงาน ว่าเครื่องนี้ขาดอะไร",
    "check": "ดูที่พบในหน้าของเอกสาร",
    "print-draft": "เลือก พิมพ์เป็นร่าง",
    "print-anyway": "พิมพ์ทั้งที่ยังมีข้อผิดพลาด พร้อมบอกเหตุผล",
    "name-key": "เลือกไฟล์กุญแจ",
    "name-number": "ใส่เลขที่",
    "name-series": "เลือกชุดทะเบียน",
    "name-form": "เลือกงาน",
}
SERIES = {  # number books, by the names of forms/*/form.yaml
    "announcement": "ประกาศ",
    "certificate": "หนังสือรับรอง",
    "letter": "หนังสือส่ง",
    "memo": "บันทึกข้อความ",
    "minutes": "รายงานการประชุม",
    "order": "คำสั่ง",
}
FACTS = {  # settings of the office
    "name": "ชื่อเต็ม",
    "short": "ชื่อย่อ",
    "code": "รหัสหน้าเลขหนังสือ",
    "phone": "โทรศัพท์",
    "fax": "โทรสาร",
    "email": "ไปรษณีย์อิเล็กทรอนิกส์",
    "address": "ที่ตั้ง",
    "unit": "ส่วนราชการเจ้าของเรื่อง",
    "permit.board": "บ้านเรียน: คณะผู้อนุญาต",
    "permit.completion_days": "บ้านเรียน: วันที่ให้ส่งเอกสารที่ขาด",
    "permit.decision_days": "บ้านเรียน: วันพิจารณา",
    "permit.notice_days": "บ้านเรียน: วันแจ้งผล",
    "permit.appeal_days": "บ้านเรียน: วันอุทธรณ์",
}
LISTS = {
    "people": "บุคลากร (ชื่อ ตำแหน่ง)",
    "schools": "โรงเรียน",
    "localgov": "องค์กรปกครองส่วนท้องถิ่น",
    "holidays": "วันหยุดราชการ",
}
FIRST_STEPS = {  # what an office sets up before its first paper, and where on the page of the office
    "code": ("ใส่รหัสหน้าเลขหนังสือของสำนักงาน แทน xxx", "facts"),
    "signers": ("ใส่ชื่อผู้ลงนามจริง แทนชื่อสมมติ", "signers"),
    "emblem": ("ใส่ตราครุฑ จากรูปหรือหนังสือเดิม", "emblem"),
}


def next_step(of: Next) -> str:
    """What a case waits for, as its list says it."""
    if of.kind == "done":
        return "ทำเอกสารครบแล้ว"
    if of.kind == "unreadable":
        return "ไฟล์ของเรื่องอ่านไม่ได้"
    at = f"ขั้น {of.step} {of.title}: " if of.step else ""
    if of.kind == "wrong":
        return f"{at}แก้ช่องที่ผิด {of.count} ช่อง"
    if of.kind == "ready":
        return f"{at}พร้อมทำ {', '.join(of.names)}"
    return f"{at}ต้องกรอก {', '.join(of.names)}" if of.names else f"{at}เริ่มกรอก"


def days_left(days: int) -> str:
    """How long it is until a last day."""
    if days < 0:
        return f"เลยกำหนด {-days} วัน"
    return "วันนี้" if days == 0 else "พรุ่งนี้" if days == 1 else f"อีก {days} วัน"
