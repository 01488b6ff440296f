"""Headless commands, thin over the services. Formats: docs/formats.md."""

import io
import json
import logging
import os
import re
import secrets
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import update_wrapper
from pathlib import Path
from typing import Any, NoReturn

import click

from app import i18n, paths
from app.errors import UserError
from app.exchange import crypto
from app.exchange.score_json import score_object
from app.i18n import N_, _
from app.library import VISITS, Library
from app.model.decision import Unit, VetoState
from app.model.sheet import SheetContent, Verdict
from app.services.collect import Incoming, Looked
from app.storage.lock import VisitLockedError
from app.storage.rows import SheetRow
from app.visit import Visit


@dataclass
class Session:
    """What a run of the program was started with."""

    cost: crypto.Cost = crypto.MODERATE


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


def main(arguments: list[str] | None = None, session: Session | None = None) -> NoReturn:
    """Runs a command; a refusal is one line on stderr and exit code 1, wrong usage is 2."""
    i18n.install(os.environ.get("HUIPING_LANGUAGE", i18n.DEFAULT_LANGUAGE))
    _print_as_utf8()
    logging.getLogger("app").addHandler(logging.NullHandler())  # no log line beside a refusal
    given = sys.argv[1:] if arguments is None else arguments
    try:
        ended = huiping.main(
            args=given or ["--help"],
            prog_name="huiping",
            standalone_mode=False,
            obj=session or Session(),
        )
    except UserError as error:
        refuse(error)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Abort:
        sys.exit(1)
    sys.exit(ended if isinstance(ended, int) else 0)


