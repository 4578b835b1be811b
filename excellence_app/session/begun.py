"""Which answers of a result are there in part, and what each of them lacks."""

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import Message
from excellence_app.domain.results import ScoreCard
from excellence_app.engine.answering import what_is_missing
from excellence_app.engine.expanding import Entries


def begun(criteria: CriteriaSet, assessment: Assessment, card: ScoreCard) -> dict[str, Message]:
    """Return what those of the unanswered questions lack that are answered in part, by id."""
    ranked = Entries(assessment.answers)
    found = {}
    for name in card.unanswered:
        lacks = what_is_missing(criteria.question_of(name), assessment.answers, ranked)
        if lacks is not None:
            found[name] = lacks
    return found
