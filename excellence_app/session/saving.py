"""Bring changes to the disk: to the journal at once, to the document soon after.

A change is safe when the journal has it; the document follows within five seconds, when the
sitting ends, and whenever somebody asks for it. In a window both happen in threads, so that a slow
disk never holds up a person; a command does both before it returns.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.messages import N_, Message
from excellence_app.domain.values import dataclass
from excellence_app.session.clashes import both_kept
from excellence_app.session.opened import Opened
from excellence_app.storage import assessment_file, backups
from excellence_app.storage.assessment_file import ChangedOnDisk, StoredDocument
from excellence_app.storage.attachments import Staging
from excellence_app.storage.journal import Journal
from excellence_app.storage.journal_lines import line_of
from excellence_app.storage.log import Log, LogEntry
from excellence_app.storage.merging import NotOneDocument, merge
from excellence_app.storage.plain_json import Damage
from excellence_app.storage.records import changed, joined
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble, shown

QUIET = 1.0  # seconds after a change that the document waits for the next one
LONGEST = 4.0  # seconds after a change by which the document is being written at the latest
_RETRY = 2.0  # seconds between attempts while the disk refuses
_ATTEMPTS = 5  # to write a document that others keep changing


class SaveKind(Enum):
    """How far the changes of a sitting have come."""

    SAVED = "saved"
    SAVING = "saving"
    KEPT = "kept"  # safe on this computer, but the document itself cannot be written
    NOT_SAVED = "not_saved"  # nowhere on a disk


class SaveState(NamedTuple):
    """How far the changes have come, since when, and what stands in the way."""

    kind: SaveKind
    since: datetime
    trouble: StorageTrouble | None = None


KEPT_HERE = Message(
    N_("Your change is kept on this computer; it goes into the document when that can be written.")
)


@dataclass(frozen=True, slots=True)
class _Work:
    """What one writing of the document puts into it."""

    document: StoredDocument
    upto: int  # number of the last change in it
    mine: Assessment


class Saving:
    """The way of a sitting's changes to the disk; the lock of the document is held meanwhile.

    `on_change` is called, from any thread, whenever `state` may have become another.
    """

    def __init__(
        self,
        path: Path,
        journal: Journal,
        opened: Opened,
        on_change: Callable[[], None] | None = None,
    ) -> None:
        self._path = path
        self._journal = journal
        self._staging = Staging(opened.document.id, path)
        self._on_change = on_change or _nothing
        self._orphans = list(opened.orphans)
        self._lock = lock = threading.RLock()
        self._condition = threading.Condition(lock)  # something is safe, or cannot be
        self._to_append = threading.Condition(lock)  # waking only who has something to do is fast
        self._to_write = threading.Condition(lock)
        self._journal_use = threading.Lock()  # one at a time writes to the journal
        self._document_use = threading.Lock()  # one at a time writes the document
        self._document = opened.document
        self._assessment = opened.assessment
        self._behind = opened.behind
        self._entries: list[LogEntry] = list(opened.entries)  # not in the document yet
        self._packaged = 0  # changes in the document, of those since the opening
        self._acked = self._made = len(opened.entries)  # safe on a disk; made at all
        self._appended = len(opened.entries)  # in the journal
        self._last = time.time()
        self._failing_since: datetime | None = None
        self._journal_trouble: StorageTrouble | None = None
        self._document_trouble: StorageTrouble | None = None
        self._due: float | None = None
        self._first_change: float | None = None
        self._merges = 0
        self._waiting = 0  # who waits until everything is safe
        self._stopping = False
        self._threads: list[threading.Thread] = []

    @property
    def document(self) -> StoredDocument:
        """Return the document as it was written last."""
        return self._document

    @property
    def log(self) -> Log:
        """Return the log with every change."""
        with self._condition:
            return self._document.log.with_entries(self._entries)

    @property
    def in_document(self) -> bool:
        """Return whether every change is in the document itself."""
        with self._condition:
            return self._is_in_document()

    def _is_in_document(self) -> bool:
        return self._packaged == self._made and not self._behind

    @property
    def state(self) -> SaveState:
        """Return how far the changes have come."""
        with self._condition:
            trouble = self._journal_trouble or self._document_trouble
            last = datetime.fromtimestamp(self._last).astimezone()
            since = self._failing_since or last
            if self._acked < self._made:
                if trouble is not None:
                    return SaveState(SaveKind.NOT_SAVED, since, trouble)
                return SaveState(SaveKind.SAVING, last)
            if self._document_trouble is not None:
                return SaveState(SaveKind.KEPT, since, self._document_trouble)
            return SaveState(SaveKind.SAVED, last)

    @property
    def in_background(self) -> bool:
        """Return whether changes are saved in threads."""
        return bool(self._threads)

    @property
    def assessment(self) -> Assessment:
        """Return the assessment with every change, and with what was merged in."""
        with self._condition:
            return self._assessment

    @property
    def merged(self) -> int:
        """Return how often something of others was merged in, for who shows the assessment."""
        return self._merges

    def record(self, entry: LogEntry, before: Assessment, after: Assessment) -> None:
        """Take in one change, from an assessment to the next; returns at once."""
        with self._lock:
            self._entries.append(entry)
            self._made += 1
            if self._assessment is before:
                self._assessment = after
            else:  # with what others have written meanwhile
                self._assessment = changed(self._assessment, entry.new or {})
            if self._threads:
                now = time.monotonic()
                self._first_change = self._first_change or now
                if self._due is None:
                    self._to_write.notify()
                self._due = min(now + QUIET, self._first_change + LONGEST)
                self._to_append.notify()

    def merge_in(self, theirs: StoredDocument) -> None:
        """Merge another copy of the document into it and write it; raises `StorageTrouble`."""
        kept = self._append()
        trouble = self._write_document(theirs)
        if trouble is not None:
            self._deny_nothing(trouble, kept=kept)
            raise trouble

    def start(self) -> None:
        """Save in threads from now on."""
        jobs = (("journal", self._keep_journal), ("document", self._keep_document))
        self._threads = [
            threading.Thread(target=job, name=f"excellence {name}", daemon=True)
            for name, job in jobs
        ]
        with self._condition:
            if not self._is_in_document():  # what a crash has left
                self._due = time.monotonic()
        for thread in self._threads:
            thread.start()

    def wait_until_safe(self, patience: float = 60.0) -> bool:
        """Wait until every change is safe on a disk and return whether that came about."""
        with self._condition:
            self._waiting += 1
            try:
                self._condition.wait_for(
                    lambda: self._acked == self._made or self._journal_trouble is not None,
                    patience,
                )
            finally:
                self._waiting -= 1
            return self._acked == self._made

    def keep(self) -> None:
        """Put every change into the journal; raises `StorageTrouble`."""
        if not self._append() and self._journal_trouble is not None:
            raise self._journal_trouble

    def save(self) -> None:
        """Write everything into the document before returning; raises `StorageTrouble`.

        If that fails, the changes are in the journal, unless that fails as well; they are
        kept in memory in any case.
        """
        if self.in_document:
            return
        kept = self._append()
        trouble = self._write_document()
        if trouble is not None:
            if kept:
                trouble = StorageTrouble(
                    trouble.message, trouble.path, safe=KEPT_HERE, advice=trouble.advice
                )
            self._deny_nothing(trouble, kept=kept)
            raise trouble

    def _deny_nothing(self, trouble: StorageTrouble, *, kept: bool) -> None:
        """Let trouble with the document not say "nothing" if changes may be in the journal.

        They may although it has not `kept` them: where it could not cut them off again.
        """
        journal = self._journal_trouble
        if not kept and journal is not None and journal.safe is None and trouble.safe == UNTOUCHED:
            trouble.safe = None

    def save_what_is_left(self) -> None:
        """Write the line of a merge; what was merged is in the document by now, whatever fails.

        Raises `StorageTrouble`.
        """
        try:
            self.save()
        except StorageTrouble as trouble:
            if trouble.safe == UNTOUCHED:
                trouble.safe = None
            raise

    def stop(self) -> None:
        """Stop the threads, when what they are doing is done."""
        with self._condition:
            self._stopping = True
            self._to_append.notify()
            self._to_write.notify()
        for thread in self._threads:
            thread.join()
        self._threads = []

    def release(self, *, keep_files: bool = False) -> None:
        """Give the document back; the journal goes if the document has everything.

        So do the files that were taken in, unless somebody may want back what an undo has taken
        out of the document (`keep_files`).
        """
        complete = self.in_document
        for orphan in self._orphans:
            orphan.release(clean=False)
        self._journal.release(clean=complete)
        if complete and not keep_files:
            with suppress(StorageTrouble):
                self._staging.clear()

    def _keep_journal(self) -> None:
        while True:
            with self._to_append:
                if self._journal_trouble is not None and not self._stopping:
                    self._to_append.wait(_RETRY)
                self._to_append.wait_for(lambda: self._appended < self._made or self._stopping)
                if self._stopping:
                    return
            self._append()

    def _keep_document(self) -> None:
        while True:
            with self._to_write:
                while not self._stopping and not self._is_due():
                    left = None if self._due is None else max(0.0, self._due - time.monotonic())
                    self._to_write.wait(left)
                if self._stopping:
                    return
                self._due = self._first_change = None
            if self._write_document() is not None:
                with self._condition:
                    self._due = time.monotonic() + _RETRY

    def _is_due(self) -> bool:
        return (
            self._due is not None and not self._is_in_document() and time.monotonic() >= self._due
        )

    def _append(self) -> bool:
        """Put what is not in the journal there and return whether everything is safe now."""
        with self._journal_use:
            with self._lock:
                first, upto = max(self._appended, self._packaged), self._made
                number = self._document.log.last_n + 1 - self._packaged
                entries = self._entries[first - self._packaged : upto - self._packaged]
            try:
                self._journal.append(
                    [line_of(entry, n) for n, entry in enumerate(entries, number + first)]
                )
            except StorageTrouble as trouble:
                with self._condition:
                    self._journal_trouble = trouble
                    self._failing_since = self._failing_since or datetime.now().astimezone()
                    self._due = time.monotonic()  # the document may lie on a better disk
                    self._to_write.notify()
                    self._condition.notify_all()
                self._on_change()
                return False
            with self._lock:
                self._appended = upto
                self._safe_upto(upto)
        self._on_change()
        return True

    def _safe_upto(self, upto: int) -> None:
        self._acked = max(self._acked, upto)
        self._last = time.time()
        if self._acked >= upto:
            self._journal_trouble = None
        if self._document_trouble is None:
            self._failing_since = None
        if self._waiting:
            self._condition.notify_all()

    def _write_document(self, theirs: StoredDocument | None = None) -> StorageTrouble | None:
        """Write what there is into the document and return what stood in the way, if anything."""
        with self._document_use:
            try:
                work, written = self._written(theirs)
            except StorageTrouble as trouble:
                with self._condition:
                    self._document_trouble = trouble
                    self._failing_since = self._failing_since or datetime.now().astimezone()
                    self._condition.notify_all()
                self._on_change()
                return trouble
            with self._journal_use, self._condition:
                self._entries = self._entries[work.upto - self._packaged :]
                self._packaged = work.upto
                self._behind = False
                self._appended = max(self._appended, work.upto)
                self._document = written
                self._document_trouble = None
                if written.assessment != work.mine:  # somebody else has changed it as well
                    self._put_on_top(work.mine)
                self._safe_upto(work.upto)
                nothing_beyond = self._appended == work.upto
            if nothing_beyond:
                self._restart_journal(work.upto, written.log.head)
            while self._orphans:  # the document has what was in them
                self._orphans.pop().release(clean=True)
        self._on_change()
        return None

    def _put_on_top(self, before: Assessment) -> None:
        """Put what was changed after `before` on top of what others have written meanwhile."""
        both = both_kept(self._entries, before, self._document)
        if both is not None:
            self._entries.append(both)
            self._made += 1
            self._due = time.monotonic()
            self._to_append.notify()
            self._to_write.notify()
        since = joined(entry.new or {} for entry in self._entries)
        self._assessment = changed(self._document.assessment, since)
        self._merges += 1

    def _restart_journal(self, upto: int, head: str) -> None:
        """Empty the journal, unless changes have come into it that the document lacks."""
        with self._journal_use:
            with self._condition:
                if self._appended != upto:
                    return
            with suppress(StorageTrouble):  # its lines are then known by their links
                self._journal.restart(head)

    def _written(self, theirs: StoredDocument | None) -> tuple[_Work, StoredDocument]:
        work = self._work()
        document = work.document
        if theirs is not None:
            document = self._merged(document, theirs)
        for _ in range(_ATTEMPTS):
            try:
                return work, self._write(document)
            except ChangedOnDisk:
                found = assessment_file.read(self._path)
                document = replace(self._merged(document, found), version=found.version)
        return work, self._write(document)

    def _write(self, document: StoredDocument) -> StoredDocument:
        return assessment_file.write(
            self._path,
            document,
            staged=self._staging.staged(),
            carry_over=self._journal.carry_over,
        )

    def _work(self) -> _Work:
        with self._condition:
            document, mine = self._document, self._assessment
            entries, upto = list(self._entries), self._made
        self._put_aside(document, mine)
        return _Work(
            replace(
                document,
                assessment=mine,
                log=document.log.with_entries(entries),
                attachments=self._attachments(document, mine),
            ),
            upto,
            mine,
        )

    def _merged(self, document: StoredDocument, theirs: StoredDocument) -> StoredDocument:
        try:
            merged = merge(document, theirs)
        except NotOneDocument as error:
            raise StorageTrouble(
                Message(N_("{file} is another document by now."), {"file": shown(self._path)}),
                self._path,
                safe=Message(N_("That document is untouched.")),
                advice=Message(N_("Please save yours under another name.")),
            ) from error
        except Damage as damage:
            raise StorageTrouble(
                Message(
                    N_("{file} was changed by somebody else, and its history is damaged."),
                    {"file": shown(self._path)},
                ),
                self._path,
                safe=Message(N_("Both are kept: that file as it is, and your changes here.")),
                advice=Message(N_("Please save yours under another name.")),
            ) from damage
        return replace(merged, version=document.version)

    def _attachments(self, document: StoredDocument, assessment: Assessment) -> dict[str, int]:
        """Return the files that the assessment names and that are at hand, with their sizes."""
        staged = self._staging.staged()
        at_hand = {file: path.stat().st_size for file, path in staged.items()}
        at_hand |= document.attachments
        return {
            file: at_hand.get(file, size)
            for file, size in files_named(assessment).items()
            if file in at_hand or any(backups.holding(document.id, file))
        }

    def _put_aside(self, document: StoredDocument, assessment: Assessment) -> None:
        """Keep at hand the files that leave the document, for they may come back by an undo."""
        named = files_named(assessment)
        for file in document.attachments:
            if file not in named and self._staging.path_of(file) is None:
                with suppress(StorageTrouble):  # the earlier version keeps it as well
                    self._staging.take_from(self._path, file)


def files_named(assessment: Assessment) -> dict[str, int]:
    """Return all files that an assessment and its earlier copies name: hashes with sizes."""
    every = (assessment, *assessment.earlier)
    logos = {one.logo.file: one.logo.size for one in every if one.logo is not None}
    return logos | {
        item.file: item.size for one in every for item in one.evidence.values() if item.file
    }


def has_news(theirs: StoredDocument, ours: StoredDocument) -> bool:
    """Return whether a copy holds something of a document that the document itself lacks."""
    return bool(
        set(theirs.log.lines.split(b"\n")) - set(ours.log.lines.split(b"\n"))
        or theirs.parts.items() - ours.parts.items()
        or files_named(ours.assessment).keys()
        & theirs.attachments.keys() - ours.attachments.keys()
    )


def _nothing() -> None:
    """Do nothing."""
