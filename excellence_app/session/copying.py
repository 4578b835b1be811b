"""Save a copy: the document as it is now, with what no disk has yet, in a file of its own."""

import os
from dataclasses import replace
from pathlib import Path

from excellence_app import __version__
from excellence_app.domain.assessment import Assessment
from excellence_app.domain.messages import N_, Message
from excellence_app.session.saving import files_named
from excellence_app.session.session import AssessmentSession
from excellence_app.storage import backups
from excellence_app.storage.assessment_file import SUFFIX, StoredDocument
from excellence_app.storage.attachments import Staging
from excellence_app.storage.log import log_of
from excellence_app.storage.records import changed, joined
from excellence_app.storage.saved_copy import write_copy
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble, shown


def save_copy(session: AssessmentSession, path: Path) -> Path:
    """Write the whole document, as it is now, to another file and return which.

    It stays the same document, as an earlier version of it does, so that what somebody else
    enters in the copy can be merged later. The name gets our ending where it has none. A file
    of just the name given is replaced, for the person who chose it was asked; one that has the
    name only with our ending is not.

    Raises `Busy` where the file is open, and `StorageTrouble` for all else, such as a full disk;
    then what was there is as it was.
    """
    target = path if path.suffix.lower() == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")
    if target != path and os.path.lexists(target):
        raise StorageTrouble(
            Message(N_("{file} exists already."), {"file": shown(target)}),
            target,
            safe=UNTOUCHED,
            advice=Message(N_("Please choose another name.")),
        )
    if _is_same(target, session.path):
        raise StorageTrouble(
            Message(N_("{file} is this document itself."), {"file": shown(target)}),
            target,
            safe=UNTOUCHED,
            advice=Message(N_("Please choose another name for the copy.")),
        )
    staged = Staging(session.document.id, session.path).staged()
    document = _as_it_is(session, staged)
    write_copy(target, document, session.path, staged)
    return target


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return os.path.realpath(one) == os.path.realpath(other)


def _as_it_is(session: AssessmentSession, staged: dict[str, Path]) -> StoredDocument:
    """Return the document with every change; raises `StorageTrouble`.

    What it says is worked out of its log: a thread may just be merging what others wrote.
    """
    document = session.document
    lines = session.log_lines()
    known = set(document.log.lines.split(b"\n"))
    new = joined(line.new or {} for line in lines if line.raw not in known)
    assessment = changed(document.assessment, new)
    if assessment == document.assessment and len(lines) == document.log.entries:
        return document
    return replace(
        document,
        assessment=assessment,
        log=log_of(lines),
        revision=document.revision + 1,
        parent=document.version,
        written_by=__version__,
        attachments=_attachments(document, assessment, staged),
    )


def _attachments(
    document: StoredDocument, assessment: Assessment, staged: dict[str, Path]
) -> dict[str, int]:
    """Return the files that the assessment names and that are at hand, with their sizes."""
    return {
        file: document.attachments.get(file, size)
        for file, size in sorted(files_named(assessment).items())
        if file in document.attachments
        or file in staged
        or any(backups.holding(document.id, file))
    }
