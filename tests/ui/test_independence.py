"""Who scores and coordinates on one laptop sees nothing of others' before handing in, on any page."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.reports.kinds import Kind
from tests.ui.screens.coordinator.panel import Panel, compose
from ui.dialogs.export_bundle import Wanted
from ui.models.home import home_row
from ui.models.roles import Role
from ui.pages import pages_of, rows_of
from ui.screens.base import Target
from ui.screens.coordinator.report_exports import Export
from ui.visit_page import VisitPage

SECRETS = ("17.3", "21.7", "12.9", "9.1", "9.7", "抽到的三份都缺")
YI, BING, BING_AGAIN = ("17.3", "21.7", "22"), ("18", "9.1", "22"), ("18", "12.9", "22")
"""Apart at q_files in d1, and 评委丙 on two laptops with two values there."""
EVERYWHERE = Target("", "quality", "q_files", "d1", "bing")


@pytest.fixture
def panel(context, tmp_path):
    """The sheets of the two others are in; 评委甲's pack was opened here, in the same library."""
    made = Panel(context, tmp_path)
    reason = "抽到的三份都缺"
    made.collect(
        made.sheet("yi", YI, reason=reason),
        made.sheet("bing", BING, reason=""),
        made.sheet("bing", BING_AGAIN, laptop=2, reason=""),
    )
    made.visit.decide.pick("bing", "q_files", "d1", "12.9", by="工作人员A")
    made.visit.paper.fill("yi", {("q_plan", "d2"): Decimal("9.7")})
    made.own = context.library.open_pack(made.packs["jia"].raw, made.packs["jia"].code)
    yield made
    made.own.close()
    made.close()


@pytest.fixture
def page(panel, show):
    return show(VisitPage(panel.context, pages_of(panel.visit), rows_of), 1366, 768)


def hand_in(panel):
    panel.own.captures.declare(signature="评委甲", confidential=True)
    panel.own.handin.hand_in()
    panel.context.library.note(panel.own)


def texts(widget: QWidget):
    """All that a widget and what is in it show, say or hold, hidden or not."""
    for one in (widget, *widget.findChildren(QWidget)):
        yield from (one.accessibleName(), one.accessibleDescription(), one.toolTip())
        for name in ("text", "placeholderText", "toPlainText"):
            said = getattr(one, name, None)
            yield said() if callable(said) else ""
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            yield from rows(one)


def rows(view):
    model = view.model()
    table = isinstance(model, QAbstractTableModel)
    for column in range(model.columnCount() if table else 1):
        for role in (Role.HEAD, Role.FOOT):
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
        for row in range(model.rowCount()):
            index = model.index(row, column)
            yield f"{index.data()} {index.data(Role.SHOWN)}"


def told(page):
    """What the whole window tells after every page was visited and poked."""
    for name in page.page_ids():
        page.go(name)
        screen = page.current
        screen.reveal(EVERYWHERE)
        screen.next_open()
        screen.done()
        yield from texts(page)
    for word in ("三份", "意见"):
        page.open_find()
        compose(page.finder.field, word)
        yield from texts(page.finder)
        page.finder.field.clear()
        page.finder.put_away()


def leaked(page):
    said = "\n".join(told(page))
    return {secret for secret in SECRETS if secret in said}


def test_no_page_tells_what_others_gave_while_the_own_sheet_is_open(page, panel):
    assert leaked(page) == set()


def test_the_same_pages_tell_it_once_the_own_sheet_is_handed_in(page, panel):
    hand_in(panel)
    assert leaked(page) >= {"21.7", "9.1", "12.9", "抽到的三份都缺"}


def test_nobody_is_named_for_a_deduction_without_a_reason(page, panel):
    page.go("collect")
    assert "no reason given" not in "\n".join(texts(page))
    hand_in(panel)
    page.current.refresh()
    assert "no reason given" in "\n".join(texts(page))


def test_the_rail_and_the_home_page_keep_the_figures_too(page, panel):
    panel.context.library.note(panel.visit)
    row = home_row(panel.context.library.find(panel.visit.folder.name))
    assert (row.total, row.grade) == ("", "")
    details = {row.id: row.detail for row in rows_of(panel.context)}
    assert details["merge"] == details["report"] == "after your own sheet"


def exported(page, folder, monkeypatch, qtbot):
    """Asks for every export by the menu of the report page, and says what was written."""
    page.go("report")
    screen = page.current
    screen.refresh()
    stems = iter(range(100))
    monkeypatch.setattr(
        screen, "choose_other", lambda name, _title: folder / f"{next(stems)}{name}"
    )
    monkeypatch.setattr(screen, "choose_letter", lambda proposed, _waiting: proposed)
    monkeypatch.setattr(screen, "choose_bundle", lambda _names: Wanted((Kind.WORD,), zipped=False))
    monkeypatch.setattr(screen, "show_found", lambda found: (bool(found.go_on), None))
    jobs = screen.context.jobs
    qtbot.waitUntil(lambda: not screen.pending and not jobs.running)
    for action in (one for one in screen.more.menu().actions() if one.data()):
        action.trigger()
        qtbot.waitUntil(lambda: not jobs.running)
    return len(list(folder.iterdir())) if folder.exists() else 0


def test_the_menu_of_exports_writes_nothing_before_the_own_sheet_is_handed_in(
    page, panel, tmp_path, monkeypatch, qtbot
):
    assert exported(page, tmp_path / "early", monkeypatch, qtbot) == 0
    hand_in(panel)
    assert exported(page, tmp_path / "then", monkeypatch, qtbot) >= len(Export)
    panel.own.handin.reopen("看漏一份。")
    panel.context.library.note(panel.own)
    assert exported(page, tmp_path / "again", monkeypatch, qtbot) == 0


def test_a_paper_sheet_of_somebody_else_cannot_be_typed_in_meanwhile(page, panel, qtbot):
    page.go("paper")
    page.current.reveal(Target("paper", panelist="yi"))
    assert page.current.gate.notice.isVisible()
    assert "9.7" not in "\n".join(texts(page))
