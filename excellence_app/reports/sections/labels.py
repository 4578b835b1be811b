"""What each label asks for, rule by rule, and where the cluster stands."""

from collections.abc import Iterator

from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.levels import Label, RequirementKind, Verdict
from excellence_app.domain.results import LabelResult, RequirementResult, Unit
from excellence_app.language import sentences
from excellence_app.reports import figures
from excellence_app.reports.blocks import (
    Block,
    Column,
    ColumnRole,
    Heading,
    Paragraph,
    Role,
    Row,
    Table,
    Tone,
    Weight,
    paragraphs,
    said,
)
from excellence_app.reports.context import ReportContext

_NAMED_ITEMS = 8


def build(context: ReportContext) -> list[Block]:
    """Return the chapter on the rules of each label."""
    words = context.words
    if not context.criteria.labels:
        return []
    found: list[Block] = [Heading(words.text("What each label asks for"))]
    for label in context.criteria.labels:
        result = context.scorecard.label(label.id)
        found.append(Heading(label.title, level=2, aside=_aside(context, result)))
        found += paragraphs(label.text, Role.CELL, Tone.QUIET)
        found += _held(context, label)
        found.append(_rules(context, result))
    return found


def _aside(context: ReportContext, result: LabelResult) -> str:
    words = context.words
    met = sum(1 for rule in result.requirements if rule.verdict is Verdict.MET)
    return words.text("{met} of {count} rules met", met=met, count=len(result.requirements))


def _held(context: ReportContext, label: Label) -> Iterator[Paragraph]:
    words = context.words
    for award in context.assessment.labels_held:
        if award.label != label.id:
            continue
        if award.until is None:
            text = words.text("Held since {since}.", since=award.since)
        else:
            text = words.text(
                "Held since {since}, valid until {until}.", since=award.since, until=award.until
            )
        yield said(text, Role.CELL)
    if label.valid is not None:
        text = words.plural(
            "The label is valid for {count} month.",
            "The label is valid for {count} months.",
            label.valid.months,
        )
        yield said(text, Role.CELL, Tone.QUIET)


def _rules(context: ReportContext, result: LabelResult) -> Table:
    words = context.words
    columns = (
        Column(ColumnRole.MARK),
        Column(ColumnRole.TEXT, words.text("Rule")),
        Column(ColumnRole.SHORT, words.text("State")),
        Column(ColumnRole.FIGURE, words.text("Figure")),
    )
    rows = []
    for rule in result.requirements:
        mark = Paragraph((), Role.CELL, mark=figures.MARKS[rule.verdict])
        rows.append(
            Row(
                (
                    (mark,),
                    tuple(_rule(context, rule)),
                    (said(sentences.verdict(words, rule.verdict), Role.CELL),),
                    (said(figures.rule_value(context, rule), Role.CELL, weight=Weight.STRONG),),
                )
            )
        )
    return Table(columns, tuple(rows))


def _rule(context: ReportContext, rule: RequirementResult) -> Iterator[Paragraph]:
    words = context.words
    yield said(figures.rule_words(context, rule.requirement), Role.CELL, weight=Weight.MEDIUM)
    shortfall = sentences.shortfall(words, rule)
    if shortfall:
        yield said(shortfall, Role.CELL)
    if rule.reason is not None:
        yield said(words.say(rule.reason), Role.CELL)
    if rule.opens is not None and rule.closes is not None:
        text = words.text("From {opens} to {closes}.", opens=rule.opens, closes=rule.closes)
        yield said(text, Role.CELL)
    if rule.verdict is not Verdict.MET and rule.items:
        yield said(_in_the_way(context, rule), Role.CAPTION, Tone.QUIET)
    for option in rule.options:
        text = words.text(
            "{rule}: {state}",
            rule=figures.rule_words(context, option.requirement),
            state=figures.rule_value(context, option),
        )
        yield said(text, Role.CELL, mark=figures.MARKS[option.verdict])
    stated = rule.requirement
    if stated.reason:
        yield said(stated.reason, Role.CAPTION, Tone.QUIET)
    source = _source(context.criteria, stated.source)
    if source:
        yield said(words.text("Source: {source}", source=source), Role.CAPTION, Tone.FAINT)


def _in_the_way(context: ReportContext, rule: RequirementResult) -> str:
    words = context.words
    known = context.criteria.indicator_by_id
    if rule.unit is Unit.QUESTIONS or rule.requirement.kind is RequirementKind.COMPLETE:
        names = list(rule.items)
    else:
        names = [figures.name_of(known[item]) if item in known else item for item in rule.items]
    shown = "; ".join(names[:_NAMED_ITEMS])
    if len(names) > _NAMED_ITEMS:
        return words.plural(
            "In the way: {names}; and {count} other.",
            "In the way: {names}; and {count} others.",
            len(names) - _NAMED_ITEMS,
            names=shown,
        )
    return words.text("In the way: {names}.", names=shown)


def _source(criteria: CriteriaSet, source: str) -> str:
    known = criteria.source_by_id.get(source)
    return known.title if known is not None else source
