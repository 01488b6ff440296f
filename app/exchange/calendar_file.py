"""Holiday tables as files: those that come with the program, the library's own, YAML and CSV."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from app.errors import UserError
from app.exchange.yaml_file import Document, expect_format, parse_document, read_document
from app.files import atomic_write, read_limited
from app.i18n import N_
from app.model.base import Model
from app.model.rounds import YearTable
from app.paths import RESOURCES
from app.rules.calendar import Calendars, joined, ordered

FORMAT = "huiping-holidays/1"
FILE = "holidays.yaml"
LIMIT = 1_000_000
_DAY = timedelta(days=1)
_LONGEST = 60
_RANGE = re.compile(r"(?P<first>\d{4}-\d\d-\d\d)(/|\s*至\s*)(?P<last>\d{4}-\d\d-\d\d)\Z")
_DATE = re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?\Z")
_OFF = ("休", "放假", "holiday", "off")
_ON = ("班", "上班", "workday", "on")
_HEADS = ("日期", "安排", "来源")


class _File(Model, frozen=True, kw_only=True):
    years: tuple[YearTable, ...]


class CalendarShelf:
    """The years of a library: what is shipped, and what was entered here, which goes before it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def calendars(self) -> Calendars:
        return joined(shipped(), self.own())

    def readable(self) -> tuple[Calendars, UserError | None]:
        """The same; where the library's file is damaged, what is shipped and the refusal."""
        try:
            return self.calendars(), None
        except UserError as error:
            return joined(shipped()), error

    def own(self) -> tuple[YearTable, ...]:
        """The years that were entered or changed here.

        Raises:
            UserError: the file is damaged; it is left as it is.
        """
        return read_years(self._path) if self._path.exists() else ()

    def keep(self, tables: Iterable[YearTable]) -> None:
        """Writes years over those of before; one that says what is shipped is not kept twice.

        Raises:
            UserError: the disk is full or fails; what was there stays.
        """
        before = {table.year: table for table in self.own()}
        given = {table.year: ordered(table) for table in tables}
        known = shipped()
        kept = [one for one in {**before, **given}.values() if one not in known]
        atomic_write(self._path, write_years(sorted(kept, key=lambda one: one.year)))


@cache
def shipped() -> tuple[YearTable, ...]:
    """The years that come with the program, each with its source."""
    paths = sorted((RESOURCES / "holidays").glob("*.yaml"))
    return tuple(table for path in paths for table in read_years(path))


def read_years(path: Path) -> tuple[YearTable, ...]:
    """Years out of a .yaml or .csv file, in their order.

    Raises:
        UserError: with file and line, for whatever is wrong in it.
    """
    if path.suffix.lower() == ".csv":
        return _from_csv(read_limited(path, LIMIT), path.name)
    return _from_document(read_document(path, FORMAT))


def parse_years(raw: bytes, name: str) -> tuple[YearTable, ...]:
    """The same out of bytes, by the ending of the name."""
    if name.lower().endswith(".csv"):
        return _from_csv(raw, name)
    return _from_document(expect_format(parse_document(raw, name), FORMAT))


def write_years(tables: Iterable[YearTable]) -> bytes:
    """As YAML that `read_years` takes; days in a row stand as `first/last`."""
    lines = [f"format: {FORMAT}", "years:"]
    for table in tables:
        lines += [f"  - year: {table.year}", f"    source: {_quoted(table.source)}"]
        lines += _listed("holidays", table.holidays)
        lines += _listed("workdays", table.workdays)
    if len(lines) == 2:
        lines[1] += " []"
    return ("\n".join(lines) + "\n").encode()


