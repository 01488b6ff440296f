"""A report file is checked with the holidays that the program knows."""

import pytest

from app.reports.checker.base import Family
from app.services.checking import check_file

BODY = (
    "2024年1月16日，评估组到站开展实地评估。",
    *("社工上门看望老人。",) * 6,
    "某某社会组织联合会",
)


@pytest.mark.parametrize(
    ("signed", "late"),
    [("2024年1月30日", False), ("2024年1月31日", True), ("2024年2月26日", True)],
)
def test_a_limit_is_counted_in_known_working_days(tmp_path, signed, late):
    path = tmp_path / "report.txt"
    path.write_text("\n\n".join((*BODY, signed)), "utf-8")
    found = [one.quote for one in check_file(path) if one.family is Family.DATES]
    assert found == ([signed] if late else [])


def test_spring_festival_does_not_count(tmp_path):
    path = tmp_path / "report.txt"
    body = (BODY[0].replace("1月16日", "2月5日"), *BODY[1:], "2024年2月23日")
    path.write_text("\n\n".join(body), "utf-8")
    assert [one.quote for one in check_file(path) if one.family is Family.DATES] == []
