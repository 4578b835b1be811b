"""The locks: one process at a time, none waits for a dead one, and each is told of the other."""

import errno
import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from excellence_app.language.catalogues import Words
from excellence_app.locations import state_folder
from excellence_app.storage.atomic import replacing
from excellence_app.storage.lock import (
    Busy,
    DocumentLock,
    InodeLock,
    PrivateLock,
    journal_file,
)
from excellence_app.storage.lock_notes import (
    Holder,
    LockNote,
    note_file,
    noted_elsewhere,
    this_holder,
)
from excellence_app.storage.trouble import StorageTrouble

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="a thing of POSIX")

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


@contextmanager
def python(script, *arguments, **environment):
    with subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


@pytest.fixture
def holder(path):
    with python(HOLDER, path) as process:
        assert process.stdout.readline() == "held\n"
        yield process


def open_files():
    return len(list(Path("/dev/fd").iterdir()))


def said(trouble):
    return " ".join(Words().say(message) for message in trouble.value.sentences)


def test_a_lock_held_elsewhere_is_waited_for_and_then_told_of(path, holder):
    with pytest.raises(Busy) as trouble:
        DocumentLock(path).acquire(patience=0.05)
    here = this_holder()
    there = trouble.value.holder
    assert (there.host, there.account, there.pid) == (here.host, here.account, holder.pid)
    assert there.since <= here.since
    assert (
        f"is being changed by another window or command: process {holder.pid} of {here.account} "
        f"on {here.host}, since {there.since[:10]} {there.since[11:16]}." in said(trouble)
    )


def test_who_is_not_known_is_not_named(path, holder):  # noqa: ARG001 - the fixture makes the state
    for note in journal_file(path).parent.glob("*.holder"):
        note.write_text("[1, 2")
    with pytest.raises(Busy) as trouble:
        DocumentLock(path).acquire(patience=0)
    assert trouble.value.holder is None
    assert "is being changed by another window or command." in said(trouble)


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


@posix
def test_another_name_of_the_same_file_has_the_same_lock(path, tmp_path, holder):  # noqa: ARG001 - the fixture makes the state
    link = tmp_path / "link.excellence"
    link.symlink_to(path)
    with pytest.raises(Busy):
        DocumentLock(link).acquire(patience=0)
    with pytest.raises(Busy):
        DocumentLock(tmp_path / "x" / ".." / path.name).acquire(patience=0)


def test_two_locks_of_one_process_wait_for_each_other_too(path):
    with DocumentLock(path), pytest.raises(Busy):
        DocumentLock(path).acquire(patience=0)


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
            folder = state_folder() / "journals"
            for one in (state_folder(), folder, *folder.iterdir()):
                assert one.stat().st_mode & 0o077 == 0


@posix
def test_nothing_is_left_behind(path):
    with DocumentLock(path):
        pass
    assert list((state_folder() / "journals").iterdir()) == []


@posix
def test_a_file_that_holds_something_stays(path):
    lock = PrivateLock(journal_file(path), path)
    lock.acquire(time.monotonic())
    os.write(lock.handle, b"something")
    lock.release()
    assert lock.file.read_bytes() == b"something"


WORKER = textwrap.dedent(
    """
    import os
    import sys
    from pathlib import Path
    from excellence_app.storage.lock import DocumentLock

    path, rounds = Path(sys.argv[1]), int(sys.argv[2])
    alone = path.with_suffix(".alone")
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(rounds):
        with DocumentLock(path):
            os.close(os.open(alone, os.O_CREAT | os.O_EXCL))  # fails if somebody else is in
            counter = int(path.read_text())
            path.write_text(str(counter + 1))
            alone.unlink()
    """
)
WORKERS, ROUNDS = 6, 15


def test_many_processes_never_hold_the_lock_together(path):
    """Each release removes the file that the others wait for."""
    path.write_text("0")
    with ExitStack() as stack:
        workers = [stack.enter_context(python(WORKER, path, ROUNDS)) for _ in range(WORKERS)]
        for worker in workers:
            assert worker.stdout.readline() == "ready\n"
        for worker in workers:
            worker.stdin.write("go\n")
            worker.stdin.flush()
        assert [worker.wait(60) for worker in workers] == [0] * WORKERS
    assert path.read_text() == str(WORKERS * ROUNDS)


@contextmanager
def waiting(lock):
    """Acquire a lock in a thread that has found it held; at the end the thread has it."""
    import fcntl  # noqa: PLC0415 - not there on other systems

    found_held = threading.Event()
    flock = fcntl.flock

    def noticed(handle, operation):
        try:
            flock(handle, operation)
        except BlockingIOError:
            found_held.set()
            raise

    thread = threading.Thread(target=lambda: lock.acquire(time.monotonic() + 60))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fcntl, "flock", noticed)
        thread.start()
        assert found_held.wait(60)
        yield
        thread.join()


