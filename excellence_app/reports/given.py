"""What was answered to questions of every kind, as paragraphs, tables and headings of cases."""

from collections.abc import Iterator, Mapping, Sequence

from excellence_app.domain.assessment import Answer, AnswerStatus, Confidence
from excellence_app.domain.criteria import Indicator, Question, QuestionType
from excellence_app.domain.instances import entry_title, instances_in
from excellence_app.domain.messages import N_
from excellence_app.language import conditions, sentences
from excellence_app.language.answers import title_of_entry, values_in
from excellence_app.reports.blocks import (
    Block,
    Cell,
    Column,
    ColumnRole,
    Heading,
    Paragraph,
    Role,
    Row,
    Span,
    Table,
    Tone,
    Weight,
    said,
)
from excellence_app.reports.context import ReportContext

_CONFIDENCE = {
    Confidence.LOW: N_("not sure"),
    Confidence.MEDIUM: N_("fairly sure"),
    Confidence.HIGH: N_("sure"),
}
_SHORT_TYPES = frozenset((QuestionType.DATE, QuestionType.NUMBER, QuestionType.YES_NO))
_MOST_SIDE_BY_SIDE = 6  # columns of a table that a page can hold
_CHOSEN = frozenset((QuestionType.CHOICE, QuestionType.CHOICES))


def answered(context: ReportContext, questions: Sequence[Question]) -> Iterator[Block]:
    """Yield questions with their answers: tables, below them those of rows, and of each case."""
    rows: list[Row] = []
    for question in questions:
        rows.append(_row(context, question, numbered=True))
        more = list(entries_of(context, question))
        if more:
            yield _table(context, rows, numbered=True)
            yield from more
            rows = []
    if rows:
        yield _table(context, rows, numbered=True)


def measured_from(context: ReportContext, indicator: Indicator) -> str:
    """Return from which questions an indicator is worked out that asks none itself."""
    names = [one.id for one in context.criteria.asked_for(indicator)]
    words = context.words
    return words.text(
        "Worked out from the answers to {questions}.", questions=words.listing(names)
    )


def entries_of(context: ReportContext, question: Question) -> Iterator[Block]:
    """Yield the rows of a table as such, or each case under a heading of its own."""
    found = context.ranked.of(question)
    if not found:
        return
    if question.columns:
        yield from _rows_of_table(context, question)
        return
    used = context.stand(question).asked
    answers = context.assessment.answers
    for place, entry in enumerate(found, 1):
        title = title_of_entry(
            context.words, context.criteria, question, entry.key, place, answers
        )
        aside = "" if used and entry.used else context.words.text("Not used")
        yield Heading(title, level=3, aside=aside)
        rows: list[Row] = []
        for one in instances_in(context.criteria, question, entry.key).values():
            rows.append(_row(context, one, numbered=False, marked=used and entry.used))
            more = list(entries_of(context, one))
            if more:
                yield _table(context, rows, numbered=False)
                yield from more
                rows = []
        if rows:
            yield _table(context, rows, numbered=False)


def _table(context: ReportContext, rows: Sequence[Row], *, numbered: bool) -> Table:
    words = context.words
    columns = (
        Column(ColumnRole.NAME, words.text("Question") if numbered else "", share=4),
        Column(ColumnRole.TEXT, words.text("Answer") if numbered else "", share=7),
    )
    number = (Column(ColumnRole.NUMBER),) if numbered else ()
    return Table((*number, *columns), tuple(rows))


def _row(
    context: ReportContext, question: Question, *, numbered: bool, marked: bool = True
) -> Row:
    text = question.text
    if question.questions:
        text = entry_title(question.text, None, lambda _: "") or question.id
    number: tuple[Cell, ...] = ((said(question.id, Role.CELL, weight=Weight.STRONG),),)
    cells: tuple[Cell, ...] = (
        (said(text, Role.CELL),),
        tuple(paragraphs(context, question, marked=marked)),
    )
    return Row((*number, *cells) if numbered else cells)


# one answer


