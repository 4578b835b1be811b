"""Who has a document open: noted beside the lock for messages, and beside the document for people.

A note is information and locks nothing. One that a stranger has written, or a process that has
ended, does no harm.
"""

import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from excellence_app.storage.own_files import (
    CAREFULLY,
)
from excellence_app.storage.plain_json import Damage, canonical, parse_json

_FOR_ALL = 0o644
_LONGEST_NOTE = 4_096  # bytes
_LONGEST_NAME = 100  # letters of a name from a note that a message shows


class Holder(NamedTuple):
    """Who has a document open for changing; `since` is local time with its offset from UTC."""

    host: str
    account: str
    pid: int
    since: str


def this_holder() -> Holder:
    """Return this process as the holder of a lock that it has just got."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Holder(_host(), _account(), os.getpid(), now)


def _account() -> str:
    from getpass import getuser  # noqa: PLC0415 - needed only for changes

    try:
        return _printable(getuser())
    except (ImportError, KeyError, OSError):
        return "unknown"


def holder_in(data: bytes) -> Holder | None:
    """Return the holder whom a note names, none if it is no such note."""
    try:
        plain = parse_json(data)
    except Damage:
        return None
    match plain:
        case {"host": str(host), "account": str(account), "pid": int(pid), "since": str(since)}:
            return Holder(_printable(host), _printable(account), pid, _printable(since))
        case _:
            return None


def _printable(text: str) -> str:
    """Return a text out of a stranger's file without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:_LONGEST_NAME])


def note_of(holder: Holder) -> bytes:
    """Return what a note says of a holder."""
    return canonical(holder._asdict(), indent=None) + b"\n"


def note_file(path: Path) -> Path:
    """Return where the lock note of a document is, if there is one: beside it."""
    real = Path(os.path.realpath(path))
    return real.with_name(f".~lock.{real.name}#")


class LockNote:
    """The note beside a document that somebody has it open. It locks nothing.

    To be used only while holding the document's lock. Trouble with it is none: a folder
    that can only be read has no notes.
    """

    def __init__(self, path: Path) -> None:
        self._file = note_file(path)
        self._left: Holder | None = None

    def leave(self) -> None:
        """Leave a note, unless one of another computer is there."""
        self.remove_stale()
        holder = this_holder()
        with suppress(OSError):
            put_note(self._file, note_of(holder), os.O_EXCL, _FOR_ALL)
            self._left = holder

    def remove(self) -> None:
        """Remove the note that `leave` left, if it is still that one."""
        left, self._left = self._left, None
        if left is not None and holder_at(self._file) == left:
            with suppress(OSError):
                self._file.unlink()

    def remove_stale(self) -> None:
        """Remove the note of a process of this computer that has ended without doing so."""
        holder = holder_at(self._file)
        if holder is None or holder.host != _host():
            return
        if holder.account == _account() or not _is_alive(holder.pid):
            with suppress(OSError):
                self._file.unlink()


def noted_elsewhere(path: Path) -> Holder | None:
    """Return who has a document open on another computer, if a lock note beside it says so."""
    holder = holder_at(note_file(path))
    return None if holder is None or holder.host == _host() else holder


def holder_at(file: Path) -> Holder | None:
    """Return the holder whom a note in a file names, none if there is none that can be read."""
    try:
        handle = os.open(file, os.O_RDONLY | CAREFULLY)
    except OSError:
        return None
    try:
        if not S_ISREG(os.fstat(handle).st_mode):
            return None
        return holder_in(os.read(handle, _LONGEST_NOTE))
    except OSError:
        return None
    finally:
        os.close(handle)


def put_note(file: Path, data: bytes, how: int, mode: int) -> None:
    """Write a note, which need not survive a crash; `how` is O_EXCL or O_TRUNC."""
    handle = os.open(file, os.O_CREAT | os.O_WRONLY | CAREFULLY | how, mode)
    try:
        os.write(handle, data)
    finally:
        os.close(handle)


if sys.platform == "win32":

    def _host() -> str:
        return _printable(os.environ.get("COMPUTERNAME", "unknown"))

    def _is_alive(_pid: int) -> bool:
        return True  # os.kill would end the process there instead of asking

else:

    def _host() -> str:
        return _printable(os.uname().nodename)

    def _is_alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):
            return True  # it is another account's
        return True
