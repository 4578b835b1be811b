"""The journal of a document: each change is on the disk before anybody is told that it is saved.

One private file for each path, in the state folder. A change is a line there, written and
flushed at once; the document itself, which is written whole, follows some seconds later and
then holds the lines, so that the journal starts anew. After a crash the lines that the
document lacks are read from here.

Its first line is the header, which is written with the first change; `journal_lines` says how
lines are made. After a failed write or flush nothing is known of what the disk holds: the system
may have dropped the text from its memory, and then the next flush succeeds without having written
it. Hence everything is written once more, from the beginning of the file, before it is flushed
again. What had failed and is not wanted any more is cut off; and if a disk only pretends to have
done so, what is left of it stands behind another line than the one from which its CRC goes on.

To look at a document that another process may be changing, read the journal first and the
document after it: then each change is in one of the two, or in both.
"""

import json
import os
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from excellence_app.storage.atomic import flush_folder, remove_leftovers, write_atomically
from excellence_app.storage.journal_bytes import (
    MAX_JOURNAL,
    MAX_LINE,
    content_of,
    flush,
    flush_all,
    read_all,
    refuse_too_large,
    write_whole,
)
from excellence_app.storage.journal_lines import (
    FORMAT,
    Found,
    Recovered,
    chained,
    scan,
)
from excellence_app.storage.lock import (
    PATIENCE,
    Busy,
    InodeLock,
    PrivateLock,
    journal_file,
)
from excellence_app.storage.lock_notes import LockNote, this_holder
from excellence_app.storage.trouble import Doing, StorageTrouble, trouble_of

__all__ = ["PATIENCE", "Busy", "Journal", "read_only"]


class _Good(NamedTuple):
    """How far the journal is known to be as it should: pieces written, bytes, last CRC, changes.

    One value, so that an interruption leaves the old one or the new one.
    """

    pieces: int = 0
    length: int = 0
    crc: int = 0
    changes: int = 0


