"""What merging gives: always derived from sheets, decisions, set-up and instrument, never stored."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from app.model.decision import PartyEntry, Settlement, VetoCheck, VetoState
from app.model.instrument import Block, Item, PartyScheme, Veto


class GivenState(Enum):
    """What one panelist's cell holds."""

    POINTS = "points"
    UNSCORED = "unscored"
    NA = "na"
    CONFLICT = "conflict"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True)
class Given:
    """One panelist's part in a merged cell.

    `values` are the distinct explicit values over that person's devices, as `value_text` writes
    them; for a rater's sum they are written `item=value`. `counted` is false for what the rule
    left out, for recusal, and for what was not a number.
    """

    panelist: str
    state: GivenState
    points: Decimal | None = None
    values: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    counted: bool = False


class OpenKind(Enum):
    UNSCORED = "unscored"
    CONFLICT = "conflict"
    NOBODY = "nobody"
    TOO_FEW = "too_few"
    DISAGREE = "disagree"
    NO_LEAD = "no_lead"
    OUTDATED = "outdated"
    NOTHING = "nothing"
    PARTY = "party"
    VETO = "veto"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is still open. Ids where they apply; `who` are panelists.

    Where a block merges sums, `item` is the block's id. `sheet` is the hash of one to confirm.
    """

    kind: OpenKind
    party: str = ""
    block: str = ""
    item: str = ""
    district: str = ""
    veto: str = ""
    who: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One item in one district (or the station: district None), merged.

    `value` is exact, None while there is nothing to compute from or the item is out.
    `by_rule` is what the rule gives without the settlement.
    """

    block: Block
    item: Item
    district: str | None
    givens: tuple[Given, ...]
    value: Fraction | None
    by_rule: Fraction | None
    out: bool = False
    partly_na: bool = False
    settlement: Settlement | None = None
    settlement_outdated: bool = False
    open: tuple[Open, ...] = ()

    @property
    def spread(self) -> Decimal | None:
        """Highest less lowest of the points that were given and not recused."""
        points = [
            g.points for g in self.givens if g.state is GivenState.POINTS and g.points is not None
        ]
        return max(points) - min(points) if len(points) > 1 else None


@dataclass(frozen=True, slots=True)
class BlockDistrict:
    """A block in one district, or in the station (district None).

    `cells` are its items; where the rule runs over sums, `sums` is the one cell over each
    rater's total, and the items' cells carry no value of their own. `done` of `asked` scores are
    given, recused raters left out.
    """

    block: Block
    district: str | None
    cells: tuple[Cell, ...]
    sums: Cell | None
    value: Fraction | None
    out: bool = False
    open: tuple[Open, ...] = ()
    done: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class BlockResult:
    """A block over its districts. `exact` is before the one rounding, `converted` after it."""

    block: Block
    districts: tuple[BlockDistrict, ...]
    exact: Fraction | None
    converted: Decimal | None
    open: tuple[Open, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyResult:
    """A party's contribution; `entry` is None for the panel's own and for what is missing."""

    party: PartyScheme
    blocks: tuple[BlockResult, ...]
    entry: PartyEntry | None
    exact: Fraction | None
    converted: Decimal | None
    open: tuple[Open, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the printed score table. `converted` is None where a row above carries it.

    `span` is how many rows the converted figure covers, 0 for a row that another covers.
    `out`: all items of the block are 不适用 there, so that there is nothing to print.
    """

    label: str
    full: Decimal
    score: str | None
    converted: Decimal | None
    party: str = ""
    block: str = ""
    district: str = ""
    span: int = 1
    out: bool = False


@dataclass(frozen=True, slots=True)
class VetoResult:
    """A veto with what was declared and what the data say (None: not computable)."""

    veto: Veto
    state: VetoState
    check: VetoCheck | None
    computed: VetoState | None = None
    figure: Decimal | None = None
    threshold: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rounding:
    """What the other order of rounding would give: everything added first, rounded once."""

    total: Decimal
    grade: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The visit's scores. `total` and `grade` are None while a score or a party is open.

    `provisional` is the sum of what is there; `done` of `cells` score cells are settled.
    """

    parties: tuple[PartyResult, ...]
    lines: tuple[Line, ...]
    total: Decimal | None
    grade: str | None
    grade_by_score: str | None
    provisional: Decimal | None
    done: int
    cells: int
    vetoes: tuple[VetoResult, ...]
    open: tuple[Open, ...]
    other_rounding: Rounding | None = None
    to_next: tuple[str, Decimal] | None = None
    recusals: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def block(self, block_id: str) -> BlockResult:
        """Raises KeyError when there is none of that id."""
        for party in self.parties:
            for block in party.blocks:
                if block.block.id == block_id:
                    return block
        raise KeyError(block_id)
