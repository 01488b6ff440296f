"""The sample day: packs issued, every panelist played, sheets collected, parties entered."""

import secrets
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path

from app.exchange import crypto
from app.exchange.sample_file import load_sample
from app.files import atomic_write
from app.library import Library
from app.model.entries import Entries, Sample
from app.model.sheet import Verdict
from app.services.collect import Incoming
from app.services.entries import enter
from app.services.packs import Pack
from app.storage.store import Clock
from app.visit import Visit

SAMPLES = ("zhongcun", "liurong")
FORMS = ("panyu", "yuexiu")


@dataclass(frozen=True, slots=True)
class Played:
    """A sample visit after its day: the coordinator's visit and the files that travelled."""

    visit: Visit
    packs: tuple[Pack, ...]
    sheets: tuple[Incoming, ...]


def play(library: Library, name: str, panelists: Library) -> Played:
    """Plays a sample visit from set-up to settled scores.

    The coordinator's visit is made in one library, the panelists' in another, as on the day.
    """
    sample = load_sample(name)
    clock = _clock(sample, time(8, 0))
    visit = library.new_visit(sample.setup, sample.instrument, clock=clock)
    packs = visit.packs.issue(cost=crypto.LOWEST).packs
    sheets = tuple(
        play_panelist(panelists, pack, sample.entries[pack.panelist], _clock(sample, time(16, 30)))
        for pack in packs
    )
    clock.move_to(time(17, 30))
    collected = visit.collecting.collect(sheets)
    refused = [one.refusal for one in collected.sheets if one.verdict is Verdict.REFUSED]
    if refused:
        raise AssertionError(f"a sample sheet was refused: {refused[0]}")
    decide(visit, sample)
    library.note(visit)
    return Played(visit, packs, sheets)


def play_panelist(library: Library, pack: Pack, entries: Entries, clock: Clock) -> Incoming:
    """One panelist's day: open the pack, enter everything, hand in."""
    visit = library.open_pack(pack.raw, pack.code, clock=clock)
    enter(visit.state, visit.captures, entries)
    handed = visit.handin.hand_in()
    library.note(visit)
    visit.close()
    return Incoming(handed.file_name, handed.raw)


def prepare_panelist(library: Library, name: str, panelist: str) -> str:
    """A practice visit for one panelist, in the middle of the day; its folder's name.

    Everything is entered and nothing handed in. Its coordinator's visit is thrown away.
    """
    sample = load_sample(name)
    clock = _clock(sample, time(8, 0))
    with tempfile.TemporaryDirectory(prefix="huiping-") as folder:
        coordinator = Library.create(Path(folder) / "library", secrets.token_hex(), crypto.LOWEST)
        origin = coordinator.new_visit(sample.setup, sample.instrument, clock=clock)
        pack = origin.packs.issue((panelist,), crypto.LOWEST).packs[0]
        origin.close()
        coordinator.close()
    visit = library.open_pack(pack.raw, pack.code, clock=_clock(sample, time(15, 0)))
    enter(visit.state, visit.captures, sample.entries[panelist])
    library.note(visit)
    visit.close()
    return visit.folder.name


def sample_station(name: str) -> str:
    """The station's full name in a sample."""
    return load_sample(name).setup.station.name


def decide(visit: Visit, sample: Sample) -> None:
    """Enters the sample's parties and vetoes."""
    for entry in sample.decisions.parties:
        visit.decide.enter_party(
            entry.party, entry.value, entry.unit, person=entry.person, on=entry.on
        )
    for check in sample.decisions.vetoes:
        visit.decide.check_veto(check.key, check.state, evidence=check.evidence, by=check.by)


def write_files(played: Played, out: Path) -> tuple[Path, ...]:
    """Packs with their codes, sheets, and the report in every form; returns all paths."""
    slips = "".join(f"{p.file_name}\t{p.code}\n" for p in played.packs)
    paths = [_write(out / "packs" / p.file_name, p.raw) for p in played.packs]
    paths.append(_write(out / "codes.txt", slips.encode()))
    paths += [_write(out / "sheets" / s.name, s.raw) for s in played.sheets]
    for form in FORMS:
        path = out / f"report-{form}.docx"
        played.visit.report.export(form, path)
        paths.append(path)
    return tuple(paths)


def _write(path: Path, raw: bytes) -> Path:
    atomic_write(path, raw)
    return path


def _clock(sample: Sample, begins: time) -> "_Ticking":
    """A clock on the sample's own day, a second later at each look."""
    start = datetime.combine(sample.setup.visited_on, begins, timezone(timedelta(hours=8)))
    return _Ticking(start)


class _Ticking:
    def __init__(self, start: datetime) -> None:
        self._at = start.astimezone(UTC).astimezone(start.tzinfo)

    def move_to(self, at: time) -> None:
        """Later on the same day."""
        self._at = datetime.combine(self._at.date(), at, self._at.tzinfo)

    def __call__(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at
