"""What a person chooses of a report: its kind, its chapters in their order, what it leaves out."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import Enum

from excellence_app.domain.assessment import Answer, AnswerStatus, Assessment
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
    HANDBOOK = "handbook"


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

# The kinds that say the same whatever was answered: they are about the set alone.
OF_THE_SET = frozenset((ReportKind.QUESTIONNAIRE, ReportKind.HANDBOOK))

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
    answers, for a name inside a text cannot be known. Where the answers ask to leave names out,
    they are printed `names_anyway` only.
    """

    chapters: tuple[Chapter, ...] | None = None
    notes: bool = True
    names: bool = True
    colour: bool = True
    names_anyway: bool = False

    def chapters_of(self, kind: ReportKind) -> tuple[Chapter, ...]:
        """Return the chapters of a report; the summary is page 1 wherever it was named."""
        if self.chapters is None:
            return usual_chapters(kind)
        known = CHAPTERS.get(kind, ())
        wanted = tuple(dict.fromkeys(one for one in self.chapters if one in known))
        return tuple(sorted(wanted, key=lambda one: one is not Chapter.SUMMARY))


AS_USUAL = Choices()


def names_declined(criteria: CriteriaSet, assessment: Assessment) -> bool:
    """Return whether those who answered said that names shall not be printed."""
    answer = assessment.answers.get(criteria.names_if)
    if answer is None or answer.status is not AnswerStatus.ANSWERED:
        return False
    return answer.value is False


def settled(choices: Choices, criteria: CriteriaSet, assessment: Assessment) -> Choices:
    """Return choices that leave names out where the answers ask for it and nobody chose else."""
    wanted = choices.names and (choices.names_anyway or not names_declined(criteria, assessment))
    return replace(choices, names=wanted)


def about_persons(criteria: CriteriaSet) -> frozenset[str]:
    """Return the questions whose texts name persons, or say where to reach them.

    In a survey these are all that are asked about those who answer, unless the set says that an
    organisation is named, so that no name is printed that should not be. What is asked in cases
    stands as CASES/QUESTION.
    """
    named = _by_names(criteria)
    beside = {one for one in criteria.personal_questions if not named.get(one)}
    persons = {key for key, whom in named.items() if whom == _PERSON}
    return frozenset(beside | persons) - {criteria.tally.name}


def about_anybody(criteria: CriteriaSet) -> frozenset[str]:
    """Return the same with the questions whose texts name organisations."""
    named = {key for key, whom in _by_names(criteria).items() if whom}
    return about_persons(criteria) | (named - {criteria.tally.name})


_PERSON = "person"


def _by_names(criteria: CriteriaSet) -> dict[str, str]:
    """Return whom questions name, by their ids."""
    found = {question.id: question.names for question in criteria.questions}
    for question in criteria.questions:
        found.update((f"{question.id}/{one.id}", one.names) for one in question.questions)
    return found


_IN_BRACKETS = re.compile(r"\[[a-z0-9]+\]")


def printed(
    assessment: Assessment, choices: Choices, personal: Collection[str] = (), instead: str = ""
) -> Assessment:
    """Return an assessment without the notes and names that its report leaves out.

    In a survey names are answers too: for the texts of its `personal` questions, by their ids as
    `about_persons` gives them, `instead` is printed, also in the earlier copies.
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
                key: _nameless(one, instead if _IN_BRACKETS.sub("", key) in personal else "")
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
