"""Stores a small library of today's format under tests/files, with its rows beside it as JSON.

    python3 build_scripts/make_fixture.py [FOLDER]

Run in the `.venv` when a release has another format number or another step. What is stored stays
for ever: every later program must open it. Keys have the lowest cost, the passphrase is `PASSPHRASE`.
"""

import json
import shutil
import sys
import tempfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image
from sqlite_utils import Database

from app.exchange import crypto
from app.exchange.calendar_file import shipped
from app.exchange.slots import SlotKind, open_slot, read_slots
from app.library import INDEX, VISIT_KEYS, VISITS, Library
from app.model import capture as c
from app.model.archive import EarlierFinding, FollowState
from app.model.base import changed
from app.model.decision import Unit, VetoState
from app.model.hashes import content_hash
from app.model.instrument import (
    CheckQuestion,
    Evidence,
    SurveyBand,
    SurveyRule,
)
from app.model.rounds import Answer, Content, Party, PointKind, Standing, Step, Told
from app.model.station import Station
from app.rules.calendar import joined
from app.services.captures import Place
from app.services.collect import Incoming
from app.services.packs import Pack
from app.services.rounds import Leaving
from app.storage import connection
from app.storage.migrations import FORMAT, library_steps, visit_steps
from app.storage.store import FILE
from app.visit import Visit
from tests.small import Clock, small_instrument, small_setup

FILES = Path(__file__).resolve().parents[1] / "tests" / "files"
PASSPHRASE = "stored for later"

Known = dict[str, Any]

PARTY, BUYER = small_instrument().parties
QUALITY, WHOLE = PARTY.blocks
PLAN, CARE = (changed(item, example=True) for item in QUALITY.items)
ASKED = (Evidence(id="ev_plan", label="年度计划"),)
BLOCKS = (changed(QUALITY, items=(changed(PLAN, evidence=ASKED), CARE)), WHOLE)
INSTRUMENT = changed(
    small_instrument(),
    id="stored",
    title="存档用指标",
    parties=(changed(PARTY, blocks=BLOCKS), BUYER),
    checklist=(CheckQuestion(id="c_sign", label="指引清楚", example=True),),
    survey=SurveyRule(bands=(SurveyBand(label="满意", low=Decimal(0), high=Decimal(100)),)),
)
SETUP = changed(small_setup(), station=Station(name="存档街社工服务站", short="存档街社工站"))


def main() -> None:
    """Makes the files in a temporary folder, then moves them to their place."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        known = make(made, Path(folder))
        (made / "known.json").write_text(json.dumps(known, ensure_ascii=False, indent=1), "utf-8")
        target = Path(sys.argv[1]) if len(sys.argv) > 1 else FILES / place(known)
        if target.exists():
            sys.exit(f"{target} is there already: what is stored is never made anew")
        shutil.copytree(made, target)
    print(target)


def place(known: Known) -> str:
    """The folder's name tells the format and how many steps of both kinds made it."""
    return f"format_{FORMAT:03d}/steps_{'_'.join(str(n) for n in known['steps'])}"


def make(made: Path, around: Path) -> Known:
    """Plays a short day; what every later program must find in it."""
    clock = Clock()
    library = Library.create(made / "library", PASSPHRASE, crypto.LOWEST)
    elsewhere = Library.create(around / "elsewhere", PASSPHRASE, crypto.LOWEST)
    visit = library.new_visit(SETUP, INSTRUMENT, clock=clock)
    jia, yi = visit.packs.issue(("jia", "yi"), crypto.LOWEST).packs
    (made / "jia.hpack").write_bytes(jia.raw)
    own = library.open_pack(jia.raw, jia.code, clock=clock)
    record_everything(own)
    sheets = [hand_in(own), played(elsewhere, jia, "7", clock), played(elsewhere, yi, "9", clock)]
    for sheet in sheets:
        (made / sheet.name).write_bytes(sheet.raw)
    own.handin.reopen("补一条意见")
    visit.collecting.collect(sheets)
    decide(visit)
    library.note(own)
    library.note(visit)
    told = {
        "passphrase": PASSPHRASE,
        "code": jia.code,
        "visit": visit.folder.name,
        "total": str(visit.merging.outcome.total),
        "findings": [edit.text for edit in visit.findings.curated()],
        "sheets": [sheet.name for sheet in sheets],
    }
    for one in (own, visit, library, elsewhere):
        one.close()
    shutil.rmtree(visit.folder / "backups")
    for lock in made.rglob("visit.lock"):
        lock.unlink()
    return told | stored(made / "library")


def record_everything(visit: Visit) -> None:
    """One capture of each kind, and all scores."""
    at = visit.captures
    at.sign("评委甲", confidential=True, recusals={"d2": "亲属在该片区任职。"})
    at.record(
        c.Answer(value=c.AnswerValue.PARTLY, remark="缺夜间"), Place(item="c_sign", site="s1")
    )
    at.record(
        c.DocumentCheck(state=c.DocumentState.COMPLETE, where="二号柜"),
        Place(item="ev_plan", district="d1"),
    )
    talk = c.Exchange(asked="多久来一次", answer="每周。")
    at.record(c.Interview(guide="user", code="D1-01", exchanges=(talk,)), Place(district="d1"))
    at.record(c.Note(text="介绍按时结束。\n问答十分钟。", stage="briefing"))
    at.record(
        c.Finding(stance=c.Stance.PRAISE, text="计划写得具体。"),
        Place(block="quality", district="d1"),
    )
    at.record(c.Finding(stance=c.Stance.CONCERN, text="值班表需要更新。"), Place(block="whole"))
    at.record(c.SurveyResponse(code="R1", satisfaction=Decimal("92.5"), known=4, way="电访"))
    at.record(c.Reaction(who="社工站", text="没有异议。"))
    at.add_photo(picture(), "门口", Place(site="s1"))
    for _block, item, district in visit.scores.cells():
        visit.scores.give(item.id, district, Decimal("8.5"), reason="缺一份记录。")


