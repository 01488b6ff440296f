"""`huiping`: without arguments the window, with a command the headless program."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.reports.input import Picture
    from app.reports.pages import Pages
    from app.visit import Visit
    from ui.pdf import Told

TRY_FORM = "--try-form"
"""How a bundle starts itself to check a form (`app.services.form_check`)."""
OURS = (".hpack", ".yaml", ".yml")


def main() -> None:
    """The console script. Qt is imported only where a window is wanted."""
    arguments = sys.argv[1:]
    if arguments == ["--self-test"]:
        from ui.self_test import run_self_test

        sys.exit(run_self_test())
    if arguments[:1] == [TRY_FORM]:
        from app.services.form_trial import main as try_form

        try_form(Path(arguments[1]))
        return
    if not arguments or _is_file(arguments):
        from ui.application import run

        sys.exit(run(sys.argv[:1], Path(arguments[0]) if arguments else None))
    from app.cli import main as commands
    from app.cli_frame import Session

    commands(arguments, Session(typeset=_typeset, annex=_annex))


def _typeset(pages: "Pages", title: str, progress: "Told") -> bytes:
    """Sets pages as a PDF for a command; only this brings Qt in, without a window."""
    from ui.typesetting import typeset

    return typeset(pages, title, progress)


def _annex(visit: "Visit") -> "tuple[Picture, ...]":
    """Paints the figures of attachment 3 for a command, in the same way."""
    from ui.typesetting import annex

    return annex(visit)


def _is_file(arguments: list[str]) -> bool:
    """A file that was opened by double click."""
    return len(arguments) == 1 and arguments[0].endswith(OURS)


if __name__ == "__main__":
    main()
