"""Agreement: the figures of published tables, what is not defined and why, and laws."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.instrument import Scope
from app.rules.agreement import (
    Base,
    Form,
    Lack,
    agreement,
    chi_square_tail,
    panel_units,
)
from tests.app.rules.worlds import Visit, block, item, recusal, sheet

LAWS = settings(max_examples=60, deadline=None)

SHROUT_FLEISS = (
    (9, 2, 5, 8),
    (6, 1, 3, 2),
    (8, 4, 6, 8),
    (7, 1, 2, 6),
    (10, 5, 6, 9),
    (6, 2, 4, 7),
)
"""Shrout, P. E. and Fleiss, J. L. (1979), Psychological Bulletin 86, 420-428, table 2."""

KRIPPENDORFF = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
"""Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability, section C; by observer."""

SIEGEL_CASTELLAN = (
    (5, 6, 7, 1, 2, 4, 3, 8),
    (1, 7, 6, 2, 3, 5, 4, 8),
    (4, 5, 1, 3, 2, 7, 6, 8),
)
"""Siegel, S. and Castellan, N. J. (1988), Nonparametric Statistics, chapter 9; by judge."""

ANXIETY = (
    (3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3),
    (3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4),
    (2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2),
)
"""The data set `anxiety` of the R package irr, full of ties; its manual prints the results."""


def by_unit(rows):
    """Units from rows of ratings; None is missing."""
    return [{f"r{n}": Fraction(x) for n, x in enumerate(row) if x is not None} for row in rows]


def by_rater(columns):
    return by_unit(zip(*columns, strict=True))


def near(figure, printed, places):
    return round(float(figure.value), places) == printed


def test_icc_of_the_table_of_shrout_and_fleiss():
    icc = agreement(by_unit(SHROUT_FLEISS)).icc
    assert icc.form is Form.TWO_WAY
    assert near(icc.single, 0.29, 2)
    assert near(icc.average, 0.62, 2)
    assert icc.base == Base(("r0", "r1", "r2", "r3"), 6, 24)


def test_one_way_icc_of_the_same_table_when_the_raters_are_others_for_every_unit():
    strangers = [
        {f"u{n}r{m}": Fraction(x) for m, x in enumerate(row)} for n, row in enumerate(SHROUT_FLEISS)
    ]
    icc = agreement(strangers).icc
    assert icc.form is Form.ONE_WAY
    assert near(icc.single, 0.17, 2)
    assert near(icc.average, 0.44, 2)


def test_icc_of_the_table_in_the_manual_of_irr():
    assert near(agreement(by_rater(ANXIETY)).icc.single, 0.198, 3)


def test_alpha_for_interval_data_of_krippendorffs_example():
    assert near(agreement(by_rater(KRIPPENDORFF)).alpha, 0.849, 3)


def test_w_of_the_example_of_siegel_and_castellan():
    found = agreement(by_rater(SIEGEL_CASTELLAN)).concordance
    assert near(found.w, 0.656, 3)
    assert found.freedom == 7
    assert round(float(found.chi_square), 2) == 13.78


def test_w_with_ties_and_its_probability_as_irr_prints_them():
    found = agreement(by_rater(ANXIETY)).concordance
    assert near(found.w, 0.5396569, 7)
    assert round(float(found.chi_square), 2) == 30.76
    assert found.freedom == 19
    assert round(found.p, 5) == 0.04288


@pytest.mark.parametrize(
    ("value", "freedom", "p"),
    [
        (3.841459, 1, 0.05),
        (5.991465, 2, 0.05),
        (7.814728, 3, 0.05),
        (18.307038, 10, 0.05),
        (30.143527, 19, 0.05),
        (24.724970, 11, 0.01),
        (124.342113, 100, 0.05),
    ],
)
def test_the_tail_of_chi_square_as_in_printed_tables(value, freedom, p):
    assert chi_square_tail(value, freedom) == pytest.approx(p, abs=1e-7)


def test_the_tail_holds_for_very_many_degrees_of_freedom():
    assert chi_square_tail(0.0, 5) == 1.0
    assert chi_square_tail(6000.0, 6000) == pytest.approx(0.5, abs=0.01)
    assert chi_square_tail(1e6, 5999) == 0.0


def test_the_probability_is_withheld_where_the_approximation_is_too_rough():
    seven = agreement(by_rater([row[:7] for row in SIEGEL_CASTELLAN])).concordance
    assert seven.w.value is not None
    assert seven.chi_square is None
    assert seven.p is None


def test_one_rater_alone_has_nobody_to_agree_with():
    found = agreement(by_unit([(1, None), (2, None), (3, None)]))
    lacks = {found.icc.single.lack, found.icc.average.lack, found.alpha.lack}
    assert lacks == {found.concordance.w.lack} == {Lack.RATERS}
    assert agreement([]).alpha.lack is Lack.RATERS


def test_two_units_are_too_few():
    found = agreement(by_unit([(1, 2), (2, 3), (3, None)]))
    assert found.base.units == 2
    assert found.icc.single.lack is Lack.UNITS
    assert found.alpha.lack is Lack.UNITS
    assert found.concordance.w.lack is Lack.UNITS


def test_without_any_difference_nothing_is_defined():
    found = agreement(by_unit([(4, 4, 4)] * 5))
    assert found.icc.single.lack is Lack.VARIANCE
    assert found.icc.average.lack is Lack.VARIANCE
    assert found.alpha.lack is Lack.VARIANCE
    assert found.concordance.w.lack is Lack.VARIANCE


def test_a_rater_who_is_stricter_throughout_lowers_the_icc_and_leaves_w_alone():
    found = agreement(by_unit([(9, 7), (8, 6), (7, 5), (6, 4)]))
    assert found.concordance.w.value == 1
    assert 0 < found.icc.single.value < 1


def test_somebody_recused_from_a_district_does_not_cost_the_others_that_district():
    rows = [(n, n + 1, n, None if n > 5 else n) for n in range(12)]
    found = agreement(by_unit(rows))
    assert found.base == Base(("r0", "r1", "r2", "r3"), 12, 42)
    assert found.icc.base == Base(("r0", "r1", "r2"), 12, 36)
    assert found.icc.form is Form.TWO_WAY


def test_two_pairs_in_two_halves_have_no_common_table():
    rows = [(n, n + 1, None, None) for n in range(6)] + [(None, None, n, n) for n in range(6)]
    found = agreement(by_unit(rows))
    assert found.icc.form is Form.ONE_WAY
    assert found.icc.single.value is not None
    assert found.concordance.w.lack is Lack.COMMON
    assert found.alpha.value is not None


def test_with_unequal_numbers_of_raters_there_is_no_mean_of_all_of_them():
    rows = [(1, 2, None, None), (None, None, 3, 3), (4, None, 5, None), (None, 6, 6, 7)]
    found = agreement(by_unit(rows)).icc
    assert found.form is Form.ONE_WAY
    assert found.average.lack is Lack.UNEQUAL
    assert found.single.value is not None


def test_few_raters_or_few_units_are_said_to_be_few():
    assert Base(("a", "b"), 40, 80).few
    assert Base(("a", "b", "c"), 9, 27).few
    assert not Base(("a", "b", "c"), 10, 30).few


def test_units_are_items_in_districts_as_shares_of_the_full_mark():
    quality = block("q", "20", [item("a", "5"), item("b", "2")], scope=Scope.DISTRICT)
    visit = Visit(quality, raters=2, districts=("d1", "d2"))
    sheets = [
        sheet(
            "p0",
            {(key, d): points for d in ("d1", "d2") for key, points in (("a", "4"), ("b", "1"))},
        ),
        sheet("p1", {("a", "d1"): "5"}, [recusal("p1", "d2")]),
    ]
    units = panel_units(visit.outcome(*sheets).parties[0].blocks)
    assert units == (
        {"p0": Fraction(4, 5), "p1": Fraction(1)},
        {"p0": Fraction(1, 2)},
        {"p0": Fraction(4, 5)},
        {"p0": Fraction(1, 2)},
    )


TABLES = st.integers(2, 5).flatmap(
    lambda raters: st.lists(
        st.lists(st.integers(0, 6), min_size=raters, max_size=raters), min_size=3, max_size=9
    )
)
HOLES = st.lists(
    st.lists(st.none() | st.integers(0, 6), min_size=4, max_size=4), min_size=1, max_size=9
)


def figures(found):
    return (found.icc.single, found.icc.average, found.concordance.w, found.alpha)


@LAWS
@given(TABLES)
def test_all_alike_is_full_agreement(table):
    same = agreement(by_unit([[row[0]] * len(row) for row in table]))
    values = {figure.value for figure in figures(same)}
    assert values == ({1} if len({row[0] for row in table}) > 1 else {None})


@LAWS
@given(TABLES)
def test_no_figure_passes_one_and_w_is_never_below_nought(table):
    found = agreement(by_unit(table))
    assert all(f.value is None or f.value <= 1 for f in figures(found))
    assert found.concordance.w.value is None or found.concordance.w.value >= 0


@LAWS
@given(HOLES, st.randoms(use_true_random=False))
def test_neither_order_nor_scale_matters(table, chance):
    units = by_unit(table)
    mixed = [
        {who: unit[who] * 7 / 3 for who in chance.sample(sorted(unit), len(unit))}
        for unit in chance.sample(units, len(units))
    ]
    assert figures(agreement(mixed)) == figures(agreement(units))


@LAWS
@given(HOLES)
def test_what_one_rater_alone_scored_changes_nothing(table):
    units = by_unit(table)
    assert agreement([*units, {"r0": Fraction(99)}, {}]) == agreement(units)


@LAWS
@given(HOLES)
def test_alpha_is_what_its_definition_by_pairs_says(table):
    units = [list(u.values()) for u in by_unit(table) if len(u) > 1]
    found = agreement(by_unit(table)).alpha
    if found.value is None:
        return
    every = [value for unit in units for value in unit]
    observed = sum(
        (a - b) ** 2 / Fraction(len(unit) - 1) for unit in units for a in unit for b in unit
    ) / len(every)
    expected = sum((a - b) ** 2 for a in every for b in every) / (len(every) * (len(every) - 1))
    assert found.value == 1 - observed / expected
