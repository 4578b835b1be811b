"""The rows of Results and gaps, made for all indicators at once, then sorted and grouped."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from excellence_app.domain.assessment import Answer, Assessment, EvidenceState
from excellence_app.domain.criteria import CriteriaSet, Indicator
from excellence_app.domain.levels import Verdict
from excellence_app.domain.results import IndicatorScore, IndicatorState, ThresholdResult
from excellence_app.domain.values import dataclass
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.reports import figures
from excellence_app.session.showing import Shown


class RowState(Enum):
    """How an indicator stands against the label looked at."""

    SHORT = "short"
    OPEN = "open"
    MET = "met"
    NO_THRESHOLD = "no_threshold"  # the label asks nothing of it
    ASIDE = "aside"  # it does not apply, or is not asked


class Proof(Enum):
    """The best state that the evidence of an indicator is in."""

    NONE = "none"
    PROMISED = "promised"
    LISTED = "listed"
    SEEN = "seen"


_STATES = tuple(RowState)
_PROOFS = tuple(Proof)
_RANKS = {EvidenceState.PROMISED: 1, EvidenceState.LISTED: 2, EvidenceState.SEEN: 3}


class IndicatorRow(NamedTuple):
    """One indicator. `question` is its first question, `place` its place in the set.

    `level` is none where it is not known; `level_words` says it with the scale, `distance`
    how far the threshold is. `gap` is its place among the gaps, widest first, and `evidence`
    how many items its answers name.
    """

    indicator: str
    question: str
    title: str
    dimension: str
    state: RowState
    level: int | None
    level_words: str
    distance: str
    gap: int
    evidence: int
    proof: Proof
    place: int


def rows(shown: Shown) -> tuple[IndicatorRow, ...]:
    """Return a row for each indicator, in the order of the set."""
    result, thresholds = shown.target_result, shown.thresholds
    gaps = [] if result is None else [gap.result.indicator for gap in result.gaps]
    gap_of = {indicator: number for number, indicator in enumerate(gaps)}
    after_all = len(gaps)
    scores, answers = shown.scorecard.indicators, shown.assessment.answers
    ranks = {name: _RANKS[item.state] for name, item in shown.assessment.evidence.items()}
    tell = _Teller(shown.words)
    found = []
    for place, (indicator, question, keys) in enumerate(_outline(shown.criteria)):
        name = indicator.id
        state, level, level_words, distance = tell.told(
            indicator, scores[name], thresholds.get(name)
        )
        evidence, rank = _proof(answers, ranks, keys)
        found.append(
            IndicatorRow(
                name,
                question,
                indicator.title,
                indicator.dimension,
                state,
                level,
                level_words,
                distance,
                gap_of.get(name, after_all),
                evidence,
                _PROOFS[rank],
                place,
            )
        )
    return tuple(found)


@lru_cache(maxsize=8)
def _outline(criteria: CriteriaSet) -> tuple[tuple[Indicator, str, tuple[str, ...]], ...]:
    """Return the indicators with their first question and all keys that may name evidence."""
    return tuple(
        (
            indicator,
            criteria.asked_for(indicator)[0].id,
            tuple(dict.fromkeys(k for q in indicator.questions for k in (q.id, *q.keys))),
        )
        for indicator in criteria.indicators
    )


def _proof(
    answers: Mapping[str, Answer], ranks: Mapping[str, int], keys: Iterable[str]
) -> tuple[int, int]:
    """Return how many items of evidence answers name, and the best rank of these."""
    named: tuple[str, ...] = ()
    for key in keys:
        answer = answers.get(key)
        if answer is not None and answer.evidence:
            named = answer.evidence if not named else (*named, *answer.evidence)
    if not named:
        return 0, 0
    if len(named) == 1:
        return 1, ranks.get(named[0], 0)
    return len(set(named)), max(ranks.get(one, 0) for one in named)


def proof_of(assessment: Assessment, indicator: Indicator) -> Proof:
    """Return the best state that the evidence of an indicator is in."""
    ranks = {name: _RANKS[item.state] for name, item in assessment.evidence.items()}
    keys = (key for question in indicator.questions for key in (question.id, *question.keys))
    return _PROOFS[_proof(assessment.answers, ranks, keys)[1]]


def _state(score: IndicatorScore, asked: ThresholdResult | None) -> RowState:
    if not score.counts:
        return RowState.ASIDE
    if asked is None:
        return RowState.OPEN if figures.is_open(score) else RowState.NO_THRESHOLD
    if asked.verdict is Verdict.MET:
        return RowState.MET
    return RowState.SHORT if asked.verdict is Verdict.MISSED else RowState.OPEN


_Told = tuple[RowState, int | None, str, str]


class _Teller:
    """Says state, level and distance; of the usual sort there are few, each said once."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._said: dict[tuple[int | None, ...], _Told] = {}

    def told(
        self, indicator: Indicator, score: IndicatorScore, asked: ThresholdResult | None
    ) -> _Told:
        low = score.lowest_level
        if (
            asked is None
            or asked.threshold.level is None
            or score.state is not IndicatorState.ANSWERED
            or low != score.highest_level
            or score.may_leave
        ):
            return self._told(indicator, score, asked)
        key = (low, len(indicator.levels), asked.threshold.level)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._told(indicator, score, asked)
        return said

    def _told(
        self, indicator: Indicator, score: IndicatorScore, asked: ThresholdResult | None
    ) -> _Told:
        state = _state(score, asked)
        known = score.counts and score.final
        return (
            state,
            score.lowest_level if known else None,
            self._level(indicator, score),
            self._distance(state, score, asked),
        )

    def _level(self, indicator: Indicator, score: IndicatorScore) -> str:
        low, high = score.lowest_level, score.highest_level
        if not score.counts or nothing_known(score):
            return "–"
        if low is None or high is None:
            return self._words.text(
                "{points} of {maximum}",
                points=sentences.points_range(self._words, score.lowest, score.highest),
                maximum=score.maximum,
            )
        return self._words.text(
            "{level} of {top}",
            level=sentences.level_range(self._words, score),
            top=figures.steps_of(indicator),
        )

    def _distance(
        self, state: RowState, score: IndicatorScore, asked: ThresholdResult | None
    ) -> str:
        words = self._words
        if state is RowState.NO_THRESHOLD:
            return words.text("No threshold")
        if asked is None or state in {RowState.ASIDE, RowState.OPEN}:
            if score.state is IndicatorState.ANSWERED:
                return words.text("Open")
            return sentences.indicator_state(words, score.state)
        above = levels_above(score, asked)
        if above:
            return words.plural("Met, {count} above", "Met, {count} above", above)
        return sentences.distance(words, asked)


