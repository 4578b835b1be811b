"""One edition of the criteria: dimensions, indicators, questions, labels and actions."""

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from fractions import Fraction
from functools import cached_property

from excellence_app.domain.conditions import Condition
from excellence_app.domain.levels import Band, Label, Level, Threshold
from excellence_app.domain.values import dataclass

ILLUSTRATIVE = "illustrative"  # the provenance of a value that is ours


class SetStatus(Enum):
    """Whose values a criteria set holds."""

    OFFICIAL = "official"
    ILLUSTRATIVE = "illustrative"
    OWN = "own"


class SourceKind(Enum):
    """Whose page or paper a source is."""

    OFFICIAL = "official"  # owner of the scheme, its assessors, or a public authority
    THIRD_PARTY = "third_party"  # anybody else who wrote about it
    OWN = "own"  # the authors of the criteria set: inferred, estimated, worded by them


class QuestionType(Enum):
    """The ways of answering that format 1 knows."""

    LEVELS = "levels"
    YES_NO = "yes_no"
    NUMBER = "number"
    SHARE = "share"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    TEXT = "text"
    COUNTED_LIST = "list"
    TABLE = "table"
    CASES = "cases"


class MeasureKind(Enum):
    """How a number is made of answers."""

    VALUE = "value"  # the one number answered
    SHARE = "share"  # part over whole, both answered by one share question
    RATIO = "ratio"  # one number over another
    SUM = "sum"
    COUNT = "count"  # how many of the questions are answered yes or above zero
    SCORE = "score"  # share of the points that several questions earn
    MONTHS_BETWEEN = "months_between"


