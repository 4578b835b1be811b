"""The journal: what it has confirmed is there, whatever happens to the process or the disk."""

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excellence_app.language.catalogues import Words
from excellence_app.locations import state_folder
from excellence_app.storage import journal as journal_module
from excellence_app.storage import journal_bytes
from excellence_app.storage.assessment_file import write
from excellence_app.storage.journal import Journal, read_only
from excellence_app.storage.journal_lines import line_of
from excellence_app.storage.lock import Busy, DocumentLock, journal_file
from excellence_app.storage.lock_notes import note_file, this_holder
from excellence_app.storage.log import LogEntry
from excellence_app.storage.orphaned_journals import orphans
from excellence_app.storage.trouble import StorageTrouble
from tests.storage.made import example_document

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="a thing of POSIX")

DOCUMENT = "4a0b7f60-98b5-4a2f-a2d5-9d8f2f3e6f11"
OTHER = "9f0b7f60-98b5-4a2f-a2d5-9d8f2f3e6f22"
BASE, OPENED, LATER = "b" * 64, "a" * 64, "c" * 64


def entry(number, *, more=False, text="ö„“"):
    place = f"answers/{number}/note"
    return LogEntry(
        "2026-11-22T10:00:00+01:00", "ana", "note", str(number), {place: None}, {place: text}, more
    )


def line(number, **more):
    return line_of(entry(number, **more), number)


def numbers(recovered):
    return [] if recovered is None else [found.n for found in recovered.lines]


def said(trouble):
    return " ".join(Words().say(message) for message in trouble.value.sentences)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "cluster.excellence"
    path.write_bytes(b"a document")
    return path


@contextmanager
def held(path):
    """Give a journal that is held, and let go of it as a crash would."""
    journal = Journal(path)
    journal.acquire(0)
    try:
        yield journal
    finally:
        journal.release(clean=False)


def started(path, document=DOCUMENT):
    journal = Journal(path)
    journal.acquire(0)
    journal.start(document, BASE, OPENED)
    return journal


def crashed(path, *batches, document=DOCUMENT):
    """Leave a journal with these batches of lines behind; return the file."""
    journal = started(path, document)
    for batch in batches:
        journal.append([line(number) for number in batch])
    journal.release(clean=False)
    return journal_file(path)


def recovered(path):
    with held(path) as journal:
        return journal.recover()


def kept_copies():
    return sorted((state_folder() / "journals").glob("*.damaged"))


def test_what_was_appended_comes_back(path):
    journal = started(path)
    assert journal.changes == 0
    assert journal_file(path).read_bytes() == b""  # nothing before the first change
    journal.append([line(3)])
    journal.append([line(4), line(5, more=True)])
    journal.append([])
    assert journal.changes == 3
    journal.release(clean=False)
    with held(path) as journal:
        found = journal.recover()
        assert journal.recover() == found
        assert journal.changes == 3
    assert found[:4] == (DOCUMENT, path, BASE, OPENED)
    assert found.holder[:3] == this_holder()[:3]
    assert [(one.n, one.entry) for one in found.lines] == [
        (3, entry(3)),
        (4, entry(4)),
        (5, entry(5, more=True)),
    ]
    assert found.damaged is None


def test_the_file_is_as_described(path):
    file = crashed(path, [3], [4, 5])
    crc = 0
    separators = []
    for number, text in enumerate(file.read_bytes().splitlines()):
        crc = crc32(text[8:], crc)
        assert text[:8] == f"{crc:08x}".encode()
        separators.append(text[8:9])
        plain = json.loads(text[9:])
        if number == 0:
            assert plain.pop("salt")
            assert plain.pop("since")
            assert plain == {
                "journal": 1,
                "document": DOCUMENT,
                "path": str(path),
                "base": BASE,
                "sitting": OPENED,
                "host": this_holder().host,
                "account": this_holder().account,
                "pid": os.getpid(),
            }
        else:
            assert list(plain) == ["n", "time", "actor", "edit", "item", "old", "new"]
    assert separators == [b"+", b" ", b"+", b" "]


@posix
def test_it_is_private_and_goes_when_the_document_has_everything(path):
    journal = started(path)
    journal.append([line(3)])
    for one in (state_folder(), state_folder() / "journals", journal_file(path)):
        assert one.stat().st_mode & 0o077 == 0
    journal.release(clean=True)
    journal.release(clean=True)
    assert list((state_folder() / "journals").iterdir()) == []
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_one_that_nobody_wrote_to_is_nothing(path):
    started(path).release(clean=False)
    assert recovered(path) is None
    assert read_only(path) is None


