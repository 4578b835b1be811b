"""Limits of an answer are one sentence, and window, paper and command line say the same one."""

import re

import pytest

from excellence_app.catalog import library
from excellence_app.cli.main import main
from excellence_app.language.catalogues import Words
from excellence_app.language.limits import limits

SET = """\
format: 1
set: {{id: limited, edition: "1", language: en, title: Limits}}
sections:
  - id: "A"
    title: All
    questions: [{question}]
"""
FOUR = "choices: [{id: a, title: A}, {id: b, title: B}, {id: c, title: C}, {id: d, title: D}]"
GUESTS = (
    "columns: [{id: who, title: Who}, {id: n, title: Guests, type: number, whole: true, least: 0}]"
)
CASES = [
    ("type: number", ""),
    ("type: number, least: 0", "At least 0."),
    ('type: number, most: "2.5"', "At most 2.5."),
    ("type: number, least: 1, most: 99, whole: true", "From 1 to 99, whole numbers only."),
    ("type: number, whole: true", "Whole numbers only."),
    (f"type: choices, {FOUR}", ""),
    (f"type: choices, least: 2, most: 3, {FOUR}", "Choose 2 or 3."),
    (f"type: choices, least: 1, most: 4, {FOUR}", "Choose 1 to 4."),
    (f"type: choices, least: 2, most: 2, {FOUR}", "Choose exactly 2."),
    (f"type: choices, least: 2, {FOUR}", "Choose at least 2."),
    (f"type: choices, least: 0, most: 3, {FOUR}", "Choose at most 3."),
    ("type: list, most: 10", "Entries: at most 10."),
    (
        f"type: table, least: 1, most: 20, {GUESTS}",
        "Rows: from 1 to 20. Guests: at least 0, whole numbers only.",
    ),
    ("type: text", ""),
]


@pytest.mark.parametrize(("question", "said"), CASES)
def test_limits_in_a_sentence(question, said):
    text = SET.format(question=f'{{id: "A.1", text: T, {question}}}')
    loaded = library.load_bytes(text.encode(), "limited.yaml")
    assert loaded.problems == ()
    assert limits(Words(), loaded.criteria.question_by_id["A.1"]) == said


def test_free_cases_have_limits_and_counted_ones_have_those_of_their_number():
    inner = "title: Idea, questions: [{id: what, type: text, text: T}]"
    text = SET.format(question=f'{{id: "A.1", type: cases, least: 1, most: 5, {inner}}}')
    free = library.load_bytes(text.encode(), "limited.yaml").criteria.question_by_id["A.1"]
    assert limits(Words(), free) == "Cases: from 1 to 5."


@pytest.mark.parametrize(("question", "said"), [case for case in CASES if case[1]])
def test_the_command_line_and_the_paper_say_it(question, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXCELLENCE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "200")
    text = SET.format(question=f'{{id: "A.1", text: T, {question}}}')
    (tmp_path / "limited.yaml").write_text(text, "utf-8")
    assert main(["show", "limited.yaml", "A.1"]) == 0
    assert said in " ".join(capsys.readouterr().out.split())
    assert main(["new", "limited.yaml", "-o", "a.excellence", "--name", "Us"]) == 0
    assert main(["report", "a.excellence", "-o", "a.html", "--kind", "questionnaire"]) == 0
    page = (tmp_path / "a.html").read_text("utf-8")
    assert said in " ".join(re.sub(r"<[^>]*>", " ", page).split())