def write_csv(tables: Iterable[YearTable]) -> bytes:
    """One day a line, for a spreadsheet: date, 休 or 班, where it is from."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(_HEADS)
    for table in tables:
        source = table.source.lstrip("=+-@")
        days = [*((d, _OFF[0]) for d in table.holidays), *((d, _ON[0]) for d in table.workdays)]
        writer.writerows((day.isoformat(), kind, source) for day, kind in sorted(days))
    return written.getvalue().encode("utf-8-sig")


def _from_document(document: Document) -> tuple[YearTable, ...]:
    fields = dict(document.value)
    years = fields.get("years")
    if isinstance(years, list):
        fields["years"] = [_with_ranges(document, n, one) for n, one in enumerate(years)]
    found = document.with_value(fields).convert(_File).years
    for number, table in enumerate(found):
        _check(document, number, table, found[:number])
    return tuple(sorted(map(ordered, found), key=lambda one: one.year))


def _with_ranges(document: Document, number: int, entry: object) -> object:
    """`2024-02-10/2024-02-17` as its days."""
    if not isinstance(entry, dict):
        return entry
    spread = dict(entry)
    for name in ("holidays", "workdays"):
        days = spread.get(name)
        if isinstance(days, list):
            steps = ("years", number, name)
            spread[name] = [day for one in days for day in _days(document, steps, one)]
    return spread


def _days(document: Document, steps: tuple[str | int, ...], value: object) -> list[object]:
    found = _RANGE.match(value) if isinstance(value, str) else None
    if found is None:
        return [value]
    try:
        return list(_between(found["first"], found["last"]))
    except ValueError:
        what = UserError(N_("“{text}” is no range of days."), text=str(value)[:_LONGEST])
        raise document.refusal(steps, what) from None


def _between(first: str, last: str) -> Iterator[str]:
    """Raises ValueError for days that are none, the wrong way round, or over a year apart."""
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    if not timedelta() <= end - day <= timedelta(days=366):
        raise ValueError(first)
    while day <= end:
        yield day.isoformat()
        day += _DAY


def _check(
    document: Document, number: int, table: YearTable, before: tuple[YearTable, ...]
) -> None:
    what = _wrong(table, {one.year for one in before})
    if what is not None:
        raise document.refusal(("years", number), what)


def _wrong(table: YearTable, before: set[int]) -> UserError | None:
    if table.year in before:
        return UserError(N_("The year {year} stands there twice."), year=table.year)
    foreign = [d for d in (*table.holidays, *table.workdays) if d.year != table.year]
    if foreign:
        return UserError(
            N_("{day} is no day of the year {year}."), day=foreign[0].isoformat(), year=table.year
        )
    both = sorted(set(table.holidays) & set(table.workdays))
    if both:
        return UserError(N_("{day} is both off and worked."), day=both[0].isoformat())
    return None


def _from_csv(raw: bytes, name: str) -> tuple[YearTable, ...]:
    """Lines of date, 休 or 班, and if there is one a source; a heading is passed over."""
    found: dict[int, list[tuple[date, str, str]]] = {}
    for number, row in enumerate(_rows(raw, name), start=1):
        if not any(cell.strip() for cell in row) or (number == 1 and not _is_day(row[0])):
            continue
        day, kind, source = _line(row, number, name)
        found.setdefault(day.year, []).append((day, kind, source))
    if not found:
        raise UserError(N_("{name} holds no days. Choose another file."), name=name)
    tables = tuple(_table(year, days) for year, days in sorted(found.items()))
    for table in tables:
        what = _wrong(table, set())
        if what is not None:
            raise UserError(N_("{name}: {what}"), name=name, what=what)
    return tables


def _rows(raw: bytes, name: str) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(raw.decode(encoding), newline="")))
        except UnicodeDecodeError:
            continue
        except csv.Error:
            break
    raise UserError(N_("{name} is no table of days. Choose another file."), name=name)


def _is_day(cell: str) -> bool:
    return _DATE.match(cell.strip()) is not None


def _day(cell: str) -> date | None:
    parts = _DATE.match(cell)
    if parts is None:
        return None
    try:
        return date(*map(int, parts.groups()))
    except ValueError:
        return None


def _line(row: list[str], number: int, name: str) -> tuple[date, str, str]:
    cells = [cell.strip() for cell in (*row, "", "")]
    kind = cells[1].lower()
    day = _day(cells[0])
    if day is None or kind not in (*_OFF, *_ON):
        raise UserError(
            N_("{name}, line {line}: a date and then 休 or 班 is expected."), name=name, line=number
        )
    return day, _OFF[0] if kind in _OFF else _ON[0], cells[2]


def _table(year: int, days: list[tuple[date, str, str]]) -> YearTable:
    return ordered(
        YearTable(
            year=year,
            source=next((source for _day, _kind, source in days if source), ""),
            holidays=tuple(day for day, kind, _source in days if kind == _OFF[0]),
            workdays=tuple(day for day, kind, _source in days if kind == _ON[0]),
        )
    )


def _listed(name: str, days: tuple[date, ...]) -> list[str]:
    if not days:
        return []
    return [f"    {name}:", *(f"      - {one}" for one in _ranges(days))]


def _ranges(days: tuple[date, ...]) -> Iterator[str]:
    first = last = days[0]
    for day in days[1:]:
        if day != last + _DAY:
            yield _range(first, last)
            first = day
        last = day
    yield _range(first, last)


def _range(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _quoted(text: str) -> str:
    """A text between single quotes on one line."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
