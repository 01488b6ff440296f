"""Handing in: revision n sealed; reopening makes n+1 with a reason; nothing changes silently."""

from dataclasses import dataclass

from app.changes import Changes
from app.errors import UserError
from app.exchange.codes import check_code, grouped
from app.exchange.sheet import read_sheet_header, seal_sheet
from app.i18n import N_
from app.model.capture import Capture, Photo
from app.model.hashes import content_hash
from app.model.sheet import SheetContent
from app.rules.handin_check import draft_problems, handin_problems
from app.rules.problem import Problem
from app.services.captures import CaptureService, check_texts
from app.services.quick import kept_draft
from app.services.state import LocalRole, State
from app.storage.rows import HandInRow

CHECKED = ("declaration", "score", "finding")
"""Kinds of captures that the hand-in check looks at."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A sealed sheet. `check_code` is the one that the coordinator's screen will show."""

    changes: Changes
    revision: int
    raw: bytes
    hash: str
    check_code: str
    file_name: str


class HandInService:
    def __init__(self, state: State, captures: CaptureService) -> None:
        self._state = state
        self._captures = captures
        self._store = state.store

    def problems(self) -> tuple[Problem, ...]:
        """What is missing or odd; handing in is possible all the same."""
        draft = kept_draft(self._store)
        begun = draft_problems(self._state.person, draft) if draft is not None else ()
        return (*begun, *self._state.derived("hand-in problems", self._problems, *CHECKED))

    def _problems(self) -> tuple[Problem, ...]:
        checked = [c for kind in CHECKED for c in self._captures.all(kind)]
        return handin_problems(
            self._state.setup, self._state.instrument, self._state.person, checked
        )

    @property
    def sealed_revision(self) -> int | None:
        """The revision that is handed in and not reopened."""
        value = self._store.meta.get("sealed")
        return int(value) if value else None

    def history(self) -> tuple[HandInRow, ...]:
        """All revisions handed in from this laptop, oldest first."""
        return self._store.handins.all()

    def hand_in(self) -> HandedIn:
        """Seals what was recorded as the next revision. Ends the undo history.

        Raises:
            UserError: handed in already and not reopened, or not signed in.
        """
        self._captures.require_open()
        if self._captures.declaration() is None:
            raise UserError(
                N_("Sign in and declare first; a sheet without that cannot be handed in.")
            )
        content = self._content()
        raw = seal_sheet(content, *self._keys())
        row = HandInRow(
            revision=content.revision,
            hash=content_hash(raw),
            check_code=grouped(check_code(raw)),
            reason=content.reason,
            at=content.handed_in_at.isoformat(),
        )
        with self._store.log.operation(
            N_("Hand in revision {revision}"), revision=row.revision
        ) as operation:
            self._store.handins.add(row, raw)
            self._store.meta.put("sealed", str(row.revision))
            operation.touch("handins")
            operation.describe(None, row.check_code)
        self._store.log.forget()
        return self._handed_in(operation.changes, row, raw)

    def again(self) -> HandedIn:
        """The last revision once more, byte for byte, to save it to another place.

        Raises:
            UserError: nothing was handed in yet.
        """
        history = self.history()
        if not history:
            raise UserError(N_("Nothing is handed in yet."))
        row = history[-1]
        return self._handed_in(Changes(), row, self._store.handins.raw(row.revision))

    def continue_from(self, raw: bytes, reason: str) -> Changes:
        """Makes the next hand-in a revision of an earlier sheet, made on another laptop.

        Raises:
            UserError: no sheet, another visit's or another pack's, or no reason is given.
        """
        header = read_sheet_header(raw)
        if (header.visit, header.key_id) != (self._state.visit_id, self._store.meta.get("key_id")):
            raise UserError(
                N_("The earlier sheet was not made from this pack, so nothing can continue it.")
            )
        if not reason.strip():
            raise UserError(
                N_("Say why you reopen the sheet; the reason goes with the next revision.")
            )
        check_texts(reason)
        with self._store.log.operation(N_("Continue an earlier sheet")) as operation:
            self._store.meta.put("device", header.device)
            self._store.meta.put("base", str(header.revision))
            self._store.meta.put("parent", content_hash(raw))
            self._store.meta.put("reopened_because", reason)
        self._store.log.forget()
        return operation.changes

    def reopen(self, reason: str) -> Changes:
        """Lets the sheet be changed again; handing in then makes the next revision.

        Raises:
            UserError: no reason, or it is open already.
        """
        self._state.require(LocalRole.PANELIST)
        if self.sealed_revision is None:
            raise UserError(N_("Your sheet is open: change what you like and hand it in."))
        if not reason.strip():
            raise UserError(
                N_("Say why you reopen the sheet; the reason goes with the next revision.")
            )
        check_texts(reason)
        with self._store.log.operation(N_("Reopen the sheet")) as operation:
            self._store.meta.drop("sealed")
            self._store.meta.put("reopened_because", reason)
            operation.describe(None, reason)
        self._store.log.forget()
        return operation.changes

    def _content(self) -> SheetContent:
        captures = self._captures.all()
        history = self.history()
        parent = history[-1].hash if history else self._store.meta.get("parent")
        revision = (
            history[-1].revision + 1 if history else int(self._store.meta.get("base", "0")) + 1
        )
        blobs, missing = self._pictures(captures)
        return SheetContent(
            visit=self._state.visit_id,
            panelist=self._state.person,
            device=self._state.device,
            revision=revision,
            parent=parent,
            reason=self._store.meta.get("reopened_because"),
            setup_version=self._state.setup_version,
            instrument_hash=self._state.instrument_hash,
            handed_in_at=self._store.clock(),
            captures=captures,
            blobs=blobs,
            missing=missing,
        )

    def _pictures(self, captures: tuple[Capture, ...]) -> tuple[dict[str, bytes], tuple[str, ...]]:
        named = dict.fromkeys(c.body.blob for c in captures if isinstance(c.body, Photo))
        found = {digest: self._captures.photo(digest) for digest in named}
        blobs = {digest: data for digest, data in found.items() if data is not None}
        return blobs, tuple(digest for digest, data in found.items() if data is None)

    def _keys(self) -> tuple[bytes, str, bytes]:
        meta = self._store.meta
        return (
            bytes.fromhex(meta.get("signing_seed")),
            meta.get("key_id"),
            bytes.fromhex(meta.get("coordinator_key")),
        )

    def _handed_in(self, changes: Changes, row: HandInRow, raw: bytes) -> HandedIn:
        name = f"{self._state.person}-{self._state.device[:6]}-r{row.revision}.hsheet"
        return HandedIn(changes, row.revision, raw, row.hash, row.check_code, name)
