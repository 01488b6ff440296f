"""C09: traditional characters."""

from app.reports.checker.base import Facts
from app.reports.checker.traditional import traditional
from tests.app.reports.checker.texts import said


def test_a_run_of_traditional_characters_is_one_remark_with_its_mend():
    assert said(traditional, "三级督導體系已建立") == [("導體", "导体")]


def test_characters_that_are_right_in_simplified_texts_too_are_left_alone():
    assert said(traditional, "祈福新邨、乾隆年间、皇后大道、里程、著作、喆、瞭望") == []


def test_names_that_are_known_are_written_as_they_are():
    facts = Facts(names=("廣華中心",), people=("陳某",))
    assert said(traditional, "廣華中心的陳某說明了情況", facts=facts) == [
        ("說", "说"),
        ("況", "况"),
    ]
