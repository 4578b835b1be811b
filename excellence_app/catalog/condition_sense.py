"""Whether a condition can ever be true, found without answering a single question.

A condition is spread into alternatives, each a list of comparisons that must hold together;
it can be true if one alternative leaves a possible answer to every question it names.
Where the alternatives are too many the condition gets the benefit of the doubt.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple, cast

from excellence_app.catalog.yaml_source import Plain
from excellence_app.domain.values import dataclass

MOST_ALTERNATIVES = 512

SUBJECTS = ("question", "level_of")
ORDER_WORDS = frozenset({"at_least", "at_most", "above", "below"})
EQUALITY_WORDS = frozenset({"is", "is_not", "one_of"})
WORDS = ORDER_WORDS | EQUALITY_WORDS | {"includes", "answered"}
JOINS = ("all", "any", "not")

_LONGEST = 40  # characters of a number in a condition
_OF_NUMBERS = frozenset("-0123456789./")


class Kind(Enum):
    """What the answers to a question are."""

    TRUTH = "truth"
    NUMBER = "number"
    DAY = "day"
    WORD = "word"
    WORDS = "words"
    TEXT = "text"
    OTHER = "other"


WORDS_OF_KIND: Mapping[Kind, frozenset[str]] = {
    Kind.TRUTH: EQUALITY_WORDS | {"answered"},
    Kind.NUMBER: EQUALITY_WORDS | ORDER_WORDS | {"answered"},
    Kind.DAY: EQUALITY_WORDS | ORDER_WORDS | {"answered"},
    Kind.WORD: EQUALITY_WORDS | {"answered"},
    Kind.WORDS: frozenset({"includes", "answered"}),
    Kind.TEXT: EQUALITY_WORDS | {"answered"},
    Kind.OTHER: frozenset({"answered"}),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """Which answers a question allows.

    `least` and `most` bound numbers (days as their ordinals), `words` are the ids of choices,
    `may_be_absent` says that it may end up without any answer, since it is not always asked.
    """

    kind: Kind
    least: Fraction | None = None
    most: Fraction | None = None
    whole: bool = False
    words: frozenset[str] = frozenset()
    may_be_absent: bool = False

    def value(self, raw: bool | int | str) -> Fraction | bool | str | None:  # noqa: FBT001 - a value of the field, not a switch of ours
        """Return a value of the file as an answer of this kind, none if it cannot be one."""
        match self.kind:
            case Kind.TRUTH:
                return raw if isinstance(raw, bool) else None
            case Kind.NUMBER:
                return None if isinstance(raw, bool) else _number(str(raw))
            case Kind.DAY:
                return _day(str(raw))
            case _:
                return raw if isinstance(raw, str) else None

    def allows(self, value: Fraction | bool | str) -> bool:  # noqa: FBT001 - a value of the field, not a switch of ours
        """Return whether a value of the right kind is among the possible answers."""
        if isinstance(value, Fraction):
            if self.least is not None and value < self.least:
                return False
            if self.most is not None and value > self.most:
                return False
            return not self.whole or value.denominator == 1
        return self.kind not in {Kind.WORD, Kind.WORDS} or value in self.words


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text) if len(text) <= _LONGEST and set(text) <= _OF_NUMBERS else None
    except (ValueError, ZeroDivisionError):
        return None


def _day(text: str) -> Fraction | None:
    try:
        return Fraction(date.fromisoformat(text).toordinal())
    except ValueError:
        return None


class Literal(NamedTuple):
    """One comparison that must hold, or must not."""

    subject: tuple[str, str]
    word: str
    values: tuple[Fraction | bool | str, ...]
    holds: bool


Lookup = Callable[[str, str], Answers]


def comparisons(condition: Plain) -> Iterator[Plain]:
    """Yield every comparison inside a well-formed condition, in reading order."""
    if "not" in condition:
        yield from comparisons(condition["not"])
        return
    for join in ("all", "any"):
        for part in condition.get(join, ()):
            yield from comparisons(part)
    if not any(join in condition for join in JOINS):
        yield condition


def subject_of(comparison: Plain) -> tuple[str, str]:
    """Return the word `question` or `level_of` of a comparison and the id it names."""
    word = next(word for word in SUBJECTS if word in comparison)
    return word, comparison[word]


def word_of(comparison: Plain) -> str:
    """Return the word with which a comparison compares."""
    return next(word for word in comparison if word in WORDS)


def values_of(comparison: Plain) -> list[Any]:
    """Return the values that a comparison compares with."""
    word = word_of(comparison)
    found = comparison[word]
    return found if word == "one_of" else [found]


class Patience:
    """How many comparisons may still be looked at before conditions are simply believed."""

    def __init__(self, comparisons: int = 200_000) -> None:
        self._left = comparisons

    def lasts_for(self, comparisons: int) -> bool:
        """Return whether so many more can be looked at, and count them."""
        self._left -= comparisons
        return self._left >= 0


def can_be_true(condition: Plain, lookup: Lookup, patience: Patience) -> bool:
    """Return whether some answers make a condition true; every id in it must be known."""
    for number, literals in enumerate(_alternatives(condition, lookup, holds=True)):
        if number == MOST_ALTERNATIVES or not patience.lasts_for(len(literals)):
            return True
        if _possible(literals, lookup):
            return True
    return False


def _alternatives(
    condition: Plain, lookup: Lookup, *, holds: bool
) -> Iterator[tuple[Literal, ...]]:
    """Yield lists of literals; the condition holds (or not) when all of one list do."""
    if "not" in condition:
        yield from _alternatives(condition["not"], lookup, holds=not holds)
        return
    for join, every in (("all", holds), ("any", not holds)):
        if join in condition:
            parts = condition[join]
            if every:
                yield from _together(parts, lookup, holds=holds)
            else:
                for part in parts:
                    yield from _alternatives(part, lookup, holds=holds)
            return
    word, subject = subject_of(condition), word_of(condition)
    answers = lookup(*word)
    values = [
        answers.value(value) if subject != "answered" else value for value in values_of(condition)
    ]
    known = tuple(value for value in values if value is not None)
    yield (Literal(word, subject, known, holds),)


def _together(parts: list[Plain], lookup: Lookup, *, holds: bool) -> Iterator[tuple[Literal, ...]]:
    """Yield every way to take one alternative of each part."""
    if not parts:
        yield ()
        return
    for first in _alternatives(parts[0], lookup, holds=holds):
        for rest in _together(parts[1:], lookup, holds=holds):
            yield first + rest


def _possible(literals: Iterable[Literal], lookup: Lookup) -> bool:
    by_subject: dict[tuple[str, str], list[Literal]] = {}
    for literal in literals:
        by_subject.setdefault(literal.subject, []).append(literal)
    return all(_leaves_an_answer(found, lookup(*of)) for of, found in by_subject.items())


def _leaves_an_answer(literals: list[Literal], answers: Answers) -> bool:
    """Return whether one answer to one question, or its absence, satisfies all its literals."""
    asks_whether = any(literal.word == "answered" for literal in literals)
    if (answers.may_be_absent or asks_whether) and all(map(_holds_when_absent, literals)):
        return True
    left = _Left(answers)
    return all(left.keep(literal) for literal in literals) and left.any_answer()


def _holds_when_absent(literal: Literal) -> bool:
    truth = literal.word == "is_not" or (literal.word == "answered" and literal.values == (False,))
    return truth is literal.holds


class _Left:
    """The answers to one question that literals have left over so far."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._low, self._low_open = answers.least, False
        self._high, self._high_open = answers.most, False
        self._only: set[Fraction | bool | str] | None = None
        self._never: set[Fraction | bool | str] = set()
        self._included: set[Fraction | bool | str] = set()
        if answers.kind is Kind.TRUTH:
            self._only = {True, False}
        elif answers.kind is Kind.WORD:
            self._only = set(answers.words)

    def keep(self, literal: Literal) -> bool:
        """Take a literal into account; return whether it can hold for an answered question."""
        word, values, holds = literal.word, literal.values, literal.holds
        if word == "answered":
            return (literal.values == (True,)) is holds
        if word == "includes":
            (self._included if holds else self._never).update(values)
        elif word in ORDER_WORDS:
            self._bound(word, cast("Fraction", values[0]), holds=holds)
        elif (word == "is_not") is holds:
            self._never.update(values)
        else:
            self._only = set(values) if self._only is None else self._only & set(values)
        return True

    def _bound(self, word: str, value: Fraction, *, holds: bool) -> None:
        below = (word in {"at_most", "below"}) is holds
        is_open = word in {"above", "below"} if holds else word in {"at_least", "at_most"}
        if below:
            if self._high is None or (value, not is_open) < (self._high, not self._high_open):
                self._high, self._high_open = value, is_open
        elif self._low is None or (value, is_open) > (self._low, self._low_open):
            self._low, self._low_open = value, is_open

    def any_answer(self) -> bool:
        """Return whether at least one answer is left."""
        if self._answers.kind is Kind.WORDS:
            return not self._included & self._never
        if self._only is not None:
            return any(self._fits(value) for value in self._only - self._never)
        if (
            self._answers.kind not in {Kind.NUMBER, Kind.DAY}
            or self._low is None
            or self._high is None
        ):
            return True
        if not self._answers.whole:
            if self._low == self._high:
                return self._fits(self._low) and self._low not in self._never
            return self._low < self._high
        first = floor(self._low) + 1 if self._low_open else ceil(self._low)
        last = ceil(self._high) - 1 if self._high_open else floor(self._high)
        barred = {v for v in self._never if isinstance(v, Fraction) and v.denominator == 1}
        return last - first + 1 > sum(1 for value in barred if first <= value <= last)

    def _fits(self, value: Fraction | bool | str) -> bool:  # noqa: FBT001 - a value of the field, not a switch of ours
        if not isinstance(value, Fraction):
            return True
        above = self._low is None or (value > self._low if self._low_open else value >= self._low)
        under = self._high is None or (
            value < self._high if self._high_open else value <= self._high
        )
        return above and under
