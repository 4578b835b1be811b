"""What one indicator earns, for each way of asking and each state of answering."""

from dataclasses import replace
from fractions import Fraction

import pytest

from excellence_app.domain.criteria import Measure, MeasureKind, Question, QuestionType
from excellence_app.domain.results import IndicatorState
from excellence_app.engine.indicators import Answers
from excellence_app.engine.preparing import prepare
from tests.engine.sets import (
    SET_ASIDE,
    UNKNOWN,
    counted,
    criteria,
    downward,
    indicator,
    ladder,
    level_question,
    measured,
    number_question,
    proportion,
    scale,
    score,
    several,
    upward,
    when_yes,
    yes_no,
    yes_no_question,
)

ANSWERED = IndicatorState.ANSWERED
UNANSWERED = IndicatorState.UNANSWERED
PARTLY = IndicatorState.PARTLY
UNSOUND = IndicatorState.UNSOUND


def only(one, values=(), others=(), **more):
    return score(criteria(one, *others), values, **more).indicators[one.id]


def figures(found):
    return found.lowest, found.highest, found.lowest_level, found.highest_level


@pytest.mark.parametrize("level", range(5))
def test_levels_share_the_points_evenly(level):
    found = only(ladder("a"), {"a": level})
    assert found.state is ANSWERED
    assert figures(found) == (Fraction(5 * level, 4),) * 2 + (level, level)
    assert found.maximum == 5
    assert found.final


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, UNANSWERED),
        ({"a": UNKNOWN}, IndicatorState.UNKNOWN),
        ({"a": replace(UNKNOWN, value=3)}, IndicatorState.UNKNOWN),
        ({"a": SET_ASIDE}, UNANSWERED),  # this set does not allow it
    ],
)
def test_what_is_open_may_earn_nothing_or_all(values, state):
    found = only(ladder("a"), values)
    assert found.state is state
    assert figures(found) == (0, 5, 0, 4)
    assert not found.may_leave
    assert not found.final


def test_zero_is_an_answer_and_not_an_open_question():
    zero, nothing = only(ladder("a"), {"a": 0}), only(ladder("a"))
    assert figures(zero) == (0, 0, 0, 0)
    assert zero.final
    assert figures(nothing) == (0, 5, 0, 4)


def test_what_does_not_apply_leaves_both_sides():
    one = ladder("a", may_not_apply=True)
    before = only(one)
    assert before.may_leave
    assert before.counts
    found = only(one, {"a": SET_ASIDE})
    assert found.state is IndicatorState.NOT_APPLICABLE
    assert figures(found) == (0, 0, None, None)
    assert (found.maximum, found.counts, found.final) == (0, False, True)


@pytest.mark.parametrize("value", [5, -1, True, "high", Fraction(1)])
def test_an_answer_that_is_no_level_leaves_its_indicator_open_and_says_why(value):
    found = only(ladder("a"), {"a": value})
    assert found.state is UNSOUND
    assert figures(found) == (0, 5, 0, 4)
    assert found.reason.values["entered"] == str(value)


@pytest.mark.parametrize(
    ("good", "answer", "level"),
    [(True, True, 1), (True, False, 0), (False, False, 1), (False, True, 0)],
)
def test_the_good_answer_to_yes_or_no_is_level_one(good, answer, level):
    found = only(yes_no("a", good=good), {"a": answer})
    assert figures(found) == (5 * level, 5 * level, level, level)
    conditional = yes_no("a", good=good, when=when_yes("b"))
    found = only(conditional, {"a": answer, "b": True}, [yes_no("b")])
    assert figures(found) == (5 * level, 5 * level, level, level)


def test_yes_or_no_refuses_a_number():
    assert only(yes_no("a"), {"a": 1}).state is UNSOUND


@pytest.mark.parametrize(("value", "level"), [(9, 0), (10, 1), (49, 3), (50, 4)])
def test_a_number_is_banded(value, level):
    found = only(counted("n"), {"n": Fraction(value)})
    assert figures(found) == (Fraction(5 * level, 4),) * 2 + (level, level)
    assert found.value == value


