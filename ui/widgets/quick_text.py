"""The field of quick capture: text stays text, pictures go to the photos."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui import fonts
from ui.photo_jobs import holds_pictures, sources_beside_text
from ui.widgets.editors import TextEditor


class QuickText(TextEditor):
    """One writes, searches an item behind a #, pastes a picture or drops it here.

    Signals:
        stepped: (±1) down or up was pressed while an item is searched.
        pictured: (sources of `ui.photo_jobs`) pictures were pasted or dropped.
    """

    stepped = Signal(int)
    pictured = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, name=_("Finding"), size=fonts.TITLE)
        self.submits, self.searching = True, False
        self.setProperty("frameless", True)
        self.document().setDocumentMargin(0)
        self.setPlaceholderText(_("What did you see, hear, check?"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if self.searching and event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return holds_pictures(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        found = sources_beside_text(source)
        if found:
            self.pictured.emit(found)
        else:
            super().insertFromMimeData(source)
