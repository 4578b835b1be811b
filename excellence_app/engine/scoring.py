"""Score an assessment: evaluate(criteria, assessment) -> ScoreCard.

The total of the ECEI Gold label is judged on exact points; nothing is rounded here.
"""

import dataclasses
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import compress, repeat
from math import lcm
from operator import attrgetter, is_, is_not, itemgetter
from threading import RLock
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, Indicator
from excellence_app.domain.levels import Label, Requirement, Verdict
from excellence_app.domain.results import (
    Gap,
    IndicatorScore,
    IndicatorState,
    LabelResult,
    ScoreCard,
    ThresholdResult,
)
from excellence_app.engine.answering import QuestionState
from excellence_app.engine.indicators import Answers, known_of
from excellence_app.engine.preparing import prepare
from excellence_app.engine.requirements import LabelFacts, SetFacts, judge, thresholds_meant


def evaluate(
    criteria: CriteriaSet,
    assessment: Assessment,
    *,
    on: date | None = None,
    lifted: Mapping[str, int] | None = None,
) -> ScoreCard:
    """Return everything that can be said about an assessment on one day.

    `on` is the day to which months are counted, the assessment's own date if none.
    `lifted` maps indicators to levels that planned actions bring them to. Scores are worked out
    here, the other fields of the card when they are first read.
    """
    return _card_of(_Source(criteria, assessment, on or assessment.dated, lifted))


class _Source:
    """What the parts of one card are made of.

    The scores are worked out at once, for the next evaluation builds on them; everything else
    when somebody wants to read it, which may be long after other evaluations. Nothing that a
    part is made of ever changes. One thread at a time makes parts of a card.
    """

    def __init__(
        self,
        criteria: CriteriaSet,
        assessment: Assessment,
        on: date | None,
        lifted: Mapping[str, int] | None,
    ) -> None:
        self.criteria, self.assessment, self.on = criteria, assessment, on
        self._lock = RLock()
        facts = assessment.profile.facts
        self._answers = Answers(criteria, assessment.answers, {**(lifted or {})}, facts)
        self.scores, self.sums = self._answers.all_scores()
        self._made: dict[str, object] = {}

    def parts_with(self, name: str) -> Mapping[str, object]:
        """Return the fields of the card that are made so far, this one among them."""
        with self._lock:
            if name not in self._made:
                self._made.update(self._make(name))
            return dict(self._made)

    def _make(self, name: str) -> Mapping[str, object]:
        """Return a field of the card, with those that are made along with it."""
        match name:
            case "total":
                return {name: self.sums.total()}
            case "dimensions":
                return {name: self.sums.dimensions()}
            case "labels":
                facts = self._facts
                return {name: tuple(_label_result(one, facts) for one in self.criteria.labels)}
        return self._counted()

    @cached_property
    def _asked(self) -> Mapping[str, QuestionState]:
        return _asking_of(self.criteria).states(self._answers, self.scores)

    @cached_property
    def _optional(self) -> frozenset[str]:
        return _optional(self._answers, self.scores)

    @cached_property
    def _facts(self) -> SetFacts:
        answers = self._answers
        return SetFacts(
            criteria=self.criteria,
            assessment=self.assessment,
            on=self.on,
            answers=answers,
            scores=self.scores,
            total=self.sums.total(),
            asked=self._asked,
            doubtful=frozenset(
                question.id
                for question in answers.prepared.conditional
                if answers.asked(question) is None
            ),
            optional=self._optional,
        )

    def _counted(self) -> Mapping[str, object]:
        """Return how many questions are asked and answered, and which are not, and why."""
        asked, optional = self._asked, self._optional
        unanswered = _in_state(asked, QuestionState.UNANSWERED)
        left_out = tuple(one for one in unanswered if one in optional) if optional else ()
        set_aside = _in_state(asked, QuestionState.NOT_APPLICABLE)
        return {
            "asked": len(asked) - len(set_aside) - len(left_out),
            "answered": len(_in_state(asked, QuestionState.ANSWERED)),
            "unanswered": _not_finished(asked, unanswered, left_out),
            "unknown": _in_state(asked, QuestionState.UNKNOWN),
            "not_applicable": _set_aside(self.criteria, set_aside, self.scores),
            "left_out": left_out,
        }


_FIELDS = tuple(one.name for one in dataclasses.fields(ScoreCard))
_VALUES = attrgetter(*_FIELDS)
_set = object.__setattr__


class _Card(ScoreCard):
    """A card of which a field is worked out when it is first read; in all else like any other."""

    __slots__ = ("_source",)

    _source: _Source

    def __getattr__(self, name: str) -> object:
        if name not in _FIELDS:
            raise AttributeError(f"a score card has no {name}")
        made = self._source.parts_with(name)
        for one, value in made.items():
            _set(self, one, value)
        return made[name]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ScoreCard):
            return NotImplemented
        return _VALUES(self) == _VALUES(other)

    def __hash__(self) -> int:
        return hash(_VALUES(self))

    def __repr__(self) -> str:
        return repr(ScoreCard(*_VALUES(self)))

    def __reduce__(self) -> tuple[type[ScoreCard], tuple[object, ...]]:
        return ScoreCard, _VALUES(self)


