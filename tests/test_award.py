"""Awards: a row one, its lines as typed, and nothing where nothing is wished."""

from __future__ import annotations

from tests import made, paper


def test_each_row_is_an_award_with_its_lines_as_typed() -> None:
    first, second = (paper.plain(paper.text(file)).split("\n") for file in sorted(made.papers("award"), key=lambda one: "ที่" not in one.name))
    assert "เลขที่ ๑/๒๕๗๐" in first and first[first.index("เด็กหญิงขวัญข้าว ใจงาม") + 1 :][:4] == [
        "โรงเรียนบ้านนาสมมติ", "ได้รับรางวัลชนะเลิศ การแข่งขันคัดลายมือ", "งานมหกรรมวิชาการ ประจำปี ๒๕๗๐",
        "ขอให้มีความสุขความเจริญ และประสบความสำเร็จในชีวิตสืบไป",
    ]  # fmt: skip
    assert not any(line == "-" or line.startswith("ขอให้") for line in second)
