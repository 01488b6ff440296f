"""Collecting sheets: each looked at, then merged in one transaction after a verified backup."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import UserError
from app.exchange.codes import check_code, grouped
from app.exchange.sheet import Opened, WithdrawnKeyError, open_sheet
from app.i18n import N_
from app.model.hashes import content_hash
from app.model.sheet import Accepted, SheetContent, Verdict
from app.services.packs import PackService
from app.services.state import LocalRole, State
from app.storage.rows import SheetRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.changes import Changes


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was offered."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Looked:
    """What collecting a file would do, or did. `refusal` says why it is refused."""

    name: str
    verdict: Verdict
    hash: str
    check_code: str
    content: SheetContent | None = None
    refusal: UserError | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    changes: "Changes"
    sheets: tuple[Looked, ...]


class CollectService:
    """The set of sheets that count. Sheets are kept whole as received, for ever."""

    def __init__(self, state: State, packs: PackService) -> None:
        self._state = state
        self._packs = packs
        self._store = state.store
        self._contents: dict[str, SheetContent] = {}

    def rows(self) -> tuple[SheetRow, ...]:
        """All sheets that were ever collected, taken-out ones included."""
        return self._store.sheets.all()

    def content(self, digest: str) -> SheetContent:
        """What a collected sheet holds; decoded once."""
        if digest not in self._contents:
            opened = self._open(self._store.sheets.raw(digest), withdrawn_too=True)
            self._contents[digest] = opened.content
        return self._contents[digest]

    def accepted(self) -> tuple[Accepted, ...]:
        """The sheets that count now."""
        return tuple(
            Accepted(
                hash=row.hash,
                content=self.content(row.hash),
                confirmed=row.channel == "file" or bool(row.confirmed_by),
            )
            for row in self.rows()
            if not row.taken_out
        )

    def look(
        self, files: "Sequence[Incoming]", *, withdrawn_too: bool = False
    ) -> tuple[Looked, ...]:
        """What collecting these files would do, without doing it.

        `withdrawn_too` takes sheets of a pack that was issued again, as the user decided.
        """
        counted = {row.hash for row in self.rows() if not row.taken_out}
        heads = self._latest()
        looked = []
        for file in files:
            one = self._look(file, counted, heads, withdrawn_too=withdrawn_too)
            if one.content is not None and one.verdict is not Verdict.UNCHANGED:
                counted.add(one.hash)
                branch = (one.content.panelist, one.content.device)
                heads[branch] = max(heads.get(branch, 0), one.content.revision)
            looked.append(one)
        return tuple(looked)

    def collect(
        self,
        files: "Sequence[Incoming]",
        *,
        withdrawn_too: bool = False,
        progress: "Callable[[int, int], None] | None" = None,
    ) -> Collected:
        """Takes what can be taken; the rest is refused file by file. One undo step.

        Raises:
            UserError: the backup before it failed; then nothing was taken.
        """
        self._state.require(LocalRole.COORDINATOR)
        looked = self.look(files, withdrawn_too=withdrawn_too)
        raws = {content_hash(file.raw): file.raw for file in files}
        new = [one for one in looked if one.verdict in (Verdict.MERGED, Verdict.OLDER)]
        if new:
            self._store.backup()
        with self._store.log.operation(N_("Collect {count} sheets"), count=len(new)) as operation:
            for number, one in enumerate(new):
                if progress is not None:
                    progress(number, len(new))
                at = self._store.stamp()
                self._store.sheets.keep(one.hash, raws[one.hash], "file", one.check_code, at)
                self._store.sheets.count_in(one.hash, at)
                operation.touch("sheets")
            operation.describe(None, "、".join(one.check_code for one in new))
        return Collected(operation.changes, looked)

    def remove(self, digest: str, reason: str) -> "Changes":
        """Takes a sheet out of the set; it stays on file and can be collected again.

        Raises:
            UserError: there is none of that hash in the set, or no reason is given.
        """
        self._state.require(LocalRole.COORDINATOR)
        if digest not in {row.hash for row in self.rows() if not row.taken_out}:
            raise UserError(N_("This sheet is not among the collected ones."))
        if not reason.strip():
            raise UserError(N_("Say why the sheet is taken out."))
        with self._store.log.operation(N_("Take a sheet out")) as operation:
            self._store.sheets.take_out(digest, reason, self._store.stamp())
            operation.describe(None, reason)
        return operation.changes

    def verify(self) -> "tuple[tuple[str, UserError | None], ...]":
        """Checks the seals of all collected sheets again: hash, and why it fails if it does."""
        found: list[tuple[str, UserError | None]] = []
        for row in self.rows():
            raw = self._store.sheets.raw(row.hash)
            try:
                opened = self._open(raw, withdrawn_too=True)
            except UserError as error:
                found.append((row.hash, error))
                continue
            wrong = (
                None
                if opened.hash == row.hash
                else UserError(N_("The kept sheet is not the received one."))
            )
            found.append((row.hash, wrong))
        return tuple(found)

    def _latest(self) -> dict[tuple[str, str], int]:
        heads: dict[tuple[str, str], int] = {}
        for sheet in self.accepted():
            branch = (sheet.panelist, sheet.content.device)
            heads[branch] = max(heads.get(branch, 0), sheet.content.revision)
        return heads

    def _look(
        self,
        file: Incoming,
        counted: set[str],
        heads: dict[tuple[str, str], int],
        *,
        withdrawn_too: bool,
    ) -> Looked:
        digest, code = content_hash(file.raw), grouped(check_code(file.raw))
        try:
            content = self._open(file.raw, withdrawn_too=withdrawn_too).content
        except UserError as error:
            withdrawn = isinstance(error, WithdrawnKeyError)
            return Looked(
                file.name, Verdict.REFUSED, digest, code, refusal=error, withdrawn=withdrawn
            )
        if digest in counted:
            return Looked(file.name, Verdict.UNCHANGED, digest, code, content)
        known = heads.get((content.panelist, content.device), 0)
        verdict = Verdict.OLDER if content.revision < known else Verdict.MERGED
        return Looked(file.name, verdict, digest, code, content)

    def _open(self, raw: bytes, *, withdrawn_too: bool) -> Opened:
        keys = self._packs.keys()
        if withdrawn_too:
            keys = {k: type(v)(v.panelist, v.verify_key) for k, v in keys.items()}
        private = bytes.fromhex(self._store.meta.get("private_key"))
        return open_sheet(raw, self._state.visit_id, private, keys)
