"""Choose actions: every gap closed and the total reached with little effort.

The problem is plain data, so that any solver can answer it. The one here is greedy with
exchanges: it finds little effort, not proven least effort. It calculates in whole numbers over
common denominators.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm

from excellence_app.domain.levels import ZERO
from excellence_app.domain.values import dataclass

_ATTENTION = Fraction(1, 4)  # person-days: a free action still costs attention


@dataclass(frozen=True, slots=True)
class PlanAction:
    """One action as the solver sees it; `effort` is person-days, `lifts` indicator to level."""

    id: str
    effort: Fraction
    weeks: int
    lifts: Mapping[str, int]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """What a solver is asked.

    `levels` are the present levels of the indicators that actions can lift, `points` what
    each of their levels earns, `needed` the levels that close the gaps. `start` is the present
    total, `goal` the total asked for (none: no such rule).
    """

    levels: Mapping[str, int]
    points: Mapping[str, tuple[Fraction, ...]]
    needed: Mapping[str, int]
    start: Fraction
    goal: Fraction | None
    actions: tuple[PlanAction, ...]

    def lifted(self, chosen: Sequence[PlanAction]) -> dict[str, int]:
        """Return the levels after these actions."""
        after = dict(self.levels)
        for action in chosen:
            for indicator, level in action.lifts.items():
                after[indicator] = max(after[indicator], level)
        return after

    def total(self, levels: Mapping[str, int]) -> Fraction:
        """Return the total at these levels."""
        gained = (
            self.points[indicator][level] - self.points[indicator][self.levels[indicator]]
            for indicator, level in levels.items()
            if level != self.levels[indicator]
        )
        return sum(gained, self.start)

    def solved_by(self, chosen: Sequence[PlanAction]) -> bool:
        """Return whether these actions close every gap and reach the total."""
        after = self.lifted(chosen)
        closed = all(after[indicator] >= level for indicator, level in self.needed.items())
        return closed and (self.goal is None or self.total(after) >= self.goal)


Solver = Callable[[PlanProblem], Sequence[str]]


def solve_greedily(problem: PlanProblem) -> tuple[str, ...]:
    """Return ids of actions in order: close every gap, reach the total, drop what is not needed.

    Each choice takes the action, with all its prerequisites, that does most per person-day;
    then single actions are exchanged while that saves effort. Where the goal is out of reach
    the actions are those that come as near to it as all of them together.
    """
    search = _Search(problem)
    chosen = search.best()
    return _in_good_order(problem, [problem.actions[place] for place in sorted(chosen)])


Chosen = frozenset[int]


class _Search:
    """A problem in whole numbers; actions and indicators are known by their places."""

    def __init__(self, problem: PlanProblem) -> None:
        names = list(problem.levels)
        places = {name: place for place, name in enumerate(names)}
        self._levels = [problem.levels[name] for name in names]
        self._lifts = [
            [(places[name], level) for name, level in action.lifts.items()]
            for action in problem.actions
        ]
        self._bundles = _with_prerequisites(problem.actions)
        figures = [points for name in names for points in problem.points[name]]
        wanted = ZERO if problem.goal is None else max(ZERO, problem.goal - problem.start)
        scale = lcm(wanted.denominator, *(figure.denominator for figure in figures))
        self._points = [[int(p * scale) for p in problem.points[name]] for name in names]
        days = lcm(*(action.effort.denominator for action in problem.actions), 4)
        self._effort = [int(action.effort * days) for action in problem.actions]
        self._attention = int(_ATTENTION * days)
        # Out of reach is what all actions together do not bring: nearer than that nobody comes.
        reach = self._after(range(len(self._lifts)))
        self._needed = {
            places[name]: level
            for name, level in problem.needed.items()
            if self._levels[places[name]] < level <= reach[places[name]]
        }
        self._goal = min(int(wanted * scale), self._gained(reach))

    def _after(self, chosen: Iterable[int]) -> list[int]:
        after = list(self._levels)
        for action in chosen:
            for place, level in self._lifts[action]:
                after[place] = max(after[place], level)
        return after

    def _gained(self, after: Sequence[int]) -> int:
        start = self._levels
        points = self._points
        return sum(
            points[place][level] - points[place][start[place]]
            for place, level in enumerate(after)
            if level != start[place]
        )

    def _solved(self, chosen: Iterable[int]) -> bool:
        after = self._after(chosen)
        closed = all(after[place] >= level for place, level in self._needed.items())
        return closed and self._gained(after) >= self._goal

    def _price(self, chosen: Chosen) -> tuple[int, int]:
        """Return what is to be as small as possible: the effort, then the number of actions."""
        return sum(self._effort[action] for action in chosen), len(chosen)

    def best(self) -> Chosen:
        """Return the cheapest choice found from several starts."""
        starts = (self._pruned(self._completed(frozenset(), gap)) for gap in self._weights())
        return min((self._improved(start) for start in starts), key=self._price)

    def _weights(self) -> tuple[int, ...]:
        """Return how many points a closed gap may be worth: more than all, little, a fair part."""
        most = 1 + sum(points[-1] for points in self._points)
        return most, 0, most // max(1, len(self._points))

    def _completed(self, chosen: Chosen, gap: int, without: int | None = None) -> Chosen:
        """Add what does most per person-day until nothing does any more."""
        picked = set(chosen)
        free = [
            action
            for action, bundle in enumerate(self._bundles)
            if action not in picked and without not in bundle
        ]
        while True:
            after = self._after(picked)
            missing = max(0, self._goal - self._gained(after))
            best, best_rate = -1, Fraction(0)
            for action in free:
                bundle = self._bundles[action] - picked
                worth = self._worth(bundle, after, missing, gap)
                if worth > 0:
                    effort = sum(self._effort[one] for one in bundle)
                    rate = Fraction(worth, max(effort, self._attention))
                    if rate > best_rate:
                        best, best_rate = action, rate
            if best < 0:
                return frozenset(picked)
            picked |= self._bundles[best]
            free = [action for action in free if action not in picked]

    def _worth(self, bundle: Iterable[int], after: Sequence[int], missing: int, gap: int) -> int:
        reached: dict[int, int] = {}
        for action in bundle:
            for place, level in self._lifts[action]:
                if level > reached.get(place, after[place]):
                    reached[place] = level
        gained = closed = 0
        for place, level in reached.items():
            gained += self._points[place][level] - self._points[place][after[place]]
            closed += after[place] < self._needed.get(place, 0) <= level
        return min(gained, missing) + closed * max(gap, 1)

    def _pruned(self, chosen: Chosen, keep: Chosen = frozenset()) -> Chosen:
        """Drop what is not needed, the most costly first, and what is in `keep` last."""
        order = sorted(chosen, key=lambda one: (one in keep, -self._effort[one]))
        left, dropped = set(chosen), True
        while dropped:
            dropped = False
            for action in order:
                if action not in left or any(
                    action in self._bundles[one] for one in left if one != action
                ):
                    continue
                if self._solved(left - {action}):
                    left.remove(action)
                    dropped = True
        return frozenset(left)

    def _improved(self, chosen: Chosen) -> Chosen:
        """Exchange actions as long as that makes the choice cheaper."""
        while True:
            price = self._price(chosen)
            better = next((c for c in self._neighbours(chosen) if self._price(c) < price), None)
            if better is None:
                return chosen
            chosen = better

    def _neighbours(self, chosen: Chosen) -> Iterator[Chosen]:
        """Yield choices that solve the problem and differ by an exchange."""
        for action in range(len(self._lifts)):
            if action in chosen:
                rest = frozenset(one for one in chosen if action not in self._bundles[one])
                for gap in self._weights():
                    other = self._completed(rest, gap, without=action)
                    if self._solved(other):
                        yield self._pruned(other)
            else:
                bundle = self._bundles[action]
                yield self._pruned(chosen | bundle, keep=bundle)


def _with_prerequisites(actions: Sequence[PlanAction]) -> list[Chosen]:
    """Return for each action the places of itself and of all that must come before it."""
    places = {action.id: place for place, action in enumerate(actions)}
    bundles = []
    for place in range(len(actions)):
        bundle, waiting = {place}, [place]
        while waiting:
            needs = {places[need] for need in actions[waiting.pop()].needs if need in places}
            waiting += needs - bundle
            bundle |= needs
        bundles.append(frozenset(bundle))
    return bundles


def _in_good_order(problem: PlanProblem, chosen: list[PlanAction]) -> tuple[str, ...]:
    """Put what closes gaps for little effort first, then what adds points; needs before both.

    An action is weighed together with what it still needs, so that a first step towards a
    gap does not wait behind easy points.
    """
    bundles = {
        action.id: [chosen[place] for place in sorted(bundle)]
        for action, bundle in zip(chosen, _with_prerequisites(chosen), strict=True)
    }
    ordered: dict[str, PlanAction] = {}
    while len(ordered) < len(chosen):
        levels = problem.lifted(list(ordered.values()))
        left = {
            name: [one for one in bundle if one.id not in ordered]
            for name, bundle in bundles.items()
            if name not in ordered
        }
        # of bundles that are worth the same the smallest, so that nothing follows by chance
        best = max(left.values(), key=lambda bundle: _urgency(problem, levels, bundle))
        ordered |= _needs_first(best)
    return tuple(ordered)


def _needs_first(bundle: list[PlanAction]) -> dict[str, PlanAction]:
    """Return actions by their ids, each after those among them that it needs."""
    ordered: dict[str, PlanAction] = {}
    ids = {action.id for action in bundle}
    while len(ordered) < len(bundle):
        waiting = [action for action in bundle if action.id not in ordered]
        free = [one for one in waiting if all(n in ordered or n not in ids for n in one.needs)]
        first = (free or waiting)[0]  # a circle, which files are refused for, is cut somewhere
        ordered[first.id] = first
    return ordered


def _urgency(
    problem: PlanProblem, levels: Mapping[str, int], bundle: Sequence[PlanAction]
) -> tuple[bool, Fraction, int, int]:
    after = dict(levels)
    for action in bundle:
        for indicator, level in action.lifts.items():
            after[indicator] = max(after[indicator], level)
    closes = sum(1 for i, n in problem.needed.items() if levels[i] < n <= after[i])
    gain = problem.total(after) - problem.total(levels)
    effort = max(sum((action.effort for action in bundle), ZERO), _ATTENTION)
    weeks = max(action.weeks for action in bundle)
    return closes > 0, (closes or gain) / effort, -len(bundle), -weeks
