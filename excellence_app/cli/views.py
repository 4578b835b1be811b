"""Results as lines of text for a terminal or a pipe."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from excellence_app.cli.tables import (
    Cell,
    Column,
    Styled,
    bold,
    chapters,
    mark,
    paragraph,
    side_by_side,
    table,
)
from excellence_app.domain.assessment import ActionState, Assessment
from excellence_app.domain.criteria import CriteriaSet, SetStatus
from excellence_app.domain.instances import Entries
from excellence_app.domain.levels import RequirementKind, Verdict
from excellence_app.domain.messages import N_
from excellence_app.domain.planned import action_title
from excellence_app.domain.results import (
    Change,
    IndicatorScore,
    LabelResult,
    Roadmap,
    ScoreCard,
    Trace,
    WarningKind,
)
from excellence_app.language import plans, sentences
from excellence_app.language.answers import question_title
from excellence_app.language.catalogues import Words
from excellence_app.language.changes import ACTION_STATES, shortened
from excellence_app.session.begun import begun

if TYPE_CHECKING:  # a questionnaire's alone
    from excellence_app.reports.rounds import Difference

_MOST_NAMED = 8  # ids with their titles; of more, the ids alone are easier to read

_LABEL_STANDS = {
    Verdict.MET: N_("Every rule of {label} is met."),
    Verdict.MISSED: N_("At least one rule of {label} is not met."),
    Verdict.OPEN: N_("The rules of {label} are still open."),
}


def heading(words: Words, criteria: CriteriaSet, assessment: Assessment) -> list[str]:
    """Return who was assessed by which set on which day, and whose values these are."""
    name = assessment.profile.name or words.text("Unnamed cluster")
    facts: list[str] = [bold(name), f"{criteria.title} {criteria.edition}"]
    if assessment.dated is not None:
        facts.append(words.day(assessment.dated))
    lines = side_by_side(facts)
    if assessment.practice:
        fictional = (
            words.text("A fictional practice cluster.")
            if criteria.scored
            else words.text("Everybody named here is fictional and made for practice.")
        )
        lines += paragraph(fictional)
    if criteria.scored and criteria.status is not SetStatus.OFFICIAL:
        lines += paragraph(sentences.standing(words, criteria))
    return lines


def summary(words: Words, criteria: CriteriaSet, card: ScoreCard) -> list[str]:
    """Return the total and how much is answered; of a survey that it has no score."""
    total = card.total
    points = sentences.points_range(words, total.lowest, total.highest)
    line = words.text(
        "Total score: {share} ({points} of {maximum})",
        share=bold(sentences.score_share(words, total)),
        points=points,
        maximum=words.number(total.maximum),
    )
    answered = words.text(
        "{answered} of {asked} answered", answered=card.answered, asked=card.asked
    )
    if not criteria.scored:
        return side_by_side([words.text("This questionnaire has no score."), answered])
    return side_by_side([Styled(line), answered])


def label_rules(words: Words, criteria: CriteriaSet, card: ScoreCard) -> list[str]:
    """Return the label ladder: each rule of each label with its state and its value."""
    parts = []
    for result in card.labels:
        title = criteria.label_by_id[result.label].title
        stands = words.text(_LABEL_STANDS[result.verdict], label=title)
        rows: list[tuple[Cell, ...]] = []
        for rule in result.requirements:
            asked = sentences.requirement(words, criteria, rule.requirement).rstrip(".")
            reason = (words.say(rule.reason),) if rule.reason is not None else ()
            rows.append(
                (
                    mark(rule.verdict),
                    (asked, *reason),
                    sentences.verdict(words, rule.verdict),
                    sentences.requirement_state(words, rule),
                )
            )
        parts.append((side_by_side([bold(title), stands]), rows))
    columns = [Column(), Column(wraps=True), Column(), Column(right=True)]
    return chapters(columns, parts, indent=1)


def gaps(words: Words, criteria: CriteriaSet, result: LabelResult) -> list[str]:
    """Return the gaps to one label, the widest first, with what is asked and what is missing."""
    if not result.thresholds:
        return []
    title = criteria.label_by_id[result.label].title
    certain = [gap for gap in result.gaps if not gap.closed_only_by_answering]
    still_open = [gap.indicator for gap in result.gaps if gap.closed_only_by_answering]
    if certain:
        heading = words.plural(
            "{count} gap to the thresholds of {label}",
            "{count} gaps to the thresholds of {label}",
            len(certain),
            label=title,
        )
        lines: list[str] = [bold(heading)]
    else:
        lines = paragraph(words.text("No known gap to the thresholds of {label}.", label=title))
    rows = [
        [
            gap.indicator,
            criteria.indicator_by_id[gap.indicator].title,
            sentences.level_range(words, gap.score),
            sentences.threshold(words, gap.result.threshold),
            sentences.distance(words, gap.result),
            ", ".join(
                _gap_notes(
                    words, gap.result.threshold.knock_out, gap.result.adjustment is not None
                )
            ),
        ]
        for gap in certain
    ]
    columns = [
        Column(),
        Column(words.text("Indicator"), wraps=True),
        Column(words.text("Level"), right=True),
        Column(words.text("Asked")),
        Column(words.text("Distance")),
        Column(),
    ]
    if rows:
        lines += table(columns, rows, indent=1)
    if len(still_open) > _MOST_NAMED:
        text = words.text(
            "{count} thresholds are open until their questions are answered.",
            count=len(still_open),
        )
        lines += paragraph(text)
    elif still_open:
        text = words.plural(
            "{count} threshold is open until its question is answered: {ids}.",
            "{count} thresholds are open until their questions are answered: {ids}.",
            len(still_open),
            ids=words.listing(still_open),
        )
        lines += ["", *paragraph(text)]
    return lines


def _gap_notes(words: Words, knock_out: bool, adjusted: bool) -> list[str]:  # noqa: FBT001 - two facts about one row
    notes = [words.text("knock-out")] if knock_out else []
    return [*notes, words.text("entered threshold")] if adjusted else notes


def left_out(
    words: Words, criteria: CriteriaSet, assessment: Assessment, card: ScoreCard
) -> list[str]:
    """Return what is not answered, unknown or set aside; these are three different things.

    Of an answer that is there in part it says what is missing.
    """
    parts = begun(criteria, assessment, card)
    ranked = Entries(assessment.answers)

    def named(name: str) -> str:
        return _named(words, criteria, assessment, ranked, name)

    groups = [
        (words.text("Not answered"), [one for one in card.unanswered if one not in parts]),
        (words.text("Unknown"), card.unknown),
        (words.text("Does not apply"), card.not_applicable),
    ]
    lines: list[str] = []
    for name, ids in groups:
        if len(ids) > _MOST_NAMED:
            lines += paragraph(f"{name}: {', '.join(ids)}")
        elif ids:
            lines += paragraph(f"{name}: {'; '.join(named(one) for one in ids)}")
    for one, lacks in parts.items():
        text = words.text(
            "Incomplete: {question} – {missing}", question=named(one), missing=words.say(lacks)
        )
        lines += paragraph(text)
    return lines


def _named(
    words: Words, criteria: CriteriaSet, assessment: Assessment, ranked: Entries, name: str
) -> str:
    """Return what is asked, with the id under which it is answered."""
    indicator = criteria.indicator_by_id.get(name)
    if indicator is not None:
        return sentences.indicator_name(indicator)
    question = criteria.question_of(name)
    title = question_title(words, criteria, question, assessment.answers, ranked)
    return f"{shortened(title)} ({name})" if "[" in name else f"{name} {shortened(title)}"


def score_card(
    words: Words, criteria: CriteriaSet, assessment: Assessment, card: ScoreCard
) -> list[str]:
    """Return the whole result."""
    lines = [*heading(words, criteria, assessment), "", *summary(words, criteria, card)]
    lines += label_rules(words, criteria, card)
    for result in card.labels:
        found = gaps(words, criteria, result)
        if found:
            lines += ["", *found]
    notes = left_out(words, criteria, assessment, card)
    if notes:
        lines += ["", *notes]
    adjusted = sorted({a.indicator for result in card.labels for a in result.adjustments})
    if adjusted:
        ids = words.listing(adjusted)
        lines += ["", *paragraph(words.text("Results use entered thresholds for {ids}.", ids=ids))]
    if not criteria.scored:
        return lines
    return [*lines, "", *paragraph(sentences.preparatory(words))]


def own_roadmap(
    words: Words, criteria: CriteriaSet, plan: Roadmap, assessment: Assessment
) -> list[str]:
    """Return the cluster's own roadmap: actions in its order, who, until when, what is amiss."""
    label = criteria.label_by_id[plan.target].title
    lines: list[str] = [bold(words.text("Your roadmap to {label}", label=label))]
    lines += _open_first(words, plan)
    chosen = {one.id: one for one in assessment.roadmap}
    people = {person.id: person.name for person in assessment.people}
    rows = []
    for step in plan.steps:
        planned = chosen[step.planned]
        rows.append(
            [
                str(step.number),
                action_title(criteria, planned),
                ", ".join(plans.arrow(lift) for lift in step.lifts),
                people.get(planned.owner, planned.owner),
                words.short_day(step.begin) if step.begin is not None else "",
                words.short_day(step.due) if step.due is not None else "",
                words.text(ACTION_STATES[planned.state]),
                f"+{words.number(step.gain)}",
                sentences.score_share(words, step.after),
            ]
        )
    columns = [
        Column(right=True),
        Column(words.text("Action"), wraps=True),
        Column(words.text("Lifts"), wraps=True),
        Column(words.text("Owner"), wraps=True),
        Column(words.text("Start"), right=True),
        Column(words.text("Due"), right=True),
        Column(words.text("State")),
        Column(words.text("Points"), right=True),
        Column(words.text("Score after"), right=True),
    ]
    if rows:
        lines += table(columns, rows)
    for state, names in ((ActionState.DONE, plan.done), (ActionState.DROPPED, plan.dropped)):
        if names:
            titles = "; ".join(action_title(criteria, chosen[name]) for name in names)
            lines += paragraph(titles, lead=f"{words.text(ACTION_STATES[state])}: ")
    lines += ["", *conclusions(words, criteria, plan)]
    # that nobody is named yet shows in the table
    warnings = [one for one in plan.warnings if one.kind is not WarningKind.NO_OWNER]
    if warnings:
        lines += ["", bold(words.text("To look at"))]
        for warning in warnings:
            lines += paragraph(words.say(warning.message), indent=1, lead="- ")
    return lines


