from decimal import Decimal

import pytest

from app.errors import UserError
from app.exchange.entries_file import read_entries
from app.i18n import translate_error
from app.model.capture import AnswerValue, DocumentState, Stance

SMALL = """\
format: huiping-entries/1
declaration: {signature: 评委甲}
"""


def entries(tmp_path, text):
    path = tmp_path / "jia.yaml"
    path.write_text(SMALL + text, encoding="utf-8")
    return read_entries(path)


def refusal(tmp_path, text):
    with pytest.raises(UserError) as caught:
        entries(tmp_path, text)
    return translate_error(caught.value)


def test_the_smallest_file_is_a_signature(tmp_path):
    found = entries(tmp_path, "")
    assert found.declaration.signature == "评委甲"
    assert found.declaration.confidential
    assert found.panelist is None


def test_a_file_without_a_signature_is_refused(tmp_path):
    path = tmp_path / "jia.yaml"
    path.write_text("format: huiping-entries/1\nscores: {}\n", encoding="utf-8")
    with pytest.raises(UserError, match="The field “declaration” is missing"):
        read_entries(path)


def test_recusals_are_for_a_district_or_the_station(tmp_path):
    text = SMALL.replace("}", ", recused: [{district: d2, reason: 亲属}, {reason: 任职}]}")
    path = tmp_path / "jia.yaml"
    path.write_text(text, encoding="utf-8")
    assert [r.district for r in read_entries(path).declaration.recused] == ["d2", None]


def test_scores_are_short_or_long(tmp_path):
    text = """\
scores:
  station: {a: 2.45, b: {points: 2, reason: 缺一页。}}
  d1: {c: na, d: {na: true, reason: 本片区没有。}, e: 0}
"""
    scores = entries(tmp_path, text).scores
    assert scores["station"]["a"].points == Decimal("2.45")
    assert scores["station"]["b"].reason == "缺一页。"
    assert scores["d1"]["c"].na
    assert scores["d1"]["d"].reason == "本片区没有。"
    assert scores["d1"]["e"].points == 0
    assert not scores["d1"]["e"].na


def test_answers_and_documents_are_short_or_long(tmp_path):
    text = """\
answers:
  xiecun: {q1: yes, q2: no, q3: na, q4: {value: partly, remark: 缺一块。}}
documents:
  d1: {e1: complete, e2: {state: partial, where: 二号柜}}
"""
    found = entries(tmp_path, text)
    values = [a.value for a in found.answers["xiecun"].values()]
    assert values == [AnswerValue.YES, AnswerValue.NO, AnswerValue.NA, AnswerValue.PARTLY]
    assert found.documents["d1"]["e1"].state is DocumentState.COMPLETE
    assert found.documents["d1"]["e2"].where == "二号柜"


def test_lists_keep_their_order_and_places(tmp_path):
    text = """\
findings:
  - {stance: praise, text: 一。, block: quality, item: q_maps, district: d1, site: xiecun}
  - {stance: concern, text: 二。, party: buyer}
  - {stance: verify, text: 三？, outcome: 已核对。}
interviews:
  - {guide: user, code: D1-01, exchanges: [{question: user_1, answer: 知道。}, {asked: 还有呢, answer: 没有。}]}
notes: [{text: 记一笔, stage: briefing}]
reactions: [{who: 社工站, text: 无异议。}]
"""
    found = entries(tmp_path, text)
    stances = [f.stance for f in found.findings]
    assert stances == [Stance.PRAISE, Stance.CONCERN, Stance.VERIFY]
    assert found.findings[0].site == "xiecun"
    assert found.interviews[0].exchanges[1].asked == "还有呢"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("scores: {d1: {a: many}}", 3, "scores › d1 › a › points: A number is needed here"),
        ("scores:\n  d1:\n    a: 1\n    b: -1", 6, "scores › d1 › b: The field “points” must be"),
        ("scores:\n  d1:\n    a: 1\n    b: null", 6, "scores › d1 › b: A score is either"),
        ("scores: {d1: {a: {points: 1, na: true}}}", 3, "A score is either “points” or “na: true”"),
        ("scores: {d1: {a: {reason: x}}}", 3, "A score is either"),
        ("scores: {d1: {a: nan}}", 3, "“points” must be a number from 0 to 1000"),
        ("scores: {d1: {a: 1.0000000001}}", 3, "more than nine decimals"),
        ("scores: {d1: {a: 1001}}", 3, "must be a number from 0 to 1000"),
        ("scores: {第一片区: {a: 1}}", 3, "scores › 第一片区: An id may hold letters"),
        ("scores: {d1: 3}", 3, "scores › d1: Fields are needed here"),
        ("scores: [1]", 3, "scores: Fields are needed here"),
        ("scores: {d1: {a: 1, a: 2}}", 3, "“a” stands here a second time"),
        ("answers: {s: {q: maybe}}", 3, "“maybe” is none of the words"),
        ("answers: {s: {q: true}}", 3, "answers › s › q: Fields are needed here"),
        ("documents: {d1: {e: lost}}", 3, "“lost” is none of the words"),
        ("findings:\n- {stance: good, text: x}", 4, "findings › 1 › stance: “good” is none"),
        ("findings:\n- {stance: praise}", 4, "findings › 1: The field “text” is missing."),
        ("findings:\n- {stance: praise, text: ''}", 4, "This text may not be empty."),
        ("photos: [a.jpg]", 3, "There is no field “photos” here."),
        ("interviews: [{guide: user, name: 某}]", 3, "There is no field “name” here."),
        ("survey: [{satisfaction: 101}]", 3, "“satisfaction” must be a number from 0 to 100"),
        ("survey: [{satisfaction: 90, band: x}]", 3, "has a “satisfaction” or a “band”"),
        ("survey: [{code: A, count: 2}]", 3, "A “code” belongs to one respondent"),
        ("survey: [{count: 0}]", 3, "The number must be at least 1."),
        ("survey: [{count: 99999}]", 3, "The number may be at most 10000."),
        ("panelist: 3", 3, "panelist: A text is needed here"),
    ],
)
def test_what_cannot_be_entered_is_refused_with_its_line(tmp_path, text, line, words):
    said = refusal(tmp_path, text)
    assert said.startswith(f"jia.yaml, line {line}")
    assert words in said


def test_survey_lines_are_one_respondent_or_several(tmp_path):
    text = """\
survey:
  - {code: R002, satisfaction: 92.5, known: 4, way: 走访}
  - {band: 85%-95%, count: 2, way: 电访}
"""
    one, several = entries(tmp_path, text).survey
    assert (one.code, one.satisfaction, one.count) == ("R002", Decimal("92.5"), 1)
    assert (several.band, several.satisfaction, several.count) == ("85%-95%", None, 2)
