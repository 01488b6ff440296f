"""Quick capture: the draft that survives a kill, and the finding that it becomes."""

from app.model.base import changed, from_json, to_json
from app.model.capture import Finding, Photo
from app.model.draft import QuickDraft
from app.model.hashes import content_hash
from app.services.captures import ANYWHERE, LABELS, CaptureService, Place
from app.services.results import Created
from app.services.state import State
from app.storage.store import Store

DRAFT = "quick"


def kept_draft(store: Store) -> QuickDraft | None:
    """What is begun and not stored, for others than quick capture too."""
    raw = store.drafts.get(DRAFT)
    return None if raw is None else from_json(raw, QuickDraft)


class QuickService:
    """Keeping a draft is no operation: no undo step, no audit, no announcement."""

    def __init__(self, state: State, captures: CaptureService) -> None:
        self._captures = captures
        self._store = state.store

    def draft(self) -> QuickDraft | None:
        """What was being written when the sheet, the program or the laptop went away."""
        return kept_draft(self._store)

    def keep(self, draft: QuickDraft) -> None:
        """Puts a draft on disk in place of the one before; an empty one leaves none.

        Raises:
            UserError: the visit is open read-only, or the disk is full or fails.
        """
        self._store.require_writable()
        with self._store.log.aside():
            self._put(draft)

    def keep_photo(self, draft: QuickDraft, data: bytes) -> QuickDraft:
        """Keeps a picture that `app.exchange` has made safe, and the draft that shows it.

        Raises:
            UserError: as `keep`.
        """
        self._store.require_writable()
        digest = content_hash(data)
        shown = changed(draft, photos=tuple(dict.fromkeys((*draft.photos, digest))))
        with self._store.log.aside():
            self._store.blobs.put(digest, data, self._store.stamp())
            self._put(shown)
        return shown

    def store(
        self, finding: Finding, place: Place = ANYWHERE, photos: tuple[str, ...] = ()
    ) -> Created:
        """Stores a finding with its photos at its place, and empties the draft: one undo step.

        The id is the finding's. Undo does not bring the draft back.

        Raises:
            UserError: the sheet is handed in, or the place or the text is refused.
        """
        with self._store.log.operation(LABELS[Finding]) as operation:
            shown = [self._captures.put_new(Photo(blob=digest), place).id for digest in photos]
            body = changed(finding, links=(*finding.links, *shown))
            said = self._captures.put_new(body, place)
            self._store.drafts.drop(DRAFT)
            self._captures.describe(operation, None, said)
        return Created(operation.changes, said.id)

    def _put(self, draft: QuickDraft) -> None:
        if draft.is_empty:
            self._store.drafts.drop(DRAFT)
        else:
            self._store.drafts.put(DRAFT, to_json(draft), self._store.stamp())
