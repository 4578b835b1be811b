"""The labels of a set as a ladder: what each asks, where that stands, and what is held."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from excellence_app.domain.levels import Label, RequirementKind, Verdict
from excellence_app.domain.results import LabelResult, RequirementResult, Unit
from excellence_app.domain.values import dataclass
from excellence_app.engine.measures import add_months
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.reports import figures
from excellence_app.reports.blocks import Rule
from excellence_app.session.showing import Shown

_NAMED = 2  # things to go that a card names
_SOON = 6  # months before a label lapses


@dataclass(frozen=True, slots=True)
class LadderCard:
    """One label: what is missing in one sentence, each of its rules, and how many are met.

    `bars` is how many bars its mark has, none for a label without.
    """

    label: str
    title: str
    bars: int | None
    sentence: str
    verdict: Verdict
    rules: tuple[Rule, ...]
    met: str


def ladder(shown: Shown) -> tuple[LadderCard, ...]:
    """Return all labels of the set in the order in which clusters reach them."""
    cards = []
    for label in shown.criteria.labels:
        result = shown.scorecard.label(label.id)
        rules = tuple(_rule(shown, rule) for rule in result.requirements)
        sentence = _sentence(shown, label, result)
        count = sum(rule.verdict is Verdict.MET for rule in result.requirements)
        met = shown.words.plural("{count} rule met", "{count} rules met", count)
        cards.append(
            LadderCard(label.id, label.title, label.bars, sentence, result.verdict, rules, met)
        )
    return tuple(cards)


def other_rules(shown: Shown) -> tuple[Rule, ...]:
    """Return the rules of the label looked at that are not met and are about no thresholds."""
    result = shown.target_result
    return tuple(
        _rule(shown, rule)
        for rule in (result.requirements if result is not None else ())
        if rule.verdict is not Verdict.MET
        and rule.requirement.kind is not RequirementKind.EVERY_THRESHOLD
    )


def _rule(shown: Shown, rule: RequirementResult) -> Rule:
    return Rule(
        figures.MARKS[rule.verdict],
        figures.rule_words(shown, rule.requirement),
        figures.rule_value(shown, rule),
        figures.short_rule(shown, rule.requirement),
    )


def _sentence(shown: Shown, label: Label, result: LabelResult) -> str:
    words = shown.words
    if result.verdict is Verdict.MET:
        if result.thresholds:
            return words.text("All {label} thresholds met", label=label.title)
        return words.text("All rules met")
    if not shown.scorecard.answered:
        return words.text("Nothing answered yet")
    wanted = [
        _to_go(shown, rule, result)
        for rule in result.requirements
        if rule.verdict is not Verdict.MET
    ]
    if len(wanted) > _NAMED:
        more = len(wanted) - _NAMED
        named = ", ".join(wanted[:_NAMED])
        return words.plural(
            "{named} and {count} more rule to go",
            "{named} and {count} more rules to go",
            more,
            named=named,
        )
    return words.text("{named} to go", named=words.listing(wanted))


def _to_go(shown: Shown, rule: RequirementResult, result: LabelResult) -> str:
    """Return in two or three words what is missing for a rule."""
    words = shown.words
    missing = -rule.margin if rule.margin is not None else Fraction(0)
    match rule.requirement.kind:
        case RequirementKind.EVERY_THRESHOLD:
            missed = sum(1 for gap in result.gaps if gap.result.verdict is Verdict.MISSED)
            if missed:
                return words.plural("{count} gap", "{count} gaps", missed)
            return words.plural(
                "{count} open indicator", "{count} open indicators", len(result.gaps)
            )
        case RequirementKind.TOTAL if missing > 0:
            return _points_to_go(words, rule, missing)
        case RequirementKind.NO_KNOCK_OUT if rule.items:
            return words.plural("{count} knock-out", "{count} knock-outs", len(rule.items))
        case RequirementKind.DECLARED:
            return words.text("1 declaration")
        case RequirementKind.MONTHS_SINCE:
            return _window(shown, rule)
        case kind if missing >= 1:
            return _counted(words, kind, int(missing))
        case _:
            return words.text("1 rule")


def _points_to_go(words: Words, rule: RequirementResult, missing: Fraction) -> str:
    if rule.unit is not Unit.SHARE:
        return sentences.points(words, missing)
    # rounded up, or a little that is missing would read as nothing
    points = Fraction(-(-missing * 1000 // 1), 10)
    if points == 1:
        return words.text("1 percentage point")
    return words.text("{points} percentage points", points=words.number(points, 1))


def _counted(words: Words, kind: RequirementKind, count: int) -> str:
    match kind:
        case RequirementKind.COMPLETE:
            return words.plural("{count} answer", "{count} answers", count)
        case RequirementKind.EVIDENCE_PRESENT:
            return words.plural("{count} piece of evidence", "{count} pieces of evidence", count)
        case RequirementKind.IMPROVED:
            return words.plural("{count} improvement", "{count} improvements", count)
        case RequirementKind.COUNT_AT_LEVEL:
            return words.plural("{count} indicator", "{count} indicators", count)
        case _:
            return words.text("1 rule")


def _window(shown: Shown, rule: RequirementResult) -> str:
    words, today = shown.words, shown.scorecard.dated
    if rule.opens is not None and rule.closes is not None:
        if today is not None and today > rule.closes:  # too late: only another award helps
            return words.text("1 rule")
        return words.text(
            "an assessment between {opens} and {closes}",
            opens=words.short_day(rule.opens),
            closes=words.short_day(rule.closes),
        )
    return words.text("1 date")


@dataclass(frozen=True, slots=True)
class HeldLabel:
    """A label that the cluster says it holds; `soon` is within half a year of its end.

    `short` says in a few words until when.
    """

    label: str
    title: str
    bars: int | None
    sentence: str
    short: str
    lapsed: bool
    soon: bool


def validity(shown: Shown, today: date) -> tuple[HeldLabel, ...]:
    """Return the labels held, each with when it lapses, in the order of the set."""
    return tuple(_held(shown, today))


def _held(shown: Shown, today: date) -> Iterator[HeldLabel]:
    words = shown.words
    for label in shown.criteria.labels:
        held = shown.assessment.held(label.id)
        if held is None:
            continue
        lapsed = held.until is not None and held.until < today
        soon = held.until is not None and today <= held.until <= add_months(today, _SOON)
        if held.until is None:
            text = words.text("{label} since {since}.", label=label.title, since=held.since)
        elif lapsed:
            text = words.text("{label} lapsed on {until}.", label=label.title, until=held.until)
        else:
            text = words.text(
                "{label} since {since}, valid until {until}.",
                label=label.title,
                since=held.since,
                until=held.until,
            )
        if soon and held.until is not None:
            days = (held.until - today).days
            left = words.plural("It lapses in {count} day.", "It lapses in {count} days.", days)
            if not days:
                left = words.text("It lapses today.")
            text = f"{text} {left}"
        renewal = _renewal(words, label, held.until, today) if soon or lapsed else ""
        text = f"{text} {renewal}".rstrip()
        short = _held_in_short(words, label, held.until, today, soon=soon)
        yield HeldLabel(label.id, label.title, label.bars, text, short, lapsed, soon)


def _held_in_short(
    words: Words, label: Label, until: date | None, today: date, *, soon: bool
) -> str:
    if until is None:
        return words.text("{label} is held", label=label.title)
    if until < today:
        return words.text("{label} lapsed on {until}", label=label.title, until=until)
    if not soon:
        return words.text("{label} is held until {until}", label=label.title, until=until)
    days = (until - today).days
    if not days:
        return words.text("{label} lapses today", label=label.title)
    return words.plural(
        "{label} lapses in {count} day",
        "{label} lapses in {count} days",
        days,
        label=label.title,
    )


def _renewal(words: Words, label: Label, until: date | None, today: date) -> str:
    """Return until when a label can be extended, where its rules say so and it is not too late."""
    renewal = label.valid.renewal if label.valid is not None else None
    if until is None or renewal is None or renewal.within_months is None:
        return ""
    last = add_months(until, renewal.within_months)
    if today > last:
        return ""
    return words.text(
        "It can be extended by {months} months until {last}.", months=renewal.months, last=last
    )
