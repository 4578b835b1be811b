"""How indicators moved between two assessments."""

from fractions import Fraction

from excellence_app.domain.results import Change
from excellence_app.engine.comparing import compare
from tests.engine.sets import SET_ASIDE, criteria, ladder, level_question, score, several, yes_no

MADE = criteria(
    ladder("a", may_not_apply=True),
    ladder("b"),
    ladder("c"),
    ladder("d"),
    yes_no("k", 0),
    several("p", level_question("x"), level_question("y")),
)
BEFORE = {"a": 1, "b": 1, "c": 3, "d": 2, "k": False, "x": 0, "y": 1}
AFTER = {"a": SET_ASIDE, "b": 3, "c": 1, "d": 2, "k": True, "x": 1, "y": 1}


def test_the_largest_change_comes_first_and_falls_before_rises():
    changes = compare(score(MADE, BEFORE), score(MADE, AFTER))
    assert [one.indicator for one in changes] == ["c", "b", "p", "k", "d", "a"]
    by_id = {one.indicator: one for one in changes}
    assert (by_id["b"].points, by_id["b"].levels) == (Fraction(5, 2), 2)
    assert (by_id["c"].points, by_id["c"].levels) == (Fraction(-5, 2), -2)
    assert (by_id["d"].points, by_id["d"].levels) == (0, 0)
    assert (by_id["k"].points, by_id["k"].levels) == (0, 1)
    assert (by_id["p"].points, by_id["p"].levels) == (Fraction(5, 8), None)


def test_what_only_one_side_counts_has_no_difference():
    by_id = {one.indicator: one for one in compare(score(MADE, BEFORE), score(MADE, AFTER))}
    assert (by_id["a"].points, by_id["a"].levels) == (None, None)


def test_indicators_that_only_one_edition_knows_come_last():
    smaller = criteria(ladder("b"))
    changes = compare(score(MADE, BEFORE), score(smaller, {"b": 4}))
    assert changes[0].indicator == "b"
    assert changes[-1].after is None
    gained = compare(score(smaller, {"b": 4}), score(MADE, BEFORE))
    assert gained[-1] == Change("p", None, score(MADE, BEFORE).indicators["p"])
    assert gained[-1].points is None
