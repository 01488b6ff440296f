"""The set-up of a visit: changed until packs go out, then by new versions."""

from msgspec import ValidationError

from app.changes import Changes
from app.errors import UserError
from app.exchange.yaml_faults import explain
from app.i18n import N_
from app.model.base import from_json, to_json
from app.model.setup import Setup
from app.rules.naming import Names
from app.rules.setup_changes import setup_changes
from app.services.captures import check_texts
from app.services.state import LocalRole, State


class SetupService:
    def __init__(self, state: State) -> None:
        self._state = state
        self._store = state.store

    @property
    def is_issued(self) -> bool:
        """Whether packs went out with the set-up as it is now."""
        return self._state.setup_frozen

    def change(
        self, setup: Setup, label: str = N_("Change the set-up"), merge_key: str = ""
    ) -> Changes:
        """Replaces the set-up. Once a pack went out with it, this makes the next version.

        Raises:
            UserError: a text or figure that no set-up may hold; nothing was stored.
        """
        self._state.require(LocalRole.COORDINATOR)
        if setup == self._state.setup:
            return Changes()
        check_texts(setup)
        body = _checked(setup)
        version = self._state.setup_version + (1 if self._state.setup_frozen else 0)
        before = self._state.setup
        ids = Names(before, self._state.instrument).ids | Names(setup, self._state.instrument).ids
        with self._store.log.operation(label, merge_key=merge_key) as operation:
            self._store.documents.write("setup", version, body, self._store.stamp())
            operation.describe(*setup_changes(before, setup, ids))
        return operation.changes


def _checked(setup: Setup) -> str:
    """The set-up as it is stored, read back once: the model's own limits hold for it."""
    body = to_json(setup).decode()
    try:
        from_json(body, Setup)
    except ValidationError as error:
        raise UserError(
            N_("This does not fit into the set-up and was not stored. {reason}"),
            reason=explain(str(error).partition(" - at ")[0]),
        ) from None
    return body
