"""How long the window takes to answer when a figure of the instrument is typed.

    python3 build_scripts/bench_instrument.py [--rounds N]

The sample's instrument and a heavy one: milliseconds from the last key to a window that waits
again, its longest stretch without a look at the keyboard, and what the same change takes in the
core alone, without a window.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from bench_window import BenchWindow, Watch, milliseconds
from heavy_visit import PASSPHRASE, heavy_set_up
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.exchange import crypto
from app.exchange.sample_file import load_sample
from app.library import Library
from app.model.instrument import Instrument
from app.model.setup import Setup
from app.rules.instrument_edit import put
from app.rules.instrument_tree import Place
from app.visit import Visit
from ui.models.setup_sections import INSTRUMENT
from ui.screens.base import Target
from ui.screens.coordinator.instrument_part import InstrumentPart

FIGURES = ("4", "5", "6", "7", "3")


@dataclass(frozen=True, slots=True)
class Case:
    """A visit before its packs go out, by name."""

    name: str
    setup: Setup
    instrument: Instrument

    @property
    def last_item(self) -> Place:
        """Where the figure is typed: in the last item of the last block that has items."""
        places = [
            ("parties", p, "blocks", b, "items", len(block.items) - 1)
            for p, party in enumerate(self.instrument.parties)
            for b, block in enumerate(party.blocks)
            if block.items
        ]
        return places[-1]


def cases() -> Iterator[Case]:
    sample = load_sample("zhongcun")
    yield Case("sample", sample.setup, sample.instrument)
    yield Case("heavy", *heavy_set_up())


@contextmanager
def planned(case: Case) -> Iterator[Path]:
    """A folder with a library in which the case's visit lies."""
    with tempfile.TemporaryDirectory(prefix="huiping-") as name:
        library = Library.create(Path(name) / "library", PASSPHRASE, crypto.LOWEST)
        library.new_visit(case.setup, case.instrument).close()
        library.close()
        yield Path(name)


def typed(case: Case, rounds: int) -> Watch:
    """What the window takes for each figure."""
    with planned(case) as folder:
        window = BenchWindow(folder)
        window.open()
        window.page.go("setup")
        window.screen.reveal(Target("setup", item=INSTRUMENT))
        window.watch.settle()
        part = window.window.findChild(InstrumentPart)
        assert part is not None
        part.outline.view.choose(case.last_item)
        window.watch.settle()
        for text in islice(cycle(FIGURES), rounds):
            window.watch.time(case.name, "typed", partial(_type, part, text))
        window.close()
    return window.watch


def _type(part: InstrumentPart, text: str) -> None:
    editors = part.form.form.editors.items()
    editor = next(widget for field, widget in editors if field.path == ("full",))
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)
    editor.flush()


def alone(case: Case, rounds: int) -> list[float]:
    """What the core takes for the same, in milliseconds."""
    with planned(case) as folder:
        library = Library.open(folder / "library", PASSPHRASE)
        visit = library.open_visit(library.summaries()[0].folder)
        found = [
            milliseconds(partial(_change, visit, case.last_item, text))
            for text in islice(cycle(FIGURES), rounds)
        ]
        visit.close()
        library.close()
    return found


def _change(visit: Visit, place: Place, text: str) -> None:
    changed = put(visit.instrument, place, ("full",), Decimal(text))
    visit.instruments.change(changed, at=(*place, "full"))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    for case in cases():
        taken = [one for one in typed(case, rounds).taken if one.what == "typed"]
        whole, bare = median(one.whole for one in taken), median(alone(case, rounds))
        items = sum(len(block.items) for block in case.instrument.blocks())
        print(
            f"{case.name} ({items} items): {whole:.0f} ms, longest stretch "
            f"{max(one.longest for one in taken):.0f} ms, core alone {bare:.1f} ms, "
            f"{whole / bare:.1f} times"
        )


if __name__ == "__main__":
    main()
