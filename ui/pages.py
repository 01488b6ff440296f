"""Which pages a visit has: the panelist's stages and the coordinator's steps."""

from app.rules.problem import errors
from app.services.state import LocalRole
from app.visit import Visit
from ui.context import Context
from ui.models.gaps import conflicts, gaps
from ui.models.readiness import overview
from ui.models.roles import StageRow
from ui.screens.audit import AuditScreen
from ui.screens.base import Screen
from ui.screens.coordinator.collect import CollectScreen
from ui.screens.coordinator.figures import FiguresScreen
from ui.screens.coordinator.findings import FindingsScreen
from ui.screens.coordinator.follow_up import FollowUpScreen
from ui.screens.coordinator.form_texts import FormTextsScreen
from ui.screens.coordinator.forms import FormsScreen
from ui.screens.coordinator.issue import IssueScreen
from ui.screens.coordinator.merge import MergeScreen
from ui.screens.coordinator.paper import PaperScreen
from ui.screens.coordinator.parties import PartiesScreen
from ui.screens.coordinator.report import ReportScreen
from ui.screens.coordinator.rounds import RoundsScreen
from ui.screens.coordinator.setup import SetupScreen
from ui.screens.panelist.briefing import BriefingScreen
from ui.screens.panelist.feedback import FeedbackScreen
from ui.screens.panelist.files import FilesScreen
from ui.screens.panelist.hand_in import HandInScreen
from ui.screens.panelist.interviews import InterviewsScreen
from ui.screens.panelist.observation import ObservationScreen
from ui.screens.panelist.scoring import ScoringScreen
from ui.screens.panelist.sign_in import SignInScreen
from ui.stages import panelist_stages
from ui.steps import coordinator_steps

PANELIST: dict[str, type[Screen]] = {
    "sign_in": SignInScreen,
    "briefing": BriefingScreen,
    "observation": ObservationScreen,
    "files": FilesScreen,
    "interviews": InterviewsScreen,
    "scoring": ScoringScreen,
    "feedback": FeedbackScreen,
    "hand_in": HandInScreen,
    "audit": AuditScreen,
}
COORDINATOR: dict[str, type[Screen]] = {
    "setup": SetupScreen,
    "issue": IssueScreen,
    "collect": CollectScreen,
    "merge": MergeScreen,
    "parties": PartiesScreen,
    "findings": FindingsScreen,
    "follow_up": FollowUpScreen,
    "report": ReportScreen,
    "rounds": RoundsScreen,
    "audit": AuditScreen,
    "paper": PaperScreen,
    "forms": FormsScreen,
    "form_texts": FormTextsScreen,
    "figures": FiguresScreen,
}


def pages_of(visit: Visit) -> dict[str, type[Screen]]:
    """In the order of the rail."""
    return PANELIST if visit.role is LocalRole.PANELIST else COORDINATOR


def rows_of(context: Context) -> tuple[StageRow, ...]:
    """The rail's rows as things stand; no figure of others while one's own sheet is open."""
    visit = context.open_visit
    if visit.role is LocalRole.PANELIST:
        return panelist_stages(visit)
    library = context.library
    closed = library.awaited(visit) is not None
    known, _damaged = library.calendars.readable()
    before = library.archive.before(visit.archive.head)
    return coordinator_steps(visit, closed=closed, before=before, calendars=known)


def read_ahead(visit: Visit) -> None:
    """Lets the visit work out what is shown first; any thread may do that before it is shown."""
    if visit.role is LocalRole.PANELIST:
        panelist_stages(visit)
        return
    coordinator_steps(visit)
    visit.findings.near()
    gaps(overview(visit), conflicts(visit))


def first_page(visit: Visit) -> str:
    """Where a visit opens when nobody was there before."""
    if visit.role is LocalRole.PANELIST:
        return "scoring" if visit.captures.is_signed() else "sign_in"
    if visit.collecting.rows():
        return "merge"
    return "setup" if errors(visit.packs.problems()) else "issue"
