"""What a person chooses of a report: its kind, its chapters in their order, what it leaves out."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import Enum

from excellence_app.domain.assessment import Answer, Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_
from excellence_app.domain.values import dataclass

MOST_BYTES_OF_A_LOGO = 5_000_000


class ReportKind(Enum):
    """The kinds of paper that the program prints."""

    FULL = "full"
    RECOMMENDATION = "recommendation"
    ROADMAP = "roadmap"
    ANSWERS = "answers"
    QUESTIONNAIRE = "questionnaire"
    DOCUMENTS = "documents"


class Chapter(Enum):
    """The chapters that a person may leave out or put in another order."""

    SUMMARY = "summary"
    GAPS = "gaps"
    ROADMAP = "roadmap"
    ANSWERS = "answers"
    EVIDENCE = "evidence"
    CHANGES = "changes"
    LABELS = "labels"
    METHOD = "method"
    QUESTIONS = "questions"
    GLOSSARY = "glossary"


CHAPTER_TITLES: Mapping[Chapter, str] = {
    Chapter.SUMMARY: N_("Summary"),
    Chapter.GAPS: N_("Gaps and recommendations"),
    Chapter.ROADMAP: N_("Roadmap"),
    Chapter.ANSWERS: N_("Answers"),
    Chapter.EVIDENCE: N_("Evidence"),
    Chapter.CHANGES: N_("What has changed"),
    Chapter.LABELS: N_("What each label asks for"),
    Chapter.METHOD: N_("Method and standing"),
    Chapter.QUESTIONS: N_("Questions"),
    Chapter.GLOSSARY: N_("Glossary"),
}

_OF_RESULTS = tuple(one for one in Chapter if one is not Chapter.QUESTIONS)

# All that a person may choose from, in the usual order; the other kinds are as they are.
CHAPTERS: Mapping[ReportKind, tuple[Chapter, ...]] = {
    ReportKind.FULL: _OF_RESULTS,
    ReportKind.RECOMMENDATION: _OF_RESULTS,
    ReportKind.QUESTIONNAIRE: (Chapter.QUESTIONS, Chapter.GLOSSARY),
}

# What each of them holds if nothing is chosen. Who wants to know what to do next needs neither
# every answer nor every rule.
_USUAL: Mapping[ReportKind, tuple[Chapter, ...]] = {
    ReportKind.RECOMMENDATION: (
        Chapter.SUMMARY,
        Chapter.GAPS,
        Chapter.ROADMAP,
        Chapter.EVIDENCE,
        Chapter.CHANGES,
        Chapter.METHOD,
    ),
}

# The kinds that say nothing about a set without a score.
NEEDS_A_SCORE = frozenset((ReportKind.RECOMMENDATION, ReportKind.ROADMAP, ReportKind.DOCUMENTS))

# The chapters that a report on such a set has none of.
SCORED_CHAPTERS = frozenset((Chapter.GAPS, Chapter.ROADMAP, Chapter.LABELS))

# The kinds that print what was entered, and so may leave out notes or names.
ENTERED = frozenset(
    (
        ReportKind.FULL,
        ReportKind.RECOMMENDATION,
        ReportKind.ROADMAP,
        ReportKind.ANSWERS,
    )
)


def usual_chapters(kind: ReportKind) -> tuple[Chapter, ...]:
    """Return the chapters of a kind if nothing is chosen; none for a kind without a choice."""
    return _USUAL.get(kind, CHAPTERS.get(kind, ()))


@dataclass(frozen=True, slots=True)
class Choices:
    """What a report holds and how it looks.

    `chapters` are those that are printed, in their order; none are those of the kind. `notes`
    are the notes at answers and actions; `names` those of people in lists, columns and beside
    answers, for a name inside a text cannot be known.
    """

    chapters: tuple[Chapter, ...] | None = None
    notes: bool = True
    names: bool = True
    colour: bool = True

    def chapters_of(self, kind: ReportKind) -> tuple[Chapter, ...]:
        """Return the chapters of a report; the summary is page 1 wherever it was named."""
        if self.chapters is None:
            return usual_chapters(kind)
        known = CHAPTERS.get(kind, ())
        wanted = tuple(dict.fromkeys(one for one in self.chapters if one in known))
        return tuple(sorted(wanted, key=lambda one: one is not Chapter.SUMMARY))


AS_USUAL = Choices()


# What a survey asks about those who answer and does not name a person, by the id of its set: a
# set says of a question who answers, not whether that is a person. Of a set that is not named
# here all of it is left out, so that no name is printed that should not be.
_ORGANISATIONS: Mapping[str, frozenset[str]] = {
    "escp-4i-progress": frozenset(("A.3",)),
    "escp-s3-progress": frozenset(("A.2",)),
}


def about_persons(criteria: CriteriaSet) -> frozenset[str]:
    """Return the questions of a survey whose texts name persons, or say where to reach them."""
    organisations = _ORGANISATIONS.get(criteria.id, frozenset())
    return criteria.personal_questions - organisations - {criteria.tally.name}


def printed(
    assessment: Assessment, choices: Choices, personal: Collection[str] = (), instead: str = ""
) -> Assessment:
    """Return an assessment without the notes and names that its report leaves out.

    In a survey names are answers too: for the texts of its `personal` questions, by their ids,
    `instead` is printed, also in the earlier copies.
    """
    if not choices.notes:
        assessment = replace(
            assessment,
            answers={key: replace(one, note="") for key, one in assessment.answers.items()},
            roadmap=tuple(replace(one, note="") for one in assessment.roadmap),
        )
    if not choices.names:
        assessment = replace(
            assessment,
            people=(),
            answers={
                key: _nameless(one, instead if key in personal else "")
                for key, one in assessment.answers.items()
            },
            evidence={key: replace(one, person="") for key, one in assessment.evidence.items()},
            adjustments=tuple(replace(one, who="") for one in assessment.adjustments),
            roadmap=tuple(replace(one, owner="") for one in assessment.roadmap),
        )
    if personal and assessment.earlier:
        earlier = (printed(one, choices, personal, instead) for one in assessment.earlier)
        assessment = replace(assessment, earlier=tuple(earlier))
    return assessment


def _nameless(answer: Answer, instead: str) -> Answer:
    if not instead or answer.value is None:
        return replace(answer, respondent="")
    listed = isinstance(answer.value, tuple)
    return replace(answer, respondent="", value=(instead,) if listed else instead)
