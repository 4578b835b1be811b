"""Two assessments of one cluster as the window shows them, indicator by indicator."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from excellence_app.domain.criteria import Indicator
from excellence_app.language.catalogues import Words
from excellence_app.reports import figures
from excellence_app.reports.blocks import Dumbbell
from excellence_app.reports.context import ReportContext
from excellence_app.session.session import AssessmentSession, Comparison
from excellence_app.session.showing import name_of, share_of


class Moved(NamedTuple):
    """One indicator in two assessments; `change` is "+2", "−1", "same", or empty if unknown."""

    indicator: str
    title: str
    dumbbell: Dumbbell
    change: str
    before: str
    now: str


class MovedGroup(NamedTuple):
    """Indicators that moved alike; `key` is rose, fell, unchanged, before_only or now_only."""

    key: str
    title: str
    rows: tuple[Moved, ...]


class DimensionMoved(NamedTuple):
    """A dimension in two assessments, with its shares as text."""

    dimension: str
    title: str
    dumbbell: Dumbbell
    before: str
    now: str


class Compared(NamedTuple):
    """Two assessments, the earlier one first; `source` is what they were made from."""

    source: Comparison
    days: tuple[str, str]
    groups: tuple[MovedGroup, ...]
    dimensions: tuple[DimensionMoved, ...]

    def count(self, key: str) -> int:
        """Return how many indicators moved like that."""
        return sum(len(group.rows) for group in self.groups if group.key == key)


def comparison(
    session: AssessmentSession, words: Words, compared: Comparison, target: str = ""
) -> Compared:
    """Return what `AssessmentSession.compare` found, the largest change first in each group.

    Thresholds are those of the later assessment, for its target or the label given.
    """
    after = compared.after
    then = ReportContext(
        criteria=session.criteria,
        assessment=replace(after, target=target) if target else after,
        scorecard=compared.card_after,
        words=words,
        earlier=compared.card_before,
    )
    found: dict[str, list[tuple[Fraction, Moved]]] = {key: [] for key in _group_titles(words)}
    for indicator in session.criteria.indicators:
        dumbbell = figures.dumbbell(then, indicator)
        key = _group_of(dumbbell)
        if key:
            size, moved = _moved(then, indicator, dumbbell)
            found[key].append((size, moved))
    groups = (
        MovedGroup(key, title, tuple(one for _, one in sorted(found[key], key=lambda o: o[0])))
        for key, title in _group_titles(words).items()
    )
    dated = (compared.before.dated, after.dated)
    return Compared(
        compared,
        (
            words.day(dated[0]) if dated[0] else words.text("no date yet"),
            words.day(dated[1]) if dated[1] else words.text("no date yet"),
        ),
        tuple(group for group in groups if group.rows),
        tuple(_dimensions_moved(then, compared)),
    )


def _group_titles(words: Words) -> dict[str, str]:
    return {
        "rose": words.text("Risen"),
        "fell": words.text("Fallen"),
        "unchanged": words.text("Unchanged"),
        "now_only": words.text("Known only now"),
        "before_only": words.text("Known only before"),
    }


def _group_of(dumbbell: Dumbbell) -> str:
    before, now = dumbbell.before, dumbbell.now
    if before is None or now is None:
        if before is None and now is None:
            return ""
        return "now_only" if before is None else "before_only"
    if before == now:
        return "unchanged"
    return "fell" if now < before else "rose"


def _moved(
    then: ReportContext, indicator: Indicator, dumbbell: Dumbbell
) -> tuple[Fraction, Moved]:
    """Return an indicator with what sorts it: by how much of its scale it moved, negated."""
    words = then.words
    before, now = dumbbell.before, dumbbell.now
    size = Fraction(0)
    change = ""
    if before is not None and now is not None:
        size = -abs(now - before)
        change = words.text("same") if now == before else _signed(words, now - before)
    moved = Moved(
        indicator.id,
        indicator.title,
        dumbbell,
        change,
        _place(words, before),
        _place(words, now),
    )
    return size, moved


def _place(words: Words, place: Fraction | None) -> str:
    return "–" if place is None else words.number(place, 1)


def _signed(words: Words, change: Fraction) -> str:
    sign = "+" if change > 0 else "−"
    return f"{sign}{words.number(abs(change), 1)}"


def _dimensions_moved(then: ReportContext, compared: Comparison) -> Iterator[DimensionMoved]:
    words = then.words
    for dimension in then.criteria.dimensions:
        before = compared.card_before.dimensions.get(dimension.id)
        now = compared.card_after.dimensions.get(dimension.id)
        if before is None or now is None or not (before.maximum or now.maximum):
            continue
        shares = (share_of(words, before), share_of(words, now))
        sentence = words.text(
            "{name}: {before} before, {now} now.",
            name=name_of(dimension),
            before=shares[0] or "–",
            now=shares[1] or "–",
        )
        yield DimensionMoved(
            dimension.id,
            dimension.title,
            Dumbbell(Fraction(1), before.share_lowest, now.share_lowest, sentence),
            *shares,
        )
