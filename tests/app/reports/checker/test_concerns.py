"""C21: points taken off where nothing of concern is named."""

import pytest

from app.reports.checker.concerns import check_concerns
from tests.app.reports.checker.reports import table

SCORES = (
    "评估方|标准分|得分",
    "购买方|20|18.2",
    "督导中心|15|13.1",
    "监督方|10|10",
    "总分|45|41.3",
)
GOOD = "值得肯定的地方：响应快，台账准。"
POOR = "需要关注的地方：记录偏简单，建议补充。"


def marked(*paragraphs, scores=SCORES):
    return [one.quote for one in check_concerns(table(*scores, after=paragraphs))]


def parts(buyer, centre, bureau=(GOOD,)):
    return ("（一）购买方评估", *buyer, "（二）督导中心评估", *centre, "（三）监督方评估", *bureau)


def test_a_part_with_mere_praise_beside_parts_with_both_is_marked():
    assert marked(*parts((GOOD,), (GOOD, POOR))) == [GOOD]
    assert marked(*parts((GOOD,), ("1." + GOOD, "2." + POOR))) == [GOOD]


@pytest.mark.parametrize(
    "paragraphs",
    [
        parts((GOOD, POOR), (GOOD, POOR)),
        parts((GOOD, "建议多参与排查。"), (GOOD, POOR)),
        parts((GOOD,), (GOOD,)),
        parts(("街道办事处认为配合好，希望更主动。",), (GOOD, POOR)),
        parts((GOOD, POOR), (GOOD, POOR), (GOOD,)),
    ],
)
def test_a_part_that_names_a_concern_or_has_all_points_is_left_alone(paragraphs):
    assert marked(*paragraphs) == []


HEADED = (
    "一、人员（满分20分，得17.5分）",
    "扣分原因：审批表有5张缺站长签字。",
    "二、产出（满分30分，得26.5分）",
    "扣分原因：目标写得笼统。",
    "三、合规（满分20分，得{}分）",
    "月报按时报送，收支按季公开。",
)


def test_a_heading_with_points_missing_has_a_reason_below_it_like_the_others():
    assert marked(*(one.format("17.3") for one in HEADED), scores=("甲|乙", "丙|丁")) == ["17.3分"]
    assert marked(*(one.format("20") for one in HEADED), scores=("甲|乙", "丙|丁")) == []
    other = (*HEADED[:5], "月报按时报送，建议收支按季公开。")
    assert marked(*(one.format("17.3") for one in other), scores=("甲|乙", "丙|丁")) == []
    others = (HEADED[0], "月报按时。", HEADED[2], "台账清楚。", *HEADED[4:])
    assert marked(*(one.format("17.3") for one in others), scores=("甲|乙", "丙|丁")) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("服务质量得18.1分（满分20分）。服务质量方面未发现需要改进之处。", 1),
        ("服务监测得8.8分（满分10分），台账及时，没有明显不足。", 1),
        ("服务质量得20分（满分20分）。服务质量方面未发现需要改进之处。", 0),
        ("服务质量得18.1分（满分20分）。财务方面没有发现挪用、截留等问题。", 0),
        ("服务质量方面未发现需要改进之处。", 0),
    ],
)
def test_nothing_to_improve_is_not_said_where_points_are_missing(sentence, found):
    assert len(marked("一、评估", sentence)) == found


def test_what_is_to_be_minded_is_a_concern_too():
    for label in ("要留意的：", "待加强的地方：", "需注意："):
        named = (label, "1.记录薄。")
        assert marked(*parts(("做得好的：", "1.响应快。", *named), (GOOD, POOR))) == []
