"""Links by hand: what may be linked and is found by a few characters, and who links to what."""

from collections.abc import Collection, Iterable, Sequence

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
from ui.models.evidence import KINDS, EvidenceRow, evidence_of, row_of
from ui.models.evidence_words import Names
from ui.screens.base import Target

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
    ) -> tuple[EvidenceRow, ...]:
        """What holds all of the words: what is near first, in its order, then the rest."""
        wanted = words.lower().split()
        order = dict.fromkeys((*near, *self._by_id))
        found: list[EvidenceRow] = []
        for capture_id in order:
            capture = self._by_id.get(capture_id)
            if capture is None or not self._holds(capture, wanted):
                continue
            found.append(row_of(self._names, capture, linked=capture_id in linked))
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


def referring_rows(visit: Visit, captures: Iterable[str], *kinds: str) -> tuple[EvidenceRow, ...]:
    """Scores and findings that link to any of some captures, each once; `kinds` narrows it."""
    referrers = visit.links.referrers()
    found = {c.id: c for one in captures for c in referrers.get(one, ())}
    names = evidence_of(visit).names
    wanted = (c for c in found.values() if not kinds or c.kind in kinds)
    return tuple(row_of(names, c) for c in wanted)


def linked_rows(visit: Visit, finding: str) -> tuple[EvidenceRow, ...]:
    """What a finding goes with: scores that link to it, and the evidence that it links to."""
    names = evidence_of(visit).names
    found = (visit.captures.get(one) for one in visit.links.with_finding(finding))
    return tuple(row_of(names, c) for c in found if c is not None)


def near_finding(visit: Visit, finding: Capture) -> tuple[str, ...]:
    """Scores of the item that a finding is about, in its district, then evidence about it."""
    block, item = next(
        ((b, i) for b in visit.instrument.blocks() for i in b.scored() if i.id == finding.item),
        (None, None),
    )
    if block is None or item is None:
        return ()
    evidence = evidence_of(visit)
    where = evidence.names.district(finding)
    scores = (
        c.id
        for c in visit.captures.all("score")
        if c.item == item.id and where in (None, c.district)
    )
    return (*scores, *(c.id for c in evidence.of_cell(block, item, where)))


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
