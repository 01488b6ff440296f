"""The layout of an instrument as a workbook: its pages, their columns, the words of choices.

Written in Chinese with the English word beside it; read by either, and by what offices call
these columns. docs/formats.md describes it for those who fill it in.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from app.model.instrument import (
    Below,
    Level,
    Measure,
    Method,
    NotApplicable,
    ReasonWhen,
    Scope,
)
from app.rules.columns import normal_heading

TREE, GENERAL, BANDS, VETOES, CHECKLIST, GUIDES, SURVEY = (
    "tree",
    "general",
    "bands",
    "vetoes",
    "checklist",
    "guides",
    "survey",
)
HOW = "填写说明"
MOST_ROWS = 5_000
LARGEST = 10_000_000
LONGEST = 20_000
YES, NO = "是", ""


@dataclass(frozen=True, slots=True)
class Column:
    """`title` and `english` head it, `others` are understood too; `hint` says what goes in."""

    field: str
    title: str
    english: str
    others: tuple[str, ...] = ()
    width: int = 12
    hint: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, self.english, self.field, *self.others)


@dataclass(frozen=True, slots=True)
class Page:
    """`needed` are the columns by which a page is known and without which it is refused."""

    id: str
    title: str
    english: str
    columns: tuple[Column, ...]
    needed: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def synonyms(self) -> Mapping[str, tuple[str, ...]]:
        return {column.field: column.names for column in self.columns}

    def column(self, field: str) -> Column:
        return next(column for column in self.columns if column.field == field)

    def is_called(self, title: str) -> bool:
        known = (self.title, self.english, *self.others)
        return normal_heading(title) in {normal_heading(name) for name in known}


_LINES = "一行一条"
_TREE = (
    Column("party", "评价方", "Party", ("评估方", "评价主体", "评分方"), 14),
    Column(
        "block",
        "评分部分",
        "Block",
        ("一级指标", "评估内容", "板块", "部分"),
        16,
        "只填评价方的行，是这一方本身；填到评分部分的行，是这个部分本身",
    ),
    Column("group", "组", "Group", ("二级指标", "类别", "小类"), 14, "二级标题，可以不填"),
    Column(
        "item",
        "项目",
        "Item",
        ("三级指标", "评估项目", "评分项", "指标"),
        22,
        "一行一个项目；没有项目的部分整体评分",
    ),
    Column("full", "满分", "Full mark", ("分值", "标准分", "权重"), 8, "这一行写的那一级的满分"),
    Column("step", "步长", "Step", ("分值间隔", "间隔"), 8, "得分是它的倍数；不填是 0.1"),
    Column("hint", "提示", "Hint", ("要点",), 16, "评分表上项目旁边的几个字"),
    Column("criterion", "评分标准", "Criterion", ("评估标准", "评分细则", "评分说明", "标准"), 48),
    Column(
        "anchors",
        "分档说明",
        "Anchors",
        ("分档", "档次", "评分档次"),
        44,
        f"{_LINES}，如“2.7–3：分工清楚”",
    ),
    Column(
        "evidence",
        "佐证材料",
        "Evidence",
        ("查阅资料", "所需资料", "查证材料", "资料", "材料"),
        28,
        _LINES,
    ),
    Column("allow_na", "可不适用", "May be not applicable", ("允许不适用", "allow na"), 10, "是"),
    Column("example", "示例", "Example", ("是否示例",), 8, "是：本程序的示例，不是官方指标"),
    Column(
        "scope", "评分范围", "Scope", ("范围",), 12, "全站：评一次；按片区：每个片区评，再取平均"
    ),
    Column("method", "合分方法", "Merge method", ("合分规则", "合并方法", "method"), 12),
    Column("level", "合分层级", "Merge level", ("level",), 12),
    Column("minimum", "最少人数", "Minimum raters", ("人数",), 10, "合分方法要求的评委人数"),
    Column("below", "人数不足时", "Below minimum", ("不足时",), 12),
    Column("na", "不适用的算法", "Not applicable counts", ("不适用计法",), 14),
    Column("short", "简称", "Short name", (), 10, "评价方的简称"),
    Column("judges", "评价内容", "What it judges", ("评价范围",), 28, "评价方评什么"),
    Column("party_full", "评价方满分", "Full mark of the party", ("评价方分值", "评价方权重")),
    Column(
        "block_full",
        "部分满分",
        "Full mark of the block",
        ("部分分值", "一级分值", "一级指标分值", "一级指标满分", "部分标准分"),
    ),
    Column("id", "编号", "Id", (), 14, "由程序给出；新的行留空"),
    Column("evidence_ids", "材料编号", "Ids of evidence", (), 14, "由程序给出；新的行留空"),
)
IMPORT_ONLY = frozenset({"party_full", "block_full"})
"""Columns of office tables without rows of their own for parties and blocks; never written."""

_LABEL = ("名称",)
PAGES = (
    Page(TREE, "指标", "Indicators", _TREE, ("block", "full"), ("指标体系", "评分表", "评分指标")),
    Page(
        GENERAL,
        "基本信息",
        "General",
        (
            Column("name", "名目", "Name", ("事项",), 26),
            Column("value", "内容", "Value", ("值",), 80),
        ),
        ("name", "value"),
    ),
    Page(
        BANDS,
        "等次",
        "Grades",
        (
            Column("label", "等次", "Grade", ("等级", *_LABEL), 16),
            Column("low", "从", "From", ("下限", "最低分", "low"), 10),
            Column("high", "到", "To", ("上限", "最高分", "high"), 10, "不含；最高一档含"),
        ),
        ("label", "low", "high"),
        ("等级",),
    ),
    Page(
        VETOES,
        "一票否决",
        "Vetoes",
        (
            Column("label", "名称", "Name", ("情形名称",), 26),
            Column("text", "情形", "Text", ("内容", "条文", "不合格情形"), 64),
            Column("measure", "计算依据", "Computed from", ("measure",), 22, "不填：由人认定"),
            Column("mid", "中期界限", "Limit at mid-term", ("中期",), 10),
            Column("final", "末期界限", "Limit at the end", ("末期",), 10),
            Column("id", "编号", "Id", ("key",), 14),
        ),
        ("label", "text"),
        ("不合格情形", "否决情形"),
    ),
    Page(
        CHECKLIST,
        "观察清单",
        "Checklist",
        (
            Column("label", "问题", "Question", ("观察内容", *_LABEL), 44),
            Column("hint", "提示", "Hint", ("要点",), 32),
            Column("block", "评分部分", "Block", ("部分",), 16),
            Column("example", "示例", "Example", (), 8),
            Column("id", "编号", "Id", (), 14),
        ),
        ("label",),
        ("观察",),
    ),
    Page(
        GUIDES,
        "访谈提纲",
        "Interview guides",
        (
            Column("label", "访谈对象", "Who is asked", ("对象",), 16),
            Column("coded", "只用编号", "By code only", ("编号称呼",), 10, "是：不记姓名"),
            Column("text", "问题", "Question", ("访谈问题",), 64),
            Column("example", "示例", "Example", (), 8),
            Column("id", "编号", "Id", ("kind",), 14),
            Column("question_id", "问题编号", "Id of the question", (), 14),
        ),
        ("label", "text"),
        ("访谈",),
    ),
    Page(
        SURVEY,
        "满意度区间",
        "Satisfaction",
        (
            Column("label", "区间", "Class", ("满意度", *_LABEL), 16),
            Column("low", "从", "From", ("下限", "low"), 10),
            Column("high", "到", "To", ("上限", "high"), 10, "不含；最高一档含"),
        ),
        ("label", "low", "high"),
        ("满意度",),
    ),
)
_BY_ID = {page.id: page for page in PAGES}

GENERAL_ROWS = (
    Column("title", "名称", "Title", ("指标体系名称",)),
    Column("id", "编号", "Id", ()),
    Column("version", "版本", "Version", ()),
    Column("note", "说明", "Note", ("备注",)),
    Column("source", "来源", "Source", ("依据",)),
    Column("places", "折算分的小数位", "Decimals", ("小数位", "places")),
    Column("veto_grade", "一票否决后的等次", "Grade after a veto", ("否决等次",)),
    Column("reason_when", "何时写原因", "Reason needed", ("原因",)),
    Column("reason_share", "写原因的界限", "Reason below share", ("原因界限",)),
    Column("spread", "分歧标记的界限", "Spread marked from", ("分歧界限", "分歧")),
    Column("outlier", "离群标记的界限", "Outlier marked from", ("离群界限", "离群")),
    Column(
        "unfounded", "扣分无意见标记的界限", "Deduction without a concern from", ("扣分无意见",)
    ),
    Column("minimum", "问卷最少份数", "Least respondents", ("问卷份数", "样本量")),
)

WORDS: dict[type[Enum], dict[Enum, tuple[str, ...]]] = {
    Scope: {
        Scope.STATION: ("全站", "站", "社工站", "整体"),
        Scope.DISTRICT: ("按片区", "片区", "分片区", "各片区"),
    },
    Method: {
        Method.MEAN: ("平均", "平均分", "算术平均"),
        Method.TRIMMED: ("去一高一低", "去掉最高最低", "去最高最低"),
        Method.MEDIAN: ("中位数",),
        Method.LEAD: ("主评的分", "主评"),
        Method.CONSENSUS: ("商定一致", "商定"),
    },
    Level: {Level.ITEM: ("按项目", "项目"), Level.SUM: ("按部分合计", "合计", "部分")},
    Below: {Below.MEAN: ("取平均", "平均"), Below.OPEN: ("待裁定", "待定")},
    NotApplicable: {
        NotApplicable.SCALE: ("按比例折算", "折算"),
        NotApplicable.FULL: ("算满分", "满分"),
        NotApplicable.ZERO: ("算零分", "零分"),
    },
    Measure: {
        Measure.STAFFING: ("人员缺口", "人次缺口"),
        Measure.CERTIFIED: ("持证人员缺口", "持证缺口"),
        Measure.PERSONNEL_RATIO: ("人员经费比例", "人员费用比例"),
    },
    ReasonWhen: {
        ReasonWhen.DEDUCTION: ("一扣分就写", "扣分"),
        ReasonWhen.BELOW_SHARE: ("低于界限才写", "低于界限"),
        ReasonWhen.NEVER: ("不要求", "不写"),
    },
}
_TRUE = frozenset({"是", "√", "✓", "✔", "对", "y", "yes", "true", "1", "有"})
_FALSE = frozenset({"", "否", "×", "✗", "✘", "n", "no", "false", "0", "无", "不是"})


def page(page_id: str) -> Page:
    return _BY_ID[page_id]


def word_of(value: Enum) -> str:
    """The word that is written for a choice."""
    return WORDS[type(value)][value][0]


def choices(kind: type[Enum]) -> tuple[str, ...]:
    """The words that are written for a kind of choice."""
    return tuple(words[0] for words in WORDS[kind].values())


def choice_of(kind: type[Enum], text: str) -> Enum | None:
    """What a word means; None where it is none of the words."""
    wanted = _plain(text)
    for value, words in WORDS[kind].items():
        if wanted in (_plain(word) for word in (*words, str(value.value))):
            return value
    return None


def truth_of(text: str) -> bool | None:
    """What a mark means; None where it is neither yes nor no."""
    word = _plain(text)
    return True if word in _TRUE else False if word in _FALSE else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).replace("_", "")
