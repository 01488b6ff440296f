"""Names of stations: what is the same written otherwise, and what is not the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.stations import core_of, station_key

SAME = [
    ("钟村街社工服务站", "番禺区"),
    ("广州市番禺区钟村街社会工作服务站", ""),
    ("广东省广州市番禺区钟村街社工服务站", "番禺区"),
    ("番禺区钟村街道社工站", ""),
    (" 钟村街 社工服务站\u3000", "番禺 区"),
    ("钟村街社会工作服务中心", "番禺区"),
    ("钟村街（社工服务站）", "番禺区"),
]
OTHERS = [
    ("钟村街社工服务站", ""),
    ("钟村街社工服务站", "越秀区"),
    ("六榕街社工服务站", "番禺区"),
    ("新区街社工站", "番禺区"),
    ("老区街社工站", "番禺区"),
    ("市桥街社工站", "番禺区"),
    ("区庄街社工站", "番禺区"),
    ("东区社工站", "番禺区"),
    ("西区社工站", "番禺区"),
]


@pytest.mark.parametrize(("name", "county"), SAME)
def test_one_station_is_known_however_its_name_is_written(name, county):
    assert station_key(name, county) == "钟村街社工站@番禺区"


def test_other_stations_are_not_taken_for_it_nor_for_one_another():
    keys = [station_key(name, county) for name, county in (SAME[0], *OTHERS)]
    assert len(set(keys)) == len(keys)


def test_the_same_street_in_two_districts_has_one_core_and_two_keys():
    keys = [station_key("珠江街社工站", county) for county in ("天河区", "南沙区", "")]
    assert {core_of(key) for key in keys} == {"珠江街社工站"}
    assert len(set(keys)) == 3


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_name_has_a_key_and_blanks_around_it_do_not_matter(name, county):
    assert station_key(f" {name}\t", county) == station_key(name, county)
    assert core_of(station_key(name, county)) or not name.strip()


@given(st.text(alphabet="😀☺。—!", min_size=1, max_size=9))
def test_a_name_of_signs_alone_is_itself(name):
    assert core_of(station_key(name)) == name.strip()
