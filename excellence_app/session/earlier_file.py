"""Look at a document whose answers a new assessment is to start from."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from excellence_app.domain.assessment import AnswerStatus
from excellence_app.domain.messages import Message, Refused
from excellence_app.session.edits import next_assessment
from excellence_app.session.opened import seen
from excellence_app.session.sets import FileUnusable, load_set


class EarlierFile(NamedTuple):
    """An earlier document: whose it is, of which day, how many questions are answered there.

    `why_not` says why its answers cannot be taken over, none if they can.
    """

    path: Path
    name: str
    dated: date | None
    answered: int
    why_not: Message | None = None


def look_at(path: Path, criteria_set: str) -> EarlierFile:
    """Return what an earlier document is like, and whether it fits the set.

    Raises `Refused` for an unknown set, `FileUnusable`, and `StorageTrouble`.
    """
    old = seen(path).assessment
    why_not = None
    criteria = load_set(criteria_set).criteria
    if criteria is None:
        raise FileUnusable(())
    try:
        next_assessment(criteria, old, None)
    except Refused as refusal:
        why_not = refusal.message
    answered = sum(1 for one in old.answers.values() if one.status is AnswerStatus.ANSWERED)
    return EarlierFile(path, old.profile.name.strip(), old.dated, answered, why_not)
