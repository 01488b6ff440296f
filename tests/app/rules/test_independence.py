"""Independence: who must hand in before others' scores are shown on a laptop."""

from app.model.base import changed
from app.model.panel import Duty, Panelist
from app.rules.independence import Awaited, OwnSheet, awaited
from tests.app.rules.worlds import block, setup

BLOCK = block("b", "20")
SETUP = setup((BLOCK,), raters=3)
"""评委甲, 评委乙 and 评委丙 score; nobody coordinates."""


def coordinated(*ids, staff=False):
    panel = tuple(changed(p, coordinates=p.id in ids) for p in SETUP.panel)
    office = Panelist(id="staff", name="工作人员A", duty=Duty.STAFF, coordinates=True)
    return changed(SETUP, panel=(*panel, office) if staff else panel)


def test_nobody_is_waited_for_where_nobody_scores_on_the_laptop():
    assert awaited(SETUP, "", (), ()) is None
    assert awaited(coordinated(staff=True), "工作人员A", (), ()) is None


def test_an_open_sheet_on_the_laptop_is_waited_for_until_it_is_sealed():
    assert awaited(SETUP, "", [OwnSheet("p1", sealed=False)], ()) == Awaited(
        "p1", "评委乙", here=True
    )
    assert awaited(SETUP, "", [OwnSheet("p1", sealed=True)], ()) is None


def test_a_sheet_that_was_reopened_is_waited_for_although_it_was_collected():
    found = awaited(SETUP, "", [OwnSheet("p1", sealed=False)], {"p1"})
    assert found is not None
    assert found.here


def test_whoever_scores_and_coordinates_is_waited_for_before_the_pack_is_opened():
    both = coordinated("p0")
    for user in ("", "评委甲", "办公室"):
        assert awaited(both, user, (), {"p1", "p2"}) == Awaited("p0", "评委甲", here=False)
        assert awaited(both, user, (), {"p0"}) is None


def test_the_user_of_the_laptop_is_waited_for_whoever_else_coordinates():
    assert awaited(coordinated("p0"), "评委丙", (), ()) == Awaited("p2", "评委丙", here=False)
    assert awaited(coordinated("p0"), "评委丙", (), {"p2"}) is None


def test_a_coordinator_who_scores_nothing_waits_for_nobody_elsewhere():
    shared = coordinated("p0", staff=True)
    assert awaited(shared, "工作人员A", (), ()) is None
    assert awaited(shared, "", (), ()) is None
    assert awaited(shared, "评委甲", (), ()) is not None


def test_who_scores_nothing_any_more_is_not_waited_for():
    replaced = changed(
        coordinated("p0"),
        assignments=tuple(a for a in SETUP.assignments if a.panelist != "p0"),
    )
    assert awaited(replaced, "评委甲", [OwnSheet("p0", sealed=False)], ()) is None


def test_of_several_the_first_of_the_panel_is_named():
    own = [OwnSheet("p2", sealed=False), OwnSheet("p1", sealed=False)]
    assert awaited(SETUP, "", own, ()).panelist == "p1"
