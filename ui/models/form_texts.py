"""The text blocks of a form and the names that they may use, as rows."""

from collections.abc import Mapping, Set

from app.i18n import _
from app.reports.form import Block, Form
from app.reports.form_glossary import FIGURES, IN_BLOCKS, IN_WORD, Meaning, meaning_of
from ui.icons import Icon
from ui.models.forms import FaultRow
from ui.models.roles import ProblemRow
from ui.theme import Tone

_LONGEST = 60


def block_rows(form: Form, origin: Form | None, wrong: Set[str]) -> tuple[ProblemRow, ...]:
    """In the order of the form; `origin` is what it was copied from."""
    before = {block.key: block.text for block in origin.passages} if origin else {}
    return tuple(_block(block, before, wrong) for block in form.passages)


def name_rows(figures: Mapping[str, str], wanted: str) -> tuple[FaultRow, ...]:
    """What a text block can hold: figures with their value now, then what needs `{{ }}`."""
    rows = [
        *(_figure(name, value) for name, value in figures.items()),
        *(_other(one, "{{ %s }}", _("in text blocks")) for one in IN_BLOCKS),
        *(_other(one, "{{ %s }}", _("in Word")) for one in IN_WORD),
    ]
    words = wanted.casefold().split()
    return tuple(row for row in rows if all(word in row.spoken.casefold() for word in words))


def _block(block: Block, before: Mapping[str, str], wrong: Set[str]) -> ProblemRow:
    per = _("for each district") if block.each else ""
    if block.key in wrong:
        return ProblemRow(block.key, block.label, per, _("to mend"), Tone.CRITICAL, Icon.ERROR)
    if before and before.get(block.key) != block.text:
        return ProblemRow(block.key, block.label, per, _("changed"), Tone.ACCENT, Icon.EDIT)
    return ProblemRow(block.key, block.label, per, "", Tone.MUTED, Icon.NOTE)


def _figure(name: str, value: str) -> FaultRow:
    meaning = meaning_of(name, FIGURES)
    said = _(meaning.text) if meaning else ""
    shown = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    words = _("{meaning}: {value}") if shown else _("{meaning} (not known in this visit)")
    text = words.format(meaning=said, value=shown)
    return FaultRow(f"{{{name}}}", text, f"{{{name}}}", Icon.CALCULATED, Tone.ACCENT)


def _other(one: Meaning, pattern: str, where: str) -> FaultRow:
    name = pattern % one.name
    return FaultRow(
        f"{where}:{one.name}", _(one.text), f"{name}  {where}", Icon.CHAPTERS, Tone.MUTED
    )
