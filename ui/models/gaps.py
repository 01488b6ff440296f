"""What is still missing from the sheets, and the values that two laptops give differently."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from app.i18n import _, ngettext
from app.model.capture import Capture, Finding, Photo, Score
from app.model.decision import Pick
from app.model.instrument import Instrument
from app.model.outcome import GivenState
from app.model.panel import Panelist
from app.model.setup import Setup
from app.model.text import plain
from app.rules.gather import Gathered, KeyedCell, instant
from app.rules.handin_check import needs_reason
from app.rules.recusal import is_recused
from app.rules.scoring import outside
from app.rules.values import NA_TEXT
from app.services.paper import is_paper
from app.visit import Visit
from ui.charts.shapes import initial
from ui.icons import Icon
from ui.models.merge_figures import exact
from ui.models.readiness import Column, Overview, clock, name_of
from ui.models.roles import ProblemRow
from ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that was given on one laptop, and when."""

    value: str
    text: str
    time: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell in which one person gave several values; `picked` is empty while nobody chose.

    `choices` stand in the order of the laptops, the one that began first at the left.
    """

    panelist: str
    item: str
    district: str
    block: str
    label: str
    choices: tuple[Choice, ...]
    picked: str = ""


def conflicts(visit: Visit) -> dict[str, tuple[Conflict, ...]]:
    """By panelist, all cells with several values, chosen ones included."""
    picks = {(p.panelist, p.item, p.district or ""): p for p in visit.merging.decisions().picks}
    ranks = visit.merging.of_sheets(_laptops)
    found: dict[str, list[Conflict]] = defaultdict(list)
    for cell in visit.merging.of_sheets(_with_several):
        pick = picks.get((cell.panelist, cell.item, cell.district))
        found[cell.panelist].append(_conflict(visit, _by_laptop(cell, ranks), pick))
    return {who: tuple(cells) for who, cells in found.items()}


def _with_several(
    gathered: Gathered, setup: Setup, instrument: Instrument
) -> tuple[KeyedCell, ...]:
    cells = gathered.cells(Score)
    several = (c for c in cells if len(c.captures) > 1 and len(c.values) > 1)
    return tuple(cell for cell in several if _is_known(setup, instrument, cell))


def _laptops(gathered: Gathered, _setup: Setup, _instrument: Instrument) -> dict[str, int]:
    """Laptops by their ids, numbered by when something was recorded on them first."""
    began = {
        sheet.content.device: min(instant(c.at) for c in sheet.content.captures)
        for sheet in gathered.heads.heads
        if sheet.content.captures
    }
    return {device: n for n, device in enumerate(sorted(began, key=lambda d: (began[d], d)))}


def _by_laptop(cell: KeyedCell, ranks: dict[str, int]) -> KeyedCell:
    ordered = sorted(cell.captures, key=lambda c: ranks.get(c.device, len(ranks)))
    return replace(cell, captures=tuple(ordered))


def _is_known(setup: Setup, instrument: Instrument, cell: KeyedCell) -> bool:
    """Whether the score counts at all: its item exists and its author scores there."""
    try:
        block, _item = instrument.find_item(cell.item)
    except KeyError:
        return False
    return cell.panelist in setup.assigned(block.id, cell.district or None)


def _conflict(visit: Visit, cell: KeyedCell, pick: Pick | None) -> Conflict:
    block, item = visit.instrument.find_item(cell.item)
    where = f"·{visit.setup.district(cell.district).name}" if cell.district else ""
    holds = pick is not None and set(pick.basis) == set(cell.values)
    return Conflict(
        panelist=cell.panelist,
        item=cell.item,
        district=cell.district,
        block=block.id,
        label=item.label + where,
        choices=_choices(cell),
        picked=pick.value if pick is not None and holds else "",
    )


def _choices(cell: KeyedCell) -> tuple[Choice, ...]:
    """One for each distinct value, in the order of the captures."""
    found: dict[str, Choice] = {}
    for capture in cell.captures:
        value = _value(capture)
        text = _("n/a") if value == NA_TEXT else exact(Fraction(value))
        found.setdefault(value, Choice(value, text, clock(capture.at)))
    return tuple(found.values())


def _value(capture: Capture) -> str:
    assert isinstance(capture.body, Score)
    return NA_TEXT if capture.body.points is None else plain(capture.body.points.copy_abs())


def together(visit: Visit, panelist: str) -> str:
    """What several laptops of one person come to."""
    own = [c for c in visit.merging.gathered.captures if c.author == panelist]
    found = sum(isinstance(c.body, Finding) for c in own)
    photos = sum(isinstance(c.body, Photo) for c in own)
    words = _("Both together: {findings} findings, {photos} photos, all kept")
    return words.format(findings=found, photos=photos)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing, and where to go for it (ids, empty where none apply).

    `collect` is set where only another file helps, `assignments` where the set-up does; `sheet`
    is the hash of a sheet to look at, which may be on `paper`.
    """

    row: ProblemRow
    panelist: str = ""
    block: str = ""
    item: str = ""
    district: str = ""
    collect: bool = False
    assignments: bool = False
    paper: bool = False
    sheet: str = ""


def gaps(
    view: Overview, found: dict[str, tuple[Conflict, ...]], *, closed: bool = False
) -> tuple[Gap, ...]:
    """What is still missing, the heaviest first.

    `closed` keeps back who deducted where, while others' scores may not be seen (independence).
    """
    return (
        *(_no_sheet(person) for person in view.missing),
        *_to_choose(view, found),
        *_unscored(view),
        *(() if closed else _unexplained(view)),
        *_second_looks(view),
        *_photos(view),
        *_uncounted(view),
    )


