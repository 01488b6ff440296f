"""A visit far larger than any real one, for pictures, benchmarks and tests.

100 districts × 60 items, 300 photos, 2,000 findings, a station name of 60 characters, and the
longest names that one would still meet. `Size` makes a smaller one of the same shape.

    python3 build_scripts/heavy_visit.py DIR

makes a library in DIR with the coordinator's evening and one panelist's day; the passphrase is
printed.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image

from app.exchange import crypto
from app.exchange.photo import make_photo
from app.exchange.sample_file import load_sample
from app.library import Library
from app.model.base import changed, to_json
from app.model.capture import (
    Answer,
    AnswerValue,
    AnyBody,
    DocumentCheck,
    DocumentState,
    Exchange,
    Finding,
    Interview,
    Note,
    Score,
    Stance,
)
from app.model.entries import Sample
from app.model.instrument import Evidence, Instrument, Item
from app.model.setup import Setup
from app.model.station import District, Organisation, Site
from app.services.captures import CaptureService, Place
from app.services.collect import Incoming
from app.services.packs import Pack
from app.storage.audit import AuditRow
from app.storage.store import Clock
from app.visit import Visit

PASSPHRASE = "long enough"
BLOCK = "quality"
PANELIST = "bing"
STATION = (
    "广州市番禺区钟村街道与石壁街道联合社会工作服务站暨困难群众兜底民生保障"
    "与社区治理创新综合服务中心（含十四村居点及流动站）"
)
SHORT = "钟村街石壁街联合社工服务站"
OWNER = "广州市番禺区社会工作与志愿服务综合发展促进中心（有限合伙民办非企业单位）"
SENTENCES = (
    "台账按月归档，抽到的三户都能从登记一路查到结案，社工不翻本子也说得出近况。",
    "走访记录写了时间和去处，没有写谈了什么，隔两个月再看，无从知道这一户有没有好转。",
    "居委说名单上有两户已经搬走，站里还没有核对；请在实地观察时当面问清楚，再看系统里的更新日期。",
)
Recorded = tuple[AnyBody, Place]


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything; `sites` are per district, `findings` per visit."""

    districts: int = 100
    items: int = 60
    sites: int = 3
    photos: int = 300
    findings: int = 2000


HEAVY = Size()


def heavy_set_up(size: Size = HEAVY) -> tuple[Setup, Instrument]:
    """The sample's visit, grown: every panelist who scores by district has all districts."""
    sample = load_sample("zhongcun")
    districts = tuple(_district(n, size.sites) for n in range(1, size.districts + 1))
    setup = changed(
        sample.setup,
        station=changed(sample.setup.station, name=STATION, short=SHORT),
        districts=districts,
        organisations={r: _renamed(o) for r, o in sample.setup.organisations.items()},
        panel=tuple(changed(p, organisation=OWNER) for p in sample.setup.panel),
        figures=tuple(f for f in sample.setup.figures if f.district is None),
    )
    return setup, _instrument(sample, size.items)


def fresh_panelist(library: Library, setup: Setup, instrument: Instrument, clock: Clock) -> Visit:
    """A panelist's visit with nothing in it yet, open; its coordinator's is thrown away."""
    with tempfile.TemporaryDirectory(prefix="huiping-") as folder:
        coordinator = Library.create(Path(folder) / "library", PASSPHRASE, crypto.LOWEST)
        origin = coordinator.new_visit(setup, instrument, clock=clock)
        pack = origin.packs.issue((PANELIST,), crypto.LOWEST).packs[0]
        origin.close()
        coordinator.close()
    return library.open_pack(pack.raw, pack.code, clock=clock)


def heavy_panelist(library: Library, size: Size = HEAVY) -> str:
    """One panelist's visit with everything recorded and nothing handed in; its folder's name."""
    visit = fresh_panelist(library, *heavy_set_up(size), ticking())
    record(visit, size)
    library.note(visit)
    visit.close()
    return visit.folder.name


