"""The set-up that run, test and bundle share: a `.venv` with pinned packages, made once.

Standard library only, because it runs before anything is installed. A stamp inside the `.venv`
says what it holds; while the stamp matches, nothing is done and no network is needed.
"""

import hashlib
import importlib.util
import io
import json
import os
import platform
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:
    sys.exit(f"Huiping needs Python 3.11 or newer; this is {platform.python_version()}.")

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
_STAMP = VENV / "set-up.json"
_UNFINISHED = VENV / "set-up-unfinished"
_TURN = ROOT / "build" / "set-up.lock"
_WINDOWS = os.name == "nt"
_SCRIPTS = VENV / ("Scripts" if _WINDOWS else "bin")
_PIP_INSTALL = [
    "install",
    "--no-input",
    "--disable-pip-version-check",
    "--no-warn-script-location",
    "--no-deps",
    "--progress-bar=off",
    "--retries=2",
]


class SetupError(Exception):
    """A set-up that cannot go on; the text says what to do."""


def tool(name: str) -> str:
    """The path of a program in the `.venv`."""
    return str(_SCRIPTS / (f"{name}.exe" if _WINDOWS else name))


def prepare(packages: str) -> None:
    """Brings the `.venv` to what the lock file says; `packages` is a key of `LOCKS`.

    Raises:
        SetupError: with what the user can do about it.
    """
    if is_ready(packages):
        return
    with one_at_a_time() as turn:
        if not is_ready(packages):
            _set_up(packages, turn)


def is_ready(packages: str) -> bool:
    """Whether the stamp vouches for these packages; those of `dev` include those of `run`."""
    stamp = read_stamp()
    fits = any(stamp.get(kind) == _wanted(kind) for kind in {packages, "dev"})
    return fits and stamp.get("base") == _base() and Path(tool("python")).exists()


