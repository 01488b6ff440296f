"""C25: what belongs to a person."""

import pytest

from app.reports.checker.base import Facts
from app.reports.checker.personal import personal
from app.rules.problem import Severity
from tests.app.reports.checker.texts import TITLE, report, said

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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("住仁和里27号的关锦添患尿毒症，社工陪他就诊。", ["关锦添"]),
        ("感谢信写明了梁玉燕女士被丈夫殴打多年。", ["梁玉燕"]),
        ("简报登了“榕树巷12号203房的韩彩娣阿姨，今年71岁”。", ["韩彩娣"]),
        ("抽查到的个案（其中低保户邝桂芳，电话缺一位）。", ["邝桂芳"]),
        ("介入独居长者谭润娣（榕荫里 18 号 302 房）的个案。", ["谭润娣"]),
        ("社工为罗细妹申请了临时救助，并陪诊六次。", ["罗细妹"]),
        ("麦少芬的儿子服刑，社工每周上门看望。", ["麦少芬"]),
        ("家长冼焕珍带着患自闭症的孩子来求助。", ["冼焕珍"]),
    ],
)
def test_a_full_name_in_a_sentence_about_help_is_told(text, names):
    people = [one for one, _ in said(personal, text) if not any(c.isdigit() for c in one)]
    assert people == names


@pytest.mark.parametrize(
    "text",
    [
        "社工陈桂芳、梁伟强探访独居长者，主任麦少芬签字。",
        "罗玉珍社工跟进困难家庭，李志明督导提供意见。",
        "镇长王建华看望困难群众，爱心人士陈锦棠捐款慰问长者。",
        "石井街、黄石村和白云花园的独居长者较多。",
        "何贤纪念医院为长者义诊，金桂社区的居民参加。",
        "向老人宣传安全用电，安排长者体检，高龄津贴按时申请。",
        "服务对象陈某某、梁姨和长者C都得到帮助，学习雷锋，帮助邻居。",
        "《邓小平文选》和《李玉和》的读书会有老人参加。",
        "住房困难的家庭、住院的长者和住在村里的老人都得到帮助。",
    ],
)
def test_colleagues_donors_places_and_masked_names_are_left_alone(text):
    assert said(personal, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "现将青禾街社工站中期评估报告予以公示，公示期五个工作日。",
        "公示公告",
        "一、公示说明",
    ],
)
def test_a_report_that_says_it_is_shown_to_everybody_names_nobody(text):
    found = said(personal, TITLE, text, "站长林晓峰认为可行。", "评委签名：何大同、评委乙。")
    assert [one for one, _ in found] == ["林晓峰", "何大同"]


@pytest.mark.parametrize(
    "text",
    [
        "残疾证号44018319700305123452。",
        "接送车辆粤A12B34。",
        "医保卡号：A12345678",
        "低保证号440183000123",
    ],
)
def test_papers_and_number_plates_belong_to_a_person(text):
    assert len(said(personal, text)) == 1


def test_colleagues_who_are_blamed_are_told_too():
    text = "重视培训签到（社工何美玲、周志强多次缺席），社工陈桂芳讲课。"
    assert [one for one, _ in said(personal, text)] == ["何美玲", "周志强"]
