"""Questions on paper with room for their answers: boxes, lines, empty rows and empty cases."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from excellence_app.domain.conditions import Condition
from excellence_app.domain.criteria import Choice, CriteriaSet, Question, QuestionType
from excellence_app.domain.instances import entry_title, instances_in
from excellence_app.domain.levels import Level
from excellence_app.language import conditions
from excellence_app.language.limits import limits
from excellence_app.reports.blocks import (
    Block,
    Column,
    ColumnRole,
    Field,
    Heading,
    Mark,
    Paragraph,
    Role,
    Row,
    Span,
    Table,
    Together,
    Tone,
    Weight,
    WritingLines,
    said,
)
from excellence_app.reports.context import ReportContext
from excellence_app.reports.given import columns_of

_TEXT_LINES = 3
_LIST_LINES = 6
_ROWS = 5
_MOST_ROWS = 12
_CASES = 2
_MOST_BOXES = 40  # of a longer list, such as that of all countries, one writes the name
_MOST_IN_A_COLUMN = 9
_SIDE_BY_SIDE = 3
_COMMENTED = 16  # choices with a line each; of more, comments go below all of them
_COMMENT_LINES = 8
_MOST_COLUMNS = 6
_EMPTY = "\n"  # two empty lines: as high as handwriting needs


def has_marks(criteria: CriteriaSet) -> bool:
    """Return whether what must be answered is told from all else by a star.

    That is so where a question, a cell or what is asked in a case may stay open, and where a
    comment must be written.
    """
    asked = [*criteria.questions]
    asked += [inner for one in criteria.questions for inner in one.questions]
    asked += [column for one in asked for column in one.columns]
    return any(not one.required for one in asked) or any(
        choice.comment == "required" and choice.id != one.other
        for one in asked
        for choice in one.choices
    )


def _star(context: ReportContext, question: Question) -> str:
    return " *" if question.required and has_marks(context.criteria) else ""


def only_if(context: ReportContext, condition: Condition) -> Paragraph:
    """Return to whom a question is put."""
    text = conditions.only_if(context.words, context.criteria, condition)
    return said(text, Role.CELL, Tone.QUIET, Weight.MEDIUM)


def asked(context: ReportContext, question: Question, number: str) -> Iterator[Block]:
    """Yield a question with its number, if it has one to show, and room for the answer."""
    words = context.words
    shown = number or ("" if question.id in context.criteria.indicator_by_id else question.id)
    text = question.text
    if question.questions:
        text = entry_title(question.text, None, lambda _: "") or question.id
    star = _star(context, question)
    head = f"{shown}   {text}{star}" if shown else f"{text}{star}"
    yield said(head, Role.BODY, weight=Weight.MEDIUM if shown and number else Weight.REGULAR)
    if question.when is not None:
        yield only_if(context, question.when)
    if question.instruction:
        yield said(question.instruction, Role.CELL, Tone.QUIET)
    yield from _limits(context, question)
    yield from _room(context, question)
    if question.may_not_apply:
        yield said(words.text("Does not apply, because:"), Role.CELL, mark=Mark.BOX)
        yield WritingLines("", 1)


def cases(context: ReportContext, question: Question) -> Iterator[Block]:
    """Yield two empty cases, or as many as there may be if that is fewer."""
    words = context.words
    count = _how_many(question)
    for place in range(1, count + 1):
        title = entry_title(question.text, place, lambda _: "")
        own = instances_in(context.criteria, question, str(place))
        first = True
        for one in own.values():
            content: list[Block] = [Heading(title, level=2)] if first else []
            content += _in_case(context, one)
            first = False
            yield Together(tuple(content))
    yield said(
        words.plural(
            "There is room for {count} case. For more please copy this page.",
            "There is room for {count} cases. For more please copy this page.",
            count,
        ),
        Role.CELL,
        Tone.QUIET,
    )


def _how_many(question: Question) -> int:
    return _CASES if question.most is None else max(1, min(_CASES, int(question.most)))


def _in_case(context: ReportContext, question: Question) -> Iterator[Block]:
    yield said(f"{question.text}{_star(context, question)}", Role.BODY)
    if question.when is not None:
        yield only_if(context, question.when)
    if question.instruction:
        yield said(question.instruction, Role.CELL, Tone.QUIET)
    yield from _limits(context, question)
    yield from _room(context, question)


def _limits(context: ReportContext, question: Question) -> Iterator[Paragraph]:
    text = limits(context.words, question)
    if text:
        yield said(text, Role.CELL, Tone.QUIET)


def _room(context: ReportContext, question: Question) -> Iterator[Block]:
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
            yield from _choices(context, question)
        case QuestionType.DATE:
            yield Field(words.text("Day, month, year"))
        case QuestionType.TEXT:
            yield WritingLines("", _TEXT_LINES)
        case QuestionType.COUNTED_LIST:
            lines = _LIST_LINES if question.most is None else min(int(question.most), _MOST_ROWS)
            yield WritingLines(words.text("One line each"), lines)
        case QuestionType.TABLE:
            yield from _table(context, question)
        case QuestionType.CASES:  # they come below, each for itself
            return


def _levels(levels: Sequence[Level]) -> Iterator[Paragraph]:
    for level in levels:
        spans = [Span(f"{level.number}   {level.title}", Weight.MEDIUM)]
        if level.text:
            spans.append(Span(f"\n{level.text}", tone=Tone.QUIET))
        yield Paragraph(tuple(spans), Role.CELL, mark=Mark.BOX)


def _box(text: str) -> Paragraph:
    return said(text, Role.CELL, mark=Mark.BOX)


# choices


def _choices(context: ReportContext, question: Question) -> Iterator[Block]:
    words, choices = context.words, question.choices
    if question.type is QuestionType.CHOICE and len(choices) <= _MOST_BOXES:
        yield said(words.text("Tick one."), Role.CAPTION, Tone.FAINT)
    if len(choices) > _MOST_BOXES:
        several = question.type is QuestionType.CHOICES
        named = ", ".join(choice.title for choice in choices[:3])
        yield WritingLines(
            words.text(
                "Please write the name, as in the list of the program: {names} …", names=named
            ),
            _LIST_LINES if several else 1,
        )
        return
    with_text = [one for one in choices if one.comment != "none" or one.id == question.other]
    if len(with_text) > _COMMENTED:
        needed = [one for one in with_text if one.comment == "required"]
        yield from _boxes(
            [replace(c, title=f"{c.title} *") if c in needed else c for c in choices]
        )
        text = words.text("For each that you ticked: its name, and what there is to say about it")
        if needed:
            text = words.text(
                "For each that you ticked: its name, and what there is to say about it; with a "
                "star (*) that is needed"
            )
        yield WritingLines(text, _COMMENT_LINES)
        return
    if len(with_text) <= 1 and len(choices) > _MOST_IN_A_COLUMN:
        plain = [one for one in choices if one not in with_text]
        excluding = [one for one in plain if one.id == question.none]
        yield from _boxes([one for one in plain if one not in excluding])
        for one in (*with_text, *excluding):
            yield from _choice(context, question, one)
        return
    for choice in choices:
        yield from _choice(context, question, choice)


def _choice(context: ReportContext, question: Question, choice: Choice) -> Iterator[Block]:
    if choice.id == question.none:
        text = context.words.text("{choice} (then tick nothing else)", choice=choice.title)
        yield _box(text)
        return
    yield _box(choice.title)
    if choice.comment == "none" and choice.id != question.other:
        return
    label = ""
    if choice.comment == "required":
        star = has_marks(context.criteria)
        words = context.words
        label = words.text("Please describe it *") if star else words.text("Please describe it")
    yield WritingLines(label, 1)


def _boxes(choices: Sequence[Choice]) -> Iterator[Block]:
    """Yield many boxes in columns, from top to bottom."""
    if len(choices) <= _MOST_IN_A_COLUMN:
        yield from (_box(one.title) for one in choices)
        return
    rows = -(-len(choices) // _SIDE_BY_SIDE)
    columns = tuple(Column(ColumnRole.TEXT) for _ in range(_SIDE_BY_SIDE))
    yield Table(
        columns,
        tuple(
            Row(
                tuple(
                    (_box(choices[place].title),) if place < len(choices) else ()
                    for place in range(row, rows * _SIDE_BY_SIDE, rows)
                )
            )
            for row in range(rows)
        ),
    )


# tables


def _table(context: ReportContext, question: Question) -> Iterator[Block]:
    count = _ROWS
    if question.most is not None and question.most <= _MOST_ROWS:
        count = int(question.most)
    if question.least is not None:
        count = max(count, min(int(question.least), _MOST_ROWS))
    if len(question.columns) > _MOST_COLUMNS:
        for number in range(1, _CASES + 1):
            yield said(context.words.text("Row {number}", number=number), Role.CELL)
            for column in question.columns:
                yield Field(f"{column.text}{_star(context, column)}", column.unit)
        return
    columns = [Column(ColumnRole.NUMBER)]
    columns += [
        Column(
            ColumnRole.TEXT,
            f"{one.title}{_star(context, column)}",
            share=1 if one.role is ColumnRole.SHORT else 2,
        )
        for one, column in zip(columns_of(question), question.columns, strict=True)
    ]
    yield Table(
        tuple(columns),
        tuple(
            Row(
                (
                    (said(f"{number}", Role.CELL, Tone.FAINT),),
                    *((said(_EMPTY, Role.CELL),) for _ in question.columns),
                )
            )
            for number in range(1, count + 1)
        ),
    )