class Cost(Enum):
    """What an action costs in money, roughly."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was seen; `seen` is the month, as year and month."""

    id: str
    title: str
    address: str = ""
    seen: str = ""
    kind: SourceKind = SourceKind.THIRD_PARTY


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """A kind of document that proves a statement.

    It counts for `counts_for_months` after its date; none means for ever.
    """

    id: str
    title: str
    text: str = ""
    counts_for_months: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the set's glossary."""

    id: str
    title: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A group of indicators."""

    id: str
    title: str
    text: str = ""
    provenance: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several answers; `comment` is none, optional or required."""

    id: str
    title: str
    comment: str = "none"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number made of answers; `operands` are answer keys, in the order of its kind."""

    kind: MeasureKind
    operands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked.

    A `share` question is answered under two keys, `ID/part` and `ID/whole`.
    `least` and `most` bound a number, both inclusive. `good` is the answer of a
    yes/no question that stands for level 1.
    """

    id: str
    type: QuestionType
    text: str
    instruction: str = ""
    when: Condition | None = None
    weight: int = 1
    may_not_apply: bool = False
    required: bool = True
    levels: tuple[Level, ...] = ()
    unit: str = ""
    whole: bool = False
    least: Fraction | None = None
    most: Fraction | None = None
    part_title: str = ""
    whole_title: str = ""
    good: bool = True
    choices: tuple[Choice, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys under which the values of this question are stored."""
        if self.type is QuestionType.SHARE:
            return (f"{self.id}/part", f"{self.id}/whole")
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that a label looks at.

    `levels` is the indicator's own scale, empty when it has only points. `measure`
    and `bands` turn answers into one of these levels.
    """

    id: str
    dimension: str
    title: str
    points: Fraction
    questions: tuple[Question, ...]
    levels: tuple[Level, ...] = ()
    measure: Measure | None = None
    bands: tuple[Band, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    in_scope_of: tuple[str, ...] = ()
    obligatory_in: tuple[str, ...] = ()
    when: Condition | None = None
    text: str = ""
    guidance: str = ""
    asks: tuple[str, ...] = ()
    look_at: str = ""
    provenance: tuple[tuple[str, str], ...] = ()

    def threshold_for(self, label: str) -> Threshold | None:
        """Return what `label` asks of this indicator, or none."""
        for threshold in self.thresholds:
            if threshold.label == label:
                return threshold
        return None


@dataclass(frozen=True, slots=True)
class Lift:
    """The level to which an action brings an indicator."""

    indicator: str
    to: int


@dataclass(frozen=True, slots=True)
class Action:
    """One improvement measure.

    `person_days` is effort (whole or half days), `weeks` lead time, `needs` ids of
    actions that come first, `yields` ids of evidence kinds.
    """

    id: str
    title: str
    lifts: tuple[Lift, ...]
    person_days: Fraction
    weeks: int
    cost: Cost = Cost.NONE
    needs: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    text: str = ""
    steps: tuple[str, ...] = ()
    who: str = ""
    provenance: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a survey: questions that earn nothing."""

    id: str
    title: str
    questions: tuple[Question, ...]
    text: str = ""
    provenance: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Retired:
    """An id that is no longer used, and what it became."""

    id: str
    since: str
    became: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, eq=False)
class CriteriaSet:
    """One edition of the criteria, checked and ready to score.

    Compared by identity: two loads of one file are told apart by `sha256`, the
    hash of the bytes that were read.
    """

    id: str
    edition: str
    language: str
    title: str
    status: SetStatus
    sha256: str
    dimensions: tuple[Dimension, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    sections: tuple[Section, ...] = ()
    labels: tuple[Label, ...] = ()
    actions: tuple[Action, ...] = ()
    sources: tuple[Source, ...] = ()
    evidence: tuple[EvidenceKind, ...] = ()
    glossary: tuple[Term, ...] = ()
    retired: tuple[Retired, ...] = ()
    points: Fraction | None = None
    text: str = ""
    standing: str = ""
    opening: str = ""
    closing: str = ""
    default_provenance: str = ILLUSTRATIVE
    languages: tuple[str, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    @cached_property
    def indicator_by_id(self) -> Mapping[str, Indicator]:
        """Return the indicators by their ids."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Return all questions, those of indicators first, in the order of the file."""
        of_indicators = [q for indicator in self.indicators for q in indicator.questions]
        return (*of_indicators, *(q for section in self.sections for q in section.questions))

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """Return the questions by their ids."""
        return {question.id: question for question in self.questions}

    @cached_property
    def question_by_key(self) -> Mapping[str, Question]:
        """Return the questions by the keys under which answers are stored."""
        return {key: question for question in self.questions for key in question.keys}

    def question_of(self, key: str) -> Question:
        """Return the question of an answer key or question id; raises KeyError for another."""
        return self.question_by_key.get(key) or self.question_by_id[key]

    def conditions_of(self, question: Question) -> tuple[Condition, ...]:
        """Return what must hold for a question to be asked: its indicator's condition and its own.

        Those that have none are asked always.
        """
        indicator = self.indicator_of_question.get(question.id)
        of_indicator = indicator.when if indicator is not None else None
        return tuple(c for c in (of_indicator, question.when) if c is not None)

    @cached_property
    def indicator_of_question(self) -> Mapping[str, Indicator]:
        """Return for each question of an indicator the indicator."""
        return {q.id: indicator for indicator in self.indicators for q in indicator.questions}

    @cached_property
    def label_by_id(self) -> Mapping[str, Label]:
        """Return the labels by their ids."""
        return {label.id: label for label in self.labels}

    @cached_property
    def action_by_id(self) -> Mapping[str, Action]:
        """Return the actions by their ids."""
        return {action.id: action for action in self.actions}

    @cached_property
    def evidence_by_id(self) -> Mapping[str, EvidenceKind]:
        """Return the kinds of evidence by their ids."""
        return {kind.id: kind for kind in self.evidence}

    @cached_property
    def source_by_id(self) -> Mapping[str, Source]:
        """Return the sources by their ids."""
        return {source.id: source for source in self.sources}

    def provenance_of(self, what: Indicator | Action | Label, name: str) -> str:
        """Return the source of the value `name` of a part of this set.

        The answer is a source id, or the set's default provenance.
        """
        return dict(what.provenance).get(name, self.default_provenance)
