"""What was found before an export: a list in which each row leads to its place, or goes on."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QWidget

from app.i18n import _
from ui.delegates.rows import ProblemDelegate
from ui.dialogs.foot import column_in, foot
from ui.fonts import px
from ui.models.problems import Linked
from ui.widgets.basics import Button, Kind, paragraph
from ui.widgets.lists import RowList


class FoundDialog(QDialog):
    """`go_on` names the act that may follow; without it there is only the way to a row's place."""

    def __init__(
        self, title: str, says: str, rows: Sequence[Linked], go_on: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.followed: Linked | None = None
        self._rows = {linked.row.id: linked for linked in rows}
        self.list = RowList(ProblemDelegate(edge=8), self, name=title)
        self.list.set_rows([linked.row for linked in rows])
        self.list.opened.connect(self._on_opened)
        self.go_on = Button(go_on, self, kind=Kind.PRIMARY)
        self.go_on.setVisible(bool(go_on))
        self.go_on.clicked.connect(self.accept)
        column = column_in(self, 12)
        column.addWidget(paragraph(says, self))
        column.addWidget(self.list, 1)
        column.addLayout(foot(self, self.go_on, cancel="" if go_on else _("Close")))
        self.resize(px(720), px(420))

    @Slot(str)
    def _on_opened(self, row: str) -> None:
        """To the place, where the row has one."""
        linked = self._rows[row]
        if linked.way.page:
            self.followed = linked
            self.reject()
