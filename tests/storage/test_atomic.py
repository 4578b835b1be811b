"""Writing files: the old one or the new one, whole, whatever happens."""

import errno
import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from excellence_app.language.catalogues import Words
from excellence_app.storage import atomic
from excellence_app.storage.atomic import (
    make_private,
    remove_leftovers,
    replacing,
    write_atomically,
)
from excellence_app.storage.trouble import StorageTrouble

POSIX = os.name == "posix"
OLD, NEW = b"old " * 5_000, b"new " * 50_000
ROOT = Path(__file__).parents[2]


def said(trouble):
    return " ".join(Words().say(message) for message in trouble.value.sentences)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "report.pdf"


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("data", [b"", b"x", NEW])
@pytest.mark.parametrize("durable", [True, False])
def test_a_file_is_written_and_replaced(path, data, durable):
    write_atomically(path, OLD, durable=durable)
    assert path.read_bytes() == OLD
    write_atomically(path, data, durable=durable)
    assert path.read_bytes() == data
    assert names(path.parent) == [path.name]


@pytest.mark.skipif(not POSIX, reason="permissions are those of POSIX")
def test_a_new_file_is_private_unless_it_is_said_not_to_be(path):
    write_atomically(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    other = path.with_name("public.pdf")
    before = os.umask(0o027)
    try:
        write_atomically(other, NEW, private=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE(other.stat().st_mode) == 0o640


@pytest.mark.skipif(not POSIX, reason="permissions are those of POSIX")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o604])
def test_permissions_are_kept(path, mode):
    path.write_bytes(OLD)
    path.chmod(mode)
    write_atomically(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(not POSIX, reason="links need rights on other systems")
def test_a_link_stays_and_the_file_behind_it_is_replaced(path):
    real = path.with_name("real.pdf")
    real.write_bytes(OLD)
    path.symlink_to(real)
    write_atomically(path, NEW)
    assert path.is_symlink()
    assert real.read_bytes() == NEW


def test_a_name_of_the_greatest_length_can_be_written(tmp_path):
    path = tmp_path / ("ä" * 120 + ".pdf")
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW


def test_a_folder_is_not_replaced(tmp_path):
    (tmp_path / "here").mkdir()
    with pytest.raises(StorageTrouble) as trouble:
        write_atomically(tmp_path / "here", NEW)
    assert "is a folder" in said(trouble)
    assert names(tmp_path) == ["here"]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(StorageTrouble) as trouble:
        write_atomically(tmp_path / "gone" / "report.pdf", NEW)
    assert f"The folder {tmp_path / 'gone'} does not exist" in said(trouble)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_is_not_replaced(path):
    os.mkfifo(path)
    with pytest.raises(StorageTrouble) as trouble:
        write_atomically(path, NEW)
    assert "not an ordinary file" in said(trouble)
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_leftovers_of_a_crash_go_and_nothing_else(path):
    write_atomically(path, OLD)
    mine = path.with_name(f"{atomic._prefix(path)}0a1b2c3d.tmp")  # noqa: SLF001 - the name that a leftover file has
    other = path.with_name(".excellence-ffffffffffff-0a1b2c3d.tmp")
    for leftover in (mine, other):
        leftover.write_bytes(b"half")
    remove_leftovers(path)
    assert names(path.parent) == sorted([other.name, path.name])


CALLS = ("open", "write", "fsync", "fchmod", "close")
ERRORS = (
    errno.ENOSPC,
    errno.EIO,
    errno.EROFS,
    errno.EDQUOT,
    errno.EACCES,
    errno.EFBIG,
    errno.ENXIO,
)


@pytest.mark.skipif(not POSIX, reason="the calls are those of POSIX")
@pytest.mark.parametrize("code", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("call", [*CALLS, "replace"])
def test_every_failing_call_leaves_the_old_file_whole(path, monkeypatch, call, code):
    """The system, not our code, is made to fail: at each call, with each error."""
    path.write_bytes(OLD)
    real = getattr(os, call)
    failed = []

    def failing(*arguments, **named):
        if call == "close":
            real(*arguments)  # the system closes even when it complains
        if not failed:
            failed.append(call)
            raise OSError(code, os.strerror(code))
        return None if call == "close" else real(*arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, failing)
        with pytest.raises(StorageTrouble) as trouble:
            write_atomically(path, NEW)
    assert failed == [call]
    assert path.read_bytes() == OLD
    assert names(path.parent) == [path.name]
    assert "what was there before is as it was" in said(trouble)
    wanted = {errno.ENOSPC: "disk is full", errno.EDQUOT: "disk is full", errno.EIO: "a fault"}
    assert wanted.get(code, path.name) in said(trouble)


@pytest.mark.skipif(not POSIX, reason="folders are not flushed elsewhere")
def test_a_folder_that_cannot_be_flushed_is_told_of(path, monkeypatch):
    path.write_bytes(OLD)
    real = os.fsync

    def failing(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(StorageTrouble) as trouble:
        write_atomically(path, NEW)
    assert f"did not confirm it: {os.strerror(errno.EIO)}." in said(trouble)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("code", [5, 32, 33])
def test_programs_that_hold_the_file_on_windows_are_waited_for(path, monkeypatch, code):
    path.write_bytes(OLD)
    real = os.replace
    held = []

    def holding(*arguments, **named):
        if len(held) < 3:
            held.append(code)
            error = PermissionError(errno.EACCES, "held")
            error.winerror = code
            raise error
        return real(*arguments, **named)

    monkeypatch.setattr(os, "replace", holding)
    monkeypatch.setattr(atomic, "_PAUSE", 0)
    write_atomically(path, NEW)
    assert len(held) == 3
    assert path.read_bytes() == NEW


def test_a_file_that_stays_held_is_told_of(path, monkeypatch):
    path.write_bytes(OLD)

    def holding(*_arguments, **_named):
        error = PermissionError(errno.EACCES, "held")
        error.winerror = 32
        raise error

    monkeypatch.setattr(os, "replace", holding)
    monkeypatch.setattr(atomic, "PATIENCE", 0)
    with pytest.raises(StorageTrouble) as trouble:
        write_atomically(path, NEW)
    assert "in use by another program" in said(trouble)
    assert path.read_bytes() == OLD
    assert names(path.parent) == [path.name]


def held_at(path, monkeypatch, times, code=32):
    """Let the system refuse to replace `path` as Windows does, so many times."""
    real, attempts = os.replace, []

    def holding(source, target, **named):
        if Path(target) == path:
            attempts.append(target)
            if len(attempts) <= times:
                error = PermissionError(errno.EACCES, "held")
                error.winerror = code
                raise error
        return real(source, target, **named)

    monkeypatch.setattr(os, "replace", holding)
    monkeypatch.setattr(atomic, "_PAUSE", 0)
    return attempts


def test_what_was_written_for_a_file_that_stays_held_is_kept_beside_it(path, monkeypatch):
    path.write_bytes(OLD)
    held_at(path, monkeypatch, times=10**9)
    monkeypatch.setattr(atomic, "PATIENCE", 0.01)
    rescued = path.with_name("report (rescued).pdf")
    with (
        pytest.raises(StorageTrouble) as trouble,
        replacing(path, rescue=lambda: rescued) as aside,
    ):
        aside.write(NEW)
    assert "in use by another program" in said(trouble)
    assert str(rescued) in said(trouble)
    assert (path.read_bytes(), rescued.read_bytes()) == (OLD, NEW)
    assert names(path.parent) == sorted([path.name, rescued.name])


@pytest.mark.parametrize("code", [5, 32, 33])
def test_no_copy_is_kept_when_the_file_is_let_go_in_time(path, monkeypatch, code):
    path.write_bytes(OLD)
    attempts = held_at(path, monkeypatch, times=4, code=code)
    with replacing(path, rescue=lambda: path.with_name("never.pdf")) as aside:
        aside.write(NEW)
    assert len(attempts) == 5
    assert path.read_bytes() == NEW
    assert names(path.parent) == [path.name]


def test_nothing_is_kept_beside_a_file_that_cannot_be_replaced_for_another_reason(
    path, monkeypatch
):
    path.write_bytes(OLD)

    real = os.replace

    def failing(source, target, **named):
        if Path(target) == path:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(source, target, **named)

    monkeypatch.setattr(os, "replace", failing)
    with (
        pytest.raises(StorageTrouble) as trouble,
        replacing(path, rescue=lambda: path.with_name("never.pdf")) as aside,
    ):
        aside.write(NEW)
    assert "a fault" in said(trouble)
    assert names(path.parent) == [path.name]


def test_what_was_written_is_flushed_and_looked_at_before_it_replaces_anything(path, monkeypatch):
    path.write_bytes(OLD)
    steps = []
    real = {name: getattr(os, name) for name in ("fsync", "close", "replace")}
    for name in real:
        monkeypatch.setattr(
            os, name, lambda *given, name=name: (steps.append(name), real[name](*given))[1]
        )
    looked_at = []

    def verify(file):
        steps.append("verify")
        looked_at.append(file.read())

    def carry_over(handle):
        steps.append("carry over")
        looked_at.append(os.fstat(handle).st_ino)

    with replacing(
        path,
        verify=verify,
        carry_over=carry_over,
        before_replace=lambda: steps.append("before"),
    ) as aside:
        aside.write(b"news")
        aside.seek(1)
        aside.write(b"o")
    wanted = ["fsync", "verify", "carry over", "close", "before", "replace"]
    assert steps == wanted + (["fsync", "close"] if POSIX else [])
    assert looked_at == [b"nows", path.stat().st_ino]
    assert path.read_bytes() == b"nows"


@pytest.mark.parametrize("step", ["body", "verify", "carry_over", "before_replace"])
@pytest.mark.parametrize("error", [KeyError("x"), OSError(errno.ENOSPC, "full")])
def test_what_is_raised_on_the_way_leaves_the_old_file(path, step, error):
    path.write_bytes(OLD)

    def failing(*_given):
        raise error

    steps = {} if step == "body" else {step: failing}
    expected = KeyError if isinstance(error, KeyError) else StorageTrouble
    with pytest.raises(expected), replacing(path, **steps) as aside:  # noqa: PT012 - the body is what fails
        aside.write(NEW)
        if step == "body":
            failing()
    assert path.read_bytes() == OLD
    assert names(path.parent) == [path.name]


@pytest.mark.skipif(not POSIX, reason="permissions are those of POSIX")
def test_private_folders_are_made_for_their_owner_alone(tmp_path):
    made = make_private(tmp_path / "state" / "backups" / "one")
    assert make_private(made) == made
    for folder in (made, made.parent, made.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (made / "file").write_text("")
    with pytest.raises(OSError, match=r"exists|directory"):
        make_private(made / "file")


KILLED_AT_CALL = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from excellence_app.storage.atomic import write_atomically

    path, wanted, new = Path(sys.argv[1]), int(sys.argv[2]), b"new " * 50_000
    count = 0

    def watch(frame, event, argument):
        global count
        if event in ("c_call", "c_return"):
            count += 1
            if count == wanted:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    write_atomically(path, new)
    sys.setprofile(None)
    print(count)
    """
)


def write_in_a_process(path, call):
    """Write in a process that is killed at the given call into the system's libraries."""
    return subprocess.run(
        [sys.executable, "-c", KILLED_AT_CALL, path, str(call)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not POSIX, reason="kill -9 is a thing of POSIX")
def test_a_process_killed_at_any_moment_leaves_old_or_new(path):
    path.write_bytes(OLD)
    calls = int(write_in_a_process(path, 0).stdout)
    assert calls > 20
    seen = set()
    for call in range(1, calls + 1, max(1, calls // 40)):
        path.write_bytes(OLD)
        done = write_in_a_process(path, call)
        assert done.returncode == -signal.SIGKILL
        assert path.read_bytes() in {OLD, NEW}
        seen.add(path.read_bytes())
        assert len(names(path.parent)) <= 2
        remove_leftovers(path)
        assert names(path.parent) == [path.name]
    assert seen == {OLD, NEW}


@pytest.fixture
def small_disk(tmp_path):
    """Give a disk of 1 MB, where this machine allows to make one."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place],  # noqa: S607 - wherever the system has it
            capture_output=True,
            check=False,
        )
    except OSError:
        pytest.skip("no disk can be mounted here: there is no mount")
    if done.returncode:
        pytest.skip("no disk can be mounted here: that needs the rights of root")
    yield place
    subprocess.run(["umount", place], check=True)  # noqa: S607 - wherever the system has it


def test_a_full_disk_leaves_the_old_file_and_says_what_is_missing(small_disk):
    path = small_disk / "report.pdf"
    write_atomically(path, OLD)
    with pytest.raises(StorageTrouble) as trouble:
        write_atomically(path, b"x" * 1_500_000)
    assert path.read_bytes() == OLD
    assert names(small_disk) == [path.name]
    text = said(trouble)
    assert "The disk is full" in text
    assert "1,500 kB are needed" in text
    write_atomically(path, NEW)  # when there is room it can be saved
    assert path.read_bytes() == NEW


def test_at_every_level_of_a_filling_disk_the_file_is_old_or_new(small_disk):
    path = small_disk / "report.pdf"
    filler = small_disk / "filler"
    outcomes = set()
    for level in range(20):
        filler.write_bytes(b"")
        path.write_bytes(OLD)
        filler.write_bytes(b"f" * (760_000 + level * 12_000))
        try:
            write_atomically(path, NEW)
            outcomes.add("new")
            assert path.read_bytes() == NEW
        except StorageTrouble:
            outcomes.add("old")
            assert path.read_bytes() == OLD
        assert names(small_disk) == ["filler", path.name]
    assert outcomes == {"old", "new"}


def test_a_disk_that_can_only_be_read(small_disk):
    path = small_disk / "report.pdf"
    write_atomically(path, OLD)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)  # noqa: S607 - wherever the system has it
    with pytest.raises(StorageTrouble) as trouble:
        write_atomically(path, NEW)
    assert "can only be read" in said(trouble)
    assert path.read_bytes() == OLD


@pytest.mark.skipif(not POSIX or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_one_may_not_write_to(tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    path = folder / "report.pdf"
    path.write_bytes(OLD)
    folder.chmod(0o500)
    try:
        with pytest.raises(StorageTrouble) as trouble:
            write_atomically(path, NEW)
    finally:
        folder.chmod(0o700)
    assert "no permission" in said(trouble)
    assert path.read_bytes() == OLD
