"""Why a number is what it is: explain(criteria, assessment, id) -> Trace.

Traces are made when they are asked for; the figures in them come from the very
functions that score.
"""

from datetime import date

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.conditions import Condition
from excellence_app.domain.criteria import (
    CriteriaSet,
    Indicator,
    Measure,
    MeasureKind,
    Question,
    QuestionType,
)
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.domain.problems import did_you_mean
from excellence_app.domain.results import (
    RequirementResult,
    ScoreCard,
    ThresholdResult,
    Trace,
)
from excellence_app.engine.answering import QuestionState, state_of, values_of
from excellence_app.engine.expanding import question_named
from excellence_app.engine.indicators import Answers
from excellence_app.engine.measuring import type_of_operand
from excellence_app.engine.scoring import evaluate

TOTAL = "total"


def explain(
    criteria: CriteriaSet, assessment: Assessment, subject: str, *, on: date | None = None
) -> Trace:
    """Return why the figure of `subject` is what it is.

    `subject` is "total", or the id of a dimension, indicator, question or label, or
    `label/rule` for one rule of a label. Raises `Refused` for anything else. An indicator
    wins over a dimension of the same id.
    """
    card = evaluate(criteria, assessment, on=on)
    tracer = _Tracer(criteria, assessment, card)
    if subject == TOTAL:
        return tracer.total()
    if subject in criteria.indicator_by_id:
        return tracer.indicator(criteria.indicator_by_id[subject])
    if subject in criteria.label_by_id:
        return tracer.label(subject)
    if subject in card.dimensions:
        return tracer.dimension(subject)
    question = question_named(criteria, subject)
    if question is not None:
        return tracer.question(question)
    for result in card.labels:
        for rule in result.requirements:
            for one in (rule, *rule.options):
                if subject == f"{result.label}/{one.requirement.key}":
                    return tracer.requirement(one)
    known = [*criteria.indicator_by_id, *criteria.question_by_id, *criteria.label_by_id, TOTAL]
    close = did_you_mean(subject, known)
    if close is not None:
        raise Refused(
            Message(
                N_('There is nothing called "{id}" to explain. Did you mean "{close}"?'),
                {"id": subject, "close": close},
            )
        )
    raise Refused(Message(N_('There is nothing called "{id}" to explain.'), {"id": subject}))


