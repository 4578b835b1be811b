"""What stands beside a roadmap: when it leads to the label, what is amiss, who has how much."""

from collections import Counter
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from excellence_app.domain.levels import RequirementKind
from excellence_app.domain.results import Roadmap, RoadmapStep, WarningKind
from excellence_app.domain.values import dataclass
from excellence_app.language import plans, sentences
from excellence_app.reports import figures
from excellence_app.session.roadmap_rows import thresholds_after
from excellence_app.session.showing import Shown

_MANY = 2  # so many warnings of one kind are told one by one
_MANY_NAMES = 6  # more numbers than that are counted


@dataclass(frozen=True, slots=True)
class Arrival:
    """Whether and when the thresholds of the label are met, and what decides that."""

    title: str
    detail: str
    met: bool


class Weight(Enum):
    """How much something is amiss."""

    KNOW = "know"  # good to know
    AMISS = "amiss"


class Concern(NamedTuple):
    """One thing to look at: `action` is a planned action, `indicator` one without any.

    `no_owner` marks what is about all actions without an owner.
    """

    weight: Weight
    text: str
    action: str = ""
    indicator: str = ""
    no_owner: bool = False


class Load(NamedTuple):
    """The effort of the actions that one person has; `owner` is empty for nobody."""

    owner: str
    name: str
    effort: int
    actions: int


def arrival(shown: Shown, plan: Roadmap) -> Arrival:
    """Return when the thresholds of the label are met, or why there is no day."""
    words = shown.words
    label = shown.criteria.label_by_id[plan.target].title
    none_asked = plans.no_thresholds(words, shown.criteria.label_by_id[plan.target])
    if plan.reached_after == 0 and none_asked:
        return Arrival(none_asked.rstrip("."), "", met=True)
    if plan.waits_for_answers and plan.steps:
        title = words.text("The open questions decide about {label}", label=label)
        return Arrival(title, words.text("Answer them first."), met=False)
    if plan.reached_after == 0:
        title = words.text("All {label} thresholds are met", label=label)
        return Arrival(title, words.text("No action is needed for them."), met=True)
    if plan.reached_after is None:
        title = words.text("Not all {label} thresholds are met by this plan", label=label)
        if not plan.steps:
            title = words.text("No way to the {label} thresholds is planned", label=label)
        return Arrival(title, " ".join(_lacks(shown, plan)), met=False)
    steps = plan.steps[: plan.reached_after]
    if plan.ready is None:
        title = words.text("No day yet for the {label} thresholds", label=label)
        return Arrival(title, _undated(shown, plan, steps), met=False)
    day = words.day(plan.ready)
    title = words.text("All {label} thresholds met by {day}", label=label, day=day)
    return Arrival(title, _deciding(shown, plan, steps), met=True)


def _undated(shown: Shown, plan: Roadmap, steps: tuple[RoadmapStep, ...]) -> str:
    """Say which actions have no day."""
    words = shown.words
    if not plan.own:
        return words.text("The assessment has no date to count from.")
    lacking = [words.number(one.number) for one in steps if one.lifts and one.expected is None]
    if len(lacking) > _MANY_NAMES:
        return words.plural(
            "{count} action has no due date.", "{count} actions have no due date.", len(lacking)
        )
    return words.plural(
        "Action {numbers} has no due date.",
        "Actions {numbers} have no due date.",
        len(lacking),
        numbers=words.listing(lacking),
    )


def _deciding(shown: Shown, plan: Roadmap, steps: tuple[RoadmapStep, ...]) -> str:
    """Say which action is the last one, and why it takes so long."""
    words = shown.words
    last = next((one for one in steps if one.lifts and one.expected == plan.ready), None)
    if last is None:
        return ""
    if last.due == plan.ready:
        return words.text("Due date of action {number}", number=last.number)
    return words.text("Action {number} cannot be ready sooner", number=last.number)


def _lacks(shown: Shown, plan: Roadmap) -> Iterator[str]:
    words = shown.words
    if plan.without_action:
        count = len(plan.without_action)
        if plan.own:
            yield words.plural("{count} gap has no action.", "{count} gaps have no action.", count)
        else:
            yield words.plural(
                "No known action closes {count} gap.",
                "No known action closes {count} gaps.",
                count,
            )
    if plan.still_short:
        yield words.plural(
            "{count} gap becomes smaller and stays.",
            "{count} gaps become smaller and stay.",
            len(plan.still_short),
        )
    total = next(
        (one for one in plan.remaining if one.requirement.kind is RequirementKind.TOTAL), None
    )
    if total is not None:
        last = plan.steps[-1].after if plan.steps else (plan.projected_start or plan.start)
        share = sentences.score_share(words, last)
        needed = figures.share_required(shown)
        if needed is not None and share:
            yield words.text(
                "The total is then {share}; it takes {needed}.",
                share=share,
                needed=words.percent(needed),
            )


