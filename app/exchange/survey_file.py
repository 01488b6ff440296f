"""Survey tables of other programs: which columns hold what, and the respondents in them."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from app.errors import UserError
from app.i18n import N_
from app.model.capture import SurveyResponse
from app.rules.columns import Row, Table, match_columns, normal_heading
from app.rules.privacy import refuse_personal

LONGEST_CODE = 64
_HUNDREDTH = Decimal("0.01")
_SINGLE = {
    "code": ("编号", "问卷编号", "样本编号", "受访者编号", "代码", "代号", "code"),
    "way": ("调查方式", "访问方式", "方式", "途径", "way"),
    "known": ("知晓数", "知晓题数", "知晓项数", "知道几项", "known"),
}
_SATISFIED = ("满意", "satisf")
_OVERALL = ("总体", "整体", "综合", "总满意", "overall")
_AWARE = ("知晓", "知道", "了解", "认识", "aware", "know")
_YES = frozenset(
    [
        "是",
        "有",
        "对",
        "知道",
        "知晓",
        "了解",
        "清楚",
        "认识",
        "√",
        "✓",
        "✔",
        "y",
        "yes",
        "true",
        "1",
    ]
)
_NO = frozenset(
    [
        "否",
        "无",
        "没有",
        "不对",
        "不知道",
        "不知晓",
        "不了解",
        "不清楚",
        "不认识",
        "×",
        "✗",
        "✘",
        "n",
        "no",
        "false",
        "0",
    ]
)
WORDS = {
    "非常满意": 100,
    "很满意": 100,
    "十分满意": 100,
    "满意": 80,
    "比较满意": 80,
    "较满意": 80,
    "一般": 60,
    "基本满意": 60,
    "不太满意": 40,
    "不满意": 40,
    "较不满意": 40,
    "非常不满意": 20,
    "很不满意": 20,
    "十分不满意": 20,
}
"""Percent by word, in equal steps: a common way of counting, not an official one."""


class Scale(Enum):
    """How satisfaction is written: 92.5, 0.925, 1 to 5 (a step is 20 percent), or in words."""

    PERCENT = "percent"
    SHARE = "share"
    FIVE = "five"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class SurveyColumns:
    """Places of columns. Of several columns of satisfaction the mean counts.

    Awareness is a column with the number of questions known, or a column for each question.
    """

    code: int | None = None
    way: int | None = None
    satisfaction: tuple[int, ...] = ()
    scale: Scale = Scale.PERCENT
    known: int | None = None
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was left out: its number in the file, and why."""

    row: int
    reason: UserError


@dataclass(frozen=True, slots=True)
class SurveyRead:
    responses: tuple[SurveyResponse, ...]
    refused: tuple[Refused, ...]


def propose_columns(table: Table) -> SurveyColumns:
    """What the columns seem to hold, by their headings and by what stands in them."""
    single = match_columns(table.headers, _SINGLE)
    free = [i for i in range(len(table.headers)) if i not in single.values()]
    rated = [i for i in free if _speaks(table, i, _SATISFIED) and _guess_scale(table, [i])]
    overall = [i for i in rated if _speaks(table, i, _OVERALL)]
    satisfaction = tuple(overall or rated)
    answers = tuple(
        i
        for i in free
        if i not in rated and _speaks(table, i, _AWARE) and _mostly(table, i, _is_yes_or_no)
    )
    return SurveyColumns(
        code=single.get("code"),
        way=single.get("way"),
        satisfaction=satisfaction,
        scale=_guess_scale(table, satisfaction) or Scale.PERCENT,
        known=single.get("known"),
        answers=() if "known" in single else answers,
    )


def read_responses(table: Table, columns: SurveyColumns) -> SurveyRead:
    """The respondents, and the rows that were refused with the reason for each.

    Raises:
        UserError: no column was chosen for satisfaction or for awareness.
    """
    if not columns.satisfaction and columns.known is None and not columns.answers:
        raise UserError(N_("Choose a column for satisfaction or for awareness first."))
    responses: list[SurveyResponse] = []
    refused: list[Refused] = []
    codes: set[str] = set()
    for row in table.rows:
        try:
            response = _response(table, row, columns)
            _refuse_repeated(response.code, codes)
        except UserError as reason:
            refused.append(Refused(row.number, reason))
        else:
            responses.append(response)
    return SurveyRead(tuple(responses), tuple(refused))


