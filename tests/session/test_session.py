"""The open document, on a real disk: what is saved is there, and what is not is kept."""

import errno
import os
import stat
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from excellence_app.domain.assessment import Answer
from excellence_app.domain.levels import Verdict
from excellence_app.domain.messages import Refused
from excellence_app.language.catalogues import Words
from excellence_app.locations import STATE_VARIABLE
from excellence_app.session import edits, evidence
from excellence_app.session.edit import Edit
from excellence_app.session.report_choices import KINDS
from excellence_app.session.session import AssessmentSession
from excellence_app.session.sets import FileUnusable
from excellence_app.storage import assessment_file
from excellence_app.storage.journal import Busy
from excellence_app.storage.log import first_break, read_log
from excellence_app.storage.trouble import StorageTrouble

ROOT = Path(__file__).parents[2]
TINY = Path(__file__).with_name("tiny.yaml")
NOT_WINDOWS = pytest.mark.skipif(
    sys.platform == "win32", reason="a document cannot be locked there and replaced"
)


def said(error):
    trouble = error.value
    messages = trouble.sentences if isinstance(trouble, StorageTrouble) else [trouble.message]
    return " ".join(Words().say(message) for message in messages)


def log_of(path):
    return [(line.edit, line.item) for line in read_log(assessment_file.read(path).log)]


def test_a_new_document_is_on_the_disk_at_once(session, path):
    again = AssessmentSession.open(path)
    assert again.assessment == session.assessment
    assert again.assessment.profile.name == "Coast"
    assert again.criteria.sha256 == session.criteria.sha256
    assert assessment_file.read(path).criteria == TINY.read_bytes()
    assert log_of(path) == [("new", "tiny")]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name != "posix"


def test_a_shipped_set_is_known_by_its_id(path):
    with AssessmentSession.create(path, "ecei-labels", practice=True) as session:
        assert session.criteria.id == "ecei-labels"
        assert session.assessment.practice


def test_what_is_saved_is_there_and_what_is_not_is_not(session, path):
    session.change(edits.answer, "1.2", "2")
    assert not session.saved
    assert AssessmentSession.open(path).assessment.answers == {}
    session.save()
    assert session.saved
    assert AssessmentSession.open(path).assessment.answers == {"1.2": Answer(2)}
    assert log_of(path)[1:] == [("answer", "1.2")]
    assert first_break(assessment_file.read(path).log) is None


def test_saving_nothing_writes_nothing(session, path):
    before = path.stat().st_ino, path.read_bytes()
    session.save()
    assert (path.stat().st_ino, path.read_bytes()) == before


def test_a_change_that_changes_nothing_leaves_no_trace(session):
    session.change(edits.answer, "1.2", "2")
    assert session.change(edits.answer, "1.2", "2").answers == frozenset()
    session.undo()
    assert session.undo_name is None


def test_an_edit_says_what_it_touched(session):
    assert session.change(edits.answer, "1.2", "2").answers == {"1.2"}
    touched = session.change(evidence.add_evidence, "1.2", "Minutes")
    assert (touched.answers, touched.fields) == ({"1.2"}, {"evidence"})
    assert session.undo().fields == {"evidence"}
    assert session.redo().answers == {"1.2"}


def test_undo_and_redo_are_lines_of_the_log_too(session, path):
    session.change(edits.answer, "1.2", "2")
    session.undo()
    session.redo()
    session.undo()
    session.save()
    assert log_of(path)[1:] == [
        ("answer", "1.2"),
        ("undo answer", "1.2"),
        ("redo answer", "1.2"),
        ("undo answer", "1.2"),
    ]
    assert AssessmentSession.open(path).assessment.answers == {}
    assert session.undo() is None
    lines = read_log(assessment_file.read(path).log)
    assert (lines[2].old, lines[2].new) == (lines[1].new, lines[1].old)


def test_a_step_made_of_typing_goes_back_to_where_it_began(session, path):
    for text in ("S", "So", "Sola"):
        session.change(edits.name_cluster, text)
    session.undo()
    session.save()
    assert session.assessment.profile.name == "Coast"
    last = read_log(assessment_file.read(path).log)[-1]
    assert last.edit == "undo name"
    assert (last.old, last.new) == ({"profile/name": "Sola"}, {"profile/name": "Coast"})


