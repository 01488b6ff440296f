"""Parts of an instrument as lines of text, for fields and cells, and read back."""

import re
from collections.abc import Sequence
from decimal import Decimal

from app.errors import UserError
from app.i18n import N_
from app.model.instrument import Anchor, Evidence
from app.model.text import plain

LONGEST_NAME = 300
_FIGURE = r"[0-9]{1,13}(?:\.[0-9]{1,9})?"
_HIGHEST = Decimal(10**12)
_NUMBER = re.compile(rf"({_FIGURE})\s*(%|分)?\Z")
_RANGE = re.compile(
    rf"({_FIGURE})(?:\s*[-－–—―~～至到]\s*({_FIGURE}))?(?:\s*分?\s*[:：]\s*|分?\s+|分?\Z)(.*)\Z"
)
_DIGITS = str.maketrans("０１２３４５６７８９．。％", "0123456789..%")

NO_NUMBER = N_("“{text}” is no number. Write digits such as 12.5.")
NO_RANGE = N_(
    "Line {line}: begin with the points and a colon, then what they mean, such as "
    "“{low}–{high}：…”."
)
LONG_NAME = N_("“{text}…” has more than {limit} characters. Shorten it.")


def read_number(text: str, *, share: bool = False) -> Decimal:
    """A figure as people type it: full-width digits and 分 are understood, in a share also 60%.

    Raises:
        UserError: it is none.
    """
    found = _NUMBER.fullmatch(text.translate(_DIGITS).strip())
    number = Decimal(found[1]) if found else _HIGHEST + 1
    if found is None or number > _HIGHEST or (found[2] == "%" and not share):
        raise UserError(NO_NUMBER, text=text.strip()[:40])
    return number / 100 if found[2] == "%" else number


def anchors_text(anchors: Sequence[Anchor]) -> str:
    """A line each, as in `2.7–3：在期限内完成`."""
    return "\n".join(f"{plain(a.low)}–{plain(a.high)}：{_one_line(a.text)}" for a in anchors)


def read_anchors(text: str) -> tuple[Anchor, ...]:
    """What `anchors_text` wrote, or what people write like it.

    Raises:
        UserError: a line does not begin with points.
    """
    return tuple(_anchor(line, number) for number, line in _lines(text))


def evidence_text(evidence: Sequence[Evidence]) -> str:
    """A line each."""
    return "\n".join(_one_line(one.label) for one in evidence)


def read_evidence(
    text: str, known: Sequence[Evidence], fresh: Sequence[str]
) -> tuple[Evidence, ...]:
    """A document per line. What is still called the same keeps its id.

    As many lines as before keep their ids in order. `fresh` are ids for new ones, enough of them.

    Raises:
        UserError: a line is too long for a name.
    """
    labels = [checked_name(line) for _number, line in _lines(text)]
    ids = kept_ids(labels, [(one.label, one.id) for one in known], fresh)
    return tuple(Evidence(id=i, label=label) for i, label in zip(ids, labels, strict=True))


def kept_ids(
    labels: Sequence[str], known: Sequence[tuple[str, str]], fresh: Sequence[str]
) -> tuple[str, ...]:
    """An id for each label: the one that it had, else that of the line it took the place of.

    Where lines were added or taken out, only equal labels keep theirs.
    """
    free = [(_one_line(label), one) for label, one in known]
    found: list[str | None] = []
    for label in labels:
        same = next((pair for pair in free if pair[0] == label), None)
        if same is not None:
            free.remove(same)
        found.append(same[1] if same is not None else None)
    in_place = [one for _label, one in free] if len(labels) == len(known) else []
    spare = iter((*in_place, *fresh))
    return tuple(one if one is not None else next(spare) for one in found)


def checked_name(text: str) -> str:
    """A name on one line.

    Raises:
        UserError: it is too long.
    """
    name = _one_line(text)
    if len(name) > LONGEST_NAME:
        raise UserError(LONG_NAME, text=name[:30], limit=LONGEST_NAME)
    return name


def _anchor(line: str, number: int) -> Anchor:
    found = _RANGE.fullmatch(line.translate(_DIGITS))
    points = [Decimal(found[1]), Decimal(found[2] or found[1])] if found else []
    if found is None or max(points) > _HIGHEST:
        raise UserError(NO_RANGE, line=number, low="2.7", high="3")
    said = line[found.start(3) :].strip()
    return Anchor(low=min(points), high=max(points), text=said)


def _lines(text: str) -> list[tuple[int, str]]:
    """Lines that hold something, with their numbers."""
    numbered = enumerate(text.splitlines(), start=1)
    return [(number, line.strip()) for number, line in numbered if line.strip()]


def _one_line(text: str) -> str:
    return " ".join(text.splitlines()).strip()
