"""Parts of the survey page: the entry line, the list of responses, the bars of the bands."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QValidator,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _, translate_error
from app.model.capture import SurveyResponse
from app.model.instrument import SurveyBand
from app.model.text import plain
from app.rules.privacy import refuse_personal
from app.rules.survey import BandCount
from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import PaintedDelegate, RowState
from ui.delegates.rows import ground
from ui.fonts import px
from ui.models.survey import (
    QUESTIONS,
    WAYS,
    ResponseRow,
    band_keys,
    band_of,
    may_be_known,
    may_be_percent,
    narrow,
    read_known,
    read_percent,
    way_word,
)
from ui.room import edge
from ui.theme import tokens
from ui.widgets.basics import Button, Kind
from ui.widgets.chips import Chip, Chips
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import PAUSE, LineEditor
from ui.widgets.lists import RowList
from ui.widgets.notices import Field

COLUMNS = ((0.0, 40), (0.08, 70), (0.2, 100), (0.38, 60), (0.5, 60), (0.64, 120), (1.0, 0))
"""Where columns begin, as a share of the width, and how wide they are at least."""


class Allowing(QValidator):
    """Lets through what a rule lets through, at every keystroke."""

    def __init__(self, rule: Callable[[str], bool], parent: LineEditor) -> None:
        super().__init__(parent)
        self._rule = rule

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        good = self._rule(text)
        return (QValidator.State.Acceptable if good else QValidator.State.Invalid, text, at)


class SurveyEntry(QWidget):
    """One respondent. What stands in it is given out when typing pauses; Enter goes on.

    Signals:
        given: (SurveyResponse or None) as it stands, to be stored; None when all is empty.
        finished: the respondent is done.
        dropped: Escape was pressed.
    """

    given = Signal(object)
    finished = Signal()
    dropped = Signal()

    def __init__(self, bands: tuple[SurveyBand, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._bands = bands
        self._quiet = False
        self._kept_code = ""
        self._taken: frozenset[str] = frozenset()
        self._last: SurveyResponse | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._give)
        self._build_fields()
        self._lay_out()
        for field in (self.satisfaction, self.known, self.code):
            field.edited.connect(self._on_edited)
            field.committed.connect(self._on_committed)
            field.submitted.connect(self.finish)
        for number, way in enumerate(WAYS, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.setObjectName(way)
            shortcut.activated.connect(self._on_way_key)

    def _build_fields(self) -> None:
        self.satisfaction = LineEditor(self, placeholder="0–100")
        self.satisfaction.setValidator(Allowing(self._may_be_percent, self.satisfaction))
        self.satisfaction.inputRejected.connect(self._on_satisfaction_rejected)
        self.known = LineEditor(self, placeholder=f"0–{QUESTIONS}")
        self.known.setValidator(Allowing(may_be_known, self.known))
        self.known.inputRejected.connect(self._on_known_rejected)
        self.code = LineEditor(self, placeholder=_("no name"))
        options = [Option(way, way_word(way)) for way in WAYS]
        self.way = Segmented(options, self, name=_("How asked"))
        self.way.set_current(next(iter(WAYS)))
        self.way.chosen.connect(self._on_way)
        self.bands = Chips(self, name=_("Band"), optional=True)
        self.bands.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bands.chosen.connect(self._on_band)
        self.store = Button(_("Next person"), self, kind=Kind.PRIMARY, hint="Enter")
        self.store.clicked.connect(self.finish)
        self._satisfaction_field = Field(_("Satisfaction %"), self.satisfaction, self)
        self._known_field = Field(_("Known of {count}").format(count=QUESTIONS), self.known, self)
        self._code_field = Field(_("Their code"), self.code, self)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for field, stretch in (
            (self._satisfaction_field, 2),
            (self._known_field, 2),
            (self._code_field, 3),
            (Field(_("How asked"), self.way, self), 0),
        ):
            row.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
        button = QVBoxLayout()
        button.addSpacing(px(22))
        button.addWidget(self.store)
        button.addStretch(1)
        row.addLayout(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.bands)
        self._show_band()

    def response(self) -> SurveyResponse | None:
        """As it stands in the fields; None while neither figure is there."""
        code = self._kept_code if self._code_problem() else narrow(self.code.text())
        body = SurveyResponse(
            code=code,
            satisfaction=read_percent(self.satisfaction.text(), self._bands),
            known=read_known(self.known.text()),
            way=self.way.current,
        )
        return None if body.satisfaction is None and body.known is None else body

    def show_response(self, body: SurveyResponse | None) -> None:
        """Fills the fields; None empties them, but for the way, which the next one shares."""
        shown = body or SurveyResponse()
        value = shown.satisfaction
        self.satisfaction.set_text("" if value is None else plain(value))
        self.known.set_text("" if shown.known is None else str(shown.known))
        self.code.set_text(shown.code)
        self._kept_code = shown.code
        if body is not None:
            self.way.set_current(body.way)
        self._last = self.response()
        self._on_edited()

    def set_taken(self, codes: frozenset[str]) -> None:
        """Codes of other respondents."""
        self._taken = codes

    def set_editable(self, *, editable: bool) -> None:
        for field in (self.satisfaction, self.known, self.code):
            field.setReadOnly(not editable)
        self.way.setEnabled(editable)
        self.store.setEnabled(editable)

    def flush(self) -> None:
        """Gives out what stands in the fields, once."""
        self._quiet = True
        for field in (self.satisfaction, self.known, self.code):
            field.flush()
        self._quiet = False
        self._give()

    @Slot()
    def finish(self) -> None:
        """Gives the respondent out as done; says what is missing if nothing is there."""
        if self._code_problem():
            self.code.setFocus()
            return
        self.flush()
        if self._last is None:
            said = _("Enter how satisfied somebody is, or how many questions they knew.")
            self._satisfaction_field.set_problem(said)
            self.satisfaction.setFocus()
            return
        self.finished.emit()

    @property
    def given_out(self) -> SurveyResponse | None:
        """What was given out last, or shown."""
        return self._last

    def not_stored(self) -> None:
        """What was given out last was refused; it is given out again."""
        self._last = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
            return
        super().keyPressEvent(event)

    def _may_be_percent(self, text: str) -> bool:
        return may_be_percent(text, self._bands)

    def _code_problem(self) -> str:
        try:
            refuse_personal(self.code.text())
        except UserError as error:
            return translate_error(error)
        if narrow(self.code.text()) in self._taken:
            return _("This code is recorded already.")
        return ""

    def _show_band(self) -> None:
        value = read_percent(self.satisfaction.text(), self._bands)
        band = band_of(value, self._bands)
        keys = band_keys(self._bands)
        current = next((key for key, one in keys.items() if one == band), "")
        chips = [Chip(key, f"{key} {one.label}") for key, one in keys.items()]
        self.bands.set_chips(chips, current)
        self.bands.setVisible(bool(chips))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    @Slot()
    def _give(self) -> None:
        self._pause.stop()
        body = self.response()
        if body != self._last:
            self._last = body
            self.given.emit(body)

    @Slot()
    def _on_edited(self) -> None:
        self._satisfaction_field.set_problem("")
        self._known_field.set_problem("")
        self._code_field.set_problem(self._code_problem())
        self._show_band()

    @Slot(str)
    def _on_committed(self, text: str) -> None:  # noqa: ARG002
        """Going from field to field waits for a pause, so that a respondent is one undo step."""
        sender = self.sender()
        if self._quiet:
            return
        moved = isinstance(sender, QWidget) and not sender.hasFocus()
        if moved and self.isAncestorOf(QApplication.focusWidget() or self):
            self._pause.start()
        else:
            self._give()

    @Slot(str)
    def _on_band(self, key: str) -> None:
        self.satisfaction.set_text(key)
        self._on_edited()
        self._give()
        self.known.setFocus()

    @Slot(str)
    def _on_way(self, way: str) -> None:  # noqa: ARG002
        if self._last is not None:
            self._give()

    @Slot()
    def _on_way_key(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.way.choose(sender.objectName())

    @Slot()
    def _on_satisfaction_rejected(self) -> None:
        said = _("0 to 100, or a letter for a band")
        self._satisfaction_field.set_problem(said)

    @Slot()
    def _on_known_rejected(self) -> None:
        self._known_field.set_problem(f"0–{QUESTIONS}")


def _spans(left: float, right: float) -> list[QRectF]:
    """Where the columns of the list stand, between the page's margins."""
    starts = [left + share * (right - left) for share, _least in COLUMNS[:-1]] + [right - px(44)]
    ends = [*(start - px(8) for start in starts[1:]), right]
    return [QRectF(a, 0, b - a, 0) for a, b in zip(starts, ends, strict=True)]


