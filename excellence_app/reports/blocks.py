"""A report before it has a format: what is said, in which order, never how it looks.

All texts are plain; nothing in them is markup. Charts carry figures and a text
alternative, so that every exporter can say what a picture shows.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from fractions import Fraction

from excellence_app.domain.values import dataclass


class Weight(Enum):
    """How strong a text is set."""

    REGULAR = "regular"
    MEDIUM = "medium"
    STRONG = "strong"


class Tone(Enum):
    """What the colour of a text means; the words say the same."""

    NORMAL = "normal"
    QUIET = "quiet"
    FAINT = "faint"
    MET = "met"
    GAP = "gap"
    LABEL = "label"


class Role(Enum):
    """The part that a paragraph plays, and with it its size."""

    LEAD = "lead"
    BODY = "body"
    CELL = "cell"
    CAPTION = "caption"


class Mark(Enum):
    """A small sign before a text. Each has a shape of its own, not only a colour."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"
    NOT_APPLICABLE = "not applicable"
    BOX = "box"
    TICKED = "ticked"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one weight and tone; no tone means that of its paragraph."""

    text: str
    weight: Weight = Weight.REGULAR
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `lead` stands in a hanging column before it, as a mark does."""

    spans: tuple[Span, ...]
    role: Role = Role.BODY
    tone: Tone = Tone.NORMAL
    mark: Mark | None = None
    lead: str = ""

    @property
    def text(self) -> str:
        """Return the words without weights and tones."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG; lengths are points. The alternative says what it shows."""

    data: bytes
    width: float
    height: float
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of page 1: kind and day, whose report it is, and the result in one line.

    `logo` is a picture as PNG, at its size in points.
    """

    kind: str
    day: str
    title: str
    result: str
    note: str = ""
    logo: Picture | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a chapter (level 1) or of a part of it (level 2)."""

    text: str
    level: int = 1
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One short fact with its name."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """A few facts side by side."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a label: state, the rule in words, and how far it is.

    `short` says the same where room is scarce.
    """

    mark: Mark
    text: str
    value: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One label with its rules."""

    label: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class LabelLadder:
    """All labels with their rules and states."""

    steps: tuple[LadderStep, ...]


class BarKind(Enum):
    """What a bar says by its colour."""

    MET = "met"
    BELOW = "below"
    TOTAL = "total"  # a sum: neither pass nor fail


@dataclass(frozen=True, slots=True)
class Bullet:
    """One value against its threshold, all on the scale from 0 to `maximum`.

    `value` is certain, `possible` what open questions may still make of it, `planned`
    what actions are to make of it. Without a value the question is not answered.
    `divisions` are the steps of the scale.
    """

    maximum: Fraction
    value: Fraction | None
    kind: BarKind
    alternative: str
    possible: Fraction | None = None
    threshold: Fraction | None = None
    earlier: Fraction | None = None
    divisions: int = 0
    planned: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Peers:
    """The middle half of other clusters, and their median, on the scale of the chart."""

    low: Fraction
    high: Fraction
    median: Fraction


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """One value before and now, on the scale from 0 to `maximum`; either may be unknown.

    `divisions` are the steps of the scale.
    """

    maximum: Fraction
    before: Fraction | None
    now: Fraction | None
    alternative: str
    threshold: Fraction | None = None
    peers: Peers | None = None
    divisions: int = 0

    @property
    def fell(self) -> bool:
        """Return whether the value is lower than before."""
        return self.before is not None and self.now is not None and self.now < self.before


class BarLook(Enum):
    """What tells bars side by side from each other; colour alone does not."""

    SOLID = "solid"
    HATCHED = "hatched"
    HOLLOW = "hollow"


