"""Every number can say why: the parts of a trace lead to the answers."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.assessment import Adjustment, LabelHeld
from excellence_app.domain.criteria import Measure, MeasureKind
from excellence_app.domain.levels import Verdict
from excellence_app.domain.messages import Refused
from excellence_app.engine.scoring import evaluate
from excellence_app.engine.tracing import explain
from tests.engine.sets import (
    SET_ASIDE,
    assess,
    counted,
    criteria,
    label,
    ladder,
    level_question,
    number_question,
    proportion,
    rule,
    section,
    several,
    when,
)

HIDDEN = level_question("x", when=when("a", "at_least", 4))
GOLD = label(
    "gold",
    rule("every_threshold"),
    rule("total", least_share="4/5"),
    rule("months_since", other_label="bronze", least=18, most=24),
    rule("any", options=(rule("complete"), rule("declared", key="eligible"))),
)
MADE = criteria(
    ladder("a", asks={"gold": 3}, may_not_apply=True),
    ladder("b", when=when("a", "at_least", 2)),
    proportion("s", dimension="money", asks={"gold": 1}),
    several("i", HIDDEN, level_question("y")),
    labels=(GOLD, label("silver", rule("every_threshold", other_label="gold"))),
    sections=(section("S", level_question("q")),),
)
VALUES = {"a": 3, "b": 4, "s/part": Fraction(1), "s/whole": Fraction(4), "y": 2}
ASSESSMENT = assess(VALUES, labels_held=(LabelHeld("bronze", date(2025, 1, 15)),))
CARD = evaluate(MADE, ASSESSMENT)


def trace(subject, assessment=ASSESSMENT, **more):
    return explain(MADE, assessment, subject, **more)


def outline(found):
    return [(part.rule, part.subject) for part in found.parts]


def test_the_total_is_made_of_dimensions():
    found = trace("total")
    assert (found.rule, found.subject, found.values) == ("total", "total", {"score": CARD.total})
    assert outline(found) == [("dimension", "1"), ("dimension", "money")]
    assert found.parts[1].values == {
        "title": "Dimension money",
        "score": CARD.dimensions["money"],
    }
    assert found.parts[0].parts == ()


def test_a_dimension_is_made_of_what_its_indicators_earn():
    found = trace("1")
    assert outline(found) == [("earned", "a"), ("earned", "b"), ("earned", "i")]
    assert found.parts[0].values == {"title": "About a", "score": CARD.indicators["a"]}


def test_an_indicator_leads_to_its_question_points_and_thresholds():
    found = trace("a")
    assert found.values == {"title": "About a", "score": CARD.indicators["a"]}
    assert outline(found) == [("question", "a"), ("points", "a"), ("threshold", "a")]
    question, points, threshold = found.parts
    assert question.values["state"] == "answered"
    assert question.values["values"] == {"a": 3}
    assert question.values["asked"] is True
    assert points.values["levels"] == MADE.indicators[0].levels
    assert threshold.values["result"].verdict is Verdict.MET
    assert threshold.values["label"] == "Gold"
    assert threshold.values["own"] == MADE.indicators[0].thresholds[0]


def test_a_condition_is_shown_with_what_holds():
    found = trace("b")
    assert outline(found)[0] == ("condition", "b")
    assert found.parts[0].values == {"condition": MADE.indicators[1].when, "holds": True}
    found = trace("x")
    assert (found.rule, found.values["asked"], found.values["state"]) == (
        "question",
        False,
        "unanswered",
    )
    assert found.parts[0].values["holds"] is False


def test_a_measure_is_shown_with_what_went_in():
    found = trace("s")
    (measure,) = [part for part in found.parts if part.rule == "measure"]
    assert measure.values["kind"] is MeasureKind.SHARE
    assert measure.values["operands"] == {"s/part": 1, "s/whole": 4}
    assert (measure.values["value"], measure.values["level"]) == (Fraction(1, 4), 2)
    assert measure.values["bands"] == MADE.indicators[2].bands


def test_a_measure_without_a_result_gives_its_reason():
    nothing = assess(VALUES | {"s/part": Fraction(0), "s/whole": Fraction(0)})
    found = trace("s", nothing)
    assert "measure" not in [part.rule for part in found.parts]
    assert "0 has no shares" in found.values["score"].reason.text
    for name in ("gold/every_threshold", "gold/total", "silver/every_threshold"):
        assert trace(name, nothing).values["result"].reason is not None
    for part in trace("gold", nothing).parts[:2]:
        assert "0 has no shares" in part.values["result"].reason.text


def test_several_questions_each_have_their_say():
    assert outline(trace("i")) == [("question", "x"), ("question", "y")]


def test_a_survey_question_and_a_key_can_be_explained():
    assert trace("q").subject == "q"
    assert trace("s/part").subject == "s"
    assert trace("s/part").values["values"] == {"s/part": 1, "s/whole": 4}


@pytest.mark.parametrize("key", ["a", "s", "s/whole"])
def test_what_does_not_apply_is_shown_with_its_reason(key):
    allowed = replace(
        MADE,
        indicators=tuple(
            replace(one, questions=tuple(replace(q, may_not_apply=True) for q in one.questions))
            for one in MADE.indicators
        ),
    )
    found = explain(allowed, assess(VALUES | {key: SET_ASIDE}), key.partition("/")[0])
    assert found.values["score"].maximum == 0
    assert found.parts[0].values["state"] == "not_applicable"
    assert found.parts[0].values["reason"] == "There is none here."
    assert "points" not in [part.rule for part in found.parts]
    assert not [part for part in found.parts if part.rule == "threshold"]


def test_a_label_leads_to_its_rules_and_their_options():
    found = trace("gold")
    assert found.values["result"] == CARD.label("gold")
    assert outline(found) == [
        ("requirement", "gold/every_threshold"),
        ("requirement", "gold/total"),
        ("requirement", "gold/months_since"),
        ("requirement", "gold/any"),
    ]
    assert outline(found.parts[3]) == [
        ("requirement", "gold/complete"),
        ("requirement", "gold/eligible"),
    ]


def test_one_rule_and_one_option_can_be_explained():
    assert trace("gold/total").values["result"] == CARD.label("gold").requirements[1]
    assert trace("gold/eligible").values["result"].verdict is Verdict.OPEN


def test_the_day_counts():
    on = {
        day: trace("gold/months_since", on=day) for day in (date(2026, 7, 14), date(2026, 7, 15))
    }
    verdicts = [found.values["result"].verdict for found in on.values()]
    assert verdicts == [Verdict.OPEN, Verdict.MET]


def test_an_entered_threshold_is_shown_beside_the_sets_own():
    entered = Adjustment("b", "gold", 2, None, "Official text")
    found = trace("b", replace(ASSESSMENT, adjustments=(entered,)))
    (threshold,) = [part for part in found.parts if part.rule == "threshold"]
    assert threshold.values["result"].adjustment == entered
    assert threshold.values["own"] is None


def test_an_indicator_wins_over_a_dimension_of_the_same_id():
    made = criteria(ladder("1", dimension="1"))
    assert explain(made, assess(), "1").rule == "indicator"


@pytest.mark.parametrize(("subject", "close"), [("golt", "gold"), ("totel", "total")])
def test_something_unknown_is_refused_with_what_may_be_meant(subject, close):
    with pytest.raises(Refused) as refused:
        trace(subject)
    assert refused.value.message.values == {"id": subject, "close": close}


def test_something_that_resembles_nothing_is_refused_too():
    with pytest.raises(Refused) as refused:
        trace("platinum-plus")
    assert refused.value.message.values == {"id": "platinum-plus"}


def test_a_measure_may_read_other_indicators():
    own = number_question("x")
    one = replace(
        counted("n"), id="m", questions=(own,), measure=Measure(MeasureKind.SUM, ("x", "n"))
    )
    made = criteria(counted("n"), one)
    found = explain(made, assess({"x": Fraction(4), "n": Fraction(6)}), "m")
    (measure,) = [part for part in found.parts if part.rule == "measure"]
    assert measure.values["operands"] == {"x": 4, "n": 6}
    assert measure.values["value"] == 10
