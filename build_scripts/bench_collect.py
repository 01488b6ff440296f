"""What collecting many sheets costs: time, memory and how both grow.

    python3 build_scripts/bench_collect.py [--json] [SHEETS ...]

Each sheet holds 400 captures and 3 photos. The yardstick of the same run is the bare cost of the
same bytes: the files read, and written into an encrypted database in one transaction.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image

from app.exchange import crypto
from app.exchange.photo import Picture, make_photo
from app.exchange.sample_file import load_sample
from app.library import Library
from app.model.base import changed
from app.model.capture import AnyBody, Finding, Note, Score, Stance
from app.model.panel import Assignment, Panelist
from app.model.station import District
from app.services.captures import Place
from app.services.collect import Incoming
from app.storage import connection
from app.visit import Visit

SIZES = (25, 50, 100)
CAPTURES, PHOTOS, DISTRICTS = 400, 3, 4
PASSPHRASE = "long enough"
TEXT = "走访记录写了时间和去处，没有写谈了什么，隔两个月再看，无从知道这一户有没有好转。"


def main(arguments: list[str]) -> int:
    """Measures each size in a process of its own, since memory is never given back."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(measure(int(arguments[1]))))
        return 0
    sizes = [int(word) for word in arguments if word.isdigit()] or list(SIZES)
    found = [_in_child(size) for size in sizes]
    if "--json" in arguments:
        print(json.dumps(found, indent=1))
    else:
        tell(found)
    return 0


def _in_child(size: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def measure(size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="huiping-") as folder:
        visit, files = _sheets(Path(folder), size)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = perf_counter()
        taken = visit.collecting.collect(files, progress=_nothing)
        collected = perf_counter() - began
        assert len(taken.sheets) == size
        began = perf_counter()
        outcome = visit.merging.outcome
        merged = perf_counter() - began
        assert outcome.done == outcome.cells
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        bare = _bare(Path(folder), files)
        visit.close()
    return {
        "sheets": size,
        "megabytes": sum(len(f.raw) for f in files) / 1e6,
        "collect": collected,
        "outcome": merged,
        "bare": bare,
        "memory": (after - before) / 1024,
    }


def _sheets(folder: Path, size: int) -> tuple[Visit, list[Incoming]]:
    """A visit that went out to as many people, and what each of them hands in."""
    sample = load_sample("zhongcun")
    panel = tuple(Panelist(id=f"p{n}", name=f"评委{n}") for n in range(size))
    setup = changed(
        sample.setup,
        panel=panel,
        districts=tuple(District(id=f"d{n}", name=f"第{n}片区") for n in range(DISTRICTS)),
        assignments=tuple(
            Assignment(panelist=p.id, block=b.id) for p in panel for b in sample.instrument.blocks()
        ),
        leads={},
        figures=(),
        indicators=(),
    )
    office = Library.create(folder / "office", PASSPHRASE, crypto.LOWEST)
    laptop = Library.create(folder / "laptop", PASSPHRASE, crypto.LOWEST)
    visit = office.new_visit(setup, sample.instrument)
    photos = [_photo(n) for n in range(PHOTOS)]
    files = []
    for pack in visit.packs.issue(cost=crypto.LOWEST).packs:
        own = laptop.open_pack(pack.raw, pack.code)
        files.append(_handed_in(own, photos))
        own.close()
    laptop.close()
    return visit, files


def _handed_in(visit: Visit, photos: Sequence[Picture]) -> Incoming:
    visit.captures.declare(signature="评委", confidential=True)
    recorded: list[tuple[AnyBody, Place]] = []
    for number, (block, item, district) in enumerate(visit.scores.cells()):
        points = item.full - item.step * (number % 3)
        body = Score(points=points, reason="按标准扣分")
        recorded.append((body, Place(block.id, item.id, district)))
    for number in range(CAPTURES - len(recorded) - 1):
        body = Finding(stance=Stance.CONCERN, text=TEXT) if number % 2 else Note(text=TEXT)
        recorded.append((body, Place(district=f"d{number % DISTRICTS}")))
    visit.captures.record_all(recorded, "Fill")
    for raw in photos:
        visit.photos.add(raw)
    handed = visit.handin.hand_in()
    return Incoming(handed.file_name, handed.raw)


def _photo(number: int) -> Picture:
    """A picture with enough in it not to shrink to nothing."""
    image = Image.effect_noise((1280, 960), 40 + number).convert("RGB")
    raw = BytesIO()
    image.save(raw, "JPEG", quality=60)
    return make_photo(raw.getvalue(), "照片.jpg")


def _bare(folder: Path, files: Sequence[Incoming]) -> float:
    """The same bytes read from files and written into an encrypted database."""
    lying = folder / "lying"
    lying.mkdir()
    for file in files:
        (lying / file.name).write_bytes(file.raw)
    database = connection.create(folder / "bare.db", crypto.new_key())
    database.execute("create table held (name text, raw blob)")
    began = perf_counter()
    with database.atomic():
        for path in lying.iterdir():
            database.execute("insert into held values (?, ?)", [path.name, path.read_bytes()])
    taken = perf_counter() - began
    database.conn.close()
    return taken


def _nothing(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def tell(found: Sequence[dict[str, float]]) -> None:
    print(f"{CAPTURES} captures and {PHOTOS} photos a sheet")
    print("sheets     MB   collect      bare   ratio   outcome   memory   ms a sheet")
    for one in found:
        print(
            f"{one['sheets']:6.0f} {one['megabytes']:6.1f} {one['collect']:8.2f}s"
            f" {one['bare']:8.2f}s {one['collect'] / one['bare']:7.1f} {one['outcome']:8.2f}s"
            f" {one['memory']:6.0f}MB {one['collect'] / one['sheets'] * 1000:12.1f}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
