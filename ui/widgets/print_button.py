"""The button that prints: it asks which printer only where there are several."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from ui.icons import Icon
from ui.widgets.basics import Button


class PrintButton(Button):
    """Finds out where to print; what is printed is its owner's.

    Signals:
        printer_chosen: (name)
        no_printer: this laptop has none.
    """

    printer_chosen = Signal(str)
    no_printer = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Print"), parent, icon=Icon.PRINT)
        self.clicked.connect(self._on_clicked)

    def printers(self) -> tuple[str, ...]:
        """The names of the printers that this laptop knows."""
        return tuple(QPrinterInfo.availablePrinterNames())

    @Slot()
    def _on_clicked(self) -> None:
        names = self.printers()
        if not names:
            self.no_printer.emit()
        elif len(names) == 1:
            self.printer_chosen.emit(names[0])
        else:
            self._ask(names)

    def _ask(self, names: tuple[str, ...]) -> None:
        menu = QMenu(self)
        for name in names:
            menu.addAction(name).setData(name)
        menu.triggered.connect(self._on_printer)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot(QAction)
    def _on_printer(self, action: QAction) -> None:
        self.printer_chosen.emit(str(action.data()))