class _Tracer:
    def __init__(self, criteria: CriteriaSet, assessment: Assessment, card: ScoreCard) -> None:
        self._criteria = criteria
        self._assessment = assessment
        self._card = card
        facts = assessment.profile.facts
        self._answers = Answers(criteria, assessment.answers, facts=facts)

    def total(self) -> Trace:
        return Trace(
            "total",
            TOTAL,
            {"score": self._card.total},
            tuple(self.dimension(d.id, whole=False) for d in self._criteria.dimensions),
        )

    def dimension(self, dimension: str, *, whole: bool = True) -> Trace:
        title = next(d.title for d in self._criteria.dimensions if d.id == dimension)
        inside = [i for i in self._criteria.indicators if i.dimension == dimension]
        parts = tuple(self._brief(indicator) for indicator in inside) if whole else ()
        values = {"title": title, "score": self._card.dimensions[dimension]}
        return Trace("dimension", dimension, values, parts)

    def _brief(self, indicator: Indicator) -> Trace:
        score = self._card.indicators[indicator.id]
        return Trace("earned", indicator.id, {"title": indicator.title, "score": score})

    def indicator(self, indicator: Indicator) -> Trace:
        score = self._card.indicators[indicator.id]
        parts = [self.question(question) for question in self._criteria.asked_for(indicator)]
        if indicator.when is not None:
            parts.insert(0, self._condition(indicator.id, indicator.when))
        if indicator.measure is not None and score.value is not None:
            parts.append(self._measure(indicator))
        if indicator.either and score.counts:
            parts += self._alternatives(indicator)
        if score.lowest_level is not None and score.counts:
            parts.append(self._points(indicator))
        for label in self._card.labels:
            parts += [
                self._threshold(result)
                for result in label.thresholds
                if result.indicator == indicator.id and result.threshold.label == label.label
            ]
        return Trace(
            "indicator", indicator.id, {"title": indicator.title, "score": score}, tuple(parts)
        )

    def question(self, question: Question) -> Trace:
        answers = self._assessment.answers
        asked = self._answers.asked(question)
        state = state_of(question, answers)
        reason = ""
        if state is QuestionState.NOT_APPLICABLE:
            given = [
                answers[k].justification for k in (question.id, *question.keys) if k in answers
            ]
            reason = next((one for one in given if one), "")
        values = {
            "question": question,
            "state": state.value,
            "asked": asked,
            "reason": reason,
            "values": values_of(question, answers),
        }
        parts = () if question.when is None else (self._condition(question.id, question.when),)
        return Trace("question", question.id, values, parts)

    def _condition(self, owner: str, condition: Condition) -> Trace:
        holds = self._answers.holds(condition, owner)
        return Trace("condition", owner, {"condition": condition, "holds": holds})

    def _measure(self, indicator: Indicator) -> Trace:
        score = self._card.indicators[indicator.id]
        measure = indicator.measure
        kind = measure.kind if measure is not None else MeasureKind.VALUE
        values = {
            "kind": kind,
            "value": score.value,
            "operands": {} if measure is None else self._operands(measure),
            "level": score.lowest_level,
            "bands": indicator.bands,
            "unit": indicator.questions[0].unit if indicator.questions else "",
            "counted": _counted(self._criteria, measure),
        }
        return Trace("measure", indicator.id, values)

    def _alternatives(self, indicator: Indicator) -> list[Trace]:
        """Return what each of several measures gives, and which of them makes the level."""
        score = self._card.indicators[indicator.id]
        prepared = self._answers.prepared
        found = self._answers.alternatives(prepared.indicators[prepared.places[indicator.id]])
        traces = []
        for one, (result, low, high) in zip(indicator.either, found, strict=True):
            decides = score.value is not None and low == high == score.lowest_level
            values = {
                "kind": one.measure.kind,
                "value": result.value,
                "operands": self._operands(one.measure),
                "level": low if low == high else None,
                "bands": one.bands,
                "unit": "",
                "counted": _counted(self._criteria, one.measure),
                "decides": decides,
                "reason": result.reason,
            }
            traces.append(Trace("measure", indicator.id, values))
        return traces

    def _operands(self, measure: Measure) -> dict[str, object]:
        """Return the answers that a measure takes; of those in cases or rows, their common key."""
        found: dict[str, object] = {}
        for key in measure.operands:
            question = question_named(self._criteria, key)
            if question is None or question.questions or question.columns:
                found[key] = key
                continue
            value = self._answers.answer(key)[1]
            found[key] = len(value) if isinstance(value, tuple) else value
        return found

    def _points(self, indicator: Indicator) -> Trace:
        score = self._card.indicators[indicator.id]
        return Trace("points", indicator.id, {"score": score, "levels": indicator.levels})

    def _threshold(self, result: ThresholdResult) -> Trace:
        title = self._criteria.label_by_id[result.threshold.label].title
        own = self._criteria.indicator_by_id[result.indicator].threshold_for(
            result.threshold.label
        )
        values = {"result": result, "label": title, "own": own}
        return Trace("threshold", result.indicator, values)

    def label(self, label: str) -> Trace:
        result = self._card.label(label)
        title = self._criteria.label_by_id[label].title
        parts = tuple(self.requirement(rule) for rule in result.requirements)
        return Trace("label", label, {"title": title, "result": result}, parts)

    def requirement(self, result: RequirementResult) -> Trace:
        parts = tuple(self.requirement(option) for option in result.options)
        subject = f"{result.label}/{result.requirement.key}"
        return Trace("requirement", subject, {"result": result}, parts)


def _counted(criteria: CriteriaSet, measure: Measure | None) -> QuestionType | None:
    """Return the type of what a count counts, none where it counts several kinds of answers."""
    if measure is None or measure.kind is not MeasureKind.COUNT:
        return None
    types = {type_of_operand(criteria, key) for key in measure.operands}
    return types.pop() if len(types) == 1 else None