def _no_sheet(person: Panelist) -> Gap:
    row = ProblemRow(
        id=f"sheet:{person.id}",
        text=_("Sheet of {name}").format(name=person.name),
        action=_("collect"),
        tone=Tone.CRITICAL,
        icon=Icon.MISSING,
    )
    return Gap(row, person.id, collect=True)


def _to_choose(view: Overview, found: dict[str, tuple[Conflict, ...]]) -> Iterable[Gap]:
    for person in view.raters:
        count = sum(1 for c in found.get(person.id, ()) if not c.picked)
        if not count:
            continue
        words = ngettext(
            "{name}: {count} value to choose", "{name}: {count} values to choose", count
        )
        row = ProblemRow(
            id=f"choose:{person.id}",
            text=words.format(name=person.name, count=count),
            action=_("choose"),
        )
        yield Gap(row, person.id)


def _unscored(view: Overview) -> Iterable[Gap]:
    for person in view.raters:
        if person.id not in view.heads:
            continue
        for column in view.columns:
            count = view.of(person.id, column)[GivenState.UNSCORED]
            if count:
                yield _unscored_gap(view.visit, person, column, count)


def _unscored_gap(visit: Visit, person: Panelist, column: Column, count: int) -> Gap:
    where = column.block.label
    if column.district:
        where = visit.setup.district(column.district).name
    words = ngettext(
        "{who}·{place}: {count} not scored", "{who}·{place}: {count} not scored", count
    )
    row = ProblemRow(
        id=f"open:{person.id}:{column.block.id}:{column.district or ''}",
        text=words.format(who=initial(person.name), place=where, count=count),
        action=_("look"),
        tone=Tone.ACCENT,
        icon=Icon.PARTLY,
    )
    return Gap(row, person.id, column.block.id, district=column.district or "")


def _unexplained(view: Overview) -> Iterable[Gap]:
    """Deductions without a reason, by the instrument's own rule; not those of recused raters."""
    visit = view.visit
    recusals = visit.merging.outcome.recusals
    for cell in visit.merging.of_sheets(_without_reason):
        if not is_recused(recusals, cell.panelist, cell.district):
            yield _unexplained_gap(visit, cell)


def _without_reason(
    gathered: Gathered, setup: Setup, instrument: Instrument
) -> tuple[KeyedCell, ...]:
    """Scores that do not count for want of an assignment need none."""
    spared = set(map(_key, _outside(gathered, setup, instrument)))
    items = {item.id: item for block in instrument.blocks() for item in block.scored()}
    return tuple(
        cell
        for cell in gathered.cells(Score)
        if _key(cell) not in spared
        and isinstance(score := cell.captures[0].body, Score)
        and needs_reason(instrument, items[cell.item], score)
        and not cell.reasons
        and len(cell.values) == 1
    )


def _key(cell: KeyedCell) -> tuple[str, str, str]:
    return cell.panelist, cell.item, cell.district


def _unexplained_gap(visit: Visit, cell: KeyedCell) -> Gap:
    block, item = visit.instrument.find_item(cell.item)
    who = initial(name_of(visit, cell.panelist))
    row = ProblemRow(
        id=f"reason:{cell.panelist}:{cell.item}:{cell.district}",
        text=_("{who}·{item}: no reason given").format(who=who, item=item.label),
        action=_("look"),
    )
    return Gap(row, cell.panelist, block.id, cell.item, cell.district)


def _second_looks(view: Overview) -> Iterable[Gap]:
    """Paper sheets and workbooks that nobody but their reader has looked at."""
    for sheet in view.visit.merging.gathered.heads.heads:
        if not sheet.confirmed:
            words = _("{name}: a second person has to look")
            row = ProblemRow(
                id=f"look:{sheet.hash}",
                text=words.format(name=name_of(view.visit, sheet.panelist)),
                action=_("open"),
            )
            yield Gap(row, sheet.panelist, paper=is_paper(sheet.content), sheet=sheet.hash)


def _outside(gathered: Gathered, setup: Setup, instrument: Instrument) -> tuple[KeyedCell, ...]:
    """Scores of those who are not assigned to score there."""
    return outside(instrument, setup, gathered)


def _uncounted(view: Overview) -> Iterable[Gap]:
    """Scores that are kept and do not count, since their author does not score there any more."""
    visit = view.visit
    for panelist, count in Counter(
        cell.panelist for cell in visit.merging.of_sheets(_outside)
    ).items():
        words = ngettext(
            "{name}: {count} score kept, not counted: not assigned",
            "{name}: {count} scores kept, not counted: not assigned",
            count,
        )
        row = ProblemRow(
            id=f"kept:{panelist}",
            text=words.format(name=name_of(visit, panelist), count=count),
            action=_("who scores what"),
            tone=Tone.MUTED,
            icon=Icon.INFO,
        )
        yield Gap(row, panelist, assignments=True)


def _photos(view: Overview) -> Iterable[Gap]:
    for sheet in view.visit.merging.gathered.heads.heads:
        count = len(sheet.content.missing)
        if not count:
            continue
        words = ngettext(
            "{name}: {count} photo did not come along",
            "{name}: {count} photos did not come along",
            count,
        )
        row = ProblemRow(
            id=f"photo:{sheet.hash}",
            text=words.format(count=count, name=name_of(view.visit, sheet.panelist)),
            action=_("collect"),
            tone=Tone.MUTED,
            icon=Icon.PHOTO,
        )
        yield Gap(row, sheet.panelist, collect=True)
