"""What all of the panelist's pages promise: shown without writing, freed when closed."""

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.pages import PANELIST
from ui.widgets.quick import QuickCapture

PAGES = tuple(PANELIST.values())


@pytest.mark.parametrize("kind", PAGES)
def test_showing_a_page_saves_nothing(kind, screen, desk, signed, bus, qtbot):
    with qtbot.assertNotEmitted(bus.changed):
        page = screen(kind, desk)
        page.refresh()
        page.flush()


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_freed_when_it_is_closed(kind, qapp, theme, desk, signed):
    page = kind(desk)
    page.show()
    page.close()
    held = weakref.ref(page)
    gc.disable()
    try:
        page.deleteLater()
        del page
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert held() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("size", [(1166, 736), (855, 480)])
def test_a_page_fits_into_the_room_it_gets(kind, size, screen, desk, signed):
    page = screen(kind, desk, *size)
    assert (page.width(), page.height()) == size


@pytest.mark.parametrize("kind", PAGES)
def test_every_field_and_button_has_a_name(kind, screen, desk, signed):
    page = screen(kind, desk)
    quick = QuickCapture(desk, page)
    quick.open_for(page.here())
    reached = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    unnamed = [type(w).__name__ for w in reached if not w.accessibleName()]
    assert unnamed == []
