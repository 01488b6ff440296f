"""Commands that write or check documents."""

from collections.abc import Sequence
from datetime import date
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

import click

from app.cli_frame import (
    PLACE,
    Command,
    json_option,
    library_option,
    on_visit,
    opened_visit,
    print_json,
    report_input,
    say,
    warn,
)
from app.errors import UserError
from app.exchange.calendar_file import CalendarShelf
from app.i18n import N_, _
from app.rules.problem import Severity
from app.rules.rounds import Stage, is_due
from app.rules.told import OF_ENUM
from app.services.rounds import year_note
from app.services.state import LocalRole
from app.storage.store import FILE, now
from app.visit import Visit

if TYPE_CHECKING:
    from app.reports.checker.base import Remark
    from app.services.checking import Asked

SEVERITIES = {
    Severity.ERROR: N_("must be mended"),
    Severity.WARNING: N_("should be mended"),
    Severity.HINT: N_("may be mended"),
}


@click.command()
@on_visit(writes=False, scores=True)
@click.option("--form", required=True)
@click.option("--to", "target", type=PLACE, required=True)
@click.option("--final", is_flag=True, help="Refuse while something is open.")
def report(current: Visit, form: str, target: Path, *, final: bool) -> None:
    """Writes the report as a Word file. It is not encrypted."""
    from app.services.report import export

    chosen = current.forms.load(form)
    exported = export(report_input(current, form, draft=not final), chosen, target)
    say(str(exported.path))


@click.command()
@on_visit(writes=False, scores=True)
@click.option("--to", "target", type=PLACE, required=True)
def summary(current: Visit, target: Path) -> None:
    """Writes all scores as a workbook with live formulas. It is not encrypted."""
    from app.services.exports import WriteSummary

    say(str(WriteSummary(current.exports.summary(), target)()))


@click.command()
@on_visit(writes=False)
@json_option
def deadlines(current: Visit, *, as_json: bool) -> None:
    """Tells every step after the visit, when it is due, and how it stands."""
    current.state.require_role(LocalRole.COORDINATOR)
    stages = current.rounds.timeline(CalendarShelf(current.folder.parents[1]).calendars())
    if as_json:
        print_json(
            {
                "today": current.rounds.today.isoformat(),
                "closed": current.rounds.all().closing is not None,
                "steps": [_stage_object(stage) for stage in stages],
            }
        )
        return
    for stage in stages:
        say("\t".join(_stage_line(stage)))


