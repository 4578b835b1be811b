"""Page 1 of a questionnaire without a score: who answered, when, how far, and what is open."""

from collections.abc import Iterator, Mapping

from excellence_app.domain.assessment import Answer
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.language import sentences
from excellence_app.language.answers import question_title, values_in
from excellence_app.reports import heads, rounds
from excellence_app.reports.blocks import (
    Block,
    Cell,
    Column,
    ColumnRole,
    Fact,
    KeyFacts,
    Labelled,
    OnePage,
    PageBreak,
    Paragraph,
    Role,
    Row,
    Span,
    Table,
    Tone,
    Weight,
    paragraphs,
    said,
)
from excellence_app.reports.context import ReportContext
from excellence_app.reports.stands import Stand

_NAMED_PEOPLE = 3
_NAMED_OPEN = 10
_NAMED_FIGURES = 8


def build(context: ReportContext) -> list[Block]:
    """Return the blocks of page 1; it names no score, label or gap, for there are none."""
    words = context.words
    page: list[Block] = [
        heads.masthead(context, heads.how_far(context)),
        KeyFacts(tuple(_facts(context))),
    ]
    about = paragraphs(context.criteria.text)
    if about:
        page.append(Labelled(words.text("What is asked"), about))
    sections = _sections(context)
    if sections is not None:
        page.append(Labelled(words.text("By section"), (), below=(sections,)))
    still_open = tuple(_open(context))
    if still_open:
        page.append(Labelled(words.text("Still open"), still_open))
    compared = tuple(_compared(context))
    if compared:
        page.append(Labelled(words.text("Since the round before"), compared))
    page.append(heads.standing_box(context))
    return [OnePage(tuple(page)), PageBreak()]


def _facts(context: ReportContext) -> Iterator[Fact]:
    words, criteria, card = context.words, context.criteria, context.scorecard
    people = [person.name for person in context.assessment.people]
    if people:
        named = people[:_NAMED_PEOPLE]
        if len(people) > _NAMED_PEOPLE:
            more = len(people) - _NAMED_PEOPLE + 1
            named[-1] = words.plural("{count} other", "{count} others", more)
        yield Fact(words.text("Taken part"), ", ".join(named))
    yield Fact(
        words.text("Questionnaire"),
        words.text("{title}, edition {edition}", title=criteria.title, edition=criteria.edition),
    )
    yield Fact(words.text("Round"), _round(context))
    yield Fact(
        words.text("Answered"),
        words.text("{have} of {need} questions", have=card.answered, need=card.asked),
    )


def _round(context: ReportContext) -> str:
    words, earlier = context.words, context.earlier_answers
    number = len(context.assessment.earlier) + 1
    if earlier is None or earlier.dated is None:
        return str(number)
    return words.text("{number}, the one before on {day}", number=number, day=earlier.dated)


def _earlier_day(context: ReportContext) -> str:
    earlier = context.earlier_answers
    if earlier is None or earlier.dated is None:
        return context.words.text("Before")
    return context.words.short_day(earlier.dated).replace(" ", "\N{NO-BREAK SPACE}")


# how far it is


def _sections(context: ReportContext) -> Table | None:
    """Return how many questions of each section are answered, none where that is not known."""
    words = context.words
    if not context.stands:
        return None
    two = bool(context.earlier_stands)
    columns = [
        Column(ColumnRole.NUMBER),
        Column(ColumnRole.NAME, words.text("Section")),
        Column(ColumnRole.FIGURE, words.text("Answered")),
    ]
    if two:
        columns.append(Column(ColumnRole.FIGURE, _earlier_day(context)))
    now, then = _counts(context.stands), _counts(context.earlier_stands)
    parts = [(one.id, one.title, one.questions) for one in context.criteria.sections]
    rows = []
    for number, title, questions in parts:
        cells: list[Cell] = [
            (said(number, Role.CELL, weight=Weight.STRONG),),
            (said(title, Role.CELL),),
            (said(_together(context, questions, now), Role.CELL, weight=Weight.STRONG),),
        ]
        if two:
            cells.append((said(_together(context, questions, then), Role.CELL, Tone.QUIET),))
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows))


