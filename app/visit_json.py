"""The state of a visit as `huiping show --json` prints it (docs/formats.md)."""

from typing import Any

from app.errors import UserError
from app.i18n import translate_error
from app.model.panel import Panelist
from app.rules.problem import Problem
from app.services.state import LocalRole
from app.storage.rows import PackRow
from app.visit import Visit

TERMS = {"mid": "中期", "final": "末期"}


def visit_object(visit: Visit) -> dict[str, Any]:
    """Ids, panel with packs and sheets, districts, and what stands in the way of issuing or handing in."""
    setup, instrument = visit.setup, visit.instrument
    packs, sheets = visit.packs.current(), _sheets(visit)
    return {
        "id": visit.id,
        "folder": visit.folder.name,
        "role": visit.role.value,
        "station": setup.station.name,
        "term": setup.term.value,
        "term_label": TERMS[setup.term.value],
        "visited_on": setup.visited_on.isoformat(),
        "form": visit.forms.chosen,
        "setup_version": visit.setup_version,
        "instrument": {
            "id": instrument.id,
            "version": instrument.version,
            "title": instrument.title,
            "hash": visit.state.instrument_hash,
        },
        "districts": [
            {
                "id": d.id,
                "name": d.name,
                "sites": [{"id": site.id, "name": site.name} for site in d.sites],
            }
            for d in setup.districts
        ],
        "panel": [_person(person, packs, sheets) for person in setup.panel],
        "sheets": sheets,
        "problems": [_problem(problem) for problem in _problems(visit)],
    }


def _person(
    person: Panelist, packs: dict[str, PackRow], sheets: list[dict[str, Any]]
) -> dict[str, Any]:
    pack = packs.get(person.id)
    return {
        "id": person.id,
        "name": person.name,
        "duty": person.duty.value,
        "pack_issued_at": pack.at if pack else None,
        "sheet": _head(sheets, person.id),
    }


def _head(sheets: list[dict[str, Any]], panelist: str) -> dict[str, Any] | None:
    own = [sheet for sheet in sheets if sheet["panelist"] == panelist and sheet["counts"]]
    return max(own, key=lambda sheet: sheet["revision"], default=None)


def _sheets(visit: Visit) -> list[dict[str, Any]]:
    if visit.role is LocalRole.PANELIST:
        return []
    heads = {sheet.hash for sheet in visit.merging.gathered.heads.heads}
    return [
        {
            "hash": row.hash,
            "check_code": row.check_code,
            "panelist": visit.collecting.content(row.hash).panelist,
            "device": visit.collecting.content(row.hash).device,
            "revision": visit.collecting.content(row.hash).revision,
            "received_at": row.at,
            "taken_out": row.taken_out,
            "counts": row.hash in heads,
        }
        for row in visit.collecting.rows()
    ]


def _problems(visit: Visit) -> tuple[Problem, ...]:
    return visit.handin.problems() if visit.me else visit.packs.problems()


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "severity": problem.severity.value,
        "place": problem.place,
        "text": translate_error(UserError(problem.template, **problem.values)),
    }
