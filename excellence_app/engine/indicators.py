"""What one indicator earns: its level and its points, as ranges while answers are open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import compress, repeat
from math import lcm
from operator import is_, is_not
from typing import NamedTuple, TypeVar, cast

from excellence_app.domain.assessment import Answer, AnswerStatus, AnswerValue
from excellence_app.domain.conditions import ComparisonValue, Condition, comparisons_of
from excellence_app.domain.criteria import (
    CriteriaSet,
    Indicator,
    Measure,
    MeasureKind,
    Question,
    QuestionType,
)
from excellence_app.domain.levels import ZERO
from excellence_app.domain.messages import N_, Message
from excellence_app.domain.results import IndicatorScore, IndicatorState
from excellence_app.domain.values import dataclass
from excellence_app.engine.answering import QuestionState, state_of, values_of
from excellence_app.engine.conditions import Truth, evaluate_condition
from excellence_app.engine.measures import Scale, ratio_of, sum_of
from excellence_app.engine.question_types import RULES
from excellence_app.engine.ranges import Tally

Known = TypeVar("Known")

_FEW = 20  # answers in which one evaluation differs from the next
_MOST_REMEMBERED = 3  # evaluations of one set: the answers now, before a trial, and a year ago


@dataclass(frozen=True, slots=True)
class PreparedIndicator:
    """One indicator with what every evaluation needs of it.

    `units` are the points of its levels in units of the set's common denominator.
    `plain` is set for one question that is always asked, with levels or yes/no: the short way;
    `direct` is the measure of one that is always asked and brings all that is measured.
    `deciding` are the questions whose answers make the score; without them it does not count.
    """

    indicator: Indicator
    maximum: int
    units: tuple[int, ...]
    plain: bool
    direct: Measure | None
    question: Question
    deciding: tuple[Question, ...]
    scale: Scale
    by_level: tuple[IndicatorScore, ...]
    unanswered: IndicatorScore


class Past(NamedTuple):
    """What one evaluation has found out: of the answers as they were, states and scores."""

    answers: Sequence[Answer | None]  # in the order of the memory's keys
    states: Mapping[str, QuestionState]
    scores: Mapping[str, IndicatorScore]


class Memory:
    """What is remembered of the last evaluations of a set: a person changes one answer at a time.

    `states` and `scores` name for each answer key the questions and indicators that hang on it.
    Indicators that hang on conditions are not among them; they are worked out each time.
    """

    def __init__(
        self, states: Mapping[str, Sequence[str]], scores: Mapping[str, Sequence[str]]
    ) -> None:
        self._states, self._scores = states, scores
        self._keys = tuple({**states, **scores})
        self._steady = frozenset(one for found in scores.values() for one in found)
        self._past: tuple[Past, ...] = ()

    def in_order(self, answers: Mapping[str, Answer]) -> Sequence[Answer | None]:
        """Return the answers in the order in which they are compared."""
        return list(map(answers.get, self._keys))

    def recall(
        self, answers: Sequence[Answer | None]
    ) -> tuple[dict[str, QuestionState], dict[str, IndicatorScore]]:
        """Return the states and scores that are known already for these answers."""
        nearest: Past | None = None
        changed: list[str] = []
        for past in self._past:
            differing = list(compress(self._keys, map(is_not, answers, past.answers)))
            if nearest is None or len(differing) < len(changed):
                nearest, changed = past, differing
            if len(changed) <= _FEW:  # near enough
                break
        if nearest is None:
            return {}, {}
        states, scores = dict(nearest.states), dict(nearest.scores)
        for key in changed:
            for name in self._states.get(key, ()):
                states.pop(name, None)
            for name in self._scores.get(key, ()):
                scores.pop(name, None)
        return states, scores

    def keep(self, past: Past) -> None:
        """Remember an evaluation; of the scores, those that hang on answers alone."""
        scores = dict(past.scores)
        for name in scores.keys() - self._steady:
            del scores[name]
        kept = past._replace(scores=scores)
        others = [one for one in self._past if one.answers != kept.answers]
        self._past = (kept, *others[: _MOST_REMEMBERED - 1])


@dataclass(frozen=True, slots=True)
class PreparedSet:
    """A criteria set made ready for many evaluations; `scale` is units per point.

    `plain` are the questions that alone make an indicator in the short way, with its id,
    `optional` those that a complete questionnaire does not need. `bare` have no levels.
    `conditional` are the questions that are not always asked, each after those on which its
    condition depends.
    """

    scale: int
    indicators: tuple[PreparedIndicator, ...]
    bare: tuple[PreparedIndicator, ...]
    places: Mapping[str, int]
    plain: Mapping[str, str]
    optional: frozenset[str]
    conditional: tuple[Question, ...]
    memory: Memory


@lru_cache(maxsize=16)
def prepare(criteria: CriteriaSet) -> PreparedSet:
    """Return a criteria set ready for evaluation; remembered for the sets used last."""
    denominators = {i.points.denominator for i in criteria.indicators}
    for indicator in criteria.indicators:
        denominators.update(level.points.denominator for level in indicator.levels)
        denominators.update(t.points.denominator for t in indicator.thresholds if t.points)
    scale = lcm(*denominators) if denominators else 1
    prepared = tuple(_prepare_indicator(indicator, scale) for indicator in criteria.indicators)
    return PreparedSet(
        scale=scale,
        indicators=prepared,
        bare=tuple(one for one in prepared if not one.units),
        places={p.indicator.id: n for n, p in enumerate(prepared)},
        plain={p.question.id: p.indicator.id for p in prepared if p.plain},
        optional=frozenset(q.id for q in criteria.questions if not q.required),
        conditional=_in_order_of_conditions(criteria),
        memory=_memory_of(criteria),
    )


def _memory_of(criteria: CriteriaSet) -> Memory:
    states: dict[str, list[str]] = {}
    scores: dict[str, list[str]] = {}
    for question in criteria.questions:
        for key in {question.id, *question.keys}:
            states.setdefault(key, []).append(question.id)
    for indicator in criteria.indicators:
        operands = indicator.measure.operands if indicator.measure is not None else ()
        questions = [*indicator.questions, *map(criteria.question_of, operands)]
        if any(criteria.conditions_of(question) for question in questions):
            continue
        for key in {key for one in questions for key in (one.id, *one.keys)}:
            scores.setdefault(key, []).append(indicator.id)
    return Memory(states, scores)


def _prepare_indicator(indicator: Indicator, scale: int) -> PreparedIndicator:
    question = indicator.questions[0]
    measure = indicator.measure
    always = len(indicator.questions) == 1 and indicator.when is None and question.when is None
    plain = (
        always
        and _answer_is_level(indicator)
        and question.type in {QuestionType.LEVELS, QuestionType.YES_NO}
    )
    unanswered = _between(indicator, 0, len(indicator.levels) - 1, IndicatorState.UNANSWERED)
    return PreparedIndicator(
        indicator=indicator,
        maximum=_units(indicator.points, scale),
        units=tuple(_units(level.points, scale) for level in indicator.levels),
        plain=plain,
        direct=measure
        if always and measure is not None and measure.operands == question.keys
        else None,
        question=question,
        deciding=_deciding(indicator),
        scale=Scale(indicator.bands),
        by_level=tuple(
            _between(indicator, number, number, IndicatorState.ANSWERED)
            for number in range(len(indicator.levels) if plain else 0)
        ),
        unanswered=replace(unanswered, may_leave=True) if question.may_not_apply else unanswered,
    )


def _units(points: Fraction, scale: int) -> int:
    return points.numerator * (scale // points.denominator)


def _deciding(indicator: Indicator) -> tuple[Question, ...]:
    """Return the questions that make the score; others only ask for information."""
    measure = indicator.measure
    if measure is not None and measure.kind is not MeasureKind.SCORE:
        found = [q for q in indicator.questions if {q.id, *q.keys} & {*measure.operands}]
    else:
        found = [q for q in indicator.questions if _earns(q)]
    return tuple(found) or indicator.questions


def _earns(question: Question) -> bool:
    """Return whether a question earns by itself; types that cannot be asked yet count as such."""
    rules = RULES.get(question.type)
    return rules is None or rules.EARNS


def _answer_is_level(indicator: Indicator) -> bool:
    """Return whether the one answer to an indicator is its level, with nothing in between."""
    alone = len(indicator.questions) == 1 and bool(indicator.levels)
    return alone and indicator.measure is None and not indicator.bands


def _in_order_of_conditions(criteria: CriteriaSet) -> tuple[Question, ...]:
    """Return the questions that have conditions, each after those on which it depends.

    In this order conditions never look far ahead, however long a chain of them is.
    """
    ordered: dict[str, Question] = {}
    for question in (q for q in criteria.questions if criteria.conditions_of(q)):
        waiting = [(question, iter(_asked_before(criteria, question)))]
        path = {question.id}
        while waiting and question.id not in ordered:
            current, needs = waiting[-1]
            need = next((n for n in needs if n.id not in ordered and n.id not in path), None)
            if need is None:
                ordered[current.id] = current
                waiting.pop()
            else:
                path.add(need.id)
                waiting.append((need, iter(_asked_before(criteria, need))))
    return tuple(q for q in ordered.values() if criteria.conditions_of(q))


def _asked_before(criteria: CriteriaSet, question: Question) -> list[Question]:
    """Return the questions that decide whether a question is asked."""
    keys: list[str] = []
    for comparison in (
        one for condition in criteria.conditions_of(question) for one in comparisons_of(condition)
    ):
        if comparison.of_level:
            indicator = criteria.indicator_by_id[comparison.subject]
            keys += [one.id for one in indicator.questions]
            keys += indicator.measure.operands if indicator.measure is not None else ()
        else:
            keys.append(comparison.subject)
    return [criteria.question_of(key) for key in keys]


class Answers:
    """The answers of one assessment seen through its criteria set.

    Scores of indicators and truths of conditions are worked out when they are asked for and
    kept for the life of this object, that is for one evaluation.
    """

    def __init__(
        self,
        criteria: CriteriaSet,
        answers: Mapping[str, Answer],
        lifted: Mapping[str, int] | None = None,
    ) -> None:
        self.criteria = criteria
        self.prepared = prepare(criteria)
        self.answers = answers
        self.lifted = lifted or {}
        self._in_order = self.prepared.memory.in_order(answers)
        self._states, self._scores = self.prepared.memory.recall(self._in_order)
        if self.lifted:
            self._scores = {}
        self._asked: dict[str, Truth] = {}
        self._under_way: set[str] = set()
        self._conditional = {question.id for question in self.prepared.conditional}
        for question in self.prepared.conditional:
            self._asked[question.id] = self._find_out_whether_asked(question)

    def state(self, question: Question) -> QuestionState:
        """Return how far a question is answered, whether or not it is asked at all."""
        found = self._states.get(question.id)
        if found is None:
            found = self._states[question.id] = state_of(question, self.answers)
        return found

    def answer(self, key: str) -> tuple[Truth, ComparisonValue | None]:
        """Return whether a key is answered (none: not yet, false: never will be) and its value."""
        question = self.criteria.question_of(key)
        state = self.state(question)
        asked = self.asked(question)
        if asked is False or state is QuestionState.NOT_APPLICABLE:
            return False, None
        if asked is None or state is not QuestionState.ANSWERED:
            return None, None
        value = self.answers[key].value if key in self.answers else None
        if self.lifted and question.id in self.criteria.indicator_of_question:
            return self._answer_after_lift(question, value)
        return True, value if isinstance(value, bool | int | Fraction | str) else None

    def _answer_after_lift(
        self, question: Question, value: AnswerValue | None
    ) -> tuple[Truth, ComparisonValue | None]:
        """Return what an answer will be once planned actions have lifted its indicator.

        A level or a yes follows from the lift; what a number or one of several questions
        will be then, nobody knows.
        """
        indicator = self.criteria.indicator_of_question[question.id]
        lift = self.lifted.get(indicator.id, 0)
        plain = len(indicator.questions) == 1 and indicator.measure is None
        if question.type is QuestionType.LEVELS and plain and isinstance(value, int):
            return True, max(value, lift)
        if question.type is QuestionType.YES_NO and plain and lift > 0:
            return True, question.good
        if lift > 0 and not plain:
            return None, None
        return True, value if isinstance(value, bool | int | Fraction | str) else None

    def possible_levels(self, indicator: str) -> Sequence[int | None]:
        """Return the levels an indicator can end up at; none means that it does not count."""
        found = self.score_of(indicator)
        if not found.counts or found.lowest_level is None or found.highest_level is None:
            return (None,)
        levels = range(found.lowest_level, found.highest_level + 1)
        return (None, *levels) if found.may_leave else levels

    def asked(self, question: Question) -> Truth:
        """Return whether a question is asked, in view of its own condition and its indicator's."""
        if question.id not in self._conditional:
            return True
        if question.id in self._asked:
            return self._asked[question.id]
        return self._find_out_whether_asked(question)

    def _find_out_whether_asked(self, question: Question) -> Truth:
        truths = [self.holds(c, question.id) for c in self.criteria.conditions_of(question)]
        if False in truths:
            return False
        return None if None in truths else True

    def holds(self, condition: Condition, owner: str) -> Truth:
        """Return whether a condition of `owner` holds; a circle (refused in files) stays open."""
        if owner in self._under_way:
            return None
        self._under_way.add(owner)
        try:
            return evaluate_condition(condition, self)
        finally:
            self._under_way.discard(owner)

    def score_of(self, indicator: str) -> IndicatorScore:
        """Return what one indicator earns."""
        found = self._scores.get(indicator)
        if found is None:
            prepared = self.prepared.indicators[self.prepared.places[indicator]]
            found = self.score(prepared)
            if indicator in self.lifted:
                found = _lifted(prepared, found, self.lifted[indicator])
            self._scores[indicator] = found
        return found

    def all_scores(self) -> dict[str, IndicatorScore]:
        """Return what every indicator earns, in the order of the set."""
        names = list(self.prepared.places)
        found = list(map(self._scores.get, names))
        for place in compress(range(len(names)), map(is_, found, repeat(None))):
            found[place] = self.score_of(names[place])
        scores = known_of(names, found)
        if not self.lifted:
            self.prepared.memory.keep(Past(self._in_order, self._states, scores))
        return scores

    def states_of(
        self, questions: Sequence[Question], names: Sequence[str]
    ) -> list[QuestionState]:
        """Return how far questions are answered; `names` are their ids, in the same order."""
        found = list(map(self._states.get, names))
        for place in compress(range(len(names)), map(is_, found, repeat(None))):
            found[place] = self.state(questions[place])
        return list(known_of(names, found).values())

    def score(self, prepared: PreparedIndicator) -> IndicatorScore:
        """Return what one prepared indicator earns."""
        question = prepared.question
        if prepared.plain:
            answer = self.answers.get(question.id)
            if answer is None or (answer.value is None and answer.status in _OPEN):
                return prepared.unanswered
            if answer.status is AnswerStatus.ANSWERED:
                value = answer.value
                if question.type is QuestionType.YES_NO:
                    if isinstance(value, bool):
                        return prepared.by_level[int(value == question.good)]
                elif type(value) is int and 0 <= value < len(prepared.by_level):
                    return prepared.by_level[value]
        elif prepared.direct and self.state(question) is QuestionState.ANSWERED:
            values = [_number(self.answers[key].value) for key in prepared.direct.operands]
            value, _ = _worked_out(prepared.indicator, prepared.direct, values)
            if value is not None:
                return _at_level(prepared, value)
        return self._score_in_full(prepared)

    def _score_in_full(self, prepared: PreparedIndicator) -> IndicatorScore:
        indicator = prepared.indicator
        truths = {q.id: self.asked(q) for q in indicator.questions}
        asked = [q for q in indicator.questions if truths[q.id] is not False]
        states = {q.id: self.state(q) for q in asked}
        deciding = [q for q in prepared.deciding if q.id in states]
        if not deciding:
            return _outside(indicator, IndicatorState.NOT_ASKED)
        counted = [q for q in deciding if states[q.id] is not QuestionState.NOT_APPLICABLE]
        if not counted:
            return _outside(indicator, IndicatorState.NOT_APPLICABLE)
        state = _joint_state(states.values())
        if indicator.measure is not None and indicator.measure.kind is not MeasureKind.SCORE:
            found = self._score_by_measure(prepared, indicator.measure, state)
        elif _answer_is_level(indicator):
            found = self._score_one_question(prepared, state)
        else:
            parts = [(q, truths[q.id], states[q.id]) for q in counted]
            found = self._score_questions(prepared, parts, state)
        if not any(truths[q.id] for q in counted):
            return replace(found, state=IndicatorState.UNDECIDED, may_leave=True)
        if all(
            truths[q.id] is None or (q.may_not_apply and states[q.id] in _WITHOUT_VALUE)
            for q in counted
        ):
            return replace(found, may_leave=True)
        return found

    def _score_one_question(
        self, prepared: PreparedIndicator, state: IndicatorState
    ) -> IndicatorScore:
        indicator, question = prepared.indicator, prepared.question
        lowest, highest = 0, len(indicator.levels) - 1
        if state is IndicatorState.ANSWERED:
            found = values_of(question, self.answers)
            level = RULES[question.type].level(question, found)
            lowest, highest = (lowest, highest) if level is None else (level, level)
        reason = self._why_unsound(question)
        return _between(indicator, lowest, highest, state, reason=reason)

    def _why_unsound(self, question: Question) -> Message | None:
        rules = RULES.get(question.type)
        if rules is None:
            return Message(
                N_("{question} is of a type that this version cannot ask yet."),
                {"question": question.id},
            )
        if self.state(question) is not QuestionState.UNSOUND:
            return None
        return rules.objection(question, values_of(question, self.answers))

    def _score_by_measure(
        self, prepared: PreparedIndicator, measure: Measure, state: IndicatorState
    ) -> IndicatorScore:
        indicator = prepared.indicator
        value, reason = self._measured(indicator, measure)
        if value is None:
            if state is IndicatorState.ANSWERED:  # so what is missing or wrong lies elsewhere
                state = IndicatorState.PARTLY if reason is None else IndicatorState.UNSOUND
            return _between(indicator, 0, len(indicator.levels) - 1, state, reason=reason)
        return _at_level(prepared, value)

    def _measured(
        self, indicator: Indicator, measure: Measure
    ) -> tuple[Fraction | None, Message | None]:
        """Return the measure, or none with the reason if the answers do not give one."""
        values: list[Fraction] = []
        for key in measure.operands:
            answered, value = self.answer(key)
            if answered is None:
                return None, self._why_unsound(self.criteria.question_of(key))
            if answered:
                values.append(_number(value))
            elif measure.kind not in {MeasureKind.SUM, MeasureKind.COUNT}:
                return None, Message(
                    N_("{indicator} cannot be worked out: {question} does not apply."),
                    {"indicator": indicator.id, "question": key},
                )  # to a sum or a count it just adds nothing
        return _worked_out(indicator, measure, values)

    def _score_questions(
        self,
        prepared: PreparedIndicator,
        parts: Sequence[tuple[Question, Truth, QuestionState]],
        state: IndicatorState,
    ) -> IndicatorScore:
        """Score several weighted questions; what does not apply leaves both sides."""
        indicator = prepared.indicator
        tally_parts: list[tuple[Fraction, Fraction, Fraction, bool]] = []
        reason: Message | None = None
        for question, truth, question_state in parts:
            weight = Fraction(question.weight)
            figures = ZERO, weight
            if question_state is QuestionState.ANSWERED:
                found = values_of(question, self.answers)
                earned = RULES[question.type].earned(question, found)
                if earned is not None:
                    figures = earned * weight, earned * weight
                elif indicator.points or indicator.bands:
                    state, reason = IndicatorState.UNSOUND, _beyond_this_version(indicator)
            reason = reason or self._why_unsound(question)
            tally_parts.append((*figures, weight, bool(truth)))
        low, high = Tally.of_parts(tally_parts).share_range() or (ZERO, Fraction(1))
        if indicator.bands:
            levels = sorted(prepared.scale.level(share) for share in (low, high))
            value = low if low == high else None
            return _between(indicator, levels[0], levels[1], state, value=value, reason=reason)
        return IndicatorScore(
            indicator=indicator.id,
            state=state,
            lowest=low * indicator.points,
            highest=high * indicator.points,
            maximum=indicator.points,
            reason=reason,
        )


