"""Beside the record: one change in full, and the way to where it still shows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.audit import AuditLine, said, topic_name
from ui.icons import Icon
from ui.models.audit import day_name
from ui.widgets.basics import Button, Paragraph, paragraph
from ui.widgets.page import Section, SidePanel


class AuditSide(SidePanel):
    """What was done, by whom, where, before and after.

    Signals:
        followed: to where the change still shows.
    """

    followed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, name=_("The change in full"))
        self._parts: dict[str, tuple[Section, Paragraph]] = {}
        for key, title in (
            ("who", _("Who and when")),
            ("place", _("In what")),
            ("before", _("Before")),
            ("after", _("After")),
        ):
            section = self.section(title)
            words = paragraph("", section)
            section.add(words)
            self._parts[key] = (section, words)
        self.link = Button(_("Show where it is"), self, icon=Icon.NEXT)
        self.link.clicked.connect(self.followed)
        self.gone = paragraph("", self, role="muted")
        self.add(self.link)
        self.add(self.gone)
        self.show_line(None, leads=False)

    def show_line(self, line: AuditLine | None, *, leads: bool) -> None:
        """`leads`: there is a place to go to."""
        if line is None:
            self.set_head(_("No change chosen"))
            for key in self._parts:
                self._show(key, "")
            self.link.hide()
            self.gone.hide()
            return
        self.set_head(said(line), topic_name(line.topic))
        when = f"{day_name(line.at.date())} {line.at:%H:%M:%S}"
        self._show("who", f"{line.who}\n{when}".strip())
        self._show("place", line.place)
        self._show("before", line.before)
        self._show("after", line.after)
        self.link.setVisible(leads)
        self.gone.setVisible(not leads)
        self.gone.setText(_("It is no longer there: it was deleted or undone later."))

    def _show(self, key: str, text: str) -> None:
        section, words = self._parts[key]
        words.setText(text)
        section.set_shown(shown=bool(text))
