"""The bytes of a journal on the disk: read and written whole, within their limits, and flushed."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from excellence_app.domain.messages import N_, Message
from excellence_app.storage.own_files import open_carefully
from excellence_app.storage.trouble import UNTOUCHED, Doing, StorageTrouble, shown, trouble_of

MAX_LINE = 64_000_000  # bytes; the assessment of a document cannot be larger either
MAX_JOURNAL = 256_000_000
_CHUNK = 1 << 20


def content_of(file: Path, only: int | None = None) -> bytes | None:
    """Return what a journal holds, or only so many bytes of it; none if there is none.

    Raises `StorageTrouble`.
    """
    try:
        handle = open_carefully(file, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise trouble_of(error, file, Doing.READING) from error
    try:
        return read_all(handle, file) if only is None else os.read(handle, only)
    except OSError as error:
        raise trouble_of(error, file, Doing.READING) from error
    finally:
        os.close(handle)


def read_all(handle: int, file: Path) -> bytes:
    """Return what is left in an open journal; raises `StorageTrouble` if that is too much."""
    found = []
    size = 0
    while chunk := os.read(handle, _CHUNK):
        found.append(chunk)
        size += len(chunk)
        if size > MAX_JOURNAL:
            refuse_too_large(file)
    return b"".join(found)


def refuse_too_large(file: Path) -> NoReturn:
    """Raise the trouble that a journal cannot hold so much."""
    raise StorageTrouble(
        Message(N_("{file} would be larger than a journal can be."), {"file": shown(file)}),
        file,
        safe=UNTOUCHED,
        advice=Message(N_("Please shorten the longest notes and try again.")),
    )


def write_whole(handle: int, data: bytes) -> None:
    """Write all of `data`; a disk that is about to be full may take it in pieces."""
    written = os.write(handle, data)
    while written < len(data):
        written += os.write(handle, data[written:])


if sys.platform == "win32":

    def flush_all(handle: int) -> None:
        """Put the whole file on the disk: what it holds, its size and its times."""
        os.fsync(handle)

    flush = flush_all

elif sys.platform == "darwin":
    import fcntl

    def flush_all(handle: int) -> None:
        """Put the whole file on the disk: what it holds, its size and its times."""
        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync leaves it in the disk's own memory
        except OSError:
            os.fsync(handle)

    flush = flush_all

else:

    def flush_all(handle: int) -> None:
        """Put the whole file on the disk: what it holds, its size and its times."""
        os.fsync(handle)

    def flush(handle: int) -> None:
        """Put on the disk what was written, as far as it needs to be found again."""
        os.fdatasync(handle)  # the new size of the file goes with the data
