"""C02 and C03: totals with sub-totals, means, products and rules, which are no plain sums."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, remarks, table, text

HEAD = "片区|村（社区）|在册人数|探访人次"


def halves(first: str = "210|300", total: str = "390|550") -> tuple[str, ...]:
    return (
        HEAD,
        "东片区|石坝村|120|180",
        "|上涌村|90|120",
        f"|小计|{first}",
        "西片区|横岗村|80|110",
        "|水尾村|100|140",
        "|小计|180|250",
        f"合计|4个|{total}",
    )


def test_sub_totals_are_not_added_again():
    assert remarks(table(*halves())) == ()


@pytest.mark.parametrize(
    ("rows", "marked"),
    [
        (halves(first="201|300"), ["201"]),
        (halves(total="390|560"), ["560"]),
    ],
)
def test_a_sub_total_and_a_total_that_do_not_add_up_are_found(rows, marked):
    assert of(table(*rows), Family.SUMS) == marked


@pytest.mark.parametrize(
    "rows",
    [
        ("类别|人数", "长者|60", "其中：独居长者|18", "儿童|40", "合计|100"),
        (
            "片区|对象|得分",
            "东片|286|17.2",
            "中片|214|17.0",
            "西片|215|16.8",
            "合计或平均|715|17.0",
        ),
        ("片区|次数", "东片|12", "西片|14", "平均|13"),
        (
            "指标|满分|得分",
            "投入|20|18",
            "其中：人员|12|11",
            "其中：经费|8|7",
            "产出|80|73",
            "总分|100|91",
        ),
        ("项目|数量", "探访|40", "东片|25", "西片|15", "合计|40"),
    ],
)
def test_parts_of_parts_and_means_are_left_alone(rows):
    assert remarks(table(*rows)) == ()


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("为17个助餐点各增配保温箱2个，共计34个。",),
        ("给9个社区每个社区发放急救包3个，共计27个。",),
        ("全年供餐252天，供餐201,600份，日均800份，其中堂食141,120份、送餐60,480份。",),
        ("应到岗55人次，实到岗83人次。办法规定，累计缺少5人次以上的定为不合格。",),
        ("核定社工22名，空缺1名，在岗率95.45%。",),
        ("收回有效问卷118份，其中不满意3份，满意与基本满意合计占97.46%。",),
        ("全年结案58个。", "协议约定的年度指标依次为接案60个、结案60个、小组24个。"),
        (
            "购买方评估得分：18.10分。",
            "督导中心评估得分：13.30分。",
            "民政部门评估得分：8.60分。",
            "第三方的各项相加为47.00分，见上文。",
            "四方合计87.00分。",
        ),
        ("收到意见23条，采纳18条，未采纳5条，采纳率78.26%。",),
        ("有效问卷196份，其中非常满意120份，满意60份，一般12份，不满意4份，满意率91.84%。",),
        ("社工18人，其中持证15人（中级4人、助理11人），另有督导1人、财务1人，合计20人。",),
        ("服务对象1560人，其中60岁以上老人920人，80岁以上老人210人，独居老人86人。",),
        ("社工甲负责长者领域（服务对象126人），社工乙负责儿童领域（服务对象98人）。",),
        ("总分：困难总分的平均值由18.5分降到13.9分。",),
    ],
)
def test_products_rules_and_complements_are_left_alone(paragraphs):
    found = remarks(text(*paragraphs))
    assert not {one.family for one in found} & {Family.SUMS, Family.PERCENT}


@pytest.mark.parametrize(
    ("paragraph", "family"),
    [
        ("投放大号箱18个、中号箱12个、小号箱5个，合计36个。", Family.SUMS),
        ("全年供餐252天、600份，其中堂食700份、送餐200份。", Family.SUMS),
        ("应到岗55人次，实到岗83人次，超配18人次。", Family.SUMS),
        ("核定社工22名，空缺2名，空缺率4.55%。", Family.PERCENT),
        ("收回有效问卷118份，其中满意101份，占95.59%。", Family.PERCENT),
    ],
)
def test_what_no_reading_bears_out_is_still_found(paragraph, family):
    assert of(text(paragraph), family)
