"""The command that writes documents of a visit, one by one or as a bundle."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from app.cli_frame import PLACE, json_option, on_visit, print_json, report_input, say, session, warn
from app.errors import UserError
from app.i18n import translate_error
from app.reports.kinds import Kind, file_name
from app.rules.problem import Severity
from app.visit import Visit

if TYPE_CHECKING:
    from app.reports.input import ReportInput
    from app.reports.wishes import Wishes
    from app.services.making import Made, Maker

    Files = list[tuple[Path, Made]]

_WHOM = ("bureau", "buyer", "station")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options of `export`, by their names."""

    kinds: tuple[str, ...]
    whom: tuple[str, ...]
    bundle: bool
    final: bool
    joint: bool
    scores: bool
    number: str
    reply_by: datetime | None


def _letter_options(command: Callable[..., None]) -> Callable[..., None]:
    """How the letter is to be: whom it asks, what it tells, until when."""
    for option in (
        click.option("--reply-by", type=click.DateTime(["%Y-%m-%d"]), help="Last day to reply."),
        click.option("--number", default="", help="The letter's own number."),
        click.option("--scores", is_flag=True, help="Tell scores and grade in the letter."),
        click.option("--joint", is_flag=True, help="One letter to all, not one to each."),
        click.option("--whom", multiple=True, type=click.Choice(_WHOM), help="Whom it asks."),
    ):
        command = option(command)
    return command


@click.command()
@on_visit(writes=False, scores=True)
@click.option("--form", required=True)
@click.option("--to", "target", type=PLACE, required=True, help="A folder; or, to bundle, a .zip.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice([kind.value for kind in Kind]))
@click.option("--bundle", is_flag=True, help="All in one folder or .zip, whole or not at all.")
@click.option("--final", is_flag=True, help="Refuse while something is open.")
@_letter_options
@json_option
def export(current: Visit, form: str, target: Path, *, as_json: bool, **wanted: object) -> None:
    """Writes documents of a visit, each read back and checked. They are not encrypted.

    Without --kind it is the report as a Word file, or with --bundle all of them.
    """
    from app.services.bundle import entry_of

    asked = _Asked(**cast("dict[str, Any]", wanted))
    given = report_input(current, form, draft=not asked.final)
    wishes = _wishes(current, given.today, asked)
    maker = current.exports.maker(given, current.forms.load(form), wishes, session().typeset)
    kinds = tuple(dict.fromkeys(Kind(one) for one in asked.kinds))
    if Kind.NOTICE in kinds or (asked.bundle and not kinds):
        _warn_of_persons(current, given, form)
    if asked.bundle:
        files = _bundle(current, maker, kinds or tuple(Kind), target)
    else:
        files = _documents(maker, kinds or (Kind.WORD,), target)
    if as_json:
        print_json([{"path": str(path), **entry_of(made, path.name)} for path, made in files])
        return
    for path, made in files:
        say(f"{path}\t{made.version.value}")


def _warn_of_persons(current: Visit, given: "ReportInput", form: str) -> None:
    """What may tell somebody in the public version; nothing but a look can say."""
    from app.reports.notice import survey

    found = survey(given, current.forms.load(form), current.exports.private()).problems
    for problem in found:
        if problem.severity is Severity.WARNING:
            warn(translate_error(UserError(problem.template, **problem.values)))


def _wishes(current: Visit, today: date, asked: _Asked) -> "Wishes":
    from app.exchange.calendar_file import CalendarShelf
    from app.reports.wishes import EVERYBODY, Addressee, Wishes, usual_reply

    until = asked.reply_by
    library = current.folder.resolve().parents[1]
    return Wishes(
        reply_by=until.date()
        if until
        else usual_reply(today, CalendarShelf(library).calendars().calendar),
        addressees=tuple(dict.fromkeys(map(Addressee, asked.whom))) or EVERYBODY,
        joint=asked.joint,
        scores=asked.scores,
        number=asked.number,
    )


def _documents(maker: "Maker", kinds: tuple[Kind, ...], folder: Path) -> "Files":
    """Everything is made before anything is written; what is there already is kept, numbered."""
    from app.services.exports import write_all

    made = [one for kind in kinds for one in maker.make(kind, _told_nobody)]
    paths = write_all([(one, folder / file_name(one.kind)) for one in made], named=False)
    return list(zip(paths, made, strict=True))


def _bundle(current: Visit, maker: "Maker", kinds: tuple[Kind, ...], target: Path) -> "Files":
    from app.services.bundle import WriteBundle, bundled_name

    done = WriteBundle(maker, kinds, target, current.exports.now())(_told_nobody)
    return [(done.path / bundled_name(one), one) for one in done.made]


def _told_nobody(_done: int, _total: int) -> None:
    """A command shows no progress."""


COMMANDS = (export,)