def roadmap(
    words: Words, criteria: CriteriaSet, plan: Roadmap, _assessment: Assessment
) -> list[str]:
    """Return a roadmap: actions in order, where the thresholds are met, and what else is left."""
    label = criteria.label_by_id[plan.target].title
    lines: list[str] = [bold(words.text("Roadmap to the thresholds of {label}", label=label))]
    lines += _open_first(words, plan)
    rows = []
    for step in plan.steps:
        rows.append(
            [
                str(step.number),
                criteria.action_by_id[step.action].title,
                ", ".join(plans.arrow(lift) for lift in step.lifts),
                words.number(step.effort),
                words.short_day(step.begin) if step.begin is not None else "",
                mark(Verdict.MISSED) if step.late else "",
                words.short_day(step.ready) if step.ready is not None else "",
                f"+{words.number(step.gain)}",
                sentences.score_share(words, step.after),
            ]
        )
    columns = [
        Column(right=True),
        Column(words.text("Action"), wraps=True),
        Column(words.text("Lifts"), wraps=True),
        Column(words.text("Days"), right=True),
        Column(words.text("Start"), right=True),
        Column(),
        Column(words.text("Ready by"), right=True),
        Column(words.text("Points"), right=True),
        Column(words.text("Score after"), right=True),
    ]
    if rows:
        lines += table(columns, rows)
    if plan.by is not None and any(step.late for step in plan.steps):
        late = words.text("Ready only after {day}.", day=plan.by)
        lines += paragraph(late, lead=f"{mark(Verdict.MISSED)} ")
    return [*lines, "", *conclusions(words, criteria, plan)]


