"""Whose report it is: the station, its town and its district, from the visit or from the text."""

import re
from collections import Counter
from dataclasses import dataclass

from app.reports.checker.base import Report
from app.reports.checker.text import HAN

TOWN = "(?:街道|街|镇|乡)"
STATION = "(?:社工服务站|社会工作服务站|社工站|社会工作站)"
WORK = (
    f"(?:{STATION}|(?:社工|社会工作)(?:服务)?项目|购买服务项目|家庭综合服务中心|综合服务中心|家综)"
)
"""A station, or what else the town's social workers may be called."""
_FULL = re.compile(rf"({HAN}{{2,14}}?{TOWN})(?:{HAN}{{0,4}}?){WORK}")
_CITY = re.compile(
    rf"^.*?(?:{HAN}{{2,3}}省)?(?:{HAN}{{2,4}}市)?(?:{HAN}{{2,3}}区|{HAN}{{2,3}}县)?(?={HAN}{{2,}}$)"
)
_DEFINED = re.compile(
    rf"(?P<full>{HAN}{{4,30}})[（(](?:(?:以下|下文|后文)?(?:统称|简称|简写为)|以?下称)[:：为]?\s*[“\"「]?(?P<short>[^”\"」）)，。]{{2,20}})[”\"」]?[）)]"
)
_DISTRICT = re.compile(
    rf"(?:(?<!{HAN})|(?<=市)|(?<=[由向和与及对在经]))({HAN}{{2,3}}[区县])(?={HAN})"
)
_GENERAL = re.compile(
    r".*(?:社|片|辖|地|园|小|老|校|景|街|老城|主城|中心城|新城|本|该|各|市)[区县]"
)
_LED_TO = re.compile(
    rf"^.*[对在向与和及由为到给的是等至从据经将把被即于是委会按照了](?={HAN}{{2,}}{TOWN}$)"
)
_LEADING = re.compile(r"^(?:[对在向与和及由为到给的是等至从据经将把本该各受即于]|广州市|市)+")


@dataclass(frozen=True, slots=True)
class Names:
    """`town` as 钟村街, `stem` as 钟村; all empty where the text does not tell.

    `towns` are those of every station that gets a short name: a report may be about several.
    """

    town: str = ""
    stem: str = ""
    short: str = ""
    district: str = ""
    towns: frozenset[str] = frozenset()

    @classmethod
    def of(cls, report: Report) -> "Names":
        text = "\n".join(line.text for line in report.lines)
        town = _town(report.facts.station) or _most(text)
        short = report.facts.short or _short(text, town)
        stem = re.sub(f"{TOWN}$", "", town)
        return cls(town, stem, short, _district(report, text), _defined_towns(text))


def bare_town(written: str) -> str:
    """A town without what leads to it: 对番禺区南村镇 is 南村镇."""
    found = _LED_TO.sub("", _LEADING.sub("", written))
    return re.sub(rf"^{HAN}{{1,4}}[市区县](?={HAN}{{2,}})", "", found)


def definitions(text: str) -> list[re.Match[str]]:
    """Where a short name is given."""
    return list(_DEFINED.finditer(text))


def _defined_towns(text: str) -> frozenset[str]:
    """Towns whose station is given a short name."""
    fulls = (_FULL.search(one["full"]) for one in definitions(text))
    return frozenset(bare_town(one[1]) for one in fulls if one)


def _town(station: str) -> str:
    found = _FULL.search(station)
    return bare_town(found[1]) if found else ""


def _most(text: str) -> str:
    """The town of the station that is named most often, of two the one in the first lines."""
    head = "\n".join(text.split("\n")[:4])
    towns = Counter(bare_town(m[1]) for m in _FULL.finditer(text))
    kept = [(n, one in head, one) for one, n in towns.items() if 3 <= len(one) <= 6]
    return max(kept)[2] if kept else ""


def _short(text: str, town: str) -> str:
    """The short name that the report gives the station itself."""
    for found in definitions(text):
        if town and town in found["full"] and re.search(WORK, found["full"]):
            return found["short"]
    return ""


def _district(report: Report, text: str) -> str:
    named = "\n".join((report.facts.station, *report.facts.names))
    for part in (named, text):
        counts = Counter(one for one in _DISTRICT.findall(part) if not _GENERAL.fullmatch(one))
        if counts:
            return str(counts.most_common(1)[0][0])
    return ""
