"""Percentages whose part and base stand beside them, in the orders in which people write them."""

import pytest

from app.model.line import Line
from app.reports.checker.base import Family, Report
from app.reports.checker.run import check
from app.reports.checker.told_ratios import told_ratios

RIGHT = (
    "入户走访306人次，为全年目标600人次的51.00%",
    "培训社工30人次，完成年度任务40人次的75.00%",
    "其中人员费用3,000元，占支出总额4,000元的75.00%",
    "家长课堂18场（年度指标24场，完成75.00%）",
    "热线接听540次，完成率108.00%（指标500次）",
    "议题已办结33件，办结率为82.50%（33件除以40件）",
    "误报偏多（9次除以12次，即75.00%）",
    "队员由80人减少到60人，减少了25.00%",
    "队员由80人增加到100人，增长25.00%",
    "抽查的40户中有39户资料一致，一致率为97.50%",
    "电话访问120名，满意的114名，满意率为95.00%",
)


def marked(text):
    return [r for r in check(Report((Line(1, f"{text}。"),))) if r.family is Family.PERCENT]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_percentage_is_read_with_its_part_and_base_and_left_alone(text):
    assert len(list(told_ratios(Line(1, text)))) == 1
    assert marked(text) == []


@pytest.mark.parametrize("text", RIGHT)
def test_a_wrong_one_is_marked_once_with_the_right_figure_as_mend(text):
    at = text.index("%") - 1
    wrong = text[:at] + ("1" if text[at] == "0" else "0") + text[at + 1 :]
    (remark,) = marked(wrong)
    assert f"{remark.mend}" in text
    assert remark.quote not in text


@pytest.mark.parametrize(
    "text",
    [
        "男社工3名、女社工12名，人员费用支出占比81.40%",
        "很满意40名，占50.00%，满意32名，占40.00%",
        "走访约300人次，为全年目标600人次的51.00%",
        "探访由每月一次增加到每月两次，满意度提高5%",
    ],
)
def test_what_has_no_plain_base_is_not_computed(text):
    assert list(told_ratios(Line(1, text))) == []
