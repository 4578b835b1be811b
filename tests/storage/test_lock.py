"""The lock: one process at a time, and none waits for a dead one."""

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from excellence_app.language.catalogues import Words
from excellence_app.locations import state_folder
from excellence_app.storage.lock import DocumentLock
from excellence_app.storage.trouble import StorageTrouble

ROOT = Path(__file__).parents[2]

HOLDER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from excellence_app.storage.lock import DocumentLock

    with DocumentLock(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.read()
    """
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cluster.excellence"


@pytest.fixture
def holder(path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_lock_held_elsewhere_is_waited_for_and_then_told_of(path, holder):  # noqa: ARG001 - the fixture makes the state
    with pytest.raises(StorageTrouble) as trouble:
        DocumentLock(path).acquire(patience=0.05)
    text = " ".join(Words().say(message) for message in trouble.value.sentences)
    assert "is being changed by another window or command" in text


def test_the_lock_of_a_killed_process_is_free(path, holder):
    holder.kill()
    holder.wait()
    with DocumentLock(path):
        pass


def test_the_lock_is_handed_on(path, holder):
    holder.stdin.close()
    with DocumentLock(path):  # waits until the other has gone
        assert holder.wait() == 0


def test_two_documents_have_two_locks(path, holder):  # noqa: ARG001 - the fixture makes the state
    with DocumentLock(path.with_name("other.excellence")):
        pass


@pytest.mark.skipif(os.name != "posix", reason="links need rights on other systems")
def test_another_name_of_the_same_file_has_the_same_lock(path, tmp_path, holder):  # noqa: ARG001 - the fixture makes the state
    link = tmp_path / "link.excellence"
    link.symlink_to(path)
    with pytest.raises(StorageTrouble):
        DocumentLock(link).acquire(patience=0)
    with pytest.raises(StorageTrouble):
        DocumentLock(tmp_path / "x" / ".." / path.name).acquire(patience=0)


def test_releasing_twice_is_nothing(path):
    lock = DocumentLock(path)
    lock.acquire()
    lock.release()
    lock.release()
    with lock:
        pass


def test_nothing_appears_beside_the_document_and_the_state_is_private(path):
    with DocumentLock(path):
        assert list(path.parent.iterdir()) == []
    if os.name == "posix":
        locks = state_folder() / "locks"
        assert locks.stat().st_mode & 0o077 == 0
        assert [entry.stat().st_mode & 0o077 for entry in locks.iterdir()] == [0]


def test_a_state_folder_that_cannot_be_made_is_told_of(path, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EXCELLENCE_STATE", str(tmp_path / "file" / "state"))
    with pytest.raises(StorageTrouble):
        DocumentLock(path).acquire()


@pytest.mark.skipif(os.name != "posix", reason="flock is a thing of POSIX")
def test_a_disk_that_knows_no_locks_is_told_of(path, monkeypatch):
    import fcntl  # noqa: PLC0415 - not there on other systems

    def failing(_handle, _operation):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", failing)
    with pytest.raises(StorageTrouble) as trouble:
        DocumentLock(path).acquire()
    text = " ".join(Words().say(message) for message in trouble.value.sentences)
    assert os.strerror(errno.ENOLCK) in text
    assert "EXCELLENCE_STATE" in text
