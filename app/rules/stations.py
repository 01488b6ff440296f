"""When two names mean one station: written shortly or at length, with its town's district or not."""

import re
from unicodedata import normalize

_NOISE = re.compile(r"[^\w]|_", re.UNICODE)
_SHORTER = (
    ("社会工作", "社工"),
    ("服务中心", "站"),
    ("服务总站", "站"),
    ("服务站", "站"),
    ("街道", "街"),
)
_BEFORE = re.compile(r"^(?:\w{2,8}?省)?(?:\w{2,8}?市)?(\w{2,8}?[区县])?(?=[^街镇乡社站\W]\w{2,}$)")


def station_key(name: str, county: str = "") -> str:
    """What the visits of one station share; streets of one name in two districts stay two."""
    bare = _short(name)
    found = _BEFORE.match(bare)
    core, inside = (bare[found.end() :], found.group(1)) if found else (bare, "")
    return f"{core or name.strip()}@{_short(county) or inside or ''}"


def core_of(key: str) -> str:
    """The name in a key, without its district."""
    return key.rpartition("@")[0]


def _short(name: str) -> str:
    bare = _NOISE.sub("", normalize("NFKC", name)).casefold()
    for long, short in _SHORTER:
        bare = bare.replace(long, short)
    return bare
