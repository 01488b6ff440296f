"""Commands that write or check documents."""

from pathlib import Path

import click

from app.cli_frame import PLACE, on_visit, say, warn
from app.i18n import _
from app.visit import Visit


@click.command()
@on_visit(writes=False, scores=True)
@click.option("--form", required=True)
@click.option("--to", "target", type=PLACE, required=True)
@click.option("--final", is_flag=True, help="Refuse while something is open.")
def report(current: Visit, form: str, target: Path, *, final: bool) -> None:
    """Writes the report as a Word file. It is not encrypted."""
    exported = current.report.export(form, target, draft=not final)
    if current.report.options.annex:
        warn(_("The figures of attachment 3 are painted by the window; here they are left out."))
    say(str(exported.path))


@click.command()
@on_visit(writes=False, scores=True)
@click.option("--to", "target", type=PLACE, required=True)
def summary(current: Visit, target: Path) -> None:
    """Writes all scores as a workbook with live formulas. It is not encrypted."""
    from app.services.exports import WriteSummary

    say(str(WriteSummary(current.exports.summary(), target)()))


COMMANDS = (report, summary)
