"""The survey on a panelist's or staff member's laptop: entry, import, figures so far."""

from dataclasses import dataclass
from decimal import Decimal

from app.changes import Changes
from app.errors import UserError
from app.exchange.survey_file import Refused, SurveyRead
from app.i18n import N_
from app.model.capture import SurveyResponse
from app.rules.survey import Survey, responses, survey
from app.services.captures import ANYWHERE, CaptureService, typing_in
from app.services.results import Created
from app.services.state import State


@dataclass(frozen=True, slots=True)
class Imported:
    """`repeated` rows were imported before; `refused` are those of the file and of the visit."""

    changes: Changes
    stored: int
    repeated: int
    refused: tuple[Refused, ...]


class SurveyService:
    """Respondents go by codes; each code is one respondent."""

    def __init__(self, state: State, captures: CaptureService) -> None:
        self._state = state
        self._captures = captures

    def figures(self) -> Survey:
        """Of what was recorded on this laptop."""
        given = responses(self._captures.all("survey"))
        return survey(given, self._state.instrument.survey, self._state.setup.population)

    def enter(
        self,
        *,
        code: str = "",
        satisfaction: Decimal | None = None,
        known: int | None = None,
        way: str = "",
    ) -> Created:
        """One respondent. What `correct` does to it next belongs to the same undo step.

        Raises:
            UserError: nothing was answered, the code is taken or looks like a person's number,
                or satisfaction is not from 0 to 100.
        """
        code = code.strip()
        if satisfaction is None and known is None:
            raise UserError(N_("Enter satisfaction, or how many questions were known."))
        if satisfaction is not None and not 0 <= satisfaction <= 100:
            raise UserError(N_("Satisfaction is a percentage from 0 to 100."))
        if code in self._codes():
            raise _taken(code)
        body = SurveyResponse(code=code, satisfaction=satisfaction, known=known, way=way)
        created = self._captures.record(body)
        self._state.store.log.last_on(typing_in(created.id))
        return created

    def correct(self, response: str, body: SurveyResponse) -> Changes:
        """Another body for a respondent: one undo step until the next one, however slowly typed.

        Raises:
            UserError: as for any capture; then the response stays as it was.
        """
        changes = self._captures.change(response, body)
        if changes:
            self._state.store.log.last_on(typing_in(response))
        return changes

    def take(self, read: SurveyRead) -> Imported:
        """Stores what a file holds: one undo step. Taking the same file again changes nothing."""
        sources = {own.source for own in self._own() if own.source}
        fresh = [one for one in read.responses if one.source not in sources]
        codes = self._codes()
        stored = [one for one in fresh if one.code not in codes]
        taken = [Refused(_row(one), _taken(one.code)) for one in fresh if one.code in codes]
        changes = Changes()
        if stored:
            pairs = [(one, ANYWHERE) for one in stored]
            changes = self._captures.record_all(pairs, N_("Import a survey"))
        refused = sorted((*read.refused, *taken), key=lambda one: one.row)
        repeated = len(read.responses) - len(fresh)
        return Imported(changes, len(stored), repeated, tuple(refused))

    def _own(self) -> tuple[SurveyResponse, ...]:
        return responses(self._captures.all("survey"))

    def _codes(self) -> set[str]:
        return {one.code for one in self._own() if one.code}


def _taken(code: str) -> UserError:
    return UserError(N_("The code “{code}” is recorded already."), code=code)


def _row(response: SurveyResponse) -> int:
    return int(response.source.rpartition(":")[2])
