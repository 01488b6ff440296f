"""Narrowing the record of changes: words, person, kind, day and hours, in one row."""

from collections.abc import Sequence
from datetime import date, time

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _, ngettext
from app.rules.typed import clock
from app.services.audit import AuditFilter, topic_name
from app.services.audit_topics import Topic
from ui.fonts import px
from ui.icons import Icon
from ui.models.audit import day_name
from ui.room import edge
from ui.widgets.basics import Button, Kind
from ui.widgets.editors import LineEditor
from ui.widgets.picker import Picker
from ui.widgets.search_field import SearchField

UNDONE = "undone"


class ClockField(LineEditor):
    """A time of day; blank is no limit, and what is no time is marked and limits nothing."""

    def __init__(self, parent: QWidget, *, name: str, placeholder: str) -> None:
        super().__init__(parent, name=name, placeholder=placeholder)
        self._name = name

    @property
    def at(self) -> time | None:
        text = self.text().strip()
        try:
            found = clock(text, self._name) if text else None
        except UserError:
            self.set_problem(problem=True)
            return None
        self.set_problem(problem=False)
        return found


class AuditFilterBar(QWidget):
    """Asks for nothing twice: every change of a field narrows the list at once.

    Signals:
        changed: another filter is wanted.
        stepped: (rows) the search field's arrow keys move in the list.
        entered: Return in the search field goes to the list.
    """

    changed = Signal()
    stepped = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = SearchField(
            self, name=_("Search the record"), placeholder=_("Search: words, names, figures")
        )
        self.who = Picker(self, name=_("By whom"))
        self.topic = Picker(self, name=_("Kind of change"))
        self.day = Picker(self, name=_("On which day"))
        self.since = ClockField(self, name=_("From what time"), placeholder=_("from 0:00"))
        self.until = ClockField(self, name=_("Until what time"), placeholder=_("to 24:00"))
        self.clear = Button("", self, kind=Kind.QUIET, icon=Icon.CLOSE)
        self.clear.setAccessibleName(_("Show all changes"))
        self.clear.setToolTip(_("Show all changes"))
        self._build()
        self._connect()

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self.text, 1)
        for picker in (self.who, self.topic, self.day):
            self._row.addWidget(picker)
        for field in (self.since, self.until):
            self._row.addWidget(field)
        self._row.addWidget(self.clear)
        self.take_measures()

    def take_measures(self) -> None:
        self.text.setMinimumWidth(px(120))
        for field in (self.since, self.until):
            field.setFixedWidth(px(92))

    def _connect(self) -> None:
        self.text.edited.connect(self._on_changed)
        self.text.stepped.connect(self.stepped)
        self.text.submitted.connect(self.entered)
        for picker in (self.who, self.topic, self.day):
            picker.activated.connect(self._on_changed)
        for field in (self.since, self.until):
            field.edited.connect(self._on_changed)
        self.clear.clicked.connect(self.reset)

    @property
    def wanted(self) -> AuditFilter:
        """What the fields say now."""
        day = self.day.currentData()
        topic = self.topic.currentData()
        return AuditFilter(
            who=self.who.currentData(),
            topic=topic if isinstance(topic, Topic) else None,
            undone=topic == UNDONE,
            day=day,
            since=self.since.at if day else None,
            until=self.until.at if day else None,
            text=self.text.text(),
        )

    def set_choices(
        self,
        people: Sequence[str],
        topics: Sequence[Topic],
        days: Sequence[tuple[date, int]],
    ) -> None:
        """What there is to choose from; what is chosen stays, as long as it is there."""
        named = [(person or _("without a name"), person) for person in people]
        kinds: list[tuple[str, object]] = [(topic_name(topic), topic) for topic in topics]
        kinds.append((_("Undone and redone"), UNDONE))
        self.who.offer(_("Everybody"), named)
        self.topic.offer(_("All kinds"), kinds)
        self.day.offer(_("All days"), [(_day_words(day, count), day) for day, count in days])
        self._show_hours()

    def choose_topic(self, topic: Topic) -> None:
        self.topic.setCurrentIndex(max(0, self.topic.findData(topic)))
        self._on_changed()

    @Slot()
    def reset(self) -> None:
        """No filter at all."""
        for field in (self.text, self.since, self.until):
            field.set_text("")
        for picker in (self.who, self.topic, self.day):
            picker.setCurrentIndex(0)
        self._on_changed()
        self.text.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._row.setContentsMargins(side, 0, side, px(12))

    @Slot()
    def _on_changed(self) -> None:
        self._show_hours()
        self.changed.emit()

    def _show_hours(self) -> None:
        """Hours are those of a day."""
        chosen = self.day.currentData() is not None
        for field in (self.since, self.until):
            field.setVisible(chosen)
        self.clear.setVisible(self.wanted != AuditFilter())


def _day_words(day: date, count: int) -> str:
    changes = ngettext("{count} change", "{count} changes", count).format(count=count)
    return f"{day_name(day)}  {changes}"
