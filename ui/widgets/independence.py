"""Independence: what others gave stays closed until whoever scores here has handed in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.rules.independence import Awaited
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
        self.notice = EmptyState("", icon=Icon.LOCK, parent=self._shut)
        column = QVBoxLayout(self._shut)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHead(title, "", self._shut))
        column.addWidget(self.notice, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(content)
        self._stack.addWidget(self._shut)

    def awaited(self) -> Awaited | None:
        """Who must hand in first."""
        return self._context.library.awaited(self._context.open_visit)

    def closed(self) -> bool:
        """Looks again who must hand in first, and shows the notice if anybody must."""
        awaited = self.awaited()
        if awaited is not None:
            self.notice.set_sentence(awaited_words(awaited))
        self.show_content(shown=awaited is None)
        return awaited is not None

    def show_content(self, *, shown: bool) -> None:
        """For a page that has something to show in spite of it."""
        self._stack.setCurrentWidget(self._content if shown else self._shut)


def may_be_entered(awaited: Awaited | None, panelist: str) -> bool:
    """Whether somebody's paper sheet may be entered here: it shows what that person scored."""
    return awaited is None or (not awaited.here and awaited.panelist == panelist)


def awaited_words(awaited: Awaited) -> str:
    """Why others' scores are closed, and what opens them."""
    if awaited.here:
        return _(
            "You score this visit on this laptop yourself and have not handed in yet.\n"
            "What others scored and wrote shows here once your own sheet is handed in."
        )
    return _(
        "{name} scores this visit and coordinates it, and no sheet of {name} is here yet.\n"
        "What others scored and wrote shows here once that sheet is collected."
    ).format(name=awaited.name)
