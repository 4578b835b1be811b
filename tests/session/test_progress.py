"""How far each dimension is, and how many gaps there are, as the sidebar shows it."""

import shutil

import pytest

from excellence_app.locations import resources_folder
from excellence_app.session import edits
from excellence_app.session.progress import gaps_to_close, progress
from excellence_app.session.session import AssessmentSession

PRACTICE = resources_folder() / "practice" / "adriatic-mechatronics.excellence"


@pytest.fixture
def practice(tmp_path):
    path = tmp_path / PRACTICE.name
    shutil.copyfile(PRACTICE, path)
    path.chmod(0o600)
    with AssessmentSession.open(path, change=True) as session:
        yield session


def counted(session):
    """Count indicator by indicator."""
    card, found = session.score(), {}
    waiting = {*card.unanswered, *card.unknown}
    for dimension in session.criteria.dimensions:
        parts = [i for i in session.criteria.indicators if i.dimension == dimension.id]
        counting = [one for one in parts if card.indicators[one.id].counts]
        done = [one for one in counting if waiting.isdisjoint(q.id for q in one.questions)]
        found[dimension.id] = (len(done), len(counting))
    return found


def found(session):
    return {name: tuple(one) for name, one in progress(session.criteria, session.score()).items()}


def test_progress_is_what_counting_gives(practice):
    assert found(practice) == counted(practice)
    done, whole = found(practice)["2"]
    practice.change(edits.clear_answer, "2.1")
    assert found(practice)["2"] == counted(practice)["2"] == (done - 1, whole)


def test_what_does_not_apply_counts_nowhere(practice):
    one = next(q for q in practice.criteria.questions if q.may_not_apply)
    before = found(practice)
    practice.change(edits.not_applicable, one.id, "There is none.")
    after = found(practice)
    assert after == counted(practice)
    assert sum(whole for _, whole in after.values()) <= sum(whole for _, whole in before.values())


@pytest.mark.parametrize("label", ["gold", "bronze", ""])
def test_gaps_that_an_answer_may_close_are_not_counted(practice, label):
    gaps = practice.score().label(label).gaps if label else ()
    wanted = [gap for gap in gaps if not gap.closed_only_by_answering]
    assert gaps_to_close(practice.score(), label) == len(wanted)
