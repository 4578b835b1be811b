"""When something applies: comparisons of answers, joined by all, any and not."""

from datetime import date
from enum import Enum
from fractions import Fraction

from excellence_app.domain.values import dataclass

ComparisonValue = bool | int | Fraction | str | date | tuple[str, ...]


class ComparisonWord(Enum):
    """The comparisons that a condition can make."""

    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    ONE_OF = "one_of"
    INCLUDES = "includes"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One answer, or the level of one indicator, held against fixed values.

    `values` has one entry, except for `one_of`.
    """

    subject: str
    of_level: bool
    word: ComparisonWord
    values: tuple[ComparisonValue, ...]


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is true."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is true."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True when the part is false."""

    part: "Condition"


Condition = Comparison | All | AnyOf | Not


def comparisons_of(condition: Condition) -> tuple[Comparison, ...]:
    """Return every comparison inside a condition, in reading order."""
    if isinstance(condition, Comparison):
        return (condition,)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return tuple(found for part in parts for found in comparisons_of(part))