def nothing_known(score: IndicatorScore) -> bool:
    """Return whether an indicator that counts has no answer that says anything yet."""
    if not figures.is_open(score) or score.state is IndicatorState.PARTLY:
        return False
    return not score.lowest and not score.lowest_level


def levels_above(score: IndicatorScore, asked: ThresholdResult) -> int:
    """Return how many levels an indicator stands for certain above its threshold, or 0."""
    if asked.threshold.level is None or score.lowest_level is None:
        return 0
    return max(0, score.lowest_level - asked.threshold.level)


# what a person chooses to see of them


class Sort(Enum):
    """In which order rows stand."""

    GAP = "gap"
    NUMBER = "number"
    DIMENSION = "dimension"


class Group(Enum):
    """What has a group of its own."""

    STATE = "state"
    DIMENSION = "dimension"
    NONE = "none"


class Only(Enum):
    """Which rows are shown."""

    ALL = "all"
    BELOW = "below"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one title. `state` is none for a dimension, `key` stays the same for ever."""

    key: str
    title: str
    state: RowState | None
    rows: tuple[IndicatorRow, ...]


def arranged(
    found: Sequence[IndicatorRow],
    shown: Shown,
    *,
    sort: Sort = Sort.GAP,
    group: Group = Group.STATE,
    only: Only = Only.ALL,
    text: str = "",
) -> tuple[RowGroup, ...]:
    """Return rows filtered, sorted and grouped; groups without rows are left out.

    `text` is looked for in numbers and titles, without regard to capital letters.
    """
    wanted = text.strip().casefold()
    state = {Only.BELOW: RowState.SHORT, Only.OPEN: RowState.OPEN}.get(only)
    chosen = [
        row
        for row in found
        if (state is None or row.state is state)
        and (not wanted or wanted in row.title.casefold() or row.indicator.startswith(wanted))
    ]
    chosen.sort(key=_key(shown, sort))
    words = shown.words
    if group is Group.NONE:
        return (RowGroup("all", words.text("All indicators"), None, tuple(chosen)),)
    parts: dict[str, list[IndicatorRow]] = {}
    if group is Group.DIMENSION:
        for row in chosen:
            parts.setdefault(row.dimension, []).append(row)
        return tuple(
            RowGroup(one.id, f"{one.id} {one.title}", None, tuple(parts[one.id]))
            for one in shown.criteria.dimensions
            if one.id in parts
        )
    for row in chosen:
        parts.setdefault(row.state.value, []).append(row)
    titles = _titles(words)
    return tuple(
        RowGroup(one.value, titles[one], one, tuple(parts[one.value]))
        for one in _STATES
        if one.value in parts
    )


def _key(shown: Shown, sort: Sort) -> Callable[[IndicatorRow], tuple[int, int]]:
    if sort is Sort.GAP:
        return lambda row: (row.gap, row.place)
    if sort is Sort.DIMENSION:
        places = {one.id: number for number, one in enumerate(shown.criteria.dimensions)}
        return lambda row: (places[row.dimension], row.gap)
    return lambda row: (row.place, 0)


def _titles(words: Words) -> dict[RowState, str]:
    return {
        RowState.SHORT: words.text("Below the threshold"),
        RowState.OPEN: words.text("Not answered"),
        RowState.MET: words.text("Threshold met"),
        RowState.NO_THRESHOLD: words.text("No threshold"),
        RowState.ASIDE: words.text("Does not apply"),
    }


class Counts(NamedTuple):
    """How many rows there are of each sort."""

    all: int
    below: int
    open: int
    met: int


def counts(found: Iterable[IndicatorRow]) -> Counts:
    """Return how many rows the filters show."""
    states = [row.state for row in found]
    short, still_open = states.count(RowState.SHORT), states.count(RowState.OPEN)
    return Counts(len(states), short, still_open, states.count(RowState.MET))


def attention(words: Words, found: Iterable[IndicatorRow]) -> str:
    """Return how many rows need attention, as the line below them says."""
    known = counts(found)
    return words.plural(
        "{need} of {count} row needs attention",
        "{need} of {count} rows need attention",
        known.all,
        need=known.below + known.open,
    )