def test_a_number_of_which_less_is_better():
    one = counted("n", downward(20, 10))
    levels = [only(one, {"n": Fraction(n)}).lowest_level for n in (21, 20, 11, 10, 0)]
    assert levels == [0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("part", "whole", "level"), [(0, 1, 0), (1, 10, 1), (249, 1000, 1), (1, 4, 2), (3, 5, 4)]
)
def test_a_share_is_part_over_whole_exactly(part, whole, level):
    found = only(proportion("s"), {"s/part": Fraction(part), "s/whole": Fraction(whole)})
    assert found.value == Fraction(part, whole)
    assert found.lowest_level == found.highest_level == level


def test_half_a_share_is_open():
    found = only(proportion("s"), {"s/part": Fraction(3)})
    assert (found.state, figures(found)) == (UNANSWERED, (0, 5, 0, 4))


def test_nothing_as_the_whole_of_a_share_leaves_it_open_with_the_reason():
    found = only(proportion("s"), {"s/part": Fraction(0), "s/whole": Fraction(0)})
    assert found.state is UNSOUND
    assert figures(found) == (0, 5, 0, 4)
    assert found.value is None
    assert "0 has no shares" in found.reason.text
    assert found.reason.values == {"indicator": "s", "question": "s/whole"}


def test_a_part_larger_than_its_whole_leaves_the_share_open_with_the_reason():
    found = only(proportion("s"), {"s/part": Fraction(3), "s/whole": Fraction(2)})
    assert (found.state, figures(found)) == (UNSOUND, (0, 5, 0, 4))
    assert "larger than its whole" in found.reason.text


TWO_NUMBERS = (number_question("x", may_not_apply=True), number_question("y"))


@pytest.mark.parametrize(
    ("kind", "values", "value"),
    [
        (MeasureKind.SUM, (7, 5), 12),
        (MeasureKind.RATIO, (30, 4), Fraction(15, 2)),
        (MeasureKind.SHARE, (1, 4), Fraction(1, 4)),
        (MeasureKind.COUNT, (7, 0), 1),
    ],
)
def test_measures_of_two_numbers(kind, values, value):
    found = only(
        measured(kind, *TWO_NUMBERS), {"x": Fraction(values[0]), "y": Fraction(values[1])}
    )
    assert found.value == value
    assert found.state is ANSWERED


def test_a_count_takes_yes_and_whatever_is_above_nothing():
    one = measured(
        MeasureKind.COUNT,
        yes_no_question("x"),
        yes_no_question("y"),
        level_question("z"),
        number_question("n"),
        bands=upward(1, 3),
    )
    found = only(one, {"x": True, "y": False, "z": 2, "n": Fraction(1, 2)})
    assert (found.value, found.lowest_level) == (3, 2)


def test_a_measure_with_one_number_missing_is_open():
    found = only(measured(MeasureKind.SUM, *TWO_NUMBERS), {"x": Fraction(70)})
    assert (found.state, figures(found), found.reason) == (PARTLY, (0, 5, 0, 2), None)
    assert not found.may_leave


def test_what_does_not_apply_adds_nothing_to_a_sum():
    found = only(measured(MeasureKind.SUM, *TWO_NUMBERS), {"x": SET_ASIDE, "y": Fraction(12)})
    assert (found.value, found.state) == (12, ANSWERED)


def test_a_ratio_without_one_of_its_numbers_is_open_with_the_reason():
    found = only(measured(MeasureKind.RATIO, *TWO_NUMBERS), {"x": SET_ASIDE, "y": Fraction(12)})
    assert (found.state, figures(found)) == (UNSOUND, (0, 5, 0, 2))
    assert "does not apply" in found.reason.text
    assert found.reason.values["question"] == "x"


def test_a_measure_that_cannot_be_worked_out_yet_is_open_with_the_reason():
    found = only(
        measured(MeasureKind.MONTHS_BETWEEN, *TWO_NUMBERS), {"x": Fraction(1), "y": Fraction(2)}
    )
    assert (found.state, figures(found)) == (UNSOUND, (0, 5, 0, 2))
    assert "cannot work out yet" in found.reason.text


def test_a_measure_may_look_at_questions_of_other_indicators():
    own = number_question("x")
    one = indicator(
        own, identity="m", bands=upward("1/2"), measure=Measure(MeasureKind.RATIO, ("x", "n"))
    )
    others = [counted("n")]
    found = only(one, {"x": Fraction(10), "n": Fraction(20)}, others)
    assert (found.value, found.state) == (Fraction(1, 2), ANSWERED)
    found = only(one, {"x": Fraction(10)}, others)
    assert (found.state, found.reason) == (PARTLY, None)
    found = only(one, {"x": Fraction(10), "n": "many"}, others)
    assert found.state is UNSOUND
    assert found.reason.text == "{question} needs a number."
    elsewhere = replace(one, measure=Measure(MeasureKind.VALUE, ("n",)))
    found = only(elsewhere, {"n": Fraction(20)}, others)
    assert (found.value, found.state) == (20, ANSWERED)


