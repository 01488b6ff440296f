"""What goes into a bundle, and whether it is a folder or one file."""

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QWidget

from app.i18n import _
from app.reports.kinds import Kind as Document
from ui.dialogs.foot import column_in, foot
from ui.fonts import px
from ui.widgets.basics import Button, Kind, paragraph
from ui.widgets.choice import Option, Segmented

FOLDER, ZIP = "folder", "zip"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The documents chosen, and whether they go into one .zip."""

    kinds: tuple[Document, ...]
    zipped: bool


class BundleDialog(QDialog):
    """All documents are marked at first; `names` says what the menu calls them."""

    def __init__(self, names: dict[Document, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("All documents in one place"))
        self.boxes = {kind: QCheckBox(name, self) for kind, name in names.items()}
        self.place = Segmented(
            (Option(FOLDER, _("In a folder")), Option(ZIP, _("In one .zip file"))),
            self,
            name=_("Place"),
        )
        self.place.set_current(FOLDER)
        self.accept_button = Button(_("Export"), self, kind=Kind.PRIMARY)
        self._lay_out()
        for box in self.boxes.values():
            box.setChecked(True)
            box.toggled.connect(self._on_changed)
        self.accept_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        says = _(
            "Nothing in it is encrypted: whoever has it can read it. If one document is refused, "
            "none is written. An older bundle is kept with a number."
        )
        column = column_in(self, 10)
        column.addWidget(paragraph(says, self, role="muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(0)
        half = (len(self.boxes) + 1) // 2
        for number, box in enumerate(self.boxes.values()):
            grid.addWidget(box, number % half, number // half)
        column.addLayout(grid)
        column.addWidget(self.place)
        column.addLayout(foot(self, self.accept_button))
        self.setMinimumWidth(px(600))

    def value(self) -> Wanted:
        kinds = tuple(kind for kind, box in self.boxes.items() if box.isChecked())
        return Wanted(kinds, zipped=self.place.current == ZIP)

    @classmethod
    def ask(cls, names: dict[Document, str], parent: QWidget) -> Wanted | None:
        """None when the user thinks better of it."""
        dialog = cls(names, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        wanted = dialog.value()
        dialog.deleteLater()
        return wanted if accepted else None

    @Slot()
    def _on_changed(self) -> None:
        self.accept_button.setEnabled(bool(self.value().kinds))
