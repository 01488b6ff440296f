"""Words and tones that the panelist's pages share."""

from app.i18n import _
from app.model.capture import Capture, Stance
from app.model.instrument import Instrument
from app.model.setup import Setup
from app.visit import Visit
from ui.icons import Icon
from ui.theme import Tone

STANCES = (Stance.PRAISE, Stance.CONCERN, Stance.VERIFY)
_TONES = {
    Stance.PRAISE: Tone.PRAISE,
    Stance.CONCERN: Tone.CONCERN,
    Stance.VERIFY: Tone.VERIFY,
}
_ICONS = {
    Stance.PRAISE: (Icon.PRAISE, Icon.PRAISE_OPEN),
    Stance.CONCERN: (Icon.CONCERN, Icon.CONCERN_OPEN),
    Stance.VERIFY: (Icon.VERIFY, Icon.VERIFY_OPEN),
}


def stance_word(stance: Stance) -> str:
    return {
        Stance.PRAISE: _("Praise"),
        Stance.CONCERN: _("Concern"),
        Stance.VERIFY: _("To verify"),
    }[stance]


def stance_tone(stance: Stance) -> Tone:
    return _TONES[stance]


def stance_icon(stance: Stance, *, filled: bool = True) -> Icon:
    return _ICONS[stance][0 if filled else 1]


def place_words(visit: Visit, capture: Capture) -> str:
    """Where a capture belongs, as in 建档与跟进·第三片区; empty for the station as a whole."""
    words = (_subject(visit.instrument, capture), _district(visit.setup, capture))
    return "·".join(word for word in words if word)


def _subject(instrument: Instrument, capture: Capture) -> str:
    for block in instrument.blocks():
        for item in block.scored():
            if item.id == capture.item:
                return item.label
    return next((b.label for b in instrument.blocks() if b.id == capture.block), "")


def _district(setup: Setup, capture: Capture) -> str:
    return next((d.name for d in setup.districts if d.id == capture.district), "")