def _open_first(words: Words, plan: Roadmap) -> list[str]:
    """Return the lines that come before any advice while questions are open."""
    text = plans.open_first(words, plan) if plan.steps or plan.assumed else ""
    return paragraph(text) if text else []


def conclusions(words: Words, criteria: CriteriaSet, plan: Roadmap) -> list[str]:
    """Return what a roadmap comes to, as sentences: reached or not, when, and what is left."""
    label = criteria.label_by_id[plan.target].title
    rules = criteria.label_by_id[plan.target].requires
    with_total = any(rule.kind is RequirementKind.TOTAL for rule in rules)
    texts = [
        plans.no_thresholds(words, criteria.label_by_id[plan.target])
        or _reached(words, label, plan, with_total=with_total)
    ]
    if plan.waits_for_answers:
        texts = [plans.open_questions_decide(words, criteria.label_by_id[plan.target])]
    if plan.steps:
        texts.append(
            words.text("Effort in all: {days} person-days, our estimate.", days=plan.effort)
        )
    if plan.by is not None and plan.ready is not None:
        texts.append(_in_time(words, plan))
    if plan.assumed:
        taken = [f"{indicator} ({level})" for indicator, level in plan.assumed.items()]
        texts.append(
            words.text(
                "Open indicators are taken at the level asked for: {indicators}.",
                indicators=", ".join(taken),
            )
        )
    if plan.without_action and not plan.own:
        names = ", ".join(
            sentences.indicator_name(criteria.indicator_by_id[i]) for i in plan.without_action
        )
        texts.append(
            words.text("No action of the set closes the gap of {indicators}.", indicators=names)
        )
    lines = [line for text in texts for line in paragraph(text)]
    if plan.remaining:
        lines += paragraph(words.text("Still left then:"))
        for rule in plan.remaining:
            text = sentences.requirement_sentence(words, criteria, rule)
            lines += paragraph(text, indent=1, lead=f"{mark(rule.verdict)} ")
    return lines


