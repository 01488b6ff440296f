"""C20: what another program, a template or a page break left behind."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import remark
from app.rules.paragraphs import is_page_number
from app.rules.problem import Severity


class _Trace(NamedTuple):
    """What is looked for; `mend` None where only a person knows what belongs there."""

    pattern: re.Pattern[str]
    template: str
    mend: str | None = None
    severity: Severity = Severity.ERROR


_OPEN = N_("A place of the template was not filled in. Fill it in or take it out.")
_NOTE = (
    "(?:此处|这里|本段|这段|这句|该处|下面|上面)[^（）()]{0,6}(?:待|需要?|要|请|应|补|填|改|删|插|加|写)|(?:待|需|请|记得|麻烦|务必)(?:[^的（）()]{0,6})?(?:补充(?!服务|协议)|补上|补写|补全|填写|填上|填入|定稿|改写|核对|更新一下|删除|删掉|插入|粘贴|替换)"
    "|要不要|是不是要|是否要(?!求)|(?:看|改|核|查|问|补|删|写|确认|核对|商量|润色)一下|数据?待(?:核|更新|补|填|定)|此[段处句项]待|看看(?:行|可|要|是)|再定稿|后再写|后再补|再补写|再改|未写完|没写完|写不下|数据?待核|待更新数|数字?不对|(?:字数|格式|标题)待"
)
"""What people write to one another in a draft, in brackets of any kind."""
_NOTED = "待[^〕】］\\]的]{0,10}(?:确认|核实|补充|核定|填写|定稿|核)|插入|粘贴|替换|填入|填写|填上|此处|待(?:补|定|填|核|确认|更新)|[需请后]补|补充(?!服务|说明|意见|协议)|请(?:核|填|确认|删|插|改|补)|修改|修订|删除|新增|批注|示例|样例|样本文字|模板|占位|图片|照片|截图|配图|插图|名称\\]|再加|[?？]"
"""What stands in square brackets only when somebody still has to do something."""
_TRACES = (
    _Trace(
        re.compile(r"(?:\[(?:bookmark|书签)\s*[:：][^\]\n]*\]\s?)+"),
        N_("A bookmark of another program stands in the text. Take it out."),
        "",
    ),
    _Trace(
        re.compile(r"(?:错误\s*[!！]|Error!)[^。；，\n]{0,40}?(?:[。.]|$)|#(?:REF|DIV/0|VALUE|NAME|N/A)[!?]?"),
        N_("A reference of the program that wrote this leads nowhere. Write what it should say."),
    ),
    _Trace(re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|\{[a-z_][a-z0-9_.]*\}|\$\{[^{}\n]*\}"), _OPEN),
    _Trace(
        re.compile(
            r"[〔【［\[(（]\s*(?:待补充?|待填写?|待定稿|此处填写|请填写|填写)[^〕】］\])）\n]{0,12}[〕】］\])）]"
            rf"|[〔【［\[][^〔【［\[〕】］\]\n]{{0,30}}?(?:{_NOTE}|{_NOTED})[^〔【［\[〕】］\]\n]{{0,30}}[〕】］\]]"
            rf"|[（(][^（()）\n]{{0,24}}?(?:{_NOTE})[^（()）\n]{{0,24}}[）)]"
        ),
        _OPEN,
    ),
    _Trace(
        re.compile(r"批注\s*\[[A-Za-z]{0,4}[0-9]{0,3}\][：:]|(?i:lorem ipsum)|HYPERLINK|OLE_LINK[0-9]*|EMBED [A-Z][a-z]+|INCLUDEPICTURE|SEQ (?:图|表)|PAGEREF|MERGEFORMAT|\\\* [A-Z]+|_(?:Toc|Ref)[0-9]{5,}|[«‹<]{1,2}[\u3400-\u9fffA-Za-z_]{1,12}[»›>]{1,2}|锟斤拷|烫烫|[■□]{2,}|[?？]{3,}"),
        N_("A mark of the program that wrote this stands in the text. Write what it should say."),
    ),
    _Trace(re.compile(r"(?:单击|点击)(?:或点击)?此处[^。，；\n]{0,12}|(?<![A-Za-z])[Xx×ＸΧ]{2,}(?![A-Za-z0-9])|_{3,}|(?<![A-Za-z0-9）)])[Xx×Ｘ](?=[年月日名户份场]|人次|万元|[%％])|[*＊○〇△]{2,}(?=[街镇区市年月人户社])|(?<![赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方俞任袁柳鲍史唐费薛雷贺汤罗毕郝安常于傅康伍余顾孟黄穆萧尹姚邵汪毛米戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾江郭梅林钟徐邱骆高夏蔡田樊胡凌霍卢莫房邓郁洪包石崔吉龚程邢裴陆翁曾关麦邝冼简叶刘温欧区廖谭黎某])某某(?=街|镇|区|市|社工|中心|机构|单位|公司|社区|村|站)"), _OPEN),
    _Trace(re.compile(r"(?<![A-Za-z])(?:undefined|NaN|None|null|NULL|TODO|TBD)(?![A-Za-z])"), _OPEN),
    _Trace(
        re.compile(r"第(?=(?:片区|部分|阶段|季度|周年|批次?|期|届)(?:[：:，。；、（]|\s|$))|[0-9]{4}\s*年\s*月(?:\s*日)?|(?<![0-9])年\s+月\s+日"),
        N_("A number is missing here. Write it, or take the words around it out."),
    ),
    _Trace(
        re.compile(r"（\s*）|\(\s*\)|《\s*》|“\s*”|〔\s*〕|【\s*】"),
        N_("Nothing stands between these marks. Fill them or take them out."),
    ),
    _Trace(
        re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffc\u00ad]+"),
        N_("A character that cannot be seen stands in the text. Take it out."),
        "",
    ),
    _Trace(
        re.compile("[\ufffd\ue000-\uf8ff]+"),
        N_("A character was lost here when the file was converted. Write it anew."),
    ),
    _Trace(
        re.compile(r"&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|hellip);|&#[0-9]{2,5};|</?(?:br|p|div|span|b|strong|em|i|u|table|tr|td|img|a|font|w:[a-z]+)(?:\s[^<>\n]{0,80})?/?>|\\[nrt](?![A-Za-z])|(?<![0-9０-９*])\*\*(?!\*)|^#{1,4} "),
        N_("Marks of a web page or a note stand in the text. Take them out."),
        "",
    ),
)  # fmt: skip
_NUMBER = re.compile(r"[0-9]{1,4}(?:\.[0-9]+)?%?")
_PAGE = re.compile(r"[—－-]\s*([0-9]{1,3})\s*[—－-]")
_BARE_PAGE = re.compile(r"([0-9]{1,3})")
_NEAR, _MANY = 6, 4
_DASH = re.compile(r"[-—–•·●*]\s*(?=(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[.、．])")


def artefacts(report: Report) -> Iterator[Remark]:
    """Traces anywhere, and in running text page numbers and the dashes of a list."""
    cells = _cells_without_a_table(report) | _pages_of_a_copy(report)
    for line in report.lines:
        for trace in _TRACES:
            for found in trace.pattern.finditer(line.text):
                if line.page and not found.group().strip("“” "):
                    continue
                yield remark(
                    Family.ARTEFACTS, line, found.span(), trace.template, trace.mend, trace.severity
                )
        if line.table < 0 and not line.part and line not in cells:
            yield from _of_a_page(line)


def _cells_without_a_table(report: Report) -> set[Line]:
    """Bare numbers among many others: the cells of a table that lost its lines."""
    lines = [line for line in report.lines if line.table < 0 and not line.part]
    bare = [bool(_NUMBER.fullmatch(line.text.strip())) for line in lines]
    return {
        line
        for n, line in enumerate(lines)
        if bare[n] and sum(bare[max(0, n - _NEAR) : n + _NEAR + 1]) >= _MANY
    }


def _pages_of_a_copy(report: Report) -> set[Line]:
    """Numbers that count up between the lines: the pages of a text that was copied from a PDF."""
    body = [line for line in report.lines if line.table < 0]
    return _rising(body, _PAGE, 2) or _rising(body, _BARE_PAGE, 3)


def _rising(lines: list[Line], look: re.Pattern[str], fewest: int) -> set[Line]:
    found = [(line, look.fullmatch(line.text.strip())) for line in lines]
    pages = [(line, int(match[1])) for line, match in found if match]
    counted = [number for _line, number in pages]
    rising = len(counted) >= fewest and counted == list(
        range(counted[0], counted[0] + len(counted))
    )
    return {line for line, _number in pages} if rising else set()


def _of_a_page(line: Line) -> Iterator[Remark]:
    text = line.text
    if is_page_number(text.strip()):
        yield remark(
            Family.ARTEFACTS,
            line,
            (0, len(text)),
            N_("A page number stands in the text. Take it out."),
            "",
            Severity.ERROR,
        )
        return
    found = _DASH.match(text)
    if found:
        yield remark(
            Family.ARTEFACTS,
            line,
            found.span(),
            N_("The dash before the number is left over from a list of another program."),
            "",
        )
