"""Which answers claim more than level 0, and whether evidence for them is at hand."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING, NamedTuple

from excellence_app.domain.assessment import Answer
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.results import IndicatorScore
from excellence_app.engine.answering import QuestionState, values_of
from excellence_app.engine.indicators import known_of
from excellence_app.engine.question_types import RULES as RULES_OF_TYPES

if TYPE_CHECKING:  # they ask for proofs
    from excellence_app.engine.requirements import SetFacts


class Proof(Enum):
    """Whether an answer needs evidence, and has it."""

    NOT_NEEDED = "not_needed"
    AT_HAND = "at_hand"
    MISSING = "missing"
    UNDECIDED = "undecided"  # it is open what the answer will claim


class _Proofs:
    """The proofs of all questions of indicators, kept where answer and score are the same."""

    def __init__(self, criteria: CriteriaSet) -> None:
        of_indicator = criteria.indicator_of_question
        self._names = [q.id for q in criteria.questions if q.id in of_indicator]
        self._numbers = {name: n for n, name in enumerate(self._names)}
        self._owners = [of_indicator[name].id for name in self._names]
        by_id = criteria.question_by_id
        keys = [
            (key, n)
            for n, q in enumerate(self._names)
            for key in {q: 0, **dict.fromkeys(by_id[q].keys)}
        ]
        self._keys = [key for key, _ in keys]
        self._places = [n for _, n in keys]
        self._last: _Proven | None = None

    def of(self, facts: "SetFacts") -> Mapping[str, Proof]:
        """Return the proof of every question of an indicator that is asked, or may yet be."""
        scores = list(map(facts.scores.__getitem__, self._owners))
        answers = list(map(facts.assessment.answers.get, self._keys))
        states = list(map(facts.asked.get, self._names))
        last, present = self._last, facts.present_evidence
        if last is None or last.present != present:
            found: list[Proof | None] = [None] * len(self._names)
            changed: Iterable[int] = range(len(self._names))
        else:
            found = list(last.proofs)
            changed = {
                *compress(range(len(scores)), map(is_not, scores, last.scores)),
                *compress(range(len(states)), map(is_not, states, last.states)),
                *compress(self._places, map(is_not, answers, last.answers)),
                *(self._numbers[q] for q in last.doubtful ^ facts.doubtful if q in self._numbers),
            }
        for place in changed:
            state = states[place]
            found[place] = None if state is None else _proof(self._names[place], state, facts)
        self._last = _Proven(scores, answers, states, facts.doubtful, present, found)
        return known_of(self._names, found)


class _Proven(NamedTuple):
    """What proofs were worked out from, and what came of it."""

    scores: Sequence[IndicatorScore]
    answers: Sequence[Answer | None]
    states: Sequence[QuestionState | None]
    doubtful: frozenset[str]
    present: frozenset[str]
    proofs: Sequence[Proof | None]


@lru_cache(maxsize=16)
def _kept_for(criteria: CriteriaSet) -> _Proofs:
    return _Proofs(criteria)


def proofs_of(facts: "SetFacts") -> Mapping[str, Proof]:
    """Return the proof of every question of an indicator that is asked, or may yet be."""
    return _kept_for(facts.criteria).of(facts)


def _proof(question: str, state: QuestionState, facts: "SetFacts") -> Proof:
    name = facts.answers.prepared.plain.get(question)
    if name is not None and state is QuestionState.ANSWERED:
        claim: bool | None = bool(facts.scores[name].lowest_level)
    else:
        claim = _claims(question, state, facts)
    if claim is None:
        return Proof.UNDECIDED
    if not claim:
        return Proof.NOT_NEEDED
    return Proof.AT_HAND if _has_evidence(question, facts) else Proof.MISSING


def _claims(question: str, state: QuestionState, facts: "SetFacts") -> bool | None:
    """Return whether an answer claims more than level 0; none while that is open.

    Optional questions that are left out claim nothing.
    """
    if state is QuestionState.NOT_APPLICABLE:
        return False
    if state is not QuestionState.ANSWERED:
        return False if question in facts.optional else None
    if question in facts.doubtful:
        return None
    asked = facts.criteria.question_by_id[question]
    score = facts.scores[facts.criteria.indicator_of_question[question].id]
    if not score.counts:
        return False  # it left the score, and its threshold with it
    claimed = None if score.may_leave else True  # nothing is claimed of what leaves
    level = RULES_OF_TYPES[asked.type].level(asked, values_of(asked, facts.assessment.answers))
    if level is not None:
        return claimed if level > 0 else False
    if score.lowest_level is None or score.lowest_level > 0:
        return claimed
    return False if score.highest_level == 0 else None


def _has_evidence(question: str, facts: "SetFacts") -> bool:
    """Return whether a question, or a part of it, has evidence at hand."""
    present, answers = facts.present_evidence, facts.assessment.answers
    if not present:
        return False
    return any(
        key in answers and not present.isdisjoint(answers[key].evidence)
        for key in (question, *facts.criteria.question_by_id[question].keys)
    )
