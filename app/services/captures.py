"""What a panelist records: declarations, answers, checks, interviews, notes, photos, findings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_
from app.model import text
from app.model.base import changed
from app.model.capture import (
    Answer,
    AnyBody,
    Capture,
    Declaration,
    DocumentCheck,
    Finding,
    Interview,
    Note,
    Photo,
    Reaction,
    Sample,
    Score,
    Similar,
    Stance,
    Stroke,
    SurveyResponse,
)
from app.model.hashes import content_hash
from app.model.instrument import Instrument
from app.model.setup import Setup
from app.rules.ordering import numbered
from app.rules.privacy import refuse_personal
from app.rules.telling import tell
from app.rules.told import MOST, told_many
from app.services.results import Created
from app.services.score_checks import check_cell, check_points
from app.services.state import LocalRole, State
from app.storage.undo import Operation

LABELS: dict[type, str] = {
    Declaration: N_("Declaration"),
    Answer: N_("Checklist answer"),
    DocumentCheck: N_("Document check"),
    Score: N_("Score"),
    Interview: N_("Interview"),
    Note: N_("Note"),
    Photo: N_("Photo"),
    Finding: N_("Finding"),
    SurveyResponse: N_("Survey response"),
    Reaction: N_("Reaction"),
    Sample: N_("Random sample"),
    Similar: N_("Similar texts"),
}
DELETIONS: dict[type, str] = {
    Declaration: N_("Delete a declaration"),
    Answer: N_("Delete a checklist answer"),
    DocumentCheck: N_("Delete a document check"),
    Score: N_("Delete a score"),
    Interview: N_("Delete an interview"),
    Note: N_("Delete a note"),
    Photo: N_("Delete a photo"),
    Finding: N_("Delete a finding"),
    SurveyResponse: N_("Delete a survey response"),
    Reaction: N_("Delete a reaction"),
    Sample: N_("Delete a random sample"),
    Similar: N_("Delete a pair of similar texts"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a capture belongs; ids, each of them optional."""

    block: str | None = None
    item: str | None = None
    district: str | None = None
    site: str | None = None


ANYWHERE = Place()


