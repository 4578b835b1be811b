"""The kinds of rule that a label is made of, one function each.

The kinds are those of the ECEI labels (a complete interview and eligibility for Bronze;
months, improvements and the baseline for Silver; thresholds, total and documents for
Gold) and of the eligibility schemes whose rules are public.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import compress, repeat
from operator import attrgetter, is_, is_not
from types import MappingProxyType

from excellence_app.domain.assessment import Assessment, Evidence, EvidenceState
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.levels import Label, Requirement, RequirementKind, Verdict
from excellence_app.domain.messages import N_, Message
from excellence_app.domain.results import (
    IndicatorScore,
    RequirementResult,
    Score,
    ThresholdResult,
    Unit,
)
from excellence_app.domain.values import dataclass
from excellence_app.engine.answering import QuestionState
from excellence_app.engine.indicators import Answers
from excellence_app.engine.measures import add_months, whole_months_between
from excellence_app.engine.proofs import Proof, proofs_of
from excellence_app.engine.thresholds import threshold_results


@dataclass(frozen=True)
class SetFacts:
    """What is known about the whole assessment before any label is judged.

    `asked` holds the state of every question that is asked, or may yet be, `doubtful` those of
    which that is still open, `optional` those that need no answer.
    """

    criteria: CriteriaSet
    assessment: Assessment
    on: date | None
    answers: Answers
    scores: Mapping[str, IndicatorScore]
    total: Score
    asked: Mapping[str, QuestionState]
    doubtful: frozenset[str]
    optional: frozenset[str]
    _thresholds: dict[str, tuple[ThresholdResult, ...]] = field(default_factory=dict)

    def thresholds_of(self, label: str) -> tuple[ThresholdResult, ...]:
        """Return how the indicators stand against what a label asks of each of them."""
        if label not in self._thresholds:
            self._thresholds[label] = threshold_results(
                self.criteria, self.assessment, self.scores, label
            )
        return self._thresholds[label]

    @cached_property
    def reasons(self) -> Mapping[str, Message]:
        """Return for the indicators that are open in spite of answers why that is so."""
        scores = self.scores.items()
        return {i: one.reason for i, one in scores if one.reason is not None and one.counts}

    @cached_property
    def needed(self) -> Sequence[str]:
        """Return the questions that a complete questionnaire needs."""
        aside = QuestionState.NOT_APPLICABLE
        needed = compress(self.asked, map(is_not, self.asked.values(), repeat(aside)))
        optional = self.optional
        return [one for one in needed if one not in optional] if optional else list(needed)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Return those of the needed questions that have no answer."""
        states = map(self.asked.__getitem__, self.needed)
        return tuple(compress(self.needed, map(is_not, states, repeat(QuestionState.ANSWERED))))

    @cached_property
    def proofs(self) -> Mapping[str, Proof]:
        """Return whether the answers have the evidence that they need."""
        return proofs_of(self)

    @cached_property
    def surely_offers_points(self) -> bool:
        """Return whether some points are on offer whatever the open questions bring."""
        return any(
            one.maximum and one.counts and not one.may_leave for one in self.scores.values()
        )

    @cached_property
    def present_evidence(self) -> frozenset[str]:
        """Return the ids of the evidence items that count on the day of the assessment."""
        items = self.assessment.evidence.values()
        return frozenset(item.id for item in items if self._counts(item))

    def _counts(self, item: Evidence) -> bool:
        if item.state is EvidenceState.PROMISED:
            return False
        kind = self.criteria.evidence_by_id.get(item.kind)
        if kind is None or kind.counts_for_months is None or not (item.dated and self.on):
            return True
        return self.on <= add_months(item.dated, kind.counts_for_months)

    def earlier_scores(self, label: str) -> Mapping[str, IndicatorScore] | None:
        """Return the scores of the dated copy that belongs to the last award of a label.

        It is the last copy dated no later than the award, else the oldest one.
        """
        held = self.assessment.held(label)
        copies = [copy for copy in self.assessment.earlier if copy.dated is not None]
        if held is None or not copies:
            return None
        before = [copy for copy in copies if copy.dated is not None and copy.dated <= held.since]
        copy = (before or copies[:1])[-1]
        return Answers(self.criteria, copy.answers, facts=copy.profile.facts).all_scores()[0]


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """What the rules of one label are judged on."""

    label: Label
    facts: SetFacts

    def in_scope(self, requirement: Requirement) -> Collection[str]:
        """Return the indicators that a rule means, in the order of the set."""
        if not requirement.scope:
            return self.facts.scores.keys()
        indicators = self.facts.criteria.indicators
        return {i.id: None for i in indicators if requirement.scope in i.in_scope_of}.keys()


