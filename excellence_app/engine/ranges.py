"""Sums and shares that stay true ranges while questions are open.

Figures are whole numbers over one common denominator, so that long sums cost
little; they become fractions at the edge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from excellence_app.domain.results import Score


@dataclass(slots=True)
class Tally:
    """Parts of a total: what is certainly counted, and parts of which that is open.

    `doubtful` holds (lowest, highest, maximum) of parts that may leave both sides
    of the fraction.
    """

    lowest: int = 0
    highest: int = 0
    maximum: int = 0
    doubtful: list[tuple[int, int, int]] = field(default_factory=list)

    @classmethod
    def of_parts(cls, parts: Sequence[tuple[Fraction, Fraction, Fraction, bool]]) -> "Tally":
        """Return the tally of (lowest, highest, maximum, certain) parts, in a common unit."""
        scale = lcm(*(figure.denominator for part in parts for figure in part[:3]))
        tally = cls()
        for lowest, highest, maximum, certain in parts:
            tally.add(
                int(lowest * scale), int(highest * scale), int(maximum * scale), certain=certain
            )
        return tally

    def add(self, lowest: int, highest: int, maximum: int, *, certain: bool) -> None:
        """Count one part."""
        if certain:
            self.lowest += lowest
            self.highest += highest
            self.maximum += maximum
        else:
            self.doubtful.append((lowest, highest, maximum))

    def join(self, other: "Tally") -> None:
        """Count all parts of another tally."""
        self.lowest += other.lowest
        self.highest += other.highest
        self.maximum += other.maximum
        self.doubtful += other.doubtful

    def share_range(self) -> tuple[Fraction, Fraction] | None:
        """Return the least and the greatest share that can result, none if nothing is on offer.

        Doubtful parts are taken in while they worsen (or better) the quotient, in
        the order of their own quotients, which finds the true extremes.
        """
        parts = [part for part in self.doubtful if part[2]]
        lowest = _extreme(self.lowest, self.maximum, ((p[0], p[2]) for p in parts), sign=1)
        highest = _extreme(self.highest, self.maximum, ((p[1], p[2]) for p in parts), sign=-1)
        if lowest is None or highest is None:
            return None
        return lowest, highest

    def score(self, scale: int) -> Score:
        """Return the tally as a score; `scale` is how many units one point has."""
        shares = self.share_range()
        return Score(
            lowest=Fraction(self.lowest, scale),
            highest=Fraction(self.highest + sum(p[1] for p in self.doubtful), scale),
            maximum=Fraction(self.maximum + sum(p[2] for p in self.doubtful), scale),
            share_lowest=None if shares is None else shares[0],
            share_highest=None if shares is None else shares[1],
        )


def _extreme(
    earned: int, offered: int, parts: Iterable[tuple[int, int]], *, sign: int
) -> Fraction | None:
    ordered = sorted(parts, key=lambda part: sign * Fraction(part[0], part[1]))
    for part_earned, part_offered in ordered:
        # earned / offered moves the wanted way only if the part's own quotient lies beyond it
        beyond = sign * (part_earned * offered - earned * part_offered) < 0
        if offered == 0 or beyond:
            earned += part_earned
            offered += part_offered
    return Fraction(earned, offered) if offered else None
