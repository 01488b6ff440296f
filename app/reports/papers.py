"""Papers for the day, to print: agenda, sign-in, declarations, blank score sheets, guides.

They are Chinese documents, whatever language the windows speak; their templates lie in
`templates/paper` and may be edited.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import lru_cache

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from app.errors import UserError
from app.i18n import N_
from app.model.instrument import Block, Instrument, Item, ReasonWhen, Scope
from app.model.panel import Duty, Panelist
from app.model.setup import Setup
from app.model.station import Term
from app.model.text import plain
from app.paths import TEMPLATES
from app.reports.wording import long_date

FOLDER = TEMPLATES / "paper"
ACROSS = 6
"""How many districts stand side by side on a blank score sheet."""

_DUTIES = {Duty.LEAD: "组长", Duty.EXPERT: "评委", Duty.STAFF: "工作人员"}
_TERMS = {Term.MID: "中期评估", Term.FINAL: "末期评估"}
_REASONS = {
    ReasonWhen.DEDUCTION: "凡有扣分都要写理由。",
    ReasonWhen.BELOW_SHARE: "得分低于满分 {share}% 的要写理由。",
    ReasonWhen.NEVER: "",
}


class Paper(Enum):
    """The value is the template's name."""

    AGENDA = "agenda"
    SIGN_IN = "sign_in"
    DECLARATIONS = "declarations"
    SCORES = "scores"
    GUIDES = "guides"


def paper_html(
    paper: Paper, setup: Setup, instrument: Instrument, people: Iterable[str] | None = None
) -> str:
    """A paper as HTML, of the kind that Qt's rich text shows.

    Declarations and score sheets are for `people` by id, for everybody without.

    Raises:
        UserError: a template that was edited asks for something that there is not.
    """
    chosen = None if people is None else set(people)
    panel = [p for p in setup.panel if chosen is None or p.id in chosen]
    return fill_paper(paper.value, setup, _CONTENT[paper](setup, instrument, panel))


def fill_paper(template: str, setup: Setup, content: Mapping[str, object]) -> str:
    """A template of `templates/paper` with what all papers share, and what is its own.

    Raises:
        UserError: a template that was edited asks for something that there is not.
    """
    name = f"{template}.html"
    try:
        return _environment().get_template(name).render({**_common(setup), **content})
    except (TemplateError, TypeError) as error:
        raise UserError(
            N_("The paper “{name}” cannot be made ({reason}). Restore its template."),
            name=name,
            reason=str(error),
        ) from error


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _common(setup: Setup) -> dict[str, object]:
    return {
        "station": setup.station.name,
        "term": _TERMS[setup.term],
        "visited": long_date(setup.visited_on),
        "districts": [
            {"name": d.name, "sites": [site.name for site in d.sites]} for d in setup.districts
        ],
    }


def _agenda(setup: Setup, _instrument: Instrument, _panel: list[Panelist]) -> dict[str, object]:
    entries = [
        {"start": f"{e.start:%H:%M}", "end": f"{e.end:%H:%M}", "title": e.title}
        for e in setup.agenda
    ]
    return {"agenda": entries}


def _people(_setup: Setup, _instrument: Instrument, panel: list[Panelist]) -> dict[str, object]:
    return {
        "panel": [
            {"name": p.name, "organisation": p.organisation, "duty": _DUTIES[p.duty]} for p in panel
        ]
    }


def _scores(setup: Setup, instrument: Instrument, panel: list[Panelist]) -> dict[str, object]:
    sheets = [
        {"name": person.name, "blocks": _blocks_of(person, setup, instrument)} for person in panel
    ]
    rule = instrument.reasons
    words = _REASONS[rule.when].format(share=plain(rule.share * 100))
    return {"sheets": [sheet for sheet in sheets if sheet["blocks"]], "reasons": words}


def _blocks_of(person: Panelist, setup: Setup, instrument: Instrument) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for block in instrument.blocks():
        places = _places(person, block, setup)
        found += [
            {
                "label": block.label,
                "full": plain(block.full),
                "places": places[first : first + ACROSS],
                "lines": _items(block),
                "example": any(item.example for item in block.items),
            }
            for first in range(0, len(places), ACROSS)
        ]
    return found


def _places(person: Panelist, block: Block, setup: Setup) -> list[str]:
    """The columns of a blank score sheet: own districts, or the station."""
    if block.scope is Scope.STATION:
        return ["全站"] if person.id in setup.assigned(block.id, None) else []
    return [d.name for d in setup.districts if person.id in setup.assigned(block.id, d.id)]


def _items(block: Block) -> list[dict[str, str]]:
    """The items; a group is named at the first of them."""
    before = ""
    found = []
    for item in block.scored():
        found.append(_item(item, item.group if item.group != before else ""))
        before = item.group
    return found


def _item(item: Item, group: str) -> dict[str, str]:
    return {"label": item.label, "full": plain(item.full), "hint": item.hint, "group": group}


def _guides(_setup: Setup, instrument: Instrument, _panel: list[Panelist]) -> dict[str, object]:
    return {
        "guides": [
            {
                "label": guide.label,
                "coded": guide.coded,
                "example": guide.example,
                "questions": [question.text for question in guide.questions],
            }
            for guide in instrument.guides
        ]
    }


_CONTENT: dict[Paper, Callable[[Setup, Instrument, list[Panelist]], dict[str, object]]] = {
    Paper.AGENDA: _agenda,
    Paper.SIGN_IN: _people,
    Paper.DECLARATIONS: _people,
    Paper.SCORES: _scores,
    Paper.GUIDES: _guides,
}
