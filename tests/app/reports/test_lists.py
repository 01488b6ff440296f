"""Where findings stand: a law for any findings, districts and blocks."""

from itertools import chain

from hypothesis import given as drawn
from hypothesis import strategies as st

from app.model.base import changed
from app.model.capture import Stance
from app.model.curated import CuratedFinding
from app.model.station import District
from app.reports.form import load_form
from app.reports.input import ReportInput
from app.reports.lists import Placed, numbered, place
from tests.app.reports.examples import example, setup

PLACES = st.sampled_from([None, "monitoring", "effect", "operation", "quality", "unknown"])
DISTRICTS = tuple(District(id=f"d{n}", name=f"片区{n}") for n in range(1, 4))
BASE = example(changed(setup(), districts=DISTRICTS))
FORM = load_form("panyu")


@st.composite
def many_findings(draw: st.DrawFn) -> tuple[CuratedFinding, ...]:
    size = draw(st.integers(0, 30))
    return tuple(
        CuratedFinding(
            id=str(n),
            stance=draw(st.sampled_from(Stance)),
            text=f"意见{n}",
            party=draw(st.sampled_from(["", "buyer", "bureau", "supervision", "unknown"])),
            block=draw(PLACES),
            district=draw(st.sampled_from([None, "d1", "d2", "d3", "d9"])),
        )
        for n in range(size)
    )


def everything(placed: Placed) -> list[CuratedFinding]:
    return list(chain(*placed.sections.values(), *placed.districts.values()))


def with_findings(findings: tuple[CuratedFinding, ...]) -> ReportInput:
    return ReportInput(
        setup=BASE.setup,
        instrument=BASE.instrument,
        outcome=BASE.outcome,
        today=BASE.today,
        findings=findings,
    )


@drawn(many_findings())
def test_every_used_finding_has_exactly_one_place(findings):
    given = with_findings(findings)
    placed = everything(place(given, FORM))
    assert sorted(f.id for f in placed) == sorted(f.id for f in given.used)


@drawn(many_findings())
def test_numbers_run_from_one_without_gaps_and_no_list_is_empty(findings):
    placed = place(with_findings(findings), FORM)
    for own in (*placed.sections.values(), *placed.districts.values()):
        lists = numbered(own, FORM.sections[0], FORM)
        assert [one["heading"][:2] for one in lists] == [f"{n}." for n in range(1, len(lists) + 1)]
        for one in lists:
            lines = one["paragraphs"]
            assert lines
            assert [t.split("）")[0] for t in lines] == [f"（{n}" for n in range(1, len(lines) + 1)]


@drawn(many_findings())
def test_the_order_within_a_list_is_the_order_given(findings):
    placed = place(with_findings(findings), FORM)
    for own in (*placed.sections.values(), *placed.districts.values()):
        assert [int(f.id) for f in own] == sorted(int(f.id) for f in own)
