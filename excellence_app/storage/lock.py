"""One change at a time: a lock per document, held from reading it to having written it."""

import os
import sys
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType

from excellence_app.domain.messages import N_, Message
from excellence_app.locations import STATE_VARIABLE, state_folder
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble, shown

PATIENCE = 10.0  # seconds that one process waits for another
_PAUSE = 0.01


class DocumentLock:
    """The right to change one document, among all processes of this computer.

    The lock lies on a small file in the state folder, so that nothing appears beside
    the document; the system releases it when the process ends, however it ends. Another
    account has another state folder: where the system lets us, the document's own file is locked
    as well, until it is replaced.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        name = sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]
        self._lock_file = state_folder() / "locks" / f"{name}.lock"
        self._handle: int | None = None
        self._document_handle: int | None = None

    def acquire(self, patience: float = PATIENCE) -> None:
        """Wait for the lock for `patience` seconds at most; raises `StorageTrouble`."""
        try:
            self._lock_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._lock_file, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise self._no_lock(error) from error
        give_up = time.monotonic() + patience
        try:
            self._wait(handle, give_up)
            self._document_handle = self._lock_document(give_up)
        except OSError as error:
            os.close(handle)
            raise self._no_lock(error) from error
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle

    def _lock_document(self, give_up: float) -> int | None:
        """Lock the document's own file and return its handle, none where that cannot be done.

        Who waited finds the file replaced by then, and waits for the one that is there now.
        """
        if sys.platform == "win32":
            return None  # an open file could not be replaced there
        while True:
            try:
                handle = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK)
            except OSError:
                return None  # there is none yet, or reading it will say what is wrong
            try:
                self._wait(handle, give_up)
                if os.path.samestat(os.fstat(handle), os.stat(self._path)):  # noqa: PTH116 - as fstat
                    return handle
            except OSError:  # a disk that knows no locks, or a file that has just gone
                os.close(handle)
                return None
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)

    def _wait(self, handle: int, give_up: float) -> None:
        while not _try_to_lock(handle):
            if time.monotonic() >= give_up:
                raise StorageTrouble(
                    Message(
                        N_("{file} is being changed by another window or command."),
                        {"file": shown(self._path)},
                    ),
                    self._path,
                    safe=UNTOUCHED,
                    advice=Message(N_("Please try again when that is done.")),
                )
            time.sleep(_PAUSE)

    def _no_lock(self, error: OSError) -> StorageTrouble:
        return StorageTrouble(
            Message(
                N_("Excellence cannot use its own folder {folder}: {reason}."),
                {"folder": shown(state_folder()), "reason": error.strerror or str(error)},
            ),
            self._lock_file,
            safe=UNTOUCHED,
            advice=Message(
                N_("Please mend that, or name another folder in the variable {variable}."),
                {"variable": STATE_VARIABLE},
            ),
        )

    def release(self) -> None:
        """Give the lock back; without effect if it is not held."""
        held = (self._document_handle, self._handle)
        self._document_handle = self._handle = None
        for handle in held:
            if handle is not None:
                with suppress(OSError):  # closing gives it back in any case
                    _unlock(handle)
                os.close(handle)

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

    def _try_to_lock(handle: int) -> bool:
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_to_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
