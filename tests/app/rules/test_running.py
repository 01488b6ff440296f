"""What a panelist's own scores come to while scoring goes on."""

from decimal import Decimal
from fractions import Fraction

from app.model.capture import Score, ScoreState
from app.model.instrument import Block, Item, NotApplicable
from app.rules.running import Total, average, group_sum, running, total

ITEMS = tuple(Item(id=f"i{n}", label=f"{n}", full=Decimal(5), allow_na=True) for n in range(4))
BLOCK = Block(id="b", label="b", full=Decimal(20), items=ITEMS)
NA = Score(state=ScoreState.NA)


def points(text):
    return Score(points=Decimal(text))


def given(*scores):
    return {item.id: score for item, score in zip(ITEMS, scores, strict=False)}


def test_what_is_there_is_summed_and_what_is_missing_counted():
    now = running(BLOCK, given(points("4.2"), points("4")))
    assert (now.points, now.missing, now.value) == (Decimal("8.2"), 2, None)


def test_a_whole_block_has_a_value():
    assert running(BLOCK, given(*[points("4.2")] * 4)).value == Fraction("16.8")


def test_not_applicable_counts_as_the_block_says():
    scores = given(points("4.2"), points("4.2"), points("4.2"), NA)
    values = [
        running(Block(id="b", label="b", full=Decimal(20), items=ITEMS, na=rule), scores).value
        for rule in (NotApplicable.SCALE, NotApplicable.ZERO, NotApplicable.FULL)
    ]
    assert values == [Fraction("16.8"), Fraction("12.6"), Fraction("17.6")]
    assert running(BLOCK, scores).full == 15


def test_a_group_without_points_has_no_sum():
    assert group_sum(ITEMS[:2], given(NA)) is None
    assert group_sum(ITEMS[:2], given(points("1"), points("2"))) == 3


def test_the_average_is_withheld_until_every_district_is_complete():
    whole = running(BLOCK, given(*[points("4")] * 4))
    part = running(BLOCK, given(points("4")))
    assert average([whole, part]) is None
    assert average([whole, whole]) == 16
    assert average([]) is None


def test_a_district_that_is_wholly_out_does_not_count():
    whole = running(BLOCK, given(*[points("4")] * 4))
    out = running(BLOCK, given(NA, NA, NA, NA))
    assert average([whole, out]) == 16


def test_the_total_adds_the_averages_of_all_blocks():
    whole, less = (running(BLOCK, given(*[points(p)] * 4)) for p in ("4", "3"))
    assert total([(BLOCK, [whole, less]), (BLOCK, [whole])]) == Total(Fraction(30), Decimal(40), 0)


def test_the_total_is_what_is_there_so_far_while_something_is_missing():
    whole = running(BLOCK, given(*[points("4")] * 4))
    part = running(BLOCK, given(points("4")))
    assert total([(BLOCK, [whole, part])]) == Total(Fraction(10), Decimal(20), 3)
    nothing = running(BLOCK, {})
    assert total([(BLOCK, [nothing, nothing])]) == Total(Fraction(0), Decimal(20), 8)


def test_what_does_not_apply_counts_neither_way_in_the_total():
    whole = running(BLOCK, given(*[points("4")] * 4))
    out = running(BLOCK, given(NA, NA, NA, NA))
    assert total([(BLOCK, [whole, out]), (BLOCK, [out])]) == Total(Fraction(16), Decimal(20), 0)
    assert total([]) == Total(Fraction(0), Decimal(0), 0)
