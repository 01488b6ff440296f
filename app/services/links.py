"""Links by hand: which evidence and findings a score rests on, and which evidence a finding."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_
from app.model.base import changed
from app.model.capture import (
    Answer,
    AnyBody,
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
from app.services.captures import CaptureService
from app.services.scores import ScoreService
from app.services.state import State
from app.storage.undo import Operation

EVIDENCE = (Answer, DocumentCheck, Interview, Note, Photo, Sample, Similar)
EVIDENCE_KINDS = ("answer", "document", "interview", "note", "photo", "sample", "similar")
"""The same, as the captures' kinds."""
SCORE_FIRST = N_("Score the cell first, then link what the score rests on.")


class LinkService:
    """A link is an id in a score or a finding; one to something deleted is shown nowhere.

    It is not taken out, so that undoing the deletion brings the link back too.
    """

    def __init__(self, state: State, captures: CaptureService, scores: ScoreService) -> None:
        self._state = state
        self._captures = captures
        self._scores = scores

    def of_score(self, item: str, district: str | None) -> tuple[str, ...]:
        """What a score links to and is still there, in the order in which it was linked."""
        score = self._scores.find(item, district)
        return self.of(score.id) if score is not None else ()

    def of(self, holder: str) -> tuple[str, ...]:
        """As `of_score`, for any score or finding by its id."""
        capture = self._captures.get(holder)
        links = links_of(capture.body) if capture is not None else ()
        return tuple(link for link in links if self._captures.get(link) is not None)

    def referring(self, capture: str) -> tuple[Capture, ...]:
        """Scores and findings that link to a capture, as they were recorded."""
        return self.referrers().get(capture, ())

    def referrers(self) -> Mapping[str, tuple[Capture, ...]]:
        """The same for all captures that are linked to, worked out once for many questions."""
        return self._state.derived("referring", self._referrers, "score", "finding")

    def link(self, holder: str, capture: str) -> Changes:
        """Links a score to evidence or a finding, or a finding to evidence.

        Raises:
            UserError: one of them is gone, or does not go with the other; handed in.
        """
        old, other = self._existing(holder), self._existing(capture)
        if not _may_link(old.body, other.body):
            raise UserError(
                N_(
                    "Only evidence and findings can be linked to a score, and evidence to a finding."
                )
            )
        links = links_of(old.body)
        if capture in links:
            return Changes()
        with self._writing(old, (*links, capture), N_("Link")) as operation:
            operation.describe(None, self._captures.told(other), self._captures.named(old))
        return operation.changes

    def unlink(self, holder: str, capture: str) -> Changes:
        """Takes a link away; what was linked stays.

        Raises:
            UserError: the score or finding is gone; handed in.
        """
        old = self._existing(holder)
        links = links_of(old.body)
        rest = tuple(link for link in links if link != capture)
        if rest == links:
            return Changes()
        with self._writing(old, rest, N_("Take a link away")) as operation:
            told = self._captures.told(self._captures.get(capture))
            operation.describe(told, None, self._captures.named(old))
        return operation.changes

    def toggle(self, holder: str, capture: str) -> Changes:
        """Links, or takes the link away where there is one."""
        old = self._existing(holder)
        act = self.unlink if capture in links_of(old.body) else self.link
        return act(holder, capture)

    def toggle_with_finding(self, finding: str, capture: str) -> Changes:
        """As `toggle`, whichever of the two holds the link: a score does, evidence does not."""
        other = self._existing(capture)
        if isinstance(other.body, Score):
            return self.toggle(capture, finding)
        return self.toggle(finding, capture)

    def with_finding(self, finding: str) -> tuple[str, ...]:
        """Scores that link to a finding, then the evidence that it links to."""
        scores = (c.id for c in self.referring(finding))
        return (*scores, *self.of(finding))

    def toggle_score(self, item: str, district: str | None, capture: str) -> Changes:
        """As `toggle`, for the score of a cell.

        Raises:
            UserError: nothing is scored there yet; as `link`.
        """
        score = self._scores.find(item, district)
        if score is None:
            raise UserError(SCORE_FIRST)
        return self.toggle(score.id, capture)

    @contextmanager
    def _writing(self, old: Capture, links: tuple[str, ...], label: str) -> Iterator[Operation]:
        self._captures.require_open()
        store = self._state.store
        with store.log.operation(label) as operation:
            store.captures.put(changed(old, body=changed(old.body, links=links)))
            yield operation

    def _existing(self, capture_id: str) -> Capture:
        found = self._captures.get(capture_id)
        if found is None:
            raise UserError(N_("This entry is gone: it was deleted in the meantime."))
        return found

    def _referrers(self) -> dict[str, tuple[Capture, ...]]:
        found: dict[str, list[Capture]] = {}
        for kind in ("score", "finding"):
            for capture in self._captures.all(kind):
                for link in dict.fromkeys(links_of(capture.body)):
                    found.setdefault(link, []).append(capture)
        return {link: tuple(captures) for link, captures in found.items()}


def links_of(body: AnyBody) -> tuple[str, ...]:
    """What a score or a finding links to; nothing else has links."""
    return body.links if isinstance(body, Score | Finding) else ()


def _may_link(holder: AnyBody, other: AnyBody) -> bool:
    if isinstance(holder, Score):
        return isinstance(other, (*EVIDENCE, Finding))
    return isinstance(holder, Finding) and isinstance(other, EVIDENCE)
