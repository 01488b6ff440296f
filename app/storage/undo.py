"""Operations, undo and redo over rows: one user action is one transaction and one step.

Temporary triggers write the reversing statement of every row change; closing an operation takes
them out as one step (SQLite's "Automatic Undo/Redo"). Undo plays a step through the same
operation, so it can be redone, announces what it changed, and rolls back whole if it fails.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from sqlite_utils import Database

from app.changes import Changes
from app.storage.connection import environment
from app.storage.migrations import UNDOABLE

LIMIT = 100
RUN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Step:
    """Statements that take one action back, in the order in which to play them.

    A `lasting` one takes in what follows under its key, however long that takes. `before`,
    `after` and `place` are what the action told the audit.
    """

    label: str
    values: dict[str, object]
    statements: tuple[str, ...]
    tables: frozenset[str]
    merge_key: str = ""
    at: float = 0.0
    lasting: bool = False
    before: str = ""
    after: str = ""
    place: str = ""


@dataclass(slots=True)
class Operation:
    """An operation under way. `changes` is complete once its block has been left.

    `played` says `undo` or `redo` where history plays a step. `origin` is a row that the search
    index does not know, in its way of naming (`sheet/`hash), for whoever looks it up later.
    """

    label: str
    values: dict[str, object]
    touched: set[str] = field(default_factory=set)
    rows: dict[str, set[int]] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    place: str = ""
    origin: str = ""
    played: str = ""
    changes: Changes = field(default_factory=Changes)

    def touch(self, table: str) -> None:
        """Announces a table that is outside undo."""
        self.touched.add(table)

    def describe(self, before: object, after: object, place: str = "") -> None:
        """What the audit shows: the value before and after (`app.rules.told`), and where it is."""
        self.before = "" if before is None else str(before)
        self.after = "" if after is None else str(after)
        self.place = place


AuditWriter = Callable[[Operation], None]
Watcher = Callable[[str, frozenset[int]], None]
"""Told a table and the numbers of the rows that were written in it."""


class UndoLog:
    """The one way to write. History is per session and ends at `forget`."""

    def __init__(self, database: Database, path: Path, audit: AuditWriter) -> None:
        self._db = database
        self._path = path
        self._audit = audit
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._running = False
        self._watchers: list[Watcher] = []
        self.generation = 0
        self._watch(UNDOABLE)

    @property
    def running(self) -> bool:
        """Whether an operation is under way, so that rows may still be rolled back."""
        return self._running

    def watch(self, watcher: Watcher) -> None:
        """Tells of the rows written by every operation, undo and redo that was committed."""
        self._watchers.append(watcher)

    @contextmanager
    def operation(
        self, label: str, *, merge_key: str = "", **values: object
    ) -> Iterator[Operation]:
        """Commits when left normally, rolls back when an exception leaves it.

        Operations with the same `merge_key` within two seconds become one step.
        """
        with self._transaction(Operation(label, dict(values))) as current:
            yield current
            step = self._take_step(current, merge_key)
        if step.statements:
            self._remember(step)
            self._undone.clear()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Commits what is no user action and nobody is told of; tables outside undo alone.

        History stays as it is, and so does whatever was read before.
        """
        if self._running:
            raise RuntimeError("operations do not nest")
        self._running = True
        try:
            with environment(self._path), self._db.atomic():
                yield
        finally:
            self._running = False

    def undo(self) -> Changes:
        """Takes the last action back; nothing to undo gives empty changes."""
        return self._play(self._done, self._undone, "undo")

    def redo(self) -> Changes:
        """Does again what was undone last."""
        return self._play(self._undone, self._done, "redo")

    @property
    def undo_step(self) -> Step | None:
        return self._done[-1] if self._done else None

    @property
    def redo_step(self) -> Step | None:
        return self._undone[-1] if self._undone else None

    def last_on(self, merge_key: str) -> None:
        """What is done next under that key joins the last step, unless the run is ended before."""
        if self._done:
            self._done[-1] = replace(self._done[-1], merge_key=merge_key, lasting=True)

    def end_run(self) -> None:
        """Typing that follows becomes a step of its own."""
        if self._done:
            self._done[-1] = replace(self._done[-1], merge_key="")

    def begin_with_last(self, label: str, after: str) -> None:
        """Ends the history before the last step; what of it can be taken back has a name of its own."""
        if self._done:
            self._done = [replace(self._done[-1], label=label, values={}, before="", after=after)]
        self._undone.clear()

    def forget(self) -> None:
        """Ends the history: what was done stays done."""
        self._done.clear()
        self._undone.clear()

    @contextmanager
    def _transaction(self, operation: Operation) -> Iterator[Operation]:
        if self._running:
            raise RuntimeError("operations do not nest")
        self._running = True
        try:
            with environment(self._path), self._db.atomic():
                self._db.execute("delete from temp.undo_log")
                yield operation
                if operation.touched:
                    self._audit(operation)
            self.generation += 1
            self._tell(operation)
            operation.changes = Changes(
                frozenset(operation.touched), operation.label, operation.values
            )
        finally:
            self._running = False

    def _tell(self, operation: Operation) -> None:
        for table, rows in operation.rows.items():
            for watcher in self._watchers:
                watcher(table, frozenset(rows))

    def _take_step(self, operation: Operation, merge_key: str) -> Step:
        query = "select tbl, row, sql from temp.undo_log order by seq desc"
        rows = self._db.execute(query).fetchall()
        for table, row, _sql in rows:
            operation.rows.setdefault(table, set()).add(row)
        tables = frozenset(operation.rows)
        operation.touched |= tables
        statements = tuple(row[2] for row in rows)
        return Step(
            operation.label,
            operation.values,
            statements,
            tables,
            merge_key,
            monotonic(),
            before=operation.before,
            after=operation.after,
            place=operation.place,
        )

    def _remember(self, step: Step) -> None:
        last = self._done[-1] if self._done else None
        if (
            last is not None
            and step.merge_key
            and last.merge_key == step.merge_key
            and (last.lasting or step.at - last.at < RUN_SECONDS)
        ):
            step = replace(
                step,
                statements=step.statements + last.statements,
                tables=step.tables | last.tables,
                before=last.before,
                lasting=last.lasting,
            )
            self._done.pop()
        self._done.append(step)
        del self._done[:-LIMIT]

    def _play(self, source: list[Step], target: list[Step], played: str) -> Changes:
        if not source:
            return Changes()
        step = source[-1]
        with self._transaction(Operation(step.label, step.values)) as current:
            current.played = played
            current.describe(step.after, step.before, step.place)
            self._db.execute("pragma defer_foreign_keys = on")
            for statement in step.statements:
                self._db.execute(statement)
            reverse = self._take_step(current, "")
        source.pop()
        target.append(reverse)
        return current.changes

    def _watch(self, tables: tuple[str, ...]) -> None:
        self._db.execute(
            "create temp table undo_log (seq integer primary key, tbl text not null, "
            "row integer not null, sql text not null)"
        )
        for table in tables:
            for sql in _triggers(self._db, table):
                self._db.execute(sql)