class Journal:
    """The journal of one document, and with it the right to change the document.

    `acquire`, then `recover`, then `start`, then `append` as often as there is something;
    `restart` whenever the document holds all lines; at the end `release`. One thread may
    append while another one restarts.
    """

    def __init__(self, path: Path, file: Path | None = None) -> None:
        self.path = path
        self._lock = PrivateLock(journal_file(path) if file is None else file, path)
        self._document_lock = InodeLock(path)
        self._note = LockNote(path)
        self._guard = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._loaded: Found | None = None
        self._started: dict[str, str] | None = None
        self._empty()

    def _empty(self) -> None:
        self._pieces: list[bytes] = []  # what stands there, to be written again if need be
        self._good = _Good()
        self._sound = False  # whether something can go behind it without writing it again

    @property
    def changes(self) -> int:
        """Return how many changes the journal holds."""
        return self._good.changes

    def acquire(self, patience: float = PATIENCE) -> None:
        """Wait for the right to change the document for `patience` seconds at most.

        Raises `Busy` if somebody else keeps it, and `StorageTrouble` if the state folder
        cannot be used.
        """
        give_up = time.monotonic() + patience
        self._lock.acquire(give_up)
        try:
            self._document_lock.acquire(give_up)
        except BaseException:
            self._lock.release()
            raise
        self._note.remove_stale()

    def leave_note(self) -> None:
        """Leave a lock note beside the document until the release: this will take a while."""
        self._note.leave()

    def carry_over(self, handle: int) -> None:
        """Lock the file open as `handle`, which is about to take the document's place."""
        self._document_lock.carry_over(handle)

    def follow(self) -> bool:
        """Lock the file that is the document now that it was written anew, and no other.

        Returns whether no other account has locked it meanwhile.
        """
        return self._document_lock.follow()

    def recover(self) -> Recovered | None:
        """Return what a sitting has left that did not end well, none if nothing.

        It may be without lines, and it may be of another document that was at this path
        before. What is torn is cut off, and what stays is flushed, for it may never have
        reached the disk. To call this again, also after a crash within it, gives the same
        again. Raises `StorageTrouble`.
        """
        with self._guard:
            return self._load().recovered

    def _load(self) -> "Found":
        if self._loaded is not None:
            return self._loaded
        handle, file = self._held(), self._lock.file
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            data = read_all(handle, file)
        except OSError as error:
            raise trouble_of(error, file, Doing.READING) from error
        found = scan(data, file)
        if found.recovered is not None and found.recovered.damaged is not None:
            kept = self._keep_beside(data, ".damaged")
            found = found._replace(recovered=found.recovered._replace(damaged=kept))
        self._empty()
        if found.content:
            changes = 0 if found.recovered is None else len(found.recovered.lines)
            self._pieces = [found.content]
            self._good = _Good(1, len(found.content), found.crc, changes)
        if data:
            with suppress(OSError, StorageTrouble):  # then the next change is written with it
                self._write_all(b"")
                self._sound = True
        self._loaded = found
        return found

    def _keep_beside(self, data: bytes, ending: str) -> Path:
        """Keep a journal under a name of its own; doing so again changes nothing."""
        file = self._lock.file
        beside = file.with_name(f"{file.stem[:32]}-{sha256(data).hexdigest()[:16]}{ending}")
        remove_leftovers(beside)
        write_atomically(beside, data)
        return beside

    def start(self, document: str, base: str, sitting: str) -> None:
        """Say whose journal this is, and which heads of the log its own lines follow.

        Nothing is written before the first change. If the journal has lines of this document
        already, they stay, and so does what was said of them; those of another one are
        kept beside, where `orphans` finds them. Raises `StorageTrouble`.
        """
        with self._guard:
            found = self._load().recovered
            before = self._started or {"document": "" if found is None else found.document}
            if self._good.changes and before["document"] != document:
                self._keep_beside(b"".join(self._pieces), ".jsonl")
                try:
                    os.ftruncate(self._held(), 0)
                    flush_all(self._held())
                except OSError as error:
                    raise trouble_of(error, self._lock.file, Doing.WRITING) from error
                self._empty()
            elif not self._good.changes:
                self._empty()  # a header alone is made anew
            self._started = {"document": document, "base": base, "sitting": sitting}

    def append(self, lines: Sequence[bytes]) -> None:
        """Put lines from `line_of` on the disk, all or none; when this returns they are there.

        Raises `StorageTrouble`; then this may be called again with these lines or others. Its
        `safe` is None where they may stand there all the same, for they could not be cut off.
        """
        if not lines:
            return
        with self._guard:
            try:
                self._append(self._held(), lines)
            except OSError as error:
                needed = sum(map(len, lines))
                trouble = trouble_of(error, self._lock.file, Doing.WRITING, needed=needed)
                self._take_back(trouble)
                raise trouble from error
            except StorageTrouble as trouble:
                self._take_back(trouble)
                raise

    def _take_back(self, trouble: StorageTrouble) -> None:
        """Cut off what failed; if that fails as well, the trouble does not say it is not there."""
        if not self._cut_back():
            trouble.safe = None

    def _append(self, handle: int, lines: Sequence[bytes]) -> None:
        pieces, length, crc, changes = self._good
        sound = self._sound and os.fstat(handle).st_nlink != 0
        changes += len(lines)
        if not sound and self._lock.is_lost():
            self._lock.renew()
        if not pieces:
            lines = [self._header_line(), *lines]
        data, crc = chained(lines, crc)
        length += len(data)
        if len(data) > MAX_LINE or length > MAX_JOURNAL:
            refuse_too_large(self._lock.file)
        good = _Good(pieces + 1, length, crc, changes)
        self._sound = False
        if sound:
            write_whole(handle, data)
            flush(handle)
        else:
            self._write_all(data)
        self._pieces[pieces:] = [data]
        self._good = good
        self._sound = True

    def _header_line(self) -> bytes:
        if self._started is None:
            raise ValueError("the journal was not started")
        header = {
            "journal": FORMAT,
            "salt": os.urandom(4).hex(),
            **self._started,
            "path": os.path.realpath(self.path),
            **this_holder()._asdict(),
        }
        return json.dumps(header).encode("ascii")  # a path need not be Unicode

    def _write_all(self, more: bytes) -> None:
        """Write everything again, with more behind it, and flush the file and its name."""
        handle = self._held()
        data = b"".join([*self._pieces[: self._good.pieces], more])
        os.lseek(handle, 0, os.SEEK_SET)
        write_whole(handle, data)
        if os.fstat(handle).st_size > len(data):
            os.ftruncate(handle, len(data))
        flush_all(handle)
        flush_folder(self._lock.file)

    def _cut_back(self) -> bool:
        """Take away what failed and return whether that came about.

        If it fails as well, its CRCs do not go with what follows.
        """
        try:
            os.ftruncate(self._held(), self._good.length)
        except OSError:
            return False
        return True

    def restart(self, base: str) -> None:
        """Empty the journal, since the document holds all its lines; `base` are its heads now.

        The header stays, for it says since when a sitting can take back what it did. It is not
        flushed before the next change is. If the disk does not let us, that is written over
        what is there.
        """
        with self._guard:
            self._empty()
            self._cut_back()
            if self._started is not None:
                self._started["base"] = base
                header, crc = chained([self._header_line()], 0)
                self._pieces[:] = [header]
                self._good = _Good(1, len(header), crc, 0)
                with suppress(OSError):
                    os.lseek(self._held(), 0, os.SEEK_SET)
                    write_whole(self._held(), header)

    def release(self, *, clean: bool) -> None:
        """Let others change the document; without effect if it is not held.

        `clean` says that the document holds all lines: then the journal goes. Not so without
        `start`: they may be those of another document then.
        """
        with self._guard:
            if self._lock.handle is None:
                return
            if clean and self._may_go():
                self._empty()
                self._cut_back()
            self._note.remove()
            self._document_lock.release()
            self._lock.release()
            self._forget()

    def _may_go(self) -> bool:
        return self._started is not None

    def _held(self) -> int:
        if self._lock.handle is None:
            raise ValueError("the journal is not held")
        return self._lock.handle


def read_only(path: Path, document: str | None = None) -> Recovered | None:
    """Return what the journal of a document holds now, without a lock and without a trace.

    None if nothing, or if it is not of that document. `damaged` is the journal itself, if
    anything. Raises `StorageTrouble`.
    """
    file = journal_file(path)
    data = content_of(file)
    found = None if data is None else scan(data, file).recovered
    return found if found is None or document in {None, found.document} else None
