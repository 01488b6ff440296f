"""What is found wrong with a set-up."""

from datetime import date, time
from decimal import Decimal

import pytest

from app.model.base import changed
from app.model.instrument import MergeRule, Method
from app.model.panel import Assignment, Duty, Panelist
from app.model.schedule import AgendaEntry, Stage
from app.model.setup import Figure, Indicator, Staffing, StaffMonth
from app.model.station import Contract, District, Organisation, Period, Role, Site, Station
from app.rules.setup_check import setup_problems
from tests.app.rules.checking import instrument, places, sentences, setup, with_block

D = Decimal
LEAD = with_block("running", merge=MergeRule(method=Method.LEAD))


def found(whole=None, **fields):
    return setup_problems(setup(**fields), whole or instrument())


def district(number, **fields):
    return District(**{"id": f"d{number}", "name": f"片区{number}", **fields})


def test_a_sound_setup_has_no_problems():
    assert found() == ()


def test_ids_and_names_of_districts_differ():
    districts = (*setup().districts, District(id="d2", name="第一片区 "))
    assert places(found(districts=districts)) == [
        ("error", "districts[2].id"),
        ("error", "districts[2].name"),
    ]


def test_ids_and_names_of_sites_differ_over_all_districts():
    twin = Site(id="s1", name="甲村")
    districts = (setup().districts[0], changed(setup().districts[1], sites=(twin,)))
    assert [p.place for p in found(districts=districts)] == [
        "districts[1].sites[0].id",
        "districts[1].sites[0].name",
    ]


def test_ids_and_names_of_the_panel_differ():
    panel = (*setup().panel, Panelist(id="w1", name="评委甲", duty=Duty.STAFF))
    assert places(found(panel=panel)) == [("error", "panel[3].id"), ("error", "panel[3].name")]


def test_names_are_not_empty():
    problems = found(station=Station(name=" "), organisations={Role.BUYER: Organisation(name="　")})
    assert [p.place for p in problems] == ["station.name", "organisations.buyer.name"]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"panelist": "nobody", "block": "running"}, "assignments[3].panelist"),
        ({"panelist": "w1", "block": "running"}, "assignments[3].panelist"),
        ({"panelist": "p1", "block": "gone"}, "assignments[3].block"),
        ({"panelist": "p1", "block": "quality", "districts": ("d9",)}, "assignments[3].districts"),
        ({"panelist": "p1", "block": "running", "districts": ("d1",)}, "assignments[3].districts"),
    ],
)
def test_an_assignment_names_what_exists_and_who_may_score(fields, place):
    assignments = (*setup().assignments, Assignment(**fields))
    assert places(found(assignments=assignments)) == [("error", place)]


def test_every_block_has_somebody_in_every_district():
    assignments = (Assignment(panelist="p2", block="quality", districts=("d2",)),)
    problems = found(assignments=assignments)
    assert sentences(problems) == [
        "Nobody scores “运营”. Assign somebody.",
        "Nobody scores “质量 · 第一片区”. Assign somebody.",
    ]
    assert (problems[1].spot.block, problems[1].spot.district) == ("quality", "d1")


def test_fewer_than_the_rule_asks_for_is_a_warning():
    rule = MergeRule(method=Method.TRIMMED, minimum=3)
    problems = found(with_block("quality", merge=rule))
    assert [p.severity.value for p in problems] == ["warning", "warning"]
    assert [p.values["raters"] for p in problems] == [1, 2]


def test_an_expert_with_nothing_to_score_is_a_warning():
    panel = (*setup().panel, Panelist(id="p3", name="评委丙"))
    assert places(found(panel=panel)) == [("warning", "panel[3]")]


def test_the_rule_of_the_lead_needs_a_lead():
    assert found(LEAD) == ()
    panel = tuple(changed(p, duty=Duty.EXPERT) if p.id == "p1" else p for p in setup().panel)
    assert places(found(LEAD, panel=panel)) == [("error", "leads.running")]


def test_the_lead_of_a_block_scores_all_of_it():
    whole = with_block("quality", merge=MergeRule(method=Method.LEAD))
    assert found(whole) == ()
    assert places(found(whole, leads={"quality": "p2"})) == [("error", "leads.quality")]


@pytest.mark.parametrize("leads", [{"gone": "p1"}, {"running": "nobody"}, {"running": "w1"}])
def test_leads_name_what_exists_and_who_may_score(leads):
    (block_id,) = leads
    assert places(found(leads=leads)) == [("error", f"leads.{block_id}")]


def test_two_leads_are_a_warning():
    panel = tuple(changed(p, duty=Duty.LEAD) if p.id == "p2" else p for p in setup().panel)
    assert places(found(panel=panel)) == [("warning", "panel")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"visited_on": date(2023, 7, 15)}, [("error", "visited_on")]),
        ({"visited_on": date(2023, 12, 30)}, [("warning", "visited_on")]),
        (
            {"period": Period(start=date(2023, 12, 31), end=date(2023, 7, 16))},
            [("error", "period.end"), ("warning", "staffing.months[0]")],
        ),
        (
            {"period": Period(start=date(2023, 7, 15), end=date(2023, 12, 31))},
            [("error", "period")],
        ),
        (
            {"contract": Contract(start=date(2024, 7, 15), end=date(2023, 7, 16))},
            [("error", "contract.end"), ("error", "period")],
        ),
    ],
)
def test_dates_are_in_order_and_the_period_inside_the_contract(fields, expected):
    assert places(found(**fields)) == expected