class ResponseDelegate(PaintedDelegate):
    """One respondent a row."""

    height = 34

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, ResponseRow)
        look = tokens()
        ground(painter, rect, option)
        left, right = rect.left() + option.edge, rect.right() - option.edge
        muted = (0, 6)
        for number, (text, span) in enumerate(zip(row.cells, _spans(left, right), strict=True)):
            painter.setPen(look.muted if number in muted else look.text)
            box = QRectF(span.left(), rect.top(), span.width(), rect.height())
            fonts.draw_in(painter, box, text, fonts.SMALL if number in muted else fonts.BODY)
        shapes.hairline(painter, left, right, rect.bottom() - 1, look.hair)


class ResponseHead(QWidget):
    """What the columns are, over a list that may have a scroll bar."""

    def __init__(self, rows: RowList, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        painter.fillRect(self.rect(), look.bg)
        side = edge(self)
        right = self._rows.viewport().width() - side
        titles = (
            "#",
            _("Satisfaction"),
            _("Band"),
            _("Known"),
            _("How asked"),
            _("Their code"),
            _("Time"),
        )
        painter.setPen(look.muted)
        for title, span in zip(titles, _spans(side, right), strict=True):
            box = QRectF(span.left(), 0, span.width(), self.height())
            fonts.draw_in(painter, box, title, fonts.SMALL)
        shapes.hairline(painter, 0, self.width(), self.height() - 1, look.line)


class ResponseList(RowList):
    """Enter takes a response up again, Delete deletes it.

    Signals:
        removed: (id) to be deleted.
    """

    removed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(ResponseDelegate(), parent, name=_("Responses"))
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current_id:
            self.removed.emit(self.current_id)
            return
        super().keyPressEvent(event)


class BandBars(QWidget):
    """A line for each band: name, bar, count, share."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bands: tuple[BandCount, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bands(self, bands: tuple[BandCount, ...]) -> None:
        self._bands = bands
        words = (f"{b.band.label} {b.count} {_share(b)}" for b in bands)
        self.setAccessibleName("；".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(40) * len(self._bands))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        for number, band in enumerate(self._bands):
            top = px(40) * number
            middle = top + px(13)
            painter.setPen(look.text)
            fonts.draw(painter, QPointF(0, middle), band.band.label)
            right = QPointF(self.width(), middle)
            start = fonts.draw_right(painter, right, str(band.count), bold=True)
            painter.setPen(look.muted)
            at = QPointF(min(start - px(10), self.width() - px(40)), middle)
            fonts.draw_right(painter, at, _share(band), fonts.SMALL)
            box = QRectF(0, top + px(27), self.width(), px(6))
            shapes.bar(painter, box, float(band.share or 0) / 100, look.accent)


def _share(band: BandCount) -> str:
    return "" if band.share is None else f"{band.share}%"
