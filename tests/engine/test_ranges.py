"""Sums and shares stay true ranges; held against every way in which it can turn out."""

from fractions import Fraction
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from excellence_app.engine.ranges import Tally


@st.composite
def tally_parts(draw):
    maximum = draw(st.integers(0, 6))
    lowest = draw(st.integers(0, maximum))
    highest = draw(st.integers(lowest, maximum))
    return lowest, highest, maximum, draw(st.booleans())


def every_outcome(parts):
    """Yield the shares that can result: doubtful parts in or out, each between its limits."""
    certain = [part for part in parts if part[3]]
    doubtful = [part for part in parts if not part[3]]
    subsets = chain.from_iterable(combinations(doubtful, n) for n in range(len(doubtful) + 1))
    for subset in subsets:
        taken = [*certain, *subset]
        offered = sum(part[2] for part in taken)
        if offered:
            yield Fraction(sum(part[0] for part in taken), offered)
            yield Fraction(sum(part[1] for part in taken), offered)


@given(st.lists(tally_parts(), max_size=6))
def test_the_range_of_a_share_is_exactly_what_can_result(parts):
    tally = Tally()
    for lowest, highest, maximum, certain in parts:
        tally.add(lowest, highest, maximum, certain=certain)
    outcomes = list(every_outcome(parts))
    expected = (min(outcomes), max(outcomes)) if outcomes else None
    assert tally.share_range() == expected


def test_a_tally_becomes_a_score_in_points():
    tally = Tally()
    tally.add(5, 10, 20, certain=True)
    tally.add(2, 4, 4, certain=False)
    found = tally.score(4)
    assert (found.lowest, found.highest, found.maximum) == (Fraction(5, 4), Fraction(7, 2), 6)
    assert (found.share_lowest, found.share_highest) == (Fraction(1, 4), Fraction(7, 12))
    assert not found.final


def test_nothing_on_offer_is_no_share():
    found = Tally().score(1)
    assert (found.lowest, found.highest, found.maximum) == (0, 0, 0)
    assert found.share_lowest is found.share_highest is None
    assert found.final


def test_tallies_join():
    one, other = Tally(), Tally()
    one.add(1, 2, 3, certain=True)
    other.add(1, 1, 3, certain=True)
    other.add(0, 2, 2, certain=False)
    one.join(other)
    assert (one.lowest, one.highest, one.maximum) == (2, 3, 6)
    assert one.doubtful == [(0, 2, 2)]


def test_parts_in_fractions_find_a_common_unit():
    half, third = Fraction(1, 2), Fraction(1, 3)
    tally = Tally.of_parts([(half, half, Fraction(1), True), (third, third, Fraction(1), True)])
    assert tally.share_range() == (Fraction(5, 12), Fraction(5, 12))
    assert Tally.of_parts([]).share_range() is None
