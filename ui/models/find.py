"""What was found, as rows under a heading for each kind, and where each of them leads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.i18n import N_, _
from app.model.capture import Note
from app.model.setup import Setup
from app.services.find import Found
from app.services.state import LocalRole
from app.visit import Visit
from ui.icons import Icon
from ui.screens.base import Target

SETUP = ("station", "organisation", "district", "site", "person", "indicator", "figure")
"""Kinds of the set-up, which are nobody's in particular."""


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that stand under one heading, and the pages that show them, the best first."""

    kinds: tuple[str, ...]
    name: str
    icon: Icon
    panelist: tuple[str, ...]
    coordinator: tuple[str, ...]


GROUPS = (
    Group(("finding", "curated"), N_("Findings"), Icon.FINDINGS, ("feedback",), ("findings",)),
    Group(("score",), N_("Scores and reasons"), Icon.SCORING, ("scoring",), ("merge",)),
    Group(("settlement", "pick"), N_("Settlements"), Icon.MERGE, (), ("merge", "collect")),
    Group(
        ("interview",), N_("Interviews"), Icon.INTERVIEW, ("interviews",), ("findings", "collect")
    ),
    Group(("answer", "photo"), N_("Observation"), Icon.OBSERVATION, ("observation",), ("collect",)),
    Group(("document", "sample", "similar"), N_("Documents"), Icon.FILES, ("files",), ("collect",)),
    Group(("note",), N_("Notes"), Icon.NOTE, ("briefing",), ("collect",)),
    Group(("survey",), N_("Survey"), Icon.SURVEY, ("interviews",), ("collect",)),
    Group(("reaction",), N_("Reactions"), Icon.REPLIES, ("feedback",), ("collect",)),
    Group(("declaration",), N_("Declarations"), Icon.SIGN, ("sign_in",), ("collect",)),
    Group(("paper", "paper-finding"), N_("Entered from paper"), Icon.SHEET, (), ("paper",)),
    Group(("party", "veto"), N_("Parties and vetoes"), Icon.GRADE, (), ("parties",)),
    Group(("follow-up",), N_("Earlier concerns"), Icon.FOLLOW_UP, (), ("follow_up",)),
    Group(("passage", "objection"), N_("Report"), Icon.REPORT, (), ("report",)),
    Group(("reply",), N_("Replies"), Icon.REPLIES, (), ("rounds",)),
    Group(("complaint",), N_("Complaints"), Icon.ROUNDS, (), ("rounds",)),
    Group(("step",), N_("Deadlines"), Icon.CLOCK, (), ("rounds",)),
    Group(
        ("site", "district"), N_("Places"), Icon.DISTRICT, ("observation", "scoring"), ("issue",)
    ),
    Group(
        ("station", "organisation", "person", "indicator", "figure"),
        N_("Set-up"),
        Icon.SETUP,
        ("briefing", "sign_in"),
        ("issue",),
    ),
)
_TABS = {"reply": "replies", "complaint": "complaints", "step": "steps"}
"""On which tab of the feedback rounds something stands."""
_NAMED = ("party", "veto", "passage", *_TABS, *SETUP)
"""Kinds whose page looks for what was found by its own id."""
_BY_KIND = {kind: group for group in GROUPS for kind in group.kinds}
_REST = Group((), N_("Other"), Icon.INFO, (), ())


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A hit, or without an id the heading over those of its group."""

    id: str
    text: str
    hits: tuple[tuple[int, int], ...] = ()
    place: str = ""
    icon: Icon | None = None
    enabled: bool = True

    @property
    def spoken(self) -> str:
        return f"{self.text} {self.place}".strip()


def grouped(found: Sequence[Found]) -> tuple[Found, ...]:
    """By kind in the order of `GROUPS`; the newest first in each, as they come."""
    order = {id(group): number for number, group in enumerate(GROUPS)}
    return tuple(sorted(found, key=lambda one: order.get(id(_group(one)), len(GROUPS))))


def found_rows(visit: Visit, found: Sequence[Found]) -> tuple[FoundRow, ...]:
    """The rows of what `grouped` gives; ids are places in it."""
    setup = visit.setup
    names = {person.id: person.name for person in setup.panel}
    rows: list[FoundRow] = []
    before: Group | None = None
    for number, one in enumerate(found):
        group = _group(one)
        if group is not before:
            count = sum(1 for other in found if _group(other) is group)
            rows.append(FoundRow("", _(group.name), place=str(count), icon=group.icon))
        before = group
        author = names.get(one.author, "") if visit.role is LocalRole.COORDINATOR else ""
        where = "·".join(word for word in (author, _where(setup, visit, one)) if word)
        rows.append(FoundRow(str(number), one.text, one.hits, where))
    return tuple(rows)


def target_of(visit: Visit, one: Found, pages: Collection[str]) -> Target | None:
    """The place that shows it, among the pages that there are; None where none does."""
    group = _group(one)
    ways = group.panelist if visit.role is LocalRole.PANELIST else group.coordinator
    page = next((page for page in (_stage(visit, one), *ways) if page in pages), "")
    if not page:
        return None
    named = one.kind in _NAMED
    return Target(
        page,
        block=one.block or _block_of(visit, one.item or ""),
        item=one.id if named else one.item or "",
        district=one.district or "",
        panelist=one.author,
        capture="" if named else one.id,
        place=_TABS.get(one.kind, ""),
    )


def _block_of(visit: Visit, item: str) -> str:
    """Where a decision names the item alone; a block without items is its own item."""
    blocks = visit.instrument.blocks()
    return next((b.id for b in blocks if any(i.id == item for i in b.scored())), "")


def _stage(visit: Visit, one: Found) -> str:
    """Where a note was written."""
    capture = visit.captures.get(one.id) if one.kind == "note" and not one.sheet else None
    return capture.body.stage if capture and isinstance(capture.body, Note) else ""


def _group(one: Found) -> Group:
    return _BY_KIND.get(one.kind, _REST)


def _where(setup: Setup, visit: Visit, one: Found) -> str:
    """Item or block, then site or district."""
    block = next((b.label for b in visit.instrument.blocks() if b.id == one.block), "")
    item = _item_name(visit, one.item or "") or block
    district = next((d.name for d in setup.districts if d.id == one.district), "")
    site = next((s.name for d in setup.districts for s in d.sites if s.id == one.site), "")
    return "·".join(word for word in (item, site or district) if word)


def _item_name(visit: Visit, item: str) -> str:
    items = (i for block in visit.instrument.blocks() for i in block.scored())
    return next((i.label for i in items if i.id == item), "")
