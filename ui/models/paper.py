"""What was entered from paper, as the grid and the tables of the entry page show it."""

from collections.abc import Mapping

from app.i18n import _
from app.model.capture import Score, Stance
from app.model.decision import PaperFinding
from app.model.instrument import Block, Item
from app.rules.assigning import experts
from app.rules.blocks import block_districts
from app.visit import Visit
from ui.models.board import Board
from ui.models.edit_table import EditColumn, EditRow
from ui.models.evidence import Evidence
from ui.models.findings_own import stance_word

STANCE, TEXT, BLOCK, DISTRICT = "stance", "text", "block", "district"


class NoEvidence(Evidence):
    """Paper brings no captures along."""

    def __init__(self) -> None:
        """Holds nothing."""

    def speaks_for(self, item: Item, district: str | None) -> bool:  # noqa: ARG002
        return False


def paper_boards(visit: Visit, panelist: str) -> tuple[Board, ...]:
    """A board for each block that somebody scores, with what was entered for them."""
    scores, setup = visit.paper.scores(panelist), visit.setup
    by_district: dict[str | None, dict[str, Score]] = {}
    for (item, district), score in scores.items():
        by_district.setdefault(district, {})[item] = score
    found = []
    for block in visit.instrument.blocks():
        places = block_districts(setup, block)
        own = tuple(d for d in places if panelist in setup.assigned(block.id, d))
        if own:
            found.append(_board(visit, block, own, scores, by_district))
    return tuple(found)


def _board(
    visit: Visit,
    block: Block,
    own: tuple[str | None, ...],
    scores: Mapping[tuple[str, str | None], Score],
    by_district: Mapping[str | None, Mapping[str, Score]],
) -> Board:
    return Board(
        visit=visit,
        block=block,
        districts=own,
        recused=frozenset(),
        scores=scores,
        by_district=by_district,
        items={item.id: item for item in block.scored()},
        evidence=NoEvidence(),
        editable=not visit.read_only,
    )


def raters(visit: Visit) -> tuple[tuple[str, str], ...]:
    """(id, name) of those who have something to score."""
    chosen = {a.panelist for a in visit.setup.assignments}
    return tuple((p.id, p.name) for p in experts(visit.setup) if p.id in chosen)


def finding_columns(visit: Visit) -> tuple[EditColumn, ...]:
    """Stance, words, block and district; the last two may stay blank."""
    return (
        EditColumn(TEXT, _("Opinion")),
        EditColumn(STANCE, _("Stance"), choices=tuple(stances())),
        EditColumn(BLOCK, _("Block"), choices=("", *blocks(visit))),
        EditColumn(DISTRICT, _("District"), choices=("", *districts(visit))),
    )


def finding_row(visit: Visit, finding: PaperFinding) -> EditRow:
    word = next(word for word, stance in stances().items() if stance is finding.stance)
    block = next((name for name, key in blocks(visit).items() if key == finding.block), "")
    where = next((n for n, key in districts(visit).items() if key == finding.district), "")
    return EditRow(finding.id, (finding.text, word, block, where))


def stances() -> dict[str, Stance]:
    """Stances by their word; what is to be verified is no opinion on paper."""
    return {stance_word(stance): stance for stance in (Stance.PRAISE, Stance.CONCERN)}


def blocks(visit: Visit) -> dict[str, str]:
    return {block.label: block.id for block in visit.instrument.blocks()}


def districts(visit: Visit) -> dict[str, str]:
    return {district.name: district.id for district in visit.setup.districts}
