"""What one answer does: to its indicator, its dimension, the total and the label."""

from excellence_app.domain.criteria import Indicator, QuestionType
from excellence_app.domain.levels import Verdict
from excellence_app.domain.results import IndicatorScore, ThresholdResult
from excellence_app.domain.values import dataclass
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.reports import figures
from excellence_app.reports.blocks import Bullet
from excellence_app.session.headlines import in_words
from excellence_app.session.result_rows import levels_above, nothing_known
from excellence_app.session.showing import Shown, dimension_bullet, total_bullet


@dataclass(frozen=True, slots=True)
class Effect:
    """What the right column of the question page shows.

    `short` says level and standing in a few words, for where `standing` has no room.
    `met` is none where the label asks nothing of the indicator or the answer is open.
    `announcement` is what a screen reader says after an answer.
    """

    indicator: str
    title: str
    level_words: str
    standing: str
    short: str
    met: bool | None
    bullet: Bullet | None
    dimension_title: str
    dimension_share: str
    dimension: Bullet | None
    total_share: str
    total: Bullet | None
    announcement: str


def effect(shown: Shown, question_id: str) -> Effect | None:
    """Return what the answer of a question does, none if it belongs to no indicator."""
    criteria, card, words = shown.criteria, shown.scorecard, shown.words
    indicator = criteria.indicator_of_question.get(question_id)
    if indicator is None:
        return None
    score = card.indicators[indicator.id]
    asked = shown.thresholds.get(indicator.id)
    dimension = next(one for one in criteria.dimensions if one.id == indicator.dimension)
    of_dimension = card.dimensions.get(dimension.id)
    scored = of_dimension is not None and of_dimension.share_lowest is not None
    total = sentences.score_share(words, card.total) if card.total.maximum else ""
    met = None
    if asked is not None and asked.verdict is not Verdict.OPEN:
        met = asked.verdict is Verdict.MET
    return Effect(
        indicator=indicator.id,
        title=indicator.title,
        level_words=_level_words(words, indicator, score),
        standing=_standing(shown, score, asked),
        short=_in_short(shown, indicator, score, asked),
        met=met,
        bullet=figures.bullet(shown, indicator),
        dimension_title=f"{dimension.id} {dimension.title}",
        dimension_share=sentences.score_share(words, of_dimension)
        if scored and of_dimension is not None
        else "",
        dimension=dimension_bullet(shown, dimension.id),
        total_share=total,
        total=total_bullet(shown),
        announcement=_announcement(shown, score, asked, total),
    )


def _level_words(words: Words, indicator: Indicator, score: IndicatorScore) -> str:
    level = sentences.level_range(words, score)
    if not level or nothing_known(score):
        return "–"
    return words.text("{level} of {top}", level=level, top=figures.steps_of(indicator))


def _of_yes_or_no(words: Words, indicator: Indicator, asked: ThresholdResult, label: str) -> str:
    """Return how a yes or no stands against a threshold that is not met; empty for all else.

    Nobody thinks of the two as levels.
    """
    question = indicator.questions[0] if len(indicator.questions) == 1 else None
    if question is None or question.type is not QuestionType.YES_NO:
        return ""
    if asked.verdict is Verdict.OPEN and question.good:
        return words.text("{label} asks for a yes", label=label)
    if asked.verdict is Verdict.OPEN:
        return words.text("{label} asks for a no", label=label)
    return words.text("Below the {label} threshold", label=label)


def _standing(shown: Shown, score: IndicatorScore, asked: ThresholdResult | None) -> str:
    """Return how an indicator stands against the threshold, without a full stop."""
    words = shown.words
    label = shown.target.title if shown.target is not None else ""
    if not score.counts:
        return sentences.indicator_state(words, score.state)
    if asked is None:
        return words.text("{label} sets no threshold here", label=label) if label else ""
    if asked.verdict is Verdict.MET:
        return _above(words, levels_above(score, asked), label)
    plain = _of_yes_or_no(words, shown.criteria.indicator_by_id[score.indicator], asked, label)
    if plain:
        return plain
    if asked.verdict is Verdict.OPEN:
        return words.text(
            "{label} asks for {threshold}",
            label=label,
            threshold=sentences.threshold(words, asked.threshold),
        )
    if asked.levels_short is None:
        short = sentences.points(words, asked.points_short)
        return words.text("{points} below the {label} threshold", points=short, label=label)
    if asked.levels_short == 1:
        return words.text("One level below the {label} threshold", label=label)
    return words.plural(
        "{number} level below the {label} threshold",
        "{number} levels below the {label} threshold",
        asked.levels_short,
        number=in_words(words, asked.levels_short),
        label=label,
    )


def _in_short(
    shown: Shown, indicator: Indicator, score: IndicatorScore, asked: ThresholdResult | None
) -> str:
    words, level = shown.words, _level_words(shown.words, indicator, score)
    if not score.counts or nothing_known(score):
        return sentences.indicator_state(words, score.state)
    if asked is None or asked.verdict is Verdict.OPEN:
        return level
    if asked.verdict is Verdict.MET:
        return words.text("{level}, met", level=level)
    if asked.levels_short is None:
        return words.text("{level}, below", level=level)
    return words.plural(
        "{level}, {count} short", "{level}, {count} short", asked.levels_short, level=level
    )


def _above(words: Words, levels: int, label: str) -> str:
    if levels == 0:
        return words.text("{label} threshold met", label=label)
    if levels == 1:
        return words.text("One level above the {label} threshold", label=label)
    return words.plural(
        "{number} level above the {label} threshold",
        "{number} levels above the {label} threshold",
        levels,
        number=in_words(words, levels),
        label=label,
    )


def _announcement(
    shown: Shown, score: IndicatorScore, asked: ThresholdResult | None, total: str
) -> str:
    words = shown.words
    parts = []
    level = sentences.level_range(words, score)
    if not score.counts or nothing_known(score):
        parts.append(f"{sentences.indicator_state(words, score.state)}.")
    elif level:
        parts.append(words.text("Level {level}.", level=level))
    if asked is not None and score.counts and not nothing_known(score):
        if asked.verdict is Verdict.MET:
            parts.append(words.text("Threshold met."))
        elif asked.verdict is Verdict.MISSED:
            parts.append(f"{sentences.distance(words, asked)}.")
    if total:
        parts.append(words.text("Total {share}.", share=total))
    return " ".join(parts)