class CaptureService:
    """Writes captures of the person who works here; the sheet must not be handed in."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._store = state.store

    def all(self, kind: str | None = None) -> tuple[Capture, ...]:
        """In the order in which they were recorded."""
        return self._store.held.all(kind)

    def at_site(self, kind: str, site: str | None) -> tuple[Capture, ...]:
        """Of a kind and at one site; None for what belongs to no site."""
        return self._store.held.at_site(kind, site)

    def sites(self, kind: str) -> tuple[tuple[str, str], ...]:
        """(item, site) of each capture of a kind, empty where it has none; for counting."""
        return self._state.derived(
            f"sites {kind}",
            lambda: tuple((c.item or "", c.site or "") for c in self.all(kind)),
            kind,
        )

    def get(self, capture_id: str) -> Capture | None:
        return self._store.captures.get(capture_id)

    def findings(self, stance: Stance | None = None) -> tuple[Capture, ...]:
        """In the order in which they will be said, then as recorded."""
        found = self._state.derived("findings", self._sorted_findings, "finding")
        return found if stance is None else tuple(c for c in found if _has_stance(c, stance))

    def declaration(self, district: str | None = None) -> Declaration | None:
        """The sign-in, or the recusal for one district."""
        return self._state.derived("declarations", self._declarations, "declaration").get(district)

    def is_signed(self) -> bool:
        """Whether scoring is unlocked: signed, and confidentiality declared."""
        signed = self.declaration()
        return signed is not None and bool(signed.signature.strip()) and signed.confidential

    def recused(self, district: str | None) -> bool:
        """Whether the person declared recusal for the station or for that district."""
        station = self.declaration()
        if station is not None and station.recused:
            return True
        own = self.declaration(district) if district else None
        return own is not None and own.recused

    def declare(
        self, *, signature: str, confidential: bool, recused: bool = False, reason: str = ""
    ) -> Changes:
        """Signs in for the day. `recused` is for the whole station and wants a reason."""
        if not signature.strip():
            raise UserError(N_("Sign with your name first."))
        if not confidential and not recused:
            raise UserError(N_("Without the confidentiality declaration scoring stays locked."))
        if recused and not reason.strip():
            raise UserError(N_("Say in a few words why you recuse yourself."))
        body = Declaration(
            recused=recused, reason=reason, confidential=confidential, signature=signature
        )
        return self.record(body).changes

    def recuse(self, district: str, *, recused: bool, reason: str = "") -> Changes:
        """Declares or withdraws recusal for one district."""
        place = Place(district=district)
        if recused and not reason.strip():
            raise UserError(N_("Say in a few words why you recuse yourself."))
        if not recused:
            like = self._make(Declaration(), place)
            found = self._store.captures.find_keyed(like)
            return self.remove(found.id) if found else Changes()
        return self.record(Declaration(recused=True, reason=reason), place).changes

    def sign(
        self,
        signature: str,
        *,
        confidential: bool,
        recusals: Mapping[str | None, str],
        drawn: tuple[Stroke, ...] = (),
    ) -> Changes:
        """Signs in for the day with all recusals at once; ends the undo history.

        `recusals` holds a reason by district, None standing for the whole station; districts
        that are not in it are recused no longer.
        """
        if not signature.strip():
            raise UserError(N_("Sign with your name first."))
        if not confidential and None not in recusals:
            raise UserError(N_("Without the confidentiality declaration scoring stays locked."))
        if not all(reason.strip() for reason in recusals.values()):
            raise UserError(N_("Say in a few words why you recuse yourself."))
        own = Declaration(
            recused=None in recusals,
            reason=recusals.get(None, ""),
            confidential=confidential,
            signature=signature.strip(),
            drawn=drawn,
        )
        bodies: list[tuple[AnyBody, Place]] = [(own, ANYWHERE)]
        for district, reason in recusals.items():
            if district is not None:
                bodies.append((Declaration(recused=True, reason=reason), Place(district=district)))
        gone = [
            c.id
            for c in self.all("declaration")
            if c.district is not None and c.district not in recusals
        ]
        changes = self.record_all(bodies, N_("Declaration"), removed=gone)
        self._store.log.forget()
        return changes

    def record(self, body: AnyBody, place: Place = ANYWHERE, merge_key: str = "") -> Created:
        """Stores a new capture; a keyed one replaces what stands under its key.

        Raises:
            UserError: handed in already, an unknown place, or a text with forbidden characters.
        """
        capture = self._keyed(self._make(body, place))
        self._check(capture)
        log = self._store.log
        with log.operation(self._label(body), merge_key=merge_key) as operation:
            before = self._store.captures.get(capture.id)
            self._store.captures.put(capture)
            self.describe(operation, before, capture)
        return Created(operation.changes, capture.id)

    def record_all(
        self,
        recorded: Iterable[tuple[AnyBody, Place]],
        label: str,
        removed: Iterable[str] = (),
    ) -> Changes:
        """Stores many at once, or none, and takes out those named: one operation, one undo step.

        Raises:
            UserError: as `record`, for the first that is refused; then nothing is stored.
        """
        with self._store.log.operation(label) as operation:
            replaced: list[Capture | None] = []
            put = [self._replace(body, place, replaced) for body, place in recorded]
            for capture_id in removed:
                self.require_open()
                replaced.append(self._store.captures.get(capture_id))
                self._store.captures.remove(capture_id)
            operation.describe(self._told_many(replaced), self._told_many(put))
        return operation.changes

    def _replace(self, body: AnyBody, place: Place, replaced: list[Capture | None]) -> Capture:
        """`put_new`, noting what stood there."""
        capture = self._keyed(self._make(body, place))
        self._check(capture)
        replaced.append(self._store.captures.get(capture.id))
        self._store.captures.put(capture)
        return capture

    def _told_many(self, captures: Sequence[Capture | None]) -> str:
        """Each with its place, since they have none in common."""
        listed = [one for one in captures if one is not None]
        told = [f"{self.named(one)} {self.told(one)}".strip() for one in listed[:MOST]]
        return told_many([*told, *("" for _one in listed[MOST:])])

    def record_linked(
        self, evidence: AnyBody, finding: Finding, place: Place = ANYWHERE
    ) -> Created:
        """Stores evidence and a finding that links to it: one undo step. The id is the finding's.

        Raises:
            UserError: as `record`, for either of the two; then nothing is stored.
        """
        with self._store.log.operation(self._label(finding)) as operation:
            shown = self.put_new(evidence, place)
            said = self.put_new(changed(finding, links=(*finding.links, shown.id)), place)
            self.describe(operation, None, said)
        return Created(operation.changes, said.id)

    def put_new(self, body: AnyBody, place: Place) -> Capture:
        """Checks and puts a new capture inside the caller's own operation.

        Raises:
            UserError: as `record`; let it leave the operation, which then stores nothing.
        """
        capture = self._keyed(self._make(body, place))
        self._check(capture)
        self._store.captures.put(capture)
        return capture

    def describe(self, operation: Operation, before: Capture | None, after: Capture | None) -> None:
        """Tells the audit what a capture said and says, and where it belongs."""
        at = after or before
        place = self.named(at) if at is not None else ""
        operation.describe(self.told(before), self.told(after), place)

    def told(self, capture: Capture | None) -> str | None:
        """What a capture says, as the audit keeps it."""
        return None if capture is None else tell(capture, self._state.names)

    def named(self, capture: Capture) -> str:
        """What the place of a capture is called."""
        at = capture
        return self._state.names.place(at.block, at.item, at.district, at.site)

    def change(self, capture_id: str, body: AnyBody, place: Place | None = None) -> Changes:
        """Replaces what a capture says, and its place if one is given.

        Typing into the same capture within two seconds is one undo step.
        """
        old = self._existing(capture_id)
        new = changed(old, body=body)
        if place is not None:
            new = changed(
                new, block=place.block, item=place.item, district=place.district, site=place.site
            )
        if new == old:
            return Changes()
        self._check(new)
        log = self._store.log
        with log.operation(self._label(body), merge_key=typing_in(capture_id)) as operation:
            self._store.captures.put(new)
            self.describe(operation, old, new)
        return operation.changes

    def settle(self, capture_id: str, outcome: str) -> Changes:
        """Notes what was found of a finding to verify; an empty outcome opens it again."""
        return self.change(capture_id, changed(self._existing(capture_id).body, outcome=outcome))

    def arrange(
        self, finding_ids: Sequence[str], stances: Mapping[str, Stance] | None = None
    ) -> Changes:
        """Puts findings into the order in which they will be said: one undo step.

        Those in `stances` take on that stance in the same step.
        """
        self.require_open()
        known = {c.id: c for c in self.all("finding")}
        olds = [known.get(one) or self._existing(one) for one in finding_ids]
        found = [(old, old.body) for old in olds if isinstance(old.body, Finding)]
        numbers = numbered([body.order for _old, body in found])
        with self._store.log.operation(N_("Change the order")) as operation:
            for (old, body), number in zip(found, numbers, strict=True):
                stance = (stances or {}).get(old.id, body.stance)
                new = changed(body, order=number, stance=stance)
                if new != body:
                    self._store.captures.put(changed(old, body=new))
        return operation.changes

    def remove(self, capture_id: str) -> Changes:
        """Deletes a capture; undo brings it back."""
        old = self._existing(capture_id)
        self.require_open()
        with self._store.log.operation(DELETIONS[type(old.body)]) as operation:
            self._store.captures.remove(capture_id)
            self.describe(operation, old, None)
        return operation.changes

    def add_photo(self, data: bytes, caption: str = "", place: Place = ANYWHERE) -> Created:
        """Keeps a picture that `app.exchange` has made safe, and the capture that shows it."""
        self.require_open()
        digest = content_hash(data)
        capture = self._make(Photo(blob=digest, caption=caption), place)
        self._check(capture)
        with self._store.log.operation(N_("Photo")) as operation:
            self._store.blobs.put(digest, data, self._store.stamp())
            self._store.captures.put(capture)
            self.describe(operation, None, capture)
        return Created(operation.changes, capture.id)

    def replace_photo(self, capture_id: str, data: bytes) -> Changes:
        """Shows another picture, made safe as well, under the same caption; undo brings it back."""
        old = self._existing(capture_id)
        self.require_open()
        assert isinstance(old.body, Photo)
        digest = content_hash(data)
        new = changed(old, body=changed(old.body, blob=digest))
        with self._store.log.operation(N_("Turn a photo")) as operation:
            self._store.blobs.put(digest, data, self._store.stamp())
            self._store.captures.put(new)
            self.describe(operation, old, new)
        return operation.changes

    def photo(self, digest: str) -> bytes | None:
        return self._store.blobs.get(digest)

    def require_open(self) -> None:
        """Raises UserError when the sheet is handed in and not reopened."""
        self._state.require(LocalRole.PANELIST)
        revision = self._store.meta.get("sealed")
        if revision:
            raise UserError(
                N_(
                    "Your sheet is handed in as revision {revision}. Reopen it to change something."
                ),
                revision=revision,
            )

    def _sorted_findings(self) -> tuple[Capture, ...]:
        return tuple(sorted(self.all("finding"), key=_said_order))

    def _declarations(self) -> dict[str | None, Declaration]:
        person = self._state.person
        return {
            c.district: c.body
            for c in self.all("declaration")
            if isinstance(c.body, Declaration) and c.author == person
        }

    def _make(self, body: AnyBody, place: Place) -> Capture:
        return Capture(
            id=self._store.new_id(),
            author=self._state.person,
            device=self._state.device,
            at=self._store.clock(),
            block=place.block,
            item=place.item,
            district=place.district,
            site=place.site,
            body=body,
        )

    def _existing(self, capture_id: str) -> Capture:
        found = self._store.captures.get(capture_id)
        if found is None:
            raise UserError(N_("This entry is gone: it was deleted in the meantime."))
        return found

    def _keyed(self, capture: Capture) -> Capture:
        """With the id of what stands under its key, so that it replaces it."""
        before = self._store.captures.find_keyed(capture)
        return capture if before is None else changed(capture, id=before.id)

    def _check(self, capture: Capture) -> None:
        self.require_open()
        check_texts(capture)
        if isinstance(capture.body, Interview | SurveyResponse):
            refuse_personal(capture.body.code)
        check_place(self._state.setup, self._state.instrument, capture)
        if isinstance(capture.body, Score):
            self._check_score(capture, capture.body)

    def _check_score(self, capture: Capture, score: Score) -> None:
        block, item = self._state.instrument.find_item(capture.item or "")
        if not self.is_signed():
            raise UserError(N_("Sign in and declare first; scoring is locked until then."))
        check_cell(self._state.setup, self._state.person, block, item, capture.district)
        if self.recused(capture.district):
            raise UserError(
                N_("You recused yourself here: “{item}” is not yours to score."), item=item.label
            )
        check_points(item, score.points)

    def _label(self, body: AnyBody) -> str:
        return LABELS[type(body)]


def typing_in(capture_id: str) -> str:
    """The merge key of what is typed into a capture."""
    return f"capture:{capture_id}"


def check_texts(value: object) -> None:
    """Raises UserError when a text holds a character that breaks documents."""
    try:
        text.check(value)
    except text.BadTextError as error:
        raise UserError(
            N_(
                "The text holds a character that breaks documents ({character}). Remove it and try again."
            ),
            character=error.character,
        ) from None


def check_place(setup: Setup, instrument: Instrument, capture: Capture) -> None:
    """Raises UserError when a capture points to a block, item, district or site that is not there."""
    checks = (
        (capture.block, {b.id for b in instrument.blocks()}, N_("There is no block “{id}”.")),
        (capture.item, items_of(instrument), N_("There is no item “{id}”.")),
        (capture.district, {d.id for d in setup.districts}, N_("There is no district “{id}”.")),
        (
            capture.site,
            {s.id for d in setup.districts for s in d.sites},
            N_("There is no site “{id}”."),
        ),
    )
    for wanted, known, template in checks:
        if wanted is not None and wanted not in known:
            raise UserError(template, id=wanted)


def items_of(instrument: Instrument) -> set[str]:
    """Everything that a capture's `item` may name: items, evidence, checklist questions."""
    scored = [item for block in instrument.blocks() for item in block.scored()]
    return (
        {item.id for item in scored}
        | {evidence.id for item in scored for evidence in item.evidence}
        | {question.id for question in instrument.checklist}
    )


def _has_stance(capture: Capture, stance: Stance) -> bool:
    return isinstance(capture.body, Finding) and capture.body.stance is stance


def _said_order(capture: Capture) -> tuple[int, str]:
    """Sorting is stable, so that what was recorded in one second stays as it was recorded."""
    order = capture.body.order if isinstance(capture.body, Finding) else 0
    return (order, capture.at.isoformat())