def _triggers(database: Database, table: str) -> tuple[str, str, str]:
    columns = [row[1] for row in database.execute(f"pragma table_info({table})").fetchall()]
    names = ", ".join(["rowid", *columns])
    olds = " || ', ' || ".join(f"quote(old.{name})" for name in ["rowid", *columns])
    sets = " || ', ' || ".join(f"'{name} = ' || quote(old.{name})" for name in ["rowid", *columns])
    undo_insert = f"'delete from {table} where rowid = ' || new.rowid"
    undo_update = f"'update {table} set ' || {sets} || ' where rowid = ' || new.rowid"
    differs = " or ".join(f"old.{name} is not new.{name}" for name in columns)
    undo_delete = f"'insert into {table} ({names}) values (' || {olds} || ')'"
    return (
        _trigger(table, "insert", undo_insert),
        _trigger(table, "update", undo_update, f" when {differs}"),
        _trigger(table, "delete", undo_delete),
    )


def _trigger(table: str, event: str, reverse: str, condition: str = "") -> str:
    row = "new.rowid" if event == "insert" else "old.rowid"
    return (
        f"create temp trigger undo_{table}_{event} after {event} on main.{table}{condition} begin "
        f"insert into undo_log (tbl, row, sql) values ('{table}', {row}, {reverse}); end"
    )
