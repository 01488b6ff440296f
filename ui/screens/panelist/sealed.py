"""The notice over a page whose sheet is handed in."""

from app.i18n import _
from ui.theme import Tone
from ui.widgets.notices import Refusal


def show_sealed(notice: Refusal, revision: int | None) -> None:
    """Says that the page can only be looked at; hides the notice while the sheet is open."""
    if revision is None:
        notice.hide()
        return
    notice.show_text(
        _("Revision {number} is handed in; the page can only be looked at.").format(
            number=revision
        ),
        _("To change something, reopen the sheet."),
        _("Go to hand-in"),
        Tone.ACCENT,
    )
