"""Two small, complete report inputs: one on the blocks alone in three districts, one in fixed decimals."""

from datetime import UTC, date, datetime
from decimal import Decimal

from app.exchange.instrument_file import load_shipped
from app.model.archive import EarlierFinding, FollowState, FollowUp
from app.model.base import changed
from app.model.capture import Reaction, Stance, SurveyResponse
from app.model.curated import CuratedFinding
from app.model.decision import Decisions, PartyEntry, Settlement, VetoCheck, VetoState
from app.model.instrument import Instrument
from app.model.panel import Duty, Panelist
from app.model.setup import Figure, Indicator, Population, Setup, Staffing, StaffMonth
from app.model.station import (
    Contract,
    District,
    Organisation,
    Period,
    Role,
    Site,
    Station,
)
from app.reports.input import ReportInput
from app.rules.scoring import evaluate

AWKWARD = (
    "有<尖括号>和&符号，还有\"引号\"与'撇号'。",
    "表情🙂🏳️‍🌈，从右到左\u200fשלום\u200e，组合é̂，生僻字𠮷。",
    "花括号{{ total }}与{% if x %}都是字，{_{也是}_}，{_%还是%_}。",
    "一个制表\t符，和 多  个  空格。",
    "长" * 5000,
    "averylongwordwithoutanyplacetobreak" * 20,
)
AT = datetime(2024, 1, 16, 18, 0, tzinfo=UTC)
SITES = (
    ("谢村村", "胜石村", "钟一村", "钟二村", "钟三村"),
    ("锦绣花园社区", "骏新社区", "缤纷汇社区", "祈福新邨社区", "钟四村"),
    ("南奥社区", "汉溪村", "诜敦村", "钟村社区"),
)
RECORDS = ((144, 22), (51, 13), (154, 31), (74, 21), (53, 11))
SCORES = {
    ("monitoring", None): "8.925",
    ("effect", None): "12.4",
    ("operation", None): "9.6",
    ("quality", "d1"): "16.8",
    ("quality", "d2"): "16",
    ("quality", "d3"): "16.5",
}
INDICATORS = (
    ("visits", "家访", "人次", "探访", 1200, 1165),
    ("calls", "电访", "人次", "探访", 800, 1445),
    ("cases", "个案接案", "个", "个案", 80, 42),
    ("groups", "小组", "个", "小组", 30, 15),
    ("large", "大型社区活动", "次", "社区活动", 10, 7),
    ("small", "中小型社区活动", "次", "社区活动", 30, 23),
    ("volunteers", "培育志愿者", "名", "志愿服务", 100, 97),
    ("leaders", "志愿者骨干", "名", "志愿服务", 28, 14),
    ("teams", "志愿者队伍和社会组织", "支", "志愿服务", 4, 2),
)


def instrument() -> Instrument:
    return load_shipped("gz-2023-blocks")


def districts() -> tuple[District, ...]:
    found = []
    for n, names in enumerate(SITES, 1):
        counts = RECORDS if n == 1 else ((None, None),) * len(names)
        sites = tuple(
            Site(id=f"s{n}{i}", name=name, records=pair[0], files=pair[1])
            for i, (name, pair) in enumerate(zip(names, counts, strict=True), 1)
        )
        found.append(
            District(id=f"d{n}", name=f"第{'一二三'[n - 1]}片区", sites=sites, staff=4 + n)
        )
    return tuple(found)


def thirty() -> tuple[District, ...]:
    return tuple(
        District(id=f"x{n}", name=f"片区{n}", sites=(Site(id=f"s{n}", name=f"某社区{n}"),))
        for n in range(1, 31)
    )


def staffing() -> Staffing:
    months = [("2023-07", "10", "10", "5", "9"), ("2023-08", "20", "20.5", "10", "15")]
    months += [(f"2023-{m:02}", "20", "20", "10", "15.5") for m in (9, 10, 11)]
    months.append(("2023-12", "20", "21", "10", "15"))
    return Staffing(
        posts=20,
        certified_posts=10,
        total=21,
        certified=15,
        middle=7,
        assistant=8,
        related=1,
        other=5,
        supervisors=4,
        supervisor_years=7,
        stable=18,
        two_years=14,
        lead_certificate="中级社会工作师证书",
        lead_years=12,
        training_met=True,
        months=tuple(
            StaffMonth(
                month=month,
                required=Decimal(a),
                present=Decimal(b),
                certified_required=Decimal(c),
                certified_present=Decimal(d),
            )
            for month, a, b, c, d in months
        ),
    )


