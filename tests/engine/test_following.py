"""The cluster's own roadmap: its order is followed, and what is amiss is said."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excellence_app.domain.assessment import ActionState, PlannedAction, Respondent
from excellence_app.domain.planned import action_title
from excellence_app.domain.results import Lifted, WarningKind
from excellence_app.engine.plan_problems import size_of
from excellence_app.engine.planning import by_gain, follow, plan
from tests.engine.roadmap_set import MADE, VALUES
from tests.engine.sets import TODAY, UNKNOWN, assess, score

ANA = Respondent("p1", "Ana")
ALL = ("b-4", "a-2", "a-3", "c-4")


def planned(*actions):
    """Return planned actions of the set, or others as they are, in this order."""
    return tuple(
        replace(one, rank=Fraction(number))
        if isinstance(one, PlannedAction)
        else PlannedAction(f"of-{one}", Fraction(number), one, owner="p1")
        for number, one in enumerate(actions)
    )


def own(*actions, values=VALUES, made=MADE, today=None, **more):
    given = assess(values)
    given = replace(given, people=(ANA,), roadmap=planned(*actions), **more)
    return follow(made, given, "gold", today=today)


def warned(roadmap, *kinds):
    """Return the warnings of some kinds, or of all but those about owners."""
    return [
        (one.kind, one.action or one.indicator)
        for one in roadmap.warnings
        if one.kind in kinds or not kinds
    ]


def test_the_order_is_the_cluster_s_own_and_so_is_the_cut_line():
    roadmap = own("c-4", *ALL[:3], "c-1")
    assert [step.action for step in roadmap.steps] == ["c-4", "b-4", "a-2", "a-3", "c-1"]
    assert roadmap.steps[0].planned == "of-c-4"
    assert [step.number for step in roadmap.steps] == [1, 2, 3, 4, 5]
    assert (roadmap.own, roadmap.reached_after) == (True, 4)
    assert roadmap.effort == Fraction(23, 2)
    assert roadmap.steps[0].lifts == (Lifted("c", 2, 4),)
    assert warned(roadmap) == [(WarningKind.LIFTS_NOTHING, "of-c-1")]


@given(st.permutations(ALL), st.sampled_from([0, 1, 2]))
def test_scores_are_those_of_the_levels_reached(order, left_out):
    roadmap = own(*order[left_out:])
    levels = dict(VALUES)
    total = roadmap.start.lowest
    for step in roadmap.steps:
        levels |= {lift.indicator: lift.after for lift in step.lifts}
        total += step.gain
        assert step.after == score(MADE, levels).total
        assert step.after.lowest == total
    assert roadmap.reached_after is not None or left_out


def test_a_proposal_that_is_taken_over_is_followed_step_by_step():
    proposal = plan(MADE, assess(VALUES), "gold")
    roadmap = own(*(step.action for step in proposal.steps))
    for mine, proposed in zip(roadmap.steps, proposal.steps, strict=True):
        bare = replace(mine, planned="", size=None)
        assert bare == proposed
    assert roadmap.reached_after == proposal.reached_after
    assert (roadmap.ready, roadmap.remaining) == (proposal.ready, proposal.remaining)
    assert warned(roadmap) == []


def test_done_and_dropped_actions_stand_apart():
    done = PlannedAction("d", action="b-4", state=ActionState.DONE)
    dropped = PlannedAction("x", action="c-4", state=ActionState.DROPPED)
    roadmap = own(done, dropped, replace(planned("a-2")[0], state=ActionState.STARTED))
    assert [step.action for step in roadmap.steps] == ["a-2"]
    assert (roadmap.done, roadmap.dropped) == (("d",), ("x",))
    assert roadmap.steps[0].after.lowest == Fraction(25, 4)  # what was done shows in the answers


def test_what_comes_before_its_needs_is_a_warning_and_takes_as_long_as_they_do():
    roadmap = own("a-3", "a-2")
    assert warned(roadmap, WarningKind.NEEDS_LATER) == [(WarningKind.NEEDS_LATER, "of-a-3")]
    assert roadmap.steps[0].ready == TODAY + timedelta(weeks=12)
    assert roadmap.warnings[0].message.values["other"] == action_title(MADE, planned("a-2")[0])
    assert warned(own("a-2", "a-3"), WarningKind.NEEDS_LATER) == []
    assert warned(own("a-3"), WarningKind.NEEDS_MISSING) == [(WarningKind.NEEDS_MISSING, "of-a-3")]
    there = own("a-3", values=VALUES | {"a": 2})
    assert warned(there, WarningKind.NEEDS_MISSING, WarningKind.NEEDS_LATER) == []
    done = PlannedAction("d", action="a-2", state=ActionState.DONE)
    assert warned(own(done, "a-3"), WarningKind.NEEDS_MISSING) == []


def test_an_own_action_lifts_the_indicator_it_is_meant_for():
    meet = PlannedAction("o1", title="Meet", indicator="b", to=2, owner="p1", effort=3)
    talk = PlannedAction("o2", title="Talk", owner="p1")
    roadmap = own(meet, talk)
    first, second = roadmap.steps
    assert (first.action, first.planned, first.size) == ("", "o1", 3)
    assert (first.lifts, first.closes) == ((Lifted("b", 1, 2),), ("b",))
    assert (first.ready, first.effort) == (None, 0)
    assert (second.lifts, second.size) == ((), None)
    assert warned(roadmap) == [(WarningKind.NO_ACTION, "a")]
    assert (roadmap.without_action, roadmap.still_short) == (("a",), ())


def test_a_level_of_one_s_own_counts_before_the_set_s():
    half = PlannedAction("x", action="b-4", indicator="b", to=2, owner="p1")
    assert own(half).steps[0].lifts == (Lifted("b", 1, 2),)
    beyond = PlannedAction("x", title="Meet", indicator="b", to=99, owner="p1")
    assert own(beyond).steps[0].lifts == (Lifted("b", 1, 4),)


def test_what_does_not_close_a_gap_is_said():
    roadmap = own("a-2")
    assert (roadmap.still_short, roadmap.without_action) == (("a",), ("b",))
    assert warned(roadmap) == [(WarningKind.NOT_ENOUGH, "a"), (WarningKind.NO_ACTION, "b")]
    assert roadmap.warnings[0].message.values["level"] == 2
    assert roadmap.warnings[0].message.values["needed"] == 3


def test_days_decided_on_are_held_against_the_earliest_ones():
    early = PlannedAction("e", action="b-4", owner="p1", due=TODAY + timedelta(weeks=5))
    late = PlannedAction("l", action="a-2", owner="p1", due=TODAY + timedelta(weeks=9))
    roadmap = own(early, late, roadmap_by=TODAY + timedelta(weeks=7))
    assert [step.early_due for step in roadmap.steps] == [True, False]
    assert [step.expected for step in roadmap.steps] == [
        TODAY + timedelta(weeks=6),
        TODAY + timedelta(weeks=9),
    ]
    assert [step.late for step in roadmap.steps] == [False, True]
    assert (roadmap.ready, roadmap.in_time) == (TODAY + timedelta(weeks=9), False)
    assert (WarningKind.TOO_EARLY, "e") in warned(roadmap)


def test_what_was_due_before_today_is_overdue():
    due = PlannedAction("e", action="b-4", owner="p1", due=TODAY)
    assert not own(due).steps[0].overdue
    assert not own(due, today=TODAY).steps[0].overdue
    tomorrow = own(due, today=TODAY + timedelta(1))
    assert tomorrow.steps[0].overdue
    assert (WarningKind.OVERDUE, "e") in warned(tomorrow)
    for one in (tomorrow, own(due, today=date(2020, 1, 1))):  # as in the proposal and on paper
        assert one.steps[0].ready == TODAY + timedelta(weeks=6)


def test_the_day_is_not_known_while_a_needed_one_is_open():
    meet = PlannedAction("o1", title="Meet", indicator="a", to=3, owner="p1")
    assert own("b-4", meet, "c-4").ready is None
    dated = replace(meet, due=date(2029, 1, 1))
    assert own("b-4", dated, "c-4").ready == date(2029, 1, 1)
    needless = PlannedAction("o2", title="Talk", owner="p1")
    assert own(needless, *ALL).ready == date(2027, 8, 27)


@pytest.mark.parametrize("owner", ["", "p9"])
def test_whoever_has_nobody_is_said(owner):
    assert warned(own(PlannedAction("x", action="b-4", owner=owner)), WarningKind.NO_OWNER) == [
        (WarningKind.NO_OWNER, "x")
    ]


def test_an_action_that_the_set_does_not_know_lifts_nothing():
    roadmap = own(PlannedAction("x", action="gone", owner="p1"))
    assert (roadmap.steps[0].action, roadmap.steps[0].lifts) == ("", ())
    assert warned(roadmap, WarningKind.UNKNOWN_ACTION, WarningKind.LIFTS_NOTHING) == [
        (WarningKind.UNKNOWN_ACTION, "x")
    ]


def test_open_indicators_are_taken_at_their_threshold():
    roadmap = own("a-2", "a-3", values={"a": 1, "b": UNKNOWN, "c": 4})
    assert roadmap.assumed == {"b": 2}
    assert roadmap.steps[1].gaps_left == 0


def test_an_empty_roadmap_of_a_cluster_that_is_there_is_reached_at_once():
    done = PlannedAction("d", action="b-4", state=ActionState.DONE)
    roadmap = own(done, values={"a": 4, "b": 4, "c": 4})
    assert (roadmap.steps, roadmap.reached_after, roadmap.ready) == ((), 0, None)


class TestMostGain:
    """Most gain for least effort is a view of the same actions."""

    def order(self, *actions, values=VALUES):
        given = replace(assess(values), roadmap=planned(*actions))
        return [one.removeprefix("of-") for one in by_gain(MADE, given, "gold")]

    def test_gain_is_held_against_effort(self):
        assert self.order("a-2", "c-4", "b-4") == ["c-4", "b-4", "a-2"]

    def test_what_is_needed_comes_before(self):
        assert self.order("a-3", "a-2", "c-1") == ["a-2", "a-3", "c-1"]

    def test_equal_ones_stay_in_their_order(self):
        assert self.order("c-1", "a-2") == ["a-2", "c-1"]
        talk, meet = PlannedAction("t", title="Talk"), PlannedAction("m", title="Meet")
        assert self.order(talk, meet) == ["t", "m"]
        assert self.order(meet, talk) == ["m", "t"]

    def test_an_estimate_of_one_s_own_counts(self):
        cheap = PlannedAction("b", action="b-4", effort=1)
        dear = PlannedAction("c", action="c-4", effort=3)
        assert self.order(dear, cheap) == ["b", "c"]

    def test_what_is_done_is_not_in_it(self):
        assert self.order(PlannedAction("d", action="b-4", state=ActionState.DONE), "c-4") == [
            "c-4"
        ]

    @given(st.permutations(ALL))
    def test_each_action_stands_there_once(self, order):
        found = self.order(*order)
        assert sorted(found) == sorted(ALL)
        assert found.index("a-2") < found.index("a-3")


@pytest.mark.parametrize(
    ("days", "size"), [("1/2", 1), (4, 1), (5, 2), (10, 2), ("21/2", 3), (30, 3)]
)
def test_person_days_are_an_effort_from_1_to_3(days, size):
    assert size_of(Fraction(days)) == size


def test_what_was_planned_before_can_be_built_on():
    lifted = {"b": 4}
    assert [step.action for step in plan(MADE, assess(VALUES), "gold", lifted=lifted).steps] == [
        *("a-2", "a-3", "c-4")
    ]
    everything = plan(MADE, assess(VALUES), "gold", lifted={"a": 4, "b": 4, "c": 4})
    assert (everything.steps, everything.reached_after) == ((), 0)
    half = plan(MADE, assess({"a": 1, "b": UNKNOWN, "c": 4}), "gold", lifted={"b": 1})
    assert half.assumed == {"b": 2}


@pytest.mark.parametrize(
    ("one", "title"),
    [
        (PlannedAction("x", action="b-4", title="Ours"), "Ours"),
        (PlannedAction("x", action="b-4"), MADE.action_by_id["b-4"].title),
        (PlannedAction("x", indicator="a"), f"a {MADE.indicator_by_id['a'].title}"),
        (PlannedAction("x", action="gone"), "gone"),
        (PlannedAction("x"), "x"),
    ],
)
def test_a_planned_action_has_a_title(one, title):
    assert action_title(MADE, one) == title
