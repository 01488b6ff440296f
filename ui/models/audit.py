"""The record of changes as rows: read page by page as they are scrolled to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.audit import AuditLine, said
from app.services.audit_topics import Topic
from app.services.follow_up import KIND
from app.services.state import LocalRole
from app.visit import Visit
from ui.icons import Icon
from ui.models.days import long_day
from ui.models.find import GROUPS, target_of
from ui.models.roles import Role
from ui.screens.base import Target

Index = QModelIndex | QPersistentModelIndex
PAGE = 100
_PAGES = frozenset(page for group in GROUPS for page in (*group.panelist, *group.coordinator))
_PAGE_OF = {
    Topic.SETUP: "setup",
    Topic.ISSUE: "issue",
    Topic.COLLECT: "collect",
    Topic.MERGE: "merge",
    Topic.PARTIES: "parties",
    Topic.FINDINGS: "findings",
    Topic.FOLLOW_UP: "follow_up",
    Topic.REPORT: "report",
    Topic.ROUNDS: "rounds",
    Topic.SCORE: "scoring",
    Topic.HAND_IN: "hand_in",
}
_ICONS = {
    Topic.SETUP: Icon.SETUP,
    Topic.ISSUE: Icon.ISSUE,
    Topic.COLLECT: Icon.COLLECT,
    Topic.RECORD: Icon.NOTE,
    Topic.SCORE: Icon.SCORING,
    Topic.HAND_IN: Icon.HAND_IN,
    Topic.MERGE: Icon.MERGE,
    Topic.PARTIES: Icon.GRADE,
    Topic.FINDINGS: Icon.FINDINGS,
    Topic.FOLLOW_UP: Icon.FOLLOW_UP,
    Topic.REPORT: Icon.REPORT,
    Topic.ROUNDS: Icon.ROUNDS,
    Topic.OTHER: Icon.EDIT,
}
_PLAYED = {"undo": Icon.UNDO, "redo": Icon.REDO}


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A change. `day` stands at the first row of each day only; `played` for undo and redo."""

    id: str
    time: str
    who: str
    what: str
    place: str
    change: str
    icon: Icon
    day: str = ""
    played: bool = False

    @property
    def spoken(self) -> str:
        parts = (self.day, self.time, self.who, self.what, self.place, self.change)
        return " ".join(part for part in parts if part)


def audit_row(line: AuditLine, before: AuditLine | None) -> AuditRow:
    """`before` is the row above, which tells whether a new day begins."""
    new_day = before is None or before.at.date() != line.at.date()
    return AuditRow(
        id=str(line.id),
        time=f"{line.at:%H:%M:%S}",
        who=line.who,
        what=said(line),
        place=line.place,
        change=change_words(line),
        icon=_PLAYED.get(line.played) or _ICONS[line.topic],
        day=day_name(line.at.date()) if new_day else "",
        played=bool(line.played),
    )


def change_words(line: AuditLine) -> str:
    """Before and after on one line; a side without a value is a dash."""
    before, after = (" ".join(text.split()) for text in (line.before, line.after))
    if not before:
        return after
    return f"{before} → {after or '—'}"


def day_name(day: date) -> str:
    return long_day(day)


def target_of_line(visit: Visit, line: AuditLine) -> Target | None:
    """Where a change still shows; its page alone where it was about no single thing."""
    found = visit.history.where(line)
    if found is not None and found.kind == "station":
        return Target("setup")
    if found is not None and found.kind == KIND:
        return Target("follow_up", capture=found.id)
    if found is not None:
        target = target_of(visit, found, _PAGES)
        if target is not None:
            return target
    if found is None and line.origin.startswith(("capture/", "decision/finding/")):
        return None
    page = _PAGE_OF.get(line.topic)
    own = line.topic in (Topic.SCORE, Topic.HAND_IN)
    fits = own is (visit.role is LocalRole.PANELIST)
    return Target(page) if page and fits else None


class AuditModel(QAbstractListModel):
    """Holds the numbers of all rows, and the rows of the pages that were looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ids: tuple[int, ...] = ()
        self._read: Callable[[Sequence[int]], tuple[AuditLine, ...]] = _nothing
        self._pages: dict[int, tuple[AuditLine, ...]] = {}

    def set_ids(
        self, ids: tuple[int, ...], read: Callable[[Sequence[int]], tuple[AuditLine, ...]]
    ) -> None:
        """Numbers of rows, and who reads those of some numbers in the same order."""
        self._read = read
        if ids == self._ids:
            return
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def line(self, row: int) -> AuditLine | None:
        if not 0 <= row < len(self._ids):
            return None
        page, place = divmod(row, PAGE)
        if page not in self._pages:
            self._pages[page] = self._read(self._ids[page * PAGE : (page + 1) * PAGE])
        return self._pages[page][place]

    def row_of(self, line: int) -> int:
        """Less than nought where it is not among the rows; they are the newest first."""
        low, high = 0, len(self._ids)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._ids[middle] > line else (low, middle)
        return low if low < len(self._ids) and self._ids[low] == line else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Role.ID:
            return str(self._ids[index.row()])
        if role not in (
            Role.SHOWN,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        line = self.line(index.row())
        assert line is not None
        row = audit_row(line, self.line(index.row() - 1))
        return row if role == Role.SHOWN else row.spoken


def _nothing(_ids: Sequence[int]) -> tuple[AuditLine, ...]:
    return ()
