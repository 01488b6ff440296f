"""A small instrument, set-up and captures, sound in every way, for the checks to be tried on."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from app.model.base import changed
from app.model.capture import Capture, Declaration, Finding, Score, Stance
from app.model.instrument import (
    Band,
    Block,
    Evidence,
    Instrument,
    Item,
    PartyScheme,
    Scope,
    SurveyBand,
    SurveyRule,
)
from app.model.panel import Assignment, Duty, Panelist
from app.model.schedule import AgendaEntry, Stage
from app.model.setup import Indicator, Setup, Staffing, StaffMonth
from app.model.station import Contract, District, Period, Site, Station

D = Decimal
NOON = datetime(2024, 1, 16, 12, tzinfo=UTC)


def instrument(**fields):
    """100 = 60 (running 20, quality 40 by district, two items) + 40 of the buyer."""
    running = Block(id="running", label="运营", full=D(20))
    needs = Item(
        id="needs", label="需求", full=D(15), evidence=(Evidence(id="files", label="档案"),)
    )
    effect = Item(id="effect", label="成效", full=D(25), step=D("0.5"), allow_na=True)
    quality = Block(
        id="quality", label="质量", full=D(40), scope=Scope.DISTRICT, items=(needs, effect)
    )
    sound = Instrument(
        id="try",
        title="试用",
        parties=(
            PartyScheme(id="panel", label="第三方", full=D(60), blocks=(running, quality)),
            PartyScheme(id="buyer", label="购买方", full=D(40)),
        ),
        bands=(
            Band(label="优秀", low=D(90), high=D(100)),
            Band(label="合格", low=D(60), high=D(90)),
            Band(label="不合格", low=D(0), high=D(60)),
        ),
        survey=SurveyRule(
            bands=(
                SurveyBand(label="低", low=D(0), high=D(85)),
                SurveyBand(label="高", low=D(85), high=D(100)),
            )
        ),
    )
    return changed(sound, **fields)


def with_block(block_id, **fields):
    """The instrument with one block changed."""
    whole = instrument()
    panel = whole.parties[0]
    blocks = tuple(changed(b, **fields) if b.id == block_id else b for b in panel.blocks)
    return changed(whole, parties=(changed(panel, blocks=blocks), whole.parties[1]))


def with_item(item_id, **fields):
    """The instrument with one item of the block `quality` changed."""
    items = instrument().block("quality").items
    return with_block(
        "quality", items=tuple(changed(i, **fields) if i.id == item_id else i for i in items)
    )


def setup(**fields):
    """Two districts; the lead scores everything, an expert the quality of the second district."""
    sound = Setup(
        station=Station(name="示例街社工服务站"),
        visited_on=date(2024, 1, 16),
        contract=Contract(start=date(2023, 7, 16), end=date(2024, 7, 15)),
        period=Period(start=date(2023, 7, 16), end=date(2023, 12, 31)),
        districts=(
            District(id="d1", name="第一片区", sites=(Site(id="s1", name="甲村"),)),
            District(id="d2", name="第二片区", sites=(Site(id="s2", name="乙村"),)),
        ),
        panel=(
            Panelist(id="p1", name="评委甲", duty=Duty.LEAD),
            Panelist(id="p2", name="评委乙"),
            Panelist(id="w1", name="工作人员A", duty=Duty.STAFF),
        ),
        assignments=(
            Assignment(panelist="p1", block="running"),
            Assignment(panelist="p1", block="quality"),
            Assignment(panelist="p2", block="quality", districts=("d2",)),
        ),
        indicators=(
            Indicator(
                id="visits",
                label="家访",
                target=D(1200),
                actual=D(1165),
                districts={"d1": D(600), "d2": D(565)},
            ),
        ),
        staffing=Staffing(
            posts=20,
            total=21,
            certified=15,
            months=(StaffMonth(month="2023-07", required=D(10), present=D("9.5")),),
        ),
        agenda=(
            AgendaEntry(stage=Stage.SIGN_IN, title="报到", start=time(8, 45), end=time(9)),
            AgendaEntry(stage=Stage.BRIEFING, title="介绍", start=time(9), end=time(9, 40)),
        ),
    )
    return changed(sound, **fields)


def capture(body, number=1, author="p2", **place):
    """The n-th thing that somebody recorded, n minutes after noon."""
    at = NOON + timedelta(minutes=number)
    return Capture(id=f"c{number}", author=author, device="dev", at=at, body=body, **place)


def signed(number=1, **fields):
    return capture(Declaration(signature="评委乙", confidential=True, **fields), number)


def score(points, number, item="needs", district="d2", **fields):
    return capture(Score(points=D(points), **fields), number, item=item, district=district)


def concern(number, **place):
    return capture(Finding(stance=Stance.CONCERN, text="记录雷同"), number, **place)


def places(problems):
    """What was found, as pairs of severity and place."""
    return [(p.severity.value, p.place) for p in problems]


def sentences(problems):
    return [str(p) for p in problems]