def _print_as_utf8() -> None:
    """The same on every system, behind a pipe too; an odd file name is escaped, as JSON would."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def refuse(error: UserError) -> None:
    """One line on stderr, whatever the sentence holds."""
    _warn(i18n.translate_error(error))


def _warn(sentence: str) -> None:
    click.echo(" ".join(sentence.split()), err=True)


@click.group()
def huiping() -> None:
    """Takes a review panel through a site visit and merges its sheets, without a window."""


def _on_visit(*, writes: bool = True, scores: bool = False) -> Callable[[Command], Command]:
    """Opens the visit that the first argument names as `current`, then updates the index.

    A command that writes nothing works beside an open window. One that tells others' `scores`
    is refused while somebody scores on this laptop and has not handed in yet (independence).
    """

    def decorate(command: Command) -> Command:
        def opened(visit: str, library_folder: Path | None, **rest: object) -> None:
            with _opened(library_folder, visit, writes=writes, scores=scores) as current:
                command(current=current, **rest)

        return click.argument("visit")(library_option(update_wrapper(opened, command)))

    return decorate


@contextmanager
def _opened(
    library_folder: Path | None, visit: str, *, writes: bool, scores: bool
) -> Iterator[Visit]:
    """The index is brought up to date after a refusal too: what came before it was done."""
    with ExitStack() as closing:
        library = _open_library(library_folder, visit)
        closing.callback(library.close)
        current = _open_visit(library, library.find(visit).folder, writes=writes)
        closing.callback(current.close)
        if scores and library.awaited(current):
            raise UserError(
                N_("Hand in your own sheet first: others' scores are closed until then.")
            )
        if writes:
            closing.callback(library.note, current)
        yield current


def _open_visit(library: Library, folder: str, *, writes: bool) -> Visit:
    try:
        return library.open_visit(folder)
    except VisitLockedError:
        if writes:
            raise
        return library.open_visit(folder, read_only=True)


@huiping.command()
@click.argument("name", type=click.Choice(["zhongcun", "liurong"]), default="zhongcun")
@click.option("--out", type=PLACE, required=True, help="Where the files go.")
@json_option
def demo(name: str, out: Path, *, as_json: bool) -> None:
    """Plays a sample visit in a throw-away library."""
    from app.demo import play, write_files

    with _scratch() as folder:
        library = Library.create(folder / "library", secrets.token_hex(), crypto.LOWEST)
        panelists = Library.create(folder / "panelists", secrets.token_hex(), crypto.LOWEST)
        played = play(library, name, panelists)
        files = write_files(played, out)
        found = _score(played.visit)
        played.visit.close()
        library.close()
        panelists.close()
    listed = [str(path) for path in files]
    if as_json:
        _print_json({**found, "files": listed})
        return
    _print_score(found)
    _say("\n".join(listed))


@huiping.command()
@click.argument("setup", type=PLACE)
@library_option
@click.pass_obj
def new(session: Session, setup: Path, library_folder: Path | None) -> None:
    """Makes a visit from a set-up file and prints its id."""
    from app.exchange.setup_file import read_setup

    read, instrument = read_setup(setup)
    library = _open_or_create(library_folder, session.cost)
    visit = library.new_visit(read, instrument)
    _say(visit.folder.name)
    visit.close()
    library.close()


@huiping.command()
@_on_visit(writes=False)
@json_option
def show(current: Visit, *, as_json: bool) -> None:
    """Shows the state of a visit: panel, packs, sheets, problems."""
    from app.visit_json import visit_object

    found = visit_object(current)
    if as_json:
        _print_json(found)
        return
    _say(f"{found['station']}  {found['term_label']}  {found['visited_on']}")
    for person in found["panel"]:
        sheet = person["sheet"]
        state = _("handed in, revision {revision}").format(**sheet) if sheet else _("not handed in")
        _say(f"{person['id']}\t{person['name']}\t{state}")


@huiping.command()
@_on_visit()
@click.option("--to", "folder", type=PLACE, required=True)
@click.option("--only", multiple=True, help="Id of a panelist; may be repeated.")
@json_option
def issue(current: Visit, folder: Path, only: tuple[str, ...], *, as_json: bool) -> None:
    """Writes one sealed pack per panelist and prints its code."""
    session = click.get_current_context().find_object(Session) or Session()
    rows = _issue(current, tuple(dict.fromkeys(only)), folder, session.cost)
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        _say("\t".join([row["panelist"], row["file"], row["code"]]))


@huiping.command()
@click.argument("pack", type=PLACE)
@click.argument("entries", type=PLACE)
@click.option("--to", "target", type=PLACE, required=True)
@click.option("--revision-of", "earlier", type=PLACE, default=None)
@click.option("--reason", default="", help="Why there is a further revision.")
@json_option
def record(
    pack: Path, entries: Path, target: Path, earlier: Path | None, reason: str, *, as_json: bool
) -> None:
    """Enters a file of entries behind a pack, and hands in a sealed sheet.

    The pack's code comes from HUIPING_PACK_CODE or a prompt.
    """
    from app.exchange.container import read_file
    from app.exchange.entries_file import read_entries
    from app.files import write_back_checked
    from app.services.entries import enter

    _keep_inputs(target, pack, entries)
    raw, read = read_file(pack), read_entries(entries)
    code = os.environ.get("HUIPING_PACK_CODE") or _ask(_("Code"), "HUIPING_PACK_CODE")
    with _scratch() as folder:
        library = Library.create(folder / "library", secrets.token_hex(), crypto.LOWEST)
        visit = library.open_pack(raw, code)
        try:
            if earlier is not None:
                visit.handin.continue_from(read_file(earlier), reason)
            enter(visit.state, visit.captures, read)
            handed = visit.handin.hand_in()
        finally:
            visit.close()
            library.close()
    write_back_checked(target, handed.raw)
    row = {"file": str(target), "revision": handed.revision, "check_code": handed.check_code}
    if as_json:
        _print_json(row)
        return
    _say("\t".join(str(value) for value in row.values()))


@huiping.command()
@_on_visit()
@click.argument("sheets", nargs=-1, required=True)
@click.option("--remove", is_flag=True, help="Take these sheets out: files, hashes or check codes.")
@click.option("--reason", default="", help="Why they are taken out, or taken all the same.")
@click.option("--withdrawn-too", is_flag=True, help="Take sheets of packs that were issued again.")
@json_option
def collect(
    current: Visit,
    sheets: tuple[str, ...],
    reason: str,
    *,
    remove: bool,
    withdrawn_too: bool,
    as_json: bool,
) -> None:
    """Collects sheets, or takes them out again."""
    if remove:
        _remove(current, sheets, reason or _("taken out by command"), as_json=as_json)
        return
    _collect(current, sheets, reason, withdrawn_too=withdrawn_too, as_json=as_json)


@huiping.command()
@_on_visit(scores=True)
@click.argument("item")
@click.argument("rest", nargs=-1, required=True)
@click.option("--reason", required=True)
@click.option("--by", required=True, help="Who decided.")
def settle(current: Visit, item: str, rest: tuple[str, ...], reason: str, by: str) -> None:
    """Settles a merged cell: VISIT ITEM [DISTRICT] POINTS."""
    if len(rest) > 2:
        raise click.UsageError("VISIT ITEM [DISTRICT] POINTS")
    district = rest[0] if len(rest) == 2 else None
    current.decide.settle(item, district, _decimal(rest[-1]), reason=reason, by=by)


@huiping.command()
@_on_visit()
@click.argument("party")
@click.argument("value")
@click.option("--person", default="", help="Who reported it.")
def party(current: Visit, party: str, value: str, person: str) -> None:
    """Enters what a party gave: VISIT PARTY 18.5, or 92.5%."""
    percent = value.endswith(("%", "％"))
    unit = Unit.PERCENT if percent else Unit.POINTS
    figure = _decimal(value[:-1] if percent else value)
    current.decide.enter_party(party, figure, unit, person=person)


@huiping.command()
@_on_visit()
@click.argument("key")
@click.argument("state", type=click.Choice([state.value for state in VetoState]))
@click.option("--evidence", default="")
@click.option("--by", default="")
def veto(current: Visit, key: str, state: str, evidence: str, by: str) -> None:
    """Declares a veto: VISIT KEY found|not-found|unverified."""
    current.decide.check_veto(key, VetoState(state), evidence=evidence, by=by)


@huiping.command()
@_on_visit(writes=False, scores=True)
@json_option
def score(current: Visit, *, as_json: bool) -> None:
    """Prints the score table, the total and the grade."""
    found = _score(current)
    if as_json:
        _print_json(found)
    else:
        _print_score(found)


@huiping.command()
@_on_visit(writes=False, scores=True)
@click.option("--form", required=True)
@click.option("--to", "target", type=PLACE, required=True)
@click.option("--final", is_flag=True, help="Refuse while something is open.")
def report(current: Visit, form: str, target: Path, *, final: bool) -> None:
    """Writes the report as a Word file. It is not encrypted."""
    exported = current.report.export(form, target, draft=not final)
    _say(str(exported.path))


@huiping.command()
@_on_visit(writes=False, scores=True)
@click.option("--to", "target", type=PLACE, required=True)
def summary(current: Visit, target: Path) -> None:
    """Writes all scores as a workbook with live formulas. It is not encrypted."""
    from app.services.exports import WriteSummary

    _say(str(WriteSummary(current.exports.summary(), target)()))


@huiping.command()
@_on_visit(writes=False)
def verify(current: Visit) -> None:
    """Checks the seals of all collected sheets again."""
    failed = False
    for digest, error in current.collecting.verify():
        _say(f"{'ok' if error is None else 'failed'}\t{digest}")
        if error is not None:
            failed = True
            refuse(error)
    if failed:
        raise click.exceptions.Exit(1)


def _issue(
    current: Visit, only: tuple[str, ...], folder: Path, cost: crypto.Cost
) -> list[dict[str, str]]:
    """The packs count once all of them are written: a full stick withdraws no key."""
    from app.services.packs import discard_packs, seal_all, write_packs

    sealed = seal_all(current.packs.draft(only or None), cost)
    paths = write_packs(sealed, folder)
    try:
        current.packs.put_out(sealed)
    except UserError:
        discard_packs(paths)
        raise
    return [
        {"panelist": one.pack.panelist, "file": str(path), "code": one.pack.code}
        for one, path in zip(sealed, paths, strict=True)
    ]


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for a throw-away library."""
    try:
        made = tempfile.TemporaryDirectory(prefix="huiping-")
    except OSError as error:
        raise UserError(
            N_("No temporary folder can be made ({reason}). Free some space and try again."),
            reason=error.strerror or str(error),
        ) from error
    with made as folder:
        yield Path(folder)


