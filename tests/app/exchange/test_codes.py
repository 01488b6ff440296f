"""Codes and how anything typed as a secret is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.codes import (
    ALPHABET,
    check_code,
    check_code_of,
    grouped,
    new_code,
    new_emergency_code,
    normalise,
)
from app.model.hashes import content_hash


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M-90XA",
        "7k3m-90xa",
        "7k3m90xa",
        " 7K3M 90XA\n",
        "７Ｋ３Ｍ－９０ＸＡ",
        "7K3M—9OXA",
        "7k3m-9oxa",
        "７ｋ３ｍ\u3000９ｏｘａ",
        "7K3M\u200b90XA\ufeff",
    ],
)
def test_a_code_counts_the_same_however_it_is_typed(typed):
    assert normalise(typed) == "7K3M90XA"


@pytest.mark.parametrize("letter", ["1", "I", "i", "L", "l", "Ｉ", "ｌ"])
def test_i_and_l_are_read_as_one(letter):
    assert normalise(f"AB{letter}") == "AB1"


def test_a_passphrase_keeps_its_chinese_and_its_punctuation():
    assert normalise("评估 Tag! 2026") == "评估TAG!2026"


@given(st.text(alphabet=st.characters()))
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once
    once.encode()


def test_every_character_in_use_is_stable():
    unstable = [
        hex(number)
        for number in range(0x20000)
        if normalise(normalise(chr(number))) != normalise(chr(number))
    ]
    assert unstable == []


def test_codes_have_no_letters_that_look_alike_and_are_read_as_printed():
    codes = [new_code() for _ in range(500)]
    assert all(len(code) == 8 and set(code) <= set(ALPHABET) for code in codes)
    assert not set("ILOU") & set(ALPHABET)
    assert all(normalise(grouped(code).lower()) == code for code in codes)
    assert len(set(codes)) == 500


def test_codes_are_printed_in_groups_of_four():
    assert grouped("7K3M9QXA") == "7K3M-9QXA"
    assert len(grouped(new_emergency_code()).split("-")) == 6


def test_the_check_code_is_that_of_the_bytes():
    assert check_code(b"sheet") == check_code_of(content_hash(b"sheet"))
    assert check_code(b"sheet") != check_code(b"sheeT")
    assert check_code(b"") == "1SBN3G16"
    assert len(check_code(b"sheet")) == 8