def known_of(names: Sequence[str], found: Sequence[Known | None]) -> dict[str, Known]:
    """Return what was found by its names, without what is none; quick where all is known."""
    known: Iterable[bool] = map(is_not, found, repeat(None))
    both = compress(zip(names, found, strict=True), known)
    return cast("dict[str, Known]", dict(both))


_OPEN = frozenset({AnswerStatus.UNANSWERED, AnswerStatus.ANSWERED})
_WITHOUT_VALUE = frozenset({QuestionState.UNANSWERED, QuestionState.UNKNOWN})


def _at_level(prepared: PreparedIndicator, value: Fraction) -> IndicatorScore:
    level = prepared.scale.level(value)
    return _between(prepared.indicator, level, level, IndicatorState.ANSWERED, value=value)


def _number(value: AnswerValue | None) -> Fraction:
    """Return an answer as a number: yes counts one, and what is no number nothing."""
    if isinstance(value, Fraction):
        return value
    return Fraction(value) if isinstance(value, int) else ZERO


def _worked_out(
    indicator: Indicator, measure: Measure, values: Sequence[Fraction]
) -> tuple[Fraction | None, Message | None]:
    """Return the measure of values that are all there, or none with the reason."""
    match measure.kind:
        case MeasureKind.VALUE:
            return values[0], None
        case MeasureKind.SUM:
            return sum_of(values), None
        case MeasureKind.COUNT:
            return Fraction(sum(1 for one in values if one > 0)), None
        case MeasureKind.SHARE | MeasureKind.RATIO if values[1]:
            return ratio_of(values[0], values[1]), None
        case MeasureKind.SHARE | MeasureKind.RATIO:
            return None, Message(
                N_("{indicator} cannot be worked out: {question} is 0, and 0 has no shares."),
                {"indicator": indicator.id, "question": measure.operands[1]},
            )
    return None, _beyond_this_version(indicator)


