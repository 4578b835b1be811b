"""Conditions are true, false or open; what they look at decides which."""

from fractions import Fraction

import pytest

from excellence_app.domain.assessment import Answer
from excellence_app.domain.conditions import All, AnyOf, Not
from excellence_app.domain.criteria import QuestionType
from excellence_app.domain.results import IndicatorState
from excellence_app.engine.conditions import evaluate_condition
from excellence_app.engine.indicators import Answers
from tests.engine.sets import (
    SET_ASIDE,
    UNKNOWN,
    answered,
    counted,
    criteria,
    indicator,
    ladder,
    level_question,
    proportion,
    score,
    section,
    several,
    when,
    when_answered,
    when_level,
    when_yes,
    yes_no,
)

YES = when_yes("yes")
NO = when_yes("no")
OPEN = when_yes("open")


class Stated:
    """Facts of which nothing has to be worked out."""

    def __init__(self, answers=(), levels=()):
        self._answers = {"yes": (True, True), "no": (True, False), "open": (None, None)}
        self._answers |= dict(answers)
        self._levels = dict(levels)

    def answer(self, key):
        return self._answers[key]

    def possible_levels(self, indicator):
        return self._levels[indicator]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (All((YES, YES)), True),
        (All((YES, OPEN)), None),
        (All((NO, OPEN)), False),
        (AnyOf((NO, YES)), True),
        (AnyOf((OPEN, YES)), True),
        (AnyOf((OPEN, NO)), None),
        (AnyOf((NO, NO)), False),
        (Not(YES), False),
        (Not(NO), True),
        (Not(OPEN), None),
        (All((AnyOf((NO, YES)), Not(All((YES, NO))))), True),
    ],
)
def test_parts_join_in_three_values(condition, expected):
    assert evaluate_condition(condition, Stated()) is expected


@pytest.mark.parametrize(
    ("word", "values", "expected"),
    [
        ("is", (3,), True),
        ("is", (Fraction(3),), True),
        ("is", (2,), False),
        ("is_not", (3,), False),
        ("is_not", (4,), True),
        ("at_least", (3,), True),
        ("at_least", (Fraction(7, 2),), False),
        ("at_most", (3,), True),
        ("at_most", (2,), False),
        ("above", (3,), False),
        ("above", (2,), True),
        ("below", (3,), False),
        ("below", (4,), True),
        ("one_of", (1, 3), True),
        ("one_of", (1, 2), False),
        ("includes", (3,), True),
        ("at_least", ("three",), False),
    ],
)
def test_an_answer_of_three_is_compared(word, values, expected):
    facts = Stated({"q": (True, 3)})
    assert evaluate_condition(when("q", word, *values), facts) is expected


def test_true_is_not_one():
    facts = Stated({"q": (True, True), "n": (True, 1)})
    assert evaluate_condition(when("q", "is", 1), facts) is False
    assert evaluate_condition(when_yes("n"), facts) is False
    assert evaluate_condition(when_yes("q"), facts) is True


@pytest.mark.parametrize(
    ("state", "word", "values", "expected"),
    [
        ((None, None), "at_least", (1,), None),
        ((None, None), "is_not", (1,), None),
        ((False, None), "at_least", (1,), False),
        ((False, None), "is", (0,), False),
        ((False, None), "is_not", (0,), True),
        ((True, None), "is", (0,), False),
        ((True, 0), "is", (0,), True),
        ((True, 0), "answered", (True,), True),
        ((True, 0), "answered", (False,), False),
        ((None, None), "answered", (True,), None),
        ((None, None), "answered", (False,), None),
        ((False, None), "answered", (True,), False),
        ((False, None), "answered", (False,), True),
    ],
)
def test_unanswered_never_answered_and_zero_are_three_things(state, word, values, expected):
    assert evaluate_condition(when("q", word, *values), Stated({"q": state})) is expected


@pytest.mark.parametrize(
    ("levels", "word", "values", "expected"),
    [
        ((2,), "at_least", (2,), True),
        ((1,), "at_least", (2,), False),
        ((0, 1, 2), "at_least", (2,), None),
        ((0, 1, 2), "at_least", (3,), False),
        ((2, 3), "at_least", (2,), True),
        ((None,), "at_least", (0,), False),
        ((None,), "is_not", (0,), True),
        ((None, 1, 2), "is_not", (0,), True),
        ((None, 1, 2), "at_least", (1,), None),
        ((2,), "answered", (True,), True),
        ((2,), "answered", (False,), False),
        ((None,), "answered", (True,), False),
        ((1, 2), "answered", (True,), None),
        ((1, 2), "answered", (False,), None),
    ],
)
def test_a_level_is_compared_as_far_as_it_is_known(levels, word, values, expected):
    facts = Stated(levels={"i": levels})
    assert evaluate_condition(when_level("i", word, *values), facts) is expected


def answers_of(criteria_set, **values):
    return Answers(criteria_set, answered({k.replace("_", "/"): v for k, v in values.items()}))