def paragraphs(
    context: ReportContext, question: Question, *, marked: bool = True
) -> Iterator[Paragraph]:
    """Yield what was answered to a question, what is missing of it, and what belongs to it.

    An answer to a question that is not asked is kept and does not count: that is said before it,
    unless it is not `marked`, for the whole case is.
    """
    answers, words, stand = context.assessment.answers, context.words, context.stand(question)
    held = [answers[key] for key in dict.fromkeys((question.id, *question.keys)) if key in answers]
    has_value = bool(_value(context, question))
    if not stand.asked and marked:
        if has_value:
            yield said(words.text("Not used"), Role.CAPTION, Tone.GAP, Weight.MEDIUM)
        else:
            yield said(words.text("Not asked"), Role.CELL, Tone.QUIET)
        for condition in stand.missed:
            text = conditions.only_if(words, context.criteria, condition)
            yield said(text, Role.CAPTION, Tone.FAINT)
    if has_value:
        tone = Tone.NORMAL if stand.asked else Tone.QUIET
        yield from _given(context, question, tone)
    elif stand.missed and not marked:  # nor would it be asked if the case counted
        yield said(words.text("Not asked"), Role.CELL, Tone.QUIET)
    elif stand.asked or not marked:
        text = sentences.answer(words, question, answers)
        yield said(text, Role.CELL, Tone.QUIET)
    if stand.lacks is not None and not _says_what_is_missing(context, question):
        yield said(words.say(stand.lacks), Role.CAPTION, Tone.GAP, Weight.MEDIUM)
    for answer in held:
        yield from additions(context, answer)


def _value(context: ReportContext, question: Question) -> str:
    """Return the answer on one line, empty where nothing is entered or it was set aside."""
    answers = context.assessment.answers
    own = answers.get(question.id)
    aside = {AnswerStatus.UNKNOWN, AnswerStatus.NOT_APPLICABLE}
    if own is not None and own.status in aside:
        return ""
    values = values_in(question, answers)
    return sentences.answer_value(context.words, question, values)


def _given(context: ReportContext, question: Question, tone: Tone) -> Iterator[Paragraph]:
    answers = context.assessment.answers
    own = answers.get(question.id)
    value = own.value if own is not None else None
    if question.type in _CHOSEN and isinstance(value, str | tuple):
        chosen = (value,) if isinstance(value, str) else value
        for choice in chosen:
            yield _choice(context, question, choice, tone)
    elif question.type is QuestionType.COUNTED_LIST and isinstance(value, tuple):
        for entry in value:
            yield Paragraph((Span(entry),), Role.CELL, tone, lead="•")
    elif question.type is QuestionType.TEXT and isinstance(value, str):
        for part in value.split("\n\n"):
            if part.strip():
                yield said(part.strip("\n"), Role.CELL, tone)
    else:
        yield said(_value(context, question), Role.CELL, tone, Weight.MEDIUM)
        if question.type is QuestionType.LEVELS and isinstance(value, int):
            for level in question.levels[value : value + 1]:
                yield from (said(text, Role.CELL, Tone.QUIET) for text in (level.text,) if text)


def _choice(context: ReportContext, question: Question, chosen: str, tone: Tone) -> Paragraph:
    titles = {one.id: one.title for one in question.choices}
    spans = [Span(titles.get(chosen, chosen), Weight.MEDIUM)]
    comment = _comment(context.assessment.answers, question, chosen)
    if comment:
        spans.append(Span(f"\n{comment}", tone=Tone.NORMAL if tone is Tone.NORMAL else Tone.QUIET))
    elif _needs_comment(question, chosen) and context.stand(question).asked:
        missing = context.words.text("description missing")
        spans += [Span("  "), Span(missing, Weight.MEDIUM, Tone.GAP)]
    several = question.type is QuestionType.CHOICES
    return Paragraph(tuple(spans), Role.CELL, tone, lead="•" if several else "")


