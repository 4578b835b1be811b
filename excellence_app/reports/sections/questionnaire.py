"""The blank questionnaire: every question with room for its answer."""

from collections.abc import Iterator, Sequence

from excellence_app.domain.criteria import Indicator, Question
from excellence_app.domain.levels import Level
from excellence_app.domain.messages import N_
from excellence_app.language import sentences
from excellence_app.reports import given, rooms
from excellence_app.reports.blocks import (
    Block,
    Field,
    Heading,
    Labelled,
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
_LONG = 12  # blocks of a question that need not stay on one page


def cover(context: ReportContext) -> list[Block]:
    """Return its first page, which is the same whatever a document holds."""
    words, criteria = context.words, context.criteria
    count = len(criteria.questions)
    standing = [sentences.preparatory_blank(words, criteria)]
    if criteria.scored:
        standing.append(sentences.standing(words, criteria))
    return [
        Masthead(
            kind=words.text("Questionnaire, preparatory"),
            day=words.text("Edition {edition}", edition=criteria.edition),
            title=criteria.title,
            result=words.plural("{count} question", "{count} questions", count),
        ),
        *paragraphs(criteria.text),
        *([Labelled(words.text("Cluster"), (Field(),))] if criteria.scored else []),
        Labelled(words.text("Answered by"), (Field(),)),
        Labelled(words.text("Date"), (Field(),)),
        Labelled(words.text("How to fill it in"), tuple(said(text) for text in _how(context))),
        Labelled(words.text("Parts"), tuple(_parts(context))),
        StandingBox(
            words.text("Standing of this paper"),
            (said(" ".join(standing), Role.CELL, Tone.QUIET),),
        ),
        PageBreak(),
    ]


def build(context: ReportContext) -> list[Block]:
    """Return all questions with room for answers; it shows no answers, scores or thresholds."""
    criteria = context.criteria
    found = _framed(context, criteria.opening, N_("How the interview begins"))
    for dimension in criteria.dimensions:
        indicators = context.indicators_of(dimension.id)
        if indicators:
            found.append(Heading(f"{dimension.id} {dimension.title}"))
            about: tuple[Block, ...] = paragraphs(dimension.text, Role.CELL, Tone.QUIET)
            for indicator in indicators:
                found += _indicator(context, indicator, about)
                about = ()
    for section in criteria.sections:
        found.append(Heading(f"{section.id} {section.title}"))
        about = paragraphs(section.text, Role.CELL, Tone.QUIET)
        for question in section.questions:
            found += _in_section(context, question, about)
            about = ()
        found += about
    return [*found, *_framed(context, criteria.closing, N_("How the interview ends"))]


def _framed(context: ReportContext, text: str, title: str) -> list[Block]:
    """Return the words around the questions; of an interview they are said, and so named."""
    if not text or not context.criteria.scored:
        return [*paragraphs(text)]
    return [Labelled(context.words.text(title), paragraphs(text, Role.CELL))]


def _in_section(
    context: ReportContext, question: Question, about: tuple[Block, ...]
) -> Iterator[Block]:
    """Yield a question, on one page with what is said about its section if it is the first."""
    asked = tuple(rooms.asked(context, question, question.id))
    yield Together((*about, *asked), breaks=len(asked) > _LONG)
    if question.questions:
        yield from rooms.cases(context, question)


def _how(context: ReportContext) -> Iterator[str]:
    words, criteria = context.words, context.criteria
    if criteria.scored:
        yield words.text(
            "Answer with what holds today and can be shown, not with what is planned."
        )
        yield words.text(
            "Of several levels tick the highest for which every statement holds. Where nobody "
            "knows, write: unknown."
        )
        yield words.text(
            "Name the papers that show it, and add what helps to understand the answer."
        )
    else:
        yield words.text(
            "Tick what holds, and write on the line below it what there is to say about it. "
            "Where nobody knows, write: unknown."
        )
    if rooms.has_marks(criteria):
        yield words.text(
            "Questions with a star (*) must be answered before the questionnaire is complete. "
            "You can leave the others open."
        )
    if any(one.when is not None for one in criteria.questions):
        yield words.text(
            'Where a question begins with "Only if", leave it out unless that holds for you.'
        )


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


def _indicator(
    context: ReportContext, indicator: Indicator, about: tuple[Block, ...]
) -> Iterator[Together]:
    """Yield its questions, the first with what is said `about` its dimension."""
    words = context.words
    single = len(indicator.questions) == 1
    head: list[Block] = [*about, _title(indicator.id, indicator.title)]
    if indicator.when is not None:
        head.append(rooms.only_if(context, indicator.when))
    if not indicator.questions:
        yield Together((*head, said(given.measured_from(context, indicator), Role.CAPTION)))
    for number, question in enumerate(indicator.questions):
        content = list(head) if number == 0 else []
        content += rooms.asked(context, question, "" if single else question.id)
        if question.questions:
            content += rooms.cases(context, question)
        if number == len(indicator.questions) - 1:
            content += _evidence(context, indicator.levels)
            content.append(WritingLines(words.text("Notes and evidence"), _NOTE_LINES))
        yield Together(tuple(content))


def _title(number: str, title: str) -> Paragraph:
    return Paragraph((Span(f"{number}   {title}", Weight.STRONG),), Role.BODY)


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
