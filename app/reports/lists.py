"""Where findings stand in a report, and how they are numbered."""

from dataclasses import dataclass, field

from app.model.capture import Stance
from app.model.curated import CuratedFinding
from app.reports.form import Form, Section
from app.reports.input import ReportInput
from app.reports.marks import Kind, Source, Sourced
from app.reports.wording import chinese

Listed = list[dict[str, object]]
_ORDER = (Stance.PRAISE, Stance.CONCERN)


@dataclass(slots=True)
class Placed:
    """Findings by section key, and by (section key, district)."""

    sections: dict[str, list[CuratedFinding]] = field(default_factory=dict)
    districts: dict[tuple[str, str], list[CuratedFinding]] = field(default_factory=dict)

    def of(self, section: str, district: str | None = None) -> list[CuratedFinding]:
        if district is None:
            return self.sections.get(section, [])
        return self.districts.get((section, district), [])


def place(given: ReportInput, form: Form) -> Placed:
    """Every used finding in exactly one place: none is lost, whatever its block or district."""
    placed = Placed()
    districts = {district.id for district in given.setup.districts}
    for finding in given.used:
        section = _section(finding, form)
        if section.districts and finding.district in districts:
            key = (section.key, str(finding.district))
            placed.districts.setdefault(key, []).append(finding)
        else:
            placed.sections.setdefault(section.key, []).append(finding)
    return placed


def _section(finding: CuratedFinding, form: Form) -> Section:
    for section in form.sections:
        if _belongs(finding, section):
            return section
    return next(s for s in form.sections if s.rest)


def _belongs(finding: CuratedFinding, section: Section) -> bool:
    if section.party is not None:
        return finding.party == section.party
    if finding.block is None:
        return section.districts and finding.district is not None
    return finding.block in section.blocks


def numbered(findings: list[CuratedFinding], section: Section, form: Form) -> Listed:
    """The lists that hold something: heading and paragraphs, each finding with its number.

    Further lines of a finding are paragraphs of their own, without a number.
    """
    names = {Stance.PRAISE: form.praise, Stance.CONCERN: form.concern}
    filled = [(s, [f for f in findings if f.stance is s]) for s in _ORDER]
    return [
        {
            "heading": _number(section.heading, n, title=names[stance]),
            "paragraphs": [line for i, f in enumerate(own, 1) for line in _lines(f, section, i)],
        }
        for n, (stance, own) in enumerate(((s, o) for s, o in filled if o), 1)
    ]


def _lines(finding: CuratedFinding, section: Section, n: int) -> list[str]:
    first, *further = [line for line in finding.text.split("\n") if line.strip()] or [""]
    number = _number(section.item, n)
    own = Sourced(number + first, Source(Kind.FINDING, finding.id, lead=len(number)))
    rest = (Source(Kind.FINDING, finding.id, line=i) for i in range(1, len(further) + 1))
    return [own, *map(Sourced, further, rest)]


def _number(pattern: str, n: int, **values: str) -> str:
    return pattern.format(n=n, cn=chinese(n), **values)
