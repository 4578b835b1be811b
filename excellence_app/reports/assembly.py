"""Which sections, in which order: results -> Report."""

from excellence_app.language.catalogues import Words
from excellence_app.reports.blocks import Report
from excellence_app.reports.context import ReportContext, ReportKind
from excellence_app.reports.sections import SECTIONS

__all__ = ["ReportContext", "ReportKind", "assemble"]


def assemble(context: ReportContext) -> Report:
    """Return the report of the wanted kind; its sections follow one another as blocks."""
    words = context.words
    name = _kind(words, context.kind)
    blocks = [block for build in SECTIONS[context.kind] for block in build(context)]
    return Report(
        title=words.text("{name}: {kind}", name=context.name, kind=name),
        author=context.name,
        subject=words.text(
            "{title}, edition {edition}",
            title=context.criteria.title,
            edition=context.criteria.edition,
        ),
        language=words.language,
        footer=_footer(context, name),
        page=words.text("Page {number} of {count}", number="{number}", count="{count}"),
        blocks=tuple(blocks),
    )


def _kind(words: Words, kind: ReportKind) -> str:
    names = {
        ReportKind.FULL: words.text("Self-assessment report"),
        ReportKind.QUESTIONNAIRE: words.text("Questionnaire"),
        ReportKind.DOCUMENTS: words.text("Documents to have ready"),
    }
    return names[kind]


_LONGEST_NAME = 120  # a longer one would push the rest of the footer off the page


def _footer(context: ReportContext, kind: str) -> str:
    words, name = context.words, " ".join(context.name.split())
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME].rstrip()}…"
    if context.assessment.practice:
        return words.text(
            "{name}. {kind}, preparatory, fictional cluster, {day}",
            name=name,
            kind=kind,
            day=context.day,
        )
    return words.text("{name}. {kind}, preparatory, {day}", name=name, kind=kind, day=context.day)
