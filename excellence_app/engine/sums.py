"""The points of each dimension and of the whole set, carried on between evaluations."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from excellence_app.domain.results import IndicatorScore, Score
from excellence_app.engine.ranges import Tally

if TYPE_CHECKING:  # they ask for sums
    from excellence_app.engine.preparing import PreparedIndicator, PreparedSet

_Figures = tuple[int, int, int]


class _Part:
    """The sums of one dimension, with their score once that was asked for. They never change."""

    __slots__ = ("_score", "doubtful", "highest", "lowest", "maximum")

    def __init__(
        self, lowest: int, highest: int, maximum: int, doubtful: Mapping[str, _Figures]
    ) -> None:
        self.lowest, self.highest, self.maximum = lowest, highest, maximum
        self.doubtful = doubtful
        self._score: Score | None = None

    def score(self, scale: int) -> Score:
        """Return the sums as a score; `scale` is always the one of the sums it belongs to."""
        if self._score is None:
            self._score = self.tally().score(scale)
        return self._score

    def tally(self) -> Tally:
        """Return the sums as a tally of their own."""
        return Tally(self.lowest, self.highest, self.maximum, list(self.doubtful.values()))


class Sums:
    """The points of each dimension for the scores of one evaluation. They never change.

    Figures are whole numbers, `scale` of which make a point.
    """

    __slots__ = ("_parts", "_total", "scale")

    def __init__(self, scale: int, parts: Mapping[str, _Part]) -> None:
        self.scale = scale
        self._parts = parts
        self._total: Score | None = None

    def dimensions(self) -> dict[str, Score]:
        """Return the score of each dimension, in the order of the set."""
        return {name: part.score(self.scale) for name, part in self._parts.items()}

    def total(self) -> Score:
        """Return the score of the whole set."""
        if self._total is None:
            whole = Tally()
            for part in self._parts.values():
                whole.join(part.tally())
            self._total = whole.score(self.scale)
        return self._total

    def moved(
        self,
        prepared: "PreparedSet",
        before: Mapping[str, IndicatorScore],
        now: Mapping[str, IndicatorScore],
        others: Iterable[str],
    ) -> "Sums":
        """Return the sums for the scores `now`; `others` are the indicators that differ."""
        changed: dict[str, list[PreparedIndicator]] = {}
        for name in others:
            one = prepared.indicators[prepared.places[name]]
            if not one.units and not _fits(now[name], self.scale):
                return sums_of(prepared, self._parts, now)
            if one.indicator.dimension in self._parts:
                changed.setdefault(one.indicator.dimension, []).append(one)
        if not changed:
            return self
        parts, factor = dict(self._parts), self.scale // prepared.scale
        for dimension, ones in changed.items():
            part = parts[dimension]
            lowest, highest, maximum = part.lowest, part.highest, part.maximum
            doubtful = part.doubtful
            for one in ones:
                name = one.indicator.id
                if name in doubtful:
                    doubtful = {key: found for key, found in doubtful.items() if key != name}
                else:
                    low, high, most, _ = _figures(one, before[name], self.scale, factor)
                    lowest, highest, maximum = lowest - low, highest - high, maximum - most
                low, high, most, certain = _figures(one, now[name], self.scale, factor)
                if certain:
                    lowest, highest, maximum = lowest + low, highest + high, maximum + most
                else:
                    doubtful = {**doubtful, name: (low, high, most)}
            parts[dimension] = _Part(lowest, highest, maximum, doubtful)
        return Sums(self.scale, parts)


def sums_of(
    prepared: "PreparedSet", dimensions: Iterable[str], scores: Mapping[str, IndicatorScore]
) -> Sums:
    """Return the sums of all scores of a set, for its dimensions in their order."""
    finer = [f.denominator for p in prepared.bare for f in _range(scores[p.indicator.id])]
    scale = lcm(prepared.scale, *finer)
    factor = scale // prepared.scale
    of_dimension: dict[str, list[PreparedIndicator]] = {name: [] for name in dimensions}
    for one in prepared.indicators:
        if one.indicator.dimension in of_dimension:
            of_dimension[one.indicator.dimension].append(one)
    return Sums(
        scale,
        {name: _part(ones, scores, scale, factor) for name, ones in of_dimension.items()},
    )


def _part(
    ones: "Sequence[PreparedIndicator]",
    scores: Mapping[str, IndicatorScore],
    scale: int,
    factor: int,
) -> _Part:
    lowest = highest = maximum = 0
    doubtful: dict[str, _Figures] = {}
    for one in ones:
        low, high, most, certain = _figures(one, scores[one.indicator.id], scale, factor)
        if certain:
            lowest, highest, maximum = lowest + low, highest + high, maximum + most
        else:
            doubtful[one.indicator.id] = (low, high, most)
    return _Part(lowest, highest, maximum, doubtful)


def _figures(
    one: "PreparedIndicator", score: IndicatorScore, scale: int, factor: int
) -> tuple[int, int, int, bool]:
    """Return the least, the most, what is on offer, and whether it is certainly counted."""
    if not score.counts:
        return 0, 0, 0, True
    maximum = one.maximum * factor
    if score.lowest_level is None or score.highest_level is None:
        low, high = int(score.lowest * scale), int(score.highest * scale)
    else:
        low, high = one.units[score.lowest_level] * factor, one.units[score.highest_level] * factor
    # a part that can end up anywhere keeps the share in the same range when it leaves
    return low, high, maximum, not score.may_leave or (low == 0 and high == maximum)


def _range(score: IndicatorScore) -> tuple[Fraction, Fraction]:
    return score.lowest, score.highest


def _fits(score: IndicatorScore, scale: int) -> bool:
    return not any(scale % figure.denominator for figure in _range(score))
