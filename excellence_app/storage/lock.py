"""One change at a time: who may change a document is whoever holds its locks.

Two locks are taken, always in this order. The first lies on a private file in the state
folder, the journal of the document; it works for all processes of one account on every
system, and the system gives it back when a process ends, however it ends. The second
lies on the document's own file, where the system and the disk let us: another account has
another state folder. Who holds them is noted for others (`lock_notes`).
"""

import errno
import os
import sys
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType

from excellence_app.domain.messages import N_, Message
from excellence_app.locations import STATE_VARIABLE, state_folder
from excellence_app.storage.lock_notes import (
    Holder,
    holder_at,
    note_file,
    note_of,
    put_note,
    this_holder,
)
from excellence_app.storage.own_files import (
    WITHOUT_WAITING,
    make_folder,
    open_carefully,
)
from excellence_app.storage.trouble import UNTOUCHED, Doing, StorageTrouble, shown, trouble_of

PATIENCE = 10.0  # seconds that one process waits for another
_PAUSE = 0.01
_PRIVATE = 0o600

_OPEN_FILES_STAY = os.name == "nt"  # what is open can be neither removed nor replaced there


class Busy(StorageTrouble):
    """Somebody else may change the document; `holder` says who, if that is known."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        if holder is None:
            message = Message(
                N_("{file} is being changed by another window or command."), {"file": shown(path)}
            )
        else:
            message = Message(
                N_(
                    "{file} is being changed by another window or command: process {pid} of "
                    "{account} on {host}, since {since}."
                ),
                {
                    "file": shown(path),
                    "pid": str(holder.pid),
                    "account": holder.account,
                    "host": holder.host,
                    "since": holder.since[:16].replace("T", " "),
                },
            )
        advice = Message(N_("Please try again when that is done."))
        super().__init__(message, path, safe=UNTOUCHED, advice=advice)
        self.holder = holder


def journal_file(path: Path) -> Path:
    """Return the private file on which the lock for a document lies, which is its journal.

    Another name of the same file, through a link or with `..`, has the same one.
    """
    real = os.path.normcase(os.path.realpath(path))
    return journal_folder() / f"{sha256(os.fsencode(real)).hexdigest()[:32]}.jsonl"


def journal_folder() -> Path:
    """Return the private folder of all journals; it may not exist yet."""
    return state_folder() / "journals"


class PrivateLock:
    """The lock on a file in the state folder, which is made if need be.

    `handle` is open for reading and writing while the lock is held. The file goes with
    the lock if it is empty then. Two processes never both hold the lock: it counts only if
    the file that is locked is still the one that bears the name, and a file is removed only
    by who holds its lock. Windows cannot remove a file that is open; there it stays, empty.
    """

    def __init__(self, file: Path, path: Path) -> None:
        self.file = file
        self.handle: int | None = None
        self._path = path  # the document, for messages
        self._note = file.with_suffix(".holder")

    def acquire(self, give_up: float, *, make: bool = True) -> None:
        """Wait for the lock until the monotonic clock says `give_up`; raises `StorageTrouble`.

        Unless `make`, a file that is not there is trouble as well.
        """
        try:
            self.handle = self._locked(give_up, make=make)
        except OSError as error:
            raise self.no_use(error) from error
        with suppress(OSError):  # a full disk; nothing but the name in a message is missing then
            put_note(self._note, note_of(this_holder()), os.O_TRUNC, _PRIVATE)

    def _locked(self, give_up: float, *, make: bool) -> int:
        while True:
            handle = self._opened(make=make)
            try:
                _wait(handle, give_up, self._path, self._note)
                if _is_at(handle, self.file):
                    return handle
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)  # who held the lock has removed the file meanwhile

    def _opened(self, *, make: bool) -> int:
        how = os.O_RDWR | (os.O_CREAT if make else 0)
        try:
            return open_carefully(self.file, how)
        except FileNotFoundError:
            if not make:
                raise
        make_folder(self.file.parent)
        return open_carefully(self.file, how)

    def is_lost(self) -> bool:
        """Return whether somebody has removed the file under the lock."""
        return (
            self.handle is not None
            and os.fstat(self.handle).st_nlink == 0
            and not _is_at(self.handle, self.file)
        )

    def renew(self) -> None:
        """Make and lock a removed file again; raises `Busy` if somebody else was quicker."""
        handle = self._locked(time.monotonic(), make=True)
        if self.handle is not None:
            os.close(self.handle)
        self.handle = handle

    def release(self) -> None:
        """Give the lock back; without effect if it is not held."""
        handle, self.handle = self.handle, None
        if handle is None:
            return
        with suppress(OSError):
            self._note.unlink(missing_ok=True)
        with suppress(OSError):
            if not _OPEN_FILES_STAY and not os.fstat(handle).st_size and _is_at(handle, self.file):
                self.file.unlink()
        with suppress(OSError):  # closing gives it back in any case
            unlock(handle)
        with suppress(OSError):  # the handle is free even if the disk has something to say
            os.close(handle)

    def no_use(self, error: OSError) -> StorageTrouble:
        """Return the trouble that a file of our own cannot be used."""
        if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
            return trouble_of(error, self.file, Doing.WRITING)
        return StorageTrouble(
            Message(
                N_("Excellence cannot use its own folder {folder}: {reason}."),
                {"folder": shown(state_folder()), "reason": error.strerror or str(error)},
            ),
            self.file,
            safe=UNTOUCHED,
            advice=Message(
                N_("Please mend that, or name another folder in the variable {variable}."),
                {"variable": STATE_VARIABLE},
            ),
        )


def _wait(handle: int, give_up: float, path: Path, note: Path) -> None:
    """Lock an open file as soon as nobody else has; `note` names who has until `give_up`."""
    while not try_to_lock(handle):
        if time.monotonic() >= give_up:
            raise Busy(path, holder_at(note))
        time.sleep(_PAUSE)


def _is_at(handle: int, file: Path) -> bool:
    """Return whether an open file is the one that bears this name."""
    if _OPEN_FILES_STAY:
        return True
    try:
        return os.path.samestat(os.fstat(handle), os.stat(file))  # noqa: PTH116 - as fstat
    except FileNotFoundError:
        return False


class InodeLock:
    """The lock on the document's own file, where the system and the disk let us.

    A document that is written whole is another file each time: `carry_over` locks the new
    one before it takes the place of the old one, so that there is no moment without a
    lock, and `follow` lets go of the old one afterwards.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handles: list[int] = []

    def acquire(self, give_up: float) -> None:
        """Wait for the lock until the monotonic clock says `give_up`; raises `Busy`.

        Who waited finds the file replaced by then, and waits for the one that is there now.
        """
        if _OPEN_FILES_STAY:
            return
        while True:
            try:
                handle = os.open(self._path, os.O_RDONLY | WITHOUT_WAITING)
            except OSError:
                return  # there is none yet, or reading it will say what is wrong
            try:
                _wait(handle, give_up, self._path, note_file(self._path))
                if _is_at(handle, self._path):
                    self._handles.append(handle)
                    return
            except OSError:  # a disk that knows no locks
                os.close(handle)
                return
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)

    def carry_over(self, handle: int) -> None:
        """Lock the file that is about to take the document's place; `handle` is open on it.

        The caller may close `handle` at any time. A disk that knows no locks is no trouble.
        """
        if _OPEN_FILES_STAY:
            return
        self._let_go_of_former()
        with suppress(OSError):
            copy = os.dup(handle)
            try:
                locked = try_to_lock(copy)
            except OSError:
                locked = False
            if locked:
                self._handles.append(copy)
            else:
                os.close(copy)

    def follow(self) -> bool:
        """Hold the lock on the file that is the document now, and on no other.

        Returns whether nobody else holds it.
        """
        self._let_go_of_former()
        if not self._handles:
            try:
                self.acquire(time.monotonic())
            except Busy:
                return False
        return True

    def _let_go_of_former(self) -> None:
        """Close what is not the document any more, or was to become it and did not."""
        before, self._handles = self._handles, []
        for handle in before:
            if self._is_present(handle):
                self._handles.append(handle)
            else:
                os.close(handle)

    def _is_present(self, handle: int) -> bool:
        try:
            return _is_at(handle, self._path)
        except OSError:  # a folder that cannot be reached for now
            return True

    def release(self) -> None:
        """Give the lock back; without effect if it is not held."""
        before, self._handles = self._handles, []
        for handle in before:
            with suppress(OSError):  # closing gives it back in any case
                unlock(handle)
            os.close(handle)


