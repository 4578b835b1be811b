"""Page 1: the result, and all that is needed to understand it."""

from collections.abc import Iterator
from fractions import Fraction

from excellence_app.domain.assessment import EvidenceState
from excellence_app.domain.criteria import Dimension, Indicator
from excellence_app.domain.levels import Verdict
from excellence_app.language import sentences
from excellence_app.reports import figures, heads
from excellence_app.reports.blocks import (
    Block,
    DimensionBar,
    DimensionBars,
    Fact,
    Heading,
    KeyFacts,
    LabelLadder,
    Labelled,
    LadderStep,
    OnePage,
    PageBreak,
    Paragraph,
    Role,
    Rule,
    Skyline,
    SkylineGroup,
    Tone,
    said,
)
from excellence_app.reports.charts import MOST_COLUMNS
from excellence_app.reports.context import ReportContext

_NAMED_GAPS = 3
_NAMED_STRENGTHS = 6
_NAMED_PEOPLE = 3


def build(context: ReportContext) -> list[Block]:
    """Return the blocks of page 1."""
    words = context.words
    page: list[Block] = [
        heads.masthead(context),
        KeyFacts(tuple(_facts(context))),
        Labelled(words.text("Summary"), tuple(said(text) for text in _summary(context))),
    ]
    if context.criteria.labels:
        page.append(Labelled(words.text("Labels"), (_ladder(context),)))
    many = len(context.criteria.indicators) > MOST_COLUMNS
    if context.scored and not many:
        page.append(_indicators(context))
    if context.scored:
        page.append(_dimensions(context))
    strengths = _strengths(context)
    if strengths:
        page.append(Labelled(words.text("Strengths"), (said(strengths),)))
    page.append(heads.standing_box(context))
    found: list[Block] = [OnePage(tuple(page)), PageBreak()]
    if context.scored and many:
        caption, skyline = _skyline(context)
        found += [Heading(words.text("All indicators")), caption, skyline]
    return found


def _facts(context: ReportContext) -> Iterator[Fact]:
    words = context.words
    criteria, card = context.criteria, context.scorecard
    people = [person.name for person in context.assessment.people]
    if people:
        named = people[:_NAMED_PEOPLE]
        if len(people) > _NAMED_PEOPLE:
            named[-1] = words.plural(
                "{count} other", "{count} others", len(people) - _NAMED_PEOPLE + 1
            )
        yield Fact(words.text("Taken part"), ", ".join(named))
    yield Fact(
        words.text("Criteria set"),
        words.text("{title}, edition {edition}", title=criteria.title, edition=criteria.edition),
    )
    yield Fact(
        words.text("Answered"),
        words.text("{have} of {need} questions", have=card.answered, need=card.asked),
    )
    yield Fact(words.text("Evidence"), _evidence_fact(context))


def _evidence_fact(context: ReportContext) -> str:
    words = context.words
    items = context.assessment.evidence.values()
    if not items:
        return words.text("None listed")
    count = words.plural("{count} item", "{count} items", len(items))
    seen = sum(1 for item in items if item.state is EvidenceState.SEEN)
    return words.text("{count}, {seen} seen on site", count=count, seen=seen) if seen else count


def _summary(context: ReportContext) -> Iterator[str]:
    first = " ".join(
        (
            *_total_sentences(context),
            *_change_sentences(context),
            *_required_sentences(context),
        )
    )
    if first:
        yield first
    second = " ".join((*_gap_sentences(context), *heads.roadmap_sentences(context)))
    if second:
        yield second
    third = " ".join(_open_sentences(context))
    if third:
        yield third


def _total_sentences(context: ReportContext) -> Iterator[str]:
    words, total = context.words, context.scorecard.total
    if total.share_lowest is None or total.share_highest is None:
        return
    if not context.scorecard.answered:
        yield words.text("As no question is answered, nothing can be said about the score.")
    elif total.final:
        yield words.text("The total score is {share}.", share=words.percent(total.share_lowest))
    else:
        yield words.text(
            "The total score is {lowest} so far. Depending on the open questions it will be "
            "{range}.",
            lowest=words.percent(total.share_lowest),
            range=sentences.score_share(words, total),
        )


