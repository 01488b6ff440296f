"""Renders every widget with Chinese content to PNG, light, dark, narrow and at 150 % zoom.

Usage: python build_scripts/gallery.py DIR
"""

import os
import sys
from datetime import time
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import Do, hint
from ui.charts.progress import Meter, Ring, Steps
from ui.charts.scale import Band, BandScale, Part, StackedScale
from ui.charts.strip import Dot, Strip, StripPlot
from ui.delegates.cells import GridDelegate
from ui.delegates.rows import FileRowDelegate, FindingDelegate, PlaceDelegate, ProblemDelegate
from ui.icons import Icon
from ui.jobs import Jobs
from ui.models.roles import (
    ColumnFoot,
    ColumnHead,
    FileRow,
    FindingRow,
    ItemCell,
    PersonCell,
    PlaceRow,
    ProblemRow,
    Ready,
    ReadyCell,
    Role,
    RowKind,
    ScoreCell,
    ScoreKind,
    StageRow,
    StripCell,
    TextCell,
)
from ui.theme import Mode, Theme, Tone
from ui.widgets.basics import Avatar, Button, KeyCap, Kind, Line, Tag, paragraph
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.grid import Grid, GridFoot
from ui.widgets.lists import RowList
from ui.widgets.notices import DropArea, EmptyState, Field, Refusal
from ui.widgets.page import PageFrame, PageHead, SidePanel, Tab, TabStrip
from ui.widgets.rail import Rail
from ui.widgets.score_table import ScoreTable
from ui.widgets.status import StatusLine

DISTRICTS = ("第一片区", "第二片区", "第三片区")
ITEMS = (
    ("三图一表", "三张地图与汇总表互相印证", "2", "1.8 1.8 1.7"),
    ("需求调研", "方法够用，结论落到点", "3", "2.5 2.4 2.4"),
    ("分层分类", "困难程度分级，各有对策", "3", "2.4 1.9 2.3"),
    ("服务计划", "目标、频次、责任人齐", "2", "1.7 1.7 1.7"),
    ("建档与跟进", "一户一档，按级别跟进", "3", "2.4 2.5 2.4"),
    ("政策宣传", "讲到人，有回应记录", "2", "1.8 1.7 1.8"),
    ("个案与小组成效", "改变看得见、说得出", "3", "2.5 2.4 2.5"),
    ("特色亮点", "贴合本村居，可推广", "2", "1.7 1.6 -"),
)
GROUPS = ("需求评估", "服务设计", "服务执行", "服务成效")


class Cells(QAbstractTableModel):
    """A grid of ready-made cells."""

    def __init__(self, parent: QObject, cells: list[list[object]], heads: list[ColumnHead]) -> None:
        super().__init__(parent)
        self.cells, self.heads = cells, heads
        self.feet: dict[int, ColumnFoot] = {}
        self.values: dict[tuple[int, int], object] = {}

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cells[index.row()][index.column()]
        if role == Role.SHOWN:
            return cell
        if role == Qt.ItemDataRole.EditRole and isinstance(cell, ScoreCell):
            return self.values.get((index.row(), index.column()))
        return None

    def headerData(self, section: int, _across: Qt.Orientation, role: int = 0) -> object:
        if role == Role.HEAD:
            return self.heads[section]
        return self.feet.get(section) if role == Role.FOOT else None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        cell = self.cells[index.row()][index.column()]
        if isinstance(cell, ScoreCell) and cell.high is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


def score_rows() -> list[list[object]]:
    rows: list[list[object]] = []
    for number, group in enumerate(GROUPS):
        pair = ITEMS[2 * number : 2 * number + 2]
        sums = [ScoreCell(ScoreKind.SUM, "4.2"), ScoreCell(ScoreKind.SUM, "4.1")]
        rows.append(
            [
                ItemCell(group, kind=RowKind.GROUP),
                TextCell("5", tone=Tone.MUTED),
                *sums,
                ScoreCell(ScoreKind.SUM, "4.0"),
            ]
        )
        for last, (name, note, full, points) in enumerate(pair):
            rows.append(
                [
                    ItemCell(name, note, closes=bool(last)),
                    TextCell(full, tone=Tone.MUTED),
                    *(score(name, p, full, n) for n, p in enumerate(points.split())),
                ]
            )
    return rows


def score(name: str, text: str, full: str, column: int) -> ScoreCell:
    if text == "-":
        return ScoreCell(ScoreKind.UNSCORED, "未评", high=Decimal(full))
    return ScoreCell(
        ScoreKind.POINTS,
        text,
        has_reason=True,
        has_evidence=(len(name) + column) % 3 > 0,
        missing="缺原因" if text == "1.9" else "",
        high=Decimal(full),
    )


