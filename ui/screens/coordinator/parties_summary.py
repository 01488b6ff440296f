"""The head of the grading page: the total large, its grade, and both orders of rounding."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _, ngettext
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.icons import Icon
from ui.models.lines import GradeView
from ui.theme import Tone, tokens

_EMPTY = GradeView("0", True, "", "", Tone.TEXT, "", "", 0, 0)


class TotalFigure(QWidget):
    """The total with its grade, or what there is of it, marked as provisional."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._view = _EMPTY

    def set_view(self, view: GradeView) -> None:
        self._view = view
        self.setAccessibleName(" ".join(part for part in (*self._words(), view.figure) if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(100))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), px(100))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look, view, middle = tokens(), self._view, self.height() / 2
        left = 0.0
        if view.open:
            width = shapes.pill_width(_("Provisional"))
            box = QRectF(0, middle - px(12), width, px(24))
            shapes.pill(painter, box, _("Provisional"), Tone.CONCERN)
            left = width + px(12)
        painter.setPen(look.muted if view.open else look.text)
        at = QPointF(left - px(2), middle)
        end = fonts.draw(painter, at, view.figure, fonts.TOTAL, bold=True) + px(22)
        grade, detail = self._words()
        painter.setPen(look.tone(Tone.MUTED if view.open else view.tone))
        size = fonts.LARGE if view.open else fonts.HERO
        room = QRectF(end, middle - px(31), self.width() - end, px(36))
        fonts.draw_in(painter, room, grade, size, bold=True)
        painter.setPen(look.muted)
        room = QRectF(end, middle + px(8), self.width() - end, px(24))
        fonts.draw_in(painter, room, detail)

    def _words(self) -> tuple[str, str]:
        """What stands beside the figure: large, and small under it."""
        view = self._view
        if view.open:
            done = _("{done} of {cells} scores are in").format(done=view.done, cells=view.cells)
            return _("No grade yet"), done
        if view.by_score:
            by_score = _("By a veto; by score it would be {grade}")
            return view.grade, by_score.format(grade=view.by_score)
        return view.grade, self._distance()

    def _distance(self) -> str:
        """How far the next grade is, and what may still take this one away."""
        view = self._view
        text = _("{points} short of {grade}") if view.next_grade else _("The highest grade")
        distance = text.format(points=view.distance, grade=view.next_grade)
        if not view.unverified:
            return distance
        still = ngettext("{count} veto unclear", "{count} vetoes unclear", view.unverified)
        both = _("{distance}, {vetoes}")
        return both.format(distance=distance, vetoes=still.format(count=view.unverified))


class RoundingOrders(QWidget):
    """What the two orders of rounding give; the upper one counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._view = _EMPTY

    def set_view(self, view: GradeView) -> None:
        self._view = view
        self.setAccessibleName(f"{_('Order of rounding')} {self._verdict()}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(292), px(86))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look, view = tokens(), self._view
        middle = px(12.0)
        painter.setPen(look.muted)
        fonts.draw(painter, QPointF(0, middle), _("Order of rounding"), fonts.SMALL, bold=True)
        tone = Tone.PRAISE if view.same else Tone.CONCERN
        painter.setPen(look.tone(tone))
        right = QPointF(self.width(), middle)
        start = fonts.draw_right(painter, right, self._verdict(), fonts.SMALL)
        what = Icon.DONE if view.same else Icon.WARNING
        shapes.icon(painter, QPointF(start - px(12), middle), what, 14, look.tone(tone))
        first, added = _("Rounded, then added"), _("Added, then rounded")
        self._paint_order(painter, px(40), first, view.rounded_first, counts=True)
        self._paint_order(painter, px(66), added, view.added_first, counts=False)

    def _verdict(self) -> str:
        return _("Both give the same") if self._view.same else _("The two differ")

    def _paint_order(
        self, painter: QPainter, middle: float, name: str, given: tuple[str, str], *, counts: bool
    ) -> None:
        look = tokens()
        figure, grade = given
        mark = look.accent if counts else look.edge
        what = Icon.TICK if counts else Icon.MINUS
        shapes.icon(painter, QPointF(px(7), middle), what, 14, mark)
        differs = not counts and not self._view.same
        colour = look.text if counts else look.concern if differs else look.muted
        painter.setPen(colour)
        right = fonts.draw_right(painter, QPointF(self.width(), middle), grade)
        right = min(right, self.width() - px(28)) - px(16)
        start = fonts.draw_right(painter, QPointF(right, middle), figure, bold=counts)
        room = QRectF(px(24), middle - px(12), start - px(34), px(24))
        fonts.draw_in(painter, room, name)
