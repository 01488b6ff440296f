"""Exports beside the report, through the visit: who may make them, and what is in them."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.errors import UserError
from app.reports.kinds import Kind, Version
from app.services.exports import WriteSummary, write_all
from app.services.making import Made
from tests.app.conftest import score_all, sheet_of


def collected(day, **points):
    for who, given in points.items():
        visit = day.open_for(who)
        score_all(visit, given)
        day.visit.collecting.collect([sheet_of(visit)])
        visit.close()


def test_the_summary_is_written_with_what_is_there_and_changes_nothing(day, tmp_path):
    collected(day, jia="8")
    before = day.visit.changed_at
    path = WriteSummary(day.visit.exports.summary(), tmp_path / "汇总.xlsx")()
    page = load_workbook(BytesIO(path.read_bytes()))["第一片区"]
    (row,) = [row for row in page.iter_rows(min_row=5) if row[0].value == "服务计划"]
    assert [cell.value for cell in row[1:4]] == [10, 8, "未评"]
    assert day.visit.changed_at == before


def test_a_panelist_makes_no_summary(panelist):
    with pytest.raises(UserError):
        panelist.exports.summary()


def test_a_summary_that_cannot_be_written_is_refused_and_leaves_what_was_there(day, tmp_path):
    (tmp_path / "汇总.xlsx").mkdir()
    with pytest.raises(UserError, match="folder"):
        WriteSummary(day.visit.exports.summary(), tmp_path / "汇总.xlsx")()


def documents(*parts):
    return [Made(Kind.LETTER, f"new {part}".encode(), Version.FINAL, part) for part in parts]


def contents(folder):
    return {path.name: path.read_bytes().decode() for path in folder.iterdir()}


def test_a_name_that_nobody_chose_takes_no_place_of_an_edited_file(tmp_path):
    (tmp_path / "函（甲）.docx").write_text("edited")
    paths = write_all([(one, tmp_path / "函.docx") for one in documents("甲", "乙")])
    assert [path.name for path in paths] == ["函（甲）.docx", "函（乙）.docx"]
    assert contents(tmp_path) == {
        "函（甲）.docx": "new 甲",
        "函（甲）（1）.docx": "edited",
        "函（乙）.docx": "new 乙",
    }


def test_a_chosen_name_is_replaced_and_one_by_rule_is_kept(tmp_path):
    (one,) = documents("")
    for named in (True, False):
        (tmp_path / "函.docx").write_text("edited")
        write_all([(one, tmp_path / "函.docx")], named=named)
    assert contents(tmp_path) == {"函.docx": "new ", "函（1）.docx": "edited"}


def test_when_one_cannot_be_written_none_is_and_what_was_there_is_back(tmp_path):
    """The third name is longer than a file's may be."""
    (tmp_path / "函（甲）.docx").write_text("edited")
    made = [(one, tmp_path / "函.docx") for one in documents("甲", "乙")]
    (bad,) = documents("")
    with pytest.raises(UserError, match="cannot be written"):
        write_all([*made, (bad, tmp_path / f"{'长' * 300}.docx")])
    assert contents(tmp_path) == {"函（甲）.docx": "edited"}
