"""Folders that cannot be written: the rights that a disk with its protection on gives."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

OVERRIDE = 1 << 1
"""The capability of root to write whatever the rights say."""
VERSION = 0x20080522
posix = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="rights of POSIX, and of root on Linux"
)


@contextmanager
def write_protected() -> Iterator["Disk"]:
    """A disk to put things on; while it is protected, root is bound by rights as everybody is."""
    folder = Path(tempfile.mkdtemp(prefix="disk-"))
    folder.chmod(0o755)
    disk = Disk(folder)
    try:
        yield disk
    finally:
        disk.release()
        shutil.rmtree(folder)


class Disk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = os.geteuid() == 0

    def protect(self) -> None:
        """Nothing on it can be written any more, by this process either."""
        self._allow(0o555, 0o444)
        if self._root:
            _override(allowed=False)

    def release(self) -> None:
        if self._root:
            _override(allowed=True)
        self._allow(0o755, 0o644)

    def content(self) -> dict[str, bytes]:
        """All its files."""
        found = sorted(self.folder.rglob("*"))
        return {str(p.relative_to(self.folder)): p.read_bytes() for p in found if p.is_file()}

    def _allow(self, folders: int, files: int) -> None:
        for path in (self.folder, *self.folder.rglob("*")):
            path.chmod(folders if path.is_dir() else files)


def _override(*, allowed: bool) -> None:
    """Takes root's power over rights out of the effective set, or puts it back."""
    system = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()
    assert system.capget(header, sets) == 0
    sets[0] = sets[0] | OVERRIDE if allowed else sets[0] & ~OVERRIDE
    assert system.capset(header, sets) == 0
