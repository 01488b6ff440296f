"""C08: marks that are too many, and brackets without their other half."""

import pytest

from app.reports.checker.doubled_marks import doubled_marks
from tests.app.reports.checker.texts import said


@pytest.mark.parametrize(
    ("text", "quote", "mend"),
    [
        ("完成50%、；小组15个。", "、；", "；"),
        ("到站查看，，再交谈。", "，，", "，"),
        ("情况良好。。", "。。", "。"),
        ("看到了吗？。", "。", ""),
        ("他说“可以。”。", "。", ""),
        ("共三项。（见附件1）。", "。", ""),
        ("依据《甲办法》、《乙办法》。", "、", ""),
        ("包括“甲”、“乙”。", "、", ""),
        ("名单（甲、）已报送。", "、", ""),
        ("，到站查看。", "，", ""),
        ("还有很多...", "...", "……"),
        ("出席率由61%%提高到88%。", "%", ""),
        ("还有很多……。", "。", ""),
        ("长者、儿童、以及残疾人。", "、", ""),
        ("参加的有居民、党员、等。", "、", ""),
        ("开展“”活动。", "“”", None),
        ("依据《甲办法执行。", "《", None),
        ("甲（乙）丙）。", "）", None),
    ],
)
def test_a_needless_mark_is_found(text, quote, mend):
    assert (quote, mend) in said(doubled_marks, text)


@pytest.mark.parametrize(
    "text",
    [
        "真的吗？！",
        "还有……等。",
        "《关于印发〈办法〉的通知》（第7号）。",
        "1）甲；2）乙。",
        "（甲）、（乙）。",
        "“甲”，“乙”。",
        "共三项（见附件1）。",
        "西闸、和庆社区，学习、与人交往、及时跟进、等候名单。",
        "他说：“还有……”随后离开。占比5%，完成率%见表。",
    ],
)
def test_what_is_right_is_left_alone(text):
    assert said(doubled_marks, text) == []
