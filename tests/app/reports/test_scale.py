"""Reports of any size: one district or thirty, no finding or two hundred, a section without any."""

import pytest
from hypothesis import example as case
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.base import changed
from app.model.capture import Stance
from app.model.curated import CuratedFinding
from app.model.station import District, Site
from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.lists import place
from app.reports.problems import problems
from app.reports.render import document_text, missing_findings, render_docx
from app.reports.wording import chinese
from app.rules.problem import Severity
from tests.app.reports.examples import EARLIER, example, findings, setup
from tests.app.reports.outline import SLIPS, Piece, misnumbered, orphans, outline

FORMS = ("panyu", "yuexiu")
STANCES = (Stance.PRAISE, Stance.CONCERN)
PLACES = (("operation", ""), ("effect", ""), ("monitoring", ""), (None, "buyer"), (None, "bureau"))


def districts(count):
    return tuple(
        District(
            id=f"d{n}",
            name=f"第{chinese(n)}片区",
            staff=n % 4 or None,
            sites=tuple(Site(id=f"s{n}{k}", name=f"{n}号{k}社区") for k in range(n % 3)),
        )
        for n in range(1, count + 1)
    )


def said(count, areas, random):
    """Findings for any place, a quarter of them with a second line."""
    made = []
    for n in range(count):
        block, party = random.choice(PLACES)
        area = random.choice(areas).id if random.random() < 0.6 else None
        made.append(
            CuratedFinding(
                id=f"f{n}",
                stance=random.choice(STANCES),
                text=f"这是第{n}件事。" + ("\n接着说。" if n % 4 == 0 else ""),
                party="" if area else party,
                block="quality" if area else block,
                district=area,
            )
        )
    return tuple(made)


def rendered(form, visit):
    return render_docx(load_form(form), build_context(visit, load_form(form)))


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=12, deadline=None)
@given(st.integers(1, 30), st.integers(0, 200), st.randoms(use_true_random=False))
@case(1, 0, None)
@case(30, 0, None)
def test_headings_and_lists_count_through_whatever_the_size(form, areas, count, random):
    own = districts(areas)
    visit = example(
        changed(setup(), districts=own),
        findings=said(count, own, random) if count else (),
        follow_ups=EARLIER if areas % 2 else (),
    )
    raw = rendered(form, visit)
    pieces = outline(raw)
    assert orphans(pieces) == []
    assert misnumbered(pieces) == []
    assert SLIPS.findall(document_text(raw)) == []
    assert missing_findings(raw, visit.used) == []
    assert [p.text for p in pieces if f"第{chinese(areas)}片区" in p.text and p.level == 3]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "emptied", ["operation", "effect", "quality", "buyer", "supervision", "bureau"]
)
def test_each_section_may_be_empty_and_says_so(form, emptied):
    used = load_form(form)
    visit = example()
    placed = place(visit, used)
    lost = {f.id for f in placed.of(emptied)}
    lost |= {f.id for key, own in placed.districts.items() if key[0] == emptied for f in own}
    visit = example(findings=tuple(f for f in findings() if f.id not in lost))
    raw = rendered(form, visit)
    assert len(visit.findings) < len(findings())
    assert orphans(outline(raw)) == []
    assert misnumbered(outline(raw)) == []
    assert SLIPS.findall(document_text(raw)) == []
    assert used.empty in document_text(raw)
    gaps = [p for p in problems(visit, used) if p.place == f"section.{emptied}"]
    assert {p.severity for p in gaps} == {Severity.ERROR}


def test_the_outline_finds_what_it_looks_for():
    one, two, text = (
        Piece(1, "一、甲", "heading1"),
        Piece(2, "（一）乙", "heading2"),
        Piece(0, "丙", ""),
    )
    assert orphans([one, two, text]) == []
    assert orphans([one, two]) == ["（一）乙"]
    assert orphans([one, Piece(1, "二、丁", "heading1"), text]) == ["一、甲"]
    assert misnumbered([one, Piece(1, "三、丁", "heading1")]) == ["三、丁"]
    praise = Piece(3, "1.值得肯定的地方", "heading3")
    assert misnumbered([praise, Piece(0, "（1）甲", ""), Piece(0, "（3）乙", "")]) == ["（3）乙"]
    assert SLIPS.search("第片区")