def heavy_coordinator(library: Library, panelists: Library, size: Size = HEAVY) -> str:
    """The coordinator's visit with all experts' sheets collected; its folder's name.

    Photos and findings are shared out among the experts.
    """
    setup, instrument = heavy_set_up(size)
    clock = ticking()
    visit = library.new_visit(setup, instrument, clock=clock)
    packs = visit.packs.issue(cost=crypto.LOWEST).packs
    raters = {a.panelist for a in setup.assignments}
    own = _share(size, len(raters))
    sheets = [_sheet(panelists, pack, own, clock) for pack in packs if pack.panelist in raters]
    visit.collecting.collect(sheets)
    many_changes(visit, size.districts * 100)
    library.note(visit)
    visit.close()
    return visit.folder.name


def many_changes(visit: Visit, count: int) -> None:
    """Fills the record of changes as a long quarrel over settlements would."""
    store = visit.state.store
    item, places = visit.instrument.blocks()[-1].scored()[0], visit.setup.districts
    values = to_json({"item": item.label}).decode()
    with store.log.operation("Settle {item}", item=item.label):
        for number in range(count):
            district = places[number % len(places)]
            before, after = Decimal(number % 40) / 10, Decimal((number + 3) % 40) / 10
            row = AuditRow(
                id=0,
                at=store.stamp(),
                who=f"工作人员{'ABC'[number % 3]}",
                played="undo" if number % 31 == 30 else "",
                label="Settle {item}",
                values=values,
                before=f"{before}；{SENTENCES[number % len(SENTENCES)]}",
                after=f"{after}；{SENTENCES[(number + 1) % len(SENTENCES)]}",
                place=district.name,
                origin=f"decision/settlement/{item.id}/{district.id}",
            )
            store.audit.add(row)


def _share(size: Size, people: int) -> Size:
    """One person's share of the photos and findings."""
    return Size(
        size.districts, size.items, size.sites, size.photos // people, size.findings // people
    )


def record(visit: Visit, size: Size = HEAVY) -> None:
    """Signs in and records everything, but for the last district's scores."""
    person = visit.me
    assert person is not None
    captures = visit.captures
    captures.sign(person.name, confidential=True, recusals={})
    captures.record_all(_scores(visit), "Scores")
    captures.record_all(_checks(visit), "Checks")
    captures.record_all(islice(_findings(visit), size.findings), "Findings")
    captures.record_all(_talks(visit), "Interviews")
    _add_photos(captures, visit.setup, size.photos)


def _sheet(library: Library, pack: Pack, size: Size, clock: Clock) -> Incoming:
    visit = library.open_pack(pack.raw, pack.code, clock=clock)
    record(visit, size)
    handed = visit.handin.hand_in()
    library.note(visit)
    visit.close()
    return Incoming(handed.file_name, handed.raw)


def ticking() -> Clock:
    """A clock on the sample's day that goes on a little at each look."""
    at = datetime(2024, 1, 16, 8, 0, tzinfo=timezone(timedelta(hours=8)))

    def tick() -> datetime:
        nonlocal at
        at += timedelta(milliseconds=100)
        return at.replace(microsecond=0)

    return tick


def _district(number: int, sites: int) -> District:
    return District(
        id=f"d{number}",
        name=f"第{number}片区（含新建住宅小区和城中村）",
        sites=tuple(
            Site(id=f"d{number}s{n}", name=f"第{number}片区第{n}社区党群服务中心社工点")
            for n in range(1, sites + 1)
        ),
    )


def _renamed(organisation: Organisation) -> Organisation:
    return changed(organisation, name=OWNER)


def _instrument(sample: Sample, count: int) -> Instrument:
    parties = tuple(
        changed(
            party,
            blocks=tuple(
                changed(block, items=tuple(_items(count, block.full)))
                if block.id == BLOCK
                else block
                for block in party.blocks
            ),
        )
        for party in sample.instrument.parties
    )
    return changed(sample.instrument, parties=parties)


