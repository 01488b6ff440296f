"""What a public version must not say: people, codes of service users, and counts that point to a home.

Names known from the visit become roles, codes become 某服务对象, and a count of one to four
households or persons beside a group of people in need becomes 不足5. Telephone and ID card numbers
are not put right by a rule: `app.rules.privacy` finds them, and somebody decides.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

FEW = 5
"""A count below this, of people in need, may tell their neighbours who is meant."""

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴"
    "夏钟汪田任姜范石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧关莫"
)
_COMPOUND = "欧阳|司徒|上官|诸葛|司马|皇甫|夏侯|慕容|尉迟|长孙|令狐|端木"
_TITLES = "先生|女士|阿姨|姨|阿婆|婆婆|阿伯|伯伯|伯|叔叔|叔|奶奶|爷爷|大爷|大妈|姑娘|某某|某"
_ROLES = (
    "社工|主任|代表|人员|负责|站长|书记|干事|督导|居委|村委|街道|服务|对象|居民|长者|志愿|家属|评委|工作|机构|部门|科"
    "|中心|领导|同工|组长|专家|员|委|师|会|处|组|办|站|局|园|校"
)
_GROUPS = (
    "低保|特困|低收入|边缘家庭|支出型|残疾|流浪乞讨|留守|困境儿童|孤儿|事实无人抚养|单身特困母亲|单亲|孤寡|空巢|独居"
    "|失能|失独|重残|计划生育特殊|精神障碍|康复者|矫正|戒毒|重病|大病"
)
_FEW_WORDS = "一二两三四1-4１-４"
_MEASURES = "户|名|位|例|宗|人"
_FEW_BEFORE = re.compile(
    rf"(?<![\d.\d％%第零一二三四五六七八九十百千两])(?P<few>[{_FEW_WORDS}])(?P<what>{_MEASURES}|个)"
    rf"(?=[^，。；：、社志]{{0,2}}(?:{_GROUPS}))"
)
_FEW_AFTER = re.compile(
    rf"(?P<group>(?:{_GROUPS})[^，。；：、\d一二两三四]{{0,6}})"
    rf"(?P<few>[{_FEW_WORDS}])(?P<what>{_MEASURES})(?![一组次])"
)


class Personal(Enum):
    """Why a text is not for the public."""

    NAME = "name"
    CODE = "code"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class Private:
    """A name or code known from the visit, and what is printed instead."""

    text: str
    instead: str
    kind: Personal = Personal.NAME


@dataclass(frozen=True, slots=True)
class Trace:
    """One place that was changed: what stood there, what stands there now, and the sentence."""

    kind: Personal
    text: str
    instead: str
    around: str


def names_in(text: str) -> tuple[str, ...]:
    """What is somebody's name in a field for a person: 陈小明, 李女士; not 站长 or 居民代表."""
    return tuple(part for part in re.split(r"[\s、，,;；/（）()]+", text) if looks_like_name(part))


def looks_like_name(text: str) -> bool:
    if re.search(_ROLES, text) and not mentions(text):
        return False
    whole = rf"(?:[{_SURNAMES}]|{_COMPOUND})[\u4e00-\u9fff]{{1,2}}"
    return re.fullmatch(whole, text) is not None or text in mentions(text)


def mentions(text: str) -> tuple[str, ...]:
    """Surname and form of address, as in 李姨 or 王某: whoever reads it may know who is meant."""
    pattern = rf"(?:[{_SURNAMES}]|{_COMPOUND})(?:{_TITLES})(?![\u4e00-\u9fff]?[村街路])"
    return tuple(dict.fromkeys(m.group() for m in re.finditer(pattern, text)))


def is_code(text: str) -> bool:
    """Long enough, and not a mere number: it would be taken for a figure of the report."""
    return len(text) >= 3 and not text.isdigit() and any(c.isdigit() for c in text)


class Redactor:
    """Changes texts, and keeps what it changed.

    `public` are names that stay although a private one is part of them: of the station, its
    districts and sites, and of organisations.
    """

    def __init__(self, private: Iterable[Private], public: Iterable[str] = ()) -> None:
        self._private = {one.text: one for one in private if len(one.text) >= 2}
        self._pattern = _pattern(self._private.values(), public)
        self.traces: list[Trace] = []

    def __call__(self, text: str) -> str:
        known = self._pattern.sub(self._known, text) if self._pattern else text
        before = _FEW_BEFORE.sub(self._few, known)
        return _FEW_AFTER.sub(self._few, before)

    def left(self, text: str) -> tuple[str, ...]:
        """Private texts that still stand in what was made."""
        if self._pattern is None:
            return ()
        found = (m.group() for m in self._pattern.finditer(text))
        return tuple(dict.fromkeys(one for one in found if one in self._private))

    def _known(self, found: re.Match[str]) -> str:
        private = self._private.get(found.group())
        if private is None:
            return found.group()
        self._note(private.kind, found, private.instead)
        return private.instead

    def _few(self, found: re.Match[str]) -> str:
        group = found.groupdict().get("group") or ""
        instead = f"{group}不足{FEW}{found['what']}"
        self._note(Personal.FEW, found, instead)
        return instead

    def _note(self, kind: Personal, found: re.Match[str], instead: str) -> None:
        around = found.string[max(0, found.start() - 12) : found.end() + 12]
        self.traces.append(Trace(kind, found.group(), instead, around))


def _pattern(private: Iterable[Private], public: Iterable[str]) -> re.Pattern[str] | None:
    """Longer texts first, so that a part never wins; codes and Latin names as whole words."""
    private = list(private)
    if not private:
        return None
    texts = {one.text for one in private} | {text for text in public if len(text) >= 2}
    return re.compile("|".join(_bounded(t) for t in sorted(texts, key=lambda t: (-len(t), t))))


def _bounded(text: str) -> str:
    plain = re.escape(text)
    before = r"(?<![A-Za-z0-9])" if text[0].isascii() and text[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if text[-1].isascii() and text[-1].isalnum() else ""
    return before + plain + after


def without_repeats(traces: Iterable[Trace]) -> Iterator[Trace]:
    """Each place once: a passage may repeat a finding."""
    yield from dict.fromkeys(traces)
