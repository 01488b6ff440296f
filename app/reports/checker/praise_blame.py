"""C19 by aspects: a thing that one sentence praises and another one blames for the same quality."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.opposed import named_things
from app.reports.checker.outline import outline
from app.reports.checker.placing import Place, Says, clauses, sentences

_OPPOSITE = Says(
    Family.CONTRADICTION,
    N_("Line {number} has “{other}”, and this says the opposite of it."),
)
_ASPECTS = (
    (
        "齐全|完整|齐备|完备|(?:没有|无)(?:缺漏|遗漏|缺失|断档)|逐[月次户]|每[月次份户单季][^，。；]{0,2}(?:都|均)?有|日清月结|一[份个次户]不[少缺落]|全部(?:归档|登记|有)",
        "缺了|漏[了记登]|不全|不齐|空白|补记|补录|(?:没有|未)(?:登记|记录|归档|填写|签[名字])|(?<!没有)(?<!无)(?:缺失|缺漏|断档)|大多没有|多数没有",
    ),
    (
        "及时|按时|准时|每[月周季][^，。；]{0,3}更新|随[到办]随",
        "滞后|不(?:够|太)?(?:及时|准时)|拖延|拖[了到]|(?:没有|未)(?:及时)?更新|还是(?:去年|上年|旧)|迟[报交缓]|逾期",
    ),
    (
        "[详翔]实|详尽|详细|写得(?:很|较)?细|细致|具体|明确|可(?:以)?测量|各有侧重|有针对性|(?:没有|无|杜绝)(?:雷同|照[抄搬])|深入|言之有物",
        "过于简单|偏简单|较?简略|笼统|难以测量|无法测量|(?<!没有)(?<!无)(?<!杜绝)雷同|照[抄搬]|粗[疏略糙]|千篇一律|套用|空泛|浮于表面|看不出",
    ),
    (
        "规范|严格|执行得(?:很|较)?(?:好|到位)|扎实|到位|健全|完善|完备|有章可循|井井有条|落实得好",
        "不(?:够)?规范|混乱|随意|时[开有][时停]|流于形式|走过场|形同虚设|不(?:够)?健全|没有演练|从未演练|无章可循|没有执行|未执行|束之高阁",
    ),
    (
        "人手充足|配齐|满编|满员|配备充足|力量充足",
        "缺编|空缺|人手(?:不足|紧|短缺)|缺员|配备不足|力量不足",
    ),
    (
        "活跃|踊跃|积极性高|出勤率高|参与度高|热情高",
        "不(?:够)?活跃|只登记不|积极性不高|冷清|出勤率(?:偏)?低|参与度(?:偏|较)?低|热情不高|很少参加",
    ),
    (
        "(?:亮点|特色|品牌)[^，。；]{0,4}(?:突出|鲜明|响亮?|明显|出彩)|有亮点|有特色",
        "(?:缺少|缺乏|没有|未形成|未有)[^，。；]{0,6}(?:亮点|特色|品牌)|(?:亮点|特色|品牌)[^，。；]{0,4}(?:不足|不突出|不明显|不够|欠缺)",
    ),
    (
        "顺畅|畅通|密切|紧密|无缝衔接|衔接(?:良好|有序)|默契",
        "脱节|不畅|中断|不顺|衔接不上|各自为政|推诿",
    ),
    ("熟悉|熟练|了如指掌|烂熟", "不(?:够)?熟悉|不熟练|生疏|说不清|答不上|一知半解"),
    (
        "(?:知晓|参与|满意|稳岗|建档|回访|覆盖)[率度](?:很|较)?高",
        "(?:知晓|参与|满意|稳岗|建档|回访|覆盖)[率度](?:偏|较|过)?低",
    ),
)
_VERDICTS = tuple((re.compile(good), re.compile(poor)) for good, poor in _ASPECTS)
_STAFFING = 4
_HEDGED = re.compile(
    "部分|个别|少数|有的|有些|偶|如果|若|避免|防止|是否|建议|应当?(?!急)|需|确保|进一步|基本|希望|要求|逐步|上年|去年(?!的)|往年|此前|以前|原来|一度|曾|年初|改变|解决|扭转|整改前|不再|担心|以免|以往|尚可|还可以|更(?![新换])"
)
_PARTLY = re.compile(
    r"\d+\s*[份处户名条张宗场次项页人]|[一二两三四五六七八九十]\s*[份处户名条张宗场次项页]"
)
_DENIED = re.compile("(?:不|未|没有?|无|欠|难以|谈不上)[^，。；]{0,3}$")
_EMPTY = re.compile(
    "手续|要求|质量|水平|程度|能力|过程|环节|作用|事项|问题|长期|内容|执行|制度|机制|资料|材料|大多|多数|更新|登记"
)
_STAFF = frozenset(
    ["社工", "人员", "人手", "岗位", "队伍", "团队", "力量", "配备", "工作人员", "社工岗位"]
)
_NUMBERED = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、]\s*")
_MOST = 300


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause with a verdict: its own things, all those of its sentence, and where it holds."""

    place: Place
    own: frozenset[str]
    context: frozenset[str]
    district: str


