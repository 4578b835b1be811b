"""Levels, bands, measures and thresholds of a checked file."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from excellence_app.catalog.raw_values import Plain, exact
from excellence_app.domain.criteria import (
    Measure,
    MeasureKind,
    Question,
    QuestionType,
)
from excellence_app.domain.levels import (
    Band,
    Level,
    LevelStep,
    Threshold,
)

# Measures and their operands in the order in which the engine takes them; lists name none.
OPERANDS: Mapping[str, tuple[str, ...]] = {
    "share": ("part", "whole"),
    "ratio": ("of", "to"),
    "sum": (),
    "count": (),
    "months_between": ("from", "to"),
}


@lru_cache(maxsize=4096)
def even_points(points: Fraction, count: int) -> tuple[Fraction, ...]:
    """Return what each of `count` levels earns when they share `points` evenly."""
    return tuple(points * number / (count - 1) for number in range(count))


def levels_of(raw: list[Plain], points: Fraction) -> tuple[Level, ...]:
    """Return the levels that level or band entries describe, level 0 first."""
    if "points" in raw[0]:
        earned = tuple(exact(entry["points"]) for entry in raw)
    else:
        earned = even_points(points, len(raw))
    return tuple(
        Level(
            number,
            entry.get("title", ""),
            earned[number],
            entry.get("text", ""),
            entry.get("short", ""),
            tuple(entry.get("evidence", ())),
            _step(entry),
        )
        for number, entry in enumerate(raw)
    )


def _step(raw: Plain) -> LevelStep | None:
    step = raw.get("to_next")
    if step is None:
        return None
    return LevelStep(step.get("finding", ""), step.get("recommendation", ""), step.get("why", ""))


def band_of(raw: Plain) -> Band:
    """Return one band with its limits."""
    start, end = raw.get("from"), raw.get("to")
    return Band(
        raw["level"], None if start is None else exact(start), None if end is None else exact(end)
    )


def measure_of(raw: Plain, questions: tuple[Question, ...]) -> Measure | None:
    """Return the measure of an indicator: the one it names, or the one its questions imply."""
    if "measure" in raw:
        return named_measure(raw["measure"])
    if "either" in raw or not questions:
        return None
    only = questions[0]
    if "questions" in raw:
        if "bands" not in raw:
            return None
        return Measure(MeasureKind.SCORE, tuple(question.id for question in questions))
    if only.type is QuestionType.NUMBER:
        return Measure(MeasureKind.VALUE, only.keys)
    if only.type is QuestionType.SHARE:
        return Measure(MeasureKind.SHARE, only.keys)
    return None


def named_measure(raw: Plain) -> Measure:
    """Return a measure of the kind that its entry is called."""
    ((word, operands),) = raw.items()
    names = OPERANDS[word]
    keys = tuple(operands[name] for name in names) if names else tuple(operands)
    return Measure(MeasureKind(word), keys)


def threshold_of(label: str, raw: Plain) -> Threshold:
    """Return what a label asks of an indicator."""
    points = raw.get("points")
    return Threshold(
        label,
        raw.get("level"),
        None if points is None else exact(points),
        raw.get("knock_out", False),
        raw.get("reason", ""),
        raw.get("source", ""),
    )