def judge(requirement: Requirement, label: LabelFacts) -> RequirementResult:
    """Return what the answers say about one rule."""
    return RULES[requirement.kind](requirement, label)


def thresholds_meant(requirement: Requirement, label: LabelFacts) -> list[ThresholdResult]:
    """Return the thresholds that a rule looks at, none for rules of other kinds."""
    if requirement.kind not in {RequirementKind.EVERY_THRESHOLD, RequirementKind.NO_KNOCK_OUT}:
        return []
    only_knock_outs = requirement.kind is RequirementKind.NO_KNOCK_OUT
    results = label.facts.thresholds_of(requirement.other_label or label.label.id)
    if not requirement.scope:
        return [r for r in results if r.threshold.knock_out] if only_knock_outs else list(results)
    scope = label.in_scope(requirement)
    return [
        result
        for result in results
        if result.indicator in scope and (result.threshold.knock_out or not only_knock_outs)
    ]


def _why_open(facts: SetFacts, verdict: Verdict, indicators: Iterable[str]) -> Message | None:
    """Return why a rule is open where an indicator cannot be worked out from its answers."""
    if verdict is not Verdict.OPEN or not facts.reasons:
        return None
    return next((facts.reasons[i] for i in indicators if i in facts.reasons), None)


def _count_verdict(have: int, possible: int, need: Fraction | int) -> Verdict:
    if have >= need:
        return Verdict.MET
    return Verdict.OPEN if possible >= need else Verdict.MISSED


def _complete(requirement: Requirement, label: LabelFacts) -> RequirementResult:
    """Judge whether every question asked has an answer; "does not apply" settles a question."""
    facts = label.facts
    of_indicator = facts.criteria.indicator_of_question
    if requirement.scope:
        scope = label.in_scope(requirement)
        needed = facts.needed
        wanted = [q for q in needed if q in of_indicator and of_indicator[q].id in scope]
        missing = tuple(q for q in wanted if facts.asked[q] is not QuestionState.ANSWERED)
        count = len(wanted)
    else:
        missing, count = facts.missing, len(facts.needed)
    verdict = Verdict.OPEN if missing else Verdict.MET
    owners = (of_indicator[q].id for q in missing if q in of_indicator)
    return RequirementResult(
        label=label.label.id,
        requirement=requirement,
        verdict=verdict,
        unit=Unit.QUESTIONS,
        have=Fraction(count - len(missing)),
        possible=Fraction(count),
        need=Fraction(count),
        items=missing,
        reason=_why_open(facts, verdict, owners),
    )


def _total(requirement: Requirement, label: LabelFacts) -> RequirementResult:
    """Judge whether the points reach a share of what is on offer, or a number of points."""
    facts = label.facts
    total = facts.total
    by_share = requirement.least_share is not None
    have = total.share_lowest if by_share else total.lowest
    possible = total.share_highest if by_share else total.highest
    need = requirement.least_share if by_share else requirement.least
    verdict = Verdict.OPEN
    reason: Message | None = None
    if have is None or possible is None or need is None:
        reason = Message(N_("No points are on offer: every indicator is set aside."))
    elif by_share and not facts.surely_offers_points:
        reason = Message(N_("It is still open whether any points are on offer."))
    elif have >= need:
        verdict = Verdict.MET
    elif possible < need:
        verdict = Verdict.MISSED
    return RequirementResult(
        label=label.label.id,
        requirement=requirement,
        verdict=verdict,
        unit=Unit.SHARE if by_share else Unit.POINTS,
        have=have,
        possible=possible,
        need=need,
        reason=reason or _why_open(facts, verdict, facts.reasons),
    )


_INDICATOR, _VERDICT = attrgetter("indicator"), attrgetter("verdict")


