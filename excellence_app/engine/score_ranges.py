"""The score of one indicator that ends up between two of its levels, or leaves the result."""

from collections.abc import Iterable
from fractions import Fraction

from excellence_app.domain.criteria import (
    Indicator,
)
from excellence_app.domain.levels import ZERO
from excellence_app.domain.messages import Message
from excellence_app.domain.results import IndicatorScore, IndicatorState
from excellence_app.engine.answering import QuestionState


def of_what_is_missing(state: IndicatorState, reason: Message | None) -> IndicatorState:
    """Return the state of an indicator whose measure gives nothing yet."""
    if state is not IndicatorState.ANSWERED:
        return state
    # so what is missing or wrong lies elsewhere
    return IndicatorState.PARTLY if reason is None else IndicatorState.UNSOUND


def between(
    indicator: Indicator,
    lowest: int,
    highest: int,
    state: IndicatorState,
    *,
    value: Fraction | None = None,
    reason: Message | None = None,
) -> IndicatorScore:
    """Return the score of an indicator that ends up between two of its levels."""
    return IndicatorScore(
        indicator=indicator.id,
        state=state,
        lowest=indicator.levels[lowest].points if indicator.levels else ZERO,
        highest=indicator.levels[highest].points if indicator.levels else indicator.points,
        maximum=indicator.points,
        lowest_level=lowest if indicator.levels else None,
        highest_level=highest if indicator.levels else None,
        value=value,
        reason=reason,
    )


def outside(indicator: Indicator, state: IndicatorState) -> IndicatorScore:
    """Return the score of an indicator that leaves points, maximum and thresholds alike."""
    return IndicatorScore(indicator.id, state, ZERO, ZERO, ZERO)


_STATES = {
    QuestionState.ANSWERED: IndicatorState.ANSWERED,
    QuestionState.UNANSWERED: IndicatorState.UNANSWERED,
    QuestionState.UNKNOWN: IndicatorState.UNKNOWN,
    QuestionState.UNSOUND: IndicatorState.UNSOUND,
    QuestionState.INCOMPLETE: IndicatorState.PARTLY,
}


def joint_state(states: Iterable[QuestionState]) -> IndicatorState:
    """Return how far an indicator is answered whose questions are in these states."""
    found = set(states) - {QuestionState.NOT_APPLICABLE}
    if QuestionState.UNSOUND in found:
        return IndicatorState.UNSOUND
    return _STATES[found.pop()] if len(found) == 1 else IndicatorState.PARTLY
