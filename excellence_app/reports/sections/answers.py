"""Every question with its answer, the notes and the evidence."""

from collections.abc import Iterator, Sequence

from excellence_app.domain.assessment import Answer, AnswerStatus
from excellence_app.domain.criteria import Dimension, Indicator, Question, QuestionType
from excellence_app.domain.levels import Verdict
from excellence_app.domain.results import IndicatorScore
from excellence_app.language import sentences
from excellence_app.reports import figures, given, heads
from excellence_app.reports.blocks import (
    Block,
    Bullet,
    BulletAxis,
    Column,
    ColumnRole,
    Heading,
    Mark,
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

_SIMPLE = frozenset(
    (QuestionType.LEVELS, QuestionType.YES_NO, QuestionType.NUMBER, QuestionType.SHARE)
)


def build(context: ReportContext) -> list[Block]:
    """Return the chapter on all answers, dimension by dimension."""
    words, card = context.words, context.scorecard
    aside = words.text("{have} of {need} questions answered", have=card.answered, need=card.asked)
    found: list[Block] = [Heading(words.text("Answers"), aside=aside)]
    for dimension in context.criteria.dimensions:
        indicators = context.indicators_of(dimension.id)
        if indicators:
            found += [_title(dimension), _table(context, indicators)]
            found += _entries(context, indicators)
    found += _sections(context)
    return found if len(found) > 1 else []


def build_alone(context: ReportContext) -> list[Block]:
    """Return the answers as a paper of its own: what was said, and no judgement on it."""
    words, card = context.words, context.scorecard
    result = words.text("{have} of {need} questions answered", have=card.answered, need=card.asked)
    found: list[Block] = [
        heads.masthead(context, result),
        said(heads.standing(context), Role.CELL, Tone.QUIET),
    ]
    for dimension in context.criteria.dimensions:
        questions = [q for one in context.indicators_of(dimension.id) for q in one.questions]
        if questions:
            found += [_title(dimension), *given.answered(context, questions)]
    found += _sections(context)
    return found


def _sections(context: ReportContext) -> Iterator[Block]:
    for section in context.criteria.sections:
        if section.questions:
            yield Heading(f"{section.id} {section.title}", level=2)
            yield from given.answered(context, section.questions)


def _entries(context: ReportContext, indicators: Sequence[Indicator]) -> Iterator[Block]:
    """Yield the rows and cases that answer indicators: they need the width of the page."""
    for question in (q for indicator in indicators for q in indicator.questions):
        if question.questions:
            yield from given.entries_of(context, question)
        elif question.columns and context.ranked.of(question):
            yield Heading(question.text, level=3)
            yield from given.entries_of(context, question)


def _title(dimension: Dimension) -> Heading:
    return Heading(f"{dimension.id} {dimension.title}", level=2)


def _table(context: ReportContext, indicators: Sequence[Indicator]) -> Table:
    words = context.words
    scales = {figures.steps_of(indicator) for indicator in indicators}
    columns = (
        Column(ColumnRole.NUMBER),
        Column(ColumnRole.NAME, words.text("Question"), share=5),
        Column(
            ColumnRole.CHART,
            words.text("Level against threshold"),
            axis=BulletAxis(scales.pop()) if len(scales) == 1 else None,
        ),
        Column(ColumnRole.TEXT, words.text("Answer, notes and evidence"), share=6),
    )
    rows = [row for indicator in indicators for row in _rows(context, indicator)]
    return Table(columns, tuple(rows))


def _rows(context: ReportContext, indicator: Indicator) -> Iterator[Row]:
    single = len(indicator.questions) == 1
    questions = indicator.questions if single else ()
    name: list[Paragraph] = [said(indicator.title, Role.CELL, weight=Weight.MEDIUM)]
    answer: list[Paragraph] = []
    for question in questions:
        name.append(said(question.text, Role.CAPTION, Tone.QUIET))
        answer += _answer(context, question, indicator)
    if not indicator.questions:
        answer.append(said(given.measured_from(context, indicator), Role.CELL, Tone.QUIET))
    yield Row(
        (
            (said(indicator.id, Role.CELL, weight=Weight.STRONG),),
            tuple(name),
            tuple(_chart(context, indicator)),
            tuple(answer),
        )
    )
    if single:
        return
    for question in indicator.questions:
        yield Row(
            (
                (said(question.id, Role.CAPTION, Tone.QUIET),),
                (said(question.text, Role.CAPTION, Tone.QUIET),),
                (),
                tuple(_answer(context, question, None)),
            )
        )


def _chart(context: ReportContext, indicator: Indicator) -> Iterator[Bullet | Paragraph]:
    words = context.words
    score = context.scorecard.indicators[indicator.id]
    chart = figures.bullet(context, indicator)
    if chart is None:
        text = sentences.indicator_state(words, score.state)
        yield said(text, Role.CAPTION, Tone.QUIET, mark=Mark.NOT_APPLICABLE)
        return
    yield chart
    result = context.thresholds.get(indicator.id)
    if result is None:
        yield said(figures.standing_words(context, indicator), Role.CAPTION, Tone.QUIET)
        return
    tones = {Verdict.MET: Tone.MET, Verdict.MISSED: Tone.GAP, Verdict.OPEN: Tone.QUIET}
    text = sentences.distance(words, result)
    if result.verdict is Verdict.OPEN:
        text = sentences.indicator_state(words, score.state)
    yield Paragraph(
        (Span(text, Weight.MEDIUM),),
        Role.CAPTION,
        tones[result.verdict],
        figures.MARKS[result.verdict],
    )


def _answer(
    context: ReportContext, question: Question, indicator: Indicator | None
) -> Iterator[Paragraph]:
    """Yield the answer, the level that it stands for, and what belongs to it."""
    words = context.words
    answers = context.assessment.answers
    if question.type not in _SIMPLE:
        yield from given.paragraphs(context, question)
        return
    held = [answers[key] for key in question.keys if key in answers]
    own = answers.get(question.id)
    if own is not None and question.id not in question.keys:
        held.append(own)
    value = sentences.answer(words, question, answers)
    answered = any(a.value is not None and a.status is AnswerStatus.ANSWERED for a in held)
    yield said(
        value,
        Role.CELL,
        Tone.NORMAL if answered else Tone.QUIET,
        Weight.MEDIUM if answered else Weight.REGULAR,
    )
    description = _level_text(question, own)
    if not description and indicator is not None and answered:
        description = _level_reached(context, indicator)
    if description:
        yield said(description, Role.CELL, Tone.QUIET)
    if indicator is not None:
        score: IndicatorScore = context.scorecard.indicators[indicator.id]
        if score.reason is not None:
            yield said(words.say(score.reason), Role.CAPTION, Tone.GAP)
    for answer in held:
        yield from given.additions(context, answer)


def _level_text(question: Question, own: Answer | None) -> str:
    if question.type is not QuestionType.LEVELS or own is None or not isinstance(own.value, int):
        return ""
    if own.status is not AnswerStatus.ANSWERED or not 0 <= own.value < len(question.levels):
        return ""
    return question.levels[own.value].text


def _level_reached(context: ReportContext, indicator: Indicator) -> str:
    """Return the level that a measured answer stands for."""
    score = context.scorecard.indicators[indicator.id]
    if indicator.measure is None or score.lowest_level is None or not score.final:
        return ""
    level = indicator.levels[score.lowest_level]
    return context.words.text(
        "Level {level}: {title}",
        level=level.number,
        title=sentences.level_title(context.words, level),
    )
