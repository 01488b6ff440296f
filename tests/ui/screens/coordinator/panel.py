"""A small visit with three experts, played by hand: sheets from any laptop, in any revision."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.exchange import crypto
from app.model.base import changed
from app.model.instrument import MergeRule, Method
from app.model.panel import Panelist
from app.services.collect import Incoming
from tests.libraries import new_library
from tests.small import assigned
from tests.ui.screens.coordinator.evening import INSTRUMENT, SETUP

D = Decimal
STATION = None
PLACES = (("operation", STATION), *((i, d) for i in ("q_files", "q_plan") for d in ("d1", "d2")))
EXPERTS = ("jia", "yi", "bing")
EVEN = ("18", "22", "22", "13", "13")
"""Points that nobody can call divergent, in the order of `PLACES`."""


def trimmed_instrument():
    """The small instrument whose districts drop the highest and the lowest."""
    party = INSTRUMENT.parties[0]
    operation, quality = party.blocks
    quality = changed(quality, merge=MergeRule(method=Method.TRIMMED, minimum=3))
    scored = changed(party, blocks=(operation, quality))
    return changed(INSTRUMENT, parties=(scored, *INSTRUMENT.parties[1:]))


def three_experts():
    panel = (*SETUP.panel[:2], Panelist(id="bing", name="评委丙"), *SETUP.panel[2:])
    return changed(SETUP, panel=panel, assignments=assigned(EXPERTS, ("operation", "quality")))


class Panel:
    """The coordinator's visit in `context`'s library, and laptops for the panelists."""

    def __init__(self, context, folder: Path, *, issue: bool = True, instrument=None) -> None:
        self._folder, self._laptops = folder, {}
        self.visit = context.library.new_visit(
            three_experts(), instrument or trimmed_instrument(), user="工作人员A"
        )
        self.context = replace(context, visit=self.visit)
        issued = self.visit.packs.issue(cost=crypto.LOWEST).packs if issue else ()
        self.packs = {pack.panelist: pack for pack in issued}
        self.visit.packs.forget_slips()

    def sheet(
        self, who, points=EVEN, laptop=1, again="", reason="按标准扣分。", before=None
    ) -> Incoming:
        """A sheet of somebody's laptop; `again` reopens it for the next revision.

        `before(visit)` records what else is in it.
        """
        visit = self._laptop(laptop).open_pack(self.packs[who].raw, self.packs[who].code)
        if again:
            visit.handin.reopen(again)
        elif not visit.captures.is_signed():
            visit.captures.declare(signature=who, confidential=True)
        for (item, district), given in zip(PLACES, points, strict=False):
            if given:
                visit.scores.give(item, district, D(given), reason=reason)
        if before is not None:
            before(visit)
        handed = visit.handin.hand_in()
        visit.close()
        return Incoming(handed.file_name, handed.raw)

    def collect(self, *sheets: Incoming) -> None:
        self.visit.collecting.collect(sheets)

    def write(self, *sheets: Incoming) -> tuple[Path, ...]:
        """Sheets as files on a stick."""
        stick = self._folder / "stick"
        stick.mkdir(exist_ok=True)
        paths = tuple(stick / sheet.name for sheet in sheets)
        for path, sheet in zip(paths, sheets, strict=True):
            path.write_bytes(sheet.raw)
        return paths

    def close(self) -> None:
        self.visit.close()
        for library in self._laptops.values():
            library.close()

    def _laptop(self, number):
        if number not in self._laptops:
            self._laptops[number] = new_library(self._folder / f"laptop{number}")
        return self._laptops[number]


def drop(widget, *paths: Path) -> None:
    """Drags files over a widget and lets them fall, as the desktop does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(widget.rect().center(), action, mime, button, none)
    QApplication.sendEvent(widget, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(
        widget, QDropEvent(QPointF(widget.rect().center()), action, mime, button, none)
    )


def cells(model, row: int) -> tuple[str, ...]:
    """What a screen reader says of a row."""
    return tuple(str(model.index(row, c).data()) for c in range(model.columnCount()))


def compose(editor, text: str) -> None:
    """Types a text through the input method, as Chinese is typed."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)
