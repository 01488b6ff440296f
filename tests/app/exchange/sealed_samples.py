"""A small visit, its keys, packs and sheets, and what somebody could do to their bytes."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from app.exchange import crypto
from app.exchange.body import pack_body
from app.exchange.container import FileKind, assemble, bound_head
from app.exchange.crypto import BoxPair
from app.exchange.sheet import IssuedKey, seal_sheet
from app.model.base import changed
from app.model.capture import Capture, Finding, Note, Photo, Score, Stance
from app.model.hashes import content_hash, instrument_hash
from app.model.instrument import Band, Block, Instrument, PartyScheme
from app.model.pack import PackContent
from app.model.panel import Assignment, Duty, Panelist
from app.model.setup import Setup
from app.model.sheet import SheetContent
from app.model.station import Contract, Period, Station

CHINA = timezone(timedelta(hours=8))
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=CHINA)
VISIT = "5f0c1d52-6a0e-4f0a-9a55-2f9f6f6b1c01"
OTHER_VISIT = "5f0c1d52-6a0e-4f0a-9a55-2f9f6f6b1c02"
STATION = "钟村街社工服务站"
TEXT = "走访记录写得细，跟进时间清楚。"
PICTURE = b"\xff\xd8 a picture"
CODE = "7K3M9QXA"

COORDINATOR: BoxPair = crypto.new_pair()
SEED = crypto.new_key()
OTHER_SEED = crypto.new_key()
KEYS = {
    "key-1": IssuedKey(panelist="p1", verify_key=crypto.verify_key(SEED)),
    "key-2": IssuedKey(panelist="p2", verify_key=crypto.verify_key(OTHER_SEED)),
}

INSTRUMENT = Instrument(
    id="small",
    title="示例指标",
    parties=(
        PartyScheme(
            id="third_party",
            label="第三方",
            full=Decimal(10),
            blocks=(Block(id="a", label="服务监测", full=Decimal(10)),),
        ),
    ),
    bands=(Band(label="良好", low=Decimal(0), high=Decimal(100)),),
)
SETUP = Setup(
    station=Station(name=STATION),
    visited_on=date(2026, 5, 20),
    contract=Contract(start=date(2025, 9, 1), end=date(2026, 8, 31), fee=Decimal("2400000.50")),
    period=Period(start=date(2025, 9, 1), end=date(2026, 2, 28)),
    panel=(
        Panelist(id="p1", name="评委甲", duty=Duty.LEAD),
        Panelist(id="p2", name="评委乙"),
    ),
    assignments=(
        Assignment(panelist="p1", block="a"),
        Assignment(panelist="p2", block="a"),
    ),
)


def pack_content(**fields: object) -> PackContent:
    content = PackContent(
        pack="pack-1",
        visit=VISIT,
        panelist="p1",
        key_id="key-1",
        signing_seed=SEED,
        coordinator_key=COORDINATOR.public,
        setup=SETUP,
        setup_version=1,
        instrument=INSTRUMENT,
        issued_at=datetime(2026, 5, 18, 1, 30, tzinfo=UTC),
        app_version="0.1.0",
        language="zh_CN",
    )
    return changed(content, **fields)


def capture(number: int, body: object, **fields: object) -> Capture:
    return Capture(id=f"c{number}", author="p1", device="laptop-1", at=NOON, body=body, **fields)


def sheet_content(**fields: object) -> SheetContent:
    name = content_hash(PICTURE)
    content = SheetContent(
        visit=VISIT,
        panelist="p1",
        device="laptop-1",
        revision=1,
        setup_version=1,
        instrument_hash=instrument_hash(INSTRUMENT),
        handed_in_at=NOON,
        captures=(
            capture(1, Score(points=Decimal("8.90"), reason=TEXT), item="a"),
            capture(2, Finding(stance=Stance.PRAISE, text=TEXT), block="a"),
            capture(3, Photo(blob=name, caption="活动照片")),
        ),
        blobs={name: PICTURE},
    )
    return changed(content, **fields)


def sealed(**fields: object) -> bytes:
    return seal_sheet(sheet_content(**fields), SEED, "key-1", COORDINATOR.public)


def forged(header: object, body: object, seed: bytes = SEED) -> bytes:
    """A sheet as a panelist could make it with other tools: rightly signed, of any content."""
    raw = body if isinstance(body, bytes) else pack_body(body)
    bound = bound_head(FileKind.SHEET, header, len(raw) + 64 + 48)
    tag = b"huiping sheet 1\0" + hashlib.blake2b(bound, digest_size=32).digest()
    signature = crypto.sign(seed, tag + raw)
    return assemble(bound, crypto.seal_to(COORDINATOR.public, signature + raw))


def flipped(raw: bytes, at: int, bit: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ bit]) + raw[at + 1 :]


def with_right_checksum(raw: bytes) -> bytes:
    """What somebody does who changes a file on purpose."""
    return raw[:23] + hashlib.blake2b(raw[:23] + raw[55:], digest_size=32).digest() + raw[55:]


def notes(count: int) -> tuple[Capture, ...]:
    return tuple(capture(number, Note(text=TEXT * 4)) for number in range(count))