def _items(count: int, full: Decimal) -> Iterator[Item]:
    """Items that add up to the block's full mark, ten to a group, each with two documents."""
    even = (full / count).quantize(Decimal("0.1"))
    for number in range(1, count + 1):
        own = even if number < count else full - even * (count - 1)
        yield Item(
            id=f"h{number}",
            label=f"第{number}项 困难群众需求评估与分层分类服务成效",
            full=own,
            step=Decimal("0.05"),
            group=f"第{(number - 1) // 10 + 1}组 服务设计、执行与成效",
            hint="记录对得上，改变说得出",
            criterion="".join(SENTENCES),
            evidence=tuple(
                Evidence(
                    id=f"h{number}e{n}", label=f"第{number}项的服务计划、过程记录与成效材料（{n}）"
                )
                for n in (1, 2)
            ),
            allow_na=number % 10 == 0,
        )


def _scores(visit: Visit) -> Iterator[Recorded]:
    last = visit.setup.districts[-1].id
    shares = cycle((Decimal(1), Decimal("0.5")))
    for block, item, district in visit.scores.cells():
        if district == last:
            continue
        share = next(shares)
        reason = "" if share == 1 else SENTENCES[1]
        points = (item.full * share).quantize(item.step)
        points -= points % item.step
        yield (
            Score(points=points, reason=reason),
            Place(block=block.id, item=item.id, district=district),
        )


def _checks(visit: Visit) -> Iterator[Recorded]:
    values, states = cycle(AnswerValue), cycle(DocumentState)
    for district in visit.setup.districts[:-1]:
        for site in district.sites:
            for question in visit.instrument.checklist:
                place = Place(item=question.id, district=district.id, site=site.id)
                yield Answer(value=next(values), remark=SENTENCES[1]), place
    for block in visit.instrument.blocks():
        for item in block.scored():
            for evidence in item.evidence:
                yield (
                    DocumentCheck(state=next(states), where="二楼档案柜第三层"),
                    Place(item=evidence.id),
                )


def _findings(visit: Visit) -> Iterator[Recorded]:
    """Without end: over and over the districts, items, stances and sentences."""
    block = visit.instrument.block(BLOCK)
    where, items = cycle(visit.setup.districts), cycle(block.scored())
    said = cycle(zip(Stance, SENTENCES, strict=True))
    number = 0
    while True:
        number += 1
        stance, text = next(said)
        finding = Finding(stance=stance, text=f"{number}：{text}")
        yield finding, Place(block=BLOCK, item=next(items).id, district=next(where).id)


def _talks(visit: Visit) -> Iterator[Recorded]:
    for guide in visit.instrument.guides:
        for number in range(1, 6):
            answered = tuple(
                Exchange(question=q.id, asked=q.text, answer=SENTENCES[n % 3])
                for n, q in enumerate(guide.questions)
            )
            code = f"F-{number:03}" if guide.coded else ""
            yield Interview(guide=guide.kind, code=code, exchanges=answered), Place()
    for number in range(60):
        yield Note(text=f"{number}：{SENTENCES[number % 3]}", stage="briefing"), Place()


def _add_photos(captures: CaptureService, setup: Setup, count: int) -> None:
    sites = cycle(site.id for district in setup.districts for site in district.sites)
    for number, site in enumerate(islice(sites, count)):
        made = make_photo(picture(number))
        captures.add_photo(made.data, f"第{number + 1}张 {SENTENCES[0]}", Place(site=site))


def picture(number: int) -> bytes:
    """A photo of its own: colours that run over and a grain that does not compress."""
    tint = (40 + number * 37 % 170, 60 + number * 61 % 150, 80 + number * 17 % 130)
    grain = Image.effect_noise((480, 360), 40).convert("RGB")
    made = BytesIO()
    Image.blend(Image.new("RGB", grain.size, tint), grain, 0.3).save(made, "JPEG", quality=80)
    return made.getvalue()


def main() -> None:
    folder = Path(sys.argv[1])
    library = Library.create(folder / "library", PASSPHRASE, crypto.LOWEST)
    panelists = Library.create(folder / "panelists", PASSPHRASE, crypto.LOWEST)
    print("coordinator", heavy_coordinator(library, panelists))
    print("panelist", heavy_panelist(library))
    print("passphrase:", PASSPHRASE)
    panelists.close()
    library.close()


if __name__ == "__main__":
    main()
