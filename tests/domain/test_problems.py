"""Findings in files, and the words that may have been meant."""

import pytest

from excellence_app.domain.messages import Message, Refused
from excellence_app.domain.problems import (
    Position,
    Problem,
    Severity,
    by_place,
    did_you_mean,
    has_errors,
)


def problem(code, file="a.yaml", place=None, severity=Severity.ERROR):
    position = None if place is None else Position(*place)
    return Problem(code, severity, Message("A sentence."), file, position)


def test_problems_come_in_the_order_in_which_a_reader_meets_them():
    found = [
        problem("z", "b.yaml"),
        problem("y", place=(3, 1)),
        problem("b", place=(2, 9)),
        problem("a", place=(2, 9)),
        problem("x", place=(2, 1)),
        problem("whole-file"),
    ]
    assert [one.code for one in by_place(found)] == ["whole-file", "x", "a", "b", "y", "z"]


def test_only_errors_forbid_the_use_of_a_file():
    warning = problem("w", severity=Severity.WARNING)
    assert not has_errors([])
    assert not has_errors([warning])
    assert has_errors([warning, problem("e")])


@pytest.mark.parametrize(
    ("word", "meant"), [("golt", "gold"), ("GOLD", "gold"), ("4.1.7", "4.1.6"), ("wholly", None)]
)
def test_a_word_that_resembles_a_known_one_is_suggested(word, meant):
    assert did_you_mean(word, ["gold", "silver", "4.1.6"]) == meant


def test_a_refusal_carries_its_message():
    message = Message("{question} needs a number.", {"question": "q"})
    refused = Refused(message)
    assert refused.message is message
    assert isinstance(refused, ValueError)
    assert str(refused) == message.text
