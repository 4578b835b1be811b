"""Results as the window shows them: what is looked at, and the charts of it.

The window may draw what reports lay out, and makes none of it itself: it takes finished
blocks from here. Each function takes one `Shown`, which is made anew after each change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from excellence_app.domain.criteria import Dimension, Indicator
from excellence_app.domain.levels import Verdict
from excellence_app.domain.results import Roadmap, Score, ScoreCard, ThresholdResult
from excellence_app.domain.values import dataclass
from excellence_app.engine.scoring import evaluate
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.reports import figures
from excellence_app.reports.blocks import (
    Bullet,
    DimensionBar,
    DimensionBars,
    Labelled,
    Skyline,
    SkylineColumn,
    SkylineGroup,
    Staircase,
)
from excellence_app.reports.context import ReportContext
from excellence_app.session.session import AssessmentSession

Shown = ReportContext


def shown(
    session: AssessmentSession,
    words: Words,
    *,
    target: str = "",
    card: ScoreCard | None = None,
    last: Shown | None = None,
) -> Shown:
    """Return what pages show of a session as it is now.

    `target` is the label whose thresholds are looked at, the document's own if none is given.
    `card` is the result if it is at hand. From `last`, what was shown before, comes the result
    of the earlier assessment, which is worked out only once.
    """
    assessment, criteria = session.assessment, session.criteria
    earlier = None
    if assessment.earlier:
        copy = assessment.earlier[-1]
        known = last is not None and last.criteria is criteria and last.assessment.earlier[-1:]
        if last is not None and known and known[0] is copy:
            earlier = last.earlier
        else:
            earlier = evaluate(criteria, copy)
    return ReportContext(
        criteria=criteria,
        assessment=replace(assessment, target=target) if target else assessment,
        scorecard=session.score() if card is None else card,
        words=words,
        earlier=earlier,
    )


def banner(shown: Shown) -> str:
    """Return the sentence that stands on every page: whose values these are."""
    text = sentences.standing(shown.words, shown.criteria)
    if shown.assessment.practice:
        fictional = shown.words.text("The cluster is fictional and made for practice.")
        return f"{text} {fictional}"
    return text


def preparatory(shown: Shown) -> str:
    """Return the sentence that says who awards a label."""
    return sentences.preparatory(shown.words)


# charts of one assessment


def skyline(shown: Shown) -> Skyline:
    """Return all indicators side by side, with a sentence for each."""
    groups = tuple(
        SkylineGroup(
            title=dimension.title,
            short=dimension.id,
            columns=tuple(figures.skyline_column(shown, one, one.id) for one in indicators),
            value=share_of(shown.words, shown.scorecard.dimensions.get(dimension.id)),
        )
        for dimension, indicators in _by_dimension(shown)
    )
    said = (column.sentence for group in groups for column in group.columns)
    return Skyline(groups, "\n".join(said))


def small_skyline(shown: Shown) -> Skyline:
    """Return all indicators side by side without any words, for a list of assessments."""
    groups = tuple(
        SkylineGroup("", "", tuple(_bare_column(shown, one) for one in indicators))
        for _, indicators in _by_dimension(shown)
    )
    return Skyline(groups, "")


def _bare_column(shown: Shown, indicator: Indicator) -> SkylineColumn:
    score = shown.scorecard.indicators[indicator.id]
    lowest, highest = figures.place_of(indicator, score)
    asked = shown.thresholds.get(indicator.id)
    return SkylineColumn(
        label="",
        levels=figures.steps_of(indicator),
        value=lowest,
        possible=highest,
        threshold=figures.place_of_threshold(indicator, asked.threshold) if asked else None,
        applies=score.counts,
        indicator=indicator.id,
    )


def _by_dimension(shown: Shown) -> Iterator[tuple[Dimension, list[Indicator]]]:
    """Yield the dimensions that have indicators, with these in the order of the set."""
    found: dict[str, list[Indicator]] = {one.id: [] for one in shown.criteria.dimensions}
    for indicator in shown.criteria.indicators:
        found[indicator.dimension].append(indicator)
    for dimension in shown.criteria.dimensions:
        if found[dimension.id]:
            yield dimension, found[dimension.id]


def share_of(words: Words, score: Score | None) -> str:
    """Return a score as a percentage or a range of them, empty if there is nothing to score."""
    if score is None or score.share_lowest is None:
        return ""
    return sentences.score_share(words, score)


def indicator_bullet(shown: Shown, indicator_id: str) -> Bullet | None:
    """Return one indicator against the label's threshold, none if it does not apply.

    Raises KeyError for an unknown id.
    """
    return figures.bullet(shown, shown.criteria.indicator_by_id[indicator_id])


def dimension_bullet(shown: Shown, dimension_id: str) -> Bullet | None:
    """Return the score of a dimension, none if it has no points; raises KeyError."""
    dimension = next((d for d in shown.criteria.dimensions if d.id == dimension_id), None)
    if dimension is None:
        raise KeyError(dimension_id)
    score, earlier = shown.scorecard.dimensions.get(dimension_id), shown.earlier
    if score is None or not score.maximum:
        return None
    before = earlier.dimensions.get(dimension_id) if earlier is not None else None
    return figures.total_bullet(shown, score, before, name_of(dimension))


def total_bullet(shown: Shown) -> Bullet | None:
    """Return the total score, none if the set has no points."""
    total, earlier = shown.scorecard.total, shown.earlier
    if not total.maximum:
        return None
    before = earlier.total if earlier is not None else None
    return figures.total_bullet(shown, total, before, shown.words.text("Total"))


def name_of(dimension: Dimension) -> str:
    """Return number and name of a dimension."""
    return f"{dimension.id} {dimension.title}"


def dimension_bars(shown: Shown) -> DimensionBars:
    """Return the scores of all dimensions, and the total below them."""
    card, words = shown.scorecard, shown.words
    bars = []
    for dimension in shown.criteria.dimensions:
        bar = dimension_bullet(shown, dimension.id)
        if bar is not None:
            share = sentences.score_share(words, card.dimensions[dimension.id])
            bars.append(DimensionBar(name_of(dimension), share, bar))
    whole = total_bullet(shown)
    if whole is not None:
        share = sentences.score_share(words, card.total)
        bars.append(DimensionBar(words.text("Total"), share, whole, total=True))
    return DimensionBars(tuple(bars))


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One dimension in a list: its score, and how many of its indicators are below or open.

    `met` is whether every threshold of it is met. The words are empty where there is nothing
    to say.
    """

    dimension: str
    title: str
    value: str
    bar: Bullet | None
    gaps: int
    gaps_words: str
    open: int
    open_words: str
    met: bool


