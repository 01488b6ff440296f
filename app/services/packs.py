"""Issuing: one sealed pack per panelist, its code on paper, the instrument frozen.

Sealing takes seconds, since guessing a code is made dear. So it goes in three steps: `draft`
freezes what goes in, `seal_all` and `write_packs` may run on any thread, `put_out` is the one
operation that makes the new keys count.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.errors import UserError
from app.exchange import codes, crypto
from app.exchange.pack import seal_pack
from app.exchange.sheet import IssuedKey
from app.files import write_back_checked
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
    """A pack as it goes out. The code is for the printed slip and is stored nowhere."""

    panelist: str
    name: str
    file_name: str
    raw: bytes
    code: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A pack that is ready, and what is in it. It counts once it was put out."""

    pack: Pack
    content: PackContent


Progress = Callable[[int, int], None]


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
        self._slips: dict[str, Pack] = {}

    def slips(self) -> tuple[Pack, ...]:
        """Packs of this session whose codes are still to go on paper; held in memory alone."""
        return tuple(self._slips.values())

    def forget_slips(self) -> None:
        """The codes are on paper now. They cannot be had again, only issued anew."""
        self._slips.clear()

    def problems(self) -> tuple[Problem, ...]:
        """Everything that stands in the way of issuing, and what is only odd."""
        return self._state.derived("pack problems", self._problems)

    def _problems(self) -> tuple[Problem, ...]:
        setup, instrument = self._state.setup, self._state.instrument
        return instrument_problems(instrument) + setup_problems(setup, instrument)

    def issue(
        self, panelists: tuple[str, ...] | None = None, cost: crypto.Cost = crypto.MODERATE
    ) -> Issued:
        """Packs for some panelists, or for all, in one go. Ends the undo history.

        Raises:
            UserError: the set-up or the instrument has errors, or somebody is not on the panel.
        """
        return self.put_out(seal_all(self.draft(panelists), cost))

    def draft(self, panelists: tuple[str, ...] | None = None) -> tuple[PackContent, ...]:
        """What packs for some panelists, or for all, would hold. Writes nothing.

        Raises:
            UserError: the set-up or the instrument has errors, or somebody is not on the panel.
        """
        self._state.require(LocalRole.COORDINATOR)
        self._refuse_errors()
        people = tuple(p.id for p in self._state.setup.panel) if panelists is None else panelists
        return tuple(self._content(person) for person in people)

    def put_out(self, sealed: Sequence[Sealed]) -> Issued:
        """Makes sealed packs the ones in force; the keys before them are withdrawn.

        Raises:
            UserError: the set-up has changed since they were drafted.
        """
        self._state.require(LocalRole.COORDINATOR)
        today = (self._state.setup, self._state.instrument)
        if any((one.content.setup, one.content.instrument) != today for one in sealed):
            raise UserError(
                N_("The set-up was changed while the packs were being made. Issue them again.")
            )
        with self._store.log.operation(N_("Issue {count} packs"), count=len(sealed)) as operation:
            at = self._store.stamp()
            for one in sealed:
                self._store.packs.withdraw(one.pack.panelist, at)
                self._store.packs.add(self._row(one.content, at))
            self._store.documents.freeze("setup", self._state.setup_version)
            self._store.documents.freeze("instrument", 1)
            operation.touch("packs")
            operation.describe(None, "、".join(one.pack.name for one in sealed))
        self._store.log.forget()
        packs = tuple(one.pack for one in sealed)
        self._slips |= {pack.panelist: pack for pack in packs}
        return Issued(operation.changes, packs)

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

    def _content(self, person: str) -> PackContent:
        state = self._state
        if person not in {p.id for p in state.setup.panel}:
            raise UserError(N_("“{id}” is not on the panel."), id=person)
        return PackContent(
            pack=self._store.new_id(),
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

    def _row(self, content: PackContent, at: str) -> PackRow:
        return PackRow(
            key_id=content.key_id,
            panelist=content.panelist,
            verify_key=crypto.verify_key(content.signing_seed).hex(),
            setup_version=content.setup_version,
            at=at,
        )


def seal_all(
    drafts: Sequence[PackContent],
    cost: crypto.Cost = crypto.MODERATE,
    progress: Progress | None = None,
) -> tuple[Sealed, ...]:
    """Seals each draft under a code of its own."""
    sealed = []
    for number, content in enumerate(drafts):
        if progress is not None:
            progress(number, len(drafts))
        sealed.append(_seal(content, cost))
    return tuple(sealed)


def write_packs(sealed: Sequence[Sealed], folder: Path) -> tuple[Path, ...]:
    """Writes the files, reading each back; codes are never written.

    Raises:
        UserError: one cannot be written; those written before it are taken away again.
    """
    written: list[Path] = []
    try:
        for one in sealed:
            path = folder / one.pack.file_name
            write_back_checked(path, one.pack.raw)
            written.append(path)
    except UserError:
        discard_packs(written)
        raise
    return tuple(written)


def discard_packs(paths: Sequence[Path]) -> None:
    """Takes away packs that were written and never put out, as far as the medium lets us."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _seal(content: PackContent, cost: crypto.Cost) -> Sealed:
    code = codes.new_code()
    pack = Pack(
        panelist=content.panelist,
        name=content.setup.panelist(content.panelist).name,
        file_name=f"{content.panelist}-{content.pack[:6]}.hpack",
        raw=seal_pack(content, code, cost),
        code=codes.grouped(code),
    )
    return Sealed(pack, content)
