"""What differs between two set-ups, in words."""

from datetime import date, time
from decimal import Decimal

import pytest

from app.model.base import changed
from app.model.panel import Assignment, Duty, Panelist
from app.model.schedule import AgendaEntry, Stage
from app.model.setup import Indicator, Staffing, StaffMonth
from app.model.station import District, Organisation, Role, Site, Term
from app.rules.naming import Names
from app.rules.setup_changes import setup_changes
from app.rules.told import shown
from tests.small import small_instrument, small_setup

OLD = small_setup()
INDICATOR = Indicator(id="i1", label="个案", target=Decimal(12))
MONTH = StaffMonth(month="2023-07", required=Decimal(12), present=Decimal("11.5"))
OPENING = AgendaEntry(stage=Stage.BRIEFING, title="听取介绍", start=time(9), end=time(9, 30))


def differ(old, new):
    ids = Names(old, small_instrument()).ids | Names(new, small_instrument()).ids
    return tuple(shown(one) for one in setup_changes(old, new, ids))


def to(**fields):
    return changed(OLD, **fields)


CASES = [
    (OLD, OLD, ("", "")),
    (
        OLD,
        to(station=changed(OLD.station, name="新街社工服务站")),
        ("测试街社工服务站", "新街社工服务站"),
    ),
    (OLD, to(visited_on=date(2024, 2, 1)), ("2024-01-16", "2024-02-01")),
    (OLD, to(term=Term.FINAL), ("Mid-term evaluation", "Final evaluation")),
    (OLD, to(districts=OLD.districts[:1]), ("第二片区", "")),
    (
        OLD,
        to(districts=(changed(OLD.districts[0], name="东片区"), OLD.districts[1])),
        ("第一片区", "东片区"),
    ),
    (OLD, to(districts=OLD.districts[::-1]), ("第一片区、第二片区", "第二片区、第一片区")),
    (
        OLD,
        to(districts=(changed(OLD.districts[0], staff=5), OLD.districts[1])),
        ("", "第一片区 5"),
    ),
    (
        OLD,
        to(
            districts=(
                District(id="d1", name="第一片区", sites=(Site(id="s9", name="丙村"),)),
                OLD.districts[1],
            )
        ),
        ("第一片区 甲村", "第一片区 丙村"),
    ),
    (
        OLD,
        to(panel=(*OLD.panel, Panelist(id="bing", name="评委丙"))),
        ("", "评委丙"),
    ),
    (
        OLD,
        to(panel=(changed(OLD.panel[0], duty=Duty.EXPERT), *OLD.panel[1:])),
        ("评委甲 Lead expert", "评委甲 Expert"),
    ),
    (
        OLD,
        to(
            assignments=(
                *OLD.assignments[:3],
                Assignment(panelist="yi", block="whole", districts=("d1",)),
            )
        ),
        ("评委乙·运营管理", "评委乙·运营管理·第一片区"),
    ),
    (OLD, to(leads={"quality": "yi"}), ("", "服务质量 评委乙")),
    (
        OLD,
        to(organisations={Role.BUREAU: Organisation(name="区民政局")}),
        ("", "Supervising bureau 区民政局"),
    ),
    (
        to(indicators=(INDICATOR,)),
        to(indicators=(changed(INDICATOR, target=Decimal("1E+2")),)),
        ("个案 12", "个案 100"),
    ),
    (
        to(staffing=Staffing(months=(MONTH,), training_met=False)),
        to(staffing=Staffing(months=(changed(MONTH, present=Decimal(12)),), training_met=True)),
        ("no；2023-07 11.5", "yes；2023-07 12"),
    ),
    (
        to(agenda=(OPENING,)),
        to(agenda=(changed(OPENING, end=time(10)),)),
        ("09:00–09:30 听取介绍", "09:00–10:00 听取介绍"),
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), CASES, ids=range(len(CASES)))
def test_a_change_is_told_by_names_and_figures(old, new, told):
    assert differ(old, new) == told


def test_a_pasted_table_is_told_by_its_first_rows_and_their_number():
    many = tuple(District(id=f"x{n}", name=f"第{n}片区") for n in range(5000))
    before, after = differ(OLD, to(districts=many))
    assert before == "第一片区；第二片区"
    assert after.endswith("and more (5000)")
    assert len(after) < 400