def dimensions(shown: Shown) -> tuple[DimensionRow, ...]:
    """Return all dimensions that have indicators, in the order of the set."""
    words, rows = shown.words, []
    for dimension, indicators in _by_dimension(shown):
        asked = [shown.thresholds[one.id] for one in indicators if one.id in shown.thresholds]
        gaps = _count(asked, Verdict.MISSED)
        scores = (shown.scorecard.indicators[one.id] for one in indicators)
        still_open = sum(1 for score in scores if figures.is_open(score))
        met = bool(asked) and _count(asked, Verdict.MET) == len(asked)
        gaps_words = words.plural("{count} gap", "{count} gaps", gaps) if gaps else ""
        rows.append(
            DimensionRow(
                dimension=dimension.id,
                title=dimension.title,
                value=share_of(words, shown.scorecard.dimensions.get(dimension.id)),
                bar=dimension_bullet(shown, dimension.id),
                gaps=gaps,
                gaps_words=words.text("All met") if met else gaps_words,
                open=still_open,
                open_words=words.plural("{count} open", "{count} open", still_open)
                if still_open
                else "",
                met=met,
            )
        )
    return tuple(rows)


def _count(results: Iterable[ThresholdResult], verdict: Verdict) -> int:
    return sum(1 for one in results if one.verdict is verdict)


def staircase(shown: Shown, roadmap: Roadmap) -> Staircase | None:
    """Return the total after each action of a roadmap, none if that has no actions."""
    if not roadmap.steps:
        return None
    from excellence_app.reports.sections import roadmap as section  # noqa: PLC0415 - one page's

    for block in section.build(replace(shown, roadmap=roadmap)):
        for part in block.content if isinstance(block, Labelled) else ():
            if isinstance(part, Staircase):
                return part
    return None
