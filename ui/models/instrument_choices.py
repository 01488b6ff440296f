"""Which instruments can be chosen for a visit: those that come with the program, and those kept."""

from dataclasses import dataclass
from functools import lru_cache

from app.exchange.instrument_file import load_shipped, shipped_instruments
from app.exchange.instrument_shelf import Contents, Kept
from app.i18n import _, ngettext
from app.model.instrument import Block, Instrument, Scope
from app.model.text import plain
from app.rules.instrument_tree import examples_in
from ui.icons import Icon
from ui.models.roles import ProblemRow
from ui.theme import Tone

SHIPPED = "shipped:"


@dataclass(frozen=True, slots=True)
class Choice:
    """An instrument that can be chosen; `kept` where it lies in the library."""

    row: ProblemRow
    instrument: Instrument
    kept: Kept | None = None


def choices(contents: Contents, now: Instrument) -> tuple[Choice, ...]:
    """Those that are kept, the newest first, then those that come with the program."""
    kept = [_kept(one, now) for one in contents.kept]
    return (*kept, *(_shipped(one, now) for one in _all_shipped()))


@lru_cache(maxsize=1)
def _all_shipped() -> tuple[Instrument, ...]:
    return tuple(load_shipped(one) for one in shipped_instruments())


def _kept(one: Kept, now: Instrument) -> Choice:
    day = one.at.astimezone().date().isoformat()
    version = _("version {number}").format(number=one.instrument.version)
    return Choice(_row(one.name, one.instrument, f"{version}·{day}", now), one.instrument, one)


def _shipped(one: Instrument, now: Instrument) -> Choice:
    return Choice(_row(SHIPPED + one.id, one, _("comes with the program"), now), one)


def _row(name: str, one: Instrument, place: str, now: Instrument) -> ProblemRow:
    here = one == now
    action = _("in use") if here else ""
    return ProblemRow(name, one.title, place, action, Tone.ACCENT, Icon.INSTRUMENT)


def summary(one: Instrument) -> str:
    """What an instrument holds, in lines."""
    lines = []
    for party in one.parties:
        lines.append(f"{party.label} {plain(party.full)}")
        lines += [_block_line(block) for block in party.blocks]
    return "\n".join(lines)


def _block_line(block: Block) -> str:
    scope = f"（{_('per district')}）" if block.scope is Scope.DISTRICT else ""
    count = len(block.items)
    items = ngettext("{count} item in it", "{count} items in it", count).format(count=count)
    return f"– {block.label}{scope} {plain(block.full)}·{items if count else _('scored whole')}"


def examples(one: Instrument) -> str:
    """How much of it is not official, in words; empty where nothing is marked so."""
    count = examples_in(one)
    words = ngettext(
        "{count} part is an example, not official.",
        "{count} parts are examples, not official.",
        count,
    )
    return words.format(count=count) if count else ""
