"""An archive far larger than any real one: the index of a library with thousands of visits.

    python3 build_scripts/many_visits.py DIR [VISITS]

makes a library in DIR whose index tells of so many visits, without the visits themselves: one is
real, the others are entries like it. The passphrase is printed. `tell_of_many` does it for others.
"""

import random
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from heavy_visit import PASSPHRASE, SENTENCES

from app.exchange import crypto
from app.library import Library
from app.model.archive import ArchiveEntry, BlockScore, EarlierFinding
from app.model.station import Term
from app.rules.stations import station_key
from app.services.archive import Told
from app.services.state import LocalRole
from app.summary import Noted, Summary

VISITS = 2000
STATIONS = 640
CITY = "广州市"
COUNTIES = (
    "番禺区",
    "越秀区",
    "天河区",
    "海珠区",
    "荔湾区",
    "白云区",
    "黄埔区",
    "南沙区",
    "花都区",
)
STREETS = "大石洛浦桥南沙头东环石壁钟村化龙新造南村石楼石基沙湾市桥小谷围金花流花登峰矿泉"
AGENCIES = tuple(
    f"{letter}社会工作服务中心" for letter in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
)
LONG = "番禺区社会工作与志愿服务综合发展促进中心（有限合伙民办非企业单位）"
BLOCKS = (
    ("operation", "运营管理", 12),
    ("staffing", "人员配备", 10),
    ("quality", "服务质量", 20),
    ("indicators", "协议指标", 18),
    ("archive", "资料管理", 10),
    ("buyer", "购买方", 15),
    ("supervision", "督导中心", 10),
    ("bureau", "监督方", 5),
)


def tell_of_many(library: Library, visits: int = VISITS, stations: int = STATIONS) -> None:
    """Puts entries into the index; the same ones for the same numbers."""
    pick = random.Random(1)
    names = [_station(number, pick) for number in range(stations)]
    library.keep(_noted(number, names, pick) for number in range(visits))


def _station(number: int, pick: random.Random) -> tuple[str, str, str]:
    """Name, district, agency."""
    street = "".join(pick.sample(STREETS, 2)) + ("" if number < 200 else str(number))
    agency = LONG if number % 97 == 0 else pick.choice(AGENCIES)
    return f"{street}街社工服务站", pick.choice(COUNTIES), agency


def _noted(number: int, stations: list[tuple[str, str, str]], pick: random.Random) -> Noted:
    turn, station = divmod(number, len(stations))
    name, county, agency = stations[station]
    day = date(2019, 1, 5) + timedelta(days=station * 160 // len(stations) + turn * 180)
    folder = f"{number:032x}"
    key = station_key(f"{CITY}{county}{name}", county)
    profile = tuple(
        BlockScore(
            id=block,
            label=label,
            full=Decimal(full),
            score=(full * Decimal(pick.randint(640, 990)) / 1000).quantize(Decimal("0.01")),
        )
        for block, label, full in BLOCKS
    )
    total = sum((one.score or Decimal(0) for one in profile), Decimal(0))
    settled = number % 29 != 0
    term = Term.MID if turn % 2 == 0 else Term.FINAL
    findings = tuple(
        EarlierFinding(
            visit=f"v{number}",
            id=f"c{n}",
            text=SENTENCES[(number + n) % len(SENTENCES)],
            place="服务质量·第一片区",
            since=day,
        )
        for n in range(pick.randint(0, 24))
    )
    entry = ArchiveEntry(
        folder=folder,
        visit=f"v{number}",
        station=key,
        own_station=key,
        name=f"{CITY}{county}{name}",
        short=name.replace("服务站", "站"),
        county=county,
        term=term,
        visited_on=day,
        bureau=f"{county}民政局",
        contractor=agency,
        total=total if settled else None,
        grade=_grade(total) if settled else "",
        concerns=len(findings),
        praises=8,
        open=len(findings),
        done=40,
        cells=60 if not settled else 40,
    )
    return Noted(_summary(entry), Told(entry, profile, findings))


def _grade(total: Decimal) -> str:
    bands = ((90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格"))
    return next(name for low, name in bands if total >= low)


def _summary(entry: ArchiveEntry) -> Summary:
    return Summary(
        folder=entry.folder,
        visit=entry.visit,
        role=LocalRole.COORDINATOR,
        station=entry.name,
        short=entry.short,
        term=entry.term.value,
        visited_on=entry.visited_on.isoformat(),
        panel=7,
        collected=7,
        done=entry.done,
        cells=entry.cells,
        total="" if entry.total is None else str(entry.total),
        grade=entry.grade,
        updated_at=f"{entry.visited_on.isoformat()}T17:30:00+08:00",
    )


def main() -> None:
    visits = int(sys.argv[2]) if len(sys.argv) > 2 else VISITS
    library = Library.create(Path(sys.argv[1]), PASSPHRASE, crypto.LOWEST)
    tell_of_many(library, visits)
    library.close()
    print(PASSPHRASE)


if __name__ == "__main__":
    main()