def check_praise_and_blame(report: Report) -> Iterator[Remark]:
    """One remark for a line that blames, against the first line that praises the same."""
    told: set[Line] = set()
    read = list(_clauses(report))
    for aspect, (good, poor) in enumerate(_VERDICTS):
        blamed = [one for one in _with(read, poor) if one.own or aspect == _STAFFING][:_MOST]
        praised = [one for one in _with(read, good, poor) if one.own or aspect == _STAFFING]
        for one in blamed:
            other = next((p for p in praised if _same(p, one, aspect)), None)
            if other and one.place.line not in told:
                told.add(one.place.line)
                yield _against(one.place, other.place)


def qualities(text: str, *, good: bool) -> frozenset[int]:
    """Which qualities a clause praises, or blames."""
    found = enumerate(pair[0 if good else 1] for pair in _VERDICTS)
    return frozenset(n for n, pattern in found if pattern.search(text))


def _clauses(report: Report) -> Iterator[_Said]:
    """Clauses with the things that they are about: their own, else those of the clause before."""
    for section in outline(report):
        for line in section.lines:
            for start, end in sentences(line.text):
                context = _things(line.text[start:end])
                last: frozenset[str] = frozenset()
                for a, b in clauses(line.text[start:end]):
                    own = _things(line.text[start + a : start + b])
                    last = own or last
                    number = _NUMBERED.match(line.text, start + a, start + b) if not start else None
                    place = Place(line, number.end() if number else start + a, start + b)
                    yield _Said(place, last, context, section.district)


def _things(text: str) -> frozenset[str]:
    return frozenset(
        one for one in named_things(text) if not _EMPTY.fullmatch(one) and len(one) > 1
    )


def _with(
    read: list[_Said], pattern: re.Pattern[str], never: re.Pattern[str] | None = None
) -> Iterator[_Said]:
    for one in read:
        text = one.place.text
        match = pattern.search(text)
        if match is None or _HEDGED.search(text) or (never and never.search(text)):
            continue
        if never is None and _PARTLY.search(text):
            continue
        if never is None or not _DENIED.search(text[: match.start()]):
            subject = one.own - _things(match.group())
            yield _Said(one.place, subject or one.own, one.context, one.district)


def _same(praised: _Said, blamed: _Said, aspect: int) -> bool:
    """Whether both are about one thing of one district: neither names what the other does not."""
    if praised.district != blamed.district or praised.place.line is blamed.place.line:
        return False
    if aspect == _STAFFING:
        return not (praised.own | blamed.own) - _STAFF
    shared = praised.own & blamed.own
    return bool(shared) and praised.own <= blamed.context and blamed.own <= praised.context


def _against(place: Place, other: Place) -> Remark:
    quoted = other.text.strip("，。；、 ")
    shown = quoted if len(quoted) <= 30 else quoted[:29] + "…"
    return _OPPOSITE.at(place, other=shown, number=other.line.number_at(other.start))
