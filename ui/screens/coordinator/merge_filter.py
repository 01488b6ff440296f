"""What of the matrix is looked at, and in which order: a bar that folds away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.i18n import _
from ui.icons import Icon
from ui.models.merge_matrix import EVERYTHING, View
from ui.room import edge
from ui.widgets.basics import Button, Kind
from ui.widgets.choice import Option, Segmented
from ui.widgets.picker import Picker

PRINTED, SPREAD = "printed", "spread"
Named = Sequence[tuple[str, str]]
"""(id, name)"""


class FilterBar(QWidget):
    """Order, district, panelist, and only what is marked.

    Signals:
        changed: something else is to be looked at.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.order = Segmented(
            (Option(PRINTED, _("As printed")), Option(SPREAD, _("Furthest apart first"))),
            self,
            name=_("Order"),
            small=True,
        )
        self.order.set_current(PRINTED)
        self.order.chosen.connect(self._on_changed)
        self.district = Picker(self, name=_("District"))
        self.panelist = Picker(self, name=_("Panelist"))
        for picker in (self.district, self.panelist):
            picker.activated.connect(self._on_changed)
        self.marked = QCheckBox(_("Only what is marked"), self)
        self.marked.clicked.connect(self._on_changed)
        self.clear = Button(_("Show all"), self, kind=Kind.LINK, icon=Icon.CLOSE)
        self.clear.clicked.connect(self.reset)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        for widget in (self.order, self.district, self.panelist, self.marked):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.clear)
        self._fit()

    @property
    def view(self) -> View:
        return View(
            by_spread=self.order.current == SPREAD,
            district=str(self.district.currentData() or ""),
            panelist=str(self.panelist.currentData() or ""),
            marked=self.marked.isChecked(),
        )

    def set_choices(self, districts: Named, panelists: Named) -> None:
        """Who and what can be chosen; what is chosen stays if it is still there.

        A block for the whole station offers no districts and changes nothing about the choice.
        """
        if districts:
            _fill(self.district, _("All districts"), districts)
        _fill(self.panelist, _("All panelists"), panelists)
        self.district.setVisible(bool(districts))
        self._show_clear()

    def choose(self, view: View) -> None:
        """As if the user had chosen it."""
        self.set_view(view)
        self._on_changed()

    def set_view(self, view: View) -> None:
        """Announces nothing."""
        self.order.set_current(SPREAD if view.by_spread else PRINTED)
        self.district.setCurrentIndex(max(0, self.district.findData(view.district)))
        self.panelist.setCurrentIndex(max(0, self.panelist.findData(view.panelist)))
        self.marked.setChecked(view.marked)
        self._show_clear()

    @Slot()
    def reset(self) -> None:
        """Everything, as it is printed."""
        self.choose(EVERYTHING)
        self.order.setFocus()

    def _fit(self) -> None:
        side = edge(self)
        self._row.setContentsMargins(side, 6, side, 6)

    def _show_clear(self) -> None:
        self.clear.setVisible(self.view != EVERYTHING)

    @Slot()
    def _on_changed(self) -> None:
        self._show_clear()
        self.changed.emit()


def _fill(picker: Picker, everything: str, named: Named) -> None:
    wanted = [("", everything), *named]
    if [(picker.itemData(n), picker.itemText(n)) for n in range(picker.count())] == wanted:
        return
    chosen = picker.currentData()
    picker.clear()
    for key, name in wanted:
        picker.addItem(name, key)
    picker.setCurrentIndex(max(0, picker.findData(chosen)))
