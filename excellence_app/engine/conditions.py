"""Conditions are true, false or still open (none)."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from excellence_app.domain.conditions import (
    All,
    AnyOf,
    Comparison,
    ComparisonValue,
    ComparisonWord,
    Condition,
    Not,
)
from excellence_app.domain.messages import Refused
from excellence_app.engine.amounts import read_amount

Truth = bool | None


class Facts(Protocol):
    """What a condition can ask about."""

    def answer(self, key: str) -> tuple[Truth, ComparisonValue | None]:
        """Return whether a key is answered (none: not yet, false: never will be) and its value."""

    def possible_levels(self, indicator: str) -> Sequence[int | None]:
        """Return the levels an indicator can end up at; none means that it does not count."""


def evaluate_condition(condition: Condition, facts: Facts) -> Truth:
    """Return whether a condition holds; none while open questions decide it."""
    if isinstance(condition, All):
        return _all([evaluate_condition(part, facts) for part in condition.parts])
    if isinstance(condition, AnyOf):
        inverted = [_invert(evaluate_condition(part, facts)) for part in condition.parts]
        return _invert(_all(inverted))
    if isinstance(condition, Not):
        return _invert(evaluate_condition(condition.part, facts))
    compare = _compare_level if condition.of_level else _compare_answer
    return compare(condition, facts)


def _all(truths: Sequence[Truth]) -> Truth:
    if False in truths:
        return False
    return None if None in truths else True


def _invert(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _compare_answer(comparison: Comparison, facts: Facts) -> Truth:
    answered, value = facts.answer(comparison.subject)
    if comparison.word is ComparisonWord.ANSWERED:
        return _invert(answered) if comparison.values[0] is False else answered
    if answered is None:
        return None
    if not answered or value is None:  # no value will come: nothing equals it
        return comparison.word is ComparisonWord.IS_NOT
    return _holds(comparison.word, value, comparison.values)


def _compare_level(comparison: Comparison, facts: Facts) -> Truth:
    levels = facts.possible_levels(comparison.subject)
    word, wanted = comparison.word, comparison.values
    if word is ComparisonWord.ANSWERED:
        known = None if len(levels) > 1 else levels[0] is not None
        return _invert(known) if wanted[0] is False else known
    truths = {
        word is ComparisonWord.IS_NOT if level is None else _holds(word, level, wanted)
        for level in levels
    }
    return truths.pop() if len(truths) == 1 else None


# numbers with numbers, or days with days
_ORDER: dict[ComparisonWord, Callable[[Any, Any], bool]] = {
    ComparisonWord.AT_LEAST: lambda value, bound: value >= bound,
    ComparisonWord.AT_MOST: lambda value, bound: value <= bound,
    ComparisonWord.ABOVE: lambda value, bound: value > bound,
    ComparisonWord.BELOW: lambda value, bound: value < bound,
}


def _holds(
    word: ComparisonWord, value: ComparisonValue, wanted: tuple[ComparisonValue, ...]
) -> bool:
    if word in _ORDER:
        both = _comparable(value, wanted[0])
        return both is not None and _ORDER[word](*both)
    if word is ComparisonWord.INCLUDES and isinstance(value, tuple):
        return any(one in value for one in wanted)
    same = any(_same(value, candidate) for candidate in wanted)
    return not same if word is ComparisonWord.IS_NOT else same


def _comparable(
    value: ComparisonValue, bound: ComparisonValue
) -> tuple[Fraction, Fraction] | tuple[date, date] | None:
    """Return a value and a bound as two numbers or two days, none if they are neither."""
    if isinstance(value, date):
        day = _day(bound)
        return None if day is None else (value, day)
    if isinstance(bound, int | Fraction):
        number = _number(value)
        return None if number is None else (number, Fraction(bound))
    return None


def _number(value: ComparisonValue) -> Fraction | None:
    """Return a value as a number; a fact of the profile is a text that may write one."""
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if not isinstance(value, str):
        return None
    try:
        return read_amount(value)
    except Refused:
        return None


def _day(value: ComparisonValue) -> date | None:
    if isinstance(value, date) or not isinstance(value, str):
        return value if isinstance(value, date) else None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _same(value: ComparisonValue, candidate: ComparisonValue) -> bool:
    if isinstance(value, bool) or isinstance(candidate, bool):
        return value is candidate  # true is not 1
    if isinstance(value, str) and isinstance(candidate, int | Fraction):
        return _number(value) == candidate
    if isinstance(value, date) and isinstance(candidate, str):
        return value == _day(candidate)
    return value == candidate
