"""C23: districts told in several paragraphs and in tables."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, table, text

TOLD = ("第一片区的工作扎实。登记困难群众300人。", "第二片区的工作平稳。登记困难群众250人。")


@pytest.mark.parametrize(("stated", "marked"), [("550人", []), ("560人", ["560人"])])
def test_districts_of_several_paragraphs_add_up_to_the_whole(stated, marked):
    assert of(text(f"全站登记困难群众{stated}。", *TOLD), Family.DISTRICTS) == marked


@pytest.mark.parametrize(
    ("rows", "marked"),
    [
        (("片区|困难群众|探访", "第一片区|300|8", "第二片区|250|9"), []),
        (("片区|困难群众|探访", "第一片区|310|8", "第二片区|250|9"), ["300人"]),
        (("项目|第一片区|第二片区", "困难群众（人）|300|255"), ["250人"]),
        (("片区|应登记困难群众", "第一片区|310", "第二片区|255"), []),
        (("项目|合计", "困难群众|560"), ["560"]),
        (("项目|合计", "困难群众|550"), []),
    ],
)
def test_what_a_district_tells_is_in_its_cell(rows, marked):
    assert of(table(*rows, after=TOLD), Family.DISTRICTS) == marked