def test_every_line_of_the_log_says_who_and_when(session, path):
    session.change(edits.answer, "1.2", "2")
    session.save()
    for line in read_log(assessment_file.read(path).log):
        assert line.actor
        assert line.time[10] == "T"
        assert line.time[-6] in "+-"


def test_a_name_of_ours_is_asked_for(tmp_path):
    with pytest.raises(Refused) as refused:
        AssessmentSession.create(tmp_path / "cluster.zip", str(TINY))
    assert '"cluster.excellence"' in said(refused)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_set_is_named_with_what_was_meant(path):
    with pytest.raises(Refused) as refused:
        AssessmentSession.create(path, "ecei-label")
    assert 'Did you mean "ecei-labels"?' in said(refused)
    with pytest.raises(FileUnusable) as unusable:
        AssessmentSession.create(path, str(path.with_name("gone.yaml")))
    assert [problem.code for problem in unusable.value.problems] == ["file-missing"]
    assert not path.exists()


def test_a_set_with_mistakes_makes_no_document(path, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: 1\nset: {id: bad}\n", encoding="utf-8")
    with pytest.raises(FileUnusable) as unusable:
        AssessmentSession.create(path, str(bad))
    assert {problem.file for problem in unusable.value.problems} == {str(bad)}
    assert not path.exists()


def test_a_document_is_not_replaced_by_a_new_one(session, path):
    session.close()
    before = path.read_bytes()
    with pytest.raises(StorageTrouble) as trouble:
        AssessmentSession.create(path, str(TINY))
    assert "exists already" in said(trouble)
    assert path.read_bytes() == before
    assert session.saved


def test_a_document_whose_criteria_cannot_be_used_is_refused(session, path):
    document = assessment_file.read(path)
    source = b"format: 1\nset: {id: tiny}\n"
    reference = replace(document.assessment.criteria, sha256=sha256(source).hexdigest())
    assessment = replace(session.assessment, criteria=reference)
    assessment_file.write(path, replace(document, criteria=source, assessment=assessment))
    with pytest.raises(FileUnusable) as unusable:
        AssessmentSession.open(path)
    assert unusable.value.problems[0].file == f"{path}/criteria.yaml"


def test_somebody_elses_change_is_merged_and_can_be_taken_back(session, path, elsewhere):
    session.change(edits.answer, "1.2", "2")
    with elsewhere(path) as other:
        other.change(edits.answer, "1.1", "yes")
        other.change(edits.answer, "1.2", "1")
        other.save()
    session.save()
    found = session.assessment
    assert set(found.answers) == {"1.1", "1.2"}
    assert {one.value["value"] for one in found.conflicts["answers/1.2/value"]} == {1, 2}
    assert AssessmentSession.open(path).assessment == found
    session.undo()
    assert session.assessment.answers == {"1.2": Answer(2)}
    assert session.assessment.conflicts == {}
    session.redo()
    assert session.assessment == found
    session.change(edits.answer, "1.2", "2")
    assert session.assessment.conflicts == {}
    session.save()
    assert AssessmentSession.open(path).assessment == session.assessment
    assert first_break(session.document.log) is None


def test_another_document_in_its_place_is_not_overwritten(session, path, tmp_path):
    session.change(edits.answer, "1.2", "2")
    with AssessmentSession.create(tmp_path / "other.excellence", str(TINY)) as other:
        other.change(edits.answer, "1.1", "no")
        other.save()
    theirs = (tmp_path / "other.excellence").read_bytes()
    path.write_bytes(theirs)
    with pytest.raises(StorageTrouble) as trouble:
        session.save()
    assert "another document by now" in said(trouble)
    assert path.read_bytes() == theirs
    assert not session.saved
    session.close()
    found = tmp_path / "mine again.excellence"
    with AssessmentSession.open(path) as opened:
        assert opened.assessment.answers == {"1.1": Answer(value=False)}
    assert not found.exists()


def test_what_could_not_be_saved_is_saved_when_it_can_be(session, path, monkeypatch):
    session.change(edits.answer, "1.2", "2")
    with monkeypatch.context() as patched:
        for name in {"fsync", "fdatasync"} & set(dir(os)):
            patched.setattr(os, name, failing_with(28))
        with pytest.raises(StorageTrouble) as trouble:
            session.save()
    assert "disk is full" in said(trouble)
    assert "kept on this computer" not in said(trouble)
    assert "Nothing was written" in said(trouble)
    assert not session.saved
    assert assessment_file.read(path).assessment.answers == {}
    session.save()
    assert set(AssessmentSession.open(path).assessment.answers) == {"1.2"}
    assert log_of(path)[1:] == [("answer", "1.2")]


@pytest.mark.skipif(os.name == "nt", reason="files are not flushed that way there")
@pytest.mark.parametrize("merging", [False, True], ids=["saving", "merging"])
def test_what_cannot_be_cut_off_again_is_not_denied(session, path, monkeypatch, merging):
    copy = path.with_name("copy.excellence")
    copy.write_bytes(path.read_bytes())
    with AssessmentSession.open(copy, change=True) as other:
        other.change(edits.answer, "1.1", "no")
        other.save()
    session.change(edits.answer, "1.2", "2")
    with monkeypatch.context() as patched:
        for name in {"fsync", "fdatasync"} & set(dir(os)):
            patched.setattr(os, name, failing_with(errno.EIO))
        patched.setattr(os, "ftruncate", lambda handle, _size: failing_with(errno.EIO)(handle))
        do = partial(session.merge, copy) if merging else session.save
        with pytest.raises(StorageTrouble) as trouble:
            do()
    assert "reported a fault" in said(trouble)
    assert "Nothing was written" not in said(trouble)
    assert "kept on this computer" not in said(trouble)
    session.close()
    with AssessmentSession.open(path) as opened:
        assert set(opened.assessment.answers) == {"1.2"}  # it came to the disk all the same


def failing_with(code):
    def fail(_handle):
        raise OSError(code, os.strerror(code))

    return fail


def test_opening_for_a_change_a_file_that_is_none_leaves_no_lock(tmp_path):
    with pytest.raises(StorageTrouble):
        AssessmentSession.open(tmp_path / "gone.excellence", change=True)
    with pytest.raises(StorageTrouble):
        AssessmentSession.open(tmp_path, change=True)
    broken = tmp_path / "broken.excellence"
    broken.write_bytes(b"PK\x03\x04")
    for _ in range(2):  # the second would wait for ever if the first had kept the lock
        with pytest.raises(StorageTrouble):
            AssessmentSession.open(broken, change=True)


ANSWERING = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from excellence_app.session import edits, evidence
    from excellence_app.session.session import AssessmentSession

    path, question, note = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(20):
        with AssessmentSession.open(path, change=True) as session:
            session.change(evidence.add_evidence, question, f"{note} {number}")
            session.save()
    """
)


@pytest.mark.parametrize("accounts", [1, pytest.param(2, marks=NOT_WINDOWS)])
def test_two_processes_lose_nothing_of_each_other(session, path, tmp_path, accounts):
    session.close()
    states = [tmp_path / f"state {number % accounts}" for number in range(2)]
    command = [sys.executable, "-c", ANSWERING, path]
    both = [
        subprocess.Popen(
            [*command, question, note],
            cwd=ROOT,
            env={**os.environ, STATE_VARIABLE: str(state)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for question, note, state in zip(("1.1", "2.1"), ("one", "two"), states, strict=True)
    ]
    for process in both:
        assert process.stdout.readline() == "ready\n"
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        process.communicate()
        assert process.returncode == 0
    found = AssessmentSession.open(path).assessment
    titles = {item.title for item in found.evidence.values()}
    assert titles == {f"{note} {number}" for note in ("one", "two") for number in range(20)}
    assert len(found.answers["1.1"].evidence) == len(found.answers["2.1"].evidence) == 20
    document = assessment_file.read(path)
    assert (document.revision, document.log.entries) == (41, 41)
    assert first_break(document.log) is None


def test_a_session_that_is_only_read_does_not_keep_others_out(session, path):
    session.close()
    reader = AssessmentSession.open(path)
    with AssessmentSession.open(path, change=True) as writer:
        writer.change(edits.answer, "1.1", "yes")
        writer.save()
    assert reader.assessment.answers == {}
    assert not reader.may_change
    with pytest.raises(Refused) as refused:
        reader.change(edits.answer, "1.1", "no")
    assert "to be read only" in said(refused)


def test_a_second_one_is_told_who_has_the_document_open(session, path):
    with pytest.raises(Busy) as busy:
        AssessmentSession.open(path, change=True, patience=0)
    assert busy.value.holder.pid == os.getpid()
    session.change(edits.answer, "1.1", "yes")
    session.keep()
    assert AssessmentSession.open(path).assessment.answers == {"1.1": Answer(value=True)}


def test_a_target_that_the_set_does_not_have_is_not_planned_for(answered):
    answered.apply(Edit("target", "target", lambda a: replace(a, target="platinum")))
    assert answered.target == "gold"
    assert answered.report(Words(), "documents").startswith(b"%PDF-")


@pytest.fixture
def answered(session):
    for key, value in (
        ("1.1", "yes"),
        ("1.2", "1"),
        ("2.1", "12"),
        ("2.2/whole", "10"),
        ("2.2/part", "4"),
        ("2.3.a", "yes"),
        ("2.3.b", "no"),
    ):
        session.change(edits.answer, key, value)
    session.save()
    return session


def test_a_score_with_its_reasons_and_a_plan(answered):
    card = answered.score()
    assert card.total.lowest == card.total.highest == Fraction(10)
    assert card.label("gold").verdict is Verdict.MISSED
    assert answered.score(lifted={"1.2": 2}).total.lowest == 12
    assert answered.score(on=date(2027, 1, 1)).dated == date(2027, 1, 1)
    assert answered.explain("1.2").subject == "1.2"
    assert [step.action for step in answered.plan("gold").steps] == ["monitor"]
    answered.change(edits.set_target, "gold")
    assert answered.plan().target == "gold"
    with pytest.raises(Refused) as refused:
        answered.plan("goold")
    assert 'Did you mean "gold"?' in said(refused)
    with pytest.raises(Refused):
        answered.question("zzz")
    assert answered.question("2.2/part").id == "2.2"


def test_a_later_assessment_keeps_the_earlier_one_and_compares(answered, path, tmp_path, request):
    later = tmp_path / "later.excellence"
    session = AssessmentSession.create(later, str(TINY), dated=date(2028, 6, 1), earlier=path)
    request.addfinalizer(session.close)
    assert session.assessment.profile.name == "Coast"
    session.change(edits.answer, "1.2", "2")
    found = session.compare()
    assert [copy.dated for copy in (found.before, found.after)] == [
        date(2026, 6, 1),
        date(2028, 6, 1),
    ]
    assert (found.card_before.total.lowest, found.card_after.total.lowest) == (10, 12)
    assert (found.changes[0].indicator, found.changes[0].points) == ("1.2", 2)
    for turned in (answered.compare(session), session.compare(answered)):
        assert (turned.before.dated, turned.after.dated) == (found.before.dated, found.after.dated)
        assert turned.changes == found.changes


def test_there_must_be_something_to_compare_with(answered, tmp_path):
    with pytest.raises(Refused) as refused:
        answered.compare()
    assert "no earlier assessment" in said(refused)
    with (
        AssessmentSession.create(tmp_path / "other.excellence", "ecei-labels") as other,
        pytest.raises(Refused) as refused,
    ):
        answered.compare(other)
    assert '"tiny" and "ecei-labels"' in said(refused)


def test_a_report_is_a_pdf_and_the_same_each_time(answered):
    for kind in KINDS:
        data = answered.report(Words(), kind)
        assert data.startswith(b"%PDF-")
        assert answered.report(Words(), kind) == data
    with pytest.raises(Refused) as refused:
        answered.report(Words(), "poem")
    assert ", ".join(KINDS) in said(refused)


def test_a_report_replaces_a_report_but_never_a_document(session, path, tmp_path):
    paper = tmp_path / "report.pdf"
    session.write_file(paper, b"%PDF-1")
    session.write_file(paper, b"%PDF-2")
    assert paper.read_bytes() == b"%PDF-2"
    before = path.read_bytes()
    for name in (path, tmp_path / "new.excellence", tmp_path / "sub" / ".." / path.name):
        with pytest.raises(StorageTrouble) as trouble:
            session.write_file(name, b"%PDF-3")
        assert "is a document" in said(trouble)
    (tmp_path / "link.pdf").symlink_to(path)
    with pytest.raises(StorageTrouble):
        session.write_file(tmp_path / "link.pdf", b"%PDF-3")
    with pytest.raises(StorageTrouble):
        session.write_file(tmp_path, b"%PDF-3")
    assert path.read_bytes() == before


def test_a_document_renamed_to_a_pdf_is_not_replaced_by_its_own_report(session, path, tmp_path):
    session.save()
    odd = tmp_path / "odd.pdf"
    path.rename(odd)
    opened = AssessmentSession.open(odd)
    with pytest.raises(StorageTrouble):
        opened.write_file(odd, b"%PDF-3")
