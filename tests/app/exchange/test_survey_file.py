"""Survey tables: which column is what, and which rows are refused."""

from decimal import Decimal

import pytest

from app.errors import UserError
from app.exchange.survey_file import (
    Scale,
    SurveyColumns,
    propose_columns,
    read_responses,
    satisfaction_of,
)
from app.exchange.tables import paste_table

WORDED = """问卷编号\t姓名\t调查方式\t您对服务总体满意吗\t对环境满意吗\t是否知道站址\t是否了解服务内容\t满意的原因
R1\t甲\t电访\t非常满意\t一般\t是\t否\t态度好
R2\t乙\t走访\t满 意\t满意\t√\t√\t
R3\t丙\t问卷\t不满意\t满意\t\t\t路远"""


def read(text, columns=None):
    table = paste_table(text)
    return read_responses(table, columns or propose_columns(table))


def refusals(result):
    return {one.row: str(one.reason) for one in result.refused}


def test_columns_are_proposed_from_headings_and_what_stands_in_them():
    columns = propose_columns(paste_table(WORDED))
    assert columns == SurveyColumns(
        code=0, way=2, satisfaction=(3,), scale=Scale.WORDS, known=None, answers=(5, 6)
    )


def test_respondents_are_read_and_nothing_else_of_the_table():
    result = read(WORDED)
    assert [(r.code, r.satisfaction, r.known, r.way) for r in result.responses] == [
        ("R1", 100, 1, "电访"),
        ("R2", 80, 2, "走访"),
        ("R3", 40, None, "问卷"),
    ]
    assert result.refused == ()
    assert len({r.source for r in result.responses}) == 3


@pytest.mark.parametrize(
    ("cells", "scale", "values"),
    [
        (("92.5", "100", "0"), Scale.PERCENT, ("92.5", "100", "0")),
        (("92.5%", "4%", "90%"), Scale.PERCENT, ("92.5", "4", "90")),
        (("5", "4", "1"), Scale.FIVE, ("100", "80", "20")),
        (("0.925", "1", "0"), Scale.SHARE, ("92.5", "100", "0")),
        (("５分", "4分", "3分"), Scale.FIVE, ("100", "80", "60")),
    ],
)
def test_the_scale_is_seen_from_the_values(cells, scale, values):
    table = paste_table("满意度\n" + "\n".join(cells))
    columns = propose_columns(table)
    assert columns.scale is scale
    got = [r.satisfaction for r in read_responses(table, columns).responses]
    assert got == [Decimal(value) for value in values]


def test_of_several_columns_the_mean_counts_rounded_half_up():
    result = read("服务满意度\t环境满意度\t态度满意度\n100\t90\t80\n90\t\t85.01\n80\t80\t80.01")
    assert [r.satisfaction for r in result.responses] == [
        Decimal("90.00"), Decimal("87.51"), Decimal("80.00"),
    ]  # fmt: skip


def test_a_number_of_questions_known_goes_before_single_questions():
    table = paste_table(
        "满意度\t知晓数\t是否知道站址\n90\t4\t是\n90\t\t是\n90\t4.5\t是\n90\t101\t否"
    )
    columns = propose_columns(table)
    assert (columns.known, columns.answers) == (1, ())
    result = read_responses(table, columns)
    assert [r.known for r in result.responses] == [4, None]
    assert list(refusals(result)) == [4, 5]


def test_every_refused_row_is_named_with_its_reason():
    result = read(
        "编号\t满意度\t是否知道站址\tway\n"
        "R1\t90\t是\t电访\n"
        "R1\t80\t是\t电访\n"
        "13800138000\t80\t是\t电访\n"
        "11010519491231002X\t80\t是\t电访\n"
        "R4\t101\t是\t电访\n"
        "R5\t-1\t是\t电访\n"
        "R6\t好\t是\t电访\n"
        "R7\t90\t也许\t电访\n"
        "R8\t\t\t电访\n"
        f"{'R' * 65}\t90\t是\t电访\n"
        "R9\t90\t是\t拨打13800138000\n"
        "R10\t90\t是\t电访\n"
    )
    assert [r.code for r in result.responses] == ["R1", "R10"]
    reasons = refusals(result)
    assert list(reasons) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    for row, words in {
        3: "further up",
        4: "mobile phone",
        5: "ID card",
        6: "from 0 to 100",
        7: "from 0 to 100",
        8: "“好”",
        9: "neither yes nor no",
        10: "neither satisfaction",
        11: "longer than 64",
        12: "mobile phone",
    }.items():
        assert words in reasons[row]


def test_a_refused_row_does_not_take_its_code_away():
    result = read("编号\t满意度\nR1\t300\nR1\t90")
    assert [r.satisfaction for r in result.responses] == [90]


def test_without_any_column_nothing_is_read():
    table = paste_table("甲\t乙\n1\t2")
    assert propose_columns(table) == SurveyColumns()
    with pytest.raises(UserError, match="Choose a column"):
        read_responses(table, SurveyColumns(code=0))


@pytest.mark.parametrize("text", ["", "x", "1e5", "nan", "-1", "100.1", "５６７８９０１", "--5"])
def test_what_is_no_percentage_is_refused(text):
    with pytest.raises(UserError):
        satisfaction_of(text, Scale.PERCENT)
