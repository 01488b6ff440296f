"""C12: verbs that do not go with their noun, things that stand twice, pieces of grammar."""

import pytest

from app.reports.checker.base import Family
from app.reports.checker.collocation import collocation
from app.reports.checker.doubled_items import doubled_items
from app.reports.checker.wording import wording
from tests.app.reports.checker.texts import report, said


@pytest.mark.parametrize(
    ("text", "quote", "mend"),
    [
        ("孩子的卫生习惯得到明显提高。", "习惯得到明显提高", None),
        ("建议加强居民知晓率。", "加强居民知晓率", "提高居民知晓率"),
        ("下半年要提高宣传力度。", "提高宣传力度", "加大宣传力度"),
        ("通过走访扩大了社工的服务能力。", None, None),
        ("本年度扩大了参与率，效果好。", "扩大了参与率", "提高了参与率"),
        ("服务范围有了明显提高。", "服务范围有了明显提高", None),
        ("应增强小组的场次，满足需要。", "增强小组的场次", "增加小组的场次"),
        ("社工完善了长者的困难。", "完善了长者的困难", "解决了长者的困难"),
        ("督导取得了重要的作用。", "取得了重要的作用", "发挥了重要的作用"),
        ("志愿者的积极性得到了很大的扩大。", "积极性得到了很大的扩大", None),
    ],
)
def test_a_verb_that_does_not_go_with_its_noun_is_marked(text, quote, mend):
    found = said(collocation, text)
    if quote is None:
        assert found == []
    else:
        assert [(one in quote, own) for one, own in found] == [(True, mend)]


@pytest.mark.parametrize(
    "text",
    [
        "加强专业能力提升体系建设，能力提升制度齐全。",
        "提高了服务质量，扩大了覆盖面，增强了安全意识。",
        "解决了居民提出的问题，缩小了片区之间的差距。",
        "养成了记录的习惯，加大了巡查力度，加快了进度。",
        "为提高效率，改善了办公环境，减轻了社工的负担。",
        "提高走访频次，增加了走访频次，频次有所提高。",
        "发挥骨干的作用，积累了一定的经验，得到居民的好评。",
    ],
)
def test_verbs_and_nouns_that_go_together_are_left_alone(text):
    assert said(collocation, text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("采用听取汇报、查阅资料、现场走访、查阅资料等方式。", "查阅资料"),
        ("参加的有居民、志愿者、党员和志愿者。", None),
        ("涉及家访、电访、小组、电访四项。", None),
        ("记录包括签到表、照片、小结、照片。", "照片"),
        ("对象为高龄长者、独居长者、残疾人、独居长者及其他人员。", "独居长者"),
    ],
)
def test_a_thing_that_stands_twice_in_a_list_is_marked(text, quote):
    assert [found for found, _mend in said(doubled_items, text)] == ([quote] if quote else [])


def test_things_of_two_lists_in_one_clause_may_be_the_same():
    assert said(doubled_items, "天津、重庆等五个站和北京、上海、重庆等三个站参加。") == []
    assert said(doubled_items, "第一片区有甲村、乙村，第二片区有甲社区、乙社区、丙社区。") == []


def test_a_point_that_stands_twice_is_told_but_not_in_the_summary():
    point = "社工对重点对象的情况熟悉，能说出每一户的困难和正在跟进的服务。"
    other = "台账按月更新，抽查的三十户信息与现场核对一致，记录完整。"
    body = ["一、肯定", f"1.{point}", f"2.{other}", f"3.{point}", *["正文。"] * 9]
    assert said(doubled_items, *body) == [(point, None)]
    (one,) = doubled_items(report(*body))
    assert one.family is Family.BOILERPLATE
    body = [
        "一、肯定",
        f"1.{point}",
        f"2.{other}",
        *["正文。"] * 9,
        "二、重点存在问题",
        f"1.{point}",
    ]
    assert said(doubled_items, *body) == []


