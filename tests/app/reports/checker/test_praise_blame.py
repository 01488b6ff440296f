"""C19: one thing praised and blamed for the same quality, and two things that only look like one."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, text


def marked(praise, blame):
    parts = ("（一）运营管理", "值得肯定的地方", f"1.{praise}", "需要关注的地方", f"1.{blame}")
    return len(of(text(*parts), Family.CONTRADICTION))


@pytest.mark.parametrize(
    ("praise", "blame"),
    [
        ("督导记录每月都有，内容翔实。", "督导记录缺了三个月，多为事后补记。"),
        ("台账做到日清月结，没有缺漏。", "台账有两个月没有登记。"),
        ("转介机制顺畅，每单都有回执。", "转介回执大多缺失，衔接脱节。"),
        ("志愿者队伍活跃，出勤率高。", "志愿者队伍不活跃，多数只登记不参加。"),
        ("探访记录各有侧重，没有雷同。", "探访记录雷同较多，有照抄的痕迹。"),
        ("个案计划目标明确、可测量。", "个案计划目标笼统，难以测量。"),
        ("社工站人手充足，岗位全部配齐。", "社工站长期缺编，岗位空缺三个月。"),
        ("财务审批规范，附件齐全。", "财务凭证附件不全，审批手续不规范。"),
        ("应急预案完备，每季度演练。", "应急预案没有演练过，社工不熟悉流程。"),
        ("居民对社工站的知晓度高。", "居民对社工站知晓度偏低。"),
        ("公示栏更新及时。", "公示栏还是去年的内容。"),
        ("例会纪要写得很细。", "例会纪要过于简单。"),
    ],
)
def test_one_thing_is_not_praised_and_blamed_for_the_same(praise, blame):
    assert marked(praise, blame) == 1


@pytest.mark.parametrize(
    ("praise", "blame"),
    [
        ("督导记录每月都有，内容翔实。", "探访记录过于简单。"),
        ("台账登记及时。", "月报报送滞后。"),
        ("转介机制顺畅。", "例会衔接不畅。"),
        ("志愿者队伍活跃。", "个别志愿者不活跃。"),
        ("探访记录各有侧重。", "部分探访记录雷同。"),
        ("个案计划目标明确。", "小组计划目标笼统。"),
        ("人手充足，岗位配齐。", "建议避免缺编。"),
        ("财务审批规范。", "采购流程不规范。"),
        ("应急预案完备。", "2份应急预案没有登记日期。"),
        ("档案齐全，借阅有登记。", "档案柜的标签没有更新。"),
        ("会议记录完整。", "会议室借用登记混乱。"),
        ("宣传及时，公开栏每月更新。", "宣传形式笼统，缺少亮点。"),
        ("队伍稳定，配备充足。", "儿童服务人手不足。"),
        ("考勤制度严格。", "去年考勤混乱，今年已经改变。"),
        ("服务计划具体。", "需求报告笼统。"),
        ("个案记录详实。", "如果个案记录过于简单，督导会退回。"),
        ("培训计划明确。", "培训课件没有归档。"),
        ("社区知晓度高。", "街道对社工的政策知识不熟悉。"),
        ("与居委会衔接顺畅。", "与派出所的衔接不畅。"),
        ("热线登记完整。", "热线回访不及时。"),
    ],
)
def test_two_things_or_two_qualities_may_differ(praise, blame):
    assert marked(praise, blame) == 0


def test_two_districts_may_differ():
    parts = (
        "（一）第一片区",
        "值得肯定的地方：探访记录写得很细。",
        "（二）第二片区",
        "需要关注的地方：探访记录过于简单。",
    )
    assert of(text(*parts), Family.CONTRADICTION) == []