def scoring(jobs: Jobs) -> QWidget:
    head = PageHead("评分", "逐项给三个片区打分；扣了分就写一句原因。")
    head.primary("下一个未评", Icon.DOWN, hint(Do.NEXT_OPEN))
    side = scoring_side()
    page = PageFrame(head, side)
    tabs = TabStrip(name="指标")
    tabs.set_tabs(
        [
            Tab("a", "服务监测", "9.0/10"),
            Tab("b", "服务成效", "12.5/15"),
            Tab("c", "运营管理", "未分给我"),
            Tab("d", "服务质量", "23/24 项"),
        ],
        "d",
    )
    tabs.set_note("指标：番禺 2024-01·细项由本机构自建")
    page.add(tabs)
    table = ScoreTable(name="评分")
    model = Cells(
        table,
        score_rows(),
        [ColumnHead("项目", left=True), ColumnHead("满分")]
        + [ColumnHead(d, "5 个社工点") for d in DISTRICTS],
    )
    model.feet = {
        0: ColumnFoot("合计", left=True),
        1: ColumnFoot("20"),
        2: ColumnFoot("16.8", share=0.84, complete=True),
        3: ColumnFoot("16.0", share=0.8, complete=True),
        4: ColumnFoot("14.8", "还差 1 项", 0.74),
    }
    model.values = {(10, 4): Decimal("2.5")}
    table.setModel(model)
    foot = GridFoot(table)
    table.set_fitted()
    page.add(table)
    page.add(foot)
    page.add_stretch()
    page.table = table  # type: ignore[attr-defined]
    return window(page, jobs)


def scoring_side() -> SidePanel:
    side = SidePanel(name="评分标准")
    side.set_head("个案与小组成效", "第三片区", "满分 3，步长 0.1")
    side.add(
        paragraph(
            "个案、小组有目标也有结果；改变由对象、家属或居委说得出来；结案后的跟进有据可查。"
        )
    )
    evidence = side.section("我的证据", action="添加", icon=Icon.ADD)
    evidence.set_title("我的证据", "3")
    for text, icon in (("个案 Z3-017 结案评估表", Icon.REPORT), ("小组前后测 2 张", Icon.PHOTO)):
        line = Line(text)
        line.set_icon(icon)
        evidence.add(line)
    mine = side.section("我的意见", action="速记", icon=Icon.ADD)
    mine.set_title("我的意见", "2")
    found = RowList(FindingDelegate(compact=True), name="我的意见")
    found.setProperty("ground", "bg")
    found.set_rows(
        [
            FindingRow(
                "1", "微心愿当月落实，回访有记录，链接到的资源用到了户。", stance=Tone.PRAISE
            ),
            FindingRow(
                "2", "个案目标写得笼统，结案时无从对照，宜拆成可量的小目标。", stance=Tone.CONCERN
            ),
        ]
    )
    found.setFixedHeight(120)
    mine.add(found)
    editor = TextEditor(name="扣分原因")
    editor.set_text("前后测只做了 2 个小组；个案结案表由社工代填，居委只记得其中 1 户的变化。")
    editor.set_lines(4)
    reason = Field("扣分原因", editor)
    reason.set_mark("必填·扣 0.5")
    side.add(reason, 1)
    return side


def stages(names: str) -> list[StageRow]:
    icons = (Icon.SIGN_IN, Icon.BRIEFING, Icon.OBSERVATION, Icon.FILES, Icon.INTERVIEWS)
    icons += (Icon.SCORING, Icon.FEEDBACK, Icon.HAND_IN)
    shares = (1, 1, 1, 0.83, 0.71, 0.97, 0.3, 0)
    details = "08:45·已签署 09:00·4条笔记 09:40·15/15处 10:10·20/24项 14:30·5/7场 15:30·31/32项 16:30·草稿 17:00·未交"
    rows = zip(names.split(), icons, details.split(), shares, strict=True)
    return [StageRow(str(n), name, i, d, s) for n, (name, i, d, s) in enumerate(rows)]


def window(page: QWidget, jobs: Jobs) -> QWidget:
    made = QWidget()
    made.setProperty("ground", "bg")
    rail = Rail()
    rail.set_station("钟村街社工服务站", "中期评估·1月16日 周二")
    rail.set_stages(stages("报到 听取介绍 实地观察 查阅资料 访谈 评分 总结反馈 交表"), "5")
    rail.set_person("评委丙", "3 个片区")
    status = StatusLine(jobs)
    status.set_saved(time(15, 33, 8))
    status.agenda.set_entry("独立打分", "15:30–16:00", 0.1, "剩 27 分钟")
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(rail)
    row.addWidget(page, 1)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row, 1)
    column.addWidget(status)
    made.rail, made.page = rail, page  # type: ignore[attr-defined]
    return made