def _required_sentences(context: ReportContext) -> Iterator[str]:
    words = context.words
    required = figures.share_required(context)
    if required is not None and context.target is not None:
        yield words.text(
            "{label} asks for {share} in total and for every threshold.",
            label=context.target.title,
            share=words.percent(required),
        )


def _change_sentences(context: ReportContext) -> Iterator[str]:
    words, earlier = context.words, context.earlier
    if earlier is None or earlier.dated is None or not earlier.total.final:
        return
    before, now = earlier.total.share_lowest, context.scorecard.total.share_lowest
    if before is None or now is None:
        return
    rose = fell = 0
    for indicator in context.criteria.indicators:
        old = figures.earlier_place(earlier, indicator)
        score = context.scorecard.indicators[indicator.id]
        if old is None or not score.counts or not score.final:
            continue
        new, _ = figures.place_of(indicator, score)
        rose += new > old
        fell += new < old
    share = words.percent(before)
    yield words.text("On {day} it was {share}.", day=earlier.dated, share=share)
    if rose:
        yield words.plural(
            "{count} indicator has risen since.", "{count} indicators have risen since.", rose
        )
    if fell:
        yield words.plural(
            "{count} indicator has fallen.", "{count} indicators have fallen.", fell
        )


def _gap_sentences(context: ReportContext) -> Iterator[str]:
    words, result = context.words, context.target_result
    if result is None or context.target is None or not result.thresholds:
        return
    missed = [gap for gap in result.gaps if gap.result.verdict is Verdict.MISSED]
    if not missed:
        if result.verdict is Verdict.MET:
            yield words.text("Every rule of {label} is met.", label=context.target.title)
        elif not result.gaps:
            yield words.text("Every {label} threshold is met.", label=context.target.title)
        return
    named = [
        words.text(
            "{indicator} ({distance})",
            indicator=figures.name_of(context.criteria.indicator_by_id[gap.indicator]),
            distance=sentences.distance(words, gap.result),
        )
        for gap in missed[:_NAMED_GAPS]
    ]
    if len(missed) > len(named):
        yield words.text("The widest gaps are {gaps}.", gaps=words.listing(named))
    else:
        yield words.plural(
            "The gap is {gaps}.", "The gaps are {gaps}.", len(named), gaps=words.listing(named)
        )


def _open_sentences(context: ReportContext) -> Iterator[str]:
    words, card = context.words, context.scorecard
    if card.unknown:
        yield words.plural(
            "{count} question is marked as unknown and scores like one without an answer.",
            "{count} questions are marked as unknown and score like those without an answer.",
            len(card.unknown),
        )
    left_out = [i for i in context.criteria.indicators if i.id in card.not_applicable]
    if left_out:
        yield words.plural(
            "{names} does not apply and is left out of points and thresholds.",
            "{names} do not apply and are left out of points and thresholds.",
            len(left_out),
            names=words.listing([figures.name_of(i) for i in left_out]),
        )
    adjusted = context.assessment.adjustments
    if adjusted:
        yield words.plural(
            "{count} threshold is not that of the set but was entered for this assessment.",
            "{count} thresholds are not those of the set but were entered for this assessment.",
            len(adjusted),
        )


def _ladder(context: ReportContext) -> LabelLadder:
    steps = []
    for label in context.criteria.labels:
        result = context.scorecard.label(label.id)
        rules = tuple(
            Rule(
                figures.MARKS[rule.verdict],
                figures.rule_words(context, rule.requirement),
                figures.rule_value(context, rule),
                figures.short_rule(context, rule.requirement),
            )
            for rule in result.requirements
        )
        steps.append(LadderStep(label.title, rules))
    return LabelLadder(tuple(steps))


def _indicators(context: ReportContext) -> Labelled:
    caption, skyline = _skyline(context)
    return Labelled(context.words.text("All indicators"), (caption,), below=(skyline,))


