"""The instrument of a visit while it is made, and what becomes of it once packs are out."""

from decimal import Decimal

import pytest

from app.errors import UserError
from app.exchange.crypto import LOWEST
from app.exchange.instrument_file import load_shipped
from app.model.base import changed
from app.rules.instrument_edit import put, remove
from app.rules.problem import errors

FIRST = ("parties", 0, "blocks", 0)


def test_what_is_changed_is_in_force_at_once_and_can_be_taken_back(day):
    visit = day.visit
    before = visit.instrument
    renamed = put(before, FIRST, ("label",), "服务品质")
    changes = visit.instruments.change(
        renamed, name="服务品质", at=(*FIRST, "label"), merge_key="label"
    )
    assert changes
    assert visit.instrument == visit.instruments.edited == renamed
    row = visit.audit(1)[0]
    assert (row.before, row.after) == ("服务质量", "服务品质")
    visit.undo()
    assert visit.instrument == before
    visit.redo()
    assert visit.instrument == renamed


def test_what_is_the_same_writes_nothing(day):
    count = len(day.visit.audit())
    assert not day.visit.instruments.change(day.visit.instrument)
    assert not day.visit.instruments.choose(day.visit.instrument)
    assert len(day.visit.audit()) == count


def test_typing_in_one_field_is_one_step(day):
    visit = day.visit
    before = visit.instrument
    for text in ("服", "服务", "服务品质"):
        edited = put(visit.instrument, FIRST, ("label",), text)
        visit.instruments.change(edited, merge_key="instrument:label")
    visit.undo()
    assert visit.instrument == before


def test_a_block_that_is_gone_takes_its_assignments_along_and_undo_brings_both_back(day):
    visit = day.visit
    setup, instrument = visit.setup, visit.instrument
    visit.instruments.change(remove(instrument, FIRST).instrument)
    assert {a.block for a in visit.setup.assignments} == {"whole"}
    visit.undo()
    assert (visit.setup, visit.instrument) == (setup, instrument)


def test_another_instrument_is_chosen_in_one_step(day):
    visit = day.visit
    before = (visit.setup, visit.instrument)
    visit.instruments.choose(load_shipped("gz-2023"))
    assert visit.instrument.id == "gz-2023"
    assert {a.block for a in visit.setup.assignments} == {"quality"}
    visit.undo()
    assert (visit.setup, visit.instrument) == before


@pytest.mark.parametrize("label", ["", "长" * 301, "a\x00b"])
def test_what_could_not_be_read_back_is_refused_and_changes_nothing(day, label):
    before = day.visit.instrument
    with pytest.raises(UserError):
        day.visit.instruments.change(put(before, FIRST, ("label",), label))
    assert day.visit.instrument == before


def test_once_packs_are_out_it_stays(day):
    visit = day.visit
    visit.packs.issue(cost=LOWEST)
    instrument = visit.instrument
    assert visit.instruments.frozen
    assert not visit.instruments.editable
    for act in (visit.instruments.choose, visit.instruments.change):
        with pytest.raises(UserError, match="later visits"):
            act(changed(instrument, title="另一套"))
    assert visit.instrument == instrument


def test_a_draft_for_later_visits_is_edited_beside_it(day):
    visit = day.visit
    visit.packs.issue(cost=LOWEST)
    frozen = visit.instrument
    visit.instruments.begin_draft()
    assert visit.instruments.editable
    assert not visit.instruments.begin_draft()
    edited = remove(visit.instruments.edited, FIRST).instrument
    visit.instruments.change(edited)
    assert visit.instruments.edited == visit.instruments.draft == edited
    assert visit.instrument == frozen
    assert {a.block for a in visit.setup.assignments} == {"quality", "whole"}
    assert errors(visit.packs.problems()) == ()
    visit.undo()
    assert visit.instruments.draft == frozen
    visit.undo()
    assert visit.instruments.draft is None


def test_a_draft_is_there_again_when_the_visit_is_opened(day):
    visit = day.visit
    visit.packs.issue(cost=LOWEST)
    visit.instruments.begin_draft()
    edited = put(visit.instruments.edited, (), ("title",), "下一版")
    visit.instruments.change(edited)
    folder = visit.folder.name
    visit.close()
    day.visit = day.library.open_visit(folder, clock=day.clock)
    assert day.visit.instruments.draft == edited
    day.visit.instruments.drop_draft()
    assert day.visit.instruments.draft is None
    assert not day.visit.instruments.drop_draft()
    day.visit.undo()
    assert day.visit.instruments.draft == edited


def test_a_panelist_changes_no_instrument(panelist):
    assert not panelist.instruments.editable
    with pytest.raises(UserError, match="coordinator's laptop"):
        panelist.instruments.change(changed(panelist.instrument, title="x"))
    with pytest.raises(UserError, match="coordinator's laptop"):
        panelist.instruments.choose(changed(panelist.instrument, title="x"))


def test_a_visit_opened_read_only_changes_none(day):
    beside = day.library.open_visit(day.visit.folder.name, read_only=True)
    assert not beside.instruments.editable
    with pytest.raises(UserError, match="read-only"):
        beside.instruments.change(changed(beside.instrument, title="x"))
    beside.close()


@pytest.mark.parametrize("field", ["parties", "bands", "vetoes"])
def test_an_instrument_that_lost_a_whole_part_is_wrong_but_stops_nothing(day, field):
    visit = day.visit
    visit.instruments.change(changed(visit.instrument, **{field: (), "veto_grade": ""}))
    assert visit.merging.outcome.cells == (0 if field == "parties" else 10)
    assert bool(errors(visit.packs.problems())) == (field != "vetoes")


def test_the_audit_tells_figures_and_names_of_what_was_taken_out(day):
    visit = day.visit
    visit.instruments.change(
        put(visit.instrument, FIRST, ("full",), Decimal("30.50")), at=(*FIRST, "full")
    )
    assert (visit.audit(1)[0].before, visit.audit(1)[0].after) == ("30", "30.5")
    last = ("vetoes", 0)
    visit.instruments.change(remove(visit.instrument, last).instrument, name="违法", at=last)
    assert (visit.audit(1)[0].before, visit.audit(1)[0].after) == ("违法", "")
