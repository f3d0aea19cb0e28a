"""Facts only from fields: what each paper says when an optional field is empty is what was read and agreed to."""

from __future__ import annotations

import pytest

from tests import absent, made


@pytest.mark.parametrize("name", made.NAMES)
def test_a_paper_without_a_field_says_what_was_agreed(name: str) -> None:
    """Read what changed, then `python -m tests.absent`."""
    assert absent.transcript(name) == (absent.FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_no_sentence_claims_what_no_field_says() -> None:
    """An order that was not typed was not made; nobody who was not counted came."""
    for work in ("admission", "quota", "localgov"):
        text = (absent.FOLDER / f"{work}.txt").read_text(encoding="utf-8")
        block = text.partition("# invitation without order\n")[2].partition("\n\n")[0]
        assert "+ ด้วยสำนักงาน" in block and "\n+ ตามที่" not in f"\n{block}"
    report = (absent.FOLDER / "nonformal.txt").read_text(encoding="utf-8")
    assert "มีผู้เข้าร่วม ๐ คน" not in report and "จากเป้าหมาย ๐ คน" not in report
