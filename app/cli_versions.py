"""Commands for versions of the report: what holds a final one back, issuing, and what went out."""

from typing import TYPE_CHECKING

import click

from app.cli_frame import json_option, on_visit, print_json, report_input, say, warn
from app.errors import UserError
from app.exchange.calendar_file import CalendarShelf
from app.i18n import N_, _, ngettext, translate_error
from app.model.rounds import Standing, Version, VersionKind
from app.rules.told import OF_ENUM
from app.services.state import LocalRole
from app.visit import Visit

if TYPE_CHECKING:
    from app.reports.remarks import Found

form_option = click.option("--form", default="", help="The report form, else the visit's own.")


def warn_of_musts(count: int) -> None:
    """What a draft takes along that a final version will not."""
    if count:
        words = ngettext(
            "{count} remark of the checker must be mended, or stand with a reason, before the final version.",
            "{count} remarks of the checker must be mended, or stand with a reason, before the final version.",
            count,
        )
        warn(words.format(count=count))


@click.command()
@on_visit(writes=False, scores=True)
@form_option
@json_option
def musts(current: Visit, form: str, *, as_json: bool) -> None:
    """Tells what must be mended before the final version, and why some of it stands."""
    _print_musts(current, _found_in(current, form), as_json=as_json)


@click.command()
@on_visit(scores=True)
@click.argument("keys", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All that has no reason yet.")
@click.option("--reason", required=True, help="Why the text stands as it is.")
@form_option
@json_option
def stand(
    current: Visit,
    keys: tuple[str, ...],
    reason: str,
    form: str,
    *,
    everything: bool,
    as_json: bool,
) -> None:
    """Lets what must be mended stand as it is, with a reason that is kept on record.

    The keys are those that `musts` tells; one may be shortened as long as it stands for one.
    """
    found = _found_in(current, form)
    wanted = _chosen(current, found, keys, everything=everything)
    current.remarks.let_stand(dict.fromkeys((one.key for one in wanted), reason), wanted)
    _print_musts(current, found, as_json=as_json)


def _found_in(current: Visit, form: str) -> "tuple[Found, ...]":
    from app.services.standing import musts as found_in

    chosen = current.forms.usable(form)
    return found_in(current.report.input(chosen.id, draft=False), chosen)


def _print_musts(current: Visit, found: "tuple[Found, ...]", *, as_json: bool) -> None:
    given = current.remarks.reasons()
    if as_json:
        print_json([_must_object(one, given.get(one.key, "")) for one in found])
        return
    for one in found:
        say("\t".join(" ".join(part.split()) for part in _must_line(one, given.get(one.key, ""))))


def _chosen(
    current: Visit, found: "tuple[Found, ...]", keys: tuple[str, ...], *, everything: bool
) -> "tuple[Found, ...]":
    if not keys and not everything:
        raise UserError(N_("Say which remarks stand: by their keys, or --all of them."))
    known = current.remarks.reasons()
    named = [_named(found, key) for key in keys]
    rest = [one for one in found if everything and one.key not in known]
    return tuple({one.key: one for one in (*named, *rest)}.values())


def _named(found: "tuple[Found, ...]", key: str) -> "Found":
    fitting = [one for one in found if key and one.key.startswith(key)]
    if len(fitting) != 1:
        raise UserError(
            N_(
                "“{key}” stands for {count} remarks of this report. `huiping musts` tells them all."
            ),
            key=key,
            count=len(fitting),
        )
    return fitting[0]


def _must_line(one: "Found", reason: str) -> tuple[str, ...]:
    from app.services.checking import name_of, told
    from app.services.standing import SHORT

    remark = one.remark
    family = f"{remark.family.value} {name_of(remark)}"
    return one.key[:SHORT], family, f"“{remark.quote}”", told(remark), reason or "-"


def _must_object(one: "Found", reason: str) -> dict[str, object]:
    from app.services.checking import name_of, told

    remark = one.remark
    return {
        "key": one.key,
        "family": remark.family.value,
        "name": name_of(remark),
        "quote": remark.quote,
        "sentence": told(remark),
        "mend": remark.mend,
        "reason": reason,
    }


@click.command("issue-version")
@on_visit(scores=True)
@form_option
@click.option("--final", is_flag=True, help="The final version; refused while something is open.")
@click.option("--to", "whom", default="", help="Whom it goes to.")
@click.option("--note", default="", help="Words that go with it.")
@json_option
def issue_version(
    current: Visit, form: str, whom: str, note: str, *, final: bool, as_json: bool
) -> None:
    """Keeps the report as it goes out now, as the next version, and records the step it does."""
    from app.services.versions import leaving

    current.state.require_role(LocalRole.COORDINATOR)
    chosen = current.forms.usable(form)
    report = leaving(report_input(current, chosen.id, draft=not final), chosen)
    known = CalendarShelf(current.folder.resolve().parents[1]).calendars()
    kind = VersionKind.FINAL if final else VersionKind.DRAFT
    current.rounds.issue(report, kind=kind, to=whom, note=note, calendars=known)
    warn_of_musts(report.musts)
    _print_versions(current.rounds.all().versions[-1:], as_json=as_json)


@click.command()
@on_visit(writes=False)
@json_option
def versions(current: Visit, *, as_json: bool) -> None:
    """Tells which versions of the report went out, and which remarks stood in a final one."""
    current.state.require_role(LocalRole.COORDINATOR)
    _print_versions(current.rounds.all().versions, as_json=as_json)


def _print_versions(found: tuple[Version, ...], *, as_json: bool) -> None:
    if as_json:
        print_json([_version_object(one) for one in found])
        return
    for one in found:
        parts = (str(one.number), one.on.isoformat(), _(OF_ENUM[one.kind]), one.to, one.note)
        say("\t".join(" ".join(part.split()) or "-" for part in parts))
        for stands in one.standing:
            said = (stands.family, f"“{stands.quote}”", _says(stands), stands.reason)
            say("\t".join(("", *(" ".join(part.split()) for part in said))))


def _version_object(one: Version) -> dict[str, object]:
    return {
        "number": one.number,
        "kind": one.kind.value,
        "form": one.form,
        "on": one.on.isoformat(),
        "to": one.to,
        "note": one.note,
        "by": one.by,
        "hash": one.hash,
        "standing": [
            {
                "family": s.family,
                "quote": s.quote,
                "sentence": _says(s),
                "reason": s.reason,
                "by": s.by,
            }
            for s in one.standing
        ],
    }


def _says(one: Standing) -> str:
    return translate_error(UserError(one.says, **one.values))


COMMANDS = (musts, stand, issue_version, versions)
