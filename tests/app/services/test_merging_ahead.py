"""What comes of sheets is worked out before they are taken, on another thread, and is the same."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from app.demo import play_panelist
from app.exchange import crypto
from app.model.base import changed
from app.rules.gather import gather
from app.rules.scoring import evaluate_gathered
from app.services.collect import Incoming
from app.services.tellings import parts_of
from app.storage.store import now
from tests.libraries import new_library
from tests.ui.screens.coordinator.evening import INSTRUMENT, SETUP, entries


@pytest.fixture
def visit(tmp_path):
    """Both experts' packs are out, nothing is collected."""
    library = new_library(tmp_path / "library")
    made = library.new_visit(SETUP, INSTRUMENT, user="工作人员A")
    yield made
    made.close()
    library.close()


@pytest.fixture
def sheets(visit, tmp_path):
    """By panelist, the files that were handed in."""
    laptops = new_library(tmp_path / "laptops")
    packs = visit.packs.issue(("jia", "yi"), crypto.LOWEST).packs
    found = {p.panelist: play_panelist(laptops, p, entries(p.panelist), now) for p in packs}
    laptops.close()
    return found


def elsewhere(work, *given, **named):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, *given, **named).result()


def read(visit, *files):
    return tuple(visit.collecting.reader().read(file) for file in files)


def scratch(visit):
    """The outcome with nothing remembered."""
    whole = (visit.instrument, visit.setup, gather(visit.collecting.accepted()))
    return evaluate_gathered(*whole, visit.merging.decisions())


def test_what_was_worked_out_ahead_serves_when_the_sheets_are_taken(visit, sheets):
    reads = read(visit, *sheets.values())
    union = elsewhere(visit.merging.ahead(), reads)
    visit.merging.adopt(union)
    visit.collecting.take(reads)
    assert visit.merging.gathered is union.gathered
    assert visit.merging.outcome == scratch(visit)


def test_nothing_is_shown_of_it_before_they_are_taken(visit, sheets):
    before = visit.merging.outcome
    visit.merging.adopt(elsewhere(visit.merging.ahead(), read(visit, *sheets.values())))
    assert visit.merging.outcome == before
    assert not visit.merging.gathered.heads.heads


def test_a_refused_file_and_one_that_counts_already_change_nothing(visit, sheets):
    visit.collecting.take(read(visit, sheets["jia"]))
    reads = read(visit, sheets["jia"], Incoming("别的.hsheet", b"nothing of ours"), sheets["yi"])
    union = elsewhere(visit.merging.ahead(), reads)
    visit.merging.adopt(union)
    visit.collecting.take(reads)
    assert visit.merging.gathered is union.gathered
    assert visit.merging.outcome == scratch(visit)


def test_a_decision_made_meanwhile_counts(visit, sheets):
    reads = read(visit, *sheets.values())
    union = elsewhere(visit.merging.ahead(), reads)
    visit.decide.enter_party("buyer", Decimal(18))
    visit.decide.settle("operation", None, Decimal(19), reason="合议", by="评委甲")
    visit.merging.adopt(union)
    visit.collecting.take(reads)
    assert visit.merging.outcome == scratch(visit)
    assert visit.merging.outcome.parties[1].converted == 18


def test_what_is_left_without_a_sheet_is_worked_out_too(visit, sheets):
    visit.collecting.take(read(visit, *sheets.values()))
    gone = next(row.hash for row in visit.collecting.rows())
    union = elsewhere(visit.merging.ahead(), without=gone)
    visit.merging.adopt(union)
    visit.collecting.remove(gone, "拿错了")
    assert visit.merging.gathered is union.gathered
    assert visit.merging.outcome == scratch(visit)


def test_undo_and_redo_go_between_two_unions_and_make_neither_anew(visit, sheets):
    empty = visit.merging.gathered
    visit.collecting.take(read(visit, *sheets.values()))
    full = visit.merging.gathered
    visit.undo()
    assert visit.merging.gathered is empty
    visit.redo()
    assert visit.merging.gathered is full
    assert visit.merging.outcome == scratch(visit)


class Teller:
    """Tells something of parts and of sheets, and notes how often it was asked."""

    def __init__(self):
        self.told = 0

    def of_part(self, part, _instrument):
        self.told += 1
        return len(part.cells)

    def of_sheets(self, gathered, _setup, _instrument):
        self.told += 1
        return len(gathered.keyed)


def ask(visit, teller):
    parts = list(parts_of(visit.merging.outcome))
    return (
        [visit.merging.of_part(teller.of_part, part) for part in parts],
        visit.merging.of_sheets(teller.of_sheets),
    )


def test_what_was_asked_of_the_sheets_before_is_told_of_new_ones_ahead(visit, sheets):
    teller = Teller()
    ask(visit, teller)
    reads = read(visit, *sheets.values())
    union = elsewhere(visit.merging.ahead(), reads)
    before = teller.told
    visit.merging.adopt(union)
    visit.collecting.take(reads)
    found = ask(visit, teller)
    assert teller.told == before
    assert found == ask(visit, Teller())
    assert found[1] > 0


def test_undo_leads_back_to_what_was_told_and_a_decision_tells_its_part_alone_anew(visit, sheets):
    teller = Teller()
    empty = ask(visit, teller)
    visit.collecting.take(read(visit, *sheets.values()))
    full = ask(visit, teller)
    told = teller.told
    visit.undo()
    assert ask(visit, teller) == empty
    visit.redo()
    assert ask(visit, teller) == full
    assert teller.told == told
    visit.decide.settle("operation", None, Decimal(19), reason="合议", by="评委甲")
    assert ask(visit, teller) == full
    assert teller.told == told + 1


def test_what_is_told_follows_a_set_up_that_changed_after_the_job(visit, sheets):
    """What the job told rests on what was so then; it is told anew, not shown."""
    teller = Teller()
    ask(visit, teller)
    reads = read(visit, *sheets.values())
    union = elsewhere(visit.merging.ahead(), reads)
    visit.setups.change(changed(visit.setup, station=changed(visit.setup.station, short="改了")))
    visit.merging.adopt(union)
    visit.collecting.take(reads)
    told = teller.told
    ask(visit, teller)
    assert teller.told > told
    assert ask(visit, teller) == ask(visit, Teller())
