"""A final version that the checker holds back: the list, the reasons kept, and on."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from app.visit import Visit
from ui.dialogs.standing import StandingDialog
from ui.models.problems import Linked
from ui.models.remarks import remark_rows
from ui.screens.base import Screen, Target

if TYPE_CHECKING:
    from app.reports.remarks import Found


class Settling(QObject):
    """Asks once the job that was refused is over; reasons that were typed are kept either way.

    Signals:
        settled: every remark stands with a reason now, so that one can go on.
        followed: (Linked) the place of a remark was asked for.
    """

    settled = Signal()
    followed = Signal(object)

    def __init__(self, page: Screen) -> None:
        super().__init__(page)
        self._found: tuple[Found, ...] = ()
        self._go_on = ""

    def holds(self, error: UserError, go_on: str) -> bool:
        """Whether a refusal is about remarks; then they are asked about, and `go_on` is the act."""
        self._found = cast("tuple[Found, ...]", getattr(error, "remarks", ()))
        self._go_on = go_on
        if self._found:
            QTimer.singleShot(0, self, self._ask)
        return bool(self._found)

    @Slot()
    def _ask(self) -> None:
        page, found = cast("Screen", self.parent()), self._found
        settled = StandingDialog.ask(_rows(page.visit, found), self._go_on, page)
        if settled is None:
            return
        told = tuple(one for one in found if one.key in settled.reasons)
        kept = page.run(lambda: page.visit.remarks.let_stand(settled.reasons, told))
        if settled.followed is not None:
            self.followed.emit(settled.followed)
        elif kept is not None:
            self.settled.emit()


def target_of(linked: Linked) -> Target:
    """Where a remark is mended, from another page."""
    way = linked.way
    item = way.item or way.key
    return Target(way.page, way.block, item, way.district, way.panelist, way.capture, way.place)


def _rows(visit: Visit, found: "tuple[Found, ...]") -> tuple[Linked, ...]:
    labels = {one.key: one.label for one in visit.report.passages(visit.forms.usable().id)}
    return remark_rows(found, visit.setup, labels, ())
