"""What keeps a merged cell from having a value, in words."""

from app.i18n import _, ngettext
from app.model.outcome import Cell, Open, OpenKind


def open_words(cell: Cell) -> tuple[str, ...]:
    """What keeps the cell from having a value, in a few words each."""
    return tuple(dict.fromkeys(_open_text(entry) for entry in cell.open))


def _open_text(entry: Open) -> str:
    count = len(entry.who)
    if entry.kind is OpenKind.UNSCORED:
        return ngettext("{count} not scored", "{count} not scored", count).format(count=count)
    if entry.kind is OpenKind.CONFLICT:
        return ngettext("{count} with two values", "{count} with two values", count).format(
            count=count
        )
    return {
        OpenKind.NOBODY: _("nobody may score here"),
        OpenKind.TOO_FEW: _("too few raters"),
        OpenKind.DISAGREE: _("no consensus yet"),
        OpenKind.NO_LEAD: _("the lead has not scored"),
        OpenKind.OUTDATED: _("decision made on other scores"),
    }.get(entry.kind, _("still open"))
