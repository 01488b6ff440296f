"""Formulas of the score summary: arithmetic 10 to 16 in the words of a spreadsheet.

They use functions that Excel, WPS and LibreOffice share. A cell holds a number or a word; words
(未评, 回避 …) are no figures to any of the functions, so that they never enter a mean.
"""

from collections.abc import Callable, Sequence

from app.exchange.workbook_form import NA_WORD
from app.model.instrument import Below, Block, MergeRule, Method, NotApplicable
from app.model.text import plain
from app.rules.given_words import CONFLICT, RECUSED, UNSCORED
from app.rules.merging import TRIMMABLE

OPEN = "未定"
SAME, DIFFERENT = "一致", "不符"
_FINE = 10
_NEAR = "0.00000001"


def merged(rule: MergeRule, cells: str, lead: str | None) -> str:
    """What the rule makes of a row: a number, 不适用 if it is out, else 未定.

    `lead` is the cell of whose score counts where the rule is `lead`.
    """
    core = _lead(lead) if rule.method is Method.LEAD else _with_minimum(rule, cells)
    return f"={_unless_open(cells, core)}"


def counted(cells: str) -> str:
    """An item of a block that merges sums has no value of its own: only whether it is out."""
    return f"={_unless_open(cells, quoted('计入合计'))}"


def _unless_open(cells: str, then: str) -> str:
    """Nobody who may score, or somebody who has not: 未定. By all of them 不适用: out."""
    given, out = f"COUNT({cells})", f'COUNTIF({cells},"{NA_WORD}")'
    waiting = f"{_beginning(cells, UNSCORED)}+{_beginning(cells, CONFLICT)}"
    is_open = f"OR({waiting}>0,{given}+{out}=0)"
    return f'IF({is_open},"{OPEN}",IF({given}=0,"{NA_WORD}",{then}))'


def quoted(word: str) -> str:
    """A word of ours in a formula; texts of the visit never stand in one."""
    return f'"{word}"'


def _beginning(cells: str, word: str) -> str:
    return f'SUMPRODUCT(--(LEFT({cells},{len(word)})="{word}"))'


def _lead(cell: str | None) -> str:
    return f'IF(ISNUMBER({cell}),{cell},"{OPEN}")' if cell else quoted(OPEN)


def _with_minimum(rule: MergeRule, cells: str) -> str:
    core = _RULES[rule.method](rule, cells)
    if rule.below is Below.OPEN and rule.minimum > 1:
        return f'IF(COUNT({cells})<{rule.minimum},"{OPEN}",{core})'
    return core


def _mean(_rule: MergeRule, cells: str) -> str:
    return f"AVERAGE({cells})"


def _trimmed(rule: MergeRule, cells: str) -> str:
    kept = f"(SUM({cells})-MAX({cells})-MIN({cells}))/(COUNT({cells})-2)"
    few = f"AVERAGE({cells})" if rule.below is Below.MEAN else quoted(OPEN)
    return f"IF(COUNT({cells})>={max(rule.minimum, TRIMMABLE)},{kept},{few})"


def _median(_rule: MergeRule, cells: str) -> str:
    return f"MEDIAN({cells})"


def _consensus(_rule: MergeRule, cells: str) -> str:
    return f'IF(MAX({cells})-MIN({cells})<{_NEAR},MAX({cells}),"{OPEN}")'


_RULES: dict[Method, Callable[[MergeRule, str], str]] = {
    Method.MEAN: _mean,
    Method.TRIMMED: _trimmed,
    Method.MEDIAN: _median,
    Method.CONSENSUS: _consensus,
}


def used(rule: str, settled: str) -> str:
    """A settlement replaces the rule; one that was made on other figures opens the cell."""
    return f'=IF(ISNUMBER({settled}),{settled},IF({settled}<>"","{OPEN}",{rule}))'


def scaled(block: Block, values: str, full: str) -> str:
    """A block in a district from its items' values (arithmetic 12)."""
    share = _share(block, values, full, f'SUMIF({values},"{NA_WORD}",{full})')
    return f'=IF(COUNTIF({values},"{OPEN}")>0,"{OPEN}",IF(COUNT({values})=0,"{NA_WORD}",{share}))'


def rater_sum(block: Block, points: str, full: str, outs: str) -> str:
    """One rater's sum, scaled; `outs` say which items are out for everybody."""
    share = _share(block, points, full, f'SUMIF({outs},"{NA_WORD}",{full})')
    value = f'IF(COUNT({points})=0,"{NA_WORD}",{share})'
    for word in (UNSCORED, CONFLICT, RECUSED):
        value = f'IF({_beginning(points, word)}>0,"{word}",{value})'
    return f"={value}"


def _share(block: Block, values: str, full: str, out: str) -> str:
    reached, possible = f"SUM({values})", f"SUMPRODUCT(ISNUMBER({values})*{full})"
    if block.na is not NotApplicable.SCALE:
        possible += f"+{out}"
    if block.na is NotApplicable.FULL:
        reached += f"+{out}"
    return f"{plain(block.full)}*({reached})/({possible})"


def mean_of_districts(cells: str) -> str:
    """Over the districts that are not wholly out; open if one is, or if there is none."""
    return f'=IF(OR(COUNTIF({cells},"{OPEN}")>0,COUNT({cells})=0),"{OPEN}",AVERAGE({cells}))'


def rounded(cell: str, places: int) -> str:
    """Half up, once. The inner rounding takes off what binary fractions put on."""
    return f'=IF(ISNUMBER({cell}),ROUND(ROUND({cell},{_FINE}),{places}),"{OPEN}")'


def sum_of(cells: Sequence[str], count: int, places: int) -> str:
    """The sum of printed figures; open while one is."""
    listed = ",".join(cells)
    return f'=IF(COUNT({listed})={count},ROUND(SUM({listed}),{places}),"{OPEN}")'


def entry(value: str, unit: str, full: str, percent: str) -> str:
    """A party's own figure: points, or percent of its full mark."""
    points = f"IF({unit}={quoted(percent)},{value}*{full}/100,{value})"
    return f'=IF(ISNUMBER({value}),{points},"{OPEN}")'


def grade(total: str, bands: Sequence[tuple[str, str, str]], top: str, none: str) -> str:
    """The first band [low, high) that holds the total; the highest includes its end."""
    found = quoted(none)
    for label, low, high in reversed(bands):
        ends = f"AND({total}={high},{high}={top})"
        found = f"IF(OR(AND({total}>={low},{total}<{high}),{ends}),{label},{found})"
    return f'=IF(ISNUMBER({total}),{found},"{OPEN}")'


def vetoed(total: str, states: str, word: str, veto_grade: str, by_score: str) -> str:
    """A veto that is found sets the grade."""
    is_found = f"SUMPRODUCT(--({states}={quoted(word)}))>0"
    return f'=IF(ISNUMBER({total}),IF({is_found},{veto_grade},{by_score}),"{OPEN}")'


def compared(live: str, program: str) -> str:
    """Whether a formula gives what the program gave."""
    both = f"AND(ISNUMBER({live}),ISNUMBER({program}))"
    near = f"ABS({live}-{program})<{_NEAR}"
    words = (quoted(SAME), quoted(DIFFERENT))
    return f"=IF({both},IF({near},{','.join(words)}),IF({live}={program},{','.join(words)}))"
