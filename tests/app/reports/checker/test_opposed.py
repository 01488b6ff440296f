"""C19 in other words: what is praised in one place and blamed in another."""

import pytest

from app.reports.checker.opposed import check_opposed
from tests.app.reports.checker.reports import text


def marked(praise, blame, *more):
    report = text("一、评估", "1.值得肯定的地方", praise, "2.需要关注的地方", blame, *more)
    return [one.quote for one in check_opposed(report)]


@pytest.mark.parametrize(
    ("praise", "blame"),
    [
        ("（1）台账更新及时，每周签名。", "（1）台账更新滞后，一个月才补一次。"),
        ("（1）交接做得细，接手的社工逐户上门。", "（1）交接工作较为粗疏，没有写明计划。"),
        ("（1）探访记录详实，写明了需求。", "（1）探访记录过于简单，多数只有一句话。"),
        ("（1）社工团队稳定，配合默契。", "（1）片区社工更换较为频繁，居民不熟。"),
        ("（1）人员配备充足，分工清楚。", "（1）社工人手紧缺，周末无人值班。"),
        ("（1）居民参与踊跃，场场满座。", "（1）居民参与度不高，居民参与冷清。"),
        ("（1）与居委会沟通顺畅，有事随叫随到。", "（1）与居委会沟通脱节，名单对不上。"),
        ("（1）服务形式丰富，深受欢迎。", "（1）服务形式单一，多为讲座。"),
        ("（1）安全预案齐备，全年消防演练4次。", "（1）全年没有组织消防演练，应当补做。"),
        ("（1）电梯宣传受欢迎，半年更换主题13个。", "（1）电梯宣传内容半年没有更新。"),
        ("（1）培训记录均有签到表。", "（1）抽查的培训记录中有6份缺少签到表。"),
        ("（1）值班安排得井井有条。", "（1）热线没有固定的值班表，晚上漏接。"),
        ("（1）三方对初稿均无异议。", "（1）街道办事处对报告提出3条修改意见。"),
    ],
)
def test_what_is_praised_and_blamed_in_other_words_is_marked(praise, blame):
    assert len(marked(praise, blame)) == 1


@pytest.mark.parametrize(
    ("praise", "blame"),
    [
        ("（1）台账更新及时，每周签名。", "（1）月报报送滞后，迟于规定时间。"),
        ("（1）个案记录详实，写明了需求。", "（1）小组记录过于简单，只有签到表。"),
        ("（1）社工团队稳定，配合默契。", "（1）志愿者队伍流动较大，骨干不多。"),
        ("（1）档案资料齐全，目录清楚。", "（1）个别档案资料缺失，建议补齐。"),
        ("（1）制度健全，上墙公示。", "（1）制度执行不够到位，抽查有两处。"),
        ("（1）记录完整，签名齐全。", "（1）建议记录更加完整，避免过于简单。"),
        ("（1）全年开展消防演练4次。", "（1）没有组织防溺水演练，应当补做。"),
        ("（1）上半年督导12次，次次有记录。", "（1）志愿者从未接受督导，建议补上。"),
        ("（1）培训记录均有签到表。", "（1）抽查的活动记录中有6份缺少照片。"),
        ("（1）区民政局对初稿无异议。", "（1）社工站提出3条修改意见，均已采纳。"),
        ("（1）财务制度规范，账目清楚。", "（1）没有固定的值班表，晚上漏接。"),
        ("（1）居民参与踊跃，场场满座。", "（1）青年参与冷清，到场的多为长者。"),
        ("（1）探访及时，回应迅速。", "（1）上年探访滞后的问题已经改变。"),
    ],
)
def test_blame_of_something_else_or_of_a_part_is_no_contradiction(praise, blame):
    assert marked(praise, blame) == []


def test_districts_are_praised_and_blamed_apart():
    east = ("（一）第一片区", "值得肯定的地方：", "台账更新及时。")
    west = ("（二）第二片区", "需要关注的地方：", "台账更新滞后。")
    assert list(check_opposed(text("一、评估", *east, *west))) == []
    same = (
        "（一）第一片区",
        "值得肯定的地方：",
        "台账更新及时。",
        "需要关注的地方：",
        "台账更新滞后。",
    )
    assert len(list(check_opposed(text("一、评估", *same)))) == 1
