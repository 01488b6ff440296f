"""What the merge page says in words: traces that can be recomputed, agreement in sentences."""

from fractions import Fraction

import pytest

from app import i18n
from app.model.instrument import NotApplicable
from app.rules.agreement import Figure, agreement
from tests.app.rules.worlds import Visit, block, item, setup, sheet
from ui.models.agreement import MINUS, meanings, told
from ui.models.merge_trace import trace

ITEMS = (item("a", "5"), item("b", "5"), item("c", "10", allow_na=True))


@pytest.mark.parametrize(
    ("na", "how", "value"),
    [
        (NotApplicable.SCALE, "7.0 ÷ 10 × 20 (1 n/a)", "14.0"),
        (NotApplicable.FULL, "7.0 + 10 (1 n/a)", "17.0"),
        (NotApplicable.ZERO, "7.0 + 0 (1 n/a)", "7.0"),
    ],
)
def test_what_is_not_applicable_stands_in_the_formula(na, how, value):
    visit = Visit(block("b", "20", ITEMS, na=na), raters=1)
    (party,) = visit.outcome(sheet("p0", {"a": "4", "b": "3", "c": "na"})).parties
    (result,) = party.blocks
    (part,) = result.districts
    steps = {step.name: step for step in trace(party, result, part, part.cells[0])}
    assert (steps["Block total"].how, steps["Block total"].value) == (how, value)


def test_what_was_rounded_says_so():
    visit = Visit(block("b", "20"), raters=3)
    sheets = [sheet(f"p{n}", {"b": points}) for n, points in enumerate(("16", "16", "17"))]
    (party,) = visit.outcome(*sheets).parties
    (result,) = party.blocks
    last = trace(party, result, result.districts[0], result.districts[0].cells[0])[-1]
    assert (last.how, last.value) == ("16.3333…, rounded", "16.33")


def words_of(rows):
    units = [
        {f"p{n}": Fraction(value) for n, value in enumerate(row) if value is not None}
        for row in rows
    ]
    return meanings(agreement(units), setup((block("b"),), raters=4))


def test_the_figures_name_their_form_and_who_is_in_them():
    icc, w, alpha, caution = words_of([(9, 8), (6, 6), (8, 7), (4, 4)])
    assert icc.title.startswith("ICC(A,1) = 0.")
    assert "ICC(A,2) = 0." in icc.title
    assert "absolute agreement: 4 cells that 甲, 乙 all scored" in icc.text
    assert w.title == "Kendall's W = 1.00"
    assert "fewer than 8 cells no probability" in w.text
    assert "4 cells with two or more scores, 8 scores in all" in alpha.text
    assert caution.text.startswith("With so few panelists")


def test_differing_panelists_are_told_with_the_one_way_form():
    icc, w, *_rest = words_of([(1, 2, None, None), (None, None, 3, 3), (4, None, 5, None)] * 2)
    assert icc.title.startswith("ICC(1) = ")
    assert "One-way random" in icc.text
    assert w.text.startswith("Not defined: too few cells")


def test_a_probability_is_told_with_its_chi_square():
    rows = [(n, n, n + (n % 3)) for n in range(12)]
    w = words_of(rows)[1]
    assert "χ²(11) = " in w.title
    assert w.title.endswith("p < 0.001")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(-1, 3), f"{MINUS}0.33"),
        (Fraction(-1, 1000), "0.00"),
        (Fraction(-5), f"< {MINUS}1"),
        (None, "—"),
    ],
)
def test_a_coefficient_has_two_decimals_and_a_proper_minus(value, text):
    assert told(Figure(value)) == text


def test_chinese_sentences_follow_each_other_without_a_blank():
    i18n.install("zh_CN")
    try:
        assert all("。 " not in meaning.text for meaning in words_of([(9, 8), (6, 6), (8, 7)]))
    finally:
        i18n.install("en")
