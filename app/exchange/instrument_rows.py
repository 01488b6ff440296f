"""The page of indicators: rows become parties, blocks and items."""

from dataclasses import dataclass, field
from decimal import Decimal

from app.errors import UserError
from app.exchange.instrument_cells import Line, PageRead, Reader
from app.exchange.instrument_ids import Ids, Path
from app.i18n import N_
from app.model.base import changed
from app.model.instrument import (
    Block,
    Evidence,
    Instrument,
    Item,
    MergeRule,
    PartyScheme,
)
from app.rules.instrument_lines import checked_name, kept_ids, read_anchors

_TOTALS = frozenset({"合计", "总计", "小计", "总分", "total", "sum"})
_NAMES = ("party", "block", "item")
_NONE, _STEP = Decimal(0), Decimal("0.1")

FURTHER_UP = N_("“{name}” stands further up already. Put all its rows together.")
NO_PARTY = N_("This row belongs to no party. Write its name here.")
NO_BLOCK = N_("This row belongs to no block. Write its name here.")
NO_NAME = N_("This row names neither a party nor a block nor an item. Fill one in, or empty it.")


@dataclass(slots=True)
class _OpenBlock:
    """A block that rows are still added to. Without a row of its own its full mark is the sum."""

    block: Block
    full: Decimal | None
    items: list[Item] = field(default_factory=list)

    def made(self) -> Block:
        total = sum((item.full for item in self.items), _NONE)
        full = total if self.full is None else self.full
        return changed(self.block, items=tuple(self.items), full=full)


@dataclass(slots=True)
class _OpenParty:
    """A party that rows are still added to; `borrowed` where the table names none."""

    party: PartyScheme
    full: Decimal | None
    blocks: list[_OpenBlock] = field(default_factory=list)
    borrowed: bool = False

    def made(self) -> PartyScheme:
        blocks = tuple(block.made() for block in self.blocks)
        total = sum((block.full for block in blocks), _NONE)
        return changed(self.party, blocks=blocks, full=total if self.full is None else self.full)


