"""Merging: dots and figures, where to look, traces that add up, settlements before and after."""

from fractions import Fraction

from PySide6.QtCore import Qt

from app.model.instrument import Below, Level, MergeRule, Method
from tests.ui.screens.coordinator.panel import EVEN, cells, compose
from ui.models.merge import Place, facts_of
from ui.models.merge_figures import exact, rule_below, rule_words
from ui.models.merge_trace import CellView, behind_of, cell_view
from ui.models.roles import Role
from ui.screens.base import Target
from ui.screens.coordinator.merge import MergeScreen

APART = ("18", "10", "22", "13", "13")
"""As `EVEN`, but far below the others at q_files in d1."""


def all_in(panel, bing=EVEN):
    panel.collect(panel.sheet("jia"), panel.sheet("yi"), panel.sheet("bing", bing))


def view_of(page) -> CellView:
    visit, outcome = page.visit, page.visit.merging.outcome
    (party,) = (p for p in outcome.parties if p.blocks)
    result = outcome.block(page.place.block)
    part = next(p for p in result.districts if (p.district or "") == page.place.district)
    cell = next(c for c in part.cells if c.item.id == page.place.item)
    return cell_view(party, result, cell, facts_of(visit), behind_of(visit))


def shown(page, row, column):
    return page.matrix.table.index(row, column).data(Role.SHOWN)


def test_every_score_is_a_dot_with_its_giver(screen, panel):
    all_in(panel, APART)
    page = screen(MergeScreen, panel.context)
    page.matrix.tabs.choose("quality")
    strip = shown(page, 0, 2).strip
    assert {(d.who, str(d.value)) for d in strip.dots} == {
        ("评委甲", "22"),
        ("评委乙", "22"),
        ("评委丙", "10"),
    }
    assert strip.diverges
    assert sum(d.counted for d in strip.dots) == 1
    assert shown(page, 0, 2).text == "22.0"
    assert not shown(page, 0, 3).strip.diverges


def test_totals_and_the_average_are_spelled_out(screen, panel):
    all_in(panel)
    page = screen(MergeScreen, panel.context)
    page.matrix.tabs.choose("quality")
    feet = [
        page.matrix.table.headerData(c, Qt.Orientation.Horizontal, Role.FOOT).text for c in (2, 3)
    ]
    assert feet == ["35.0", "35.0"]
    assert "(35.0 + 35.0) ÷ 2 = 35.0" in page.matrix.average.text()
    assert "→ 35.00" in page.matrix.average.text()


def test_the_next_divergence_is_found_across_blocks_and_round_the_end(screen, panel, qtbot):
    all_in(panel, APART)
    page = screen(MergeScreen, panel.context)
    assert page.matrix.tabs.current == "operation"
    page.next_open()
    assert page.place == Place("quality", "q_files", "d1")
    page.next_open()
    assert page.place == Place("quality", "q_files", "d1")


def test_nothing_to_look_at_is_said(screen, panel, qtbot):
    all_in(panel)
    page = screen(MergeScreen, panel.context)
    with qtbot.waitSignal(page.told) as told:
        page.primary.click()
    assert told.args == ["Nothing is left to look at."]


def test_the_side_panel_says_who_gave_what_and_what_was_left_out(screen, panel):
    all_in(panel, APART)
    page = screen(MergeScreen, panel.context)
    page.next_open()
    givers = {g.name: g for g in view_of(page).givers}
    assert givers["评委丙"].note == "lowest, not counted"
    assert givers["评委丙"].reason == "按标准扣分。"
    assert [g.note for g in givers.values()].count("highest, not counted") == 1
    assert "评委丙 10.0" in page.side.givers.accessibleDescription()


def test_the_trace_leads_from_the_scores_to_the_printed_figure(screen, panel):
    all_in(panel, APART)
    page = screen(MergeScreen, panel.context)
    page.next_open()
    steps = view_of(page).trace
    assert [s.value for s in steps] == ["", "22.0", "35.0", "35.00", "53.00"]
    assert "10.0" in steps[0].how
    assert steps[2].how == "22.0 + 13.0"
    assert steps[-1].how == "18.00 + 35.00"
    assert [s.printed for s in steps] == [False, False, False, True, True]


def test_a_settlement_shows_what_it_would_do_and_is_recorded_by_keys(screen, panel, qtbot):
    all_in(panel, APART)
    panel.visit.decide.enter_party("buyer", panel.visit.instrument.party("buyer").full)
    panel.visit.decide.enter_party("bureau", panel.visit.instrument.party("bureau").full)
    page = screen(MergeScreen, panel.context)
    page.next_open()
    qtbot.keyClick(page.matrix.grid, Qt.Key.Key_Return)
    form = page.side.settling
    assert page.focusWidget() is form.points
    qtbot.keyClicks(form.points, "20")
    after = form.after_text()
    assert "33.0" in after
    assert "34.00" in after
    assert panel.visit.merging.decisions().settlements == ()
    compose(form.reason, "复核名册")
    page.done()
    (settled,) = panel.visit.merging.decisions().settlements
    assert (settled.item, settled.district, str(settled.points)) == ("q_files", "d1", "20")
    assert settled.reason == "复核名册"
    assert "评委甲" in settled.by
    assert shown(page, 0, 2).strip.settled
    assert shown(page, 0, 2).text == "20.0"
    assert str(panel.visit.merging.outcome.block("quality").converted) in after


def test_the_scores_given_stay_under_a_settlement(screen, panel):
    all_in(panel, APART)
    page = screen(MergeScreen, panel.context)
    page.next_open()
    panel.context.bus.run(
        lambda: panel.visit.decide.settle(
            "q_files", "d1", panel.visit.instrument.places * 10, reason="复核", by="评委甲"
        ),
        None,
    )
    view = view_of(page)
    assert {g.figure for g in view.givers} == {"22.0", "10.0"}
    assert view.by_rule == "22.0"
    assert [s.value for s in view.trace] == ["", "22.0", "20", "33.0", "34.00", "52.00"]


