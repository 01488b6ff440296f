"""The coordinator's decisions: settlements, picks, objections, parties, vetoes."""

from datetime import date
from decimal import Decimal

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_
from app.model.base import changed, check_number
from app.model.decision import (
    Objection,
    PartyEntry,
    Pick,
    Settlement,
    Unit,
    VetoCheck,
    VetoState,
)
from app.model.instrument import PartyScheme, Veto
from app.model.outcome import Cell, Outcome
from app.model.text import plain
from app.rules.cells import decision_basis
from app.rules.scoring import find_cell, pick_basis
from app.rules.telling import Decided, decision_place, tell_decision
from app.rules.told import BY_RULE, told, word
from app.services.captures import check_texts
from app.services.merge import MergeService
from app.services.state import LocalRole, State

PERCENT = Decimal(100)


class DecideService:
    """Each decision is one undoable step and stands in the audit with before and after."""

    def __init__(self, state: State, merge: MergeService) -> None:
        self._state = state
        self._merge = merge
        self._store = state.store

    def settle(
        self, item: str, district: str | None, points: Decimal, *, reason: str, by: str
    ) -> Changes:
        """Decides a cell (裁定); the scores given stay. It holds while they are the same.

        `item` is the block's id where the block has no items or merges sums.

        Raises:
            UserError: no such cell, out of range, or no reason or name given.
        """
        cell = self._cell(item, district)
        _number(points, cell.item.full, cell.item.label)
        _need(reason, N_("Give the reason for the settlement."))
        _need(by, N_("Say who decided."))
        settlement = self._settlement(cell, points, reason=reason, by=by)
        key = f"{item}/{district or ''}"
        return self._put("settlement", key, settlement, N_("Settle {item}"), item=cell.item.label)

    def would(self, item: str, district: str | None, points: Decimal | None) -> Outcome:
        """The scores as they would be with a cell settled so, or by the rule (None). Writes nothing.

        Raises:
            UserError: no such cell, or out of range.
        """
        cell = self._cell(item, district)
        decisions = self._merge.decisions()
        others = tuple(s for s in decisions.settlements if (s.item, s.district) != (item, district))
        if points is not None:
            _number(points, cell.item.full, cell.item.label)
            others += (self._settlement(cell, points, reason="", by=""),)
        return self._merge.with_decisions(changed(decisions, settlements=others))

    def unsettle(self, item: str, district: str | None, *, reason: str) -> Changes:
        """Withdraws a settlement, so that the rule decides again; the audit keeps both reasons.

        Nothing to withdraw changes nothing.

        Raises:
            UserError: no reason given.
        """
        key = f"{item}/{district or ''}"
        if self._store.decisions.get("settlement", key, Settlement) is None:
            return Changes()
        _need(reason, N_("Give the reason for withdrawing the settlement."))
        check_texts(reason)
        after = told(word(BY_RULE), reason)
        return self._drop("settlement", key, Settlement, N_("Withdraw the settlement"), after)

    def pick(
        self, panelist: str, item: str, district: str | None, value: str, *, by: str
    ) -> Changes:
        """Chooses one of the values that one panelist gave on two laptops.

        Raises:
            UserError: the panelist gave no such value there, or gave only one.
        """
        basis = pick_basis(self._merge.gathered, panelist, item, district)
        if value not in basis:
            raise UserError(
                N_("This value was not given there. Given: {values}."), values="、".join(basis)
            )
        choice = Pick(
            panelist=panelist,
            item=item,
            district=district,
            value=value,
            by=by,
            at=self._store.clock(),
            basis=basis,
        )
        key = f"{panelist}/{item}/{district or ''}"
        return self._put("pick", key, choice, N_("Choose between two laptops"))

    def accept_objection(
        self, panelist: str, district: str | None, *, reason: str, by: str
    ) -> Changes:
        """Accepts the evaluated party's objection: the panelist is recused there."""
        _need(reason, N_("Say what the objection is."))
        objection = Objection(
            panelist=panelist, district=district, reason=reason, by=by, at=self._store.clock()
        )
        key = f"{panelist}/{district or ''}"
        return self._put("objection", key, objection, N_("Accept an objection"))

    def withdraw_objection(self, panelist: str, district: str | None) -> Changes:
        key = f"{panelist}/{district or ''}"
        return self._drop("objection", key, Objection, N_("Withdraw the objection"))

    def enter_party(
        self,
        party: str,
        value: Decimal,
        unit: Unit = Unit.POINTS,
        *,
        person: str = "",
        on: date | None = None,
    ) -> Changes:
        """What a party gave, in points or in percent of its full mark.

        Raises:
            UserError: no such party, one that the panel scores, or out of range.
        """
        scheme = self._party(party)
        _number(value, scheme.full if unit is Unit.POINTS else PERCENT, scheme.label)
        entry = PartyEntry(party=party, value=value, unit=unit, person=person, on=on)
        label = N_("Enter the score of {party}")
        return self._put("party", party, entry, label, party=scheme.label)

    def clear_party(self, party: str) -> Changes:
        label, name = N_("Clear the score of {party}"), self._party(party).label
        return self._drop("party", party, PartyEntry, label, party=name)

    def check_veto(
        self, key: str, state: VetoState, *, evidence: str = "", by: str = ""
    ) -> Changes:
        """Declares a veto found, not found or unverified.

        Raises:
            UserError: no such veto, or it is found without evidence.
        """
        veto = self._veto(key)
        if state is VetoState.FOUND:
            _need(
                evidence, N_("A veto that is found needs its evidence: what was seen, and where.")
            )
        check = VetoCheck(key=key, state=state, evidence=evidence, by=by)
        return self._put("veto", key, check, N_("Check the veto “{veto}”"), veto=veto.label)

    def clear_veto(self, key: str) -> Changes:
        """Back to what the data say, or to unverified."""
        label, name = N_("Check the veto “{veto}”"), self._veto(key).label
        return self._drop("veto", key, VetoCheck, label, veto=name)

    def _put(self, kind: str, key: str, body: Decided, label: str, **values: str) -> Changes:
        self._state.require(LocalRole.COORDINATOR)
        check_texts(body)
        names = self._state.names
        before = self._store.decisions.get(kind, key, type(body))
        with self._store.log.operation(label, **values) as operation:
            self._store.decisions.put(kind, key, body, self._store.stamp())
            told = before and tell_decision(before)
            place = decision_place(body, names, labelled=bool(values))
            operation.describe(told, tell_decision(body), place)
        return operation.changes

    def _drop(
        self,
        kind: str,
        key: str,
        struct: type[Decided],
        label: str,
        after: str | None = None,
        **values: str,
    ) -> Changes:
        self._state.require(LocalRole.COORDINATOR)
        names = self._state.names
        before = self._store.decisions.get(kind, key, struct)
        with self._store.log.operation(label, **values) as operation:
            self._store.decisions.drop(kind, key)
            if before is not None:
                place = decision_place(before, names)
                operation.describe(tell_decision(before), after, place)
        return operation.changes

    def _settlement(self, cell: Cell, points: Decimal, *, reason: str, by: str) -> Settlement:
        return Settlement(
            item=cell.item.id,
            district=cell.district,
            points=points,
            reason=reason,
            by=by,
            at=self._store.clock(),
            basis=decision_basis(cell),
        )

    def _cell(self, item: str, district: str | None) -> Cell:
        try:
            return find_cell(self._merge.outcome, item, district)
        except KeyError:
            raise UserError(
                N_(
                    "There is no cell “{item}” there to settle. Where a block merges sums, settle the block."
                ),
                item=item,
            ) from None

    def _party(self, party: str) -> PartyScheme:
        try:
            scheme = self._state.instrument.party(party)
        except KeyError:
            known = "、".join(p.id for p in self._state.instrument.parties if not p.blocks)
            raise UserError(
                N_("There is no party “{id}”. Parties: {known}."), id=party, known=known
            ) from None
        if scheme.blocks:
            raise UserError(
                N_("“{party}” is scored by the panel, not entered."), party=scheme.label
            )
        return scheme

    def _veto(self, key: str) -> Veto:
        for veto in self._state.instrument.vetoes:
            if veto.key == key:
                return veto
        known = "、".join(v.key for v in self._state.instrument.vetoes)
        raise UserError(N_("There is no veto “{id}”. Vetoes: {known}."), id=key, known=known)


def _number(value: Decimal, full: Decimal, label: str) -> None:
    try:
        check_number(value, label, full)
    except ValueError:
        raise UserError(
            N_("“{item}” takes 0 to {full}, not {points}."),
            item=label,
            full=plain(full),
            points=value,
        ) from None


def _need(text: str, template: str) -> None:
    if not text.strip():
        raise UserError(template)
