"""Which document of the first survey became which one of the second, where both are files."""

from collections import Counter
from collections.abc import Sequence

from excellence_app.domain.assessment import AnswerStatus
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.tallies import Filled, Match, MatchedBy

Name = tuple[str, str]  # the choice, and what was written beside it


def matches(
    criteria: CriteriaSet, documents: Sequence[Filled], others: Sequence[Filled]
) -> tuple[Match | None, ...]:
    """Return for each document its place among the `others`, which are the first survey.

    They belong together if they are states of one document, else if both gave the same answer to
    the question that says who answered and nobody else did, in either survey: of two that have
    one name nobody can tell which is which.
    """
    of_document = {one.document: place for place, one in enumerate(others) if one.document}
    found: list[Match | None] = [
        Match(of_document[one.document], MatchedBy.DOCUMENT)
        if one.document in of_document
        else None
        for one in documents
    ]
    taken = {match.place for match in found if match is not None}
    names, other_names = ([_name(criteria, one) for one in part] for part in (documents, others))
    amounts, other_amounts = Counter(names), Counter(other_names)
    place_of = {name: place for place, name in enumerate(other_names)}
    for number, name in enumerate(names):
        if found[number] is not None or name is None or name not in place_of:
            continue
        place = place_of[name]
        if amounts[name] == other_amounts[name] == 1 and place not in taken:
            found[number] = Match(place, MatchedBy.NAME)
    return tuple(found)


def _name(criteria: CriteriaSet, one: Filled) -> Name | None:
    """Return who answered, so that it can be compared; none if that is not told."""
    question = criteria.question_by_id.get(criteria.tally.name)
    if question is None:
        return None
    own = (one.own_set or criteria).question_by_id.get(question.id)
    if own is None or own.type is not question.type:
        return None
    answers = one.assessment.answers
    answer = answers.get(question.id)
    if answer is None or answer.status is not AnswerStatus.ANSWERED:
        return None
    if not question.choices:
        told = _plain(answer.value)
        return ("", told) if told else None
    if answer.value != question.other:
        return (str(answer.value), "") if answer.value else None
    beside = answers.get(f"{question.id}/{question.other}")
    told = "" if beside is None else _plain(beside.value)
    return (question.other, told) if told else None


def _plain(value: object) -> str:
    return " ".join(str(value or "").split()).casefold()
