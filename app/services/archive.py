"""What a coordinator's visit tells the archive of its library, and which station it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_
from app.model.archive import (
    ArchiveEntry,
    BlockScore,
    EarlierFinding,
    FollowState,
    StationLink,
)
from app.model.base import changed
from app.model.capture import Stance
from app.model.decision import FindingEdit
from app.model.station import Role
from app.rules.independence import awaited
from app.rules.stations import core_of, station_key
from app.services.captures import check_texts
from app.services.collect import CollectService
from app.services.findings import FindingsService
from app.services.follow_up import FollowUpService
from app.services.merge import MergeService
from app.services.rounds import RoundsService
from app.services.state import LocalRole, State

PROGRAM = 2
"""Rises when `Told` holds more than before, so that older entries are read again."""
KIND = "station"
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What the archive keeps of a visit."""

    entry: ArchiveEntry
    profile: tuple[BlockScore, ...]
    findings: tuple[EarlierFinding, ...]


class ArchiveService:
    def __init__(
        self,
        state: State,
        collecting: CollectService,
        merge: MergeService,
        findings: FindingsService,
        follow_ups: FollowUpService,
    ) -> None:
        self._rounds = RoundsService(state)
        self._state = state
        self._collecting = collecting
        self._merge = merge
        self._findings = findings
        self._follow_ups = follow_ups
        self._store = state.store

    @property
    def own_station(self) -> str:
        """The key that the station's name gives."""
        station = self._state.setup.station
        return station_key(station.name, station.county)

    @property
    def station(self) -> str:
        """The key of the station that the visit belongs to."""
        link = self._store.decisions.get(KIND, "", StationLink)
        return link.station if link is not None else self.own_station

    def belong_to(self, station: str) -> Changes:
        """Puts the visit to another station's visits; its own key takes it back to its name.

        Raises:
            UserError: no key, or one longer than any.
        """
        self._state.require(LocalRole.COORDINATOR)
        if not station.strip() or len(station) > LONGEST:
            raise UserError(N_("Choose the station that this visit belongs to."))
        check_texts(station)
        before = self.station
        if station == before:
            return Changes()
        with self._store.log.operation(N_("Say which station a visit belongs to")) as operation:
            if station == self.own_station:
                self._store.decisions.drop(KIND, "")
            else:
                link = StationLink(station=station)
                self._store.decisions.put(KIND, "", link, self._store.stamp())
            operation.describe(core_of(before), core_of(station))
        return operation.changes

    def tell(self) -> Told:
        """All that the archive keeps; scores are left out while they are closed to whoever is here."""
        if self._is_closed():
            return Told(changed(self.head, closed=True), (), ())
        left = tuple(self._left_behind())
        entry = self._with_scores(self.head)
        return Told(changed(entry, open=len(left)), tuple(self._profile()), left)

    def _is_closed(self) -> bool:
        setup, user = self._state.setup, self._store.meta.get("user")
        return awaited(setup, user, (), self._collecting.handed_in()) is not None

    @property
    def head(self) -> ArchiveEntry:
        """Which visit of which station this is; no scores."""
        setup = self._state.setup
        bureau = setup.organisations.get(Role.BUREAU)
        contractor = setup.organisations.get(Role.CONTRACTOR)
        return ArchiveEntry(
            folder=self._store.folder.name,
            visit=self._state.visit_id,
            station=self.station,
            own_station=self.own_station,
            name=setup.station.name,
            short=setup.station.short,
            county=setup.station.county,
            term=setup.term,
            visited_on=setup.visited_on,
            bureau=bureau.name if bureau else "",
            contractor=contractor.name if contractor else "",
            rounds=self._rounds.outline(),
        )

    def _with_scores(self, entry: ArchiveEntry) -> ArchiveEntry:
        outcome = self._merge.outcome
        stances = [edit.stance for edit in self._findings.all() if not edit.left_out]
        follow_ups = self._follow_ups.all()
        return changed(
            entry,
            total=outcome.total,
            grade=outcome.grade or "",
            done=outcome.done,
            cells=outcome.cells,
            concerns=stances.count(Stance.CONCERN),
            praises=stances.count(Stance.PRAISE),
            followed=len(follow_ups),
            mended=sum(1 for one in follow_ups if one.state is FollowState.MENDED),
        )

    def _profile(self) -> Iterator[BlockScore]:
        for party in self._merge.outcome.parties:
            scheme = party.party
            for result in party.blocks:
                block = result.block
                yield BlockScore(
                    id=block.id, label=block.label, full=block.full, score=result.converted
                )
            if not party.blocks:
                label = scheme.short or scheme.label
                yield BlockScore(id=scheme.id, label=label, full=scheme.full, score=party.converted)

    def _left_behind(self) -> Iterator[EarlierFinding]:
        """Own concerns first, then those of earlier visits that were not mended or not looked at."""
        for edit in self._findings.all():
            if edit.stance is Stance.CONCERN and not edit.left_out:
                yield self._earlier(edit)
        for one in self._follow_ups.all():
            if one.state is not FollowState.MENDED:
                yield one.finding
        yield from self._follow_ups.unjudged()

    def _earlier(self, edit: FindingEdit) -> EarlierFinding:
        names = self._state.names
        return EarlierFinding(
            visit=self._state.visit_id,
            id=edit.id,
            text=edit.text,
            block=edit.block or "",
            party=edit.party,
            place=names.place(edit.block, None, edit.district, party=edit.party),
            since=self._state.setup.visited_on,
        )
