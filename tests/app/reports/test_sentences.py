"""Whatever is known or not, both forms print whole sentences of Chinese."""

import re
from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.model.base import changed
from app.model.capture import Reaction, SurveyResponse
from app.model.decision import VetoCheck, VetoState
from app.model.setup import Figure, Indicator, Population, Staffing, StaffMonth
from app.model.station import Contract, District, Organisation, Role, Site
from app.reports.context import build_context, report_passages
from app.reports.form import load_form
from tests.app.reports.examples import (
    EARLIER,
    decisions,
    example,
    findings,
    instrument,
    responses,
    setup,
    without_scores,
)
from tests.app.reports.outline import SLIPS

FORMS = ("panyu", "yuexiu")
D = Decimal
NO_SENTENCE = {
    "title",
    "subtitle",
    "cover",
    "cover_title",
    "cover_date",
    "attachments",
    "signature",
}
"""Passages that are no sentences."""
ENDS = re.compile(r"[。；：！？]\Z")
TWICE = re.compile(r"[。；，：、]{2}|\s[，。；：]|，(?=[）】])")
count, maybe = st.sampled_from((None, 0, 1, 7)), st.booleans()
word = st.sampled_from(("", "某处"))
sites = st.lists(
    st.builds(
        Site,
        id=st.just("s"),
        name=st.sampled_from(("东村", "西村")),
        households=count,
        persons=count,
        records=count,
        files=count,
    ),
    max_size=3,
)
areas = st.lists(
    st.builds(
        District,
        id=st.sampled_from(("d1", "d2", "d3")),
        name=st.just("第一片区"),
        sites=sites.map(tuple),
        staff=count,
    ),
    max_size=3,
    unique_by=lambda district: district.id,
)
months = st.lists(
    st.builds(
        StaffMonth,
        month=st.sampled_from(("2023-07", "2023-08")),
        required=st.sampled_from((D(0), D(20))),
        present=st.sampled_from((D(0), D("19.5"), D(21))),
        certified_required=st.sampled_from((D(0), D(10))),
        certified_present=st.sampled_from((D(0), D(9), D(12))),
    ),
    max_size=2,
)
staff = st.builds(
    Staffing,
    posts=st.sampled_from((0, 20)),
    **dict.fromkeys(
        [
            "total",
            "certified",
            "uncertified",
            "senior",
            "middle",
            "assistant",
            "related",
            "other",
            "supervisors",
            "supervisor_years",
            "stable",
            "two_years",
            "joined",
            "left",
            "party_members",
            "lead_years",
        ],
        count,
    ),
    lead_certificate=st.sampled_from(("", "中级社会工作师")),
    training_met=st.sampled_from((None, True, False)),
    personnel_ratio=st.sampled_from((None, D("82.5"))),
    months=months.map(tuple),
)
indicators = st.lists(
    st.builds(
        Indicator,
        id=st.sampled_from(("a", "b", "c")),
        label=st.sampled_from(("家访", "活动人次")),
        unit=st.sampled_from(("", "人次")),
        target=st.sampled_from((D(0), D(100))),
        actual=st.sampled_from((D(0), D(60))),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
)
figures = st.lists(
    st.builds(
        Figure,
        key=st.sampled_from(("x", "y")),
        label=st.just("感谢信"),
        value=st.just(D(3)),
        unit=st.sampled_from(("", "封")),
        district=st.sampled_from((None, "d1")),
        note=word,
    ),
    max_size=2,
)
days = st.sampled_from(
    (setup().contract, Contract(start=setup().contract.start, end=setup().contract.start))
)
parties = st.sets(st.sampled_from(list(Role))).map(
    lambda roles: {role: Organisation(name=f"{role.value}单位") for role in roles}
)
setups = st.builds(
    changed,
    st.just(setup()),
    station=st.builds(
        changed,
        st.just(setup().station),
        address=word,
        branch_address=word,
        since=st.sampled_from(("", "2011-12")),
        short=st.sampled_from(("", "某站")),
    ),
    contract=days,
    organisations=parties,
    districts=areas.map(tuple),
    staffing=staff,
    indicators=indicators.map(tuple),
    figures=figures.map(tuple),
    population=st.builds(Population, total=st.sampled_from((None, 0, 40, 1502))),
    service_blocks=st.sampled_from(((), ("党建引领", "民生保障"))),
    community_organisations=st.sampled_from(((), ("绘本队",))),
    panel=st.sampled_from((setup().panel, setup().panel[:5])),
)
answers = st.sampled_from(((), responses(), (SurveyResponse(satisfaction=D(80), known=3),)))
vetoes = st.lists(st.sampled_from(list(VetoState)), min_size=8, max_size=8)
said = st.sampled_from(
    ((), (Reaction(who="社工站", text="没有异议。"), Reaction(who="街道", text="同意")))
)


def decided(states, scored):
    whole = decisions() if scored else without_scores()
    checks = zip(instrument().vetoes, states, strict=True)
    return changed(
        whole,
        vetoes=tuple(
            VetoCheck(key=v.key, state=s, evidence="见记录。", by="sA") for v, s in checks
        ),
    )


visits = st.builds(
    example,
    setups,
    st.builds(decided, vetoes, maybe),
    findings=st.sampled_from(((), findings(), findings()[:1], findings()[1:2])),
    survey=answers,
    reactions=said,
    replies=said,
    follow_ups=st.sampled_from(((), EARLIER, EARLIER[:1])),
    unjudged=st.sampled_from(((), tuple(one.finding for one in EARLIER))),
    draft=maybe,
)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None, phases=(Phase.generate,))
@given(visits)
def test_both_forms_print_whole_sentences_whatever_is_known(form, visit):
    for passage in report_passages(visit, load_form(form)):
        text = "\n".join(passage.paragraphs)
        assert not SLIPS.search(text), (passage.key, text)
        assert not TWICE.search(text), (passage.key, text)
        if passage.key not in NO_SENTENCE:
            assert all(ENDS.search(line) for line in passage.paragraphs), (passage.key, text)


@pytest.mark.parametrize("form", FORMS)
def test_headings_name_what_is_there(form):
    unnamed = example(changed(setup(), organisations={}))
    text = str(build_context(unnamed, load_form(form)))
    assert "（）" not in text