def test_an_answer_that_makes_no_level_leaves_its_indicator_open_with_the_reason():
    one = indicator(Question("t", QuestionType.TEXT, "What?"), levels=scale(5, 3))
    assert only(one, {}).reason is None
    found = only(one, {"t": "A text"})
    assert figures(found) == (0, 5, 0, 2)
    assert found.reason.values == {"indicator": "t"}
    assert "cannot work out" in found.reason.text


WEIGHTED = (
    level_question("w1", 5, weight=3),
    yes_no_question("w2", may_not_apply=True),
    number_question("w3"),
)


@pytest.mark.parametrize(
    ("values", "low", "high", "state"),
    [
        ({}, 0, 1, UNANSWERED),
        ({"w1": 2}, "3/8", "5/8", PARTLY),
        ({"w1": 2, "w2": True}, "5/8", "5/8", PARTLY),
        ({"w1": 2, "w2": False, "w3": Fraction(9)}, "3/8", "3/8", ANSWERED),
        ({"w1": 2, "w2": SET_ASIDE}, "1/2", "1/2", PARTLY),
        ({"w1": 2, "w2": SET_ASIDE, "w3": Fraction(1)}, "1/2", "1/2", ANSWERED),
        ({"w1": UNKNOWN, "w2": True}, "1/4", 1, PARTLY),
        ({"w1": UNKNOWN, "w2": UNKNOWN, "w3": UNKNOWN}, 0, 1, IndicatorState.UNKNOWN),
        ({"w1": 9, "w2": True}, "1/4", 1, UNSOUND),
    ],
)
def test_weighted_questions_earn_by_their_weights(values, low, high, state):
    found = only(several("i", *WEIGHTED, points=8), values)
    assert figures(found) == (8 * Fraction(low), 8 * Fraction(high), None, None)
    assert found.state is state
    assert (found.reason is not None) is (state is UNSOUND)
    banded = only(several("i", *WEIGHTED, points=8, bands=upward("1/2", "5/8")), values)
    step = [Fraction(1, 2), Fraction(5, 8)]
    levels = [sum(1 for start in step if Fraction(side) >= start) for side in (low, high)]
    assert [banded.lowest_level, banded.highest_level] == levels
    assert banded.value == (Fraction(low) if low == high else None)


def test_a_question_that_only_asks_for_information_keeps_no_indicator():
    one = several(
        "i", level_question("a", may_not_apply=True), number_question("b", may_not_apply=True)
    )
    found = only(one, {"a": SET_ASIDE, "b": Fraction(2)})
    assert found.state is IndicatorState.NOT_APPLICABLE
    assert only(one, {"b": SET_ASIDE}).may_leave
    assert only(one, {"a": 4, "b": SET_ASIDE}).lowest == 5


def test_a_score_in_bands_may_fall_with_what_is_earned():
    one = several("i", level_question("a"), level_question("b"), bands=downward("1/2", "1/4"))
    found = only(one, {"a": 4})
    assert (found.lowest_level, found.highest_level) == (0, 1)
    assert only(one, {"a": 0, "b": 1}).lowest_level == 2


def test_where_no_question_earns_there_is_a_reason_or_nothing_to_earn():
    numbers = number_question("a"), number_question("b")
    values = {"a": Fraction(1), "b": Fraction(2)}
    found = only(several("i", *numbers, points=5), values)
    assert (found.state, found.lowest, found.highest) == (UNSOUND, 0, 5)
    assert "cannot work out yet" in found.reason.text
    found = only(several("i", *numbers, points=0), values)
    assert (found.state, found.lowest, found.highest, found.reason) == (ANSWERED, 0, 0, None)


