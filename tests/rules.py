"""docs/rules.md, made from the rules themselves; `python -m tests.rules` writes it anew."""

from __future__ import annotations

from pathlib import Path

from generator.audit import check  # noqa: F401  (registers the rules)
from generator.audit.find.kinds import KINDS
from generator.audit.rule import GROUPS, RULES, Rule

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
SEVERITIES = {"error": "ต้องแก้", "warning": "ควรดู", "info": "แนะนำ"}
INTRODUCTION = """# Rules

ข้อที่ `gen check` ใช้ตรวจเอกสาร แต่ละข้อคือฟังก์ชันสั้น ๆ หนึ่งฟังก์ชันใน `generator/audit/rules/*.py` หน้านี้สร้างจากโค้ด (`python -m tests.rules`)

สำนักงานตั้งค่าเองได้ใน `data/office.yaml`:

```yaml
check:
  off: [L05]              # ข้อที่ไม่ใช้
  on: [L13]               # ข้อที่ปกติปิดไว้
  severity: {L01: error}  # error ต้องแก้ warning ควรดู info แนะนำ
  left: 3.0               # ซม. กั้นหน้า; right กั้นหลัง; first ย่อหน้า (ถ้าไม่บอก ใช้ค่าใน forms/page.yaml); tolerance ยอมให้คลาดเคลื่อน
  size: 16                # พอยท์
  fonts: [TH SarabunPSK]  # ฟอนต์ที่ใช้ได้ ตัวแรกคือที่ควรใช้
  code: ศธ 04188          # รหัสหนังสือของสำนักงาน
  accept: [โควต้า]         # คำหรือชื่อที่ถูกแล้ว (สั่ง gen check --accept โควต้า หรือ --accept L05 จากรายงาน)
  schools: [บ้านนาสมมติ]   # ชื่อโรงเรียนในสังกัด
```

เลขของข้อไม่เปลี่ยน ข้อที่ปกติปิดไว้มีเครื่องหมาย ○
"""


def page() -> str:
    """The page, whole: one table a group."""
    lines = [INTRODUCTION]
    for letter, title in GROUPS.items():
        rules = sorted((rule for rule in RULES.values() if rule.id[0] == letter), key=lambda rule: rule.id)
        lines += [f"## {title}", "", "| ข้อ | ระดับ | ข้อความ | what it means | ผิด → ถูก | ใช้กับ | ที่มา |", "|---|---|---|---|---|---|---|"]
        lines += [_row(rule) for rule in rules]
        lines.append("")
    return "\n".join([*lines, *_tried()])


TRIED = """## ข้อแต่ละข้อกับหนังสือของสำนักงานอื่น

Tried on papers written as other offices write them (`tests/offices`: papers of twelve kinds in the dresses of programs and
typists; their mistakes were marked before the rules were run; `python -m tests.offices.measure`): in how many papers the rule was
asked, how many findings were true and false, and in how many papers a mistake of its kind was missed. A rule that is true less
than nine times of ten is mended, asks only, or is off. Rules without a figure met no mistake of theirs there; they are held by
planted mistakes (`python -m tests.mutants`).
"""


def _tried() -> list[str]:
    from tests.offices.measure import figures

    lines = list(figures())
    rows = [line.split() for line in lines[1:-3]]
    table = [f"| {' | '.join(row)} |" for row in rows]
    return [TRIED, "| ข้อ | tried | true | false | missed |", "|---|---|---|---|---|", *table, "", *(f"- {line}" for line in lines[-3:]), ""]


def _row(rule: Rule) -> str:
    kinds = " ".join(KINDS[kind] for kind in rule.kinds) or "ทุกชนิด"
    example = " → ".join(part for part in (rule.wrong, rule.right) if part)
    cells = (f"{rule.id}{'' if rule.usual else ' ○'}", SEVERITIES[rule.severity], rule.thai, rule.english, example, kinds, rule.source)
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").replace("\u200b", "␣").split()) for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