def _card_of(source: _Source) -> ScoreCard:
    card = _Card.__new__(_Card)
    _set(card, "_source", source)
    _set(card, "criteria", source.criteria.id)
    _set(card, "edition", source.criteria.edition)
    _set(card, "dated", source.on)
    _set(card, "indicators", source.scores)
    return card


def _not_finished(
    asked: Mapping[str, QuestionState], unanswered: tuple[str, ...], left_out: Sequence[str]
) -> tuple[str, ...]:
    """Return the questions that lack an answer, or a part of one, in the order of the set."""
    incomplete = _in_state(asked, QuestionState.INCOMPLETE)
    if not incomplete and not left_out:
        return unanswered
    lacking = {*unanswered, *incomplete}.difference(left_out)
    return tuple(question for question in asked if question in lacking)


def _in_state(asked: Mapping[str, QuestionState], state: QuestionState) -> tuple[str, ...]:
    return tuple(compress(asked, map(is_, asked.values(), repeat(state))))


def _set_aside(
    criteria: CriteriaSet, set_aside: Iterable[str], scores: Mapping[str, IndicatorScore]
) -> tuple[str, ...]:
    """Return what a person set aside: questions, and before them the indicator that left so."""
    found: dict[str, None] = {}
    for question in set_aside:
        indicator = criteria.indicator_of_question.get(question)
        if indicator is not None and scores[indicator.id].state is IndicatorState.NOT_APPLICABLE:
            found[indicator.id] = None
        found[question] = None
    return tuple(found)


def _optional(answers: Answers, scores: Mapping[str, IndicatorScore]) -> frozenset[str]:
    """Return the questions that a complete questionnaire can do without."""
    phased, cases = _phased(answers.criteria), answers.prepared.cases
    if not phased and not cases:
        return answers.prepared.optional
    optional = set(answers.prepared.optional)
    for question in cases:
        optional.update(one.id for one in answers.instances(question) if not one.required)
    for indicator in phased:
        if scores[indicator.id].state is IndicatorState.OPTIONAL:
            optional.update(one.id for one in indicator.questions)
    return frozenset(optional)


@lru_cache(maxsize=16)
def _phased(criteria: CriteriaSet) -> tuple[Indicator, ...]:
    """Return the indicators that are obligatory in some phases of development only."""
    return tuple(one for one in criteria.indicators if one.obligatory_in)


# What an indicator is in whose only question is always asked; the usual state has a short cut.
_QUESTION_STATES = {
    IndicatorState.UNANSWERED: QuestionState.UNANSWERED,
    IndicatorState.UNKNOWN: QuestionState.UNKNOWN,
    IndicatorState.UNSOUND: QuestionState.UNSOUND,
    IndicatorState.NOT_APPLICABLE: QuestionState.NOT_APPLICABLE,
}


class _Asking:
    """The states of the questions of a set, in its order, kept as long as they are the same."""

    def __init__(self, criteria: CriteriaSet) -> None:
        plain = prepare(criteria).plain
        conditional = {question.id for question in prepare(criteria).conditional}
        questions = criteria.questions
        self._names = [one.id for one in questions]
        places = range(len(questions))
        self._plain = [n for n in places if self._names[n] in plain]
        self._owners = [plain[self._names[n]] for n in self._plain]
        others = [n for n in places if self._names[n] not in plain]
        self._steady = [n for n in others if self._names[n] not in conditional]
        self._steady_questions = [questions[n] for n in self._steady]
        self._steady_names = [self._names[n] for n in self._steady]
        self._conditional = [(n, questions[n]) for n in others if self._names[n] in conditional]
        self._last: tuple[list[IndicatorScore | None], list[QuestionState | None]] = (
            [None] * len(self._plain),
            [None] * len(questions),
        )

    def states(
        self, answers: Answers, scores: Mapping[str, IndicatorScore]
    ) -> dict[str, QuestionState]:
        """Return the state of every question that is asked, or may yet be."""
        if answers.lifted:  # then scores do not say how questions are answered
            questions = answers.criteria.questions
            asked = {q.id: answers.state(q) for q in questions if answers.asked(q) is not False}
            return _with_cases(answers, asked)
        then, last = self._last
        found, now = list(last), list(map(scores.__getitem__, self._owners))
        for place, score in compress(zip(self._plain, now, strict=True), map(is_not, then, now)):
            state = score.state
            if state is IndicatorState.ANSWERED:
                found[place] = QuestionState.ANSWERED
            else:
                found[place] = _QUESTION_STATES[state]
        steady = answers.states_of(self._steady_questions, self._steady_names)
        for place, settled in zip(self._steady, steady, strict=True):
            found[place] = settled
        for place, question in self._conditional:
            counts = answers.asked(question) is not False
            found[place] = answers.state(question) if counts else None
        self._last = ([*now], found)
        return _with_cases(answers, known_of(self._names, found))


