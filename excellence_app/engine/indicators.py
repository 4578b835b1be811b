"""What one indicator earns: its level and its points, as ranges while answers are open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import compress, repeat
from operator import is_, is_not
from typing import TypeVar, cast

from excellence_app.domain.assessment import Answer, AnswerStatus, AnswerValue
from excellence_app.domain.conditions import ComparisonValue, Condition
from excellence_app.domain.criteria import (
    CriteriaSet,
    Indicator,
    Measure,
    MeasureKind,
    Question,
    QuestionType,
)
from excellence_app.domain.facts import PHASE, fact_named
from excellence_app.domain.levels import ZERO
from excellence_app.domain.messages import N_, Message
from excellence_app.domain.results import IndicatorScore, IndicatorState
from excellence_app.engine.answering import QuestionState, state_of, values_of
from excellence_app.engine.conditions import Truth, evaluate_condition
from excellence_app.engine.expanding import Entries, Entry, instances
from excellence_app.engine.measuring import (
    Measured,
    beyond_this_version,
    measured,
    worked_out,
)
from excellence_app.engine.preparing import PreparedIndicator, answer_is_level, prepare
from excellence_app.engine.question_types import RULES
from excellence_app.engine.ranges import Tally
from excellence_app.engine.remembering import Past, Snapshot, Waiting, Web
from excellence_app.engine.score_ranges import between, joint_state, of_what_is_missing, outside
from excellence_app.engine.sums import Sums, sums_of

Known = TypeVar("Known")


class Answers:
    """The answers of one assessment seen through its criteria set, with the facts of its profile.

    Scores of indicators and truths of conditions are worked out when they are asked for and
    kept for the life of this object, that is for one evaluation.
    """

    def __init__(
        self,
        criteria: CriteriaSet,
        answers: Mapping[str, Answer],
        lifted: Mapping[str, int] | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> None:
        self.criteria = criteria
        self.prepared = prepare(criteria)
        self.answers = answers
        self.lifted = lifted or {}
        self.facts = facts or {}
        self._ranked = Entries(answers) if self.prepared.with_entries else None
        self._used: dict[str, frozenset[str]] = {}
        self._passing: dict[str, QuestionState] = {}  # they are not remembered
        self._under_way: set[str] = set()
        self._states: dict[str, QuestionState] = {}
        self._scores: dict[str, IndicatorScore] = {}
        self._asked: dict[str, Truth] = {}
        self._past: Past | None = None
        self._same = False  # whether the answers and facts are those of the past
        self._moved: list[str] = []  # the indicators with another score than in the past
        self._snapshot = Snapshot([*answers], [*answers.values()])
        recalled = self.prepared.memory.recall(self._snapshot)
        web = None if recalled is None else self.prepared.memory.web
        if recalled is not None and web is not None:
            self._follow(web, *recalled)
        else:
            for question in self.prepared.conditional:
                self._asked[question.id] = self._find_out_whether_asked(question)

    def _follow(self, web: Web, past: Past, changed: Sequence[str]) -> None:
        """Take over what was found out of nearly the same answers, and work out what differs."""
        self._past = past
        self._states, self._scores = dict(past.states), dict(past.scores)
        self._asked = dict(past.truths)
        other_facts = past.facts != self.facts
        self._same = not (changed or other_facts or self.lifted)
        for key in changed:
            if key in web.of_key:
                for name in web.of_key[key].questions:
                    self._states.pop(name, None)
        by_id = self.criteria.indicator_by_id
        lifted = [by_id[name] for name in self.lifted if name in by_id]
        waiting = Waiting(web, web.touched(changed, lifted, facts=other_facts))
        for node in waiting:
            question, indicator = web.nodes[node]
            if question is not None:
                truth = self._find_out_whether_asked(question)
                if truth is not self._asked[question.id]:
                    self._asked[question.id] = truth
                    waiting.add_after(node)
            else:
                score, before = self._find_score(indicator), self._scores[indicator]
                if score is not before and score != before:
                    self._scores[indicator] = score
                    self._moved.append(indicator)
                    waiting.add_after(node)

    def state(self, question: Question) -> QuestionState:
        """Return how far a question is answered, whether or not it is asked at all."""
        found = self._states.get(question.id)
        if found is None:
            found = self._passing.get(question.id)
        if found is None:
            found = state_of(question, self.answers, self._ranked)
            lasting = question.id in self.prepared.settled
            (self._states if lasting else self._passing)[question.id] = found
        return found

    def entries(self, question: Question) -> tuple[Entry, ...]:
        """Return the cases or rows of a question in their order."""
        return () if self._ranked is None else self._ranked.of(question)

    def instances(self, question: Question) -> Iterator[Question]:
        """Yield what is asked in the cases of a question that count, case by case."""
        if self._ranked is not None:
            yield from instances(self.criteria, question, self._ranked)

    def answer(self, key: str) -> tuple[Truth, ComparisonValue | None]:
        """Return whether a key is answered (none: not yet, false: never will be) and its value."""
        fact = fact_named(key)
        if fact:
            told = self.facts.get(fact)
            return (True, told) if told else (None, None)
        question = self.criteria.question_of(key)
        state = self.state(question)
        asked = self.asked(question)
        if asked is False or state is QuestionState.NOT_APPLICABLE:
            return False, None
        chosen = state is QuestionState.INCOMPLETE and question.choices  # a comment is missing
        if asked is None or not (state is QuestionState.ANSWERED or chosen):
            return None, None
        value = self.answers[key].value if key in self.answers else None
        if self.lifted and question.id in self.criteria.indicator_of_question:
            return self._answer_after_lift(question, value)
        return True, value

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
        return True, value

    def possible_levels(self, indicator: str) -> Sequence[int | None]:
        """Return the levels an indicator can end up at; none means that it does not count."""
        found = self.score_of(indicator)
        if not found.counts or found.lowest_level is None or found.highest_level is None:
            return (None,)
        levels = range(found.lowest_level, found.highest_level + 1)
        return (None, *levels) if found.may_leave else levels

    def asked(self, question: Question) -> Truth:
        """Return whether a question is asked, in view of its own condition and its indicator's."""
        if question.id not in self.prepared.not_always:
            return True if "[" not in question.id else self._asked_inside(question)
        if question.id in self._asked:
            return self._asked[question.id]
        return self._find_out_whether_asked(question)

    def _asked_inside(self, question: Question) -> Truth:
        """Return whether what stands in a case or a row is asked, not where that is left over."""
        around, _, rest = question.id.rpartition("[")
        whole = self.criteria.question_of(around)
        if whole.repeat and rest.partition("]")[0] not in self._used_in(whole):
            return False
        truth = self.asked(whole)
        if truth is False or question.when is None:
            return truth
        own = self.holds(question.when, question.id)
        return own if truth or own is False else None

    def _used_in(self, whole: Question) -> frozenset[str]:
        found = self._used.get(whole.id)
        if found is None:
            found = frozenset(one.key for one in self.entries(whole) if one.used)
            self._used[whole.id] = found
        return found

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
            found = self._scores[indicator] = self._find_score(indicator)
        return found

    def _find_score(self, indicator: str) -> IndicatorScore:
        prepared = self.prepared.indicators[self.prepared.places[indicator]]
        found = self._unless_optional(prepared.indicator, self.score(prepared))
        if indicator in self.lifted:
            found = _lifted(prepared, found, self.lifted[indicator])
        return found

    def _unless_optional(self, indicator: Indicator, score: IndicatorScore) -> IndicatorScore:
        """Return a score, or that the indicator does not count in this phase while unanswered."""
        if not indicator.obligatory_in or score.state not in _NOTHING_SAID:
            return score
        phase = self.facts.get(PHASE, "").strip()
        if not phase or phase.casefold() in {one.casefold() for one in indicator.obligatory_in}:
            return score
        reason = Message(
            N_("{indicator} is optional in the phase {phase}."),
            {"indicator": indicator.id, "phase": phase},
        )
        return replace(outside(indicator, IndicatorState.OPTIONAL), reason=reason)

    def all_scores(self) -> tuple[Mapping[str, IndicatorScore], Sums]:
        """Return what every indicator earns, in the order of the set, with the sums."""
        past, prepared = self._past, self.prepared
        if past is not None:
            scores = self._scores
            sums = past.sums.moved(prepared, past.scores, scores, self._moved)
        else:
            scores = {name: self.score_of(name) for name in prepared.places}
            dimensions = [one.id for one in self.criteria.dimensions]
            sums = sums_of(prepared, dimensions, scores)
        if not self.lifted:
            found = Past(self._snapshot, dict(self.facts), self._asked, self._states, scores, sums)
            prepared.memory.keep(found, past if self._same else None)
        return scores, sums

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
            values = [self.answers[key].value for key in prepared.direct.operands]
            value = worked_out(prepared.indicator, prepared.direct, values).value
            if value is not None:
                return _at_level(prepared, value)
        return self._score_in_full(prepared)

    def _score_in_full(self, prepared: PreparedIndicator) -> IndicatorScore:
        indicator = prepared.indicator
        truths = {q.id: self.asked(q) for q in prepared.asked}
        asked = [q for q in prepared.asked if truths[q.id] is not False]
        states = {q.id: self.state(q) for q in asked}
        deciding = [q for q in prepared.deciding if q.id in states]
        if not deciding:
            return outside(indicator, IndicatorState.NOT_ASKED)
        counted = [q for q in deciding if states[q.id] is not QuestionState.NOT_APPLICABLE]
        if not counted:
            return outside(indicator, IndicatorState.NOT_APPLICABLE)
        state = joint_state(states.values())
        if indicator.either:
            found = self._score_by_the_best(prepared, state)
        elif indicator.measure is not None and indicator.measure.kind is not MeasureKind.SCORE:
            found = self._score_by_measure(prepared, indicator.measure, state)
        elif answer_is_level(indicator):
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
            if level is None:
                why = beyond_this_version(indicator)
                return between(indicator, lowest, highest, IndicatorState.UNSOUND, reason=why)
            lowest = highest = level
        reason = self.why_unsound(question)
        return between(indicator, lowest, highest, state, reason=reason)

    def why_unsound(self, question: Question) -> Message | None:
        """Return why the answer to a question cannot be used, none if it can."""
        if self.state(question) is not QuestionState.UNSOUND:
            return None
        values = values_of(question, self.answers, self._ranked)
        return RULES[question.type].objection(question, values)

    def _score_by_measure(
        self, prepared: PreparedIndicator, measure: Measure, state: IndicatorState
    ) -> IndicatorScore:
        indicator = prepared.indicator
        value, reason, _ = measured(self, indicator, measure)
        if value is None:
            state = of_what_is_missing(state, reason)
            return between(indicator, 0, len(indicator.levels) - 1, state, reason=reason)
        return _at_level(prepared, value)

    def alternatives(self, prepared: PreparedIndicator) -> list[tuple[Measured, int, int]]:
        """Return for each alternative what it measures, and the levels it may end up at.

        One that the answers settle without a number stays out of the way at level 0.
        """
        indicator = prepared.indicator
        found = []
        for one, scale in zip(indicator.either, prepared.scales, strict=True):
            result = measured(self, indicator, one.measure)
            if result.value is not None:
                level = scale.level(result.value)
                found.append((result, level, level))
            else:
                highest = max(band.level for band in one.bands) if result.open else 0
                found.append((result, 0, highest))
        return found

    def _score_by_the_best(
        self, prepared: PreparedIndicator, state: IndicatorState
    ) -> IndicatorScore:
        """Score an indicator of which one of several measures is enough."""
        indicator = prepared.indicator
        found = self.alternatives(prepared)
        lowest, highest = max(low for _, low, _ in found), max(high for _, _, high in found)
        values = [one.value for one, low, _ in found if one.value is not None and low == lowest]
        reason = next((one.reason for one, _, _ in found if one.reason is not None), None)
        if values and lowest == highest:
            state = IndicatorState.ANSWERED
            return between(indicator, lowest, highest, state, value=values[0])
        if not any(one.open or one.value is not None for one, _, _ in found):
            highest = len(indicator.levels) - 1  # no number at all comes of what was answered
        state = of_what_is_missing(state, reason)
        return between(indicator, lowest, highest, state, reason=reason)

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
                    state, reason = IndicatorState.UNSOUND, beyond_this_version(indicator)
            reason = reason or self.why_unsound(question)
            tally_parts.append((*figures, weight, bool(truth)))
        low, high = Tally.of_parts(tally_parts).share_range() or (ZERO, Fraction(1))
        if indicator.bands:
            levels = sorted(prepared.scale.level(share) for share in (low, high))
            value = low if low == high else None
            return between(indicator, levels[0], levels[1], state, value=value, reason=reason)
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
_NOTHING_SAID = frozenset({IndicatorState.UNANSWERED, IndicatorState.UNKNOWN})


def _at_level(prepared: PreparedIndicator, value: Fraction) -> IndicatorScore:
    level = prepared.scale.level(value)
    return between(prepared.indicator, level, level, IndicatorState.ANSWERED, value=value)


def _lifted(prepared: PreparedIndicator, score: IndicatorScore, level: int) -> IndicatorScore:
    """Return the score after an action has brought the indicator to `level`; never lower."""
    if score.lowest_level is None or score.highest_level is None or level <= score.lowest_level:
        return score
    if score.state is IndicatorState.UNDECIDED:  # no action decides whether it is asked
        highest = max(level, score.highest_level)
        found = between(prepared.indicator, level, highest, score.state)
        return replace(found, may_leave=True)
    if level >= score.highest_level:
        return between(prepared.indicator, level, level, IndicatorState.ANSWERED)
    return between(prepared.indicator, level, score.highest_level, score.state)
