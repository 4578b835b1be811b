"""Compare two assessments of one cluster."""

from fractions import Fraction

from excellence_app.domain.results import Change, ScoreCard


def compare(before: ScoreCard, after: ScoreCard) -> tuple[Change, ...]:
    """Return how each indicator moved, the largest change first, falls before rises.

    Indicators are matched by their ids; those that only one side counts have no difference.
    """
    ids = dict.fromkeys([*after.indicators, *before.indicators])
    changes = [Change(i, before.indicators.get(i), after.indicators.get(i)) for i in ids]
    return tuple(sorted(changes, key=_by_size))


def _by_size(change: Change) -> tuple[bool, Fraction, bool]:
    moved = change.points
    if moved is None:
        return True, Fraction(0), False
    return False, -abs(moved), moved > 0
