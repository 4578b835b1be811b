"""The way to the label: which actions, in which order, and what they bring."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil, floor

from excellence_app.domain.criteria import Action
from excellence_app.domain.levels import Label
from excellence_app.domain.messages import N_
from excellence_app.domain.planned import action_title
from excellence_app.domain.results import Roadmap, RoadmapStep, Score, WarningKind
from excellence_app.language import plans, sentences
from excellence_app.language.changes import ACTION_STATES
from excellence_app.reports import figures, heads
from excellence_app.reports.actions_shown import COSTS, what_to_do
from excellence_app.reports.blocks import (
    Band,
    Block,
    Cell,
    Column,
    ColumnRole,
    Heading,
    Labelled,
    Mark,
    OnePage,
    Paragraph,
    Role,
    Row,
    Span,
    Staircase,
    Table,
    Tone,
    Weight,
    said,
)
from excellence_app.reports.context import ReportContext

_STEPS_WITH_CHART = 18  # more actions than this fill a page by themselves

_PRINTED = {
    WarningKind.NEEDS_LATER,
    WarningKind.NEEDS_MISSING,
    WarningKind.NOT_ENOUGH,
    WarningKind.TOO_EARLY,
}


def build(context: ReportContext) -> list[Block]:
    """Return the chapter on the roadmap."""
    words, roadmap, target = context.words, context.roadmap, context.target
    if roadmap is None or target is None:
        return []
    found = _plan(context, roadmap, target)
    if any(step.action for step in roadmap.steps):
        found.append(Heading(words.text("The actions in detail"), level=2))
        found.append(_details(context, roadmap))
    return found


def build_alone(context: ReportContext) -> list[Block]:
    """Return the roadmap as a paper of its own, on one page as long as one can hold it."""
    words, roadmap, target = context.words, context.roadmap, context.target
    page: list[Block] = [heads.masthead(context)]
    if roadmap is None or target is None:
        page.append(said(words.text("This criteria set has no labels to plan for.")))
    else:
        page += [said(text) for text in heads.roadmap_sentences(context)]
        page += _plan(context, roadmap, target, chart=len(roadmap.steps) <= _STEPS_WITH_CHART)
    page.append(heads.standing_box(context))
    return [OnePage(tuple(page))]


def _plan(
    context: ReportContext, roadmap: Roadmap, target: Label, *, chart: bool = True
) -> list[Block]:
    """Return the actions in their order, where they lead and what they do not settle."""
    words = context.words
    found: list[Block] = [
        Heading(
            words.text("Roadmap to {label}", label=target.title), aside=_aside(context, roadmap)
        )
    ]
    if not roadmap.steps:
        found.append(said(_nothing_planned(context, roadmap)))
    else:
        first = plans.open_first(words, roadmap)
        if first:
            found.append(Paragraph((Span(first),), mark=Mark.OPEN))
        found.append(_overview(context, roadmap))
        stairs = _staircase(context, roadmap) if chart else None
        if stairs is not None:
            caption = words.text("Total score after each action.")
            if roadmap.assumed:
                caption += " " + words.text("Open indicators are taken at their thresholds.")
            if stairs.possible:
                caption += " " + words.text("Dashed: if they reach their highest level.")
            found.append(Labelled(words.text("What the plan brings"), (stairs,), caption))
    limits = tuple(_limits(context, roadmap))
    if limits:
        found.append(Labelled(words.text("What to know"), limits))
    return found


def _aside(context: ReportContext, roadmap: Roadmap) -> str:
    words = context.words
    if not roadmap.effort:
        return ""
    return words.text("{days} in all", days=_person_days(context, roadmap.effort))


def _person_days(context: ReportContext, effort: Fraction) -> str:
    words = context.words
    if effort.denominator != 1:
        return words.text("{days} person-days", days=effort)
    return words.plural("{count} person-day", "{count} person-days", int(effort))


def _nothing_planned(context: ReportContext, roadmap: Roadmap) -> str:
    words = context.words
    none_asked = plans.no_thresholds(words, context.criteria.label_by_id[roadmap.target])
    if roadmap.reached_after == 0 and none_asked:
        return none_asked
    if roadmap.reached_after == 0:
        return words.text("The thresholds and the total are met. No action is needed for them.")
    if roadmap.own:
        return words.text("No planned action is still to be done.")
    return words.text("No action of the set closes the gaps that are left.")


def _overview(context: ReportContext, roadmap: Roadmap) -> Table:
    words = context.words
    owner = (Column(ColumnRole.SHORT, words.text("Owner")),) if context.choices.names else ()
    decided = (
        *owner,
        Column(ColumnRole.SHORT, words.text("Due")),
        Column(ColumnRole.SHORT, words.text("State")),
    )
    proposed = (
        Column(ColumnRole.FIGURE, words.text("Effort, days")),
        Column(ColumnRole.SHORT, words.text("Start")),
        Column(ColumnRole.SHORT, words.text("Ready")),
    )
    columns = (
        Column(ColumnRole.NUMBER),
        Column(ColumnRole.NAME, words.text("Action")),
        Column(ColumnRole.SHORT, words.text("Indicator")),
        *(decided if roadmap.own else proposed),
        Column(ColumnRole.FIGURE, words.text("Score after")),
    )
    rows: list[Row | Band] = []
    for step in roadmap.steps:
        rows.append(Row(_overview_cells(context, step)))
        if step.number == roadmap.reached_after and context.target is not None:
            rows.append(Band(_reached(context, roadmap, step), cut=True))
    return Table(columns, tuple(rows))


def _reached(context: ReportContext, roadmap: Roadmap, step: RoadmapStep) -> str:
    words = context.words
    label = context.target.title if context.target is not None else ""
    share = sentences.score_share(words, step.after)
    if roadmap.assumed:
        return words.text(
            "All {label} thresholds and the total met, if the open indicators reach theirs: "
            "{share}",
            label=label,
            share=share,
        )
    return words.text(
        "All {label} thresholds and the total met: {share}", label=label, share=share
    )


def _overview_cells(context: ReportContext, step: RoadmapStep) -> tuple[Cell, ...]:
    words = context.words
    indicators = ", ".join(lift.indicator for lift in step.lifts)
    planned = context.assessment.planned(step.planned)
    middle: tuple[Cell, ...]
    if planned is not None:
        title = action_title(context.criteria, planned)
        people = {person.id: person.name for person in context.assessment.people}
        state = words.text(ACTION_STATES[planned.state])
        owner = (said(people.get(planned.owner, ""), Role.CELL),)
        middle = (
            *((owner,) if context.choices.names else ()),
            _day(context, step, step.due),
            (said(state, Role.CELL),),
        )
    else:
        title = context.criteria.action_by_id[step.action].title
        effort = said(words.number(step.effort), Role.CELL)
        begin = () if step.begin is None else (said(words.short_day(step.begin), Role.CELL),)
        middle = ((effort,), begin, _day(context, step, step.ready))
    return (
        (said(str(step.number), Role.CELL, weight=Weight.STRONG),),
        (said(title, Role.CELL),),
        (said(indicators, Role.CELL),),
        *middle,
        (said(sentences.score_share(words, step.after), Role.CELL, weight=Weight.STRONG),),
    )


def _day(context: ReportContext, step: RoadmapStep, day: date | None) -> Cell:
    words = context.words
    found: tuple[Paragraph, ...] = ()
    if day is not None:
        found = (said(words.short_day(day), Role.CELL),)
    if step.late:
        found += (said(words.text("too late"), Role.CAPTION, Tone.GAP, mark=Mark.MISSED),)
    return found


def _staircase(context: ReportContext, roadmap: Roadmap) -> Staircase | None:
    words = context.words
    base = roadmap.projected_start or roadmap.start
    start = base.share_lowest
    after = [_share(step.after) for step in roadmap.steps]
    if start is None or any(share is None for share in after):
        return None
    shares = [share for share in after if share is not None]
    best = [step.after.share_highest for step in roadmap.steps]
    possible = [share for share in best if share is not None] if best != after else []
    required = figures.share_required(context)
    least = min([start, *shares, *([required] if required is not None else [])])
    most = max([start, *shares, *possible, *([required] if required is not None else [])])
    low = max(0, floor(least * 10 - Fraction(1, 2)))
    high = min(10, max(ceil(most * 10 + Fraction(1, 5)), low + 1))
    place = roadmap.reached_after or len(shares)
    label = context.target.title if context.target is not None else ""
    as_it_is = base.share_lowest == roadmap.start.share_lowest
    alternative = [
        words.text("Now {share}.", share=words.percent(start))
        if as_it_is
        else words.text("At the start {share}.", share=words.percent(start))
    ]
    alternative += [
        words.text("After action {number}: {share}.", number=number, share=words.percent(share))
        for number, share in enumerate(shares, start=1)
    ]
    return Staircase(
        start=start,
        after=tuple(shares),
        possible=tuple(possible),
        axis=tuple(
            (Fraction(tenth, 10), words.percent(Fraction(tenth, 10)))
            for tenth in range(low, high + 1)
        ),
        start_label=words.text("{share} now", share=words.percent(start))
        if as_it_is
        else words.text("{share} at the start", share=words.percent(start)),
        end_label=words.percent(shares[place - 1]),
        required=required,
        required_label=words.text(
            "{share} for {label}", share=words.percent(required), label=label
        )
        if required is not None
        else "",
        reached_after=roadmap.reached_after or None,
        alternative=" ".join(alternative),
        sentences=tuple(alternative),
    )


def _share(score: Score) -> Fraction | None:
    return score.share_lowest


def _limits(context: ReportContext, roadmap: Roadmap) -> Iterator[Paragraph]:
    """Yield what the plan does not know or cannot do."""
    words = context.words
    if roadmap.in_time is False and roadmap.by is not None and roadmap.ready is not None:
        text = words.text(
            "Not all actions can be ready by {by}; the last one is ready on {ready}.",
            by=roadmap.by,
            ready=roadmap.ready,
        )
        yield said(text, Role.CELL, mark=Mark.MISSED)
    elif roadmap.steps and roadmap.in_time and roadmap.by is not None:
        text = words.text("All actions can be ready by {by}.", by=roadmap.by)
        yield said(text, Role.CELL, mark=Mark.MET)
    if roadmap.assumed:
        known = context.criteria.indicator_by_id
        names = [
            words.text(
                "{indicator} at level {level}",
                indicator=figures.name_of(known[indicator]),
                level=level,
            )
            for indicator, level in roadmap.assumed.items()
        ]
        text = words.text(
            "Not answered yet. The plan takes them at their thresholds: {names}.",
            names=words.listing(names),
        )
        yield said(text, Role.CELL, mark=Mark.OPEN)
    if roadmap.without_action:
        known = context.criteria.indicator_by_id
        names = [figures.name_of(known[one]) for one in roadmap.without_action]
        template = N_("No known action closes these gaps: {names}.")
        if roadmap.own:
            template = N_("No action is planned for these gaps: {names}.")
        text = words.text(template, names=words.listing(names))
        yield said(text, Role.CELL, mark=Mark.MISSED)
    for warning in roadmap.warnings:
        if warning.kind in _PRINTED:
            yield said(words.say(warning.message), Role.CELL, mark=Mark.OPEN)
    for rule in roadmap.remaining:
        text = words.text(
            "The plan does not settle this rule: {rule} ({state} once it is carried out).",
            rule=figures.rule_words(context, rule.requirement),
            state=figures.rule_value(context, rule),
        )
        yield said(text, Role.CELL, mark=figures.MARKS[rule.verdict])


def _details(context: ReportContext, roadmap: Roadmap) -> Table:
    columns = (
        Column(ColumnRole.NUMBER),
        Column(ColumnRole.TEXT, share=3),
        Column(ColumnRole.TEXT, share=2),
    )
    numbers = {step.action: step.number for step in roadmap.steps}
    rows = []
    for step in roadmap.steps:
        action = context.criteria.action_by_id.get(step.action)
        if action is None:  # the cluster's own has no details
            continue
        rows.append(
            Row(
                (
                    (said(str(step.number), Role.CELL, weight=Weight.STRONG),),
                    tuple(what_to_do(action)),
                    tuple(_what_it_takes(context, step, action, numbers)),
                )
            )
        )
    return Table(columns, tuple(rows))


def _what_it_takes(
    context: ReportContext, step: RoadmapStep, action: Action, numbers: dict[str, int]
) -> Iterator[Paragraph]:
    words = context.words
    for lift in step.lifts:
        indicator = context.criteria.indicator_by_id[lift.indicator]
        template = N_("{indicator}, level {before} to {after}")
        if lift.assumed:
            template = N_("{indicator}, level {before} (assumed) to {after}")
        change = words.text(
            template,
            indicator=figures.name_of(indicator),
            before=lift.before,
            after=lift.after,
        )
        closes = lift.indicator in step.closes
        yield said(change, Role.CELL, mark=Mark.MET if closes else None)
    yield _named(words.text("Gain:"), sentences.points(words, step.gain))
    weeks = words.plural("{count} week", "{count} weeks", step.weeks)
    effort = ", ".join((_person_days(context, step.effort), weeks, words.text(COSTS[action.cost])))
    yield _named(words.text("Effort:"), effort)
    if action.who:
        yield _named(words.text("Who:"), action.who)
    before = [str(numbers[need]) for need in action.needs if need in numbers]
    if before:
        text = words.plural(
            "action {numbers}", "actions {numbers}", len(before), numbers=words.listing(before)
        )
        yield _named(words.text("Comes after:"), text)
    kinds = context.criteria.evidence_by_id
    proofs = [kinds[kind].title if kind in kinds else kind for kind in action.yields]
    if proofs:
        yield _named(words.text("Evidence it yields:"), "; ".join(proofs))


def _named(name: str, text: str) -> Paragraph:
    return Paragraph((Span(f"{name} ", Weight.REGULAR, Tone.FAINT), Span(text)), Role.CELL)
