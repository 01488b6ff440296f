"""A panelist's draw is recorded, travels, and can be repeated from the list."""

from decimal import Decimal

import pytest

from app.errors import UserError
from app.model.capture import Sample
from app.rules.columns import Row, Table
from app.rules.sampling import Size, population_of
from app.services.captures import Place
from app.services.samples import (
    is_repeated,
    listed_lines,
    listed_rows,
    strata_of,
)
from tests.app.conftest import sheet_of, sign


@pytest.fixture
def samples(panelist):
    return panelist.samples


def test_typed_and_imported_lists_give_the_same_population():
    typed = listed_lines("Z1-1,第一片区\nZ1-2\t第一片区\n\nZ2-1，第二片区\n")
    rows = (("Z2-1", "第二片区"), ("Z1-1", "第一片区"), ("Z1-2", "第一片区"))
    table = Table(("编号", "片区"), tuple(Row(n, cells) for n, cells in enumerate(rows, 2)))
    imported = listed_rows(table, 0, 1)
    assert population_of(typed).hash == population_of(imported).hash
    assert population_of(typed).strata == population_of(imported).strata
    assert strata_of(imported) == ("第一片区", "第二片区")
    assert strata_of(listed_rows(table, 0)) == ("",)


def test_a_draw_is_recorded_with_all_that_repeats_it_and_reaches_the_coordinator(day):
    visit = day.open_for("jia")
    service = visit.samples
    population = population_of(listed_lines("\n".join(f"Z1-{n:02d}" for n in range(40))))
    assert service.next_seed() == "20240116-jia-1"
    made = service.draw(
        population, Size(percent=Decimal(10)), service.next_seed(), place=Place(district="d1")
    )
    body = visit.captures.get(made.id).body
    assert isinstance(body, Sample)
    assert len(body.drawn) == 4
    assert is_repeated(body, population)
    assert not is_repeated(body, population_of(listed_lines("Z1-01")))
    assert service.next_seed() == "20240116-jia-2"
    sign(visit)
    day.visit.collecting.collect([sheet_of(visit)])
    visit.close()
    (got,) = [c.body for c in collected(day.visit) if c.kind == "sample"]
    assert got == body


def collected(visit):
    return [capture for capture, _body in visit.merging.gathered.pairs(Sample)]


def test_a_draw_can_be_undone(samples, panelist):
    samples.draw(population_of(listed_lines("A\nB\nC")), Size(number=1), "种子")
    assert panelist.undo_step.label == "Random sample"
    panelist.undo()
    assert samples.all() == ()


def test_a_seed_with_a_control_character_is_cleaned_so_that_it_can_be_printed(samples, panelist):
    made = samples.draw(population_of(listed_lines("A\nB")), Size(number=1), " 种\x00子 ")
    assert panelist.captures.get(made.id).body.seed == "种子"
    with pytest.raises(UserError, match="has 2 records"):
        samples.draw(population_of(listed_lines("A\nB")), Size(number=3), "x")