def dots(values: str, *, drop: bool = True) -> tuple[Dot, ...]:
    numbers = sorted(Decimal(v) for v in values.split())
    ends = (0, len(numbers) - 1) if drop else ()
    return tuple(
        Dot(f"评委{'乙丙丁甲戊'[n]}", value, n not in ends) for n, value in enumerate(numbers)
    )


def merging(jobs: Jobs) -> QWidget:
    head = PageHead("合分", "先看分歧，再裁定；评委的原分一直保留。")
    head.primary("下一处分歧", Icon.DOWN, hint(Do.NEXT_OPEN))
    side = merging_side()
    page = PageFrame(head, side)
    tabs = TabStrip(name="指标")
    tabs.set_tabs(
        [
            Tab("a", "服务监测", "8.925/10"),
            Tab("b", "服务成效", "12.4/15"),
            Tab("c", "运营管理", "9.6/10"),
            Tab("d", "服务质量", "16.43/20", 2),
        ],
        "d",
    )
    tabs.set_note("合并办法  去一高一低后平均")
    page.add(tabs)
    grid = Grid(GridDelegate(height=53), name="合分")
    grid.set_widths(130, (56, 202))
    rows: list[list[object]] = []
    for name, _note, full, points in ITEMS:
        cells = [merged(name, full, p, n) for n, p in enumerate(points.split())]
        label = GROUPS[len(rows) // 2]
        rows.append([ItemCell(name, label, RowKind.PLAIN), TextCell(full, tone=Tone.MUTED), *cells])
    heads = [ColumnHead("项目", left=True), ColumnHead("满分")]
    heads += [ColumnHead(d, "5 人评分", "合并", left=True) for d in DISTRICTS]
    grid.setModel(Cells(grid, rows, heads))
    page.add(grid, 1)
    page.table = grid  # type: ignore[attr-defined]
    return window(page, jobs)


def merged(name: str, full: str, text: str, column: int) -> StripCell:
    middle = Decimal("1.7") if text == "-" else Decimal(text)
    wide = Decimal("0.7") if name == "分层分类" and column == 1 else Decimal("0.2")
    values = f"{middle - wide} {middle} {middle} {middle} {middle + wide}"
    strip = Strip(
        Decimal(full),
        dots(values),
        middle,
        wide > Decimal("0.5"),
        name == "政策宣传" and not column,
    )
    return StripCell(strip, str(middle))


def merging_side() -> SidePanel:
    side = SidePanel(name="谁给了多少", width=344)
    side.set_head("分层分类", "第二片区", "满分 3")
    plot = StripPlot(
        strip=Strip(Decimal(3), dots("1.2 1.9 2.1 2.6"), Decimal("2.0"), diverges=True)
    )
    side.add(plot)
    settle = side.section("裁定")
    choice = Segmented(
        [Option("rule", "照规则 2.0"), Option("chair", "组长定"), Option("all", "商定")],
        name="裁定",
    )
    choice.set_current("all")
    settle.add(choice)
    row = QHBoxLayout()
    row.addWidget(LineEditor(name="分"), 1)
    reason = LineEditor(name="理由")
    reason.set_text("复核名册，三人同意从低")
    row.addWidget(reason, 3)
    settle.body.addLayout(row)
    settle.add(Button("记下裁定"))
    return side


def lists(jobs: Jobs) -> QWidget:
    page = QWidget()
    page.setProperty("ground", "surface")
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    places = RowList(PlaceDelegate(), name="章节")
    places.set_rows(
        [
            PlaceRow("", "第三方"),
            PlaceRow("a", "运营管理", ("5", "4")),
            PlaceRow("b", "服务成效和监测", ("12", "7")),
            PlaceRow("", "服务质量"),
            PlaceRow("c", "第一片区", ("6", "5")),
            PlaceRow("d", "监督方", ("还没有",), tone=Tone.CRITICAL),
            PlaceRow("", "站点"),
            PlaceRow("e", "主站", ("9/12",), 0.75),
            PlaceRow("f", "谢村村", ("8/8",), 1.0),
            PlaceRow("g", "钟三村", (), 0.0),
        ],
        "c",
    )
    places.setFixedWidth(236)
    row.addWidget(places)
    row.addLayout(middle_lists(), 1)
    return window(page, jobs)


def middle_lists() -> QVBoxLayout:
    column = QVBoxLayout()
    findings = RowList(FindingDelegate(), name="意见")
    findings.set_rows(
        [
            FindingRow(
                "1",
                "五个点很快换到新模式，从需求、计划到台账、总结，一整套资料归得齐、翻得到，查一个点不用再问第二个人，居委也知道资料放在哪一格，名单隔月还会再核对一遍。",
                1,
                ("评委甲", "评委丙"),
                "三图一表",
            ),
            FindingRow(
                "2",
                "三张地图画得清楚，落到巷口。",
                2,
                ("评委乙",),
                "三图一表",
                tag="结语",
                tag_icon=Icon.PIN,
            ),
            FindingRow(
                "3", "残疾人只有电话表，没有档案。", 3, ("评委丁",), "建档与跟进", near="相近 0.82"
            ),
        ],
        "2",
    )
    column.addWidget(findings, 3)
    files = RowList(FileRowDelegate(), name="收到的文件")
    files.set_rows(
        [
            FileRow(
                "1",
                "18:02",
                "7c1e_评委甲_1.hsheet",
                "新收",
                Tone.PRAISE,
                Icon.DONE,
                "32 项、12 条意见",
                "K7Q4-2M",
            ),
            FileRow(
                "2",
                "18:04",
                "7c1e_评委乙_1.hsheet",
                "要你选",
                Tone.CONCERN,
                Icon.WARNING,
                "两台电脑，3 处不同",
                "9XW2-TC",
            ),
            FileRow(
                "3",
                "18:12",
                "90aa_评委乙_1.hsheet",
                "没收",
                Tone.CRITICAL,
                Icon.ERROR,
                "不是这次评估的表",
                link="看原因",
            ),
        ],
        "2",
    )
    column.addWidget(files, 1)
    problems = RowList(ProblemDelegate(), name="问题")
    problems.set_rows(
        [
            ProblemRow(
                "1", "出现了别的站名", "一（三）3 第 3 页", "换成本站", Tone.CRITICAL, Icon.ERROR
            ),
            ProblemRow("2", "正文说见附件 1，附件没有带上", "二（二） 第 6 页", "带上"),
        ]
    )
    column.addWidget(problems, 1)
    column.addWidget(readiness(), 2)
    return column


def readiness() -> Grid:
    board = Grid(GridDelegate(height=46), name="收表", frozen=1)
    board.set_widths(150, (80,))
    states = (
        ReadyCell(Ready.COMPLETE, "评齐"),
        ReadyCell(Ready.PARTLY, "评了一部分", 6, 8),
        ReadyCell(Ready.OPEN, "还没有"),
        ReadyCell(Ready.RECUSED, "回避"),
        ReadyCell(Ready.NONE, "没分给他"),
    )
    rows = [[PersonCell(f"评委{c}"), *states, TextCell("18:02", "第 1 版")] for c in "甲乙丙"]
    heads = [ColumnHead("评委", left=True)]
    heads += [
        ColumnHead(t) for t in ("服务监测", "服务成效", "运营管理", "第一片区", "第二片区", "交表")
    ]
    board.setModel(Cells(board, rows, heads))
    board.setCurrentIndex(board.model().index(1, 0))
    return board


def parts(jobs: Jobs) -> QWidget:
    page = QWidget()
    page.setProperty("ground", "surface")
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 16, 24, 16)
    column.setSpacing(14)
    scale = StackedScale()
    inner = tuple(Decimal(v) for v in ("8.93", "12.4", "9.6", "16.43"))
    scale.set_scale(
        [
            Part("第三方", Decimal("47.36"), "47.36", inner),
            Part("购买方", Decimal("18.5"), "18.5"),
            Part("督导中心", Decimal("12.75"), "12.75"),
            Part("监督方", Decimal("8.5"), "8.5"),
        ],
        [
            Band("不合格", Decimal(0)),
            Band("合格", Decimal(60)),
            Band("良好", Decimal(80), reached=True),
            Band("优秀", Decimal(90)),
        ],
    )
    column.addWidget(scale)
    column.addLayout(buttons())
    column.addLayout(small())
    refusal = Refusal()
    refusal.show_text(
        "这份表没有收。",
        "文件在拷贝时少了一截（7c1e_评委甲_1.hsheet）。请从对方电脑再拷一次。",
        "再选文件",
    )
    good = Refusal()
    good.show_text("两台电脑的内容已经合并。", "3 处分数不同，请逐处选一个。", tone=Tone.CONCERN)
    column.addWidget(refusal)
    column.addWidget(good)
    column.addLayout(fields())
    row = QHBoxLayout()
    row.addWidget(DropArea("把表或整个文件夹拖到这里"))
    row.addWidget(
        EmptyState(
            "还没有意见。边走边记，评分时会自己归到这里。", action="速记一条", icon=Icon.QUICK
        )
    )
    column.addLayout(row, 1)
    return window(page, jobs)


