"""How far a question is answered, and how an entry becomes an answer."""

from dataclasses import replace
from fractions import Fraction

import pytest

from excellence_app.domain.assessment import Answer, AnswerStatus
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import Refused
from excellence_app.engine.answering import (
    QuestionState,
    find_question,
    read_answer,
    state_of,
    values_of,
)
from tests.engine.sets import (
    SET_ASIDE,
    UNKNOWN,
    answered,
    assess,
    criteria,
    ladder,
    level_question,
    proportion,
    section,
    share_question,
)

LEVELS = level_question("q")
OPTIONAL = level_question("q", may_not_apply=True)
SHARE = share_question("q", may_not_apply=True)
TEXT = Question("q", QuestionType.TEXT, "What?")
HALF = {"q/part": Fraction(1), "q/whole": Fraction(2)}
NOTED = Answer(status=AnswerStatus.UNANSWERED, note="Ask the board.")


@pytest.mark.parametrize(
    ("question", "stored", "state"),
    [
        (LEVELS, {}, "unanswered"),
        (LEVELS, {"q": NOTED}, "unanswered"),
        (LEVELS, {"q": Answer(None)}, "unanswered"),
        (LEVELS, {"q": 0}, "answered"),
        (LEVELS, {"q": UNKNOWN}, "unknown"),
        (LEVELS, {"q": SET_ASIDE}, "unanswered"),  # the set does not allow it
        (LEVELS, {"q": replace(SET_ASIDE, value=3)}, "unanswered"),
        (LEVELS, {"q": 5}, "unsound"),
        (LEVELS, {"q": "high"}, "unsound"),
        (OPTIONAL, {"q": SET_ASIDE}, "not_applicable"),
        (OPTIONAL, {"q": UNKNOWN}, "unknown"),
        (SHARE, {}, "unanswered"),
        (SHARE, {"q/part": Fraction(1)}, "unanswered"),
        (SHARE, HALF, "answered"),
        (SHARE, {"q/part": Fraction(0), "q/whole": Fraction(0)}, "answered"),
        (SHARE, {"q/part": Fraction(3), "q/whole": Fraction(2)}, "unsound"),
        (SHARE, {"q": SET_ASIDE} | HALF, "not_applicable"),
        (SHARE, {"q/whole": SET_ASIDE}, "not_applicable"),
        (SHARE, {"q": UNKNOWN} | HALF, "unknown"),
        (SHARE, {"q/part": UNKNOWN, "q/whole": Fraction(2)}, "unknown"),
        (TEXT, {}, "unanswered"),
        (TEXT, {"q": ""}, "unanswered"),
        (TEXT, {"q": "A text"}, "answered"),
        (TEXT, {"q": 3}, "unsound"),
    ],
)
def test_unanswered_unknown_set_aside_and_zero_are_told_apart(question, stored, state):
    assert state_of(question, answered(stored)) is QuestionState(state)


def test_only_values_that_count_are_returned():
    stored = answered({"q/part": Fraction(1), "q/whole": Answer(None), "other": 3})
    assert values_of(SHARE, stored) == {"q/part": Fraction(1)}
    assert values_of(LEVELS, answered({"q": UNKNOWN})) == {}


MADE = criteria(ladder("a"), proportion("s"), sections=(section("S", TEXT),))


def test_an_entry_becomes_a_key_and_a_value():
    assert read_answer(MADE, assess(), "a", "3") == ("a", 3)
    assert read_answer(MADE, assess(), "s/whole", "10,5") == ("s/whole", Fraction(21, 2))


@pytest.mark.parametrize(
    ("key", "entry", "sentence"),
    [
        ("z", "3", 'There is no question "{question}" in this criteria set.'),
        ("a/part", "3", 'There is no question "{question}" in this criteria set.'),
        ("a", "7", '"{entered}" is not a level of {question}.'),
        ("s", "7", "{question} is a share"),
        ("q", "words " * 20_000, "This text has {count} characters; {most} are allowed."),
    ],
)
def test_an_entry_that_cannot_be_accepted_is_refused(key, entry, sentence):
    with pytest.raises(Refused) as refused:
        read_answer(MADE, assess(), key, entry)
    assert refused.value.message.text.startswith(sentence)


def test_part_and_whole_must_fit_together_whichever_comes_first():
    whole_first = assess({"s/whole": Fraction(10)})
    with pytest.raises(Refused, match="larger than its whole"):
        read_answer(MADE, whole_first, "s/part", "11")
    part_first = assess({"s/part": Fraction(11)})
    with pytest.raises(Refused, match="larger than its whole"):
        read_answer(MADE, part_first, "s/whole", "10")
    assert read_answer(MADE, whole_first, "s/part", "10") == ("s/part", Fraction(10))


def test_a_question_is_found_by_id_and_by_key():
    assert find_question(MADE, "s").id == "s"
    assert find_question(MADE, "s/part").id == "s"
    assert find_question(MADE, "q") is TEXT
