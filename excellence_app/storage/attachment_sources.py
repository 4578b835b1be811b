"""Where the files come from that a document is to hold when it is written.

They come from the file that is there, else from what was taken in since, else from an earlier
version; where one of them is damaged, from the next one that is good.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from excellence_app.domain.messages import N_
from excellence_app.domain.values import dataclass
from excellence_app.storage import backups
from excellence_app.storage.attachment_reading import (
    SHORT,
)
from excellence_app.storage.document import (
    Manifest,
    StoredDocument,
    attachment_part,
    open_package,
)
from excellence_app.storage.ordinary_files import opened, trouble
from excellence_app.storage.package import (
    CHUNK,
    BadPart,
    Package,
)
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written, and in place of which version.

    With `careful`, after something was not as it should be, each attachment is read once more
    before it is written, and good ones are looked for.
    """

    path: Path
    before: str
    document: StoredDocument
    staged: Mapping[str, Path]
    careful: bool = False


class Old(NamedTuple):
    """The file that is there, open, and what told it from others when it was opened."""

    package: Package
    manifest: Manifest
    state: tuple[int, ...]


class Source(NamedTuple):
    """Where the content of an attachment comes from.

    `checksum` is none if it is not known; `carried` says that it is the file to be replaced,
    and `digest` is its true hash if it is damaged there.
    """

    pieces: Callable[[], Iterable[bytes]]
    checksum: int | None = None
    carried: bool = False
    digest: str = ""


class NotAsHashed(Exception):  # noqa: N818 - a finding, which the caller acts on
    """An attachment could not be read, or not as its hash says."""


def source_of(job: Job, old: Old | None, digest: str, size: int) -> Source:
    """Return where an attachment comes from; raises `StorageTrouble` if there is nothing."""
    damaged = None
    for source in _sources(job, old, digest, size):
        if not job.careful:
            return source
        found = hash_of(source)
        if found == digest:
            return source
        if found and source.carried:
            damaged = source._replace(digest=found)
    if damaged is None:
        raise trouble(
            job.path,
            N_(
                '{file} is not written: the file "{name}", which is kept as evidence, is '
                "missing or cannot be read."
            ),
            N_("Please add that file to the evidence again, or remove it there."),
            safe=UNTOUCHED,
            name=_name_of(job.document, digest),
        )
    return damaged


def _sources(job: Job, old: Old | None, digest: str, size: int) -> Iterator[Source]:
    """Return all places where an attachment may be, the likeliest first."""
    part = attachment_part(digest)
    if old is not None and part in old.manifest.parts:
        package, checksum = old.package, old.package.entries[part].checksum
        yield Source(lambda: package.stream(part, anyway=job.careful), checksum, carried=True)
    staged = job.staged.get(digest)
    if staged is not None:
        with suppress(OSError):
            if staged.stat().st_size == size:
                yield Source(partial(_file_pieces, staged))
    for path in backups.holding(job.document.id, digest):
        yield Source(partial(_part_pieces, path, part))


def _file_pieces(path: Path) -> Iterator[bytes]:
    with opened(path) as file:
        while piece := file.read(CHUNK):
            yield piece


def _part_pieces(path: Path, part: str) -> Iterator[bytes]:
    with opened(path) as file:
        yield from open_package(file, path).stream(part)


def hash_of(source: Source) -> str:
    """Return the hash of what a source gives, nothing if it gives trouble."""
    counted = sha256()
    try:
        for piece in source.pieces():
            counted.update(piece)
    except (OSError, BadPart, StorageTrouble):
        return ""
    return counted.hexdigest()


def _name_of(document: StoredDocument, digest: str) -> str:
    """Return the name under which people know an attachment."""
    for item in document.assessment.evidence.values():
        if item.file == digest:
            return item.place or item.title
    logo = document.assessment.logo
    if logo is not None and logo.file == digest:
        return logo.name
    return digest[:SHORT]
