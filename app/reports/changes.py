"""What a version says, piece by piece, and what changed since the one before, as sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from app.i18n import N_, _
from app.model.rounds import Content, Told
from app.model.text import plain
from app.reports.context import live_figures, report_passages
from app.reports.figures import Figures, reported_name
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.marking import aligned, likeness
from app.reports.printing import converted
from app.rules.naming import Names
from app.rules.told import OF_ENUM

REWORDED = 55
"""From that likeness on, a finding that went and one that came at the same place are one."""
_STAFF = {
    "team": N_("Social workers"),
    "certified": N_("Certified social workers"),
    "posts": N_("Posts"),
    "stable_rate": N_("Stability of the staff in percent"),
    "answered": N_("Answers to the survey"),
    "awareness": N_("Awareness in percent"),
}


class Kind(Enum):
    """What became of a piece."""

    FIGURE = "figure"
    PASSAGE = "passage"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"
    APART = "apart"
    APART_IN = "apart-in"
    APART_OUT = "apart-out"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Difference:
    """A piece in both versions; `label` names it, `place` says where a finding stands."""

    kind: Kind
    label: str
    before: str = ""
    after: str = ""
    place: str = ""


_SENTENCES = {
    Kind.FIGURE: N_("{label}: {before} became {after}."),
    Kind.PASSAGE: N_("The passage “{label}” was edited."),
    Kind.ADDED: N_("A finding was added ({place}): “{after}”"),
    Kind.REMOVED: N_("A finding was taken out ({place}): “{before}”"),
    Kind.REWORDED: N_("A finding was reworded ({place}): “{before}” became “{after}”"),
    Kind.MOVED: N_("A finding was moved to {place}: “{after}”"),
    Kind.APART: N_("{label}: “{before}” became “{after}”."),
    Kind.APART_IN: N_("{label} added: “{after}”"),
    Kind.APART_OUT: N_("{label} taken out: “{before}”"),
    Kind.PICTURES: N_("Other pictures, {before} before and {after} now; they are not compared."),
}
_NONE = N_("none")
_APART = (N_("Header"), N_("Footer"), N_("Footnote"), N_("Endnote"))
_TOTAL, _GRADE = N_("Total score"), N_("Grade")
_OWN_WORDS = frozenset((_TOTAL, _GRADE, *_STAFF.values(), *_APART, *OF_ENUM.values()))
"""Names that are the program's and not the visit's, so that they are translated when shown."""


def content_of(given: ReportInput, form: Form) -> Content:
    """Every figure, passage and finding that the report prints, as it prints it."""
    known = live_figures(given, form)
    names = Names(given.setup, given.instrument)
    return Content(
        figures=tuple(told for told in _figures(given, form, known) if told.text),
        passages=tuple(
            Told(key=p.key, label=p.label, text="\n".join(map(str, p.paragraphs)))
            for p in report_passages(given, form)
        ),
        findings=tuple(
            Told(
                key=f.id,
                label=OF_ENUM[f.stance],
                text=f.text,
                place=names.place(f.block, None, f.district, party=f.party),
            )
            for f in given.used
        ),
    )


def differences(old: Content, new: Content) -> tuple[Difference, ...]:
    """Figures, then passages, then findings, in the order of the newer version."""
    return (
        *_changed(Kind.FIGURE, old.figures, new.figures),
        *_changed(Kind.PASSAGE, old.passages, new.passages),
        *_findings(old.findings, new.findings),
    )


def sentence(found: Difference) -> str:
    """A difference as one sentence in the language in force."""
    return _(_SENTENCES[found.kind]).format(
        label=_(found.label) if found.label in _OWN_WORDS else found.label,
        before=found.before or _(_NONE),
        after=found.after or _(_NONE),
        place=found.place or _("the whole station"),
    )


def _figures(given: ReportInput, form: Form, known: Figures) -> Iterator[Told]:
    places = given.instrument.places
    yield Told(key="total", label=_TOTAL, text=str(known["total"]))
    yield Told(key="grade", label=_GRADE, text=str(known["grade"]))
    for line in given.outcome.lines:
        key = f"line.{line.party}.{line.block}.{line.district}"
        yield Told(key=key, label=line.label, text=line.score or form.pending)
        if line.span > 1:
            label = given.outcome.block(line.block).block.label if line.block else line.label
            text = converted(line.converted, form, places)
            yield Told(key=f"{key}.converted", label=label, text=text)
    for name, label in _STAFF.items():
        yield Told(key=name, label=label, text=str(known.get(name, "")))
    for one in given.setup.indicators:
        text = plain(one.actual) + one.unit
        yield Told(key=f"i.{one.id}", label=one.label, text=text)
    for figure in given.setup.figures:
        name = reported_name(figure)
        yield Told(key=name, label=figure.label, text=str(known[name]))


def _changed(kind: Kind, old: tuple[Told, ...], new: tuple[Told, ...]) -> Iterator[Difference]:
    before = {one.key: one for one in old}
    for one in new:
        known = before.pop(one.key, None)
        if known is None or known.text != one.text:
            yield Difference(kind, one.label, known.text if known else "", one.text)
    for gone in before.values():
        if gone.text:
            yield Difference(kind, gone.label, gone.text, "")


def _findings(old: tuple[Told, ...], new: tuple[Told, ...]) -> Iterator[Difference]:
    """By what they are called; then those that went and came by what they say."""
    before = {one.key: one for one in old}
    after = {one.key: one for one in new}
    partner = {key: key for key in after if key in before}
    partner |= _reworded(
        [one for one in old if one.key not in after],
        [one for one in new if one.key not in before],
    )
    for one in new:
        yield from _finding(_known(before, partner.get(one.key)), one)
    paired = set(partner.values())
    for gone in old:
        if gone.key not in paired:
            yield Difference(Kind.REMOVED, gone.label, gone.text, "", gone.place)


def _known(before: Mapping[str, Told], key: str | None) -> Told | None:
    return before.get(key) if key is not None else None


def _finding(known: Told | None, one: Told) -> Iterator[Difference]:
    if known is None:
        yield Difference(Kind.ADDED, one.label, "", one.text, one.place)
    elif known.text != one.text or known.label != one.label:
        yield Difference(Kind.REWORDED, one.label, known.text, one.text, one.place)
    elif known.place != one.place:
        yield Difference(Kind.MOVED, one.label, known.text, one.text, one.place)


def _reworded(went: list[Told], came: list[Told]) -> dict[str, str]:
    """By the key of the new one, that of the old one that it is close to."""
    ours, theirs = [one.text for one in went], [one.text for one in came]
    return {
        came[other].key: went[one].key
        for one, other in aligned(ours, theirs, least=REWORDED)
        if one is not None and other is not None and likeness(ours[one], theirs[other]) >= REWORDED
    }
