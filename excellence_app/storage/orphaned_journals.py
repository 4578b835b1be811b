"""Journals whose document is no longer where it was.

Who opens a document that was moved after a crash finds here what only its journal has, under
another path: by the identity of the document, which the header of each journal names.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from excellence_app.storage.assessment_file import version_of
from excellence_app.storage.atomic import flush_folder
from excellence_app.storage.journal import Journal
from excellence_app.storage.journal_bytes import (
    content_of,
)
from excellence_app.storage.lock import (
    PATIENCE,
    journal_file,
    journal_folder,
)
from excellence_app.storage.trouble import StorageTrouble

_LONGEST_HEADER = 65_536  # bytes


class _OrphanedJournal(Journal):
    """A journal of another path; the document that is there is none of its business."""

    def acquire(self, patience: float = PATIENCE) -> None:
        self._lock.acquire(time.monotonic() + patience, make=False)

    def release(self, *, clean: bool) -> None:
        super().release(clean=clean)
        if clean:  # or a power failure could bring back what is elsewhere by now
            with suppress(StorageTrouble):
                flush_folder(self._lock.file)

    def _may_go(self) -> bool:
        return True


def orphans(document: str, path: Path) -> list[Journal]:
    """Return the journals of a document that has come to `path` after a crash elsewhere.

    They are those of other paths where there is nothing any more, another document, or
    this same file under another name. The caller holds them: `recover` tells what is in
    them; when that is safe in the journal of `path`, `release(clean=True)` removes them.
    """
    own = journal_file(path)
    found = []
    for file in sorted(journal_folder().glob(f"*{own.suffix}")):
        if file != own and _may_be_of(file, document):
            journal = _OrphanedJournal(path, file)
            if _left_behind(journal, document, path):
                found.append(journal)
    return list[Journal](found)


def _may_be_of(file: Path, document: str) -> bool:
    """Return whether the first line of a journal names a document."""
    try:
        start = content_of(file, _LONGEST_HEADER)
    except StorageTrouble:
        return False
    return start is not None and document.encode() in start.partition(b"\n")[0]


def _left_behind(journal: Journal, document: str, path: Path) -> bool:
    """Acquire a journal if its document is no longer where it was."""
    try:
        journal.acquire(0)
    except StorageTrouble:
        return False  # somebody has it, or has just removed it
    try:
        recovered = journal.recover()
    except StorageTrouble:
        recovered = None
    if (
        recovered is not None
        and recovered.document == document
        and _is_gone(recovered.path, document, path)
    ):
        return True
    journal.release(clean=False)
    return False


def _is_gone(before: Path, document: str, path: Path) -> bool:
    """Return whether a document is no longer where it was before."""
    try:
        there = before.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    with suppress(OSError):
        if os.path.samestat(there, path.stat()):
            return True
    try:
        found = version_of(before)
    except StorageTrouble:
        return False  # it may be the document, damaged or out of reach for now
    return found is None or found[0] != document
