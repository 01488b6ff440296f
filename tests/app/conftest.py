"""Small visits for the core's tests: two experts, two districts, real files."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from app.exchange import crypto
from app.library import Library
from app.model.instrument import (
    Band,
    Block,
    Instrument,
    Item,
    PartyScheme,
    Scope,
    Veto,
)
from app.model.panel import Assignment, Duty, Panelist
from app.model.setup import Setup
from app.model.station import Contract, District, Period, Site, Station
from app.services.collect import Incoming
from app.visit import Visit

PASSPHRASE = "long enough"


def small_instrument() -> Instrument:
    items = (
        Item(id="plan", label="服务计划", full=Decimal(10)),
        Item(id="care", label="建档跟进", full=Decimal(20), allow_na=True),
    )
    return Instrument(
        id="small",
        title="小指标",
        parties=(
            PartyScheme(
                id="third_party",
                label="第三方",
                full=Decimal(70),
                blocks=(
                    Block(
                        id="quality",
                        label="服务质量",
                        full=Decimal(30),
                        scope=Scope.DISTRICT,
                        items=items,
                    ),
                    Block(id="whole", label="运营管理", full=Decimal(40)),
                ),
            ),
            PartyScheme(id="buyer", label="购买方", full=Decimal(30)),
        ),
        bands=(
            Band(label="不合格", low=Decimal(0), high=Decimal(60)),
            Band(label="合格", low=Decimal(60), high=Decimal(90)),
            Band(label="优秀", low=Decimal(90), high=Decimal(100)),
        ),
        vetoes=(Veto(key="illegal", label="违法", text="违法违规。"),),
        veto_grade="不合格",
    )


def small_setup() -> Setup:
    return Setup(
        station=Station(name="测试街社工服务站", short="测试街社工站"),
        visited_on=date(2024, 1, 16),
        contract=Contract(start=date(2023, 7, 1), end=date(2024, 6, 30)),
        period=Period(start=date(2023, 7, 1), end=date(2023, 12, 31)),
        districts=(
            District(id="d1", name="第一片区", sites=(Site(id="s1", name="甲村"),)),
            District(id="d2", name="第二片区", sites=(Site(id="s2", name="乙村"),)),
        ),
        panel=(
            Panelist(id="jia", name="评委甲", duty=Duty.LEAD),
            Panelist(id="yi", name="评委乙"),
            Panelist(id="staff", name="工作人员A", duty=Duty.STAFF, coordinates=True),
        ),
        assignments=tuple(
            Assignment(panelist=who, block=block)
            for who in ("jia", "yi")
            for block in ("quality", "whole")
        ),
    )


class Clock:
    """A second later at each look."""

    def __init__(self) -> None:
        self.at = datetime(2024, 1, 16, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


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
            self.laptops[name] = Library.create(folder, PASSPHRASE, crypto.LOWEST)
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
    library = Library.create(tmp_path / "library", PASSPHRASE, crypto.LOWEST)
    yield library
    library.close()


@pytest.fixture
def day(tmp_path):
    clock = Clock()
    library = Library.create(tmp_path / "coordinator", PASSPHRASE, crypto.LOWEST)
    visit = library.new_visit(small_setup(), small_instrument(), clock=clock)
    day = Day(library, visit, {}, clock)
    yield day
    day.close()


@pytest.fixture
def panelist(day):
    visit = day.open_for("jia")
    yield visit
    visit.close()
