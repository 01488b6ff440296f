"""Opens Huiping; sets everything up first where that has not been done yet.

Without a display it plays the sample day in a throw-away library and says where the report lies.
Arguments go to the program as they are: `python3 build_scripts/run.py score VISIT --json`.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import ROOT, child_environment, prepare, run_script, tool
from system_libraries import check_system


def main(arguments: list[str]) -> int:
    headless = not _has_display()
    prepare("run")
    check_system("nothing" if headless else "window")
    if headless and not arguments:
        return _demo()
    return _start(["-m", "ui", *arguments])


def _has_display() -> bool:
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in {"offscreen", "minimal"}:
        return False
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or platform
    return sys.platform != "linux" or bool(shown)


def _demo() -> int:
    folder = Path(tempfile.mkdtemp(prefix="huiping-demo-"))
    print("No display: playing the sample day of the sample station headless.", flush=True)
    code = _call(["-m", "app", "demo", "zhongcun", "--out", str(folder)])
    if code == 0:
        print(f"\nThe draft report and the other files lie in {folder} (yours to delete):")
        for file in sorted(path for path in folder.rglob("*.docx") if path.is_file()):
            print(f"  {file}")
    return code


def _start(arguments: list[str]) -> int:
    """Hands over to the program; where the system allows it, this process becomes it."""
    if os.name == "nt":
        return _call(arguments)
    os.chdir(ROOT)
    return os.execve(tool("python"), [tool("python"), *arguments], child_environment())


def _call(arguments: list[str]) -> int:
    command = [tool("python"), *arguments]
    return subprocess.run(command, check=False, cwd=ROOT, env=child_environment()).returncode


if __name__ == "__main__":
    run_script(main)
