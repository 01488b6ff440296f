"""Tabs, overlays, dialogs and drawers too: names, the tab order, the focus that is seen, room."""

import sys
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QDialog

from tests.libraries import sample_day
from tests.ui.test_access import focusable, huiping, told, walked
from ui.screens.panelist.files_part import DOCUMENTS
from ui.screens.panelist.presentation import Presentation
from ui.widgets.overlay import Overlay
from ui.widgets.page import PageFrame
from ui.widgets.photo_viewer import PhotoViewer

SCRIPTS = str(Path(__file__).resolve().parents[2] / "build_scripts")
sys.path.insert(0, SCRIPTS)
views = import_module("views")
sys.path.remove(SCRIPTS)

__all__ = ["huiping"]
BY_NAME = {view.name: view for view in views.PANELIST}
DRAWERS = ("sign_in", "briefing", "observation", "files", "interviews", "feedback", "hand_in")
OVERLAYS = (Overlay, PhotoViewer, Presentation)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    made = sample_day().put(tmp_path_factory.mktemp("views"))
    visit = made.open_visit(sample_day().known)
    views.furnish(visit, 1)
    visit.close()
    yield made
    made.close()


@pytest.fixture
def page(huiping, library):
    """The panelist's visit, open; where one was before is left as it was."""
    window = huiping.window
    window.resize(1366, 768)
    window.activateWindow()
    if window.visit is None:
        (summary,) = library.summaries()
        window.show_visit(library.open_visit(summary.folder), library)
    return window.page


@pytest.fixture(scope="module", autouse=True)
def closing(huiping, library):
    yield
    huiping.window.close_visit()


@pytest.fixture(params=list(BY_NAME))
def view(request, huiping, page, settled, tmp_path):
    """The widget that a view shows, all that was about to happen done."""
    wanted = BY_NAME[request.param]
    page.go(wanted.page)
    settled(huiping)
    stand = views.Stand(huiping.window, page, tmp_path, 1)
    with wanted.show(stand) as shown:
        settled(huiping)
        QApplication.processEvents()
        yield shown


@pytest.fixture(params=DRAWERS)
def drawer(request, huiping, page, settled):
    """A page in a narrow window, its drawer opened by key."""
    huiping.window.resize(911, 512)
    page.go(request.param)
    if request.param == "files":
        page.current.show_part(DOCUMENTS)
    settled(huiping)
    frames = (f for f in page.current.findChildren(PageFrame) if f.is_drawer and f.isVisible())
    frame = next(frames)
    frame.toggle_drawer()
    QApplication.processEvents()
    yield frame
    frame.close_drawer()


def held(shown):
    """What the keyboard can reach: an overlay's own, a dialog's, or the whole window's."""
    if isinstance(shown, QDialog):
        return focusable(shown)
    over = [o for kind in OVERLAYS for o in shown.findChildren(kind) if o.isVisible()]
    return focusable(*over) + over_itself(over) if over else focusable(shown)


def over_itself(over):
    """An overlay that takes keys itself; `focusable` looks for what is inside."""
    return [o for o in over if o.focusPolicy() & Qt.FocusPolicy.TabFocus]


def name(widget):
    """What a screen reader says; buttons without a name of their own say their words."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def check(shown, seen):
    reached = held(shown)
    assert [told(w) for w in reached if not name(w)] == []
    assert [told(w) for w in reached if w not in seen] == []
    unseen = []
    for widget, image in seen.items():
        widget.clearFocus()
        QApplication.processEvents()
        whole = isinstance(widget, Presentation)
        if widget.isVisible() and not whole and widget.grab().toImage() == image:
            unseen.append(told(widget))
    assert unseen == []


def low(shown):
    fields = (w for w in held(shown) if not isinstance(w, QAbstractScrollArea))
    return [f"{told(w)} {w.height()}" for w in fields if w.height() < 32]


def test_a_view_is_named_reached_by_tab_and_shows_its_focus(view):
    assert low(view) == []
    check(view, walked())


def test_a_drawer_is_named_reached_by_tab_and_shows_its_focus(drawer, huiping):
    assert drawer.side.isAncestorOf(QApplication.focusWidget())
    assert low(huiping.window) == []
    check(huiping.window, walked())


def test_home_is_named_reached_by_tab_and_shows_its_focus(huiping):
    window = huiping.window
    window.close_visit()
    window.activateWindow()
    window.home.enter()
    assert low(window) == []
    check(window, walked())
