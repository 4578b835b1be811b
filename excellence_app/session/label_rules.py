"""The rules of a label as its page shows them: state, what is missing, and what stands in the way.

Beside that: which statements are to be declared, and which indicators rose since an earlier label.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.levels import Label, Requirement, RequirementKind, Verdict
from excellence_app.domain.results import IndicatorScore, RequirementResult, ScoreCard
from excellence_app.engine.scoring import evaluate
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words

_NAMED_ITEMS = 6


class RuleState(NamedTuple):
    """One rule: what it asks, where it stands in a few words, and what is missing."""

    verdict: Verdict
    text: str
    state: str
    missing: str
    reason: str
    source: str


def rule_states(
    words: Words, criteria: CriteriaSet, results: Iterable[RequirementResult]
) -> tuple[RuleState, ...]:
    """Return the rules of a label in the order of the set."""
    return tuple(_rule_state(words, criteria, result) for result in results)


def _rule_state(words: Words, criteria: CriteriaSet, result: RequirementResult) -> RuleState:
    rule = result.requirement
    parts = [sentences.shortfall(words, result)]
    if result.reason is not None:
        parts.append(words.say(result.reason))
    if result.opens is not None and result.closes is not None:
        window = words.text("From {opens} to {closes}.", opens=result.opens, closes=result.closes)
        parts.append(window)
    declared = result.requirement.kind is RequirementKind.DECLARED  # its key is no word for people
    if result.verdict is not Verdict.MET and result.items and not declared:
        parts.append(_in_the_way(words, criteria, result.items))
    return RuleState(
        result.verdict,
        sentences.requirement(words, criteria, rule).removesuffix("."),
        sentences.requirement_state(words, result),
        " ".join(part for part in parts if part),
        rule.reason,
        rule.source,
    )


def _in_the_way(words: Words, criteria: CriteriaSet, items: tuple[str, ...]) -> str:
    known = criteria.indicator_by_id
    names = [
        sentences.indicator_name(known[item]) if item in known else item
        for item in items[:_NAMED_ITEMS]
    ]
    shown = "; ".join(names)
    if len(items) > _NAMED_ITEMS:
        return words.plural(
            "In the way: {names}; and {count} other.",
            "In the way: {names}; and {count} others.",
            len(items) - _NAMED_ITEMS,
            names=shown,
        )
    return words.text("In the way: {names}.", names=shown)


def every_rule(rules: Iterable[Requirement]) -> Iterator[Requirement]:
    """Yield rules and those among which one has to be met."""
    for rule in rules:
        yield rule
        yield from every_rule(rule.options)


def declared_rules(label: Label) -> tuple[Requirement, ...]:
    """Return the rules of a label that are met by a declaration, each statement once."""
    found = {
        rule.key: rule
        for rule in every_rule(label.requires)
        if rule.kind is RequirementKind.DECLARED
    }
    return tuple(found.values())


def improved_rule(label: Label) -> Requirement | None:
    """Return the rule of a label that asks for described improvements, none if it has none."""
    for rule in every_rule(label.requires):
        if rule.kind is RequirementKind.IMPROVED and rule.described:
            return rule
    return None


def copy_of_award(assessment: Assessment, label: str) -> Assessment | None:
    """Return the dated copy from the time of a label's last award, none if there is none.

    It is the one that rules on improvements compare with: the last copy dated no later than the
    award, else the oldest one.
    """
    held = assessment.held(label)
    copies = [copy for copy in assessment.earlier if copy.dated is not None]
    if held is None or not copies:
        return None
    before = [copy for copy in copies if copy.dated is not None and copy.dated <= held.since]
    return (before or copies[:1])[-1]


def scores_of(criteria: CriteriaSet, copy: Assessment) -> ScoreCard:
    """Return the results of an earlier copy."""
    return evaluate(criteria, copy)


class Risen(NamedTuple):
    """An indicator that stands higher than before, by levels or, without these, by points."""

    indicator: str
    levels: int
    words: str


def risen(
    words: Words, criteria: CriteriaSet, before: ScoreCard | None, now: ScoreCard
) -> tuple[Risen, ...]:
    """Return the indicators that rose for certain, those that rose most first."""
    if before is None:
        return ()
    found = []
    for indicator in criteria.indicators:
        then, score = before.indicators.get(indicator.id), now.indicators.get(indicator.id)
        if then is None or score is None or not (then.final and then.counts and score.counts):
            continue
        one = _rise(words, indicator.id, then, score)
        if one is not None:
            found.append(one)
    return tuple(sorted(found, key=lambda one: -one.levels))


def _rise(words: Words, indicator: str, then: IndicatorScore, now: IndicatorScore) -> Risen | None:
    if then.lowest_level is None or now.lowest_level is None:
        if now.lowest <= then.lowest:
            return None
        return Risen(indicator, 0, words.text("more points than before"))
    levels = now.lowest_level - then.lowest_level
    if levels <= 0:
        return None
    return Risen(
        indicator,
        levels,
        words.text("level {before} to {now}", before=then.lowest_level, now=now.lowest_level),
    )


def labels_with_thresholds(criteria: CriteriaSet) -> tuple[Label, ...]:
    """Return the labels of which some rule looks at the thresholds of indicators."""
    kinds = {RequirementKind.EVERY_THRESHOLD, RequirementKind.NO_KNOCK_OUT}
    looked_at = {
        rule.other_label or label.id
        for label in criteria.labels
        for rule in every_rule(label.requires)
        if rule.kind in kinds
    }
    return tuple(label for label in criteria.labels if label.id in looked_at)