def _comment(answers: Mapping[str, Answer], question: Question, choice: str) -> str:
    found = answers.get(f"{question.id}/{choice}")
    if found is None or found.status is not AnswerStatus.ANSWERED:
        return ""
    return found.value if isinstance(found.value, str) else ""


def _needs_comment(question: Question, chosen: str) -> bool:
    return chosen == question.other or any(
        one.id == chosen and one.comment == "required" for one in question.choices
    )


def _says_what_is_missing(context: ReportContext, question: Question) -> bool:
    """Return whether what is missing stands at a choice, or in a cell of the table."""
    answers = context.assessment.answers
    own = answers.get(question.id)
    if question.type not in _CHOSEN or own is None:
        return False
    chosen = (own.value,) if isinstance(own.value, str) else own.value
    return isinstance(chosen, tuple) and any(
        _needs_comment(question, one) and not _comment(answers, question, one) for one in chosen
    )


def additions(context: ReportContext, answer: Answer) -> Iterator[Paragraph]:
    """Yield reason, note, evidence and who answered, as far as there are such."""
    words = context.words
    if answer.status is not AnswerStatus.NOT_APPLICABLE and answer.justification:
        yield _named(words.text("Reason:"), answer.justification)
    if answer.note:
        yield _named(words.text("Note:"), answer.note)
    if answer.evidence:
        items = context.assessment.evidence
        titles = [items[key].title if key in items else key for key in answer.evidence]
        yield _named(words.text("Evidence:"), "; ".join(titles))
    sure = words.text(_CONFIDENCE[answer.confidence]) if answer.confidence is not None else ""
    if answer.respondent:
        people = {person.id: person.name for person in context.assessment.people}
        name = people.get(answer.respondent, answer.respondent)
        yield _named(words.text("Answered by:"), f"{name}, {sure}" if sure else name)
    elif sure:
        yield _named(words.text("Certainty:"), sure)


def _named(name: str, text: str) -> Paragraph:
    return Paragraph(
        (Span(f"{name} ", Weight.REGULAR, Tone.FAINT), Span(text)), Role.CAPTION, Tone.QUIET
    )


# the rows of a table


def _rows_of_table(context: ReportContext, question: Question) -> Iterator[Table]:
    """Yield the rows under their heads; of a table that is too wide each row as one of its own."""
    rows = [
        list(instances_in(context.criteria, question, one.key).values())
        for one in context.ranked.of(question)
    ]
    if len(question.columns) <= _MOST_SIDE_BY_SIDE:
        yield Table(
            (Column(ColumnRole.NUMBER), *columns_of(question)),
            tuple(
                Row(
                    (
                        (said(f"{number}", Role.CELL, Tone.QUIET),),
                        *(tuple(_cell(context, cell)) for cell in cells),
                    )
                )
                for number, cells in enumerate(rows, 1)
            ),
        )
        return
    for number, cells in enumerate(rows, 1):
        head = context.words.text("Row {number}", number=number)
        yield Table(
            (
                Column(ColumnRole.NAME, head, share=4),
                Column(ColumnRole.TEXT, share=7),
            ),
            tuple(
                Row(((said(cell.text, Role.CELL, Tone.QUIET),), tuple(_cell(context, cell))))
                for cell in cells
            ),
        )


def columns_of(question: Question) -> Iterator[Column]:
    """Yield the columns of a table: short ones as wide as they need, the others share the rest."""
    running = any(one.type not in _SHORT_TYPES for one in question.columns)
    for number, column in enumerate(question.columns):
        title = f"{column.text} ({column.unit})" if column.unit else column.text
        if running and column.type in _SHORT_TYPES:
            yield Column(ColumnRole.SHORT, title)
        else:
            yield Column(ColumnRole.TEXT if number else ColumnRole.NAME, title)


def _cell(context: ReportContext, cell: Question) -> Iterator[Paragraph]:
    if _value(context, cell):
        yield from _given(context, cell, Tone.NORMAL)
    elif cell.required:
        yield said(context.words.text("missing"), Role.CAPTION, Tone.GAP, Weight.MEDIUM)
