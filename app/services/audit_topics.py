"""What kinds of change there are, and which kind an audited change is of."""

from enum import Enum

from app.i18n import N_
from app.model.capture import Score
from app.services.captures import DELETIONS, LABELS


class Topic(Enum):
    """In the order of the work; `OTHER` is what no list below knows."""

    SETUP = "setup"
    ISSUE = "issue"
    COLLECT = "collect"
    RECORD = "record"
    SCORE = "score"
    HAND_IN = "hand_in"
    MERGE = "merge"
    PARTIES = "parties"
    FINDINGS = "findings"
    FOLLOW_UP = "follow_up"
    REPORT = "report"
    ROUNDS = "rounds"
    OTHER = "other"


NAMES = {
    Topic.SETUP: N_("Set-up and instrument"),
    Topic.ISSUE: N_("Packs issued"),
    Topic.COLLECT: N_("Sheets collected"),
    Topic.RECORD: N_("Recorded on the day"),
    Topic.SCORE: N_("Own scores"),
    Topic.HAND_IN: N_("Handing in"),
    Topic.MERGE: N_("Settlements"),
    Topic.PARTIES: N_("Parties and vetoes"),
    Topic.FINDINGS: N_("Findings"),
    Topic.FOLLOW_UP: N_("Follow-up"),
    Topic.REPORT: N_("Report"),
    Topic.ROUNDS: N_("Feedback rounds"),
    Topic.OTHER: N_("Other"),
}
_BY_ORIGIN = {
    "document/setup": Topic.SETUP,
    "decision/station/": Topic.SETUP,
    "sheet/": Topic.COLLECT,
    "decision/paper": Topic.COLLECT,
    "decision/settlement/": Topic.MERGE,
    "decision/pick/": Topic.MERGE,
    "decision/objection/": Topic.MERGE,
    "decision/party/": Topic.PARTIES,
    "decision/veto/": Topic.PARTIES,
    "decision/finding/": Topic.FINDINGS,
    "decision/apart/": Topic.FINDINGS,
    "decision/follow-up/": Topic.FOLLOW_UP,
    "decision/left-open/": Topic.FOLLOW_UP,
    "decision/passage/": Topic.REPORT,
    "decision/step/": Topic.ROUNDS,
    "decision/reply/": Topic.ROUNDS,
    "decision/complaint/": Topic.ROUNDS,
    "decision/closing/": Topic.ROUNDS,
    "decision/report/": Topic.REPORT,
    "decision/form/": Topic.REPORT,
    "decision/remark/": Topic.REPORT,
}
_LABELS = {
    Topic.SETUP: (
        "New visit",
        "Change the set-up",
        "Choose the instrument",
        "Change the instrument",
        "Change “{name}” of the instrument",
        "Begin a new version of the instrument",
        "Put the new version away",
    ),
    Topic.ISSUE: (
        "Issue {count} packs",
        "Export the score workbook of {person}",
        "Take the new pack",
    ),
    Topic.COLLECT: ("Collect {count} sheets", "Take a sheet out", "Confirm a sheet"),
    Topic.RECORD: (
        *(label for kind, label in (*LABELS.items(), *DELETIONS.items()) if kind is not Score),
        "Import a survey",
        "Enter a whole file",
        "Change the order",
        "Turn a photo",
    ),
    Topic.SCORE: (
        LABELS[Score],
        DELETIONS[Score],
        "Fill cells",
        "Take scores from a workbook",
        "Link",
        "Take a link away",
    ),
    Topic.HAND_IN: (
        "Hand in revision {revision}",
        "Reopen the sheet",
        "Continue an earlier sheet",
    ),
    Topic.MERGE: (
        "Settle {item}",
        "Withdraw the settlement",
        "Choose between two laptops",
        "Accept an objection",
        "Withdraw the objection",
    ),
    Topic.PARTIES: (
        "Enter the score of {party}",
        "Clear the score of {party}",
        "Check the veto “{veto}”",
    ),
    Topic.FINDINGS: (
        "Reword a finding",
        "Move a finding",
        "Add a finding",
        "Leave a finding out",
        "Take a finding in again",
        "Mark a finding",
        "Join {count} findings",
        "Split a finding",
    ),
    Topic.REPORT: (
        "Edit a passage",
        "Keep an edited passage",
        "Reset a passage",
        "Set a remark aside",
        "Bring a remark back",
        "Let remarks stand",
        "Add the figures to the report",
        "Leave the figures out",
        "Take the report form “{name}”",
        "Choose the form of the report",
    ),
    Topic.ROUNDS: (
        "Record a step",
        "Take a step back",
        "Record a reply",
        "Delete a reply",
        "Answer a reply",
        "Issue version {number}",
        "Record a complaint",
        "Delete a complaint",
        "Close the visit",
        "Open the visit again",
    ),
}
_BY_LABEL = {label: topic for topic, labels in _LABELS.items() for label in labels}


def topic_of(label: str, origin: str) -> Topic:
    """By the label where it is known, else by the row that was written."""
    known = _BY_LABEL.get(label)
    if known is not None:
        return known
    heads = (topic for head, topic in _BY_ORIGIN.items() if origin.startswith(head))
    return next(heads, Topic.RECORD if origin.startswith("capture/") else Topic.OTHER)