def _keep_inputs(target: Path, *inputs: Path) -> None:
    if target.absolute() in {path.absolute() for path in inputs}:
        raise UserError(
            N_("{name} is what this is made from. Choose another name for the result."),
            name=target.name,
        )


def _collect(
    current: Visit, sheets: tuple[str, ...], reason: str, *, withdrawn_too: bool, as_json: bool
) -> None:
    """All in one step after one backup; a file that is refused does not stop the others."""
    read = [_incoming(sheet) for sheet in sheets]
    files = [file for file in read if not isinstance(file, UserError)]
    done = current.collecting.collect(files, withdrawn_too=withdrawn_too, reason=reason)
    looked = iter(done.sheets)
    found = [file if isinstance(file, UserError) else next(looked) for file in read]
    rows = [_collected_row(*pair) for pair in zip(sheets, found, strict=True)]
    for row in rows:
        if row["verdict"] == Verdict.REFUSED.value:
            _warn(f"{row['file']}: {row['why']}")
    _print_rows(rows, as_json=as_json)
    if any(row["verdict"] == Verdict.REFUSED.value for row in rows):
        raise click.exceptions.Exit(1)


def _incoming(sheet: str) -> Incoming | UserError:
    from app.exchange.container import read_file

    try:
        return Incoming(Path(sheet).name, read_file(Path(sheet)))
    except UserError as error:
        return error