@pytest.mark.parametrize(
    "text",
    [
        "建议社工站每月至少。",
        "平均每月。",
        "在街道办事处的大力支持，各项工作顺利完成。",
        "在开展走访的过程，社工发现新的需要。",
        "制度要与与实际相符。",
        "评估于2025年5月月20日进行。",
        "完成探访120人次人次，超过指标。",
        "该站将会将记录补齐。",
        "社工应必须到岗。",
        "应当在本月内应当补齐签名。",
        "只有加强督导，就能提高质量，只有这样，就能做好。",
        "工作十分非常扎实。",
        "台账和以及记录都要保留。",
        "社工站站的地址已经变更。",
        "这一做法深受居民所欢迎。",
        "各片区均都完成了指标。",
        "建议进一步。",
        "社工的记录具有。",
        "建议加强与。",
        "经过通过电话和上门两种方式了解情况。",
        "更换电线以防止类似去年电线短路的事故不再发生。",
        "每晚大约有15名左右孩子参加。",
        "记录由双方共同一起签名。",
        "建议完善服务对象受益人名单。",
        "该站应当把探访中收集到的。",
        "社工没有把对方的答复及后续安排。",
        "如不及时整改，将会影响到。",
        "加强与学校的沟通，并建立。",
        "档案已按照一户一档的要求。",
        "社工为居民提供了。",
        "社工站在开展服务过程中存在。",
        "由于人手不足，导致部分探访没有完成。",
        "缺席人数下降了一倍。",
        "开展了关于防诈骗为主题的讲座。",
        "服务老人、儿童等群体等。",
        "主站设在位于文化站二楼。",
        "目前该站现有社工20名。",
        "社工多次反复提醒。",
        "虽然人手偏紧，所以记录不全。",
        "不仅服务量大，但是质量不高。",
        "参加率至少90%左右。",
        "社工进行了走访了。",
        "评估小组深入该站，就项目的开展情况。",
        "活动得到居民的广泛。",
        "满意度达到了98%以上左右。",
        "督导每月不得少于不低于2次。",
        "评估组走访了居民，了解到了。",
        "5、虽然开展了督导，督导记录过于笼统。",
    ],
)
def test_a_piece_of_grammar_too_many_or_too_few_is_marked(text):
    assert said(wording, f"情况如下，{text}") != []


@pytest.mark.parametrize(
    "text",
    [
        "在街道的大力支持下，各项工作顺利完成；在座的领导，一并致谢。",
        "在走访过程中，社工发现新的需要；在评估过程中，资料齐全。",
        "社工站站长、小组组长和律师师徒都到场，2024年年底完成。",
        "21个个案中有3名名单外的对象，公共空间由居民共享。",
        "为服务对象服务，成为为老服务的品牌，以及及时跟进。",
        "社工必须到岗，也必须签到；能够沟通，能够协调。",
        "制度健全是服务质量的保证，目前已经落实到人。",
        "只有加强督导，才能提高质量；只要坚持，就会有成效。",
        "这些做法不仅受到居民欢迎，反而减轻了社工的负担。",
        "活动共计12场，累计参加者达到300人次，平均每场25人次。",
        "人人参与，仅仅三个月就办成了，逐步完善，十分扎实。",
        "把收集到的意见整理成册，把自己当作居民的朋友，把情况及后续安排告知家属。",
        "按照一户一档的要求建档，符合协议的要求，是居民的需求。",
        "问题依然存在，社工从容应对，工会也成立了，现有社工20名。",
        "人手不足导致探访没有完成，缺席人数下降一半，增加了一倍。",
        "等级分为四等，服务老人、儿童等群体，围绕居民需求开展。",
        "虽然人手偏紧，但记录齐全，因此得到认可。",
        "防止事故再次发生，避免居民不必要的等待。",
        "以及与街道的联动，其他各方认可，均衡配置人手。",
    ],
)
def test_right_pieces_of_grammar_are_left_alone(text):
    assert said(wording, f"情况如下，{text}") == []
