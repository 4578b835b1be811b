"""Score an assessment: evaluate(criteria, assessment) -> ScoreCard.

The total of the ECEI Gold label is judged on exact points; nothing is rounded here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import lcm

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.levels import Label, Requirement, Verdict
from excellence_app.domain.results import (
    Gap,
    IndicatorScore,
    IndicatorState,
    LabelResult,
    Score,
    ScoreCard,
)
from excellence_app.engine.answering import QuestionState
from excellence_app.engine.indicators import Answers, PreparedSet
from excellence_app.engine.ranges import Tally
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
    `lifted` maps indicators to levels that planned actions bring them to.
    """
    answers = Answers(criteria, assessment.answers, lifted)
    scores = answers.all_scores()
    total, dimensions = _totals(criteria, answers.prepared, scores)
    asked = _questions_asked(answers, scores)
    in_state = {
        wanted: [question for question, state in asked.items() if state is wanted]
        for wanted in QuestionState
    }
    facts = SetFacts(
        criteria=criteria,
        assessment=assessment,
        on=on or assessment.dated,
        answers=answers,
        scores=scores,
        total=total,
        asked=asked,
        doubtful=frozenset(
            question.id
            for question in answers.prepared.conditional
            if answers.asked(question) is None
        ),
    )
    return ScoreCard(
        criteria=criteria.id,
        edition=criteria.edition,
        dated=on or assessment.dated,
        total=total,
        dimensions=dimensions,
        indicators=scores,
        labels=tuple(_label_result(label, facts) for label in criteria.labels),
        asked=len(asked) - len(in_state[QuestionState.NOT_APPLICABLE]),
        answered=len(in_state[QuestionState.ANSWERED]),
        unanswered=tuple(in_state[QuestionState.UNANSWERED]),
        unknown=tuple(in_state[QuestionState.UNKNOWN]),
        not_applicable=_set_aside(criteria, in_state[QuestionState.NOT_APPLICABLE], scores),
    )


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


# What an indicator is in whose only question is always asked; the usual state has a short cut.
_QUESTION_STATES = {
    IndicatorState.UNANSWERED: QuestionState.UNANSWERED,
    IndicatorState.UNKNOWN: QuestionState.UNKNOWN,
    IndicatorState.UNSOUND: QuestionState.UNSOUND,
    IndicatorState.NOT_APPLICABLE: QuestionState.NOT_APPLICABLE,
}


def _questions_asked(
    answers: Answers, scores: Mapping[str, IndicatorScore]
) -> dict[str, QuestionState]:
    """Return the state of every question that is asked, or may yet be, in the order of the set."""
    states: dict[str, QuestionState] = {}
    plain = answers.prepared.plain if not answers.lifted else {}
    for question in answers.criteria.questions:
        name = question.id
        if name in plain:
            state = scores[plain[name]].state
            states[name] = (
                QuestionState.ANSWERED
                if state is IndicatorState.ANSWERED
                else _QUESTION_STATES[state]
            )
        elif answers.asked(question) is not False:
            states[name] = answers.state(question)
    return states


def _totals(
    criteria: CriteriaSet, prepared: PreparedSet, scores: Mapping[str, IndicatorScore]
) -> tuple[Score, dict[str, Score]]:
    """Return the score of the set and of each dimension."""
    without_levels = [scores[p.indicator.id] for p in prepared.indicators if not p.units]
    finer = [f.denominator for s in without_levels for f in (s.lowest, s.highest)]
    scale = lcm(prepared.scale, *finer)
    factor = scale // prepared.scale
    tallies = {dimension.id: Tally() for dimension in criteria.dimensions}
    for one in prepared.indicators:
        score = scores[one.indicator.id]
        if not score.counts:
            continue
        maximum = one.maximum * factor
        if score.lowest_level is None or score.highest_level is None:
            low, high = int(score.lowest * scale), int(score.highest * scale)
        else:
            low = one.units[score.lowest_level] * factor
            high = one.units[score.highest_level] * factor
        # a part that can end up anywhere keeps the share in the same range when it leaves
        certain = not score.may_leave or (low == 0 and high == maximum)
        tallies[one.indicator.dimension].add(low, high, maximum, certain=certain)
    whole = Tally()
    for tally in tallies.values():
        whole.join(tally)
    return whole.score(scale), {name: tally.score(scale) for name, tally in tallies.items()}


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
    gaps = [
        Gap(result, facts.scores[result.indicator])
        for result in thresholds
        if result.verdict is not Verdict.MET
    ]
    return LabelResult(
        label=label.id,
        verdict=joint_verdict(verdicts),
        requirements=requirements,
        thresholds=tuple(thresholds),
        gaps=_by_width(gaps),
        adjustments=tuple(t.adjustment for t in thresholds if t.adjustment is not None),
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


def _by_width(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Order gaps: certain before open ones, knock-outs first, then the widest."""
    short = [gap.result.points_short for gap in gaps]
    scale = lcm(*{figure.denominator for figure in short})

    def place(entry: tuple[Gap, Fraction]) -> tuple[bool, bool, int, int]:
        result, points = entry[0].result, entry[1]
        return (
            result.verdict is Verdict.OPEN,
            not result.threshold.knock_out,
            -(result.levels_short or 0),
            -points.numerator * (scale // points.denominator),
        )

    return tuple(gap for gap, _ in sorted(zip(gaps, short, strict=True), key=place))
