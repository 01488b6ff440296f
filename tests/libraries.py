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
from app.services.packs import Pack
from app.services.state import LocalRole
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


def keep(make: Callable[[Library, Library], T]) -> Kept[T]:
    """What `make` leaves in its first library; the second is for other people's laptops."""
    with TemporaryDirectory() as name:
        folder, elsewhere = Path(name) / "library", Path(name) / "elsewhere"
        library, others = (
            Library.create(path, PASSPHRASE, crypto.LOWEST) for path in (folder, elsewhere)
        )
        known = make(library, others)
        library.close()
        others.close()
        files = ((path, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file())
        return Kept(tuple((path.relative_to(folder).as_posix(), raw) for path, raw in files), known)


def new_library(folder: Path) -> Library:
    """An empty library."""
    return _empty().put(folder)


def open_role(library: Library, role: LocalRole, station: str = "") -> Visit:
    """The visit of a role, and of a station where there are several."""
    return library.open_visit(
        next(s.folder for s in library.summaries() if s.role is role and station in s.station)
    )


@cache
def _empty() -> Kept[None]:
    return keep(lambda _library, _others: None)


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
def sample_evening(*names: str, panelist: str = "") -> Kept[tuple[Pack, ...]]:
    """A coordinator's library after the sample days `names`; known are the packs of the first.

    With `panelist`, somebody's unfinished 钟村街 day lies in the same library.
    """

    def make(library: Library, others: Library) -> tuple[Pack, ...]:
        played = [play(library, name, others) for name in names]
        for one in played:
            one.visit.close()
        if panelist:
            prepare_panelist(library, "zhongcun", panelist)
        return played[0].packs

    return keep(make)
