"""Sheets that are sealed with a real key by somebody who does not use the program's own pages."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.exchange.crypto import LOWEST
from app.exchange.sheet import seal_sheet
from app.model.capture import Capture, Finding, Score, ScoreState, Stance
from app.model.sheet import SheetContent, Verdict
from app.services.collect import Incoming
from app.services.packs import seal_all

AT = datetime(2024, 1, 16, 10, tzinfo=UTC)


@pytest.fixture
def forge(day):
    """Seals any captures as `jia`'s sheet."""
    sealed = seal_all(day.visit.packs.draft(("jia",)), LOWEST)
    day.visit.packs.put_out(sealed)
    pack = sealed[0].content

    def make(*bodies, item="whole", block="whole", district=None, instrument=""):
        captures = tuple(
            Capture(
                id=f"x{number}",
                author="jia",
                device="own",
                at=AT,
                block=block,
                item=item,
                district=district,
                body=body,
            )
            for number, body in enumerate(bodies)
        )
        content = SheetContent(
            visit=pack.visit,
            panelist="jia",
            device="own",
            revision=1,
            setup_version=1,
            instrument_hash=instrument or day.visit.state.instrument_hash,
            handed_in_at=AT,
            captures=captures,
        )
        keys = (pack.signing_seed, pack.key_id, pack.coordinator_key)
        return Incoming("own.hsheet", seal_sheet(content, *keys))

    return make


@pytest.mark.parametrize(
    "score",
    [
        Score(points=Decimal("40.1")),
        Score(points=Decimal(999)),
        Score(points=Decimal("3.33")),
        Score(state=ScoreState.NA),
    ],
)
def test_a_score_that_no_pack_lets_give_is_refused_with_its_sheet(day, forge, score):
    before = day.visit.merging.outcome
    (looked,) = day.visit.collecting.collect([forge(score)]).sheets
    assert looked.verdict is Verdict.REFUSED
    assert "whole" not in str(looked.refusal)
    assert day.visit.merging.outcome == before
    assert day.visit.collecting.rows() == ()


def test_a_score_for_an_item_that_is_not_there_counts_nowhere(day, forge):
    before = day.visit.merging.outcome
    (looked,) = day.visit.collecting.collect([forge(Score(points=Decimal(5)), item="no")]).sheets
    assert looked.verdict is Verdict.MERGED
    assert day.visit.merging.outcome == before


def test_a_line_of_one_finding_does_not_hide_another_from_the_report(day, forge, tmp_path):
    texts = ("a\nb\n\nc", "abc", "{{ 7*7 }}", "{% for x in y %}", "same", "same", "甲" * 5000)
    findings = tuple(Finding(stance=Stance.CONCERN, text=text) for text in texts)
    day.visit.collecting.collect([forge(*findings, item=None, block="quality", district="d1")])
    for form in ("panyu", "yuexiu"):
        exported = day.visit.report.export(form, tmp_path / f"{form}.docx")
        assert exported.findings == len(texts)


def test_a_sheet_that_was_scored_with_another_instrument_is_refused(day, forge):
    (looked,) = day.visit.collecting.collect(
        [forge(Score(points=Decimal(5)), instrument="0" * 64)]
    ).sheets
    assert looked.verdict is Verdict.REFUSED
    assert "instrument" in str(looked.refusal)
