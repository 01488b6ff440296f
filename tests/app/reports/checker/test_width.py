"""C07: full and half width."""

import pytest

from app.reports.checker.width import width
from tests.app.reports.checker.texts import said


@pytest.mark.parametrize(
    ("text", "quote", "mend"),
    [
        ("开展小组,探访长者。", ",", "，"),
        ("完成80%; 探访20次。", "; ", "；"),
        ("分为两类:个案和小组。", ":", "："),
        ("服务已完成.", ".", "。"),
        ("是否达标?达标。", "?", "？"),
        ("链接资源(米和油)若干。", "(米和油)", "（米和油）"),
        ("基金(村级）已设立。", "(村级）", "（村级）"),
        ("占比55％。", "％", "%"),
        ("共１２人。", "１２", "12"),
        ("到站 ，查看。", " ", ""),
        ("社工 走访长者，了解需求。", " ", ""),
        ('开展"暖心"行动，受到欢迎。', '"暖心"', "“暖心”"),
        ("2023年7月1日-2024年6月30日", "-", "—"),
        ("满意度75-85%的有7人。", "75-85%", "75%～85%"),
    ],
)
def test_a_mark_of_the_wrong_width_is_mended(text, quote, mend):
    assert (quote, mend) in said(width, text)


@pytest.mark.parametrize(
    "text",
    [
        "金额12,345.60元，按13:30计。",
        "穗府办〔2023〕7号，评分8.925分。",
        "（一）人员情况",
        "(一)人员情况",
        "以“共建 共享”为题，开展活动。",
        "评估得分 18.5 分",
        "热线020-83123456全天开通。",
        "Report of 2024, in English.",
        "附件 ——略",
        "见错误!未找到引用源。应当撕下。&nbsp;另有一事。",
    ],
)
def test_what_is_right_is_left_alone(text):
    assert said(width, text) == []


def test_cells_are_looked_at_too_but_may_be_set_out_with_blanks():
    assert said(width, [["内容", "备注"], ["合 计", "含税,已付"]]) == [(",", "，")]
