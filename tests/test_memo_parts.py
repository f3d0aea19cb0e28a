"""What superiors write on a memo, signers side by side, and a signer whom the settings do not know."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.case import read_cases
from generator.context import context
from generator.errors import GenError, Place
from generator.fields import Field, read, show
from generator.office import Signer
from generator.render import Template
from tests import made, paper
from tests.made import office

SIGNER = Field("signer", "ผู้ลงนาม", "signer")
TYPED = "นางบุญจันทร์ ลีกลาง\nนักวิชาการศึกษาชำนาญการ\nรักษาราชการแทนผู้อำนวยการกลุ่ม"


def words(tmp_path: Path, **values: Any) -> list[str]:
    """The lines of a memo with other values than those of the first example."""
    form = made.form("memo")
    case = made.cases("memo")[1]
    case = replace(case, values={**case.values, **values})
    file = tmp_path / "memo.docx"
    file.write_bytes(Template(form.papers[0].template).render(context(case, form.papers[0], office())))
    return paper.plain(paper.text(file)).split("\n")


def opinion(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"signer": office().signers[key], "kind": kind, "title": None, "text": (), **more}


@pytest.mark.parametrize("typed", [TYPED, TYPED.replace("\n", " / ")])
def test_a_signer_of_no_setting_is_read_by_lines_and_shown_so_that_it_is_read_again(typed: str) -> None:
    found, said = read(SIGNER, typed, Place("a"), office())
    assert said is None and isinstance(found, Signer) and found.key == "" and str(found) == "นางบุญจันทร์ ลีกลาง"
    assert found.lines == ("นักวิชาการศึกษาชำนาญการ", "รักษาราชการแทนผู้อำนวยการกลุ่ม")
    assert read(SIGNER, show(SIGNER, found), Place("a"), office()) == (found, None)


@pytest.mark.parametrize("typed", ["นายใคร ก็ไม่รู้", "123\nผู้อำนวยการ"])
def test_what_is_neither_known_nor_a_name_and_a_position_is_told(typed: str) -> None:
    found, said = read(SIGNER, typed, Place("a"), office())
    assert found is None and said is not None and said.fatal


@pytest.mark.parametrize("count", range(6))
def test_each_opinion_has_its_place_to_sign_in_the_order_that_the_memo_goes_up(count: int, tmp_path: Path) -> None:
    keys = [*office().signers] * 2
    found = words(tmp_path, opinions=tuple(opinion(key, "ความเห็น") for key in keys[:count]), cosigners=())
    assert sum(line.startswith("วันที่ ....") for line in found) == count
    assert [line for line in found if line.startswith("ความเห็น")] == [
        f"ความเห็น{paper.plain(_own(office().signers[key]))}" for key in keys[:count]]  # fmt: skip


def _own(signer: Signer) -> str:
    post = signer.lines[0]
    acts = post.endswith("ปฏิบัติราชการแทน")
    return (post.removesuffix(" ปฏิบัติราชการแทน") if acts else " ".join(signer.lines)).replace("1", "๑")


def test_a_decision_has_two_boxes_and_a_written_opinion_no_dotted_line(tmp_path: Path) -> None:
    rows = (opinion("head", "ความเห็น", title="ความเห็นเจ้าหน้าที่การเงิน", text=("มีเงินพอ",)), opinion("director", "อนุญาตหรือไม่อนุญาต"))
    found = words(tmp_path, opinions=rows, cosigners=())
    assert "ความเห็นเจ้าหน้าที่การเงิน" in found and "มีเงินพอ" in found
    assert "(   ) อนุญาต" in found and any(line.startswith("(   ) ไม่อนุญาต เพราะ") for line in found)


def test_a_deputy_gives_an_opinion_for_nobody_else(tmp_path: Path) -> None:
    found = words(tmp_path, opinions=(opinion("deputy", "ความเห็น"),), cosigners=())
    assert not any("ปฏิบัติราชการแทน" in line for line in found)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_all_who_sign_together_stand_once(count: int, tmp_path: Path) -> None:
    others = [replace(office().signers["head"], key="", person=made.cases("order")[1].values["committees"][1]["members"][n]["name"])
              for n in range(1, count + 1)]
    found = words(tmp_path, cosigners=tuple({"signer": one} for one in others), opinions=())
    for one in (office().signers["head"], *others):
        assert found.count(paper.plain(one.signature)) == 1


def test_one_person_does_not_sign_twice(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(made.form("memo").examples.read_text(encoding="utf-8").replace(
        '- {signer: "นายอนุชา ทองภู\\nเจ้าพนักงานธุรการชำนาญงาน"}', "- {signer: head}"), encoding="utf-8")
    with pytest.raises(GenError, match="E154"):
        read_cases(made.form("memo"), file, office())
