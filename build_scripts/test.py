"""Every check of the house, headless: format, lint, types, import contracts, tests.

Arguments go to pytest: `python3 build_scripts/test.py tests/app/rules -k rounding`. A check that
fails does not stop the ones after it; the exit code says whether all of them passed.
"""

import os
import subprocess
import sys
import time

from environment import ROOT, child_environment, prepare, run_script, tool
from system_libraries import check_system

CHECKS = {
    "format": [tool("ruff"), "format", "--check", "."],
    "lint": [tool("ruff"), "check", "."],
    "types": [tool("mypy")],
    "contracts": [tool("lint-imports")],
}
OWN_WORKERS = ("-n", "--numprocesses", "--pdb", "-s", "--capture=no", "--trace")
NO_TESTS = 5
_COMPILED_ONCE = {"PYTHONDONTWRITEBYTECODE": ""}
"""Else every worker and every command that a test starts compiles all modules again."""
_MEMORY = "/dev/shm"
_ROOM = 1 << 30


def main(arguments: list[str]) -> int:
    begun = time.monotonic()
    prepare("dev")
    check_system("offscreen")
    print(f"set-up: {time.monotonic() - begun:.1f} s", flush=True)
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    if _run_tests(arguments):
        failed.append("tests")
    _sum_up(failed, time.monotonic() - begun)
    return 1 if failed else 0


def _passes(name: str, command: list[str]) -> bool:
    """Runs one check; its output is shown only when it fails."""
    begun = time.monotonic()
    result = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    passed = result.returncode == 0
    print(f"{name}: {'ok' if passed else 'FAILED'} ({time.monotonic() - begun:.1f} s)", flush=True)
    if not passed:
        sys.stdout.buffer.write(result.stdout)
        sys.stdout.flush()
    return passed


def _run_tests(arguments: list[str]) -> int:
    """The exit code of pytest; that no test ran is a failure with its own sentence."""
    options = {} if "--onscreen" in arguments else {"QT_QPA_PLATFORM": "offscreen"}
    surroundings = child_environment(**_COMPILED_ONCE, **_in_memory(), **options)
    command = [tool("python"), "-m", "pytest", *_workers(arguments), *arguments]
    code = subprocess.run(command, check=False, cwd=ROOT, env=surroundings).returncode
    if code == NO_TESTS:
        print("No test was found. Check the path and the -k expression given to this command.")
    return code


def _workers(arguments: list[str]) -> list[str]:
    """One process per core for a whole run; a chosen few tests start faster without."""
    if arguments and any(word.startswith(OWN_WORKERS) or "tests" in word for word in arguments):
        return []
    return ["-n", str(min(os.cpu_count() or 1, 4))]


def _in_memory() -> dict[str, str]:
    """Temporary files on a disk in memory, where there is one with room: each write is waited for."""
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK):
        return {}
    disk = os.statvfs(_MEMORY)
    roomy = disk.f_bavail * disk.f_frsize >= _ROOM
    return {"TMPDIR": _MEMORY} if roomy and not disk.f_flag & os.ST_NOEXEC else {}


def _sum_up(failed: list[str], seconds: float) -> None:
    verdict = f"FAILED: {', '.join(failed)}" if failed else "all checks are green"
    print(f"\n{verdict} ({seconds:.0f} s)", flush=True)


if __name__ == "__main__":
    run_script(main)
