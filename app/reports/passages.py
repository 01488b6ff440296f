"""Free texts of the report: proposed from data, edited by people, with live figures inside."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from app.errors import UserError
from app.i18n import N_
from app.model.report import PassageEdit
from app.reports.figures import Figures
from app.reports.form import Block, Form
from app.reports.input import ReportInput
from app.reports.material import material
from app.reports.wording import chinese, listed, paragraphs

_NAME = re.compile(r"\{([A-Za-z0-9_.:\-]+)\}")
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")
_BREAK = "\x1e"
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_END = "。；;.，, \n"


@dataclass(frozen=True, slots=True)
class Passage:
    """A free text of the report. `{name}` in `proposal` and `text` stands for a live figure.

    `paragraphs` are what is printed. `outdated`: since the edit was made the proposal changed, or
    a figure of it that the edit does not keep live; `before` and `now` are both as printed.
    `unknown` names are no figures at all and printed as they stand; `missing` figures have no
    value yet.
    """

    key: str
    label: str
    proposal: str
    text: str
    paragraphs: tuple[str, ...]
    edited: bool = False
    outdated: bool = False
    before: str = ""
    now: str = ""
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def passages(given: ReportInput, form: Form, known: Figures) -> tuple[Passage, ...]:
    """All passages of the form in their order, each with its edit if there is one."""
    edits = {edit.key: edit for edit in given.passages if edit.form == form.id}
    return tuple(
        _passage(key, label, proposal, edits.get(key), _Filler(known, form.missing))
        for key, label, proposal in _proposals(given, form, known)
    )


def fill(text: str, known: Mapping[str, str], missing: str) -> str:
    """The text with its figures in place; an unknown name stays as it stands."""
    return _Filler(known, missing).fill(text)


def names_in(text: str) -> tuple[str, ...]:
    """Names in braces, each once, in their order."""
    return tuple(dict.fromkeys(_NAME.findall(text)))


def literal_range(
    line: str, known: Mapping[str, str], start: int, end: int
) -> tuple[int, int] | None:
    """Where in a line with names stands what is printed from `start` to `end`.

    None where that is not typed text alone, but a live figure or a part of one.
    """
    printed = raw = 0
    for found in (*_NAME.finditer(line), None):
        literal = (found.start() if found else len(line)) - raw
        if printed <= start and end <= printed + literal:
            return raw + start - printed, raw + end - printed
        if found is not None:
            value = found[0] if found[1] not in known else known[found[1]]
            printed, raw = printed + literal + len(value), found.end()
    return None


@dataclass(frozen=True, slots=True)
class _Filler:
    known: Mapping[str, str]
    missing: str

    def fill(self, text: str) -> str:
        return _NAME.sub(self._value, text)

    def _value(self, found: re.Match[str]) -> str:
        if found[1] not in self.known:
            return found[0]
        return self.known[found[1]] or self.missing


def _passage(
    key: str, label: str, proposal: str, edit: PassageEdit | None, filler: _Filler
) -> Passage:
    text = proposal if edit is None else edit.text
    used = names_in(text) if edit is not None else ()
    before, now = _compared(edit, proposal, filler)
    return Passage(
        key=key,
        label=label,
        proposal=proposal,
        text=text,
        paragraphs=tuple(paragraphs(filler.fill(text))),
        edited=edit is not None,
        outdated=before != now,
        before=before,
        now=now,
        unknown=tuple(n for n in used if n not in filler.known),
        missing=tuple(n for n in used if filler.known.get(n) == ""),
    )


def _compared(edit: PassageEdit | None, proposal: str, filler: _Filler) -> tuple[str, str]:
    """The proposal that was edited and the one of now, as printed; equal where nothing changed.

    Figures that the edit keeps live are no change: they follow by themselves.
    """
    if edit is None or not edit.proposal:
        return "", ""
    live = names_in(edit.text)
    then = {n: text for n, text in edit.figures.items() if n not in live}
    old = _Filler({**filler.known, **then}, filler.missing)
    return old.fill(edit.proposal), filler.fill(proposal)


def _proposals(given: ReportInput, form: Form, known: Figures) -> Iterator[tuple[str, str, str]]:
    """Key, label and proposal of each passage."""
    values = material(given, form, known)
    for block in form.passages:
        if block.each == "district":
            yield from _by_district(block, values)
        else:
            yield block.key, block.label, propose(block, values)


def _by_district(block: Block, values: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    districts = values["districts"]
    assert isinstance(districts, list)
    for district in districts:
        text = propose(block, {**values, "d": district})
        yield f"{block.key}:{district['id']}", f"{block.label}（{district['name']}）", text


def propose(block: Block, values: Mapping[str, object]) -> str:
    """The block's text with live figures still in braces, one line per paragraph.

    Raises:
        UserError: the text block is no valid template, or uses a name that is not there.
    """
    try:
        parts = _template(block.text).render(values).split(_BREAK)
    except TemplateError as error:
        raise UserError(
            N_("The text block “{block}” cannot be filled: {reason}."),
            block=block.label,
            reason=str(error),
        ) from error
    return "\n".join(filter(None, (_LINE_END.sub("", part) for part in parts)))


@lru_cache(maxsize=256)
def _template(source: str) -> Template:
    """Blank lines become a mark that no data can hold before jinja2 sees (and trims) them."""
    return _ENVIRONMENT.from_string(_BLANK_LINE.sub(f"\n{_BREAK}", source.strip("\n")))


def _bare(text: str) -> str:
    """Without the punctuation at its end, on one line."""
    return " ".join(text.split("\n")).rstrip(_END)


def _joined(texts: Iterable[str]) -> str:
    return "；".join(texts)


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "cn": chinese,
        "listed": listed,
        "bare": _bare,
        "joined": _joined,
    }
    return environment


_ENVIRONMENT = _environment()
