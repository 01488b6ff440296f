"""A final version that the checker holds back: the list, the reasons kept, and on."""

from typing import TYPE_CHECKING, cast

from app.errors import UserError
from app.visit import Visit
from ui.dialogs.standing import StandingDialog
from ui.models.problems import Linked
from ui.models.remarks import remark_rows
from ui.screens.base import Screen, Target

if TYPE_CHECKING:
    from app.reports.remarks import Found


def held_back(error: UserError) -> "tuple[Found, ...]":
    """The remarks that a refusal is about; none where it is about something else."""
    return cast("tuple[Found, ...]", getattr(error, "remarks", ()))


def settle(page: Screen, found: "tuple[Found, ...]", go_on: str) -> tuple[bool, Linked | None]:
    """Whether to go on, and the row whose place was asked for; reasons typed are kept either way."""
    settled = StandingDialog.ask(_rows(page.visit, found), go_on, page)
    if settled is None:
        return False, None
    told = tuple(one for one in found if one.key in settled.reasons)
    kept = page.run(lambda: page.visit.remarks.let_stand(settled.reasons, told))
    return kept is not None and settled.followed is None, settled.followed


def target_of(linked: Linked) -> Target:
    """Where a remark is mended, from another page."""
    way = linked.way
    item = way.item or way.key
    return Target(way.page, way.block, item, way.district, way.panelist, way.capture, way.place)


def _rows(visit: Visit, found: "tuple[Found, ...]") -> tuple[Linked, ...]:
    labels = {one.key: one.label for one in visit.report.passages(visit.forms.usable().id)}
    return remark_rows(found, visit.setup, labels, ())
