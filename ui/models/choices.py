"""Rows that are answered with one of a few choices, by number or with the pointer."""

from dataclasses import dataclass

from ui.icons import Icon
from ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Choice:
    """A column of circles; its key is its number from the left, from 1."""

    value: str
    word: str
    tone: Tone
    icon: Icon


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A row to answer; without an id it is a heading. `under` stands below, `lead` before it."""

    id: str
    label: str
    note: str = ""
    chosen: str = ""
    word: str = ""
    under: str = ""
    under_tone: Tone = Tone.MUTED
    lead: str = ""

    @property
    def spoken(self) -> str:
        return " ".join(p for p in (self.lead, self.label, self.note, self.word, self.under) if p)