def setup() -> Setup:
    panel = [Panelist(id=f"p{i}", name=f"评委{c}") for i, c in enumerate("甲乙丙丁戊", 1)]
    panel += [Panelist(id=f"s{c}", name=f"工作人员{c}", duty=Duty.STAFF) for c in "AB"]
    return Setup(
        station=Station(
            name="钟村街社工服务站",
            short="钟村街社工站",
            town="钟村街道",
            county="番禺区",
            address="番禺区钟村街党群服务中心四楼",
            since="2011-12",
        ),
        visited_on=date(2024, 1, 16),
        contract=Contract(start=date(2023, 7, 16), end=date(2024, 7, 15), fee=Decimal(2400000)),
        period=Period(start=date(2023, 7, 16), end=date(2023, 12, 31)),
        organisations={
            Role.BUREAU: Organisation(name="番禺区民政局"),
            Role.BUYER: Organisation(name="钟村街道办事处", person="代表"),
            Role.SUPERVISION: Organisation(name="市督导中心"),
            Role.CONTRACTOR: Organisation(name="广州市番禺区正阳社会工作服务中心"),
            Role.EVALUATOR: Organisation(name="广州市番禺区社会组织联合会"),
        },
        districts=districts(),
        panel=tuple(panel),
        indicators=tuple(
            Indicator(
                id=key,
                label=label,
                unit=unit,
                group=group,
                target=Decimal(target),
                actual=Decimal(actual),
                districts={"d1": Decimal(500), "d2": Decimal(400), "d3": Decimal(265)}
                if key == "visits"
                else {},
            )
            for key, label, unit, group, target, actual in INDICATORS
        ),
        staffing=staffing(),
        figures=(
            Figure(key="fund", label="社区基金募集", value=Decimal("513418.87"), unit="元"),
            Figure(
                key="linked", label="自主链接资金和物资", value=Decimal("214749.793"), unit="元"
            ),
            Figure(key="policy", label="兜底政策宣传", value=Decimal(3), unit="场", district="d1"),
        ),
        population=Population(total=1502),
        service_blocks=("党建引领", "基本民生保障", "基本社会服务", "基本社区治理"),
        community_organisations=("成长加油站", "强国青年绘本阅读队"),
    )


def decisions() -> Decisions:
    return Decisions(
        settlements=tuple(
            Settlement(
                item=block, district=district, points=Decimal(points), reason="合议", by="sA", at=AT
            )
            for (block, district), points in SCORES.items()
        ),
        parties=(
            PartyEntry(party="buyer", value=Decimal("18.5")),
            PartyEntry(party="supervision", value=Decimal("12.75")),
            PartyEntry(party="bureau", value=Decimal("8.5")),
        ),
        vetoes=tuple(
            VetoCheck(key=veto.key, state=VetoState.NOT_FOUND, evidence="已查", by="sA")
            for veto in instrument().vetoes
        ),
    )


def findings() -> tuple[CuratedFinding, ...]:
    """A praise and a concern for every place, in this order."""
    places = (
        (
            "operation",
            None,
            "",
            "人员配置齐，交接记录完整",
            "督导记录写得相近，建议让每名社工写下自己的反思",
        ),
        ("effect", None, "", "志愿队伍能自己办活动", "五方联动的主题偏散，建议先集中做好一件事"),
        ("monitoring", None, "", "热线登记清楚、去向明白", "个案进度偏慢，建议按月排出接案计划"),
        ("quality", "d1", "", "三张地图更新及时", "残疾人档案还没有建起来，建议先把在册的补齐"),
        ("quality", "d2", "", "节庆活动把邻里聚到一起", "困难群众没有按程度分级，建议分级后定频次"),
        ("quality", "d3", "", "资料归类有序，查找方便", "需求报告看不出各村差别，建议分村写"),
        (None, None, "buyer", "遇到急事叫得到人", "希望多参与街道的应急工作"),
        (None, None, "supervision", "培训有计划也有考核", "实务研究的成果不多，建议每年写成一篇"),
        (None, None, "bureau", "报表按时报送", "上次整改的两项还要继续跟进"),
    )
    found = []
    for n, (block, district, party, good, bad) in enumerate(places, 1):
        for stance, text in ((Stance.PRAISE, good), (Stance.CONCERN, bad)):
            pins = ("closing", "key_issues") if n in {4, 5} and stance is Stance.CONCERN else ()
            found.append(
                CuratedFinding(
                    id=f"f{n}{stance.value[0]}",
                    stance=stance,
                    text=f"{text}。",
                    party=party,
                    block=block,
                    district=district,
                    pins=pins,
                    origins=(f"c{n}",),
                )
            )
    return tuple(found)


def finding(text: str, key: str = "z", block: str = "operation") -> CuratedFinding:
    return CuratedFinding(id=key, stance=Stance.PRAISE, text=text, block=block)


def follow_up(text: str, state: FollowState, note: str = "", key: str = "e1") -> FollowUp:
    earlier = EarlierFinding(
        visit="v0", id=key, text=text, place="项目运营管理", since=date(2023, 6, 20)
    )
    return FollowUp(finding=earlier, state=state, note=note, at=AT)


EARLIER = (
    follow_up("档案要补齐。", FollowState.MENDED, "已补87份"),
    follow_up("督导记录要写具体", FollowState.UNCHANGED, key="e2"),
)


def responses() -> tuple[SurveyResponse, ...]:
    counts = ((7, "80"), (15, "90"), (79, "98"))
    return tuple(SurveyResponse(satisfaction=Decimal(v)) for n, v in counts for _ in range(n))


def example(
    given: Setup | None = None, taken: Decisions | None = None, **other: object
) -> ReportInput:
    """Complete, with nothing open; single parts can be replaced."""
    own = given or setup()
    values: dict[str, object] = {
        "findings": findings(),
        "survey": responses(),
        "reactions": (Reaction(who="社工站", text="对意见没有异议。"),),
        "draft": False,
        **other,
    }
    return ReportInput(
        setup=own,
        instrument=instrument(),
        outcome=evaluate(instrument(), own, (), taken or decisions()),
        today=date(2024, 1, 30),
        **values,
    )


def without_scores() -> Decisions:
    """Everything decided but the quality of the second district and the buyer's score."""
    whole = decisions()
    return changed(
        whole,
        settlements=tuple(s for s in whole.settlements if s.district != "d2"),
        parties=whole.parties[1:],
    )