def plan_button(shown: Shown, actions: int) -> str:
    """Return what a button says that plans so many actions for the label looked at."""
    words, label = shown.words, shown.target.title if shown.target is not None else ""
    return words.plural(
        "Plan {count} action for {label}", "Plan {count} actions for {label}", actions, label=label
    )


def proposal_words(shown: Shown, plan: Roadmap) -> str:
    """Return what taking a proposal over does: how many actions for what."""
    words, actions = shown.words, len(plan.steps) + len(plan.without_action)
    label = shown.criteria.label_by_id[plan.target].title
    found = [
        words.plural(
            "It has {count} action for {label}. Take it over, then set owner and due date here.",
            "It has {count} actions for {label}. Take them over, then set order, owner and due "
            "date here.",
            actions,
            label=label,
        )
    ]
    after, share = thresholds_after(shown, plan), figures.share_required(shown)
    if after and share is not None:
        found.append(
            words.plural(
                "The first one meets all thresholds; the others are for the total of {share}.",
                "The first {count} meet all thresholds; the others are for the total of {share}.",
                after,
                share=words.percent(share),
            )
        )
    if plan.without_action:
        found.append(
            words.plural(
                "For {count} gap the set has no action; it gets one that you describe.",
                "For {count} gaps the set has no action; each gets one that you describe.",
                len(plan.without_action),
            )
        )
    return " ".join(found)


def concerns(shown: Shown, plan: Roadmap) -> tuple[Concern, ...]:
    """Return what to look at in a roadmap; what many actions have in common is told once."""
    return (*_unknown(shown, plan), *_warned(shown, plan), *_unsettled(shown, plan))


def _unknown(shown: Shown, plan: Roadmap) -> Iterator[Concern]:
    words = shown.words
    if len(plan.assumed) > _MANY_NAMES:
        text = words.plural(
            "{count} indicator is still open. The plan takes it at its threshold; its answer may "
            "open a new gap.",
            "{count} indicators are still open. The plan takes them at their thresholds; their "
            "answers may open new gaps.",
            len(plan.assumed),
        )
        yield Concern(Weight.KNOW, text)
    elif plan.assumed:
        text = words.plural(
            "{names} is still open. The plan takes it at its threshold; its answer may open a "
            "new gap.",
            "{names} are still open. The plan takes them at their thresholds; their answers may "
            "open new gaps.",
            len(plan.assumed),
            names=words.listing(list(plan.assumed)),
        )
        yield Concern(Weight.KNOW, text)
    if plan.by is not None and plan.steps:
        if plan.in_time is False and plan.ready is not None:
            text = words.text(
                "Wanted by {by}; the last action that is needed ends on {ready}.",
                by=plan.by,
                ready=plan.ready,
            )
            yield Concern(Weight.AMISS, text)
        elif plan.in_time and plan.reached_after is not None:
            yield Concern(Weight.KNOW, words.text("This fits with {by}.", by=plan.by))


def _warned(shown: Shown, plan: Roadmap) -> Iterator[Concern]:
    words = shown.words
    counted = Counter(one.kind for one in plan.warnings)
    told: set[WarningKind] = set()
    for warning in plan.warnings:
        kind = warning.kind
        if counted[kind] > _MANY and kind is WarningKind.NO_OWNER:
            if kind not in told:
                told.add(kind)
                text = words.plural(
                    "{count} action has no owner yet.",
                    "{count} actions have no owner yet.",
                    counted[kind],
                )
                yield Concern(Weight.KNOW, text, no_owner=True)
            continue
        weight = Weight.KNOW if kind is WarningKind.NO_OWNER else Weight.AMISS
        yield Concern(weight, words.say(warning.message), warning.action, warning.indicator)


def _unsettled(shown: Shown, plan: Roadmap) -> Iterator[Concern]:
    words = shown.words
    for rule in plan.remaining:
        if rule.requirement.kind in {RequirementKind.TOTAL, RequirementKind.EVERY_THRESHOLD}:
            continue  # the thresholds and the total are what the whole page is about
        text = words.text(
            "The plan does not settle this rule: {rule} ({state} once it is carried out).",
            rule=figures.rule_words(shown, rule.requirement).rstrip("."),
            state=figures.rule_value(shown, rule),
        )
        yield Concern(Weight.KNOW, text)


def loads(shown: Shown, plan: Roadmap) -> tuple[Load, ...]:
    """Return who has how much effort, the largest first, and last what nobody has."""
    people = {one.id: one.name for one in shown.assessment.people}
    effort: Counter[str] = Counter()
    actions: Counter[str] = Counter()
    for step in plan.steps:
        planned = shown.assessment.planned(step.planned)
        owner = planned.owner if planned is not None and planned.owner in people else ""
        effort[owner] += step.size or 0
        actions[owner] += 1
    found = [
        Load(owner, people.get(owner, shown.words.text("Nobody yet")), effort[owner], count)
        for owner, count in actions.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.owner, -one.effort, one.name)))
