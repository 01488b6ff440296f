"""Beside the archive: one station over its terms, what was left open, and which visits it has."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext
from app.model.archive import ArchiveEntry, BlockScore, EarlierFinding
from app.rules.archive import by_day
from ui.charts.profile import ProfileChart
from ui.delegates.archive import TermDelegate
from ui.delegates.rows import FindingDelegate
from ui.icons import Icon
from ui.models.archive import (
    Choice,
    finding_rows,
    profile_rows,
    short_name,
    term_rows,
    visit_word,
)
from ui.widgets.basics import Button, paragraph
from ui.widgets.lists import FittingList
from ui.widgets.page import SidePanel
from ui.widgets.picker import Picker

MOST_FINDINGS = 20


class ArchiveSide(SidePanel):
    """What is known of the station of the chosen visit.

    Signals:
        chosen: (folder) another visit of the station.
        opened: (folder) a visit is to be opened.
        moved: (station) the chosen visit belongs to another station.
    """

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, name=_("The station over its terms"))
        self.terms = FittingList(TermDelegate(), self, name=_("Visits of this station"))
        self.profile = ProfileChart(self)
        self.profile.setAccessibleName(_("Score by block"))
        self.others = paragraph("", self, role="small")
        self.findings = FittingList(
            FindingDelegate(compact=True), self, name=_("Left for the next visit")
        )
        self.rest = paragraph("", self, role="small")
        self.belongs = paragraph("", self)
        self.station = Picker(self, name=_("Station of this visit"))
        self.put_button = Button(_("Put it there"), self, icon=Icon.MOVE)
        self._fill()
        self.terms.clicked.connect(self._on_clicked)
        self.terms.opened.connect(self.opened)
        self.terms.chosen.connect(self.chosen)
        self.station.activated.connect(self._show_move)
        self.put_button.clicked.connect(self._on_move)
        self._own = ""
        self.show_entry(None, (), {}, (), ())

    def _fill(self) -> None:
        self._terms = self.section(_("Visits"))
        self._terms.add(self.terms)
        self._profile = self.section(_("Score by block"))
        self._profile.add(self.profile)
        self._profile.add(self.others)
        self._findings = self.section(_("Left for the next visit"))
        self._findings.add(self.findings)
        self._findings.add(self.rest)
        self._belongs = self.section(_("Which station it belongs to"))
        for widget in (self.belongs, self.station, self.put_button):
            self._belongs.add(widget)

    def show_entry(
        self,
        entry: ArchiveEntry | None,
        station: Sequence[ArchiveEntry],
        profiles: Mapping[str, Sequence[BlockScore]],
        findings: Sequence[EarlierFinding],
        choices: Sequence[Choice],
    ) -> None:
        """A visit, all visits of its station, their block scores, and what the visit left open."""
        sections = (self._terms, self._profile, self._findings, self._belongs)
        for section in sections:
            section.set_shown(shown=entry is not None)
        if entry is None:
            self.set_head(_("No visit chosen"))
            return
        self.set_head(short_name(entry), entry.county, visit_word(entry))
        self._terms.set_title(_("Visits"), str(len(station)))
        self.terms.set_rows(term_rows(station, entry.folder), entry.folder)
        self.terms.fit()
        self._show_profile(entry, station, profiles)
        self._show_findings(entry, findings)
        self._show_station(entry, choices)

    def _show_profile(
        self,
        entry: ArchiveEntry,
        station: Sequence[ArchiveEntry],
        profiles: Mapping[str, Sequence[BlockScore]],
    ) -> None:
        rows = profile_rows(station, profiles, entry)
        self.profile.set_rows(rows)
        self._profile.set_shown(shown=bool(rows))
        words = ""
        if any(row.others for row in rows):
            last = [one for one in by_day(station) if one.folder != entry.folder][-1]
            words = _("Bars: this visit. Rings: the station's other visits, {last} darkest.")
            words = words.format(last=visit_word(last))
        self.others.setText(words)
        self.others.setVisible(bool(words))

    def _show_findings(self, entry: ArchiveEntry, findings: Sequence[EarlierFinding]) -> None:
        self._findings.set_shown(shown=bool(findings))
        self._findings.set_title(_("Left for the next visit"), str(len(findings)))
        self.findings.set_rows(finding_rows(findings[:MOST_FINDINGS], entry))
        self.findings.fit()
        rest = len(findings) - MOST_FINDINGS
        words = ngettext("{count} more in the visit", "{count} more in the visit", max(rest, 0))
        self.rest.setText(words.format(count=rest))
        self.rest.setVisible(rest > 0)

    def _show_station(self, entry: ArchiveEntry, choices: Sequence[Choice]) -> None:
        by_name = entry.station == entry.own_station
        self.belongs.setText(
            _("By the station's name; visits of one name belong together.")
            if by_name
            else _("Put here by hand, not by the station's name “{name}”.").format(name=entry.name)
        )
        self._own = entry.station
        self.station.clear()
        for choice in choices:
            self.station.addItem(_choice_words(choice, entry.own_station), choice.key)
        self.station.setCurrentIndex(max(0, self.station.findData(entry.station)))
        self._show_move()

    @Slot()
    def _show_move(self) -> None:
        """There is something to do once another station is chosen."""
        self.put_button.setEnabled(self.station.currentData() not in (None, self._own))

    @Slot()
    def _on_move(self) -> None:
        self.moved.emit(str(self.station.currentData()))

    @Slot(QModelIndex)
    def _on_clicked(self, _index: QModelIndex) -> None:
        self.chosen.emit(self.terms.current_id)


def _choice_words(choice: Choice, own: str) -> str:
    if choice.key == own:
        return _("{name}, as it is called").format(name=choice.name)
    if choice.near:
        return _("{name}, of a like name").format(name=choice.name)
    return choice.name