def test_a_settlement_without_a_reason_is_refused_beside_the_field(screen, panel, qtbot):
    all_in(panel, APART)
    page = screen(MergeScreen, panel.context)
    page.next_open()
    page.side.settling.way.choose("chair")
    qtbot.keyClicks(page.side.settling.points, "20")
    qtbot.keyClick(page.side.settling.points, Qt.Key.Key_Return)
    assert "reason" in page.side.settling._problem.text()
    assert page.side.settling.points.text() == "20"
    assert panel.visit.merging.decisions().settlements == ()


def test_points_above_the_full_mark_are_refused_while_typing(screen, panel, qtbot):
    all_in(panel, APART)
    page = screen(MergeScreen, panel.context)
    page.next_open()
    page.side.settling.way.choose("chair")
    qtbot.keyClicks(page.side.settling.points, "26")
    assert "25" in page.side.settling._problem.text()
    assert page.side.settling.after_text() == ""


def test_a_settlement_is_withdrawn_and_comes_back_with_undo(screen, panel, qtbot):
    all_in(panel, APART)
    panel.visit.decide.settle(
        "q_files", "d1", panel.visit.instrument.places * 10, reason="复核", by="评委甲"
    )
    page = screen(MergeScreen, panel.context)
    page.reveal(Target("merge", "quality", "q_files", "d1"))
    form = page.side.settling
    assert form.way.current == "chair"
    assert form.points.text() == "20"
    form.way.choose("rule")
    assert "35.0" in form.after_text()
    qtbot.keyClick(form.withdraw, Qt.Key.Key_Return)
    assert "reason for withdrawing" in form._problem.text()
    assert len(panel.visit.merging.decisions().settlements) == 1
    compose(form.why, "看错一页")
    qtbot.keyClick(form.why, Qt.Key.Key_Return)
    assert panel.visit.merging.decisions().settlements == ()
    panel.context.bus.run(panel.visit.undo, None)
    assert shown(page, 0, 2).strip.settled


def test_a_draft_stays_with_its_cell_while_one_looks_elsewhere(screen, panel, qtbot):
    all_in(panel, APART)
    page = screen(MergeScreen, panel.context)
    page.next_open()
    page.side.settling.way.choose("agreed")
    qtbot.keyClicks(page.side.settling.points, "21")
    qtbot.keyClick(page.matrix.grid, Qt.Key.Key_Down)
    assert page.place.item == "q_plan"
    assert page.side.settling.points.text() == ""
    qtbot.keyClick(page.matrix.grid, Qt.Key.Key_Up)
    assert page.side.settling.points.text() == "21"


def test_arrow_keys_walk_the_matrix(screen, panel, qtbot):
    all_in(panel)
    page = screen(MergeScreen, panel.context)
    page.matrix.tabs.choose("quality")
    page.matrix.grid.setFocus()
    qtbot.keyClick(page.matrix.grid, Qt.Key.Key_Right)
    qtbot.keyClick(page.matrix.grid, Qt.Key.Key_Down)
    assert page.place == Place("quality", "q_plan", "d2")
    assert page.here().item == "q_plan"


def test_what_is_open_says_why_instead_of_a_figure(screen, panel):
    panel.collect(panel.sheet("jia", ("18", "22", "22", "13")))
    page = screen(MergeScreen, panel.context)
    page.reveal(Target("merge", "quality", "q_plan", "d2"))
    assert page.side.open.text() == "3 not scored"
    assert shown(page, 1, 3).text == "—"
    assert "still open" in page.matrix.average.text()


def test_others_scores_stay_closed_while_the_own_sheet_is_open(screen, panel, context):
    all_in(panel)
    own = context.library.open_pack(panel.packs["jia"].raw, panel.packs["jia"].code)
    context.library.note(own)
    own.close()
    page = screen(MergeScreen, panel.context)
    assert page.gate.notice.isVisible()
    assert page.matrix.table.rowCount() == 0
    page.next_open()
    page.reveal(Target("merge", "quality"))
    assert page.matrix.table.rowCount() == 0
    assert page.side.givers.accessibleDescription() == ""


def test_without_sheets_the_page_leads_to_collecting(screen, panel, qtbot):
    page = screen(MergeScreen, panel.context)
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page._empty.action, Qt.Key.Key_Return)
    assert gone.args[0].page == "collect"


def test_a_new_sheet_keeps_the_place(screen, panel):
    panel.collect(panel.sheet("jia"), panel.sheet("yi"))
    page = screen(MergeScreen, panel.context)
    page.reveal(Target("merge", "quality", "q_plan", "d2"))
    sheet = panel.sheet("bing")
    panel.context.bus.run(lambda: panel.visit.collecting.collect((sheet,)), None)
    assert page.place == Place("quality", "q_plan", "d2")
    assert cells(page.matrix.table, 1)[3].count("评委") == 3


def test_endless_figures_say_so():
    assert exact(Fraction(493, 30)) == "16.4333…"
    assert exact(Fraction(357, 40)) == "8.925"
    assert exact(Fraction(2)) == "2.0"


def test_rules_are_told_in_words():
    trimmed = MergeRule(method=Method.TRIMMED, minimum=4, below=Below.OPEN)
    assert rule_words(trimmed) == "mean without highest and lowest"
    assert rule_below(trimmed) == "fewer than 4 raters: left open"
    assert rule_below(MergeRule()) == ""
    assert rule_words(MergeRule(level=Level.SUM)) == "mean of all, over sums"