def _reached(words: Words, label: str, plan: Roadmap, *, with_total: bool) -> str:
    if plan.reached_after is None and plan.own:
        return words.text(
            "The planned actions do not meet all thresholds of {label}.", label=label
        )
    if plan.reached_after is None:
        return words.text("The known actions do not meet all thresholds of {label}.", label=label)
    template = N_("All thresholds of {label} are met after action {number}.")
    if with_total:
        template = N_(
            "All thresholds of {label} and its total score are met after action {number}."
        )
    if plan.reached_after == 0:
        template = N_("The thresholds of {label} are met already.")
    sentence = words.text(template, label=label, number=plan.reached_after)
    if not plan.assumed:
        return sentence
    return f"{sentence} " + words.text(
        "This holds if the open indicators reach the level asked for."
    )


def _in_time(words: Words, plan: Roadmap) -> str:
    if plan.in_time:
        return words.text("This plan can be ready by {day}.", day=plan.by)
    return words.text(
        "This plan cannot be ready by {day}: its earliest day is {ready}.",
        day=plan.by,
        ready=plan.ready,
    )


def comparison(
    words: Words,
    criteria: CriteriaSet,
    changes: Sequence[Change],
    cards: tuple[ScoreCard, ScoreCard],
) -> list[str]:
    """Return how the indicators moved between two dated assessments."""
    before, after = cards
    dates = [words.day(c.dated) if c.dated else words.text("no date") for c in cards]
    text = words.text(
        "Total score: {before} on {day_before}, {after} on {day_after}",
        before=sentences.score_share(words, before.total),
        after=bold(sentences.score_share(words, after.total)),
        day_before=dates[0],
        day_after=dates[1],
    )
    lines = [*paragraph(Styled(text)), ""]
    rows = []
    for change in sorted(changes, key=_place):
        indicator = criteria.indicator_by_id.get(change.indicator)
        rows.append(
            [
                change.indicator,
                indicator.title if indicator else "",
                sentences.level_range(words, change.before) if change.before else "–",
                sentences.level_range(words, change.after) if change.after else "–",
                _moved(words, change),
            ]
        )
    columns = [
        Column(),
        Column(words.text("Indicator"), wraps=True),
        Column(words.text("Before"), right=True),
        Column(words.text("Now"), right=True),
        Column(words.text("Change")),
    ]
    return lines + table(columns, rows)


