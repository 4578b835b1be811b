"""A crash on one computer and a change by somebody else, in any order: nobody loses anything."""

from dataclasses import replace

import pytest

from excellence_app.domain.assessment import Answer
from excellence_app.session import edits
from excellence_app.session.opened import seen
from excellence_app.session.session import AssessmentSession
from excellence_app.storage import assessment_file
from excellence_app.storage.log import first_break, read_log
from excellence_app.storage.merging import merge


def crash(session):
    """End a sitting as the system does when its process is killed."""
    saving, session._saving = session._saving, None  # noqa: SLF001 - no close
    saving._journal.release(clean=False)  # noqa: SLF001 - the lock goes with the process


@pytest.mark.parametrize("same", [False, True], ids=["other answers", "the same answer"])
def test_what_both_did_is_there_after_a_crash(session, path, elsewhere, same):
    session.change(edits.answer, "1.2", "2")
    session.keep()
    crash(session)
    with elsewhere(path) as other:
        other.change(edits.answer, "1.2" if same else "1.1", "1" if same else "yes")
        other.save()
    seen = AssessmentSession.open(path)
    with AssessmentSession.open(path, change=True) as again:
        assert seen.assessment == again.assessment
        assert again.restored.changes == 1
        again.save()
        found = again.assessment
    if same:
        values = {one.value["value"] for one in found.conflicts["answers/1.2/value"]}
        assert values == {1, 2}
    else:
        assert found.answers == {"1.1": Answer(value=True), "1.2": Answer(2)}
        assert found.conflicts == {}
    stored = assessment_file.read(path)
    assert stored.assessment == found
    assert first_break(stored.log) is None
    assert merge(stored, stored).assessment == found
    assert AssessmentSession.open(path).restored is None


def test_a_second_crash_right_after_opening_changes_nothing(session, path, elsewhere):
    session.change(edits.answer, "1.2", "2")
    session.keep()
    crash(session)
    with elsewhere(path) as other:
        other.change(edits.answer, "1.1", "yes")
        other.save()
    crash(AssessmentSession.open(path, change=True))
    with AssessmentSession.open(path, change=True) as again:
        assert again.assessment.answers == {"1.1": Answer(value=True), "1.2": Answer(2)}


def test_a_file_with_an_altered_history_still_opens_after_a_crash(session, path, elsewhere):
    session.change(edits.answer, "1.2", "2")
    session.keep()
    crash(session)
    with elsewhere(path) as other:
        other.change(edits.answer, "1.1", "yes")
        other.save()
    stored = assessment_file.read(path)
    altered = replace(stored, assessment=replace(stored.assessment, target="gold"))
    assessment_file.write(path, altered)
    opened = AssessmentSession.open(path)
    assert opened.assessment.answers == {"1.1": Answer(value=True), "1.2": Answer(2)}
    assert opened.assessment.target == "gold"


def test_a_crash_after_the_file_was_put_back_keeps_both(session, path):
    before = path.read_bytes()
    session.change(edits.answer, "1.2", "1")
    session.save()
    for value in ("2", "1", "2"):
        session.change(edits.answer, "1.2", value)
    session.keep()
    crash(session)
    path.write_bytes(before)
    opened = seen(path)
    assert opened.assessment.answers == {"1.2": Answer(2)}


def test_there_and_back_while_a_merge_is_written_is_what_the_log_says(
    session, path, elsewhere, monkeypatch
):
    session.change(edits.answer, "1.2", "1")
    session.save()
    with elsewhere(path) as other:
        other.change(edits.answer, "1.2", "0")
        other.save()
    session.change(edits.answer, "1.1", "yes")
    real = assessment_file.write
    typed = iter(("2", "1"))

    def writing(*given, **named):
        written = real(*given, **named)
        for value in typed:  # the person goes on while the document is written
            session.stop_merging()
            session.change(edits.answer, "1.2", value)
        return written

    monkeypatch.setattr(assessment_file, "write", writing)
    session.save()
    monkeypatch.undo()
    session.save()
    stored = assessment_file.read(path)
    assert stored.assessment == session.assessment
    assert stored.assessment.answers["1.2"] == Answer(1)
    assert merge(stored, stored).assessment == stored.assessment  # refused if the two differ


@pytest.mark.parametrize("known", [False, True], ids=["new", "answered before"])
def test_the_same_answer_of_others_that_comes_unseen_is_kept(
    session, path, elsewhere, monkeypatch, known
):
    """The one here answers while the document is written, and does not see what comes in."""
    if known:
        session.change(edits.answer, "1.2", "0")
        session.save()
    with elsewhere(path) as other:
        other.change(edits.answer, "1.2", "1")
        other.save()
    theirs = [line for line in read_log(assessment_file.read(path).log) if line.item == "1.2"]
    session.change(edits.answer, "1.1", "yes")
    real = assessment_file.write
    typed = iter(("2",))

    def writing(*given, **named):
        written = real(*given, **named)
        for value in typed:
            session.change(edits.answer, "1.2", value)
        return written

    monkeypatch.setattr(assessment_file, "write", writing)
    session.save()
    monkeypatch.undo()
    session.save()
    stored = assessment_file.read(path)
    assert stored.assessment == session.assessment
    assert stored.assessment.answers["1.2"] == Answer(2)
    mine, unseen = stored.assessment.conflicts["answers/1.2/value"]
    assert (mine.value["value"], unseen.value["value"]) == (2, 1)
    assert (unseen.time, unseen.actor) == (theirs[-1].time, theirs[-1].actor)
    assert merge(stored, stored).assessment == stored.assessment  # refused if the two differ
    session.undo()
    session.save()
    assert assessment_file.read(path).assessment == session.assessment
    session.redo()
    session.change(edits.answer, "1.2", "1")
    session.save()
    assert assessment_file.read(path).assessment.conflicts == {}


def test_a_new_assessment_has_no_conflicts_of_what_it_leaves_out(session, path, elsewhere):
    session.change(edits.declare, "eligible", declared=True)
    session.change(edits.answer, "1.2", "1")
    with elsewhere(path) as other:
        other.change(edits.declare, "eligible", declared=False)
        other.change(edits.answer, "1.2", "2")
        other.save()
    session.save()
    assert len(session.assessment.conflicts) == 2
    following = edits.next_assessment(
        session.criteria, session.assessment, session.assessment.dated.replace(year=2028)
    )
    assert [*following.conflicts] == ["answers/1.2/value"]
