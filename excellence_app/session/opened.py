"""A document as it was left, for whoever only wants to read it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from excellence_app.domain.assessment import Assessment
from excellence_app.session.history import Step
from excellence_app.storage import assessment_file
from excellence_app.storage.assessment_file import StoredDocument
from excellence_app.storage.lock import journal_file
from excellence_app.storage.log import LogEntry

if TYPE_CHECKING:
    from excellence_app.storage.journal import Journal


class Restored(NamedTuple):
    """What a crash had left in the journal: how many changes, the last one when and by whom."""

    changes: int
    time: str
    actor: str


class Opened(NamedTuple):
    """A document as it was left.

    `document` is what the file holds, or with `behind` what it should hold; `entries` are
    changes that only the journal of this document has, and `assessment` is with them. `steps`
    can be taken back, and made again. `orphans` are held journals of the document under another
    name, to be removed when the document is written; `damaged` is the copy of a journal that
    could not be read to its end. `sitting` is the mark of its changes in the log.
    """

    document: StoredDocument
    assessment: Assessment
    entries: tuple[LogEntry, ...] = ()
    behind: bool = False
    restored: Restored | None = None
    steps: tuple[Sequence[Step], Sequence[Step]] = ((), ())
    orphans: "tuple[Journal, ...]" = ()
    damaged: Path | None = None
    sitting: str = ""


def seen(path: Path) -> Opened:
    """Return a document to be read, with what only its journal has; raises `StorageTrouble`.

    Nothing is written, and nobody is kept out.
    """
    if journal_file(path).exists():  # after a crash, or while somebody works on it
        from excellence_app.session.recovery import seen_with_journal  # noqa: PLC0415 - seldom needed, and every start does without it

        return seen_with_journal(path)
    document = assessment_file.read(path)
    return Opened(document, document.assessment)


def whole(opened: Opened) -> StoredDocument:
    """Return a document with everything that only its journal has."""
    document = opened.document
    if not opened.entries:
        return document
    log = document.log.with_entries(opened.entries)
    return replace(document, assessment=opened.assessment, log=log)
