"""Write a file so that at every moment the old one or the new one is there, whole.

A temporary file in the same folder, written and flushed to the disk, takes the place
of the old one, and then the folder is flushed: of the usual ways of saving only this
one lost nothing when the power failed at any step.
"""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISREG
from typing import BinaryIO

from excellence_app.domain.messages import N_, Message
from excellence_app.storage.trouble import UNTOUCHED, Doing, StorageTrouble, shown, trouble_of

PATIENCE = 2.5  # seconds; virus scanners and folder synchronisation let go sooner
_PAUSE = 0.05
_HELD_BY_ANOTHER = frozenset({5, 32, 33})  # Windows: access denied, sharing, lock violation
_PRIVATE, _ORDINARY = 0o600, 0o666
_FOLDER = 0o700


def write_atomically(
    path: Path, data: bytes, *, private: bool = True, durable: bool = True
) -> None:
    """Put `data` into the file `path`, in place of what it held; raises `StorageTrouble`.

    A file that exists keeps its permissions; a new one is for its owner alone if
    `private`. Unless `durable` is false the data is on the disk when this returns.
    """
    with replacing(path, needed=len(data), private=private, durable=durable) as aside:
        aside.write(data)


class Aside:
    """The temporary file, `path`, while it is written; nothing is kept back in a buffer."""

    def __init__(self, target: Path, mode: int) -> None:
        self.path = target.with_name(f"{_prefix(target)}{os.urandom(4).hex()}.tmp")
        self.handle = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _AS_IT_IS, mode)

    def write(self, data: bytes) -> int:
        """Write all of `data` and return its length."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self.handle, rest) :]
        return len(data)

    def seek(self, offset: int) -> int:
        """Go to a place counted from the beginning."""
        return os.lseek(self.handle, offset, os.SEEK_SET)


@contextmanager
def replacing(  # noqa: PLR0913 - each step between writing and replacing, by name
    path: Path,
    *,
    needed: int | None = None,
    private: bool = True,
    durable: bool = True,
    verify: Callable[[BinaryIO], None] | None = None,
    carry_over: Callable[[int], None] | None = None,
    before_replace: Callable[[], None] | None = None,
    rescue: Callable[[], Path] | None = None,
) -> Iterator[Aside]:
    """Give a temporary file to write to, which then takes the place of `path`.

    When the caller has written it, it gets the permissions of the old file (a new one is
    for its owner alone if `private`) and is flushed to the disk if `durable`. Then

    - `verify` reads it back and raises what is wrong with it;
    - `carry_over` gets its open handle, to lock it for whoever has locked the old file;
    - `before_replace` may keep the old file or find that it must stay;
    - it replaces the old one, and the folder is flushed.

    Where Windows does not let it for longer than `PATIENCE`, it becomes the file that
    `rescue` names, if that is given. Whatever else fails or is raised, the old file is as
    it was and the temporary one is removed. Raises `StorageTrouble`; `needed` is how
    many bytes will be written, for its message.
    """
    target = Path(os.path.realpath(path))  # through a link, the file that it leads to
    try:
        old = _status(target)
        _refuse_what_is_no_file(target, old)
        aside = Aside(target, _PRIVATE if private or old is not None else _ORDINARY)
        try:
            try:
                yield aside
                if old is not None:
                    _take_over(aside.handle, old)
                if durable:
                    os.fsync(aside.handle)
                if verify is not None:
                    with aside.path.open("rb") as file:
                        verify(file)
                if carry_over is not None:
                    carry_over(aside.handle)
            finally:
                os.close(aside.handle)
            if before_replace is not None:
                before_replace()
            _replace_or_rescue(aside.path, target, rescue)
        except BaseException:
            with suppress(OSError):
                aside.path.unlink()
            raise
        if durable:
            flush_folder(target)
    except OSError as error:
        raise trouble_of(error, path, Doing.WRITING, needed=needed) from error


_AS_IT_IS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)


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


def _replace_or_rescue(aside: Path, target: Path, rescue: Callable[[], Path] | None) -> None:
    try:
        _replace(aside, target)
    except OSError as error:
        if rescue is None or not _held_by_another(error):
            raise
        place = rescue()
        try:
            _replace(aside, place)
        except OSError:
            raise error from None  # the one that names what is in the way
        flush_folder(place)
        raise StorageTrouble(
            Message(N_("{file} is in use by another program."), {"file": shown(target)}),
            target,
            safe=Message(
                N_("What was there before is as it was; your answers are in {rescue}."),
                {"rescue": shown(place)},
            ),
            advice=Message(N_("Please close it there and try again.")),
        ) from error


def _replace(aside: Path, target: Path) -> None:
    """Move the new file into place; on Windows wait a while for programs that hold the old one."""
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            aside.replace(target)
        except OSError as error:
            if not _held_by_another(error) or time.monotonic() >= give_up:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _held_by_another(error: OSError) -> bool:
    return getattr(error, "winerror", None) in _HELD_BY_ANOTHER


def flush_folder(target: Path) -> None:
    """Make the name `target` durable, where folders can be flushed at all.

    Raises `StorageTrouble` if the disk does not confirm it.
    """
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
                N_("{file} is written, but the disk did not confirm it: {reason}."),
                {"file": shown(target), "reason": error.strerror or type(error).__name__},
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


def make_private(folder: Path) -> Path:
    """Make a folder for its owner alone, and those above it that are missing; return it.

    Their names are then on the disk. Raises what the system says, or `StorageTrouble`.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=_FOLDER, exist_ok=True)
        flush_folder(folder)
    return folder
