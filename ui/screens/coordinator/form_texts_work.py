"""What the page of text blocks has done off the main thread."""

from dataclasses import dataclass
from importlib import import_module

import msgspec

from app.errors import UserError
from app.reports.form import Block, Form
from app.reports.input import ReportInput
from app.rules.problem import Problem, errors
from app.services.form_blocks import BlockCheck
from ui.jobs import Progress


@dataclass(frozen=True, slots=True)
class Previewed:
    """A text block at one moment: what is wrong, what it comes to, and which others are wrong."""

    key: str
    text: str
    problems: tuple[Problem, ...]
    paragraphs: tuple[str, ...]
    figures: dict[str, str]
    wrong: frozenset[str]


@dataclass(frozen=True, slots=True)
class PreviewBlock:
    """Work for a job: one block as it is typed, the others as they are stored."""

    given: ReportInput
    form: Form
    key: str
    text: str

    def __call__(self, progress: Progress) -> Previewed:
        progress(0, 1)
        check = BlockCheck(self.given, self.form)
        block = next(one for one in self.form.passages if one.key == self.key)
        typed = msgspec.structs.replace(block, text=self.text)
        found = check.problems(typed)
        wrong = {b.key for b in self.form.passages if errors(self._of(check, b))}
        try:
            shown = check.shown(typed)
        except UserError as fault:
            found, shown = (*found, Problem(fault.template, fault.values, "")), ()
        return Previewed(self.key, self.text, found, shown, check.figures, frozenset(wrong))

    def _of(self, check: BlockCheck, block: Block) -> tuple[Problem, ...]:
        typed = msgspec.structs.replace(block, text=self.text) if block.key == self.key else block
        return check.problems(typed)


def load_report(progress: Progress) -> object:
    """Imports the Word libraries, which `Visit.report` needs, off the main thread."""
    progress(0, 1)
    return import_module("app.services.report")
