"""Commands for the report forms of an office."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli_frame import (
    PLACE,
    json_option,
    library_folder,
    library_option,
    on_visit,
    print_json,
    say,
)
from app.i18n import _, translate_error
from app.library import FORMS
from app.visit import Visit

if TYPE_CHECKING:
    from app.exchange.form_package import FormFiles
    from app.rules.problem import Problem
    from app.services.form_shelf import FormShelf


@click.group("forms")
def forms_group() -> None:
    """Report forms of one's own: copied, edited in Word, brought back. They are not encrypted."""


@forms_group.command("list")
@library_option
@json_option
def list_forms(library_folder: Path | None, *, as_json: bool) -> None:
    """Lists the forms that a report can have on this laptop."""
    rows = _rows(_shelf(library_folder))
    if as_json:
        print_json(rows)
        return
    for row in rows:
        say("\t".join(str(row[name] or "") for name in ("id", "label", "based_on", "changed_at")))


@forms_group.command()
@click.argument("form")
@click.argument("name")
@library_option
def copy(form: str, name: str, library_folder: Path | None) -> None:
    """Makes a copy of a form under a name of its own; prints its id and its folder."""
    shelf = _shelf(library_folder)
    made = shelf.copy(shelf.files(form), name)
    say(f"{made.id}\t{shelf.folder_of(made.id)}")


@forms_group.command()
@click.argument("form")
@library_option
@json_option
def check(form: str, library_folder: Path | None, *, as_json: bool) -> None:
    """Checks a form: an id, a folder, or a zip. Exit code 1 when it cannot be used."""
    from app.rules.problem import errors
    from app.services.form_check import check_form

    found = check_form(_files(_shelf(library_folder), form))
    _print_problems(found, as_json=as_json)
    if errors(found):
        raise click.exceptions.Exit(1)


@forms_group.command()
@click.argument("path", type=PLACE)
@click.option("--as", "into", default="", help="Id of the form that a Word file is for.")
@library_option
def take(path: Path, into: str, library_folder: Path | None) -> None:
    """Brings a form back: its Word file, its folder, or a zip of it. It is checked first."""
    from app.services.form_check import require_good

    shelf = _shelf(library_folder)
    offered = shelf.offered(path, into)
    require_good(offered.files)
    taken = shelf.accept(offered)
    replaced = _("in place of the former") if taken.changed else _("the same as before")
    what = _("taken as a new form") if taken.is_new else replaced
    say(f"{taken.id}\t{what}\t{taken.label}")


@forms_group.command()
@click.argument("form")
@click.option("--to", "target", type=PLACE, required=True)
@library_option
def export(form: str, target: Path, library_folder: Path | None) -> None:
    """Writes a form as a folder, to carry it to another laptop."""
    say(str(_shelf(library_folder).export(form, target)))


@forms_group.command()
@on_visit()
@click.argument("form")
def use(current: Visit, form: str) -> None:
    """Makes a form that of a visit's report: VISIT FORM. It is checked and kept in the visit."""
    from app.library import VISITS
    from app.reports.form import forms
    from app.services.form_check import require_good
    from app.services.form_shelf import FormShelf

    if form in forms():
        current.forms.choose(form)
        return
    root = current.folder.parent
    shelf = FormShelf((root.parent if root.name == VISITS else root) / FORMS)
    files = shelf.files(form)
    require_good(files)
    current.forms.choose(form, files)


def _shelf(given: Path | None) -> "FormShelf":
    from app.services.form_shelf import FormShelf

    return FormShelf(library_folder(given) / FORMS)


def _files(shelf: "FormShelf", form: str) -> "FormFiles":
    """By id, else by path."""
    from app.exchange.form_package import read_form_files
    from app.reports.form import forms

    known = form in forms() or shelf.has(form)
    return shelf.files(form) if known else read_form_files(Path(form))


def _rows(shelf: "FormShelf") -> list[dict[str, object]]:
    from app.reports.form import forms, load_form

    shipped: list[dict[str, object]] = [
        {
            "id": one,
            "label": load_form(one).label,
            "based_on": None,
            "changed_at": None,
            "why": None,
        }
        for one in forms()
    ]
    own: list[dict[str, object]] = [
        {
            "id": one.id,
            "label": one.label,
            "based_on": one.based_on or None,
            "changed_at": one.changed.isoformat(timespec="seconds"),
            "why": translate_error(one.fault) if one.fault else None,
        }
        for one in shelf.contents()
    ]
    return [*shipped, *own]


def _print_problems(found: "tuple[Problem, ...]", *, as_json: bool) -> None:
    from app.errors import UserError
    from app.reports.form_places import place_words

    rows = [
        {
            "severity": one.severity.value,
            "place": one.place,
            "where": place_words(one.place),
            "text": translate_error(UserError(one.template, **one.values)),
        }
        for one in found
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        say("\t".join((row["severity"], row["where"], row["text"])))


COMMANDS = (forms_group,)
