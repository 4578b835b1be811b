"""Numbers made of answers, bands, and calendar months."""

from datetime import date
from fractions import Fraction

import pytest

from excellence_app.engine.measures import (
    Scale,
    add_months,
    ratio_of,
    sum_of,
    whole_months_between,
)
from tests.engine.sets import downward, upward


def test_sums_and_ratios_are_exact():
    assert sum_of([]) == 0
    assert sum_of([Fraction(1, 3)] * 3) == 1
    assert ratio_of(Fraction(1), Fraction(3)) == Fraction(1, 3)
    assert ratio_of(Fraction(0), Fraction(3)) == 0
    assert ratio_of(Fraction(0), Fraction(0)) is None


@pytest.mark.parametrize(
    ("value", "level"),
    [(0, 0), ("999/100", 0), (10, 1), ("1499/100", 1), (15, 2), (30, 3), (50, 4), (10**9, 4)],
)
def test_upward_bands_begin_with_their_first_value(value, level):
    assert Scale(upward(10, 15, 30, 50)).level(Fraction(value)) == level


@pytest.mark.parametrize(
    ("value", "level"), [(100, 0), (21, 0), (20, 1), (11, 1), (10, 2), (0, 2), (-5, 2)]
)
def test_downward_bands_end_with_their_last_value(value, level):
    assert Scale(downward(20, 10)).level(Fraction(value)) == level


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 5, 31), 18, date(2025, 11, 30)),
        (date(2024, 8, 31), 18, date(2026, 2, 28)),
        (date(2022, 8, 31), 18, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 1, 15), 0, date(2024, 1, 15)),
        (date(2024, 1, 31), -2, date(2023, 11, 30)),
        (date(2026, 1, 1), 100_000, date.max),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 5, 15), date(2024, 5, 15), 0),
        (date(2024, 5, 15), date(2024, 6, 14), 0),
        (date(2024, 5, 15), date(2024, 6, 15), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 1, 31), date(2024, 3, 30), 1),
        (date(2024, 3, 15), date(2024, 2, 20), -1),
        (date(2024, 3, 15), date(2024, 2, 15), -1),
        (date(2024, 3, 15), date(2024, 2, 14), -2),
    ],
)
def test_only_whole_months_count(start, end, months):
    assert whole_months_between(start, end) == months
