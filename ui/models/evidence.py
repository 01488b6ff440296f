"""What a panelist recorded that speaks for a score: checks, answers, photos, talks, findings."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.i18n import _
from app.model.capture import (
    Answer,
    AnswerValue,
    AnyBody,
    Capture,
    DocumentCheck,
    DocumentState,
    Finding,
    Interview,
    Note,
    Photo,
)
from app.model.instrument import Block, Instrument, Item
from app.model.setup import Setup
from app.visit import Visit
from ui.icons import Icon

KINDS = ("answer", "document", "interview", "note", "photo", "finding")
SPEAKS = (Answer, DocumentCheck, Interview, Note, Photo)
_ICONS: dict[type, Icon] = {
    Answer: Icon.OBSERVATION,
    DocumentCheck: Icon.REPORT,
    Interview: Icon.INTERVIEW,
    Note: Icon.BRIEFING,
    Photo: Icon.PHOTO,
}


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A capture in one line; `state` is what was found, or when."""

    id: str
    name: str
    state: str
    icon: Icon

    @property
    def spoken(self) -> str:
        return f"{self.name} {self.state}".strip()


class Evidence:
    """All captures of the person who works here, found by the cell that they speak for."""

    def __init__(self, visit: Visit) -> None:
        self._setup, self._instrument = visit.setup, visit.instrument
        self._homes = {s.id: d.id for d in self._setup.districts for s in d.sites}
        self._speaking = [c for c in visit.captures.all() if isinstance(c.body, SPEAKS)]
        self._findings = visit.captures.findings()
        self._by_id = {c.id: c for c in self._speaking}
        self._marked = self._places(self._speaking)

    def speaks_for(self, item: Item, district: str | None) -> bool:
        """Whether something was recorded about this very item there."""
        names = (item.id, *(evidence.id for evidence in item.evidence))
        return any((name, where) in self._marked for name in names for where in {district, None})

    def of_cell(
        self, block: Block, item: Item, district: str | None, links: Iterable[str] = ()
    ) -> tuple[EvidenceRow, ...]:
        """What was linked or is about the item, then what is about its block."""
        linked = [self._by_id[link] for link in links if link in self._by_id]
        own = [c for c in self._speaking if self._is_about_item(c, item, district)]
        wider = [c for c in self._speaking if self._is_about_block(c, block, district)]
        chosen = {c.id: c for c in (*linked, *own, *wider) if not isinstance(c.body, Finding)}
        return tuple(self._row(c, c.body) for c in chosen.values())

    def findings_of_cell(
        self, block: Block, item: Item, district: str | None, links: Iterable[str] = ()
    ) -> tuple[Capture, ...]:
        """Findings that were linked or are about the item, then those about its block."""
        linked = set(links)
        own = [
            c for c in self._findings if c.id in linked or self._is_about_item(c, item, district)
        ]
        wider = [c for c in self._findings if self._is_about_block(c, block, district)]
        return tuple({c.id: c for c in (*own, *wider)}.values())

    def _places(self, captures: Iterable[Capture]) -> set[tuple[str, str | None]]:
        return {(c.item, self._district(c)) for c in captures if c.item}

    def _district(self, capture: Capture) -> str | None:
        if capture.district is not None or capture.site is None:
            return capture.district
        return self._homes.get(capture.site)

    def _is_there(self, capture: Capture, district: str | None) -> bool:
        return district is None or self._district(capture) in (None, district)

    def _is_about_item(self, capture: Capture, item: Item, district: str | None) -> bool:
        names = (item.id, *(evidence.id for evidence in item.evidence))
        return capture.item in names and self._is_there(capture, district)

    def _is_about_block(self, capture: Capture, block: Block, district: str | None) -> bool:
        return (
            capture.item is None and capture.block == block.id and self._is_there(capture, district)
        )

    def _row(self, capture: Capture, body: AnyBody) -> EvidenceRow:
        name, state = _told(self._instrument, capture, body)
        return EvidenceRow(capture.id, name, state, _ICONS.get(type(body), Icon.NOTE))


def evidence_of(visit: Visit) -> Evidence:
    """Read anew only when something other than a score has changed."""
    return visit.state.derived("evidence", lambda: Evidence(visit), *KINDS)


def district_of_site(setup: Setup, site: str) -> str | None:
    return next((d.id for d in setup.districts if any(s.id == site for s in d.sites)), None)


def _told(instrument: Instrument, capture: Capture, body: AnyBody) -> tuple[str, str]:
    time = f"{capture.at:%H:%M}"
    if isinstance(body, DocumentCheck):
        return _evidence_label(instrument, capture.item or ""), document_word(body.state)
    if isinstance(body, Answer):
        return _question_label(instrument, capture.item or ""), answer_word(body.value)
    if isinstance(body, Interview):
        return body.who or body.code or _guide_label(instrument, body.guide), time
    if isinstance(body, Photo):
        return body.caption or _("Photo"), time
    return (" ".join(body.text.split()) if isinstance(body, Note) else ""), time


def _evidence_label(instrument: Instrument, wanted: str) -> str:
    found = (
        evidence.label
        for block in instrument.blocks()
        for item in block.scored()
        for evidence in item.evidence
        if evidence.id == wanted
    )
    return next(found, wanted)


def _question_label(instrument: Instrument, wanted: str) -> str:
    return next((q.label for q in instrument.checklist if q.id == wanted), wanted)


def _guide_label(instrument: Instrument, kind: str) -> str:
    return next((guide.label for guide in instrument.guides if guide.kind == kind), kind)


def document_word(state: DocumentState) -> str:
    return {
        DocumentState.COMPLETE: _("all there"),
        DocumentState.PARTIAL: _("partly there"),
        DocumentState.MISSING: _("not there"),
        DocumentState.PENDING: _("to follow"),
    }[state]


def answer_word(value: AnswerValue) -> str:
    return {
        AnswerValue.YES: _("present"),
        AnswerValue.PARTLY: _("partly present"),
        AnswerValue.NO: _("absent"),
        AnswerValue.NA: _("n/a"),
    }[value]
