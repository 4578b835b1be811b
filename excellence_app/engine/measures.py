"""Numbers made of answers, and the level that a number stands for."""

import calendar
from collections.abc import Sequence
from datetime import MAXYEAR, date
from fractions import Fraction

from excellence_app.domain.levels import Band

Amount = Fraction | None


def sum_of(values: Sequence[Fraction]) -> Fraction:
    """Return the sum of exact amounts."""
    return sum(values, Fraction(0))


def ratio_of(part: Fraction, whole: Fraction) -> Amount:
    """Return part over whole; none when the whole is 0, for then no share exists."""
    return part / whole if whole else None


def level_in_bands(value: Fraction, bands: Sequence[Band]) -> int:
    """Return the level of the band that holds `value`.

    Upward scales run from the lowest band: the last `start` not above the value wins.
    Downward scales (bands with `end`): the best band whose `end` is not below the value wins.
    """
    level = 0
    for band in bands:
        reached = (
            value <= band.end
            if band.end is not None
            else band.start is None or value >= band.start
        )
        if reached and band.level >= level:
            level = band.level
    return level


def add_months(day: date, months: int) -> date:
    """Return the same day `months` calendar months later, or a shorter month's last day.

    What lies beyond the calendar is its last day.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def whole_months_between(start: date, end: date) -> int:
    """Return how many whole calendar months lie between two days; negative if `end` is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if add_months(start, months) > end else months
