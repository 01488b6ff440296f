"""Staffing; the figures are those of handbook 1.5."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.model.setup import ShortageRule, Staffing, StaffMonth
from app.rules.staffing import certified_presence, presence, rate, stability, two_year_share

D = Decimal
NET, MONTHLY = ShortageRule(), ShortageRule(monthly=True)
HALVES = st.integers(0, 100).map(lambda n: Decimal(n) / 2)


def months(*pairs, certified=()):
    certified = certified or [("0", "0")] * len(pairs)
    return tuple(
        StaffMonth(
            month=f"2024-{number:02}",
            required=D(required),
            present=D(present),
            certified_required=D(certified_required),
            certified_present=D(certified_present),
        )
        for number, ((required, present), (certified_required, certified_present)) in enumerate(
            zip(pairs, certified, strict=True), start=1
        )
    )


ZHONGCUN = Staffing(
    posts=20,
    total=21,
    stable=18,
    two_years=14,
    months=months(("10", "10"), *[("20", "20")] * 2, ("20", "20.5"), *[("20", "20.5")] * 2),
)
LIURONG = Staffing(
    posts=20,
    total=23,
    stable=6,
    months=months(
        ("10", "10.5"), *[("20", "20.5")] * 2, *[("20", "21")] * 3,
        certified=[("5", "9.5"), *[("10", "19.5")] * 3, *[("10", "20")] * 2],
    ),
)  # fmt: skip


def test_the_first_report_has_one_and_a_half_more_than_required():
    found = presence(ZHONGCUN)
    assert (found.required, found.present, found.net) == (D(110), D("111.5"), D("1.5"))
    assert (found.surplus, found.net_shortage, found.short_months) == (D("1.5"), 0, 0)


def test_the_second_report_has_four_and_a_half_and_fifty_three_more():
    everybody, certified = presence(LIURONG), certified_presence(LIURONG)
    assert (everybody.required, everybody.present, everybody.surplus) == (110, D("114.5"), D("4.5"))
    assert (certified.required, certified.present, certified.surplus) == (55, 108, 53)


def test_rates_show_their_base():
    stable, two_years = stability(ZHONGCUN), two_year_share(ZHONGCUN)
    assert (stable.part, stable.base, str(stable.percent)) == (18, 20, "90.00")
    assert (two_years.part, two_years.base, str(two_years.percent)) == (14, 20, "70.00")
    assert str(stability(LIURONG).percent) == "30.00"


def test_another_base_gives_another_rate():
    found = stability(ZHONGCUN, base=ZHONGCUN.total)
    assert (found.base, str(found.percent)) == (21, "85.71")


def test_without_a_part_or_a_base_there_is_no_rate():
    assert two_year_share(LIURONG) is None
    assert rate(3, 0) is None


def test_a_month_with_too_many_makes_up_only_in_the_net_reading():
    found = presence(Staffing(months=months(("20", "17"), ("20", "22"))))
    assert (found.shortage(NET), found.shortage(MONTHLY)) == (1, 3)


@given(st.lists(st.tuples(HALVES, HALVES), max_size=12))
def test_the_monthly_reading_is_never_below_the_net_one(pairs):
    found = presence(Staffing(months=months(*pairs)))
    assert found.shortage(MONTHLY) >= found.shortage(NET) >= 0
    assert found.surplus - found.net_shortage == found.net
