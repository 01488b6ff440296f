"""Made-up visits that a form is tried with: every list filled, every list empty, odd texts.

They are made from a sample that comes with the program: no visit of a user is ever looked at.
"""

from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from app.exchange.instrument_file import load_shipped
from app.exchange.sample_file import load_sample
from app.model.archive import EarlierFinding, FollowState, FollowUp
from app.model.base import changed
from app.model.capture import Reaction, Stance, SurveyResponse
from app.model.curated import CuratedFinding
from app.model.decision import Decisions, PartyEntry, Settlement, VetoCheck, VetoState
from app.model.instrument import Instrument, Scope
from app.model.setup import Setup
from app.model.station import District
from app.reports.form import Form, Section
from app.reports.input import Picture, ReportInput
from app.rules.scoring import evaluate

_SAMPLE, _INSTRUMENT = "zhongcun", "gz-2023-blocks"
_TODAY = date(2024, 1, 30)
_AT = datetime(2024, 1, 16, 18, 0, tzinfo=UTC)
_SHARE = Decimal("0.8")
ODD = "<b>&amp;\"'</b> {{ x }} {% y %} {_{ ＆ 😀 \u200fעברית\u200e e\u0301 " + "长" * 600
"""What a name or a finding may hold without harm to the document."""


def filled(form: Form) -> ReportInput:
    """Complete, with a praise and a concern for every place that the form has."""
    setup, instrument = load_sample(_SAMPLE).setup, load_shipped(_INSTRUMENT)
    return _input(setup, instrument, _decisions(setup, instrument), _findings(form, setup))


def empty(form: Form) -> ReportInput:
    """As little as a visit can know: no district, no party, no score, no finding."""
    setup = load_sample(_SAMPLE).setup
    bare = Setup(
        station=changed(setup.station, short="", address="", branch_address="", since=""),
        visited_on=setup.visited_on,
        contract=changed(setup.contract, fee=Decimal(0)),
        period=setup.period,
        form=form.id,
    )
    instrument = load_shipped(_INSTRUMENT)
    outcome = evaluate(instrument, bare, (), Decisions())
    return ReportInput(setup=bare, instrument=instrument, outcome=outcome, today=_TODAY)


def odd(form: Form) -> ReportInput:
    """Filled, with texts that look like marks of Word, of HTML or of templates."""
    given = filled(form)
    districts = tuple(changed(d, name=f"{d.name}{ODD}"[:300]) for d in given.setup.districts)
    station = changed(given.setup.station, name=ODD[:300], address=ODD)
    setup = changed(given.setup, station=station, districts=districts)
    findings = tuple(_with_text(one, f"{one.text}{ODD}") for one in given.findings)
    found = _decisions(setup, given.instrument, VetoState.FOUND)
    return _input(setup, given.instrument, found, findings)


def _input(
    setup: Setup,
    instrument: Instrument,
    decisions: Decisions,
    findings: tuple[CuratedFinding, ...],
) -> ReportInput:
    return ReportInput(
        setup=setup,
        instrument=instrument,
        outcome=evaluate(instrument, setup, (), decisions),
        today=_TODAY,
        findings=findings,
        survey=tuple(SurveyResponse(satisfaction=Decimal(v)) for v in (98,) * 90 + (85,) * 12),
        reactions=(Reaction(who="社工站", text="没有异议。"),),
        replies=(Reaction(who="购买方", text="同意初评意见。"),),
        waiting=(("社工站", "请复核一个数据"),),
        follow_ups=tuple(_follow_up(state, setup) for state in FollowState),
        unjudged=(_earlier("unjudged", setup),),
        annex=(Picture("图1 各板块得分", "各板块得分", _png),),
    )


def _follow_up(state: FollowState, setup: Setup) -> FollowUp:
    finding = _earlier(state.value, setup)
    return FollowUp(finding=finding, state=state, note="查看了台账", by="staff", at=_AT)


def _earlier(key: str, setup: Setup) -> EarlierFinding:
    return EarlierFinding(
        visit="before", id=key, text="上次要求补齐的记录。", since=setup.contract.start
    )


def _png() -> bytes:
    """A white point."""
    return b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
    )


def _decisions(
    setup: Setup, instrument: Instrument, vetoes: VetoState = VetoState.NOT_FOUND
) -> Decisions:
    return Decisions(
        settlements=tuple(_settlements(setup.districts, instrument)),
        parties=tuple(
            PartyEntry(party=party.id, value=party.full * _SHARE)
            for party in instrument.parties
            if not party.blocks
        ),
        vetoes=tuple(
            VetoCheck(key=veto.key, state=vetoes, evidence="已查证。", by="staff")
            for veto in instrument.vetoes
        ),
    )


def _settlements(districts: tuple[District, ...], instrument: Instrument) -> Iterator[Settlement]:
    for block in instrument.blocks():
        places = [d.id for d in districts] if block.scope is Scope.DISTRICT else [None]
        for item in block.scored():
            for district in places:
                yield Settlement(
                    item=item.id,
                    district=district,
                    points=(item.full * _SHARE).quantize(Decimal("0.1")),
                    reason="合议",
                    by="staff",
                    at=_AT,
                )


def _findings(form: Form, setup: Setup) -> tuple[CuratedFinding, ...]:
    return tuple(
        _finding(form, section, district, stance)
        for section in form.sections
        for district in (None, *(d.id for d in setup.districts if section.districts))
        for stance in (Stance.PRAISE, Stance.CONCERN)
    )


def _finding(form: Form, section: Section, district: str | None, stance: Stance) -> CuratedFinding:
    where = "·".join(filter(None, (section.key, district, stance.value)))
    return CuratedFinding(
        id=where,
        stance=stance,
        text=f"【{where}】这一条用来检查报告格式。",
        party=section.party or "",
        block=None if section.party else next(iter(section.blocks), None),
        district=district,
        pins=tuple(form.pins),
        origins=(where,),
    )


def _with_text(one: CuratedFinding, text: str) -> CuratedFinding:
    return CuratedFinding(
        id=one.id,
        stance=one.stance,
        text=text,
        party=one.party,
        block=one.block,
        district=one.district,
        pins=one.pins,
        origins=one.origins,
    )
