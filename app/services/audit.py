"""The audit as it is read: lines in plain language, filtered, with the place that each leads to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from app.i18n import _
from app.model.base import from_json
from app.rules.told import shown, words_with
from app.services.audit_topics import NAMES, Topic, topic_of
from app.services.find import Found
from app.services.findings import FindingsService
from app.services.state import State
from app.storage.audit import AuditQuery, AuditReader, AuditRow, Wanted
from app.storage.search_entries import CURATED


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What is wanted; what is not given does not matter. Times count within `day`.

    `undone`: only what undo and redo did. All words of `text` must stand in a line.
    """

    who: str | None = None
    topic: Topic | None = None
    undone: bool = False
    day: date | None = None
    since: time | None = None
    until: time | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One change in the language in force. `played` is `undo`, `redo` or empty."""

    id: int
    at: datetime
    who: str
    what: str
    place: str
    before: str
    after: str
    played: str
    topic: Topic
    origin: str


@dataclass(frozen=True, slots=True)
class AuditSource:
    """Reads lines beside the open visit."""

    reader: AuditReader
    query: AuditQuery

    def lines(self) -> Iterator[tuple[int, AuditLine]]:
        """Each line, newest first, with how many there are in all."""
        return ((total, audit_line(row)) for total, row in self.reader.read(self.query))


class AuditService:
    """Reads only; the rows themselves are written with every operation and never changed."""

    def __init__(self, state: State, findings: FindingsService) -> None:
        self._state = state
        self._findings = findings
        self._rows = state.store.audit
        self._tally = _Tallied()

    def find(self, wanted: AuditFilter = AuditFilter()) -> tuple[int, ...]:
        """Numbers of the lines that are wanted, newest first."""
        return self._rows.ids(self._query(wanted))

    def lines(self, ids: Sequence[int]) -> tuple[AuditLine, ...]:
        """The lines of some numbers; those that `find` gave, in its order."""
        return tuple(audit_line(row) for row in self._rows.rows(ids))

    @property
    def count(self) -> int:
        """How many changes there are in all."""
        return self._rows.count()

    def people(self) -> tuple[str, ...]:
        return tuple(sorted(self._tallied().people))

    def topics(self) -> tuple[Topic, ...]:
        """The kinds of change that there were, in the order of the work."""
        there = set(self._tallied().topics.values())
        return tuple(topic for topic in Topic if topic in there)

    def days(self) -> tuple[tuple[date, int], ...]:
        """Days with the number of their changes, newest first."""
        days = sorted(self._tallied().days.items(), reverse=True)
        return tuple((date.fromisoformat(day), count) for day, count in days)

    def where(self, line: AuditLine) -> Found | None:
        """What a line was about, where it still stands; None where it is gone or has no place."""
        table, _slash, key = line.origin.partition("/")
        if table == "capture":
            return self._capture(key)
        if table == "decision":
            return self._decision(*key.partition("/")[::2], at=line.at)
        if table == "document":
            return _found("station", "", line.at)
        return None

    def source(self, wanted: AuditFilter) -> AuditSource:
        """What is wanted, to be read on any thread."""
        return AuditSource(self._state.store.audit_reader(), self._query(wanted))

    def _tallied(self) -> "_Tallied":
        """Rows are only ever added, so only the new ones are looked at."""
        known, last = self._tally, self._rows.count()
        if last > known.last:
            for one in self._rows.tally(known.last):
                known.people.add(one.who)
                known.topics[one.label] = topic_of(one.label, one.origin)
                known.days[one.day] += one.count
            known.last = last
        return known

    def _query(self, wanted: AuditFilter) -> AuditQuery:
        topics = self._tallied().topics
        labels = None
        if wanted.topic is not None:
            labels = tuple(label for label, topic in topics.items() if topic is wanted.topic)
        since, until = _span(wanted)
        return AuditQuery(
            who=wanted.who,
            labels=labels,
            played=True if wanted.undone else None,
            since=since,
            until=until,
            words=tuple(_wanted(word, topics) for word in wanted.text.split()),
        )

    def _capture(self, key: str) -> Found | None:
        found = self._state.store.captures.get(key)
        if found is None:
            return None
        return replace(
            _found(found.kind, key, found.at, found.author),
            block=found.block,
            item=found.item,
            district=found.district,
            site=found.site,
        )

    def _decision(self, kind: str, key: str, at: datetime) -> Found | None:
        """A cell can be gone to when its settlement is withdrawn; a finding must be there."""
        names = self._state.names
        if kind == "finding":
            there = any(edit.id == key for edit in self._findings.all())
            return _found(CURATED, key, at) if there else None
        if kind in ("settlement", "pick"):
            *panelist, item, district = key.split("/")
            known = names.subjects.get(item) or names.blocks.get(item)
            person = panelist[0] if panelist else ""
            found = _found(kind, key, at, person)
            return replace(found, item=item, district=district or None) if known else None
        return _found(kind, key, at, key.partition("/")[0] if kind == "objection" else "")


@dataclass(slots=True)
class _Tallied:
    """What rows up to `last` hold: people, the kind of each label, changes by day."""

    last: int = 0
    people: set[str] = field(default_factory=set)
    topics: dict[str, Topic] = field(default_factory=dict)
    days: Counter[str] = field(default_factory=Counter)


def audit_line(row: AuditRow) -> AuditLine:
    """A row in the language in force."""
    return AuditLine(
        id=row.id,
        at=datetime.fromisoformat(row.at).astimezone(),
        who=row.who,
        what=_what(row),
        place=row.place,
        before=shown(row.before),
        after=shown(row.after),
        played=row.played,
        topic=topic_of(row.label, row.origin),
        origin=row.origin,
    )


def topic_name(topic: Topic) -> str:
    return _(NAMES[topic])


def said(line: AuditLine) -> str:
    """What was done; what undo and redo did is called so."""
    if not line.played:
        return line.what
    words = _("Undone: {what}") if line.played == "undo" else _("Redone: {what}")
    return words.format(what=line.what)


def _what(row: AuditRow) -> str:
    return _(row.label).format(**from_json(row.values, dict))


def _found(kind: str, key: str, at: datetime, author: str = "") -> Found:
    return Found(kind, key, "", (), author, at)


def _span(wanted: AuditFilter) -> tuple[int | None, int | None]:
    """The day, or its hours, in seconds since 1970; `until` is the first second after."""
    if wanted.day is None:
        return None, None
    begin = datetime.combine(wanted.day, wanted.since or time(0))
    end = datetime.combine(wanted.day, wanted.until or time(0))
    if wanted.until is None:
        end += timedelta(days=1)
    return int(begin.astimezone().timestamp()), int(end.astimezone().timestamp())


def _wanted(text: str, topics: dict[str, Topic]) -> Wanted:
    labels = tuple(label for label in topics if text.casefold() in _(label).casefold())
    return Wanted(text, labels, words_with(text))
