"""Collecting sheets: each looked at, then merged in one transaction after a verified backup.

Opening sheets and copying the database take time, so both can be done on any thread: `reader`
and `backup_work` give what holds all that it needs. `take` is the one operation.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import UserError
from app.exchange.codes import check_code, check_code_of, grouped
from app.exchange.container import FileKind, kind_of
from app.exchange.sheet import IssuedKey, WithdrawnKeyError, open_sheet
from app.exchange.workbook_form import Expected, WorkbookSheet, sheet_content
from app.i18n import N_
from app.model.base import to_json
from app.model.capture import Score
from app.model.hashes import content_hash, instrument_hash
from app.model.sheet import Accepted, SheetContent, Verdict
from app.rules.told import told, told_many
from app.services.captures import check_texts
from app.services.packs import PackService
from app.services.paper import PaperService, check_second, is_paper
from app.services.score_checks import check_points
from app.services.state import LocalRole, State
from app.storage.rows import SheetRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from app.changes import Changes
    from app.model.instrument import Item

    OpenWorkbook = Callable[[bytes, str, Expected], WorkbookSheet]

FILE, WORKBOOK = "file", "workbook"
"""Channels by which a sheet came in; what came by another than a file is to be confirmed."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was offered."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was opened, or why it could not be. `withdrawn` ones can be taken all the same.

    `hash` names a sheet by its bytes, and a score workbook by what it says: a spreadsheet that
    saves it again writes other bytes.
    """

    file: Incoming
    hash: str
    check_code: str
    content: SheetContent | None = None
    refusal: UserError | None = None
    withdrawn: bool = False
    channel: str = FILE


@dataclass(frozen=True, slots=True)
class SheetReader:
    """Opens sheets and workbooks of one visit; frozen, so that any thread may use it."""

    visit: str
    private: bytes
    keys: "Mapping[str, IssuedKey]"
    items: "Mapping[str, Item]"
    expected: Expected
    panel: frozenset[str]
    open_workbook: "OpenWorkbook"

    def read(self, file: Incoming, *, withdrawn_too: bool = False) -> Read:
        """`withdrawn_too` opens sheets of a pack that was issued again."""
        if kind_of(file.raw) is FileKind.WORKBOOK:
            return self._read_workbook(file)
        digest, code = content_hash(file.raw), grouped(check_code(file.raw))
        try:
            content = self.open(file.raw, withdrawn_too=withdrawn_too)
        except UserError as error:
            withdrawn = isinstance(error, WithdrawnKeyError)
            return Read(file, digest, code, refusal=error, withdrawn=withdrawn)
        return Read(file, digest, code, content)

    def open(self, raw: bytes, *, withdrawn_too: bool) -> SheetContent:
        """Raises UserError, WithdrawnKeyError among them, with the first check that failed."""
        if kind_of(raw) is FileKind.WORKBOOK:
            return self._workbook(Incoming("", raw))
        keys = self.keys
        if withdrawn_too:
            keys = {k: IssuedKey(v.panelist, v.verify_key) for k, v in keys.items()}
        content = open_sheet(raw, self.visit, self.private, keys).content
        if content.instrument_hash != instrument_hash(self.expected.instrument):
            raise UserError(
                N_(
                    "The sheet was scored with another version of the instrument. Issue the pack "
                    "again and ask for a sheet made from it."
                )
            )
        self._check_scores(content)
        return content

    def _read_workbook(self, file: Incoming) -> Read:
        try:
            content = self._workbook(file)
            self._check_author(content, file.name)
        except UserError as error:
            digest, code = content_hash(file.raw), grouped(check_code(file.raw))
            return Read(file, digest, code, refusal=error, channel=WORKBOOK)
        digest = identity(content)
        return Read(file, digest, grouped(check_code_of(digest)), content, channel=WORKBOOK)

    def _check_author(self, content: SheetContent, name: str) -> None:
        if content.panelist not in self.panel:
            raise UserError(
                N_("{name} is of somebody who is not on the panel. Add them to the set-up first."),
                name=name,
            )

    def _workbook(self, file: Incoming) -> SheetContent:
        sheet = self.open_workbook(file.raw, file.name, self.expected)
        return sheet_content(sheet, self.expected.instrument)

    def _check_scores(self, content: SheetContent) -> None:
        """No pack lets such scores be given: who signs them made the sheet by other means."""
        for capture in content.captures:
            item = self.items.get(capture.item or "")
            if item is None or not isinstance(capture.body, Score):
                continue
            try:
                check_points(item, capture.body.points)
            except UserError as error:
                raise UserError(
                    N_(
                        "The sheet holds a score that cannot be given ({reason}) Ask {panelist} to "
                        "hand in again from the pack."
                    ),
                    reason=error,
                    panelist=content.panelist,
                ) from error


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
class Offered:
    """A file that was offered since the visit was opened, and when."""

    at: str
    looked: Looked


@dataclass(frozen=True, slots=True)
class Collected:
    changes: "Changes"
    sheets: tuple[Looked, ...]


class CollectService:
    """The set of sheets that count. Sheets are kept whole as received, for ever."""

    def __init__(
        self,
        state: State,
        packs: PackService,
        paper: PaperService,
        open_workbook: "OpenWorkbook",
    ) -> None:
        self._state = state
        self._packs = packs
        self._paper = paper
        self._open_workbook = open_workbook
        self._store = state.store
        self._rows: tuple[int, tuple[SheetRow, ...]] = (-1, ())
        self._contents: dict[str, SheetContent] = {}
        self._offered: list[Offered] = []
        self._withheld: dict[str, Incoming] = {}

    def rows(self) -> tuple[SheetRow, ...]:
        """All sheets that were ever collected, taken-out ones included."""
        generation = self._store.log.generation
        if self._rows[0] != generation:
            self._rows = (generation, self._store.sheets.all())
        return self._rows[1]

    def offered(self) -> tuple[Offered, ...]:
        """What was offered since the visit was opened, refused files included, oldest first."""
        return tuple(self._offered)

    def withheld(self, digest: str) -> Incoming | None:
        """A sheet of a withdrawn key that was offered in this session and waits for a reason."""
        return self._withheld.get(digest)

    def content(self, digest: str) -> SheetContent:
        """What a collected sheet holds, or one that was entered from paper; decoded once."""
        for sheet in self._paper.sheets():
            if sheet.hash == digest:
                return sheet.content
        if digest not in self._contents:
            raw = self._store.sheets.raw(digest)
            self._contents[digest] = self.reader().open(raw, withdrawn_too=True)
        return self._contents[digest]

    def photo(self, digest: str) -> bytes | None:
        """A picture out of the sheets that count; None where no sheet brought it."""
        held = (sheet.content.blobs.get(digest) for sheet in self.accepted())
        return next((data for data in held if data is not None), None)

    def accepted(self) -> tuple[Accepted, ...]:
        """The sheets that count now, those that were entered from paper among them."""
        received = tuple(
            Accepted(
                hash=row.hash,
                content=self.content(row.hash),
                confirmed=row.channel == FILE or bool(row.confirmed_by),
            )
            for row in self.rows()
            if not row.taken_out
        )
        return (*received, *self._paper.sheets())

    def handed_in(self) -> frozenset[str]:
        """Those of whom a sheet counts; one from paper does once all its scores are entered."""
        return frozenset(
            sheet.panelist
            for sheet in self.accepted()
            if not is_paper(sheet.content) or self._paper.is_complete(sheet.panelist)
        )

    def reader(self) -> SheetReader:
        state = self._state
        return SheetReader(
            visit=state.visit_id,
            private=bytes.fromhex(self._store.meta.get("private_key")),
            keys=self._packs.keys(),
            items={item.id: item for b in state.instrument.blocks() for item in b.scored()},
            expected=Expected(state.visit_id, state.instrument),
            panel=frozenset(person.id for person in state.setup.panel),
            open_workbook=self._open_workbook,
        )

    def backup_work(self) -> "Callable[[], Path]":
        """Makes a verified backup through a connection of its own, on any thread."""
        return self._store.backup_work()

    def look(
        self, files: "Sequence[Incoming]", *, withdrawn_too: bool = False
    ) -> tuple[Looked, ...]:
        """What collecting these files would do, without doing it.

        `withdrawn_too` takes sheets of a pack that was issued again, as the user decided.
        """
        reader = self.reader()
        return self.judge([reader.read(f, withdrawn_too=withdrawn_too) for f in files])

    def judge(self, reads: "Sequence[Read]") -> tuple[Looked, ...]:
        """What taking files that were read would do, without doing it."""
        counted = {row.hash for row in self.rows() if not row.taken_out}
        heads = self._latest()
        looked = []
        for read in reads:
            one = _judged(read, counted, heads)
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
        reason: str = "",
        progress: "Callable[[int, int], None] | None" = None,
    ) -> Collected:
        """Reads, backs up and takes in one go. One undo step. `reason` as in `take`.

        Raises:
            UserError: the backup before it failed; then nothing was taken.
        """
        self._state.require(LocalRole.COORDINATOR)
        reader = self.reader()
        reads = [reader.read(file, withdrawn_too=withdrawn_too) for file in files]
        if any(one.verdict in _NEW for one in self.judge(reads)):
            self._store.backup()
        return self.take(reads, reason=reason, progress=progress)

    def take(
        self,
        reads: "Sequence[Read]",
        *,
        reason: str = "",
        progress: "Callable[[int, int], None] | None" = None,
    ) -> Collected:
        """Takes what can be taken; the rest is refused file by file. One undo step.

        Whoever calls it has made a backup. `reason` says why sheets of a withdrawn key are taken.
        """
        self._state.require(LocalRole.COORDINATOR)
        check_texts(reason)
        looked = self.judge(reads)
        by_hash = {read.hash: read for read in reversed(reads)}
        new = [one for one in looked if one.verdict in _NEW]
        self._contents |= {one.hash: one.content for one in new if one.content is not None}
        with self._store.log.operation(N_("Collect {count} sheets"), count=len(new)) as operation:
            for number, one in enumerate(new):
                if progress is not None:
                    progress(number, len(new))
                at, read = self._store.stamp(), by_hash[one.hash]
                self._store.sheets.keep(one.hash, read.file.raw, read.channel, one.check_code, at)
                self._store.sheets.count_in(one.hash, at)
                operation.touch("sheets")
                operation.origin = f"sheet/{one.hash}"
            operation.describe(None, self._in_audit(new, reason))
        self._remember(looked, reads)
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
        check_texts(reason)
        with self._store.log.operation(N_("Take a sheet out")) as operation:
            self._store.sheets.take_out(digest, reason, self._store.stamp())
            operation.origin = f"sheet/{digest}"
            operation.describe(None, reason, self._whose(digest))
        return operation.changes

    def confirm(self, digest: str, by: str) -> "Changes":
        """A second person held a paper sheet or a workbook against what its author says.

        Raises:
            UserError: there is none of that hash in the set, a sealed sheet, which needs none,
                no name, or the name of its author or of who works here.
        """
        self._state.require(LocalRole.COORDINATOR)
        row = next((r for r in self.rows() if r.hash == digest and not r.taken_out), None)
        if row is None:
            raise UserError(N_("This sheet is not among the collected ones."))
        if row.channel == FILE:
            raise UserError(N_("This sheet is sealed by its author and needs no confirmation."))
        check_texts(by)
        check_second(self._state, by.strip(), self.content(digest).panelist)
        with self._store.log.operation(N_("Confirm a sheet")) as operation:
            self._store.sheets.confirm(digest, by.strip())
            operation.origin = f"sheet/{digest}"
            operation.describe(row.confirmed_by or None, by.strip(), self._whose(digest))
        return operation.changes

    def verify(self) -> "tuple[tuple[str, UserError | None], ...]":
        """Checks the seals of all collected sheets again: hash, and why it fails if it does."""
        reader = self.reader()
        found: list[tuple[str, UserError | None]] = []
        for row in self.rows():
            raw = self._store.sheets.raw(row.hash)
            try:
                content = reader.open(raw, withdrawn_too=True)
            except UserError as error:
                found.append((row.hash, error))
                continue
            digest = identity(content) if row.channel == WORKBOOK else content_hash(raw)
            wrong = (
                None
                if digest == row.hash
                else UserError(
                    N_("The sheet on file is not the one that was received. Restore a backup.")
                )
            )
            found.append((row.hash, wrong))
        return tuple(found)

    def _whose(self, digest: str) -> str:
        return self._state.names.people.get(self.content(digest).panelist, "")

    def _in_audit(self, taken: "Sequence[Looked]", reason: str) -> str:
        """Whose sheets with their check codes, and why, where a reason was asked for."""
        names = self._state.names.people
        sheets = [
            f"{names.get(one.content.panelist, '') if one.content else ''} {one.check_code}".strip()
            for one in taken
        ]
        return told(told_many(sheets), reason)

    def _latest(self) -> dict[tuple[str, str], int]:
        heads: dict[tuple[str, str], int] = {}
        for sheet in self.accepted():
            branch = (sheet.panelist, sheet.content.device)
            heads[branch] = max(heads.get(branch, 0), sheet.content.revision)
        return heads

    def _remember(self, looked: "Sequence[Looked]", reads: "Sequence[Read]") -> None:
        self._withheld |= {read.hash: read.file for read in reads if read.withdrawn}
        at = self._store.stamp()
        for one in looked:
            self._offered.append(Offered(at, one))


_NEW = (Verdict.MERGED, Verdict.OLDER)


def identity(content: SheetContent) -> str:
    """What a workbook is known by: a hash of all that it says."""
    return content_hash(to_json(content))


def _judged(read: Read, counted: set[str], heads: dict[tuple[str, str], int]) -> Looked:
    name, content = read.file.name, read.content
    if content is None:
        return Looked(
            name,
            Verdict.REFUSED,
            read.hash,
            read.check_code,
            refusal=read.refusal,
            withdrawn=read.withdrawn,
        )
    if read.hash in counted:
        return Looked(name, Verdict.UNCHANGED, read.hash, read.check_code, content)
    known = heads.get((content.panelist, content.device), 0)
    verdict = Verdict.OLDER if content.revision < known else Verdict.MERGED
    return Looked(name, verdict, read.hash, read.check_code, content)
