"""Draws that anybody can repeat."""

import random
import re
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.model.base import from_json, to_json
from app.model.capture import Sample
from app.rules.sampling import Listed, Size, allot, draw, draw_again, draw_order, population_of

FORMATS = Path(__file__).resolve().parents[3] / "docs" / "formats.md"
IDS = st.text(alphabet="ABC甲乙0123-", min_size=1, max_size=6)
LISTS = st.sets(IDS, min_size=1, max_size=40).map(sorted)
SEEDS = st.text(alphabet="abc评委0123", min_size=1, max_size=8)


def plain(ids):
    return population_of(Listed(one) for one in ids)


def test_the_order_is_fixed_for_all_time():
    assert draw_order("20240116-jia", ["Z1-001", "Z1-002", "Z1-003", "Z1-004"]) == FIXED


FIXED = ["Z1-001", "Z1-003", "Z1-002", "Z1-004"]


@given(LISTS, SEEDS, st.randoms())
def test_the_order_of_the_list_is_of_no_matter(ids, seed, shuffler):
    shuffled = list(ids)
    shuffler.shuffle(shuffled)
    size = Size(number=(len(ids) + 1) // 2)
    assert draw(plain(ids), size, seed) == draw(plain(shuffled), size, seed)


@given(LISTS, SEEDS)
def test_a_smaller_sample_is_the_beginning_of_a_larger_one(ids, seed):
    drawn = [draw(plain(ids), Size(number=n), seed).drawn for n in range(1, len(ids) + 1)]
    for less, more in pairwise(drawn):
        assert more[:-1] == less
    assert sorted(drawn[-1]) == ids


@given(st.dictionaries(IDS, st.integers(1, 60), min_size=1, max_size=12), st.data())
def test_shares_add_up_and_no_stratum_is_left_out_or_overdrawn(sizes, data):
    wanted = data.draw(st.integers(len(sizes), max(len(sizes), sum(sizes.values()))))
    shares = allot(sizes, wanted)
    assert sum(shares.values()) == wanted
    assert all(1 <= shares[name] <= size for name, size in sizes.items())
    assert all(shares[a] <= shares[b] for a in sizes for b in sizes if sizes[a] < sizes[b])


def test_shares_are_proportional_with_the_largest_remainder():
    assert allot({"一": 50, "二": 30, "三": 20}, 10) == {"一": 5, "二": 3, "三": 2}
    assert allot({"一": 50, "二": 30, "三": 22}, 10) == {"一": 5, "二": 3, "三": 2}
    assert allot({"大": 98, "小": 1, "微": 1}, 10) == {"大": 8, "小": 1, "微": 1}
    assert allot({"乙": 10, "甲": 10}, 3) == {"乙": 2, "甲": 1}


def test_each_stratum_is_drawn_by_the_same_order_as_a_list():
    listed = [Listed(f"{s}-{n:02d}", s) for s in ("一", "二") for n in range(20)]
    sample = draw(population_of(listed), Size(percent=Decimal(20)), "种子")
    for stratum in sample.strata:
        ids = [one.id for one in listed if one.stratum == stratum.name]
        assert stratum.drawn == tuple(draw_order("种子", ids)[:4])


def test_a_percentage_is_rounded_up():
    assert Size(percent=Decimal(10)).of(101) == 11
    assert Size(percent=Decimal("0.1")).of(3) == 1
    assert Size(percent=Decimal(100)).of(7) == 7


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (Size(number=0), "at least 1"),
        (Size(number=6), "has 5 records"),
        (Size(percent=Decimal(0)), "0 %"),
        (Size(percent=Decimal("100.5")), "100.5 %"),
    ],
)
def test_a_size_that_cannot_be_drawn_is_refused(size, words):
    with pytest.raises(UserError, match=words):
        draw(plain("ABCDE"), size, "x")


def test_an_empty_list_a_missing_seed_and_too_few_for_the_strata_are_refused():
    with pytest.raises(UserError, match="empty"):
        plain(["", "  "])
    with pytest.raises(UserError, match="seed"):
        draw(plain("AB"), Size(number=1), " ")
    with pytest.raises(UserError, match="2 strata"):
        draw(population_of([Listed("A", "一"), Listed("B", "二")]), Size(number=1), "x")
    with pytest.raises(UserError, match="two strata"):
        population_of([Listed("A", "一"), Listed("A", "二")])


def test_an_id_that_stands_twice_counts_once_and_is_told():
    population = plain([" A  1", "A 1", "B", ""])
    assert [one.id for one in population.records] == ["A 1", "B"]
    assert population.repeated == ("A 1",)


def test_the_recorded_sample_travels_and_can_be_drawn_again_from_the_same_list():
    ids = [f"Z1-{n:03d}" for n in range(50)]
    sample = draw(plain(ids), Size(number=8), "种子", note="家访记录", source="名单.xlsx")
    assert from_json(to_json(sample), Sample) == sample
    random.Random(1).shuffle(ids)
    assert draw_again(sample, plain(ids)) == sample
    assert draw_again(sample, plain([*ids, "Z9"])).population_hash != sample.population_hash


def test_the_script_of_the_formats_document_repeats_the_draw(tmp_path):
    section = FORMATS.read_text("utf-8").partition("## Random sample")[2]
    script = tmp_path / "draw.py"
    script.write_text(re.search(r"```python\n(.*?)```", section, re.DOTALL)[1], "utf-8")
    assert len(script.read_text("utf-8").replace("\n\n", "\n").splitlines()) == 5
    ids = [f"档案 {n}" for n in range(30)]
    typed = "\n".join([*ids, "", " 档案  3 "]).encode()
    command = [sys.executable, "-X", "utf8", str(script), "20240116-jia", "12"]
    done = subprocess.run(command, input=typed, capture_output=True, check=True)
    expected = draw(plain(ids), Size(number=12), "20240116-jia")
    population_hash, *drawn = done.stdout.decode().splitlines()
    assert tuple(drawn) == expected.drawn
    assert population_hash == expected.population_hash