def _beyond_this_version(indicator: Indicator) -> Message:
    return Message(
        N_("{indicator} uses a measure that this version cannot work out yet."),
        {"indicator": indicator.id},
    )


def _between(
    indicator: Indicator,
    lowest: int,
    highest: int,
    state: IndicatorState,
    *,
    value: Fraction | None = None,
    reason: Message | None = None,
) -> IndicatorScore:
    """Return the score of an indicator that ends up between two of its levels."""
    return IndicatorScore(
        indicator=indicator.id,
        state=state,
        lowest=indicator.levels[lowest].points if indicator.levels else ZERO,
        highest=indicator.levels[highest].points if indicator.levels else indicator.points,
        maximum=indicator.points,
        lowest_level=lowest if indicator.levels else None,
        highest_level=highest if indicator.levels else None,
        value=value,
        reason=reason,
    )


def _outside(indicator: Indicator, state: IndicatorState) -> IndicatorScore:
    """Return the score of an indicator that leaves points, maximum and thresholds alike."""
    return IndicatorScore(indicator.id, state, ZERO, ZERO, ZERO)


_STATES = {
    QuestionState.ANSWERED: IndicatorState.ANSWERED,
    QuestionState.UNANSWERED: IndicatorState.UNANSWERED,
    QuestionState.UNKNOWN: IndicatorState.UNKNOWN,
    QuestionState.UNSOUND: IndicatorState.UNSOUND,
}


def _joint_state(states: Iterable[QuestionState]) -> IndicatorState:
    """Return how far an indicator is answered whose questions are in these states."""
    found = set(states) - {QuestionState.NOT_APPLICABLE}
    if QuestionState.UNSOUND in found:
        return IndicatorState.UNSOUND
    return _STATES[found.pop()] if len(found) == 1 else IndicatorState.PARTLY


def _lifted(prepared: PreparedIndicator, score: IndicatorScore, level: int) -> IndicatorScore:
    """Return the score after an action has brought the indicator to `level`; never lower."""
    if score.lowest_level is None or score.highest_level is None or level <= score.lowest_level:
        return score
    if score.state is IndicatorState.UNDECIDED:  # no action decides whether it is asked
        highest = max(level, score.highest_level)
        found = _between(prepared.indicator, level, highest, score.state)
        return replace(found, may_leave=True)
    if level >= score.highest_level:
        return _between(prepared.indicator, level, level, IndicatorState.ANSWERED)
    return _between(prepared.indicator, level, score.highest_level, score.state)
