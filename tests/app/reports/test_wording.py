"""Numbers, money, ranges and units as Chinese documents write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.checker.numbers import chinese as read
from app.reports.wording import chinese, counted, listed, measured, money, ranged

D = Decimal


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (31, "三十一"), (100, "一百"),
        (105, "一百零五"), (110, "一百一十"), (112, "一百一十二"), (999, "九百九十九"),
    ],
)  # fmt: skip
def test_headings_count_in_chinese(number, written):
    assert chinese(number) == written


@given(st.integers(1, 999))
def test_what_a_heading_counts_is_read_back_as_the_same_number(number):
    assert read(chinese(number)) == number


def test_no_numeral_is_left_empty():
    assert [chinese(n) for n in (0, 1000, -1)] == ["0", "1000", "-1"]


@pytest.mark.parametrize(
    ("label", "unit", "before"),
    [
        ("大型社区活动人次", "人次", "大型社区活动"),
        ("个案服务节数", "节", "个案服务"),
        ("困难群众户数", "户", "困难群众"),
        ("家访", "人次", "家访"),
        ("人次", "人次", "人次"),
        ("满意度", "", "满意度"),
    ],
)
def test_a_unit_is_not_said_twice(label, unit, before):
    assert counted(label, unit) == before


def test_a_range_of_values_is_written_with_its_own_sign():
    assert ranged("75%-85%") == "75%～85%"
    assert ranged("60 – 80分") == "60～80分"
    assert ranged("非-常满意") == "非-常满意"


def test_money_has_two_places_or_none():
    assert measured(D("72454.3"), "元") == "72454.30"
    assert measured(D("214749.793"), "元") == "214749.79"
    assert measured(D(30000), "元") == "30000"
    assert measured(D("111.5"), "人次") == "111.5"
    assert (money(D(2400000)), money(D("99.5"))) == ("240万元", "99.50元")


def test_book_titles_stand_side_by_side():
    assert listed(["《甲》", "《乙》", "丙"]) == "《甲》《乙》、丙"
