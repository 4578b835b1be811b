"""Begin a sitting: on a new document, or on one that was left, with its lock held."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.problems import Problem
from excellence_app.session import recovery
from excellence_app.session.opened import Opened
from excellence_app.session.saving import Saving
from excellence_app.session.sets import set_in
from excellence_app.session.who import account, now
from excellence_app.storage import assessment_file
from excellence_app.storage.attachments import Staging
from excellence_app.storage.journal import Journal
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble


def make(
    path: Path,
    start: Assessment,
    criteria: bytes,
    files: tuple[Path, Mapping[str, int]] | None = None,
) -> tuple[Opened, Saving]:
    """Write a new document and hold it; `files` are an older document and what it keeps.

    Raises `StorageTrouble`.
    """
    document = recovery.new_document(start, criteria, account(), now())
    sitting = recovery.new_sitting()
    there = os.path.lexists(path)
    journal = Journal(path)
    journal.acquire()
    try:
        with Staging(document.id, path) as staging:
            if files is not None:
                earlier, attachments = files
                document = replace(document, attachments=attachments)
                for file in attachments:
                    staging.take_from(earlier, file)
            written = assessment_file.write(
                path, document, staged=staging.staged(), carry_over=journal.carry_over
            )
        journal.start(written.id, written.log.head, sitting)
    except StorageTrouble as trouble:
        journal.release(clean=True)
        if there or not os.path.lexists(path):
            trouble.safe = trouble.safe or UNTOUCHED
        raise
    except BaseException:
        journal.release(clean=True)
        raise
    opened = Opened(written, written.assessment, sitting=sitting)
    return opened, Saving(path, journal, opened)


def take_up(
    path: Path,
    *,
    patience: float,
    whole_history: bool,
    language: str,
    in_background: bool,
    on_change: Callable[[], None] | None,
) -> tuple[Saving, Opened, tuple[CriteriaSet, tuple[Problem, ...]]]:
    """Hold a document and return how it was left, with its criteria set and their problems.

    Raises `StorageTrouble` or `FileUnusable`.
    """
    assessment_file.refuse_what_is_no_file(path)
    journal = Journal(path)
    journal.acquire(patience)
    try:
        opened = recovery.recovered(path, journal, whole_history=whole_history)
        found = set_in(opened.document, path, language)
        if in_background:
            journal.leave_note()
        return Saving(path, journal, opened, on_change), opened, found
    except BaseException:
        journal.release(clean=False)
        raise