def read_stamp() -> dict[str, object]:
    if _UNFINISHED.exists():
        return {}
    try:
        return dict(json.loads(_STAMP.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def write_stamp(**entries: object) -> None:
    """Adds entries to the stamp, which appears whole or not at all."""
    text = json.dumps({**read_stamp(), **entries}, indent=1)
    part = _STAMP.with_suffix(".part")
    part.write_text(text, "utf-8")
    part.replace(_STAMP)


def child_environment(**more: str) -> dict[str, str]:
    """The environment for programs of the `.venv`: nothing from other Python installations."""
    foreign = {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_REQUIRE_VIRTUALENV"}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return {**kept, **more}


def run_script(main: Callable[[list[str]], int]) -> None:
    """Ends the process with what `main` returns; a refusal is told in words."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(f"\n{error}")
    except KeyboardInterrupt:
        print("\nStopped. The next start goes on from here.", file=sys.stderr)
        sys.exit(130)


@contextmanager
def step(title: str) -> Iterator[None]:
    """One line of progress: what is being done, then how long it took."""
    print(f"  {title} ... ", end="", flush=True)
    begun = time.monotonic()
    yield
    print(f"{time.monotonic() - begun:.1f} s", flush=True)


@contextmanager
def one_at_a_time() -> Iterator[int]:
    """Holds the turn to change the `.venv`; the system frees it if this process dies.

    Gives the descriptor of the lock, to be handed to a child that must keep the turn.
    """
    _TURN.parent.mkdir(exist_ok=True)
    handle = os.open(_TURN, os.O_RDWR | os.O_CREAT)
    try:
        _wait_for(handle)
        yield handle
    finally:
        os.close(handle)


def _wait_for(handle: int) -> None:
    if _is_taken(handle):
        print("Another set-up is running in this folder; waiting for it.", flush=True)
        while _is_taken(handle):
            time.sleep(0.2)


def _is_taken(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    return False


def _base() -> str:
    """What a `.venv` is tied to: the Python that made it and the folder it lies in."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{sys.implementation.name} {version} {platform.machine()} {ROOT}"


def _wanted(packages: str) -> str:
    """A digest of the lock file and of what pyproject.toml says about installing."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    parts = {name: project[name] for name in ("build-system", "project")}
    parts["setuptools"] = project["tool"]["setuptools"]
    text = json.dumps(parts, sort_keys=True) + LOCKS[packages].read_text("utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


def _set_up(packages: str, turn: int) -> None:
    print(f"Setting up in {VENV.name} (once; later starts skip this):", flush=True)
    usable = _is_usable()
    _begin(keep=usable)
    pip = _pip()
    if not usable:
        with step(f"virtual environment for Python {platform.python_version()}"):
            _create(with_pip=pip is None)
    pip = pip or [tool("python"), "-m", "pip"]
    lock = LOCKS[packages]
    count = sum("==" in line for line in lock.read_text("utf-8").splitlines())
    with step(f"{count} packages of {lock.name}"):
        _install([*pip, *_PIP_INSTALL, "--only-binary", ":all:", "-r", str(lock)], turn)
    with step("Huiping itself"):
        _install([*pip, *_PIP_INSTALL, "--no-build-isolation", "-e", str(ROOT)], turn)
    _finish(packages)


def _is_usable() -> bool:
    """Whether packages can be put into the `.venv` that is there."""
    if _UNFINISHED.exists() or read_stamp().get("base", _base()) != _base():
        return False
    code = "import sys; print(sys.version_info[:2], sys.prefix)"
    try:
        answer = subprocess.run(
            [tool("python"), "-c", code], check=False, capture_output=True, text=True
        )
    except OSError:
        return False
    return answer.stdout.strip() == f"{sys.version_info[:2]} {VENV}"


def _begin(*, keep: bool) -> None:
    """Marks the set-up as unfinished before anything changes; the mark goes last.

    Raises:
        SetupError: `.venv` leads to another project's, which must not be emptied.
    """
    if VENV.is_symlink():
        raise SetupError(
            f"The .venv is a link to {VENV.resolve()} and does not fit this folder. "
            "Remove the link and start again; a .venv of its own is made then."
        )
    VENV.mkdir(exist_ok=True)
    _UNFINISHED.touch()
    if keep:
        return
    if Path(sys.prefix) == VENV and any(VENV.iterdir()):
        raise SetupError(
            "The .venv must be made anew. Start this with the Python outside of it: "
            "python3 build_scripts/run.py"
        )
    try:
        for entry in [path for path in VENV.iterdir() if path != _UNFINISHED]:
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    except OSError as error:
        raise SetupError(
            f"The old .venv cannot be removed ({error}). "
            "Close programs that run from it, delete the folder .venv, and start again."
        ) from error


def _finish(packages: str) -> None:
    write_stamp(base=_base(), **{packages: _wanted(packages)})
    _UNFINISHED.unlink()


def _pip() -> list[str] | None:
    """The pip of this Python, working on the `.venv`; Debian's Python may have no other."""
    if importlib.util.find_spec("pip") is None:
        return None
    return [sys.executable, "-m", "pip", "--python", tool("python")]


def _create(*, with_pip: bool) -> None:
    try:
        venv.EnvBuilder(with_pip=with_pip, symlinks=not _WINDOWS).create(VENV)
    except subprocess.CalledProcessError as error:
        raise SetupError(
            "This Python has no pip. Install it, then start again; on Debian and Ubuntu:\n"
            "  sudo apt-get install -y python3-pip"
        ) from error


def _install(command: list[str], turn: int) -> None:
    """Runs pip silently; the child keeps the turn even if this process is killed."""
    result = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=() if _WINDOWS else (turn,),
    )
    if result.returncode:
        raise SetupError(_explain(result.stdout))


def _explain(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    told = [line for line in lines if line.lstrip().startswith("ERROR")] or lines[-8:]
    return (
        "pip could not install the packages:\n  "
        + "\n  ".join(told)
        + "\nCheck the network and the free space on this disk, then start again. Behind a mirror "
        "or a proxy: set pip up for it first (`pip config`)."
    )
