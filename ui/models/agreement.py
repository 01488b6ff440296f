"""Agreement as a table, a row for each block and one for all, and what a row means in sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.i18n import _, ngettext
from app.model.outcome import BlockResult, Outcome
from app.model.setup import Setup
from app.rules.agreement import (
    LEAST_FOR_CHI_SQUARE,
    LEAST_UNITS,
    Agreement,
    Base,
    Concordance,
    Figure,
    Form,
    Icc,
    Lack,
    agreement,
    panel_units,
)
from app.rules.printing import round_half_up
from ui.charts.shapes import initial
from ui.models.merge import all_blocks, name_of
from ui.models.readiness import joined
from ui.models.roles import ColumnHead, ItemCell, RowKind, TextCell
from ui.models.table import Spoken, Table, TableRow
from ui.theme import Tone

ALL = "*"
"""The row over all blocks."""
MINUS = "−"
Found = tuple[tuple[str, Agreement], ...]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found of which scores."""

    outcome: Outcome
    found: Found


@dataclass(frozen=True, slots=True)
class Comparing:
    """The work of a job: every block by itself, then all together."""

    outcome: Outcome

    def __call__(self, progress: Progress) -> Compared:
        blocks = all_blocks(self.outcome)
        found = []
        for number, result in enumerate(blocks):
            progress(number, len(blocks) + 1)
            found.append((result.block.id, agreement(panel_units((result,)))))
        progress(len(blocks), len(blocks) + 1)
        every = agreement(panel_units(blocks))
        return Compared(self.outcome, (*found, (ALL, every)))


def table(found: Found, names: dict[str, str]) -> Table:
    """`names` are the blocks' labels."""
    heads = (
        ColumnHead(_("Block"), left=True),
        ColumnHead(_("Panelists")),
        ColumnHead(_("Cells")),
        ColumnHead("ICC", _("one panelist")),
        ColumnHead("ICC", _("mean of all")),
        ColumnHead(_("Kendall's W"), _("order")),
        ColumnHead(_("Krippendorff's α"), _("distance")),
    )
    return Table(heads, tuple(_row(key, one, names) for key, one in found))


def _row(key: str, found: Agreement, names: dict[str, str]) -> TableRow:
    name = names.get(key, _("All blocks together"))
    kind = RowKind.GROUP if key == ALL else RowKind.PLAIN
    figures = (found.icc.single, found.icc.average, found.concordance.w, found.alpha)
    cells: tuple[Spoken, ...] = (
        ItemCell(name, "", kind),
        TextCell(str(len(found.base.raters)), tone=Tone.MUTED),
        TextCell(str(found.base.units), tone=Tone.MUTED),
        *(TextCell(told(figure), tone=_tone(figure, found.base)) for figure in figures),
    )
    return TableRow(key, cells)


def _tone(figure: Figure, base: Base) -> Tone:
    return Tone.MUTED if figure.value is None or base.few else Tone.TEXT


def told(figure: Figure) -> str:
    """With two decimals and a proper minus; a dash for what is not defined."""
    if figure.value is None:
        return "—"
    if figure.value < -1:
        return f"< {MINUS}1"
    text = f"{round_half_up(abs(figure.value), 2):.2f}"
    return f"{MINUS}{text}" if figure.value < 0 and text != "0.00" else text


@dataclass(frozen=True, slots=True)
class Meaning:
    """A figure with its name, and sentences on what it was computed from, says and does not say."""

    title: str
    text: str


def meanings(found: Agreement, setup: Setup) -> tuple[Meaning, ...]:
    """What a row says, one figure after another; a caution stands last."""
    return (
        Meaning(_icc_title(found.icc), _text(_icc_words(found.icc, setup))),
        Meaning(_w_title(found.concordance), _text(_w_words(found.concordance, setup))),
        Meaning(
            _("Krippendorff's α = {value}").format(value=told(found.alpha)),
            _text(_alpha_words(found.alpha, found.base)),
        ),
        Meaning(_("Read with care"), _caution(found.base)),
    )


def _text(sentences: Iterable[str]) -> str:
    """One after another; a Chinese full stop takes no blank after it."""
    text = ""
    for sentence in sentences:
        text += sentence if not text or text.endswith("。") else f" {sentence}"
    return text


def _icc_title(icc: Icc) -> str:
    kind = "A," if icc.form is Form.TWO_WAY else ""
    count = len(icc.base.raters)
    many = str(count) if icc.form is Form.TWO_WAY and count else "k"
    return f"ICC({kind}1) {_equals(icc.single)}   ICC({kind}{many}) {_equals(icc.average)}"


def _equals(figure: Figure) -> str:
    text = told(figure)
    return text if text.startswith("<") else f"= {text}"