def buttons() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(Button("导出 Word", kind=Kind.PRIMARY, icon=Icon.EXPORT))
    hero = Button("继续评分", kind=Kind.PRIMARY, icon=Icon.NEXT)
    hero.set_look(trailing=True, hero=True)
    row.addWidget(hero)
    row.addWidget(Button("打开文件包", icon=Icon.OPEN))
    off = Button("记下裁定")
    off.setEnabled(False)
    row.addWidget(off)
    row.addWidget(Button("比较各年各站", kind=Kind.LINK))
    row.addWidget(Button("", kind=Kind.QUIET, icon=Icon.SETTINGS))
    stance = Segmented(
        [
            Option("p", "值得肯定", Tone.PRAISE, Icon.PRAISE_OPEN),
            Option("c", "需要关注", Tone.CONCERN, Icon.CONCERN),
            Option("v", "待核实", Tone.VERIFY, Icon.VERIFY_OPEN),
        ]
    )
    stance.set_current("c")
    row.addWidget(stance)
    veto = Segmented(
        [
            Option("n", "未发现", Tone.PRAISE),
            Option("f", "发现", Tone.CRITICAL),
            Option("o", "未核实", Tone.VERIFY),
        ],
        small=True,
    )
    veto.set_current("n")
    row.addWidget(veto)
    row.addStretch(1)
    return row


