"""How a capture is called in one line: its name, what was found or when, and where it belongs."""

from app.i18n import _
from app.model.capture import (
    Answer,
    AnswerValue,
    Capture,
    DocumentCheck,
    DocumentState,
    Finding,
    Interview,
    Note,
    Photo,
    Sample,
    Score,
    Similar,
)
from app.model.text import plain
from app.visit import Visit
from ui.icons import Icon
from ui.models.findings_own import names_of

ICONS: dict[type, Icon] = {
    Answer: Icon.OBSERVATION,
    DocumentCheck: Icon.REPORT,
    Finding: Icon.FINDINGS,
    Interview: Icon.INTERVIEW,
    Note: Icon.BRIEFING,
    Photo: Icon.PHOTO,
    Sample: Icon.DICE,
    Score: Icon.SCORING,
    Similar: Icon.SIMILAR,
}


class Names:
    """Every label that a capture may point to, looked up once: there may be ten thousand captures."""

    def __init__(self, visit: Visit) -> None:
        setup, instrument = visit.setup, visit.instrument
        items = [item for block in instrument.blocks() for item in block.scored()]
        self._places = names_of(visit)
        self._homes = {site.id: d.id for d in setup.districts for site in d.sites}
        self._sites = {site.id: site.name for d in setup.districts for site in d.sites}
        self._asked = {e.id: e.label for item in items for e in item.evidence}
        self._asked.update((question.id, question.label) for question in instrument.checklist)
        self._guides = {guide.kind: guide.label for guide in reversed(instrument.guides)}

    def district(self, capture: Capture) -> str | None:
        """Its district, or that of its site."""
        return capture.district or self._homes.get(capture.site or "")

    def where(self, capture: Capture) -> str:
        """As in 建档与跟进·第三片区; a site stands for its district."""
        site = self._sites.get(capture.site or "")
        if site is None:
            return self._places.words(capture)
        subject = self._places.subject(capture)
        return "·".join(word for word in (subject, site) if word)

    def name(self, capture: Capture) -> str:
        """What was recorded, in one line however long its text is."""
        body = capture.body
        if isinstance(body, Answer | DocumentCheck):
            return self._asked.get(capture.item or "", capture.item or "")
        if isinstance(body, Interview):
            return body.who or body.code or self._guides.get(body.guide, body.guide)
        if isinstance(body, Score):
            return self.where(capture)
        return _name(capture)

    def state(self, capture: Capture) -> str:
        """What was found, or when it was recorded."""
        body = capture.body
        if isinstance(body, DocumentCheck):
            return document_word(body.state)
        if isinstance(body, Answer):
            return answer_word(body.value)
        if isinstance(body, Similar):
            return f"{body.likeness * 100:.0f}%"
        if isinstance(body, Score):
            return _("n/a") if body.points is None else plain(body.points)
        return f"{capture.at:%H:%M}"

    def remark(self, capture: Capture) -> str:
        """What else was written of it, to be found by."""
        body = capture.body
        if isinstance(body, DocumentCheck):
            return f"{body.where} {body.remark}"
        if isinstance(body, Interview):
            return " ".join((body.remark, *(e.answer for e in body.exchanges)))
        if isinstance(body, Score):
            return body.reason
        return body.remark if isinstance(body, Answer) else ""


def _name(capture: Capture) -> str:
    body = capture.body
    if isinstance(body, Photo):
        return body.caption or _("Photo")
    if isinstance(body, Sample):
        words = _("{drawn} of {population} drawn").format(
            drawn=len(body.drawn), population=body.population
        )
        return f"{body.note or body.source}·{words}" if body.note or body.source else words
    if isinstance(body, Similar):
        return f"{body.left.record}、{body.right.record}"
    return " ".join(body.text.split()) if isinstance(body, Note | Finding) else ""


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
