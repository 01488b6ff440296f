"""C10, C12: what a slip leaves behind: pieces of words where the dictionary finds none.

Every remark rests on two things: the text as it stands falls into single characters, and with one
change it becomes words that the field or this report uses.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.lists import lookalikes
from app.reports.checker.near import ALONE, no_word
from app.reports.checker.people import FAMILIES
from app.reports.checker.text import remark
from app.reports.checker.words import Word, Words, field_words, kind_of, words_of
from app.rules.problem import Severity

_REPEATED = frozenset(
    "一人家天年户步层件个点处时事样种代条句字声次月日村等常渐慢好早多大小高深细轻红绿"
    "群丛根棵桩说谈看想听试问查走聊算写读学练管做"
)
"""Characters that stand twice rightly: 户户, 常常."""
_MAY_FOLLOW = frozenset("的了们见村街区市县镇路社")
"""Characters that may follow a word that ends with them: 目的|的, 谢村|村, 意见|见."""
_ENDS_NAMES = frozenset("队组站会校部处室院局所团班村社街镇区县市国省科台厂店")
"""What ends a name and begins the word behind it: 互助队|队员, 两国|国歌."""
_PAPERS = frozenset(
    ["月报", "周报", "日报", "季报", "年报", "简报", "填报", "月评", "季评", "周会", "月会"]
)
"""Words of two characters that the dictionary takes apart: 月报|报送."""
_NEVER_BEFORE = frozenset("建评查看听做办开设新不能应需少")
"""Words of one character that no word beginning with them follows."""
_COUNTS = frozenset("一二两三四五六七八九十几数半")
_GO_ON = frozenset(("意见", "所有", "没有", "只有", "仅有", "未有", "可以", "反对", "脚踏实地"))
"""Words behind which their last character begins the next word rightly."""
_DONE = frozenset("完得好了过着在越的不")
"""What follows a verb behind its object: 饭做好了."""
_OFTEN, _VERY_OFTEN = 2, 5
_NEAR = 4
_LEAST_GAIN = 3


def slipped(report: Report) -> Iterator[Remark]:
    words = Words.of_report(report.lines)
    for line, row in words.by_line:
        taken = 0
        for found in _of_a_line(line, row, words):
            if found.start >= taken:
                taken = found.end
                yield found


def _of_a_line(line: Line, row: Sequence[Word], words: Words) -> Iterator[Remark]:
    for n, (one, other) in enumerate(pairwise(row)):
        if _is_han(one.text[0]) and _is_han(other.text[0]):
            found = (
                _doubled(line, one, other)
                or _exchanged(line, row, n, words)
                or _left_out(line, one, words)
            )
            if found:
                yield found
    for one in row:
        found = _another_word(line, one, words)
        if found:
            yield found


def _is_han(one: str) -> bool:
    return "\u3400" <= one <= "\u9fff"


def _is_piece(one: Word) -> bool:
    return len(one.text) == 1 and one.text not in ALONE


def _doubled(line: Line, one: Word, other: Word) -> Remark | None:
    """A character that stands alone beside a word that begins or ends with it."""
    same = one.text[-1]
    if same != other.text[0] or same in _REPEATED or _twice_two(line.text, other.start):
        return None
    named = one.text in _ENDS_NAMES or line.text[one.start - 1 : one.end] in _PAPERS
    if named and len(other.text) > 1 and one.start:
        return None
    if _is_said_twice(line.text, one, other):
        return None
    behind = len(one.text) > 1 and len(other.text) == 1 and same not in _MAY_FOLLOW
    before = len(one.text) == 1 and same in _NEVER_BEFORE
    if not (behind or before or _is_piece(one) or _is_piece(other)):
        return None
    span = (other.start, other.start + 1)
    return remark(
        Family.WORDING,
        line,
        span,
        N_("The same character stands twice. Once is enough."),
        "",
        Severity.ERROR,
    )


def _twice_two(text: str, at: int) -> bool:
    """Whether two characters stand twice side by side: 鲜鲜亮亮."""
    before, behind = text[max(0, at - 3) : at - 1], text[at + 1 : at + 3]
    return any(len(pair) == 2 and pair[0] == pair[1] for pair in (before, behind))


def _exchanged(line: Line, row: Sequence[Word], n: int, words: Words) -> Remark | None:
    """Two neighbouring characters that make words of the text once they change places."""
    one, other = row[n], row[n + 1]
    if len(one.text) > 1 and len(other.text) > 1:
        return None
    if not (_is_piece(one) or _is_piece(other)):
        return None
    before = row[max(0, n - 1) : n + 3]
    left, right = before[0].start, before[-1].end
    at = one.end - 1
    text = line.text
    meant = text[left:at] + text[at + 1] + text[at] + text[at + 2 : right]
    after = words_of(meant)
    apart = at + 1 - left in {word.start for word in after}
    least = _LEAST_GAIN + 1 if apart else _LEAST_GAIN
    if _cost(before) - _cost(after) < least or not _are_known(after, before, words):
        return None
    turned = text[at + 1] + text[at]
    if text[at + 2 : at + 3] in _DONE and kind_of(turned).startswith("v"):
        return None
    return no_word(line, (at, at + 2), turned)


def _is_said_twice(text: str, one: Word, other: Word) -> bool:
    """一束束, 部部长, 意见见附件, 工作作了 and 所有有需要的 are right."""
    measured = text[max(0, other.start - 2) : other.start - 1] in _COUNTS or (
        len(one.text) == 1 and text[max(0, one.start - 1) : one.start] in _COUNTS
    )
    titled = len(other.text) > 1 and other.text[-1] in "长员"
    spoken = one.text in _GO_ON or (
        other.text == "作" and text[other.end : other.end + 1] in "了出过"
    )
    named = len(one.text) == len(other.text) == 1 and text[one.start - 1 : one.start] in FAMILIES
    return measured or titled or spoken or (named and one.start > 0)


def _cost(row: Sequence[Word]) -> int:
    """The fewer pieces, the better."""
    return len(row) + sum(1 for word in row if _is_piece(word) and _is_han(word.text))


def _are_known(after: Sequence[Word], before: Sequence[Word], words: Words) -> bool:
    """Whether every word that comes of a change is one of the field or stands elsewhere."""
    old = {word.text for word in before}
    new = [word.text for word in after if word.text not in old and len(word.text) > 1]
    return bool(new) and all(word in field_words() or words.counts[word] for word in new)


def _left_out(line: Line, one: Word, words: Words) -> Remark | None:
    """A piece that is followed elsewhere in the report by one more character."""
    if not _is_piece(one) or words.counts[one.text] > 1:
        return None
    ahead = line.text[one.end : one.end + 2]
    if len(ahead) < 2 or words.often(one.text + ahead) > 1:
        return None
    for word in _beginning_with(one.text, words):
        whole = word + ahead
        if words.often(whole) >= _OFTEN:
            return remark(
                Family.WORDING,
                line,
                (one.start, one.end),
                N_("A character seems to be missing: “{right}”."),
                word,
                Severity.ERROR,
                right=word,
            )
    return None


def _beginning_with(one: str, words: Words) -> list[str]:
    return [word for word in words.beginning_with(one) if words.counts[word] >= _OFTEN]


def _another_word(line: Line, one: Word, words: Words) -> Remark | None:
    """A word that is rare here and one character off from one that is common here."""
    if len(one.text) != 2 or words.counts[one.text] > 1 or one.text in field_words():
        return None
    for n, character in enumerate(one.text):
        for like in lookalikes().get(character, ""):
            meant = one.text[:n] + like + one.text[n + 1 :]
            if meant in field_words() and words.counts[meant] >= _VERY_OFTEN:
                return no_word(line, (one.start, one.end), meant)
    return None
