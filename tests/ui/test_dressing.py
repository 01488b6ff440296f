"""Another look is put on part by part, and comes out as if the program had begun with it."""

from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTableView, QWidget

from app import i18n, settings
from app.services.state import LocalRole
from tests.libraries import both_roles
from ui.actions import Do
from ui.application import Huiping
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.screens.coordinator.parties_table import ScoreLines
from ui.theme import Mode

SIZE = 1366, 768
MEASURED = ("setup", "collect", "merge", "parties", "audit", "figures", "feedback")
"""Pages with measures in them that are taken when they are filled."""
SHADE = 8
"""How far apart colours may be, of 255, and nobody sees it."""
WORKING = {"report", "files", "interviews"}
"""Pages that work something out in a job first; the preview has tests of its own."""


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A library with the evening of a sample and one panelist's day."""
    library = both_roles().put(tmp_path_factory.mktemp("played"))
    yield library
    library.close()


@pytest.fixture
def begin(qapp, tmp_path):
    """Starts the program in a look."""
    begun = []

    def _begin(theme, zoom):
        folder = tmp_path / f"{len(begun)}"
        data = folder / "data"
        data.mkdir(parents=True)
        settings.save(data, replace(settings.load(data), theme=theme, zoom=zoom))
        made = Huiping(qapp, data, folder / "library")
        made.window.resize(*SIZE)
        made.window.show()
        begun.append(made)
        return made

    yield _begin
    for one in begun:
        end(one)
    i18n.install("en")


def end(huiping):
    huiping.window.close()
    huiping.close()
    huiping.window.deleteLater()
    huiping.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def open_visit(huiping, library, role):
    (summary,) = (summary for summary in library.summaries() if summary.role is role)
    visit = library.open_visit(summary.folder)
    huiping.window.show_visit(visit, library)
    return huiping.window.page


def settle():
    for _round in range(8):
        QApplication.processEvents()


def seen(page, name):
    """The pictures of a page, and of the rail beside it."""
    page.go(name)
    settle()
    return [part.grab().toImage() for part in (page.current, page.rail)]


def alike(one, other):
    """Equal but for a shade: type of the total's size has edges that come out a little otherwise."""
    if one == other or one.size() != other.size():
        return one == other
    sides = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(left - right) for left, right in sides) <= SHADE


def wearing(page):
    """The type and the colour of all that is seen in a page."""
    widgets = (page, *(one for one in page.findChildren(QWidget) if one.isVisible()))
    role = QPalette.ColorRole.WindowText
    return {
        (type(one).__name__, one.font().pixelSize(), one.palette().color(role).name())
        for one in widgets
    }


def sizes(widget):
    return {size for _kind, size, _colour in wearing(widget)}


@pytest.mark.parametrize("role", LocalRole)
def test_a_page_that_was_hidden_looks_as_if_the_program_had_begun_so(begin, played, role):
    """One half of the pages was built before the look changed, the other after it."""
    changed = begin("light", 100)
    page = open_visit(changed, played, role)
    names = [name for name in page.page_ids() if name not in WORKING]
    for name in names[::2]:
        seen(page, name)
    changed.theme.set_mode(Mode.DARK)
    changed.theme.set_percent(125)
    found = {name: (seen(page, name), wearing(page.current)) for name in names}
    changed.window.close_visit()
    wanted = begin("dark", 125)
    page = open_visit(wanted, played, role)
    for name in names:
        pictures, worn = seen(page, name), wearing(page.current)
        assert found[name][1] == worn, name
        assert all(map(alike, found[name][0], pictures)), name
    wanted.window.close_visit()


def measures(page):
    """Where everything stands in a page, and how high and wide rows and sections are."""
    settle()
    return sorted(
        (type(one).__name__, *one.mapTo(page, QPoint()).toTuple(), *one.size().toTuple(), rows(one))
        for one in page.findChildren(QWidget)
        if one.isVisible()
    )


def rows(view):
    if isinstance(view, QTableView):
        heads = view.verticalHeader(), view.horizontalHeader()
        return [head.sectionSize(at) for head in heads for at in range(head.count())]
    return [place.height() for place in places(view)]


def places(view):
    if not isinstance(view, QAbstractItemView) or view.model() is None:
        return []
    model = view.model()
    return [view.visualRect(model.index(row, 0)) for row in range(model.rowCount())]


def opened_at(page, name):
    page.go(name)
    return measures(page.current)


def zoomed(huiping, page, name, percent, *, shown):
    """The measures of a page that was filled before the zoom changed."""
    page.go(name if shown else "report" if "report" in page.page_ids() else "hand_in")
    settle()
    huiping.theme.set_percent(percent)
    return opened_at(page, name)


