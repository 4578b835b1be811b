"""Edits of cases, rows and choices: each one step, and nothing is lost without a word."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from excellence_app.domain.assessment import Answer, Assessment
from excellence_app.domain.instances import entries
from excellence_app.session import edits, entry_edits
from excellence_app.session.named import reference_to
from excellence_app.session.sets import load_set
from tests.session.making_edits import Doing, why_refused

SET = load_set(str(Path(__file__).with_name("survey.yaml"))).criteria


@pytest.fixture
def doing():
    return Doing(SET, Assessment(reference_to(SET), dated=date(2026, 6, 1)))


def keys(doing, question="C.2"):
    """Return the keys of the cases or rows in order, those that do not count in brackets."""
    found = entries(SET.question_of(question), doing.present.answers)
    return [one.key if one.used else f"({one.key})" for one in found]


def value(doing, key):
    stored = doing.present.answers.get(key)
    return None if stored is None else stored.value


@pytest.mark.parametrize(
    ("key", "text", "stored"),
    [
        ("C.3", "markets, time", ("markets", "time")),
        ("C.3", "time;markets", ("markets", "time")),
        ("C.3", "Knowledge of markets", ("markets",)),
        ("C.3", "none", ("none",)),
        ("C.5", "One; Two ;; Three", ("One", "Two", "Three")),
        ("C.5", "One; and a half\n\nTwo", ("One; and a half", "Two")),
        ("C.6", "28.2.2026", date(2026, 2, 28)),
        ("C.6", "2026-02-28", date(2026, 2, 28)),
        ("C.7", "both", "both"),
        ("C.7", "alone", "alone"),
        ("C.7", "ALONE", "alone"),
        ("C.2[1]/region", "South", "south"),
        ("C.4[1]/guests", "2,5", Fraction(5, 2)),
    ],
)
def test_texts_are_read(doing, key, text, stored):
    doing(edits.answer, key, text)
    assert value(doing, key) == stored
    doing(edits.clear_answer, key)
    assert value(doing, key) is None


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("C.3", "markets, fog", '"fog" is not a choice of C.3.'),
        ("C.3", "markets, none", '"Nothing" cannot stand beside other choices of C.3.'),
        ("C.3/none", "Why", '"none" in C.3 takes no comment.'),
        ("C.7/alone", "Why", '"alone" in C.7 takes no comment.'),
        ("C.6", "30.2.2026", "The last day of that month is 28 February 2026."),
        ("C.6", "30.2.2028", "The last day of that month is 29 February 2028."),
        ("C.6", "yesterday", '"yesterday" is not a date.'),
        ("C.2[1]/name", "x" * 200_000, "This text has 200000 characters; 20000 are allowed."),
        ("C.4", "Fair", "C.4 is a table: enter its cells, such as C.4[1]/name."),
        ("C.2", "Fair", "such as C.2[1]/name."),
        ("C.2[1]", "3", "such as C.2[1]/name."),
        ("C.2[1]/nam", "x", 'There is no question "C.2[1]/nam" in this criteria set.'),
    ],
)
def test_what_cannot_be_read_is_refused(doing, key, text, reason):
    assert reason in why_refused(SET, doing.present, edits.answer, key, text).replace(
        ",000", "000"
    )


def test_a_number_makes_the_cases_that_are_missing(doing):
    doing(edits.answer, "C.1", "3")
    assert keys(doing) == ["1", "2", "3"]
    doing(edits.answer, "C.2[2]/name", "Alpine")
    doing(edits.answer, "C.1", "1")
    assert keys(doing) == ["1", "(2)", "(3)"]
    assert value(doing, "C.2[2]/name") == "Alpine"
    doing(edits.answer, "C.1", "4")
    assert keys(doing) == ["1", "2", "3", "4"]


def test_an_answer_inside_makes_its_case_and_raises_the_number(doing):
    doing(edits.answer, "C.2[2]/events[1]/what", "Fair")
    assert keys(doing) == ["2"]
    assert value(doing, "C.1") == 1
    assert doing.name == "Answer Events (1): What"
    doing(edits.answer, "C.2[1]/name", "Marine")
    assert (keys(doing), value(doing, "C.1")) == (["2", "1"], 2)


def test_there_are_never_more_than_there_may_be(doing):
    doing(edits.answer, "C.1", "6")
    for function, arguments in (
        (entry_edits.add_entry, ["C.2"]),
        (edits.answer, ["C.2[7]/name", "x"]),
    ):
        why = why_refused(SET, doing.present, function, *arguments)
        assert why == "C.1 needs a number from 0 to 6."
    for n in range(1, 4):
        doing(edits.answer, f"C.8[{n}]/where", "There")
    assert "at most 3" in why_refused(SET, doing.present, entry_edits.add_entry, "C.8")


def test_cases_are_added_copied_moved_and_removed(doing):
    doing(edits.answer, "C.1", "2")
    doing(edits.answer, "C.2[1]/name", "Marine")
    doing(edits.answer, "C.2[1]/events[1]/what", "Fair")
    doing(edits.note, "C.2[1]/name", "Ask again")
    doing(entry_edits.duplicate_entry, "C.2[1]")
    copy = doing.edit.item.removeprefix("C.2[").removesuffix("]")
    assert (keys(doing), value(doing, "C.1")) == (["1", copy, "2"], 3)
    assert doing.present.answers[f"C.2[{copy}]/name"] == Answer("Marine", note="Ask again")
    assert value(doing, f"C.2[{copy}]/events[1]/what") == "Fair"
    doing(entry_edits.move_entry, f"C.2[{copy}]", before="1")
    assert keys(doing) == [copy, "1", "2"]
    assert len(doing.touched) == 1
    doing(entry_edits.move_entry, f"C.2[{copy}]")
    assert keys(doing) == ["1", "2", copy]
    doing(entry_edits.remove_entry, "C.2[1]")
    assert (keys(doing), value(doing, "C.1")) == (["2", copy], 2)
    assert not any(key.startswith("C.2[1]") for key in doing.present.answers)
    doing(entry_edits.add_entry, "C.2", after="2")
    assert keys(doing)[0] == "2"
    assert keys(doing)[2] == copy


def test_what_does_not_count_is_removed_without_lowering_the_number(doing):
    doing(edits.answer, "C.1", "2")
    doing(edits.answer, "C.1", "1")
    doing(entry_edits.remove_entry, "C.2[2]")
    assert (keys(doing), value(doing, "C.1")) == (["1"], 1)


def test_a_case_that_is_added_counts_before_those_left_over(doing):
    doing(edits.answer, "C.1", "2")
    doing(edits.answer, "C.1", "1")
    doing(entry_edits.add_entry, "C.2")
    new = doing.edit.item[4:-1]
    assert (keys(doing), value(doing, "C.1")) == (["1", new, "(2)"], 2)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (entry_edits.remove_entry, ["C.2[5]"]),
        (entry_edits.remove_entry, ["C.2"]),
        (entry_edits.remove_entry, ["C.3[1]"]),
        (entry_edits.move_entry, ["C.2[5]"]),
        (entry_edits.duplicate_entry, ["C.2[5]"]),
        (entry_edits.add_entry, ["C.1"]),
        (entry_edits.add_entry, ["C.9"]),
    ],
)
def test_what_is_not_there_is_refused(doing, function, arguments):
    assert why_refused(SET, doing.present, function, *arguments)


def test_ticking(doing):
    doing(entry_edits.tick, "C.3", "time", True)  # noqa: FBT003 - a value that a person enters
    doing(entry_edits.tick, "C.3", "markets", True)  # noqa: FBT003
    assert value(doing, "C.3") == ("markets", "time")
    doing(entry_edits.comment, "C.3", "markets", "Two fairs")
    doing(entry_edits.tick, "C.3", "none", True)  # noqa: FBT003
    assert value(doing, "C.3") == ("none",)
    assert value(doing, "C.3/markets") == "Two fairs"  # kept, and not used
    doing(entry_edits.tick, "C.3", "time", True)  # noqa: FBT003
    assert value(doing, "C.3") == ("time",)
    doing(entry_edits.comment, "C.3", "other", "The weather")
    assert value(doing, "C.3") == ("time", "other")
    doing(entry_edits.comment, "C.3", "other", "")
    assert value(doing, "C.3/other") is None
    for one in ("time", "other"):
        doing(entry_edits.tick, "C.3", one, False)  # noqa: FBT003
    assert value(doing, "C.3") is None
    doing(edits.answer, "C.7/other", "By train")
    assert (value(doing, "C.7"), value(doing, "C.7/other")) == ("other", "By train")
    doing(edits.clear_answer, "C.7/other")
    assert (value(doing, "C.7"), value(doing, "C.7/other")) == ("other", None)


def test_a_table_that_was_unknown_is_answered_by_its_first_row(doing):
    doing(edits.unknown, "C.4")
    doing(entry_edits.add_entry, "C.4")
    assert "C.4" not in doing.present.answers
    doing(edits.unknown, "C.4")
    assert len(keys(doing, "C.4")) == 1  # kept
    doing(edits.answer, "C.4[2]/name", "Fair")
    assert "C.4" not in doing.present.answers
    doing(edits.clear_answer, "C.4")
    assert doing.present.answers == {}


def test_earlier_answers_are_copied_with_whole_cases(doing):
    for key, text in (("C.1", "2"), ("C.2[1]/name", "Marine"), ("C.2[2]/name", "Alpine")):
        doing(edits.answer, key, text)
    for key, text in (("C.3", "markets"), ("C.3/markets", "Two fairs"), ("C.4[1]/name", "Fair")):
        doing(edits.answer, key, text)
    then = doing.present
    now = replace(Assessment(reference_to(SET)), earlier=(then.frozen_copy(),))
    later = Doing(SET, now)
    later(edits.answer, "C.2[9]/name", "Of now")
    later(edits.note, "C.3", "Of now")
    for question in ("C.2", "C.3", "C.4"):
        later(entry_edits.copy_earlier, question)
    answers = dict(then.answers)
    answers["C.3"] = replace(answers["C.3"], note="Of now")
    assert later.present.answers == answers
    assert "no earlier answer" in why_refused(SET, later.present, entry_edits.copy_earlier, "C.6")


def test_the_next_assessment_starts_with_the_cases_of_this_one(doing):
    for key, text in (("C.2[1]/name", "Marine"), ("C.3", "markets"), ("C.3/markets", "Fairs")):
        doing(edits.answer, key, text)
    doing(edits.answer, "C.4[1]/name", "Fair")
    stray = {**doing.present.answers, "C.2[1]/gone": Answer("Of another edition")}
    old = replace(doing.present, answers=stray)
    new = edits.next_assessment(SET, old, date(2027, 6, 1))
    assert new.answers == doing.present.answers
