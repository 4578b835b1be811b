"""The document as a value: what it finds in itself, and what differs between two."""

from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.assessment import (
    ActionState,
    Adjustment,
    Answer,
    Assessment,
    Candidate,
    ClusterProfile,
    CriteriaReference,
    Evidence,
    Improvement,
    LabelHeld,
    Logo,
    PlannedAction,
    Respondent,
    changes_between,
)

REFERENCE = CriteriaReference("small", "1", "0" * 64)
EMPTY = Assessment(REFERENCE)


def test_an_assessment_cannot_be_changed_in_place():
    with pytest.raises(AttributeError):
        EMPTY.target = "gold"


def test_an_entered_threshold_is_found_by_indicator_and_label():
    first = Adjustment("a", "gold", 3, None, "Official text")
    second = Adjustment("a", "silver", None, Fraction(5, 2), "Official text")
    given = replace(EMPTY, adjustments=(first, second))
    assert given.adjustment_for("a", "gold") is first
    assert given.adjustment_for("a", "silver") is second
    assert given.adjustment_for("b", "gold") is None
    assert EMPTY.adjustment_for("a", "gold") is None


def test_the_latest_award_of_a_label_counts():
    awards = (
        LabelHeld("bronze", date(2024, 5, 31)),
        LabelHeld("bronze", date(2020, 5, 31), date(2022, 5, 31)),
        LabelHeld("silver", date(2025, 5, 31)),
    )
    given = replace(EMPTY, labels_held=awards)
    assert given.held("bronze") == awards[0]
    assert given.held("gold") is None


def test_a_frozen_copy_has_no_copies_of_its_own():
    old = replace(EMPTY, dated=date(2024, 1, 1), carried={"later": 1})
    now = replace(old, dated=date(2026, 1, 1), earlier=(old,))
    copy = now.frozen_copy()
    assert (copy.earlier, copy.carried) == ((), {})
    assert replace(copy, earlier=now.earlier, carried=now.carried) == now


OTHER_VALUES = {
    "criteria": CriteriaReference("small", "2", "1" * 64),
    "dated": date(2026, 1, 1),
    "profile": ClusterProfile("A cluster", {"members": "40"}),
    "people": (Respondent("p1", "A person"),),
    "answers": {"a": Answer(1)},
    "evidence": {"e1": Evidence("e1", "A list")},
    "adjustments": (Adjustment("a", "gold", 3, None, "Official text"),),
    "declarations": {"eligible": True},
    "improvements": (Improvement("a"),),
    "labels_held": (LabelHeld("bronze", date(2024, 5, 31)),),
    "target": "gold",
    "practice": True,
    "roadmap": (PlannedAction("o1", title="Meet"),),
    "roadmap_by": date(2027, 1, 1),
    "logo": Logo("ab" * 32, 120, "sign.png"),
    "earlier": (EMPTY,),
    "conflicts": {"target": (Candidate("gold", "2026-01-01T10:00:00+01:00", "A person"),)},
    "carried": {"later": 1},
}


def test_a_planned_action_is_found_by_its_id_and_active_until_done_or_dropped():
    one, other = PlannedAction("o1"), PlannedAction("o2")
    given = replace(EMPTY, roadmap=(one, other))
    assert given.planned("o2") is other
    assert given.planned("o3") is None
    active = {state for state in ActionState if replace(one, state=state).active}
    assert active == {ActionState.OPEN, ActionState.STARTED}


@pytest.mark.parametrize("field", [field.name for field in fields(Assessment)])
def test_every_field_that_differs_is_noticed(field):
    found = changes_between(EMPTY, replace(EMPTY, **{field: OTHER_VALUES[field]}))
    if field == "answers":
        assert (found.answers, found.fields) == ({"a"}, frozenset())
    else:
        assert (found.answers, found.fields) == (frozenset(), {field})


def test_answers_are_compared_one_by_one():
    before = replace(EMPTY, answers={"a": Answer(1), "b": Answer(2), "c": Answer(3)})
    after = replace(EMPTY, answers={"a": Answer(1), "b": Answer(2, note="Why"), "d": Answer(3)})
    assert changes_between(before, after).answers == {"b", "c", "d"}
    assert changes_between(before, before) == changes_between(after, after)
