"""Full names of people who are served, told from those who work here by what stands around them."""

import re
from collections.abc import Iterator

from app.reports.checker.people import full_names
from app.reports.checker.text import sentences
from app.reports.checker.words import times

_ROLE = (
    "社工|站长|主任|书记|督导|评委|专家|组长|队长|教授|博士|院长|所长|局长|科长|处长|部长|会长|理事长?|秘书长?|干事|委员|代表|教师|老师|医生|护士|律师|警官|"
    "民警|经理|总监|顾问|讲师|导师|师傅|校长|园长|村长|楼长|片区长|负责人|联系人|记录人?|主持人?|记者|工作人员|协管员|网格员|志愿者|义工|骨干|"
    "同志|烈士|作家|艺术家|传承人|校友|企业家|董事长|捐赠人|捐款人|乡贤|先进|模范|编写|编辑|主编|审核|校对|签发|撰稿|作者|著"
)
_WORKS_BEFORE = re.compile(
    rf"(?:{_ROLE}|[^家生成增延]长|领导|干部|团队|专员|选手|演员|先进个人|师(?!傅))(?:姓名)?[：:、]?(?:[\u4e00-\u9fff]{{2,3}}[、和与])*\s*(?:“)?$"
)
_WORKS_AFTER = re.compile(
    rf"\s?(?:[、和与及][\u4e00-\u9fff]{{2,3}})*(?:等\d*[名位人]?)?(?:{_ROLE})"
    r"|(?:女士|先生|阿姨|婆婆|伯伯|爷爷|奶奶|老人|老师)?(?:讲述|口述|讲解|演唱|演奏|表演|主演|创作|书写|绘制|主讲|授课|任教|捐赠|捐出|捐款|捐资|资助|供图|摄|领衔|带领|率队|带队|率领|主持|负责|组队)"
)
_SERVED = re.compile(
    "患|病|残|癌|症|低保|特困|独居|孤寡|孤儿|救助|困难|困境|家暴|殴打|服刑|刑满|吸毒|戒毒|社区矫正|离婚|丧偶|离异|失业|失独|自杀|自残|抑郁|孕|"
    "去世|离世|丧|瘫|盲|聋|住[在于]?|家住|房|岁|感谢信|锦旗|案主|个案|接案|结案|服务对象|受助|求助|长者|老人|老伯|老太|阿姨|婆婆|阿婆|阿伯|伯伯|爷爷|奶奶|女士|先生|小朋友|同学|"
    "儿子|女儿|丈夫|妻子|老伴|母亲|父亲|孙|监护人|家属|照顾者|电话|手机|身份证|住址|探访|慰问|走访|看望|介入|辅导|陪诊|帮扶|帮助|协助|申请|补贴|津贴|轮椅|护理|一家|夫妇|一户|户主|居民|街坊|村民"
)
_BLAME = re.compile(
    r"(?:[、和与及][\u4e00-\u9fff]{2,3})*(?:等[人名\d]*)?[^。；，]{0,8}(?:缺席|缺勤|迟到|早退|旷工|违规|违纪|代签|造假|漏签|未签|未按|没有按|未参加|没有参加|态度|不认真|敷衍|推诿|投诉|批评|处分|辞退|失误)"
)
_FAMOUS = 50
"""A name that the dictionary has counted so often is known to everybody."""
_QUOTED = re.compile("《[^》\n]*$")


def served(text: str) -> Iterator[tuple[int, int]]:
    """Where somebody is named in full who is no colleague, in a sentence that tells of help."""
    spans = [one for one in full_names(text) if times(text[slice(*one)]) < _FAMOUS]
    if not spans:
        return
    for part in sentences(text):
        if _SERVED.search(text, part.start, part.end):
            for start, end in spans:
                inside = part.start <= start and end <= part.end
                if inside and not works_here(text, start, end):
                    yield start, end
    yield from _blamed(text, spans)


def _blamed(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Colleagues too, where the words behind a name say what they did wrong."""
    for start, end in spans:
        if works_here(text, start, end) and _BLAME.match(text, end):
            yield start, end


def works_here(text: str, start: int, end: int) -> bool:
    """Whether a name has an office beside it, or is a part of a title."""
    before = text[max(0, start - 24) : start]
    return bool(
        _WORKS_BEFORE.search(before) or _WORKS_AFTER.match(text, end) or _QUOTED.search(before)
    )
