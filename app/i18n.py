"""Translation at display time: gettext, Chinese first, without Qt.

`_` translates now, `N_` only marks a text for the catalogue. Texts are whole English sentences
with named placeholders; a translation whose placeholders differ is refused.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from string import Formatter

from app.errors import UserError

DOMAIN = "huiping"
LOCALE = Path(__file__).resolve().parents[1] / "resources" / "locale"
LANGUAGES = {"zh_CN": "中文", "en": "English"}
DEFAULT_LANGUAGE = "zh_CN"


class _Catalogue:
    """The language in force; one for the process, as gettext itself has it."""

    def __init__(self) -> None:
        self.language = "en"
        self.translations: gettext.NullTranslations = gettext.NullTranslations()


_catalogue = _Catalogue()


def install(language: str) -> None:
    """Makes a language the one in force; one that is not known means English."""
    _catalogue.language = language if language in LANGUAGES else "en"
    _catalogue.translations = gettext.translation(
        DOMAIN, str(LOCALE), languages=[_catalogue.language], fallback=True
    )


def language() -> str:
    return _catalogue.language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Another language for a moment, for what goes into a document; on the main thread only."""
    before = _catalogue.language
    install(language)
    try:
        yield
    finally:
        install(before)


def N_(text: str) -> str:
    """Marks a text for the catalogue and returns it as it is."""
    return text


def _(text: str) -> str:
    """The text in the language in force."""
    return _same_placeholders(text, _catalogue.translations.gettext(text)) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The form that the count asks for, in the language in force."""
    found = _catalogue.translations.ngettext(one, many, count)
    source = one if count == 1 else many
    return found if placeholders(found) <= placeholders(many) else source


def pgettext(context: str, text: str) -> str:
    """Like `_`, for a short text that means several things."""
    return _same_placeholders(text, _catalogue.translations.pgettext(context, text))


def translate_error(error: UserError) -> str:
    """The sentence of a refusal, filled in, in the language in force."""
    return _(error.template).format(**{k: _value(v) for k, v in error.values.items()})


def _value(value: object) -> object:
    return translate_error(value) if isinstance(value, UserError) else value


def _same_placeholders(source: str, translated: str) -> str:
    return translated if placeholders(source) == placeholders(translated) else source


@lru_cache(maxsize=4096)
def placeholders(text: str) -> frozenset[str]:
    """Names in braces; a text that is no format string has none."""
    try:
        return frozenset(name for _lit, name, _spec, _conv in Formatter().parse(text) if name)
    except ValueError:
        return frozenset()
