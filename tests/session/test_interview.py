"""The opening and the closing of an interview, each when it is due."""

from dataclasses import replace
from datetime import date

import pytest

from excellence_app.catalog import library
from excellence_app.domain.assessment import Answer, AnswerStatus, Assessment
from excellence_app.domain.criteria import QuestionType
from excellence_app.engine.scoring import evaluate
from excellence_app.language.catalogues import Words
from excellence_app.session.interview import due_now
from excellence_app.session.named import reference_to
from excellence_app.session.showing import Shown


@pytest.fixture(scope="module")
def labels():
    return library.load(library.find("ecei-labels")).criteria


def due(criteria, answers):
    given = Assessment(reference_to(criteria), dated=date(2026, 11, 16), answers=answers)
    card = evaluate(criteria, given)
    return due_now(Shown(criteria=criteria, assessment=given, scorecard=card, words=Words()))


def all_answers(criteria):
    status = AnswerStatus.NOT_APPLICABLE
    found = {}
    for question in criteria.questions:
        for key in question.keys:
            if question.type is QuestionType.YES_NO:
                found[key] = Answer(value=True)
            elif question.type in {QuestionType.LEVELS, QuestionType.NUMBER, QuestionType.SHARE}:
                found[key] = Answer(value=1)
            else:
                found[key] = Answer(status=status, justification="not here")
    return found


def test_the_opening_comes_before_the_first_answer(labels):
    found = due(labels, {})
    assert found.title == "How the interview begins"
    assert len(found.paragraphs) == 4
    assert found.paragraphs[0].startswith("Thank you for your time.")


def test_nothing_is_said_on_the_way(labels):
    assert due(labels, {"4.2": Answer(value=1)}) is None
    answers = all_answers(labels)
    del answers["4.2"]
    assert due(labels, answers) is None
    assert due(labels, answers | {"4.2": Answer(status=AnswerStatus.UNKNOWN)}) is None


def test_the_closing_comes_when_all_is_answered(labels):
    found = due(labels, all_answers(labels))
    assert found.title == "How the interview ends"
    assert "Who sends each of them, and by which day?" in found.paragraphs[0]


def test_a_set_without_these_texts_says_nothing(labels):
    assert due(replace(labels, opening="", closing=""), {}) is None
    assert due(replace(labels, opening="", closing=""), all_answers(labels)) is None
