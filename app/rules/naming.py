"""What the ids of a visit are called: items, blocks, places, people, parties."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.model.instrument import Instrument
from app.model.setup import Setup


@dataclass(frozen=True)
class Names:
    """Looked up once for each set-up and instrument; an unknown id is called nothing."""

    setup: Setup
    instrument: Instrument

    @cached_property
    def subjects(self) -> dict[str, str]:
        """Everything that a capture's item may name: items, evidence, checklist questions."""
        return dict(_subjects(self.instrument))

    @cached_property
    def blocks(self) -> dict[str, str]:
        return {block.id: block.label for block in self.instrument.blocks()}

    @cached_property
    def districts(self) -> dict[str, str]:
        return {district.id: district.name for district in self.setup.districts}

    @cached_property
    def sites(self) -> dict[str, str]:
        return {site.id: site.name for d in self.setup.districts for site in d.sites}

    @cached_property
    def people(self) -> dict[str, str]:
        return {person.id: person.name for person in self.setup.panel}

    @cached_property
    def parties(self) -> dict[str, str]:
        return {party.id: party.label for party in self.instrument.parties}

    @cached_property
    def guides(self) -> dict[str, str]:
        return {guide.kind: guide.label for guide in self.instrument.guides}

    @cached_property
    def ids(self) -> dict[str, str]:
        """All that an id inside a set-up may stand for."""
        return self.blocks | self.districts | self.sites | self.people

    def place(
        self,
        block: str | None = None,
        item: str | None = None,
        district: str | None = None,
        site: str | None = None,
        party: str = "",
    ) -> str:
        """As in 建档与跟进·第三片区: item or block, then site or district; empty for the station."""
        what = (
            self.subjects.get(item or "")
            or self.blocks.get(block or item or "")
            or self.parties.get(party)
        )
        where = self.sites.get(site or "") or self.districts.get(district or "")
        return "·".join(word for word in (what, where) if word)


def _subjects(instrument: Instrument) -> Iterator[tuple[str, str]]:
    for block in instrument.blocks():
        for item in block.scored():
            yield item.id, item.label
            yield from ((evidence.id, evidence.label) for evidence in item.evidence)
    yield from ((question.id, question.label) for question in instrument.checklist)
