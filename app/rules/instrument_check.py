"""Whether an instrument adds up and can be scored with."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from app.i18n import N_
from app.model.instrument import (
    Band,
    Block,
    Instrument,
    Item,
    Measure,
    MergeRule,
    Method,
    PartyScheme,
    SurveyBand,
    Veto,
)
from app.model.text import plain
from app.rules.problem import Problem, Spot, blank, error, repeated, twice_id, warning

_HUNDRED = Decimal(100)
_TRIMMED_LEAST = 3


def instrument_problems(instrument: Instrument) -> tuple[Problem, ...]:
    """Everything that is wrong, in the order of the instrument; no errors mean that it can be used."""
    return (
        *_general(instrument),
        *_sum_of_parties(instrument),
        *_parties(instrument),
        *_bands(instrument.bands, "bands"),
        *_vetoes(instrument),
        *_questions(instrument),
        *_survey(instrument),
        *id_problems(instrument),
    )


def _general(instrument: Instrument) -> Iterator[Problem]:
    yield from blank(instrument.title, "title")
    if instrument.reasons.share > 1:
        yield _share("reasons.share", instrument.reasons.share)
    flags = instrument.flags
    for name in ("spread", "outlier", "unfounded"):
        if getattr(flags, name) > 1:
            yield _share(f"flags.{name}", getattr(flags, name))


def _share(place: str, share: Decimal) -> Problem:
    template = N_("The share {share} is over 1. Write 60 % as 0.6.")
    return error(template, place, share=plain(share))


def _sum_of_parties(instrument: Instrument) -> Iterator[Problem]:
    total = sum((p.full for p in instrument.parties), Decimal(0))
    if total != _HUNDRED:
        yield error(
            N_("The parties' full marks add up to {total}. They must add up to 100."),
            "parties",
            total=plain(total),
        )


def _parties(instrument: Instrument) -> Iterator[Problem]:
    for index, party in enumerate(instrument.parties):
        yield from _party(party, f"parties[{index}]")


def _party(party: PartyScheme, place: str) -> Iterator[Problem]:
    yield from blank(party.label, f"{place}.label")
    yield from _full(party.full, party.label, place)
    total = sum((b.full for b in party.blocks), Decimal(0))
    if party.blocks and total != party.full:
        yield error(
            N_("The blocks of “{party}” add up to {total}, but its full mark is {full}."),
            f"{place}.full",
            party=party.label,
            total=plain(total),
            full=plain(party.full),
        )
    for index, block in enumerate(party.blocks):
        yield from _at(Spot(block=block.id), _block(block, f"{place}.blocks[{index}]"))


def _at(spot: Spot, found: Iterable[Problem]) -> Iterator[Problem]:
    """Problems with the place where a screen shows them, if they have none yet."""
    return (replace(p, spot=spot) if p.spot == Spot() else p for p in found)


def _block(block: Block, place: str) -> Iterator[Problem]:
    yield from blank(block.label, f"{place}.label")
    yield from _full(block.full, block.label, place)
    yield from _merge(block.merge, block.label, f"{place}.merge")
    if not block.items:
        yield from _step(block.full, block.step, block.label, place)
        return
    total = sum((i.full for i in block.items), Decimal(0))
    if total != block.full:
        yield error(
            N_("The items of “{block}” add up to {total}, but its full mark is {full}."),
            f"{place}.full",
            block=block.label,
            total=plain(total),
            full=plain(block.full),
        )
    for index, item in enumerate(block.items):
        spot = Spot(block=block.id, item=item.id)
        yield from _at(spot, _item(item, f"{place}.items[{index}]"))


def _item(item: Item, place: str) -> Iterator[Problem]:
    yield from blank(item.label, f"{place}.label")
    yield from _full(item.full, item.label, place)
    yield from _step(item.full, item.step, item.label, place)
    for index, evidence in enumerate(item.evidence):
        yield from blank(evidence.label, f"{place}.evidence[{index}].label")
    yield from _anchors(item, place)


def _anchors(item: Item, place: str) -> Iterator[Problem]:
    template = N_(
        "The scale of “{item}” describes {low} to {high}, which is not inside 0 to {full}."
    )
    for index, anchor in enumerate(item.anchors):
        here = f"{place}.anchors[{index}]"
        yield from blank(anchor.text, f"{here}.text")
        if not anchor.low <= anchor.high <= item.full:
            low, high, full = plain(anchor.low), plain(anchor.high), plain(item.full)
            yield error(template, here, item=item.label, low=low, high=high, full=full)


def _full(full: Decimal, label: str, place: str) -> Iterator[Problem]:
    if full <= 0:
        yield error(N_("The full mark of “{label}” must be above 0."), f"{place}.full", label=label)


def _step(full: Decimal, step: Decimal, label: str, place: str) -> Iterator[Problem]:
    if step <= 0:
        yield error(N_("The step of “{label}” must be above 0."), f"{place}.step", label=label)
    elif full % step:
        yield error(
            N_("The full mark {full} of “{label}” is not a multiple of its step {step}."),
            f"{place}.step",
            label=label,
            step=plain(step),
            full=plain(full),
        )


def _merge(rule: MergeRule, label: str, place: str) -> Iterator[Problem]:
    if rule.method is Method.TRIMMED and rule.minimum < _TRIMMED_LEAST:
        yield error(
            N_("“{label}” leaves out the highest and the lowest score: that needs at least 3."),
            f"{place}.minimum",
            label=label,
        )
    if rule.method is Method.LEAD and rule.minimum > 1:
        yield warning(
            N_("“{label}” takes one person's score, so its minimum of {minimum} has no effect."),
            f"{place}.minimum",
            label=label,
            minimum=rule.minimum,
        )


def _bands(bands: Sequence[Band | SurveyBand], place: str) -> Iterator[Problem]:
    for index, band in enumerate(bands):
        yield from blank(band.label, f"{place}[{index}].label")
        if band.low >= band.high:
            yield error(
                N_("The band “{label}” ends at {high}, which is not above its start {low}."),
                f"{place}[{index}].high",
                label=band.label,
                low=plain(band.low),
                high=plain(band.high),
            )
    for here, label in repeated((f"{place}[{i}].label", b.label) for i, b in enumerate(bands)):
        yield error(N_("There are two bands “{label}”."), here, label=label)
    yield from _tiling(bands, place)


def _tiling(bands: Sequence[Band | SurveyBand], place: str) -> Iterator[Problem]:
    """Whether the bands, sorted, cover 0 to 100 once."""
    reached = Decimal(0)
    for band in sorted((b for b in bands if b.low < b.high), key=lambda b: b.low):
        if band.low < reached:
            start, end = plain(band.low), plain(min(reached, band.high))
            yield error(N_("Two bands cover {start} to {end}."), place, start=start, end=end)
        yield from _gap(reached, band.low, place)
        reached = max(reached, band.high)
    yield from _gap(reached, _HUNDRED, place)
    if reached > _HUNDRED:
        high = plain(reached)
        yield error(N_("The bands go up to {high}. They must end at 100."), place, high=high)


def _gap(reached: Decimal, low: Decimal, place: str) -> Iterator[Problem]:
    if low > reached:
        start, end = plain(reached), plain(low)
        yield error(N_("No band covers {start} to {end}."), place, start=start, end=end)


def _vetoes(instrument: Instrument) -> Iterator[Problem]:
    for index, veto in enumerate(instrument.vetoes):
        yield from _veto(veto, f"vetoes[{index}]")
    if instrument.vetoes and instrument.veto_grade not in {b.label for b in instrument.bands}:
        yield error(
            N_("The grade “{grade}” that a veto leads to is not one of the bands."),
            "veto_grade",
            grade=instrument.veto_grade,
        )


def _veto(veto: Veto, place: str) -> Iterator[Problem]:
    yield from blank(veto.label, f"{place}.label")
    yield from blank(veto.text, f"{place}.text")
    here, label = f"{place}.thresholds", veto.label
    if veto.measure is None:
        if veto.thresholds:
            template = N_("“{label}” has a threshold, but no measure to compare with it.")
            yield error(template, here, label=label)
        return
    if not veto.thresholds:
        template = N_("“{label}” has no threshold, so it cannot be computed.")
        yield warning(template, here, label=label)
    if veto.measure is Measure.PERSONNEL_RATIO:
        yield from _percentages(veto, here)


def _percentages(veto: Veto, place: str) -> Iterator[Problem]:
    template = N_("The threshold of “{label}” is {value} percent. It must not be above 100.")
    for value in veto.thresholds.values():
        if value > _HUNDRED:
            yield error(template, place, label=veto.label, value=plain(value))


def _questions(instrument: Instrument) -> Iterator[Problem]:
    blocks = {b.id for b in instrument.blocks()}
    for index, question in enumerate(instrument.checklist):
        place = f"checklist[{index}]"
        yield from blank(question.label, f"{place}.label")
        if question.block is not None and question.block not in blocks:
            yield error(
                N_("“{label}” belongs to a block “{block}” that does not exist."),
                f"{place}.block",
                label=question.label,
                block=question.block,
            )
    for index, guide in enumerate(instrument.guides):
        place = f"guides[{index}]"
        yield from blank(guide.label, f"{place}.label")
        for number, asked in enumerate(guide.questions):
            yield from blank(asked.text, f"{place}.questions[{number}].text")


def _survey(instrument: Instrument) -> Iterator[Problem]:
    rule = instrument.survey
    if rule.minimum < 0:
        yield error(N_("The survey's minimum must not be below 0."), "survey.minimum")
    if rule.bands:
        yield from _bands(rule.bands, "survey.bands")


def id_problems(instrument: Instrument) -> Iterator[Problem]:
    """Ids that stand twice where they must differ.

    What a capture's item may name shares one set of ids; vetoes and guides have their own.
    """
    for keys in (
        (*_tree_ids(instrument), *_checklist_ids(instrument)),
        tuple((f"vetoes[{i}].key", v.key) for i, v in enumerate(instrument.vetoes)),
        tuple((f"guides[{i}].kind", g.kind) for i, g in enumerate(instrument.guides)),
        *_question_ids(instrument),
    ):
        yield from twice_id(keys)


def _tree_ids(instrument: Instrument) -> Iterator[tuple[str, str]]:
    for index, party in enumerate(instrument.parties):
        place = f"parties[{index}]"
        yield f"{place}.id", party.id
        for number, block in enumerate(party.blocks):
            yield from _block_ids(block, f"{place}.blocks[{number}]")


def _block_ids(block: Block, place: str) -> Iterator[tuple[str, str]]:
    yield f"{place}.id", block.id
    for index, item in enumerate(block.items):
        here = f"{place}.items[{index}]"
        yield f"{here}.id", item.id
        yield from ((f"{here}.evidence[{i}].id", e.id) for i, e in enumerate(item.evidence))


def _checklist_ids(instrument: Instrument) -> Iterator[tuple[str, str]]:
    for index, question in enumerate(instrument.checklist):
        yield f"checklist[{index}].id", question.id


def _question_ids(instrument: Instrument) -> Iterator[Iterable[tuple[str, str]]]:
    """Ids of questions, guide by guide."""
    for index, guide in enumerate(instrument.guides):
        place = f"guides[{index}].questions"
        yield tuple((f"{place}[{i}].id", q.id) for i, q in enumerate(guide.questions))
