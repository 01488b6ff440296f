"""Text blocks of a form: checked, and shown as they come out in a visit."""

from app.i18n import N_
from app.reports.figures import figures
from app.reports.form import Block, Form
from app.reports.form_lines import FormLine
from app.reports.form_names import (
    OF_SOME_VISITS,
    ONLY_SOME,
    OWN_FILTERS,
    Language,
    excerpt,
    nearest,
    template_problems,
)
from app.reports.form_shapes import Shape, shape_of
from app.reports.input import ReportInput
from app.reports.material import material
from app.reports.passages import fill, names_in, propose
from app.rules.problem import Problem, error, errors, warning

NO_FIGURE = N_("“{{{name}}}” is no live figure, so it would be printed as it stands. In: {text}")


NO_FIGURE_NEAR = N_(
    "“{{{name}}}” is no live figure, so it would be printed as it stands. Is “{{{near}}}” meant? In: "
    "{text}"
)


class BlockCheck:
    """Checks blocks against one visit, a made-up one or a real one.

    What passes uses a language that cannot run away, so it may be filled in anywhere.
    """

    def __init__(self, given: ReportInput, form: Form) -> None:
        self._form = form
        self._known = figures(given, form)
        self._values = material(given, form, self._known)
        self._language = Language(_names(self._values), OWN_FILTERS)

    def problems(self, block: Block) -> tuple[Problem, ...]:
        """What is wrong in a text block; places are `block:KEY:LINE`."""
        lines = [
            FormLine(f"block:{block.key}:{n}", text)
            for n, text in enumerate(block.text.split("\n"), 1)
        ]
        unknown = [
            self._unknown(name, line)
            for line in lines
            for name in names_in(line.text)
            if name not in self._known
        ]
        return (*template_problems(lines, self._language), *unknown)

    def _unknown(self, name: str, line: FormLine) -> Problem:
        if OF_SOME_VISITS.match(name):
            return warning(ONLY_SOME, line.place, name=name, text=excerpt(line))
        near = nearest(name, list(self._known))
        if not near:
            return error(NO_FIGURE, line.place, name=name, text=excerpt(line))
        return error(NO_FIGURE_NEAR, line.place, name=name, near=near, text=excerpt(line))

    def shown(self, block: Block) -> tuple[str, ...]:
        """The paragraphs that a good block comes to; of a block for each district, the first's.

        Raises:
            UserError: it cannot be filled in after all.
        """
        if errors(self.problems(block)):
            return ()
        districts = self._values["districts"]
        assert isinstance(districts, list)
        if block.each and not districts:
            return ()
        values = {**self._values, "d": districts[0]} if block.each else self._values
        text = fill(propose(block, values), self._known, self._form.missing)
        return tuple(line for line in text.split("\n") if line.strip())

    @property
    def figures(self) -> dict[str, str]:
        """Live figures with their text now."""
        return dict(self._known)


def _names(values: dict[str, object]) -> dict[str, Shape]:
    names = {key: shape_of(value) for key, value in values.items()}
    district = names["districts"].item
    return {**names, "d": district} if district else names
