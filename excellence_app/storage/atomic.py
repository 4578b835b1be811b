"""Write a file so that at every moment the old one or the new one is there, whole.

A temporary file in the same folder, written and flushed to the disk, takes the place
of the old one, and then the folder is flushed: of the usual ways of saving only this
one lost nothing when the power failed at any step.
"""

import errno
import os
import sys
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISREG

from excellence_app.domain.messages import N_, Message
from excellence_app.storage.trouble import UNTOUCHED, Doing, StorageTrouble, shown, trouble_of

PATIENCE = 2.5  # seconds; virus scanners and folder synchronisation let go sooner
_PAUSE = 0.05
_HELD_BY_ANOTHER = frozenset({5, 32, 33})  # Windows: access denied, sharing, lock violation
_PRIVATE, _ORDINARY = 0o600, 0o666


def write_atomically(
    path: Path, data: bytes, *, private: bool = True, durable: bool = True
) -> None:
    """Put `data` into the file `path`, in place of what it held; raises `StorageTrouble`.

    A file that exists keeps its permissions; a new one is for its owner alone if
    `private`. Unless `durable` is false the data is on the disk when this returns.
    """
    target = Path(os.path.realpath(path))  # through a link, the file that it leads to
    try:
        _write(target, data, private=private, durable=durable)
    except OSError as error:
        raise trouble_of(error, path, Doing.WRITING, needed=len(data)) from error


def _write(target: Path, data: bytes, *, private: bool, durable: bool) -> None:
    old = _status(target)
    _refuse_what_is_no_file(target, old)
    aside = target.with_name(f"{_prefix(target)}{os.urandom(4).hex()}.tmp")
    mode = _PRIVATE if private or old is not None else _ORDINARY
    handle = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_TRANSLATION, mode)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            if old is not None:
                _take_over(handle, old)
            if durable:
                os.fsync(handle)
        finally:
            os.close(handle)
        _replace(aside, target)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise
    if durable:
        _flush_folder(target)


_NO_TRANSLATION = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)


def _status(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _refuse_what_is_no_file(target: Path, old: os.stat_result | None) -> None:
    if old is None or S_ISREG(old.st_mode):
        return
    if S_ISDIR(old.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    raise StorageTrouble(
        Message(N_("{file} is not an ordinary file."), {"file": shown(target)}),
        target,
        safe=UNTOUCHED,
        advice=Message(N_("Please choose another name.")),
    )


def _take_over(handle: int, old: os.stat_result) -> None:
    """Give the new file the owner and the permissions of the old one, as far as allowed."""
    if sys.platform == "win32":
        return
    new = os.fstat(handle)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with suppress(OSError):
            os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, S_IMODE(old.st_mode))


def _replace(aside: Path, target: Path) -> None:
    """Move the new file into place; on Windows wait a while for programs that hold the old one."""
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            aside.replace(target)
        except OSError as error:
            held = getattr(error, "winerror", None) in _HELD_BY_ANOTHER
            if not held or time.monotonic() >= give_up:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _flush_folder(target: Path) -> None:
    """Make the new name durable, where folders can be flushed at all."""
    if os.name == "nt":
        return
    try:
        handle = os.open(target.parent, os.O_RDONLY)
    except OSError:
        return  # a folder one may write to but not read
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno in _CANNOT_FLUSH:
            return
        raise StorageTrouble(
            Message(
                N_("{file} is written, but the disk did not confirm it."),
                {"file": shown(target)},
            ),
            target,
            advice=Message(N_("Please keep a copy on another disk and have this one checked.")),
        ) from error
    finally:
        os.close(handle)


# Some network folders.
_CANNOT_FLUSH = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP})


def _prefix(target: Path) -> str:
    """Return how the names of all temporary files for one target begin."""
    return f".excellence-{sha256(os.fsencode(target.name)).hexdigest()[:12]}-"


def remove_leftovers(path: Path) -> None:
    """Remove temporary files for `path` that a crash has left; only while holding its lock."""
    target = Path(os.path.realpath(path))
    prefix = _prefix(target)
    with suppress(OSError):
        for entry in target.parent.iterdir():
            if entry.name.startswith(prefix) and entry.name.endswith(".tmp"):
                with suppress(OSError):
                    entry.unlink()