def _icc_words(icc: Icc, setup: Setup) -> Iterator[str]:
    if icc.single.value is None:
        yield _lack(icc.single, icc.base)
        return
    if icc.form is Form.TWO_WAY:
        yield _("Two-way random, absolute agreement: {base}.").format(base=_all_of(icc.base, setup))
    else:
        yield _("One-way random, since the panelists differ from cell to cell: {base}.").format(
            base=_any_two(icc.base)
        )
    yield _icc_meaning(icc)
    if icc.average.lack is Lack.UNEQUAL:
        yield _lack(icc.average, icc.base)
    yield _("It does not say whether the scores are right.")


def _icc_meaning(icc: Icc) -> str:
    assert icc.single.value is not None
    if icc.single.value <= 0:
        return _("The panelists differ more from one another than what they scored.")
    one = _percent(icc.single)
    if icc.average.value is None:
        return _(
            "Of the differences among single scores about {one}% lie in what was scored, the rest in "
            "who scored."
        ).format(one=one)
    return _(
        "Of the differences among single scores about {one}% lie in what was scored, the rest in "
        "who scored; of those among means of all these panelists, about {mean}%."
    ).format(one=one, mean=_percent(icc.average))


def _percent(figure: Figure) -> str:
    assert figure.value is not None
    return str(round_half_up(max(figure.value, Fraction()) * 100, 0))


def _w_title(found: Concordance) -> str:
    title = _("Kendall's W = {value}").format(value=told(found.w))
    if found.chi_square is None or found.p is None:
        return title
    square = f"{round_half_up(found.chi_square, 2):.2f}"
    return f"{title}   χ²({found.freedom}) = {square}   p {_chance(found.p)}"


def _chance(p: float) -> str:
    if p < 0.001:
        return "< 0.001"
    return "> 0.999" if p > 0.999 else f"≈ {p:.3f}"


def _w_words(found: Concordance, setup: Setup) -> Iterator[str]:
    if found.w.value is None:
        yield _lack(found.w, found.base)
        return
    yield _("Corrected for ties: {base}.").format(base=_all_of(found.base, setup))
    yield _(
        "How alike the panelists put the items in order from high to low: 1 is the same order, 0 "
        "none in common. Somebody strict throughout does not show here."
    )
    if found.p is None:
        least = LEAST_FOR_CHI_SQUARE
        yield _("With fewer than {least} cells no probability is told.").format(least=least)
    else:
        yield _(
            "p is the chance of at least such a likeness if everybody had ordered at random, by "
            "the chi-square approximation."
        )


def _alpha_words(found: Figure, base: Base) -> Iterator[str]:
    if found.value is None:
        yield _lack(found, base)
        return
    yield _("For interval data, gaps allowed: {base}.").format(base=_any_two(base))
    yield _(
        "How much closer the scores of one item are than any two scores taken at random: 1 is "
        "always the same, 0 is no closer than chance, less is further apart."
    )


def _all_of(base: Base, setup: Setup) -> str:
    known = [person.id for person in setup.panel if person.id in base.raters]
    gone = [rater for rater in base.raters if rater not in known]
    names = joined(initial(name_of(setup, rater)) for rater in (*known, *gone))
    words = ngettext(
        "{count} cell that {names} all scored", "{count} cells that {names} all scored", base.units
    )
    return words.format(count=base.units, names=names)


def _any_two(base: Base) -> str:
    words = ngettext(
        "{count} cell with two or more scores, {ratings} scores in all",
        "{count} cells with two or more scores, {ratings} scores in all",
        base.units,
    )
    return words.format(count=base.units, ratings=base.ratings)


def _lack(figure: Figure, base: Base) -> str:
    assert figure.lack is not None
    few = ngettext(
        "Not defined: only {count} cell was scored by two or more; it takes {least}.",
        "Not defined: only {count} cells were scored by two or more; it takes {least}.",
        base.units,
    )
    return {
        Lack.RATERS: _("Not defined: no two panelists have scored the same cell."),
        Lack.UNITS: few.format(count=base.units, least=LEAST_UNITS),
        Lack.COMMON: _("Not defined: too few cells that the same panelists all scored."),
        Lack.UNEQUAL: _("There is none for the mean: not all cells have as many scores."),
        Lack.VARIANCE: _("Not defined: the scores do not differ, so there is nothing to compare."),
    }[figure.lack]


def _caution(base: Base) -> str:
    """Always said, and more of it where there is little to go by."""
    general = _(
        "Where nearly everything gets nearly the full mark, all three are low although nobody "
        "disagrees. They show where to look and decide nothing: no score depends on them."
    )
    if not base.few or not base.units:
        return general
    few = _("With so few panelists or cells a single score moves these figures far.")
    return _text((few, general))


def names_of(blocks: Sequence[BlockResult]) -> dict[str, str]:
    return {result.block.id: result.block.label for result in blocks}
