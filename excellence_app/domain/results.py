"""What the engine says: scores, verdicts, gaps, reasons and a roadmap."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from excellence_app.domain.assessment import Adjustment
from excellence_app.domain.levels import Requirement, RequirementKind, Threshold, Verdict
from excellence_app.domain.messages import Message
from excellence_app.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Points earned: `lowest` if open questions earn nothing, `highest` if they earn all.

    `share_lowest` and `share_highest` are the same as shares of what is on offer, from 0 to 1.
    They are none while nothing is on offer, and not `points / maximum` where
    open questions decide whether an indicator applies.
    """

    lowest: Fraction
    highest: Fraction
    maximum: Fraction
    share_lowest: Fraction | None
    share_highest: Fraction | None

    @property
    def final(self) -> bool:
        """Return whether nothing open can change this score."""
        return self.lowest == self.highest and self.share_lowest == self.share_highest


class IndicatorState(Enum):
    """How far an indicator is answered."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    PARTLY = "partly"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"  # a person said so, with a reason
    NOT_ASKED = "not_asked"  # its condition is false
    OPTIONAL = "optional"  # left out, as it may be in the cluster's phase of development
    UNDECIDED = "undecided"  # open questions decide whether it is asked
    UNSOUND = "unsound"  # answered, but its measure cannot be made of the answers


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """What one indicator earns.

    `lowest_level` and `highest_level` are none where the indicator has no levels.
    `value` is its measure, `reason` says why it is open in spite of answers. `may_leave` is
    set while open questions may still take it out of points, maximum and thresholds.
    """

    indicator: str
    state: IndicatorState
    lowest: Fraction
    highest: Fraction
    maximum: Fraction
    lowest_level: int | None = None
    highest_level: int | None = None
    value: Fraction | None = None
    reason: Message | None = None
    may_leave: bool = False

    @property
    def counts(self) -> bool:
        """Return whether the indicator is part of points, maximum and thresholds."""
        state = self.state  # one comparison after the other: this is asked very often
        return not (
            state is IndicatorState.NOT_APPLICABLE
            or state is IndicatorState.NOT_ASKED
            or state is IndicatorState.OPTIONAL
        )

    @property
    def final(self) -> bool:
        """Return whether nothing open can change this score."""
        same_level = self.lowest_level == self.highest_level
        return same_level and self.lowest == self.highest and not self.may_leave


@dataclass(frozen=True, slots=True)
class ThresholdResult:
    """How one indicator stands against what one label asks of it.

    `levels_short` and `points_short` are what the lowest score lacks; levels are
    none where the threshold is in points. `adjustment` is set when the threshold
    is not the set's own but one that the user entered.
    """

    indicator: str
    threshold: Threshold
    verdict: Verdict
    levels_short: int | None
    points_short: Fraction
    adjustment: Adjustment | None = None


class Unit(Enum):
    """What the figures of a requirement count."""

    QUESTIONS = "questions"
    SHARE = "share"
    POINTS = "points"
    THRESHOLDS = "thresholds"
    KNOCK_OUTS = "knock_outs"
    INDICATORS = "indicators"
    IMPROVEMENTS = "improvements"
    MONTHS = "months"
    DECLARATION = "declaration"
    OPTIONS = "options"


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """What the answers say about one rule of a label.

    `have` is the certain part, `possible` what open questions may still make of
    it, `need` what the rule asks; the margin is `have - need`. `items` are the ids that stand
    in the way. `opens` and `closes` are the first and last day of a window in time. `reason`
    says what the figures cannot.
    """

    label: str
    requirement: Requirement
    verdict: Verdict
    unit: Unit
    have: Fraction | None = None
    possible: Fraction | None = None
    need: Fraction | None = None
    items: tuple[str, ...] = ()
    opens: date | None = None
    closes: date | None = None
    reason: Message | None = None
    options: tuple["RequirementResult", ...] = ()

    @property
    def margin(self) -> Fraction | None:
        """Return by how much the certain part exceeds the need; negative when short.

        None where nothing is counted, and after a window in time, for no number makes up for that.
        """
        too_late = self.unit is Unit.MONTHS and self.verdict is Verdict.MISSED
        if self.have is None or self.need is None or too_late:
            return None
        return self.have - self.need


@dataclass(frozen=True, slots=True)
class Gap:
    """An indicator that does not meet what a label asks of it, or not yet for certain."""

    result: ThresholdResult
    score: IndicatorScore

    @property
    def indicator(self) -> str:
        """Return the id of the indicator."""
        return self.result.indicator

    @property
    def closed_only_by_answering(self) -> bool:
        """Return whether the answer is missing rather than the performance."""
        return self.result.verdict is Verdict.OPEN


@dataclass(frozen=True, slots=True)
class LabelResult:
    """How far one label is: its rules, its thresholds and its gaps, widest first.

    `adjustments` are the entered thresholds that this result rests on.
    """

    label: str
    verdict: Verdict
    requirements: tuple[RequirementResult, ...]
    thresholds: tuple[ThresholdResult, ...]
    gaps: tuple[Gap, ...]
    adjustments: tuple[Adjustment, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """Everything the engine says about an assessment on one day.

    `unanswered` and `unknown` are question ids, `not_applicable` ids of
    indicators and questions that a person set aside, in the order of the set. Optional questions
    without an answer are `left_out`, and not counted among those asked.
    """

    criteria: str
    edition: str
    dated: date | None
    total: Score
    dimensions: Mapping[str, Score]
    indicators: Mapping[str, IndicatorScore]
    labels: tuple[LabelResult, ...]
    asked: int
    answered: int
    unanswered: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def label(self, label: str) -> LabelResult:
        """Return the result of one label; raises KeyError for an unknown one."""
        for result in self.labels:
            if result.label == label:
                return result
        raise KeyError(label)


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a number is what it is.

    `rule` names the step of the engine, `subject` the id it is about, `values`
    the figures that went in and came out; `parts` are the traces of those figures.
    `language/` prints it as sentences.
    """

    rule: str
    subject: str
    values: Mapping[str, Any] = field(default_factory=dict)  # each rule has its own names
    parts: tuple["Trace", ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """How one indicator moved between two assessments; a side is none where it was not asked."""

    indicator: str
    before: IndicatorScore | None
    after: IndicatorScore | None

    @property
    def points(self) -> Fraction | None:
        """Return by how many points the certain score moved, none if one side does not count."""
        if self.before is None or self.after is None:
            return None
        if not (self.before.counts and self.after.counts):
            return None
        return self.after.lowest - self.before.lowest

    @property
    def levels(self) -> int | None:
        """Return by how many levels the certain level moved, none where there are no levels."""
        if self.points is None or self.before is None or self.after is None:
            return None
        if self.before.lowest_level is None or self.after.lowest_level is None:
            return None
        return self.after.lowest_level - self.before.lowest_level


@dataclass(frozen=True, slots=True)
class Lifted:
    """An indicator that an action raises, from one level to another.

    `assumed` tells that no answer says yet that it is at the level before.
    """

    indicator: str
    before: int
    after: int
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class RoadmapStep:
    """One action in its place.

    `planned` is the id of the action that a person has planned, empty in a proposal; then
    `action` may be empty, for an own one, of which `weeks` and `ready` are not known. `size` is
    the effort from 1 to 3, and `overdue` is set if `due` is over. `begin` is the day on which
    it can begin at the earliest, once those that it needs are ready.

    `gain` is points, `effort` person-days; `ready` is the day on which it can be
    done at the earliest, none when the assessment has no date. `closes` holds
    the indicators whose threshold it meets, `after` the projected total.
    """

    number: int
    action: str
    lifts: tuple[Lifted, ...]
    closes: tuple[str, ...]
    gain: Fraction
    effort: Fraction
    weeks: int
    ready: date | None
    late: bool
    after: Score
    gaps_left: int
    planned: str = ""
    due: date | None = None
    size: int | None = None
    overdue: bool = False
    begin: date | None = None

    @property
    def expected(self) -> date | None:
        """Return the day on which it will be done: the one decided on, if it can be ready then."""
        return max((day for day in (self.ready, self.due) if day is not None), default=None)

    @property
    def early_due(self) -> bool:
        """Return whether the day decided on lies before the earliest one possible."""
        return self.due is not None and self.ready is not None and self.due < self.ready


class WarningKind(Enum):
    """What may be amiss with a person's own roadmap; none of it is forbidden."""

    NEEDS_LATER = "needs_later"  # what it needs comes after it
    NEEDS_MISSING = "needs_missing"  # what it needs is not planned
    OVERDUE = "overdue"
    NO_OWNER = "no_owner"
    TOO_EARLY = "too_early"  # it is due before it can be ready
    LIFTS_NOTHING = "lifts_nothing"
    UNKNOWN_ACTION = "unknown_action"  # to this edition of the set
    NO_ACTION = "no_action"  # for a gap
    NOT_ENOUGH = "not_enough"  # what is planned does not close a gap


@dataclass(frozen=True, slots=True)
class RoadmapWarning:
    """One thing to look at in a roadmap; `action` is the id of a planned action, or empty."""

    kind: WarningKind
    message: Message
    action: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The way to one label.

    `reached_after` is the number of the step after which every threshold and the
    total are met, 0 if they are already, none if the known actions do not suffice.
    `assumed` maps open indicators to the level that the projection takes for them: the
    threshold of the label. `without_action` are gaps that no known action closes,
    `remaining` the other rules of the label that are not met. `start` is the total as it is,
    `projected_start` the one that the steps build on: with the assumed levels.

    If the order is a person's `own`, every action that is open or started is a step, also after
    the label is reached; `done` and `dropped` are ids of the others. `still_short` are gaps
    that the actions narrow and do not close.
    """

    target: str
    start: Score
    steps: tuple[RoadmapStep, ...]
    reached_after: int | None
    effort: Fraction
    by: date | None = None
    ready: date | None = None
    open_questions: tuple[str, ...] = ()
    assumed: Mapping[str, int] = field(default_factory=dict)
    without_action: tuple[str, ...] = ()
    remaining: tuple[RequirementResult, ...] = ()
    projected_start: Score | None = None
    own: bool = False
    done: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    still_short: tuple[str, ...] = ()
    warnings: tuple[RoadmapWarning, ...] = ()

    @property
    def waits_for_answers(self) -> bool:
        """Return whether only the answers to open questions decide if the way leads there."""
        if self.reached_after is not None or self.without_action or self.still_short:
            return False
        deciding = {RequirementKind.TOTAL, RequirementKind.EVERY_THRESHOLD}
        left = [one for one in self.remaining if one.requirement.kind in deciding]
        return bool(left) and all(one.verdict is Verdict.OPEN for one in left)

    @property
    def in_time(self) -> bool | None:
        """Return whether all steps can be ready by the wanted day; none if that is not known."""
        if self.by is None or (self.steps and self.ready is None):
            return None
        return self.ready is None or self.ready <= self.by