def test_after_a_restart_only_what_came_later_is_there(path):
    journal = started(path)
    journal.restart(LATER)
    journal.append([line(3), line(4)])
    journal.restart(BASE)
    assert journal.changes == 0
    found = read_only(path)
    assert (found.lines, found.base, found.sitting) == ((), BASE, OPENED)
    journal.restart(LATER)
    journal.append([line(5)])
    journal.append([line(6)])
    journal.release(clean=False)
    found = recovered(path)
    assert numbers(found) == [5, 6]
    assert (found.base, found.sitting) == (LATER, OPENED)


def test_a_restarted_journal_without_changes_comes_back_and_starts_anew(path):
    journal = started(path)
    journal.append([line(3)])
    journal.restart(LATER)
    journal.release(clean=False)
    with held(path) as journal:
        found = journal.recover()
        assert (found.lines, found.base, found.damaged) == ((), LATER, None)
        journal.start(DOCUMENT, OTHER, OTHER)
        journal.append([line(4)])
    found = recovered(path)
    assert (numbers(found), found.base, found.sitting) == ([4], OTHER, OTHER)


def test_what_was_recovered_stays_until_the_document_has_it(path):
    crashed(path, [3], [4])
    with held(path) as journal:
        assert numbers(journal.recover()) == [3, 4]
        journal.start(DOCUMENT, LATER, LATER)
        journal.append([line(5)])
        journal.append([line(6)])
        assert journal.changes == 4
    found = recovered(path)
    assert numbers(found) == [3, 4, 5, 6]
    assert (found.base, found.sitting) == (BASE, OPENED)
    with held(path) as journal:
        journal.start(DOCUMENT, LATER, LATER)
        journal.restart(OTHER)
        journal.append([line(7)])
    found = recovered(path)
    assert (numbers(found), found.base, found.sitting) == ([7], OTHER, LATER)


def test_it_is_held_by_one_and_shares_its_lock_with_commands(path):
    with held(path):
        with pytest.raises(Busy) as trouble:
            Journal(path).acquire(0)
        assert trouble.value.holder.pid == os.getpid()
        with pytest.raises(Busy):
            DocumentLock(path).acquire(0)
    with DocumentLock(path), pytest.raises(Busy):
        Journal(path).acquire(0)


def test_a_note_lies_beside_the_document_for_a_long_sitting_only(path):
    with held(path) as journal:
        assert not note_file(path).exists()
        journal.leave_note()
        assert note_file(path).exists()
    assert not note_file(path).exists()


@posix
def test_the_document_stays_locked_when_it_is_written_anew(path):
    aside = path.with_name("aside")
    with held(path) as journal:
        with aside.open("wb") as file:
            journal.carry_over(file.fileno())
        aside.replace(path)
        assert journal.follow()
        environment = {**os.environ, "EXCELLENCE_STATE": str(path.parent / "of-another-account")}
        script = "import sys; from pathlib import Path; from excellence_app.storage import lock; "
        script += "lock.DocumentLock(Path(sys.argv[1])).acquire(0)"
        done = subprocess.run(
            [sys.executable, "-c", script, path],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert "Busy" in done.stderr


def test_without_being_held_it_does_nothing(path):
    journal = Journal(path)
    for use in (journal.recover, lambda: journal.append([line(1)])):
        with pytest.raises(ValueError, match="not held"):
            use()
    journal.acquire(0)
    with pytest.raises(ValueError, match="not started"):
        journal.append([line(1)])
    journal.release(clean=True)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
records = st.none() | st.dictionaries(
    texts, st.none() | st.booleans() | st.integers() | texts | st.lists(texts), max_size=3
)
entries = st.builds(
    LogEntry,
    time=texts,
    actor=texts,
    edit=texts,
    item=texts,
    old=records,
    new=records,
    more=st.booleans(),
)


@given(batches=st.lists(st.lists(entries, min_size=1, max_size=3), max_size=3))
def test_every_entry_comes_back_as_it_was(tmp_path_factory, batches):
    path = tmp_path_factory.mktemp("document") / "cluster.excellence"
    journal = started(path)
    number = count(1)
    for batch in batches:
        journal.append([line_of(one, next(number)) for one in batch])
    journal.release(clean=False)
    found = recovered(path)
    every = [one for batch in batches for one in batch]
    assert (found is None) == (not every)
    assert numbers(found) == list(range(1, len(every) + 1))
    assert every == [] or [one.entry for one in found.lines] == every


# What a disk or somebody may have done to the file


BATCHES = ([3], [4, 5, 6], [7])
WHOLE = [3, 4, 5, 6, 7]
BEGINNINGS = ([], [3], [3, 4, 5, 6], WHOLE)


@pytest.fixture
def file(path):
    return crashed(path, *BATCHES)


def test_cut_anywhere_it_holds_the_batches_before(path, file):
    data = file.read_bytes()
    ends = [0]
    for batch in ([0, 3], [4, 5, 6], [7]):
        end = ends[-1]
        for _ in batch:
            end = data.index(b"\n", end) + 1
        ends.append(end)
    for size in range(len(data)):
        file.write_bytes(data[:size])
        found = read_only(path, DOCUMENT)
        last_complete = sum(size >= end - 1 for end in ends[1:])  # the last newline may be missing
        assert numbers(found) == BEGINNINGS[last_complete]
        assert found is None or found.damaged is None  # a tear is no damage
    assert ends[-1] == len(data)


@pytest.mark.parametrize("flip", [1, 0x80, ord("\n") ^ ord(" ")])
def test_one_wrong_byte_anywhere_is_seen(path, file, flip):
    data = file.read_bytes()
    for place in range(len(data)):
        file.write_bytes(data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :])
        found = read_only(path)
        assert numbers(found) in BEGINNINGS
        assert numbers(found) == WHOLE or found.damaged == file


