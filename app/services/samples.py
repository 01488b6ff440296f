"""Random samples that a panelist draws and records."""

from collections.abc import Iterable

from app.model.capture import Capture, Sample
from app.rules.columns import Table
from app.rules.sampling import Listed, Population, Size, draw, draw_again
from app.services.captures import ANYWHERE, CaptureService, Place
from app.services.results import Created
from app.services.state import State


class SampleService:
    def __init__(self, state: State, captures: CaptureService) -> None:
        self._state = state
        self._captures = captures

    def all(self) -> tuple[Capture, ...]:
        return self._captures.all("sample")

    def next_seed(self) -> str:
        """Day of the visit, who draws, and the how-manieth draw, as in `20240116-jia-2`."""
        setup = self._state.setup
        return f"{setup.visited_on:%Y%m%d}-{self._state.person}-{len(self.all()) + 1}"

    def draw(
        self,
        population: Population,
        size: Size,
        seed: str,
        *,
        place: Place = ANYWHERE,
        source: str = "",
        note: str = "",
    ) -> Created:
        """Draws and records.

        Raises:
            UserError: as `rules.sampling.draw` and `CaptureService.record`.
        """
        return self._captures.record(draw(population, size, seed, source=source, note=note), place)


def is_repeated(sample: Sample, population: Population) -> bool:
    """Whether this list gives the same draw again."""
    same = population.hash == sample.population_hash
    return same and draw_again(sample, population) == sample


def listed_lines(text: str) -> tuple[Listed, ...]:
    """Typed or pasted ids, one a line; what follows a tab or a comma is the stratum."""
    lines = (line.replace("，", "\t").replace(",", "\t") for line in text.splitlines())
    parts = (line.partition("\t") for line in lines)
    return tuple(Listed(one, stratum) for one, _tab, stratum in parts)


def listed_rows(table: Table, column: int, stratum: int | None = None) -> tuple[Listed, ...]:
    """Ids of a column of a table, with their strata from another one."""
    return tuple(
        Listed(row.cells[column], "" if stratum is None else row.cells[stratum])
        for row in table.rows
    )


def strata_of(listed: Iterable[Listed]) -> tuple[str, ...]:
    """The names of the strata, sorted; one without a name where there are none."""
    return tuple(sorted({one.stratum.strip() for one in listed}))
