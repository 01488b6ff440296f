"""Refusals as sentences in the user's language."""

import re

from app.errors import UserError
from app.i18n import translate_error

LONGEST_NAME = 32
_END = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+")


def render(error: UserError) -> str:
    """The whole refusal as one text."""
    return translate_error(error)


def brief(error: UserError) -> str:
    """As `render`, with names of files no longer than a line has room for."""
    values = {k: _cut(v) if isinstance(v, str) else v for k, v in error.values.items()}
    return translate_error(UserError(error.template, **values))


def _cut(name: str) -> str:
    """Both ends of a long name, since the end says what kind of file it is."""
    half = LONGEST_NAME // 2
    return name if len(name) <= LONGEST_NAME else f"{name[:half]}…{name[-half:]}"


def parts(error: UserError) -> tuple[str, str]:
    """What happened, and the rest: where, and what to do. The rest may be empty."""
    return split(render(error))


def split(text: str) -> tuple[str, str]:
    """The first sentence and what follows it."""
    first, _blank, rest = _END.sub("\n", text, count=1).partition("\n")
    return first.strip(), rest.strip()
