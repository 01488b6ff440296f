"""Words of Qt's own dialogs that its catalogue lacks: they were changed since it was written."""

from PySide6.QtCore import QTranslator

from app.i18n import N_, _

_DIALOG, _KINDS = "QFileDialog", "QAbstractFileIconProvider"
_WORDS = {
    (_DIALOG, "&Look in:"): N_("&Look in:"),
    (_DIALOG, "Files of &type:"): N_("Files of &type:"),
    (_KINDS, "Folder"): N_("Folder"),
    (_KINDS, "File"): N_("File"),
    (_KINDS, "Drive"): N_("Drive"),
    (_KINDS, "Shortcut"): N_("Shortcut"),
    (_KINDS, "Alias"): N_("Shortcut"),
    (_KINDS, "Unknown"): N_("Unknown"),
}


class QtWords(QTranslator):
    """Asked before Qt's own catalogue; the language is the window's."""

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str | None:
        """None where Qt's catalogue, or the next one, may know it."""
        ours = _WORDS.get((context, source))
        return None if ours is None else _(ours)