@pytest.mark.parametrize("size", [1, 64])
def test_zeros_anywhere_are_seen(path, file, size):
    data = file.read_bytes()
    for place in range(len(data) - size):
        file.write_bytes(data[:place] + bytes(size) + data[place + size :])
        found = read_only(path)
        assert numbers(found) in BEGINNINGS[:3]
        assert found.damaged == file


@pytest.mark.parametrize("size", [1, 2, 4_096])
def test_zeros_behind_the_end_are_none(path, file, size):
    """Some file systems leave them after a power failure."""
    with file.open("ab") as written:
        written.write(bytes(size))
    found = recovered(path)
    assert (numbers(found), found.damaged) == (WHOLE, None)
    assert b"\0" not in file.read_bytes()


def test_a_line_from_before_a_restart_is_never_taken_for_a_new_one(path):
    """Not even where it stands just behind one, as after a cut that did not reach the disk."""
    journal = started(path)
    journal.append([line(3)])
    journal.append([line(4)])
    before = journal_file(path).read_bytes()
    journal.restart(BASE)
    journal.append([line(3)])
    journal.release(clean=False)
    after = journal_file(path).read_bytes()
    assert len(after) == len(before) - len(before.splitlines(keepends=True)[-1])
    journal_file(path).write_bytes(after + before[len(after) :])
    assert numbers(read_only(path)) == [3]


def test_lines_removed_or_swapped_are_seen(path, file):
    lines = file.read_bytes().splitlines(keepends=True)
    for place in range(len(lines) - 1):
        for changed in (
            lines[:place] + lines[place + 1 :],
            [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]],
            [*lines[: place + 1], *lines[place:]],
        ):
            file.write_bytes(b"".join(changed))
            found = read_only(path)
            assert numbers(found) in BEGINNINGS[:3]
            assert found.damaged == file


def test_a_torn_end_is_cut_off_and_what_follows_goes_behind(path, file):
    data = file.read_bytes()
    for cut in (1, 20, len(data.splitlines(keepends=True)[-1]) + 30):
        file.write_bytes(data[:-cut])
        with held(path) as journal:
            before = numbers(journal.recover())
            journal.start(DOCUMENT, BASE, OPENED)
            journal.append([line(100)])
            journal.append([line(101)])
        assert numbers(recovered(path)) == [*before, 100, 101]
    assert kept_copies() == []


def test_a_damaged_journal_is_kept_before_it_is_cut(path, file):
    data = bytearray(file.read_bytes())
    data[-30] ^= 1
    file.write_bytes(data)
    with held(path) as journal:
        found = journal.recover()
        assert numbers(found) == [3, 4, 5, 6]
        assert found.damaged.read_bytes() == data
        journal.start(DOCUMENT, BASE, OPENED)
        journal.append([line(8)])
    assert kept_copies() == [found.damaged]
    found = recovered(path)
    assert (numbers(found), found.damaged) == ([3, 4, 5, 6, 8], None)


def test_a_damaged_beginning_is_told_of_though_nobody_knows_whose_it_is(path, file):
    data = bytearray(file.read_bytes())
    data[20] ^= 1
    file.write_bytes(data)
    with held(path) as journal:
        found = journal.recover()
        assert (found.document, found.lines) == ("", ())
        assert found.damaged.read_bytes() == data
        journal.start(DOCUMENT, BASE, OPENED)
        journal.append([line(8)])
    assert numbers(recovered(path)) == [8]
    assert len(list(file.parent.iterdir())) == 2  # nothing more is kept


def chained(*texts):
    """Return the lines of a journal with these texts in it."""
    crc, lines = 0, []
    for text in texts:
        crc = crc32(text, crc)
        lines.append(b"%08x%b\n" % (crc, text))
    return b"".join(lines)


