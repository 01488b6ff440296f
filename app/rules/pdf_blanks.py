"""Blanks that a PDF shows between Chinese text and figures, where nobody typed any.

Whoever sets a page leaves a quarter of a space there, and reading it back gives a whole one.
"""

import re

_CHINESE = "\u3400-\u9fff\u3001-\u3002\u300a-\u3011\u3014\u3015\uff01-\uff0f\uff1a-\uff1f"
_SET = re.compile(rf"(?<=[{_CHINESE}]) (?=[0-9])|(?<=[0-9%]) (?=[{_CHINESE}])")


def without_set_blanks(text: str) -> str:
    """The text without single blanks between a Chinese character or mark and a figure."""
    return _SET.sub("", text)
