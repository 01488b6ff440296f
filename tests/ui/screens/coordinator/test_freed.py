"""Pages are freed with their last reference, and reading again leaves nothing behind."""

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.exchange import crypto
from ui.screens.coordinator.collect import CollectScreen
from ui.screens.coordinator.issue import IssueScreen
from ui.screens.coordinator.merge import MergeScreen


@pytest.mark.parametrize("kind", [IssueScreen, CollectScreen, MergeScreen])
def test_a_page_is_freed_when_it_is_deleted(qtbot, panel, kind):
    panel.collect(panel.sheet("jia"), panel.sheet("yi", ("17",), laptop=2))
    panel.visit.packs.issue(("bing",), crypto.LOWEST)
    gc.collect()
    gc.disable()
    try:
        page = kind(panel.context)
        page.show()
        QApplication.processEvents()
        gone = weakref.ref(page)
        page.close()
        page.deleteLater()
        del page
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert gone() is None
    finally:
        gc.enable()


def test_reading_again_leaves_no_widget_behind(screen, panel):
    panel.collect(panel.sheet("yi"), panel.sheet("yi", ("17",), laptop=2))
    page = screen(CollectScreen, panel.context)
    before = len(QApplication.allWidgets())
    for _round in range(3):
        page.refresh()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(QApplication.allWidgets()) == before
