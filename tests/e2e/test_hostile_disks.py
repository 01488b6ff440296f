"""Full and write-protected disks: one line, and nothing half made."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.exchange.crypto import LOWEST
from app.exchange.sample_file import sample_entries_path, sample_setup_path
from app.exchange.setup_file import read_setup
from app.library import VISITS, Library

if sys.platform == "win32":
    pytest.skip("limits and permissions of POSIX", allow_module_level=True)
import resource

ROOT = Path(__file__).resolve().parents[2]
SETUP = sample_setup_path("zhongcun")


def on_a_small_disk(size, *arguments, **variables):
    """A command that may write files of at most `size` bytes: more is as if the disk were full."""
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        env={**os.environ, "HUIPING_PASSPHRASE": "long enough", **variables},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def refusal(ended):
    """The one line that the command ended with."""
    assert ended.returncode == 1
    assert ended.stderr.count(b"\n") == 1
    return ended.stderr.decode()


@pytest.mark.parametrize("size", [0, 100, 8_192, 65_536])
def test_a_visit_that_cannot_be_made_whole_is_not_there(tmp_path, size):
    library = Library.create(tmp_path / "library", "long enough", LOWEST)
    library.close()
    assert refusal(on_a_small_disk(size, "new", SETUP, "--library", library.folder))
    assert list((library.folder / VISITS).glob("*/visit.db")) == []
    library = Library.open(library.folder, "long enough")
    assert library.summaries() == ()
    library.close()


def test_a_temporary_folder_without_room_is_refused(tmp_path):
    library = Library.create(tmp_path / "library", "long enough", LOWEST)
    visit = library.new_visit(*read_setup(SETUP))
    pack = visit.packs.issue(("jia",), LOWEST).packs[0]
    visit.close()
    library.close()
    (tmp_path / "jia.hpack").write_bytes(pack.raw)
    entries, target = sample_entries_path("zhongcun", "jia"), tmp_path / "jia.hsheet"
    command = ("record", tmp_path / "jia.hpack", entries, "--to", target)
    assert refusal(on_a_small_disk(8_192, *command, HUIPING_PACK_CODE=pack.code))
    assert refusal(on_a_small_disk(0, *command, HUIPING_PACK_CODE=pack.code))
    assert not target.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is write-protected for root")
def test_a_write_protected_library_says_so(tmp_path):
    library = Library.create(tmp_path / "library", "long enough", LOWEST)
    library.close()
    (tmp_path / "library").chmod(0o500)
    ended = on_a_small_disk(10**8, "new", SETUP, "--library", library.folder)
    (tmp_path / "library").chmod(0o700)
    assert refusal(ended)
