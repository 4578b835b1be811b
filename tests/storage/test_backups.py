"""Earlier versions: kept before anything is replaced, thinned with care, listed for people."""

import errno
import os
import random
import shutil
import stat
from dataclasses import replace

import pytest

from excellence_app.domain.assessment import Answer, AnswerStatus
from excellence_app.language.catalogues import Words
from excellence_app.locations import state_folder
from excellence_app.storage import backups
from excellence_app.storage.assessment_file import read, write
from excellence_app.storage.log import LogEntry
from excellence_app.storage.trouble import StorageTrouble
from tests.storage.made import example_document

POSIX = os.name == "posix"
DOCUMENT = example_document().id
NOON = 1_770_000_000  # seconds since 1970, at the beginning of ten minutes
MINUTE, HOUR, DAY, WEEK = 60, 3_600, 86_400, 7 * 86_400


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cluster.excellence"


def folder():
    return state_folder() / "backups" / DOCUMENT


def changed(stored, number, actor="ana"):
    """Return a document with one more change, made at a minute of its own."""
    entry = LogEntry(f"2026-03-01T09:{number:02}:00+01:00", actor, "target", "")
    return replace(stored, log=stored.log.with_entries([entry]))


def written(path, times, apart=HOUR):
    """Write a document so often, so many seconds apart, and return it as it is then."""
    stored = write(path, example_document())
    os.utime(path, (NOON, NOON))
    for number in range(1, times):
        stored = write(path, changed(stored, number))
        os.utime(path, (NOON + number * apart, NOON + number * apart))
    return stored


def made(times, *, first=1, size=1, original=()):
    """Put versions of these times into the state folder, the oldest first."""
    folder().mkdir(parents=True, exist_ok=True)
    for revision, time in enumerate(times, start=first):
        ending = "-format-1" if revision in original else ""
        file = folder() / f"{revision:08}-{revision:016x}{ending}.excellence"
        file.write_bytes(b"x" * size)
        os.utime(file, (time, time))


def left():
    """Return the revisions that are still kept."""
    return sorted(int(file.name[:8]) for file in folder().iterdir())


def test_each_version_before_is_kept_as_it_was(path):
    first = write(path, example_document())
    assert backups.versions(first.id) == []
    whole = path.read_bytes()
    second = write(path, changed(first, 1))
    (kept,) = backups.versions(first.id)
    assert kept.path.name == f"00000001-{first.version[:16]}.excellence"
    assert kept.path.read_bytes() == whole
    assert read(kept.path) == first
    assert read(path) == second


@pytest.mark.skipif(not POSIX, reason="permissions are those of POSIX")
@pytest.mark.parametrize("linked", [True, False])
def test_what_is_kept_is_private_and_takes_no_room_where_possible(path, monkeypatch, linked):
    first = write(path, example_document())
    path.chmod(0o644)
    os.utime(path, (NOON, NOON))
    before = path.stat()
    if not linked:

        def failing(*_given):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

        monkeypatch.setattr(os, "link", failing)
    write(path, changed(first, 1))
    (kept,) = backups.versions(first.id)
    about = kept.path.stat()
    assert (about.st_ino == before.st_ino) is linked
    assert stat.S_IMODE(about.st_mode) == 0o600
    assert about.st_mtime == NOON
    assert read(kept.path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    for one in (kept.path.parent, kept.path.parent.parent):
        assert stat.S_IMODE(one.stat().st_mode) == 0o700


@pytest.mark.skipif(not POSIX, reason="links need rights on other systems")
def test_other_names_of_a_document_keep_their_permissions(path):
    first = write(path, example_document())
    other = path.with_name("other name")
    os.link(path, other)
    path.chmod(0o644)
    write(path, changed(first, 1))
    assert stat.S_IMODE(other.stat().st_mode) == 0o644


def test_what_only_bears_the_name_of_a_version_is_not_taken_for_it(path):
    first = write(path, example_document())
    place = folder() / f"00000001-{first.version[:16]}.excellence"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"half a copy")
    write(path, changed(first, 1))
    assert read(place) == first


def test_a_version_that_is_kept_already_stays(path, tmp_path):
    first = write(path, example_document())
    copy = tmp_path / "copy.excellence"
    shutil.copy(path, copy)
    write(path, changed(first, 1))
    (before,) = backups.versions(first.id)
    inode = before.path.stat().st_ino
    write(copy, changed(first, 2, "bo"))
    (after,) = backups.versions(first.id)
    assert after == before
    assert after.path.stat().st_ino == inode


@pytest.mark.skipif(not POSIX, reason="the calls are those of POSIX")
def test_a_full_disk_leaves_no_half_version(path, monkeypatch):
    first = write(path, example_document())

    def failing(*_given):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    heard = []
    real, calls = os.write, []

    def filling(handle, data):
        calls.append(handle)
        if len(calls) > 12:  # the document has room, its copy has none
            failing()
        return real(handle, data)

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", failing)
        patched.setattr(os, "write", filling)
        write(path, changed(first, 1), tell=heard.append)
    assert "The disk is full" in Words().say(heard[0].message)
    assert list(folder().iterdir()) == []
    assert read(path).revision == 2


