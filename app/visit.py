"""A visit, open: the services that windows and commands get, undo and redo."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.changes import Changes
from app.errors import UserError
from app.exchange import crypto
from app.i18n import N_
from app.model.base import to_json
from app.model.instrument import Instrument
from app.model.pack import PackContent
from app.model.panel import Panelist
from app.model.setup import Setup
from app.services.archive import ArchiveService
from app.services.audit import AuditFilter, AuditService
from app.services.captures import CaptureService
from app.services.collect import CollectService
from app.services.decide import DecideService
from app.services.find import FindService
from app.services.findings import FindingsService
from app.services.follow_up import FollowUpService
from app.services.forms import FormService
from app.services.handin import HandInService
from app.services.instruments import InstrumentService
from app.services.links import LinkService
from app.services.merge import MergeService
from app.services.packs import PackService
from app.services.paper import PaperService
from app.services.quick import QuickService
from app.services.rounds import RoundsService
from app.services.samples import SampleService
from app.services.scores import ScoreService
from app.services.setup import SetupService
from app.services.state import LocalRole, State
from app.services.survey import SurveyService
from app.storage.audit import AuditRow
from app.storage.store import Clock, Store, now
from app.storage.undo import Step

if TYPE_CHECKING:
    from app.exchange.workbook_form import Expected, WorkbookSheet
    from app.services.audit_export import AuditExport
    from app.services.exports import ExportService
    from app.services.photos import PhotoService
    from app.services.remarks import RemarkService
    from app.services.report import ReportService
    from app.services.similar import SimilarService
    from app.services.workbooks import WorkbookService


class Visit:
    """One evaluation on this laptop, as the coordinator's or as one panelist's.

    Everything that is called here is on disk when it returns.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._state = State(store)
        self.setups = SetupService(self._state)
        self.instruments = InstrumentService(self._state)
        self.captures = CaptureService(self._state)
        self.quick = QuickService(self._state, self.captures)
        self.scores = ScoreService(self._state, self.captures)
        self.links = LinkService(self._state, self.captures, self.scores)
        self.samples = SampleService(self._state, self.captures)
        self.survey = SurveyService(self._state, self.captures)
        self.handin = HandInService(self._state, self.captures)
        self.packs = PackService(self._state)
        self.paper = PaperService(self._state)
        self.collecting = CollectService(self._state, self.packs, self.paper, _open_workbook)
        self.merging = MergeService(self._state, self.collecting)
        self.decide = DecideService(self._state, self.merging)
        self.forms = FormService(self._state)
        self.findings = FindingsService(self._state, self.merging, self.forms)
        self.find = FindService(self._state, self.collecting)
        self.follow_ups = FollowUpService(self._state)
        self.rounds = RoundsService(self._state)
        self.archive = ArchiveService(
            self._state, self.collecting, self.merging, self.findings, self.follow_ups
        )
        self.history = AuditService(self._state, self.findings)

    @classmethod
    def create(
        cls,
        folder: Path,
        key: bytes,
        setup: Setup,
        instrument: Instrument,
        *,
        user: str = "",
        clock: Clock = now,
    ) -> "Visit":
        """A new evaluation on the coordinator's laptop, with its own key pair."""
        store = Store.create(folder, key, clock)
        pair = crypto.new_pair()
        _fill(
            store,
            setup,
            1,
            instrument,
            {
                "visit": crypto.new_key()[:16].hex(),
                "role": LocalRole.COORDINATOR.value,
                "device": store.new_id(),
                "user": user,
                "public_key": pair.public.hex(),
                "private_key": pair.private.hex(),
            },
        )
        return cls(store)

    @classmethod
    def from_pack(
        cls, folder: Path, key: bytes, content: PackContent, *, clock: Clock = now
    ) -> "Visit":
        """A panelist's visit, made from an opened pack, with a device id of its own."""
        store = Store.create(folder, key, clock)
        _fill(
            store,
            content.setup,
            content.setup_version,
            content.instrument,
            {
                "visit": content.visit,
                "role": LocalRole.PANELIST.value,
                "device": store.new_id(),
                "user": content.setup.panelist(content.panelist).name,
                "person": content.panelist,
                "pack": content.pack,
                "key_id": content.key_id,
                "signing_seed": content.signing_seed.hex(),
                "coordinator_key": content.coordinator_key.hex(),
            },
        )
        return cls(store)

    @classmethod
    def open(
        cls, folder: Path, key: bytes, *, read_only: bool = False, clock: Clock = now
    ) -> "Visit":
        """Raises VisitLockedError, or UserError for a missing, damaged or newer file."""
        visit = cls(Store.open(folder, key, read_only=read_only, clock=clock))
        visit.find.prepare()
        return visit

    @cached_property
    def report(self) -> "ReportService":
        """Loaded at first use: the Word libraries are slow to import."""
        from app.services.report import ReportService

        return ReportService(self._state, self.merging, self.findings, self.rounds, self.forms)

    @cached_property
    def remarks(self) -> "RemarkService":
        """Loaded at first use, like `report`."""
        from app.services.remarks import RemarkService

        return RemarkService(self._state)

    @cached_property
    def exports(self) -> "ExportService":
        """Loaded at first use, like `report`."""
        from app.services.exports import ExportService

        return ExportService(self._state, self.merging)

    @cached_property
    def similar(self) -> "SimilarService":
        from app.services.similar import SimilarService

        return SimilarService(self.captures)

    @cached_property
    def photos(self) -> "PhotoService":
        from app.services.photos import PhotoService

        return PhotoService(self.captures)

    @cached_property
    def workbooks(self) -> "WorkbookService":
        """Loaded at first use, like `report`."""
        from app.services.workbooks import WorkbookService

        return WorkbookService(self._state, self.captures, self.scores, self.merging)

    @property
    def folder(self) -> Path:
        return self._store.folder

    @property
    def id(self) -> str:
        """The evaluation's id, the same on all laptops."""
        return self._state.visit_id

    @property
    def role(self) -> LocalRole:
        return self._state.role

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    @property
    def protected(self) -> bool:
        """Whether it is read-only since the disk cannot be written."""
        return self._store.protected

    @property
    def setup(self) -> Setup:
        return self._state.setup

    @property
    def setup_version(self) -> int:
        return self._state.setup_version

    @property
    def instrument(self) -> Instrument:
        return self._state.instrument

    @property
    def state(self) -> State:
        return self._state

    @property
    def user(self) -> str:
        """Who works here, as the audit names them."""
        return self._store.meta.get("user")

    @property
    def me(self) -> Panelist | None:
        """The panelist whose visit this is; None on the coordinator's laptop."""
        person = self._state.person
        return self.setup.panelist(person) if person else None

    @property
    def pack_id(self) -> str:
        """The pack that this panelist's visit was made from."""
        return self._store.meta.get("pack")

    @property
    def changed_at(self) -> str:
        """When something was last changed; looking at a visit changes nothing."""
        return next((row.at for row in self._store.audit.latest(1)), "")

    def photo(self, digest: str) -> bytes | None:
        """A picture by its hash, taken here or come along with a sheet; None where it did not."""
        own = self.captures.photo(digest)
        return self.collecting.photo(digest) if own is None else own

    def audit(self, count: int = 1000) -> tuple[AuditRow, ...]:
        """What was changed by whom, newest first."""
        return self._store.audit.latest(count)

    def history_export(self, wanted: AuditFilter, path: Path) -> "AuditExport":
        """Writes the changes that are wanted as .csv or .xlsx when it is called, on any thread."""
        from app.services.audit_export import AuditExport

        return AuditExport(self.history.source(wanted), path)

    def backup(self) -> Path:
        """A verified copy now; its path."""
        return self._store.backup()

    @property
    def undo_step(self) -> Step | None:
        """What undo would take back; its label is untranslated."""
        return self._store.log.undo_step

    @property
    def redo_step(self) -> Step | None:
        return self._store.log.redo_step

    def undo(self) -> Changes:
        """Takes the last action back; empty changes when there is none."""
        self._store.require_writable()
        return self._store.log.undo()

    def redo(self) -> Changes:
        self._store.require_writable()
        return self._store.log.redo()

    def end_typing(self) -> None:
        """What is typed from now on is an undo step of its own."""
        self._store.log.end_run()

    def close(self) -> None:
        self._store.close()

    def refresh_pack(self, content: PackContent) -> Changes:
        """Takes a newer pack for the same person: new set-up, new key; entries stay.

        Raises:
            UserError: the pack is of another visit or another person.
        """
        if (content.visit, content.panelist) != (self.id, self._state.person):
            raise UserError(N_("This pack is for somebody else or for another visit."))
        self._state.require(LocalRole.PANELIST)
        with self._store.log.operation(N_("Take the new pack")) as operation:
            at = self._store.stamp()
            documents = self._store.documents
            documents.write("setup", content.setup_version, to_json(content.setup).decode(), at)
            documents.write("instrument", 1, to_json(content.instrument).decode(), at)
            self._store.meta.put("pack", content.pack)
            self._store.meta.put("key_id", content.key_id)
            self._store.meta.put("signing_seed", content.signing_seed.hex())
            self._store.meta.put("coordinator_key", content.coordinator_key.hex())
        self._store.log.forget()
        return operation.changes


def _open_workbook(raw: bytes, name: str, expected: "Expected") -> "WorkbookSheet":
    """Loaded at first use: the spreadsheet library is slow to import."""
    from app.exchange.workbook_read import read_workbook

    return read_workbook(raw, name, expected)


def _fill(
    store: Store, setup: Setup, version: int, instrument: Instrument, meta: dict[str, str]
) -> None:
    with store.log.operation(N_("New visit")):
        at = store.stamp()
        store.documents.write("setup", version, to_json(setup).decode(), at)
        store.documents.write("instrument", 1, to_json(instrument).decode(), at)
        for name, value in meta.items():
            store.meta.put(name, value)
    store.log.forget()
