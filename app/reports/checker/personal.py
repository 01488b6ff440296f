"""C25: what belongs to a person and not into a report that others read."""

import re
import unicodedata
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.people import SURNAMES, full_names
from app.reports.checker.served import served, works_here
from app.reports.checker.text import HAN, remark, sentences
from app.reports.checker.words import is_name, words_of
from app.rules.privacy import PersonalKind, find_personal
from app.rules.problem import Severity

_WHO = "服务对象|案主|个案对象|受助人|低保户|低保对象|特困人员|困境儿童|孤儿|残疾人|独居老人|独居长者|孤寡老人|高龄长者|长者|老人|居民|组员|家属|照顾者|服务使用者|户主|帮扶对象|困难家庭|重残人员|失独老人|患者|监护人|救助对象|探访对象|个案"
_NAMED = re.compile(
    rf"(?:{_WHO})(?:[：:]|姓名[：:]?)?(?P<name>[{SURNAMES}](?!某|女士|先生|姨|叔|伯|婆|奶奶|爷爷|老师)[\u4e00-\u9fff]{{1,2}}?)"
    r"(?=[（(，,、。；]|的|因|患|家中|家住|住在|反映|表示|女士|先生|婆婆|阿姨|伯伯|奶奶|爷爷|一家|夫妇|$)"
)
_TOLD = re.compile(
    rf"(?<![{SURNAMES}])(?P<name>[{SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}}?)"
    r"(?=[（(，,、：:]?\s?(?:男[，,、。；）)]|女[，,、。；）)]|[0-9]{1,3}\s?岁|身份证|(?:联系)?电话|手机|住址|家住|患有|出生))"
)
_VISITED = re.compile(
    rf"(?:探访|慰问|走访|看望|帮助|陪同|协助|接到|了解到|上门为)(?:[了过]|{_WHO}|困难家庭|辖区)*"
    rf"(?P<name>[{SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}}?)(?=家|的家|一家|婆婆|奶奶|爷爷|伯|叔|阿姨|等|，|。|、)"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ACCOUNT = re.compile(
    r"(?<=账号)[:：]?\s?[0-9]{12,19}|(?<=卡号)[:：]?\s?[0-9]{12,19}|(?<=微信号)[:：]?\s?[A-Za-z0-9_-]{5,20}|(?<=微信)[:：]\s?[A-Za-z0-9_-]{5,20}|(?<=QQ)[:：]?\s?[0-9]{5,11}"
)
_PAPER = re.compile(
    r"(?<=残疾证)号?[:：]?\s?[0-9A-Z]{18,20}|(?:(?<=低保证)|(?<=医保卡)|(?<=社保卡)|(?<=病历)|(?<=户口簿)|(?<=护照)|(?<=存折))号[:：]?\s?[0-9A-Z]{6,20}|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_CARD = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_LIVES = re.compile(
    r"(?:家住|住在|居住在|住址[:：]?|家庭住址[:：]?|现住|住于|(?<![\u4e00-\u9fff])住|(?<=[的是户人者])住)(?P<home>[^，。；、\n]{2,30}?[0-9]+\s?(?:号|房|室|栋|座)[^，。；、）\n]{0,10})"
)
_PUBLIC = re.compile(
    r"公示[稿版]|[（(]公示|公开版|对外公布|公示说明|^\W*(?:[一二三]、)?公示\W*$|公示公告"
)
_SHOWN = re.compile(
    r"现(?:将|予|对|就|把)[^。]{0,80}(?:予以|进行|向社会|作|以)?公示(?:如下|$|[，。：]|，公示期)"
)
_TITLE_LINES = 6
_STAFF = re.compile(
    rf"(?:社工|主任|站长|负责人|督导|评委|专家|组长|联系人|经办人|代表)[：:]?"
    rf"(?P<name>[{SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}}?)(?=[，。、；（()）]|认为|表示|反馈|反映|持有|具有|$)"
)
_CALLED = re.compile(
    rf"(?<!{HAN})(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{2}})(?=婆婆|阿姨|伯伯|奶奶|爷爷|小朋友|老人家)"
)
_HOME = re.compile(
    rf"(?P<home>(?![到在往住于访]){HAN}{{2,3}}(?:路|街|巷|大道|里|坊|村){HAN}{{0,4}}?\s?[0-9]{{1,4}}\s?号(?:大院)?(?:\s?[0-9]{{1,3}}\s?(?:栋|座|梯|单元))?\s?(?:[0-9]{{2,4}}\s?(?:房|室)))"
)
_KIN = re.compile(
    rf"(?:(?<!{HAN})|(?<=[为对给])|(?<=探访|慰问|看望|帮助|协助|走访|居民|长者|案主|对象|户主|老人))"
    rf"(?P<name>[{SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}})(?=一家(?!人?[0-9])|夫妇|夫妻|的?家属)"
)
_SPOKEN_OF = re.compile(
    rf"(?<!{HAN})(?P<name>[{SURNAMES}](?!某)[\u4e00-\u9fff](?![村街镇区站社局处办会组院所部队方户里园])[\u4e00-\u9fff])"
    r"(?=因病|因残|患有|家中|家住|[（(][1-9][0-9]{16}[0-9Xx][）)])"
)
_FULL_NAME = rf"(?P<name>(?![常安方文金高向单于平有应能康经成时])[{SURNAMES}](?![某家姨叔伯婆姐哥嫂公太妈])[\u4e00-\u9fff](?![老人长者村街镇区县站社局处办会组院所户])[\u4e00-\u9fff])"
_BESIDE = (
    re.compile(rf"(?:服务对象|案主|受助人|户主|独居老人|独居长者|老人|长者)[：:]?{_FULL_NAME}"),
    re.compile(rf"(?:(?<!{HAN})|(?<=[如为对与和给向帮]))(?:如|为|对|与|和|给)?{_FULL_NAME}(?=老人|长者|的?家属|一家|家庭|同学|的家庭)"),
)  # fmt: skip
_SIGNED = re.compile(
    rf"(?:签名|签字|签章)[：:]\s?(?P<name>[{SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}})(?!{HAN})"
)
_DOOR = re.compile(
    rf"(?P<home>(?![到在往住于访]){HAN}{{2,3}}(?:村|巷|里|坊|街|路|大道){HAN}{{0,6}}?[0-9]{{1,4}}\s?(?:号|栋|座)"
    rf"(?:[0-9A-Za-z]{{1,4}}\s?(?:栋|座|梯|单元|楼|号))*\s?(?:[0-9]{{2,4}}\s?(?:房|室))?)"
)
_OFFICE = re.compile(
    r"站|社工点|地址|位于|设在|选址|办公|场地|场所|中心|驻点|机构|民政|居委|村委|党群|街道办"
)
_KEPT_BY = re.compile(r"长者|老人|案主|对象|户|居民|残疾|儿童|家属|家|独居|某")
_KEPT_AT = re.compile(
    r"(?:居住|的|之)*(?:[^，。；、站点]{0,4})(?:长者|老人|案主|服务对象|住户|残疾人|困境儿童|家属|家中|[^，。；]某)"
)
_PUBLIC_LINE = re.compile(r"热线|电话[：:]|监督|投诉|咨询|传真|办公|前台|服务电话|联系方式")
_KINDS = {
    PersonalKind.ID_CARD: N_("An ID card number. No report needs it; the public version must not have it."),
    PersonalKind.MOBILE: N_("A mobile phone number. No report needs it; the public version must not have it."),
    PersonalKind.LANDLINE: N_("A telephone number. Is it one that everybody may know?"),
}  # fmt: skip


def personal(report: Report) -> Iterator[Remark]:
    """Numbers everywhere; names and homes of service users, and names of people in a public version."""
    public = report.facts.public or _is_public_version(report)
    for line in report.lines:
        yield from _numbers(line, public=public)
        yield from _users(line, public=public)
        if public:
            yield from _people(line, report.facts.people)
            yield from _staff(line)


def _is_public_version(report: Report) -> bool:
    """Whether the title says so."""
    head = report.lines[:_TITLE_LINES]
    return any(_PUBLIC.search(line.text) or _SHOWN.search(line.text) for line in head)


def _severity(*, public: bool) -> Severity:
    return Severity.ERROR if public else Severity.WARNING


def _numbers(line: Line, *, public: bool) -> Iterator[Remark]:
    plain = "".join(_narrow(c) for c in line.text)
    told: set[int] = set()
    for one in find_personal(plain):
        start = plain.upper().find(one.text)
        if start < 0 or (one.kind is PersonalKind.LANDLINE and _is_public(line.text, start)):
            continue
        span = (start, start + len(one.text))
        hidden = _masked(line.text[span[0] : span[1]])
        yield remark(
            Family.PERSONAL, line, span, _KINDS[one.kind], hidden, _severity(public=public)
        )
        told.add(start)
    for card in _CARD.finditer(plain):
        if card.start() not in told:
            yield remark(
                Family.PERSONAL,
                line,
                card.span(),
                _KINDS[PersonalKind.ID_CARD],
                _masked(card.group()),
                _severity(public=public),
            )
    for pattern in (_MAIL, _ACCOUNT, _PAPER):
        for found in pattern.finditer(line.text):
            yield remark(
                Family.PERSONAL,
                line,
                found.span(),
                N_("An account or an address that belongs to a person. Take it out."),
                severity=_severity(public=public),
            )


def _narrow(one: str) -> str:
    """A character half-width, where that leaves it one character."""
    narrow = unicodedata.normalize("NFKC", one)
    return narrow if len(narrow) == 1 else one


def _is_public(text: str, at: int) -> bool:
    return _PUBLIC_LINE.search(re.split(r"[。；，\n]", text[:at])[-1]) is not None


def _masked(number: str) -> str:
    """All but the first three characters and the last two."""
    middle = re.sub(r"[0-9０-９Xx]", "*", number[3:-2])
    return number[:3] + middle + number[-2:]


def _users(line: Line, *, public: bool) -> Iterator[Remark]:
    told: set[int] = set()
    for span in (*served(line.text), *_told_by_form(line.text)):
        if span[0] not in told:
            told.add(span[0])
            right = f"{line.text[span[0]]}某"
            yield remark(
                Family.PERSONAL,
                line,
                span,
                N_("The name of a service user. Write {right} or a code instead."),
                right,
                _severity(public=public),
                right=right,
            )
    yield from _homes(line, public=public)


def _told_by_form(text: str) -> Iterator[tuple[int, int]]:
    """Names of two or three characters in places where names stand."""
    for pattern in (_NAMED, _TOLD, _VISITED, _CALLED, _KIN, _SIGNED, _SPOKEN_OF, *_BESIDE):
        for found in pattern.finditer(text):
            span = found.span("name")
            if (pattern is _SIGNED or _may_be_a_name(text, span)) and not works_here(text, *span):
                yield span


def _homes(line: Line, *, public: bool) -> Iterator[Remark]:
    """Where somebody lives; in a version for everybody every address down to the door."""
    lives = [found.span("home") for found in _LIVES.finditer(line.text)]
    others = _doors(line.text)
    if public:
        others += [found.span("home") for found in _HOME.finditer(line.text)]
    spans: list[tuple[int, int]] = []
    for one in (*lives, *others):
        if not any(a < one[1] and one[0] < b for a, b in spans):
            spans.append(one)
    for span in spans:
        yield remark(
            Family.PERSONAL,
            line,
            span,
            N_("An address down to the door. Is it one that everybody may know?"),
            severity=_severity(public=public),
        )


def _doors(text: str) -> list[tuple[int, int]]:
    """Addresses in a sentence that tells of people who are served, and of no office."""
    kept = [
        found.span("home") for found in _DOOR.finditer(text) if _KEPT_AT.match(text, found.end())
    ]
    return kept + [
        found.span("home")
        for part in sentences(text)
        if _KEPT_BY.search(text, part.start, part.end)
        and not _OFFICE.search(text, part.start, part.end)
        for found in _DOOR.finditer(text, part.start, part.end)
        if found.span("home") not in kept
    ]


def _may_be_a_name(text: str, span: tuple[int, int]) -> bool:
    """No word is in it, or goes on behind it: 满意 is a word, and so is 安全, and 老人 in 向老人."""
    return not any(
        len(one.text) > 1
        and not is_name(one.text)
        and one.start < span[1]
        and span[0] < one.end
        and (one.start <= span[0] or span[1] < one.end or one.end == span[1])
        for one in words_of(text)
    )


def _staff(line: Line) -> Iterator[Remark]:
    """Names in full, and names behind what somebody is."""
    known = {span[0] for span in served(line.text)}
    short = (m.span("name") for m in _STAFF.finditer(line.text))
    spans = {*full_names(line.text), *(one for one in short if _may_be_a_name(line.text, one))}
    for span in sorted(spans, key=_longest_first):
        if span[0] not in known:
            known.add(span[0])
            yield remark(
                Family.PERSONAL,
                line,
                span,
                N_("The name of a person in a version for everybody."),
                severity=Severity.WARNING,
            )


def _longest_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _people(line: Line, people: tuple[str, ...]) -> Iterator[Remark]:
    for name in people:
        for found in re.finditer(re.escape(name), line.text) if len(name) > 1 else ():
            yield remark(
                Family.PERSONAL,
                line,
                found.span(),
                N_("The name of a person in a version for everybody."),
                severity=Severity.WARNING,
            )
