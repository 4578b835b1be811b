"""Cases and rows on the command line: what it prints, and what it makes of the document."""

import re
from pathlib import Path

import pytest

SURVEY = Path(__file__).parents[1] / "session" / "survey.yaml"


@pytest.fixture
def survey(run, desk):
    (desk / "survey.yaml").write_bytes(SURVEY.read_bytes())
    assert run("new", "survey.yaml", "-o", "s.excellence").code == 0
    return "s.excellence"


def test_cases_are_answered_added_moved_and_removed(run, survey):
    ran = run("answer", survey, "C.2[1]/name", "Marine Coast")
    assert ran.out == "Saved. C.2[1]/name: Marine Coast\n"
    ran = run("add", survey, "C.2", "--like", "C.2[1]")
    found = re.fullmatch(r"Added Agreement 2: Marine Coast\. Its key is (\S+)\.\n", ran.out)
    key = found[1]
    assert run("answer", survey, f"{key}/name", "Alpine Wood").code == 0
    ran = run("move", survey, key, "--before", "C.2[1]")
    assert ran.out == f"Moved: Agreement 1: Alpine Wood ({key}).\n"
    ran = run("remove", survey, "C.2[1]")
    assert ran.out == "Removed Agreement 2: Marine Coast (C.2[1]).\n"
    shown = run("show", survey).out
    assert "\n Agreement 1: Alpine Wood\n" in shown
    assert re.search(r"/name +With whom\? +Alpine Wood$", shown, re.M)
    assert "Marine Coast" not in shown
    assert run("undo", survey).code == 0
    assert "Marine Coast" in run("show", survey).out


def test_what_cannot_be_is_said_in_a_sentence(run, survey):
    ran = run("remove", survey, "C.2[1]")
    assert (ran.code, ran.err) == (1, 'C.2 has no entry "1".\n')
    ran = run("add", survey, "C.1")
    assert (ran.code, ran.err) == (1, "C.1 has neither cases nor rows.\n")
    ran = run("answer", survey, "C.6", "30.2.2026")
    assert ran.code == 1
    assert "The last day of that month is 28 February 2026." in ran.err


def test_a_survey_has_no_score(run, survey):
    out = run("score", survey).out
    assert "This questionnaire has no score." in out
    assert "0 points" not in out
    assert "Preparatory" not in out


def test_answers_are_printed_as_a_file_of_answers(run, desk, survey):
    run("answer", survey, "C.4[1]/day", "1.3.2026")
    (desk / "answers.yaml").write_text(run("show", survey, "--answers").out)
    run("new", "survey.yaml", "-o", "t.excellence")
    assert run("answer", "t.excellence", "--from", "answers.yaml").code == 0
    assert run("show", "t.excellence", "--answers").out == (desk / "answers.yaml").read_text()
    assert run("show", survey, "C.4", "--answers").code == 2
