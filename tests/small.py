"""A small office whose one form makes a page in no time, and what clerks do to such a page in Word."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from generator.form import Form, load
from generator.make import Made, make
from generator.office import Office, open_office, shipped
from generator.word import opc
from tests.mistakes import TODAY
from tests.wordfile import OFFICE, SPACES, WORD, wordfile

SCHEMA = """
title: ใบสั่ง
kind: order
series: small
key: [subject, date]
fields:
  number: {label: เลขที่, type: docnumber, late: true}
  date: {label: วันที่, type: date, late: true}
  subject: {label: เรื่อง, required: true}
  body: {label: ข้อความ, type: paragraphs, required: true}
  owner: {label: ผู้รับผิดชอบ, type: person}
  id: {label: เลขประจำตัวประชาชน, type: citizenid}
  posts:
    label: อัตรา
    type: list
    of:
      name: {label: ชื่อ, required: true}
      place: {label: ที่ทำงาน}
papers:
  slip:
    title: ใบสั่ง
    template: slip.docx
    file: ใบสั่ง {{ subject }}
"""
HEADER = f'<w:hdr {SPACES}><w:p><w:r><w:t xml:space="preserve">ใบสั่งที่ {{{{ number }}}}</w:t></w:r></w:p></w:hdr>'


def paragraph(*texts: str) -> str:
    runs = "".join(f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)
    return f"<w:p>{runs}</w:p>"


def row(*texts: str) -> str:
    cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{paragraph(text)}</w:tc>' for text in texts)
    return f"<w:tr>{cells}</w:tr>"


BODY = "".join([
    paragraph("ใบสั่งที่ {{ number }} เรื่อง {{ subject }}"),
    paragraph("{%p for line in body %}"), paragraph("{{ line }}"), paragraph("{%p endfor %}"),
    paragraph("ผู้รับผิดชอบ {{ owner or '-' }} {{ id.grouped if id else '' }}"),
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>',
    row("ชื่อ", "ตามใบสั่งที่ {{ number }}"), row("{%tr for post in posts %}", ""),
    row("{{ post.name }}", "{{ post.place or '' }}"), row("{%tr endfor %}", ""), "</w:tbl>",
    paragraph("สั่ง ณ วันที่ {{ date.formal }}"),
    '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
])  # fmt: skip


def template() -> bytes:
    made = wordfile(BODY, {"word/header1.xml": HEADER})
    parts = opc.read(made)
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:document ", f'<w:document xmlns:r="{OFFICE}" '.encode() if b"xmlns:r=" not in parts["word/document.xml"] else b"<w:document "
    )
    return opc.write(parts)


def office(folder: Path, schema: str = SCHEMA) -> Office:
    """An office in this folder; its one form is `slip`."""
    home = folder / "forms" / "slip"
    home.mkdir(parents=True)
    (folder / "data").mkdir()
    (home / "form.yaml").write_text(schema, encoding="utf-8")
    (home / "slip.docx").write_bytes(template())
    return again(folder)


def again(folder: Path) -> Office:
    """The office that was made in this folder."""
    return replace(open_office(shipped("data").parent, TODAY), root=folder)


def form(of: Office) -> Form:
    return load(of.forms, "slip")


def cases(of: Office, subjects: Iterable[str], body: str = "ขอให้ดำเนินการต่อไป", **more: str) -> Path:
    """A file of cases, one a subject."""
    path = of.root / "ใบสั่ง.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["เรื่อง", "ข้อความ", *more])
        writer.writerows([subject, f"{body} เรื่อง{subject}", *more.values()] for subject in subjects)
    return path


def slips(of: Office, subjects: Iterable[str], body: str = "ขอให้ดำเนินการต่อไป", **more: str) -> Made:
    return make(form(of), [cases(of, subjects, body, **more)], of)


# --- what clerks do

Edit = Callable[[str], str]


def changed(data: bytes, edit: Edit, part: str = "word/document.xml") -> bytes:
    """The file as a program writes it that has changed one part: every member anew."""
    parts = opc.read(data)
    before = parts[part].decode()
    after = edit(before)
    assert after != before
    return opc.write({**parts, part: after.encode()})


def edit_file(path: Path, edit: Edit, part: str = "word/document.xml") -> bytes:
    data = changed(path.read_bytes(), edit, part)
    path.write_bytes(data)
    return data


def text(xml: str) -> str:
    return xml.replace("ขอให้ดำเนินการ", "ขอความอนุเคราะห์ให้เร่งดำเนินการ", 1)


def table(xml: str) -> str:
    return xml.replace("</w:tbl>", f"{row('เพิ่มเอง', 'ในตาราง')}</w:tbl>", 1)


def tracked(xml: str) -> str:
    """A tracked deletion and insertion, in the text and in a content control."""
    author = 'w:id="7" w:author="ก" w:date="2026-11-22T00:00:00Z"'
    new = f"<w:ins {author}><w:r><w:t>แทรก</w:t></w:r></w:ins><w:del {author}><w:r><w:delText>ตัด</w:delText></w:r></w:del>"
    return xml.replace("<w:sdt>", f"{new}<w:sdt>", 1)


def moved(xml: str) -> str:
    """The last paragraph dragged to the top."""
    last = re.findall(r"<w:p>(?:(?!</w:p>).)*</w:p>", xml)[-1]
    assert "date.formal" in last
    return xml.replace(last, "", 1).replace("<w:body>", f"<w:body>{last}", 1)


def comment(xml: str) -> str:
    mark = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    return re.sub(r"(<w:body><w:p[^>]*>)(.*?)(</w:p>)", rf"\1{mark[0]}\2{mark[1]}\3", xml, count=1)


def commented(data: bytes) -> bytes:
    """The file with a comment on its first paragraph."""
    parts = opc.read(changed(data, comment))
    parts["word/comments.xml"] = (
        f'<w:comments {SPACES}><w:comment w:id="0" w:author="ก" w:initials="ก"><w:p><w:r><w:t>ดูอีกครั้ง</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    ).encode()
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/comments" Target="comments.xml"/></Relationships>'
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", relation.encode())
    kind = f'<Override PartName="/word/comments.xml" ContentType="{WORD}.comments+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind.encode())
    return opc.write(parts)


EDITS: dict[str, Callable[[bytes], bytes]] = {
    "text": lambda data: changed(data, text),
    "table": lambda data: changed(data, table),
    "tracked changes": lambda data: changed(data, tracked),
    "a paragraph moved": lambda data: changed(data, moved),
    "a comment": commented,
}


def typed(xml: str, tag: str, value: str) -> str:
    """A value typed into every control of a tag, as Word writes it: new runs, and the tag kept."""
    pattern = rf"(<w:sdt>(?:(?!</w:sdt>).)*?late\[1\]/g:{re.escape(tag)}\[1\](?:(?!</w:sdt>).)*?<w:sdtContent>).*?(</w:sdtContent>)"
    return re.sub(pattern, lambda found: f'{found[1]}<w:r w:rsidR="00AB12CD"><w:t>{value}</w:t></w:r>{found[2]}', xml, flags=re.DOTALL)
