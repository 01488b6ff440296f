"""What is arranged by hand keeps its numbers as far as it can."""

from hypothesis import given
from hypothesis import strategies as st

from app.rules.ordering import STEP, numbered

ORDERS = st.lists(st.integers(-2, 40), max_size=12)


def rises(numbers):
    return all(low < high for low, high in zip((0, *numbers), numbers, strict=False))


@given(ORDERS)
def test_numbers_rise_from_one_on(orders):
    assert len(numbered(orders)) == len(orders)
    assert rises(numbered(orders))


@given(st.lists(st.integers(1, 100), unique=True, max_size=12).map(sorted))
def test_what_is_in_order_keeps_its_numbers(orders):
    assert list(numbered(orders)) == orders


@given(st.integers(1, 30), st.data())
def test_one_that_is_moved_is_the_only_one_that_changes(count, data):
    orders = [STEP * n for n in range(1, count + 1)]
    moved = orders.pop(data.draw(st.integers(0, count - 1)))
    orders.insert(data.draw(st.integers(0, count - 1)), moved)
    changed = sum(old != new for old, new in zip(orders, numbered(orders), strict=True))
    assert changed <= 1


@given(ORDERS)
def test_numbering_again_changes_nothing(orders):
    once = numbered(orders)
    assert numbered(once) == once


def test_what_was_never_arranged_gets_room_between():
    assert numbered([0, 0, 0]) == (16, 32, 48)


def test_neighbours_without_room_between_change_their_numbers():
    assert numbered([1, 3, 2, 4]) == (1, 2, 3, 4)


def test_several_with_one_number_and_no_room_are_numbered_anew():
    assert numbered([1, 1, 2]) == (16, 32, 48)
    assert numbered([-1, 0, 1]) == (16, 32, 48)
