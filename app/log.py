"""The log file: English, technical, without a word of any visit."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

RECENT = 200


class RecentLines(logging.Handler):
    """Keeps the last lines for the crash report."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

        self.file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
        del self.lines[:-RECENT]


def start(folder: Path) -> RecentLines:
    """Logs to a rotating file in the folder and keeps the recent lines in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    recent = RecentLines()
    file = RotatingFileHandler(
        folder / "huiping.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
    )
    file.setFormatter(recent.formatter)
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(file)
    root.addHandler(recent)
    recent.file = file
    return recent


def stop(recent: RecentLines) -> None:
    """Takes both handlers away again and closes the file."""
    root = logging.getLogger()
    root.removeHandler(recent)
    if recent.file is not None:
        root.removeHandler(recent.file)
        recent.file.close()
