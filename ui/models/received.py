"""The files that were offered for collecting: how each was taken, and what followed from it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.errors import UserError
from app.i18n import _, ngettext
from app.model.capture import Finding, Score
from app.model.instrument import Instrument
from app.model.setup import Setup
from app.model.sheet import Accepted, SheetContent, Verdict
from app.rules.gather import Gathered
from app.services.collect import WORKBOOK, Offered
from app.visit import Visit
from ui import messages
from ui.icons import Icon
from ui.models.gaps import Conflict
from ui.models.readiness import Overview, clock, joined
from ui.models.roles import FileRow
from ui.theme import Tone

Said = tuple[str, Tone, Icon, str]
"""The verdict's word, tone and icon, and what followed."""

_SCORE, _FINDING = (str(body.__struct_config__.tag) for body in (Score, Finding))
_LATE = 1_000_000
"""More than any revision: what was not taken stands below what was."""


@dataclass(frozen=True, slots=True)
class File:
    """A line of the list. `refusal` says why a file was not taken.

    `hash` is of a collected sheet, or of one that was withheld for its withdrawn key. `order`
    tells apart what came in the same second.
    """

    row: FileRow
    at: str
    panelist: str = ""
    hash: str = ""
    counts: bool = False
    refusal: UserError | None = None
    withdrawn: bool = False
    order: int = 0
    paper: bool = False
    unconfirmed: bool = False


def files(view: Overview, conflicts: dict[str, tuple[Conflict, ...]]) -> tuple[File, ...]:
    """Collected sheets and whatever else was offered, oldest first."""
    visit = view.visit
    offered = visit.collecting.offered()
    names = {o.looked.hash: o.looked.name for o in offered if o.looked.content is not None}
    kept = [_Kept(view, conflicts, names).file(row.hash) for row in visit.collecting.rows()]
    known = {row.hash for row in visit.collecting.rows()}
    rest = [
        _other(visit, number, one)
        for number, one in enumerate(offered)
        if one.looked.verdict is Verdict.UNCHANGED
        or (one.looked.verdict is Verdict.REFUSED and one.looked.hash not in known)
    ]
    paper = [_from_paper(visit, sheet) for sheet in visit.paper.sheets()]
    return tuple(sorted((*kept, *rest, *paper), key=_when))


def _from_paper(visit: Visit, sheet: Accepted) -> File:
    """A sheet that was entered here; it opens its page."""
    name = visit.setup.panelist(sheet.panelist).name
    at = sheet.content.handed_in_at.isoformat()
    row = FileRow(
        id=f"paper:{sheet.panelist}",
        time=clock(at),
        name=_("{name}, on paper").format(name=name),
        verdict=_("counts") if sheet.confirmed else _("second look"),
        tone=Tone.PRAISE if sheet.confirmed else Tone.CONCERN,
        verdict_icon=Icon.DONE if sheet.confirmed else Icon.WARNING,
        consequence=_held(_amount(c.kind for c in sheet.content.captures)),
        link=_("open"),
    )
    return File(row, at, sheet.panelist, order=_LATE, paper=True)


def _when(file: File) -> tuple[datetime, int]:
    return datetime.fromisoformat(file.at), file.order


class _Kept:
    """Makes lines of collected sheets."""

    def __init__(
        self,
        view: Overview,
        conflicts: dict[str, tuple[Conflict, ...]],
        names: dict[str, str],
    ) -> None:
        self._view, self._conflicts, self._names = view, conflicts, names
        self._rows = {row.hash: row for row in view.visit.collecting.rows()}

    def file(self, digest: str) -> File:
        row = self._rows[digest]
        content = self._view.visit.collecting.content(digest)
        word, tone, icon, after = (
            (_("taken out"), Tone.MUTED, Icon.REMOVE, row.reason)
            if row.taken_out
            else self._said(digest, content)
        )
        if self._waits(digest):
            word, tone, icon = _("second look"), Tone.CONCERN, Icon.WARNING
        shown = FileRow(
            id=digest,
            time=clock(row.at),
            name=self._names.get(digest, sheet_name(content)),
            verdict=word,
            tone=tone,
            verdict_icon=icon,
            consequence=after,
            code=row.check_code,
        )
        return File(
            shown,
            row.at,
            content.panelist,
            digest,
            counts=not row.taken_out,
            order=content.revision,
            unconfirmed=self._waits(digest),
        )

    def _waits(self, digest: str) -> bool:
        """Whether a workbook still waits for a second person."""
        row = self._rows[digest]
        return not row.taken_out and row.channel == WORKBOOK and not row.confirmed_by

    def _said(self, digest: str, content: SheetContent) -> Said:
        heads = self._view.heads.get(content.panelist, ())
        newest = max(
            (h.content.revision for h in heads if _same_laptop(h.content, content)), default=0
        )
        if newest > content.revision:
            words = _("revision {number} counts").format(number=newest)
            return _("older"), Tone.MUTED, Icon.SAME, words
        left = sum(1 for c in self._conflicts.get(content.panelist, ()) if not c.picked)
        if left and len(heads) > 1:
            words = ngettext("two laptops, {count} differs", "two laptops, {count} differ", left)
            return _("you choose"), Tone.CONCERN, Icon.WARNING, words.format(count=left)
        merging = self._view.visit.merging
        changed = merging.of_sheets(_altered).get(digest)
        if changed is None:
            return _("new"), Tone.PRAISE, Icon.DONE, _held(merging.of_sheets(_amounts)[digest])
        return _("updated"), Tone.PRAISE, Icon.DONE, _difference(changed)


