"""The way to a label: which actions, in which order, with which projected score, by when."""

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from excellence_app.domain.levels import Threshold, Verdict
from excellence_app.domain.results import Lifted
from excellence_app.engine import planning
from excellence_app.engine.planning import plan
from tests.engine.roadmap_set import GOLD, MADE, VALUES
from tests.engine.sets import (
    SET_ASIDE,
    TODAY,
    action,
    assess,
    counted,
    criteria,
    label,
    ladder,
    level_question,
    proportion,
    rule,
    score,
    several,
    when_level,
)


def to_gold(values=VALUES, made=MADE, *, by=None, on=None, solve=None, **more):
    solver = {} if solve is None else {"solve": solve}
    return plan(made, assess(values, **more), "gold", by=by, on=on, **solver)


def names(roadmap):
    return [step.action for step in roadmap.steps]


def test_a_roadmap_closes_every_gap_and_reaches_the_total():
    roadmap = to_gold()
    assert names(roadmap) == ["b-4", "a-2", "a-3", "c-4"]
    assert roadmap.start == score(MADE, VALUES).total
    assert roadmap.effort == Fraction(21, 2)
    assert [step.gaps_left for step in roadmap.steps] == [1, 1, 0, 0]
    assert [step.closes for step in roadmap.steps] == [("b",), (), ("a",), ()]
    assert [float(step.after.lowest) for step in roadmap.steps] == [8.75, 10, 11.25, 13.75]
    assert roadmap.reached_after == 4
    assert (roadmap.remaining, roadmap.without_action, roadmap.assumed) == ((), (), {})


def test_a_step_says_what_it_lifts_and_gains():
    steps = {step.action: step for step in to_gold().steps}
    assert steps["b-4"].lifts == (Lifted("b", 1, 4),)
    assert steps["a-3"].lifts == (Lifted("a", 2, 3),)  # b is above 1 by then
    assert [steps[name].gain for name in ("b-4", "a-2", "a-3", "c-4")] == [
        Fraction(15, 4),
        Fraction(5, 4),
        Fraction(5, 4),
        Fraction(5, 2),
    ]
    assert [step.number for step in to_gold().steps] == [1, 2, 3, 4]


def test_gains_add_up_to_the_projected_score():
    roadmap = to_gold()
    total = roadmap.start.lowest
    for step in roadmap.steps:
        total += step.gain
        assert step.after.lowest == total


def test_what_needs_nothing_starts_at_once_and_the_rest_after_its_needs():
    steps = {step.action: step.ready for step in to_gold().steps}
    assert steps == {
        "b-4": date(2027, 1, 1),
        "a-2": date(2026, 12, 18),
        "a-3": date(2027, 2, 12),
        "c-4": date(2027, 8, 27),
    }
    assert to_gold().ready == date(2027, 8, 27)
    later = to_gold(on=date(2027, 1, 1))
    assert later.ready == date(2027, 10, 8)


def test_a_day_that_is_too_early_is_said():
    roadmap = to_gold(by=date(2027, 3, 1))
    assert [step.late for step in roadmap.steps] == [False, False, False, True]
    assert (roadmap.by, roadmap.in_time) == (date(2027, 3, 1), False)
    just_in_time = to_gold(by=date(2027, 8, 27))
    assert just_in_time.in_time is True
    assert not any(step.late for step in just_in_time.steps)
    assert to_gold(by=date(2020, 1, 1)).in_time is False
    assert to_gold().in_time is None


def test_without_a_date_nothing_is_said_about_days():
    roadmap = to_gold(dated=None, by=date(2027, 3, 1))
    assert [step.ready for step in roadmap.steps] == [None] * 4
    assert not any(step.late for step in roadmap.steps)
    assert (roadmap.ready, roadmap.in_time) == (None, None)


def test_where_everything_is_reached_there_is_nothing_to_do():
    roadmap = to_gold({"a": 4, "b": 4, "c": 4}, by=date(2020, 1, 1))
    assert (names(roadmap), roadmap.reached_after, roadmap.effort) == ([], 0, 0)
    assert (roadmap.ready, roadmap.in_time) == (None, True)
    assert roadmap.remaining == ()


