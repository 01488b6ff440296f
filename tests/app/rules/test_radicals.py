"""Radicals that PDF files hold for characters."""

import unicodedata

import pytest

from app.rules.radicals import RADICALS, without_radicals

ASSIGNED = [
    code
    for code in range(0x2E80, 0x2FE0)
    if unicodedata.name(chr(code), "").startswith(("CJK", "KANGXI"))
]


def test_every_radical_of_both_blocks_has_a_character_that_is_none():
    assert len(ASSIGNED) == 329
    assert sorted(RADICALS) == ASSIGNED
    assert all(len(c) == 1 and ord(c) not in RADICALS for c in RADICALS.values())


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("⻚⾯", "页面"),
        ("⽂⺠", "文民"),
        ("社⼯站", "社工站"),
        ("⻓者⼊户", "长者入户"),
        ("⼾", "户"),
        ("⻅⻋⻛⻢⻥⻦⻩⻬⻰", "见车风马鱼鸟黄齐龙"),
    ],
)
def test_radicals_become_the_characters_of_simplified_chinese(read, meant):
    assert without_radicals(read) == meant


def test_nothing_else_is_touched():
    text = "第1页，ＡＢＣ①㈠《风》\t戶長🀄"
    assert without_radicals(text) == text
