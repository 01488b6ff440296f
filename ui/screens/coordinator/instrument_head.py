"""What stands over the instrument's editor: which one it is, and what can be done with it."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.i18n import N_, _, ngettext
from app.model.instrument import Instrument
from app.rules.instrument_tree import examples_in
from app.services.instruments import InstrumentService
from ui import fonts
from ui.icons import Icon
from ui.room import edge, is_narrow
from ui.theme import Tone
from ui.widgets.basics import Button, Line
from ui.widgets.notices import Refusal

XLSX, YAML, TEMPLATE = ".xlsx", ".yaml", "template"
_TARGETS = (
    (XLSX, N_("As a workbook (.xlsx)…")),
    (YAML, N_("As YAML (.yaml)…")),
    (TEMPLATE, N_("Template to fill in (.xlsx)…")),
)


class InstrumentHead(QWidget):
    """Title and buttons, and under them whether packs went out with it.

    Signals:
        export_asked: (`.xlsx`, `.yaml` or `template`)
        draft_asked: a new version is to be begun, or dropped.
    """

    export_asked = Signal(str)
    draft_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = self._put_away = ""
        self._title = Line("", self, bold=True)
        self._detail = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self.choose = Button(_("Choose another"), self, icon=Icon.INSTRUMENT)
        self.read_in = Button(_("Import"), self, icon=Icon.IMPORT)
        self.export = Button(_("Export"), self, icon=Icon.EXPORT)
        self.keep = Button(_("Save as a new version"), self, icon=Icon.ARCHIVE)
        self.keep.setToolTip(_("Kept in the library, to be chosen in later visits"))
        self.banner = Refusal(self)
        self.banner.asked.connect(self.draft_asked)
        self.banner.dismissed.connect(self._on_dismissed)
        self.export.clicked.connect(self._on_export)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in (self.choose, self.read_in, self.export, self.keep):
            row.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addLayout(row)
        self._column.addWidget(self.banner)

    def show_state(self, service: InstrumentService, *, read_only: bool) -> None:
        """Reads which instrument is edited, and whether it may be."""
        self._title.set_text(service.edited.title)
        self._detail.set_text(_detail(service.edited, service))
        self.choose.setVisible(service.editable and not service.frozen)
        self.read_in.setVisible(service.editable)
        self.keep.setEnabled(not read_only)
        self._show_banner(service, read_only=read_only)

    def _show_banner(self, service: InstrumentService, *, read_only: bool) -> None:
        state = "" if not service.frozen else "frozen" if service.draft is None else "draft"
        if state in ("", self._put_away):
            self.banner.hide()
            return
        what, rest, action = _BANNERS[state]
        act = "" if read_only else _(action)
        self.banner.show_text(_(what), _(rest), act, tone=Tone.ACCENT)
        self._state = state

    def set_edge(self) -> None:
        """Takes the page's margins as the window's width has them."""
        side = edge(self)
        gap = 4 if is_narrow(self) else 10
        self._column.setContentsMargins(side, gap, side, gap)

    @Slot()
    def _on_dismissed(self) -> None:
        self._put_away = self._state

    @Slot()
    def _on_export(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, words in _TARGETS:
            menu.addAction(_(words)).setData(kind)
        menu.triggered.connect(self._on_target)
        menu.popup(self.export.mapToGlobal(QPoint(0, self.export.height())))

    @Slot(QAction)
    def _on_target(self, action: QAction) -> None:
        self.export_asked.emit(str(action.data()))


_BANNERS = {
    "frozen": (
        N_("Packs went out with this instrument, so it stays as it is in this visit."),
        N_("What is to be different goes into a new version."),
        N_("Edit as a new version for later visits"),
    ),
    "draft": (
        N_("This is a new version for later visits."),
        N_("In this visit the one that went out stays in force."),
        N_("Drop this version"),
    ),
}


def _detail(instrument: Instrument, service: InstrumentService) -> str:
    """Its version, and how much of it is not official."""
    number = _("version {number}").format(number=instrument.version)
    parts = [_("not saved yet") if service.draft is not None else number]
    count = examples_in(instrument)
    if count:
        words = ngettext("{count} example, not official", "{count} examples, not official", count)
        parts.append(words.format(count=count))
    return "·".join(parts)