def test_a_prerequisite_that_is_there_already_is_not_done_again():
    assert names(to_gold({"a": 2, "b": 4, "c": 4})) == ["a-3"]


def test_gaps_that_no_action_closes_are_named():
    made = replace(MADE, indicators=(*MADE.indicators, ladder("d", asks={"gold": 4})))
    roadmap = to_gold(VALUES | {"d": 3}, made)
    assert roadmap.without_action == ("d",)
    assert roadmap.reached_after is None
    assert [one.requirement.key for one in roadmap.remaining] == ["every_threshold"]
    assert roadmap.steps[-1].gaps_left == 1


def test_a_total_out_of_reach_is_said_with_the_best_that_can_be_done():
    made = replace(MADE, indicators=(*MADE.indicators, ladder("d", 5, 50)))
    roadmap = to_gold(VALUES | {"d": 0}, made)
    assert roadmap.reached_after is None
    assert [one.requirement.key for one in roadmap.remaining] == ["total"]
    assert set(names(roadmap)) == {"a-2", "a-3", "b-4", "c-4"}


def test_open_indicators_are_taken_at_the_threshold_and_that_is_said():
    roadmap = to_gold({"b": 1, "c": 2})
    assert roadmap.assumed == {"a": 3}
    assert roadmap.open_questions == ("a",)
    assert "a-2" not in names(roadmap)
    assert roadmap.start.lowest == Fraction(15, 4)  # as it is
    assert roadmap.projected_start.lowest == Fraction(15, 2)
    assert to_gold().projected_start == to_gold().start
    assert [float(step.after.lowest) for step in roadmap.steps] == [11.25, 13.75]
    assert roadmap.reached_after == 2


def test_what_cannot_be_worked_out_is_assumed_too():
    made = replace(MADE, indicators=(*MADE.indicators, proportion("s", asks={"gold": 1})))
    nothing = {"s/part": Fraction(0), "s/whole": Fraction(0)}
    assert to_gold(VALUES | nothing, made).assumed == {"s": 1}


def test_an_open_indicator_is_not_lifted_above_its_threshold():
    made = replace(
        MADE, actions=(*MADE.actions, action("all-4", {"a": 4, "b": 4, "c": 4}, days=0))
    )
    answered = {"b": 1, "c": 2}
    roadmap = to_gold(answered, made)
    assert roadmap.assumed == {"a": 3}
    assert [lift for step in roadmap.steps for lift in step.lifts if lift.indicator == "a"] == []
    assert names(roadmap)  # what is known to be missed is planned for


def test_a_total_that_only_answers_can_bring_is_not_planned_for():
    roadmap = to_gold({"b": 1})
    assert roadmap.assumed.keys() == {"a"}
    assert names(roadmap) == ["b-4"]  # its gap; c is open, and nobody knows what it brings
    assert (roadmap.reached_after, roadmap.waits_for_answers) == (None, True)
    assert not to_gold().waits_for_answers


def test_a_step_has_the_day_on_which_it_can_begin():
    steps = {step.action: step for step in to_gold().steps}
    assert steps["a-2"].begin == TODAY
    assert steps["a-3"].begin == steps["a-2"].ready
    assert all(step.begin < step.ready for step in steps.values())


def test_an_open_threshold_in_points_is_met_by_the_first_level_that_earns_them():
    made = replace(
        MADE,
        indicators=(
            *MADE.indicators,
            ladder("d", asks=[Threshold("gold", points=Fraction(3))]),
            several("e", level_question("x"), level_question("y"), asks={"gold": 1}),
        ),
    )
    assert to_gold(made=made).assumed == {"d": 3}
    missed = to_gold(VALUES | {"d": 2, "x": 1, "y": 1}, made)
    assert missed.without_action == ("d", "e")


