"""Other copies of a document beside it, as programs that synchronise folders make them.

When two people change one file apart, such a program keeps both under names of its
own making, in its own language: "name (conflicted copy)", "name-COMPUTER", "name 2". So the
name says nothing here; what counts is the identity inside the file.
"""

import os
from pathlib import Path
from stat import S_ISREG

from excellence_app.storage.assessment_file import SUFFIX, version_of
from excellence_app.storage.trouble import StorageTrouble

MOST = 500  # files looked at in one folder
_ZIP = b"PK\x03\x04"
_LEAST = 100  # bytes; no document is smaller


def other_copies(path: Path) -> list[Path]:
    """Return the files beside a document that are other versions of it, sorted by name.

    Of at most `MOST` files, those with similar names first, the beginning is read, and
    of those that may be documents the index. Links and what is no file are left alone. What
    cannot be read is no copy.
    """
    real = Path(os.path.realpath(path))
    ours = _version(real)
    if ours is None:
        return []
    identity, version = ours
    found = []
    for name in _candidates(real)[:MOST]:
        copy = real.with_name(name)
        if not _may_be_document(copy):
            continue
        theirs = _version(copy)
        if theirs is not None and theirs[0] == identity and theirs[1] != version:
            found.append(copy)
    return sorted(found)


def _candidates(path: Path) -> list[str]:
    """Return the names of the files that may be copies, the likeliest ones first."""
    names = []
    try:
        with os.scandir(path.parent) as entries:
            for entry in entries:
                name = entry.name
                if name != path.name and not _is_temporary(name) and _is_here(entry):
                    names.append(name)
    except OSError:
        return []
    stem = path.stem.casefold()

    def strangeness(name: str) -> tuple[bool, bool, str]:
        folded = name.casefold()
        return SUFFIX not in folded, not folded.startswith(stem), name

    return sorted(names, key=strangeness)


def _is_temporary(name: str) -> bool:
    """Return whether a name is that of a hidden file, or of one still being written."""
    return name.startswith((".", "~")) or name.endswith((".tmp", ".part", ".crdownload"))


def _is_here(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is an ordinary file that can be read without fetching much.

    What is only in the cloud so far, by its attributes on Windows or its flags on macOS, is
    fetched for a name like those of documents alone.
    """
    try:
        if not entry.is_file(follow_symlinks=False):
            return False
        about = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    attributes, flags = getattr(about, "st_file_attributes", 0), getattr(about, "st_flags", 0)
    in_cloud = bool(attributes & _ELSEWHERE or flags & _DATALESS)
    return not in_cloud or SUFFIX in entry.name.casefold()


_ELSEWHERE = 0x1000 | 0x40000 | 0x400000  # offline; to be recalled on opening; on reading
_DATALESS = 0x40000000


def _may_be_document(path: Path) -> bool:
    """Return whether a file begins as our documents do."""
    how = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, how | getattr(os, "O_BINARY", 0))
    except OSError:
        return False
    try:
        about = os.fstat(handle)
        if not S_ISREG(about.st_mode) or about.st_size < _LEAST:
            return False
        return os.read(handle, len(_ZIP)) == _ZIP
    except OSError:
        return False
    finally:
        os.close(handle)


def _version(path: Path) -> tuple[str, str] | None:
    try:
        return version_of(path)
    except StorageTrouble:
        return None
