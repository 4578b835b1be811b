"""What is kept and does not count is called so in every list of answers."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from excellence_app.language.catalogues import Words
from excellence_app.session.question_places import case_lines
from excellence_app.session.session import AssessmentSession
from excellence_app.session.showing import shown

SET = """\
format: 1
set: {id: kept, edition: "1", language: en, title: Kept}
sections:
  - id: "A"
    title: All
    questions:
      - {id: "A.1", type: yes_no, text: Is there money?}
      - {id: "A.2", type: number, text: How much?, when: {question: "A.1", is: true}}
      - {id: "A.3", type: text, text: From whom?, when: {question: "A.1", is: true}}
      - id: "A.4"
        type: choice
        text: Which one?
        choices: [{id: one, title: One, comment: optional}]
        other: {id: else, title: Another}
      - {id: "B.1", type: number, text: How many people?, whole: true, least: 0, most: 9}
      - id: "B.2"
        type: cases
        repeat: "B.1"
        title: "Person {n}"
        questions:
          - {id: paid, type: yes_no, text: Paid?}
          - {id: much, type: number, text: How much a day?, when: {question: paid, is: true}}
          - {id: gift, type: text, text: What for a thank you?, when: {question: paid, is: false}}
"""


@pytest.fixture
def document(desk, run):
    """Return answers with a hidden number, a comment not in use and a kept second case."""
    (desk / "kept.yaml").write_text(SET, encoding="utf-8")
    path = str(desk / "a.excellence")
    run("new", "kept.yaml", "-o", path, "--name", "Us")
    for key, value in (
        ("A.1", "yes"),
        ("A.2", "12"),
        ("A.1", "no"),
        ("A.4", "one"),
        ("A.4/one", "First."),
        ("A.4", "else"),
        ("B.1", "2"),
        ("B.2[1]/paid", "yes"),
        ("B.2[1]/much", "5"),
        ("B.2[2]/paid", "yes"),
        ("B.2[2]/much", "7"),
        ("B.1", "1"),
    ):
        assert run("answer", path, key, value).code == 0, key
    return path


def test_a_spreadsheet_says_of_each_answer_whether_it_counts(run, document):
    rows = csv.DictReader(io.StringIO(run("show", document, "--csv").out))
    states = {row["Key"]: row["State"] for row in rows}
    assert states == {
        "A.1": "Answered",
        "A.2": "Not used",
        "A.3": "Not asked",
        "A.4": "Incomplete",
        "B.1": "Answered",
        "B.2[1]/paid": "Answered",
        "B.2[1]/much": "Answered",
        "B.2[1]/gift": "Not asked",
        "B.2[2]/paid": "Not used",
        "B.2[2]/much": "Not used",
        "B.2[2]/gift": "Not asked",
    }


def test_data_for_programs_says_the_same(run, document):
    found = json.loads(run("show", document, "--json").out)["answers"]
    assert {key: one["state"] for key, one in found.items()} == {
        "A.1": "answered",
        "A.2": "not_used",
        "A.4": "incomplete",
        "A.4/one": "not_used",
        "B.1": "answered",
        "B.2[1]": "answered",
        "B.2[1]/paid": "answered",
        "B.2[1]/much": "answered",
        "B.2[2]": "not_used",
        "B.2[2]/paid": "not_used",
        "B.2[2]/much": "not_used",
    }
    assert found["A.2"]["status"] == "answered"  # nothing is lost


def test_a_file_of_answers_says_what_it_leaves_out(run, document):
    ran = run("show", document, "--answers")
    assert ran.code == 0
    assert "How much" not in ran.out
    assert ran.err == "1 case is kept and not used; it is not in this file.\n"


def test_nothing_is_said_where_nothing_is_left_out(run, document):
    assert run("answer", document, "B.1", "2").code == 0
    assert run("show", document, "--answers").err == ""


def test_kept_cases_are_counted_apart_and_follow_their_own_conditions(run, document):
    lines = [" ".join(line.split()) for line in run("show", document).out.split("\n")]
    assert any(line.endswith("1 case (1 kept, not used)") for line in lines)
    after = lines[next(n for n, line in enumerate(lines) if "Person 2 (not used)" in line) :]
    assert "B.2[2]/much How much a day? 7" in after
    assert "B.2[2]/gift What for a thank you? Not asked" in after


def test_a_report_says_the_same_of_kept_cases(run, document, desk):
    assert run("report", document, "-o", "a.html", "--kind", "answers").code == 0
    text = " ".join(re.sub(r"<[^>]*>", " ", (desk / "a.html").read_text("utf-8")).split())
    assert "1 case (1 kept, not used)" in text
    kept = text.partition("Person 2 Not used")[2]
    assert "How much a day? 7" in kept
    assert "What for a thank you? Not asked" in kept


def test_the_list_of_cases_counts_what_would_be_asked_in_a_kept_one(document):
    with AssessmentSession.open(Path(document)) as session:
        view = shown(session, Words())
        lines = case_lines(view, view.criteria.question_of("B.2"))
    assert [(one.used, one.answered, one.asked) for one in lines] == [(True, 2, 2), (False, 2, 2)]
