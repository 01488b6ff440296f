"""The samples, added up with fractions alone: nothing of the program's own arithmetic."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from app.errors import UserError
from app.exchange.entries_file import read_entries
from app.exchange.sample_file import (
    load_sample,
    sample_entries_path,
    sample_names,
    sample_setup_path,
)
from app.exchange.setup_file import read_setup
from app.model.capture import Stance
from app.model.decision import Unit
from app.model.panel import Duty
from app.rules.setup_check import setup_problems

NAMES = ("liurong", "zhongcun")


@pytest.fixture(scope="module", params=NAMES)
def sample(request):
    return load_sample(request.param)


@pytest.fixture(scope="module")
def zhongcun():
    return load_sample("zhongcun")


@pytest.fixture(scope="module")
def liurong():
    return load_sample("liurong")


def recused(sample, panelist, district):
    declared = sample.entries[panelist].declaration.recused
    return any(r.district in (None, district) for r in declared)


def raters(sample, block, district):
    named = sample.setup.assigned(block, district)
    return [p for p in named if not recused(sample, p, district)]


def given(sample, block, district, item):
    place = district or "station"
    return [
        Fraction(sample.entries[p].scores[place][item].points)
        for p in raters(sample, block, district)
    ]


def trimmed(values):
    kept = sorted(values)[1:-1] if len(values) >= 4 else values
    return sum(kept) / len(kept)


def mean(values):
    return sum(values) / len(values)


def block_sum(sample, block, district, rule):
    items = sample.instrument.block(block).items
    return sum(rule(given(sample, block, district, item.id)) for item in items)


def quality(sample):
    return [block_sum(sample, "quality", d.id, trimmed) for d in sample.setup.districts]


def printed(value, rounding=ROUND_HALF_UP):
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), rounding)


def blocks(sample):
    station = [block_sum(sample, b, None, mean) for b in ("monitoring", "effect", "operation")]
    return [*station, mean(quality(sample))]


def parties(sample, rounding=ROUND_HALF_UP):
    values = []
    for entry in sample.decisions.parties:
        points = Fraction(entry.value)
        if entry.unit is Unit.PERCENT:
            points *= Fraction(sample.instrument.party(entry.party).full) / 100
        values.append(printed(points, rounding))
    return values


def test_there_are_two_samples_and_another_name_is_refused():
    assert sample_names() == NAMES
    with pytest.raises(UserError, match="no sample visit “xyz”"):
        load_sample("xyz")


def test_zhongcun_blocks_merge_to_the_printed_figures(zhongcun):
    assert blocks(zhongcun)[:3] == [Fraction("8.925"), Fraction("12.4"), Fraction("9.6")]
    assert quality(zhongcun) == [Fraction("16.8"), Fraction(16), Fraction("16.5")]
    assert printed(blocks(zhongcun)[3]) == Decimal("16.43")


def test_zhongcun_total_is_87_11_and_half_even_rounding_would_give_87_10(zhongcun):
    third = [printed(b) for b in blocks(zhongcun)]
    assert third == [Decimal(x) for x in ("8.93", "12.4", "9.6", "16.43")]
    assert sum(third) == Decimal("47.36")
    assert parties(zhongcun) == [Decimal(x) for x in ("18.5", "12.75", "8.5")]
    assert sum(third) + sum(parties(zhongcun)) == Decimal("87.11")
    other = [printed(b, ROUND_HALF_EVEN) for b in blocks(zhongcun)]
    assert sum(other) + sum(parties(zhongcun, ROUND_HALF_EVEN)) == Decimal("87.10")


def test_liurong_third_party_is_46_35_and_the_total_87_35(liurong):
    assert blocks(liurong) == [Fraction(x) for x in ("8.6", "12.65", "8.45", "16.65")]
    assert quality(liurong) == [Fraction(x) for x in ("16.9", "16.35", "16.7")]
    third = sum(printed(b) for b in blocks(liurong))
    assert third == Decimal("46.35")
    assert parties(liurong) == [Decimal(x) for x in ("18.5", "12.9", "9.6")]
    assert third + sum(parties(liurong)) == Decimal("87.35")


def test_every_assigned_cell_is_scored_in_its_step_and_nothing_else_is(sample):
    for panelist, entries in sample.entries.items():
        expected = set()
        for block in sample.instrument.blocks():
            by_station = block.scope.value == "station"
            places = [None] if by_station else [d.id for d in sample.setup.districts]
            expected |= {
                (place or "station", item.id)
                for place in places
                if panelist in raters(sample, block.id, place)
                for item in block.items
            }
        cells = {(place, item) for place, inner in entries.scores.items() for item in inner}
        assert cells == expected
        for place, item in cells:
            spec = sample.instrument.find_item(item)[1]
            points = entries.scores[place][item].points
            assert 0 <= points <= spec.full
            assert points % spec.step == 0


def test_every_deduction_has_a_reason(sample):
    for entries in sample.entries.values():
        for inner in entries.scores.values():
            for item, score in inner.items():
                full = sample.instrument.find_item(item)[1].full
                assert bool(score.reason) is (score.points < full)


def test_raters_differ_and_at_least_two_cells_diverge_by_the_instruments_threshold(sample):
    wide = []
    for block in sample.instrument.blocks():
        by_station = block.scope.value == "station"
        for district in [None] if by_station else [d.id for d in sample.setup.districts]:
            for item in block.items:
                values = given(sample, block.id, district, item.id)
                spread = max(values) - min(values)
                if spread >= Fraction(sample.instrument.flags.spread) * Fraction(item.full):
                    wide.append((district, item.id))
    assert 2 <= len(wide) <= 6


def test_not_every_expert_scores_every_block(sample):
    experts = [p.id for p in sample.setup.panel if p.duty is not Duty.STAFF]
    assert len(experts) == 5
    for block in ("monitoring", "effect", "operation"):
        assert 2 <= len(sample.setup.assigned(block, None)) < 5


def test_all_ids_in_the_entries_exist(sample):
    instrument, setup = sample.instrument, sample.setup
    districts = {d.id for d in setup.districts}
    sites = {s.id for d in setup.districts for s in d.sites}
    items = {i.id for b in instrument.blocks() for i in b.items}
    evidence = {e.id for b in instrument.blocks() for i in b.items for e in i.evidence}
    questions = {q.id for q in instrument.checklist}
    guides = {g.kind: {q.id for q in g.questions} for g in instrument.guides}
    for panelist, entries in sample.entries.items():
        assert entries.panelist == panelist
        assert set(entries.answers) <= sites | {"station"}
        assert set(entries.documents) <= districts | {"station"}
        assert {q for inner in entries.answers.values() for q in inner} <= questions
        assert {e for inner in entries.documents.values() for e in inner} <= evidence
        for placed in (*entries.findings, *entries.interviews, *entries.notes):
            assert placed.item is None or placed.item in items
            assert placed.district is None or placed.district in districts
            assert placed.site is None or placed.site in sites
        for interview in entries.interviews:
            assert {e.question for e in interview.exchanges} <= guides[interview.guide]


def test_findings_cover_every_section_in_number(sample):
    counts = {}
    for entries in sample.entries.values():
        for finding in entries.findings:
            key = (finding.party or finding.block, finding.district, finding.stance)
            counts[key] = counts.get(key, 0) + 1
    for district in sample.setup.districts:
        assert 3 <= counts["quality", district.id, Stance.PRAISE] <= 4
        assert 2 <= counts["quality", district.id, Stance.CONCERN] <= 4
    for party in ("buyer", "supervision", "bureau"):
        assert 1 <= counts[party, None, Stance.PRAISE] <= 3
        assert 1 <= counts[party, None, Stance.CONCERN] <= 3
    for block in ("monitoring", "effect", "operation"):
        assert 2 <= counts[block, None, Stance.PRAISE] <= 7
        assert 2 <= counts[block, None, Stance.CONCERN] <= 4


def test_every_open_question_was_settled(sample):
    doubts = [f for e in sample.entries.values() for f in e.findings if f.stance is Stance.VERIFY]
    assert len(doubts) >= 2
    assert all(f.outcome for f in doubts)


def test_the_indicator_percentages_are_those_printed(zhongcun, liurong):
    def shares(sample):
        return [
            str(printed(Fraction(i.actual) / Fraction(i.target) * 100))
            for i in sample.setup.indicators
            if i.target
        ]

    assert shares(zhongcun) == [
        *("97.08", "180.63", "52.50", "50.00", "70.00", "76.67", "97.00", "50.00", "50.00")
    ]
    assert shares(liurong) == [
        *("130.60", "102.44", "104.92", "48.00", "41.40", "15.00", "51.43", "48.00"),
        *("166.67", "404.22", "61.43", "87.38"),
    ]


def test_the_staffing_months_add_up_to_the_printed_sums(zhongcun, liurong):
    def sums(sample, *names):
        return [sum(getattr(m, n) for m in sample.setup.staffing.months) for n in names]

    assert sums(zhongcun, "required", "present") == [Decimal(110), Decimal("111.5")]
    assert sums(liurong, "required", "present") == [Decimal(110), Decimal("114.5")]
    assert sums(liurong, "certified_required", "certified_present") == [55, 108]


def test_the_survey_counts_are_those_printed(zhongcun, liurong):
    entries = zhongcun.entries["staff_b"].survey
    labels = [band.label for band in zhongcun.instrument.survey.bands]
    counts = [sum(e.count for e in entries if e.band == label) for label in labels]
    assert counts == [0, 7, 15, 79]
    assert sum(e.count for e in entries) == 101
    assert not any(e.survey for e in liurong.entries.values())


def test_the_set_ups_are_without_errors_and_one_warning_is_the_reports_own():
    found = {name: _problems(name) for name in NAMES}
    assert found["zhongcun"] == []
    assert [p.place for p in found["liurong"]] == ["districts"]
    assert found["liurong"][0].severity.value == "warning"


def _problems(name):
    setup, instrument = read_setup(sample_setup_path(name))
    return list(setup_problems(setup, instrument))


def test_a_panelists_file_can_be_read_alone(zhongcun):
    alone = read_entries(sample_entries_path("zhongcun", "wu"))
    assert alone == zhongcun.entries["wu"]
    assert alone.declaration.recused[0].district == "d2"


def test_only_vetoes_that_the_figures_do_not_tell_are_declared(zhongcun, liurong):
    for sample, computed in (
        (zhongcun, {"staffing_short"}),
        (liurong, {"staffing_short", "certified_short"}),
    ):
        keys = {v.key for v in sample.instrument.vetoes}
        assert keys - {v.key for v in sample.decisions.vetoes} == computed
