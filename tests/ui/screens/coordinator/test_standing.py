"""What must be mended holds a final version back: the dialog, and the pages that ask by it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from app.model.rounds import Step, VersionKind
from app.services.standing import musts
from tests.libraries import NO_DAY, sample_evening, with_a_must
from tests.ui.screens.coordinator.report_page import Chosen, ready
from ui.dialogs.standing import Settled, StandingDialog
from ui.models.remarks import remark_rows
from ui.screens.coordinator.report import FINAL
from ui.screens.coordinator.rounds import RoundsScreen
from ui.screens.coordinator.rounds_side import VERSIONS


def evening_clock():
    return datetime(2024, 1, 22, 20, tzinfo=UTC)


@pytest.fixture
def visit(tmp_path):
    library = sample_evening().put(tmp_path / "library")
    made = library.open_visit(library.summaries()[0].folder, clock=evening_clock)
    yield with_a_must(made)
    made.close()
    library.close()


@pytest.fixture
def page(context, visit, screen):
    return screen(RoundsScreen, replace(context, visit=visit))


@pytest.fixture
def service(visit):
    return visit.rounds


def settled(page, qtbot):
    qtbot.waitUntil(lambda: not page.versions.pending)


def wants_final(page):
    page.tabs.choose(VERSIONS)
    page.side.version.kind.choose(VersionKind.FINAL.value)


def test_a_must_is_listed_and_goes_out_with_its_reason(page, service, qtbot, monkeypatch):
    asked = []

    def ask(rows, go_on, _parent):
        asked.append(([linked.row.text for linked in rows], go_on))
        return Settled({linked.found.key: "照录原件。" for linked in rows})

    monkeypatch.setattr(StandingDialog, "ask", ask)
    wants_final(page)
    page.primary.click()
    qtbot.waitUntil(lambda: len(service.all().versions) == 1)
    settled(page, qtbot)
    assert asked == [([f"There is no such day as {NO_DAY}."], "Issue version 1")]
    (version,) = service.all().versions
    assert [(one.quote, one.reason) for one in version.standing] == [(NO_DAY, "照录原件。")]
    assert service.all().done(Step.REPORT).due == date(2024, 1, 30)
    assert "Evaluation report" in page.notice.text()
    assert "照录原件" in page.versions.list.rows.rows[1].outcome


@pytest.mark.parametrize("leaves", [True, False])
def test_a_must_that_is_to_be_mended_leads_to_its_place_and_nothing_goes_out(
    page, service, qtbot, monkeypatch, leaves
):
    gone, asked = [], []
    page.go.connect(gone.append)

    def ask(rows, _go_on, _parent):
        asked.append(rows)
        return None if leaves else Settled({}, rows[0])

    monkeypatch.setattr(StandingDialog, "ask", ask)
    wants_final(page)
    page.primary.click()
    qtbot.waitUntil(lambda: bool(asked))
    settled(page, qtbot)
    assert service.all().versions == ()
    assert [target.page for target in gone] == ([] if leaves else ["findings"])


def test_a_draft_goes_out_with_its_musts_and_says_how_many(page, service, qtbot):
    wants_final(page)
    page.side.version.kind.choose(VersionKind.DRAFT.value)
    page.primary.click()
    qtbot.waitUntil(lambda: len(service.all().versions) == 1)
    settled(page, qtbot)
    assert "1 remark of the checker must be mended" in page.notice.text()
    assert "First opinion” is recorded as done today" in page.notice.text()
    page.run(page.visit.undo)
    assert service.all().done(Step.DRAFT) is None
    assert page.notice.isHidden()
    assert len(service.all().versions) == 1


@pytest.fixture
def rows(visit):
    """Two remarks that must be mended."""
    visit.findings.add(visit.findings.all()[0].stance, f"另有{NO_DAY}的记录。", block="monitoring")
    form = visit.forms.usable()
    found = musts(visit.report.input(form.id, draft=False), form)
    return remark_rows(found, visit.setup, {}, ())


def test_each_remark_takes_a_reason_by_keys_and_the_act_waits_for_all_of_them(rows, show, qtbot):
    dialog = show(StandingDialog(rows, "Issue version 3"))
    assert not dialog.go_on.isEnabled()
    assert NO_DAY in dialog.context.text()
    assert dialog.reason.hasFocus()
    qtbot.keyClicks(dialog.reason, "as in the original")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert dialog.reason.text() == ""
    assert not dialog.go_on.isEnabled()
    qtbot.keyClicks(dialog.reason, "checked by phone")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert dialog.go_on.isEnabled()
    assert dialog.go_on.hasFocus()
    assert list(dialog.value().reasons.values()) == ["as in the original", "checked by phone"]
    assert [row.word for row in dialog.list.rows.rows] == ["Stands", "Stands"]


def test_one_reason_serves_for_all_and_blanks_are_none(rows, show, qtbot):
    dialog = show(StandingDialog(rows, "Issue version 3"))
    qtbot.keyClicks(dialog.reason, "  ")
    assert not dialog.same.isEnabled()
    qtbot.keyClicks(dialog.reason, "as in the original")
    dialog.same.click()
    assert set(dialog.value().reasons.values()) == {"as in the original"}
    assert len(dialog.value().reasons) == 2


def test_going_to_a_place_keeps_what_was_typed(rows, show, qtbot):
    dialog = show(StandingDialog(rows, "Issue version 3"))
    qtbot.keyClicks(dialog.reason, "as in the original")
    dialog.list.opened.emit(rows[1].row.id)
    assert dialog.value().followed is rows[1]
    assert list(dialog.value().reasons.values()) == ["as in the original"]
    assert dialog.isHidden()


def test_a_final_file_from_the_report_page_asks_too(
    context, visit, screen, qtbot, hasty, monkeypatch, tmp_path
):
    def ask(rows, go_on, _parent):
        assert go_on == "Export as it is"
        return Settled({linked.found.key: "照录原件。" for linked in rows})

    monkeypatch.setattr(StandingDialog, "ask", ask)
    page = screen(Chosen, replace(context, visit=visit))
    ready(page, qtbot, hasty)
    page.version.choose(FINAL)
    page.path = tmp_path / "report.docx"
    page.export.click()
    qtbot.waitUntil(page.path.exists)
    assert list(visit.remarks.reasons().values()) == ["照录原件。"]
