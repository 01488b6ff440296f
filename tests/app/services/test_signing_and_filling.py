"""Signing with all recusals at once, filling many cells, putting findings in order."""

from decimal import Decimal

import pytest

from app.errors import UserError
from app.model.capture import Finding, ScoreState, Stance
from tests.libraries import morning


@pytest.fixture
def visit(tmp_path):
    library = morning().put(tmp_path / "panelist")
    made = library.open_visit(morning().known)
    yield made
    made.close()
    library.close()


def test_signing_states_all_recusals_and_takes_the_others_back(visit):
    visit.captures.sign("丙", confidential=True, recusals={"d1": "旧同事", "d2": "旧同事"})
    visit.captures.sign("丙", confidential=True, recusals={"d2": "旧同事"})
    assert [visit.captures.recused(d) for d in ("d1", "d2", "d3")] == [False, True, False]


def test_signing_ends_the_undo_history(visit):
    visit.captures.sign("丙", confidential=True, recusals={})
    assert visit.undo_step is None


@pytest.mark.parametrize(
    ("signature", "confidential", "recusals"),
    [
        (" ", True, {}),
        ("丙", False, {}),
        ("丙", True, {"d1": " "}),
        ("丙", True, {"nowhere": "旧"}),
    ],
)
def test_a_declaration_that_is_not_whole_stores_nothing(visit, signature, confidential, recusals):
    with pytest.raises(UserError):
        visit.captures.sign(signature, confidential=confidential, recusals=recusals)
    assert visit.captures.all() == ()


def test_who_leaves_the_whole_station_need_not_declare_confidentiality(visit):
    visit.captures.sign("丙", confidential=False, recusals={None: "在站任职"})
    assert visit.captures.recused("d3")


def test_many_cells_are_filled_and_emptied_in_one_step_that_keeps_reasons(visit):
    visit.captures.sign("丙", confidential=True, recusals={})
    items = [item.id for item in visit.instrument.block("quality").scored()]
    visit.scores.give(items[0], "d1", Decimal(1), reason="少一张图")
    visit.scores.give(items[1], "d1", Decimal(1))
    values = {
        (items[0], "d1"): Decimal("1.5"),
        (items[1], "d1"): None,
        (items[-1], "d1"): ScoreState.NA,
    }
    visit.scores.fill(values)
    given = visit.scores.given()
    assert given[items[0], "d1"].points == Decimal("1.5")
    assert given[items[0], "d1"].reason == "少一张图"
    assert (items[1], "d1") not in given
    assert given[items[-1], "d1"].state is ScoreState.NA
    visit.undo()
    assert visit.scores.given()[items[1], "d1"].points == Decimal(1)


def test_one_cell_that_does_not_fit_stores_none(visit):
    visit.captures.sign("丙", confidential=True, recusals={})
    items = [item.id for item in visit.instrument.block("quality").scored()]
    with pytest.raises(UserError):
        visit.scores.fill({(items[0], "d1"): Decimal(1), (items[1], "d1"): Decimal(99)})
    assert visit.scores.given() == {}


def test_findings_are_put_in_order_in_one_step(visit):
    for text in "甲乙丙":
        visit.captures.record(Finding(stance=Stance.PRAISE, text=text))
    before = [c.id for c in visit.captures.findings()]
    visit.captures.arrange(before[::-1])
    assert [c.id for c in visit.captures.findings()] == before[::-1]
    visit.undo()
    assert [c.id for c in visit.captures.findings()] == before
