"""Ranks that put things in order: what is moved gets one between those of its new neighbours.

So its record is the only one that changes, and two people who move different things can be merged.
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

_FINEST = 10**12  # denominator of a rank; a finer one gives all new, whole ranks


def new_ranks(
    order: Sequence[str], ranks: Mapping[str, Fraction], fixed: Collection[str]
) -> dict[str, Fraction]:
    """Return new ranks for those that are not fixed, which put all of them in this order.

    `ranks` are those of the fixed ones. Two fixed ones may have one rank, as after a merge. If
    something comes between them, the second one gets a new rank as well.
    """
    still_fixed = set(fixed)
    while (found := _fitted(order, ranks, still_fixed)) is None:
        pass
    if any(max(abs(rank.numerator), rank.denominator) > _FINEST for rank in found.values()):
        return {one: Fraction(n) for n, one in enumerate(order, start=1)}
    return found


def _fitted(
    order: Sequence[str], ranks: Mapping[str, Fraction], fixed: set[str]
) -> dict[str, Fraction] | None:
    """Return ranks of those that are not fixed; none if one less is fixed from now on."""
    found: dict[str, Fraction] = {}
    waiting: list[str] = []
    below: Fraction | None = None
    for one in [*order, None]:
        if one is not None and one not in fixed:
            waiting.append(one)
            continue
        above = None if one is None else ranks[one]
        if waiting:
            if one is not None and below is not None and below >= ranks[one]:
                fixed.discard(one)
                return None
            found |= zip(waiting, _between(below, above, len(waiting)), strict=True)
            waiting = []
        below = above
    return found


def _between(below: Fraction | None, above: Fraction | None, count: int) -> list[Fraction]:
    """Return so many rising ranks between two others, or beyond one."""
    if above is None:
        first = 1 if below is None else floor(below) + 1
        return [Fraction(first + n) for n in range(count)]
    if below is None:
        return [Fraction(ceil(above) - count + n) for n in range(count)]
    if count == 0:
        return []
    half = count // 2
    middle = _simplest(below, above)
    return [
        *_between(below, middle, half),
        middle,
        *_between(middle, above, count - half - 1),
    ]


def _simplest(below: Fraction, above: Fraction) -> Fraction:
    """Return the fraction of the smallest denominator between two others."""
    whole = floor(below)
    if whole + 1 < above:
        return Fraction(whole + 1)
    if below == whole:
        return whole + Fraction(1, floor(1 / (above - whole)) + 1)
    return whole + 1 / _simplest(1 / (above - whole), 1 / (below - whole))