def test_an_assumed_level_may_decide_what_else_is_asked():
    deeper = ladder("d", asks={"gold": 2}, when=when_level("a", "at_least", 3))
    made = replace(MADE, indicators=(*MADE.indicators, deeper))
    assert to_gold({"b": 1, "c": 2}, made).assumed == {"a": 3, "d": 2}
    assert to_gold({"a": 2, "b": 1, "c": 2}, made).assumed == {}


def test_an_action_may_decide_what_else_is_asked_and_the_projection_shows_it():
    deeper = ladder("d", 5, 50, asks={"gold": 2}, when=when_level("a", "at_least", 3))
    made = replace(MADE, indicators=(*MADE.indicators, deeper))
    roadmap = to_gold(VALUES | {"d": 1}, made)
    by_name = {step.action: step for step in roadmap.steps}
    assert by_name["a-2"].after.maximum == 15
    assert by_name["a-3"].after.maximum == 65
    assert by_name["a-3"].gaps_left == 1
    assert roadmap.reached_after is None
    assert roadmap.without_action == ("d",)


def test_what_may_not_be_asked_is_not_lifted_and_counted_as_nothing():
    deeper = ladder("d", asks={"gold": 2}, when=when_level("u", "at_least", 3))
    made = replace(
        MADE,
        indicators=(*MADE.indicators, ladder("u", points=0), deeper),
        actions=(*MADE.actions, action("d-4", {"d": 4})),
    )
    roadmap = to_gold(VALUES | {"d": 1}, made)
    assert "d-4" not in names(roadmap)
    assert roadmap.assumed == {"d": 2}
    assert set(names(roadmap)) == {"a-2", "a-3", "b-4", "c-4"}  # 16 of 20 points are the goal
    assert roadmap.reached_after == 4
    surely = to_gold({"a": 4, "b": 4, "c": 4, "d": 4}, replace(made, actions=()))
    assert surely.reached_after == 0


def test_what_does_not_apply_is_left_out():
    aside = ladder("d", asks={"gold": 4}, may_not_apply=True)
    made = replace(
        MADE,
        indicators=(*MADE.indicators, aside),
        actions=(*MADE.actions, action("d-4", {"d": 4}, days=1)),
    )
    assert "d-4" in names(to_gold(VALUES | {"d": 1}, made))
    roadmap = to_gold(VALUES | {"d": SET_ASIDE}, made)
    assert "d-4" not in names(roadmap)
    assert roadmap.reached_after == 4


def test_a_total_in_points_and_the_highest_of_several_goals():
    def to_reach(*rules):
        made = replace(MADE, labels=(label("gold", *rules),))
        return names(to_gold({"a": 3, "b": 2, "c": 0}, made))

    assert to_reach(rule("total", least=7)) == ["c-4"]
    low, high = rule("total", least=7), rule("total", key="total-2", least_share="4/5")
    assert to_reach(low, high) == ["c-4", "b-4"]
    assert to_reach(rule("complete")) == []


def test_other_rules_remain_and_do_not_hinder_the_way():
    gold = label("gold", *GOLD.requires, rule("declared", key="eligible"))
    roadmap = to_gold(made=replace(MADE, labels=(gold,)))
    assert roadmap.reached_after == 4
    assert [one.requirement.key for one in roadmap.remaining] == ["eligible"]
    assert roadmap.remaining[0].verdict is Verdict.OPEN


def test_a_knock_out_of_another_label_is_a_gap():
    silver = label("silver", rule("no_knock_out", other_label="gold"))
    knock_out = ladder("d", asks=[Threshold("gold", level=1, knock_out=True)])
    made = criteria(
        knock_out,
        ladder("e", asks={"gold": 4}),
        labels=(GOLD, silver),
        actions=(action("d-1", {"d": 1}), action("e-4", {"e": 4})),
    )
    roadmap = plan(made, assess({"d": 0, "e": 0}), "silver")
    assert (names(roadmap), roadmap.reached_after) == (["d-1"], 1)