def test_versions_are_listed_with_what_people_need_to_choose(path):
    start = example_document()
    answers = {
        **start.assessment.answers,
        "12": Answer(status=AnswerStatus.UNKNOWN),
        "13": Answer(value=None, note="later"),
    }
    first = write(path, replace(start, assessment=replace(start.assessment, answers=answers)))
    os.utime(path, (NOON, NOON))
    second = write(path, changed(first, 5, "bo"))
    size = path.stat().st_size
    write(path, changed(second, 9))
    newest, oldest = backups.versions(DOCUMENT)
    assert (newest.number, newest.revision, newest.size) == (1, 2, size)
    assert (newest.time, newest.actor) == ("2026-03-01T09:05:00+01:00", "bo")
    assert (oldest.number, oldest.revision) == (2, 1)
    assert (oldest.time, oldest.actor) == ("2026-02-28T10:01:00+01:00", "ana")
    assert newest.answers == oldest.answers == 5  # a share counts once, and only with a value
    assert newest.readable
    assert oldest.readable


def test_a_damaged_version_is_listed_as_such(path):
    written(path, 3)
    newest, oldest = backups.versions(DOCUMENT)
    newest.path.write_bytes(newest.path.read_bytes()[:-9])
    damaged, good = backups.versions(DOCUMENT)
    assert not damaged.readable
    assert (damaged.revision, damaged.time, damaged.answers) == (2, "", 0)
    assert good == oldest
    assert backups.newest_good(DOCUMENT) == oldest


def test_what_is_no_version_is_left_alone(path):
    written(path, 2)
    strange = [folder() / "notes.txt", folder() / f"00000009-{'0' * 16}.excellence.tmp"]
    for file in strange:
        file.write_text("mine")
    inner = folder() / f"00000009-{'0' * 16}.excellence"
    inner.mkdir()
    assert len(backups.versions(DOCUMENT)) == 1
    backups.thin(DOCUMENT)
    assert all(file.read_text() == "mine" for file in strange)
    assert inner.is_dir()


def test_versions_of_a_damaged_or_missing_document_are_found_by_its_place(path, tmp_path):
    written(path, 3)
    wanted = backups.versions(DOCUMENT)
    assert len(wanted) == 2
    assert backups.versions_of(path) == wanted
    path.write_bytes(b"PK destroyed")
    assert backups.versions_of(path) == wanted
    path.unlink()
    assert backups.versions_of(path) == wanted
    assert backups.versions_of(tmp_path / "x" / ".." / path.name) == wanted
    with pytest.raises(StorageTrouble):
        backups.versions_of(tmp_path / "other.excellence")


def test_versions_of_a_moved_document_are_found_by_its_id(path, tmp_path):
    written(path, 3)
    moved = tmp_path / "moved.excellence"
    path.rename(moved)
    assert backups.versions_of(moved) == backups.versions(DOCUMENT) != []


def test_another_document_at_the_same_place_takes_over(path):
    written(path, 2)
    path.unlink()
    write(path, example_document(id="9f0b7f60-98b5-4a2f-a2d5-9d8f2f3e6f22"))
    path.unlink()
    assert backups.versions_of(path) == []


def test_files_are_found_in_the_newest_version_that_holds_them(path):
    written(path, 2)
    assert list(backups.holding(DOCUMENT, "0" * 64)) == []


def test_of_versions_ten_minutes_apart_the_ten_newest_stay():
    made(NOON + 10 * MINUTE * number for number in range(15))
    backups.thin(DOCUMENT)
    assert left() == list(range(6, 16))


def test_of_versions_within_ten_minutes_the_newest_stays():
    made(NOON + 5 * number for number in range(100))
    backups.thin(DOCUMENT)
    assert left() == [100]


def test_the_last_of_fourteen_days_and_of_eight_weeks_stay():
    start = NOON - NOON % WEEK
    made(start + DAY * number + hour * HOUR for number in range(140) for hour in (1, 2))
    backups.thin(DOCUMENT)
    days = [2 * number for number in range(1, 141)]  # the later one of each day
    weeks = days[6::7]
    ten_newest = {280, 279, 278, 277, 276, 275, 274, 273, 272, 271}
    assert set(left()) == {*days[-14:], *weeks[-8:], *ten_newest}
    backups.thin(DOCUMENT)
    assert set(left()) == {*days[-14:], *weeks[-8:], *ten_newest}


def test_an_original_of_an_older_format_stays_for_ever():
    made((NOON + number for number in range(50)), original=[3, 4])
    backups.thin(DOCUMENT)
    assert left() == [3, 4, 50]


@pytest.mark.parametrize("seed", range(20))
def test_a_wrong_clock_never_removes_the_newest(seed):
    rolled = random.Random(seed)  # noqa: S311 - no secret, a repeatable choice
    times = [rolled.choice([0, NOON, NOON - 3 * WEEK, 2**31 + 5, 2**33]) for _ in range(30)]
    made(times)
    backups.thin(DOCUMENT)
    assert 30 in left()
    made([0], first=31)
    backups.thin(DOCUMENT)
    assert 31 in left()


def test_the_version_just_kept_stays_even_if_copies_have_gone_further(path, tmp_path):
    first = written(path, 1)
    copy = tmp_path / "copy.excellence"
    shutil.copy(path, copy)
    made((NOON + number for number in range(20)), first=100)
    os.utime(copy, (NOON, NOON))
    write(copy, changed(first, 1))
    assert 1 in left()


def test_many_large_versions_do_not_fill_the_disk(monkeypatch):
    made((NOON + HOUR * number for number in range(10)), size=100, original=[1])
    monkeypatch.setattr(backups, "MAX_TOGETHER", 420)
    backups.thin(DOCUMENT)
    assert left() == [1, 7, 8, 9, 10]
    monkeypatch.setattr(backups, "MAX_TOGETHER", 10)
    backups.thin(DOCUMENT)
    assert left() == [1, 10]


def test_saving_thins(path):
    written(path, 30, apart=1)
    assert left() == [29]
    assert read(path).revision == 30
