"""Headless commands, thin over the services. Formats: docs/formats.md."""

import logging
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from app import cli_export, cli_forms, cli_report, cli_versions, i18n
from app.cli_frame import (
    PLACE,
    Session,
    ask,
    decimal,
    huiping,
    json_option,
    library_option,
    on_visit,
    open_or_create,
    print_as_utf8,
    print_json,
    refuse,
    say,
    session,
    warn,
)
from app.errors import UserError
from app.exchange import crypto
from app.exchange.score_json import score_object
from app.i18n import N_, _
from app.library import Library
from app.model.decision import Unit, VetoState
from app.model.sheet import SheetContent, Verdict
from app.services.collect import Incoming, Looked
from app.storage.rows import SheetRow
from app.visit import Visit


def main(arguments: list[str] | None = None, session: Session | None = None) -> NoReturn:
    """Runs a command; a refusal is one line on stderr and exit code 1, wrong usage is 2."""
    i18n.install(os.environ.get("HUIPING_LANGUAGE", i18n.DEFAULT_LANGUAGE))
    print_as_utf8()
    for name in ("app", "pdfminer", "pdfplumber", "pypdf"):  # no log line beside a refusal
        logging.getLogger(name).addHandler(logging.NullHandler())
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
        print_json({**found, "files": listed})
        return
    _print_score(found)
    say("\n".join(listed))


@huiping.command()
@click.argument("setup", type=PLACE)
@library_option
@click.pass_obj
def new(session: Session, setup: Path, library_folder: Path | None) -> None:
    """Makes a visit from a set-up file and prints its id."""
    from app.exchange.setup_file import read_setup

    read, instrument = read_setup(setup)
    library = open_or_create(library_folder, session.cost)
    visit = library.new_visit(read, instrument)
    say(visit.folder.name)
    visit.close()
    library.close()


@huiping.command()
@on_visit(writes=False)
@json_option
def show(current: Visit, *, as_json: bool) -> None:
    """Shows the state of a visit: panel, packs, sheets, problems."""
    from app.visit_json import visit_object

    found = visit_object(current)
    if as_json:
        print_json(found)
        return
    say(f"{found['station']}  {found['term_label']}  {found['visited_on']}")
    for person in found["panel"]:
        sheet = person["sheet"]
        state = _("handed in, revision {revision}").format(**sheet) if sheet else _("not handed in")
        say(f"{person['id']}\t{person['name']}\t{state}")


@huiping.command()
@on_visit()
@click.option("--to", "folder", type=PLACE, required=True)
@click.option("--only", multiple=True, help="Id of a panelist; may be repeated.")
@json_option
def issue(current: Visit, folder: Path, only: tuple[str, ...], *, as_json: bool) -> None:
    """Writes one sealed pack per panelist and prints its code."""
    rows = _issue(current, tuple(dict.fromkeys(only)), folder, session().cost)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        say("\t".join([row["panelist"], row["file"], row["code"]]))


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
    code = os.environ.get("HUIPING_PACK_CODE") or ask(_("Code"), "HUIPING_PACK_CODE")
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
        print_json(row)
        return
    say("\t".join(str(value) for value in row.values()))


@huiping.command()
@on_visit()
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
@on_visit(scores=True)
@click.argument("item")
@click.argument("rest", nargs=-1, required=True)
@click.option("--reason", required=True)
@click.option("--by", required=True, help="Who decided.")
def settle(current: Visit, item: str, rest: tuple[str, ...], reason: str, by: str) -> None:
    """Settles a merged cell: VISIT ITEM [DISTRICT] POINTS."""
    if len(rest) > 2:
        raise click.UsageError("VISIT ITEM [DISTRICT] POINTS")
    district = rest[0] if len(rest) == 2 else None
    current.decide.settle(item, district, decimal(rest[-1]), reason=reason, by=by)


@huiping.command()
@on_visit()
@click.argument("party")
@click.argument("value")
@click.option("--person", default="", help="Who reported it.")
def party(current: Visit, party: str, value: str, person: str) -> None:
    """Enters what a party gave: VISIT PARTY 18.5, or 92.5%."""
    percent = value.endswith(("%", "％"))
    unit = Unit.PERCENT if percent else Unit.POINTS
    figure = decimal(value[:-1] if percent else value)
    current.decide.enter_party(party, figure, unit, person=person)


@huiping.command()
@on_visit()
@click.argument("key")
@click.argument("state", type=click.Choice([state.value for state in VetoState]))
@click.option("--evidence", default="")
@click.option("--by", default="")
def veto(current: Visit, key: str, state: str, evidence: str, by: str) -> None:
    """Declares a veto: VISIT KEY found|not-found|unverified."""
    current.decide.check_veto(key, VetoState(state), evidence=evidence, by=by)


@huiping.command()
@on_visit(writes=False, scores=True)
@json_option
def score(current: Visit, *, as_json: bool) -> None:
    """Prints the score table, the total and the grade."""
    found = _score(current)
    if as_json:
        print_json(found)
    else:
        _print_score(found)


@huiping.command()
@on_visit(writes=False)
def verify(current: Visit) -> None:
    """Checks the seals of all collected sheets again."""
    failed = False
    for digest, error in current.collecting.verify():
        say(f"{'ok' if error is None else 'failed'}\t{digest}")
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
            warn(f"{row['file']}: {row['why']}")
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
        print_json(rows)
        return
    for row in rows:
        shown = [row["verdict"], row["file"], row["panelist"], row["revision"], row["check_code"]]
        say("\t".join("" if value is None else str(value) for value in shown))


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
        say("\t".join(shown))
    total, grade = found["total"], found["grade"]
    if total is None:
        say(_("Total\topen; so far {points}").format(points=found["provisional"]))
    else:
        say(_("Total\t{total}\t{grade}").format(total=total, grade=grade))


for command in (
    *cli_report.COMMANDS,
    *cli_export.COMMANDS,
    *cli_forms.COMMANDS,
    *cli_versions.COMMANDS,
):
    huiping.add_command(command)
