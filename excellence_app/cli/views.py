"""Results as lines of text for a terminal or a pipe."""

from collections.abc import Sequence

from excellence_app.cli.tables import Column, bold, mark, paragraph, table
from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, SetStatus
from excellence_app.domain.results import Change, LabelResult, Roadmap, ScoreCard, Trace
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.language.problems import printable


def heading(words: Words, criteria: CriteriaSet, assessment: Assessment) -> list[str]:
    """Return who was assessed by which set on which day, and whose values these are."""
    name = assessment.profile.name or words.text("Unnamed cluster")
    facts: list[str] = [bold(name), printable(f"{criteria.title} {criteria.edition}")]
    if assessment.dated is not None:
        facts.append(words.day(assessment.dated))
    lines = ["  ·  ".join(facts)]
    if assessment.practice:
        lines += paragraph(words.text("A fictional practice cluster."))
    if criteria.status is not SetStatus.OFFICIAL:
        lines += paragraph(sentences.standing(words, criteria))
    return lines


def summary(words: Words, card: ScoreCard) -> list[str]:
    """Return the total and how much is answered."""
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
    return [f"{line}  ·  {answered}"]


def label_rules(words: Words, criteria: CriteriaSet, card: ScoreCard) -> list[str]:
    """Return the label ladder: each rule of each label with its state and its value."""
    rows = []
    for result in card.labels:
        title = criteria.label_by_id[result.label].title
        for place, rule in enumerate(result.requirements):
            rows.append(
                [
                    bold(title) if place == 0 else "",
                    mark(rule.verdict),
                    sentences.requirement(words, criteria, rule.requirement).rstrip("."),
                    sentences.verdict(words, rule.verdict),
                    sentences.requirement_state(words, rule),
                ]
            )
            if rule.reason is not None:
                rows.append(["", "", words.say(rule.reason), "", ""])
    columns = [Column(), Column(), Column(wraps=True), Column(), Column(right=True)]
    return table(columns, rows)


def gaps(words: Words, criteria: CriteriaSet, result: LabelResult) -> list[str]:
    """Return the gaps to one label, the widest first, with what is asked and what is missing."""
    title = criteria.label_by_id[result.label].title
    certain = [gap for gap in result.gaps if not gap.closed_only_by_answering]
    if not result.thresholds:
        return []
    if not certain:
        return [words.text("No known gap to the thresholds of {label}.", label=title)]
    lines = [
        bold(
            words.plural(
                "{count} gap to the thresholds of {label}",
                "{count} gaps to the thresholds of {label}",
                len(certain),
                label=title,
            )
        )
    ]
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
    return lines + table(columns, rows, indent=1)


def _gap_notes(words: Words, knock_out: bool, adjusted: bool) -> list[str]:  # noqa: FBT001 - two facts about one row
    notes = [words.text("knock-out")] if knock_out else []
    return [*notes, words.text("entered threshold")] if adjusted else notes


def left_out(words: Words, criteria: CriteriaSet, card: ScoreCard) -> list[str]:
    """Return what is not answered, unknown or set aside; these are three different things."""
    groups = [
        (words.text("Not answered"), card.unanswered),
        (words.text("Unknown"), card.unknown),
        (words.text("Does not apply"), card.not_applicable),
    ]
    lines: list[str] = []
    for name, ids in groups:
        if ids:
            named = [_named(criteria, question) for question in ids]
            lines += paragraph(f"{name}: {', '.join(named)}")
    return lines


def _named(criteria: CriteriaSet, question: str) -> str:
    indicator = criteria.indicator_by_id.get(question)
    return sentences.indicator_name(indicator) if indicator is not None else question


def score_card(
    words: Words, criteria: CriteriaSet, assessment: Assessment, card: ScoreCard
) -> list[str]:
    """Return the whole result."""
    lines = [*heading(words, criteria, assessment), "", *summary(words, card)]
    lines += ["", *label_rules(words, criteria, card)]
    for result in card.labels:
        found = gaps(words, criteria, result)
        if found:
            lines += ["", *found]
    notes = left_out(words, criteria, card)
    if notes:
        lines += ["", *notes]
    adjusted = sorted({a.indicator for result in card.labels for a in result.adjustments})
    if adjusted:
        ids = words.listing(adjusted)
        lines += ["", *paragraph(words.text("Results use entered thresholds for {ids}.", ids=ids))]
    return [*lines, "", *paragraph(sentences.preparatory(words))]


