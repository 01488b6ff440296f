"""The instrument in the set-up: chosen, edited by keys, checked as it is typed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import UserError
from app.exchange.instrument_file import load_shipped, read_instrument
from app.exchange.instrument_yaml import write_instrument
from app.model.base import changed
from app.model.instrument import Block, Method
from app.rules.instrument_edit import put
from app.rules.instrument_tree import value_at
from app.rules.problem import errors
from tests.ui.screens.coordinator.instrument_page import (
    ALT,
    BLOCK,
    CTRL,
    ITEM,
    SHIFT,
    SHIPPED,
    D,
    at,
    editor_of,
    fill,
    key,
    row,
    said,
    type_into,
)
from ui.models.instrument_tree import InstrumentTreeModel
from ui.widgets.editors import LineEditor, TextEditor


def test_the_tree_is_a_well_made_model(qtmodeltester, owner):
    model = InstrumentTreeModel(owner)
    model.show(SHIPPED)
    qtmodeltester.check(model)
    model.show(changed(SHIPPED, parties=SHIPPED.parties[1:]))
    qtmodeltester.check(model)


def test_the_whole_tree_is_shown_with_full_marks_and_examples(opened, planned):
    part = opened(planned)
    assert row(part, ("parties",)).figure == "100"
    assert row(part, ITEM).example
    assert "3" in row(part, ITEM).spoken
    assert part.check.text


def test_filling_the_form_saves_nothing(opened, planned):
    part = opened(planned)
    count = len(planned.visit.audit())
    for place in ((), BLOCK, ITEM, ("bands", 0), ("vetoes", 1), ("guides", 0), ("survey",)):
        at(part, place)
    part.flush()
    assert len(planned.visit.audit()) == count


def test_a_name_is_typed_in_the_tree_and_undone_by_the_visit(opened, planned):
    part = opened(planned)
    at(part, ITEM)
    key(part.outline.view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineEditor)
    editor.selectAll()
    type_into(editor, "指标进度")
    key(editor, Qt.Key.Key_Return)
    assert value_at(planned.visit.instrument, ITEM).label == "指标进度"
    assert not value_at(planned.visit.instrument, ITEM).example
    planned.bus.run(planned.visit.undo, None)
    assert row(part, ITEM).name == "协议指标进度"
    assert row(part, ITEM).example
    assert part.place == ITEM


def test_return_while_composing_does_not_end_a_name(opened, planned):
    part = opened(planned)
    at(part, ITEM)
    key(part.outline.view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    QApplication.sendEvent(editor, QInputMethodEvent("zhibiao", []))
    key(editor, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is editor
    part.flush()
    assert value_at(planned.visit.instrument, ITEM).label == "zhibiao"


def test_leaving_in_the_middle_of_a_name_keeps_it(opened, planned):
    part = opened(planned)
    at(part, ITEM)
    key(part.outline.view, Qt.Key.Key_F2)
    QApplication.focusWidget().selectAll()
    type_into(QApplication.focusWidget(), "改名")
    part.flush()
    assert value_at(planned.visit.instrument, ITEM).label == "改名"


def test_an_item_is_added_after_the_one_chosen_and_named_at_once(opened, planned):
    part = opened(planned)
    at(part, ITEM)
    key(part.outline.view, (Qt.Key.Key_N, CTRL))
    assert part.place == (*BLOCK, "items", 1)
    type_into(QApplication.focusWidget(), "新的一项")
    key(QApplication.focusWidget(), Qt.Key.Key_Return)
    items = planned.visit.instrument.blocks()[0].items
    assert [i.label for i in items][:3] == ["协议指标进度", "新的一项", "数据与台账"]
    assert "11 ≠" not in row(part, BLOCK).spoken
    assert row(part, BLOCK).off == "11"
    assert QApplication.focusWidget() is part.outline.view


def test_a_child_is_added_under_a_block_and_under_a_heading(opened, planned):
    part = opened(planned)
    at(part, BLOCK)
    key(part.outline.view, (Qt.Key.Key_N, CTRL | SHIFT))
    assert part.place == (*BLOCK, "items", 4)
    part.flush()
    at(part, ("vetoes",))
    key(part.outline.view, Qt.Key.Key_Insert)
    part.flush()
    assert part.place == ("vetoes", len(SHIPPED.vetoes))


def test_delete_takes_a_node_out_and_undo_brings_it_back_chosen_or_not(opened, planned, qtbot):
    part = opened(planned)
    at(part, ITEM)
    with qtbot.waitSignal(part.told) as told:
        key(part.outline.view, Qt.Key.Key_Delete)
    assert "协议指标进度" in told.args[0]
    assert len(planned.visit.instrument.blocks()[0].items) == 3
    planned.bus.run(planned.visit.undo, None)
    assert planned.visit.instrument == SHIPPED


def test_nodes_move_up_and_down_and_over_the_edge_of_their_block(opened, planned):
    part = opened(planned)
    at(part, (*BLOCK, "items", 3))
    key(part.outline.view, (Qt.Key.Key_Down, ALT))
    assert part.place == ("parties", 0, "blocks", 1, "items", 0)
    key(part.outline.view, (Qt.Key.Key_Up, ALT), (Qt.Key.Key_Up, ALT))
    assert part.place == (*BLOCK, "items", 2)
    assert value_at(planned.visit.instrument, part.place).label == "热线与应急"


def test_a_block_is_turned_into_an_item_or_says_why_not(opened, planned, qtbot):
    planned.visit.instruments.choose(load_shipped("gz-2023-blocks"))
    part = opened(planned)
    at(part, ("parties", 0, "blocks", 1))
    key(part.outline.view, (Qt.Key.Key_Right, ALT))
    assert part.place == ITEM
    key(part.outline.view, (Qt.Key.Key_Left, ALT))
    assert part.place == ("parties", 0, "blocks", 1)
    at(part, ("bands", 0))
    with qtbot.waitSignal(part.refused) as refused:
        key(part.outline.view, (Qt.Key.Key_Right, ALT))
    assert "Only a block" in str(refused.args[0])


def test_what_is_typed_beside_the_tree_is_checked_at_once_and_each_problem_is_a_link(
    opened, planned
):
    part = opened(planned)
    at(part, ITEM)
    key(part.outline.view, Qt.Key.Key_Return)
    fill(part, ("full",), "５")
    assert value_at(planned.visit.instrument, ITEM).full == 5
    assert (row(part, BLOCK).off, row(part, BLOCK).must) == ("12", 1)
    assert row(part, ("parties",)).below == 1
    at(part, ("survey",))
    part.check.list.setFocus()
    part.check.list.setCurrentIndex(part.check.list.rows.index(0, 0))
    key(part.check.list, Qt.Key.Key_Return)
    assert part.place == BLOCK
    assert QApplication.focusWidget() is editor_of(part, ("full",))
    assert part.form.adopt.isVisible()
    part.form.adopt.click()
    assert planned.visit.instrument.blocks()[0].full == 12


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("full",), "三分"),
        (("full",), ""),
        (("step",), "-1"),
        (("label",), " "),
        (("label",), "长" * 301),
        (("anchors",), "2.7–3：好\n很好"),
        (("evidence",), "长" * 301),
    ],
)
def test_what_cannot_be_kept_stays_in_its_field_with_the_reason(opened, planned, path, text):
    part = opened(planned)
    at(part, ITEM)
    fill(part, path, text)
    assert planned.visit.instrument == SHIPPED
    assert said(part, path)
    assert row(part, ITEM).must == 1
    at(part, BLOCK)
    at(part, ITEM)
    assert editor_of(part, path).text() == text.strip() or editor_of(part, path).text() == text
    assert said(part, path)
    with_words = SHIPPED.blocks()[0].items[0]
    fill(part, path, {"full": "3", "step": "0.05", "label": with_words.label}.get(path[0], ""))
    assert not said(part, path)
    assert row(part, ITEM).must == 0


def test_typing_in_one_field_is_one_step_of_undo(opened, planned):
    part = opened(planned)
    at(part, ITEM)
    for text in ("标", "标准", "标准一"):
        fill(part, ("criterion",), text)
    planned.bus.run(planned.visit.undo, None)
    assert planned.visit.instrument == SHIPPED
    assert editor_of(part, ("criterion",)).text() == SHIPPED.blocks()[0].items[0].criterion


def test_documents_keep_their_ids_when_a_line_is_added(opened, planned):
    part = opened(planned)
    at(part, ITEM)
    before = SHIPPED.blocks()[0].items[0].evidence
    fill(part, ("evidence",), "新材料\n" + "\n".join(e.label for e in before))
    after = value_at(planned.visit.instrument, ITEM).evidence
    assert after[1:] == before
    assert after[0].label == "新材料"
    assert after[0].id not in {e.id for e in before}


def test_rules_are_chosen_from_lists(opened, planned):
    part = opened(planned)
    at(part, BLOCK)
    box = editor_of(part, ("merge", "method"))
    box.setFocus()
    key(box, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert planned.visit.instrument.blocks()[0].merge.method is Method.MEDIAN
    assert not editor_of(part, ("step",)).isVisible()


def test_the_limits_of_a_veto_are_asked_for_only_where_it_is_computed(opened, planned):
    part = opened(planned)
    declared = next(n for n, v in enumerate(SHIPPED.vetoes) if v.measure is None)
    at(part, ("vetoes", declared))
    limit = editor_of(part, ("thresholds", "mid"))
    assert not limit.isVisible()
    box = editor_of(part, ("measure",))
    box.setFocus()
    key(box, Qt.Key.Key_Down)
    assert limit.isVisible()
    fill(part, ("thresholds", "mid"), "5")
    assert planned.visit.instrument.vetoes[declared].thresholds == {"mid": D(5)}
    fill(part, ("thresholds", "mid"), "")
    assert planned.visit.instrument.vetoes[declared].thresholds == {}


def test_the_mark_of_an_example_can_be_put_back(opened, planned):
    part = opened(planned)
    at(part, ITEM)
    box = editor_of(part, ("example",))
    box.setFocus()
    key(box, Qt.Key.Key_Space)
    assert not value_at(planned.visit.instrument, ITEM).example
    key(box, Qt.Key.Key_Space)
    assert value_at(planned.visit.instrument, ITEM).example


def test_what_is_unfolded_stays_so_when_nodes_come_and_go(opened, planned):
    part = opened(planned)
    view = part.outline.view
    view.expand(view.nodes.index_at(("guides",)))
    view.collapse(view.nodes.index_at(("parties", 0)))
    at(part, ("bands", 1))
    key(view, Qt.Key.Key_Delete)
    assert view.isExpanded(view.nodes.index_at(("guides",)))
    assert not view.isExpanded(view.nodes.index_at(("parties", 0)))
    assert part.place == ("bands", 1)


def test_escape_leads_from_the_form_back_to_the_tree(opened, planned):
    part = opened(planned)
    at(part, ITEM)
    key(part.outline.view, Qt.Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), LineEditor)
    key(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is part.outline.view


def test_problems_of_the_check_page_lead_into_the_tree(opened, planned):
    part = opened(planned)
    for place, path in (
        ("parties[0].blocks[1].items[2].anchors[0]", ("anchors",)),
        ("veto_grade", ("veto_grade",)),
        ("survey.minimum", ("minimum",)),
        ("reasons.share", ("reasons", "share")),
    ):
        part.reveal(place)
        focused = QApplication.focusWidget()
        assert focused is editor_of(part, path) or not editor_of(part, path).isVisible()
    part.reveal("bands")
    assert QApplication.focusWidget() is part.outline.view
    part.reveal("parties[9]")
    assert part.place == ("bands",)


def test_a_visit_that_is_open_read_only_shows_all_and_changes_nothing(opened, planned):
    beside = planned.library.open_visit(planned.visit.folder.name, read_only=True)
    part = opened(replace(planned, visit=beside))
    at(part, ITEM)
    assert editor_of(part, ("label",)).isReadOnly()
    assert not part.head.keep.isEnabled()
    key(part.outline.view, Qt.Key.Key_Delete)
    assert beside.instrument == SHIPPED
    beside.close()


def heavy():
    """Ten blocks of sixty items, all with names as long as they may be."""
    source = SHIPPED.blocks()[0].items[0]
    blocks = tuple(
        Block(
            id=f"b{b}",
            label="部" * 60,
            full=D(180),
            items=tuple(
                changed(source, id=f"b{b}i{n}", label="\u202e🙂" + "项" * 290, evidence=())
                for n in range(60)
            ),
        )
        for b in range(10)
    )
    return changed(SHIPPED, parties=(changed(SHIPPED.parties[0], blocks=blocks),), checklist=())


def test_six_hundred_items_are_edited_as_few_are(opened, planned):
    planned.visit.instruments.choose(heavy())
    part = opened(planned)
    place = ("parties", 0, "blocks", 9, "items", 59)
    part.reveal("parties[0].blocks[9].items[59].full")
    fill(part, ("full",), "4")
    assert row(part, place).figure == "4"
    assert row(part, ("parties", 0, "blocks", 9)).off
    fill(part, ("full",), "3")
    assert not row(part, ("parties", 0, "blocks", 9)).off
    assert value_at(planned.visit.instrument, place).full == 3
    assert row(part, place).must == 0


def test_an_instrument_without_anything_can_be_built_up_by_keys(opened, planned):
    bare = changed(SHIPPED, parties=(), bands=(), vetoes=(), veto_grade="", guides=(), checklist=())
    planned.visit.instruments.choose(bare)
    part = opened(planned)
    view = part.outline.view
    at(part, ("parties",))
    key(view, (Qt.Key.Key_N, CTRL))
    type_into(QApplication.focusWidget(), "第三方")
    key(QApplication.focusWidget(), Qt.Key.Key_Return)
    key(view, (Qt.Key.Key_N, CTRL | SHIFT))
    key(QApplication.focusWidget(), Qt.Key.Key_Escape)
    at(part, ("bands",))
    key(view, (Qt.Key.Key_N, CTRL))
    type_into(QApplication.focusWidget(), "合格")
    key(QApplication.focusWidget(), Qt.Key.Key_Return)
    made = planned.visit.instrument
    assert [(p.label, p.full) for p in made.parties] == [("第三方", D(100))]
    assert made.blocks()[0].full == 100
    assert [(b.label, b.low, b.high) for b in made.bands] == [("合格", D(0), D(100))]
    assert errors(part.problems()) == ()


def test_in_a_narrow_window_tree_and_form_stand_side_by_side(opened, planned):
    part = opened(planned, 855, 480)
    assert part.outline.width() + part.form.width() <= part.width()
    assert part.outline.width() > 250
    for widget in part.findChildren(TextEditor):
        if widget.isVisible():
            assert widget.width() <= part.form.width()


def test_a_yaml_file_with_sums_that_are_off_can_be_mended_here(opened, planned, tmp_path):
    path = tmp_path / "半成品.yaml"
    path.write_bytes(write_instrument(put(SHIPPED, ITEM, ("full",), D(4))))
    with pytest.raises(UserError):
        read_instrument(path)
    part = opened(planned)
    part.read_file(path)
    assert [p.place for p in errors(part.problems())] == ["parties[0].blocks[0].full"]


def controls(part):
    return [
        widget
        for widget in part.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not widget.visibleRegion().isEmpty()
    ]


def walked(part):
    """Everything that Tab comes to from the part's first widget."""
    seen = []
    part.enter()
    for _press in range(80):
        seen.append(QApplication.focusWidget())
        key(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() in seen:
            break
    return seen


@pytest.mark.parametrize("place", ["parties[0].blocks[0].items[0]", "vetoes[1]", "bands[0]"])
def test_tab_comes_to_every_control_and_each_has_a_name(opened, planned, place):
    planned.visit.instruments.change(put(SHIPPED, ("bands", 0), ("low",), D(95)))
    part = opened(planned)
    part.reveal(place)
    found = controls(part)
    assert part.check.list in found
    assert [w for w in found if not w.accessibleName()] == []
    seen = walked(part)
    assert [w.accessibleName() for w in found if w not in seen] == []


def test_tab_comes_to_every_control_of_the_choice(opened, planned):
    planned.library.instruments.save(changed(SHIPPED, id="own"), datetime(2024, 5, 1, tzinfo=UTC))
    part = opened(planned)
    part.open_chooser()
    part.chooser.list.setCurrentIndex(part.chooser.list.rows.index(0, 0))
    found = controls(part)
    assert [w for w in found if not w.accessibleName()] == []
    seen = walked(part)
    assert [w.accessibleName() for w in found if w not in seen] == []
