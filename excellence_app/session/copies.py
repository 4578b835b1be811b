"""Other copies of a document, to be merged with it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from excellence_app.domain.messages import N_, Message
from excellence_app.session.entered import refuse
from excellence_app.session.history import MERGE
from excellence_app.session.opened import seen, whole
from excellence_app.session.saving import Saving, has_news
from excellence_app.session.who import account, now
from excellence_app.storage.attachments import Staging
from excellence_app.storage.document import StoredDocument
from excellence_app.storage.log import LogEntry
from excellence_app.storage.merging import LogNotWhole, read_whole
from excellence_app.storage.records import Records
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble, shown


def copies_to_merge(
    document: StoredDocument, path: Path, copies: Sequence[Path]
) -> dict[Path, StoredDocument]:
    """Return other copies of the document at `path`, if they can be merged with it.

    Raises `Refused` if one is a copy of another document, and `StorageTrouble`.
    """
    found = {copy: whole(seen(copy)) for copy in copies}
    for copy, theirs in found.items():
        if theirs.id != document.id:
            refuse(
                N_("{file} is a copy of another document, so the two cannot be merged."),
                file=shown(copy),
            )
    for where, one in {path: document, **found}.items():
        _refuse_broken_history(one, where)
    return found


def merge_all(saving: Saving, path: Path, copies: Sequence[Path]) -> tuple[str, ...]:
    """Merge copies into the document at `path` that `saving` writes, and write it.

    Returns the names of those that held something new. Raises as `copies_to_merge` does,
    before anything is merged.
    """
    staging = Staging(saving.document.id, path)
    taken = []
    for copy, theirs in copies_to_merge(saving.document, path, copies).items():
        if has_news(theirs, saving.document):
            for file in theirs.attachments.keys() - saving.document.attachments.keys():
                staging.take_from(copy, file)
            taken.append(copy.name)
            saving.merge_in(theirs)
    return tuple(taken)


def merge_entry(copies: Iterable[Path], old: Records) -> LogEntry:
    """Return what the log says of a merge: what to go back to.

    The lines that came in say what is new. Said once more here, it would be this person's
    word against what the others enter next.
    """
    names = ", ".join(copy.name for copy in copies)
    return LogEntry(now(), account(), MERGE, names, old, None)


def _refuse_broken_history(document: StoredDocument, path: Path) -> None:
    """Raise `StorageTrouble` if the log of a document does not lead to what it says."""
    try:
        read_whole(document)
    except LogNotWhole as broken:
        raise StorageTrouble(
            Message(
                N_("The history in {file} was changed afterwards, so it cannot be merged."),
                {"file": shown(path)},
            ),
            path,
            safe=UNTOUCHED,
            advice=Message(N_('"excellence verify {file}" says more.'), {"file": shown(path)}),
        ) from broken
