"""Ordinary files of a bearable size, opened for reading; what else a path may name is refused.

The settings are read so whenever the program starts: this module knows nothing of documents.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, NamedTuple

from excellence_app.domain.messages import N_, Message, MessageValue
from excellence_app.storage.trouble import Doing, StorageTrouble, shown, trouble_of

MAX_DOCUMENT = 2_000_000_000  # bytes


class Kind(NamedTuple):
    """What sort of file is opened: its greatest size in bytes, and what to say of others."""

    most: int
    too_large: str
    advice: str


DOCUMENT = Kind(
    MAX_DOCUMENT,
    N_("{file} is larger than a document of Excellence can be."),
    N_("Please name a document that Excellence has written."),
)


@contextmanager
def opened(path: Path, kind: Kind = DOCUMENT) -> Iterator[BinaryIO]:
    """Open the ordinary file `path`, of a bearable size, for reading.

    A FIFO or a device is refused without being waited for. Raises `StorageTrouble`, also
    where the body meets an `OSError`.
    """
    refuse_unless_file(path, kind)
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            _refuse_unless_ordinary(path, os.fstat(file.fileno()), kind)  # it may have changed
            yield file
    except OSError as error:
        raise trouble_of(error, path, Doing.READING) from error


def _without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def refuse_unless_file(path: Path, kind: Kind = DOCUMENT) -> None:
    """Raise `StorageTrouble` unless `path` is an ordinary file of a bearable size."""
    try:
        about = path.stat()
    except OSError as error:
        raise trouble_of(error, path, Doing.READING) from error
    except ValueError as error:  # a path with a NUL
        raise trouble(path, N_("{file} is not the name of a file.")) from error
    _refuse_unless_ordinary(path, about, kind)


def _refuse_unless_ordinary(path: Path, about: os.stat_result, kind: Kind) -> None:
    if S_ISDIR(about.st_mode):
        raise trouble(path, N_("{file} is a folder."), N_("Please name a file."))
    if not S_ISREG(about.st_mode):
        raise trouble(path, N_("{file} is not an ordinary file."), kind.advice)
    if about.st_size > kind.most:
        raise trouble(path, kind.too_large)


def trouble(
    path: Path,
    text: str,
    advice: str = "",
    *,
    safe: Message | None = None,
    **values: MessageValue,
) -> StorageTrouble:
    """Return the trouble with a file that `text` tells of; its `{file}` is that file."""
    return StorageTrouble(
        Message(text, {"file": shown(path), **values}),
        path,
        safe=safe,
        advice=Message(advice) if advice else None,
    )
