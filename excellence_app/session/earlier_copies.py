"""The earlier assessments that a document keeps: any of them against the present one."""

from fractions import Fraction

from excellence_app.domain.results import Score
from excellence_app.engine.comparing import compare
from excellence_app.engine.scoring import evaluate
from excellence_app.language.catalogues import Words
from excellence_app.reports.blocks import Dumbbell
from excellence_app.session.compared import Compared, DimensionMoved
from excellence_app.session.session import AssessmentSession, Comparison
from excellence_app.session.showing import share_of


def days_of(session: AssessmentSession, words: Words) -> tuple[str, ...]:
    """Return the days of the earlier assessments in words, the oldest first."""
    return tuple(
        words.day(one.dated) if one.dated is not None else words.text("no date yet")
        for one in session.assessment.earlier
    )


def compared_with(session: AssessmentSession, number: int) -> Comparison:
    """Return how the present assessment differs from an earlier one; raises IndexError."""
    before, after = session.assessment.earlier[number], session.assessment
    cards = [evaluate(session.criteria, one) for one in (before, after)]
    return Comparison(before, after, cards[0], cards[1], compare(cards[0], cards[1]))


def total_moved(words: Words, compared: Compared) -> DimensionMoved | None:
    """Return the total in both assessments, none if the set has no points."""
    before, now = compared.source.card_before.total, compared.source.card_after.total
    if not (before.maximum or now.maximum):
        return None
    shares = (share_of(words, before), share_of(words, now))
    name = words.text("Total")
    sentence = words.text(
        "{name}: {before} before, {now} now.",
        name=name,
        before=shares[0] or "–",
        now=shares[1] or "–",
    )
    dumbbell = Dumbbell(Fraction(1), _lowest(before), _lowest(now), sentence)
    return DimensionMoved("", name, dumbbell, *shares)


def _lowest(score: Score) -> Fraction | None:
    return score.share_lowest
