"""C02: two halves against their whole, rows of tables, and grades of certificates."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, remarks, table, text


@pytest.mark.parametrize(
    ("paragraph", "marked"),
    [
        ("本站社工22名，持证社工17名，非持证社工6名。", "22名，持证社工17名，非持证社工6名"),
        ("队员共45名，男队员18名，女队员28名。", "45名，男队员18名，女队员28名"),
        (
            "机构派驻员工18人。专职人员15人，兼职人员4人。",
            "18人。专职人员15人，兼职人员4人",
        ),
        (
            "在册家庭320户，户籍家庭210户，非户籍家庭120户。",
            "320户，户籍家庭210户，非户籍家庭120户",
        ),
        (
            "配备社工10名。女性8名、男性2名；持证8名、未持证3名；本科7名。",
            "10名。女性8名、男性2名；持证8名、未持证3名",
        ),
    ],
)
def test_halves_make_their_whole(paragraph, marked):
    assert of(text(paragraph), Family.SUMS) == [marked]


@pytest.mark.parametrize(
    "paragraph",
    [
        "工作人员23名，持证社工13名，非持证社工8名，行政人员2名。",
        "本站社工20名，其中党员社工6名，持证社工15名，非持证社工5名。",
        "社工20名，男5名，女15名；持证16名，未持证4名。",
        "全站24人，社工21名，持证14名、非持证7名，另有行政3名。",
        "接访120人，男性50人，女性70人，未成年人12人。",
        "访谈社工6名。全站持证社工12名，非持证社工3名。",
    ],
)
def test_halves_of_something_else_are_left_alone(paragraph):
    assert of(text(paragraph), Family.SUMS) == []


def test_grades_are_held_against_those_who_hold_one_wherever_these_are_named_again():
    sentence = "社工15名，持证社工12名，非持证社工3名；持证社工中有中级社工师4名、助理社工师{}名。"
    assert of(text(sentence.format(8)), Family.SUMS) == []
    (marked,) = of(text(sentence.format(7)), Family.SUMS)
    assert marked.startswith("12名")
    assert marked.endswith("7名")


@pytest.mark.parametrize(
    ("rows", "marked"),
    [
        (("人员|7月|8月|9月|合计", "应到岗|9|9|9|27", "实到岗|9|8.5|9|26"), ["26"]),
        (("片区|探访|活动|合计", "东片|3|4|7", "西片|5|6|11", "南片|2|2|5"), ["5"]),
        (("项目|东片|西片|合计", "在册人数|120|130|260"), ["260"]),
        (("指标|第一季度|第二季度|累计", "家访|100|120|220", "电访|80|90|180"), ["180"]),
        (("人员|上半年|下半年|全年合计", "督导次数|12|—|12", "培训次数|6|7|14"), ["14"]),
    ],
)
def test_rows_are_held_against_their_own_totals(rows, marked):
    assert of(table(*rows), Family.SUMS) == marked


@pytest.mark.parametrize(
    "rows",
    [
        ("指标|7月|8月|本期累计|年度累计", "家访|100|120|220|400", "电访|80|90|170|300"),
        ("人员|7月|8月|9月|合计", "应到岗|15|15|15|45", "持证率|80%|82%|85%|82.33%"),
        ("指标|年度目标|上半年|累计|完成率", "家访|1200|620|620|51.67%", "电访|900|90|90|10.00%"),
        ("姓名|职务|合计", "甲|站长|3", "乙|社工|4"),
        ("类别|目标|完成|合计", "甲|3|4|4", "乙|5|6|6"),
    ],
)
def test_a_total_of_other_columns_is_left_alone(rows):
    assert of(table(*rows), Family.SUMS) == []


@pytest.mark.parametrize(
    ("head", "rows", "marked"),
    [
        ("差额", ("全部|240|241.5|1.5", "持证|120|118|2"), [("2", "-2")]),
        ("超配", ("全部|240|241.5|1.5", "持证|120|118|2"), [("2", "-2")]),
        ("缺编", ("全部|240|238|2", "持证|120|118|2"), []),
        ("差额", ("全部|240|238|2", "持证|120|118|2"), []),
        ("超/缺", ("全部|240|241|+1", "持证|120|118|-2"), []),
    ],
)
def test_a_shortage_is_not_written_like_a_surplus(head, rows, marked):
    report = table(f"项目|应到岗|实到岗|{head}", *rows)
    assert [(one.quote, one.mend) for one in remarks(report)] == marked
