"""Which sections, in which order: results -> Report."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from excellence_app.reports import heads
from excellence_app.reports.blocks import Block, Report, Role, Tone, said
from excellence_app.reports.choices import (
    CHAPTERS,
    OF_THE_SET,
    Chapter,
    Choices,
    ReportKind,
    about_anybody,
    about_persons,
    names_declined,
    printed,
    settled,
)
from excellence_app.reports.context import ReportContext
from excellence_app.reports.sections import (
    BLANK_CHAPTERS,
    COVERS,
    LATE_CHAPTERS,
    PAPERS,
    SURVEY_CHAPTERS,
    Build,
)
from excellence_app.reports.sections import CHAPTERS as BUILT

__all__ = ["Choices", "ReportContext", "ReportKind", "assemble"]


def assemble(context: ReportContext) -> Report:
    """Return the report of the wanted kind; its sections follow one another as blocks."""
    words = context.words
    kind = _kind(context)
    blank = context.kind in OF_THE_SET
    name = context.criteria.title if blank else context.name
    criteria, assessment = context.criteria, context.assessment
    choices = settled(context.choices, criteria, assessment)
    declined = names_declined(criteria, assessment)
    personal = about_anybody(criteria) if declined else about_persons(criteria)
    left_out = printed(assessment, choices, personal, words.text("left out"))
    context = replace(context, assessment=left_out, choices=choices)
    return Report(
        title=words.text("{name}: {kind}", name=name, kind=kind),
        author="" if blank else name,
        subject=words.text(
            "{title}, edition {edition}",
            title=context.criteria.title,
            edition=context.criteria.edition,
        ),
        language=words.language,
        footer=_blank_footer(context, kind) if blank else _footer(context, kind),
        page=words.text("Page {number} of {count}", number="{number}", count="{count}"),
        blocks=tuple(_blocks(context)),
        colour=context.choices.colour,
        running_heads=context.kind is ReportKind.HANDBOOK,
    )


def _blocks(context: ReportContext) -> Iterator[Block]:
    built = _built(context)
    if not context.criteria.scored and context.kind is ReportKind.ANSWERS:
        for chapter in (Chapter.SUMMARY, Chapter.ANSWERS):  # they are the whole result
            yield from built[chapter](context)
        return
    if context.kind not in CHAPTERS:
        yield from PAPERS[context.kind](context)
        return
    chapters = context.choices.chapters_of(context.kind)
    first: list[Block] = []
    if context.kind in COVERS:
        first = COVERS[context.kind](context)
    elif Chapter.SUMMARY not in chapters:  # whose report it is, and what, is never left out
        first = [heads.masthead(context), said(heads.standing(context), Role.CELL, Tone.QUIET)]
    made = {chapter: built[chapter](context) for chapter in chapters if chapter in built}
    printed_ones = [*first, *(block for blocks in made.values() for block in blocks)]
    yield from first
    for chapter in chapters:
        if chapter in LATE_CHAPTERS:
            yield from LATE_CHAPTERS[chapter](context, printed_ones)
        else:
            yield from made.get(chapter, ())


def _built(context: ReportContext) -> Mapping[Chapter, Build]:
    if context.kind is ReportKind.QUESTIONNAIRE:
        return BLANK_CHAPTERS
    return BUILT if context.criteria.scored else SURVEY_CHAPTERS


def _kind(context: ReportContext) -> str:
    words, kind = context.words, context.kind
    if kind is ReportKind.FULL and not context.criteria.scored:
        return words.text("Report on a questionnaire")
    names = {
        ReportKind.FULL: words.text("Self-assessment report"),
        ReportKind.RECOMMENDATION: words.text("Recommendation report"),
        ReportKind.ROADMAP: words.text("Roadmap"),
        ReportKind.ANSWERS: words.text("Answers"),
        ReportKind.QUESTIONNAIRE: words.text("Questionnaire"),
        ReportKind.DOCUMENTS: words.text("Documents to have ready"),
        ReportKind.HANDBOOK: words.text("Handbook"),
    }
    return names[kind]


_LONGEST_NAME = 120  # a longer one would push the rest of the footer off the page


def _footer(context: ReportContext, kind: str) -> str:
    words, name = context.words, " ".join(context.name.split())
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME].rstrip()}…"
    if context.assessment.practice and not context.criteria.scored:
        return words.text(
            "{name}. {kind}, preparatory, fictional, {day}", name=name, kind=kind, day=context.day
        )
    if context.assessment.practice:
        return words.text(
            "{name}. {kind}, preparatory, fictional cluster, {day}",
            name=name,
            kind=kind,
            day=context.day,
        )
    return words.text("{name}. {kind}, preparatory, {day}", name=name, kind=kind, day=context.day)


def _blank_footer(context: ReportContext, kind: str) -> str:
    """Return the footer of a paper that is the same whatever was answered."""
    words, criteria = context.words, context.criteria
    title, edition = criteria.title, criteria.edition
    name = words.text("{title}, edition {edition}", title=title, edition=edition)
    return words.text("{name}. {kind}, preparatory", name=name, kind=kind)