def _with_cases(answers: Answers, asked: dict[str, QuestionState]) -> dict[str, QuestionState]:
    """Return the states with those of what is asked in each case, after the question for them."""
    cases = {one.id: one for one in answers.prepared.cases if one.id in asked}
    if not cases:
        return asked
    found: dict[str, QuestionState] = {}
    for name, state in asked.items():
        found[name] = state
        for one in answers.instances(cases[name]) if name in cases else ():
            if one.when is None or answers.asked(one) is not False:
                found[one.id] = answers.state(one)
    return found


@lru_cache(maxsize=16)
def _asking_of(criteria: CriteriaSet) -> _Asking:
    return _Asking(criteria)


def _label_result(label: Label, facts: SetFacts) -> LabelResult:
    """Return how far one label is."""
    label_facts = LabelFacts(label=label, facts=facts)
    thresholds = list(facts.thresholds_of(label.id))
    for requirement in _with_options(label.requires):
        if requirement.other_label not in {"", label.id}:  # it means another label's thresholds
            meant = thresholds_meant(requirement, label_facts)
            thresholds += [result for result in meant if result not in thresholds]
    requirements = tuple(judge(requirement, label_facts) for requirement in label.requires)
    verdicts = {result.verdict for result in requirements}
    return LabelResult(
        label=label.id,
        verdict=joint_verdict(verdicts),
        requirements=requirements,
        thresholds=tuple(thresholds),
        gaps=_gaps_of(facts.criteria, label.id).among(thresholds, facts),
        adjustments=tuple(t.adjustment for t in thresholds if t.adjustment is not None)
        if facts.assessment.adjustments
        else (),
    )


def _with_options(requirements: Iterable[Requirement]) -> Iterator[Requirement]:
    """Yield rules and, after each, the rules of which it asks one."""
    for requirement in requirements:
        yield requirement
        yield from _with_options(requirement.options)


def joint_verdict(verdicts: Collection[Verdict]) -> Verdict:
    """Return the verdict on several rules that must all be met."""
    if Verdict.MISSED in verdicts:
        return Verdict.MISSED
    return Verdict.OPEN if Verdict.OPEN in verdicts else Verdict.MET


_Key = tuple[bool, bool, int, int]
_FEW = 50  # results that are looked for among the gaps one by one


class _InOrder(NamedTuple):
    """Results of thresholds, and the gaps among them in their order.

    Each gap has before it what it is sorted by, and the place of its threshold.
    """

    thresholds: Sequence[ThresholdResult]
    scale: int
    placed: Sequence[tuple[_Key, int, Gap]]


class _Gaps:
    """The gaps to one label, certain before open ones, knock-outs first, then the widest.

    Those that were found last are kept: where few results are others, few gaps are moved. Of one
    evaluation to the next a result is the same one only for the same score.
    """

    def __init__(self) -> None:
        self._last = _InOrder((), 1, ())

    def among(self, thresholds: Sequence[ThresholdResult], facts: SetFacts) -> tuple[Gap, ...]:
        """Return the gaps among the results of thresholds."""
        last = self._last
        changed = None
        if len(thresholds) == len(last.thresholds):
            places = range(len(thresholds))
            changed = list(compress(places, map(is_not, thresholds, last.thresholds)))
            if len(changed) > _FEW or any(
                last.scale % thresholds[n].points_short.denominator for n in changed
            ):
                changed = None
        if changed is None:
            found = _in_order(thresholds, facts)
        else:
            found = _moved(last, thresholds, facts, changed)
        self._last = found
        return tuple(map(_GAP_OF, found.placed))


_GAP_OF = itemgetter(2)


def _in_order(thresholds: Sequence[ThresholdResult], facts: SetFacts) -> _InOrder:
    denominators = {result.points_short.denominator for result in thresholds}
    scale = lcm(facts.answers.prepared.scale, *denominators)
    placed = [
        (_key(result, scale), n, Gap(result, facts.scores[result.indicator]))
        for n, result in enumerate(thresholds)
        if result.verdict is not Verdict.MET
    ]
    placed.sort()  # no two have the same place, so gaps themselves are never compared
    return _InOrder(thresholds, scale, placed)


def _moved(
    last: _InOrder,
    thresholds: Sequence[ThresholdResult],
    facts: SetFacts,
    changed: Iterable[int],
) -> _InOrder:
    placed = list(last.placed)
    for n in changed:
        before, result = last.thresholds[n], thresholds[n]
        if before.verdict is not Verdict.MET:
            del placed[bisect_left(placed, (_key(before, last.scale), n))]
        if result.verdict is not Verdict.MET:
            gap = Gap(result, facts.scores[result.indicator])
            insort(placed, (_key(result, last.scale), n, gap))
    return _InOrder(thresholds, last.scale, placed)


def _key(result: ThresholdResult, scale: int) -> _Key:
    points = result.points_short
    return (
        result.verdict is Verdict.OPEN,
        not result.threshold.knock_out,
        -(result.levels_short or 0),
        -points.numerator * (scale // points.denominator),
    )


@lru_cache(maxsize=64)
def _gaps_of(criteria: CriteriaSet, label: str) -> _Gaps:  # noqa: ARG001 - both are the key of the cache
    """Return what keeps the gaps of a set to one of its labels."""
    return _Gaps()
