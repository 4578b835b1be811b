"""What a label asks of one indicator, and how far the indicator is from it."""

from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.assessment import Adjustment
from excellence_app.domain.criteria import MeasureKind
from excellence_app.domain.levels import Threshold, Verdict
from tests.engine.sets import (
    SET_ASIDE,
    UNKNOWN,
    criteria,
    downward,
    label,
    ladder,
    level_question,
    measured,
    number_question,
    rule,
    score,
    several,
    upward,
    when_yes,
    yes_no,
)

MET, MISSED, OPEN = Verdict.MET, Verdict.MISSED, Verdict.OPEN
GOLD = label("gold", rule("every_threshold"))


def results(*indicators, values=(), adjustments=()):
    made = criteria(*indicators, labels=(GOLD,))
    return score(made, values, adjustments=adjustments).label("gold")


def only(*indicators, **more):
    (found,) = results(*indicators, **more).thresholds
    return found


def entered(level=None, points=None, label="gold", **more):
    given = None if points is None else Fraction(points)
    return Adjustment("a", label, level, given, "Official text, page 3", **more)


@pytest.mark.parametrize(
    ("values", "verdict", "levels_short", "points_short"),
    [
        ({"a": 0}, MISSED, 3, "15/4"),
        ({"a": 2}, MISSED, 1, "5/4"),
        ({"a": 3}, MET, 0, 0),
        ({"a": 4}, MET, 0, 0),
        ({}, OPEN, 3, "15/4"),
        ({"a": UNKNOWN}, OPEN, 3, "15/4"),
    ],
)
def test_a_threshold_in_levels(values, verdict, levels_short, points_short):
    found = only(ladder("a", asks={"gold": 3}), values=values)
    assert found.verdict is verdict
    assert found.levels_short == levels_short
    assert found.points_short == Fraction(points_short)


@pytest.mark.parametrize(
    ("level", "verdict", "points_short"), [(2, MISSED, "1/2"), (3, MET, 0), (4, MET, 0)]
)
def test_a_threshold_in_points(level, verdict, points_short):
    asks = [Threshold("gold", points=Fraction(3))]
    found = only(ladder("a", asks=asks), values={"a": level})
    assert (found.verdict, found.levels_short) == (verdict, None)
    assert found.points_short == Fraction(points_short)


def test_exactly_the_points_asked_for_are_enough():
    asks = [Threshold("gold", points=Fraction(10, 3))]
    one = several("i", level_question("x", 4, weight=2), level_question("y", 2), asks=asks)
    assert only(one, values={"x": 3, "y": 0}).verdict is MET
    assert only(one, values={"x": 2, "y": 0}).points_short == Fraction(10, 9)


def test_a_level_asked_where_there_are_only_points_means_all_of_them():
    one = several("i", level_question("x"), level_question("y"), asks={"gold": 2})
    assert only(one, values={"x": 4, "y": 3}).verdict is MISSED
    assert only(one, values={"x": 4, "y": 4}).verdict is MET


def test_an_answer_may_still_close_a_partly_answered_threshold_or_not():
    bands = upward(10, 20)
    asks = [Threshold("gold", level=2)]
    numbers = number_question("x"), number_question("y")
    one = measured(MeasureKind.SUM, *numbers, bands=bands, thresholds=tuple(asks))
    assert only(one, values={"x": Fraction(1)}).verdict is OPEN
    parts = level_question("x"), level_question("y")
    one = several("i", *parts, bands=upward("1/2", "3/4"), asks=asks)
    assert only(one, values={"x": 1}).verdict is MISSED
    assert only(one, values={"x": 2}).verdict is OPEN
    assert only(several("i", *parts, bands=downward("3/4", "1/2"), asks=asks)).verdict is OPEN


def test_a_threshold_goes_with_the_indicator_that_does_not_count():
    one = ladder("a", asks={"gold": 3}, may_not_apply=True)
    assert only(one).verdict is OPEN
    assert results(one, values={"a": SET_ASIDE}).thresholds == ()


def test_a_missed_threshold_stays_open_while_its_indicator_may_not_be_asked():
    one = ladder("a", asks={"gold": 3}, when=when_yes("b"))
    others = (yes_no("b"),)
    assert only(one, *others, values={"a": 1}).verdict is OPEN
    assert only(one, *others, values={"a": 3}).verdict is MET
    assert only(one, *others, values={"a": 1, "b": True}).verdict is MISSED
    assert results(one, *others, values={"a": 1, "b": False}).thresholds == ()


def test_an_entered_threshold_takes_the_place_of_the_sets_own():
    one = ladder("a", asks=[Threshold("gold", level=3, knock_out=True, reason="Ours", source="S")])
    result = results(one, values={"a": 3}, adjustments=(entered(level=4),))
    (found,) = result.thresholds
    assert found.verdict is MISSED
    assert found.threshold == Threshold(
        "gold", level=4, knock_out=True, reason="Ours", source="Official text, page 3"
    )
    assert found.adjustment == entered(level=4)
    assert result.adjustments == (entered(level=4),)
    assert [gap.indicator for gap in result.gaps] == ["a"]


def test_an_entered_threshold_may_be_lower_or_in_points_or_new():
    one = ladder("a", asks={"gold": 3})
    assert only(one, values={"a": 2}, adjustments=(entered(level=1),)).verdict is MET
    found = only(one, values={"a": 2}, adjustments=(entered(points="5/2"),))
    assert (found.verdict, found.points_short) == (MET, 0)
    found = only(ladder("a"), values={"a": 2}, adjustments=(entered(level=3),))
    assert (found.verdict, found.threshold.knock_out, found.threshold.reason) == (
        MISSED,
        False,
        "",
    )


def test_an_entered_threshold_counts_for_its_label_and_while_the_indicator_does():
    one = ladder("a", asks={"gold": 3}, may_not_apply=True)
    silver = entered(level=4, label="silver")
    assert results(one, values={"a": 3}, adjustments=(silver,)).adjustments == ()
    aside = results(one, values={"a": SET_ASIDE}, adjustments=(entered(level=4),))
    assert aside.adjustments == ()


def test_the_first_of_two_entries_counts_as_the_assessment_says():
    first, second = entered(level=1), entered(level=4, made=date(2026, 1, 1))
    one = ladder("a", asks={"gold": 3})
    assert only(one, values={"a": 2}, adjustments=(first, second)).adjustment == first


def test_an_entered_level_beyond_the_scale_is_missed():
    found = only(ladder("a"), values={"a": 4}, adjustments=(entered(level=7),))
    assert (found.verdict, found.levels_short, found.points_short) == (MISSED, 3, 0)
