"""Earlier versions, other copies, and the proof that a document is what was written."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment, ChangeSet, Evidence
from excellence_app.domain.messages import N_, Message, MessageValue
from excellence_app.session.copies import copies_to_merge, merge_entry
from excellence_app.session.edit import Edit
from excellence_app.session.entered import brief, refuse
from excellence_app.session.opened import seen, whole
from excellence_app.session.saving import files_named
from excellence_app.session.session import AssessmentSession
from excellence_app.storage import assessment_file, backups
from excellence_app.storage.assessment_file import SUFFIX
from excellence_app.storage.attachments import Staging
from excellence_app.storage.backups import Version
from excellence_app.storage.copies import other_copies
from excellence_app.storage.damaged import replace_damaged
from excellence_app.storage.document import Damaged, StoredDocument
from excellence_app.storage.journal import PATIENCE, Journal
from excellence_app.storage.log import LogLine, first_break, read_log
from excellence_app.storage.merging import LogNotWhole, merge, read_whole, unlike_its_log
from excellence_app.storage.records import difference, names_in
from excellence_app.storage.trouble import StorageTrouble


def versions(path: Path) -> Sequence[Version]:
    """Return the earlier versions of a document that this computer keeps, the newest first.

    Works for a damaged document as well. Raises `StorageTrouble`.
    """
    return backups.versions_of(path)


def restore(session: AssessmentSession, number: int) -> ChangeSet:
    """Bring the document's content back to an earlier version, as one step that can be undone.

    Raises `Refused` for a version that there is none of, or that answers another edition
    of the criteria set, and `StorageTrouble` if it cannot be read.
    """
    found = _numbered(backups.versions(session.document.id), number)
    then = assessment_file.read(found.path)
    if then.assessment.criteria != session.assessment.criteria:
        refuse(
            N_("Version {number} answers the edition {edition} of the criteria set."),
            number=number,
            edition=then.assessment.criteria.edition,
        )
    staging = Staging(session.document.id, session.path)
    for file in files_named(then.assessment):
        if file in then.attachments and file not in session.document.attachments:
            staging.take_from(found.path, file)

    def change(_before: Assessment) -> Assessment:
        return then.assessment

    session.stop_merging()
    return session.apply(Edit("restore", found.time[:16].replace("T", " "), change))


def save_version_as(path: Path, number: int, target: Path) -> Version:
    """Write an earlier version into a new file of its own and return which it is.

    Raises `Refused` for a version that there is none of, and `StorageTrouble`.
    """
    _refuse_other_names(target)
    found = _numbered(backups.versions_of(path), number)
    assessment_file.copy_to(found.path, target)
    return found


def trouble_with(path: Path) -> StorageTrouble | None:
    """Return why a document cannot be read, none if it can."""
    try:
        assessment_file.read(path)
    except StorageTrouble as found:
        return found
    return None


def is_damaged(path: Path) -> bool:
    """Return whether a document is damaged or gone, so that it can only be replaced.

    Raises `StorageTrouble` if it cannot be read for another reason.
    """
    found = trouble_with(path)
    if found is None or isinstance(found, Damaged) or not os.path.lexists(path):
        return found is not None
    raise found


def restore_damaged(path: Path, number: int) -> tuple[Version, Path | None]:
    """Put an earlier version in the place of a document that is damaged or gone.

    Returns that version, and where the damaged file is kept. Changes that only the journal
    has stay there and come to the document when it is opened. Raises `Refused` for a version
    that there is none of, and `StorageTrouble`.
    """
    found = _numbered(backups.versions_of(path), number)
    journal = Journal(path)
    journal.acquire(PATIENCE)
    try:
        kept = replace_damaged(path, found.path)
    finally:
        journal.release(clean=False)
    return found, None if kept is None else _as_named(path, kept)


def _refuse_other_names(target: Path) -> None:
    if target.suffix != SUFFIX:
        refuse(
            N_('A document\'s name ends in {suffix}: "{name}".'),
            suffix=SUFFIX,
            name=f"{brief(target.stem)}{SUFFIX}",
        )


def _numbered(found: Iterable[Version], number: int) -> Version:
    wanted = next((version for version in found if version.number == number), None)
    if wanted is not None:
        return wanted
    return refuse(N_("There is no version {number} of this document."), number=number)


class Finding(NamedTuple):
    """One thing that was looked at, and whether it is as it was written."""

    message: Message
    sound: bool = True


def verify(path: Path) -> list[Finding]:
    """Look at every part of a document: hashes, files, the chain of the log.

    Raises `StorageTrouble` if it cannot be read at all.
    """
    document = assessment_file.read(path)
    found = [Finding(Message(N_("Answers, criteria and all other parts are as written.")))]
    for file, size in document.attachments.items():
        try:
            with assessment_file.open_attachment(path, file) as content:
                while content.read(1 << 20):
                    pass
        except StorageTrouble as trouble:
            found.append(Finding(trouble.message, sound=False))
        else:
            names = [item.place for item in _named(document.assessment, file)]
            text = N_("File as taken in: {name} ({size} bytes).")
            name = ", ".join(dict.fromkeys(names))
            found.append(Finding(Message(text, {"name": name, "size": size})))
    number = first_break(document.log)
    if number is None and not _leads_there(document):
        found.append(Finding(_not_led_to(document), sound=False))
    elif number is None:
        text = N_("The history is unbroken. Entries: {count}. Last link: {head}.")
        values: dict[str, MessageValue] = {
            "count": document.log.entries,
            "head": document.log.head,
        }
        found.append(Finding(Message(text, values)))
    else:
        text = N_("The history was changed afterwards: entry {number} is not as it was written.")
        found.append(Finding(Message(text, {"number": number}), sound=False))
    return found


def _not_led_to(document: StoredDocument) -> Message:
    """Return that the history leads elsewhere, with the answers and fields that differ."""
    named = []
    for place in unlike_its_log(document):
        group, *names = names_in(place)
        named.append(names[0] if group == "answers" and names else "/".join((group, *names)))
    differing = [brief(one) for one in dict.fromkeys(named)]
    if not differing:
        return Message(N_("The history does not lead to what the document holds."))
    text = N_("The history does not lead to what the document holds. It differs at: {names}.")
    shown_ones = ", ".join(differing[:_MOST_NAMED])
    if len(differing) > _MOST_NAMED:
        shown_ones += ", …"
    return Message(text, {"names": shown_ones})


def _leads_there(document: StoredDocument) -> bool:
    """Return whether the changes in the log make up what the document says."""
    try:
        read_whole(document)
    except LogNotWhole:
        return False
    return True


def _named(assessment: Assessment, file: str) -> list[Evidence]:
    copies = (assessment, *assessment.earlier)
    return [item for one in copies for item in one.evidence.values() if item.file == file]


_MOST_NAMED = 12  # of what differs


class Copy(NamedTuple):
    """Another copy of a document, and how many changes it has that the document lacks.

    A `broken` one has a history that was changed afterwards. It cannot be merged, so nothing in
    it counts as new.
    """

    path: Path
    news: int
    broken: bool = False


def copies(path: Path) -> list[Copy]:
    """Return the other copies of a document beside it, as far as they can be read.

    Raises `StorageTrouble` if the document itself cannot be read.
    """
    others = [_as_named(path, other) for other in other_copies(path)]
    if not others:
        return []
    lines = _lines(whole(seen(path)))
    found = []
    for other in others:
        with suppress(StorageTrouble):
            theirs = whole(seen(other))
            news = len(_lines(theirs) - lines)
            if news and not (first_break(theirs.log) is None and _leads_there(theirs)):
                found.append(Copy(other, 0, broken=True))
            else:
                found.append(Copy(other, news))
    return found


def _as_named(path: Path, beside: Path) -> Path:
    """Return a file beside a document with the folder as the document's was typed."""
    named = path.with_name(beside.name)
    return named if os.path.realpath(named) == os.path.realpath(beside) else beside


