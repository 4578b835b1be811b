"""People are changed by their id, and days are read that may lie in the past."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from excellence_app.domain.assessment import Answer, EvidenceState
from excellence_app.domain.messages import Refused
from excellence_app.language.catalogues import Words
from excellence_app.locations import resources_folder
from excellence_app.session import edits, evidence, roadmap_edits
from excellence_app.session.nearest_day import nearest_day
from excellence_app.session.people_edits import change_person, named_in
from excellence_app.session.session import AssessmentSession
from tests.session.making_edits import why_refused

TODAY = date(2026, 11, 22)


def test_a_person_is_changed_field_by_field(do):
    person = do(edits.add_person, "Manager", "leads", "m@example.org").people[0]
    changed = do(change_person, person.id, role=" leads the team ").people[0]
    assert (changed.name, changed.role, changed.email) == (
        "Manager",
        "leads the team",
        "m@example.org",
    )
    assert do(change_person, person.id, name="Head", email="").people[0].email == ""


def test_a_name_is_needed_and_is_nobody_elses(do, criteria):
    by_name = {person.name: person.id for person in do(edits.add_person, "Manager").people}
    present = do(edits.add_person, "Chair")

    def refused(person, name):
        return why_refused(criteria, present, change_person, person, name=name)

    assert "name" in refused(by_name["Manager"], "  ")
    assert "already" in refused(by_name["Manager"], "CHAIR")
    assert "nobody" in refused("nobody", "Someone")
    again = do(change_person, by_name["Manager"], name="MANAGER")
    assert {person.name for person in again.people} == {"MANAGER", "Chair"}


def named(session, item):
    return session.assessment.evidence[item].person


def test_who_is_removed_is_named_nowhere_and_comes_back_in_one_step(tmp_path):
    source = resources_folder() / "practice" / "adriatic-mechatronics.excellence"
    path = tmp_path / "cluster.excellence"
    shutil.copyfile(source, path)
    path.chmod(0o600)
    with AssessmentSession.open(path, change=True) as session:
        session.change(roadmap_edits.add_own_action, "Ask the members")
        (action,) = session.assessment.roadmap
        session.change(roadmap_edits.change_action, action.id, owner="chair")
        session.change(edits.set_respondent, "4.1.6", "chair")
        item = next(one for one in session.assessment.evidence if not named(session, one))
        promised = EvidenceState.PROMISED
        session.change(evidence.evidence_state, item, promised, person="chair")
        before = session.assessment
        assert named_in(before, "chair") == 3
        session.change(edits.remove_person, "chair")
        after = session.assessment
        assert named_in(after, "chair") == 0
        assert {one.id for one in before.people} - {one.id for one in after.people} == {"chair"}
        assert after.answers.keys() == {
            key for key, one in before.answers.items() if replace(one, respondent="") != Answer()
        }
        session.undo()
        assert session.assessment == before


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("16.11.", date(2026, 11, 16)),  # a week ago rather than in a year
        ("1.12.", date(2026, 12, 1)),
        ("30.1.", date(2027, 1, 30)),
        ("30.6.", date(2026, 6, 30)),
        ("31.1.2025", date(2025, 1, 31)),
        ("16 November", date(2026, 11, 16)),
        ("today", TODAY),
        ("in 3 days", date(2026, 11, 25)),
        ("", None),
    ],
)
def test_a_day_without_a_year_is_the_nearest(text, day):
    assert nearest_day(text, TODAY, Words()) == day


def test_what_is_no_day_is_refused():
    with pytest.raises(Refused):
        nearest_day("soon", TODAY, Words())
