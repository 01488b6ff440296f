"""The check of a form as others call it: in a child process with limits, remembered by content."""

import logging
import os
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import msgspec

from app.errors import UserError
from app.exchange.foreign import check_office
from app.exchange.form_package import DOCX, TEXT, FormFiles
from app.i18n import N_
from app.paths import ROOT
from app.rules.problem import Problem, error, errors
from app.services.form_files import form_of, named

log = logging.getLogger(__name__)

ENTRY = "--try-form"
"""The word with which the program itself becomes the child where there is no Python beside it."""
PATIENCE = 40.0
"""Seconds; the child ends itself after half of that, if it counts its own time."""
_SIGNALS = 128
_GREED = ("MemoryError", "RecursionError")
_ANY = "tried"
_RESULT = "result.json"
_DOCUMENT = "word/document.xml"

TOO_MUCH = N_(
    "Filling this form in takes more time or memory than any report may. Look for loops in it, and "
    "begin again with a copy of a form that works."
)
UNTRIED = N_(
    "The form could not be tried on this laptop ({reason}). Nothing was changed; try again, and begin "
    "again with a copy of a form that works if it stays so."
)


class BadFormError(UserError):
    """A form cannot be used; `problems` say why, each with its place."""

    def __init__(self, label: str, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        super().__init__(
            N_("“{label}” cannot be used yet: {count} to mend. First: {first}"),
            label=label,
            count=len(problems),
            first=UserError(first.template, **first.values),
        )
        self.problems = problems


def check_form(files: FormFiles, *, patience: float = PATIENCE) -> tuple[Problem, ...]:
    """Errors stand in the way of using the form, warnings do not; on any thread.

    The same contents are tried once, whatever the form is called.
    """
    try:
        form_of(files)
    except UserError as fault:
        return (Problem(fault.template, fault.values, TEXT),)
    try:
        check_office(files.docx, DOCX, _DOCUMENT)
        nameless = named(files, _ANY, _ANY, None)
    except UserError as fault:
        return (Problem(fault.template, fault.values, "file"),)
    return _checked(nameless, patience)


def require_good(files: FormFiles) -> tuple[Problem, ...]:
    """The warnings of a form that can be used.

    Raises:
        BadFormError: it cannot be.
    """
    found = check_form(files)
    wrong = errors(found)
    if wrong:
        raise BadFormError(form_of(files).label if not _unreadable(found) else TEXT, wrong)
    return found


def _unreadable(found: tuple[Problem, ...]) -> bool:
    return any(one.place == TEXT for one in found)


@lru_cache(maxsize=64)
def _checked(files: FormFiles, patience: float) -> tuple[Problem, ...]:
    with tempfile.TemporaryDirectory(prefix="huiping-", ignore_cleanup_errors=True) as name:
        return _tried(files, Path(name), patience)


def _tried(files: FormFiles, folder: Path, patience: float) -> tuple[Problem, ...]:
    (folder / TEXT).write_bytes(files.text)
    (folder / DOCX).write_bytes(files.docx)
    said = folder / "said.txt"
    try:
        with said.open("wb") as output:
            subprocess.run(
                _command(folder),
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env=_environment(folder),
                timeout=patience,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return _read((folder / _RESULT).read_bytes())
    except (subprocess.SubprocessError, OSError) as fault:
        told = _tail(said)
        log.warning("the trial of a form ended: %s: %s", type(fault).__name__, told)
        return (_ended(fault, told),)


def _ended(fault: Exception, told: str) -> Problem:
    """Stopped by a limit, its own or ours, or failed in a way that nobody foresaw."""
    stopped = isinstance(fault, subprocess.TimeoutExpired) or any(w in told for w in _GREED)
    if isinstance(fault, subprocess.CalledProcessError):
        stopped = stopped or not 0 < fault.returncode < _SIGNALS
    if stopped:
        return error(TOO_MUCH, "file")
    reason = told.strip().rpartition("\n")[2] or type(fault).__name__
    return error(UNTRIED, "file", reason=reason[:200])


def _command(folder: Path) -> list[str]:
    """A bundle has no Python beside it, and starts itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ENTRY, str(folder)]
    return [sys.executable, "-m", "app.services.form_trial", str(folder)]


def _environment(folder: Path) -> dict[str, str]:
    """What a process needs to start, and no passphrase."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG")
    own = {name: os.environ[name] for name in kept if name in os.environ}
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    return {**own, **temporary, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def _tail(said: Path) -> str:
    return said.read_bytes()[-400:].decode("utf-8", "replace") if said.exists() else ""


def _read(raw: bytes) -> tuple[Problem, ...]:
    found = msgspec.json.decode(raw, type=list[Problem])
    return tuple(
        msgspec.structs.replace(one, values={k: _value(v) for k, v in one.values.items()})
        for one in found
    )


def _value(value: object) -> object:
    if isinstance(value, dict):
        return UserError(value["template"], **{k: _value(v) for k, v in value["values"].items()})
    return value
