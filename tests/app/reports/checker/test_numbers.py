from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.checker.numbers import chinese, counting, days, figures, marks

UNITS = (
    "人",
    "人次",
    "户",
    "份",
    "条",
    "个",
    "名",
    "场",
    "节",
    "次",
    "元",
    "%",
    "个月",
    "支",
    "封",
)


def read(text):
    return [(str(f.value), f.unit) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电访1445人次，完成180.63%", [("1445", "人次"), ("180.63", "%")]),
        ("链接资源 32,658.59 元", [("32658.59", "元")]),
        ("全年２４０万元，占比５５％", [("2400000", "元"), ("55", "%")]),
        ("五个社工点、两项政策、二十三名志愿者", [("5", "个"), ("2", "项"), ("23", "名")]),
        ("四大板块", [("4", "大")]),
        ("完成百分之八十五点五", [("85.5", "%")]),
        ("共5.5个考核月份", [("5.5", "个考核月份")]),
        ("约三百五十户", [("350", "户")]),
        ("1.2亿元", [("120000000", "元")]),
        ("得87.11分", [("87.11", "分")]),
    ],
)
def test_a_figure_is_read_with_its_unit(text, expected):
    found = [
        (
            f"{f.value:f}".rstrip("0").rstrip(".") if "." in f"{f.value:f}" else f"{f.value:f}",
            f.unit,
        )
        for f in figures(text)
    ]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月16日",
        "2011年12月起",
        "2024-01-16",
        "穗民〔2023〕97号",
        "第三片区和第12条",
        "人民路76号4楼",
        "（1）党建工作",
        "12.社工访谈",
        "详见附件1。",
        "“1256”的架子",
        "一户一档、一人一案",
        "电话13800000000",
        "二〇二四年一月十六日",
        "一方面，一定要按一般做法",
    ],
)
def test_what_only_numbers_something_is_no_figure(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    ["约50人", "40多个", "超过8万元", "不少于100名", "7年以上", "20余封", "近30户", "十几个"],
)
def test_a_bound_or_an_estimate_is_rough(text):
    assert not any(not f.rough for f in figures(text))


def test_the_place_covers_number_and_unit():
    text = "共有 21 名社工"
    (one,) = figures(text)
    assert text[one.start : one.end] == "21 名"


@given(value=st.decimals(min_value=0, max_value=10**9, places=2), unit=st.sampled_from(UNITS))
def test_any_number_in_a_sentence_is_found_exactly(value, unit):
    (one,) = figures(f"评估期内完成{value}{unit}，情况较好。")
    assert (one.value, one.unit, one.places, one.rough) == (value, unit, 2, False)


@given(st.integers(min_value=1, max_value=99_999))
def test_thousands_are_read(number):
    (one,) = figures(f"共筹集{number:,}元。")
    assert one.value == number


@given(
    st.text(
        alphabet=st.sampled_from("0123456789.,，%年月日号万亿百十零一二三两个人次约第（）(-— 多"),
        max_size=40,
    )
)
def test_no_text_is_too_odd_to_be_read(text):
    for one in figures(text):
        assert 0 <= one.start < one.end <= len(text)
    days(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年1月16日", date(2024, 1, 16)),
        ("2024 年 4 月 13 日", date(2024, 4, 13)),
        ("2024-01-16", date(2024, 1, 16)),
        ("二〇二四年一月十六日", date(2024, 1, 16)),
        ("２０２４年１月", date(2024, 1, 1)),
        ("2024年2月30日", None),
        ("2024年13月1日", None),
    ],
)
def test_a_date_is_read_in_every_form(text, day):
    (one,) = days(text)
    assert one.real == day


def test_a_month_without_a_day_says_so():
    assert [(d.year, d.month, d.day) for d in days("2011年12月开始")] == [(2011, 12, 0)]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("两百", 200), ("二十三", 23), ("十", 10), ("三四", None), ("一百零五", 105)],
)
def test_chinese_numerals_are_worth_what_they_say(numeral, value):
    assert chinese(numeral) == value


def test_ordinals_are_read_in_both_scripts():
    assert [counting(text) for text in ("3", "三", "１２", "片", "")] == [3, 3, 12, None, None]


def test_marks_stand_outside_of_brackets():
    text = "甲（乙、丙）、丁“戊、己”、庚"
    assert [text[at + 1] for at in marks(text, "、")] == ["丁", "庚"]


def test_values_are_exact():
    assert figures("付0.1元")[0].value + figures("付0.2元")[0].value == Decimal("0.3")
