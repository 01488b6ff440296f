"""The line at the foot of the window: saved when, what runs, how long is left."""

from datetime import time

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _
from ui import actions, fonts
from ui.actions import Do
from ui.charts import shapes
from ui.charts.progress import Meter
from ui.fonts import px
from ui.icons import Icon
from ui.jobs import Job, Jobs
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, KeyCap, Kind, Line

PATIENCE = 500


class StatusLine(QWidget):
    """Saved state left; job, agenda and the hint to the shortcuts right.

    Signals:
        shortcuts_asked: the hint was clicked.
        record_asked: when something was saved was clicked; what was is in the record of changes.
    """

    shortcuts_asked = Signal()
    record_asked = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Status"))
        self.saved = SavedLine(self)
        self.saved.clicked.connect(self.record_asked)
        self._message = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self.job = JobLine(jobs, self)
        self.agenda = AgendaLine(self)
        self._hint = Button(_("Shortcuts"), self, kind=Kind.LINK)
        self._hint.set_look(small=True, tone=Tone.MUTED)
        self._hint.clicked.connect(self.shortcuts_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 24, 0)
        row.setSpacing(20)
        row.addWidget(self.saved)
        row.addWidget(self._message, 1)
        row.addWidget(self.job)
        row.addWidget(self.agenda)
        tail = QHBoxLayout()
        tail.setSpacing(6)
        tail.addWidget(self._hint)
        tail.addWidget(KeyCap(actions.keys(Do.SHORTCUTS), parent=self))
        row.addLayout(tail)

    def set_saved(self, at: time | None) -> None:
        """None before anything was opened."""
        text = _("{time} saved").format(time=at.strftime("%H:%M:%S")) if at else ""
        self.saved.set_time(text)
        self.update()

    def set_message(self, text: str) -> None:
        """One quiet line that needs no answer, such as what undo has undone."""
        self._message.set_text(text)

    @property
    def saved_text(self) -> str:
        return self.saved.text()

    @property
    def message(self) -> str:
        return self._message.text()

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens().bg)
        painter.fillRect(0, 0, self.width(), 1, tokens().line)


class SavedLine(QAbstractButton):
    """When something was saved last; it leads to the record of changes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTip(_("Record of changes"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_time("")

    def set_time(self, text: str) -> None:
        """An empty text before anything was saved."""
        self.setText(text)
        self.setAccessibleName(f"{text} {_('Record of changes')}".strip())
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(fonts.width(self.text(), fonts.SMALL)) + px(21), px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look, middle = tokens(), self.height() / 2
        shapes.icon(painter, QPointF(px(7), middle), Icon.DONE, fonts.BODY, look.praise)
        lit = self.hasFocus() or self.underMouse()
        painter.setPen(look.accent if lit else look.text)
        end = fonts.draw(painter, QPointF(px(20), middle), self.text(), fonts.SMALL)
        if lit:
            under = 2 if self.hasFocus() else 1
            line = QRectF(px(20), middle + px(10), end - px(20), under)
            painter.fillRect(line, look.accent)


class AgendaLine(QWidget):
    """The entry of the agenda that is on, and how long is left of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Line("", self, size=fonts.SMALL)
        self._title.set_icon(Icon.CLOCK, Tone.MUTED)
        self._span = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._bar = Meter(self, height=4, width=96)
        self._bar.setFixedWidth(px(96))
        self._left = Line("", self, size=fonts.SMALL, bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._title, self._span, self._bar, self._left):
            row.addWidget(widget)
        self.hide()

    def set_entry(self, title: str, span: str, share: float, left: str) -> None:
        """`share` of the time that is gone; `left` such as 剩 27 分钟."""
        self._title.set_text(title)
        self._span.set_text(span)
        self._bar.set_share(share, Tone.CONCERN if share >= 1 else Tone.ACCENT)
        self._left.set_text(left)
        self._left.set_tone(Tone.CONCERN if share >= 1 else Tone.TEXT)
        self.setAccessibleName(f"{title} {span} {left}")
        self.show()

    @Slot()
    def clear(self) -> None:
        self.hide()


class JobLine(QWidget):
    """Progress and Cancel of the job that was started last, once it has taken a while."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._label = Line("", self, size=fonts.SMALL)
        self._bar = Meter(self, height=4, width=120)
        self._bar.setFixedWidth(px(120))
        self._cancel = Button(_("Cancel"), self, kind=Kind.LINK)
        self._cancel.set_look(small=True)
        self._cancel.clicked.connect(self._on_cancel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._on_patience_ended)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        jobs.started.connect(self._on_started)
        jobs.idle.connect(self._on_idle)
        self.hide()

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        self._label.set_text(job.label)
        self._bar.set_share(0)
        self._bar.setAccessibleName(job.label)
        job.progress.connect(self._on_progress)
        self._patience.start()

    @Slot(object, object)
    def _on_progress(self, done: int, total: int) -> None:
        self._bar.set_share(done / total if total else 0)

    @Slot()
    def _on_patience_ended(self) -> None:
        self.setVisible(bool(self._jobs.running))

    @Slot()
    def _on_idle(self) -> None:
        self._patience.stop()
        self.hide()

    @Slot()
    def _on_cancel(self) -> None:
        for job in self._jobs.running:
            job.cancel()
