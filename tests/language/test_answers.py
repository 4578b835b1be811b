"""What was answered, on one line: for the check, the history, and the command line."""

from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.assessment import Answer
from excellence_app.language import sentences
from excellence_app.language.answers import chosen_lines
from excellence_app.language.catalogues import Words
from tests.reports.surveys import CRITERIA, agreements, assessment, rows

WORDS = Words("en")


def said(question, answers):
    held = assessment(answers).answers
    return sentences.answer(WORDS, CRITERIA.question_of(question), held)


@pytest.mark.parametrize(
    ("question", "answers", "line"),
    [
        ("A.1", {"A.1": "We"}, "We"),
        ("A.2", {"A.2": "de"}, "Germany"),
        ("A.3", {"A.3": date(2026, 3, 1)}, "1 March 2026"),
        (
            "B.1",
            {"B.1": ("partners", "fairs", "studies"), "B.1/fairs": "Two of them."},
            "Finding partners; Visiting fairs: Two of them; Studies",
        ),
        ("B.1", {"B.1": ("other",), "B.1/other": "A choir."}, "Something else: A choir."),
        ("B.1", {"B.1": ()}, "Not answered"),
        ("B.3", {"B.3": ("Port", "University")}, "Port; University"),
        ("B.4", rows("B.4", {"name": "Fair"}, {"name": "Talk"}), "2 rows: Fair; Talk"),
        ("B.4", rows("B.4", {}), "1 row"),
        ("C.1", {"C.1": False}, "No"),
        ("C.2", {"C.2": Fraction(3)}, "3"),
        ("C.3", agreements("Marine"), "1 case: Agreement 1: Marine"),
        ("C.3", {}, "Not answered"),
    ],
)
def test_each_type_is_said_on_one_line(question, answers, line):
    assert said(question, answers) == line


def test_many_rows_are_counted_and_the_first_are_named():
    cells = [{"name": f"Event {n}"} for n in range(1, 10)]
    assert said("B.4", rows("B.4", *cells)) == "9 rows: Event 1; Event 2; Event 3; …"


def test_cases_that_are_not_used_are_not_named():
    assert "Alpine" not in said("C.3", agreements("Marine", "Alpine", announced=1))


def test_each_choice_by_itself():
    question = CRITERIA.question_of("B.1")
    held = {"B.1": Answer(("partners", "fairs")), "B.1/fairs": Answer("Two.")}
    assert chosen_lines(question, held) == ("Finding partners", "Visiting fairs: Two.")