def _lines(document: StoredDocument) -> set[bytes]:
    return {line for line in document.log.lines.split(b"\n") if line}


class Merged(NamedTuple):
    """What a merge brought: how many changes of whom, and what differs in the assessment now."""

    news: Mapping[str, int]
    before: Assessment
    after: Assessment


def merge_copies(session: AssessmentSession, found: Sequence[Path]) -> Merged:
    """Merge other copies of the document into it, as one step that can be undone.

    The places where several people entered different things are then in
    `assessment.conflicts`. Raises `Refused` for a copy of another document, and
    `StorageTrouble`.
    """
    before, lines = session.assessment, session.log_lines()
    session.merge(*found)
    return Merged(_news(lines, session.log_lines()), before, session.assessment)


def merge_into_new(path: Path, found: Sequence[Path], target: Path) -> Merged:
    """Merge copies of a document into a new file; the document itself stays as it is.

    Raises `Refused` for a copy of another document, and `StorageTrouble`; then there is no
    such file.
    """
    _refuse_other_names(target)
    ours = whole(seen(path))
    copies = copies_to_merge(ours, path, found)
    document = ours
    for theirs in copies.values():
        document = merge(document, theirs)
    news = _news(read_log(ours.log), read_log(document.log))
    old, new = difference(ours.assessment, document.assessment)
    if new:
        document = replace(document, log=document.log.with_entries([merge_entry(copies, old)]))
    journal = Journal(target)
    journal.acquire(PATIENCE)
    try:
        with Staging(document.id, target) as staging:
            files = _staged_from(staging, document.assessment, {path: ours, **copies})
            document = replace(document, version="", attachments=files)
            assessment_file.write(target, document, staged=staging.staged())
    finally:
        journal.release(clean=True)
    return Merged(news, ours.assessment, document.assessment)