def _thresholds_met(requirement: Requirement, label: LabelFacts) -> RequirementResult:
    """Judge whether each indicator reaches what is asked of it, or each of the knock-outs."""
    results = thresholds_meant(requirement, label)
    verdicts = list(map(_VERDICT, results))
    met, missed = verdicts.count(Verdict.MET), verdicts.count(Verdict.MISSED)
    verdict = _count_verdict(met, len(results) - missed, len(results))
    lacking = compress(results, map(is_not, verdicts, repeat(Verdict.MET)))
    items = tuple(map(_INDICATOR, lacking))
    knock_outs = requirement.kind is RequirementKind.NO_KNOCK_OUT
    return RequirementResult(
        label=label.label.id,
        requirement=requirement,
        verdict=verdict,
        unit=Unit.KNOCK_OUTS if knock_outs else Unit.THRESHOLDS,
        have=Fraction(met),
        possible=Fraction(len(results) - missed),
        need=Fraction(len(results)),
        items=items,
        reason=_why_open(label.facts, verdict, items),
    )


def _declared(requirement: Requirement, label: LabelFacts) -> RequirementResult:
    """Judge whether a responsible person has declared a statement to be true."""
    declared = label.facts.assessment.declarations.get(requirement.key)
    verdict = Verdict.OPEN if declared is None else Verdict.MET if declared else Verdict.MISSED
    return RequirementResult(
        label=label.label.id,
        requirement=requirement,
        verdict=verdict,
        unit=Unit.DECLARATION,
        have=Fraction(int(declared is True)),
        possible=Fraction(int(declared is not False)),
        need=Fraction(1),
        items=() if declared else (requirement.key,),
        reason=Message(N_("Nobody has declared this yet.")) if declared is None else None,
    )


def _evidence_present(requirement: Requirement, label: LabelFacts) -> RequirementResult:
    """Judge whether each answer that claims more than level 0 has evidence at hand.

    A promise is not at hand, and a document older than its kind counts for is none.
    """
    facts = label.facts
    of_indicator = facts.criteria.indicator_of_question
    proofs = facts.proofs
    if requirement.scope:
        scope = label.in_scope(requirement)
        proofs = {q: one for q, one in proofs.items() if of_indicator[q].id in scope}
    bare = tuple(compress(proofs, map(is_, proofs.values(), repeat(Proof.MISSING))))
    undecided = tuple(compress(proofs, map(is_, proofs.values(), repeat(Proof.UNDECIDED))))
    claims = len(bare) + list(proofs.values()).count(Proof.AT_HAND)
    verdict = Verdict.MISSED if bare else Verdict.OPEN if undecided else Verdict.MET
    owners = (of_indicator[question].id for question in undecided)
    return RequirementResult(
        label=label.label.id,
        requirement=requirement,
        verdict=verdict,
        unit=Unit.QUESTIONS,
        have=Fraction(claims - len(bare)),
        possible=Fraction(claims),
        need=Fraction(claims),
        items=bare,
        reason=_why_open(facts, verdict, owners),
    )


def _improved(requirement: Requirement, label: LabelFacts) -> RequirementResult:
    """Judge whether enough indicators rose since the assessment of an earlier label.

    With `described`, only those count that have a description and an effect in writing.
    """
    facts = label.facts
    need = Fraction(1) if requirement.least is None else requirement.least
    before = facts.earlier_scores(requirement.other_label)
    if before is None:
        return RequirementResult(
            label=label.label.id,
            requirement=requirement,
            verdict=Verdict.OPEN,
            unit=Unit.IMPROVEMENTS,
            need=need,
            reason=Message(
                N_("There is no dated assessment from the time of {label} to compare with."),
                {"label": _title_of(requirement.other_label, facts.criteria)},
            ),
        )
    risen, may_rise = [], []
    for indicator in label.in_scope(requirement):
        then, now = before[indicator], facts.scores[indicator]
        if not (then.final and then.counts and now.counts):
            continue
        lowest, highest, bar = now.lowest, now.highest, then.lowest
        if now.lowest_level is not None and then.lowest_level is not None:
            # a level may rise without points, as that of a knock-out does
            lowest, highest = Fraction(now.lowest_level), Fraction(now.highest_level or 0)
            bar = Fraction(then.lowest_level)
        if lowest > bar and not now.may_leave:
            risen.append(indicator)
        elif highest > bar:
            may_rise.append(indicator)
    written = {
        improvement.indicator
        for improvement in facts.assessment.improvements
        if improvement.description.strip() and improvement.effect.strip()
    }
    counted = [i for i in risen if i in written or not requirement.described]
    verdict = _count_verdict(len(counted), len(risen) + len(may_rise), need)
    return RequirementResult(
        label=label.label.id,
        requirement=requirement,
        verdict=verdict,
        unit=Unit.IMPROVEMENTS,
        have=Fraction(len(counted)),
        possible=Fraction(len(risen) + len(may_rise)),
        need=need,
        items=tuple(i for i in risen if i not in counted),
        reason=_why_not_counted(risen, counted, need) or _why_open(facts, verdict, may_rise),
    )


