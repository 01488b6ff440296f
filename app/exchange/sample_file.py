"""The sample visits that come with the program.

`NAME.yaml` is a set-up; the folder `NAME` beside it holds an entries file for each panelist and
`decisions.yaml`. All are of the formats that anybody may write.
"""

from pathlib import Path

from app.errors import UserError
from app.exchange.entries_file import read_entries
from app.exchange.setup_file import read_setup
from app.exchange.yaml_file import read_document
from app.i18n import N_
from app.model.entries import Entries, PartyDecisions, Sample
from app.model.setup import Setup

DECISIONS_FORMAT = "huiping-decisions/1"
_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "samples"


def sample_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def sample_setup_path(name: str) -> Path:
    """Raises UserError when there is no such sample."""
    if name not in sample_names():
        raise UserError(
            N_("There is no sample visit “{name}”. There are: {known}."),
            name=name[:60],
            known=", ".join(sample_names()),
        )
    return _FOLDER / f"{name}.yaml"


def sample_entries_path(name: str, panelist_id: str) -> Path:
    return _FOLDER / name / f"{panelist_id}.yaml"


def load_sample(name: str) -> Sample:
    """Raises UserError when there is no such sample."""
    setup, instrument = read_setup(sample_setup_path(name))
    return Sample(
        name=name,
        setup=setup,
        instrument=instrument,
        entries=_entries(name, setup),
        decisions=_decisions(name),
    )


def _entries(name: str, setup: Setup) -> dict[str, Entries]:
    return {p.id: read_entries(sample_entries_path(name, p.id)) for p in setup.panel}


def _decisions(name: str) -> PartyDecisions:
    path = _FOLDER / name / "decisions.yaml"
    return read_document(path, DECISIONS_FORMAT).convert(PartyDecisions)
