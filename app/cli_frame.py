"""What all commands share: options, opening a library and a visit, printing, refusing."""

import io
import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app import i18n, paths
from app.errors import UserError
from app.exchange import crypto
from app.i18n import N_, _
from app.library import VISITS, Library
from app.storage.lock import VisitLockedError
from app.visit import Visit

if TYPE_CHECKING:
    from app.reports.input import Picture, ReportInput


@dataclass
class Session:
    """What a run of the program was started with; where Qt is there, it comes with two functions.

    `typeset` sets pages as a PDF, `annex` paints the figures of a visit for attachment 3.
    """

    cost: crypto.Cost = crypto.MODERATE
    typeset: Callable[..., bytes] | None = None
    annex: "Callable[[Visit], tuple[Picture, ...]] | None" = None


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Place(click.Path):
    """A path. An empty one, as from an unset variable of a script, does not mean `.`."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        if value == "":
            self.fail(_("An empty path names no place."), param, ctx)
        return super().convert(value, param, ctx)


PLACE = Place(path_type=Path)
Command = Callable[..., None]

library_option = click.option(
    "--library",
    "library_folder",
    type=PLACE,
    default=None,
    help="Folder of the library; else HUIPING_LIBRARY, else the user's own.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def print_as_utf8() -> None:
    """The same on every system, behind a pipe too; an odd file name is escaped, as JSON would."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def refuse(error: UserError) -> None:
    """One line on stderr, whatever the sentence holds."""
    warn(i18n.translate_error(error))


def warn(sentence: str) -> None:
    click.echo(" ".join(sentence.split()), err=True)


@click.group()
def huiping() -> None:
    """Takes a review panel through a site visit and merges its sheets, without a window."""


def on_visit(*, writes: bool = True, scores: bool = False) -> Callable[[Command], Command]:
    """Opens the visit that the first argument names as `current`, then updates the index.

    A command that writes nothing works beside an open window. One that tells others' `scores`
    is refused while somebody scores on this laptop and has not handed in yet (independence).
    """

    def decorate(command: Command) -> Command:
        def opened(visit: str, library_folder: Path | None, **rest: object) -> None:
            with opened_visit(library_folder, visit, writes=writes, scores=scores) as current:
                command(current=current, **rest)

        return click.argument("visit")(library_option(update_wrapper(opened, command)))

    return decorate


@contextmanager
def opened_visit(
    library_folder: Path | None, visit: str, *, writes: bool, scores: bool
) -> Iterator[Visit]:
    """A visit as commands open it (`on_visit`).

    The index is brought up to date after a refusal too: what came before it was done.
    """
    with ExitStack() as closing:
        library = open_library(library_folder, visit)
        closing.callback(library.close)
        current = open_visit(library, library.find(visit).folder, writes=writes)
        closing.callback(current.close)
        if scores and library.awaited(current):
            raise UserError(
                N_("Hand in your own sheet first: others' scores are closed until then.")
            )
        if writes:
            closing.callback(library.note, current)
        yield current


def session() -> Session:
    """What this run was started with."""
    return click.get_current_context().find_object(Session) or Session()


def report_input(current: Visit, form: str, *, draft: bool) -> "ReportInput":
    """What a report is made from, with the figures if they are wanted and can be painted here."""
    given = current.report.input(form, draft=draft)
    if not current.report.options.annex:
        return given
    paint = session().annex
    if paint is None:
        warn(_("Attachment 3 is left out: its figures are painted by the program `huiping` alone."))
        return given
    return replace(given, annex=paint(current))


def open_visit(library: Library, folder: str, *, writes: bool) -> Visit:
    try:
        return library.open_visit(folder)
    except VisitLockedError:
        if writes:
            raise
        return library.open_visit(folder, read_only=True)


def say(text: str) -> None:
    """Raises UserError when standard output takes no more: a full disk, a closed pipe."""
    try:
        click.echo(text)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise UserError(
            N_("The output cannot be written ({reason})."), reason=error.strerror or str(error)
        ) from error


def print_json(value: object) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=1))


def decimal(text: str) -> Decimal:
    """Digits and at most one point, in full width too; nothing else that Python takes for one."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _NUMBER.fullmatch(plain):
        raise UserError(N_("“{text}” is not a number. Write it like 18.5 or 92.5%."), text=text)
    return Decimal(plain)


def passphrase(*, confirm: bool = False) -> str:
    given = os.environ.get("HUIPING_PASSPHRASE")
    if given:
        return given
    return ask(_("Passphrase"), "HUIPING_PASSPHRASE", confirm=confirm)


def ask(what: str, variable: str, *, confirm: bool = False) -> str:
    if not sys.stdin.isatty():
        raise UserError(
            N_("{what} needed: set {variable}, or run this command in a terminal."),
            what=what,
            variable=variable,
        )
    return str(click.prompt(what, hide_input=True, confirmation_prompt=confirm, err=True))


def library_folder(given: Path | None, visit: str = "") -> Path:
    """The library named, or the one in which a visit given as a path lies."""
    if given is not None:
        return given
    folder = Path(visit).resolve().parent
    if visit and folder.name == VISITS and Library.exists(folder.parent):
        return folder.parent
    return paths.default_library()


def open_library(given: Path | None, visit: str = "") -> Library:
    return Library.open(library_folder(given, visit), passphrase())


def open_or_create(given: Path | None, cost: crypto.Cost) -> Library:
    folder = library_folder(given)
    if Library.exists(folder):
        return Library.open(folder, passphrase())
    return Library.create(folder, passphrase(confirm=True), cost)
