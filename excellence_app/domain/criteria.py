"""One edition of the criteria: dimensions, indicators, questions, labels and actions."""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from fractions import Fraction
from functools import cached_property

from excellence_app.domain.conditions import Condition
from excellence_app.domain.instances import question_named
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
    COUNT = "count"  # how many are yes or above zero, plus entries and choices
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
class Alternative:
    """One of several ways to reach the levels of an indicator: a number and its bands."""

    measure: Measure
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked.

    A `share` question is answered under two keys, `ID/part` and `ID/whole`.
    `least` and `most` bound a number, or how many entries there may be, both inclusive.
    `good` is the answer of a yes/no question that stands for level 1. `choices` ends with the
    choice whose id is `other` (it takes a text) and the one whose id is `none` (it excludes the
    rest), where there are such. `columns` are the cells of each row of a table, `questions` what
    is asked in each case; their ids are names inside the row or the case. `repeat` is the id of
    the number that says how many cases there are, empty where one adds as many as one likes.
    `names` is "person" or "organisation" where the answer says who that is, else empty.
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
    other: str = ""
    none: str = ""
    list_name: str = ""
    columns: tuple["Question", ...] = ()
    questions: tuple["Question", ...] = ()
    repeat: str = ""
    names: str = ""

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
    and `bands` turn answers into one of these levels. With `either` there are neither of these
    two: the level is the highest that one of the alternatives gives. Without `questions` it
    measures what is asked elsewhere.
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
    either: tuple[Alternative, ...] = ()

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
class TallyNote:
    """What has to be said beside the table of one question, with its source."""

    question: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class TallyPlan:
    """How a folder of answered questionnaires is counted; all are ids of questions.

    `name` says who answered, `by` what the counts are split by, `totals` are numbers listed for
    each document with their sum, `links` choices over the same list as `name`: who works with
    whom.
    """

    name: str = ""
    by: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    notes: tuple[TallyNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Retired:
    """An id that is no longer used, and what it became."""

    id: str
    since: str
    became: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
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
    tally: TallyPlan = field(default_factory=TallyPlan)
    names_if: str = ""  # the yes/no question that says whether names may be printed

    @cached_property
    def personal_questions(self) -> frozenset[str]:
        """Return the questions of a survey whose texts say who answered: for counts, never shown.

        They are those of which the set says whom they name, and the open questions of the section
        in which the name for a tally is asked for.
        """
        name = self.tally.name
        beside_it = {
            question.id
            for section in self.sections
            if name and name in {one.id for one in section.questions}
            for question in section.questions
            if question.type in {QuestionType.TEXT, QuestionType.COUNTED_LIST}
        }
        return frozenset(beside_it | {one.id for one in self.questions if one.names})

    @property
    def scored(self) -> bool:
        """Return whether anything earns points or leads to a label; a survey does neither."""
        return bool(self.indicators)

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

    @cached_property
    def instances(self) -> dict[str, Mapping[str, Question]]:
        """Return what keeps the questions inside cases and rows, by the key of the case or row."""
        return {}

    def question_of(self, key: str) -> Question:
        """Return the question of an answer key or question id; raises KeyError for another.

        It may lie inside a case or a row, as in "D.2[1]/name".
        """
        found = question_named(self, key)
        if found is None:
            raise KeyError(key)
        return found

    def conditions_of(self, question: Question) -> tuple[Condition, ...]:
        """Return what must hold for a question to be asked: its indicator's condition and its own.

        Those that have none are asked always. In a case or a row, that of the whole comes first,
        and cases are asked only if the number is that says how many there are.
        """
        around, is_inside, _ = question.id.rpartition("[")
        if is_inside:
            of_whole = self.conditions_of(self.question_of(around))
            return of_whole if question.when is None else (*of_whole, question.when)
        indicator = self.indicator_of_question.get(question.id)
        of_indicator = indicator.when if indicator is not None else None
        number = self.question_by_id.get(question.repeat) if question.repeat else None
        of_number = () if number is None else self.conditions_of(number)
        own = (of_indicator, question.when)
        return (*of_number, *(c for c in own if c is not None and c not in of_number))

    @cached_property
    def indicator_of_question(self) -> Mapping[str, Indicator]:
        """Return for each question of an indicator the indicator."""
        return {q.id: indicator for indicator in self.indicators for q in indicator.questions}

    def asked_for(self, indicator: Indicator) -> tuple[Question, ...]:
        """Return the questions of an indicator, or of one that has none those that it measures.

        Of what stands in cases or rows, that is the question that has these.
        """
        if indicator.questions:
            return indicator.questions
        measures = [*(one.measure for one in indicator.either)]
        if indicator.measure is not None:
            measures.append(indicator.measure)
        found = {}
        for key in (key for measure in measures for key in measure.operands):
            question = self.question_by_key.get(key)
            question = question or self.question_by_id.get(key.partition("/")[0])
            if question is not None:
                found[question.id] = question
        return tuple(found.values())

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
