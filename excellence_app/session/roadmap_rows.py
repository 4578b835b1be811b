"""The roadmap as a list: its rows in an order that is looked at, and what can be added to it."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from excellence_app.domain.assessment import ActionState, PlannedAction
from excellence_app.domain.criteria import Action, CriteriaSet, Indicator
from excellence_app.domain.levels import RequirementKind, Verdict
from excellence_app.domain.messages import N_
from excellence_app.domain.planned import action_title
from excellence_app.domain.results import Lifted, Roadmap, RoadmapStep
from excellence_app.engine.plan_problems import size_of
from excellence_app.engine.planning import by_start, follow
from excellence_app.language import plans, sentences
from excellence_app.reports import figures
from excellence_app.reports.blocks import BarKind, Bullet
from excellence_app.session.roadmap_edits import keep_order
from excellence_app.session.session import AssessmentSession
from excellence_app.session.showing import Shown

MOST_EFFORT = 3

STATES = {
    ActionState.OPEN: N_("Open"),
    ActionState.STARTED: N_("Started"),
    ActionState.DONE: N_("Done"),
    ActionState.DROPPED: N_("Dropped"),
}


class View(Enum):
    """The orders in which a roadmap can be looked at."""

    OWN = "own"
    GAIN = "gain"
    DUE = "due"
    START = "start"


class RoadmapRow(NamedTuple):
    """One action as a list shows it; texts are empty for what is not known or not decided.

    `due_words` is the day decided on; where there is none, `ready_words` is the day on which it
    can be ready. `begin_words` is the day on which it can begin.

    `key` is the id of the planned action, in a proposal that of the set's action. `number` is its
    place in the order looked at, 0 for one that is done or dropped. `note` is its first line.
    """

    key: str
    number: int
    title: str
    indicator: str
    about: str
    change: Bullet | None
    change_words: str
    owner: str
    owner_name: str
    due_words: str
    ready_words: str
    overdue: bool
    effort: int
    effort_words: str
    gain: str
    state: ActionState
    note: str
    spoken: str
    begin_words: str = ""


class RoadmapView(NamedTuple):
    """A roadmap in the order looked at.

    `rows` are the actions to be done, `past` those done or dropped. `cut_after` is the number
    of rows before the line where the label's thresholds are met, none if they are not, and
    `cut` is the sentence on that line. Where its thresholds are met sooner than the total,
    `thresholds_after` and `thresholds` say the same of these alone.
    """

    roadmap: Roadmap
    rows: tuple[RoadmapRow, ...]
    past: tuple[RoadmapRow, ...]
    cut_after: int | None
    cut: str
    thresholds_after: int | None = None
    thresholds: str = ""


class Offer(NamedTuple):
    """An action of the set that can be added; `closes` tells whether a gap is waiting for it."""

    action: str
    title: str
    about: str
    closes: bool


def order_of(session: AssessmentSession, view: View, target: str) -> tuple[str, ...]:
    """Return the ids of the planned actions to be done, in the order of a view."""
    active = [one for one in session.assessment.roadmap if one.active]
    if view is View.GAIN and active:
        return session.roadmap_by_gain(target)
    if view is View.START and active:
        return by_start(session.roadmap(target))
    if view is View.DUE:
        active.sort(key=lambda one: one.due or date.max)
    return tuple(one.id for one in active)


def in_order(
    session: AssessmentSession, order: Sequence[str], target: str, today: date
) -> Roadmap:
    """Return what planned actions bring in another order, which is only looked at."""
    assessment = session.assessment
    if not assessment.roadmap or list(order) == [o.id for o in assessment.roadmap if o.active]:
        return session.roadmap(target, today=today)
    arranged = keep_order(session.criteria, assessment, order).apply(assessment)
    return follow(session.criteria, arranged, target, today=today)


def look_at(shown: Shown, roadmap: Roadmap, *, starts: bool = False) -> RoadmapView:
    """Return a roadmap as rows with their words.

    With `starts` the rows of a person's own say when they can begin, not when they are due.
    """
    maker = _Rows(shown, roadmap)
    rows = tuple(maker.row(step) for step in roadmap.steps)
    if starts and roadmap.own:
        rows = tuple(
            row._replace(due_words="", ready_words=row.begin_words) if row.begin_words else row
            for row in rows
        )
    past = tuple(
        maker.past(planned)
        for planned in shown.assessment.roadmap
        if not planned.active and roadmap.own
    )
    after = thresholds_after(shown, roadmap)
    return RoadmapView(
        roadmap,
        rows,
        past,
        roadmap.reached_after,
        _cut(shown, roadmap),
        after,
        _thresholds_met(shown, roadmap) if after is not None else "",
    )


def thresholds_after(shown: Shown, roadmap: Roadmap) -> int | None:
    """Return after how many steps all thresholds are met while the total is not yet.

    None if they are not, or if what meets them meets the total as well.
    """
    if not any(
        rule.kind is RequirementKind.TOTAL
        for rule in shown.criteria.label_by_id[roadmap.target].requires
    ):
        return None
    last = next((step.number for step in reversed(roadmap.steps) if step.gaps_left), 0)
    missed = any(one.verdict is Verdict.MISSED for one in shown.thresholds.values())
    after = last + 1 if last or missed else 0
    total = len(roadmap.steps) if roadmap.reached_after is None else roadmap.reached_after
    return after if after < total else None


def _thresholds_met(shown: Shown, roadmap: Roadmap) -> str:
    words, label = shown.words, shown.criteria.label_by_id[roadmap.target].title
    share = figures.share_required(shown)
    if share is None:
        return words.text(
            "From here all {label} thresholds are met; the rest is for the total", label=label
        )
    return words.text(
        "From here all {label} thresholds are met; the rest is for the total of {share}",
        label=label,
        share=words.percent(share),
    )


def _cut(shown: Shown, roadmap: Roadmap) -> str:
    reached = roadmap.reached_after
    if reached is None:
        return ""
    words, label = shown.words, shown.criteria.label_by_id[roadmap.target].title
    if reached == 0:
        none_asked = plans.no_thresholds(words, shown.criteria.label_by_id[roadmap.target])
        if none_asked:
            return none_asked.rstrip(".")
        return words.text("All {label} thresholds are met already", label=label)
    share = sentences.score_share(words, roadmap.steps[reached - 1].after)
    if thresholds_after(shown, roadmap) is not None:  # a line of their own says so of them
        if roadmap.assumed:
            return words.text(
                "The {label} total is met from here as well, if the open indicators reach their "
                "thresholds: {share}",
                label=label,
                share=share,
            )
        return words.text(
            "The {label} total is met from here as well: {share}", label=label, share=share
        )
    if roadmap.assumed:
        return words.text(
            "All {label} thresholds met from here, if the open indicators reach theirs: {share}",
            label=label,
            share=share,
        )
    return words.text("All {label} thresholds met from here: {share}", label=label, share=share)


class _Rows:
    """Makes rows of one roadmap."""

    def __init__(self, shown: Shown, roadmap: Roadmap) -> None:
        self._shown, self._roadmap = shown, roadmap
        self._words = shown.words
        self._planned = {one.id: one for one in shown.assessment.roadmap}
        self._people = {one.id: one.name for one in shown.assessment.people}

    def row(self, step: RoadmapStep) -> RoadmapRow:
        """Return the row of a step."""
        words, criteria = self._words, self._shown.criteria
        planned = self._planned.get(step.planned)
        action = criteria.action_by_id.get(step.action)
        lift = _main_lift(step.lifts, planned)
        about = lift.indicator if lift is not None else _about(planned, action)
        ready = ""
        if planned is not None:
            title, state = action_title(criteria, planned), planned.state
            owner, name = planned.owner, self._people.get(planned.owner, "")
            due = words.short_day(step.due) if step.due is not None else ""
            if step.due is None and step.ready is not None:
                ready = words.text("Ready {day}", day=words.short_day(step.ready))
            size = step.size or 0
        else:
            title, state, owner = (action.title if action else step.action), ActionState.OPEN, ""
            name, due = "", ""
            if step.ready is not None:
                due = words.short_day(step.ready)
            size = size_of(step.effort)
        row = RoadmapRow(
            key=step.planned or step.action,
            number=step.number,
            title=title,
            indicator=about,
            about=self._name(about, title),
            change=self._bullet(lift),
            change_words=self._change(lift, len(step.lifts)),
            owner=owner,
            owner_name=name,
            due_words=due,
            ready_words=ready,
            overdue=step.overdue,
            effort=size,
            effort_words=self._effort(size),
            gain=self._gain(step),
            state=state,
            note=_first_line(planned),
            spoken="",
            begin_words=words.text("From {day}", day=words.short_day(step.begin))
            if step.begin is not None
            else "",
        )
        return row._replace(spoken=self._spoken(row))

    def past(self, planned: PlannedAction) -> RoadmapRow:
        """Return the row of an action that is done or dropped."""
        words, criteria = self._words, self._shown.criteria
        title = action_title(criteria, planned)
        about = _about(planned, criteria.action_by_id.get(planned.action))
        row = RoadmapRow(
            key=planned.id,
            number=0,
            title=title,
            indicator=about,
            about=self._name(about, title),
            change=None,
            change_words="",
            owner=planned.owner,
            owner_name=self._people.get(planned.owner, ""),
            due_words=words.short_day(planned.due) if planned.due is not None else "",
            ready_words="",
            overdue=False,
            effort=planned.effort or 0,
            effort_words=self._effort(planned.effort or 0),
            gain="",
            state=planned.state,
            note=_first_line(planned),
            spoken="",
        )
        return row._replace(spoken=self._spoken(row))

    def _name(self, indicator: str, title: str) -> str:
        known = self._shown.criteria.indicator_by_id.get(indicator)
        if known is None:
            return indicator
        name = figures.name_of(known)
        return "" if name == title else name

    def _bullet(self, lift: Lifted | None) -> Bullet | None:
        indicator = self._shown.criteria.indicator_by_id.get(lift.indicator) if lift else None
        if lift is None or indicator is None or not indicator.levels:
            return None
        return _steps(self._shown, indicator, lift, self._change(lift, 1))

    def _change(self, lift: Lifted | None, count: int) -> str:
        words = self._words
        if lift is None:
            return ""
        change = plans.levels_from_to(words, lift)
        if count > 1:
            return words.plural(
                "{change} and {count} more", "{change} and {count} more", count - 1, change=change
            )
        return change

    def _effort(self, size: int) -> str:
        if not size:
            return ""
        return self._words.text("Effort {size} of {most}", size=size, most=MOST_EFFORT)

    def _gain(self, step: RoadmapStep) -> str:
        if not step.after.maximum or step.gain <= 0:
            return ""
        share = self._words.percent(step.gain / step.after.maximum)
        return self._words.text("+{share}", share=share)

    def _spoken(self, row: RoadmapRow) -> str:
        words = self._words
        parts = [row.title]
        if row.number:
            count = len(self._roadmap.steps)
            parts[0] = words.text(
                "Action {number} of {count}: {title}",
                number=row.number,
                count=count,
                title=row.title,
            )
        if self._roadmap.own and row.state is not ActionState.OPEN:
            parts.append(words.text(STATES[row.state]))
        parts += [row.about, row.change_words]
        if row.owner_name:
            parts.append(words.text("Owner: {name}", name=row.owner_name))
        elif self._roadmap.own:
            parts.append(words.text("No owner"))
        parts.append(row.begin_words)
        if row.overdue:
            parts.append(words.text("Overdue since {day}", day=row.due_words))
        elif row.due_words and self._roadmap.own:
            parts.append(words.text("Due {day}", day=row.due_words))
        elif row.due_words:
            parts.append(words.text("Ready by {day}", day=row.due_words))
        parts.append(row.ready_words)
        parts.append(row.effort_words)
        if row.gain:
            parts.append(words.text("Gain {share}", share=row.gain))
        parts.append(row.note)
        if row.number and row.number == self._roadmap.reached_after:
            parts.append(_cut(self._shown, self._roadmap))
        return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _steps(shown: Shown, indicator: Indicator, lift: Lifted, said: str) -> Bullet:
    asked = shown.thresholds.get(indicator.id)
    steps = figures.steps_of(indicator)
    return Bullet(
        maximum=Fraction(steps),
        value=Fraction(lift.before),
        kind=BarKind.TOTAL,
        alternative=said,
        threshold=figures.place_of_threshold(indicator, asked.threshold) if asked else None,
        divisions=steps,
        planned=Fraction(lift.after),
    )


def _main_lift(lifts: Sequence[Lifted], planned: PlannedAction | None) -> Lifted | None:
    """Return the lift that an action is meant for, else its first one."""
    meant = planned.indicator if planned is not None else ""
    return next((one for one in lifts if one.indicator == meant), next(iter(lifts), None))


def _about(planned: PlannedAction | None, action: Action | None) -> str:
    """Return the indicator that an action is about, empty if there is none."""
    if planned is not None and planned.indicator:
        return planned.indicator
    return action.lifts[0].indicator if action is not None and action.lifts else ""


def _first_line(planned: PlannedAction | None) -> str:
    note = planned.note.strip() if planned is not None else ""
    return note.splitlines()[0] if note else ""


def about_each(shown: Shown) -> dict[str, str]:
    """Return the first action still to be done, by each indicator that it raises."""
    found: dict[str, str] = {}
    for planned in shown.assessment.roadmap:
        if not planned.active:
            continue
        action = shown.criteria.action_by_id.get(planned.action)
        raised = {lift.indicator for lift in action.lifts} if action is not None else set()
        for indicator in {planned.indicator, *raised} - {""}:
            found.setdefault(indicator, planned.id)
    return found


def levels_at(shown: Shown) -> Mapping[str, int]:
    """Return the level at which each indicator is for certain, 0 where that is not known."""
    return {
        indicator.id: score.lowest_level or 0
        for indicator in shown.criteria.indicators
        if (score := shown.scorecard.indicators.get(indicator.id)) is not None and score.counts
    }


def can_rise(shown: Shown, indicator: str) -> bool:
    """Return whether an indicator is below its highest level."""
    known = shown.criteria.indicator_by_id.get(indicator)
    level = levels_at(shown).get(indicator)
    return known is not None and level is not None and level < len(known.levels) - 1


def offers(shown: Shown, indicator: str = "") -> tuple[Offer, ...]:
    """Return the actions of the set that would raise something and are not planned.

    Those for gaps come first, the widest gap before the others, then those of open indicators
    and of those met already. With an `indicator` only what raises that.
    """
    words, criteria, assessment = shown.words, shown.criteria, shown.assessment
    levels = levels_at(shown)
    taken = {one.action for one in assessment.roadmap if one.state is not ActionState.DROPPED}
    result = shown.target_result
    missed = [
        one.indicator
        for one in (result.gaps if result is not None else ())
        if one.result.verdict is Verdict.MISSED
    ]
    found: list[tuple[tuple[int, ...], Offer]] = []
    for place, action in enumerate(criteria.actions):
        if action.id in taken:
            continue
        useful = [one for one in action.lifts if one.to > levels.get(one.indicator, one.to)]
        if indicator:
            useful = [one for one in useful if one.indicator == indicator]
        if not useful:
            continue
        gaps = [missed.index(one.indicator) for one in useful if one.indicator in missed]
        lift = next((one for one in useful if one.indicator in missed), useful[0])
        size = size_of(action.person_days)
        change = words.text(
            "{indicator}, level {before} to {after}",
            indicator=figures.name_of(criteria.indicator_by_id[lift.indicator]),
            before=levels[lift.indicator],
            after=lift.to,
        )
        effort = words.text("Effort {size} of {most}", size=size, most=MOST_EFFORT)
        about = words.text("{change}. {effort}.", change=change, effort=effort)
        rank = (min(gaps, default=len(missed)), lift.to if gaps else 0, place)
        found.append((rank, Offer(action.id, action.title, about, bool(gaps))))
    return tuple(offer for _, offer in sorted(found))


def effort_in_set(criteria: CriteriaSet, planned: PlannedAction) -> int:
    """Return the effort from 1 to 3 that the set gives to an action, 0 for an own one."""
    action = criteria.action_by_id.get(planned.action)
    return size_of(action.person_days) if action is not None else 0
