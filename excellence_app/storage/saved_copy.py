"""Write a document that is open into another file, with all that it keeps as evidence.

Nothing of the state folder is needed for that: its disk may be the one that is full.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from excellence_app.domain.messages import N_
from excellence_app.storage import backups
from excellence_app.storage.assessment_file import (
    MAX_FILE,
    StoredDocument,
    open_attachment,
)
from excellence_app.storage.atomic import replacing
from excellence_app.storage.document import (
    attachment_part,
    contents_of,
    open_package,
    read_document,
    read_manifest,
    ready,
)
from excellence_app.storage.lock import Busy, DocumentLock
from excellence_app.storage.ordinary_files import opened, trouble
from excellence_app.storage.package import CHUNK, MAX_PARTS, BadPart, PackageWriter, length_of
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble

_PATIENCE = 0.3  # seconds; a command is done by then, another window is not

Pieces = Callable[[], Iterable[bytes]]


def write_copy(
    target: Path, document: StoredDocument, source: Path, staged: Mapping[str, Path]
) -> None:
    """Write `document` to the file `target`, in place of what may be there.

    The files kept as evidence come from the document's own file `source`, from those that were
    taken in since (`staged`, by SHA-256), or from an earlier version. A document that is replaced
    is kept as an earlier version if that can be done. Raises `Busy` if it is open, and
    `StorageTrouble`; then the target is as it was.
    """
    contents = contents_of(document)
    parts = ready(contents)
    sizes = [(name, len(part.data)) for name, part in parts.items()]
    sizes += [(attachment_part(one), size) for one, size in document.attachments.items()]
    needed = length_of(sizes)
    if needed > MAX_FILE or len(sizes) > MAX_PARTS:
        raise trouble(
            target,
            N_("{file} would become larger than a document of Excellence can be."),
            N_("Please remove a large file from the evidence and try again."),
            safe=UNTOUCHED,
        )
    sources = {
        digest: _source(target, document, digest, (source, staged.get(digest)))
        for digest in document.attachments
    }
    with (
        _held(target),
        replacing(
            target,
            needed=needed,
            verify=partial(_verify, target, document),
            before_replace=partial(_keep, target),
        ) as aside,
    ):
        package = PackageWriter(aside)
        for name, part in parts.items():
            package.add(name, part)
        for digest, size in document.attachments.items():
            try:
                package.add_stored(attachment_part(digest), sources[digest](), size)
            except BadPart as error:
                raise _missing(target, document, digest) from error
        package.close()


def _held(target: Path) -> ExitStack:
    """Keep others out of a document that is about to be replaced; raises `Busy`."""
    stack = ExitStack()
    lock = DocumentLock(target)
    if target.exists():
        try:
            lock.acquire(_PATIENCE)
        except Busy:
            raise
        except StorageTrouble:  # a state folder without room; what is there is not ours to hold
            return stack
        stack.callback(lock.release)
    return stack


def _source(
    target: Path, document: StoredDocument, digest: str, places: tuple[Path, Path | None]
) -> Pieces:
    """Return where the whole of a file kept as evidence can be read; raises `StorageTrouble`."""
    source, staged = places
    found: list[Pieces] = [partial(_pieces_in, source, digest)]
    if staged is not None:
        found.append(partial(_pieces_of, staged))
    found += [partial(_pieces_in, path, digest) for path in backups.holding(document.id, digest)]
    for pieces in found:
        with suppress(OSError, BadPart, StorageTrouble):
            if _hash_of(pieces()) == digest:
                return pieces
    raise _missing(target, document, digest)


def _hash_of(pieces: Iterable[bytes]) -> str:
    counted = sha256()
    for piece in pieces:
        counted.update(piece)
    return counted.hexdigest()


def _pieces_in(path: Path, digest: str) -> Iterator[bytes]:
    with open_attachment(path, digest) as content:
        yield from content.pieces()


def _pieces_of(file: Path) -> Iterator[bytes]:
    with opened(file) as content:
        while piece := content.read(CHUNK):
            yield piece


def _missing(target: Path, document: StoredDocument, digest: str) -> StorageTrouble:
    named = (one for one in document.assessment.evidence.values() if one.file == digest)
    name = next((one.place or one.title for one in named), digest[:12])
    return trouble(
        target,
        N_(
            '{file} is not written: the file "{name}", which is kept as evidence, is '
            "missing or cannot be read."
        ),
        N_("Please add that file to the evidence again, or remove it there."),
        safe=UNTOUCHED,
        name=name,
    )


def _verify(target: Path, document: StoredDocument, file: BinaryIO) -> None:
    """Read what was written; raises `StorageTrouble` if it is not what was to be written."""
    same = False
    with suppress(StorageTrouble, BadPart):
        package = open_package(file, target)
        same = contents_of(read_document(package, target)) == contents_of(document) and all(
            _hash_of(package.stream(attachment_part(digest))) == digest
            for digest in document.attachments
        )
    if not same:
        raise trouble(
            target,
            N_("{file} is not written: what was written could not be read again."),
            N_("Please choose another disk and have this one checked."),
            safe=UNTOUCHED,
        )


def _keep(target: Path) -> None:
    """Keep the document that is about to be replaced, if it is one."""
    with suppress(StorageTrouble):
        with opened(target) as file:
            manifest = read_manifest(open_package(file, target), target)
        backups.keep(target, manifest)
