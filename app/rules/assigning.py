"""Who scores what: cell by cell, in normal form, and a fair proposal for all of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.model.base import changed
from app.model.instrument import Block, Instrument, Method, Scope
from app.model.panel import Assignment, Duty, Panelist
from app.model.setup import Setup


@dataclass(frozen=True, slots=True)
class Task:
    """A block in a district, or for the station as a whole where it has none."""

    block: str
    district: str | None = None


Scorers = Mapping[Task, tuple[str, ...]]
"""Ids of those who score each task, in the panel's order."""


def tasks(setup: Setup, instrument: Instrument) -> tuple[Task, ...]:
    """All that must be scored, block by block."""
    return tuple(task for block in instrument.blocks() for task in _tasks_of(block, setup))


def scorers(setup: Setup, instrument: Instrument) -> dict[Task, tuple[str, ...]]:
    return {task: setup.assigned(task.block, task.district) for task in tasks(setup, instrument)}


def experts(setup: Setup) -> tuple[Panelist, ...]:
    """Those who may score: staff do not."""
    return tuple(person for person in setup.panel if person.duty is not Duty.STAFF)


def loads(setup: Setup, instrument: Instrument) -> dict[str, int]:
    """How many items each expert has to score, districts counted singly."""
    load = {person.id: 0 for person in experts(setup)}
    for task, people in scorers(setup, instrument).items():
        for person in load.keys() & set(people):
            load[person] += _size(instrument, task)
    return load


def assigned_as(setup: Setup, instrument: Instrument, wanted: Scorers) -> Setup:
    """The set-up with these scorers; tasks that are not named have none.

    Who scores a block in every district is assigned without naming districts, so that a district
    that is added later is scored by the same people.
    """
    made = tuple(
        assignment
        for person in setup.panel
        for block in instrument.blocks()
        for assignment in _assignment(person.id, block, setup, wanted)
    )
    return changed(setup, assignments=made)


def with_task(
    setup: Setup, instrument: Instrument, panelist: str, chosen: Iterable[Task], *, scores: bool
) -> Setup:
    """The set-up with one person put on some tasks, or taken off them."""
    now = {task: set(people) for task, people in scorers(setup, instrument).items()}
    for task in chosen:
        if scores:
            now[task].add(panelist)
        else:
            now[task].discard(panelist)
    return assigned_as(setup, instrument, {task: tuple(people) for task, people in now.items()})


def proposal(setup: Setup, instrument: Instrument, raters: int) -> Setup:
    """Every task scored by `raters` experts, or by all when there are fewer, with even loads.

    Large tasks go first, each to those who have least to do; among equals to those who score the
    block already. Where the lead's score counts, the lead is among them. Nothing is drawn by
    chance: the same set-up gives the same proposal.
    """
    found: dict[Task, tuple[str, ...]] = {}
    left = sorted(tasks(setup, instrument), key=lambda task: -_size(instrument, task))
    people = [person.id for person in experts(setup)]
    load, known = dict.fromkeys(people, 0), dict.fromkeys(people, frozenset[str]())
    for task in left:
        must = _needed(setup, instrument, task.block)
        ranked = sorted(
            people,
            key=lambda p: (p not in must, load[p], task.block not in known[p], people.index(p)),
        )
        found[task] = tuple(ranked[: max(raters, 0)])
        for person in found[task]:
            load[person] += _size(instrument, task)
            known[person] |= {task.block}
    return assigned_as(setup, instrument, found)


def replaced(setup: Setup, person: str, successor: Panelist) -> Setup:
    """The set-up with somebody else in a person's place: what one had to score, the other has.

    Whoever is replaced stays on the panel without anything to score, so that what was handed in
    is still theirs; the lead is handed on as well.
    """
    before = setup.panelist(person)
    successor = changed(successor, duty=before.duty)
    duty = Duty.EXPERT if before.duty is Duty.LEAD else before.duty
    panel = [changed(p, duty=duty) if p.id == person else p for p in setup.panel]
    panel.insert(panel.index(changed(before, duty=duty)) + 1, successor)
    assignments = tuple(
        changed(a, panelist=successor.id) if a.panelist == person else a for a in setup.assignments
    )
    leads = {b: successor.id if p == person else p for b, p in setup.leads.items()}
    return changed(setup, panel=tuple(panel), assignments=assignments, leads=leads)


def without(setup: Setup, people: Iterable[str]) -> Setup:
    """The set-up without some people and what they had to score."""
    gone = set(people)
    return changed(
        setup,
        panel=tuple(p for p in setup.panel if p.id not in gone),
        assignments=tuple(a for a in setup.assignments if a.panelist not in gone),
        leads={block: p for block, p in setup.leads.items() if p not in gone},
    )


def _tasks_of(block: Block, setup: Setup) -> tuple[Task, ...]:
    if block.scope is Scope.STATION:
        return (Task(block.id),)
    return tuple(Task(block.id, district.id) for district in setup.districts)


def _assignment(person: str, block: Block, setup: Setup, wanted: Scorers) -> tuple[Assignment, ...]:
    own = [task for task in _tasks_of(block, setup) if person in wanted.get(task, ())]
    if not own:
        return ()
    whole = block.scope is Scope.STATION or len(own) == len(setup.districts)
    districts = () if whole else tuple(task.district for task in own if task.district)
    return (Assignment(panelist=person, block=block.id, districts=districts),)


def _size(instrument: Instrument, task: Task) -> int:
    return len(instrument.block(task.block).scored())


def _needed(setup: Setup, instrument: Instrument, block: str) -> set[str]:
    """Who cannot be left out: whose score counts where the lead's does."""
    if instrument.block(block).merge.method is not Method.LEAD:
        return set()
    lead = setup.lead_for(block)
    return {lead} if lead is not None else set()
