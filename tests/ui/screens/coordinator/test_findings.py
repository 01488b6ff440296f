"""意见汇总: joining, rewording, moving, pinning, leaving out; what is said and what is not."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, Qt

from app.errors import UserError
from app.model.capture import Stance
from ui.models.findings import OUT, VERIFY, board
from ui.screens.base import Target
from ui.screens.coordinator.findings import FindingsScreen
from ui.screens.coordinator.findings_cards import EditCard, JoinCard

FIRST, OTHER = "档案缺了一半", "没有单独建档"


@pytest.fixture
def page(evening, screen):
    made = screen(FindingsScreen, evening.context)
    made.reveal(Target("findings", block="quality", district="d1"))
    return made


def choose(found, *ids):
    """As with Ctrl held: each click adds one."""
    found.clearSelection()
    for wanted in ids:
        index = found.rows.index_of(wanted)
        found.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Select)


def both(page, evening):
    ids = evening.finding(FIRST).id, evening.finding(OTHER).id
    choose(page.concern.list, *ids)
    return ids


def test_places_follow_the_form_and_count_both_lists(page):
    rows = {row.name: row.figures for row in page.places.list.rows.rows if row.id}
    assert rows["第一片区"] == ("·", "2")
    assert rows["第二片区"] == ("1", "·")
    assert rows["监督方评价"] == ("none yet",)


def test_joining_two_keeps_both_origins_and_the_text_that_was_written(page, evening, qtbot):
    both(page, evening)
    card = page.concern.list.card
    assert isinstance(card, JoinCard)
    assert "残疾人档案缺了一半；残疾人没有单独建档" in card.editor.text()
    card.editor.selectAll()
    qtbot.keyClicks(card.editor, "one text")
    assert page.join_button.isEnabled()
    page.join_button.click()
    joined = evening.finding("one text")
    assert len(joined.origins) == 2
    assert [view.edit.id for view in page.shelf.concern] == [joined.id]
    assert evening.visit.findings.coverage().used == 6


def test_a_joined_finding_opens_to_who_said_what_and_splits_again(page, evening):
    both(page, evening)
    page.done()
    (view,) = page.shelf.concern
    assert [origin.who for origin in view.origins] == ["评委甲", "评委乙"]
    assert {origin.text for origin in view.origins} == {
        "残疾人档案缺了一半。",
        "残疾人没有单独建档，电访写法一样。",
    }
    choose(page.concern.list, view.edit.id)
    page.concern.list.card.split.click()
    assert len(page.shelf.concern) == 2


def test_keeping_each_closes_the_card_and_changes_nothing(page, evening, qtbot):
    with qtbot.assertNotEmitted(evening.context.bus.changed):
        both(page, evening)
        page.concern.list.card.keep.click()
    assert page.concern.list.card is None
    assert not page.join_button.isEnabled()


def test_rewording_in_place_is_stored_when_typing_ends(page, evening, qtbot):
    wanted = evening.finding(FIRST).id
    choose(page.concern.list, wanted)
    qtbot.keyClick(page.concern.list, Qt.Key.Key_F2)
    editor = page.concern.list.card.editor
    assert editor.hasFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "said otherwise")
    page.flush()
    assert evening.finding("said otherwise").id == wanted
    assert page.concern.list.chosen_ids == (wanted,)


def test_typing_is_kept_when_another_finding_is_chosen(page, evening, qtbot):
    first, other = evening.finding(FIRST).id, evening.finding(OTHER).id
    choose(page.concern.list, first)
    editor = page.concern.list.card.editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "typed and left")
    choose(page.concern.list, other)
    assert evening.finding("typed and left").id == first
    assert page.concern.list.card.editor.text() == evening.finding(OTHER).text


def test_an_empty_text_is_refused_in_the_page(page, evening, qtbot):
    choose(page.concern.list, evening.finding(FIRST).id)
    editor = page.concern.list.card.editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    page.flush()
    assert page.refusal.isVisible()
    assert evening.finding(FIRST)


def test_leaving_out_wants_a_reason_and_can_be_taken_back(page, evening, qtbot):
    wanted = evening.finding(FIRST).id
    choose(page.concern.list, wanted)
    qtbot.keyClick(page.concern.list, Qt.Key.Key_Delete)
    card = page.concern.list.card
    assert card.reason.hasFocus()
    qtbot.keyClick(card.reason, Qt.Key.Key_Return)
    assert not evening.finding(FIRST).left_out
    qtbot.keyClicks(card.reason, "twice")
    qtbot.keyClick(card.reason, Qt.Key.Key_Return)
    assert evening.finding(FIRST).left_out == "twice"
    page.places.list.setCurrentIndex(page.places.list.rows.index_of(OUT))
    choose(page.concern.list, wanted)
    page.concern.list.card.take_in.click()
    assert not evening.finding(FIRST).left_out


def test_a_pin_sends_a_finding_to_the_closing_words_as_well(page, evening):
    wanted = evening.finding(FIRST).id
    choose(page.concern.list, wanted)
    page.concern.list.card.pins["closing"].click()
    assert evening.finding(FIRST).pins == ("closing",)
    page.places.list.setCurrentIndex(page.places.list.rows.index_of("pin:closing"))
    assert [view.edit.id for view in page.shelf.concern] == [wanted]


def test_arrows_put_a_finding_before_the_one_above_and_behind_the_one_below(page, evening):
    def order():
        return [view.edit.id for view in page.shelf.concern]

    first, second = order()
    choose(page.concern.list, second)
    page.concern.list.card.up.click()
    assert order() == [second, first]
    assert page.concern.list.chosen_ids == (second,)
    page.concern.list.card.down.click()
    assert order() == [first, second]


def test_a_finding_moves_to_another_district_and_to_the_other_list(page, evening):
    choose(page.concern.list, evening.finding(FIRST).id)
    page.concern.list.card.relocated.emit("quality/d2")
    assert evening.finding(FIRST).district == "d2"
    choose(page.concern.list, evening.finding(OTHER).id)
    page.concern.list.card.praise.click()
    assert evening.finding(OTHER).stance is Stance.PRAISE
    assert [view.edit.id for view in page.shelf.praise] == [evening.finding(OTHER).id]


def test_what_a_party_said_later_can_be_written_down(page, evening, qtbot):
    page.reveal(Target("findings", item="bureau"))
    page.concern.head.add.click()
    qtbot.keyClicks(page.concern.form.editor, "answers come late")
    qtbot.keyClick(page.concern.form.editor, Qt.Key.Key_Return)
    written = evening.finding("answers come late")
    assert (written.party, written.stance, written.origins) == ("bureau", Stance.CONCERN, ())
    assert page.shelf.concern[0].edit.id == written.id


def test_what_is_to_be_verified_is_settled_into_a_list(page, evening):
    page.places.list.setCurrentIndex(page.places.list.rows.index_of(VERIFY))
    assert not page.concern.isVisible()
    choose(page.praise.list, evening.finding("服务时数").id)
    page.praise.list.card.concern.click()
    assert evening.finding("服务时数").stance is Stance.CONCERN
    assert page.shelf.views == ()


def test_a_choice_in_one_list_ends_the_one_in_the_other(page, evening):
    page.reveal(Target("findings", block="quality", district="d2"))
    (view,) = page.shelf.praise
    choose(page.praise.list, view.edit.id)
    evening.context.bus.run(
        lambda: evening.visit.findings.relocate(
            evening.finding(FIRST).id, block="quality", district="d2"
        ),
        None,
    )
    choose(page.concern.list, evening.finding(FIRST).id)
    assert page.praise.list.chosen_ids == ()
    assert page.praise.list.card is None


def test_deductions_without_a_concern_are_counted_and_found_by_key(page, evening):
    """Five cells lie below full; only 建档与跟进 in the first district has its concern."""
    deductions = evening.visit.findings.deductions()
    assert (deductions.total, len(deductions.unsaid)) == (5, 4)
    assert {(c.item.id, c.district) for c in deductions.unsaid} == {
        ("operation", None),
        ("q_plan", "d1"),
        ("q_files", "d2"),
        ("q_plan", "d2"),
    }
    page.next_open()
    assert page.shelf.id == "quality/d2"
    page.next_open()
    assert page.shelf.id == "operation"


def test_a_concern_without_an_item_speaks_of_its_whole_block(evening):
    service = evening.visit.findings
    service.add(Stance.CONCERN, "片区整体要补", block="quality", district="d2")
    unsaid = {(c.item.id, c.district) for c in service.deductions().unsaid}
    assert unsaid == {("operation", None), ("q_plan", "d1")}
    service.leave_out(evening.finding("片区整体").id, "重复")
    assert len(service.deductions().unsaid) == 4


def test_there_is_no_moving_to_a_place_that_is_not_there(evening):
    with pytest.raises(UserError, match="no such place"):
        evening.visit.findings.relocate(evening.finding(FIRST).id, block="quality", district="d9")


def test_unsaid_deductions_lead_to_the_scores(page, qtbot):
    with qtbot.waitSignal(page.go) as went:
        page.concern.follow.click()
    assert went.args == [Target("merge", "quality", "q_plan", "d1")]


def test_undo_brings_a_joined_pair_back_and_the_card_goes(page, evening):
    ids = both(page, evening)
    page.done()
    evening.context.bus.run(evening.visit.undo, None)
    assert {view.edit.id for view in page.shelf.concern} == set(ids)


def test_opening_and_closing_many_times_leaves_one_card(page, evening):
    first, other = evening.finding(FIRST).id, evening.finding(OTHER).id
    for _turn in range(12):
        choose(page.concern.list, first)
        choose(page.concern.list, first, other)
        page.done()
        evening.context.bus.run(evening.visit.undo, None)
    choose(page.concern.list, first)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(page.concern.list.findChildren(EditCard)) == 1
    assert page.concern.list.findChildren(JoinCard) == []


def test_a_narrow_window_shows_one_list_at_a_time(evening, screen):
    page = screen(FindingsScreen, evening.context, 911, 512)
    assert page.praise.isVisible()
    assert not page.concern.isVisible()
    page.tabs.choose(Stance.CONCERN.value)
    assert page.concern.isVisible()
    assert not page.praise.isVisible()


def test_whoever_has_not_handed_in_on_this_laptop_sees_only_a_notice(evening, screen):
    pack = evening.packs[0]
    evening.context.library.open_pack(pack.raw, pack.code).close()
    page = screen(FindingsScreen, evening.context)
    assert page.places.list.rows.rows == ()
    assert not page.places.isVisible()


def test_the_page_is_freed_on_close(evening, theme):
    gc.collect()
    gc.disable()
    try:
        page = FindingsScreen(evening.context)
        page.show()
        page.reveal(Target("findings", block="quality", district="d1"))
        choose(page.concern.list, evening.finding(FIRST).id)
        page.close()
        seen = weakref.ref(page)
        page.deleteLater()
        del page
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert seen() is None
    finally:
        gc.enable()


@pytest.fixture
def alike(evening, page):
    """Two concerns of one place that say nearly the same."""
    service = evening.visit.findings
    for text in (
        "走访记录写了时间和去处，没写谈了什么",
        "走访记录只写时间去处，没有写谈了什么内容",
    ):
        service.add(Stance.CONCERN, text, block="quality", district="d1")
    page.refresh()
    return [view for view in page.shelf.concern if view.near]


def test_findings_that_say_nearly_the_same_are_marked(page, alike):
    assert len(alike) == 2
    assert {view.row.near for view in alike} == {"much alike"}


def test_alike_ones_are_seen_side_by_side_and_joined_by_keys(page, alike, evening, qtbot):
    first, second = (view.edit.id for view in alike)
    page.concern.list.choose((first,))
    qtbot.keyClick(page.concern.list.card.pair, Qt.Key.Key_Space)
    card = page.concern.list.card
    assert isinstance(card, JoinCard)
    assert page.concern.list.chosen_ids == (first, second)
    page.join_button.click()
    assert len(evening.visit.findings.near()) == 0


def test_what_is_not_the_same_is_kept_apart_and_undone(page, alike, evening, qtbot):
    page.concern.list.choose((alike[0].edit.id,))
    qtbot.keyClick(page.concern.list.card.apart, Qt.Key.Key_Space)
    assert evening.visit.findings.near() == ()
    assert not any(view.near for view in page.shelf.concern)
    evening.context.bus.run(evening.visit.undo, None)
    assert len(evening.visit.findings.near()) == 1


def test_next_open_comes_to_alike_findings_once_all_is_said(page, alike, evening, monkeypatch):
    monkeypatch.setattr(type(page._board), "gaps", lambda _board: ())
    page.reveal(Target("findings", block="quality", district="d2"))
    page.next_open()
    assert page.concern.list.chosen_ids == (alike[0].edit.id,)


def test_what_is_read_again_after_a_change_is_what_is_written_now(evening):
    """Rows of findings that nobody touched are taken as they were; numbers and texts are those of now."""
    visit = evening.visit
    before = {view.edit.id: view for shelf in board(visit).shelves for view in shelf.views}
    shelf = max(board(visit).shelves, key=lambda one: len(one.concern))
    first, second = (view.edit.id for view in shelf.concern[:2])
    visit.findings.move(second, first)
    visit.findings.reword(first, "另写的一句话。")
    again = board(visit)
    for one in again.shelves:
        for views in (one.praise, one.concern):
            assert [view.row.number for view in views] == list(range(1, len(views) + 1))
            assert all(view.row.text == view.edit.text for view in views)
    moved = again.shelf(shelf.id).concern
    assert [view.edit.id for view in moved[:2]] == [second, first]
    assert moved[1].row.text == "另写的一句话。"
    untouched = next(v for one in again.shelves for v in one.views if one.id != shelf.id)
    assert untouched is before[untouched.edit.id]
    visit.undo()
    visit.undo()
    assert [v.row for v in board(visit).shelf(shelf.id).concern] == [v.row for v in shelf.concern]