def _why_not_counted(risen: list[str], counted: list[str], need: Fraction) -> Message | None:
    if len(counted) < need <= len(risen):
        return Message(
            N_("{risen} indicators rose, {counted} of them are described with their effect."),
            {"risen": len(risen), "counted": len(counted)},
        )
    return None


def _title_of(label: str, criteria: CriteriaSet) -> str:
    found = criteria.label_by_id.get(label)
    return label if found is None else found.title


def _months_since(requirement: Requirement, label: LabelFacts) -> RequirementResult:
    """Judge whether the day lies in a window of months after a label, both ends inclusive.

    Before the window the rule is open with the day it opens, after it missed.
    """
    facts = label.facts
    held = facts.assessment.held(requirement.other_label)
    reason: Message | None = None
    opens = closes = None
    have: Fraction | None = None
    verdict = Verdict.OPEN
    if held is None:
        reason = Message(
            N_("No date is recorded for the label {label}."),
            {"label": _title_of(requirement.other_label, facts.criteria)},
        )
    else:
        opens = add_months(held.since, int(requirement.least or 0))
        if requirement.most is not None:
            closes = add_months(held.since, int(requirement.most))
        if facts.on is None:
            reason = Message(N_("This assessment has no date yet."))
        else:
            have = Fraction(whole_months_between(held.since, facts.on))
            if facts.on < opens:
                reason = Message(N_("Possible from {day}."), {"day": opens})
            elif closes is not None and facts.on > closes:
                verdict = Verdict.MISSED
                reason = Message(N_("Was possible until {day}."), {"day": closes})
            else:
                verdict = Verdict.MET
    return RequirementResult(
        label=label.label.id,
        requirement=requirement,
        verdict=verdict,
        unit=Unit.MONTHS,
        have=have,
        need=requirement.least,
        opens=opens,
        closes=closes,
        reason=reason,
    )


def _count_at_level(requirement: Requirement, label: LabelFacts) -> RequirementResult:
    """Judge whether enough indicators stand at a level or above."""
    wanted = requirement.level or 0
    have, below = 0, []
    possible = 0
    for indicator in label.in_scope(requirement):
        score = label.facts.scores[indicator]
        if not score.counts or score.lowest_level is None or score.highest_level is None:
            continue
        certain = score.lowest_level >= wanted and not score.may_leave
        have += certain
        possible += score.highest_level >= wanted
        if not certain:
            below.append(indicator)
    need = Fraction(1) if requirement.least is None else requirement.least
    verdict = _count_verdict(have, possible, need)
    return RequirementResult(
        label=label.label.id,
        requirement=requirement,
        verdict=verdict,
        unit=Unit.INDICATORS,
        have=Fraction(have),
        possible=Fraction(possible),
        need=need,
        items=tuple(below),
        reason=_why_open(label.facts, verdict, below),
    )


def _any(requirement: Requirement, label: LabelFacts) -> RequirementResult:
    """Judge whether one of several rules is met."""
    options = tuple(judge(option, label) for option in requirement.options)
    verdicts = [option.verdict for option in options]
    met = verdicts.count(Verdict.MET)
    possible = len(verdicts) - verdicts.count(Verdict.MISSED)
    return RequirementResult(
        label=label.label.id,
        requirement=requirement,
        verdict=_count_verdict(met, possible, 1),
        unit=Unit.OPTIONS,
        have=Fraction(met),
        possible=Fraction(possible),
        need=Fraction(1),
        options=options,
    )


Rule = Callable[[Requirement, LabelFacts], RequirementResult]
RULES: Mapping[RequirementKind, Rule] = MappingProxyType(
    {
        RequirementKind.COMPLETE: _complete,
        RequirementKind.TOTAL: _total,
        RequirementKind.EVERY_THRESHOLD: _thresholds_met,
        RequirementKind.NO_KNOCK_OUT: _thresholds_met,
        RequirementKind.DECLARED: _declared,
        RequirementKind.EVIDENCE_PRESENT: _evidence_present,
        RequirementKind.IMPROVED: _improved,
        RequirementKind.MONTHS_SINCE: _months_since,
        RequirementKind.COUNT_AT_LEVEL: _count_at_level,
        RequirementKind.ANY: _any,
    }
)