def rounds(
    words: Words, found: "Sequence[Difference]", days: tuple[date | None, date | None]
) -> list[str]:
    """Return what two rounds of a questionnaire answered differently."""
    before, after = (words.day(day) if day else words.text("no date") for day in days)
    lines = paragraph(
        words.plural(
            "{count} answer of {after} is not that of {before}.",
            "{count} answers of {after} are not those of {before}.",
            len(found),
            before=before,
            after=after,
        )
    )
    if not found:
        return lines
    nothing = words.text("no answer")
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        if one.parts:
            gone = [words.text("no longer: {part}", part=part.strip()) for part in one.before]
            new = [words.text("new: {part}", part=part.strip()) for part in one.now]
            new += [
                words.text("described differently: {part}", part=part.strip())
                for part in one.rewritten
            ]
        else:
            gone, new = [*one.before] or [nothing], [*one.now] or [nothing]
        rows.append((one.question.id, one.title, (*gone,), (*new,)))
    columns = [
        Column(),
        Column(words.text("Question"), wraps=True),
        Column(words.text("Before"), wraps=True),
        Column(words.text("Now"), wraps=True),
    ]
    return [*lines, "", *table(columns, rows, 1)]


def _moved(words: Words, change: Change) -> str:
    if change.points is None:
        return words.text("not comparable")
    if _is_open(change):
        return words.text("open")
    if change.levels:
        count = abs(change.levels)
        if change.levels > 0:
            return words.plural("{count} level up", "{count} levels up", count)
        return words.plural("{count} level down", "{count} levels down", count)
    if change.points == 0:
        return words.text("unchanged")
    if change.points > 0:
        return words.text("{points} more", points=sentences.points(words, change.points))
    return words.text("{points} less", points=sentences.points(words, -change.points))


def _place(change: Change) -> tuple[bool, bool]:
    return change.points is None, _is_open(change)


def _is_open(change: Change) -> bool:
    return change.points is not None and not (_known(change.before) and _known(change.after))


def _known(score: IndicatorScore | None) -> bool:
    return score is not None and score.final


def explanation(words: Words, criteria: CriteriaSet, trace: Trace, depth: int = 0) -> list[str]:
    """Return a trace as sentences; each of its parts begins with a dash."""
    from excellence_app.language import explanations  # noqa: PLC0415 - not needed to score

    own = explanations.explain(words, criteria, replace(trace, parts=()))
    lines: list[str] = []
    for number, (_, text) in enumerate(own):
        lead = "" if not depth else "  " if number else "– "
        lines += paragraph(text, indent=2 * max(depth - 1, 0), lead=lead)
    for part in trace.parts:
        lines += explanation(words, criteria, part, depth + 1)
    return lines
