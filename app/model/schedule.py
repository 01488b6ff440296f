"""The agenda of the day."""

from datetime import time
from enum import Enum

from app.model.base import Model
from app.model.station import Name


class Stage(Enum):
    """The eight stages of the day (product.md, The day), and what is none of them."""

    SIGN_IN = "sign_in"
    BRIEFING = "briefing"
    OBSERVATION = "observation"
    FILES = "files"
    INTERVIEWS = "interviews"
    SCORING = "scoring"
    FEEDBACK = "feedback"
    HAND_IN = "hand_in"
    OTHER = "other"


class AgendaEntry(Model, frozen=True, kw_only=True):
    stage: Stage
    title: Name
    start: time
    end: time
