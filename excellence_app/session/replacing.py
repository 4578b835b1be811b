"""Which files a report may take the place of: older reports of its own kind, nothing else.

A Word file is there to be edited. One that another program has saved since holds a person's
work and is never replaced.
"""

import os
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from excellence_app.domain.messages import N_, Message
from excellence_app.storage.assessment_file import SUFFIX
from excellence_app.storage.atomic import write_atomically
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble, shown

_PDF, _HTML, _ARCHIVE = b"%PDF", b"<!doctype html>", b"PK\x03\x04"
_OUR_PAGE = b'<meta name="generator" content="Excellence">'
_HEAD_OF_A_PAGE = 4096  # bytes
_PROGRAM, _OUR_PROGRAM = "docProps/app.xml", b"<Application>Excellence</Application>"
_LONGEST_PROPERTIES = 8192  # bytes

NO_PDF = N_("{file} is there already and is no PDF.")
NOT_OURS = N_("{file} is there already, and is no report of this program or was changed since.")


def write_report(path: Path, data: bytes, *documents: Path) -> None:
    """Write a report or a table to a file, in place of an older one of that name.

    Documents are never overwritten, and `documents` are some, whatever their names are. Raises
    `StorageTrouble`.
    """
    real = Path(os.path.realpath(path))
    obstacle = why_not(real, data)
    if real.suffix == SUFFIX or os.fspath(real) in {os.path.realpath(one) for one in documents}:
        obstacle = N_("{file} is a document; a report would replace it.")
    if obstacle is not None:
        raise StorageTrouble(
            Message(obstacle, {"file": shown(path)}),
            path,
            safe=UNTOUCHED,
            advice=Message(N_("Please choose another name.")),
        )
    write_atomically(path, data, private=False)


def why_not(path: Path, data: bytes) -> str | None:
    """Return why `data` may not take the place of a file, none if it may.

    A file that is missing or empty is no obstacle; other trouble shows in writing.
    """
    try:
        if not path.is_file() or not path.stat().st_size:
            return None
        if data.startswith(_PDF):
            return None if path.suffix.lower() == ".pdf" or _begins(path, _PDF) else NO_PDF
        if data.startswith(_HTML):
            return None if _is_our_page(path) else NOT_OURS
        if data.startswith(_ARCHIVE):
            return None if _is_untouched(path) else NOT_OURS
    except OSError:
        return None
    return None


def _begins(path: Path, start: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(start)) == start


def _is_our_page(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD_OF_A_PAGE)
    return head.startswith(_HTML) and _OUR_PAGE in head


def _is_untouched(path: Path) -> bool:
    """Return whether a file is a Word file as we write it; other programs sign when they save."""
    try:
        with ZipFile(path) as archive:
            size = archive.getinfo(_PROGRAM).file_size  # no more than this is unpacked
            return size <= _LONGEST_PROPERTIES and _OUR_PROGRAM in archive.read(_PROGRAM)
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError):
        return False  # another kind of file, or a damaged or locked one
