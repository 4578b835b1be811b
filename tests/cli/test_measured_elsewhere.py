"""Indicators without a question of their own: they measure what a survey part asks."""

import json
import re
from pathlib import Path

import pytest

from excellence_app.language.catalogues import Words
from excellence_app.session.result_rows import rows
from excellence_app.session.session import AssessmentSession
from excellence_app.session.showing import shown

PAGE = (Path(__file__).parents[2] / "docs" / "criteria-format.md").read_text("utf-8")


@pytest.fixture
def document(desk, run):
    """Return answers to the example of the page that describes the format."""
    blocks = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    (text,) = [block for block in blocks if "title: Scored and plain questions" in block]
    (desk / "my-set.yaml").write_text(text, encoding="utf-8")
    path = str(desk / "a.excellence")
    assert run("new", "my-set.yaml", "-o", path, "--name", "Us").code == 0
    return path


def answered(run, path):
    for key, value in (
        ("C.1", "2"),
        ("C.2[1]/name", "Coast"),
        ("C.2[1]/abroad", "yes"),
        ("C.2[1]/amount", "4000"),
        ("C.2[2]/name", "Wood"),
        ("C.2[2]/abroad", "no"),
        ("C.2[2]/amount", "8000"),
    ):
        assert run("answer", path, key, value).code == 0


def scores(run, path):
    card = json.loads(run("score", path, "--json").out)
    return {
        one["id"]: (one["state"], one["points"]["lowest"], one["points"]["highest"])
        if "points" in one
        else (one["state"], one["lowest"], one["highest"])
        for one in card["indicators"]
    }


def test_they_are_open_as_long_as_what_they_measure(run, document):
    assert {state for state, _, _ in scores(run, document).values()} == {"unanswered"}
    run("answer", document, "C.1", "2")
    assert {state for state, _, _ in scores(run, document).values()} != {"answered"}


def test_they_are_worked_out_of_all_cases(run, document):
    answered(run, document)
    assert scores(run, document) == {"1.1": ("answered", "2", "2"), "1.2": ("answered", "1", "1")}
    run("answer", document, "C.1", "1")
    assert scores(run, document)["1.1"] == ("answered", "0", "0")


def test_the_reasons_name_the_questions_that_are_measured(run, document):
    answered(run, document)
    said = " ".join(run("explain", document, "1.1").out.split())
    assert "The measure is a sum: C.2/amount = 12,000." in said
    assert "C.2 is answered: 2 cases" in said
    assert "not answered" not in said
    said = " ".join(run("explain", document, "1.2").out.split())
    assert "The measure counts the answers that are yes: 1." in said


def test_they_can_be_shown_and_reported(run, document, desk):
    answered(run, document)
    assert "Money that agreements bring" in run("show", document, "1.1").out
    for kind in ("full", "answers", "questionnaire", "recommendation"):
        ran = run("report", document, "-o", f"{kind}.html", "--kind", kind)
        assert (ran.code, ran.err) == (0, "")
    for kind in ("full", "questionnaire"):
        text = (desk / f"{kind}.html").read_text("utf-8")
        assert "Worked out from the answers to C.2." in text


def test_the_window_leads_to_what_is_measured(run, document):
    answered(run, document)
    with AssessmentSession.open(Path(document)) as session:
        view = shown(session, Words())
    assert {row.question for row in rows(view)} == {"C.2"}
