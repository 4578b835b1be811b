"""Questionnaires on the command line: every kind of answer in words, and never a score."""

import csv
import io
import re
from pathlib import Path

import pytest

PRACTICE = Path(__file__).parents[2] / "resources" / "practice" / "escp-4i"


@pytest.fixture
def harbour():
    return str(PRACTICE / "blue-harbour.excellence")


@pytest.fixture
def changed(harbour, desk):
    """Return a copy that a test may change."""
    copy = desk / "changed.excellence"
    copy.write_bytes(Path(harbour).read_bytes())
    return copy


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_each_choice_stands_on_a_line_of_its_own_with_its_comment(run, harbour):
    shown = " ".join(run("show", harbour).out.split())
    assert "– Joint communication – Intelligence gathering: Two country notes" in shown


def test_each_case_has_its_title_once(run, harbour):
    shown = run("show", harbour).out
    assert shown.count("\n Cooperation case 2: Regional development agency\n") == 1
    assert re.search(r"^ D\.4\[2\]/country +In which country is it\? +Chile$", shown, re.M)


def test_each_row_of_a_table_says_its_cells(run, harbour):
    shown = " ".join(run("show", harbour).out.split())
    assert "H.2[1] Row 1 Event: Return mission with ten companies City and country:" in shown


def test_what_is_not_asked_is_not_called_unanswered(run, harbour):
    assert re.search(r"^ G\.4 .* Not asked$", run("show", harbour).out, re.M)


@pytest.mark.parametrize("width", ["60", "80", "120"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "FILE"),
        ("show", "FILE", "D.4"),
        ("show", "FILE", "D.4[1]/name"),
        ("show", "escp-4i-progress"),
        ("score", "FILE"),
        ("explain", "FILE", "total"),
        ("compare", "FILE"),
        ("compare", "FILE", "--language", "de"),
    ],
)
def test_a_questionnaire_fits_the_terminal_and_names_no_score(
    run, harbour, monkeypatch, width, arguments
):
    monkeypatch.setenv("COLUMNS", width)
    ran = run(*[harbour if argument == "FILE" else argument for argument in arguments])
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.split("\n"))) <= int(width)
    said = ran.out.replace("This questionnaire has no score", "").lower()
    assert not re.search(r"\b(score|points|labels?|thresholds?|gaps?)\b|%", said)


def test_a_set_is_shown_with_who_must_answer(run):
    shown = " ".join(run("show", "escp-4i-progress").out.split())
    assert "D.4[…]/name What is it called?" in shown
    assert "Only if you answered Yes to D.2." in shown
    assert "F.1 Example optional" in shown


def test_a_question_says_to_whom_it_is_put(run):
    assert "Only if you answered Yes to E.2." in run("show", "escp-4i-progress", "E.3").out


def test_two_rounds_are_compared_answer_by_answer(run, harbour):
    said = " ".join(run("compare", harbour).out.split())
    assert "12 answers of 12 May 2026 are not those of 5 November 2025." in said
    assert "new: Events or missions organised" in said.replace("organised D", "organised")


@pytest.mark.parametrize("kind", ["recommendation", "roadmap", "documents"])
def test_reports_that_need_a_score_are_not_made(run, desk, harbour, kind):
    ran = run("report", harbour, "-o", "x.pdf", "--kind", kind)
    assert ran.code == 1
    assert ran.err == (
        f'This questionnaire has no score, so there is no report "{kind}"; '
        "there are full, answers, questionnaire, handbook.\n"
    )
    assert not (desk / "x.pdf").exists()


@pytest.mark.parametrize("kind", ["full", "answers", "questionnaire"])
@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_reports_on_a_questionnaire(run, desk, harbour, kind, form):
    assert run("report", harbour, "-o", f"x.{form}", "--kind", kind).code == 0
    assert (desk / f"x.{form}").stat().st_size > 5000


def test_answers_for_a_spreadsheet_have_a_row_for_each_choice_and_cell(run, harbour):
    rows = table(run("show", harbour, "--csv").out)
    by_key = {}
    for row in rows:
        by_key.setdefault(row["Key"], []).append(row)
    assert [row["Answer"] for row in by_key["D.1"]] == [
        "Business events held together",
        "Sharing of knowledge and information",
        "Business contacts between members",
    ]
    assert by_key["D.1"][1]["Text"].startswith("The managers' call became")
    assert by_key["D.3"][0]["Answer"] == "2"
    assert by_key["H.1[1]/day"][0]["Answer"] == "2026-09-17"
    assert by_key["H.1[1]/day"][0]["Case or row"] == "Row 1"
    assert by_key["D.4[1]/name"][0]["Answer"] == "Network of ocean companies"
    assert by_key["G.4"][0]["State"] == "Not asked"


def test_a_set_has_no_answers_to_print(run):
    for option in ("--csv", "--answers"):
        ran = run("show", "escp-4i-progress", option)
        assert ran.code == 2
        assert ran.err.startswith("A criteria set has no answers; give a document.")


def test_answers_of_a_scored_set_for_a_spreadsheet(run, practice):
    rows = table(run("show", practice, "--csv").out)
    assert {row["Part"] for row in rows} >= {"1 Structure of the cluster"} or rows
    assert all(row["Question"] for row in rows)


def test_a_missing_comment_and_an_empty_example_are_named(run, tmp_path):
    path = str(tmp_path / "a.excellence")
    run("new", "escp-4i-progress", "-o", path, "--name", "Marine Link")
    run("answer", path, "C.1", "smes")
    run("add", path, "F.1")
    said = " ".join(run("score", path).out.split())
    listed = re.search(r"Not answered: ([A-Z0-9., ]+)", said)[1]
    assert {"C.1", "F.1"}.isdisjoint(listed.replace(",", "").split())
    assert re.search(
        r'Incomplete: C\.1 [^.]* – "Getting SMEs to take part" needs a comment\.', said
    )
    assert re.search(r"Incomplete: F\.1 [^.]* – Nothing is told of Example 1 yet\.", said)


def test_a_comment_that_is_missing_is_named_with_its_choice(run, changed):
    run("answer", changed, "C.1", "funding")
    run("answer", changed, "C.1/funding", "--clear")
    code, text, _ = run("score", changed)
    assert code == 0
    (line,) = [line for line in text.split("\n") if line.startswith("Incomplete")]
    assert line.startswith("Incomplete: C.1 Which barriers")
    assert 'access to them" needs a comment.' in " ".join(text.split())
    assert "C.1" not in next((x for x in text.split("\n") if x.startswith("Not answered")), "")


def test_choices_are_shown_by_name_with_the_id_that_is_typed(run, changed):
    _, text, _ = run("show", "escp-4i-progress", "D.4[1]/country")
    assert "Afghanistan (af)" in text
    _, text, _ = run("show", "escp-4i-progress", "B.1")
    assert re.search(r"^ events-missions  +\w.*comment possible$", text, re.M)
    code, _, told = run("answer", changed, "D.4[1]/country", "Germny")
    assert code != 0
    assert "Did you mean Germany (de)?" in told
    _, _, told = run("answer", changed, "B.1", "qqq")
    assert re.search(r"Enter one of these: [A-Z][^;]* \([a-z-]+\); ", told)
