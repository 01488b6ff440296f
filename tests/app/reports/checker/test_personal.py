"""C25: what belongs to a person."""

import pytest

from app.reports.checker.base import Facts
from app.reports.checker.personal import personal
from app.rules.problem import Severity
from tests.app.reports.checker.texts import report, said

PUBLIC = Facts(public=True, people=("评委甲", "社工A"))


@pytest.mark.parametrize(
    ("text", "quote", "mend"),
    [
        ("家属电话13812345678。", "13812345678", "138******78"),
        ("联系138 1234 5678。", "138 1234 5678", "138 **** **78"),
        ("全角１３８１２３４５６７８", "１３８１２３４５６７８", "１３８******７８"),
        ("身份证11010519491231002X。", "11010519491231002X", "110*************2X"),
        ("服务对象李某某", None, None),
        ("服务对象陈秀英，78岁。", "陈秀英", "陈某"),
        ("社工上门看望黄玉兰婆婆。", "黄玉兰", "黄某"),
        ("由黄玉兰婆婆讲述", None, None),
    ],
)
def test_numbers_and_names_of_service_users_are_marked(text, quote, mend):
    found = said(personal, text)
    assert (quote, mend) in found if quote else found == []


@pytest.mark.parametrize(
    "text",
    [
        "服务对象满意度较高",
        "居民安全意识增强，长者高龄津贴",
        "服务热线：020-83123456",
        "经费2400000元，2024年1月16日",
        "困境儿童关爱服务",
    ],
)
def test_words_hotlines_and_figures_are_left_alone(text):
    assert said(personal, text, facts=PUBLIC) == []


def test_a_version_for_everybody_is_looked_at_more_strictly():
    text = "评委甲走访，到人民路76号3栋402房，联系13812345678。"
    assert [quote for quote, _ in said(personal, text)] == ["13812345678"]
    assert [quote for quote, _ in said(personal, text, facts=PUBLIC)] == [
        "评委甲", "人民路76号3栋402房", "13812345678"
    ]  # fmt: skip
    (number,) = [one for one in personal(report(text, facts=PUBLIC)) if one.quote.startswith("138")]
    assert number.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("社工协助黎志明家属申请救助。", ["黎志明"]),
        ("评委签名：陈志强", ["陈志强"]),
        ("梁某（440106195213324521）住院。", ["440106195213324521"]),
        ("独居长者住石溪村东巷12号3栋501房。", ["石溪村东巷12号3栋501房"]),
        ("李某一家得到帮助，向老人家属了解情况。", []),
        ("社工站位于石溪村大街12号，长者来得多。", []),
        ("评委签名：", []),
        ("其中，张伟强因病致贫，石溪村因病致贫的有三户。", ["张伟强"]),
    ],
)
def test_relatives_signatures_and_doors_tell_who_somebody_is(text, quotes):
    assert [quote for quote, _mend in said(personal, text)] == quotes


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("案主何秀英情绪稳定。", "何秀英"),
        ("如梁玉兰老人，社工每周探访。", "梁玉兰"),
        ("社工与张志强的家属联系。", "张志强"),
        ("社工站探访大塘村三巷5号302房的独居长者。", "大塘村三巷5号302房"),
    ],
)
def test_a_whole_name_or_a_door_beside_who_is_served_is_told(text, quote):
    assert quote in " ".join(one for one, _ in said(personal, text))


def test_words_beside_who_is_served_are_no_names():
    texts = ("为单亲家庭、高龄家庭减压，向家属说明。", "服务对象满意，老人于春节得到慰问。", "案主应急能力增强。")  # fmt: skip
    assert said(personal, *texts, "社工站位于人民路8号302室。") == []