@pytest.mark.parametrize(
    ("question", "answers"),
    [(level_question("q"), (0, 2, 4)), (yes_no_question("q"), (False, None, True))],
)
def test_one_question_with_an_id_of_its_own_earns_like_several(question, answers):
    one = several("i", question)
    lowest, _, highest = (only(one, {"q": answer}) for answer in answers)
    assert figures(lowest) == (0, 0, None, None)
    assert figures(highest) == (5, 5, None, None)
    assert figures(only(one)) == (0, 5, None, None)
    card = score(criteria(one), {"q": answers[2]})
    assert (card.asked, card.answered) == (1, 1)


def test_one_number_without_bands_earns_nothing():
    found = only(indicator(number_question("n"), points=0), {"n": Fraction(3)})
    assert (found.state, figures(found)) == (ANSWERED, (0, 0, None, None))
    assert found.final


def test_a_part_of_an_indicator_that_depends_on_an_open_question():
    parts = level_question("p1"), level_question("p2", when=when_yes("a"))
    one, others = several("i", *parts, points=8), [yes_no("a")]
    found = only(one, {"p1": 2, "p2": 4}, others)  # half, or three quarters
    assert (found.lowest, found.highest, found.state) == (4, 6, ANSWERED)
    assert not found.final
    assert only(one, {"p1": 2, "p2": 4, "a": True}, others).lowest == 6
    assert only(one, {"p1": 2, "p2": 4, "a": False}, others).highest == 4


def test_an_indicator_that_may_not_be_asked_is_undecided():
    one, others = ladder("i", when=when_yes("a")), [yes_no("a")]
    found = only(one, {"i": 3}, others)
    assert found.state is IndicatorState.UNDECIDED
    assert figures(found) == (Fraction(15, 4), Fraction(15, 4), 3, 3)
    assert found.may_leave
    assert not found.final
    assert only(one, {"i": 3, "a": False}, others).state is IndicatorState.NOT_ASKED
    assert only(one, {"i": 3, "a": True}, others).final


def test_an_indicator_leaves_when_every_part_of_it_can():
    parts = (
        level_question("p1", when=when_yes("a")),
        level_question("p2", may_not_apply=True),
    )
    one, others = several("i", *parts), [yes_no("a")]
    assert only(one, {"p1": 4}, others).may_leave
    assert not only(one, {"p2": 4}, others).may_leave
    assert not only(one, {"p1": 4, "a": True}, others).may_leave
    gone = only(one, {"p1": 4, "p2": SET_ASIDE, "a": False}, others)
    assert gone.state is IndicatorState.NOT_APPLICABLE


def test_a_level_0_that_earns_something_is_earned_by_everyone():
    levels = tuple(
        replace(x, points=Fraction(p)) for x, p in zip(scale(5, 3), (1, 3, 5), strict=True)
    )
    found = only(indicator(level_question("a", 3), levels=levels))
    assert figures(found) == (1, 5, 0, 2)


def lifted_score(one, level, values=(), others=()):
    return score(criteria(one, *others), values, lifted={one.id: level}).indicators[one.id]


def test_a_planned_level_raises_and_never_lowers():
    assert figures(lifted_score(ladder("a"), 2, {"a": 1})) == (Fraction(5, 2),) * 2 + (2, 2)
    assert figures(lifted_score(ladder("a"), 2, {"a": 3})) == (Fraction(15, 4),) * 2 + (3, 3)
    assert figures(lifted_score(ladder("a"), 2)) == (Fraction(5, 2), 5, 2, 4)
    assert figures(lifted_score(ladder("a"), 4)) == (5, 5, 4, 4)
    aside = lifted_score(ladder("a", may_not_apply=True), 4, {"a": SET_ASIDE})
    assert aside.state is IndicatorState.NOT_APPLICABLE
    points_only = several("i", level_question("p1"), level_question("p2"))
    assert figures(lifted_score(points_only, 1)) == (0, 5, None, None)


def test_a_planned_level_does_not_decide_whether_it_is_asked():
    one, others = ladder("i", when=when_yes("a")), [yes_no("a")]
    for values, expected in (({"i": 1}, (3, 3)), ({}, (3, 4))):
        found = lifted_score(one, 3, values, others)
        assert (found.lowest_level, found.highest_level) == expected
        assert found.state is IndicatorState.UNDECIDED
        assert found.may_leave


def test_a_set_is_prepared_once():
    made = criteria(ladder("a"), proportion("s"))
    assert prepare(made) is prepare(made)
    assert prepare(criteria()).scale == 1
    assert Answers(made, {}).prepared is prepare(made)
