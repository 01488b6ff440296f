"""One whole report of another form, with every figure right, and slips put into it one by one."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, remarks, table, text

REPORT = (
    "某市云溪街社工服务站末期评估报告",
    "（2022年9月1日至2023年8月31日）",
    "一、项目概况",
    "云溪街社工服务站位于云溪路18号3楼，由同心社工中心承接，2019年9月起运营，服务覆盖7个社区。",
    (
        "社工站现有工作人员18名，其中社工15名、行政人员2名、后勤人员1名；社工中持证14名，持证率93.33%。"
        "中级社工师5名、助理社工师9名，党员4名。"
    ),
    "经费共计200万元，其中人员经费162万元，占81.00%；活动经费28万元，占14.00%；行政经费10万元，占5.00%。",
    "评估满分100分，由第三方评估（55分）、镇街评价（20分）、督导中心评价（15分）、区民政局评价（10分）组成。",
    "第三方评估55分中，服务监测10分、服务成效15分、运营管理10分、服务质量20分。",
    "总分≥90分为优秀，80分≤总分<90分为良好，60分≤总分<80分为合格，总分<60分为不合格。",
    "评估组于2023年9月12日到站评估，走访了3个社区。",
    (
        "满意度调查发放问卷150份，回收146份，回收率97.33%；其中有效问卷140份。"
        "非常满意102份，满意30份，一般8份，满意率94.29%。"
    ),
    "截至2023年8月31日，个案开案60个、结案52个，完成率分别为100.00%、104.00%。",
    "链接资源折合人民币126,800.50元，其中物资86,300.50元、资金40,500.00元；募集基金15,000.00元。",
    "专业督导24次，其中团体督导12次、个别督导12次。",
    "二、评估结果",
    "第三方评估得分49.85分，镇街评价18.60分，督导中心评价13.80分，区民政局评价9.30分，总分91.55分，等级为优秀。",
    "街道办事处认为社工站配合度高；督导中心肯定协同机制；区民政局认为整改及时。",
    "经核查，社工站不存在一票否决情形，人员费用支出比例为81.00%。",
    "云溪社会组织评估中心",
    "2023年9月25日",
)


def changed(old, new):
    assert sum(old in one for one in REPORT) == 1
    return text(*(one.replace(old, new) for one in REPORT))


def test_a_report_in_which_every_figure_is_right_is_silent():
    assert [(one.family, one.quote) for one in remarks(text(*REPORT))] == []


@pytest.mark.parametrize(
    ("old", "new", "family"),
    [
        ("后勤人员1名", "后勤人员2名", Family.SUMS),
        ("中级社工师5名", "中级社工师6名", Family.SUMS),
        ("活动经费28万元", "活动经费26万元", Family.SUMS),
        ("镇街评价（20分）", "镇街评价（25分）", Family.SUMS),
        ("服务质量20分", "服务质量22分", Family.SUMS),
        ("一般8份", "一般9份", Family.SUMS),
        ("资金40,500.00元", "资金41,500.00元", Family.SUMS),
        ("团体督导12次", "团体督导11次", Family.SUMS),
        ("总分91.55分", "总分91.65分", Family.SUMS),
        ("持证率93.33%", "持证率94.33%", Family.PERCENT),
        ("占14.00%", "占15.00%", Family.PERCENT),
        ("回收率97.33%", "回收率98.33%", Family.PERCENT),
        ("满意率94.29%", "满意率95.29%", Family.PERCENT),
        ("、104.00%", "、104.50%", Family.PERCENT),
        ("2023年9月25日", "2023年9月5日", Family.DATES),
        ("2023年9月25日", "2023年10月31日", Family.DATES),
        ("2019年9月起", "2024年9月起", Family.DATES),
        ("86,300.50元", "86,300.505元", Family.MONEY),
        ("15,000.00元", "15000元", Family.MONEY),
        ("126,800.50元", "126，800.50元", Family.MONEY),
        ("80分≤总分<90分", "80分≤总分<89分", Family.BANDS),
        ("等级为优秀", "等级为良好", Family.BANDS),
        ("区民政局认为整改及时", "大家都好", Family.NARRATIVE),
        ("经核查，社工站不存在一票否决情形，人员", "人员", Family.VETOES),
    ],
)
def test_a_slip_is_found_in_its_family(old, new, family):
    assert of(changed(old, new), family)


def test_the_share_of_time_is_recomputed():
    contract, period = (
        "协议期为2024年1月1日至2024年12月31日。",
        "评估期为2024年1月1日至2024年5月31日。",
    )
    right = text(contract, period, "评估期占协议期的41.67%。")
    assert of(right, Family.PERCENT) == []
    wrong = text(contract, period, "评估期占协议期的45.83%。")
    (one,) = [one for one in remarks(wrong) if one.family is Family.PERCENT]
    assert one.mend == "41.67%"


def test_scores_out_of_a_hundred_are_weighted():
    header = "评估主体|权重|得分|折算分"
    rows = ("第三方|55%|86|47.3", "购买方|20%|90|18", "监督方|25%|80|20", "总分|||85.3")
    assert of(table(header, *rows), Family.SUMS) == []
    assert of(table(header, rows[0].replace("47.3", "47.5"), *rows[1:]), Family.SUMS) == [
        "47.5",
        "85.3",
    ]


def test_an_indicator_stands_in_text_and_table_with_one_figure():
    rows = ("指标|年度指标|完成量|完成率", "上门探访|600|365|60.83%")
    assert of(table(*rows, after=("上门探访365次。",)), Family.CONTRADICTION) == []
    assert of(table(*rows, after=("上门探访356次。",)), Family.CONTRADICTION) == ["356次"]


def test_an_indicator_in_another_unit_is_another_figure():
    rows = ("指标|单位|年度指标|完成量|完成率", "大型活动|个|9|15|166.67%")
    report = table(*rows, after=("大型活动15个。", "大型活动3638人次。"))
    assert of(report, Family.CONTRADICTION) == []
