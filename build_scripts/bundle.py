"""Builds the program as one folder that needs no Python, and runs its self-test there.

`--compare` also builds a bare PySide6 window in the same run and prints size and start beside it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import ROOT, SetupError, child_environment, prepare, run_script, step, tool
from first_window import seconds_to_first_window
from system_libraries import check_system

BUILD = ROOT / "build"
DIST = ROOT / "dist"
SUFFIX = ".exe" if os.name == "nt" else ""
SELF_TEST_LIMIT = 300
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow

application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1366, 768)
window.show()
sys.exit(application.exec())
"""
ICON = """
import sys
from PySide6.QtGui import QGuiApplication, QIcon

application = QGuiApplication(sys.argv)
QIcon(sys.argv[1]).pixmap(256, 256).save(sys.argv[2])
"""


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="bundle.py")
    parser.add_argument("--compare", action="store_true", help="measure beside a bare bundle")
    compare = parser.parse_args(words).compare
    prepare("dev")
    check_system("bundle")
    program = _build_program()
    _self_test(program)
    print(f"\nThe bundle lies in {program.parent}: {_size(program.parent):.0f} MB")
    if compare:
        _compare(program)
    return 0


def _build_program() -> Path:
    _draw_icon()
    with step("PyInstaller"):
        _pyinstaller(str(ROOT / "build_scripts" / "huiping.spec"), "--distpath", str(DIST))
    return DIST / "huiping" / f"huiping{SUFFIX}"


def _build_bare() -> Path:
    source = BUILD / "bare.py"
    source.write_text(BARE, "utf-8")
    folders = ["--distpath", str(BUILD / "bare"), "--specpath", str(BUILD)]
    with step("PyInstaller, bare window"):
        _pyinstaller(str(source), "--onedir", "--windowed", *folders)
    return BUILD / "bare" / "bare" / f"bare{SUFFIX}"


def _draw_icon() -> None:
    """Windows and macOS want pixels; PyInstaller turns them into their own formats."""
    BUILD.mkdir(exist_ok=True)
    picture = ROOT / "resources" / "icons" / "huiping.svg"
    _silently([tool("python"), "-c", ICON, str(picture), str(BUILD / "icon.png")])


def _pyinstaller(*arguments: str) -> None:
    work = ["--noconfirm", "--clean", "--log-level", "WARN", "--workpath", str(BUILD / "work")]
    _silently([tool("python"), "-m", "PyInstaller", *work, *arguments])


def _silently(command: list[str]) -> None:
    """Runs a command; what it said is told only when it fails."""
    result = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=child_environment(QT_QPA_PLATFORM="offscreen"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if result.returncode:
        raise SetupError(f"{' '.join(command[1:4])} failed:\n{result.stdout[-6000:]}")


def _self_test(program: Path) -> None:
    """The bundle proves itself where it finds neither a Python nor the home of this user."""
    with tempfile.TemporaryDirectory() as home, step("self-test without Python on the path"):
        result = subprocess.run(
            [program, "--self-test"],
            check=False,
            cwd=home,
            env=_bare_environment(Path(home), QT_QPA_PLATFORM="offscreen"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=SELF_TEST_LIMIT,
        )
    print(result.stdout.rstrip())
    if result.returncode:
        raise SetupError(f"The bundle's self-test failed with exit code {result.returncode}.")


def _bare_environment(home: Path, **more: str) -> dict[str, str]:
    """What a user's session has at least; the path leads to an empty folder."""
    empty = home / "no-programs"
    empty.mkdir(exist_ok=True)
    if shutil.which("python3", path=str(empty)):
        raise AssertionError("the empty folder holds a Python")
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "COMSPEC") if name in os.environ}
    own = {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")}
    own |= {name: str(home) for name in ("TMPDIR", "TEMP", "TMP")}
    return {**kept, **own, "LANG": "C.UTF-8", "PATH": str(empty), **more}


def _compare(program: Path) -> None:
    bare = _build_bare()
    print(f"\n{'':8}{'size':>9}{'files':>8}{'start':>9}")
    for name, path in (("bare", bare), ("huiping", program)):
        files = sum(1 for entry in path.parent.rglob("*") if entry.is_file())
        print(f"{name:8}{_size(path.parent):6.0f} MB{files:8}{_start_time(path):>9}")


def _start_time(program: Path) -> str:
    if sys.platform != "linux" or not shutil.which("Xvfb"):
        return "-"

    times = [seconds_to_first_window(program, _x_environment) for _ in range(5)]
    return f"{min(times):.2f} s"


def _x_environment(home: Path, display: str) -> dict[str, str]:
    return _bare_environment(home, DISPLAY=display, QT_QPA_PLATFORM="xcb")


def _size(folder: Path) -> float:
    """Megabytes of 1,000,000 bytes; a link counts as the link that it is."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6


if __name__ == "__main__":
    run_script(main)
