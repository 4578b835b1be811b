"""A saved copy has everything, also what no disk has yet, and can be merged later."""

import resource

import pytest

from excellence_app.domain.assessment import Answer
from excellence_app.locations import STATE_VARIABLE
from excellence_app.session import edits, evidence
from excellence_app.session.copying import save_copy
from excellence_app.session.session import AssessmentSession
from excellence_app.storage import assessment_file
from excellence_app.storage.attachments import Staging
from excellence_app.storage.lock import Busy
from excellence_app.storage.log import first_break
from excellence_app.storage.trouble import StorageTrouble
from tests.session.conftest import TINY


@pytest.fixture
def keep_file(tmp_path):
    """Return a function that adds a file to the evidence of a question."""

    def keep(session, name, content):
        source = tmp_path / name
        source.write_bytes(content)
        taken = Staging(session.document.id, session.path).take_in(source)
        session.change(
            evidence.add_evidence,
            "1.1",
            name,
            place=taken.name,
            file=taken.sha256,
            size=taken.size,
        )
        return taken.sha256

    return keep


def test_a_copy_has_what_is_in_memory_alone(session, path, tmp_path):
    session.change(edits.answer, "1.1", "yes")
    session.save()
    session.change(edits.answer, "1.2", "2")
    before = path.read_bytes()
    written = save_copy(session, tmp_path / "copy.excellence")
    assert written == tmp_path / "copy.excellence"
    copy = assessment_file.read(written)
    assert copy.assessment == session.assessment
    assert copy.assessment.answers == {"1.1": Answer(value=True), "1.2": Answer(2)}
    assert first_break(copy.log) is None
    assert copy.log.lines == session._saving.log.lines  # noqa: SLF001 - every change
    assert path.read_bytes() == before
    assert not session.saved


def test_what_is_entered_in_a_copy_can_be_merged(session, path, tmp_path):
    session.change(edits.answer, "1.1", "yes")
    written = save_copy(session, tmp_path / "for a colleague")
    assert written.name == "for a colleague.excellence"
    with AssessmentSession.open(written, change=True) as other:
        other.change(edits.answer, "1.2", "1")
        other.save()
    session.merge(written)
    assert session.assessment.answers == {"1.1": Answer(value=True), "1.2": Answer(1)}
    assert session.assessment.conflicts == {}
    assert assessment_file.read(path).id == assessment_file.read(written).id


def test_files_kept_as_evidence_come_along(session, tmp_path, keep_file):
    old = keep_file(session, "minutes.txt", b"written into the document")
    session.save()
    new = keep_file(session, "figures.csv", b"only taken in so far")
    copy = save_copy(session, tmp_path / "copy.excellence")
    found = {}
    for digest in (old, new):
        with assessment_file.open_attachment(copy, digest) as content:
            found[digest] = content.read()
    assert found == {old: b"written into the document", new: b"only taken in so far"}


def test_a_file_that_is_nowhere_any_more_is_named(session, tmp_path, keep_file):
    digest = keep_file(session, "minutes.txt", b"first ones")
    Staging(session.document.id, session.path).path_of(digest).write_bytes(b"other ones")
    with pytest.raises(StorageTrouble) as refused:
        save_copy(session, tmp_path / "copy.excellence")
    assert refused.value.message.values["name"] == "minutes.txt"
    assert not (tmp_path / "copy.excellence").exists()


def test_no_state_folder_is_needed(session, tmp_path, keep_file, monkeypatch):
    keep_file(session, "minutes.txt", b"written into the document")
    session.save()
    session.change(edits.answer, "1.2", "2")
    (tmp_path / "no folder").write_bytes(b"")
    with monkeypatch.context() as patched:
        patched.setenv(STATE_VARIABLE, str(tmp_path / "no folder" / "state"))
        copy = save_copy(session, tmp_path / "copy.excellence")
    assert assessment_file.read(copy).assessment == session.assessment


def test_a_full_disk_leaves_nothing_behind(session, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(StorageTrouble) as refused:
            save_copy(session, folder / "copy.excellence")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "larger than this disk allows" in refused.value.message.text
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(session, tmp_path):
    with pytest.raises(StorageTrouble) as refused:
        save_copy(session, tmp_path / "gone" / "copy.excellence")
    assert refused.value.message.values["folder"] == str(tmp_path / "gone")


def test_a_file_that_was_chosen_is_replaced(session, tmp_path):
    chosen = tmp_path / "older.excellence"
    with AssessmentSession.create(chosen, str(TINY), name="Hills"):
        pass
    save_copy(session, chosen)
    assert assessment_file.read(chosen).assessment.profile.name == "Coast"


def test_a_file_that_nobody_was_asked_about_is_not_replaced(session, tmp_path):
    there = tmp_path / "older.excellence"
    with AssessmentSession.create(there, str(TINY), name="Hills"):
        pass
    with pytest.raises(StorageTrouble) as refused:
        save_copy(session, tmp_path / "older")
    assert refused.value.message.text == "{file} exists already."
    assert assessment_file.read(there).assessment.profile.name == "Hills"


def test_a_document_that_is_open_is_not_replaced(session, tmp_path):
    with AssessmentSession.create(tmp_path / "open.excellence", str(TINY), name="Hills") as other:
        with pytest.raises(Busy):
            save_copy(session, other.path)
        other.change(edits.answer, "1.2", "1")
        other.save()
    assert assessment_file.read(other.path).assessment.profile.name == "Hills"


def test_the_document_itself_is_no_copy(session, path, tmp_path):
    link = tmp_path / "link.excellence"
    link.symlink_to(path)
    before = path.read_bytes()
    for target in (path, link):
        with pytest.raises(StorageTrouble) as refused:
            save_copy(session, target)
        assert "itself" in refused.value.message.text
    assert path.read_bytes() == before


def test_a_document_that_is_only_read_can_be_copied(session, path, tmp_path):
    session.change(edits.answer, "1.2", "2")
    session.save()
    with AssessmentSession.open(path) as reader:
        copy = save_copy(reader, tmp_path / "copy.excellence")
    assert assessment_file.read(copy).assessment == session.assessment
