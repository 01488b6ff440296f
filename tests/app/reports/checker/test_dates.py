"""C05: dates that do not exist, in the wrong order, or too late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.checker.base import Facts, Family
from app.rules.deadlines import Calendar
from app.rules.period import half_months
from tests.app.reports.checker.reports import after_mends, of, remarks, text

CONTRACT = "本协议期为2024年3月1日至2025年2月28日。"
PERIOD = "评估期为2024年3月1日至2024年8月31日，共{}个月。"
VISIT = "2024年9月10日，评估组到站开展实地评估。"
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def signed(day, *paragraphs, facts=None):
    filler = ("某某街道服务。",) * 4
    return text(CONTRACT, VISIT, *filler, *paragraphs, "某某社会组织联合会", day, facts=facts)


def long_date(day):
    return f"{day.year}年{day.month}月{day.day}日"


@pytest.mark.parametrize(
    ("paragraphs", "marked"),
    [
        ((CONTRACT, PERIOD.format(6), VISIT), []),
        ((CONTRACT, PERIOD.format(5.5)), ["5.5个月"]),
        (("培训在2024年2月30日举办。",), ["2024年2月30日"]),
        (("培训在2024年2月29日举办。",), []),
        (("服务从2024年5月1日至2024年4月1日。",), ["2024年5月1日至2024年4月1日"]),
        ((CONTRACT, "合同期从2024年3月1日至2025年3月31日。"), ["2024年3月1日至2025年3月31日"]),
        ((CONTRACT, "评估期为2024年2月1日至2024年8月31日。"), ["2024年2月1日至2024年8月31日"]),
        ((CONTRACT, PERIOD.format(6), "2024年8月1日，评估组到站开展实地评估。"), ["2024年8月1日"]),
        ((CONTRACT, "2024年1月1日，评估组到站开展实地评估。"), ["2024年1月1日"]),
        (("会议在2024年9月10日（星期三）召开。",), ["三"]),
        (("会议在2024年9月10日（星期二）召开。",), []),
        ((VISIT, "2024年9月9日反馈初评意见。"), ["2024年9月9日"]),
        ((VISIT, "2024年9月24日反馈初评意见。"), ["2024年9月24日"]),
        ((VISIT, "2024年9月14日反馈初评意见。"), []),
        ((VISIT, "2024年9月14日反馈初评意见，社工站于2024年9月24日书面回复，没有异议。"), []),
        ((VISIT, "公示期为2024年9月23日至9月27日。"), ["2024年9月23日至9月27日"]),
        ((VISIT, "公示期为2024年11月4日至11月12日。"), []),
        ((VISIT, "评估当日2024年9月20日在现场进行评估反馈。"), ["2024年9月20日"]),
    ],
)
def test_dates_keep_their_order_and_their_limits(paragraphs, marked):
    assert of(text(*paragraphs), Family.DATES) == marked


@pytest.mark.parametrize(
    ("day", "marked"),
    [
        ("2024年9月10日", []),
        ("2024年9月20日", []),
        ("2024年9月9日", ["2024年9月9日"]),
        ("2024年11月20日", ["2024年11月20日"]),
    ],
)
def test_the_report_is_dated_after_the_visit_and_in_time(day, marked):
    assert of(signed(day), Family.DATES) == marked


def test_a_report_of_the_same_day_cannot_know_the_replies_to_its_draft():
    reply = "街道对报告初稿没有异议。"
    assert of(signed("2024年9月10日", reply), Family.DATES) == ["2024年9月10日"]
    assert of(signed("2024年9月19日", reply), Family.DATES) == []


def test_holidays_that_are_known_make_a_limit_longer():
    off = frozenset(date(2024, 9, 16) + timedelta(n) for n in range(2))
    known = Facts(calendar=Calendar(holidays=off), known_years=frozenset({2024}))
    late = "2024年9月26日"
    assert of(signed(late, facts=known), Family.DATES) == []
    plain = Facts(known_years=frozenset({2024}))
    assert of(signed(late, facts=plain), Family.DATES) == [late]


def test_the_known_day_of_the_visit_stands_above_the_text():
    facts = Facts(visited_on=date(2024, 9, 12))
    assert of(signed("2024年9月11日", facts=facts), Family.DATES) == ["2024年9月11日"]


@pytest.mark.parametrize(
    ("years", "marked"),
    [("5年", []), ("4年", ["4年"]), ("近6年", []), ("超过4年", []), ("8年多", ["8年"])],
)
def test_years_of_running_are_counted_from_the_beginning(years, marked):
    report = signed(
        "2024年9月12日", "从2019年5月起由某中心承办。", f"中心已运营{years}，队伍成熟。"
    )
    assert of(report, Family.DATES) == marked


@given(first=DAYS, days=st.integers(20, 300))
def test_the_right_number_of_months_is_silent_and_a_wrong_one_mended(first, days):
    last = first + timedelta(days)
    right = half_months(first, last)
    sentence = "评估期为{}至{}，共{}个月。"
    assert of(text(sentence.format(long_date(first), long_date(last), right)), Family.DATES) == []
    report = text(sentence.format(long_date(first), long_date(last), right + 1))
    (one,) = remarks(report)
    assert one.quote == f"{right + 1}个月"
    assert after_mends(report) == []


@given(
    st.text(
        alphabet="0123456789年月日至-—（）星期一二三评估实地初稿反馈公示签共个月。，", max_size=60
    )
)
def test_no_text_with_dates_is_too_odd(paragraph):
    remarks(signed(paragraph, paragraph))