@posix
def test_who_waited_for_a_file_that_is_removed_does_not_take_it_for_the_lock(path):
    holder, waiter, other = (PrivateLock(journal_file(path), path) for _ in range(3))
    holder.acquire(time.monotonic())
    with waiting(waiter):
        holder.release()
    with pytest.raises(Busy):
        other.acquire(time.monotonic())
    waiter.release()


@posix
def test_who_waited_for_a_document_that_is_replaced_waits_for_the_new_one(path):
    path.write_text("old")
    holder, waiter, other = (InodeLock(path) for _ in range(3))
    holder.acquire(time.monotonic())
    with waiting(waiter):
        with replacing(path, carry_over=holder.carry_over) as aside:
            aside.write(b"new")
        assert holder.follow()
        holder.release()
    with pytest.raises(Busy):
        other.acquire(time.monotonic())
    waiter.release()


@posix
def test_another_account_is_waited_for_and_named_by_its_note(path, tmp_path):
    path.write_text("document")
    with python(HOLDER, path, EXCELLENCE_STATE=str(tmp_path / "other")) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Busy) as trouble:
            DocumentLock(path).acquire(patience=0.02)
        assert trouble.value.holder is None
        theirs = Holder("this", "berta", 12, "2026-11-22T14:30:00+01:00")
        note_file(path).write_text(json.dumps(theirs._asdict()))
        with pytest.raises(Busy) as trouble:
            DocumentLock(path).acquire(patience=0.02)
        assert trouble.value.holder == theirs
        assert "process 12 of berta on this, since 2026-11-22 14:30." in said(trouble)
        assert list((state_folder() / "journals").iterdir()) == []  # nothing is kept of the try


@posix
def test_the_lock_goes_over_to_the_file_that_replaces_the_document(path):
    path.write_text("old")
    mine, other = InodeLock(path), InodeLock(path)
    mine.acquire(time.monotonic())
    seen = []

    def still_locked():
        with pytest.raises(Busy):
            other.acquire(time.monotonic())
        seen.append(path.read_text())

    with replacing(path, carry_over=mine.carry_over, before_replace=still_locked) as aside:
        aside.write(b"new")
    still_locked()
    assert mine.follow()
    still_locked()
    assert seen == ["old", "new", "new"]
    mine.release()
    other.acquire(time.monotonic())
    assert other.follow()
    other.release()


@posix
def test_without_that_the_new_file_is_locked_afterwards_unless_somebody_was_quicker(path):
    path.write_text("old")
    mine, other = InodeLock(path), InodeLock(path)
    mine.acquire(time.monotonic())
    with replacing(path) as aside:
        aside.write(b"new")
    assert mine.follow()
    with pytest.raises(Busy):
        other.acquire(time.monotonic())
    with replacing(path) as aside:
        aside.write(b"newer")
    other.acquire(time.monotonic())
    assert not mine.follow()
    other.release()
    assert mine.follow()
    mine.release()


@posix
def test_a_replacement_that_fails_leaves_the_lock_where_it_was(path):
    path.write_text("old")
    mine, other = InodeLock(path), InodeLock(path)
    mine.acquire(time.monotonic())

    def refuse():
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with (
        pytest.raises(StorageTrouble),
        replacing(path, carry_over=mine.carry_over, before_replace=refuse) as aside,
    ):
        aside.write(b"new")
    assert mine.follow()
    with pytest.raises(Busy):
        other.acquire(time.monotonic())
    mine.release()
    other.acquire(time.monotonic())
    other.release()


@posix
def test_a_lock_leaves_no_open_files(path):
    path.write_text("document")
    before = open_files()
    lock = InodeLock(path)
    lock.acquire(time.monotonic())
    for text in (b"1", b"2", b"3", b"4"):
        with replacing(path, carry_over=lock.carry_over) as aside:
            aside.write(text)
        assert open_files() == before + 2  # of the file before and of this one
    assert lock.follow()
    assert open_files() == before + 1
    lock.release()
    with DocumentLock(path), pytest.raises(Busy):
        DocumentLock(path).acquire(0)
    assert open_files() == before


def test_a_state_folder_that_cannot_be_made_is_told_of(path, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EXCELLENCE_STATE", str(tmp_path / "file" / "state"))
    with pytest.raises(StorageTrouble) as trouble:
        DocumentLock(path).acquire()
    assert f"its own folder {tmp_path / 'file' / 'state'}" in said(trouble)
    assert os.strerror(errno.ENOTDIR) in said(trouble)


@posix
@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (os.mkfifo, "is not an ordinary file"),
        (os.mkdir, os.strerror(errno.EISDIR)),
        (lambda file: file.symlink_to("/etc/passwd"), "is not an ordinary file"),
    ],
    ids=["fifo", "folder", "link"],
)
def test_what_is_no_file_in_its_place_is_told_of(path, make, cause):
    file = journal_file(path)
    file.parent.mkdir(parents=True)
    make(file)
    with pytest.raises(StorageTrouble) as trouble:
        DocumentLock(path).acquire()
    assert cause in said(trouble)
    assert [one.name for one in file.parent.iterdir()] == [file.name]


