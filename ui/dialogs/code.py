"""Asks for the code on the printed slip that opens a pack."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QWidget

from app.exchange.codes import CODE_LENGTH, normalise
from app.i18n import _
from ui.dialogs.foot import column_in, foot
from ui.widgets.basics import Button, Kind, paragraph
from ui.widgets.editors import LineEditor
from ui.widgets.notices import Field


class CodeDialog(QDialog):
    """Accepts once eight characters are there; blanks, dashes and small letters do not matter."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Open a pack"))
        self.editor = LineEditor(self)
        self.editor.edited.connect(self._on_edited)
        self.editor.submitted.connect(self._on_submitted)
        self.open_button = Button(_("Open"), self, kind=Kind.PRIMARY)
        self.open_button.clicked.connect(self._on_submitted)
        says = paragraph(
            _("{name} is sealed. Type the code from the slip that came with it.").format(name=name),
            self,
        )
        column = column_in(self, 16)
        column.addWidget(says)
        column.addWidget(Field(_("Code"), self.editor, self))
        column.addLayout(foot(self, self.open_button))
        self.setMinimumWidth(420)
        self._on_edited()

    def value(self) -> str:
        """The code as it was typed."""
        return self.editor.text()

    @classmethod
    def ask(cls, name: str, parent: QWidget) -> str | None:
        """None when the user thinks better of it."""
        dialog = cls(name, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        code = dialog.value()
        dialog.deleteLater()
        return code if accepted else None

    @Slot()
    def _on_edited(self) -> None:
        self.open_button.setEnabled(len(normalise(self.value())) == CODE_LENGTH)

    @Slot()
    def _on_submitted(self) -> None:
        if self.open_button.isEnabled():
            self.accept()
