"""What results say about themselves."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.levels import Verdict
from excellence_app.domain.results import (
    IndicatorScore,
    IndicatorState,
    RequirementResult,
    Roadmap,
    RoadmapStep,
    Score,
    Unit,
)
from tests.engine.sets import rule

ONE, HALF, NOTHING = Fraction(1), Fraction(1, 2), Fraction(0)
FINAL = IndicatorScore("a", IndicatorState.ANSWERED, ONE, ONE, ONE, 1, 1)


@pytest.mark.parametrize(
    ("score", "final"),
    [
        (Score(ONE, ONE, ONE, ONE, ONE), True),
        (Score(ONE, ONE, ONE, HALF, ONE), False),
        (Score(HALF, ONE, ONE, HALF, HALF), False),
        (Score(NOTHING, NOTHING, NOTHING, None, None), True),
    ],
)
def test_a_score_is_final_when_points_and_share_are(score, final):
    assert score.final is final


@pytest.mark.parametrize(
    ("changes", "final"),
    [
        ({}, True),
        ({"may_leave": True}, False),
        ({"lowest": NOTHING}, False),
        ({"lowest_level": 0}, False),  # as with a knock-out that earns nothing
        ({"lowest_level": None, "highest_level": None}, True),
    ],
)
def test_an_indicator_is_final_when_nothing_open_can_change_it(changes, final):
    assert replace(FINAL, **changes).final is final


@pytest.mark.parametrize("state", IndicatorState)
def test_only_what_does_not_apply_or_is_not_asked_does_not_count(state):
    outside = {IndicatorState.NOT_APPLICABLE, IndicatorState.NOT_ASKED, IndicatorState.OPTIONAL}
    assert replace(FINAL, state=state).counts is (state not in outside)


@pytest.mark.parametrize(
    ("unit", "verdict", "have", "need", "margin"),
    [
        (Unit.SHARE, Verdict.MET, ONE, HALF, HALF),
        (Unit.SHARE, Verdict.MISSED, HALF, ONE, -HALF),
        (Unit.SHARE, Verdict.OPEN, None, ONE, None),
        (Unit.MONTHS, Verdict.MET, ONE, None, None),
        (Unit.MONTHS, Verdict.OPEN, Fraction(17), Fraction(18), -ONE),
        (Unit.MONTHS, Verdict.MISSED, Fraction(25), Fraction(18), None),
    ],
)
def test_the_margin_is_what_the_certain_part_exceeds(unit, verdict, have, need, margin):
    found = RequirementResult("gold", rule("total"), verdict, unit, have=have, need=need)
    assert found.margin == margin


STEP = RoadmapStep(
    number=1,
    action="do",
    lifts=(),
    closes=(),
    gain=ONE,
    effort=ONE,
    weeks=1,
    ready=date(2027, 1, 8),
    late=False,
    after=Score(ONE, ONE, ONE, ONE, ONE),
    gaps_left=0,
)


@pytest.mark.parametrize(
    ("by", "ready", "steps", "in_time"),
    [
        (None, date(2027, 1, 8), (STEP,), None),
        (date(2027, 1, 8), date(2027, 1, 8), (STEP,), True),
        (date(2027, 1, 7), date(2027, 1, 8), (STEP,), False),
        (date(2027, 1, 8), None, (STEP,), None),
        (date(2027, 1, 8), None, (), True),
    ],
)
def test_a_roadmap_is_in_time_or_late_or_that_is_not_known(by, ready, steps, in_time):
    road = Roadmap("gold", STEP.after, steps, 1, ONE, by=by, ready=ready)
    assert road.in_time is in_time