def satisfaction_of(text: str, scale: Scale) -> Decimal:
    """Satisfaction in percent.

    Raises:
        UserError: the text is not on this scale.
    """
    plain = _plain(text)
    if scale is Scale.WORDS:
        if plain not in WORDS:
            raise UserError(N_("“{text}” is no degree of satisfaction that is known."), text=text)
        return Decimal(WORDS[plain])
    number = _number(plain)
    low, high, factor = _RANGES[scale]
    if plain.endswith("%"):
        low, high, factor = _RANGES[Scale.PERCENT]
    if number is None or not low <= number <= high:
        raise UserError(
            N_("“{text}” is no satisfaction from {low} to {high}."), text=text, low=low, high=high
        )
    return number * factor


_RANGES = {
    Scale.PERCENT: (0, 100, 1),
    Scale.SHARE: (0, 1, 100),
    Scale.FIVE: (1, 5, 20),
}


def _response(table: Table, row: Row, columns: SurveyColumns) -> SurveyResponse:
    code = _cell(row, columns.code)
    way = _cell(row, columns.way)
    refuse_personal(code)
    refuse_personal(way)
    if len(code) > LONGEST_CODE:
        raise UserError(N_("The code is longer than {limit} characters."), limit=LONGEST_CODE)
    satisfaction = _mean(
        satisfaction_of(row.cells[i], columns.scale)
        for i in columns.satisfaction
        if row.cells[i].strip()
    )
    known = _known(row, columns)
    if satisfaction is None and known is None:
        raise UserError(N_("The row holds neither satisfaction nor awareness."))
    source = ":".join(part for part in (table.hash[:16], table.sheet, str(row.number)) if part)
    return SurveyResponse(code=code, satisfaction=satisfaction, known=known, way=way, source=source)


def _refuse_repeated(code: str, codes: set[str]) -> None:
    if code and code in codes:
        raise UserError(N_("The code “{code}” stands further up in the table."), code=code)
    codes.add(code)


def _cell(row: Row, column: int | None) -> str:
    return "" if column is None else " ".join(row.cells[column].split())


def _mean(values: Iterable[Decimal]) -> Decimal | None:
    found = list(values)
    if not found:
        return None
    return (sum(found) / Decimal(len(found))).quantize(_HUNDREDTH, ROUND_HALF_UP)


def _known(row: Row, columns: SurveyColumns) -> int | None:
    if columns.known is not None:
        return _count(row.cells[columns.known])
    cells = [row.cells[i] for i in columns.answers]
    if not any(cell.strip() for cell in cells):
        return None
    return sum(1 for cell in cells if _is_yes(cell))


def _count(text: str) -> int | None:
    plain = _plain(text)
    if not plain:
        return None
    number = _number(plain)
    if number is None or number != int(number) or not 0 <= number <= 100:
        raise UserError(N_("“{text}” is no number of questions."), text=text)
    return int(number)


def _is_yes(text: str) -> bool:
    """A question that was left blank is not known."""
    plain = _plain(text)
    if plain and plain not in _YES | _NO:
        raise UserError(N_("“{text}” is neither yes nor no."), text=text)
    return plain in _YES


def _is_yes_or_no(text: str) -> bool:
    return _plain(text) in _YES | _NO


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


def _number(plain: str) -> Decimal | None:
    bare = plain.removesuffix("%").removesuffix("分")
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,9})?", bare):
        return None
    return Decimal(bare)


def _speaks(table: Table, column: int, words: Sequence[str]) -> bool:
    heading = normal_heading(table.headers[column])
    return any(word in heading for word in words)


def _mostly(table: Table, column: int, fits: Callable[[str], bool]) -> bool:
    cells = [cell for cell in table.column(column) if cell.strip()]
    return bool(cells) and sum(1 for cell in cells if fits(cell)) * 2 > len(cells)


def _guess_scale(table: Table, columns: Sequence[int]) -> Scale | None:
    """None where most cells are on no scale."""
    cells = [_plain(cell) for i in columns for cell in table.column(i) if cell.strip()]
    words = sum(1 for cell in cells if cell in WORDS)
    numbers = [number for number in map(_number, cells) if number is not None]
    if max(words, len(numbers)) * 2 <= len(cells):
        return None
    if words > len(numbers):
        return Scale.WORDS
    return _guess_range(numbers, signed=any(cell.endswith("%") for cell in cells))


def _guess_range(numbers: list[Decimal], *, signed: bool) -> Scale:
    if signed or max(numbers) > 5:
        return Scale.PERCENT
    if max(numbers) <= 1 and any(number != int(number) for number in numbers):
        return Scale.SHARE
    return Scale.FIVE