@pytest.mark.parametrize(
    ("months", "severity"), [("0", "error"), ("5.3", "warning"), ("12.5", "warning")]
)
def test_months_that_were_set_are_halves_and_not_more_than_the_contract(months, severity):
    period = changed(setup().period, months=D(months))
    assert places(found(period=period)) == [(severity, "period.months")]


def entry(start, end, title="议程"):
    return AgendaEntry(stage=Stage.OTHER, title=title, start=time(start), end=time(end))


def test_the_agenda_is_in_order_without_overlaps():
    agenda = (entry(9, 11), entry(10, 12), entry(13, 13), entry(14, 15))
    assert places(found(agenda=agenda)) == [
        ("error", "agenda[2].end"),
        ("error", "agenda[1].start"),
    ]


def indicator(**districts):
    counted = {name: D(value) for name, value in districts.items()}
    return Indicator(id="groups", label="小组", target=D(30), actual=D(15), districts=counted)


def test_indicators_are_counted_in_districts_that_exist():
    problems = found(indicators=(indicator(d1="10", d9="5"),))
    assert places(problems) == [("error", "indicators[0].districts")]


def test_an_indicator_that_does_not_add_up_is_a_warning():
    problems = found(indicators=(indicator(d1="10", d2="4"),))
    assert places(problems) == [("warning", "indicators[0].districts")]
    assert found(indicators=(indicator(d1="10", d2="5"),)) == ()
    assert found(indicators=(indicator(),)) == ()


def test_ids_of_indicators_differ():
    problems = found(indicators=(indicator(), indicator()))
    assert places(problems) == [("error", "indicators[1].id")]


def test_a_figure_has_one_value_for_each_place():
    figure = Figure(key="calls", label="热线", value=D(3))
    figures = (figure, changed(figure, district="d1"), changed(figure, district="d9"), figure)
    problems = found(figures=figures)
    assert places(problems) == [("error", "figures[3].key"), ("error", "figures[2].district")]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"total": 21, "certified": 22}, "staffing.certified"),
        ({"total": 23, "certified": 21, "uncertified": 3}, "staffing.certified"),
        ({"total": 21, "certified": 15, "related": 2, "other": 5}, "staffing.certified"),
        ({"certified": 15, "middle": 7, "assistant": 9}, "staffing.senior"),
        ({"total": 21, "stable": 22}, "staffing.stable"),
        ({"total": 21, "two_years": 22}, "staffing.two_years"),
        ({"total": 21, "party_members": 22}, "staffing.party_members"),
        ({"posts": 20, "certified_posts": 21}, "staffing.certified_posts"),
        ({"personnel_ratio": D(101)}, "staffing.personnel_ratio"),
    ],
)
def test_a_part_of_the_staff_is_not_more_than_the_whole(fields, place):
    problems = found(staffing=Staffing(**fields))
    assert ("warning", place) in places(problems)
    assert {p.severity.value for p in problems} == {"warning"}


def test_the_staff_of_both_reports_is_sound():
    first = Staffing(total=21, certified=15, related=1, other=5, middle=7, assistant=8, stable=18)
    second = Staffing(total=23, certified=21, uncertified=2, middle=8, assistant=13)
    assert found(staffing=first) == found(staffing=second) == ()


def test_the_districts_staff_adds_up():
    districts = tuple(changed(d, staff=10) for d in setup().districts)
    assert places(found(districts=districts)) == [("warning", "districts")]
    partly = (districts[0], changed(districts[1], staff=None))
    assert found(districts=partly) == ()


def test_months_of_staffing_stand_once_and_in_the_period():
    months = (StaffMonth(month="2023-07"), StaffMonth(month="2023-07"), StaffMonth(month="2024-01"))
    problems = found(staffing=Staffing(months=months))
    assert places(problems) == [("error", "staffing.months[1]"), ("warning", "staffing.months[2]")]


def test_months_of_staffing_are_in_halves_and_certified_are_a_part():
    month = StaffMonth(month="2023-08", required=D(20), present=D("9.3"), certified_present=D(10))
    assert places(found(staffing=Staffing(months=(month,)))) == [
        ("warning", "staffing.months[0].certified_present"),
        ("warning", "staffing.months[0]"),
    ]


def test_a_block_by_district_needs_a_district():
    problems = found(districts=(), indicators=(), assignments=setup().assignments[:2], leads={})
    assert ("error", "districts") in places(problems)


def test_a_station_without_blocks_by_district_needs_none():
    quality = with_block("quality", scope=instrument().block("running").scope)
    problems = found(quality, districts=(), indicators=(), assignments=setup().assignments[:2])
    assert [p.severity.value for p in problems] == ["warning"]


@pytest.mark.parametrize(("count", "expected"), [(200, []), (201, [("error", "districts")])])
def test_at_most_200_districts(count, expected):
    districts = tuple(district(n) for n in range(1, count + 1))
    assert places(found(districts=districts)) == expected


@pytest.mark.parametrize(("more", "expected"), [(97, []), (98, [("error", "panel")])])
def test_at_most_100_panelists(more, expected):
    crowd = (Panelist(id=f"x{n}", name=f"工作人员{n}", duty=Duty.STAFF) for n in range(more))
    assert places(found(panel=(*setup().panel, *crowd))) == expected


def test_a_panel_has_members():
    assert ("error", "panel") in places(found(panel=(), assignments=()))
