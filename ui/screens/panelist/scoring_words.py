"""What the scoring page says in words: why it is locked, how far a block is, the total."""

from collections.abc import Sequence

from app.i18n import _, ngettext
from app.model.text import plain
from app.rules.printing import round_half_up
from app.rules.running import average, total
from app.visit import Visit
from ui.models.board import Board
from ui.widgets.page import Tab


def lock_words(visit: Visit, shown: Sequence[Board]) -> tuple[str, str]:
    """Why nothing can be scored at all, and what to do; empty where it can."""
    if not shown:
        return _("Nothing is assigned to you for scoring."), ""
    if all(not board.own for board in shown):
        return _("You are recused everywhere, so there is nothing to score."), _(
            "Change the declaration"
        )
    if not visit.captures.is_signed() and visit.handin.sealed_revision is None:
        return (
            _("Scoring is locked until you have signed in and declared confidentiality."),
            _("Go to sign-in"),
        )
    return "", ""


def tab_of(shown: Board) -> Tab:
    """Points of the full mark once all is given, else how many are."""
    missing = sum(shown.running(district).missing for district in shown.own)
    unexplained = sum(shown.unexplained(district) for district in shown.own)
    places = len(shown.block.scored()) * len(shown.own)
    if not places:
        figure = _("recused")
    elif missing:
        figure = _("{done}/{all} scores").format(done=places - missing, all=places)
    else:
        figure = _figure(shown)
    return Tab(shown.block.id, shown.block.label, figure, unexplained)


def total_words(shown: Sequence[Board]) -> str:
    """What all own blocks come to; nothing where there is only one."""
    if len(shown) < 2:
        return ""
    now = total((b.block, [b.running(d) for d in b.own]) for b in shown)
    points, full = plain(round_half_up(now.points, 2)), plain(now.full)
    if not now.missing:
        return _("all blocks {points}/{full}").format(points=points, full=full)
    words = ngettext(
        "all blocks so far {points}/{full}, {count} to go",
        "all blocks so far {points}/{full}, {count} to go",
        now.missing,
    )
    return words.format(points=points, full=full, count=now.missing)


def _figure(shown: Board) -> str:
    value = average([shown.running(district) for district in shown.own])
    full = plain(shown.block.full)
    return f"{plain(round_half_up(value, 2))}/{full}" if value is not None else full
