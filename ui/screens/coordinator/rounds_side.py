"""The side panel of the feedback page: one form for whatever is chosen in the tab shown."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.model.rounds import Complaint, Reply, ReplyPoint, Rounds, Version
from ui.icons import Icon
from ui.models.rounds import kind_word
from ui.screens.coordinator.rounds_complaints import ComplaintForm
from ui.screens.coordinator.rounds_replies import PointForm, ReplyForm
from ui.screens.coordinator.rounds_steps import StepForm
from ui.screens.coordinator.rounds_versions import VersionForm
from ui.widgets.basics import Button, paragraph
from ui.widgets.page import SidePanel

STEPS, REPLIES, VERSIONS, COMPLAINTS = "steps", "replies", "versions", "complaints"
TABS = (STEPS, REPLIES, VERSIONS, COMPLAINTS)


class RoundsSide(SidePanel):
    """Holds the forms; which one is shown follows from what is chosen.

    Signals:
        close_asked: the visit is to be closed, or opened again.
    """

    close_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, name=_("What is chosen"))
        self.step = StepForm(self)
        self.reply = ReplyForm(self)
        self.point = PointForm(self)
        self.version = VersionForm(self)
        self.complaint = ComplaintForm(self)
        self._forms: tuple[QWidget, ...] = (
            self.step,
            self.reply,
            self.point,
            self.version,
            self.complaint,
        )
        self.add(_one_place(self, self._forms))
        self._end = self.section(_("End of the visit"))
        self._says = paragraph("", self, role="muted")
        self.close_visit = Button(_("Close the visit"), self, icon=Icon.LOCK)
        self._end.add(self._says)
        self._end.add(self.close_visit)
        self.close_visit.clicked.connect(self.close_asked)
        self.show_nothing("")

    def show_only(self, form: QWidget | None) -> None:
        for one in self._forms:
            one.setVisible(one is form)

    def show_nothing(self, title: str) -> None:
        self.show_only(None)
        self.set_head(title)
        self._end.set_shown(shown=False)

    def show_end(self, rounds: Rounds, *, shown: bool) -> None:
        """The visit's end, under the complaints."""
        self._end.set_shown(shown=shown)
        closed = rounds.closing is not None
        self.close_visit.set_text(_("Open the visit again") if closed else _("Close the visit"))
        self._says.setText(
            _("The visit is closed. Nothing on this page changes any more.")
            if closed
            else _("When publicity is over and every complaint reviewed, the result is final.")
        )

    def open_form(self, form: QWidget, title: str, over: str, *, enabled: bool) -> None:
        """Shows a form under its title; nothing can be typed once the visit is closed."""
        self.show_only(form)
        self.set_head(title, over)
        form.setEnabled(enabled)

    def head_of_reply(self, name: str, reply: Reply) -> tuple[str, str]:
        version = _("version {number}").format(number=reply.version) if reply.version else ""
        return name, _("Reply to {version}").format(version=version) if version else _("Reply")

    def head_of_point(self, reply: Reply, point: ReplyPoint) -> tuple[str, str]:
        number = [one.id for one in reply.points].index(point.id) + 1
        return _("Point {number}").format(number=number), kind_word(point.kind)

    def head_of_version(self, version: Version | None, following: int) -> tuple[str, str]:
        if version is None:
            return _("Version {number}").format(number=following), _("Next")
        return _("Version {number}").format(number=version.number), kind_word(version.kind)

    def head_of_complaint(self, one: Complaint) -> tuple[str, str]:
        return one.who or _("Complaint"), _("Complaint")

    def flush(self) -> None:
        for form in (self.step, self.reply, self.point, self.complaint):
            if not form.isHidden():
                form.flush()


def _one_place(parent: QWidget, forms: Sequence[QWidget]) -> QWidget:
    """Forms of which one is shown, each where the others would stand."""
    place = QWidget(parent)
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for form in forms:
        column.addWidget(form)
    return place
