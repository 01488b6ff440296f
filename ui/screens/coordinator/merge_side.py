"""The merge page's side panel: one cell, who gave what, how it comes about, and its settlement."""

from PySide6.QtCore import QPoint, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.model.text import plain
from ui.charts.strip import StripPlot
from ui.icons import Icon
from ui.models.merge import Place
from ui.models.merge_trace import CellView
from ui.photo_jobs import Thumbnails
from ui.screens.coordinator.cell_parts import Trace
from ui.screens.coordinator.givers import Givers
from ui.screens.coordinator.settlement import Draft, Settling
from ui.theme import Tone
from ui.widgets.basics import Line
from ui.widgets.page import SidePanel


class MergeSide(SidePanel):
    """Shows a `CellView`; the settlement's form is `settling`."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Cell"), width=344)
        self._place = Place("", "", "")
        self.spread = Line("", self, size=12)
        self.open = Line("", self, size=12, tone=Tone.CRITICAL)
        self.open.set_icon(Icon.MISSING)
        self.plot = StripPlot(self)
        self.givers = Givers(thumbnails, self)
        self.givers.unfolded.connect(self._on_unfolded)
        top = QWidget(self)
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.spread, self.open, self.plot, self.givers):
            column.addWidget(widget)
        self.add(top)
        how = self.section(_("How it comes about"))
        self.trace = Trace(self)
        how.add(self.trace)
        section = self.section(_("Settlement"))
        section.set_title(_("Settlement"), _("the scores given stay"))
        self.settling = Settling(self)
        section.add(self.settling)
        self.settling.way.chosen.connect(self._on_way)

    def show_settling(self) -> None:
        """Brings the whole form into sight."""
        self._inner.adjustSize()
        self._scroll.ensureWidgetVisible(self.settling, 0, 16)

    def show_cell(self, view: CellView, draft: Draft) -> None:
        self.set_head(view.title, view.over, view.full)
        self.spread.set_text(view.spread)
        self.spread.set_icon(Icon.WARNING if view.diverges else None)
        self.spread.set_tone(Tone.CONCERN if view.diverges else Tone.MUTED)
        self.spread.setVisible(bool(view.spread))
        self.open.set_text(_(", ").join(view.open))
        self.open.setVisible(bool(view.open))
        self.plot.set_strip(view.strip)
        self.plot.setVisible(bool(view.strip.dots))
        self.givers.set_rows(view.givers, keep=view.place == self._place)
        self.trace.set_steps(view.trace)
        self.settling.show_cell(
            draft, by_rule=view.by_rule, settled=view.settled, full=plain(view.strip.full)
        )
        if view.place != self._place:
            self._scroll.verticalScrollBar().setValue(0)
        self._place = view.place

    @Slot(int, int)
    def _on_unfolded(self, top: int, bottom: int) -> None:
        """Brings a row into sight; its top where it is too high for the panel."""
        self._inner.adjustSize()
        begin = self.givers.mapTo(self._inner, QPoint(0, 0)).y()
        for y in (bottom, top):
            self._scroll.ensureVisible(0, begin + y, 0, 8)

    @Slot(str)
    def _on_way(self, _way: str) -> None:
        QTimer.singleShot(0, self, self.show_settling)
