"""The audit as a table for a spreadsheet. Loaded at first use: the spreadsheet library is slow."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.exchange.plain_tables import csv_table, xlsx_table
from app.files import atomic_write
from app.i18n import _, pgettext
from app.services.audit import AuditLine, AuditSource, said, topic_name

Progress = Callable[[int, int], None]
WIDTHS = (20, 14, 18, 30, 30, 44, 44)


@dataclass(slots=True)
class AuditExport:
    """Called on any thread; reads through a connection of its own and writes the file whole."""

    source: AuditSource
    path: Path
    count: int = 0

    def __call__(self, progress: Progress) -> int:
        rows = self._rows(progress)
        if self.path.suffix.lower() == ".csv":
            raw = csv_table(_heads(), rows)
        else:
            raw = xlsx_table(_("Record of changes"), _heads(), rows, WIDTHS)
        atomic_write(self.path, raw)
        return self.count

    def _rows(self, progress: Progress) -> Iterator[tuple[str, ...]]:
        for total, line in self.source.lines():
            progress(self.count, total)
            self.count += 1
            yield _cells(line)


def _heads() -> tuple[str, ...]:
    return (
        _("Time"),
        pgettext("record", "Who"),
        _("Kind"),
        _("What was done"),
        pgettext("record", "Where"),
        _("Before"),
        _("After"),
    )


def _cells(line: AuditLine) -> tuple[str, ...]:
    at = f"{line.at:%Y-%m-%d %H:%M:%S}"
    return at, line.who, topic_name(line.topic), said(line), line.place, line.before, line.after
