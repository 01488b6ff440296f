"""Nothing readable is left by a day of work, and a kill loses nothing that was on the screen."""

import contextlib
import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from app.exchange.sample_file import load_sample
from app.library import Library

ROOT = Path(__file__).resolve().parents[2]

DAY = """
import secrets, sys, tempfile
from pathlib import Path
from app import log, settings
from app.demo import play
from app.exchange import crypto
from app.files import atomic_write
from app.library import Library

folder = Path(sys.argv[1])
log.start(folder / "log")
settings.save(folder, settings.Settings())
library = Library.create(folder / "library", "coordinator", crypto.LOWEST)
panelists = Library.create(folder / "panelists", "panelist", crypto.LOWEST)
played = play(library, "zhongcun", panelists)
for pack in played.packs:
    atomic_write(folder / "stick" / pack.file_name, pack.raw)
for sheet in played.sheets:
    atomic_write(folder / "stick" / sheet.name, sheet.raw)
if len(sys.argv) > 2:
    sys.stdout.write("ready\\n")
    sys.stdout.flush()
    import time
    time.sleep(60)
played.visit.close()
"""


@pytest.fixture(scope="module")
def words():
    """Texts of the sample that must not be found anywhere: names, findings, reasons."""
    sample = load_sample("zhongcun")
    found = [sample.setup.station.name, sample.setup.station.short, "钟村", "谢村村"]
    for entries in sample.entries.values():
        found += [finding.text[:8] for finding in entries.findings]
        for items in entries.scores.values():
            found += [score.reason[:8] for score in items.values() if len(score.reason) >= 8]
    return found


@pytest.fixture(scope="module", params=["closed", "killed"])
def left(request, tmp_path_factory):
    """Every file that a day left behind, temporary ones included."""
    folder = tmp_path_factory.mktemp("day")
    temporary = folder / "tmp"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)}
    arguments = [sys.executable, "-c", DAY, str(folder)]
    if request.param == "closed":
        subprocess.run(arguments, cwd=ROOT, env=environment, check=True, timeout=120)
    else:
        process = subprocess.Popen(
            [*arguments, "stay"], cwd=ROOT, env=environment, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        process.stdout.close()
    return [path for path in folder.rglob("*") if path.is_file()]


def forms(text):
    return [text.encode("utf-8"), text.encode("utf-16-le"), text.encode("gb18030")]


def unpacked(raw):
    """The bytes, and what they may decompress to at any zlib or gzip mark."""
    yield raw
    for mark, opened in ((b"\x78\x9c", zlib.decompress), (b"\x1f\x8b", gzip.decompress)):
        start = raw.find(mark)
        while start >= 0:
            with contextlib.suppress(zlib.error, OSError, EOFError):
                yield opened(raw[start:])
            start = raw.find(mark, start + 1)


def test_a_day_leaves_no_word_of_the_visit_readable(left, words):
    assert len(left) > 30
    for path in left:
        for raw in unpacked(path.read_bytes()):
            for word in words:
                assert not any(form in raw for form in forms(word)), f"{word} in {path.name}"


def test_no_file_name_names_the_station(left):
    for path in left:
        assert path.name.isascii()
        assert "zhongcun" not in str(path).lower()


def test_plain_sqlite_refuses_every_database(left):
    databases = [path for path in left if path.suffix == ".db"]
    assert len(databases) >= 10
    for path in databases:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute("select count(*) from sqlite_master").fetchone()
        connection.close()


ENTERING = """
import sys
from decimal import Decimal
from pathlib import Path
from app.exchange import crypto
from app.demo import prepare_panelist
from app.library import Library
from app.model.capture import Note

folder = Path(sys.argv[1])
library = Library.create(folder, "panelist", crypto.LOWEST)
name = prepare_panelist(library, "zhongcun", "bing")
visit = library.open_visit(name)
number = 0
while True:
    number += 1
    visit.scores.give("q_maps", "d1", Decimal(number % 20) / 10)
    created = visit.captures.record(Note(text=f"note {number}"))
    sys.stdout.write(f"{name} {number}\\n")
    sys.stdout.flush()
"""


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_a_kill_during_entry_loses_nothing_that_was_acknowledged(tmp_path, lines):
    process = subprocess.Popen(
        [sys.executable, "-c", ENTERING, str(tmp_path / "library")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for _line in range(lines):
        folder, number = process.stdout.readline().split()
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    process.stdout.close()
    library = Library.open(tmp_path / "library", "panelist")
    visit = library.open_visit(folder)
    notes = [capture.body.text for capture in visit.captures.all("note")]
    assert f"note {number}" in notes
    assert ("q_maps", "d1") in visit.scores.given()
    visit.close()
    library.close()
