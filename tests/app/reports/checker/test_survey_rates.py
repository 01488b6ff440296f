"""C03 and C04: shares of a whole that stands farther away, rough shares, and rates of nobody."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, text


@pytest.mark.parametrize(
    ("paragraph", "marked"),
    [
        ("站里开个案40宗，今天抽看12宗，抽查率为{}。", ("30.00%", "31.00%")),
        ("全街登记困难群众600户、800人。已建档760人，建档率为{}。", ("95.00%", "96.00%")),
        ("资金200万元，其中3月底前已到账140万元，占{}。", ("70%", "75%")),
        (
            "全年服务30800人次，其中长者12480人次，占40.52%；新市民3230人次，占{}。",
            ("10.49%", "10.94%"),
        ),
        (
            "共120人接受调查评价，12人满意度75-85%，90人满意度95%以上（占{}）。",
            ("75.00%", "78.00%"),
        ),
        ("入户探访　　3000人次　　1680人次　　{}", ("56.00%", "56.60%")),
        ("全年持续在岗的社工13名，以核定的16名为基数，稳岗率为{}。", ("81.25%", "81.52%")),
        ("稳岗率为{}（应配备20名社工，其中持续在岗6名），全站社工23名。", ("30.00%", "30.30%")),
        ("核定社工13名，年末在岗13名，持证11名，持证率{}。", ("84.62%", "86.42%")),
    ],
)
def test_a_share_is_recomputed_from_the_whole_before_it(paragraph, marked):
    right, wrong = marked
    assert of(text(paragraph.format(right)), Family.PERCENT) == []
    assert set(of(text(paragraph.format(wrong)), Family.PERCENT)) == {wrong}


@pytest.mark.parametrize(
    "paragraph",
    [
        "员工20名，其中社工5名、行政人员3名，占40%。",
        "个案40宗，结案12宗；小组10个，抽查率为30%。",
        "收到建议12条，采纳8条，比上年增长50%。",
        "资金200万元，其中到账140万元，占合同额的80%。",
        "参加居民120人，妇女占65%。",
    ],
)
def test_a_share_of_something_else_is_left_alone(paragraph):
    assert of(text(paragraph), Family.PERCENT) == []


ANSWERS = "表示很满意的有74名，比较满意的有41名，一般的有8名，不满意的有3名。"


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("调查显示，表示满意的受访者（很满意和比较满意）占93.27%，达到协议要求。", ["93.27%"]),
        ("服务对象满意率达到92.17%。", ["92.17%"]),
        ("满意度为81.5%，居民认可。", ["81.5%"]),
        ("满意率达到91.27%。", []),
        ("满意度为91.3%，其中很满意占58.73%。", []),
        ("上年满意率为88.00%。", []),
        ("协议要求满意率为90%。", []),
        ("家长满意率为95%。", []),
        ("另访谈居民20名，满意率为95%。", []),
    ],
)
def test_a_rate_of_satisfaction_is_that_of_the_answers(sentence, marked):
    assert of(text(ANSWERS, sentence), Family.PERCENT) == marked


@pytest.mark.parametrize(
    ("share", "marked"), [("约34%", ["34%"]), ("约43%", []), ("约占45%", []), ("约占四成", [])]
)
def test_a_rough_share_is_near_the_right_one(share, marked):
    sentence = f"一是人数较多（1502人）；二是人户分离突出（646人，{share}），三是资源少。"
    assert of(text(sentence), Family.PERCENT) == marked


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("参与居民好评率达96%，邻里更熟了。", ["96%"]),
        ("街坊支持率为88.5%。", ["88.5%"]),
        ("问卷120份，好评率达96%。", []),
        ("好评率达90%以上。", []),
        ("项目完成率达96%。", []),
    ],
)
def test_praise_in_percent_says_of_how_many(sentence, marked):
    assert of(text(sentence), Family.BASE) == marked


def test_a_ratio_of_staff_is_one_of_all_unless_it_names_a_part():
    told = "配有社工20名，其中持证社工16名，非持证社工4名。"
    assert of(text(told, "在职满一年的社工占比达到87.50%。"), Family.BASE) == ["87.50%"]
    assert of(text(told, "在职满一年的社工占比达到85.00%。"), Family.BASE) == []
    assert of(text("全站共配备21名社工，持证率80.95%。"), Family.PERCENT) == []
    assert of(text(told, "社工参加大讲堂的签到率为82%。"), Family.BASE) == []
