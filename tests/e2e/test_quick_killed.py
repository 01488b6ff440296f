"""A window that is killed in the middle of a quick capture: what was typed is there again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from app.demo import prepare_panelist
from app.exchange import crypto
from app.library import Library

ROOT = Path(__file__).resolve().parents[2]
WORDS = "only half of it"
TYPED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from app.library import Library
from ui.application import Huiping, make_application

folder, picture, words = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
huiping = Huiping(make_application(["huiping"]), folder / "data", folder / "library")
window = huiping.window
window.show()
window.activateWindow()
library = Library.open(folder / "library", "long enough")
window.show_visit(library.open_visit(library.summaries()[0].folder), library)
window.page.go("observation")
QTest.qWaitForWindowActive(window)
QTest.keyClick(window.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
QTest.keyClick(window.windowHandle(), Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
window.page.quick.take_files([picture])
for letter in words:
    QTest.keyClick(window.windowHandle(), letter)
QTest.qWait(1000)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_a_killed_window_loses_nothing_of_a_quick_capture(tmp_path):
    library = Library.create(tmp_path / "library", "long enough", crypto.LOWEST)
    folder = prepare_panelist(library, "zhongcun", "bing")
    picture = tmp_path / "door.jpg"
    Image.new("RGB", (320, 200), "red").save(picture)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", TYPED, str(tmp_path), str(picture), WORDS]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    visit = library.open_visit(folder)
    draft = visit.quick.draft()
    assert (draft.text, draft.stance.value, draft.unready) == (WORDS, "verify", 0)
    assert visit.captures.photo(draft.photos[0])[:2] == b"\xff\xd8"
    told = WORDS.encode()
    data = [p for part in ("data", "library") for p in (tmp_path / part).rglob("*") if p.is_file()]
    assert len(data) > 3
    assert not [path for path in data if told in path.read_bytes()]
    visit.close()
    library.close()