def _skyline(context: ReportContext) -> tuple[Paragraph, Skyline]:
    words = context.words
    groups = tuple(
        SkylineGroup(
            title=f"{dimension.id} {dimension.title}",
            short=dimension.id,
            columns=tuple(
                figures.skyline_column(context, indicator, _short_id(dimension, indicator))
                for indicator in context.indicators_of(dimension.id)
            ),
        )
        for dimension in context.criteria.dimensions
    )
    alternative = "\n".join(column.sentence for group in groups for column in group.columns)
    skyline = Skyline(tuple(group for group in groups if group.columns), alternative)
    if context.target is not None:
        caption = words.text(
            "One column for each indicator, one cell for each level. The line marks the {label} "
            "threshold, hatching the levels that are missing, a dashed frame what is open.",
            label=context.target.title,
        )
    else:
        caption = words.text(
            "One column for each indicator, one cell for each level; a dashed frame is open."
        )
    if any(not column.applies for group in groups for column in group.columns):
        caption += " " + words.text("A cross stands for what does not apply.")
    example = _example_of_short_id(context)
    if example is not None:
        caption += " " + words.text(
            "Numbers leave out the dimension: {short} is {full}.",
            short=example[0],
            full=example[1],
        )
    return said(caption, Role.CAPTION, Tone.FAINT), skyline


def _example_of_short_id(context: ReportContext) -> tuple[str, str] | None:
    """Return a short number with a dot and what it stands for: it could be read as another."""
    known = {indicator.id for indicator in context.criteria.indicators}
    for dimension in context.criteria.dimensions:
        for indicator in context.indicators_of(dimension.id):
            short = _short_id(dimension, indicator)
            if short in known and short != indicator.id:
                return short, indicator.id
    return None


def _short_id(dimension: Dimension, indicator: Indicator) -> str:
    return indicator.id.removeprefix(f"{dimension.id}.")


def _dimensions(context: ReportContext) -> Labelled:
    words, card, earlier = context.words, context.scorecard, context.earlier
    bars = []
    for dimension in context.criteria.dimensions:
        score = card.dimensions.get(dimension.id)
        if score is None or not score.maximum:
            continue
        before = earlier.dimensions.get(dimension.id) if earlier is not None else None
        name = f"{dimension.id} {dimension.title}"
        bar = figures.total_bullet(context, score, before, name)
        if bar is not None:
            bars.append(DimensionBar(name, sentences.score_share(words, score), bar))
    total_name = words.text("Total")
    before = earlier.total if earlier is not None else None
    whole = figures.total_bullet(context, card.total, before, total_name)
    if whole is not None:
        share = sentences.score_share(words, card.total)
        bars.append(DimensionBar(total_name, share, whole, total=True))
    return Labelled(
        words.text("Dimensions"), (DimensionBars(tuple(bars)),), caption=_bar_caption(context)
    )


def _bar_caption(context: ReportContext) -> str:
    words, earlier = context.words, context.earlier
    parts = [words.text("Bar: now.")]
    if not context.scorecard.total.final:
        parts.append(words.text("Dashed: open."))
    if earlier is not None and earlier.dated is not None:
        parts.append(words.text("Circle: {day}.", day=words.short_day(earlier.dated)))
    required = figures.share_required(context)
    if required is not None:
        parts.append(words.text("Line: {share}.", share=words.percent(required)))
    return " ".join(parts)


def _strengths(context: ReportContext) -> str:
    words = context.words
    found: list[tuple[Fraction, int, Indicator]] = []
    for place, indicator in enumerate(context.criteria.indicators):
        score = context.scorecard.indicators[indicator.id]
        if not score.counts or not score.final or not indicator.points:
            continue
        reached, _ = figures.place_of(indicator, score)
        asked = context.thresholds.get(indicator.id)
        need = figures.place_of_threshold(indicator, asked.threshold) if asked else None
        above = reached - need if need is not None else Fraction(0)
        if above > 0 or reached == figures.steps_of(indicator):
            found.append((-above, place, indicator))
    if not found:
        return ""
    found.sort(key=lambda one: one[:2])
    named = [figures.name_of(i) for _, _, i in found[:_NAMED_STRENGTHS]]
    if len(found) > len(named):
        return words.plural(
            "Above the threshold or at the highest level: {names}, and {count} other.",
            "Above the threshold or at the highest level: {names}, and {count} others.",
            len(found) - len(named),
            names=", ".join(named),
        )
    return words.text(
        "Above the threshold or at the highest level: {names}.", names=words.listing(named)
    )
