"""Rows taken into a set-up: what can be read is taken, the rest refused row by row."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.model.base import changed
from app.model.setup import Indicator
from app.model.station import District
from app.rules.setup_rows import NumberedRow, take_indicators, take_months, take_sites
from tests.app.rules.worlds import block, setup

DISTRICTS = (District(id="d1", name="第一片区"), District(id="d2", name="第二片区"))


def plain(**fields):
    return changed(setup((block(),)), districts=DISTRICTS, **fields)


def rows(*texts):
    return [NumberedRow(n, one) for n, one in enumerate(texts, start=2)]


def test_sites_continue_the_district_above_and_update_those_that_are_there():
    taken = take_sites(
        plain(),
        rows(
            {"district": "第一片区", "name": "谢村村", "households": "1,200"},
            {"district": "", "name": "胜石村", "households": ""},
            {"district": "第三片区", "name": "钟村社区", "files": "不详"},
            {"district": "第一片区", "name": "谢村村", "files": "22"},
        ),
    )
    first = taken.setup.districts[0]
    assert [s.name for s in first.sites] == ["谢村村", "胜石村"]
    assert (first.sites[0].households, first.sites[0].files) == (1200, 22)
    assert taken.count == 3
    assert [one.number for one in taken.refused] == [4]
    assert "第三片区" not in {d.name for d in taken.setup.districts}


def test_indicators_are_matched_by_label_and_unit():
    before = plain(indicators=(Indicator(id="home", label="家访", unit="人次", target=Decimal(9)),))
    taken = take_indicators(
        before,
        rows(
            {"label": "家访", "unit": "人次", "target": "1200", "actual": "1165"},
            {"label": "家访", "unit": "户", "target": "300", "actual": "12.5"},
            {"label": " ", "unit": "", "target": "1"},
            {"label": "小组", "target": "三十"},
        ),
    )
    home, house = taken.setup.indicators
    assert (home.id, home.target, home.actual) == ("home", Decimal(1200), Decimal(1165))
    assert (house.unit, house.actual) == ("户", Decimal("12.5"))
    assert [one.number for one in taken.refused] == [4, 5]


def test_a_whole_that_is_not_given_is_the_sum_of_its_districts():
    texts = {"label": "个案", "target": "80", "district:d1": "20", "district:d2": "22"}
    made = take_indicators(plain(), rows({**texts, "actual": ""})).setup.indicators[0]
    assert made.actual == Decimal(42)
    own = take_indicators(plain(), rows({**texts, "actual": "43"})).setup.indicators[0]
    assert own.actual == Decimal(43)


def test_months_are_read_in_many_ways_and_stand_in_order():
    taken = take_months(
        plain(),
        rows(
            {"month": "2023年8月", "required": "20", "present": "19.5"},
            {"month": "202307", "required": "20", "present": "20"},
            {"month": "2023-08-01", "certified_present": "15"},
            {"month": "13月", "required": "1"},
        ),
    )
    july, august = taken.setup.staffing.months
    assert (july.month, august.month) == ("2023-07", "2023-08")
    assert (august.present, august.certified_present) == (Decimal("19.5"), Decimal(15))
    assert [one.number for one in taken.refused] == [5]


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "label": st.text(max_size=5),
                "unit": st.sampled_from(("", "人次", "户")),
                "target": st.sampled_from(("", "5", "x", "１２")),
                "actual": st.text(max_size=3),
            }
        ),
        max_size=8,
    )
)
def test_whatever_the_rows_say_each_is_taken_or_refused_and_taking_twice_changes_nothing(texts):
    given_rows = rows(*texts)
    once = take_indicators(plain(), given_rows)
    assert once.count + len(once.refused) == len(given_rows)
    assert take_indicators(once.setup, given_rows).setup == once.setup