@dataclass(frozen=True, slots=True)
class CountBar:
    """How many of all gave one answer, as shares of one: a bar for each group or survey."""

    shares: tuple[tuple[Fraction, BarLook], ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class BulletAxis:
    """The numbers of the levels above a column of bullets."""

    maximum: int


@dataclass(frozen=True, slots=True)
class SkylineColumn:
    """One indicator: its levels, where it stands and what the label asks of it.

    `label` is short and stands below the column. An indicator without levels has
    `levels` equal parts of its points. `indicator` is its id, `sentence` says what the
    column shows.
    """

    label: str
    levels: int
    value: Fraction
    possible: Fraction
    threshold: Fraction | None
    applies: bool = True
    indicator: str = ""
    sentence: str = ""

    @property
    def open(self) -> bool:
        """Return whether an answer is missing."""
        return self.applies and self.possible > self.value

    @property
    def below(self) -> bool:
        """Return whether the certain part does not reach the threshold."""
        return self.applies and self.threshold is not None and self.value < self.threshold


@dataclass(frozen=True, slots=True)
class SkylineGroup:
    """The indicators of one dimension; `short` is used where `title` has no room.

    `value`, such as a score, stands at the other end where there is room for both.
    """

    title: str
    short: str
    columns: tuple[SkylineColumn, ...]
    value: str = ""


@dataclass(frozen=True, slots=True)
class Skyline:
    """All indicators side by side, one cell per level."""

    groups: tuple[SkylineGroup, ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class DimensionBar:
    """The score of one dimension, or of the whole."""

    name: str
    value: str
    bar: Bullet
    total: bool = False


@dataclass(frozen=True, slots=True)
class DimensionBars:
    """The scores of all dimensions."""

    bars: tuple[DimensionBar, ...]


@dataclass(frozen=True, slots=True)
class Staircase:
    """The total score after each action, as shares of one.

    `possible` is what open questions may make of it, where they decide.
    `axis` holds the gridlines with their numbers, lowest first. `reached_after`
    is the number of steps after which the label's thresholds and total are met.
    `sentences` say where it starts and where each step leads.
    """

    start: Fraction
    after: tuple[Fraction, ...]
    axis: tuple[tuple[Fraction, str], ...]
    start_label: str
    end_label: str
    alternative: str
    possible: tuple[Fraction, ...] = ()
    required: Fraction | None = None
    required_label: str = ""
    reached_after: int | None = None
    sentences: tuple[str, ...] = ()


class ColumnRole(Enum):
    """What a column holds, and with it its width and alignment."""

    NUMBER = "number"
    NAME = "name"
    TEXT = "text"
    CHART = "chart"
    SHORT = "short"
    FIGURE = "figure"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `share` weighs columns of running text against each other."""

    role: ColumnRole
    title: str = ""
    share: int = 1
    axis: BulletAxis | None = None


Cell = tuple["Paragraph | Bullet | Dumbbell | CountBar", ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a cell for each column."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A row across all columns: the title of a group, or the line where a label is reached."""

    text: str
    detail: str = ""
    mark: Mark | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that repeats on each page.

    In a table `in_pairs` neither the first nor the last row stands alone on a page, however high
    they are; in others that holds for low rows.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row | Band, ...]
    in_pairs: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """Content with its name in the label column; `below` runs over both columns."""

    label: str
    content: tuple["Block", ...]
    caption: str = ""
    below: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class StandingBox:
    """What this paper is and is not; it stands at the foot of its page."""

    label: str
    content: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A line to write a short answer on."""

    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Empty lines to write on."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page as long as one page can hold them.

    What `breaks` may go on over the page after its first and before its last blocks, but never
    between a box to tick and the line that belongs to it.
    """

    content: tuple["Block", ...]
    breaks: bool = False

    def kept_with_next(self, number: int) -> bool:
        """Return whether one of the blocks stays with the one after it."""
        if number + 1 >= len(self.content):
            return False
        if not self.breaks or number < _KEPT_AT_THE_START:
            return True
        if number >= len(self.content) - _KEPT_AT_THE_END:
            return True
        return isinstance(self.content[number + 1], WritingLines | Field)


@dataclass(frozen=True, slots=True)
class OnePage:
    """Blocks that stand alone on a page, set as large as that allows."""

    content: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The chapters and their parts, each with its page where there are pages."""

    title: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = (
    Paragraph
    | Masthead
    | Heading
    | KeyFacts
    | LabelLadder
    | Bullet
    | Dumbbell
    | Skyline
    | DimensionBars
    | Staircase
    | Table
    | Labelled
    | StandingBox
    | Field
    | WritingLines
    | Together
    | OnePage
    | Contents
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `footer` stands on each page, before the number of the page.

    `page` is the sentence for that number, with `{number}` and `{count}` to be filled.
    Without `colour` it is in black, white and greys. With `running_heads` the chapter and its part
    stand at the head of each page, where the form of the file has heads.
    """

    title: str
    author: str
    subject: str
    language: str
    footer: str
    page: str
    blocks: tuple[Block, ...]
    colour: bool = True
    running_heads: bool = False

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Return the chapters and their parts, as a table of contents lists them."""
        return tuple(
            one for one in self.blocks if isinstance(one, Heading) and one.level <= _LISTED
        )


_LISTED = 2  # chapters and their parts

_KEPT_AT_THE_END = 4  # the last two boxes with their lines
_KEPT_AT_THE_START = 4  # the question, to whom it is put, how, and the first box


def said(
    text: str,
    role: Role = Role.BODY,
    tone: Tone = Tone.NORMAL,
    weight: Weight = Weight.REGULAR,
    mark: Mark | None = None,
) -> Paragraph:
    """Return a paragraph of one weight; line breaks in `text` stay."""
    return Paragraph((Span(text, weight),), role, tone, mark)


def paragraphs(
    text: str, role: Role = Role.BODY, tone: Tone = Tone.NORMAL
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text of a criteria set.

    A blank line parts paragraphs, a line that starts with "- " is an item of a
    list; other line breaks are only those of the file.
    """
    found: list[Paragraph] = []
    for part in _parts(text.splitlines()):
        item = part.startswith("- ")
        spans = (Span(part[2:] if item else part),)
        found.append(Paragraph(spans, role, tone, lead="•" if item else ""))
    return tuple(found)


def _parts(lines: Sequence[str]) -> Iterator[str]:
    collected: list[str] = []
    for line in [*(line.strip() for line in lines), ""]:
        if collected and (not line or line.startswith("- ")):
            yield " ".join(collected)
            collected = []
        if line:
            collected.append(line)
