"""What the next assessment begins with: of a survey who answers, else all that was answered."""

from collections.abc import Iterable

from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.instances import question_named


def taken_over(criteria: CriteriaSet, keys: Iterable[str]) -> frozenset[str]:
    """Return those of the answer keys of an earlier assessment that the next one begins with.

    Whoever is assessed again changes what has changed. A survey asks anew what happened since:
    it begins with the sections that say who answers, which are those that a tally goes by; its
    earlier answers stand beside the questions. Without a tally all are taken over.
    """
    known = frozenset(key for key in keys if question_named(criteria, key) is not None)
    who = {criteria.tally.name, *criteria.tally.by} - {""}
    if criteria.scored or not who:
        return known
    told = {
        question.id
        for section in criteria.sections
        if not who.isdisjoint(question.id for question in section.questions)
        for question in section.questions
    }
    return frozenset(key for key in known if key.partition("[")[0].partition("/")[0] in told)
