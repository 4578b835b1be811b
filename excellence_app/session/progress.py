"""How many indicators of each dimension have their answers, for what is always in view."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.levels import Verdict
from excellence_app.domain.results import IndicatorState, ScoreCard

_STATE, _VERDICT = attrgetter("state"), attrgetter("result.verdict")
_OUT = (IndicatorState.NOT_APPLICABLE, IndicatorState.NOT_ASKED)


class Progress(NamedTuple):
    """How many indicators count, and how many of these have all their answers."""

    done: int
    whole: int


def progress(criteria: CriteriaSet, card: ScoreCard) -> Mapping[str, Progress]:
    """Return how far each dimension is, by its id, in the order of the set."""
    known = _known_of(criteria)
    waiting = {*map(known.owners.get, card.unanswered), *map(known.owners.get, card.unknown)}
    found = {}
    for dimension, names in known.names.items():
        states = list(map(_STATE, map(card.indicators.__getitem__, names)))
        whole, left = len(states), waiting.intersection(names)
        if any(state in states for state in _OUT):
            counting = {name for name in names if card.indicators[name].counts}
            whole, left = len(counting), left & counting
        found[dimension] = Progress(whole - len(left), whole)
    return found


def gaps_to_close(card: ScoreCard, label: str) -> int:
    """Return how many gaps to a label are not closed by an answer alone; 0 without a label."""
    if not label:
        return 0
    return list(map(_VERDICT, card.label(label).gaps)).count(Verdict.MISSED)


class _Known(NamedTuple):
    """The indicators of each dimension, and that of each question, by their ids."""

    names: Mapping[str, Sequence[str]]
    owners: Mapping[str, str]


@lru_cache(maxsize=16)
def _known_of(criteria: CriteriaSet) -> _Known:
    names: dict[str, list[str]] = {dimension.id: [] for dimension in criteria.dimensions}
    for indicator in criteria.indicators:
        names[indicator.dimension].append(indicator.id)
    return _Known(names, {key: one.id for key, one in criteria.indicator_of_question.items()})
