"""What people may enter for each type of question, what is refused, and what it earns."""

from dataclasses import replace
from fractions import Fraction

import pytest

from excellence_app.domain.messages import Refused
from excellence_app.engine.question_types import RULES
from tests.engine.sets import (
    level_question,
    number_question,
    scale,
    share_question,
    yes_no_question,
)

LEVELS = level_question("q", 5)
YES_NO = yes_no_question("q")
NUMBER = number_question("q")
SHARE = share_question("q")


def read(question, text, key="q"):
    return RULES[question.type].read(question, key, text)


def objection(question, values):
    return RULES[question.type].objection(question, values)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (LEVELS, "0", 0),
        (LEVELS, " 4 ", 4),
        (LEVELS, "03", 3),
        (YES_NO, "yes", True),
        (YES_NO, " YES", True),
        (YES_NO, "y", True),
        (YES_NO, "true", True),
        (YES_NO, "no", False),
        (YES_NO, "N", False),
        (YES_NO, "False", False),
        (NUMBER, "12", Fraction(12)),
        (NUMBER, "2.5", Fraction(5, 2)),
        (NUMBER, "2,5", Fraction(5, 2)),
        (NUMBER, "-3", Fraction(-3)),
        (NUMBER, "+3", Fraction(3)),
        (NUMBER, "1 000", Fraction(1000)),
        (NUMBER, "1\u00a0000,5", Fraction(2001, 2)),
        (NUMBER, "0.1", Fraction(1, 10)),
    ],
)
def test_what_is_understood(question, text, value):
    found = read(question, text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (LEVELS, "5"),
        (LEVELS, "-1"),
        (LEVELS, "1.5"),
        (LEVELS, ""),
        (LEVELS, "two"),
        (LEVELS, "²"),
        (LEVELS, "1000"),
        (YES_NO, "maybe"),
        (YES_NO, "1"),
        (YES_NO, ""),
        (NUMBER, ""),
        (NUMBER, "1e5"),
        (NUMBER, "nan"),
        (NUMBER, "1.2.3"),
        (NUMBER, "1234567890123456"),
        (NUMBER, "٣"),
    ],
)
def test_what_is_refused_is_named_in_the_message(question, text):
    with pytest.raises(Refused) as refused:
        read(question, text)
    assert refused.value.message.values["entered"] == text


@pytest.mark.parametrize("question", [LEVELS, YES_NO, NUMBER])
def test_a_very_long_entry_is_not_repeated_in_full(question):
    with pytest.raises(Refused) as refused:
        read(question, "x" * 100_000)
    assert len(refused.value.message.values["entered"]) == 80


@pytest.mark.parametrize(
    ("bounds", "text", "sentence"),
    [
        ({"least": Fraction(2)}, "1", "{question} needs a number of at least {least}."),
        ({"most": Fraction(2)}, "3", "{question} needs a number of at most {most}."),
        (
            {"least": Fraction(2), "most": Fraction(4)},
            "4.5",
            "{question} needs a number from {least} to {most}.",
        ),
        ({"whole": True}, "2.5", "{question} needs a whole number."),
    ],
)
def test_a_number_keeps_to_what_its_question_allows(bounds, text, sentence):
    with pytest.raises(Refused) as refused:
        read(replace(NUMBER, **bounds), text)
    assert refused.value.message.text == sentence
    named = {"question": "q"} | {k: v for k, v in bounds.items() if k != "whole"}
    assert refused.value.message.values == named


@pytest.mark.parametrize("text", ["2", "4", "3"])
def test_the_bounds_of_a_number_belong_to_it(text):
    bounded = replace(NUMBER, least=Fraction(2), most=Fraction(4), whole=True)
    assert read(bounded, text) == int(text)


def test_a_share_is_entered_as_two_amounts():
    assert read(SHARE, "12,5", "q/part") == Fraction(25, 2)
    assert read(SHARE, "0", "q/whole") == 0
    with pytest.raises(Refused, match=r"enter .*/part and .*/whole"):
        read(SHARE, "12", "q")
    for text in ("a lot", ""):
        with pytest.raises(Refused, match="not a number"):
            read(SHARE, text, "q/part")
    assert objection(SHARE, {"q/part": read(SHARE, "-1", "q/part")}) is not None


@pytest.mark.parametrize(
    ("question", "values", "sound"),
    [
        (LEVELS, {"q": 4}, True),
        (LEVELS, {"q": 5}, False),
        (LEVELS, {"q": True}, False),
        (LEVELS, {"q": Fraction(1)}, False),
        (LEVELS, {}, True),
        (YES_NO, {"q": False}, True),
        (YES_NO, {"q": 0}, False),
        (YES_NO, {}, True),
        (NUMBER, {"q": Fraction(1)}, True),
        (NUMBER, {"q": 1}, False),
        (NUMBER, {}, True),
        (SHARE, {"q/part": Fraction(1), "q/whole": Fraction(1)}, True),
        (SHARE, {"q/part": Fraction(0), "q/whole": Fraction(0)}, True),
        (SHARE, {"q/part": Fraction(2), "q/whole": Fraction(1)}, False),
        (SHARE, {"q/part": Fraction(2)}, True),
        (SHARE, {"q/part": Fraction(-2)}, False),
        (SHARE, {"q/part": 2, "q/whole": Fraction(3)}, False),
    ],
)
def test_stored_values_are_looked_at_again(question, values, sound):
    assert (objection(question, values) is None) is sound


def earned(question, *values):
    return [RULES[question.type].earned(question, {"q": value}) for value in values]


def test_what_an_answer_earns():
    assert earned(LEVELS, 0, 1, 4) == [0, Fraction(1, 4), 1]
    assert earned(YES_NO, *(False, True)) == [0, 1]
    assert earned(replace(YES_NO, good=False), *(False, True)) == [1, 0]
    assert earned(LEVELS, "high") == [None]
    assert earned(NUMBER, Fraction(3)) == [None]
    assert RULES[SHARE.type].earned(SHARE, {"q/part": Fraction(1), "q/whole": Fraction(2)}) is None
    assert {type_.value for type_, rules in RULES.items() if rules.EARNS} == {"levels", "yes_no"}


def test_levels_without_points_are_a_scale_of_their_own():
    assert earned(replace(LEVELS, levels=scale(0, 3)), 0, 1, 2) == [0, Fraction(1, 2), 1]


def test_levels_may_share_their_points_unevenly():
    steep = replace(
        LEVELS,
        levels=tuple(
            replace(level, points=Fraction(points))
            for level, points in zip(scale(10, 3), (1, 2, 10), strict=True)
        ),
    )
    assert earned(steep, 0, 1, 2) == [Fraction(1, 10), Fraction(1, 5), 1]