def small() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    ring = Ring()
    ring.set_share(0.78, "78%")
    steps = Steps()
    steps.set_shares((1, 1, 1, 1, 1, 1, 0.5, 0, 0))
    band = BandScale()
    band.set_value(Decimal("85.62"), (Decimal(60), Decimal(80), Decimal(90)))
    meter = Meter()
    meter.set_share(0.53, Tone.CONCERN, 0.5)
    for widget in (ring, steps, band, meter, Avatar("评委丙"), Avatar("工作人员A")):
        row.addWidget(widget)
    row.addWidget(KeyCap(("Ctrl", "Enter"), "完成"))
    row.addWidget(Tag("中期评估"))
    row.addWidget(Tag("需要关注", tone=Tone.CONCERN, icon=Icon.CONCERN))
    row.addWidget(Tag("待核实", tone=Tone.VERIFY, icon=Icon.VERIFY))
    row.addStretch(1)
    return row


def fields() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    name = LineEditor(name="站名", placeholder="街道名加“社工服务站”")
    row.addWidget(Field("站名", name, required=True))
    code = LineEditor(name="代号")
    code.set_text("13800000000")
    wrong = Field("服务对象代号", code)
    wrong.set_problem("这看起来是电话号码。请写代号，如 F-012。")
    row.addWidget(wrong)
    text = TextEditor(name="补充说明")
    text.set_text("四楼还有妇联、司法所，门牌颜色一样，\n第一次来容易走错。")
    row.addWidget(Field("补充说明", text))
    return row


def save(made: QWidget, path: Path, width: int = 1366, height: int = 768) -> None:
    made.resize(width, height)
    rail = made.rail  # type: ignore[attr-defined]
    rail.set_folded(folded=width < 1000)
    made.show()
    table = getattr(made.page, "table", None)  # type: ignore[attr-defined]
    QApplication.processEvents()
    if table:
        table.setFocus()
        last = table.model().rowCount() - 2
        table.setCurrentIndex(table.model().index(last, table.model().columnCount() - 1))
        if isinstance(table, ScoreTable):
            table.edit(table.currentIndex())
    QApplication.processEvents()
    made.grab().save(str(path))
    made.close()
    made.deleteLater()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    theme = Theme(application, Mode.LIGHT)
    jobs = Jobs(application)
    for board in (scoring, merging, lists, parts):
        name = board.__name__
        for mode in (Mode.LIGHT, Mode.DARK):
            theme.set_mode(mode)
            save(board(jobs), folder / f"{name}-{mode.value}.png")
        theme.set_mode(Mode.LIGHT)
        save(board(jobs), folder / f"{name}-narrow.png", 911, 512)
        theme.set_percent(150)
        save(board(jobs), folder / f"{name}-zoom150.png")
        theme.set_percent(100)


if __name__ == "__main__":
    main()