def _collected_row(sheet: str, found: Looked | UserError) -> dict[str, object]:
    if isinstance(found, UserError):
        return _sheet_row(sheet, Verdict.REFUSED.value, None, "", i18n.translate_error(found))
    why = i18n.translate_error(found.refusal) if found.refusal else None
    return _sheet_row(sheet, found.verdict.value, found.content, found.check_code, why)


def _sheet_row(
    file: str, verdict: str, content: SheetContent | None, code: str, why: str | None
) -> dict[str, object]:
    return {
        "file": file,
        "verdict": verdict,
        "panelist": content.panelist if content else None,
        "device": content.device if content else None,
        "revision": content.revision if content else None,
        "check_code": code or None,
        "why": why,
    }


def _remove(current: Visit, sheets: tuple[str, ...], reason: str, *, as_json: bool) -> None:
    """All of them or, when one is not there, none; one that is named twice goes once."""
    found = {row.hash: (sheet, row) for sheet in sheets for row in [_collected(current, sheet)]}
    rows = []
    for sheet, row in found.values():
        content = current.collecting.content(row.hash)
        rows.append(_sheet_row(sheet, "removed", content, row.check_code, reason))
        current.collecting.remove(row.hash, reason)
    _print_rows(rows, as_json=as_json)


def _print_rows(rows: list[dict[str, object]], *, as_json: bool) -> None:
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        shown = [row["verdict"], row["file"], row["panelist"], row["revision"], row["check_code"]]
        _say("\t".join("" if value is None else str(value) for value in shown))


def _collected(current: Visit, sheet: str) -> SheetRow:
    """A collected sheet named by its file, its hash or its check code."""
    from app.exchange.codes import normalise
    from app.exchange.container import read_file

    wanted = sheet
    if _is_there(sheet):
        offered = Incoming(Path(sheet).name, read_file(Path(sheet)))
        wanted = current.collecting.reader().read(offered).hash
    for row in current.collecting.rows():
        if row.taken_out:
            continue
        if wanted == row.hash or normalise(wanted) == normalise(row.check_code):
            return row
    raise UserError(N_("This sheet is not among the collected ones."))


def _is_there(file: str) -> bool:
    """False too for what cannot be a file's name."""
    try:
        return Path(file).exists()
    except OSError:
        return False


def _score(current: Visit) -> dict[str, object]:
    return score_object(current.merging.outcome, current.setup, current.instrument)


def _print_score(found: dict[str, Any]) -> None:
    for line in found["lines"]:
        shown = [line["label"], line["full"], line["score"] or "", line["converted"] or ""]
        _say("\t".join(shown))
    total, grade = found["total"], found["grade"]
    if total is None:
        _say(_("Total\topen; so far {points}").format(points=found["provisional"]))
    else:
        _say(_("Total\t{total}\t{grade}").format(total=total, grade=grade))


def _say(text: str) -> None:
    """Raises UserError when standard output takes no more: a full disk, a closed pipe."""
    try:
        click.echo(text)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise UserError(
            N_("The output cannot be written ({reason})."), reason=error.strerror or str(error)
        ) from error


def _print_json(value: object) -> None:
    _say(json.dumps(value, ensure_ascii=False, indent=1))


def _decimal(text: str) -> Decimal:
    """Digits and at most one point, in full width too; nothing else that Python takes for one."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _NUMBER.fullmatch(plain):
        raise UserError(N_("“{text}” is not a number. Write it like 18.5 or 92.5%."), text=text)
    return Decimal(plain)


def _passphrase(*, confirm: bool = False) -> str:
    given = os.environ.get("HUIPING_PASSPHRASE")
    if given:
        return given
    return _ask(_("Passphrase"), "HUIPING_PASSPHRASE", confirm=confirm)


def _ask(what: str, variable: str, *, confirm: bool = False) -> str:
    if not sys.stdin.isatty():
        raise UserError(
            N_("{what} needed: set {variable}, or run this command in a terminal."),
            what=what,
            variable=variable,
        )
    return str(click.prompt(what, hide_input=True, confirmation_prompt=confirm, err=True))


def _library_folder(given: Path | None, visit: str = "") -> Path:
    """The library named, or the one in which a visit given as a path lies."""
    if given is not None:
        return given
    folder = Path(visit).resolve().parent
    if visit and folder.name == VISITS and Library.exists(folder.parent):
        return folder.parent
    return paths.default_library()


def _open_library(given: Path | None, visit: str = "") -> Library:
    return Library.open(_library_folder(given, visit), _passphrase())


def _open_or_create(given: Path | None, cost: crypto.Cost) -> Library:
    folder = _library_folder(given)
    if Library.exists(folder):
        return Library.open(folder, _passphrase())
    return Library.create(folder, _passphrase(confirm=True), cost)
