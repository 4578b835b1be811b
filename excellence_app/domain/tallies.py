"""How a folder of answered questionnaires was answered: counts, sums, texts and links.

A row is a document, or an entry of one (a case, a row of a table). Rows are never told apart by
their names: two documents of one name stay two rows.
"""

from datetime import date
from enum import Enum
from fractions import Fraction

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, QuestionType, TallyNote
from excellence_app.domain.values import dataclass

SMALL_GROUP = 5  # figures of fewer answers say little, and may say who gave them


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled-in questionnaire to be counted.

    `earlier` is its frozen copy that counts for the first survey. `own_set` is the criteria set
    that was answered where that is another edition than the one that is counted. `document` is
    what all copies of one document have in common, whenever they were made.
    """

    name: str
    assessment: Assessment
    earlier: Assessment | None = None
    own_set: CriteriaSet | None = None
    document: str = ""


class OptionKind(Enum):
    """What a line of a table of counts stands for."""

    OPTION = "option"
    OTHER = "other"
    NONE = "none"
    OFF_LIST = "off_list"  # an answer that this edition of the set does not offer
    NOT_APPLICABLE = "not_applicable"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a table of counts; `key` is the answer it counts, empty where there is none.

    The title is that of the set, empty where the program has a word for it.
    """

    key: str
    title: str
    kind: OptionKind = OptionKind.OPTION


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers that were given, exactly. There is at least one."""

    count: int
    total: Fraction
    least: Fraction
    most: Fraction
    median: Fraction

    @property
    def mean(self) -> Fraction:
        """Return the arithmetic mean."""
        return self.total / self.count


@dataclass(frozen=True, slots=True)
class Days:
    """Days that were given. There is at least one."""

    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of one group of rows, or of all, in one survey.

    `counts` are in the order of the options; `documents` are those that the rows come from.
    """

    documents: int
    rows: int
    asked: int
    answered: int
    counts: tuple[int, ...] = ()
    numbers: Numbers | None = None
    days: Days | None = None

    @property
    def small(self) -> bool:
        """Return whether so few answers stand behind the figures that they must be marked.

        Of entries it is also the documents that are few: one of them may have many entries. Where
        nobody answered there is no figure to mark.
        """
        return 0 < min(self.answered, self.documents) < SMALL_GROUP

    @property
    def not_asked(self) -> int:
        """Return in how many rows the question was not asked, or is not counted."""
        return self.rows - self.asked

    def share(self, option: int) -> Fraction | None:
        """Return which share of those who answered chose an option, none if nobody answered."""
        return Fraction(self.counts[option], self.answered) if self.answered else None


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was written: under which option, in which document, about which entry.

    `document` is the place of the document in the tally's list.
    """

    option: str
    document: int
    text: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """How one question was answered, or at which level one indicator stands.

    `now` are all rows, `earlier` those of the first survey, `groups` the parts of `now` in the
    order of the groupings and their groups, `earlier_groups` those of `earlier`, which are there
    if there are two surveys. `inside` are the questions of the entries, whose rows
    are entries. `unit` is the unit of the numbers; with `share` they are shares of one.
    """

    id: str
    title: str
    type: QuestionType
    options: tuple[Option, ...]
    now: Part
    earlier: Part | None = None
    groups: tuple[tuple[Part, ...], ...] = ()
    earlier_groups: tuple[tuple[Part, ...], ...] = ()
    said: tuple[Said, ...] = ()
    inside: tuple["Table", ...] = ()
    notes: tuple[TallyNote, ...] = ()
    unit: str = ""
    share: bool = False
    several: bool = False  # one row may have chosen several options
    chapter: str = ""
    indicator: bool = False  # the level or the points that an indicator has, not an answer
    personal: bool = False  # it says who answered


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that gave one answer to the question by which counts are split.

    `earlier` is how many gave it in the first survey, none if there is no such survey.
    """

    key: str
    title: str
    documents: int
    kind: OptionKind = OptionKind.OPTION
    earlier: int | None = None

    @property
    def small(self) -> bool:
        """Return whether the group is so small that it must be marked."""
        return self.documents < SMALL_GROUP

    @property
    def earlier_small(self) -> bool:
        """Return whether it is that small in the first survey."""
        return self.earlier is not None and self.earlier < SMALL_GROUP