@dataclass(frozen=True, slots=True)
class _Amount:
    """How many scores, findings, and other entries."""

    scores: int
    findings: int
    rest: int


def _amounts(gathered: Gathered, _setup: Setup, _instrument: Instrument) -> dict[str, _Amount]:
    """Of every sheet, by its hash."""
    sheets = (*gathered.heads.heads, *gathered.heads.older)
    return {sheet.hash: _amount(c.kind for c in sheet.content.captures) for sheet in sheets}


def _amount(kinds: Iterable[str]) -> _Amount:
    found = Counter(kinds)
    scores, findings = found[_SCORE], found[_FINDING]
    return _Amount(scores, findings, found.total() - scores - findings)


def _altered(gathered: Gathered, _setup: Setup, _instrument: Instrument) -> dict[str, _Amount]:
    """What each revision changed since the one before from the same laptop, where that is here."""
    sheets = (*gathered.heads.heads, *gathered.heads.older)
    pairs = ((one, _before(one.content, gathered.heads.older)) for one in sheets)
    return {one.hash: _amount(_changed(before, one.content)) for one, before in pairs if before}


def _before(content: SheetContent, older: Iterable[Accepted]) -> SheetContent | None:
    earlier = [s.content for s in older if _same_laptop(s.content, content)]
    return max(earlier, key=_revision, default=None)


def _revision(content: SheetContent) -> int:
    return content.revision


def _same_laptop(one: SheetContent, other: SheetContent) -> bool:
    return (one.panelist, one.device) == (other.panelist, other.device)


def sheet_name(content: SheetContent) -> str:
    """The name under which the panelist's laptop saves it."""
    return f"{content.panelist}-{content.device[:6]}-r{content.revision}.hsheet"


def _held(amount: _Amount) -> str:
    """How much a sheet holds."""
    scores, found = amount.scores, amount.findings
    words = []
    if scores:
        words.append(ngettext("{count} score", "{count} scores", scores).format(count=scores))
    if found:
        words.append(ngettext("{count} finding", "{count} findings", found).format(count=found))
    if words:
        return joined(words)
    rest = amount.rest
    return ngettext("{count} entry", "{count} entries", rest).format(count=rest)


def _difference(amount: _Amount) -> str:
    """What a later revision changed: scores, findings, and the rest together."""
    scores, found, rest = amount.scores, amount.findings, amount.rest
    words = []
    if scores:
        text = ngettext("{count} score changed", "{count} scores changed", scores)
        words.append(text.format(count=scores))
    if found:
        text = ngettext("{count} finding changed", "{count} findings changed", found)
        words.append(text.format(count=found))
    if rest:
        text = ngettext("{count} other entry", "{count} other entries", rest)
        words.append(text.format(count=rest))
    return joined(words) if words else _("same content")


def _changed(before: SheetContent, after: SheetContent) -> Iterator[str]:
    """The kinds of what was added, dropped or altered."""
    old, new = _bodies(before), _bodies(after)
    for key in old.keys() | new.keys():
        if old.get(key) != new.get(key):
            yield (new.get(key) or old[key])[0]


def _bodies(content: SheetContent) -> dict[object, tuple[str, object]]:
    return {
        c.key or c.id: (c.kind, (c.block, c.item, c.district, c.body)) for c in content.captures
    }


def _other(visit: Visit, number: int, one: Offered) -> File:
    looked = one.looked
    if looked.refusal is None:
        return _unchanged(number, one)
    error = named(visit, looked.refusal)
    row = FileRow(
        id=f"refused:{number}",
        time=clock(one.at),
        name=looked.name,
        verdict=_("withdrawn") if looked.withdrawn else _("refused"),
        tone=Tone.CONCERN if looked.withdrawn else Tone.CRITICAL,
        verdict_icon=Icon.WARNING if looked.withdrawn else Icon.ERROR,
        consequence=messages.parts(error)[0],
        link=_("see why"),
    )
    digest = looked.hash if looked.withdrawn else ""
    withdrawn = looked.withdrawn
    return File(row, one.at, hash=digest, refusal=error, withdrawn=withdrawn, order=_LATE + number)


def _unchanged(number: int, one: Offered) -> File:
    looked = one.looked
    assert looked.content is not None
    here = _("revision {number} is here already").format(number=looked.content.revision)
    row = FileRow(
        id=f"same:{number}",
        time=clock(one.at),
        name=looked.name,
        verdict=_("no change"),
        tone=Tone.MUTED,
        verdict_icon=Icon.SAME,
        consequence=here,
        code=looked.check_code,
    )
    return File(row, one.at, looked.content.panelist, order=_LATE + number)


def named(visit: Visit, error: UserError) -> UserError:
    """A refusal that calls panelists by their names instead of their ids."""
    names = {p.id: p.name for p in visit.setup.panel}
    values = {key: names.get(str(value), value) for key, value in error.values.items()}
    return UserError(error.template, **values)
