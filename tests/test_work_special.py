"""Children with special needs: one registry, from which every count, referral and form is taken."""

from __future__ import annotations

import copy
import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from generator.case import read_cases
from generator.errors import GenError
from generator.make import make, standing
from generator.thai.citizen import check_digit
from tests import made, paper

FORM = "special"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def raw(example: int = 0) -> dict[str, Any]:
    return copy.deepcopy(yaml.safe_load(made.form(FORM).examples.read_text(encoding="utf-8"))[example])


def children() -> tuple[dict[str, Any], ...]:
    return made.cases(FORM)[0].values["children"]


def written(begins: str) -> list[Path]:
    return [path for path in made.papers(FORM) if path.suffix == ".docx" and path.stem.startswith(begins) and "(รวม)" not in path.stem]


def rows(path: Path, table: int) -> list[list[str]]:
    """The cells of a table of a made paper."""
    with zipfile.ZipFile(path) as package:
        found = list(etree.fromstring(package.read("word/document.xml")).iter(f"{W}tbl"))[table]
    return [[paper.plain("".join(cell.itertext())) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")]


def number(text: str) -> int:
    return int(text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")).replace(",", ""))


def make_one(case: dict[str, Any], folder: Path, only: str) -> list[Path]:
    (folder / "data").symlink_to(made.folder() / "data", target_is_directory=True)
    (folder / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    done = make(made.form(FORM), [folder / "case.yaml"], replace(made.office(), root=folder), only=only)
    return [one.path for one in done.papers if one.path.suffix == ".docx"]


def test_the_registry_holds_every_child_once_with_a_masked_id() -> None:
    listed = rows(written("ทะเบียน")[0], 2)[1:]
    assert [row[1] for row in listed] == [str(child["name"]).replace("\u00a0", " ") for child in children()]
    assert all(re.fullmatch("×-××××-×××××-[๐-๙]{2}-[๐-๙]", row[2]) for row in listed)


def test_no_paper_shows_a_citizen_id() -> None:
    for path in made.papers(FORM):
        with zipfile.ZipFile(path) as package:
            words = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
        assert not re.search("[0-9๐-๙]-[0-9๐-๙]{4}-[0-9๐-๙]{5}-[0-9๐-๙]{2}-[0-9๐-๙]|12345[0-9]{8}", words), path.name


@pytest.mark.parametrize("begins", ["ทะเบียน", "รายงานผล"])
def test_the_groups_add_up_to_all(begins: str) -> None:
    groups = rows(written(begins)[0], 0)[1:]
    counted = Counter(child["kind"] for child in children())
    served = Counter(child["kind"] for child in children() if child["status"] == "ได้รับบริการแล้ว")
    assert {row[0]: (number(row[1]), number(row[2])) for row in groups[:-1]} == {kind: (counted[kind], served[kind]) for kind in counted}
    for column in (1, 2, 3):
        assert number(groups[-1][column]) == sum(number(row[column]) for row in groups[:-1])
    assert number(groups[-1][1]) == len(children())


def test_the_schools_add_up_to_all() -> None:
    schools = rows(written("ทะเบียน")[0], 1)[1:]
    counted = Counter(child["school"] for child in children())
    assert {row[1]: number(row[5]) for row in schools[:-1]} == dict(counted)
    assert number(schools[-1][-1]) == len(children())


def test_the_kinds_of_the_report_add_up_and_are_numbered() -> None:
    kinds = rows(written("รายงานผล")[0], 1)[1:]
    counted = Counter((child["kind"], child["detail"]) for child in children())
    assert {(row[1], row[2]): number(row[3]) for row in kinds[:-1]} == dict(counted)
    assert [number(row[0]) for row in kinds[:-1]] == list(range(1, len(counted) + 1))


def test_the_chart_of_the_report_shows_the_registry() -> None:
    with zipfile.ZipFile(written("รายงานผล")[0]) as package:
        (name,) = [name for name in package.namelist() if re.fullmatch(r"word/charts/[^/]+\.xml", name)]
        root = etree.fromstring(package.read(name))
    shown = {}
    for series in root.iter("{*}ser"):
        title, *kinds = [node.text for part in ("tx", "cat") for node in series.find(f"{{*}}{part}").iter("{*}v")]
        shown |= {(kind, title): int(node.text) for kind, node in zip(kinds, series.find("{*}val").iter("{*}v"), strict=True)}
    assert shown == Counter((child["kind"], child["status"]) for child in children())


def test_a_circular_is_the_same_for_every_school_but_for_its_greeting() -> None:
    for begins in ("หนังสือขอสำรวจข้อมูล ๒๕๗๐", "หนังสือเผยแพร่"):
        texts = [paper.text(path).split("\n") for path in written(begins)]
        assert len(texts) == len(made.office().directory("schools"))
        differing = {n for text in texts for n, (one, first) in enumerate(zip(text, texts[0], strict=True)) if one != first}
        assert len(differing) == 1 and all(text[min(differing)].startswith("เรียน\t") for text in texts)


def test_each_school_gets_a_form_with_its_own_numbers() -> None:
    for path in written("แบบติดตาม"):
        school = path.stem.removeprefix("แบบติดตาม ")
        mine = [child for child in children() if child["school"] == school]
        table = rows(path, 0)[1:]
        assert number(table[-1][1]) == len(mine) == sum(number(row[1]) for row in table[:-1])
        assert number(table[-1][2]) == sum(child["status"] == "รอรับบริการ" for child in mine)


def test_a_referral_takes_its_children_from_the_registry() -> None:
    by_name = {str(child["name"]).replace("\u00a0", " "): child for child in children()}
    agencies = made.cases(FORM)[0].values["referral"]["agencies"]
    for path, agency in zip(written("หนังสือประสานส่งต่อ"), agencies, strict=True):
        table = rows(path, 0)[1:]
        assert [number(row[0]) for row in table] == list(range(1, len(agency["sent"]) + 1))
        for row, sent in zip(table, agency["sent"], strict=True):
            child = by_name[str(sent["child"]).replace("\u00a0", " ")]
            assert row[1] == f"{child['name']} {child['school']}".replace("\u00a0", " ") and row[3] == child["detail"]


def test_a_referred_child_who_is_not_in_the_registry_is_a_problem(tmp_path: Path) -> None:
    case = raw()
    case["referral"]["agencies"][0]["sent"][0]["child"] = "เด็กชายไม่มี ในทะเบียน"
    (tmp_path / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    with pytest.raises(GenError, match="E132"):
        read_cases(made.form(FORM), tmp_path / "case.yaml", made.office())


def test_a_child_twice_in_the_registry_is_a_problem(tmp_path: Path) -> None:
    case = raw()
    case["children"].append({**case["children"][0], "name": "เด็กชายอีกชื่อ จำลองศรี"})
    (tmp_path / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    with pytest.raises(GenError, match="E139"):
        read_cases(made.form(FORM), tmp_path / "case.yaml", made.office())


def citizen(n: int) -> str:
    first = f"12345{n:07d}"
    return first + check_digit(first)


def test_hundreds_of_children_stand_in_landscape_under_repeated_headings(tmp_path: Path, soffice: None) -> None:
    case = raw()
    model = case["children"][0]
    case["children"] = [{**model, "name": f"เด็กชาย{'กขคงจฉชซ'[n % 8]}ก {'นมยรลวสห'[n // 8 % 8] * (n // 64 + 1)}", "citizen": citizen(n)} for n in range(400)]
    del case["referral"]
    (file,) = make_one(case, tmp_path, "registry")
    with zipfile.ZipFile(file) as package:
        table = list(etree.fromstring(package.read("word/document.xml")).iter(f"{W}tbl"))[2]
    lines = table.findall(f"{W}tr")
    assert len(lines) == 401 and all(line.find(f"{W}trPr/{W}cantSplit") is not None for line in lines)
    assert [line for line in lines if line.find(f"{W}trPr/{W}tblHeader") is not None] == [lines[0]]
    first, *rest = paper.pages(paper.to_pdf(file, tmp_path))
    assert first.width < first.height and len(rest) > 10
    for n, page in enumerate(rest, 2):
        assert page.width > page.height and f"- {str(n).translate(THAI)} -" in page.text
        assert page.line("เลขประจำตัวประชาชน").bold and page.line("สถานะ").bold
        assert max(box.right for box in page.rules) <= page.width - 1.95
    assert f"{400}".translate(THAI) + " คน" in first.text


def test_early_in_the_work_only_the_survey_is_ready() -> None:
    *_, (_, last) = standing(made.form(FORM), [made.form(FORM).examples], made.office())
    assert [one.paper.key for one in last if not one.missing] == ["survey", "questionnaire"]
    (path,) = written("หนังสือขอสำรวจข้อมูล ๒๕๗๑")
    assert re.search(r"ที่  ศธ ๐๔xxx/ +\t", paper.plain(paper.text(path)))


def test_no_line_leaves_the_margins_and_no_signature_stands_alone(soffice: None) -> None:
    wanted = ("ทะเบียน", "หนังสือประสาน", "รายงานผล", "แบบติดตาม โรงเรียนบ้านนาสมมติ", "หนังสือเผยแพร่ผลการวิจัย โรงเรียนบ้านนาสมมติ")
    files = [path for begins in wanted for path in written(begins)]
    for pdf in paper.to_pdfs(files, made.folder() / "special-pages"):
        for page in paper.pages(pdf):
            assert all(line.left >= 2.95 and line.right <= page.width - 1.9 for line in page.lines), pdf.name
            signed = next((n for n, line in enumerate(page.lines) if line.text.startswith("(นา")), None)
            assert signed is None or len([line for line in page.lines[:signed] if "- " not in line.text]) >= 2, pdf.name
