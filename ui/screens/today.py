"""The home page's card: the visit that is on, or the one to go on with."""

from datetime import date, datetime, time

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.services.state import LocalRole
from app.summary import Summary
from ui import fonts
from ui.charts.agenda import AgendaStrip
from ui.charts.progress import Ring
from ui.icons import Icon
from ui.models.days import long_day
from ui.models.home import home_row, term_name
from ui.models.rounds import DueWords
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, Rule, Tag
from ui.widgets.card import Card


class TodayCard(Card):
    """Station, part and progress of one visit, and the way on.

    Signals:
        asked: (folder) to open it.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = ""
        self._over = Line("", self, size=fonts.SMALL, bold=True, tone=Tone.ACCENT)
        self._name = Line("", self, size=fonts.HERO, bold=True)
        self._term = Tag("", self)
        self._detail = Line("", self, tone=Tone.MUTED)
        self._due = Line("", self)
        self._due.hide()
        self._ring = Ring(self)
        self._state = Line("", self)
        self._state.set_right(right=True)
        self.button = Button("", self, kind=Kind.PRIMARY, icon=Icon.NEXT)
        self.button.set_look(trailing=True, hero=True)
        self.button.clicked.connect(self._on_clicked)
        self._rule = Rule(self)
        self._strip = AgendaStrip(self)
        self._build()

    def _build(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addWidget(self._name)
        title.addWidget(self._term)
        title.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._over)
        words.addLayout(title)
        words.addWidget(self._detail)
        words.addWidget(self._due)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addLayout(words, 1)
        for widget in (self._ring, self._state, self.button):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 16)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self._rule)
        column.addWidget(self._strip)

    def set_summary(self, summary: Summary, now: datetime) -> None:
        """Shows a visit as it stands in the index."""
        row = home_row(summary)
        self._folder = summary.folder
        today = summary.visited_on == now.date().isoformat()
        own = summary.role is LocalRole.PANELIST
        self._over.set_text(_("Today") if today else _("Go on with"))
        self._name.set_text(summary.short or summary.station)
        self._term.set_tag(term_name(summary.term), Tone.MUTED)
        self._detail.set_text(_("Visit on {date}").format(date=_long(summary.visited_on)))
        self._ring.setVisible(own)
        self._ring.set_share(row.share or 0.0, f"{row.share or 0.0:.0%}")
        self._state.set_text(row.state)
        self.button.set_text(_("Go on") if own and not summary.sealed else _("Open"))
        self._show_agenda(summary, now.time() if today else None)

    def set_due(self, due: DueWords | None) -> None:
        """What the feedback rounds ask for next."""
        self._due.setVisible(due is not None)
        if due is not None:
            self._due.set_text(due.text)
            self._due.set_tone(due.tone)
            self._due.set_icon(due.icon, due.tone)

    def _show_agenda(self, summary: Summary, now: time | None) -> None:
        shown = summary.role is LocalRole.PANELIST or now is not None
        self._strip.set_agenda(summary.agenda if shown else (), now)
        self._rule.setVisible(bool(summary.agenda) and shown)

    @Slot()
    def _on_clicked(self) -> None:
        self.asked.emit(self._folder)


def first(summaries: tuple[Summary, ...], now: datetime) -> Summary | None:
    """The visit of today, else the one that was worked on last and is not at its end."""
    today = now.date().isoformat()
    for summary in summaries:
        if summary.visited_on == today:
            return summary
    return next((s for s in summaries if not s.sealed and not s.total), None)


def _long(day: str) -> str:
    return long_day(date.fromisoformat(day))
