"""Wrapping loses no character and always ends, however little room there is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ui import fonts

texts = st.text("评委甲走访，。、（）abc 12.5%", max_size=60)


@settings(deadline=None)
@given(texts, st.floats(-20, 400))
def test_no_character_is_lost_in_any_room(qapp, text, room):
    lines = fonts.wrapped(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())


@settings(deadline=None)
@given(texts, st.floats(40, 400))
def test_no_line_is_wider_than_its_room(qapp, text, room):
    for line in fonts.wrapped(text, room):
        assert len(line) == 1 or fonts.width(line) <= room