def test_what_the_answers_say_to_a_condition():
    made = criteria(
        ladder("a", may_not_apply=True),
        proportion("s"),
        ladder("b", when=when("a", "at_least", 2)),
    )
    assert answers_of(made).answer("a") == (None, None)
    assert answers_of(made, a=3).answer("a") == (True, 3)
    assert answers_of(made, a=UNKNOWN).answer("a") == (None, None)
    assert answers_of(made, a=SET_ASIDE).answer("a") == (False, None)
    assert answers_of(made, a=9).answer("a") == (None, None)  # no such level: not yet answered
    assert answers_of(made, a=1, b=4).answer("b") == (False, None)  # answered, but not asked
    assert answers_of(made, b=4).answer("b") == (None, None)  # may yet not be asked
    share = {"s_part": Fraction(1), "s_whole": Fraction(4)}
    assert answers_of(made, **share).answer("s/part") == (True, Fraction(1))
    assert answers_of(made, **share).answer("s") == (True, None)
    assert answers_of(made, s_part=Fraction(1)).answer("s/part") == (None, None)


def test_which_levels_an_indicator_can_end_up_at():
    made = criteria(
        ladder("a"),
        ladder("b", 3, may_not_apply=True),
        ladder("c", 3, when=when("a", "at_least", 2)),
        indicator(level_question("d")),
        several("points", level_question("p1"), level_question("p2")),
        counted("n"),
    )
    open_ = answers_of(made)
    assert list(open_.possible_levels("a")) == [0, 1, 2, 3, 4]
    assert list(open_.possible_levels("b")) == [None, 0, 1, 2]
    assert list(open_.possible_levels("c")) == [None, 0, 1, 2]
    assert list(open_.possible_levels("points")) == [None]
    known = answers_of(made, a=1, b=SET_ASIDE, c=2, d=4, n=Fraction(20))
    assert list(known.possible_levels("a")) == [1]
    assert list(known.possible_levels("b")) == [None]
    assert list(known.possible_levels("c")) == [None]
    assert list(known.possible_levels("n")) == [2]


def test_a_condition_of_the_indicator_and_one_of_the_question_must_both_hold():
    question = level_question("c", when=when_yes("b"))
    made = criteria(ladder("a"), yes_no("b"), indicator(question, when=when("a", "at_least", 2)))

    def asked(**values):
        return answers_of(made, **values).asked(made.question_by_id["c"])

    assert asked() is None
    assert asked(a=1) is False
    assert asked(a=2) is None
    assert asked(b=False) is False
    assert asked(a=2, b=True) is True


def test_a_level_decides_what_is_asked_and_a_planned_level_counts():
    made = criteria(ladder("a"), ladder("b", when=when_level("a", "at_least", 3)))
    states = {
        None: IndicatorState.UNDECIDED,
        2: IndicatorState.NOT_ASKED,
        3: IndicatorState.UNANSWERED,
    }
    for level, state in states.items():
        values = {} if level is None else {"a": level}
        assert score(made, values).indicators["b"].state is state
    assert score(made, {"a": 2}, lifted={"a": 3}).indicators["b"].state is (
        IndicatorState.UNANSWERED
    )


def test_a_circle_stays_open():
    made = criteria(
        ladder("a", when=when_level("b", "at_least", 1)),
        ladder("b", when=when_level("a", "at_least", 1)),
        indicator(level_question("c"), when=when_answered("c")),
    )
    card = score(made, {"a": 4, "b": 4, "c": 4})
    assert {one.state for one in card.indicators.values()} == {IndicatorState.UNDECIDED}
    assert (card.total.lowest, card.total.highest) == (0, 15)


@pytest.mark.parametrize("step", [1, -1], ids=["forward", "backward"])
def test_a_long_chain_of_conditions_is_followed_to_its_end(step):
    names = [f"q{n}" for n in range(1200)]
    before = {name: names[n - step] for n, name in enumerate(names) if 0 <= n - step < 1200}
    made = criteria(
        *(yes_no(name, when=when_yes(before[name]) if name in before else None) for name in names)
    )
    card = score(made, dict.fromkeys(names, True))
    assert card.total.lowest == 6000
    last = names[-1] if step == 1 else names[0]
    first = names[0] if step == 1 else names[-1]
    off = score(made, dict.fromkeys(names, True) | {first: False})
    assert off.indicators[last].state is IndicatorState.NOT_ASKED
    assert off.total.maximum == 5


def test_a_chain_may_lead_over_measures_and_survey_questions():
    total = counted("n", when=when_answered("s2"))
    made = criteria(
        ladder("x", when=when_level("n", "at_least", 1)),
        total,
        sections=(
            section(
                "S",
                level_question("s1"),
                level_question("s2", when=when("s1", "at_least", 1)),
            ),
        ),
    )
    assert made.question_by_id["s1"].type is QuestionType.LEVELS
    card = score(made, {"s1": 1, "s2": 0, "n": Fraction(12), "x": 4})
    assert card.indicators["x"].state is IndicatorState.ANSWERED
    card = score(made, {"s1": 0, "s2": 0, "n": Fraction(12), "x": 4})
    assert card.indicators["x"].state is IndicatorState.NOT_ASKED
    card = score(made, {"s1": Answer(1), "n": Fraction(12), "x": 4})
    assert card.indicators["x"].state is IndicatorState.UNDECIDED
