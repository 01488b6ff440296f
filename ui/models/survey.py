"""The survey as it is entered and listed: what keys mean, the responses, the sample."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from app.i18n import N_, _, ngettext
from app.model.capture import Capture, SurveyResponse
from app.model.instrument import SurveyBand
from app.model.setup import Population
from app.model.text import plain
from app.rules.progress import percent
from app.rules.survey import Survey, count_bands
from ui.icons import Icon
from ui.theme import Tone

QUESTIONS = 5
"""How many questions of awareness there are (handbook 1.6)."""
WAYS = {"电访": N_("By phone"), "问卷": N_("Questionnaire"), "走访": N_("On a visit")}
"""How somebody was asked, as it is stored and counted, and what it is called."""
_PLACES = 2


def narrow(text: str) -> str:
    """As typed, with full-width figures made narrow."""
    return unicodedata.normalize("NFKC", text).strip()


def band_keys(bands: Sequence[SurveyBand]) -> dict[str, SurveyBand]:
    """A letter for each band, in their order."""
    return {chr(ord("A") + number): band for number, band in enumerate(bands[:26])}


def read_percent(text: str, bands: Sequence[SurveyBand]) -> Decimal | None:
    """Percent, or a band's letter, which stands for its lower end; None where neither is there."""
    typed = narrow(text).upper().removesuffix("%")
    band = band_keys(bands).get(typed)
    if band is not None:
        return band.low
    try:
        return Decimal(typed) if typed[:1].isdigit() else None
    except InvalidOperation:
        return None


def may_be_percent(text: str, bands: Sequence[SurveyBand]) -> bool:
    """Whether the text is a percentage, a band's letter, or on the way to one."""
    typed = narrow(text).upper()
    if not typed or typed in band_keys(bands):
        return True
    whole, _point, part = typed.removesuffix("%").partition(".")
    if not (whole.isdecimal() and (part.isdecimal() or not part)) or len(part) > _PLACES:
        return False
    return Decimal(f"{whole}.{part or 0}") <= 100


def read_known(text: str) -> int | None:
    typed = narrow(text)
    return int(typed) if typed.isdecimal() else None


def may_be_known(text: str) -> bool:
    known = read_known(text)
    return not narrow(text) or (len(narrow(text)) == 1 and known is not None and known <= QUESTIONS)


def band_of(value: Decimal | None, bands: Sequence[SurveyBand]) -> SurveyBand | None:
    """The band that a percentage falls into."""
    return None if value is None else _band_of(value, tuple(bands))


@lru_cache(maxsize=1024)
def _band_of(value: Decimal, bands: tuple[SurveyBand, ...]) -> SurveyBand | None:
    counted = count_bands((value,), bands)
    return next((one.band for one in counted if one.count), None)


def way_word(way: str) -> str:
    return _(WAYS[way]) if way in WAYS else way


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """A respondent in the list, in words."""

    id: str
    number: str
    satisfaction: str
    band: str
    known: str
    way: str
    code: str
    time: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.number,
            self.satisfaction,
            self.band,
            self.known,
            self.way,
            self.code,
            self.time,
        )

    @property
    def spoken(self) -> str:
        return " ".join(filter(None, self.cells))


def response_rows(
    captures: Sequence[Capture], bands: Sequence[SurveyBand]
) -> tuple[ResponseRow, ...]:
    """The latest first; numbered in the order of entry."""
    rows = (
        _row(capture, capture.body, number, bands)
        for number, capture in enumerate(captures, start=1)
        if isinstance(capture.body, SurveyResponse)
    )
    return tuple(reversed(tuple(rows)))


def _row(
    capture: Capture, body: SurveyResponse, number: int, bands: Sequence[SurveyBand]
) -> ResponseRow:
    band = band_of(body.satisfaction, bands)
    return ResponseRow(
        id=capture.id,
        number=str(number),
        satisfaction="—" if body.satisfaction is None else f"{plain(body.satisfaction)}%",
        band=band.label if band else "",
        known="—" if body.known is None else f"{body.known}/{QUESTIONS}",
        way=way_word(body.way),
        code=body.code,
        time=f"{capture.at:%H:%M}",
    )


@dataclass(frozen=True, slots=True)
class Sample:
    """How far the sample has come: words, share of what is needed, tone and icon.

    `rate` says what share of all people was asked, where it is known how many there are.
    """

    text: str
    rule: str
    rate: str
    share: float
    tone: Tone
    icon: Icon


def sample_view(found: Survey, population: Population) -> Sample:
    left = found.needed - found.answered
    if left <= 0:
        text, tone, icon = _("enough for the sample rule"), Tone.PRAISE, Icon.DONE
    else:
        more = ngettext("{count} more needed", "{count} more needed", left)
        text, tone, icon = more.format(count=left), Tone.CONCERN, Icon.MISSING
    share = found.answered / found.needed if found.needed else 1.0
    rule, rate = _rule(found.needed, population), _rate(found.answered, population)
    return Sample(text, rule, rate, min(1.0, share), tone, icon)


def _rate(answered: int, population: Population) -> str:
    share = percent(answered, population.total or 0)
    if share is None:
        return ""
    said = _("Asked so far: {answered} of {total}, {share}%.")
    return said.format(answered=answered, total=population.total, share=share)


def _rule(needed: int, population: Population) -> str:
    if population.total is None:
        return _("At least {count} people are to be asked.").format(count=needed)
    said = (
        _("Everybody is to be asked: {needed} of {total} people.")
        if needed == population.total
        else _("At least {needed} of {total} people are to be asked.")
    )
    return said.format(needed=needed, total=population.total)