@pytest.mark.parametrize("shown", [True, False], ids=["shown", "hidden"])
@pytest.mark.parametrize("role", LocalRole)
def test_a_page_measures_again_when_the_zoom_changes(begin, played, role, shown):
    large = begin("light", 150)
    page = open_visit(large, played, role)
    names = [name for name in page.page_ids() if name in MEASURED]
    wanted = {name: opened_at(page, name) for name in names}
    large.window.close_visit()
    changed = begin("light", 100)
    page = open_visit(changed, played, role)
    for name in names:
        before = opened_at(page, name)
        assert zoomed(changed, page, name, 150, shown=shown) == wanted[name], name
        assert zoomed(changed, page, name, 100, shown=shown) == before, name
    changed.window.close_visit()


@pytest.mark.parametrize("shown", [True, False], ids=["shown", "hidden"])
def test_no_rows_of_the_party_table_overlap_in_another_zoom(begin, played, shown):
    huiping = begin("light", 100)
    page = open_visit(huiping, played, LocalRole.COORDINATOR)
    opened_at(page, "parties")
    for percent in (150, 200, 80):
        zoomed(huiping, page, "parties", percent, shown=shown)
        table = page.current.findChild(ScoreLines)
        stands_apart(
            [row.geometry() for row in (table.lines, *table.entries.values(), table.total)]
        )
        stands_apart(places(table.lines))
        assert places(table.lines)[-1].bottom() < table.lines.viewport().height()
    huiping.window.close_visit()


def stands_apart(rects):
    assert len(rects) > 1
    for above, below in pairwise(rects):
        assert above.bottom() < below.top()


def test_only_what_is_seen_takes_another_look_at_once(begin, played):
    huiping = begin("light", 100)
    page = open_visit(huiping, played, LocalRole.COORDINATOR)
    page.go("parties")
    hidden = page.current
    page.go("findings")
    told = []
    hidden.installEventFilter(Told(hidden, told))
    huiping.theme.set_percent(150)
    settle()
    assert QEvent.Type.StyleChange not in told
    assert page.current.font().pixelSize() == 21
    page.go("parties")
    assert QEvent.Type.StyleChange in told
    huiping.window.close_visit()


class Told(QObject):
    """Notes the events that a widget gets."""

    def __init__(self, parent, told):
        super().__init__(parent)
        self._told = told

    def eventFilter(self, watched, event):
        self._told.append(event.type())
        return False


def test_home_and_a_dialog_that_stands_open_follow_too(begin, played):
    huiping = begin("light", 100)
    open_visit(huiping, played, LocalRole.COORDINATOR)
    huiping.window.actions_by_do[Do.SHORTCUTS].trigger()
    (dialog,) = huiping.window.findChildren(ShortcutsDialog)
    huiping.theme.set_percent(150)
    settle()
    assert 21 in sizes(dialog)
    assert 14 not in sizes(dialog)
    dialog.close()
    huiping.window.close_visit()
    assert 21 in sizes(huiping.window.home)
    assert 14 not in sizes(huiping.window.home)


def test_what_is_laid_over_the_whole_window_follows_too(begin, played):
    huiping = begin("light", 100)
    page = open_visit(huiping, played, LocalRole.PANELIST)
    page.go("feedback")
    presentation = page.current.presentation
    page.current.present.click()
    settle()
    assert presentation.isVisible()
    told = []
    presentation.installEventFilter(Told(presentation, told))
    huiping.theme.set_percent(150)
    settle()
    assert QEvent.Type.StyleChange in told
    presentation.put_away()
    huiping.window.close_visit()


def test_going_back_to_the_first_look_leaves_nothing_behind(begin, played):
    huiping = begin("light", 100)
    page = open_visit(huiping, played, LocalRole.COORDINATOR)
    before = seen(page, "findings")
    huiping.theme.zoom_in()
    huiping.theme.set_mode(Mode.DARK)
    assert seen(page, "findings") != before
    huiping.theme.set_mode(Mode.LIGHT)
    huiping.theme.zoom_reset()
    assert seen(page, "findings") == before
    huiping.window.close_visit()


def test_a_window_without_parts_follows_as_a_whole(qtbot, theme):
    label = QLabel("评分")
    qtbot.addWidget(label)
    label.ensurePolished()
    theme.set_percent(200)
    assert label.font().pixelSize() == 28
    theme.set_percent(100)
    assert label.font().pixelSize() == 14