def _staged_from(
    staging: Staging, assessment: Assessment, sources: Mapping[Path, StoredDocument]
) -> dict[str, int]:
    """Take in the files that an assessment names from the documents that hold them."""
    found = {}
    for file, size in files_named(assessment).items():
        for path, document in sources.items():
            if file in document.attachments:
                staging.take_from(path, file)
                found[file] = size
                break
        else:
            if staging.path_of(file) is not None:  # taken in, and not written into it yet
                found[file] = size
    return found


def _news(before: Sequence[LogLine], after: Sequence[LogLine]) -> dict[str, int]:
    """Return how many lines of whom came to a log; a merge is no change of its own."""
    known = {line.link for line in before}
    found = [
        line.actor
        for line in after
        if line.link not in known and line.edit not in {"merge", "upgrade"}
    ]
    return dict(Counter(found))


def settled(place: str) -> Edit:
    """Choose what is at a place for now, where several people entered different things."""

    def change(before: Assessment) -> Assessment:
        left = {one: entries for one, entries in before.conflicts.items() if one != place}
        return replace(before, conflicts=left)

    return Edit("choose", names_in(place)[1:2][0] if "/" in place else place, change)


class Content(Enum):
    """What is wrong with a file that is named as evidence."""

    MISSING = "missing"
    DAMAGED = "damaged"


def contents(session: AssessmentSession) -> dict[str, Content]:
    """Return what is wrong with files named as evidence, by their hashes; all are read."""
    found = {}
    document = session.document
    staging = Staging(document.id, session.path)
    for file in files_named(session.assessment):
        if file in document.attachments:
            try:
                with assessment_file.open_attachment(session.path, file) as content:
                    for _ in content.pieces():
                        pass
            except StorageTrouble:
                found[file] = Content.DAMAGED
        elif staging.path_of(file) is None:
            found[file] = Content.MISSING
    return found
