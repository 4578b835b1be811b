"""Files of this program in the state folder and beside a document, opened without surprises.

Neither is a FIFO waited for nor a link followed where a file of ours should be, and folders
that are missing are made for their owner alone.
"""

import errno
import os
from itertools import takewhile
from pathlib import Path
from stat import S_ISREG

from excellence_app.domain.messages import N_, Message
from excellence_app.storage.atomic import flush_folder, make_private
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble, shown

_PRIVATE = 0o600
WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)
CAREFULLY = (
    WITHOUT_WAITING
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOINHERIT", 0)
)


def open_carefully(file: Path, how: int) -> int:
    """Open an ordinary file of ours and return its handle; raises what the system says.

    Neither is a FIFO waited for nor a link followed: those, folders and devices are
    refused as `StorageTrouble`.
    """
    try:
        handle = os.open(file, how | CAREFULLY, _PRIVATE)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _no_ordinary_file(file) from error
        raise
    if not S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _no_ordinary_file(file)
    return handle


def _no_ordinary_file(file: Path) -> StorageTrouble:
    return StorageTrouble(
        Message(N_("{file} is not an ordinary file."), {"file": shown(file)}),
        file,
        safe=UNTOUCHED,
        advice=Message(N_("Please move it away and try again.")),
    )


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, for their owner alone, and make their names durable."""
    missing = list(takewhile(lambda one: not one.is_dir(), (folder, *folder.parents)))
    make_private(folder)
    for one in missing:
        flush_folder(one)
