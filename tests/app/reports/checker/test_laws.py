"""What holds for every check, whatever the text: none fails, and mending comes to an end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.checker.base import Facts, Line, Report
from app.reports.checker.mending import mended
from app.reports.checker.run import check
from app.reports.checker.word_checks import WORD_CHECKS
from tests.app.reports.checker.texts import TITLE, report

SIGNS = "一二、（）()“”《》，,。；;:：.1230%％-—―～ \t\n站社工的了街镇区督導體台合和"
WORDS = (
    "社工站 青禾街 榕山镇 附件1 [bookmark:a] 片区一 第二片区 困难群众 截止 13812345678 {{x}} 2024年1月1日"
    " 服务对象陈秀英 积极 以 为主 （1） 二、 能够 开展"
)
PIECES = st.sampled_from([*SIGNS, *WORDS.split()])
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)
LINES = st.lists(TEXTS, max_size=8)
FACTS = Facts(station="青禾街社工服务站", short="青禾街社工站", public=True, people=("评委甲",))
MENDABLE = (
    ("（一）人员，共有5人,其中持证3人; 配备齐全.", "（二)经费"),
    ("(1) 甲", "（2）乙", "2. 丙"),
    ("完成50%、；小组15个。。", "《甲》、《乙》", "占比55％，共１２人。"),
    ("督導體系", "截止目前，共走访60户。", "社工积极的开展了走访。"),
    ("能结台实际。结合需求。", "服计划有待完善。服务计划清楚，服务计划可行。", "站一片一点的网络"),
    ("3个社工点，社工点资料齐全，社工站点有待加强。", "困难群体和特殊群众"),
    ("主要是电访为主。", "建议加强重视记录。", "社工的的能力。", "较多以电访居多。"),
    ("[bookmark: a]1.甲", "- 2.乙", "17", "零宽\u200b字"),
    ("2023年7月1日-2024年6月30日", "满意度75-85%的有7人。", '开展"暖心"行动，受到欢迎。'),
    ("服务对象陈秀英，家属电话13812345678。",),
)


def lines_of(texts):
    return Report(tuple(Line(n, text) for n, text in enumerate(texts, 1)), FACTS)


@settings(deadline=None)
@given(LINES)
def test_no_text_makes_a_check_fail_and_every_remark_lies_in_its_line(texts):
    for one in check(lines_of(texts)):
        assert 0 <= one.start <= one.end <= len(one.line.text)
        assert one.template.format(**one.values)
        assert one.mend is None or one.mend != one.quote


@settings(deadline=None)
@given(LINES)
def test_mending_comes_to_an_end(texts):
    left = lines_of(texts)
    for _round in range(12):
        after = mended(left, check(left))
        if after == left:
            return
        left = after
    pytest.fail("\n".join(line.text for line in left.lines))


@pytest.mark.parametrize("texts", MENDABLE, ids=range(len(MENDABLE)))
def test_a_mend_takes_its_remark_away_and_brings_no_other(texts):
    before = report(TITLE, *texts)
    with_mend = [one for one in check(before) if one.mend is not None]
    assert with_mend
    for one in with_mend:
        after = check(mended(before, [one]))
        assert len(after) < len(check(before)), one
    assert [one for one in check(mended(before, with_mend)) if one.mend is not None] == []


def test_every_family_about_words_and_form_has_a_check():
    families = {
        one.family.value
        for texts in MENDABLE
        for check_one in WORD_CHECKS
        for one in check_one(lines_of(texts))
    }
    assert families >= {"C06", "C07", "C08", "C09", "C10", "C11", "C12", "C20", "C25"}
