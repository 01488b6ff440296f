"""The instrument of a visit as it is edited: in the visit until packs go out, then as a draft.

A draft is what becomes of a frozen instrument for later visits. It lies in the visit, so that
undo, backup and the audit cover it, and counts for nothing here.
"""

import secrets
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

import msgspec

from app.changes import Changes
from app.errors import UserError
from app.exchange.yaml_faults import explain
from app.i18n import N_
from app.model.base import from_json, to_json
from app.model.instrument import Instrument
from app.model.text import plain
from app.rules.instrument_fit import fitted
from app.rules.instrument_tree import Place, value_at
from app.rules.told import state, told_many
from app.services.captures import check_texts
from app.services.state import LocalRole, State
from app.storage.undo import Operation

DRAFT = "instrument_draft"
_LONGEST = 200
FROZEN = N_(
    "Packs went out with this instrument, so it stays as it is. Edit it as a new version for "
    "later visits."
)


class InstrumentService:
    """What is edited is the instrument in force, or the draft beside a frozen one."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._store = state.store
        self._read: tuple[str, Instrument] | None = None

    @property
    def frozen(self) -> bool:
        """Whether packs went out, so that sheets bear this instrument (lesson 20)."""
        return self._state.instrument_frozen

    @property
    def draft(self) -> Instrument | None:
        """What is being made of a frozen instrument for later visits."""
        text = self._store.meta.get(DRAFT)
        if not text:
            return None
        if self._read is None or self._read[0] != text:
            self._read = (text, from_json(text, Instrument))
        return self._read[1]

    @property
    def edited(self) -> Instrument:
        """What `change` replaces, and what is shown."""
        return self.draft or self._state.instrument

    @property
    def editable(self) -> bool:
        here = self._state.role is LocalRole.COORDINATOR and not self._store.read_only
        return here and (not self.frozen or self.draft is not None)

    def new_id(self) -> str:
        """A random id for a node."""
        return f"n{secrets.token_hex(5)}"

    def choose(self, instrument: Instrument) -> Changes:
        """Makes another instrument the one in force; assignments to blocks that it lacks go.

        Raises:
            UserError: packs went out, or it holds what cannot be kept.
        """
        self._state.require(LocalRole.COORDINATOR)
        if self.frozen:
            raise UserError(FROZEN)
        if instrument == self._state.instrument:
            return Changes()
        text, instrument = _checked(instrument)
        before = self._state.instrument.title
        with self._store.log.operation(N_("Choose the instrument")) as operation:
            self._write(text, instrument)
            operation.describe(before, instrument.title)
        return operation.changes

    def change(
        self, instrument: Instrument, *, name: str = "", at: Place = (), merge_key: str = ""
    ) -> Changes:
        """Replaces what is being edited. `name` is what was changed, `at` the value's place.

        Raises:
            UserError: frozen without a draft, or a value that cannot be kept.
        """
        self._state.require(LocalRole.COORDINATOR)
        if not self.editable:
            raise UserError(FROZEN)
        old = self.edited
        if instrument == old:
            return Changes()
        text, instrument = _checked(instrument)
        label = N_("Change “{name}” of the instrument") if name else N_("Change the instrument")
        values = {"name": name} if name else {}
        with self._store.log.operation(label, merge_key=merge_key, **values) as operation:
            self._write(text, instrument)
            if at:
                _describe(operation, old, instrument, at)
        return operation.changes

    def begin_draft(self) -> Changes:
        """Takes a frozen instrument as the beginning of a new version for later visits."""
        self._state.require(LocalRole.COORDINATOR)
        if not self.frozen or self.draft is not None:
            return Changes()
        with self._store.log.operation(N_("Begin a new version of the instrument")) as operation:
            self._store.meta.put(DRAFT, to_json(self._state.instrument).decode())
        return operation.changes

    def drop_draft(self) -> Changes:
        """Forgets the draft: it was saved for later visits, or is not wanted. Undo brings it back."""
        self._state.require(LocalRole.COORDINATOR)
        if self.draft is None:
            return Changes()
        with self._store.log.operation(N_("Put the new version away")) as operation:
            self._store.meta.drop(DRAFT)
        return operation.changes

    def _write(self, text: str, instrument: Instrument) -> None:
        if self.frozen:
            self._store.meta.put(DRAFT, text)
            self._read = (text, instrument)
            return
        self._state.has_read(text, instrument)
        at = self._store.stamp()
        self._store.documents.write("instrument", 1, text, at)
        kept = fitted(self._state.setup, instrument)
        if kept != self._state.setup:
            version = self._state.setup_version
            self._store.documents.write("setup", version, to_json(kept).decode(), at)


def _checked(instrument: Instrument) -> tuple[str, Instrument]:
    """Its JSON, and the instrument as it is read back from it.

    Raises:
        UserError: a text or figure that no instrument may hold.
    """
    check_texts(instrument)
    text = to_json(instrument).decode()
    try:
        return text, from_json(text, Instrument)
    except msgspec.ValidationError as error:
        what, _separator, _place = str(error).partition(" - at ")
        raise explain(what) from error


def _describe(operation: Operation, old: Instrument, new: Instrument, at: Place) -> None:
    """What the audit shows of one value that was replaced by another."""
    operation.describe(_told(old, at), _told(new, at))


def _told(instrument: Instrument, at: Place) -> str | None:
    try:
        value = value_at(instrument, at)
    except (LookupError, AttributeError):
        return None
    return _short(value)


def _short(value: object) -> str:
    """A value in words; a part of the instrument goes by its label."""
    match value:
        case Decimal():
            return plain(value)
        case Enum():
            return state(value)
        case Mapping():
            return told_many([f"{_short(key)} {_short(one)}" for key, one in value.items()])
        case tuple():
            return told_many([_short(one) for one in value])
        case msgspec.Struct():
            return str(getattr(value, "label", getattr(value, "text", "")))[:_LONGEST]
        case _:
            return str(value)[:_LONGEST]
