"""Words of the program inside kept texts, and what an audited value reads like."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import i18n
from app.model import capture as c
from app.model import text
from app.rules.naming import Names
from app.rules.telling import tell
from app.rules.told import (
    BEGIN,
    END,
    MOST,
    OF_ENUM,
    RECUSED,
    WORDS,
    shown,
    state,
    told,
    told_many,
    word,
    words_with,
)
from tests.small import small_instrument, small_setup

NAMES = Names(small_setup(), small_instrument())


@pytest.fixture
def chinese():
    i18n.install("zh_CN")
    yield
    i18n.install("en")


def of(body, **place):
    return c.Capture(
        id="x", author="jia", device="d", at=datetime(2024, 1, 16, tzinfo=UTC), body=body, **place
    )


def read(body):
    return shown(tell(of(body), NAMES))


@given(st.text().filter(text.is_clean))
def test_a_typed_text_is_shown_as_it_was_typed(typed):
    assert shown(typed) == typed
    assert shown(told(typed, word(RECUSED))) == told(typed, "recused")


def test_a_word_is_shown_in_the_language_in_force_and_a_typed_one_is_not(chinese):
    assert shown(told(word(RECUSED), "recused")) == "回避；recused"


def test_marks_are_characters_that_nobody_can_type():
    assert not text.is_clean(BEGIN)
    assert not text.is_clean(END)


def test_a_word_that_no_search_would_find_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="among the words"):
        word("anything")


def test_words_are_found_by_their_translation(chinese):
    assert words_with("回避") == (word(RECUSED),)
    assert words_with("没有的词") == ()


def test_many_values_are_told_with_their_number():
    few, many = [str(n) for n in range(MOST)], [str(n) for n in range(MOST + 1)]
    assert shown(told_many(few)) == "；".join(few)
    assert shown(told_many(many)) == "；".join([*few, f"and more ({MOST + 1})"])


@pytest.mark.parametrize("kind", [c.Stance, c.AnswerValue, c.DocumentState])
def test_every_state_has_a_word(kind):
    assert issubclass(kind, Enum)
    for value in kind:
        assert OF_ENUM[value] in WORDS
        assert shown(state(value)) != value.value or value.value == "absent"


HASH = "0" * 64
SAID = [
    (c.Score(points=Decimal("1E+1"), reason="缺记录", links=("f1",)), "10；缺记录"),
    (c.Score(points=Decimal("4.50")), "4.5"),
    (c.Score(state=c.ScoreState.NA), "n/a"),
    (
        c.Finding(stance=c.Stance.CONCERN, text="值班表需要更新。", links=("x1",)),
        "Concern；值班表需要更新。",
    ),
    (c.Photo(blob=HASH, caption="门口"), "门口"),
    (c.Photo(blob=HASH), "nothing"),
    (
        c.Declaration(recused=True, reason="亲属任职", signature="评委甲"),
        "recused；评委甲；亲属任职",
    ),
    (c.Answer(value=c.AnswerValue.PARTLY, remark="缺夜间"), "partly present；缺夜间"),
    (c.DocumentCheck(state=c.DocumentState.PENDING, where="二号柜"), "to follow；二号柜"),
    (c.SurveyResponse(code="R1", satisfaction=Decimal("9E+1"), known=4), "R1；90%；4"),
    (
        c.Interview(
            guide="user", code="D1-01", exchanges=(c.Exchange(question="q1", answer="每周"),)
        ),
        "D1-01；每周",
    ),
    (
        c.Similar(
            left=c.Reference(record="A-1"),
            right=c.Reference(record="A-2"),
            likeness=Decimal("0.874"),
        ),
        "A-1 = A-2；87%",
    ),
    (
        c.Sample(
            seed="s",
            number=2,
            population=9,
            population_hash=HASH,
            strata=(c.Stratum(name="", population=9, drawn=("3", "7")),),
        ),
        "2/9；3、7",
    ),
]


@pytest.mark.parametrize(("body", "words"), SAID, ids=lambda v: v if isinstance(v, str) else "")
def test_a_capture_reads_like_a_sentence_without_ids_hashes_or_exponents(body, words):
    assert read(body) == words


def test_a_place_is_called_by_its_names_and_an_unknown_one_nothing():
    assert NAMES.place(item="plan", district="d1") == "服务计划·第一片区"
    assert NAMES.place(block="quality", site="s2") == "服务质量·乙村"
    assert NAMES.place(item="whole") == "运营管理"
    assert NAMES.place(party="buyer") == "购买方"
    assert NAMES.place(item="gone", district="gone") == ""
