"""整改落实: what this visit found of the concerns that the visit before had left behind."""

from collections.abc import Iterable

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_
from app.model.archive import EarlierFinding, FollowState, FollowUp
from app.rules.told import state as word_of
from app.rules.told import told
from app.services.captures import check_texts
from app.services.state import LocalRole, State

KIND, LEFT = "follow-up", "left-open"


class FollowUpService:
    """The earlier finding is kept with what became of it, so that a visit tells all by itself."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._store = state.store

    def all(self) -> tuple[FollowUp, ...]:
        """In the order of the earlier findings' ids."""
        return self._store.decisions.all(KIND, FollowUp)

    def left(self) -> tuple[EarlierFinding, ...]:
        """What the station's visit before left behind, as it was handed on to this visit."""
        return self._store.decisions.all(LEFT, EarlierFinding)

    def unjudged(self) -> tuple[EarlierFinding, ...]:
        """Those of which nobody has said yet what became of them; they stay open."""
        judged = {_key(one.finding) for one in self.all()}
        return tuple(one for one in self.left() if _key(one) not in judged)

    def hand_on(self, findings: Iterable[EarlierFinding]) -> Changes:
        """Keeps what the visit before leaves behind now, so that this visit tells it by itself.

        Nobody's action: it cannot be undone, and ends the history where it changes something.
        """
        self._state.require(LocalRole.COORDINATOR)
        now, before = {_key(f): f for f in findings}, {_key(f): f for f in self.left()}
        if now == before:
            return Changes()
        with self._store.log.operation(
            N_("Take over {count} concerns of the visit before"), count=len(now)
        ) as operation:
            for key in before.keys() - now.keys():
                self._store.decisions.drop(LEFT, key)
            for key, finding in now.items():
                self._store.decisions.put(LEFT, key, finding, self._store.stamp())
        self._store.log.forget()
        return operation.changes

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
