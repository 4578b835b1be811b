"""What is missing for the label: finding, recommendation and evidence wanted."""

from collections.abc import Iterator

from excellence_app.domain.criteria import Indicator, QuestionType
from excellence_app.domain.levels import RequirementKind, Verdict
from excellence_app.domain.results import Gap, IndicatorState
from excellence_app.language import sentences
from excellence_app.reports import figures
from excellence_app.reports.blocks import (
    Band,
    Block,
    BulletAxis,
    Cell,
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


def build(context: ReportContext) -> list[Block]:
    """Return the chapter on gaps."""
    words, result, target = context.words, context.target_result, context.target
    if result is None or target is None or not result.thresholds:
        return []
    missed = [gap for gap in result.gaps if gap.result.verdict is Verdict.MISSED]
    unclear = [gap for gap in result.gaps if gap.result.verdict is not Verdict.MISSED]
    nothing_known = [gap for gap in unclear if gap.score.state in _NOTHING_KNOWN]
    unclear = [gap for gap in unclear if gap.score.state not in _NOTHING_KNOWN]
    found: list[Block] = [
        Heading(
            words.text("Gaps and recommendations"),
            aside=words.text("Widest gap first") if len(missed) > 1 else "",
        ),
        *_other_rules(context),
    ]
    if not result.gaps:
        text = words.text("Every {label} threshold is met. There is no gap.", label=target.title)
        found.append(said(text))
    elif not missed:
        found.append(said(words.text("No threshold is known to be missed.")))
    rows: list[Row | Band] = []
    if unclear and missed:
        rows.append(Band(words.text("Below the threshold"), str(len(missed)), Mark.MISSED))
    rows += [Row(_cells(context, gap)) for gap in missed]
    if unclear:
        rows.append(Band(words.text("Open"), str(len(unclear)), Mark.OPEN))
    rows += [Row(_cells(context, gap)) for gap in unclear]
    if rows:
        found.append(Table(_columns(context, [*missed, *unclear]), tuple(rows)))
    found += _without_answer(context, nothing_known)
    return found


_NOTHING_KNOWN = (IndicatorState.UNANSWERED, IndicatorState.UNKNOWN)


def _without_answer(context: ReportContext, gaps: list[Gap]) -> Iterator[Paragraph]:
    """Yield the indicators that nothing is known about, in the order of the set."""
    words = context.words
    for state in _NOTHING_KNOWN:
        ids = {gap.indicator for gap in gaps if gap.score.state is state}
        names = [
            figures.name_of(indicator)
            for indicator in context.criteria.indicators
            if indicator.id in ids
        ]
        if names:
            text = words.text(
                "{state}: {names}.",
                state=sentences.indicator_state(words, state),
                names=", ".join(names),
            )
            yield said(text, Role.CELL, Tone.QUIET, mark=Mark.OPEN)


def _columns(context: ReportContext, gaps: list[Gap]) -> tuple[Column, ...]:
    words = context.words
    scales = {figures.steps_of(context.criteria.indicator_by_id[gap.indicator]) for gap in gaps}
    axis = BulletAxis(scales.pop()) if len(scales) == 1 else None
    return (
        Column(ColumnRole.NUMBER, words.text("Indicator")),
        Column(ColumnRole.NAME, share=2),
        Column(ColumnRole.CHART, words.text("Level against threshold"), axis=axis),
        Column(ColumnRole.TEXT, words.text("Finding, and recommendation"), share=3),
    )


def _other_rules(context: ReportContext) -> Iterator[Paragraph]:
    """Yield what else the label asks for and does not have, so that no gap hides the rest."""
    if context.target_result is None:
        return
    for rule in context.target_result.requirements:
        if rule.verdict is Verdict.MET or rule.requirement.kind is RequirementKind.EVERY_THRESHOLD:
            continue
        text = context.words.text(
            "{rule}: {state}",
            rule=figures.rule_words(context, rule.requirement),
            state=figures.rule_value(context, rule),
        )
        yield said(text, Role.CELL, mark=figures.MARKS[rule.verdict])


def _cells(context: ReportContext, gap: Gap) -> tuple[Cell, ...]:
    indicator = context.criteria.indicator_by_id[gap.indicator]
    chart = figures.bullet(context, indicator)
    return (
        (said(indicator.id, Role.CELL, weight=Weight.STRONG),),
        (said(indicator.title, Role.CELL, weight=Weight.MEDIUM),),
        (*((chart,) if chart else ()), *_distance(context, gap)),
        tuple(_advice(context, indicator, gap)),
    )


def _distance(context: ReportContext, gap: Gap) -> Iterator[Paragraph]:
    words = context.words
    missed = gap.result.verdict is Verdict.MISSED
    if missed:
        text = sentences.distance(words, gap.result)
    else:
        text = sentences.indicator_state(words, gap.score.state)
    span = Span(text, Weight.MEDIUM)
    tone = Tone.GAP if missed else Tone.QUIET
    yield Paragraph((span,), Role.CAPTION, tone, figures.MARKS[gap.result.verdict])
    if gap.result.adjustment is not None:
        yield said(words.text("Threshold entered, see Method"), Role.CAPTION, Tone.FAINT)
    for label in context.criteria.labels:
        for other in context.scorecard.label(label.id).gaps:
            if other.indicator == gap.indicator and other.result.threshold.knock_out:
                text = words.text("Knock-out for {label}", label=label.title)
                yield said(text, Role.CAPTION, Tone.QUIET)


def _advice(context: ReportContext, indicator: Indicator, gap: Gap) -> Iterator[Paragraph]:
    words = context.words
    if gap.score.reason is not None:
        yield said(words.say(gap.score.reason), Role.CELL, Tone.QUIET)
    yield from _measured(context, indicator)
    level = gap.score.lowest_level
    asked = figures.place_of_threshold(indicator, gap.result.threshold)
    wanted = int(asked) if asked is not None and indicator.levels else None
    if gap.result.verdict is Verdict.MISSED and level is not None and wanted is not None:
        steps = [one.to_next for one in indicator.levels[level:wanted] if one.to_next]
        if steps and steps[0].finding:
            found = " ".join(text for text in (steps[0].finding, steps[0].why) if text)
            yield said(found, Role.CELL, Tone.QUIET)
        for step in steps:
            if step.recommendation:
                yield said(step.recommendation, Role.CELL, weight=Weight.MEDIUM)
    for question in indicator.questions:
        for key in question.keys:
            held = context.assessment.answers.get(key)
            if held is not None and held.note:
                yield _named(words.text("Note:"), held.note)
    if wanted is not None and wanted < len(indicator.levels):
        kinds = indicator.levels[wanted].evidence
        if kinds:
            yield _named(words.text("Evidence wanted:"), _evidence_wanted(context, kinds))


def _measured(context: ReportContext, indicator: Indicator) -> Iterator[Paragraph]:
    for question in indicator.questions:
        if question.type in {QuestionType.LEVELS, QuestionType.YES_NO}:
            continue
        held = [context.assessment.answers.get(key) for key in question.keys]
        if any(answer is not None and answer.value is not None for answer in held):
            text = sentences.answer(context.words, question, context.assessment.answers)
            yield said(text, Role.CELL, Tone.QUIET)


def _named(name: str, text: str) -> Paragraph:
    return Paragraph(
        (Span(f"{name} ", Weight.REGULAR, Tone.FAINT), Span(text)), Role.CAPTION, Tone.QUIET
    )


def _evidence_wanted(context: ReportContext, kinds: tuple[str, ...]) -> str:
    words = context.words
    held = {item.kind for item in context.assessment.evidence.values()}
    named = []
    for kind in kinds:
        known = context.criteria.evidence_by_id.get(kind)
        title = known.title if known is not None else kind
        named.append(words.text("{title} (listed)", title=title) if kind in held else title)
    return "; ".join(named)