class DocumentLock:
    """The right to change one document, for as long as one command takes.

    `Journal` holds the same two locks for a longer sitting.
    """

    def __init__(self, path: Path) -> None:
        self._private = PrivateLock(journal_file(path), path)
        self._document = InodeLock(path)

    def acquire(self, patience: float = PATIENCE) -> None:
        """Wait for the lock for `patience` seconds at most; raises `StorageTrouble`."""
        give_up = time.monotonic() + patience
        self._private.acquire(give_up)
        try:
            self._document.acquire(give_up)
        except BaseException:
            self._private.release()
            raise

    def release(self) -> None:
        """Give the lock back; without effect if it is not held."""
        self._document.release()
        self._private.release()

    def __enter__(self) -> "DocumentLock":
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    # Locks are mandatory there: one on the data would keep others from reading. Beyond 2 GB
    # the C library cannot lock.
    _FAR_BEYOND_THE_DATA = 0x7FFF_FFFE
    _HELD = frozenset({errno.EACCES, errno.EDEADLK})

    def try_to_lock(handle: int) -> bool:
        """Lock an open file if nobody else has; the position in it is lost."""
        os.lseek(handle, _FAR_BEYOND_THE_DATA, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _HELD:
                return False
            raise
        return True

    def unlock(handle: int) -> None:
        """Give back the lock on an open file."""
        os.lseek(handle, _FAR_BEYOND_THE_DATA, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def try_to_lock(handle: int) -> bool:
        """Lock an open file if nobody else has; the position in it is lost."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(handle: int) -> None:
        """Give back the lock on an open file."""
        fcntl.flock(handle, fcntl.LOCK_UN)
