"""Exports beside the report, through the visit: who may make them, and what is in them."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.errors import UserError
from app.services.exports import WriteSummary
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
