"""A full evaluation, every field of it read, against a straight loop over flat lists.

The loop adds the same fractions (points and maximum, by dimension) and makes the same
comparisons (every threshold of every label, the total); it knows no answers, ranges,
conditions, evidence or traces. The sets are the indicators of the shipped label set, repeated
under new ids, all of them answered. Both run in turn in one process; "first" is a set that was
never evaluated before, so that it is prepared as well.
"""

import statistics
import time
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from operator import attrgetter

from excellence_app.catalog.library import load
from excellence_app.domain.assessment import Answer, Assessment, CriteriaReference, Evidence
from excellence_app.domain.criteria import CriteriaSet, Indicator, Measure, Question, QuestionType
from excellence_app.domain.levels import ZERO, Verdict
from excellence_app.domain.results import ScoreCard
from excellence_app.engine.scoring import evaluate
from excellence_app.locations import criteria_folder

SIZES = (310, 3100)
RUNS = 25
LIMIT = 5.0
_READ = attrgetter(*(one.name for one in fields(ScoreCard)))  # what nobody reads is not worked out
SHARE = Fraction(4, 5)


def main() -> None:
    """Print the figures as a table."""
    shipped = load(criteria_folder() / "ecei-labels.yaml").criteria
    if shipped is None:
        raise SystemExit("The shipped label set cannot be read.")
    print("## Scoring\n")
    print("| indicators | evaluation, ms | straight loop, ms | ratio | wanted | first, ms |")
    print("| --- | --- | --- | --- | --- | --- |")
    for size in SIZES:
        print(_row(_repeated(shipped, size // len(shipped.indicators))))


def _row(criteria: CriteriaSet) -> str:
    assessment = _answered(criteria)
    flat = _flattened(criteria, evaluate(criteria, assessment))
    _assert_same(flat, evaluate(criteria, assessment))
    pairs, first = [], []
    for _ in range(RUNS):
        unknown = replace(criteria)
        start = time.perf_counter()
        _READ(evaluate(unknown, assessment))
        first.append(time.perf_counter() - start)
        start = time.perf_counter()
        _READ(evaluate(criteria, assessment))
        middle = time.perf_counter()
        _straight_loop(flat)
        pairs.append((middle - start, time.perf_counter() - middle))
    ratio = statistics.median(one / other for one, other in pairs)
    here, there = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    return (
        f"| {len(criteria.indicators):,} | {here:.1f} | {there:.1f} | {ratio:.2f} | ≤ {LIMIT:g} "
        f"| {statistics.median(first) * 1000:.1f} |"
    )


def _repeated(criteria: CriteriaSet, times: int) -> CriteriaSet:
    """Return a set with every indicator several times; the labels ask the same of each."""
    return replace(
        criteria,
        indicators=tuple(
            _renamed(indicator, f"{indicator.id}-{n}", indicator.id)
            for n in range(times)
            for indicator in criteria.indicators
        ),
        actions=(),
    )


def _renamed(indicator: Indicator, name: str, old: str) -> Indicator:
    def key(one: str) -> str:
        return one.replace(old, name, 1)

    measure = indicator.measure
    return replace(
        indicator,
        id=name,
        questions=tuple(replace(q, id=key(q.id)) for q in indicator.questions),
        measure=measure and Measure(measure.kind, tuple(key(one) for one in measure.operands)),
    )


def _answered(criteria: CriteriaSet) -> Assessment:
    answers: dict[str, Answer] = {}
    for place, question in enumerate(criteria.questions):
        answers |= _some_answer(question, place)
    reference = CriteriaReference(criteria.id, criteria.edition, criteria.sha256)
    proofs = {f"e{n}": Evidence(f"e{n}", "A document") for n in range(0, 40, 3)}
    answers = {
        key: replace(answer, evidence=(f"e{place % 40}",))
        for place, (key, answer) in enumerate(answers.items())
    }
    return Assessment(reference, dated=date(2026, 11, 20), answers=answers, evidence=proofs)


def _some_answer(question: Question, place: int) -> dict[str, Answer]:
    match question.type:
        case QuestionType.LEVELS:
            return {question.id: Answer(place % len(question.levels))}
        case QuestionType.YES_NO:
            return {question.id: Answer(value=place % 3 > 0)}
        case QuestionType.NUMBER:
            return {question.id: Answer(Fraction(place % 60))}
        case _:
            part, whole = question.keys
            return {part: Answer(Fraction(place % 50)), whole: Answer(Fraction(60))}


@dataclass(frozen=True)
class _Flat:
    """What the loop runs over: parallel lists, and thresholds as pairs of points."""

    points: list[Fraction]
    maxima: list[Fraction]
    dimensions: list[int]
    thresholds: list[tuple[Fraction, Fraction]]


def _flattened(criteria: CriteriaSet, card: ScoreCard) -> _Flat:
    names = [dimension.id for dimension in criteria.dimensions]
    scores = [card.indicators[indicator.id] for indicator in criteria.indicators]
    thresholds = []
    for indicator, score in zip(criteria.indicators, scores, strict=True):
        for threshold in indicator.thresholds:
            # some levels earn nothing, so both sides are counted in levels
            wanted = threshold.level if threshold.level is not None else len(indicator.levels) - 1
            thresholds.append((Fraction(score.lowest_level or 0), Fraction(wanted)))
    return _Flat(
        points=[score.lowest for score in scores],
        maxima=[score.maximum for score in scores],
        dimensions=[names.index(indicator.dimension) for indicator in criteria.indicators],
        thresholds=thresholds,
    )


def _straight_loop(flat: _Flat) -> tuple[Fraction, int, bool]:
    points = [ZERO] * (max(flat.dimensions) + 1)
    maxima = list(points)
    for place, dimension in enumerate(flat.dimensions):
        points[dimension] += flat.points[place]
        maxima[dimension] += flat.maxima[place]
    met = 0
    for have, wanted in flat.thresholds:
        if have >= wanted:
            met += 1
    total, offered = sum(points, ZERO), sum(maxima, ZERO)
    return total, met, total >= SHARE * offered


def _assert_same(flat: _Flat, card: ScoreCard) -> None:
    """Stop if the two do not come to the same results: then the ratio would mean nothing."""
    total, met, reached = _straight_loop(flat)
    judged = [result for label in card.labels for result in label.thresholds]
    mine = sum(1 for result in judged if result.verdict is Verdict.MET)
    share = card.total.share_lowest or ZERO
    if (card.total.lowest, mine, share >= SHARE) != (total, met, reached):
        raise SystemExit("The straight loop and the engine come to different results.")


if __name__ == "__main__":
    main()
