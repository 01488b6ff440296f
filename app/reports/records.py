"""Records of the day to file: what each panelist scored, and what was said at the feedback.

They are papers like those of `app.reports.papers`, made from what was merged.
"""

from decimal import Decimal
from enum import Enum

from app.model.instrument import Block
from app.model.outcome import BlockDistrict, Cell, Given, GivenState
from app.model.panel import Panelist
from app.model.setup import Setup
from app.model.text import plain
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.lists import numbered, place
from app.reports.papers import fill_paper
from app.rules.given_words import given_word, outdated_picks

Content = dict[str, object]


class Record(Enum):
    """The value is the template's name."""

    SHEETS = "score_record"
    FEEDBACK = "feedback"


def record_html(record: Record, given: ReportInput, form: Form) -> str:
    """A record as HTML, of the kind that Qt's rich text shows.

    Raises:
        UserError: a template that was edited asks for something that there is not.
    """
    content = _sheets(given) if record is Record.SHEETS else _feedback(given, form)
    return fill_paper(record.value, given.setup, content)


def _sheets(given: ReportInput) -> Content:
    """One sheet for everybody who is to score, in the panel's order."""
    found = [
        {"name": person.name, "blocks": _blocks_of(person, given)} for person in given.setup.panel
    ]
    return {"sheets": [sheet for sheet in found if sheet["blocks"]]}


def _blocks_of(person: Panelist, given: ReportInput) -> list[Content]:
    found = []
    for party in given.outcome.parties:
        for result in party.blocks:
            parts = [
                part
                for part in (_part(person, p, given.setup) for p in result.districts)
                if part is not None
            ]
            if parts:
                found.append(_block(result.block, parts))
    return found


def _block(block: Block, parts: list[Content]) -> Content:
    return {"label": block.label, "full": plain(block.full), "parts": parts}


def _part(person: Panelist, part: BlockDistrict, setup: Setup) -> Content | None:
    """What somebody gave in one place; None where there was nothing for them to score."""
    own = [
        (cell, given) for cell in part.cells for given in cell.givens if given.panelist == person.id
    ]
    if not own:
        return None
    points = [given.points for _cell, given in own if given.state is GivenState.POINTS]
    return {
        "place": setup.district(part.district).name if part.district else "全站",
        "lines": [_line(cell, given) for cell, given in own],
        "given": len(points),
        "asked": len(own),
        "sum": plain(sum((p or Decimal() for p in points), Decimal())) if points else "",
    }


def _line(cell: Cell, given: Given) -> Content:
    outdated = given.panelist in outdated_picks(cell)
    word = given_word(given, outdated=outdated)
    return {
        "group": cell.item.group,
        "label": cell.item.label,
        "full": plain(cell.item.full),
        "points": word if isinstance(word, str) else plain(word),
        "reasons": "；".join(given.reasons),
    }


def _feedback(given: ReportInput, form: Form) -> Content:
    """The findings that are used, where the form has them, without a score or an author."""
    placed = place(given, form)
    sections = []
    for section in form.sections:
        places: list[Content] = [
            {"name": "", "lists": numbered(placed.of(section.key), section, form)}
        ]
        places += [
            {"name": d.name, "lists": numbered(placed.of(section.key, d.id), section, form)}
            for d in given.setup.districts
        ]
        filled = [entry for entry in places if entry["lists"]]
        sections.append({"label": section.label, "places": filled})
    return {
        "sections": [section for section in sections if section["places"]],
        "reactions": [{"who": r.who, "text": r.text} for r in given.reactions],
    }
