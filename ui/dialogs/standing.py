"""What must be mended before a final version: each is gone to, or stands with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from app.i18n import _, ngettext
from ui import fonts
from ui.delegates.rows import ProblemDelegate
from ui.dialogs.foot import column_in, foot
from ui.fonts import px
from ui.icons import Icon
from ui.models.problems import Linked
from ui.models.roles import ProblemRow
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, paragraph
from ui.widgets.editors import LineEditor
from ui.widgets.lists import RowList
from ui.widgets.notices import Field

ROUND, ROOM = 48, 240
"""How much text is shown on either side of what a remark is about; how wide a reason in a row."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A reason for each remark, by its key; or the row whose place was asked for."""

    reasons: dict[str, str]
    followed: Linked | None = None


class StandingDialog(QDialog):
    """A reason typed stands for the current row, Return goes on to the next that has none."""

    def __init__(self, rows: Sequence[Linked], go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("To be mended before the final version"))
        self.followed: Linked | None = None
        self._rows = {linked.row.id: linked for linked in rows}
        self._reasons: dict[str, str] = {}
        self.list = RowList(ProblemDelegate(edge=8), self, name=_("Must be mended"))
        self.context = paragraph("", self, role="muted")
        self.reason = LineEditor(self, name=_("Why it stands as it is"))
        self.same = Button(_("For all that have none"), self)
        self.show_place = Button(_("Go to the place"), self, icon=Icon.NEXT)
        self.go_on = Button(go_on, self, kind=Kind.PRIMARY)
        self._left = Line("", self, tone=Tone.CONCERN, size=fonts.SMALL)
        self._lay_out()
        self._connect()
        self._fill()
        self.list.set_current(next(iter(self._rows)))
        self._show_current()
        self.reason.setFocus()

    def _lay_out(self) -> None:
        says = _(
            "The checker calls these a must. Mend them at their place, or say why the text stands as it is: the reason is kept with the version and in the record of changes."
        )
        acts = QHBoxLayout()
        acts.setSpacing(px(8))
        acts.addWidget(self.show_place)
        acts.addStretch(1)
        acts.addWidget(self.same)
        column = column_in(self, 10)
        column.addWidget(paragraph(says, self))
        column.addWidget(self.list, 1)
        column.addWidget(self.context)
        column.addWidget(Field(_("Why it stands as it is"), self.reason, self))
        column.addLayout(acts)
        column.addLayout(foot(self, self.go_on, says=self._left))
        self.resize(px(760), px(480))

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.reason.edited.connect(self._on_edited)
        self.reason.submitted.connect(self._on_submitted)
        self.same.clicked.connect(self._on_same)
        self.show_place.clicked.connect(self._on_show)
        self.go_on.clicked.connect(self.accept)

    def value(self) -> Settled:
        reasons = {row: text.strip() for row, text in self._reasons.items() if text.strip()}
        found = {row: linked.found for row, linked in self._rows.items()}
        return Settled(
            {one.key: reasons[row] for row, one in found.items() if one and row in reasons},
            self.followed,
        )

    @classmethod
    def ask(cls, rows: Sequence[Linked], go_on: str, parent: QWidget) -> Settled | None:
        """None when the user thinks better of it."""
        dialog = cls(rows, go_on, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        settled = dialog.value()
        dialog.deleteLater()
        return settled if accepted or settled.followed else None

    def _fill(self) -> None:
        self.list.set_rows([self._shown(one) for one in self._rows.values()])
        left = self._waiting()
        words = ngettext("{count} without a reason", "{count} without a reason", len(left))
        self._left.set_text(words.format(count=len(left)) if left else "")
        self.go_on.setEnabled(not left)
        others = [row for row in left if row != self.list.current_id]
        self.same.setVisible(len(self._rows) > 1)
        self.same.setEnabled(bool(others) and bool(self.reason.text().strip()))

    def _shown(self, linked: Linked) -> ProblemRow:
        reason = self._reasons.get(linked.row.id, "").strip()
        if not reason:
            return replace(linked.row, action="")
        return replace(
            linked.row,
            action="",
            place=fonts.elided(reason, px(ROOM), fonts.SMALL),
            tone=Tone.PRAISE,
            icon=Icon.DONE,
            word=_("Stands"),
        )

    def _waiting(self) -> list[str]:
        return [row for row in self._rows if not self._reasons.get(row, "").strip()]

    def _show_current(self) -> None:
        current = self.list.current_id
        self.reason.set_text(self._reasons.get(current, ""))
        linked = self._rows.get(current)
        self.context.setText(_around(linked) if linked else "")
        self.show_place.setVisible(linked is not None and bool(linked.way.page))
        self._fill()

    @Slot(str)
    def _on_chosen(self, _row: str) -> None:
        self._show_current()

    @Slot()
    def _on_edited(self) -> None:
        self._reasons[self.list.current_id] = self.reason.text()
        self._fill()

    @Slot()
    def _on_submitted(self) -> None:
        """On to what has no reason yet; from the last one to the act."""
        left = self._waiting()
        if self.list.current_id in left:
            return
        if not left:
            self.go_on.setFocus()
            return
        self.list.set_current(left[0])
        self._show_current()

    @Slot()
    def _on_same(self) -> None:
        words = self.reason.text()
        self._reasons |= dict.fromkeys(self._waiting(), words)
        self._fill()
        self.go_on.setFocus()

    @Slot(str)
    def _on_opened(self, row: str) -> None:
        self._follow(self._rows[row])

    @Slot()
    def _on_show(self) -> None:
        self._follow(self._rows[self.list.current_id])

    def _follow(self, linked: Linked) -> None:
        if linked.way.page:
            self.followed = linked
            self.reject()


def _around(linked: Linked) -> str:
    """The words in which the remark's own stand."""
    if linked.found is None:
        return ""
    remark = linked.found.remark
    text, start = remark.line.text, max(0, remark.start - ROUND)
    end = min(len(text), remark.end + ROUND)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
