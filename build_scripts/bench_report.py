"""What writing a report costs: the sample visit, and one with 30 districts and 600 findings.

    python3 build_scripts/bench_report.py [--json]

The yardstick is docxtpl by itself, filling the same form from the same context in the same run:
`fill` is what filling costs on top of that, `export` all of it, from the visit's data to the file
on the disk that was read back and found complete.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docxtpl import DocxTemplate

from app.demo import play
from app.exchange import crypto
from app.library import Library
from app.model.base import changed
from app.model.capture import Stance
from app.model.curated import CuratedFinding
from app.model.decision import Decisions
from app.model.station import District, Site
from app.reports.context import build_context
from app.reports.form import Form, load_form
from app.reports.input import ReportInput
from app.reports.preview import preview
from app.reports.render import render_docx
from app.reports.wording import chinese
from app.rules.scoring import evaluate
from app.services.report import export

DISTRICTS, FINDINGS, RUNS = 30, 600, 9
TEXT = "走访记录写了时间和去处，没有写谈了什么，隔两个月再看，无从知道这一户有没有好转。"
PASSPHRASE = "long enough"


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="huiping-") as folder:
        sample = sample_input(Path(folder))
        found = {
            f"{name}, {form}": measure(given, load_form(form), Path(folder) / "report.docx")
            for name, given in (("sample", sample), ("heavy", heavy(sample)))
            for form in ("panyu", "yuexiu")
        }
    print(json.dumps(found, indent=1) if "--json" in arguments else told(found))
    return 0


def sample_input(folder: Path) -> ReportInput:
    """The played sample day as the report sees it, as a draft."""
    libraries = [Library.create(folder / name, PASSPHRASE, crypto.LOWEST) for name in ("a", "b")]
    visit = play(libraries[0], "zhongcun", libraries[1]).visit
    given = visit.report.input("panyu")
    visit.close()
    return given


def heavy(sample: ReportInput) -> ReportInput:
    districts = tuple(
        District(
            id=f"x{n}",
            name=f"第{chinese(n)}片区",
            sites=tuple(Site(id=f"x{n}s{k}", name=f"{n}号{k}社区") for k in range(5)),
        )
        for n in range(1, DISTRICTS + 1)
    )
    findings = tuple(
        CuratedFinding(
            id=f"f{n}",
            stance=(Stance.PRAISE, Stance.CONCERN)[n % 2],
            text=f"{n}：{TEXT}",
            block="quality",
            district=districts[n % DISTRICTS].id,
        )
        for n in range(FINDINGS)
    )
    setup = changed(sample.setup, districts=districts)
    return ReportInput(
        setup=setup,
        instrument=sample.instrument,
        outcome=evaluate(sample.instrument, setup, (), Decisions()),
        today=sample.today,
        findings=findings,
    )


def measure(given: ReportInput, form: Form, path: Path) -> dict[str, float]:
    """Milliseconds, the median of some runs."""
    context = build_context(given, form)
    return {
        "bare": timed(lambda: bare(form, context)),
        "fill": timed(lambda: render_docx(form, context)),
        "context": timed(lambda: build_context(given, form)),
        "export": timed(lambda: export(given, form, path)),
        "preview": timed(lambda: preview(given, form)),
        "kilobytes": path.stat().st_size / 1000,
    }


def bare(form: Form, context: dict[str, object]) -> bytes:
    document = DocxTemplate(form.template)
    document.render(context, autoescape=True)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def timed(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        began = perf_counter()
        work()
        taken.append((perf_counter() - began) * 1000)
    return median(taken)


def told(found: dict[str, dict[str, float]]) -> str:
    lines = [
        f"{'':16}{'bare':>8}{'fill':>8}{'context':>9}{'export':>8}{'preview':>9}{'kB':>6}  export / bare"
    ]
    for name, one in found.items():
        ratio = one["export"] / one["bare"]
        lines.append(
            f"{name:16}{one['bare']:8.0f}{one['fill']:8.0f}{one['context']:9.0f}"
            f"{one['export']:8.0f}{one['preview']:9.0f}{one['kilobytes']:6.0f}  {ratio:.1f}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
