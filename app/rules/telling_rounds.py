"""What happened after the evening, as the audit tells it."""

from app.model.rounds import Closing, Complaint, Reply, ReplyPoint, StepDone, Version
from app.rules.told import GRADE_CHANGES, GRADE_STAYS, state, told, word


def tell_step(one: StepDone | None) -> str | None:
    if one is None:
        return None
    return told(state(one.step), one.on.isoformat(), one.by, one.to, one.what)


def tell_reply(one: Reply | None) -> str | None:
    """Who, when, and how every point stands."""
    if one is None:
        return None
    head = told(state(one.party), one.on.isoformat(), one.person, one.text)
    return told(head, *(_tell_point(point) for point in one.points))


def tell_complaint(one: Complaint | None) -> str | None:
    if one is None:
        return None
    stays = None if one.stays is None else word(GRADE_STAYS if one.stays else GRADE_CHANGES)
    reviewed = one.reviewed_on.isoformat() if one.reviewed_on else None
    return told(one.on.isoformat(), one.who, one.text, reviewed, one.result, stays, one.by)


def tell_version(one: Version) -> str:
    stands = (told(f"{s.family} “{s.quote}”", s.reason) for s in one.standing)
    return told(state(one.kind), one.on.isoformat(), one.to, one.note, *stands)


def tell_closing(one: Closing | None) -> str | None:
    return None if one is None else told(one.on.isoformat(), one.grade, one.by, one.note)


def _tell_point(point: ReplyPoint) -> str:
    said = told(state(point.kind), point.about, point.text)
    return told(said, state(point.answer), point.words)
