"""C10, C12: what a slip leaves behind in the words around it."""

import pytest

from app.reports.checker.slipped import slipped
from tests.app.reports.checker.texts import said

COMMON = (
    "服务计划清楚，服务计划可行。评估结束后评估报告送达。"
    "服务质量、服务指标、服务成效、服务对象、服务需求。"
)


@pytest.mark.parametrize(
    ("text", "quote", "mend"),
    [
        ("评委要尊尊重原创成果。", "尊", ""),
        ("建议议督导陪同。", "议", ""),
        ("落实各项制度度建设。", "度", ""),
        ("报告在评结估束后送达。", "结估", "估结"),
        ("导致服计划暂时不清。", "服", "服务"),
        ("开展报务以来，情况良好。", "报务", "服务"),
    ],
)
def test_a_slip_is_known_by_the_pieces_that_it_leaves(text, quote, mend):
    assert (quote, mend) in said(slipped, COMMON, text)


@pytest.mark.parametrize(
    "text",
    [
        "谢村村、钟一村的社区居民一一走访，请您说说想法。",
        "达到目的的方法，和谐的氛围，对对象分级，其中中期评估合格。",
        "没有扣分，三图一表齐全，社工工作认真。",
        "分级集中在三、四级，个个案例完整。",
        "月报报送准时，周会会前有准备。",
        "各方的意见见第四部分，服务量已经够了。",
        "居民互助队队员以女性为主，两国国歌先后奏响，活动室室内明亮。",
        "家里收拾得亮亮堂堂，老人穿得鲜鲜亮亮。",
    ],
)
def test_what_stands_twice_rightly_is_left_alone(text):
    assert said(slipped, COMMON, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "送上一束束鲜花，发出一册册手册，来了一拨拨人。",
        "科普部部长和文史馆馆员到场。",
        "第三方的意见见本报告第四部分。",
        "对全年工作作了部署，所有有需要的家庭都走访过。",
        "社工脚踏实地地工作，也可以以视频方式参加。",
        "志愿者罗媛媛和话务员张慧慧值班。",
        "饭做好了，水喝完了，灯关了再走。",
        "全年服务量充足，服务量合计三千人次。",
    ],
)
def test_measures_titles_and_verbs_behind_their_object_are_right(text):
    assert said(slipped, text) == []
