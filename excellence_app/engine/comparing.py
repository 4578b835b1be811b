"""Compare two assessments of one cluster."""

from fractions import Fraction

from excellence_app.domain.results import Change, ScoreCard


def compare(before: ScoreCard, after: ScoreCard) -> tuple[Change, ...]:
    """Return how each indicator moved, the largest change first, falls before rises.

    Indicators are matched by their ids; those that only one side counts have no difference.
    A level may move where no points do, as that of a knock-out.
    """
    ids = dict.fromkeys([*after.indicators, *before.indicators])
    changes = [Change(i, before.indicators.get(i), after.indicators.get(i)) for i in ids]
    return tuple(sorted(changes, key=_by_size))


def _by_size(change: Change) -> tuple[bool, Fraction, int, bool]:
    moved, levels = change.points, change.levels or 0
    if moved is None:
        return True, Fraction(0), 0, False
    return False, -abs(moved), -abs(levels), moved > 0 or levels > 0
