"""Every control has a name, a place in the tab order, a focus that is seen, and room to be hit."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app.services.state import LocalRole
from tests.libraries import both_roles
from ui.application import Huiping
from ui.pages import COORDINATOR, PANELIST
from ui.widgets.notices import Field

PLACES = [(LocalRole.PANELIST, page) for page in PANELIST]
PLACES += [(LocalRole.COORDINATOR, page) for page in COORDINATOR]
LONGEST = 200
"""More presses of Tab than any page takes to come round."""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    made = both_roles().put(tmp_path_factory.mktemp("access"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def huiping(qapp, library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    made = Huiping(qapp, folder / "data", folder / "library")
    made.window.resize(1366, 768)
    made.window.show()
    made.window.activateWindow()
    yield made
    made.window.close_visit()
    made.window.close()
    made.close()
    made.window.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def at(huiping, library, settled):
    """Goes to a page of one role's visit and waits until nothing runs any more."""

    def _at(role, page):
        window = huiping.window
        if window.visit is None or window.visit.role is not role:
            window.close_visit()
            summary = next(s for s in library.summaries() if s.role is role)
            window.show_visit(library.open_visit(summary.folder), library)
        window.page.go(page)
        settled(huiping)
        QApplication.processEvents()
        return window

    return _at


def focusable(window):
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not widget.visibleRegion().isEmpty()
    ]


def told(widget):
    above = type(widget.parent()).__name__
    return f"{type(widget).__name__} “{widget.accessibleName()}” in {above}"


def walked():
    """Everything that Tab comes to from here, with its picture while it has the focus."""
    seen = {}
    before = None
    for _press in range(LONGEST):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        QApplication.processEvents()
        widget = QApplication.focusWidget()
        if widget in seen and widget is not before:
            break
        before = widget
        if widget in seen:
            continue
        seen[widget] = widget.grab().toImage()
    return seen


@pytest.mark.parametrize(("role", "page"), PLACES)
def test_every_control_has_a_name(at, role, page):
    window = at(role, page)
    assert [told(w) for w in focusable(window) if not w.accessibleName()] == []


@pytest.mark.parametrize(("role", "page"), PLACES)
def test_tab_comes_to_every_control_and_its_focus_is_seen(at, role, page):
    window = at(role, page)
    window.page.current.enter()
    seen = walked()
    assert [told(w) for w in focusable(window) if w not in seen] == []
    window.setFocus()
    QApplication.processEvents()
    unseen = [told(w) for w, image in seen.items() if w.isVisible() and w.grab().toImage() == image]
    assert unseen == []


@pytest.mark.parametrize(("role", "page"), PLACES)
def test_targets_are_high_enough(at, role, page):
    window = at(role, page)
    buttons = [b for b in window.findChildren(QAbstractButton) if b.isVisible()]
    low = [b for b in buttons if b.height() < 32]
    assert [f"{told(b)} {b.height()}" for b in low] == []


@pytest.mark.parametrize(("role", "page"), PLACES)
def test_labels_lead_to_their_fields(at, role, page):
    window = at(role, page)
    for field in window.findChildren(Field):
        buddies = [label.buddy() for label in field.findChildren(QLabel) if label.buddy()]
        assert field.editor in buddies
