"""What is asked after which answer, and what makes a case or a barrier complete."""

from fractions import Fraction

import pytest

from excellence_app.domain.assessment import Answer, Assessment
from excellence_app.engine.scoring import evaluate
from excellence_app.session.edits import reference_to
from excellence_app.session.sets import load_set

FOUR_I, S3 = "escp-4i-progress", "escp-s3-progress"
SETS = {name: load_set(name).criteria for name in (FOUR_I, S3)}


def card(name, answers):
    criteria = SETS[name]
    held = {key: Answer(value) for key, value in answers.items()}
    return evaluate(criteria, Assessment(reference_to(criteria), answers=held))


def open_questions(name, answers):
    """Return the questions that are asked and not answered, also those one may leave out."""
    found = card(name, answers)
    return {*found.unanswered, *found.left_out}


BRANCHES = [
    # set, answers, asked then, not asked then
    (FOUR_I, {"D.2": True}, {"D.3"}, set()),
    (FOUR_I, {"D.2": False}, set(), {"D.3", "D.4"}),
    (FOUR_I, {"D.2": True, "D.3": Fraction(2)}, {"D.4"}, {"D.3"}),
    (FOUR_I, {"E.2": True}, {"E.3"}, set()),
    (FOUR_I, {"E.2": False}, set(), {"E.3"}),
    (FOUR_I, {"G.1": True}, {"G.2"}, set()),
    (FOUR_I, {"G.1": False}, set(), {"G.2"}),
    (FOUR_I, {"G.3": True}, {"G.4"}, set()),
    (FOUR_I, {"G.3": False}, set(), {"G.4"}),
    (FOUR_I, {"H.3": "yes"}, {"H.4"}, set()),
    (FOUR_I, {"H.3": "no"}, set(), {"H.4"}),
    (FOUR_I, {"H.3": "no-answer"}, set(), {"H.4"}),
    (S3, {"D.2": True}, {"D.3"}, set()),
    (S3, {"D.2": False}, set(), {"D.3"}),
    (S3, {"E.1": True}, {"E.2", "E.3"}, set()),
    (S3, {"E.1": False}, set(), {"E.2", "E.3"}),
    (S3, {"F.2": True}, {"F.3", "F.4", "F.5"}, {"F.6", "F.7"}),
    (S3, {"F.2": False}, {"F.6"}, {"F.3", "F.4", "F.5"}),
    (S3, {"F.2": False, "F.6": True}, {"F.7"}, set()),
    (S3, {"F.2": False, "F.6": False}, set(), {"F.7"}),
]


@pytest.mark.parametrize(("name", "answers", "asked", "hidden"), BRANCHES)
def test_branches(name, answers, asked, hidden):
    found = open_questions(name, answers)
    assert asked <= found
    assert not hidden & found


def test_a_hidden_branch_hides_what_hangs_on_it():
    # the motivation was written, then the partnership joined one after all
    answers = {"F.2": True, "F.6": True, "F.7": "Three regions agreed."}
    assert not {"F.6", "F.7"} & open_questions(S3, answers)


def test_there_are_as_many_cases_as_agreements_and_each_is_asked_in_full():
    parts = ("kind", "name", "country", "sector", "purpose")
    answers = {
        "D.2": True,
        "D.3": Fraction(2),
        **{f"D.4[{n}]": Fraction(n) for n in (1, 2, 3)},
    }
    found = open_questions(FOUR_I, answers)
    assert {f"D.4[{n}]/{part}" for n in (1, 2) for part in parts} <= found
    assert not any(key.startswith("D.4[3]") for key in found)  # kept, not used


def test_another_kind_of_organisation_needs_its_name():
    answers = {"D.2": True, "D.3": Fraction(1), "D.4[1]": Fraction(1), "D.4[1]/kind": "other"}
    assert "D.4[1]/kind" in open_questions(FOUR_I, answers)
    answers["D.4[1]/kind/other"] = "Professional body"
    assert "D.4[1]/kind" not in open_questions(FOUR_I, answers)


def test_a_barrier_needs_its_explanation_and_an_activity_does_not():
    assert "C.1" in open_questions(FOUR_I, {"C.1": ("smes",)})
    assert "C.1" not in open_questions(FOUR_I, {"C.1": ("smes",), "C.1/smes": "No time."})
    assert "B.1" not in open_questions(FOUR_I, {"B.1": ("mentoring",)})
    assert "C.1" not in open_questions(S3, {"C.1": ("none",)})


def test_a_number_of_agreements_of_companies_is_asked_in_words():
    chosen = {"E.1": ("business-agreements",)}
    assert "E.1" in open_questions(FOUR_I, chosen)
    assert "E.1" not in open_questions(FOUR_I, {**chosen, "E.1/business-agreements": "Three."})


def test_events_need_a_name_and_no_more():
    row = {"H.1[1]": Fraction(1)}
    assert "H.1" in open_questions(FOUR_I, row)
    assert "H.1" not in open_questions(FOUR_I, {**row, "H.1[1]/name": "Open day"})