def picture() -> bytes:
    raw = BytesIO()
    Image.new("RGB", (8, 8), "#336699").save(raw, "JPEG")
    return raw.getvalue()


def hand_in(visit: Visit) -> Incoming:
    handed = visit.handin.hand_in()
    return Incoming(handed.file_name, handed.raw)


def played(library: Library, pack: Pack, points: str, clock: Clock) -> Incoming:
    """A sheet from another laptop, with the same points everywhere."""
    visit = library.open_pack(pack.raw, pack.code, clock=clock)
    visit.captures.declare(signature=pack.name, confidential=True)
    for _block, item, district in visit.scores.cells():
        visit.scores.give(item.id, district, Decimal(points), reason="另一台电脑。")
    sheet = hand_in(visit)
    visit.close()
    return sheet


def decide(visit: Visit) -> None:
    """One decision of each kind."""
    decide, by = visit.decide, "工作人员A"
    for item, district in (("plan", "d1"), ("care", "d1"), ("whole", None)):
        decide.pick("jia", item, district, "8.5", by=by)
    decide.settle("whole", None, Decimal("36.5"), reason="复核材料后一致同意。", by="评委甲")
    decide.accept_objection("jia", "d2", reason="站方提出，成立。", by=by)
    decide.enter_party("buyer", Decimal("92.5"), Unit.PERCENT, person="街道办", on=SETUP.visited_on)
    decide.check_veto("illegal", VetoState.NOT_FOUND, evidence="问过区民政局。", by=by)
    first, second = visit.findings.all()
    visit.findings.reword(first.id, "计划写得具体，责任到人。")
    visit.findings.leave_out(second.id, "当天已经更新。")
    visit.report.edit_passage("panyu", "summary", "总分{total}分。", "原拟")
    after_the_evening(visit)
    visit.setups.change(changed(SETUP, community_organisations=("甲村互助队",)))


def after_the_evening(visit: Visit) -> None:
    """One record of each kind: a version, a step, an answered reply, a complaint."""
    rounds, day = visit.rounds, SETUP.visited_on
    said = Content(findings=(Told(key="1", text="计划写得具体，责任到人。"),))
    stood = Standing(
        family="C05",
        quote="2023年2月30日",
        says="There is no such day as {day}.",
        values={"day": "2023年2月30日"},
        reason="照录原件。",
        by="工作人员A",
    )
    report = Leaving("panyu", b"a Word file", said, (stood,))
    rounds.issue(report, to="区民政局", calendars=joined(shipped()))
    for step in (Step.REPORT, Step.CONFIRMATION, Step.POSTED):
        rounds.record(step, day, joined(shipped()))
    rounds.reply(Party.BUYER, day, person="街道办", text="没有异议。")
    reply = rounds.all().replies[0].id
    rounds.add_point(reply, PointKind.FACT, about="人员配备", text="持证人数是 15 名。")
    point = rounds.all().replies[0].points[0].id
    rounds.answer(reply, point, Answer.TAKEN, "已改为 15 名。")
    rounds.complain(day, who="居民A", text="名单有误。")
    earlier = EarlierFinding(visit="before", id="1", text="灯具老化。", since=day)
    visit.follow_ups.judge(earlier, FollowState.MENDED, note="已换新。")


def stored(library: Path) -> Known:
    """Which steps were run, and all rows of all visits."""
    keyring, _cost = Library.unlock(library, PASSPHRASE)
    index = connection.open_existing(library / INDEX, keyring.index, newest=FORMAT)
    steps, rows = [len(library_steps.applied(index))], {}
    index.conn.close()
    for folder in sorted((library / VISITS).iterdir()):
        slots = read_slots((folder / VISIT_KEYS).read_bytes())
        key = open_slot(slots.slot(SlotKind.LIBRARY), folder.name, keyring.visits)
        database = connection.open_existing(folder / FILE, key, newest=FORMAT)
        steps = [len(visit_steps.applied(database)), steps[-1]]
        rows[folder.name] = all_rows(database)
        database.conn.close()
    return {"steps": steps, "rows": rows}


def all_rows(database: Database) -> dict[str, list[list[object]]]:
    """Of all tables of our own but the search index, which is made from them; bytes by hash."""
    others = ("_", "sqlite", "search_")
    ours = sorted(name for name in database.table_names() if not name.startswith(others))
    return {table: table_rows(database, table) for table in ours}


def table_rows(database: Database, table: str) -> list[list[object]]:
    """In a fixed order, with columns named in the first row."""
    found = database.execute(f"select * from {table} order by 1, 2")
    names = [column[0] for column in found.description]
    return [names, *([shown(value) for value in row] for row in found)]


def shown(value: object) -> object:
    return f"bytes {content_hash(value)}" if isinstance(value, bytes) else value


if __name__ == "__main__":
    main()
