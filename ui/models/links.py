"""Links by hand: what may be linked and is found by a few characters, and who links to what."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.i18n import _
from app.model.capture import (
    Answer,
    Capture,
    DocumentCheck,
    Finding,
    Interview,
    Note,
    Photo,
    Sample,
    Score,
    Similar,
)
from app.visit import Visit
from ui.icons import Icon
from ui.models.evidence import KINDS, Evidence, evidence_of
from ui.models.evidence_words import ICONS, Names
from ui.models.findings_own import STANCE_TONES
from ui.screens.base import Target
from ui.theme import Tone

LIMIT = 60
"""Rows that are listed at a time; a few more characters find the others."""
_PAGES: dict[type, str] = {
    Answer: "observation",
    DocumentCheck: "files",
    Finding: "feedback",
    Interview: "interviews",
    Note: "briefing",
    Photo: "observation",
    Sample: "files",
    Score: "scoring",
    Similar: "files",
}
_STANCE_ICONS = {Tone.PRAISE: Icon.PRAISE, Tone.CONCERN: Icon.CONCERN, Tone.VERIFY: Icon.VERIFY}


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Something that is linked or may be: its name over where it belongs, what was found."""

    id: str
    name: str
    place: str
    state: str
    icon: Icon
    tone: Tone = Tone.MUTED
    linked: bool = False

    @property
    def spoken(self) -> str:
        words = (_("linked") if self.linked else "", self.name, self.place, self.state)
        return " ".join(word for word in words if word)


class Candidates:
    """Captures that may be linked, the latest first, found by their words."""

    def __init__(self, captures: Iterable[Capture], names: Names) -> None:
        self._names = names
        self._by_id = {c.id: c for c in sorted(captures, key=_at, reverse=True)}
        self._texts: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def rows(
        self, words: str, linked: Collection[str], near: Sequence[str] = ()
    ) -> tuple[LinkRow, ...]:
        """What holds all of the words: what is near first, in its order, then the rest."""
        wanted = words.lower().split()
        order = dict.fromkeys((*near, *self._by_id))
        found: list[LinkRow] = []
        for capture_id in order:
            capture = self._by_id.get(capture_id)
            if capture is None or not self._holds(capture, wanted):
                continue
            found.append(link_row(self._names, capture, linked=capture_id in linked))
            if len(found) == LIMIT:
                break
        return tuple(found)

    def _holds(self, capture: Capture, wanted: Sequence[str]) -> bool:
        if not wanted:
            return True
        text = self._text(capture)
        return all(word in text for word in wanted)

    def _text(self, capture: Capture) -> str:
        """In small letters; worked out when first looked through."""
        if capture.id not in self._texts:
            names = self._names
            parts = (names.name(capture), names.where(capture), names.remark(capture))
            self._texts[capture.id] = " ".join((*parts, names.state(capture))).lower()
        return self._texts[capture.id]


def for_score(visit: Visit) -> Candidates:
    """All evidence and all findings."""
    return visit.state.derived("may link to a score", lambda: _for_score(visit), *KINDS)


def _for_score(visit: Visit) -> Candidates:
    evidence = evidence_of(visit)
    return Candidates(evidence.all(), evidence.names)


def for_finding(visit: Visit) -> Candidates:
    """All evidence, and all scores, which then link to the finding."""
    return visit.state.derived(
        "may link to a finding", lambda: _for_finding(visit), *KINDS, "score"
    )


def _for_finding(visit: Visit) -> Candidates:
    evidence = evidence_of(visit)
    shown = (c for c in evidence.all() if not isinstance(c.body, Finding))
    return Candidates((*visit.captures.all("score"), *shown), evidence.names)


def link_row(names: Names, capture: Capture, *, linked: bool = False) -> LinkRow:
    body = capture.body
    tone = STANCE_TONES[body.stance] if isinstance(body, Finding) else Tone.MUTED
    icon = _STANCE_ICONS.get(tone) or ICONS.get(type(body), Icon.NOTE)
    place = "" if isinstance(body, Score) else names.where(capture)
    return LinkRow(capture.id, names.name(capture), place, names.state(capture), icon, tone, linked)


def referring_rows(visit: Visit, captures: Iterable[str], *kinds: str) -> tuple[LinkRow, ...]:
    """Scores and findings that link to any of some captures, each once; `kinds` narrows it."""
    links = visit.links
    found = {c.id: c for one in captures for c in links.referring(one)}
    names = evidence_of(visit).names
    wanted = (c for c in found.values() if not kinds or c.kind in kinds)
    return tuple(link_row(names, c) for c in wanted)


def linked_rows(visit: Visit, finding: str) -> tuple[LinkRow, ...]:
    """What a finding goes with: scores that link to it, and the evidence that it links to."""
    evidence: Evidence = evidence_of(visit)
    own = (evidence.get(link) for link in visit.links.of(finding))
    scores = referring_rows(visit, (finding,))
    return (*scores, *(link_row(evidence.names, c) for c in own if c is not None))


def target_of(visit: Visit, capture_id: str) -> Target | None:
    """Where a capture is shown; None when it is gone.

    The texts of a pair are kept nowhere, so that it is shown by the finding that came of it.
    """
    capture = visit.captures.get(capture_id)
    if capture is None:
        return None
    if isinstance(capture.body, Similar):
        finding = next(
            (c for c in visit.links.referring(capture_id) if isinstance(c.body, Finding)), None
        )
        capture = finding or capture
    page = _PAGES.get(type(capture.body), "")
    if isinstance(capture.body, Note) and capture.body.stage == "observation":
        page = "observation"
    return Target(
        page,
        block=capture.block or "",
        item=capture.item or "",
        district=capture.district or "",
        capture=capture.id,
    )


def _at(capture: Capture) -> str:
    return capture.at.isoformat()
