"""Districts and sites from lists, moved and taken away, with whatever names them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.model.base import changed
from app.model.panel import Assignment
from app.model.setup import Figure, Indicator
from app.rules.districting import (
    Listed,
    moved_site,
    site_ids,
    with_list,
    without_districts,
    without_sites,
)
from tests.app.rules.worlds import block, setup

LIST = (
    Listed("第一片区", "谢村村"),
    Listed("", "胜石村"),
    Listed("第二片区", "钟四村"),
    Listed("第一片区", "钟一村"),
    Listed("第二片区", "钟四村"),
)
NAMES = st.text(st.sampled_from("甲乙丙丁"), min_size=1, max_size=2)


def plain():
    return setup((block(),))


def names(made):
    return {d.name: [s.name for s in d.sites] for d in made.districts}


def test_a_list_with_merged_cells_makes_districts_in_its_order():
    made = with_list(plain(), LIST)
    assert names(made) == {"第一片区": ["谢村村", "胜石村", "钟一村"], "第二片区": ["钟四村"]}


def test_a_list_goes_on_below_the_district_one_stands_in():
    made = with_list(plain(), LIST)
    more = with_list(made, (Listed("", "钟五村"),), after=made.districts[1].id)
    assert names(more)["第二片区"] == ["钟四村", "钟五村"]


def test_a_site_before_any_district_is_refused():
    with pytest.raises(UserError, match="no district"):
        with_list(plain(), (Listed(" ", "谢村村"),))


@given(st.lists(st.builds(Listed, NAMES, NAMES), max_size=12))
def test_taking_a_list_twice_changes_nothing_and_ids_are_free(lines):
    once = with_list(plain(), lines)
    assert with_list(once, lines) == once
    ids = [d.id for d in once.districts] + list(site_ids(once))
    assert len(ids) == len(set(ids))


@given(st.lists(st.builds(Listed, NAMES, NAMES), min_size=1, max_size=12), st.data())
def test_a_site_that_moves_is_there_once(lines, data):
    made = with_list(plain(), lines)
    site = data.draw(st.sampled_from(site_ids(made)))
    target = data.draw(st.sampled_from(made.districts)).id
    moved = moved_site(made, site, target)
    assert sorted(site_ids(moved)) == sorted(site_ids(made))
    assert moved.district(target).sites[-1].id == site
    assert site not in site_ids(without_sites(moved, [site]))


def test_with_a_district_goes_whatever_names_it_and_nobody_gets_all_of_them_by_it():
    made = with_list(plain(), LIST)
    first, second = (district.id for district in made.districts)
    made = changed(
        made,
        assignments=(
            Assignment(panelist="p0", block="b", districts=(first,)),
            Assignment(panelist="p1", block="b", districts=(first, second)),
            Assignment(panelist="p2", block="b"),
        ),
        indicators=(
            Indicator(id="i", label="家访", districts={first: Decimal(1), second: Decimal(2)}),
        ),
        figures=(Figure(key="f", label="经费", value=Decimal(1), district=first),),
    )
    left = without_districts(made, [first])
    assert [a.panelist for a in left.assignments] == ["p1", "p2"]
    assert left.assignments[0].districts == (second,)
    assert left.indicators[0].districts == {second: Decimal(2)}
    assert left.figures == ()
