"""A new visit: blank, or with what an earlier one knew."""

from datetime import date
from decimal import Decimal

from app.exchange.agenda_file import usual_day
from app.exchange.sample_file import load_sample
from app.model.base import changed
from app.model.station import Term
from app.rules.beginning import Beginning, blank_setup, setup_after
from app.rules.problem import errors
from app.rules.setup_check import setup_problems

NEXT = Beginning(
    station="钟村街社工服务站",
    term=Term.FINAL,
    visited_on=date(2024, 7, 2),
    start=date(2023, 7, 16),
    end=date(2024, 7, 15),
)


def test_a_blank_visit_holds_nothing_but_what_was_asked_for():
    made = blank_setup(NEXT)
    assert (made.station.name, made.term) == ("钟村街社工服务站", Term.FINAL)
    assert (made.period.start, made.period.end) == (NEXT.start, NEXT.visited_on)
    assert (made.districts, made.panel, made.indicators, made.agenda) == ((), (), (), ())


def test_a_visit_before_the_contract_begins_still_has_a_period():
    early = Beginning("站", Term.MID, date(2023, 1, 1), NEXT.start, NEXT.end)
    assert blank_setup(early).period.end == NEXT.start


def test_the_next_visit_takes_over_who_and_where_and_none_of_the_figures():
    sample = load_sample("zhongcun")
    made = setup_after(sample.setup, NEXT)
    assert made.panel == sample.setup.panel
    assert made.assignments == sample.setup.assignments
    assert [d.name for d in made.districts] == [d.name for d in sample.setup.districts]
    assert [n.target for n in made.indicators] == [n.target for n in sample.setup.indicators]
    assert {n.actual for n in made.indicators} == {Decimal(0)}
    assert {s.records for d in made.districts for s in d.sites} == {None}
    assert made.staffing.months == ()
    assert made.figures == ()
    assert not errors(setup_problems(made, sample.instrument))


def test_the_usual_day_is_in_order_and_fits_into_any_set_up():
    made = changed(load_sample("zhongcun").setup, agenda=usual_day())
    assert not [
        p
        for p in setup_problems(made, load_sample("zhongcun").instrument)
        if p.place.startswith("agenda")
    ]
