"""A criteria set finds its own parts."""

from dataclasses import replace

import pytest

from excellence_app.domain.conditions import All, AnyOf, Not, comparisons_of
from excellence_app.domain.criteria import EvidenceKind, Source
from excellence_app.domain.levels import Threshold
from tests.engine.sets import (
    action,
    criteria,
    label,
    ladder,
    level_question,
    proportion,
    rule,
    section,
    several,
    when,
    when_answered,
    when_level,
)

MADE = criteria(
    replace(ladder("a", asks={"gold": 3, "silver": 1}), provenance=(("title", "S"),)),
    several("i", level_question("x"), level_question("y", when=when("a", "at_least", 1))),
    proportion("s", when=when_answered("x")),
    sections=(section("S", level_question("q", when=when("a", "is", 2))),),
    labels=(label("gold", rule("complete")),),
    actions=(action("do", {"a": 4}),),
    evidence=(EvidenceKind("sheet", "A sheet"),),
    sources=(Source("S", "A source"),),
)


def test_parts_are_found_by_their_ids():
    assert MADE.indicator_by_id["i"] is MADE.indicators[1]
    assert MADE.label_by_id["gold"] is MADE.labels[0]
    assert MADE.action_by_id["do"] is MADE.actions[0]
    assert MADE.evidence_by_id["sheet"].title == "A sheet"
    assert MADE.source_by_id["S"].title == "A source"
    assert [q.id for q in MADE.questions] == ["a", "x", "y", "s", "q"]
    assert MADE.question_by_id["q"] is MADE.sections[0].questions[0]


def test_answers_belong_to_keys_and_keys_to_questions():
    assert set(MADE.question_by_key) == {"a", "x", "y", "s/part", "s/whole", "q"}
    assert MADE.question_of("s/whole") is MADE.question_of("s") is MADE.question_by_id["s"]
    with pytest.raises(KeyError):
        MADE.question_of("z")
    assert MADE.indicator_of_question["y"].id == "i"
    assert "q" not in MADE.indicator_of_question


def test_conditions_of_the_indicator_and_of_the_question_are_joined():
    conditions = {q.id: MADE.conditions_of(q) for q in MADE.questions}
    assert conditions == {
        "a": (),
        "x": (),
        "y": (when("a", "at_least", 1),),
        "s": (when_answered("x"),),
        "q": (when("a", "is", 2),),
    }
    both = replace(
        MADE.indicators[1], when=when("a", "below", 4)
    )  # the indicator's own comes first
    joined = criteria(both)
    assert joined.conditions_of(both.questions[1]) == (both.when, both.questions[1].when)


def test_a_threshold_is_found_by_label():
    assert MADE.indicators[0].threshold_for("silver") == Threshold("silver", level=1)
    assert MADE.indicators[0].threshold_for("bronze") is None


def test_a_value_comes_from_its_source_or_from_the_sets_default():
    first = MADE.indicators[0]
    assert MADE.provenance_of(first, "title") == "S"
    assert MADE.provenance_of(first, "points") == "illustrative"
    assert MADE.provenance_of(MADE.labels[0], "title") == "illustrative"


def test_sets_are_compared_by_identity():
    assert MADE == MADE  # noqa: PLR0124 - this is what is tested
    assert replace(MADE) != MADE
    assert len({MADE, replace(MADE)}) == 2


def test_comparisons_inside_a_condition_come_in_reading_order():
    first, second, third = when("a", "is", 1), when_level("b", "above", 2), when("c", "below", 3)
    assert comparisons_of(first) == (first,)
    assert comparisons_of(All((first, Not(AnyOf((second, third)))))) == (first, second, third)
