"""Small visits for the arithmetic: an instrument, a panel, sheets."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from app.model.base import to_json
from app.model.capture import Capture, Declaration, Finding, Score, ScoreState, Stance
from app.model.decision import Decisions, PartyEntry, Pick, Settlement
from app.model.instrument import Band, Block, Instrument, Item, MergeRule, PartyScheme, Scope
from app.model.panel import Assignment, Duty, Panelist
from app.model.setup import Setup
from app.model.sheet import Accepted, SheetContent
from app.model.station import Contract, District, Period, Station
from app.rules.cells import decision_basis
from app.rules.scoring import evaluate, find_cell

NOON = datetime(2024, 1, 16, 12, 0, tzinfo=UTC)
NAMES = ("评委甲", "评委乙", "评委丙", "评委丁", "评委戊")
BANDS = (
    Band(label="优秀", low=Decimal(90), high=Decimal(100)),
    Band(label="良好", low=Decimal(80), high=Decimal(90)),
    Band(label="合格", low=Decimal(60), high=Decimal(80)),
    Band(label="不合格", low=Decimal(0), high=Decimal(60)),
)


def item(key, full="5", **fields):
    return Item(id=key, label=key, full=Decimal(full), **fields)


def block(key="b", full="20", items=(), **fields):
    merge = fields.pop("merge", {})
    return Block(
        id=key,
        label=key,
        full=Decimal(full),
        items=tuple(items),
        merge=MergeRule(**merge),
        **fields,
    )


def instrument(*blocks, parties=(), **fields):
    panel = PartyScheme(
        id="third", label="第三方", full=sum((b.full for b in blocks), Decimal()), blocks=blocks
    )
    return Instrument(id="test", title="测试指标", parties=(panel, *parties), bands=BANDS, **fields)


def setup(blocks, raters=3, districts=(), assignments=None, leads=None):
    panel = tuple(
        Panelist(id=f"p{n}", name=NAMES[n % 5], duty=Duty.EXPERT if n else Duty.LEAD)
        for n in range(raters)
    )
    everyone = tuple(Assignment(panelist=p.id, block=b.id) for p in panel for b in blocks)
    return Setup(
        station=Station(name="测试街社工服务站"),
        visited_on=date(2024, 1, 16),
        contract=Contract(start=date(2023, 7, 16), end=date(2024, 7, 15)),
        period=Period(start=date(2023, 7, 16), end=date(2023, 12, 31)),
        districts=tuple(District(id=d, name=f"{d}片区") for d in districts),
        panel=panel,
        assignments=everyone if assignments is None else assignments,
        leads=leads or {},
    )


def capture(who, body, device="pc", key=None, minute=0, **place):
    named = key or hashlib.sha256(to_json(body) + repr((who, device, minute, place)).encode())
    return Capture(
        id=named if isinstance(named, str) else named.hexdigest()[:32],
        author=who,
        device=device,
        at=NOON + timedelta(minutes=minute),
        body=body,
        **place,
    )


def score(value, **fields):
    if value == "na":
        return Score(state=ScoreState.NA, **fields)
    return Score(points=Decimal(value), **fields)


def sheet(who, scores=(), captures=(), device="pc", revision=1, *, confirmed=True):
    """A sheet from `{item: value}` or `{(item, district): value}`, and further captures."""
    places = {k if isinstance(k, tuple) else (k, None): v for k, v in dict(scores).items()}
    own = tuple(
        capture(who, score(v) if isinstance(v, str) else v, device, item=i, district=d)
        for (i, d), v in places.items()
    )
    content = SheetContent(
        visit="v",
        panelist=who,
        device=device,
        revision=revision,
        setup_version=1,
        instrument_hash="h",
        handed_in_at=NOON,
        captures=own + tuple(captures),
    )
    digest = hashlib.sha256(to_json(content)).hexdigest()
    return Accepted(hash=digest, content=content, confirmed=confirmed)


def recusal(who, district=None, reason="曾任督导"):
    return capture(who, Declaration(recused=True, reason=reason), district=district)


def finding(who, text, **fields):
    device, key = fields.pop("device", "pc"), fields.pop("key", None)
    minute = fields.pop("minute", 0)
    body = Finding(stance=Stance.CONCERN, text=text, **fields)
    return capture(who, body, device, key, minute)


def settle(outcome, key, points, district=None, minute=0):
    """A settlement that is made on what the outcome shows."""
    return Settlement(
        item=key,
        district=district,
        points=Decimal(points),
        reason="合议",
        by="评委甲",
        at=NOON + timedelta(minutes=minute),
        basis=decision_basis(find_cell(outcome, key, district)),
    )


def pick(who, key, value, basis, district=None):
    return Pick(
        panelist=who, item=key, district=district, value=value, by="汇总人", at=NOON, basis=basis
    )


def entry(party, value, **fields):
    return PartyEntry(party=party, value=Decimal(value), **fields)


class Visit:
    """One instrument with one set-up, to evaluate sheets and decisions in."""

    def __init__(self, *blocks, raters=3, districts=(), parties=(), **fields):
        own = {name: fields.pop(name) for name in ("assignments", "leads") if name in fields}
        self.instrument = instrument(*blocks, parties=parties, **fields)
        self.setup = setup(blocks, raters, districts, **own)

    def outcome(self, *sheets, **decisions):
        return evaluate(self.instrument, self.setup, sheets, Decisions(**decisions))


def one_district_block(**fields):
    return block(scope=Scope.DISTRICT, **fields)
