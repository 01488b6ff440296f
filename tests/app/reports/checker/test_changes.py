"""C02: changes, products and what is left."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, table, text


@pytest.mark.parametrize(
    ("paragraph", "right", "wrong"),
    [
        ("队员由86人增加到158人，增加了{}人。", "72", "62"),
        ("空巢老人由52户减少到38户，减少{}户。", "14", "16"),
        ("满意率由90.5%提高到93.0%，提高了{}个百分点。", "2.5", "3.5"),
        ("骨干从12名增至20名（净增{}名）。", "8", "9"),
        ("项目分3期拨款，每期80万元，共{}万元。", "240", "220"),
        ("全年20场，平均每场38人次，共{}人次。", "763", "706"),
        ("人均培训36小时，20名社工共培训{}小时。", "720", "740"),
        ("20名社工每人负责52户，共负责{}户。", "1040", "1400"),
        ("实际支出235.6万元，结余4.4万元，年度经费{}万元。", "240", "204"),
        ("项目经费50000元，支出48200元，结余{}元。", "1800", "2800"),
        ("活动62场，其中大型8场，中小型{}场。", "54", "56"),
        ("调查120人，满意111人，满意度{}。", "92.50%", "95.20%"),
    ],
)
def test_what_a_sentence_reckons_is_right(paragraph, right, wrong):
    families = (Family.SUMS, Family.PERCENT)
    assert [of(text(paragraph.format(right)), one) for one in families] == [[], []]
    assert sum(len(of(text(paragraph.format(wrong)), one)) for one in families) == 1


@pytest.mark.parametrize(
    "paragraph",
    [
        "跌倒的长者由21人减少到13人，减少了38.10%。",
        "队员由86人增加到158人，增加了近一倍。",
        "队员由86人增加到约150人，增加了60多人。",
        "队员由86人增加到158人，新增骨干12人。",
        "每名社工每月探访20户次，6名社工共探访720户次。",
        "每周送餐3次，全年52周，共156次。",
        "全年20场，每场3小时，共760人次参加。",
        "全年20场，每场约38人次，共790人次。",
        "支出48200元，其中结余资金购买2000元，经费另有50000元。",
        "支出48200元，人员费用40000元，结余1800元。",
    ],
)
def test_what_is_no_reckoning_is_left_alone(paragraph):
    assert of(text(paragraph), Family.SUMS) == []


@pytest.mark.parametrize(
    ("rows", "marked"),
    [
        (("月份|应到|实到", "1月|20|20", "2月|20|19.5", "小计|40|39", "3月|20|20"), ["39"]),
        (("月份|应到|实到", "1月|20|20", "小计|20|20", "2月|20|18", "小计|20|18"), []),
        (("月份|应到|到岗率", "1月|20|90%", "2月|20|80%", "小计|40|85%"), []),
    ],
)
def test_a_subtotal_is_that_of_the_rows_above_it(rows, marked):
    assert of(table(*rows), Family.SUMS) == marked