class Rows:
    """Takes the rows from top to bottom; a name that is left out is that of the row above."""

    def __init__(self, reader: Reader, page: PageRead, base: Instrument | None) -> None:
        self._reader = reader
        self._page = page
        self._base = base
        given = (line.cell("id") for line in page.lines if "id" in line)
        self.ids = Ids(reader, _known(base) if base else {}, given)
        self._like = {block.label: block for block in base.blocks()} if base else {}
        self._parties: list[_OpenParty] = []
        for line in page.lines:
            self._take(line)

    @property
    def borrowed(self) -> bool:
        """Whether the parties are those that were there before."""
        return any(party.borrowed for party in self._parties)

    def parties(self) -> tuple[PartyScheme, ...]:
        made = tuple(party.made() for party in self._parties)
        if not self.borrowed or self._base is None:
            return made
        own = {party.id: party for party in made}
        return tuple(own.get(party.id, party) for party in self._base.parties)

    def _take(self, line: Line) -> None:
        faults = len(self._reader.faults)
        party, block, item = (self._reader.name(line.cell(n)) for n in _NAMES)
        refused = len(self._reader.faults) > faults
        if refused or {party.casefold(), block.casefold(), item.casefold()} & _TOTALS:
            return
        if not (party or block or item):
            self._fault_nameless(line)
        elif not block and not item:
            self._begin_party(line, party)
        elif self._enter_party(line, party):
            if not item:
                self._begin_block(line, block)
            elif self._enter_block(line, block):
                self._add_item(line, item)

    def _fault_nameless(self, line: Line) -> None:
        """A row without a name is only wrong where it says something else that counts."""
        if any(not line.cell(name).blank for name in ("full", "criterion", "anchors")):
            cell = line.cell("item" if "item" in line else "block")
            self._reader.fault(cell, UserError(NO_NAME))

    def _enter_party(self, line: Line, name: str) -> bool:
        """Goes on in the party of a row; false after a fault."""
        here = self._parties[-1] if self._parties else None
        if here is not None and name in ("", here.party.label):
            return True
        if not name:
            return self._borrow_party(line)
        if any(party.party.label == name for party in self._parties):
            self._reader.fault(line.cell("party"), UserError(FURTHER_UP, name=name))
            return False
        made = PartyScheme(id=self.ids.fresh((name,)), label=name, full=_NONE)
        self._parties.append(_OpenParty(made, self._side_full(line, "party_full")))
        return True

    def _borrow_party(self, line: Line) -> bool:
        scored = [party for party in self._base.parties if party.blocks] if self._base else []
        if not scored:
            self._reader.fault(line.cell("party"), UserError(NO_PARTY))
            return False
        self._parties.append(_OpenParty(scored[0], scored[0].full, borrowed=True))
        return True

    def _begin_party(self, line: Line, name: str) -> None:
        made = PartyScheme(
            id=self.ids.take(line.cell("id"), (name,)),
            label=name,
            short=self._reader.text(line.cell("short")),
            judges=self._reader.text(line.cell("judges")),
            full=_NONE,
        )
        self._parties.append(_OpenParty(made, self._own_full(line, "party_full")))

    def _begin_block(self, line: Line, name: str) -> None:
        read, party = self._reader, self._parties[-1]
        bare = self._bare_block(name)
        rule = MergeRule(
            method=read.choice(line.cell("method"), bare.merge.method),
            level=read.choice(line.cell("level"), bare.merge.level),
            minimum=read.whole(line.cell("minimum"), 1, 50, bare.merge.minimum),
            below=read.choice(line.cell("below"), bare.merge.below),
        )
        made = changed(
            bare,
            id=self.ids.take(line.cell("id"), (party.party.label, name)),
            scope=read.choice(line.cell("scope"), bare.scope),
            merge=rule,
            na=read.choice(line.cell("na"), bare.na),
            step=read.number(line.cell("step"), bare.step),
            criterion=read.text(line.cell("criterion")),
        )
        party.blocks.append(_OpenBlock(made, self._own_full(line, "block_full")))

    def _bare_block(self, name: str) -> Block:
        """With the rules of the block that was called so, where the table has no columns for them."""
        like, plain = self._like.get(name), Block(id="new", label=name, full=_NONE)
        if like is None:
            return plain
        kept = {
            field: getattr(like, field)
            for field, column in (("scope", "scope"), ("na", "na"), ("merge", "method"))
            if column not in self._page.columns
        }
        return changed(plain, **kept)

    def _enter_block(self, line: Line, name: str) -> bool:
        """Goes on in the block of a row; false after a fault."""
        party = self._parties[-1]
        here = party.blocks[-1] if party.blocks else None
        if here is not None and name in ("", here.block.label):
            return True
        if not name:
            self._reader.fault(line.cell("block"), UserError(NO_BLOCK))
            return False
        if any(block.block.label == name for block in party.blocks):
            self._reader.fault(line.cell("block"), UserError(FURTHER_UP, name=name))
            return False
        own = self.ids.fresh((party.party.label, name))
        made = changed(self._bare_block(name), id=own)
        party.blocks.append(_OpenBlock(made, self._side_full(line, "block_full")))
        return True

    def _add_item(self, line: Line, name: str) -> None:
        read = self._reader
        party = self._parties[-1]
        block = party.blocks[-1]
        path = (party.party.label, block.block.label, name)
        own = self.ids.take(line.cell("id"), path)
        item = Item(
            id=own,
            label=name,
            full=read.number(read.require(line.cell("full")), _NONE),
            step=read.number(line.cell("step"), _STEP),
            group=read.text(line.cell("group")),
            hint=read.text(line.cell("hint")),
            criterion=read.text(line.cell("criterion")),
            anchors=read.taken(line.cell("anchors"), read_anchors, ()),
            evidence=self._evidence(line, own, path),
            allow_na=read.truth(line.cell("allow_na")),
            example=read.truth(line.cell("example")),
        )
        block.items.append(item)

    def _evidence(self, line: Line, item: str, path: Path) -> tuple[Evidence, ...]:
        cell = line.cell("evidence")
        none: tuple[str, ...] = ()
        labels = self._reader.taken(cell, _labels, none)
        known = self._known_evidence(line, item)
        fresh = [self.ids.fresh((*path, label)) for label in labels]
        ids = kept_ids(labels, known, fresh)
        return tuple(Evidence(id=i, label=label) for i, label in zip(ids, labels, strict=True))

    def _known_evidence(self, line: Line, item: str) -> list[tuple[str, str]]:
        """(label, id) as the table has them, else as they were."""
        parts = [t.partition("=") for t in line.cell("evidence_ids").text.splitlines()]
        pairs = [(part[2].strip(), part[0].strip()) for part in parts]
        if not pairs and self._base is not None:
            items = [i for b in self._base.blocks() for i in b.items if i.id == item]
            pairs = [(e.label, e.id) for i in items for e in i.evidence]
        return [(label, one) for label, one in pairs if self.ids.free(one)]

    def _own_full(self, line: Line, side: str) -> Decimal:
        """The full mark in a node's own row."""
        cell = line.cell(side) if line.cell("full").blank else line.cell("full")
        wanted = line.cell("full") if cell.blank else cell
        return self._reader.number(self._reader.require(wanted), _NONE)

    def _side_full(self, line: Line, side: str) -> Decimal | None:
        """The full mark of a party or block that only its items' rows name."""
        cell = line.cell(side)
        return None if cell.blank else self._reader.number(cell, _NONE)


def _labels(text: str) -> tuple[str, ...]:
    """A name for each line that holds something."""
    return tuple(checked_name(line) for line in text.splitlines() if line.strip())


def _known(base: Instrument) -> dict[Path, str]:
    """Ids by the names that lead to them; the first of a name counts."""
    found: dict[Path, str] = {}
    for party in base.parties:
        found.setdefault((party.label,), party.id)
        for block in party.blocks:
            found.setdefault((party.label, block.label), block.id)
            for item in block.items:
                found.setdefault((party.label, block.label, item.label), item.id)
    return found
