"""One file per section: `build(context) -> list of blocks`; an empty list leaves it out."""

from collections.abc import Callable, Mapping

from excellence_app.reports.blocks import Block
from excellence_app.reports.choices import Chapter, ReportKind
from excellence_app.reports.context import ReportContext
from excellence_app.reports.sections import (
    answers,
    changes,
    documents,
    evidence,
    gaps,
    labels,
    method,
    questionnaire,
    roadmap,
    summary,
)

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

# The papers that are one section as a whole.
PAPERS: Mapping[ReportKind, Build] = {
    ReportKind.ROADMAP: roadmap.build_alone,
    ReportKind.ANSWERS: answers.build_alone,
    ReportKind.QUESTIONNAIRE: questionnaire.build,
    ReportKind.DOCUMENTS: documents.build,
}
