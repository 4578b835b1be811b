"""What was typed and not saved, in the list of what is not finished."""

import pytest

from excellence_app.language.catalogues import Words
from excellence_app.session import edits
from excellence_app.session.drafts import unsaved
from excellence_app.session.session import AssessmentSession
from excellence_app.session.showing import shown


@pytest.fixture
def session(tmp_path):
    path = tmp_path / "survey.excellence"
    with AssessmentSession.create(path, "escp-4i-progress", name="Marine Link") as made:
        made.change(edits.answer, "D.2", "yes")
        made.change(edits.answer, "D.3", "1")
        yield made


def listed(session, **drafts):
    return unsaved(shown(session, Words("en")), drafts)


def test_each_text_is_listed_with_what_is_wrong(session):
    (found,) = listed(session, **{"D.3": "12x"})
    assert (found.number, found.page, found.item) == ("D.3", "questions", "D.3")
    assert found.detail.startswith("Typed and not saved")
    assert "12x" in found.detail


def test_a_text_that_could_be_saved_by_now_is_listed_as_well(session):
    (found,) = listed(session, **{"D.4[1]/name": "Polymer institute"})
    assert found.detail == "Typed and not saved: “Polymer institute”"
    assert found.number == ""
    assert found.title.startswith("Cooperation case 1")


@pytest.mark.parametrize("key", ["D.4[7]/name", "nowhere", "D.4[1]/nothing", "[", "D.4[", ""])
def test_what_has_no_place_is_not_listed(session, key):
    assert listed(session, **{key: "x"}) == ()


def test_nothing_typed_is_nothing(session):
    assert listed(session) == ()
    assert listed(session, **{"D.3": "  "}) == ()
