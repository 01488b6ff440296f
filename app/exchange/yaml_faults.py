"""What is wrong with a value, in sentences for those who write the file by hand."""

import re

from app.errors import UserError
from app.i18n import N_

_LONGEST = 60
_KINDS = {
    "str": N_("A text is needed here; put quotes round a number that is meant as text."),
    "int": N_("A whole number is needed here."),
    "decimal": N_("A number is needed here, such as 12.5."),
    "bool": N_("“true” or “false” is needed here."),
    "object": N_("Fields are needed here, each written as “name: value”."),
    "array": N_("A list is needed here, each entry beginning with a dash."),
    "date": N_("A day is needed here, written as 2024-01-16."),
    "time": N_("A time is needed here, written as 13:30."),
    "datetime": N_("A day and time is needed here, written as 2024-01-16T13:30:00+08:00."),
}
_SENTENCES = (
    (r"Object missing required field `(?P<field>.*)`", N_("The field “{field}” is missing.")),
    (
        r"Object contains unknown field `(?P<field>.*)`",
        N_("There is no field “{field}” here. Correct its name or take it out."),
    ),
    (
        r"Invalid (enum )?value '?(?P<value>.*?)'?",
        N_("“{value}” is none of the words that may stand here; docs/formats.md lists them."),
    ),
    (r"Invalid RFC3339 encoded date", _KINDS["date"]),
    (r"Invalid RFC3339 encoded time", _KINDS["time"]),
    (r"Invalid RFC3339 encoded datetime", _KINDS["datetime"]),
    (r"Invalid decimal string", _KINDS["decimal"]),
    (r"Expected `str` of length >= 1", N_("This text may not be empty.")),
    (
        r"Expected `(str|array|object)` of length <= (?P<limit>\d+)",
        N_("This is too long: at most {limit} are allowed."),
    ),
    (
        r"Expected `str` matching regex '\^\\\\d\{4\}-.*",
        N_("A month is needed here, written as 2024-01."),
    ),
    (
        r"Expected `str` matching regex .*",
        N_("An id may hold letters A to Z, digits, “_”, “-”, “.” and “:”, without spaces."),
    ),
    (r"Expected `int` >= (?P<low>-?\d+)", N_("The number must be at least {low}.")),
    (r"Expected `int` <= (?P<high>-?\d+)", N_("The number may be at most {high}.")),
    (
        r"`(?P<field>\w+)` must be a number from 0 to (?P<high>\d+)",
        N_("The field “{field}” must be a number from 0 to {high}."),
    ),
    (
        r"`(?P<field>\w+)` has more than nine decimals",
        N_("The field “{field}” has more than nine decimals."),
    ),
    (
        r"a score is either points or na",
        N_("A score is either “points” or “na: true”, one of the two."),
    ),
    (
        r"a respondent has a satisfaction or a band",
        N_("A respondent has a “satisfaction” or a “band”, not both."),
    ),
    (
        r"a code belongs to one respondent",
        N_("A “code” belongs to one respondent: leave out either the code or the count."),
    ),
)
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), text) for pattern, text in _SENTENCES)
_WRONG_KIND = re.compile(r"Expected `(?P<kind>\w+)[^`]*`, got `[^`]*`")


def explain(message: str) -> UserError:
    """A message of msgspec, without its place, as a sentence."""
    for pattern, template in _PATTERNS:
        found = pattern.fullmatch(message)
        if found:
            values = {k: v[:_LONGEST] for k, v in found.groupdict().items()}
            return UserError(template, **values)
    wrong = _WRONG_KIND.fullmatch(message)
    if wrong and wrong["kind"] in _KINDS:
        return UserError(_KINDS[wrong["kind"]])
    return UserError(
        N_("This is not understood ({reason}); docs/formats.md says what may stand here."),
        reason=message[:200],
    )
