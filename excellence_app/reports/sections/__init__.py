"""One file per section: `build(context) -> list of blocks`; an empty list leaves it out."""

from collections.abc import Callable, Mapping

from excellence_app.reports.blocks import Block
from excellence_app.reports.context import ReportContext, ReportKind
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

# The sections of each kind of paper, in their order.
SECTIONS: Mapping[ReportKind, tuple[Build, ...]] = {
    ReportKind.FULL: (
        summary.build,
        gaps.build,
        roadmap.build,
        answers.build,
        evidence.build,
        changes.build,
        labels.build,
        method.build,
    ),
    ReportKind.QUESTIONNAIRE: (questionnaire.build,),
    ReportKind.DOCUMENTS: (documents.build,),
}
