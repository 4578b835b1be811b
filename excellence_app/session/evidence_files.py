"""The files of evidence: looked at, taken out of the document, and copied into it."""

from collections.abc import Sequence
from pathlib import Path, PurePath

from excellence_app.domain.assessment import Evidence
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.assessment_file import open_attachment
from excellence_app.storage.attachments import Attachment, Staging, copy_out

MOST_SHOWN = 40_000_000  # bytes of a file that is shown in the window


def file_name(item: Evidence) -> str:
    """Return the name of the file of an item, as it was when it was taken in.

    It is a name alone: a document from elsewhere must not say where a copy goes.
    """
    for text in (item.place, item.title, item.id):
        name = PurePath(text.replace("\\", "/").replace(":", "/")).name
        if name.strip(". "):
            return name
    return "file"


def take_in(session: AssessmentSession, files: Sequence[Path]) -> list[Attachment]:
    """Take files in, so that evidence can name them.

    Raises `StorageTrouble` for the first that cannot be.
    """
    staging = Staging(session.document.id, session.path)
    return [staging.take_in(file) for file in files]


def take_in_content(session: AssessmentSession, name: str, pasted: bytes) -> list[Attachment]:
    """Take in what was pasted and never was a file; raises `StorageTrouble`."""
    return [Staging(session.document.id, session.path).take_content(name, pasted)]


def content(session: AssessmentSession, item: Evidence) -> bytes:
    """Return what is in the file of an item, to be shown; raises `StorageTrouble`."""
    if item.size > MOST_SHOWN:
        return b""
    staged = _staged(session, item)
    if staged is not None:
        try:
            return staged.read_bytes()
        except OSError:
            return b""  # it has gone into the document this moment
    with open_attachment(session.path, item.file) as found:
        return b"".join(found.pieces())


def _staged(session: AssessmentSession, item: Evidence) -> Path | None:
    if item.file in session.document.attachments:
        return None
    return Staging(session.document.id, session.path).path_of(item.file)


def copy_file(
    session: AssessmentSession, item: Evidence, target: Path, *, overwrite: bool = False
) -> Path:
    """Write the file of an item to a place of its own; raises `StorageTrouble`."""
    staged = _staged(session, item)
    copy_out(session.path, item.file, target, staged=staged, overwrite=overwrite)
    return target


def copy_all(session: AssessmentSession, folder: Path) -> int:
    """Write all files of evidence into a folder and return how many; none is replaced.

    Raises `StorageTrouble` for the first that cannot be written.
    """
    taken: set[str] = set()
    count = 0
    for item in session.assessment.evidence.values():
        if item.file:
            copy_file(session, item, _free(folder, file_name(item), taken))
            count += 1
    return count


def _free(folder: Path, name: str, taken: set[str]) -> Path:
    """Return a name that is not in a folder yet."""
    number, found = 1, folder / name
    while found.name.casefold() in taken or found.exists():
        number += 1
        found = folder / f"{Path(name).stem} {number}{Path(name).suffix}"
    taken.add(found.name.casefold())
    return found
