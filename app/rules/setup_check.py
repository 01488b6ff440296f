"""Whether a set-up is complete and consistent: free of errors before packs go out."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, pairwise

from app.i18n import N_
from app.model.instrument import Block, Instrument, Method, Scope
from app.model.panel import Assignment, Duty
from app.model.setup import Indicator, Setup, StaffMonth
from app.model.text import plain
from app.rules.period import contract_months, month_keys, period_months
from app.rules.problem import Problem, Spot, blank, error, repeated, twice_id, warning

MOST_DISTRICTS = 200
MOST_PANELISTS = 100
_HALF = Decimal("0.5")

_PARTS = (
    (
        ("certified", "uncertified"),
        "total",
        N_("Certified and uncertified staff together are {part}, more than the {whole} in all."),
    ),
    (
        ("certified", "related", "other"),
        "total",
        N_("Certified, related and other staff together are {part}, more than the {whole} in all."),
    ),
    (
        ("senior", "middle", "assistant"),
        "certified",
        N_("The certificates by level add up to {part}, more than the {whole} certified staff."),
    ),
    (("stable",), "total", N_("{part} stable staff are more than the {whole} in all.")),
    (
        ("two_years",),
        "total",
        N_("{part} staff with two years of practice are more than the {whole} in all."),
    ),
    (
        ("party_members",),
        "total",
        N_("{part} party members are more than the {whole} staff in all."),
    ),
    (
        ("certified_posts",),
        "posts",
        N_("{part} posts for certified staff are more than the {whole} posts in all."),
    ),
)


def setup_problems(setup: Setup, instrument: Instrument) -> tuple[Problem, ...]:
    """Everything that is missing or wrong, in the order in which a set-up is filled in."""
    return (
        *_texts(setup),
        *_dates(setup),
        *_districts(setup, instrument),
        *_panel(setup),
        *_assignments(setup, instrument),
        *_coverage(setup, instrument),
        *_leads(setup, instrument),
        *_indicators(setup),
        *_figures(setup),
        *_staffing(setup),
        *_agenda(setup),
    )


def _texts(setup: Setup) -> Iterator[Problem]:
    named = chain(
        [("station.name", setup.station.name)],
        ((f"organisations.{r.value}.name", o.name) for r, o in setup.organisations.items()),
        _district_names(setup),
        _site_names(setup),
        _panel_names(setup),
        ((f"indicators[{i}].label", n.label) for i, n in enumerate(setup.indicators)),
        ((f"figures[{i}].label", f.label) for i, f in enumerate(setup.figures)),
        ((f"agenda[{i}].title", a.title) for i, a in enumerate(setup.agenda)),
    )
    for place, text in named:
        yield from blank(text, place)


def _district_names(setup: Setup) -> Iterator[tuple[str, str]]:
    return ((f"districts[{i}].name", d.name) for i, d in enumerate(setup.districts))


def _site_names(setup: Setup) -> Iterator[tuple[str, str]]:
    for index, district in enumerate(setup.districts):
        for number, site in enumerate(district.sites):
            yield f"districts[{index}].sites[{number}].name", site.name


def _site_ids(setup: Setup) -> Iterator[tuple[str, str]]:
    for index, district in enumerate(setup.districts):
        for number, site in enumerate(district.sites):
            yield f"districts[{index}].sites[{number}].id", site.id


def _panel_names(setup: Setup) -> Iterator[tuple[str, str]]:
    return ((f"panel[{i}].name", p.name) for i, p in enumerate(setup.panel))


def _dates(setup: Setup) -> Iterator[Problem]:
    contract, period = setup.contract, setup.period
    if contract.start > contract.end:
        yield error(N_("The contract ends before it starts."), "contract.end")
    if period.start > period.end:
        yield error(N_("The evaluated period ends before it starts."), "period.end")
    if period.start < contract.start or period.end > contract.end:
        yield error(
            N_("The evaluated period, {start} to {end}, is not inside the contract."),
            "period",
            start=period.start.isoformat(),
            end=period.end.isoformat(),
        )
    if setup.visited_on < period.start:
        yield error(N_("The visit is before the evaluated period starts."), "visited_on")
    elif setup.visited_on < period.end:
        yield warning(N_("The visit is before the evaluated period ends."), "visited_on")
    yield from _months(setup)


def _months(setup: Setup) -> Iterator[Problem]:
    months = period_months(setup.period)
    if setup.period.months is None:
        return
    if not months:
        yield error(N_("The evaluated period has 0 months."), "period.months")
    elif months % _HALF:
        yield warning(
            N_("{months} months are not a whole number of half months."),
            "period.months",
            months=plain(months),
        )
    if months > contract_months(setup.contract):
        yield warning(
            N_("The evaluated period has {months} months, more than the contract."),
            "period.months",
            months=plain(months),
        )


def _districts(setup: Setup, instrument: Instrument) -> Iterator[Problem]:
    ids = ((f"districts[{i}].id", d.id) for i, d in enumerate(setup.districts))
    yield from twice_id(ids)
    yield from twice_id(_site_ids(setup))
    yield from _twice_name(_district_names(setup))
    yield from _twice_name(_site_names(setup))
    if len(setup.districts) > MOST_DISTRICTS:
        yield error(
            N_("There are {count} districts. At most {most} are possible."),
            "districts",
            count=len(setup.districts),
            most=MOST_DISTRICTS,
        )
    per_district = [b.label for b in instrument.blocks() if b.scope is Scope.DISTRICT]
    if per_district and not setup.districts:
        yield error(
            N_("“{block}” is scored by district, but there are no districts. Enter at least one."),
            "districts",
            block=per_district[0],
        )


def _twice_name(keys: Iterator[tuple[str, str]]) -> Iterator[Problem]:
    for place, name in repeated((p, text.strip()) for p, text in keys):
        template = N_("The name “{name}” stands twice. Add something that tells them apart.")
        yield error(template, place, name=name)


def _panel(setup: Setup) -> Iterator[Problem]:
    yield from twice_id((f"panel[{i}].id", p.id) for i, p in enumerate(setup.panel))
    yield from _twice_name(_panel_names(setup))
    if not setup.panel:
        yield error(N_("The panel has no members."), "panel")
    if len(setup.panel) > MOST_PANELISTS:
        yield error(
            N_("The panel has {count} members. At most {most} are possible."),
            "panel",
            count=len(setup.panel),
            most=MOST_PANELISTS,
        )
    leads = [p.name for p in setup.panel if p.duty is Duty.LEAD]
    if len(leads) > 1:
        yield warning(
            N_("The panel has {count} leads; “{name}” counts as the lead."),
            "panel",
            count=len(leads),
            name=leads[0],
        )
    yield from _idle(setup)


def _idle(setup: Setup) -> Iterator[Problem]:
    busy = {a.panelist for a in setup.assignments}
    for index, person in enumerate(setup.panel):
        if person.duty is Duty.EXPERT and person.id not in busy:
            yield warning(
                N_("“{name}” is an expert, but has nothing to score."),
                f"panel[{index}]",
                Spot(panelist=person.id),
                name=person.name,
            )


def _assignments(setup: Setup, instrument: Instrument) -> Iterator[Problem]:
    blocks = {b.id: b for b in instrument.blocks()}
    for index, assignment in enumerate(setup.assignments):
        place = f"assignments[{index}]"
        yield from _scorer(setup, assignment.panelist, f"{place}.panelist")
        block = blocks.get(assignment.block)
        if block is None:
            yield _no_block(assignment.block, f"{place}.block")
        else:
            yield from _assigned_districts(setup, assignment, block, f"{place}.districts")


def _scorer(setup: Setup, panelist_id: str, place: str) -> Iterator[Problem]:
    """Whether somebody exists and may score."""
    person = next((p for p in setup.panel if p.id == panelist_id), None)
    if person is None:
        yield error(N_("Nobody on the panel has the id “{id}”."), place, id=panelist_id)
    elif person.duty is Duty.STAFF:
        yield error(
            N_("“{name}” is staff. Only experts score."),
            place,
            Spot(panelist=person.id),
            name=person.name,
        )


def _no_block(block_id: str, place: str) -> Problem:
    return error(N_("The instrument has no block with the id “{id}”."), place, id=block_id)


def _assigned_districts(
    setup: Setup, assignment: Assignment, block: Block, place: str
) -> Iterator[Problem]:
    if block.scope is Scope.STATION and assignment.districts:
        yield error(
            N_("“{block}” is scored once for the station. Assign it without districts."),
            place,
            Spot(panelist=assignment.panelist, block=block.id),
            block=block.label,
        )
    for name in assignment.districts:
        yield from _known_district(setup, name, place)


def _known_district(setup: Setup, district_id: str, place: str) -> Iterator[Problem]:
    if all(d.id != district_id for d in setup.districts):
        yield error(N_("There is no district with the id “{id}”."), place, id=district_id)


def _coverage(setup: Setup, instrument: Instrument) -> Iterator[Problem]:
    for block in instrument.blocks():
        if block.scope is Scope.STATION:
            raters = len(setup.assigned(block.id, None))
            yield from _covered(block, raters, block.label, Spot(block=block.id))
            continue
        for district in setup.districts:
            raters = len(setup.assigned(block.id, district.id))
            name = f"{block.label} · {district.name}"
            yield from _covered(block, raters, name, Spot(block=block.id, district=district.id))


def _covered(block: Block, raters: int, name: str, spot: Spot) -> Iterator[Problem]:
    minimum = block.merge.minimum
    if not raters:
        yield error(N_("Nobody scores “{cell}”. Assign somebody."), "assignments", spot, cell=name)
    elif raters < minimum and block.merge.method is not Method.LEAD:
        yield warning(
            N_("The rule for “{cell}” asks for {minimum} scores, but only {raters} are assigned."),
            "assignments",
            spot,
            cell=name,
            minimum=minimum,
            raters=raters,
        )


def _leads(setup: Setup, instrument: Instrument) -> Iterator[Problem]:
    blocks = {b.id for b in instrument.blocks()}
    for block_id, panelist in setup.leads.items():
        if block_id not in blocks:
            yield _no_block(block_id, f"leads.{block_id}")
        yield from _scorer(setup, panelist, f"leads.{block_id}")
    for block in instrument.blocks():
        if block.merge.method is Method.LEAD:
            yield from _lead_of(setup, block)


def _lead_of(setup: Setup, block: Block) -> Iterator[Problem]:
    place, spot = f"leads.{block.id}", Spot(block=block.id)
    lead = setup.lead_for(block.id)
    if lead is None:
        template = N_("“{block}” takes the lead's score, but there is no lead. Name one.")
        yield error(template, place, spot, block=block.label)
        return
    person = next((p for p in setup.panel if p.id == lead), None)
    by_station = block.scope is Scope.STATION
    scopes = [None] if by_station else [d.id for d in setup.districts]
    if person is not None and any(lead not in setup.assigned(block.id, d) for d in scopes):
        yield error(
            N_("“{block}” takes the score of “{name}”, who is not assigned to all of it."),
            place,
            Spot(panelist=lead, block=block.id),
            block=block.label,
            name=person.name,
        )


def _indicators(setup: Setup) -> Iterator[Problem]:
    yield from twice_id((f"indicators[{i}].id", n.id) for i, n in enumerate(setup.indicators))
    for index, indicator in enumerate(setup.indicators):
        yield from _indicator(setup, indicator, f"indicators[{index}].districts")


def _indicator(setup: Setup, indicator: Indicator, place: str) -> Iterator[Problem]:
    for name in indicator.districts:
        yield from _known_district(setup, name, place)
    total = sum(indicator.districts.values(), Decimal(0))
    if indicator.districts and total != indicator.actual:
        yield warning(
            N_("“{label}” is {actual} in all, but {total} over the districts."),
            place,
            label=indicator.label,
            actual=plain(indicator.actual),
            total=plain(total),
        )


def _figures(setup: Setup) -> Iterator[Problem]:
    keys = ((f"figures[{i}].key", (f.key, f.district)) for i, f in enumerate(setup.figures))
    yield from twice_id((place, " ".join(filter(None, key))) for place, key in keys)
    for index, figure in enumerate(setup.figures):
        if figure.district is not None:
            yield from _known_district(setup, figure.district, f"figures[{index}].district")


def _staffing(setup: Setup) -> Iterator[Problem]:
    staffing = setup.staffing
    for parts, whole_name, template in _PARTS:
        whole = getattr(staffing, whole_name)
        known = [n for n in (getattr(staffing, p) for p in parts) if n is not None]
        if whole is not None and sum(known) > whole:
            yield warning(template, f"staffing.{parts[0]}", part=sum(known), whole=whole)
    ratio = staffing.personnel_ratio
    if ratio is not None and ratio > 100:
        template = N_("Personnel cost is {ratio} percent, which is over 100.")
        yield warning(template, "staffing.personnel_ratio", ratio=plain(ratio))
    yield from _district_staff(setup)
    yield from _staff_months(setup)


def _district_staff(setup: Setup) -> Iterator[Problem]:
    counts = [d.staff for d in setup.districts if d.staff is not None]
    total = setup.staffing.total
    if (
        total is not None
        and counts
        and len(counts) == len(setup.districts)
        and sum(counts) != total
    ):
        yield warning(
            N_("The districts' staff add up to {part}, but there are {whole} in all."),
            "districts",
            part=sum(counts),
            whole=total,
        )


def _staff_months(setup: Setup) -> Iterator[Problem]:
    months = setup.staffing.months
    for place, month in repeated((f"staffing.months[{i}]", m.month) for i, m in enumerate(months)):
        yield error(N_("The month {month} stands twice."), place, month=month)
    evaluated = set(month_keys(setup.period.start, setup.period.end))
    for index, entry in enumerate(months):
        place = f"staffing.months[{index}]"
        if entry.month not in evaluated:
            template = N_("The month {month} is not in the evaluated period, but counts.")
            yield warning(template, place, month=entry.month)
        yield from _staff_month(entry, place)


def _staff_month(entry: StaffMonth, place: str) -> Iterator[Problem]:
    pairs = (
        ("certified_required", entry.certified_required, entry.required),
        ("certified_present", entry.certified_present, entry.present),
    )
    for name, part, whole in pairs:
        if part > whole:
            template = N_("In {month}, {part} certified are more than {whole} in all.")
            part_text, whole_text = plain(part), plain(whole)
            here = f"{place}.{name}"
            yield warning(template, here, month=entry.month, part=part_text, whole=whole_text)
        for value in (part, whole):
            if value % _HALF:
                template = N_("In {month}, {value} is not a whole number of half person-months.")
                yield warning(template, place, month=entry.month, value=plain(value))


def _agenda(setup: Setup) -> Iterator[Problem]:
    for index, entry in enumerate(setup.agenda):
        if entry.start >= entry.end:
            template = N_("“{title}” ends before it starts.")
            yield error(template, f"agenda[{index}].end", title=entry.title)
    for index, (before, after) in enumerate(pairwise(setup.agenda), start=1):
        if after.start < before.end:
            yield error(
                N_("“{later}” starts before “{earlier}” has ended."),
                f"agenda[{index}].start",
                later=after.title,
                earlier=before.title,
            )