@dataclass(frozen=True, slots=True)
class Grouping:
    """A question by which the counts are split, and its groups in their order."""

    question: str
    title: str
    type: QuestionType
    groups: tuple[Group, ...]
    overlapping: bool = False  # a document may stand in several groups


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One document in a table of totals: its number in the first survey and now, if any.

    `groups` are for each grouping the places of its groups. A number that was not asked for,
    because an answer before it says that there is nothing to count, is 0.
    """

    document: int
    groups: tuple[tuple[int, ...], ...]
    now: Fraction | None
    earlier: Fraction | None = None

    @property
    def new(self) -> Fraction | None:
        """Return how much was added since the first survey, none if one number is missing."""
        if self.now is None or self.earlier is None:
            return None
        return self.now - self.earlier


@dataclass(frozen=True, slots=True)
class Subtotal:
    """The sums of one group in a table of totals."""

    now: Fraction
    earlier: Fraction | None = None

    @property
    def new(self) -> Fraction | None:
        """Return how much the sum has grown since the first survey."""
        return None if self.earlier is None else self.now - self.earlier


@dataclass(frozen=True, slots=True)
class Totals:
    """A number listed for each document that has one above 0, with its sums.

    `others` are rows of documents of the first survey of which there is no second one, where that
    survey has files of its own; `left_out` is how many documents are not listed because they have
    nothing to count. `subtotals` are in the order of the groupings and their groups.
    """

    question: str
    title: str
    rows: tuple[TotalRow, ...]
    now: Fraction
    earlier: Fraction | None = None
    others: tuple[TotalRow, ...] = ()
    unit: str = ""
    notes: tuple[TallyNote, ...] = ()
    left_out: int = 0
    subtotals: tuple[tuple[Subtotal, ...], ...] = ()

    @property
    def one_sided(self) -> bool:
        """Return whether documents are listed of which one survey has no number."""
        if self.earlier is None:
            return False
        return bool(self.others) or any(None in {row.now, row.earlier} for row in self.rows)

    @property
    def new(self) -> Fraction | None:
        """Return how much the sum has grown since the first survey."""
        return None if self.earlier is None else self.now - self.earlier


class LinkKind(Enum):
    """Who says that two work together."""

    BOTH = "both"
    ONE_SIDED = "one_sided"  # the other one answered and does not say so
    SILENT = "silent"  # the other one is on the list, and no document of it answers this
    OFF_LIST = "off_list"  # the other one is not on the list at all


@dataclass(frozen=True, slots=True)
class Link:
    """What one document says about one partner; `back` are the documents that say it in turn."""

    document: int
    partner: str
    partner_title: str
    kind: LinkKind
    text: str = ""
    back: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """Who works with whom: what each document says, and how many different pairs that are."""

    question: str
    title: str
    links: tuple[Link, ...]
    pairs: int
    mutual: int
    documents: int  # those that name somebody
    notes: tuple[TallyNote, ...] = ()


class MatchedBy(Enum):
    """How a document of the first survey was found to be the same one's."""

    DOCUMENT = "document"  # it is an earlier state of the same document
    NAME = "name"  # nobody else in either survey gave this name


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a document in the list of those of the first survey, and how it was found."""

    place: int
    by: MatchedBy


@dataclass(frozen=True, slots=True)
class CountedDocument:
    """A document that was counted; `left_out` are questions of it that could not be.

    `edition` is that of another edition, empty if it is the one that is counted; it may have the
    same name where a set was changed without a new one (`same_edition`). `earlier` is the date of
    its earlier copy, `earlier_edition` the edition of that where it is another one, `match` the
    document that is its first survey where these are files of their own.
    """

    name: str
    practice: bool = False
    edition: str = ""
    left_out: tuple[str, ...] = ()
    dated: date | None = None
    earlier: date | None = None
    has_earlier: bool = False
    earlier_edition: str = ""
    same_edition: bool = False
    same_earlier_edition: bool = False
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How a number of documents answered one criteria set.

    `earlier_documents` are the documents of the first survey where these are files of their own;
    else the first survey is the earlier copies of `documents`. `earlier` is how many answered it.
    """

    documents: tuple[CountedDocument, ...]
    tables: tuple[Table, ...]
    groupings: tuple[Grouping, ...] = ()
    totals: tuple[Totals, ...] = ()
    links: tuple[Links, ...] = ()
    earlier_documents: tuple[CountedDocument, ...] = ()
    earlier: int = 0

    @property
    def practice(self) -> bool:
        """Return whether fictional clusters are among the documents."""
        return any(one.practice for one in (*self.documents, *self.earlier_documents))

    def name_of(self, said: Said) -> str:
        """Return the name of the document in which something was written."""
        return self.documents[said.document].name