def test_an_action_that_lifts_one_indicator_twice_brings_the_higher_level():
    twice = action("twice", {"a": 3})
    twice = replace(twice, lifts=(*twice.lifts, replace(twice.lifts[0], to=2)))
    made = replace(MADE, actions=(twice,))
    roadmap = to_gold({"a": 1, "b": 4, "c": 4}, made)
    assert roadmap.steps[0].lifts == (Lifted("a", 1, 3),)


def test_a_number_can_be_lifted_like_a_level():
    made = criteria(
        counted("n", asks={"gold": 2}), labels=(GOLD,), actions=(action("n-4", {"n": 4}),)
    )
    roadmap = to_gold({"n": Fraction(12)}, made)
    assert (names(roadmap), roadmap.reached_after) == (["n-4"], 1)


def test_an_unknown_label_is_a_key_error():
    with pytest.raises(KeyError):
        plan(MADE, assess(VALUES), "platinum")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (["b-4", "d-1"], "unknown action or repeats one: d-1"),
        (["c-1"], "unknown action or repeats one: c-1"),  # it lifts nothing here
        (["b-4", "b-4"], "unknown action or repeats one: b-4"),
        (["a-3", "a-2"], r"a-3 before what it needs: \['a-2'\]"),
        (["a-3"], r"a-3 before what it needs: \['a-2'\]"),
    ],
)
def test_a_wrong_solution_is_refused(answer, sentence):
    with pytest.raises(ValueError, match=sentence):
        to_gold(solve=lambda _: answer)


def test_any_solver_may_answer_and_its_gaps_are_not_called_without_action():
    roadmap = to_gold(solve=lambda _: ["c-4"])
    assert names(roadmap) == ["c-4"]
    assert roadmap.reached_after is None
    assert roadmap.without_action == ()
    assert roadmap.steps[0].gaps_left == 2


def test_the_solver_sees_plain_data():
    seen = []

    def solve(problem):
        seen.append(problem)
        return ()

    to_gold(solve=solve)
    (problem,) = seen
    assert problem.levels == {"a": 1, "b": 1, "c": 2}
    assert problem.needed == {"a": 3, "b": 2}
    assert (problem.start, problem.goal) == (5, 12)
    assert [one.id for one in problem.actions] == ["a-2", "a-3", "b-4", "c-4"]
    assert problem.actions[1].lifts == {"a": 3}  # b stands at 1 already
    assert problem.points["a"][4] == 5


def test_names_of_the_solver_can_be_had_from_here():
    assert set(planning.__all__) == {
        "PlanAction",
        "PlanProblem",
        "Solver",
        "by_gain",
        "by_start",
        "follow",
        "plan",
        "size_of",
        "solve_greedily",
    }


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_a_projection_keeps_what_the_plan_promises(chance: random.Random):
    count = chance.randint(1, 5)
    indicators = [
        ladder(f"i{n}", asks={"gold": chance.randint(0, 4)} if chance.random() < 0.6 else ())
        for n in range(count)
    ]
    actions = []
    for n in range(chance.randint(0, 8)):
        lifts = {f"i{chance.randrange(count)}": chance.randint(1, 4)}
        needs = [one.id for one in actions if chance.random() < 0.2]
        actions.append(action(f"x{n}", lifts, chance.randint(1, 9), chance.randint(0, 20), needs))
    made = criteria(*indicators, labels=(GOLD,), actions=tuple(actions))
    values = {f"i{n}": chance.randint(0, 4) for n in range(count) if chance.random() < 0.8}
    roadmap = to_gold(values, made)
    lifted = dict(roadmap.assumed)
    for step in roadmap.steps:
        lifted |= {one.indicator: one.after for one in step.lifts}
        assert step.ready >= TODAY
    card = score(made, values, lifted=lifted)
    assert roadmap.remaining == tuple(
        one for one in card.label("gold").requirements if one.verdict is not Verdict.MET
    )
    if roadmap.steps:
        assert roadmap.steps[-1].after == card.total
        assert roadmap.ready == max(step.ready for step in roadmap.steps)
    assert (roadmap.reached_after is None) is bool(roadmap.remaining)
