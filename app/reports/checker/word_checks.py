"""The families about words and form."""

from app.reports.checker.artefacts import artefacts
from app.reports.checker.attachments import attachments
from app.reports.checker.base import Check
from app.reports.checker.bodies import bodies
from app.reports.checker.boilerplate import boilerplate
from app.reports.checker.centres import centres
from app.reports.checker.collocation import collocation
from app.reports.checker.decimals import decimals
from app.reports.checker.doubled_items import doubled_items
from app.reports.checker.doubled_marks import doubled_marks
from app.reports.checker.earlier import earlier
from app.reports.checker.near_names import near_names
from app.reports.checker.numbering import numbering
from app.reports.checker.personal import personal
from app.reports.checker.places import foreign_names
from app.reports.checker.references import references
from app.reports.checker.sentence import sentence
from app.reports.checker.sequences import sequences
from app.reports.checker.sites import sites
from app.reports.checker.spelling import spelling
from app.reports.checker.stages import stages
from app.reports.checker.synonyms import synonyms
from app.reports.checker.terms import terms_used
from app.reports.checker.traditional import traditional
from app.reports.checker.width import width
from app.reports.checker.wording import wording

WORD_CHECKS: tuple[Check, ...] = (
    foreign_names,
    centres,
    bodies,
    sites,
    numbering,
    decimals,
    sequences,
    width,
    doubled_marks,
    traditional,
    spelling,
    terms_used,
    synonyms,
    stages,
    near_names,
    wording,
    collocation,
    doubled_items,
    sentence,
    attachments,
    references,
    boilerplate,
    personal,
    earlier,
    artefacts,
)
