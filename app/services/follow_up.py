"""整改落实: what this visit found of the concerns that the visit before had left behind."""

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_
from app.model.archive import EarlierFinding, FollowState, FollowUp
from app.rules.told import state as word_of
from app.rules.told import told
from app.services.captures import check_texts
from app.services.state import LocalRole, State

KIND = "follow-up"


class FollowUpService:
    """The earlier finding is kept with what became of it, so that a visit tells all by itself."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._store = state.store

    def all(self) -> tuple[FollowUp, ...]:
        """In the order of the earlier findings' ids."""
        return self._store.decisions.all(KIND, FollowUp)

    def judge(
        self, finding: EarlierFinding, state: FollowState, *, note: str = "", by: str = ""
    ) -> Changes:
        """Says what became of an earlier concern; judging it again replaces what was said."""
        self._state.require(LocalRole.COORDINATOR)
        before = self._of(finding)
        made = FollowUp(
            finding=finding,
            state=state,
            note=note.strip(),
            by=by.strip() or self._store.meta.get("user"),
            at=self._store.clock(),
        )
        check_texts(made)
        if before is not None and (before.state, before.note) == (made.state, made.note):
            return Changes()
        key = _key(finding)
        with self._store.log.operation(
            N_("Follow up an earlier concern"), merge_key=f"{KIND}:{key}:{state.value}"
        ) as operation:
            self._store.decisions.put(KIND, key, made, self._store.stamp())
            operation.describe(_told(before), _told(made), finding.text)
        return operation.changes

    def clear(self, finding: EarlierFinding) -> Changes:
        """Back to not judged; nothing said changes nothing."""
        self._state.require(LocalRole.COORDINATOR)
        before = self._of(finding)
        if before is None:
            return Changes()
        with self._store.log.operation(N_("Take a follow-up back")) as operation:
            self._store.decisions.drop(KIND, _key(finding))
            operation.describe(_told(before), None, finding.text)
        return operation.changes

    def annotate(self, finding: EarlierFinding, note: str) -> Changes:
        """A few words beside what became of it.

        Raises:
            UserError: nothing was said of it yet.
        """
        before = self._of(finding)
        if before is None:
            raise UserError(N_("Say first what became of the concern, then add a note."))
        return self.judge(finding, before.state, note=note, by=before.by)

    def _of(self, finding: EarlierFinding) -> FollowUp | None:
        return self._store.decisions.get(KIND, _key(finding), FollowUp)


def _key(finding: EarlierFinding) -> str:
    return f"{finding.visit}/{finding.id}"


def _told(one: FollowUp | None) -> str | None:
    return None if one is None else told(word_of(one.state), one.note, one.by)
