"""What can go wrong with a file, in words that help."""

import errno
import shutil
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from excellence_app.domain.messages import N_, Message, MessageValue


class StorageTrouble(Exception):  # noqa: N818 - it tells of the disk, not of a fault in the program
    """Something about a file that a person has to know, and what to do about it.

    `message` says what happened, `safe` what is unharmed, `advice` what to do.
    """

    def __init__(
        self,
        message: Message,
        path: Path,
        *,
        safe: Message | None = None,
        advice: Message | None = None,
    ) -> None:
        super().__init__(message.text)
        self.message = message
        self.path = path
        self.safe = safe
        self.advice = advice

    @property
    def sentences(self) -> tuple[Message, ...]:
        """Return all that there is to say, in reading order."""
        said = (self.message, self.safe, self.advice)
        return tuple(message for message in said if message is not None)


class Doing(Enum):
    """What was being done when the trouble came."""

    READING = "reading"
    WRITING = "writing"


UNTOUCHED = Message(N_("Nothing was written; what was there before is as it was."))

_WINDOWS_IN_USE = frozenset({5, 32, 33})  # access denied, sharing and lock violation

_FULL = N_("The disk is full, so {file} could not be written.")
_CAUSES: Mapping[int, tuple[str, str]] = {
    errno.ENOENT: (
        N_("{file} does not exist."),
        N_("Please check the name and the folder."),
    ),
    errno.ENOTDIR: (
        N_("{file} cannot be reached: part of its path is not a folder."),
        N_("Please check the path."),
    ),
    errno.EISDIR: (
        N_("{file} is a folder."),
        N_("Please name a file."),
    ),
    errno.EACCES: (
        N_("You have no permission for {file}."),
        N_("Please choose another folder, or ask the person who looks after this one."),
    ),
    errno.EROFS: (
        N_("{file} lies on a disk that can only be read."),
        N_("Please choose another folder."),
    ),
    errno.ENAMETOOLONG: (
        N_("The name {file} is too long."),
        N_("Please choose a shorter name."),
    ),
    errno.ELOOP: (
        N_("{file} is a link that leads back to itself."),
        N_("Please name the file itself."),
    ),
    errno.EFBIG: (
        N_("{file} would be larger than this disk allows."),
        N_("Please choose another disk."),
    ),
    errno.EIO: (
        N_("The disk reported a fault at {file}."),
        N_("Please choose another disk and have this one checked."),
    ),
    errno.EMFILE: (
        N_("Too many files are open, so {file} could not be opened."),
        N_("Please close other programs and try again."),
    ),
    errno.EBUSY: (
        N_("{file} is in use by another program."),
        N_("Please close it there and try again."),
    ),
}
_SAME_AS = {
    errno.EPERM: errno.EACCES,
    errno.ENFILE: errno.EMFILE,
    errno.ETXTBSY: errno.EBUSY,
}
_OUT_OF_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def trouble_of(
    error: OSError, path: Path, doing: Doing, *, needed: int | None = None
) -> StorageTrouble:
    """Return the trouble that an operating system error stands for.

    `needed` is how many bytes were to be written.
    """
    if error.errno in _OUT_OF_ROOM:
        return _out_of_room(error, path, needed)
    values: dict[str, MessageValue] = {"file": shown(path)}
    safe = UNTOUCHED if doing is Doing.WRITING else None
    code = error.errno or 0
    if getattr(error, "winerror", None) in _WINDOWS_IN_USE:
        code = errno.EBUSY
    cause = _CAUSES.get(_SAME_AS.get(code, code))
    if cause is None:
        values["reason"] = error.strerror or type(error).__name__
        what = (
            N_("{file} could not be written: {reason}.")
            if doing is Doing.WRITING
            else N_("{file} could not be read: {reason}.")
        )
        return StorageTrouble(Message(what, values), path, safe=safe)
    if code == errno.ENOENT and doing is Doing.WRITING:
        values = {"file": shown(path), "folder": shown(path.parent)}
        cause = (
            N_("The folder {folder} does not exist, so {file} could not be written."),
            N_("Please make the folder first, or choose another."),
        )
    return StorageTrouble(Message(cause[0], values), path, safe=safe, advice=Message(cause[1]))


def _out_of_room(error: OSError, path: Path, needed: int | None) -> StorageTrouble:
    advice = Message(N_("Please make room, or choose another disk, and try again."))
    if error.errno == errno.ENOSPC and needed is not None:
        try:
            free = shutil.disk_usage(path.parent).free
        except OSError:
            free = needed
        if free < needed:
            advice = Message(
                N_(
                    "{needed} kB are needed in {folder} and {free} kB are free. "
                    "Please make room, or choose another disk, and try again."
                ),
                {
                    "needed": -(-needed // 1000),
                    "free": free // 1000,
                    "folder": shown(path.parent),
                },
            )
    return StorageTrouble(
        Message(_FULL, {"file": shown(path)}), path, safe=UNTOUCHED, advice=advice
    )


def shown(path: Path) -> str:
    """Return a path as text that any terminal and any file can take."""
    return str(path).encode("utf-8", "replace").decode("utf-8")
