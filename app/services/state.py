"""What all services of one visit share: the store, who works here, the documents in force."""

from collections.abc import Callable
from enum import Enum
from operator import is_
from typing import TYPE_CHECKING, TypeVar, cast

from app.errors import UserError
from app.i18n import N_
from app.model.base import from_json
from app.model.hashes import instrument_hash
from app.model.instrument import Instrument
from app.model.setup import Setup
from app.rules.naming import Names
from app.storage.store import Store

if TYPE_CHECKING:
    from app.storage.rows import Document

T = TypeVar("T")


class LocalRole(Enum):
    """What this laptop does for the visit."""

    COORDINATOR = "coordinator"
    PANELIST = "panelist"


class State:
    """Decodes the set-up and the instrument once per change."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._generation = -1
        self._setup: tuple[Document, Setup] | None = None
        self._instrument: tuple[Document, Instrument] | None = None
        self._read_already: tuple[str, Instrument] | None = None
        self._derived: dict[str, tuple[tuple[object, ...], object]] = {}

    @property
    def visit_id(self) -> str:
        """The evaluation's id, the same on all laptops."""
        return self.store.meta.get("visit")

    @property
    def role(self) -> LocalRole:
        return LocalRole(self.store.meta.get("role"))

    @property
    def person(self) -> str:
        """The panelist's id on a panelist's laptop, else empty."""
        return self.store.meta.get("person")

    @property
    def device(self) -> str:
        return self.store.meta.get("device")

    @property
    def setup(self) -> Setup:
        self._refresh()
        assert self._setup is not None
        return self._setup[1]

    @property
    def setup_version(self) -> int:
        self._refresh()
        assert self._setup is not None
        return self._setup[0].version

    @property
    def setup_frozen(self) -> bool:
        self._refresh()
        assert self._setup is not None
        return self._setup[0].frozen

    @property
    def instrument(self) -> Instrument:
        self._refresh()
        assert self._instrument is not None
        return self._instrument[1]

    @property
    def instrument_frozen(self) -> bool:
        self._refresh()
        assert self._instrument is not None
        return self._instrument[0].frozen

    @property
    def instrument_hash(self) -> str:
        return instrument_hash(self.instrument)

    def derived(self, name: str, make: Callable[[], T], *kinds: str) -> T:
        """What is worked out from the set-up, the instrument and captures of some kinds.

        It is made anew when one of these has changed, and must not be altered.
        """
        held = self.store.held
        basis = (self.setup, self.instrument, *(held.all(kind) for kind in kinds))
        known = self._derived.get(name)
        if known is None or not all(map(is_, known[0], basis)):
            known = (basis, make())
            self._derived[name] = known
        return cast("T", known[1])

    @property
    def names(self) -> Names:
        """What ids are called under the set-up and the instrument in force."""
        return self.derived("names", lambda: Names(self.setup, self.instrument))

    def has_read(self, body: str, instrument: Instrument) -> None:
        """Spares reading an instrument again that is about to be stored as `body`."""
        self._read_already = (body, instrument)

    def _read_instrument(self, body: str) -> Instrument:
        known, self._read_already = self._read_already, None
        if known is not None and known[0] == body:
            return known[1]
        return from_json(body, Instrument)

    def require(self, role: LocalRole) -> None:
        """Raises UserError on the other side's laptop, or when the visit is read-only."""
        self.require_role(role)
        self.store.require_writable()

    def require_role(self, role: LocalRole) -> None:
        """For what only reads: raises UserError on the other side's laptop."""
        if self.role is not role:
            raise UserError(
                N_("This is done on the coordinator's laptop; here is a panelist's visit.")
                if role is LocalRole.COORDINATOR
                else N_("This is done in a panelist's visit; here is the coordinator's.")
            )

    def _refresh(self) -> None:
        if self._generation == self.store.log.generation:
            return
        documents = self.store.documents
        setup, instrument = documents.latest("setup"), documents.latest("instrument")
        assert setup is not None
        assert instrument is not None
        if self._setup is None or self._setup[0] != setup:
            self._setup = (setup, from_json(setup.body, Setup))
        if self._instrument is None or self._instrument[0] != instrument:
            self._instrument = (instrument, self._read_instrument(instrument.body))
        self._generation = self.store.log.generation
