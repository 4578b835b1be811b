"""Numbers made of answers, and the level that a number stands for."""

from collections.abc import Sequence
from datetime import MAXYEAR, date, timedelta
from fractions import Fraction

from excellence_app.domain.levels import Band

Amount = Fraction | None

_DECEMBER = 12


def sum_of(values: Sequence[Fraction]) -> Fraction:
    """Return the sum of exact amounts."""
    return sum(values, Fraction(0))


def ratio_of(part: Fraction, whole: Fraction) -> Amount:
    """Return part over whole; none when the whole is 0, for then no share exists."""
    return part / whole if whole else None


class Scale:
    """Bands made ready for many values; comparisons are in whole numbers, since fractions cost."""

    def __init__(self, bands: Sequence[Band]) -> None:
        self._first = max((b.level for b in bands if b.start is None and b.end is None), default=0)
        self._starts = [
            (b.level, *b.start.as_integer_ratio()) for b in bands if b.start is not None
        ]
        self._ends = [(b.level, *b.end.as_integer_ratio()) for b in bands if b.end is not None]

    def level(self, value: Fraction) -> int:
        """Return the level of the band that holds `value`.

        Upward scales run from the lowest band: the last `start` not above the value wins.
        Downward scales (bands with `end`): the best band whose `end` is not below the value wins.
        """
        numerator, denominator = value.as_integer_ratio()
        level = self._first
        for number, above, below in self._starts:
            if number > level and numerator * below >= above * denominator:
                level = number
        for number, above, below in self._ends:
            if number > level and numerator * below <= above * denominator:
                level = number
        return level


def add_months(day: date, months: int) -> date:
    """Return the same day `months` calendar months later, or a shorter month's last day.

    What lies beyond the calendar is its last day.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(day.day, last_day(year, month)))


def last_day(year: int, month: int) -> int:
    """Return how many days a month has; Python's own function for it is slow to import."""
    if month == _DECEMBER:
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def whole_months_between(start: date, end: date) -> int:
    """Return how many whole calendar months lie between two days; negative if `end` is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if add_months(start, months) > end else months