def roadmap(words: Words, criteria: CriteriaSet, plan: Roadmap) -> list[str]:
    """Return a roadmap: actions in order, where the thresholds are met, and what else is left."""
    label = criteria.label_by_id[plan.target].title
    lines: list[str] = [bold(words.text("Roadmap to the thresholds of {label}", label=label))]
    rows = []
    for step in plan.steps:
        ready = words.short_day(step.ready) if step.ready is not None else ""
        rows.append(
            [
                str(step.number),
                criteria.action_by_id[step.action].title,
                ", ".join(f"{x.indicator} {x.before}→{x.after}" for x in step.lifts),
                words.number(step.effort),
                f"{ready} !" if step.late else ready,
                f"+{words.number(step.gain)}",
                sentences.score_share(words, step.after),
            ]
        )
    columns = [
        Column(right=True),
        Column(words.text("Action"), wraps=True),
        Column(words.text("Lifts"), wraps=True),
        Column(words.text("Days"), right=True),
        Column(words.text("Ready by")),
        Column(words.text("Points"), right=True),
        Column(words.text("Score after"), right=True),
    ]
    if rows:
        lines += table(columns, rows)
    return (
        lines
        + [""]
        + [line for text in conclusions(words, criteria, plan) for line in paragraph(text)]
    )


def conclusions(words: Words, criteria: CriteriaSet, plan: Roadmap) -> list[str]:
    """Return what a roadmap comes to, as sentences: reached or not, when, and what is left."""
    label = criteria.label_by_id[plan.target].title
    texts = [_reached(words, label, plan)]
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
    if plan.without_action:
        names = ", ".join(
            sentences.indicator_name(criteria.indicator_by_id[i]) for i in plan.without_action
        )
        texts.append(
            words.text("No action of the set closes the gap of {indicators}.", indicators=names)
        )
    if plan.remaining:
        texts.append(words.text("Still left then:"))
        texts += [
            f"– {sentences.requirement_sentence(words, criteria, rule)}" for rule in plan.remaining
        ]
    return texts


def _reached(words: Words, label: str, plan: Roadmap) -> str:
    if plan.reached_after is None:
        return words.text("The known actions do not meet all thresholds of {label}.", label=label)
    if plan.reached_after == 0:
        return words.text("The thresholds of {label} are met already.", label=label)
    return words.text(
        "All thresholds of {label} are met after action {number}.",
        label=label,
        number=plan.reached_after,
    )


def _in_time(words: Words, plan: Roadmap) -> str:
    if plan.in_time:
        return words.text("All of it can be ready by {day}.", day=plan.by)
    return words.text(
        "It cannot be ready by {day}: the earliest day is {ready}.", day=plan.by, ready=plan.ready
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
    lines = [
        words.text(
            "Total score: {before} on {day_before}, {after} on {day_after}",
            before=sentences.score_share(words, before.total),
            after=bold(sentences.score_share(words, after.total)),
            day_before=dates[0],
            day_after=dates[1],
        ),
        "",
    ]
    rows = []
    for change in changes:
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


def _moved(words: Words, change: Change) -> str:
    if change.points is None:
        return words.text("not comparable")
    if change.points == 0:
        return words.text("unchanged")
    if change.levels:
        count = abs(change.levels)
        if change.levels > 0:
            return words.plural("{count} level up", "{count} levels up", count)
        return words.plural("{count} level down", "{count} levels down", count)
    if change.points > 0:
        return words.text("{points} more", points=sentences.points(words, change.points))
    return words.text("{points} less", points=sentences.points(words, -change.points))


def explanation(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:
    """Return a trace as indented sentences."""
    from excellence_app.language import explanations  # noqa: PLC0415 - not needed to score

    lines: list[str] = []
    for depth, text in explanations.explain(words, criteria, trace):
        lines += paragraph(text, indent=2 * depth)
    return lines
