"""What each panelist's sheets hold about a merged cell: linked by hand, or about its item there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.model.capture import Answer, Capture, DocumentCheck, Finding, Photo
from app.model.outcome import Cell
from app.services.links import EVIDENCE
from app.visit import Visit
from ui.icons import Icon
from ui.models.evidence import Evidence, row_of
from ui.models.evidence_words import Names
from ui.models.observation import PhotoRow
from ui.models.readiness import clock
from ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Proof:
    """Something under somebody's score: the words in full, then state and place; or a picture."""

    icon: Icon
    text: str
    note: str = ""
    linked: bool = False
    tone: Tone = Tone.MUTED
    photo: PhotoRow | None = None

    @property
    def spoken(self) -> str:
        return " ".join(part for part in (self.text, self.note) if part)


class SheetEvidence(Evidence):
    """One panelist's captures out of the collected sheets."""

    def __init__(self, names: Names, captures: Iterable[Capture]) -> None:
        self.names = names
        held = tuple(captures)
        findings = [c for c in held if isinstance(c.body, Finding)]
        speaking = [c for c in held if isinstance(c.body, EVIDENCE)]
        self._hold(speaking, findings)

    def about(self, cell: Cell, links: Iterable[str]) -> tuple[tuple[Capture, bool], ...]:
        """What is linked, then findings and evidence about the very item; True for what is linked."""
        linked = self.linked(links)
        own = self.about_item(cell.item, cell.district)
        known = {capture.id for capture in linked}
        return (*((c, True) for c in linked), *((c, False) for c in own if c.id not in known))


class PanelEvidence:
    """Everybody's, sorted out when first asked for."""

    def __init__(self, visit: Visit) -> None:
        self._names = Names(visit)
        self._by_author: dict[str, list[Capture]] = defaultdict(list)
        gathered = visit.merging.gathered
        for capture in gathered.captures:
            self._by_author[capture.author].append(capture)
        for kind in (Answer, DocumentCheck):
            for keyed in gathered.cells(kind):
                self._by_author[keyed.panelist].extend(keyed.captures)
        self._known: dict[str, SheetEvidence] = {}

    def of(self, panelist: str) -> SheetEvidence:
        if panelist not in self._known:
            own = self._by_author.get(panelist, ())
            self._known[panelist] = SheetEvidence(self._names, own)
        return self._known[panelist]

    def proofs(self, cell: Cell, panelist: str, links: Iterable[str]) -> tuple[Proof, ...]:
        """The lines under one panelist's score."""
        return tuple(
            self._proof(cell, capture, linked=linked)
            for capture, linked in self.of(panelist).about(cell, links)
        )

    def _proof(self, cell: Cell, capture: Capture, *, linked: bool) -> Proof:
        """Where it belongs is told only of what was linked from elsewhere."""
        row = row_of(self._names, capture, linked=linked)
        remark = ""
        if isinstance(capture.body, DocumentCheck | Answer):
            remark = self._names.remark(capture).strip()
        here = self._names.district(capture) == cell.district and capture.item == cell.item.id
        place = row.place if linked and not here else ""
        note = "·".join(part for part in (row.state, place) if part)
        text = " ".join(part for part in (row.name, remark) if part)
        return Proof(row.icon, text, note, linked, row.tone, _photo(capture))


def _photo(capture: Capture) -> PhotoRow | None:
    body = capture.body
    if not isinstance(body, Photo):
        return None
    return PhotoRow(capture.id, body.blob, body.caption, clock(capture.at))
