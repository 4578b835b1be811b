"""Levels of an answer scale, and what a label asks of them.

All figures are exact fractions of points and nothing is rounded here: 79.96 %
is not 80 %, and rounding before comparing would hand out what was not reached.
"""

from enum import Enum
from fractions import Fraction

from excellence_app.domain.values import dataclass

ZERO = Fraction(0)


class Verdict(Enum):
    """What the answers given so far say about one rule."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"  # what is still unanswered or unknown decides it


@dataclass(frozen=True, slots=True)
class LevelStep:
    """What the report says to a cluster that stands on a level and wants to leave it."""

    finding: str = ""
    recommendation: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One step of an answer scale; `number` counts from 0, `points` are what it earns.

    `evidence` holds ids of evidence kinds that prove this level.
    """

    number: int
    title: str
    points: Fraction
    text: str = ""
    short: str = ""
    evidence: tuple[str, ...] = ()
    to_next: LevelStep | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """The values of a measure that stand for one level.

    Upward scales give `start` (inclusive, none for the lowest band), downward
    scales give `end` (inclusive, none for the worst band).
    """

    level: int
    start: Fraction | None = None
    end: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least that a label asks of one indicator, in levels or in points, never both."""

    label: str
    level: int | None = None
    points: Fraction | None = None
    knock_out: bool = False
    reason: str = ""
    source: str = ""


class RequirementKind(Enum):
    """The kinds of rule that a label can be made of."""

    COMPLETE = "complete"
    TOTAL = "total"
    EVERY_THRESHOLD = "every_threshold"
    NO_KNOCK_OUT = "no_knock_out"
    DECLARED = "declared"
    EVIDENCE_PRESENT = "evidence_present"
    IMPROVED = "improved"
    MONTHS_SINCE = "months_since"
    COUNT_AT_LEVEL = "count_at_level"
    ANY = "any"


_ABOUT_LEVELS = {
    RequirementKind.TOTAL,
    RequirementKind.EVERY_THRESHOLD,
    RequirementKind.NO_KNOCK_OUT,
    RequirementKind.COUNT_AT_LEVEL,
    RequirementKind.ANY,
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One rule of a label. Which fields count depends on `kind`.

    `key` is unique in its label: the declared id, or the kind, with a number when
    the kind occurs again. `least` and `most` are points, counts or months; `least_share` is a
    share of the points on offer. `other_label` is the label that `months_since`
    and `improved` look back to, or whose thresholds are meant if not this label's own. `scope`
    names the indicators meant: all of them, or those in the scope of a label.
    """

    kind: RequirementKind
    key: str
    text: str = ""
    least: Fraction | None = None
    least_share: Fraction | None = None
    most: Fraction | None = None
    other_label: str = ""
    level: int | None = None
    described: bool = False
    scope: str = ""
    options: tuple["Requirement", ...] = ()
    reason: str = ""
    source: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Renewal:
    """How a label that was held is extended; counts are calendar months."""

    months: int
    counted_from: str
    within_months: int | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a label lasts; counts are calendar months."""

    months: int
    counted_from: str
    renewal: Renewal | None = None


@dataclass(frozen=True, slots=True)
class LabelStep:
    """One step on the way to a label, as its scheme describes it."""

    title: str
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """What somebody charges for a label, on the day on which it was read."""

    title: str
    amount: Fraction
    currency: str
    seen: str
    source: str


@dataclass(frozen=True, slots=True)
class Label:
    """An award: a list of rules of different kinds."""

    id: str
    title: str
    requires: tuple[Requirement, ...]
    text: str = ""
    bars: int | None = None
    valid: Validity | None = None
    steps: tuple[LabelStep, ...] = ()
    prices: tuple[Price, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()

    @property
    def asks_for_levels(self) -> bool:
        """Return whether a rule looks at what is earned: levels, points, or a choice of rules."""
        return any(rule.kind in _ABOUT_LEVELS for rule in self.requires)
