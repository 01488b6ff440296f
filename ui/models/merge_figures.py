"""Figures and rules of merged blocks as they are read: exact, rounded, in words."""

from decimal import Decimal
from fractions import Fraction

from app.i18n import _, ngettext
from app.model.instrument import Below, Level, MergeRule, Method, Scope
from app.model.outcome import BlockResult
from app.model.text import plain
from app.rules.printing import round_half_up


def figure(value: Fraction, least: int = 1, most: int = 2) -> str:
    """A figure with `least` to `most` decimals, so that a column lines up: `2.0`, `1.85`."""
    text = plain(round_half_up(value, most))
    whole, _dot, rest = text.partition(".")
    return f"{whole}.{rest:0<{least}}" if least else text


def exact(value: Fraction) -> str:
    """A figure with all its decimals, or with four and an ellipsis where they never end."""
    for places in range(1, 7):
        rounded = round_half_up(value, places)
        if Fraction(rounded) == value:
            return figure(value, 1, places)
    return f"{round_half_up(value, 5):.6f}"[:-2] + "…"


def plain_two(value: Decimal) -> str:
    """A converted figure with all the places that it was rounded to."""
    return format(value, "f")


def block_figure(result: BlockResult) -> str:
    """What a block comes to of its full mark: exact up to three places, else as converted."""
    full = plain(result.block.full)
    return f"{_block_value(result)}/{full}"


def _block_value(result: BlockResult) -> str:
    if result.exact is None or result.converted is None:
        return "—"
    three = round_half_up(result.exact, 3)
    return plain(three if Fraction(three) == result.exact else result.converted)


def rule_words(rule: MergeRule) -> str:
    """The rule as a short sentence."""
    words = {
        Method.MEAN: _("mean of all"),
        Method.TRIMMED: _("mean without highest and lowest"),
        Method.MEDIAN: _("median"),
        Method.LEAD: _("the lead's score"),
        Method.CONSENSUS: _("consensus"),
    }[rule.method]
    return _("{rule}, over sums").format(rule=words) if rule.level is Level.SUM else words


def rule_below(rule: MergeRule) -> str:
    """What happens with too few raters; empty where nothing special does."""
    if rule.method is not Method.TRIMMED:
        return ""
    least = max(3, rule.minimum)
    if rule.below is Below.MEAN:
        return _("fewer than {count} raters: plain mean").format(count=least)
    return _("fewer than {count} raters: left open").format(count=least)


def average_words(result: BlockResult) -> tuple[str, str, str]:
    """Name, formula and figure of the block's last line; all empty figures while it is open."""
    known = [part.value for part in result.districts if part.value is not None]
    name = average_name(result)
    if result.exact is None or result.converted is None:
        left = len(result.open)
        words = ngettext("{count} place is still open", "{count} places are still open", left)
        return name, words.format(count=left), "—"
    if len(known) == 1:
        return name, exact(result.exact), plain_two(result.converted)
    terms = " + ".join(exact(value) for value in known)
    return name, f"({terms}) ÷ {len(known)} = {exact(result.exact)}", plain_two(result.converted)


def average_name(result: BlockResult) -> str:
    if result.block.scope is Scope.STATION:
        return _("Converted")
    count = sum(1 for part in result.districts if not part.out)
    return ngettext("Average of {count} district", "Average of {count} districts", count).format(
        count=count
    )
