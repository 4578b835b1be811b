"""The document: what a cluster answered, when, with which evidence.

An assessment is an immutable value. An edit makes the next one; two compared
give a `ChangeSet`.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import compress
from operator import attrgetter, is_not

from excellence_app.domain.values import dataclass, replace

# a tuple holds ids of choices, or the entries of a counted list
AnswerValue = bool | int | Fraction | str | date | tuple[str, ...]


class AnswerStatus(Enum):
    """What is known about a question.

    Unanswered, unknown, not applicable and an answer of zero are four things.
    """

    UNANSWERED = "unanswered"  # there may be a note or evidence, but no value
    ANSWERED = "answered"
    UNKNOWN = "unknown"  # asked, and nobody knows: scores like unanswered
    NOT_APPLICABLE = "not_applicable"


class Confidence(Enum):
    """How sure the respondent is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class EvidenceState(Enum):
    """How far a piece of evidence is at hand."""

    LISTED = "listed"
    PROMISED = "promised"
    SEEN = "seen"  # seen on site


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that proves one or more statements.

    `kind` is the id of an evidence kind of the set, `place` a link or the name of
    a file, `file` the SHA-256 of a file that the document holds (with its `size` in
    bytes), `dated` the date of the paper itself, `due` the day by which a promise is to
    be kept, `seen` the day on which it was seen on site, `person` the id of the respondent
    who promised it or saw it.
    """

    id: str
    title: str
    kind: str = ""
    place: str = ""
    state: EvidenceState = EvidenceState.LISTED
    dated: date | None = None
    due: date | None = None
    person: str = ""
    file: str = ""
    size: int = 0
    seen: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one key of the questionnaire holds.

    `justification` is the reason for "does not apply"; `evidence` holds ids of
    `Evidence` items, `respondent` the id of a person. `later` is the mark of those who want to
    come back to the question; answering does not take it off.
    """

    value: AnswerValue | None = None
    status: AnswerStatus = AnswerStatus.ANSWERED
    confidence: Confidence | None = None
    justification: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()
    respondent: str = ""
    later: bool = False


@dataclass(frozen=True, slots=True)
class ClusterProfile:
    """Who is assessed; `facts` are further entries of the profile, by their key."""

    name: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Respondent:
    """A person who takes part; only here do names stand."""

    id: str
    name: str
    role: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A threshold that the user holds from the official text.

    `source` is where it stands, in the user's words. It changes a threshold and
    nothing else.
    """

    indicator: str
    label: str
    level: int | None
    points: Fraction | None
    source: str
    made: date | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Improvement:
    """A described area of improvement, as the Silver label wants three of."""

    indicator: str
    description: str = ""
    effect: str = ""


class ActionState(Enum):
    """How far a planned action is."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"  # what it brought shows in the answers
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action that the cluster has chosen, with what it has decided about it.

    `rank` puts actions in order, those of one rank by their ids. `action` is the id of an action
    of the set, empty for the cluster's own; `title` its wording where that is not the set's. It is
    meant to bring `indicator` to the level `to`, which counts before what the set says. `owner` is
    the id of a person, `effort` an estimate from 1 to 3.
    """

    id: str
    rank: Fraction = Fraction(0)
    action: str = ""
    title: str = ""
    indicator: str = ""
    to: int | None = None
    owner: str = ""
    due: date | None = None
    effort: int | None = None
    state: ActionState = ActionState.OPEN
    note: str = ""

    @property
    def active(self) -> bool:
        """Return whether there is still something to do."""
        return self.state in {ActionState.OPEN, ActionState.STARTED}


@dataclass(frozen=True, slots=True)
class LabelHeld:
    """A label that the cluster was given, with its date and its end."""

    label: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CriteriaReference:
    """Which criteria set was answered, exactly."""

    id: str
    edition: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several values that were entered apart for the same thing, by whom and when.

    `value` is data for JSON, `time` local time with its offset from UTC.
    """

    value: object
    time: str
    actor: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture at the head of reports, kept in the document as files of evidence are.

    `file` is the SHA-256 of its content, `size` its bytes, `name` what the file was called.
    """

    file: str
    size: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One cluster's answers to one criteria set.

    `dated` is the assessment's own date: no function of the engine reads the
    clock. `earlier` are frozen, dated copies, oldest first. `conflicts` maps the place of
    a record that was changed apart by several people to what each entered, the one that
    counts for now first. `roadmap` are the actions chosen, in their order, and `roadmap_by` the
    day by which they are wanted. `logo` stands at the head of reports. `carried` are fields
    written by a newer version, kept as they came.
    """

    criteria: CriteriaReference
    dated: date | None = None
    profile: ClusterProfile = field(default_factory=ClusterProfile)
    people: tuple[Respondent, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    adjustments: tuple[Adjustment, ...] = ()
    declarations: Mapping[str, bool] = field(default_factory=dict)
    improvements: tuple[Improvement, ...] = ()
    labels_held: tuple[LabelHeld, ...] = ()
    target: str = ""
    practice: bool = False
    roadmap: tuple[PlannedAction, ...] = ()
    roadmap_by: date | None = None
    logo: Logo | None = None
    earlier: tuple["Assessment", ...] = ()
    conflicts: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    carried: Mapping[str, object] = field(default_factory=dict)

    def adjustment_for(self, indicator: str, label: str) -> Adjustment | None:
        """Return the adjusted threshold of an indicator for a label, or none."""
        for adjustment in self.adjustments:
            if adjustment.indicator == indicator and adjustment.label == label:
                return adjustment
        return None

    def held(self, label: str) -> LabelHeld | None:
        """Return the latest award of a label to this cluster, or none."""
        awards = [award for award in self.labels_held if award.label == label]
        return max(awards, key=lambda award: award.since, default=None)

    def planned(self, action: str) -> PlannedAction | None:
        """Return the planned action with this id of its own, or none."""
        return next((one for one in self.roadmap if one.id == action), None)

    def frozen_copy(self) -> "Assessment":
        """Return this assessment as it goes into `earlier` of the next one."""
        return replace(self, logo=None, earlier=(), conflicts={}, carried={})


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What differs between two assessments: answer keys and names of other fields."""

    answers: frozenset[str]
    fields: frozenset[str]


def changes_between(before: Assessment, after: Assessment) -> ChangeSet:
    """Return the keys of the answers and the names of the fields that differ."""
    old, new = before.answers.get, after.answers.get
    keys = list(before.answers.keys() | after.answers.keys())
    others = compress(keys, map(is_not, map(old, keys), map(new, keys)))
    changed = frozenset([key for key in others if old(key) != new(key)])
    was, now = _others(before), _others(after)
    if was == now:  # which is quickly seen
        return ChangeSet(changed, _NOTHING)
    every = zip(_OTHERS, was, now, strict=True)
    return ChangeSet(changed, frozenset([name for name, one, other in every if one != other]))


_OTHERS = (
    *("criteria", "dated", "profile", "people", "evidence", "adjustments", "declarations"),
    *("improvements", "labels_held", "target", "practice", "roadmap", "roadmap_by"),
    *("logo", "earlier", "conflicts", "carried"),
)
_others = attrgetter(*_OTHERS)
_NOTHING = frozenset[str]()
