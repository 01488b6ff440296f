"""Percentages of the yearly targets; the figures are those of handbook 6.4."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.setup import Indicator
from app.rules.progress import percent, progress

ZHONGCUN = [
    ("家访", 1165, 1200, "97.08"),
    ("电访", 1445, 800, "180.63"),
    ("个案", 42, 80, "52.50"),
    ("小组", 15, 30, "50.00"),
    ("大型社区活动", 7, 10, "70.00"),
    ("中小型社区活动", 23, 30, "76.67"),
    ("志愿者", 97, 100, "97.00"),
    ("志愿者骨干", 14, 28, "50.00"),
    ("志愿者队伍", 2, 4, "50.00"),
]
LIURONG = [
    ("建档", 1306, 1000, "130.60"),
    ("电访", 2180, 2128, "102.44"),
    ("探访", 682, 650, "104.92"),
    ("接案", 48, 100, "48.00"),
    ("个案节", 207, 500, "41.40"),
    ("结案", 15, 100, "15.00"),
    ("小组", 18, 35, "51.43"),
    ("小组节", 84, 175, "48.00"),
    ("大型活动", 15, 9, "166.67"),
    ("大型人次", 3638, 900, "404.22"),
    ("中小型活动", 43, 70, "61.43"),
    ("中小型人次", 1835, 2100, "87.38"),
]
ELAPSED = Fraction(11, 24)


def indicator(label, actual, target):
    return Indicator(id="i", label=label, actual=Decimal(actual), target=Decimal(target))


@pytest.mark.parametrize(("label", "actual", "target", "printed"), ZHONGCUN + LIURONG)
def test_all_21_percentages_come_out_as_printed(label, actual, target, printed):
    (found,) = progress([indicator(label, actual, target)], ELAPSED)
    assert str(found.percent) == printed


def test_two_of_the_second_report_are_behind_the_elapsed_time():
    found = progress([indicator(*row[:3]) for row in LIURONG], ELAPSED)
    assert [p.indicator.label for p in found if p.behind] == ["个案节", "结案"]


def test_exactly_on_time_is_not_behind():
    (found,) = progress([indicator("按时", 11, 24)], ELAPSED)
    assert found.behind is False


def test_a_target_of_nought_has_no_percentage():
    (found,) = progress([indicator("无指标", 3, 0)], ELAPSED)
    assert (found.percent, found.behind) == (None, None)


def test_without_an_elapsed_share_nothing_is_behind_or_on_time():
    (found,) = progress([indicator("小组", 1, 30)], None)
    assert (str(found.percent), found.behind) == ("3.33", None)


def test_half_is_rounded_up():
    assert str(percent(1, 800)) == "0.13"
    assert str(percent(1, 8, places=0)) == "13"


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 4))
def test_a_percentage_is_never_more_than_half_a_unit_off(part, whole, places):
    off = Fraction(percent(part, whole, places)) - Fraction(part * 100, whole)
    unit = Fraction(1, 10**places)
    assert -unit / 2 < off <= unit / 2
