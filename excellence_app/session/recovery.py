"""Open a document as it was left: the file, and what only the journal has after a crash."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from excellence_app.domain.assessment import Assessment, Candidate
from excellence_app.session.history import MERGE, Step, steps_of
from excellence_app.session.opened import Opened, Restored, whole
from excellence_app.storage import assessment_file, journal
from excellence_app.storage.assessment_file import StoredDocument
from excellence_app.storage.assessment_json import candidate_to_plain
from excellence_app.storage.journal import Journal
from excellence_app.storage.journal_lines import Recovered
from excellence_app.storage.log import Log, LogEntry, LogLine, read_log
from excellence_app.storage.merging import with_branch
from excellence_app.storage.orphaned_journals import orphans
from excellence_app.storage.plain_json import Damage
from excellence_app.storage.record_places import records_of
from excellence_app.storage.records import changed, joined


def new_document(start: Assessment, criteria: bytes, actor: str, time: str) -> StoredDocument:
    """Return a new document, which its log makes of nothing."""
    document = StoredDocument(assessment_file.new_id(), start, criteria)
    made = LogEntry(time, actor, "new", start.criteria.id, None, records_of(start))
    return replace(document, log=document.log.with_entries([made]))


def seen_with_journal(path: Path) -> Opened:
    """Return what `opened.seen` does where there is a journal; raises `StorageTrouble`."""
    found = journal.read_only(path)  # first, so that no change is missed in between
    document = assessment_file.read(path)
    return _with_journal(document, _of(document, found))


def recovered(path: Path, own: Journal, *, whole_history: bool = False) -> Opened:
    """Return a document to be changed, of which `own` is the journal and its lock is held.

    A journal under another name is taken over if its document was moved here. Raises
    `StorageTrouble`.
    """
    document = assessment_file.read(path)
    found = _of(document, own.recover())  # `start` keeps that of another document for it
    opened = _with_journal(document, found)
    elsewhere = orphans(document.id, path)
    try:
        for orphan in elsewhere:
            opened = _with_orphan(opened, orphan.recover())
        base = opened.document.log.head
        sitting = new_sitting() if found is None or not found.sitting else found.sitting
        own.start(document.id, base, sitting)
        if found is not None and found.lines and opened.restored is None:
            own.restart(base)  # the document has them all
        if whole_history:
            opened = opened._replace(steps=_steps(opened))
        elif found is not None:
            opened = opened._replace(steps=_steps(opened, sitting))
    except BaseException:
        for orphan in elsewhere:
            orphan.release(clean=False)
        raise
    return opened._replace(orphans=tuple(elsewhere), sitting=sitting)


def _of(document: StoredDocument, found: Recovered | None) -> Recovered | None:
    """Return what a journal holds if it is of this document, or was before it was damaged."""
    if found is None or found.document == document.id:
        return found
    return found if found.damaged is not None and not found.lines else None


def _with_journal(document: StoredDocument, found: Recovered | None) -> Opened:
    """Return a document with the changes that only its journal has."""
    if found is None or not found.lines:
        damaged = None if found is None else found.damaged
        return Opened(document, document.assessment, damaged=damaged)
    entries = tuple(line.entry for line in found.lines)
    last = entries[-1]
    try:
        log = document.log.with_branch(found.base, entries)
    except Damage:  # the file was put back to a version before the journal's beginning
        return _put_on_top(document, entries)._replace(damaged=found.damaged)
    missing = log.entries - document.log.entries
    restored = Restored(missing, last.time, last.actor)
    if not missing:
        return Opened(document, document.assessment, damaged=found.damaged)
    left = entries[len(entries) - missing :]
    follows = found.base == document.log.head
    if follows or document.log.with_entries(left).head == log.head:  # nobody else changed it
        assessment = changed(document.assessment, joined(entry.new or {} for entry in left))
        return Opened(document, assessment, left, restored=restored, damaged=found.damaged)
    try:
        merged = with_branch(document, found.base, entries)
    except Damage:  # its own history does not lead to what it says
        return _put_on_top(document, left)._replace(damaged=found.damaged)
    return Opened(merged, merged.assessment, behind=True, restored=restored, damaged=found.damaged)


def _with_orphan(opened: Opened, orphan: Recovered | None) -> Opened:
    found = _with_journal(whole(opened), orphan)
    if found.restored is None:
        return opened
    document = whole(found)
    return Opened(
        document,
        document.assessment,
        behind=True,
        restored=found.restored,
        damaged=opened.damaged or found.damaged,
    )


def _put_on_top(document: StoredDocument, entries: Sequence[LogEntry]) -> Opened:
    """Return a document with changes of which it does not know the beginning.

    Where it has another value than the one that was changed, both are kept.
    """
    before: dict[str, object] = {}
    for entry in entries:
        for place, value in (entry.old or {}).items():
            before.setdefault(place, value)
    after = joined(entry.new or {} for entry in entries)
    now = records_of(document.assessment)
    last = entries[-1]
    kept: dict[str, object] = {}
    for place, value in after.items():
        theirs = now.get(place)
        if theirs not in (before.get(place), value) and not place.startswith("conflicts/"):
            both = (Candidate(value, last.time, last.actor), Candidate(theirs, "", ""))
            kept[f"conflicts/{place}"] = [candidate_to_plain(one) for one in both]
    more = LogEntry(last.time, last.actor, "merge", "", dict.fromkeys(kept), kept)
    log = document.log.with_entries([*entries, more] if kept else entries)
    assessment = changed(changed(document.assessment, after), kept)
    return Opened(
        replace(document, assessment=assessment, log=log),
        assessment,
        behind=True,
        restored=Restored(len(entries), last.time, last.actor),
    )


def _steps(opened: Opened, sitting: str = "") -> tuple[list[Step], list[Step]]:
    """Return the steps that can be taken back and made again, of one sitting or of all."""
    log = opened.document.log
    if sitting:  # of a long log only the lines that may be meant
        mark = sitting.encode()
        raw = [line for line in log.lines.splitlines(keepends=True) if mark in line]
        log = Log(b"".join(raw), len(raw))
    lines: list[LogLine | LogEntry] = [*read_log(log), *opened.entries]
    done, undone = steps_of(line for line in lines if not sitting or line.sitting == sitting)
    if any(step.kind == MERGE for step in done):
        _say_what_came_in(done, opened.assessment)
    return done, undone


def _say_what_came_in(done: list[Step], now: Assessment) -> None:
    """Let each merge say what it brought: its line in the log says only what was there before."""
    for place in range(len(done) - 1, -1, -1):
        step = done[place]
        if step.kind == MERGE:
            records = records_of(now)
            done[place] = step._replace(new={at: records.get(at) for at in step.old})
        try:
            now = changed(now, step.old)
        except Damage:  # a stranger's log, which cannot be taken back any further
            return


def new_sitting() -> str:
    """Return the mark of a new sitting."""
    return os.urandom(4).hex()