HEADER = json.dumps(
    {
        "journal": 1,
        "document": DOCUMENT,
        "path": "/x",
        "base": BASE,
        "sitting": OPENED,
        "host": "h",
        "account": "a",
        "pid": 1,
        "since": "s",
    }
).encode()
STRANGE = {
    "no JSON": b"{",
    "no text": b"\xff",
    "no group": b"[]",
    "nothing": b"",
    "deep": b"[" * 100_000,
    "no number": b'{"n": NaN}',
    "many digits": b'{"n": ' + b"9" * 10_000 + b"}",
    "another kind": line(9).replace(b'"n":9', b'"n":"9"'),
    "no records": line(9).replace(b"{", b"[", 1),
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("first", [True, False], ids=["first", "later"])
def test_a_well_summed_line_that_means_nothing_is_damage(path, strange, first):
    file = crashed(path, [3])
    texts = [b"+" + HEADER, b" " + line(3), b" " + strange, b" " + line(4)]
    file.write_bytes(chained(*texts[2 if first else 0 :]))
    found = read_only(path)
    assert numbers(found) == ([] if first else [3])
    assert found.damaged == file
    found = recovered(path)
    assert numbers(found) == ([] if first else [3])
    assert found.damaged is not None


def test_a_header_only_is_nothing(path, file):
    file.write_bytes(chained(b"+" + HEADER))
    assert read_only(path) is None
    assert recovered(path) is None
    file.write_bytes(chained(b"+" + HEADER)[:-30])
    assert recovered(path) is None
    assert kept_copies() == []
    assert not file.exists() or file.read_bytes() == b""


@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_without_a_crash(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("document") / "cluster.excellence"
    file = crashed(path, [3])
    before = file.read_bytes()
    for strange in (data, before + data):
        file.write_bytes(strange)
        seen = read_only(path)
        assert numbers(seen) == ([3] if strange is not data else [])
        assert numbers(recovered(path)) == numbers(seen)


def test_a_journal_of_a_newer_version_is_left_alone(path, file):
    file.write_bytes(chained(b" " + HEADER.replace(b'"journal": 1', b'"journal": 2')))
    before = file.read_bytes()
    for look in (read_only, recovered):
        with pytest.raises(StorageTrouble) as trouble:
            look(path)
        assert "newer version" in said(trouble)
    assert file.read_bytes() == before


@pytest.mark.parametrize("limit", ["MAX_LINE", "MAX_JOURNAL"])
def test_more_than_a_journal_can_hold_is_refused_and_harms_nothing(path, monkeypatch, limit):
    for module in (journal_module, journal_bytes):
        monkeypatch.setattr(module, limit, 2_000)
    with held(path) as journal:
        journal.start(DOCUMENT, BASE, OPENED)
        journal.append([line(3)])
        with pytest.raises(StorageTrouble) as trouble:
            journal.append([line(4, text="x" * 2_000)])
        assert "larger than a journal can be" in said(trouble)
        journal.append([line(5)])
    assert numbers(recovered(path)) == [3, 5]
    with journal_file(path).open("ab") as file:
        file.write(b"x" * 2_000)
    if limit == "MAX_JOURNAL":
        with pytest.raises(StorageTrouble):
            read_only(path)


def test_looking_changes_nothing(path, file):
    with file.open("ab") as written:
        written.write(b"torn")
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    assert numbers(read_only(path)) == WHOLE
    with held(path):
        assert numbers(read_only(path, DOCUMENT)) == WHOLE
    assert read_only(path, OTHER) is None
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


@posix
@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (os.mkfifo, "is not an ordinary file"),
        (os.mkdir, "is not an ordinary file"),
        (lambda file: file.symlink_to("/etc/passwd"), "is not an ordinary file"),
    ],
    ids=["fifo", "folder", "link"],
)
def test_what_is_no_file_in_its_place_is_told_of_in_looking_as_well(path, file, make, cause):
    file.unlink()
    make(file)
    with pytest.raises(StorageTrouble) as trouble:
        read_only(path)
    assert cause in said(trouble)
    with pytest.raises(StorageTrouble):
        Journal(path).acquire(0)


def test_a_state_folder_that_is_none_has_no_journals_and_takes_no_changes(
    path, tmp_path, monkeypatch
):
    (tmp_path / "state").write_text("")
    monkeypatch.setenv("EXCELLENCE_STATE", str(tmp_path / "state"))
    assert read_only(path) is None
    assert orphans(DOCUMENT, path) == []
    with pytest.raises(StorageTrouble) as trouble:
        Journal(path).acquire(0)
    assert os.strerror(errno.ENOTDIR) in said(trouble)


# What happens to a document


