"""C12: doubled words, words that do not go together, sentences that lack a part or an end."""

import pytest

from app.reports.checker.near import near
from app.reports.checker.sentence import sentence
from app.reports.checker.wording import wording
from tests.app.reports.checker.texts import said


@pytest.mark.parametrize(
    ("text", "quote", "mend"),
    [
        ("站内开展开展探访。", "开展开展", "开展"),
        ("积极带动居民的积极性。", "积极带动居民的积极性", None),
        ("服务以探访为主，主要是电访为主。", "主要是电访为主", "以电访为主"),
        ("较多以电访居多。", "较多以电访居多", "以电访居多"),
        ("目前暂时没有记录。", "目前暂时", "目前"),
        ("建议加强重视记录。", "加强重视", "重视"),
        ("了解社工站的提供的服务。", "的提供的", "提供的"),
        ("新团队能够迅速开展符合，并建立关系。", "开展符合", None),
        ("社工团队能够通过家访社工团队能够掌握需求。", "社工团队能够通过家访社工团队能够", None),
        ("人数较多（60人）情况复杂。", "较多（60人）", "较多（60人），"),
        ("在民政局的支持下，全体社工的努力下，任务完成。", "全体", "在全体"),
        ("收效良好。以进一步提升居民的获得感。", "以进一步提升居民的获得感。", None),
        ("主要服务对象对社工站的满意度。", "主要", "主要了解"),
        ("通过入户探访，使长者得到关怀。", None, None),
        ("到站后，通过入户探访，使长者得到关怀。", "通过入户探访，使", "通过入户探访，"),
    ],
)
def test_a_fault_of_wording_is_marked(text, quote, mend):
    found = said(wording, text)
    assert (quote, mend) in found if quote else found == []


@pytest.mark.parametrize(
    "text",
    [
        "谢村村、一步一步推进，服务服务对象。",
        "主要目标是提升能力，以家访为主要形式。",
        "及时发现、及时跟进、及时反馈。",
        "依据《市购买服务项目评估办法》《市购买服务项目评估标准》。",
        "各项工作有序进行，与要求相符合。",
    ],
)
def test_right_wording_is_left_alone(text):
    assert said(wording, text) == []


def test_a_long_sentence_is_told_with_its_length_and_a_list_is_none():
    clause = "社工结合实际梳理各类人群的需要并逐项落实"
    (found,) = said(sentence, "，".join([clause] * 10) + "。")
    assert found[0].startswith("社工结合")
    assert said(sentence, "做法如下：" + "；".join([clause] * 10) + "。") == []
    assert said(sentence, "，".join(["家访1165人次", "完成97.08%"] * 15) + "。") == []


def test_prose_without_a_full_stop_is_mended():
    text = "评估组到站一天。查阅了台账和记录，走访了三个社工点，听取了各方意见"
    assert said(sentence, text) == [("见", "见。")]
    assert said(sentence, f"{text}。", "三、监督方评估（区民政局）", "项目评估方：某某协会") == []


def test_a_point_between_points_with_full_stops_has_one_too():
    points = (
        "1.评估当天归还档案，没有带走原件。",
        "2.承诺的事项列成清单，核对以后再报到",
        "3.会后签名，存档。",
    )
    assert said(sentence, *points) == [("到", "到。")]
    assert said(sentence, "1.档案归还并核对", "2.清单报送，核对后存档备查", "3.签名存档") == []
    assert (
        said(sentence, "1.她说：“夜里有人接，真好。”", "2.居民认可，常来。", "3.机构支持，有人管。")
        == []
    )


@pytest.mark.parametrize("after", [(), ("二、结果",), ("（二）人员",)])
def test_an_announcement_that_nothing_follows_is_told(after):
    assert said(sentence, "情况归纳如下：", *after) == [("情况归纳如下：", None)]


def test_the_parts_of_a_report_may_be_what_is_announced():
    assert said(sentence, "现将评估意见报告如下：", "一、项目投入", "经费充足。") == []


@pytest.mark.parametrize("after", ["1.甲", "（一）甲", "甲和乙", [["甲", "乙"]]])
def test_an_announcement_may_be_followed_by_points_text_or_a_table(after):
    assert said(sentence, "情况归纳如下：", after, "二、结果") == []


@pytest.mark.parametrize(
    ("text", "quote", "mend"),
    [
        ("记录尚不完整，记录尚不完整。", "记录尚不完整，记录尚不完整", "记录尚不完整"),
        ("各片应当需要落实到人。", "应当需要", "应当"),
        ("现有有社工十名。", "现有有", "现有"),
        ("探访次数不少于。", "不少于", None),
        ("加强对志愿者的。", "加强对志愿者的", None),
        ("站内的长者的需求的评估的记录完整。", "的长者的需求的评估的", None),
        ("现有有限的经费，双方核对。完善制度是必要的。结对。", None, None),
        ("人人参与，家家户户，常常联系。", None, None),
    ],
)
def test_what_is_said_twice_or_breaks_off_is_marked(text, quote, mend):
    assert said(wording, text) == ([(quote, mend)] if quote else [])


def test_a_character_typed_twice_is_marked():
    assert said(near, "社工站要要加强督导，天天联系，谢谢。") == [("要要", "要")]


def test_points_and_fields_without_a_full_stop_among_their_like_are_left_alone():
    prose = ["评估组到站一天，查阅了台账和记录，走访了各个社工点。"] * 8
    points = [f"{n}.建立了走访的台账。按月核对记录，分片公示，专人保管" for n in ("1", "2")]
    assert said(sentence, *prose, "做法：", *points, "得分情况", prose[0]) == []
