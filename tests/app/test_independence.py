"""Who scores and coordinates on one laptop: every way round the closed door that is known."""

from decimal import Decimal

import pytest

from app.exchange import crypto
from app.library import Library
from app.model.base import changed
from tests.app.conftest import score_all, sheet_of, sign
from tests.libraries import PASSPHRASE
from tests.small import small_instrument, small_setup


@pytest.fixture
def own(day):
    """评委甲's visit in the coordinator's library, on the same laptop."""
    pack = day.visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    visit = day.library.open_pack(pack.raw, pack.code, clock=day.clock)
    yield visit
    visit.close()


def awaited(day):
    found = day.library.awaited(day.visit)
    return found and (found.panelist, found.here)


def hand_in(day, visit):
    handed = sheet_of(visit)
    day.library.note(visit)
    return handed


def test_the_door_opens_with_handing_in(day, own):
    assert awaited(day) == ("jia", True)
    score_all(own)
    day.library.note(own)
    assert awaited(day) == ("jia", True)
    hand_in(day, own)
    assert awaited(day) is None


def test_reopening_closes_it_again(day, own):
    score_all(own)
    day.visit.collecting.collect([hand_in(day, own)])
    assert awaited(day) is None
    own.handin.reopen("看错一页")
    day.library.note(own)
    assert awaited(day) == ("jia", True)


def test_a_recusal_that_can_still_be_taken_back_does_not_open_it(day, own):
    own.captures.declare(signature="评委甲", confidential=True, recused=True, reason="曾任督导")
    day.library.note(own)
    assert not own.scores.cells()
    assert awaited(day) == ("jia", True)
    hand_in(day, own)
    assert awaited(day) is None


def test_an_index_that_is_built_anew_knows_of_the_open_sheet(day, own):
    own.close()
    day.library.close()
    for path in day.library.folder.glob("library.db*"):
        path.unlink()
    day.library = Library.open(day.library.folder, PASSPHRASE)
    assert awaited(day) == ("jia", True)


@pytest.fixture
def both(day):
    """评委甲 coordinates too, on this laptop, and has opened no pack here."""
    setup = small_setup()
    panel = tuple(changed(p, coordinates=p.id == "jia") for p in setup.panel)
    visit = day.library.new_visit(changed(setup, panel=panel), small_instrument(), clock=day.clock)
    assert visit.user == "评委甲"
    day.visit.close()
    day.visit = visit
    return day


def test_a_pack_that_was_never_opened_does_not_open_it(both):
    assert awaited(both) == ("jia", False)
    other = both.open_for("yi")
    score_all(other)
    both.visit.collecting.collect([sheet_of(other)])
    other.close()
    assert awaited(both) == ("jia", False)


def test_the_own_sheet_from_another_laptop_opens_it_and_taking_it_out_closes_it(both):
    elsewhere = both.open_for("jia")
    sign(elsewhere)
    (taken,) = both.visit.collecting.collect([sheet_of(elsewhere)]).sheets
    elsewhere.close()
    assert awaited(both) is None
    both.visit.collecting.remove(taken.hash, "重来")
    assert awaited(both) == ("jia", False)


def test_one_score_from_paper_does_not_open_it_but_the_whole_paper_does(both):
    cells = both.visit.paper.cells("jia")
    first, *rest = ((item.id, district) for _block, item, district in cells)
    both.visit.paper.fill("jia", {first: Decimal(5)})
    assert awaited(both) == ("jia", False)
    both.visit.paper.fill("jia", {cell: Decimal(5) for cell in rest})
    assert awaited(both) is None


def test_a_total_is_not_told_by_the_list_of_visits_while_the_sheet_is_open_again(day, own):
    other = day.open_for("yi")
    for visit in (own, other):
        score_all(visit)
        day.visit.collecting.collect([hand_in(day, visit) if visit is own else sheet_of(visit)])
    other.close()
    day.visit.decide.enter_party("buyer", Decimal(20))
    day.library.note(day.visit)
    folder = day.visit.folder.name
    assert day.library.find(folder).total == str(day.visit.merging.outcome.total)
    own.handin.reopen("看错一页")
    day.library.note(own)
    assert (day.library.find(folder).total, day.library.find(folder).grade) == ("", "")
