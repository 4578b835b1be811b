"""The whole card: totals, dimensions, what is asked, labels and their gaps."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.levels import Threshold, Verdict
from excellence_app.domain.results import Unit
from excellence_app.engine.scoring import evaluate, joint_verdict
from tests.engine.sets import (
    SET_ASIDE,
    TODAY,
    UNKNOWN,
    assess,
    counted,
    criteria,
    label,
    ladder,
    level_question,
    proportion,
    rule,
    score,
    section,
    several,
    when,
    when_yes,
    yes_no,
)

MET, MISSED, OPEN = Verdict.MET, Verdict.MISSED, Verdict.OPEN
NO_SHARE = {"s/part": Fraction(0), "s/whole": Fraction(0)}


def figures(found):
    return found.lowest, found.highest, found.maximum, found.share_lowest, found.share_highest


def test_a_total_is_the_sum_of_its_dimensions():
    made = criteria(
        ladder("a"), ladder("b", 3, 7, dimension="2"), ladder("c", 4, 1, dimension="2")
    )
    card = score(made, {"a": 3, "b": 1, "c": 2})
    exact = Fraction(15, 4) + Fraction(7, 2) + Fraction(2, 3)
    assert figures(card.total) == (exact, exact, 13, exact / 13, exact / 13)
    assert card.total.final
    second = Fraction(7, 2) + Fraction(2, 3)
    assert figures(card.dimensions["2"]) == (second, second, 8, second / 8, second / 8)
    assert list(card.dimensions) == ["1", "2"]
    assert (card.criteria, card.edition, card.dated) == ("small", "1", TODAY)


def test_points_of_several_questions_join_the_total_exactly():
    parts = level_question("x", 4), level_question("y", 3)
    made = criteria(several("i", *parts, points=Fraction(5, 7)), ladder("a", 3, 1))
    card = score(made, {"x": 1, "y": 1, "a": 1})
    assert card.total.lowest == Fraction(5, 7) * Fraction(5, 12) + Fraction(1, 2)
    assert card.total.final


def test_a_total_is_a_range_while_something_is_open():
    card = score(criteria(ladder("a"), ladder("b")), {"a": 3})
    assert figures(card.total) == (
        Fraction(15, 4),
        Fraction(35, 4),
        10,
        Fraction(3, 8),
        Fraction(7, 8),
    )
    assert not card.total.final


def test_an_indicator_that_may_not_be_asked_widens_the_share_both_ways():
    made = criteria(ladder("a"), ladder("b", when=when_yes("c")), yes_no("c", 0))
    low = score(made, {"a": 4, "b": 0}).total
    assert figures(low) == (5, 5, 10, Fraction(1, 2), 1)
    high = score(made, {"a": 0, "b": 4}).total
    assert figures(high) == (0, 5, 10, 0, Fraction(1, 2))
    nothing = score(made, {"a": 0, "b": 4, "c": False}).total
    assert figures(nothing) == (0, 0, 5, 0, 0)


def test_an_indicator_that_reaches_only_part_of_its_points_may_still_leave():
    """Keep the share sound where leaving would be better than the best answer."""
    half = replace(ladder("b", may_not_apply=True), points=Fraction(10))
    made = criteria(ladder("a"), half)
    before = score(made, {"a": 4}).total
    assert before.share_highest == 1
    assert score(made, {"a": 4, "b": SET_ASIDE}).total.share_highest == 1
    assert score(made, {"a": 4, "b": 4}).total.share_highest == Fraction(2, 3)


def test_a_set_without_points_has_no_share():
    total = score(criteria(yes_no("a", 0)), {"a": True}).total
    assert figures(total) == (0, 0, 0, None, None)
    empty = score(criteria()).total
    assert figures(empty) == (0, 0, 0, None, None)


def test_what_is_asked_answered_unanswered_unknown_and_set_aside():
    made = criteria(
        ladder("a"),
        ladder("b", may_not_apply=True),
        several("i", level_question("x", may_not_apply=True), level_question("y")),
        several("j", level_question("v", may_not_apply=True)),
        counted("n", when=when("a", "at_least", 2)),
        ladder("u"),
        ladder("w"),
        sections=(section("S", level_question("s1"), level_question("s2", may_not_apply=True)),),
    )
    values = {"a": 2, "b": SET_ASIDE, "x": SET_ASIDE, "v": SET_ASIDE, "u": UNKNOWN, "w": 9}
    card = score(made, values | {"s1": 0, "s2": SET_ASIDE})
    assert card.not_applicable == ("b", "x", "j", "v", "s2")
    assert card.unanswered == ("y", "n")
    assert card.unknown == ("u",)
    assert (card.asked, card.answered) == (6, 2)  # a y n u w s1; an answer that is none is none
    fewer = score(made, values | {"a": 1})
    assert fewer.unanswered == ("y", "s1", "s2")
    assert (fewer.asked, fewer.answered) == (6, 1)
    undecided = score(made, {key: value for key, value in values.items() if key != "a"})
    assert undecided.unanswered == ("a", "y", "n", "s1", "s2")
    assert score(made, values, lifted={"a": 4}).answered == 1


def test_a_question_set_aside_in_an_indicator_that_is_not_asked_names_only_itself():
    parts = (
        level_question("x", when=when("a", "at_least", 2)),
        replace(counted("n").questions[0], may_not_apply=True),
    )
    made = criteria(ladder("a"), several("i", *parts))
    assert score(made, {"a": 0, "n": SET_ASIDE}).not_applicable == ("n",)


def test_the_day_is_the_assessments_own_or_the_one_that_is_asked_about():
    made = criteria(ladder("a"))
    assert score(made).dated == TODAY
    assert score(made, on=date(2027, 1, 1)).dated == date(2027, 1, 1)
    assert score(made, dated=None).dated is None


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([MET, MET], MET),
        ([MET, OPEN], OPEN),
        ([MET, OPEN, MISSED], MISSED),
        ([MISSED], MISSED),
        ([], MET),
    ],
)
def test_a_label_is_as_far_as_the_worst_of_its_rules(verdicts, expected):
    assert joint_verdict(set(verdicts)) is expected


GOLD = label("gold", rule("every_threshold"), rule("total", least_share="4/5"))


@pytest.mark.parametrize(
    ("values", "verdict", "met"),
    [
        ({"a": 4, "b": 3}, MET, [MET, MET]),
        ({"a": 2, "b": 4}, MISSED, [MISSED, MISSED]),
        ({"a": 3, "b": 3}, MISSED, [MET, MISSED]),  # every threshold, and not 80 %
        ({"a": 4}, OPEN, [OPEN, OPEN]),
        ({}, OPEN, [OPEN, OPEN]),
    ],
)
def test_a_label_asks_for_all_of_its_rules(values, verdict, met):
    made = criteria(ladder("a", asks={"gold": 3}), ladder("b", asks={"gold": 1}), labels=(GOLD,))
    result = score(made, values).label("gold")
    assert result.verdict is verdict
    assert [one.verdict for one in result.requirements] == met


def test_labels_do_not_influence_each_other():
    silver = label("silver", rule("complete"))
    made = criteria(proportion("s", asks={"gold": 1}), ladder("a"), labels=(silver, GOLD))
    card = score(made, NO_SHARE | {"a": 4})
    assert card.label("silver").verdict is MET
    assert card.label("gold").verdict is OPEN
    assert all("0 has no shares" in one.reason.text for one in card.label("gold").requirements)
    assert card.dimensions["1"].lowest == 5
    with pytest.raises(KeyError):
        card.label("platinum")


def test_gaps_come_with_certain_ones_first_knock_outs_ahead_and_the_widest_next():
    made = criteria(
        ladder("narrow", asks={"gold": 3}),
        ladder("wide", asks={"gold": 4}),
        ladder("wider", 5, 10, asks={"gold": 4}),
        ladder("open", asks={"gold": 4}),
        ladder("met", asks={"gold": 1}),
        ladder("knock", asks=[Threshold("gold", level=1, knock_out=True)]),
        labels=(GOLD,),
    )
    values = {"narrow": 2, "wide": 1, "wider": 1, "met": 1, "knock": 0}
    gaps = score(made, values).label("gold").gaps
    assert [gap.indicator for gap in gaps] == ["knock", "wider", "wide", "narrow", "open"]
    assert [gap.closed_only_by_answering for gap in gaps] == [False] * 4 + [True]
    assert gaps[0].score.lowest_level == 0


def test_thresholds_of_another_label_are_gaps_of_the_label_that_means_them():
    made = criteria(
        ladder("a", asks=[Threshold("baseline", level=2, knock_out=True)]),
        ladder("b", asks={"baseline": 2, "gold": 1}),
        labels=(
            label("baseline", rule("every_threshold")),
            label(
                "gold",
                rule("every_threshold"),
                rule(
                    "any",
                    options=(rule("no_knock_out", other_label="baseline"), rule("complete")),
                ),
                rule("no_knock_out", key="no_knock_out-2", other_label="gold"),
            ),
        ),
    )
    result = score(made, {"a": 1, "b": 0}).label("gold")
    assert [(t.indicator, t.threshold.label) for t in result.thresholds] == [
        ("b", "gold"),
        ("a", "baseline"),
    ]
    assert [gap.indicator for gap in result.gaps] == ["a", "b"]
    assert result.verdict is MISSED


def test_a_planned_level_changes_the_score_and_not_the_answers():
    made = criteria(ladder("a", asks={"gold": 3}), ladder("b"), labels=(GOLD,))
    assessment = assess({"a": 1, "b": 4})
    card = evaluate(made, assessment, lifted={"a": 4})
    assert card.label("gold").verdict is MET
    assert card.total.lowest == 10
    assert assessment.answers["a"].value == 1
    assert card.answered == 2


def test_the_units_of_the_rules_are_told_apart():
    made = criteria(ladder("a"), labels=(GOLD,))
    units = [one.unit for one in score(made).label("gold").requirements]
    assert units == [Unit.THRESHOLDS, Unit.SHARE]
