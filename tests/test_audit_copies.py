"""Copies that the checker writes: comments at the findings, and what a machine may mend, plainly or as tracked changes."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.audit import shown
from generator.audit.check import Options, check_bytes
from generator.audit.comments import commented
from generator.audit.fix import SAFE, fix
from generator.word import opc
from generator.word.reading import read_document
from tests import mutants, paper
from tests.good_papers import CENTRE, TODAY, docx, good_papers, office, p, r
from tests.test_audit_check import MANUAL
from tests.wordfile import SPACES, wordfile

W = mutants.W
OPTIONS = Options(today=TODAY)
SPOILT = (
    p("ที่ ๔๕ /๒๕๖๖ จำนวน 15 คน ต่างๆนานา นํ้าและค่ํา การ\u200bศึกษา ( ฉบับที่ ๒ ) ขออนุญาติ"),
    f"<w:p>{r('จำนวน 1')}{r('5', '<w:b/>')}{r(' คน')}</w:p>",
    f'<w:p><w:ins w:id="7" w:author="ก">{r("อีก 3 คน")}</w:ins><w:hyperlink w:anchor="a">{r("ดูข้อ 4 ต่างๆ")}</w:hyperlink></w:p>',
    f"<w:p>{r('ก 1')}<w:r><w:tab/><w:t>ข 2</w:t><w:br/><w:t>ค 3</w:t></w:r></w:p>",
)


def findings(data: bytes):
    return check_bytes(data, "a.docx", office(), OPTIONS).findings


def safe(data: bytes) -> list[str]:
    return [f.rule for f in findings(data) if f.rule in SAFE and f.fix is not None]


def texts(data: bytes) -> list[str]:
    return [q.text for q in read_document(data, "a.docx").body]


MENDED = [
    "ที่ ๔๕/๒๕๖๖ จำนวน ๑๕ คน ต่าง\u00a0ๆ นานา น้ำและค่ำ การศึกษา (ฉบับที่ ๒) ขออนุญาติ", "จำนวน ๑๕ คน",
    "อีก ๓ คนดูข้อ ๔ ต่าง\u00a0ๆ", "ก ๑\tข ๒\nค ๓",
]  # fmt: skip


@pytest.mark.parametrize("tracked", [False, True], ids=["plain", "tracked"])
def test_what_is_safe_is_mended_and_a_second_run_finds_it_gone(tracked):
    before = docx(*SPOILT)
    fixed = fix(before, "a.docx", office(), OPTIONS, tracked=tracked)
    assert texts(fixed.docx) == MENDED
    assert safe(before) and not safe(fixed.docx)
    assert {"N35", "N68", "T44", "T52", "T60", "T70"} == set(fixed.mended)
    again = fix(fixed.docx, "a.docx", office(), OPTIONS, tracked=tracked)
    assert again.mended == {} and again.docx == fixed.docx
    assert any("แก้" in line for line in shown.mended(dict(fixed.mended)))


def test_plain_mending_leaves_all_else_as_it_was():
    before = docx(*SPOILT)
    after = fix(before, "a.docx", office(), OPTIONS).docx
    old, new = opc.read(before), opc.read(after)
    assert {name for name in old if old[name] != new[name]} == {"word/document.xml"} and old.keys() == new.keys()
    trees = [etree.fromstring(parts["word/document.xml"]) for parts in (old, new)]
    for tree in trees:
        for node in tree.iter(f"{W}t"):
            node.text = ""
            node.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    assert etree.tostring(trees[0], method="c14n") == etree.tostring(trees[1], method="c14n")


def test_a_tracked_copy_holds_the_old_words_as_deletions():
    before = docx(*SPOILT)
    root = etree.fromstring(opc.read(fix(before, "a.docx", office(), OPTIONS, tracked=True).docx)["word/document.xml"])
    for change in [*root.iter(f"{W}ins")]:
        if change.get(f"{W}author") == "gen check":
            change.getparent().remove(change)
    for deleted in root.iter(f"{W}delText"):
        deleted.tag = f"{W}t"
    rejected = ["".join({f"{W}tab": "\t", f"{W}br": "\n"}.get(t.tag, t.text or "") for t in q.iter(f"{W}t", f"{W}tab", f"{W}br")) for q in root.iter(f"{W}p")]
    assert rejected == texts(before)


def test_good_papers_are_not_touched():
    for name, data in good_papers().items():
        fixed = fix(data, name, office(), OPTIONS, page=True)
        assert fixed.mended == {} and fixed.docx == data, name


def test_the_thai_slot_of_a_font_is_filled_and_the_page_when_asked():
    latin = '<w:rFonts w:ascii="TH SarabunPSK" w:hAnsi="TH SarabunPSK" w:cs="Angsana New"/>'
    doc = mutants.Doc(docx(f"<w:p>{r('ข้อความ', latin)}</w:p>"))
    for size in doc.root.iter(f"{W}pgSz"):
        size.set(f"{W}w", "12240")
        size.set(f"{W}h", "15840")
    for margins in doc.root.iter(f"{W}pgMar"):
        margins.set(f"{W}left", "1440")
    before = doc.bytes()
    assert {f.rule for f in findings(before)} == {"L01", "L02", "L03"}
    assert {f.rule for f in findings(fix(before, "a.docx", office(), OPTIONS).docx)} == {"L01", "L02"}
    fixed = fix(before, "a.docx", office(), OPTIONS, page=True, tracked=True)
    assert fixed.mended == {"L01": 1, "L02": 1, "L03": 1} and not findings(fixed.docx)


def test_every_finding_becomes_a_comment_at_its_words():
    before = docx(*MANUAL)
    found = findings(before)
    after = commented(before, "a.docx", found)
    parts = opc.read(after)
    comments = etree.fromstring(parts["word/comments.xml"])
    root = etree.fromstring(parts["word/document.xml"])
    assert len(comments) == len(found) == len(list(root.iter(f"{W}commentReference")))
    marked = {between(root, comment.get(f"{W}id")): mutants.text(comment) for comment in comments}
    assert "๒.๒.๑" in marked and "S62" in marked["๒.๒.๑"]
    assert "N35" in marked["3"] and "N68" in marked["๔๕ /๒๕๖๖"]
    assert texts(after) == texts(before)
    assert not [f for f in findings(before) if f.rule == "S65"] and [f for f in findings(after) if f.rule == "S65"]


def between(root: etree._Element, key: str) -> str:
    """The words between a comment's marks."""
    inside, words = False, ""
    for element in root.iter():
        if element.tag == f"{W}commentRangeStart" and element.get(f"{W}id") == key:
            inside = True
        elif element.tag == f"{W}commentRangeEnd" and element.get(f"{W}id") == key:
            return words
        elif inside and element.tag == f"{W}t":
            words += element.text or ""
    raise AssertionError(f"comment {key} has no end")


