"""Small visits for the core's tests: two experts, two districts, real files."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache

import pytest

from app.exchange import crypto
from app.library import Library
from app.services.collect import Incoming
from app.visit import Visit
from tests.libraries import Kept, keep, new_library
from tests.small import Clock, small_instrument, small_setup


@dataclass
class Day:
    """A coordinator's visit and the laptops of its panelists."""

    library: Library
    visit: Visit
    laptops: dict[str, Library]
    clock: Clock

    def laptop(self, name: str) -> Library:
        if name not in self.laptops:
            folder = self.library.folder.parent / f"laptop-{name}"
            self.laptops[name] = new_library(folder)
        return self.laptops[name]

    def open_for(self, panelist: str, laptop: str = "") -> Visit:
        pack = self.visit.packs.issue((panelist,), crypto.LOWEST).packs[0]
        library = self.laptop(laptop or panelist)
        return library.open_pack(pack.raw, pack.code, clock=self.clock)

    def close(self) -> None:
        self.visit.close()
        for library in (self.library, *self.laptops.values()):
            library.close()


def sign(visit: Visit) -> None:
    visit.captures.declare(signature="评委", confidential=True)


def score_all(visit: Visit, points: str = "8") -> None:
    sign(visit)
    for _block, item, district in visit.scores.cells():
        visit.scores.give(item.id, district, Decimal(points), reason="缺一份记录")


def sheet_of(visit: Visit) -> Incoming:
    handed = visit.handin.hand_in()
    return Incoming(handed.file_name, handed.raw)


@pytest.fixture
def library(tmp_path):
    library = new_library(tmp_path / "library")
    yield library
    library.close()


@cache
def planned() -> Kept[tuple[str, datetime]]:
    """The small visit as it was planned; known are its folder and the time after it."""

    def make(library: Library, _others: Library) -> tuple[str, datetime]:
        clock = Clock()
        visit = library.new_visit(small_setup(), small_instrument(), clock=clock)
        visit.close()
        return visit.folder.name, clock.at

    return keep(make)


@pytest.fixture
def day(tmp_path):
    clock = Clock()
    folder, clock.at = planned().known
    library = planned().put(tmp_path / "coordinator")
    day = Day(library, library.open_visit(folder, clock=clock), {}, clock)
    yield day
    day.close()


@pytest.fixture
def panelist(day):
    visit = day.open_for("jia")
    yield visit
    visit.close()
