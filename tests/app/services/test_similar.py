"""Copies are found, shown side by side, and made into findings."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import JobCancelledError, UserError
from app.model.base import from_json, to_json
from app.model.capture import Finding, Similar, Stance
from app.rules.similarity import (
    Mark,
    PairKind,
    TextRecord,
    body,
    clauses,
    labels,
    may_be_alike,
    normal,
    print_of,
)
from app.services import similar
from app.services.captures import Place
from app.services.similar import align, compare, evidence, likeness, passages, proposal

ONE = "致电服务对象，本人接听，近期身体平稳，按时服药，饮食睡眠正常，近来膝盖有点痛，情绪较好。"
TWO = "致电服务对象，家属代接，近期身体平稳，按时服药，饮食睡眠正常，情绪较好。说楼道灯坏了。"
OTHER = "上午到祠堂看书画班，十二位长者在座，墙上贴着下月的课表，社工记下三人想学手机。"
TEXTS = st.text(alphabet="甲乙丙丁，。：！12, .:\n “”", max_size=60)


def records(*texts):
    return [TextRecord(f"R{n}", text, "档案.xlsx", f"row:{n}") for n, text in enumerate(texts, 2)]


def ignored(_done, _total):
    pass


def found(*texts, **options):
    return compare(records(*texts), ignored, **options)


def common_in_order(one, other):
    """The longest common subsequence by the textbook, to check the library by."""
    row = [0] * (len(other) + 1)
    for character in one:
        before = row[:]
        for i, its in enumerate(other, start=1):
            row[i] = before[i - 1] + 1 if its == character else max(row[i - 1], before[i])
    return row[-1]


@given(TEXTS)
def test_clauses_joined_are_the_text(text):
    assert "".join(clauses(text)) == text


@given(TEXTS, TEXTS)
def test_aligned_clauses_joined_are_both_texts(left, right):
    rows = align(left, right)
    assert "".join(row.left for row in rows) == left
    assert "".join(row.right for row in rows) == right
    for row in rows:
        alone = {Mark.LEFT: (True, False), Mark.RIGHT: (False, True)}
        assert (bool(row.left), bool(row.right)) == alone.get(row.mark, (True, True))
        assert (row.mark is not Mark.EQUAL) or normal(row.left) == normal(row.right)


@given(TEXTS, TEXTS)
def test_likeness_is_the_same_from_both_sides_and_one_only_for_equals(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert (likeness(one, other) == 1) is (one == other)
    if one or other:
        total = len(one) + len(other)
        assert likeness(one, other) == Fraction(2 * common_in_order(one, other), total)


@given(st.lists(st.text(alphabet="甲乙丙丁戊", min_size=20, max_size=40), max_size=8))
def test_the_prefilter_drops_no_pair_of_equals_and_order_is_of_no_matter(texts):
    there = found(*texts).pairs
    back = found(*reversed(texts)).pairs
    last = len(texts) - 1
    assert {(last - p.right, last - p.left, p.score) for p in back} == {
        (p.left, p.right, p.score) for p in there
    }
    exact = {(p.left, p.right) for p in there if p.kind is PairKind.EXACT}
    assert exact == {(a, b) for b in range(len(texts)) for a in range(b) if texts[a] == texts[b]}


def test_pairs_come_with_the_most_alike_first():
    comparison = found(ONE, OTHER, TWO, ONE.replace("，", ", "))
    assert [(p.left, p.right, p.kind) for p in comparison.pairs] == [
        (0, 3, PairKind.EXACT),
        (0, 2, PairKind.NEAR),
        (2, 3, PairKind.NEAR),
    ]
    assert comparison.pairs[0].score == 1
    one, two = normal(ONE), normal(TWO)
    hundredths = 200 * common_in_order(one, two) // (len(one) + len(two))
    assert comparison.pairs[1].score == Decimal(hundredths) / 100


def test_a_pair_that_differs_in_one_character_is_not_shown_as_equal():
    text = "".join(chr(0x4E00 + n) for n in range(900))
    (pair,) = found(text, text[:-1] + "！好").pairs
    assert (pair.score, pair.kind) == (Decimal("0.99"), PairKind.NEAR)


def test_the_threshold_is_met_exactly():
    shared, left, right = "".join(map(chr, range(0x4E00, 0x4E00 + 60))), "甲" * 40, "乙" * 40
    assert len(found(shared + left, shared + right).pairs) == 1
    assert found(shared + left, shared + right + "乙").pairs == ()
    assert len(found(shared + left, shared + right + "乙", threshold=Fraction(1, 2)).pairs) == 1


def test_headings_of_the_form_do_not_make_texts_alike():
    form = "服务对象：\n日期：\n通话情况\n跟进计划\n下次联系\n"
    texts = [form + clause * 3 for clause in (ONE, OTHER, "甲乙丙丁戊己。", "子丑寅卯辰巳。")]
    comparison = found(*texts)
    assert normal("通话情况") in comparison.labels
    assert comparison.pairs == ()
    rows = align(texts[0], texts[1], comparison.labels)
    assert [row.label for row in rows[:5]] == [True] * 5


def test_what_all_have_copied_is_not_taken_for_the_form():
    comparison = found(*[ONE] * 6)
    assert comparison.labels == frozenset()
    assert len(comparison.pairs) == 15


def test_the_clauses_of_a_blank_form_can_be_named():
    notice = "本表由社工在探访后二十四小时内填写，交站点存档备查，未经同意不得外传。"
    assert len(found(notice + OTHER, notice + "甲乙丙。", template="").too_short) == 0
    comparison = found(notice + OTHER, notice + "甲乙丙。", template=notice)
    assert comparison.too_short == (1,)


def test_short_texts_are_left_aside_and_told():
    comparison = found("无。", "无。", ONE)
    assert comparison.too_short == (0, 1)
    assert comparison.pairs == ()


def test_a_clause_that_changed_stands_beside_what_it_was():
    rows = align("甲，他今天身体很好，乙，丙。", "甲，他昨天身体很好，乙，")
    assert [(r.left, r.right, r.mark) for r in rows] == [
        ("甲，", "甲，", Mark.EQUAL),
        ("他今天身体很好，", "他昨天身体很好，", Mark.CHANGED),
        ("乙，", "乙，", Mark.EQUAL),
        ("丙。", "", Mark.LEFT),
    ]


def test_the_longest_common_passages_come_first():
    rows = align(ONE, TWO)
    assert passages(rows)[0] == "近期身体平稳，按时服药，饮食睡眠正常，"
    assert len(passages(align(ONE * 40, ONE * 40))[0]) == 200


def test_work_can_be_stopped_and_tells_how_far_it_is():
    seen = []
    compare(records(*[ONE] * 5), lambda done, total: seen.append((done, total)))
    assert seen[-1] == (10, 10)
    assert seen == sorted(seen)

    def stop(done, _total):
        if done:
            raise JobCancelledError

    with pytest.raises(JobCancelledError):
        compare(records(*[ONE] * 5), stop)


def test_too_many_texts_are_refused(monkeypatch):
    monkeypatch.setattr(similar, "MOST_RECORDS", 2)
    with pytest.raises(UserError, match="At most 2 texts"):
        found(ONE, ONE, ONE)


def test_prints_of_long_texts_let_everything_through():
    long = print_of("".join(chr(0x4E00 + n % 20_000) for n in range(60_000)))
    assert may_be_alike(long, print_of(OTHER), print_of(OTHER).bit_count())
    assert not may_be_alike(print_of(ONE), print_of(OTHER), print_of(OTHER).bit_count())


def test_labels_need_four_texts():
    assert labels(["日期：\n"] * 3) == frozenset()
    assert body("日期：好。", labels(["日期：\n"] * 4)) == "好"


def test_a_pair_becomes_a_finding_that_links_to_both_and_travels(panelist):
    comparison = found(ONE, TWO)
    shown = evidence(comparison, comparison.pairs[0])
    assert from_json(to_json(shown), Similar) == shown
    assert (shown.left.record, shown.right.where) == ("R2", "row:3")
    service = panelist.similar
    made = service.make_finding(shown, "两份记录逐句相同。", Place(district="d1"))
    finding = panelist.captures.get(made.id)
    assert isinstance(finding.body, Finding)
    assert (finding.body.stance, finding.district) == (Stance.CONCERN, "d1")
    assert panelist.captures.get(finding.body.links[0]).body == shown
    assert service.verdict(comparison, comparison.pairs[0]).dismissed is False
    panelist.undo()
    assert panelist.captures.all() == ()


def test_a_pair_can_be_dismissed_and_taken_up_again(panelist):
    comparison = found(ONE, TWO)
    (pair,) = comparison.pairs
    service = panelist.similar
    assert service.verdict(comparison, pair) is None
    service.dismiss(evidence(comparison, pair, dismissed=True))
    again = found(TWO, OTHER, ONE)
    swapped = compare([comparison.records[1], again.records[1], comparison.records[0]], ignored)
    assert service.verdict(swapped, swapped.pairs[0]).dismissed
    service.make_finding(evidence(comparison, pair), "相同。")
    assert not service.verdict(comparison, pair).dismissed
    with pytest.raises(UserError, match="needs a text"):
        service.make_finding(evidence(comparison, pair), " ")


def test_the_proposed_text_names_both_and_what_they_share():
    comparison = found(ONE, TWO)
    text = proposal(evidence(comparison, comparison.pairs[0]))
    assert "R2" in text
    assert "R3" in text
    assert "近期身体平稳" in text


def test_comparing_loads_no_numpy():
    code = "import sys, app.services.similar; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
