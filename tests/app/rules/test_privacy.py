"""What may not stand in a code field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.rules.privacy import PersonalKind, find_personal, refuse_personal


def kinds(text):
    return [one.kind for one in find_personal(text)]


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "编号110105194912310029号",
        "110105 19491231 002X",
        "110105491231002",
        "13800138000 11010519491231002X",
    ],
)
def test_an_id_card_is_seen(text):
    assert PersonalKind.ID_CARD in kinds(text)


def test_the_check_digit_alone_gives_an_id_card_away():
    assert kinds("110105999999990006") == []
    assert kinds("110105999999990002") == [PersonalKind.ID_CARD]


@pytest.mark.parametrize(
    "text",
    ["13800138000", "+86 138 0013 8000", "86-13800138000", "D1-19912345678", "138-0013-8000"],
)
def test_a_mobile_number_is_seen(text):
    assert kinds(text) == [PersonalKind.MOBILE]


@pytest.mark.parametrize("text", ["020-83123456", "02083123456", "(0755)26001234", "0663 8123456"])
def test_a_landline_is_seen(text):
    assert kinds(text) == [PersonalKind.LANDLINE]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "D2-01",
        "R001",
        "2024-01-16-0001",
        "20240116-001",
        "12800138000",
        "138001380001",
        "11010519",
    ],
)
def test_a_code_is_left_alone(text):
    assert find_personal(text) == ()
    refuse_personal(text)


def test_a_refusal_names_what_it_saw():
    with pytest.raises(UserError, match=r"13800138000.*mobile"):
        refuse_personal("电话13800138000")


@given(st.text(alphabet="0123456789Xx -+()", max_size=60))
def test_any_line_of_digits_is_looked_at_without_a_fault(text):
    find_personal(text)


@given(st.integers(3, 9), st.integers(0, 999_999_999), st.text(alphabet="甲乙：，", max_size=5))
def test_every_mobile_number_is_seen_wherever_it_stands(second, rest, words):
    assert kinds(f"{words}1{second}{rest:09d}{words}") == [PersonalKind.MOBILE]
