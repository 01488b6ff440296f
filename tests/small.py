"""A small visit, which most tests begin with or vary: two experts, two districts."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

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
        assignments=assigned(("jia", "yi"), ("quality", "whole")),
    )


def assigned(people: Iterable[str], blocks: tuple[str, ...]) -> tuple[Assignment, ...]:
    """Everybody scores every block."""
    return tuple(Assignment(panelist=who, block=block) for who in people for block in blocks)


class Clock:
    """A second later at each look."""

    def __init__(self) -> None:
        self.at = datetime(2024, 1, 16, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at
