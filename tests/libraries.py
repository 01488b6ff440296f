"""Libraries that tests begin with: each is made once in a run, and put back as files for every test.

A new library takes 6 ms, a panelist's visit 60, a sample evening 500; files that are put back open
in 3. What is put back is the same to the byte, so keys and ids are the same in every copy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Generic, TypeVar

from app.demo import play, prepare_panelist
from app.exchange import crypto
from app.exchange.sample_file import sample_setup_path
from app.exchange.setup_file import read_setup
from app.library import Library
from app.model.capture import Stance
from app.model.decision import VetoState
from app.services.packs import Pack
from app.visit import Visit

PASSPHRASE = "long enough"

T = TypeVar("T")


@dataclass(frozen=True)
class Kept(Generic[T]):
    """The files of a closed library, and what is to be known of it."""

    files: tuple[tuple[str, bytes], ...]
    known: T

    def put(self, folder: Path) -> Library:
        """The library, open in a folder of its own; the caller closes it."""
        for name, raw in self.files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        return Library.open(folder, PASSPHRASE)


def keep(make: Callable[[Library, Library], T], start: "Kept[object] | None" = None) -> Kept[T]:
    """What `make` leaves in its first library; the second is for other people's laptops."""
    with TemporaryDirectory() as name:
        folder, elsewhere = Path(name) / "library", Path(name) / "elsewhere"
        library = start.put(folder) if start else _made(folder)
        others = _made(elsewhere)
        known = make(library, others)
        library.close()
        others.close()
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
        files = ((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)
        return Kept(tuple(files), known)


def _made(folder: Path) -> Library:
    return Library.create(folder, PASSPHRASE, crypto.LOWEST)


def new_library(folder: Path) -> Library:
    """An empty library."""
    return _empty().put(folder)


@cache
def _empty() -> Kept[None]:
    return keep(lambda _library, _others: None)


@cache
def planned_sample() -> Kept[str]:
    """A coordinator's library with the 钟村街 set-up, nothing issued; known is the visit's folder."""

    def make(library: Library, _others: Library) -> str:
        visit = library.new_visit(*read_setup(sample_setup_path("zhongcun")))
        visit.close()
        return visit.folder.name

    return keep(make)


@cache
def morning(panelist: str = "bing") -> Kept[str]:
    """A panelist's library with the 钟村街 pack just opened; known is the visit's folder."""

    def make(library: Library, others: Library) -> str:
        origin = others.new_visit(*read_setup(sample_setup_path("zhongcun")))
        pack = origin.packs.issue((panelist,), crypto.LOWEST).packs[0]
        origin.close()
        visit = library.open_pack(pack.raw, pack.code)
        visit.close()
        return visit.folder.name

    return keep(make)


@cache
def sample_day(panelist: str = "bing") -> Kept[str]:
    """A panelist's library in the middle of the 钟村街 day; known is the visit's folder."""
    return keep(lambda library, _others: prepare_panelist(library, "zhongcun", panelist))


@cache
def sample_evening(name: str = "zhongcun") -> Kept[tuple[Pack, ...]]:
    """A coordinator's library after a sample's day; known are the packs."""

    def make(library: Library, others: Library) -> tuple[Pack, ...]:
        played = play(library, name, others)
        played.visit.close()
        return played.packs

    return keep(make)


@cache
def both_roles() -> Kept[str]:
    """The same with 评委丙's unfinished day beside it; known is the folder of that."""
    return keep(
        lambda library, _others: prepare_panelist(library, "zhongcun", "bing"), sample_evening()
    )


NO_DAY = "2023年2月30日"
"""What the checker calls a must, wherever it stands."""


def complete(visit: Visit) -> None:
    """Settles what stands in the way of a final version of the sample evening."""
    for veto in visit.merging.outcome.vetoes:
        if veto.state is VetoState.UNVERIFIED:
            visit.decide.check_veto(
                veto.veto.key, VetoState.NOT_FOUND, evidence="核实过。", by="工作人员A"
            )
    for finding in visit.findings.curated():
        if finding.stance is Stance.VERIFY:
            visit.findings.leave_out(finding.id, "没有核实。")


def with_a_must(visit: Visit) -> Visit:
    """Complete, but one finding names a day that there is not."""
    complete(visit)
    visit.findings.add(Stance.PRAISE, f"{NO_DAY}的台账摆放有序。", block="monitoring")
    return visit