def _stage_object(stage: Stage) -> dict[str, object]:
    done = stage.done
    return {
        "step": stage.step.value,
        "label": _(OF_ENUM[stage.step]),
        "state": stage.state.value,
        "due": _iso(stage.due),
        "earliest": stage.earliest,
        "since": _iso(stage.since),
        "days": stage.days,
        "left": stage.left if is_due(stage) else None,
        "unknown": list(stage.unknown),
        "on": _iso(stage.on),
        "by": done.by if done else None,
        "to": done.to if done else None,
        "what": done.what if done else None,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _stage_line(stage: Stage) -> tuple[str, ...]:
    """Due, done, state and name; then the years whose holidays are not known."""
    notes = (year_note(year) for year in stage.unknown)
    dates = (_iso(stage.due) or "-", _iso(stage.on) or "-")
    return (*dates, stage.state.value, _(OF_ENUM[stage.step]), *notes)


@click.command()
@click.argument("old", type=PLACE)
@click.argument("new", type=PLACE)
@click.option("--to", "target", type=PLACE, required=True)
def compare(old: Path, new: Path, target: Path) -> None:
    """Writes two Word files as one in which what differs is tracked.

    Headers, footers and notes are those of the new file; what differs there is told as sentences.
    """
    from app.reports.changes import sentence
    from app.services.versions import compare_files

    if target.resolve() in (old.resolve(), new.resolve()):
        raise UserError(
            N_("{name} is what this is made from. Choose another name for the result."),
            name=target.name,
        )
    found = compare_files(old, new, target, now())
    say(f"{target}\t{found.paragraphs}")
    for one in found.differences:
        warn(sentence(one))


def _asking(command: Command) -> Command:
    """Options that say how to check, as one argument."""

    def asking(
        earlier: tuple[Path, ...], without: tuple[str, ...], *, public: bool, **rest: object
    ) -> None:
        from app.services.checking import Asked

        command(asked=Asked.of(earlier, without, public=public), **rest)

    wrapped = update_wrapper(asking, command)
    for name, told in (
        ("--earlier", "A report not to repeat; may be repeated."),
        ("--without", "A family to leave out, as C07; may be repeated."),
    ):
        kind = PLACE if name == "--earlier" else None
        wrapped = click.option(name, multiple=True, type=kind, help=told)(wrapped)
    return click.option("--public", is_flag=True, help="It is a version for everybody.")(wrapped)


@click.command()
@click.argument("what", metavar="FILE.docx|.txt|.pdf|VISIT")
@library_option
@click.option("--form", default="", help="Of a VISIT: the report form, else its own.")
@_asking
@json_option
def check(
    what: str, library_folder: Path | None, form: str, asked: "Asked", *, as_json: bool
) -> None:
    """Tells what a careful editor would mark in a report."""
    from app.exchange.report_file import KINDS, is_report_file
    from app.services.checking import check_file, check_visit

    if is_report_file(what):
        found = check_file(Path(what), asked)
    elif _is_no_visit(Path(what)):
        raise UserError(
            N_("{name} cannot be checked. What can: {kinds}, or the name of a visit."),
            name=Path(what).name,
            kinds=", ".join(KINDS),
        )
    else:
        with opened_visit(library_folder, what, writes=False, scores=True) as current:
            chosen = current.forms.usable(form)
            found = check_visit(current.report.input(chosen.id), chosen, asked)
    _print_remarks(found, as_json=as_json)


def _is_no_visit(path: Path) -> bool:
    return path.is_file() or (path.is_dir() and not (path / FILE).exists())


def _print_remarks(found: Sequence["Remark"], *, as_json: bool) -> None:
    if as_json:
        print_json([_remark_object(one) for one in found])
        return
    for one in found:
        say("\t".join(" ".join(str(part).split()) for part in _remark_line(one)))


def _remark_line(one: "Remark") -> tuple[str, ...]:
    from app.services.checking import name_of, told

    line = one.line
    cell = f"@{line.table + 1}.{line.row + 1}.{line.column + 1}" if line.table >= 0 else ""
    family = f"{one.family.value} {name_of(one)}"
    quote = f"“{_visible(one.quote)}”"
    return (
        f"{one.number}{cell}",
        family,
        _(SEVERITIES[one.severity]),
        quote,
        told(one),
        _mend(one),
    )


def _mend(one: "Remark") -> str:
    if one.mend is None:
        return ""
    return "→ " + (f"“{_visible(one.mend)}”" if one.mend else _("take it out"))


def _visible(text: str) -> str:
    """Signs that steer a terminal or turn a line round, by their numbers."""
    return "".join(f"U+{ord(c):04X}" if category(c) in {"Cc", "Cf"} else c for c in text)


def _remark_object(one: "Remark") -> dict[str, object]:
    from app.services.checking import name_of, told

    line, in_table = one.line, one.line.table >= 0
    return {
        "line": one.number,
        "page": line.page or None,
        "table": line.table + 1 if in_table else None,
        "row": line.row + 1 if in_table else None,
        "column": line.column + 1 if in_table else None,
        "family": one.family.value,
        "name": name_of(one),
        "severity": one.severity.value,
        "quote": one.quote,
        "sentence": told(one),
        "mend": one.mend,
    }


COMMANDS = (report, summary, deadlines, compare, check)
