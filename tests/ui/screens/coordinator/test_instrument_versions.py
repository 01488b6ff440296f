"""Instruments that are kept as versions, shipped, and read from files."""

from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.exchange.instrument_file import load_shipped
from app.exchange.instrument_read import read_sheet
from app.exchange.instrument_yaml import write_instrument
from app.model.base import changed
from app.rules.problem import errors
from tests.ui.screens.coordinator.evening import INSTRUMENT, SETUP
from tests.ui.screens.coordinator.instrument_page import (
    ALT,
    BLOCK,
    CTRL,
    ITEM,
    SHIPPED,
    at,
    editor_of,
    fill,
    key,
)
from tests.ui.screens.coordinator.panel import drop
from ui.screens.coordinator.instrument_head import TEMPLATE, XLSX, YAML


def test_once_packs_are_out_it_is_read_only_says_why_and_offers_a_new_version(opened, frozen):
    part = opened(frozen)
    assert "Packs went out" in part.head.banner.text()
    assert not part.head.choose.isVisible()
    assert not part.head.read_in.isVisible()
    at(part, BLOCK)
    assert editor_of(part, ("label",)).isReadOnly()
    before = frozen.visit.instrument
    for keys in (Qt.Key.Key_Delete, Qt.Key.Key_F2, (Qt.Key.Key_N, CTRL), (Qt.Key.Key_Up, ALT)):
        key(part.outline.view, keys)
    assert frozen.visit.instrument == before
    part.head.banner.action.click()
    assert not editor_of(part, ("label",)).isReadOnly()
    at(part, BLOCK)
    fill(part, ("label",), "改过的部分")
    assert frozen.visit.instrument == before
    assert frozen.visit.instruments.draft.blocks()[0].label == "改过的部分"
    frozen.bus.run(frozen.visit.undo, None)
    frozen.bus.run(frozen.visit.undo, None)
    assert frozen.visit.instruments.draft is None
    assert editor_of(part, ("label",)).isReadOnly()


def test_a_new_version_made_beside_a_frozen_one_is_kept_and_put_away(opened, frozen):
    part = opened(frozen)
    part.head.banner.action.click()
    at(part, BLOCK)
    fill(part, ("label",), "改过的部分")
    part.head.keep.click()
    (kept,) = frozen.library.instruments.contents().kept
    assert kept.instrument.blocks()[0].label == "改过的部分"
    assert kept.instrument.version == INSTRUMENT.version + 1
    assert frozen.visit.instruments.draft is None
    assert "version 2" in part.notice.text()


def test_a_version_is_kept_with_its_number_and_used_in_a_later_visit(opened, planned):
    part = opened(planned)
    at(part, ())
    fill(part, ("title",), "本机构指标体系")
    part.head.keep.click()
    assert planned.visit.instrument.id == "gz-2023-own"
    (kept,) = planned.library.instruments.contents().kept
    assert kept.instrument == planned.visit.instrument
    later = planned.library.new_visit(SETUP, INSTRUMENT, user="工作人员A")
    other = opened(replace(planned, visit=later))
    other.open_chooser()
    listed = other.chooser.list
    assert QApplication.focusWidget() is listed
    listed.setCurrentIndex(listed.rows.index(0, 0))
    key(listed, Qt.Key.Key_Return)
    assert later.instrument == kept.instrument
    assert QApplication.focusWidget() is other.outline.view
    later.close()


def test_what_does_not_add_up_is_not_kept(opened, planned, qtbot):
    part = opened(planned)
    at(part, ITEM)
    fill(part, ("full",), "4")
    with qtbot.waitSignal(part.refused) as refused:
        part.head.keep.click()
    assert "Mend" in str(refused.args[0])
    assert planned.library.instruments.contents().kept == ()


def test_a_kept_version_is_deleted_and_put_back(opened, planned):
    at_noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    kept = planned.library.instruments.save(changed(SHIPPED, id="own", title="旧版"), at_noon)
    part = opened(planned)
    part.open_chooser()
    part.chooser.list.setCurrentIndex(part.chooser.list.rows.index(0, 0))
    assert part.chooser.remove.isVisible()
    part.chooser.remove.click()
    assert planned.library.instruments.contents().kept == ()
    part.chooser.notice.action.click()
    assert planned.library.instruments.contents().kept == (kept,)
    assert part.chooser.list.current_id == kept.name


def test_shipped_ones_are_offered_and_the_one_in_use_is_marked(opened, planned):
    part = opened(planned)
    part.open_chooser()
    rows = {one.id: one for one in part.chooser.list.rows.rows}
    assert set(rows) == {"shipped:gz-2023", "shipped:gz-2023-blocks"}
    assert rows["shipped:gz-2023"].action
    assert not part.chooser.take.isEnabled()
    assert not part.chooser.remove.isVisible()
    key(part.chooser.list, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is part.outline.view


@pytest.mark.parametrize("suffix", [XLSX, YAML])
def test_it_is_exported_and_read_back_as_it_was(opened, planned, tmp_path, monkeypatch, suffix):
    part = opened(planned)
    path = tmp_path / f"指标{suffix}"
    monkeypatch.setattr(part.files, "ask_target", lambda _name, _suffix: path)
    part.head.export_asked.emit(suffix)
    assert str(path) in part.notice.text()
    at(part, BLOCK)
    fill(part, ("label",), "改坏了")
    part.read_file(path)
    assert planned.visit.instrument == SHIPPED
    assert "23" in part.notice.text()
    planned.bus.run(planned.visit.undo, None)
    assert planned.visit.instrument.blocks()[0].label == "改坏了"


def test_the_template_holds_what_is_known_and_nothing_else(opened, planned, tmp_path, monkeypatch):
    part = opened(planned)
    path = tmp_path / "模板.xlsx"
    monkeypatch.setattr(part.files, "ask_target", lambda _name, _suffix: path)
    part.head.export_asked.emit(TEMPLATE)
    assert read_sheet(path).instrument == load_shipped("gz-2023-blocks")


def test_an_offices_table_replaces_the_blocks_and_says_what_stayed(opened, planned, tmp_path):
    book = openpyxl.Workbook()
    for line in (["评分部分", "项目", "满分", "联系人"], ["服务质量", "计划", 55, "甲"]):
        book.active.append(line)
    path = tmp_path / "表.xlsx"
    book.save(path)
    part = opened(planned)
    part.read_file(path)
    assert [b.label for b in planned.visit.instrument.blocks()] == ["服务质量"]
    assert planned.visit.instrument.bands == SHIPPED.bands
    assert "联系人" in part.notice.text()
    assert "等次" in part.notice.text()
    assert errors(part.problems()) == ()


def test_a_file_that_is_dropped_is_read(opened, planned, tmp_path):
    path = tmp_path / "指标.yaml"
    path.write_bytes(write_instrument(load_shipped("gz-2023-blocks")))
    drop(opened(planned), path)
    assert planned.visit.instrument.id == "gz-2023-blocks"


def test_a_file_that_is_refused_changes_nothing_and_says_where(opened, planned, tmp_path, qtbot):
    book = openpyxl.Workbook()
    for line in (["评分部分", "项目", "满分"], ["服务质量", "计划", "很多"]):
        book.active.append(line)
    path = tmp_path / "表.xlsx"
    book.save(path)
    part = opened(planned)
    with qtbot.waitSignal(part.refused) as refused:
        part.read_file(path)
    assert refused.args[0].values["cell"] == "Sheet!C2"
    with qtbot.waitSignal(part.refused):
        part.read_file(tmp_path / "指标.docx")
    assert planned.visit.instrument == SHIPPED
