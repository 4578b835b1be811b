"""Results as lines for a spreadsheet."""

from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.results import ScoreCard
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words, rounded


def gap_rows(words: Words, criteria: CriteriaSet, card: ScoreCard) -> list[list[str]]:
    """Return a heading and one row per indicator, with the distance to each label."""
    labels = [result for result in card.labels if result.thresholds]
    titles = [criteria.label_by_id[result.label].title for result in labels]
    head = [
        words.text("Indicator"),
        words.text("Dimension"),
        words.text("State"),
        words.text("Level"),
        words.text("Points, lowest"),
        words.text("Points, highest"),
        words.text("Points on offer"),
    ]
    for title in titles:
        head += [
            words.text("{label}: asked", label=title),
            words.text("{label}: distance", label=title),
        ]
    dimensions = {one.id: f"{one.id} {one.title}" for one in criteria.dimensions}
    rows = [head]
    for indicator in criteria.indicators:
        score = card.indicators[indicator.id]
        row = [
            # with its name, since a spreadsheet takes 4.1.6 alone for a date and 2.10 for 2.1
            sentences.indicator_name(indicator),
            dimensions[indicator.dimension],
            sentences.indicator_state(words, score.state),
            sentences.level_range(words, score),
            str(rounded(score.lowest, 4)),
            str(rounded(score.highest, 4)),
            str(rounded(score.maximum, 4)),
        ]
        for result in labels:
            found = [t for t in result.thresholds if t.indicator == indicator.id]
            row.append(sentences.threshold(words, found[0].threshold) if found else "")
            row.append(sentences.distance(words, found[0]) if found else "")
        rows.append(row)
    return rows
