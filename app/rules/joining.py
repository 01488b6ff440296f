"""A first text for several findings that say the same: every clause once, in their order."""

import re
from collections.abc import Iterable

_CLAUSE = re.compile(r"[^。；;！!？?\n]+")
_LATIN = re.compile(r"[A-Za-z0-9]\Z")


def joined_text(texts: Iterable[str]) -> str:
    """Clauses that stand in another one are left out, so that nothing is said twice."""
    clauses = [clause.strip(" .") for text in texts for clause in _CLAUSE.findall(text)]
    known = list(dict.fromkeys(filter(None, clauses)))
    kept = [c for c in known if not any(c != other and c in other for other in known)]
    if not kept:
        return ""
    return "; ".join(kept) + "." if _LATIN.search(kept[-1]) else "；".join(kept) + "。"
