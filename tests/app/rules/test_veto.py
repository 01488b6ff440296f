"""What the figures say about vetoes."""

from decimal import Decimal

import pytest

from app.model.decision import VetoState
from app.model.instrument import Measure, Veto
from app.model.setup import ShortageRule, Staffing, StaffMonth
from app.model.station import Term
from app.rules.veto import computed
from tests.app.rules.checking import setup

D = Decimal
FOUND, NOT_FOUND = VetoState.FOUND, VetoState.NOT_FOUND
STAFFING = Veto(
    key="v2", label="配备", text="配备不足", measure=Measure.STAFFING,
    thresholds={"mid": D(5), "final": D(10)},
)  # fmt: skip
CERTIFIED = Veto(
    key="v3", label="持证", text="持证不足", measure=Measure.CERTIFIED,
    thresholds={"mid": D(3), "final": D(6)},
)  # fmt: skip
PERSONNEL = Veto(
    key="v4", label="人员费用", text="比例过低", measure=Measure.PERSONNEL_RATIO,
    thresholds={"final": D(80)},
)  # fmt: skip
DECLARED = Veto(key="v5", label="整改", text="整改不到位")


def visit(*pairs, term=Term.MID, monthly=False, ratio=None):
    """Pairs of (present, certified present) of 20 posts, 10 of them certified, by month."""
    months = tuple(
        StaffMonth(
            month=f"2024-{n:02}", required=D(20), present=D(all_), certified_required=D(10),
            certified_present=D(certified),
        )
        for n, (all_, certified) in enumerate(pairs, start=1)
    )  # fmt: skip
    rule = ShortageRule(monthly=monthly)
    return setup(term=term, staffing=Staffing(months=months, shortage=rule, personnel_ratio=ratio))


@pytest.mark.parametrize(
    ("present", "term", "state"),
    [
        ("15.5", Term.MID, NOT_FOUND),
        ("15", Term.MID, FOUND),
        ("10.5", Term.FINAL, NOT_FOUND),
        ("10", Term.FINAL, FOUND),
    ],
)
def test_a_shortage_counts_from_the_threshold_of_its_term(present, term, state):
    found = computed(STAFFING, visit((present, 10), term=term))
    assert found == (state, 20 - D(present), D(5) if term is Term.MID else D(10))


def test_certified_staff_have_their_own_threshold():
    assert computed(CERTIFIED, visit((20, 7))) == (FOUND, D(3), D(3))
    assert computed(STAFFING, visit((20, 7))) == (NOT_FOUND, D(0), D(5))


def test_the_reading_of_the_shortage_decides():
    months = [(14, 10), (26, 10)]
    assert computed(STAFFING, visit(*months)) == (NOT_FOUND, D(0), D(5))
    assert computed(STAFFING, visit(*months, monthly=True)) == (FOUND, D(6), D(5))


def test_personnel_cost_is_only_shown_at_midterm():
    assert computed(PERSONNEL, visit(ratio=D(70))) == (None, D(70), D(80))


@pytest.mark.parametrize(("ratio", "state"), [("79.99", FOUND), ("80", NOT_FOUND)])
def test_personnel_cost_counts_at_the_end_of_the_year(ratio, state):
    found = computed(PERSONNEL, visit(ratio=D(ratio), term=Term.FINAL))
    assert found == (state, D(ratio), D(80))


def test_missing_data_say_nothing():
    assert computed(STAFFING, visit()) == (None, None, D(5))
    nothing_required = setup(staffing=Staffing(months=(StaffMonth(month="2024-01"),)))
    assert computed(CERTIFIED, nothing_required) == (None, None, D(3))
    assert computed(PERSONNEL, visit(term=Term.FINAL)) == (None, None, D(80))


def test_without_a_threshold_there_is_a_figure_but_no_state():
    veto = Veto(key="v2", label="配备", text="配备不足", measure=Measure.STAFFING)
    assert computed(veto, visit((10, 10))) == (None, D(10), None)


def test_a_veto_without_a_measure_is_never_computed():
    assert computed(DECLARED, visit((0, 0))) == (None, None, None)
