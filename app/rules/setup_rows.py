"""Rows of lists taken into a set-up: sites, indicators, months of staffing.

A row is its texts by field. What cannot be read is refused row by row, and the rest is taken;
a row that names something the set-up has already changes that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.errors import UserError
from app.i18n import N_, _, pgettext
from app.model.base import changed
from app.model.setup import Indicator, Setup, StaffMonth
from app.model.station import District, Site
from app.rules.districting import Listed, free_id, site_ids, with_list
from app.rules.typed import figure, month, whole

Texts = Mapping[str, str]
LONGEST = 300
COUNTS = ("households", "persons", "records", "files")
MONTHLY = ("required", "present", "certified_required", "certified_present")
DISTRICT_PREFIX = "district:"


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """`number` is the row's number in its file."""

    number: int
    texts: Texts


@dataclass(frozen=True, slots=True)
class RefusedRow:
    number: int
    reason: UserError


@dataclass(frozen=True, slots=True)
class Taken:
    """The set-up with the rows that could be read, how many, and the others."""

    setup: Setup
    count: int
    refused: tuple[RefusedRow, ...]


Take = Callable[[Setup, Texts], Setup]


def take_indicators(setup: Setup, rows: Sequence[NumberedRow]) -> Taken:
    """Indicators by label and unit; `district:ID` holds what was reached in a district."""
    return _take(setup, rows, with_indicator)


def take_months(setup: Setup, rows: Sequence[NumberedRow]) -> Taken:
    """Months of staffing, afterwards in the order of the calendar."""
    return _take(setup, rows, with_month)


def take_sites(setup: Setup, rows: Sequence[NumberedRow]) -> Taken:
    """Sites with their districts; a blank district is the one of the row above."""
    above = ""

    def with_site(before: Setup, texts: Texts) -> Setup:
        nonlocal above
        after, above = with_site_row(before, texts, above)
        return after

    return _take(setup, rows, with_site)


def with_indicator(setup: Setup, texts: Texts) -> Setup:
    """Raises UserError for a blank label or a figure that is none."""
    label, unit = named(texts.get("label", "")), texts.get("unit", "").strip()
    known = next((n for n in setup.indicators if (n.label, n.unit) == (label, unit)), None)
    if known is None:
        made = free_id("i", (n.id for n in setup.indicators))
        new = indicator_with(Indicator(id=made, label=label), texts)
        return changed(setup, indicators=(*setup.indicators, new))
    new = indicator_with(known, texts)
    return changed(setup, indicators=tuple(new if n is known else n for n in setup.indicators))


def indicator_with(indicator: Indicator, texts: Texts) -> Indicator:
    """An indicator with what was typed of it.

    Where districts are given and no figure for the whole, the whole is their sum.

    Raises:
        UserError: a blank label or a figure that is none.
    """
    if "label" in texts:
        indicator = changed(indicator, label=named(texts["label"]))
    for name in ("unit", "group"):
        if name in texts:
            indicator = changed(indicator, **{name: texts[name].strip()[:LONGEST]})
    if "target" in texts:
        found = figure(texts["target"], _("Target")) or Decimal(0)
        indicator = changed(indicator, target=found)
    if parts := {k: t for k, t in texts.items() if k.startswith(DISTRICT_PREFIX)}:
        indicator = _with_parts(indicator, parts)
    if texts.get("actual", "").strip() or ("actual" in texts and not indicator.districts):
        found = figure(texts["actual"], _("Reached")) or Decimal(0)
        indicator = changed(indicator, actual=found)
    return indicator


def _with_parts(indicator: Indicator, parts: Texts) -> Indicator:
    districts = dict(indicator.districts)
    follows = indicator.actual == sum(districts.values(), Decimal(0))
    for key, text in parts.items():
        name = key.removeprefix(DISTRICT_PREFIX)
        found = figure(text, indicator.label)
        if found is None:
            districts.pop(name, None)
        else:
            districts[name] = found
    indicator = changed(indicator, districts=districts)
    if follows and districts:
        indicator = changed(indicator, actual=sum(districts.values(), Decimal(0)))
    return indicator


def with_month(setup: Setup, texts: Texts) -> Setup:
    """Raises UserError for what is no month or no figure."""
    name = month(texts.get("month", ""), _("Month"))
    known = next((m for m in setup.staffing.months if m.month == name), StaffMonth(month=name))
    rest = [m for m in setup.staffing.months if m.month != name]
    months = sorted((*rest, month_with(known, texts)), key=lambda m: m.month)
    return changed(setup, staffing=changed(setup.staffing, months=tuple(months)))


def month_with(entry: StaffMonth, texts: Texts) -> StaffMonth:
    """Raises UserError for what is no month or no figure."""
    if "month" in texts:
        entry = changed(entry, month=month(texts["month"], _("Month")))
    words = monthly_words()
    found = {
        name: figure(texts[name], words[name]) or Decimal(0) for name in MONTHLY if name in texts
    }
    return changed(entry, **found) if found else entry


def with_site_row(setup: Setup, texts: Texts, above: str) -> tuple[Setup, str]:
    """The set-up with a site, and the id of its district, for the rows below.

    Raises:
        UserError: a site without a district, or a figure that is none.
    """
    known = set(site_ids(setup))
    line = Listed(texts.get("district", ""), texts.get("name", ""))
    words = count_words()
    counts = {name: whole(texts[name], words[name]) for name in COUNTS if name in texts}
    setup = with_list(setup, (line,), above)
    wanted = line.district.strip()
    above = next((d.id for d in setup.districts if d.name == wanted), above)
    target = setup.district(above)
    site = next((s for s in target.sites if s.name == line.site.strip()), None)
    if site is not None and counts:
        setup = _with_counts(setup, target, site, counts, new=site.id not in known)
    return setup, above


def _with_counts(
    setup: Setup, target: District, site: Site, counts: Mapping[str, int | None], *, new: bool
) -> Setup:
    """Counts of a row; of a site that was there already, blank ones stay as they were."""
    kept = {name: n for name, n in counts.items() if new or n is not None}
    sites = tuple(changed(s, **kept) if s is site else s for s in target.sites)
    districts = tuple(changed(d, sites=sites) if d is target else d for d in setup.districts)
    return changed(setup, districts=districts)


def count_words() -> dict[str, str]:
    """The counts of a site by field, with their word in the language in force."""
    return {
        "households": _("Households"),
        "persons": _("Persons"),
        "records": _("Listed"),
        "files": _("Files kept"),
    }


def monthly_words() -> dict[str, str]:
    """The figures of a month by field, with their word in the language in force."""
    return {
        "required": pgettext("staff", "Required"),
        "present": pgettext("staff", "Present"),
        "certified_required": _("Certified, required"),
        "certified_present": _("Certified, present"),
    }


def named(text: str) -> str:
    """A name without blanks around it.

    Raises:
        UserError: nothing, or too long.
    """
    if not text.strip():
        raise UserError(N_("A name is needed here. Ctrl+Delete takes the whole row away."))
    if len(text.strip()) > LONGEST:
        raise UserError(N_("A name has 300 characters at most."))
    return text.strip()


def _take(setup: Setup, rows: Sequence[NumberedRow], take: Take) -> Taken:
    refused = []
    for row in rows:
        try:
            setup = take(setup, row.texts)
        except UserError as error:
            refused.append(RefusedRow(row.number, error))
    return Taken(setup, len(rows) - len(refused), tuple(refused))