def test_the_lines_of_another_document_at_this_path_are_kept_for_it(path, file):
    with held(path) as journal:
        assert journal.recover().document == DOCUMENT
        journal.start(OTHER, LATER, LATER)
        assert journal.changes == 0
        journal.append([line(50)])
    found = recovered(path)
    assert (found.document, found.base, numbers(found)) == (OTHER, LATER, [50])
    moved = path.with_name("moved.excellence")
    assert orphans(DOCUMENT, moved) == []  # it is still where it was, for all one can tell
    (other,) = orphans(DOCUMENT, path)  # it was put back
    other.release(clean=False)
    path.unlink()
    (other,) = orphans(DOCUMENT, moved)
    assert numbers(other.recover()) == WHOLE
    other.release(clean=True)
    assert list(file.parent.iterdir()) == [file]


def test_to_start_once_more_loses_nothing(path, file):
    with held(path) as journal:
        for number in (8, 9):
            journal.start(DOCUMENT, LATER, LATER)
            journal.append([line(number)])
        for number in (20, 21):
            journal.start(OTHER, LATER, LATER)
            journal.append([line(number)])
    assert numbers(recovered(path)) == [20, 21]
    (before,) = orphans(DOCUMENT, path)
    assert numbers(before.recover()) == [*WHOLE, 8, 9]
    before.release(clean=True)
    assert list(file.parent.iterdir()) == [file]


def test_a_new_document_that_fails_at_once_takes_no_lines_of_another_one_with_it(path, file):
    journal = Journal(path)
    journal.acquire(0)
    journal.release(clean=True)
    assert numbers(recovered(path)) == WHOLE
    with held(path) as journal:
        journal.start(DOCUMENT, BASE, OPENED)
        journal.release(clean=True)
    assert recovered(path) is None
    assert not file.exists() or os.name != "posix"


def stored(path, document):
    write(path, example_document(id=document))
    return path


@pytest.fixture
def moved(path):
    """Leave a journal behind, move the document and return its new path."""
    path.unlink()
    stored(path, DOCUMENT)
    crashed(path, *BATCHES)
    return path.rename(path.with_name("moved.excellence"))


def test_the_journal_of_a_moved_document_is_found_and_goes_with_its_adoption(path, moved):
    (orphan,) = orphans(DOCUMENT, moved)
    assert numbers(orphan.recover()) == WHOLE
    assert orphan.recover().path == path
    with pytest.raises(Busy):
        Journal(path).acquire(0)
    orphan.release(clean=True)
    assert orphans(DOCUMENT, moved) == []
    assert list((state_folder() / "journals").iterdir()) == []


def test_one_that_is_not_adopted_stays(moved):
    for _ in range(2):
        (orphan,) = orphans(DOCUMENT, moved)
        orphan.release(clean=False)


def test_where_another_document_has_taken_its_place_it_is_found_too(path, moved):
    stored(path, OTHER)
    (orphan,) = orphans(DOCUMENT, moved)
    orphan.release(clean=True)


def test_a_copy_does_not_get_what_belongs_to_the_other(path, moved):
    path.write_bytes(moved.read_bytes())
    assert orphans(DOCUMENT, moved) == []
    path.write_bytes(moved.read_bytes()[:-100])  # it may be mended one day
    assert orphans(DOCUMENT, moved) == []


def test_another_document_does_not_get_it_nor_does_anybody_while_it_is_held(path, moved):
    assert orphans(OTHER, moved) == []
    with held(path):
        assert orphans(DOCUMENT, moved) == []
    assert orphans(DOCUMENT, path) == []  # it is its own


@posix
def test_another_name_of_the_same_file_gets_it(path, moved):
    path.hardlink_to(moved)
    (orphan,) = orphans(DOCUMENT, moved)
    orphan.release(clean=False)


@pytest.mark.parametrize("data", [b"", b"\n", DOCUMENT.encode(), b"00000000 " + HEADER + b"\n"])
def test_what_is_no_journal_is_no_orphan(path, moved, data):
    journal_file(path).write_bytes(data)
    assert orphans(DOCUMENT, moved) == []


@posix
def test_a_path_that_is_no_text_comes_back(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.excellence"))
    crashed(path, [3])
    assert recovered(path).path == path


# When the system fails


ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EFBIG)
CALLS = ("write", "fsync", "fdatasync", "ftruncate", "lseek")


class Failing:
    """Makes one call of the system fail at its n-th use, and the cut that follows as well."""

    def __init__(self, patched, call, turn, code, *, cut_too):
        self.failed = 0
        self._uses = count()
        self._code = code
        for name in {call, "ftruncate"} if cut_too else {call}:
            patched.setattr(os, name, self._wrapped(name, call, turn, getattr(os, name)))

    def _wrapped(self, name, call, turn, real):
        def fail_or_do(*arguments):
            if (name == call and next(self._uses) == turn) or (
                name == "ftruncate" and self.failed == 1
            ):
                self.failed += 1
                raise OSError(self._code, os.strerror(self._code))
            return real(*arguments)

        return fail_or_do


