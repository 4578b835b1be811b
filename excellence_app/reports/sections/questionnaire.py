"""The blank questionnaire: every question with room for its answer."""

from collections.abc import Iterator, Sequence

from excellence_app.domain.criteria import Indicator, Question, QuestionType
from excellence_app.domain.levels import Level
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.reports.blocks import (
    Block,
    Field,
    Heading,
    Labelled,
    Mark,
    Masthead,
    PageBreak,
    Paragraph,
    Role,
    Span,
    StandingBox,
    Together,
    Tone,
    Weight,
    WritingLines,
    paragraphs,
    said,
)
from excellence_app.reports.context import ReportContext

_NOTE_LINES = 2
_TEXT_LINES = 4
_TABLE_LINES = 6


def build(context: ReportContext) -> list[Block]:
    """Return the questionnaire; it shows no answers, scores or thresholds."""
    words, criteria = context.words, context.criteria
    count = len(criteria.questions)
    standing = " ".join((sentences.preparatory(words), sentences.standing(words, criteria)))
    found: list[Block] = [
        Masthead(
            kind=words.text("Questionnaire, preparatory"),
            day=words.text("Edition {edition}", edition=criteria.edition),
            title=criteria.title,
            result=words.plural("{count} question", "{count} questions", count),
            note=context.assessment.profile.name,
        ),
        *paragraphs(criteria.text),
        Labelled(words.text("Cluster"), (Field(),)),
        Labelled(words.text("Answered by"), (Field(),)),
        Labelled(words.text("Date"), (Field(),)),
        Labelled(words.text("How to fill it in"), tuple(said(text) for text in _how(words))),
        Labelled(words.text("Parts"), tuple(_parts(context))),
        StandingBox(
            words.text("Standing of this paper"), (said(standing, Role.CELL, Tone.QUIET),)
        ),
        PageBreak(),
    ]
    for dimension in criteria.dimensions:
        indicators = context.indicators_of(dimension.id)
        if indicators:
            found.append(Heading(f"{dimension.id} {dimension.title}"))
            found += paragraphs(dimension.text, Role.CELL, Tone.QUIET)
            for indicator in indicators:
                found += _indicator(context, indicator)
    for section in criteria.sections:
        found.append(Heading(f"{section.id} {section.title}"))
        found += paragraphs(section.text, Role.CELL, Tone.QUIET)
        found += [Together(tuple(_question(context, q, ""))) for q in section.questions]
    return found


def _how(words: Words) -> Iterator[str]:
    yield words.text("Answer with what holds today and can be shown, not with what is planned.")
    yield words.text(
        "Of several levels tick the highest for which every statement holds. Where nobody knows, "
        "write: unknown."
    )
    yield words.text("Name the papers that show it, and add what helps to understand the answer.")


def _parts(context: ReportContext) -> Iterator[Paragraph]:
    words, criteria = context.words, context.criteria
    counts = [
        (f"{d.id} {d.title}", sum(len(i.questions) for i in context.indicators_of(d.id)))
        for d in criteria.dimensions
    ]
    counts += [(f"{s.id} {s.title}", len(s.questions)) for s in criteria.sections]
    for title, count in counts:
        text = words.plural(
            "{title}: {count} question", "{title}: {count} questions", count, title=title
        )
        yield said(text, Role.CELL)


def _indicator(context: ReportContext, indicator: Indicator) -> Iterator[Together]:
    words = context.words
    single = len(indicator.questions) == 1
    head: list[Block] = [_title(indicator.id, indicator.title)]
    if indicator.when is not None:
        head.append(
            _only_if(context, sentences.condition(words, context.criteria, indicator.when))
        )
    for number, question in enumerate(indicator.questions):
        content = list(head) if number == 0 else []
        content += _question(context, question, "" if single else question.id)
        if number == len(indicator.questions) - 1:
            content += _evidence(context, indicator.levels)
            content.append(WritingLines(words.text("Notes and evidence"), _NOTE_LINES))
        yield Together(tuple(content))


def _title(number: str, title: str) -> Paragraph:
    return Paragraph((Span(f"{number}   {title}", Weight.STRONG),), Role.BODY)


def _only_if(context: ReportContext, condition: str) -> Paragraph:
    text = context.words.text("Only if {condition}.", condition=condition)
    return said(text, Role.CELL, Tone.QUIET)


def _question(context: ReportContext, question: Question, number: str) -> Iterator[Block]:
    words = context.words
    shown = number or ("" if question.id in context.criteria.indicator_by_id else question.id)
    text = f"{shown}   {question.text}" if shown else question.text
    yield said(text, Role.BODY)
    if question.when is not None:
        yield _only_if(context, sentences.condition(words, context.criteria, question.when))
    if question.instruction:
        yield said(question.instruction, Role.CELL, Tone.QUIET)
    yield from _answer_room(context, question)
    if question.may_not_apply:
        yield said(words.text("Does not apply, because:"), Role.CELL, mark=Mark.BOX)
        yield WritingLines("", 1)


def _answer_room(context: ReportContext, question: Question) -> Iterator[Block]:
    words = context.words
    match question.type:
        case QuestionType.LEVELS:
            yield from _levels(question.levels)
        case QuestionType.YES_NO:
            yield _box(words.text("Yes"))
            yield _box(words.text("No"))
        case QuestionType.NUMBER:
            yield Field(unit=question.unit)
        case QuestionType.SHARE:
            yield Field(question.part_title, question.unit)
            yield Field(question.whole_title, question.unit)
        case QuestionType.CHOICE | QuestionType.CHOICES:
            for choice in question.choices:
                yield _box(choice.title)
                if choice.comment != "none":
                    yield WritingLines("", 1)
        case QuestionType.DATE:
            yield Field(words.text("Day, month, year"))
        case QuestionType.TEXT:
            yield WritingLines("", _TEXT_LINES)
        case QuestionType.COUNTED_LIST | QuestionType.TABLE | QuestionType.CASES:
            yield WritingLines(words.text("One line each"), _TABLE_LINES)


def _box(text: str) -> Paragraph:
    return said(text, Role.CELL, mark=Mark.BOX)


def _levels(levels: Sequence[Level]) -> Iterator[Paragraph]:
    for level in levels:
        spans = [Span(f"{level.number}   {level.title}", Weight.MEDIUM)]
        if level.text:
            spans.append(Span(f"\n{level.text}", tone=Tone.QUIET))
        yield Paragraph(tuple(spans), Role.CELL, mark=Mark.BOX)


def _evidence(context: ReportContext, levels: Sequence[Level]) -> Iterator[Paragraph]:
    """Yield which documents are expected, each with the first level that asks for it."""
    words = context.words
    first: dict[str, int] = {}
    for level in levels:
        for kind in level.evidence:
            first.setdefault(kind, level.number)
    if not first:
        return
    kinds = context.criteria.evidence_by_id
    named = [
        words.text(
            "{document} (from level {level})",
            document=kinds[kind].title if kind in kinds else kind,
            level=level,
        )
        for kind, level in first.items()
    ]
    text = words.text("Evidence to have ready: {documents}.", documents="; ".join(named))
    yield said(text, Role.CAPTION, Tone.QUIET)
