"""Issuing: one sealed pack per panelist, its code on paper, the instrument frozen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import __version__
from app.errors import UserError
from app.exchange import codes, crypto
from app.exchange.pack import seal_pack
from app.exchange.sheet import IssuedKey
from app.i18n import N_, language
from app.model.pack import PackContent
from app.rules.instrument_check import instrument_problems
from app.rules.problem import Problem, errors
from app.rules.setup_check import setup_problems
from app.services.state import LocalRole, State
from app.storage.rows import PackRow

if TYPE_CHECKING:
    from app.changes import Changes


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as it goes out. The code is for the printed slip and is kept nowhere."""

    panelist: str
    name: str
    file_name: str
    raw: bytes
    code: str


@dataclass(frozen=True, slots=True)
class Issued:
    """The packs that an operation made; whoever asked writes the files."""

    changes: "Changes"
    packs: tuple[Pack, ...]


class PackService:
    """Makes packs. Issuing again withdraws the key of the pack before."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._store = state.store

    def problems(self) -> tuple[Problem, ...]:
        """Everything that stands in the way of issuing, and what is only odd."""
        setup, instrument = self._state.setup, self._state.instrument
        return instrument_problems(instrument) + setup_problems(setup, instrument)

    def issue(
        self, panelists: tuple[str, ...] | None = None, cost: crypto.Cost = crypto.MODERATE
    ) -> Issued:
        """Packs for some panelists, or for all. Ends the undo history.

        Raises:
            UserError: the set-up or the instrument has errors, or somebody is not on the panel.
        """
        self._state.require(LocalRole.COORDINATOR)
        self._refuse_errors()
        people = tuple(p.id for p in self._state.setup.panel) if panelists is None else panelists
        made = [self._make(person, cost) for person in people]
        with self._store.log.operation(N_("Issue {count} packs"), count=len(made)) as operation:
            at = self._store.stamp()
            for pack, content in made:
                self._store.packs.withdraw(pack.panelist, at)
                self._store.packs.add(self._row(content, at))
            self._store.documents.freeze("setup", self._state.setup_version)
            self._store.documents.freeze("instrument", 1)
            operation.touch("packs")
            operation.describe(None, "、".join(pack.name for pack, _content in made))
        self._store.log.forget()
        return Issued(operation.changes, tuple(pack for pack, _content in made))

    def issued(self) -> tuple[PackRow, ...]:
        """All packs that ever went out, in order."""
        return self._store.packs.all()

    def current(self) -> dict[str, PackRow]:
        """The pack in force of each panelist who has one."""
        return {row.panelist: row for row in self.issued() if not row.withdrawn_at}

    def keys(self) -> dict[str, IssuedKey]:
        """By key id, withdrawn ones included."""
        return {
            row.key_id: IssuedKey(
                row.panelist, bytes.fromhex(row.verify_key), bool(row.withdrawn_at)
            )
            for row in self.issued()
        }

    def _refuse_errors(self) -> None:
        found = errors(self.problems())
        if found:
            first = found[0]
            raise UserError(
                N_("Packs cannot go out yet ({count} problems). First: {problem}"),
                count=len(found),
                problem=UserError(first.template, **first.values),
            )

    def _make(self, person: str, cost: crypto.Cost) -> tuple[Pack, PackContent]:
        state = self._state
        try:
            name = state.setup.panelist(person).name
        except KeyError:
            raise UserError(N_("“{id}” is not on the panel."), id=person) from None
        pack_id = self._store.new_id()
        content = PackContent(
            pack=pack_id,
            visit=state.visit_id,
            panelist=person,
            key_id=self._store.new_id(),
            signing_seed=crypto.new_key(),
            coordinator_key=bytes.fromhex(self._store.meta.get("public_key")),
            setup=state.setup,
            setup_version=state.setup_version,
            instrument=state.instrument,
            issued_at=self._store.clock(),
            app_version=__version__,
            language=language(),
        )
        code = codes.new_code()
        file_name = f"{person}-{pack_id[:6]}.hpack"
        pack = Pack(person, name, file_name, seal_pack(content, code, cost), codes.grouped(code))
        return pack, content

    def _row(self, content: PackContent, at: str) -> PackRow:
        return PackRow(
            key_id=content.key_id,
            panelist=content.panelist,
            verify_key=crypto.verify_key(content.signing_seed).hex(),
            setup_version=content.setup_version,
            at=at,
        )