def eventful(path):
    """Use a journal, try once more whatever fails, with less; return what was confirmed."""
    confirmed = []
    journal = Journal(path)
    for _ in range(2):
        with suppress(StorageTrouble):
            journal.acquire(0)
            break
    for _ in range(2):
        with suppress(StorageTrouble):
            journal.start(DOCUMENT, BASE, OPENED)
            break
    for number in range(5):
        if number == 3:
            journal.restart(LATER)
            confirmed = []
        try:
            journal.append([line(number), line(number + 50)])
            confirmed += [number, number + 50]
        except StorageTrouble:
            journal.append([line(number)])
            confirmed.append(number)
    journal.release(clean=False)
    return confirmed


@posix
@pytest.mark.parametrize("code", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("cut_too", [False, True], ids=["alone", "and the cut"])
def test_a_failing_call_loses_nothing_and_brings_nothing_back(path, call, code, cut_too):
    """At each use of a call in turn; what had failed does not show later."""
    for turn in count():
        other = path.with_name(f"{turn}.excellence")
        with pytest.MonkeyPatch.context() as patched:
            fault = Failing(patched, call, turn, code, cut_too=cut_too)
            confirmed = eventful(other)
        found = recovered(other)
        assert (numbers(found), found.damaged) == (confirmed, None)
        if not fault.failed:
            break
    assert turn
    assert confirmed == [3, 53, 4, 54]


@posix
@pytest.mark.parametrize("cut_too", [False, True], ids=["cut off", "left there"])
def test_what_cannot_be_cut_off_is_not_said_to_be_unwritten(path, cut_too):
    journal = started(path)
    journal.append([line(1)])
    with pytest.MonkeyPatch.context() as patched:
        Failing(patched, "fdatasync", 0, errno.EIO, cut_too=cut_too)
        with pytest.raises(StorageTrouble) as trouble:
            journal.append([line(2)])
    assert (trouble.value.safe is None) == cut_too
    assert numbers(read_only(path)) == ([1, 2] if cut_too else [1])
    journal.append([line(2)])
    assert numbers(read_only(path)) == [1, 2]
    journal.release(clean=True)


@posix
def test_what_failed_does_not_come_back_even_if_the_disk_lies_about_the_cut(path):
    journal = started(path)
    journal.append([line(1)])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "ftruncate", lambda _handle, _size: None)
        Failing(patched, "fdatasync", 0, errno.EIO, cut_too=False)
        with pytest.raises(StorageTrouble):
            journal.append([line(2), line(3)])
        journal.append([line(2)])
        journal.release(clean=False)
    assert numbers(read_only(path)) == [1, 2]