def test_comments_that_are_there_stay():
    old = f'<w:comments {SPACES}><w:comment w:id="4" w:author="หัวหน้า" w:initials="ห">{p("ตรวจแล้ว")}</w:comment></w:comments>'
    body = f'<w:p><w:commentRangeStart w:id="4"/>{r("ขออนุญาติ")}<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r></w:p>'
    data = wordfile(body, {"word/comments.xml": old})
    after = commented(data, "a.docx", findings(data))
    comments = etree.fromstring(opc.read(after)["word/comments.xml"])
    assert comments[0].get(f"{W}author") == "หัวหน้า" and "ตรวจแล้ว" in mutants.text(comments[0])
    keys = [comment.get(f"{W}id") for comment in comments]
    assert len(set(keys)) == len(keys) > 1


def test_findings_of_headers_and_of_the_whole_paper_are_said_at_the_first_words():
    doc = mutants.Doc(docx(p(), p("ข้อความ")))
    doc.parts["word/header1.xml"] = doc.parts["word/header1.xml"].replace(b"- ", "ขออนุญาติ ".encode(), 1)
    data = doc.bytes()
    assert {f.place for f in findings(data)} == {"หัวกระดาษ"}
    root = etree.fromstring(opc.read(commented(data, "a.docx", findings(data)))["word/document.xml"])
    [reference] = root.iter(f"{W}commentReference")
    assert mutants.text(next(reference.iterancestors(f"{W}p"))) == "ข้อความ"


@pytest.mark.usefixtures("validator")
def test_copies_are_valid_word_files(tmp_path):
    sources = {"spoilt": docx(*SPOILT), "manual": docx(*MANUAL, p("หัว 5", CENTRE)), "letter": spoil(good_papers()["letter"]), "order": spoil(good_papers()["order 2"])}
    for name, data in sources.items():
        for kind, copy in {
            "before": data,
            "comments": commented(data, name, findings(data)),
            "plain": fix(data, name, office(), OPTIONS, page=True).docx,
            "tracked": fix(data, name, office(), OPTIONS, page=True, tracked=True).docx,
        }.items():
            path = tmp_path / f"{name}-{kind}.docx"
            path.write_bytes(copy)
            wrong = paper.validate_one(path)
            if kind == "before":
                accepted = {error.split(": ", 1)[1] for error in wrong}
            assert {error.split(": ", 1)[1] for error in wrong} <= accepted, wrong


def spoil(data: bytes) -> bytes:
    """A good paper with Arabic digits, ต่างๆ and decomposed vowels in each paragraph."""
    doc = mutants.Doc(data)
    for paragraph in doc.paragraphs:
        mutants.put(paragraph, mutants.text(paragraph).translate(mutants.THAI).replace("ำ", "\u0e4dา"))
    return doc.bytes()
