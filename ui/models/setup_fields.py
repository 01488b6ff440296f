"""The single fields of a set-up: how each is shown, and what a typed text makes of the set-up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import UserError
from app.i18n import N_, _
from app.model.base import changed
from app.model.setup import Setup
from app.model.text import plain
from app.rules.typed import day, figure

LONGEST = 300


@dataclass(frozen=True, slots=True)
class SetupField:
    """`place` is the path inside the set-up. `write` raises UserError and then changes nothing."""

    place: str
    label: str
    group: str
    read: Callable[[Setup], str]
    write: Callable[[Setup, str], Setup]
    span: int = 1
    required: bool = False


STATION, CONTRACT, DAY = N_("About the station"), N_("Contract and evaluated period"), N_("Visit")


def _station(name: str, label: str, *, span: int = 1, required: bool = False) -> SetupField:
    def read(setup: Setup) -> str:
        return str(getattr(setup.station, name))

    def write(setup: Setup, text: str) -> Setup:
        kept = _short_enough(text.strip(), label)
        if required and not kept:
            raise UserError(N_("“{label}” cannot stay empty."), label=_(label))
        fields: dict[str, str] = {name: kept}
        return changed(setup, station=changed(setup.station, **fields))

    return SetupField(f"station.{name}", label, STATION, read, write, span, required)


def _short_enough(text: str, label: str) -> str:
    if len(text) > LONGEST:
        raise UserError(
            N_("“{label}” takes {most} characters at most."), label=_(label), most=LONGEST
        )
    return text


def _date(place: str, label: str, group: str) -> SetupField:
    owner, _dot, name = place.partition(".")

    def read(setup: Setup) -> str:
        found = getattr(getattr(setup, owner), name) if name else getattr(setup, owner)
        assert isinstance(found, date)
        return found.isoformat()

    def write(setup: Setup, text: str) -> Setup:
        found = day(text, _(label))
        if not name:
            return changed(setup, **{owner: found})
        part = setup.contract if owner == "contract" else setup.period
        return changed(setup, **{owner: changed(part, **{name: found})})

    return SetupField(place, label, group, read, write, required=True)


def _fee(setup: Setup, text: str) -> Setup:
    found = figure(text, _("Yearly fee (yuan)"))
    return changed(setup, contract=changed(setup.contract, fee=found or Decimal(0)))


def _months(setup: Setup, text: str) -> Setup:
    found = figure(text, _("Months, if not as counted"))
    return changed(setup, period=changed(setup.period, months=found))


FIELDS = (
    _station("name", N_("Full name of the station"), span=2, required=True),
    _station("short", N_("Short name")),
    _station("town", N_("Town or street")),
    _station("county", N_("County")),
    _station("since", N_("Running since")),
    _station("address", N_("Address"), span=3),
    _station("branch_address", N_("Address of the branch"), span=3),
    _date("visited_on", N_("Day of the visit"), DAY),
    _date("contract.start", N_("Contract begins"), CONTRACT),
    _date("contract.end", N_("Contract ends"), CONTRACT),
    SetupField(
        "contract.fee",
        N_("Yearly fee (yuan)"),
        CONTRACT,
        lambda s: plain(s.contract.fee) if s.contract.fee else "",
        _fee,
    ),
    _date("period.start", N_("Evaluated from"), CONTRACT),
    _date("period.end", N_("Evaluated until"), CONTRACT),
    SetupField(
        "period.months",
        N_("Months, if not as counted"),
        CONTRACT,
        lambda s: "" if s.period.months is None else plain(s.period.months),
        _months,
    ),
)
