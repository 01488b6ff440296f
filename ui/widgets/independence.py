"""Independence: what others gave stays closed while one's own sheet on this laptop is open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.context import Context
from ui.icons import Icon
from ui.widgets.notices import EmptyState
from ui.widgets.page import PageHead


class Independence(QWidget):
    """Shows a page's content, or only its title and a notice while others' scores are closed.

    A page asks `closed` at the beginning of every refresh and fills nothing in if it is.
    """

    def __init__(
        self, context: Context, title: str, content: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._content = content
        self._shut = QWidget(self)
        self._shut.setProperty("ground", "surface")
        self._shut.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = EmptyState(
            _(
                "You score this visit on this laptop yourself and have not handed in yet.\n"
                "What others scored and wrote shows here once your own sheet is handed in."
            ),
            icon=Icon.LOCK,
            parent=self._shut,
        )
        column = QVBoxLayout(self._shut)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHead(title, "", self._shut))
        column.addWidget(self.notice, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(content)
        self._stack.addWidget(self._shut)

    def closed(self) -> bool:
        """Looks again whether one's own sheet is open, and shows the notice if it is."""
        library, visit = self._context.library, self._context.open_visit
        is_open = library.own_sheet_open(visit.id)
        self._stack.setCurrentWidget(self._shut if is_open else self._content)
        return is_open
