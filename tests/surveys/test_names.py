"""Names of people in a survey are answers: a report leaves them out if it is told to."""

from pathlib import Path

import pytest

from excellence_app.cli.main import main
from excellence_app.language.catalogues import Words
from excellence_app.reports.choices import Choices
from excellence_app.session.session import AssessmentSession

FOLDER = Path(__file__).parents[2] / "resources" / "practice" / "escp-4i"


@pytest.fixture
def session(tmp_path):
    copy = tmp_path / "survey.excellence"
    copy.write_bytes((FOLDER / "blue-harbour.excellence").read_bytes())
    with AssessmentSession.open(copy) as opened:
        yield opened


@pytest.mark.parametrize("kind", ["answers", "full"])
def test_names_are_printed_or_left_out(session, kind):
    organisation, *entered = (
        str(session.assessment.answers[key].value) for key in ("A.3", "A.4", "A.5")
    )
    with_names = session.report(Words(), kind, form="html").decode()
    without = session.report(Words(), kind, form="html", choices=Choices(names=False)).decode()
    assert all(one in with_names for one in entered)
    assert not any(one in without for one in entered)
    assert without.count("left out") >= len(entered)
    assert organisation in with_names
    assert organisation in without  # of which nobody asked to leave it out


def test_they_stay_in_the_document(session):
    before = session.assessment.answers
    session.report(Words(), "answers", form="html", choices=Choices(names=False))
    assert session.assessment.answers is before


def test_what_was_said_about_printing_names_is_obeyed(run_report):
    path = FOLDER / "alpine-fibre.excellence"
    obeyed, told = run_report(path)
    with AssessmentSession.open(path) as opened:
        entered = [str(opened.assessment.answers[key].value) for key in ("A.3", "A.4", "A.5")]
    assert not any(one in obeyed for one in entered)
    assert "Names are left out, as the answer to A.6 asks." in obeyed
    assert told == (
        "Names are left out, as the answer to A.6 asks. With --with-names they are printed.\n"
    )
    printed, told = run_report(path, "--with-names")
    assert all(one in printed for one in entered)
    assert told == "Names are printed, although the answer to A.6 is No.\n"


def test_where_names_may_be_printed_nothing_is_said(run_report):
    printed, told = run_report(FOLDER / "blue-harbour.excellence")
    assert "Names are" not in printed
    assert told == ""


@pytest.fixture
def run_report(tmp_path, capsys, monkeypatch):
    """Return a function that makes a report and returns its page and what was remarked."""
    monkeypatch.setenv("EXCELLENCE_STATE", str(tmp_path / "state"))

    def run(path, *more):
        target = tmp_path / "report.html"
        assert main(["report", str(path), "-o", str(target), *more]) == 0
        return target.read_text("utf-8"), capsys.readouterr().err

    return run
