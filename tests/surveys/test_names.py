"""Names of people in a survey are answers: a report leaves them out if it is told to."""

from pathlib import Path

import pytest

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
    entered = [str(session.assessment.answers[key].value) for key in ("A.3", "A.4", "A.5")]
    with_names = session.report(Words(), kind, form="html").decode()
    without = session.report(Words(), kind, form="html", choices=Choices(names=False)).decode()
    assert all(one in with_names for one in entered)
    assert not any(one in without for one in entered)
    assert without.count("left out") >= len(entered)


def test_they_stay_in_the_document(session):
    before = session.assessment.answers
    session.report(Words(), "answers", form="html", choices=Choices(names=False))
    assert session.assessment.answers is before