@posix
def test_a_disk_that_knows_no_locks_is_told_of(path, monkeypatch):
    import fcntl  # noqa: PLC0415 - not there on other systems

    def failing(_handle, _operation):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", failing)
    with pytest.raises(StorageTrouble) as trouble:
        DocumentLock(path).acquire()
    assert os.strerror(errno.ENOLCK) in said(trouble)
    assert "EXCELLENCE_STATE" in said(trouble)


@posix
def test_a_document_on_a_disk_that_knows_no_locks_is_no_trouble(path, monkeypatch):
    import fcntl  # noqa: PLC0415 - not there on other systems

    path.write_text("document")
    document = path.stat().st_ino
    flock = fcntl.flock

    def failing(handle, operation):
        if os.fstat(handle).st_ino == document:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
        flock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", failing)
    before = open_files()
    lock = InodeLock(path)
    lock.acquire(time.monotonic())
    with path.open("rb") as file:
        lock.carry_over(file.fileno())
    assert lock.follow()
    with DocumentLock(path), pytest.raises(Busy):
        DocumentLock(path).acquire(patience=0)
    assert open_files() == before


@posix
def test_a_lock_whose_file_was_removed_can_be_had_again_by_one(path):
    lock, other = (PrivateLock(journal_file(path), path) for _ in range(2))
    lock.acquire(time.monotonic())
    assert not lock.is_lost()
    lock.file.unlink()
    assert lock.is_lost()
    lock.renew()
    assert not lock.is_lost()
    with pytest.raises(Busy):
        other.acquire(time.monotonic())
    lock.file.unlink()
    other.acquire(time.monotonic())
    with pytest.raises(Busy):
        lock.renew()
    lock.release()
    assert other.file.exists()  # it is the other's
    other.release()


def note(**changes):
    return json.dumps(
        {**Holder("elsewhere", "berta", 1, "2026-11-22T14:30:00+01:00")._asdict(), **changes}
    )


def test_a_note_says_who_has_the_document_open(path):
    one = LockNote(path)
    one.leave()
    assert [file.name for file in path.parent.iterdir()] == [".~lock.cluster.excellence#"]
    left = Holder(**json.loads(note_file(path).read_text()))
    assert left[:3] == this_holder()[:3]
    assert noted_elsewhere(path) is None  # it is ours
    one.remove()
    one.remove()
    assert list(path.parent.iterdir()) == []


def test_a_note_of_another_computer_is_told_of_and_left_alone(path):
    note_file(path).write_text(note())
    assert noted_elsewhere(path) == Holder("elsewhere", "berta", 1, "2026-11-22T14:30:00+01:00")
    one = LockNote(path)
    one.leave()
    one.remove()
    assert noted_elsewhere(path).account == "berta"


def test_a_note_that_somebody_else_has_replaced_is_theirs(path):
    one = LockNote(path)
    one.leave()
    note_file(path).write_text(note())
    one.remove()
    assert noted_elsewhere(path).account == "berta"


def test_no_note_is_no_trouble(path):
    assert noted_elsewhere(path) is None
    LockNote(path).remove_stale()
    LockNote(path.parent / "gone" / "cluster.excellence").leave()


@pytest.fixture
def ended():
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


@posix
@pytest.mark.parametrize("ours", [True, False])
@pytest.mark.parametrize("runs", [True, False])
def test_a_note_that_a_crash_has_left_goes(path, ended, ours, runs):
    """Of this account it can only be left over, since this account's lock is ours now."""
    host, account = this_holder()[:2]
    account = account if ours else "somebody-else"
    pid = os.getppid() if runs else ended
    note_file(path).write_text(note(host=host, account=account, pid=pid))
    LockNote(path).remove_stale()
    assert note_file(path).exists() == (runs and not ours)


STRANGE_NOTES = {
    "empty": b"",
    "no text": b"\xff\xfe\x00",
    "list": b"[1]",
    "without pid": b'{"host": "a", "account": "b", "since": "c"}',
    "deep": b"[" * 4_000,
    "twice": b'{"host": "a", "host": "b", "account": "b", "pid": 1, "since": "c"}',
    "too long": b'{"host": "a", "account": "' + b"b" * 5_000 + b'", "pid": 1, "since": "c"}',
}


@pytest.mark.parametrize("data", STRANGE_NOTES.values(), ids=STRANGE_NOTES)
def test_a_strange_note_is_none(path, data):
    note_file(path).write_bytes(data)
    assert noted_elsewhere(path) is None
    LockNote(path).leave()
    assert note_file(path).read_bytes() == data


@posix
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["fifo", "folder"])
def test_what_is_no_note_is_not_waited_for(path, make):
    make(note_file(path))
    assert noted_elsewhere(path) is None
    one = LockNote(path)
    one.leave()
    one.remove()
    assert note_file(path).exists()


def test_a_name_in_a_note_cannot_command_a_terminal(path):
    note_file(path).write_text(note(account="\x1b[2J" + "a" * 200, since="\u202e\n"))
    found = noted_elsewhere(path)
    assert found.account == "\ufffd[2J" + "a" * 96
    assert found.since == "\ufffd\ufffd"
