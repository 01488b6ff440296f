"""Texts and queries taken apart: characters, words, width, case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.search_terms import hits, indexed, match_of, tokens


def test_each_han_character_is_a_token_and_words_and_figures_stay_whole():
    assert [t.form for t in tokens("社工A2024份")] == ["社", "工", "a2024", "份"]


def test_width_and_case_do_not_count():
    assert hits("编号ＡＢ１２", "ab12") == ((2, 6),)
    assert hits("编号ab12", "ＡＢ１２") == ((2, 6),)


def test_hits_are_places_in_the_text_as_it_was_written():
    text = "㎡为单位，建档建档"
    assert [text[a:b] for a, b in hits(text, "建档")] == ["建档", "建档"]
    assert hits(text, "m2") == ((0, 1),)


def test_no_phrase_runs_across_punctuation():
    assert hits("查得严，格式不一", "严格") == ()
    assert hits("查得严格", "“严格”") == ((2, 4),)


def test_all_words_of_a_query_are_marked_and_overlaps_once():
    assert hits("建档立卡", "建档 档立 卡") == ((0, 2), (3, 4))


def test_what_means_something_to_the_index_means_nothing_in_a_query():
    assert match_of('建" OR * NOT (档') == '"建" "or"* "not"* "档"'
    assert match_of(" ，。 ") == ""


@pytest.mark.parametrize("rare", ["𬌗", "👍", "〇", "⺌"])
def test_rare_characters_and_emoji_go_in_as_their_numbers(rare):
    assert indexed(f"见{rare}字").split()[1].isascii()
    assert hits(f"见{rare}字", rare)


@given(st.text())
def test_tokens_stand_in_the_text_one_behind_the_other(text):
    places = [(t.start, t.end) for t in tokens(text)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(st.text(st.sampled_from("建档残疾人Aa1，。 \n"), max_size=30), st.data())
def test_every_piece_of_a_text_without_punctuation_is_found_in_it(text, data):
    words = [w for w in text.replace("，", " ").replace("。", " ").split() if not w.isascii()]
    for word in words:
        start = data.draw(st.integers(0, len(word) - 1))
        while start and word[start].isascii():
            start -= 1
        end = data.draw(st.integers(start + 1, len(word)))
        assert hits(text, word[start:end])
