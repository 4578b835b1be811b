"""How a questionnaire with cases is gone through: the order, the lists, what is missing."""

from datetime import date
from pathlib import Path

import pytest

from excellence_app.language.catalogues import Words
from excellence_app.language.changes import Telling
from excellence_app.session import checking, edits, next_steps, questioning, showing
from excellence_app.session.entry_rows import entry_rows, is_incomplete, missing
from excellence_app.session.history_rows import row_of, whole_past
from excellence_app.session.session import AssessmentSession


@pytest.fixture
def survey(tmp_path):
    file = Path(__file__).with_name("survey.yaml")
    path = tmp_path / "survey.excellence"
    with AssessmentSession.create(path, str(file), dated=date(2026, 6, 1), name="Coast") as made:
        for key, text in (
            *(("C.1", "2"), ("C.2[2]/name", "Alpine Wood"), ("C.2[2]/signed", "no")),
            *(("C.3", "markets"), ("C.4[1]/name", "Fair"), ("C.2[3]/name", "More")),
            ("C.1", "2"),
        ):
            made.change(edits.answer, key, text)
        yield made


def shown(session):
    return showing.shown(session, Words())


def test_cases_are_listed_with_what_is_open_in_them(survey):
    question = survey.criteria.question_by_id["C.2"]
    rows = entry_rows(shown(survey), question)
    assert [(one.key, one.title, one.used, one.open, one.first) for one in rows] == [
        ("C.2[1]", "Agreement 1", True, 2, "C.2[1]/name"),
        ("C.2[2]", "Agreement 2: Alpine Wood", True, 0, "C.2[2]/name"),
        ("C.2[3]", "Agreement 3: More", False, 1, "C.2[3]/name"),
    ]
    table = entry_rows(shown(survey), survey.criteria.question_by_id["C.4"])
    assert [(one.title, one.open) for one in table] == [("Row 1", 1)]


def test_what_is_incomplete_says_what_is_missing(survey):
    now, known = shown(survey), survey.criteria.question_by_id
    assert is_incomplete(now, known["C.3"])
    assert missing(now, known["C.3"]) == '"Knowledge of markets" needs a comment.'
    assert missing(now, known["C.4"]) == 'Row 1: "Day" is missing.'
    assert missing(now, known["C.2"]) == ""


def test_the_way_through_goes_case_by_case(survey):
    order = questioning.questions_in_order(shown(survey))
    inside = [one for one in order if "[" in one]
    assert order[:2] == ("C.1", "C.2")
    assert [one.partition("/")[0] for one in inside] == ["C.2[1]"] * 5 + ["C.2[2]"] * 5
    assert next_steps.next_open(shown(survey)) == "C.2[1]/name"
    assert next_steps.next_open(shown(survey), "C.2[1]/signed") == "C.3"


def test_check_answers_names_the_case_and_what_is_missing(survey):
    survey.change(edits.mark_later, "C.2[2]/name", later=True)
    found = [(one.number, one.title, one.detail) for one in checking.unfinished(shown(survey))]
    assert found == [
        ("C.3", "What stood in the way?", '"Knowledge of markets" needs a comment.'),
        ("C.4", "Which events?", 'Row 1: "Day" is missing.'),
        ("", "Agreement 1", "Not described yet, 2 questions"),
        ("C.6", "Since when?", "Not answered"),
        ("C.7", "How?", "Not answered"),
        ("", "Agreement 2: Alpine Wood: With whom?", "Marked for later"),
    ]
    groups = checking.answer_groups(shown(survey))
    by_id = {
        name: checking.answer_row(shown(survey), name)
        for group in groups
        for name in group.questions
    }
    assert by_id["C.2[2]/name"].answer == "Alpine Wood"
    assert by_id["C.3"].standing_words == "Incomplete"
    assert not any("[3]" in one for one in by_id)


def test_history_names_cases(survey):
    past = whole_past(survey)
    telling = Telling(Words(), survey.criteria, past.known)
    told = [row_of(telling, survey, line).name for line in past.lines]
    assert "Answer Agreement 2: With whom?" in told
