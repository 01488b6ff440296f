"""Refusals as sentences in the user's language."""

import re

from app.errors import UserError
from app.i18n import translate_error

_END = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+")


def render(error: UserError) -> str:
    """The whole refusal as one text."""
    return translate_error(error)


def parts(error: UserError) -> tuple[str, str]:
    """What happened, and the rest: where, and what to do. The rest may be empty."""
    return split(render(error))


def split(text: str) -> tuple[str, str]:
    """The first sentence and what follows it."""
    first, _blank, rest = _END.sub("\n", text, count=1).partition("\n")
    return first.strip(), rest.strip()
