"""What leaves the coordinator's laptop: documents as files, made from frozen data by a job."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import UserError
from app.exchange.summary_book import write_summary
from app.exchange.summary_form import SummaryInput
from app.files import cannot_write, write_back_checked
from app.model.capture import Interview, Reaction, SurveyResponse
from app.model.setup import Setup
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.kinds import Kind, Version
from app.reports.wishes import Wishes
from app.rules.gather import Gathered
from app.rules.publicity import Personal, Private, is_code, names_in
from app.services.bundle import file_part, moved_aside
from app.services.making import Made, Maker, Material, Progress, Typesetter
from app.services.merge import MergeService
from app.services.state import LocalRole, State

_USER, _HEARD = "某服务对象", "受访者"


class ExportService:
    """Gives frozen data, so that a job can write the files; nothing of the visit changes."""

    def __init__(self, state: State, merge: MergeService) -> None:
        self._state = state
        self._merge = merge

    def summary(self) -> SummaryInput:
        """All that the score summary is made from; open cells and parties stand in it as words."""
        self._state.require_role(LocalRole.COORDINATOR)
        return SummaryInput(
            setup=self._state.setup,
            instrument=self._state.instrument,
            outcome=self._merge.outcome,
            written_at=self._state.store.clock(),
        )

    def private(self) -> tuple[Private, ...]:
        """Names and codes that were recorded; the panel's own names are in the set-up."""
        self._state.require_role(LocalRole.COORDINATOR)
        found = (*_recorded(self._merge.gathered), *_of_parties(self._state.setup))
        return tuple(dict.fromkeys(found))

    def now(self) -> datetime:
        return self._state.store.clock()

    def maker(
        self,
        given: ReportInput,
        form: Form,
        wishes: Wishes,
        typeset: Typesetter | None = None,
    ) -> Maker:
        """Makes documents from what is known now; frozen, so that a job can do it."""
        material = Material(given, form, self.summary(), wishes, self.private())
        return Maker(material, typeset)

    def writing(self, path: Path) -> "WriteSummary":
        """Work for a job: the summary as it is now."""
        return WriteSummary(self.summary(), path)


def _recorded(gathered: Gathered) -> Iterator[Private]:
    for _capture, talk in gathered.pairs(Interview):
        yield from (Private(name, _HEARD) for name in names_in(talk.who))
        yield from _code(talk.code)
    for _capture, answer in gathered.pairs(SurveyResponse):
        yield from _code(answer.code)
    for _capture, said in gathered.pairs(Reaction):
        yield from (Private(name, _HEARD) for name in names_in(said.who))


def _code(code: str) -> Iterator[Private]:
    if is_code(code):
        yield Private(code, _USER, Personal.CODE)
    yield from (Private(name, _USER) for name in names_in(code))


def _of_parties(setup: Setup) -> Iterator[Private]:
    for organisation in setup.organisations.values():
        yield from (Private(name, "代表") for name in names_in(organisation.person))


@dataclass(frozen=True, slots=True)
class WriteSummary:
    """Writes the summary as .xlsx when it is called, on any thread; not encrypted."""

    given: SummaryInput
    path: Path

    def __call__(self) -> Path:
        """Raises UserError when the file cannot be written."""
        write_back_checked(self.path, write_summary(self.given))
        return self.path


@dataclass(frozen=True, slots=True)
class Written:
    """Files of one kind, and what was found in them when read back."""

    kind: Kind
    paths: tuple[Path, ...]
    version: Version
    findings: int
    figures: int
    pages: int


@dataclass(frozen=True, slots=True)
class WriteDocument:
    """Work for a job: makes a document and writes it, or several of them beside each other."""

    maker: Maker
    kind: Kind
    path: Path

    def __call__(self, progress: Progress) -> Written:
        """Raises UserError when it is refused or cannot be written; then none is there."""
        made = self.maker.make(self.kind, progress)
        paths = write_all([(one, self.path) for one in made])
        first = made[0]
        return Written(self.kind, paths, first.version, first.findings, first.figures, first.pages)


def write_all(made: Sequence[tuple[Made, Path]], *, named: bool = True) -> tuple[Path, ...]:
    """Writes documents; one of several has its part in its name.

    What stood under a name that nobody chose is kept, numbered: it may have been edited. `named`
    says that the paths were chosen, so that only names with a part were not.

    Raises:
        UserError: one of them cannot be written; then none is, and what was there is back.
    """
    done: list[tuple[Path, Path | None]] = []
    try:
        for one, path in made:
            target = _with_part(path, one.part)
            keep = bool(one.part) or not named
            done.append((target, _write(target, one.raw, keep=keep)))
    except UserError:
        for target, kept in done:
            _put_back(target, kept)
        raise
    return tuple(target for target, _kept in done)


def _write(target: Path, raw: bytes, *, keep: bool) -> Path | None:
    """Where the older one went, if it was to be kept."""
    kept = _aside(target) if keep else None
    try:
        write_back_checked(target, raw)
    except UserError:
        if kept is not None:
            kept.replace(target)
        raise
    return kept


def _put_back(target: Path, kept: Path | None) -> None:
    if kept is not None:
        kept.replace(target)
    else:
        target.unlink(missing_ok=True)


def _with_part(path: Path, part: str) -> Path:
    return path.with_name(f"{path.stem}（{file_part(part)}）{path.suffix}") if part else path


def _aside(target: Path) -> Path | None:
    try:
        return moved_aside(target)
    except OSError as error:
        raise cannot_write(target, error) from error