def _counts(stands: Mapping[str, Stand]) -> dict[str, tuple[int, int]]:
    """Return how many of how many are answered, by the question in the set that they belong to."""
    found: dict[str, tuple[int, int]] = {}
    for name, stand in stands.items():
        if stand.counts:
            root = name.partition("[")[0]
            have, need = found.get(root, (0, 0))
            found[root] = (have + stand.answered, need + 1)
    return found


def _together(
    context: ReportContext,
    questions: tuple[Question, ...],
    counts: Mapping[str, tuple[int, int]],
) -> str:
    found = [counts.get(question.id, (0, 0)) for question in questions]
    have, need = (sum(one) for one in zip(*found, strict=True)) if found else (0, 0)
    if not need:
        return context.words.text("no answer")
    return context.words.text("{have} of {need}", have=have, need=need)


def _open(context: ReportContext) -> Iterator[Paragraph]:
    """Yield the questions that still need something, and how many were not asked."""
    words, card = context.words, context.scorecard
    missing = (*card.unanswered, *card.unknown)
    if not missing:
        yield said(words.text("Every question that is asked has its answer."), Role.CELL)
    for name in missing[:_NAMED_OPEN]:
        question = context.criteria.question_of(name)
        title = question_title(
            words, context.criteria, question, context.assessment.answers, context.ranked
        )
        number = "" if "[" in name else f"{name} "
        spans = [Span(f"{number}{title}")]
        lacks = context.stand(question).lacks
        if lacks is not None:
            spans.append(Span(f"  {words.say(lacks)}", Weight.MEDIUM, Tone.GAP))
        elif name in card.unknown:
            spans.append(Span(f"  {words.text('Unknown')}", tone=Tone.FAINT))
        yield Paragraph(tuple(spans), Role.CELL, lead="•")
    left = len(missing) - _NAMED_OPEN
    if left > 0:
        yield said(
            words.plural("And {count} other question.", "And {count} other questions.", left),
            Role.CELL,
        )
    not_asked = sum(1 for one in context.criteria.questions if not context.stand(one).asked)
    if not_asked:
        text = words.plural(
            "{count} question is not asked, because of an answer before it.",
            "{count} questions are not asked, because of an answer before them.",
            not_asked,
        )
        yield said(text, Role.CELL, Tone.QUIET)


# the round before


def _compared(context: ReportContext) -> Iterator[Paragraph]:
    words, earlier = context.words, context.earlier_answers
    if earlier is None:
        return
    found = rounds.differences(context)
    if not found:
        yield said(words.text("No answer has changed."))
        return
    yield said(
        words.plural("{count} answer has changed.", "{count} answers have changed.", len(found))
    )
    day = _earlier_day(context)
    numbers = [one for one in context.criteria.questions if one.type is QuestionType.NUMBER]
    shown = [text for one in numbers if (text := _figure(context, one, day))]
    for text in shown[:_NAMED_FIGURES]:
        yield Paragraph((Span(text),), Role.CELL, lead="•")


def _figure(context: ReportContext, question: Question, day: str) -> str:
    """Return a number of both rounds side by side, empty where neither has one."""
    words, earlier = context.words, context.earlier_answers
    if earlier is None:
        return ""
    then = _said(context, question, earlier.answers, context.earlier_stands)
    now = _said(context, question, context.assessment.answers, context.stands)
    if not (then or now):
        return ""
    return words.text(
        "{question} {text} {day}: {before}, now {now}",
        question=question.id,
        text=question.text,
        day=day,
        before=then or words.text("no answer"),
        now=now or words.text("no answer"),
    )


def _said(
    context: ReportContext,
    question: Question,
    answers: Mapping[str, Answer],
    stands: Mapping[str, Stand],
) -> str:
    stand = stands.get(question.id)
    if stand is not None and not stand.asked:
        return ""
    return sentences.answer_value(context.words, question, values_in(question, answers))
