"""One file per section: `build(context) -> list of blocks`; an empty list leaves it out."""

from collections.abc import Callable, Mapping, Sequence

from excellence_app.reports.blocks import Block
from excellence_app.reports.choices import Chapter, ReportKind
from excellence_app.reports.context import ReportContext
from excellence_app.reports.sections import (
    answers,
    changes,
    documents,
    evidence,
    gaps,
    glossary,
    handbook,
    labels,
    method,
    questionnaire,
    roadmap,
    summary,
    survey_changes,
    survey_front,
    tally_annex,
    tally_documents,
    tally_front,
    tally_links,
    tally_questions,
)
from excellence_app.reports.tally_context import TallyContext

Build = Callable[[ReportContext], list[Block]]

# The sections of the chapters that a person may choose.
CHAPTERS: Mapping[Chapter, Build] = {
    Chapter.SUMMARY: summary.build,
    Chapter.GAPS: gaps.build,
    Chapter.ROADMAP: roadmap.build,
    Chapter.ANSWERS: answers.build,
    Chapter.EVIDENCE: evidence.build,
    Chapter.CHANGES: changes.build,
    Chapter.LABELS: labels.build,
    Chapter.METHOD: method.build,
}

# The same of a questionnaire without a score; the other chapters have nothing to say about it.
SURVEY_CHAPTERS: Mapping[Chapter, Build] = {
    Chapter.SUMMARY: survey_front.build,
    Chapter.ANSWERS: answers.build,
    Chapter.EVIDENCE: evidence.build,
    Chapter.CHANGES: survey_changes.build,
    Chapter.METHOD: method.build,
}

# Those of the blank questionnaire.
BLANK_CHAPTERS: Mapping[Chapter, Build] = {Chapter.QUESTIONS: questionnaire.build}

# The chapters that are about what stands in all others.
LATE_CHAPTERS: Mapping[Chapter, Callable[[ReportContext, Sequence[Block]], list[Block]]] = {
    Chapter.GLOSSARY: glossary.build,
}

# What stands before all chapters of a kind, whatever is chosen of them.
COVERS: Mapping[ReportKind, Build] = {ReportKind.QUESTIONNAIRE: questionnaire.cover}

# The papers that are one section as a whole.
PAPERS: Mapping[ReportKind, Build] = {
    ReportKind.ROADMAP: roadmap.build_alone,
    ReportKind.ANSWERS: answers.build_alone,
    ReportKind.DOCUMENTS: documents.build,
    ReportKind.HANDBOOK: handbook.build,
}

# The paper on several answered questionnaires, see `tally_assembly.py`.
TALLY_SECTIONS: tuple[Callable[[TallyContext], list[Block]], ...] = (
    tally_front.build,
    tally_questions.build,
    tally_links.build,
    tally_documents.build,
    tally_annex.build,
)
