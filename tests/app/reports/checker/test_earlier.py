"""C26: sentences of an earlier report."""

from app.reports.checker.base import Facts
from app.reports.checker.earlier import earlier
from tests.app.reports.checker.texts import said

SAME = "社工站在老旧小区搭建了邻里互助的平台，居民之间的来往明显多了。"
NEAR = "社工站在老旧小区搭建了邻里互助平台，居民之间的来往明显多了。"
OTHER = "团队新增了夜间巡访，把独居长者的风险等级按月重新评定一次。"
FACTS = Facts(earlier=(f"二、评估总结\n{SAME}",))


def test_the_same_and_nearly_the_same_sentence_are_told():
    texts = ("二、评估总结", SAME, NEAR, OTHER)
    assert said(earlier, *texts, facts=FACTS) == [(SAME, None), (NEAR, None)]


def test_the_text_of_the_rules_is_the_same_every_year():
    assert said(earlier, "（二）评估原则", SAME, facts=FACTS) == []


def test_without_an_earlier_report_nothing_is_told():
    assert said(earlier, "二、评估总结", SAME) == []
