"""C02, C03, C15 and C23: figures that a later clause takes up again."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, text


@pytest.mark.parametrize(
    ("paragraph", "marked"),
    [
        ("合同金额186.5万元（1856000元）。", "186.5万元（1856000元"),
        ("全年支出为人民币92.4万元（即942000元）。", "92.4万元（即942000元"),
        ("补助1250000元（折合152万元），已到账。", "1250000元（折合152万元"),
        ("中标价30.06万元，即306000元。", "30.06万元，即306000元"),
        ("镇政府每季度拨付30万元，合同经费120万元，四次共拨付120元。", "120元"),
    ],
)
def test_one_amount_in_two_units_that_differ_is_found(paragraph, marked):
    assert marked in of(text(paragraph), Family.MONEY)


@pytest.mark.parametrize(
    "paragraph",
    [
        "合同金额186.5万元（1865000元）。",
        "支出92.43万元（924315.20元）。",
        "合同经费120万元，每人每月补贴120元。",
        "募集3万元（其中现金12000元）。",
        "年度经费24万元，人均200元。",
        "支出118.5万元，结余1.5万元。",
    ],
)
def test_amounts_that_agree_or_are_of_something_else_are_left_alone(paragraph):
    assert of(text(paragraph), Family.MONEY) == []


@pytest.mark.parametrize(
    ("paragraph", "family", "marked"),
    [
        ("全年走访4260人次，电访2915人次。走访和电访合计7185人次。", Family.SUMS, "7185人次"),
        ("小组26个，开展沙龙48个。小组和沙龙共计76个。", Family.SUMS, "76个"),
        ("上门310户、来站90户、电话205户，上门与电话合计505户。", Family.SUMS, "505户"),
        (
            "老人分布在东街132人、西街118人、塔镇96人、桥镇87人、雁镇67人。其中两个街250人，三个镇240人。",
            Family.DISTRICTS,
            "240人",
        ),
        (
            "“关爱员”队伍现有58人，分布于全部3个社区，其中南社区19人、东社区18人、西社区20人。",
            Family.DISTRICTS,
            "58人，分布于全部3个社区，其中南社区19人、东社区18人、西社区20人",
        ),
        (
            "上次抽查的齐全率为65.00%；本次齐全率为92.00%，提高了29个百分点。",
            Family.PERCENT,
            "29个百分点",
        ),
        ("一直在岗的有15人，按岗位数20个计算，稳岗率为71.43%。", Family.PERCENT, "71.43%"),
        ("助浴按每次85元结算，全年2160人次，结算金额18.63万元。", Family.SUMS, None),
    ],
)
def test_what_a_later_clause_makes_of_earlier_figures_is_found(paragraph, family, marked):
    found = of(text(paragraph), family)
    assert found if marked is None else marked in found


@pytest.mark.parametrize(
    "paragraph",
    [
        "全年走访4260人次，电访2915人次。走访和电访合计7175人次。",
        "满意101份、不满意3份、基本满意14份，满意和基本满意合计115份。",
        "走访东街132人、西街118人、塔镇96人。三个镇240人由别的站服务。",
        "老人分布在东街132人、西街118人、塔镇96人、桥镇87人、雁镇67人，三个镇250人。",
        "一直在岗的有15人，以岗位数20个为基数，稳岗率75.00%。",
        "一直在岗的有15人，按岗位数20个计算，流动率为25.00%。",
        "去年满意率为88.00%；今年满意率为92.00%，比上级要求的目标提高2个百分点。",
        "上次齐全率为65.00%；本次齐全率为92.00%，提高了27个百分点。",
        "助浴按每次85元结算，全年2160人次，结算金额18.36万元。",
        "队伍现有57人，分布于全部3个社区，其中南社区19人、东社区18人、西社区20人。",
    ],
)
def test_what_agrees_or_is_told_of_others_is_left_alone(paragraph):
    report = text(paragraph)
    families = (Family.SUMS, Family.DISTRICTS, Family.PERCENT)
    assert [of(report, family) for family in families] == [[], [], []]
