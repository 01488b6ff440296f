"""A small visit in the evening: two experts and two districts, sheets collected, parties entered."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from app.demo import play_panelist
from app.exchange import crypto
from app.library import Library
from app.model.base import changed
from app.model.capture import Stance
from app.model.decision import FindingEdit, Unit
from app.model.entries import STATION, DeclarationEntry, Entries, FindingEntry, ScoreEntry
from app.model.instrument import (
    Band,
    Block,
    Instrument,
    Item,
    Measure,
    PartyScheme,
    Scope,
    Veto,
)
from app.model.setup import Staffing, StaffMonth
from app.model.station import Organisation, Role, Station
from app.services.packs import Pack
from app.storage.store import now
from app.visit import Visit
from tests.libraries import Kept, keep
from tests.small import assigned, small_setup
from ui.context import Context

D = Decimal

INSTRUMENT = Instrument(
    id="small",
    title="小型指标",
    parties=(
        PartyScheme(
            id="third_party",
            label="第三方评估",
            full=D(60),
            blocks=(
                Block(id="operation", label="运营管理", full=D(20), step=D("0.1")),
                Block(
                    id="quality",
                    label="服务质量",
                    full=D(40),
                    scope=Scope.DISTRICT,
                    items=(
                        Item(id="q_files", label="建档与跟进", full=D(25)),
                        Item(id="q_plan", label="服务计划", full=D(15)),
                    ),
                ),
            ),
        ),
        PartyScheme(id="buyer", label="购买方", full=D(20)),
        PartyScheme(id="bureau", label="监督方", full=D(20)),
    ),
    bands=(
        Band(label="优秀", low=D(90), high=D(100)),
        Band(label="良好", low=D(80), high=D(90)),
        Band(label="不合格", low=D(0), high=D(80)),
    ),
    veto_grade="不合格",
    vetoes=(
        Veto(
            key="staffing_short",
            label="社工人员配备不足",
            text="累计缺少5人次或以上",
            measure=Measure.STAFFING,
            thresholds={"mid": D(5), "final": D(10)},
        ),
        Veto(key="illegal", label="其他违法违规情形", text="情节严重的"),
    ),
)

SETUP = changed(
    small_setup(),
    station=Station(name="樟木街社工服务站", short="樟木街社工站", town="樟木街"),
    organisations={role: Organisation(name=f"{role.value}单位") for role in Role},
    assignments=assigned(("jia", "yi"), ("operation", "quality")),
    staffing=Staffing(
        posts=20,
        months=(StaffMonth(month="2023-07", required=D(20), present=D("21.5")),),
    ),
)

FINDINGS = {
    "jia": (
        FindingEntry(stance=Stance.PRAISE, text="制度齐全，落实有记录。", block="operation"),
        FindingEntry(
            stance=Stance.CONCERN, text="残疾人档案缺了一半。", item="q_files", district="d1"
        ),
        FindingEntry(stance=Stance.PRAISE, text="街道说交办的事件件有回音。", party="buyer"),
    ),
    "yi": (
        FindingEntry(
            stance=Stance.CONCERN,
            text="残疾人没有单独建档，电访写法一样。",
            item="q_files",
            district="d1",
        ),
        FindingEntry(
            stance=Stance.PRAISE, text="三图一表更新及时。", block="quality", district="d2"
        ),
        FindingEntry(stance=Stance.VERIFY, text="服务时数要再核对。", block="operation"),
    ),
}
POINTS = {"jia": ("17.5", "20.5", "13"), "yi": ("18", "21", "12.5")}


@dataclass(frozen=True, slots=True)
class Evening:
    """The coordinator's visit with both sheets in, and what its pages are given."""

    context: Context
    packs: tuple[Pack, ...]

    @property
    def visit(self) -> Visit:
        return self.context.open_visit

    def finding(self, words: str) -> FindingEdit:
        """The one whose text holds these words."""
        (found,) = [edit for edit in self.visit.findings.all() if words in edit.text]
        return found


@cache
def _played() -> Kept[tuple[Pack, ...]]:
    """A library in which both experts have handed in; known are their packs."""

    def make(library: Library, panelists: Library) -> tuple[Pack, ...]:
        visit = library.new_visit(SETUP, INSTRUMENT, user="工作人员A")
        packs = visit.packs.issue(("jia", "yi"), crypto.LOWEST).packs
        visit.collecting.collect(
            tuple(play_panelist(panelists, pack, entries(pack.panelist), now) for pack in packs)
        )
        visit.close()
        return packs

    return keep(make)


def open_evening(context: Context, folder: Path) -> Evening:
    """The evening after both have handed in, open."""
    library = _played().put(folder)
    visit = library.open_visit(library.summaries()[0].folder)
    return Evening(replace(context, library=library, visit=visit), _played().known)


def enter_parties(visit: Visit) -> None:
    visit.decide.enter_party("buyer", D("92.5"), Unit.PERCENT, person="街道办")
    visit.decide.enter_party("bureau", D("17.2"), person="区民政局")


def entries(who: str) -> Entries:
    """What a panelist enters: a reason for every deduction, and findings."""
    operation, files, plan = (
        ScoreEntry(points=D(points), reason="按标准扣分。") for points in POINTS[who]
    )
    districts = {d.id: {"q_files": files, "q_plan": plan} for d in SETUP.districts}
    return Entries(
        declaration=DeclarationEntry(signature=SETUP.panelist(who).name),
        scores={STATION: {"operation": operation}, **districts},
        findings=FINDINGS[who],
    )