class Disk:
    """A disk behind the memory of the system, which is all that a program sees.

    What is written gets there page by page when it is flushed. A flush that fails drops
    what it should have written: the memory still shows it, and no later flush writes it.
    """

    PAGE = 64

    def __init__(self, patched, failing):
        self.content = b""
        self._failing = failing  # the numbers of the flushes that fail
        self._flushes = count()
        self._unwritten = set()
        self._real = {name: getattr(os, name) for name in ("write", "ftruncate")}
        patched.setattr(os, "write", self.write)
        patched.setattr(os, "ftruncate", self.ftruncate)
        patched.setattr(os, "fdatasync", self.flush)
        patched.setattr(os, "fsync", self.flush)
        self.file = None

    def _is_other(self, handle):
        return self.file is None or not os.path.samestat(os.fstat(handle), self.file.stat())

    def write(self, handle, data):
        if self._is_other(handle):
            return self._real["write"](handle, data)
        start = os.lseek(handle, 0, os.SEEK_CUR)
        written = self._real["write"](handle, data)
        self._unwritten |= set(range(start // self.PAGE, (start + written - 1) // self.PAGE + 1))
        return written

    def ftruncate(self, handle, size):
        self._real["ftruncate"](handle, size)

    def flush(self, handle):
        if self._is_other(handle):
            return
        memory = os.pread(handle, 1 << 20, 0)
        pages, self._unwritten = self._unwritten, set()
        if next(self._flushes) in self._failing:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        disk = bytearray(self.content[: len(memory)].ljust(len(memory), b"\0"))
        for page in pages:
            part = slice(page * self.PAGE, (page + 1) * self.PAGE)
            disk[part] = memory[part]
        self.content = bytes(disk)


@posix
@pytest.mark.parametrize("failing", [{n} for n in range(8)] + [{1, 2}, {2, 3, 4}, {0, 1, 2, 5}])
def test_after_a_failed_flush_a_later_one_proves_nothing(path, failing):
    """What was confirmed is on the disk itself, not only in the memory of the system."""
    with pytest.MonkeyPatch.context() as patched:
        disk = Disk(patched, failing)
        journal = started(path)
        disk.file = journal_file(path)
        confirmed = []
        for number in range(6):
            lines = [line(number)]
            while lines:
                try:
                    journal.append(lines)
                    confirmed.append(number)
                    break
                except StorageTrouble as trouble:
                    assert "The disk reported a fault" in said_by(trouble)  # noqa: PT017
            power_fails_now = disk.content
            assert numbers_in(power_fails_now, path) == confirmed
    journal.release(clean=False)
    assert confirmed == list(range(6))


@posix
def test_the_name_of_the_journal_is_on_the_disk_before_the_first_change_is_confirmed(path):
    flushed = []
    with pytest.MonkeyPatch.context() as patched:
        real = os.fsync

        def fsync(handle):
            flushed.append(os.fstat(handle).st_ino)
            real(handle)

        patched.setattr(os, "fsync", fsync)
        journal = started(path)
        journal.append([line(1)])
    file = journal_file(path)
    for folder in (state_folder().parent, state_folder(), file.parent):
        assert folder.stat().st_ino in flushed
    assert file.stat().st_ino in flushed
    journal.release(clean=True)


def said_by(trouble):
    return " ".join(Words().say(message) for message in trouble.sentences)


def numbers_in(content, path):
    """Return the changes that a journal with this content holds."""
    elsewhere = path.with_name("elsewhere.excellence")
    journal_file(elsewhere).write_bytes(content)
    return numbers(read_only(elsewhere))


@posix
def test_what_is_recovered_is_on_the_disk_itself(path, file):
    """A crash may come after a flush that failed: then only the system's memory has the lines."""
    with pytest.MonkeyPatch.context() as patched:
        disk = Disk(patched, set())
        disk.file = file
        assert numbers(recovered(path)) == WHOLE
        assert numbers_in(disk.content, path) == WHOLE


@posix
def test_if_it_cannot_be_flushed_in_recovery_it_is_with_the_next_change(path, file):
    with pytest.MonkeyPatch.context() as patched:
        disk = Disk(patched, {0})
        disk.file = file
        with held(path) as journal:
            assert numbers(journal.recover()) == WHOLE
            assert numbers_in(disk.content, path) == []
            journal.start(DOCUMENT, BASE, OPENED)
            journal.append([line(8)])
            assert numbers_in(disk.content, path) == [*WHOLE, 8]


@posix
@pytest.mark.parametrize("room", range(100, 2_000, 97))
def test_a_real_write_that_is_cut_short_is_taken_back(path, room):
    """The system itself lets the file grow to a limit and no further."""
    import resource  # noqa: PLC0415 - not there on other systems

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    journal = started(path)
    confirmed = []
    refused = 0
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
        for number in range(10):
            try:
                journal.append([line(number)])
                confirmed.append(number)
            except StorageTrouble:
                refused += 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert refused
    if confirmed:
        assert numbers(read_only(path)) == confirmed
    journal.append([line(20)])
    journal.release(clean=False)
    assert numbers(recovered(path)) == [*confirmed, 20]


def test_a_full_disk_is_called_that_and_how_much_it_needs(path, monkeypatch):
    journal = started(path)
    with monkeypatch.context() as patched:
        Failing(patched, "write", 0, errno.ENOSPC, cut_too=False)
        with pytest.raises(StorageTrouble) as trouble:
            journal.append([line(1)])
    journal.release(clean=True)
    assert "The disk is full" in said(trouble)
    assert str(journal_file(path)) in said(trouble)


@posix
def test_a_write_in_pieces_is_one(path, monkeypatch):
    write_whole = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write_whole(handle, data[:50]))
    crashed(path, *BATCHES)
    assert numbers(recovered(path)) == WHOLE


class Crash(BaseException):
    """The process ends here."""


@posix
@pytest.mark.parametrize("damage", [b"", b"torn", b"damaged\n"])
@pytest.mark.parametrize("call", ["write", "fsync", "ftruncate", "replace", "lseek", "read"])
def test_a_recovery_that_was_cut_off_is_done_again(path, file, damage, call):
    with file.open("ab") as written:
        written.write(damage)
    whole = file.read_bytes()
    for turn in count():
        uses = count()
        with pytest.MonkeyPatch.context() as patched:
            real = getattr(os, call)

            def crash_or_do(*arguments, real=real, turn=turn, uses=uses, **named):
                if next(uses) == turn:
                    raise Crash
                return real(*arguments, **named)

            journal = Journal(path)
            journal.acquire(0)
            patched.setattr(os, call, crash_or_do)
            try:
                journal.recover()
            except Crash:
                ended = False
            else:
                ended = True
            journal.release(clean=False)
        found = read_only(path)
        assert numbers(found) == WHOLE
        if damage.endswith(b"\n"):
            assert found.damaged == file or [one.read_bytes() for one in kept_copies()] == [whole]
        if ended:
            break
        file.write_bytes(whole)
    assert list(file.parent.glob("*.tmp")) == []


def test_a_kept_journal_of_another_document_is_not_lost_by_a_crash(path, file):
    """Between keeping it aside and emptying it: both are there, and it is done again."""
    with pytest.MonkeyPatch.context() as patched, held(path) as journal:
        journal.recover()
        patched.setattr(os, "ftruncate", crash)
        with pytest.raises(Crash):
            journal.start(OTHER, LATER, LATER)
    assert numbers(read_only(path)) == WHOLE
    with held(path) as journal:
        journal.start(OTHER, LATER, LATER)
    assert len(list(file.parent.glob("*-*.jsonl"))) == 1


def crash(*_arguments):
    raise Crash


def test_an_interruption_in_the_middle_of_a_change_harms_no_other(path):
    for call in ("write", "fdatasync") if os.name == "posix" else ("write",):
        with held(path) as journal:
            journal.start(DOCUMENT, BASE, OPENED)
            journal.restart(BASE)
            journal.append([line(1)])
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(os, call, crash)
                with pytest.raises(Crash):
                    journal.append([line(2)])
            journal.append([line(3)])
            journal.append([line(4)])
        assert numbers(recovered(path)) == [1, 3, 4]


@posix
def test_a_journal_that_somebody_has_removed_is_there_again_with_the_next_change(path):
    journal = started(path)
    journal.append([line(1)])
    journal_file(path).unlink()
    journal.append([line(2)])
    journal.append([line(3)])
    with pytest.raises(Busy):
        Journal(path).acquire(0)
    journal.release(clean=False)
    assert numbers(recovered(path)) == [1, 2, 3]


WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from excellence_app.storage.journal import Journal
    from excellence_app.storage.journal_lines import line_of
    from excellence_app.storage.log import LogEntry

    journal = Journal(Path(sys.argv[1]))
    journal.acquire()
    found = journal.recover()
    journal.start("4a0b7f60-98b5-4a2f-a2d5-9d8f2f3e6f11", "b", "a")
    number = 0 if found is None else found.lines[-1].n
    while True:
        number += 1
        entry = LogEntry("t", "ana", "note", "x", None, {"x": "y" * (number % 50)})
        journal.append([line_of(entry, number)])
        print(number, flush=True)
    """
)


@posix
def test_a_killed_process_loses_nothing_that_it_has_told_of(path):
    told = 0
    for lines in (1, 7, 40, 3):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, path], cwd=ROOT, stdout=subprocess.PIPE
        ) as process:
            for _ in range(lines):
                told = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            told = int((process.stdout.read().split() or [told])[-1])
        found = read_only(path)
        assert numbers(found) in (list(range(1, told + 1)), list(range(1, told + 2)))
        assert found.damaged is None


TAKER_OF_TURNS = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from excellence_app.storage.journal import Journal
    from excellence_app.storage.journal_lines import line_of
    from excellence_app.storage.log import LogEntry

    print("ready", flush=True)
    sys.stdin.readline()
    for turn in range(int(sys.argv[2])):
        journal = Journal(Path(sys.argv[1]))
        journal.acquire(60)
        found = journal.recover()
        journal.start("4a0b7f60-98b5-4a2f-a2d5-9d8f2f3e6f11", "b", "a")
        number = 1 if found is None else found.lines[-1].n + 1
        journal.append([line_of(LogEntry("t", "ana", "note", "x"), number)])
        journal.release(clean=False)
    """
)


def test_processes_that_take_turns_go_on_where_the_last_one_stopped(path):
    workers, turns = 4, 10
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", TAKER_OF_TURNS, path, str(turns)],
                    cwd=ROOT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(workers)
        ]
        for process in running:
            assert process.stdout.readline() == "ready\n"
        for process in running:
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [process.wait(60) for process in running] == [0] * workers
    assert numbers(recovered(path)) == list(range(1, workers * turns + 1))


def test_one_thread_may_append_while_another_one_restarts(path):
    journal = started(path)
    stop = threading.Event()

    def restart():
        while not stop.is_set():
            journal.restart(LATER)

    thread = threading.Thread(target=restart)
    thread.start()
    try:
        for number in range(200):
            journal.append([line(number)])
    finally:
        stop.set()
        thread.join()
    left = journal.changes
    journal.append([line(200)])
    journal.release(clean=False)
    assert numbers(recovered(path)) == list(range(200 - left, 201))


def test_a_long_journal_comes_back_whole(path):
    crashed(path, range(1, 5_001), range(5_001, 10_001))
    assert numbers(recovered(path)) == list(range(1, 10_001))
