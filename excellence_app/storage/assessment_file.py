"""The document `name.excellence`: read it, write it whole.

A ZIP package: `mimetype`, `manifest.json` with the hash and the size of every other part,
`criteria.yaml` as it was read, `assessment.json`, `log.jsonl`, and the files kept as
evidence, which are never in memory as a whole. `docs/file-format.md` describes it.
"""

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NoReturn

from excellence_app import __version__
from excellence_app.domain.messages import N_, Message
from excellence_app.storage import backups
from excellence_app.storage.atomic import Aside, remove_leftovers, replacing
from excellence_app.storage.attachment_reading import (
    AttachmentReader,
    damaged_attachments,
    open_attachment,
)
from excellence_app.storage.attachment_sources import (
    Job,
    NotAsHashed,
    Old,
    Source,
    hash_of,
    source_of,
)
from excellence_app.storage.document import (
    MANIFEST,
    Damaged,
    Manifest,
    StoredDocument,
    attachment_part,
    contents_of,
    open_package,
    read_document,
    read_manifest,
    ready,
)
from excellence_app.storage.ordinary_files import opened, refuse_unless_file, trouble
from excellence_app.storage.package import (
    CHUNK,
    MAX_FILE,
    MAX_PARTS,
    BadPart,
    PackageWriter,
    Packed,
    length_of,
)
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble, shown
from excellence_app.storage.upgrades import FORMAT, PLAIN_FORMAT, needed_format

__all__ = [
    "FORMAT",
    "MAX_FILE",
    "SUFFIX",
    "AttachmentReader",
    "ChangedOnDisk",
    "StoredDocument",
    "copy_to",
    "damaged_attachments",
    "new_id",
    "open_attachment",
    "read",
    "refuse_what_is_no_file",
    "version_of",
    "write",
]

SUFFIX = ".excellence"


class ChangedOnDisk(StorageTrouble):
    """Somebody else has written the document since it was read; `path` is where."""


def new_id() -> str:
    """Return the identity of a new document."""
    from uuid import uuid4  # noqa: PLC0415 - needed once in a document's life

    return str(uuid4())


def refuse_what_is_no_file(path: Path) -> None:
    """Raise `StorageTrouble` unless `path` is an ordinary file of a bearable size."""
    with _offering(path):
        refuse_unless_file(path)


def read(path: Path) -> StoredDocument:
    """Return the document in the file `path`; raises `StorageTrouble`.

    One of an older format is upgraded in memory. Where the file is damaged or gone and a
    good earlier version is kept, the advice says so.
    """
    with _offering(path), opened(path) as file:
        return read_document(open_package(file, path), path)


@contextmanager
def _offering(path: Path) -> Iterator[None]:
    """Let the advice point to an earlier version where a document is damaged or gone."""
    try:
        yield
    except StorageTrouble as found:
        cause = found.__cause__
        if isinstance(found, Damaged):
            found.advice = backups.offer(path, found.document) or found.advice
        elif isinstance(cause, OSError) and cause.errno in _LOST:
            found.advice = backups.offer(path) or found.advice
        raise


_LOST = frozenset({errno.ENOENT, errno.EIO})  # gone, or the disk cannot read it


def _is_missing(found: StorageTrouble) -> bool:
    return isinstance(found.__cause__, FileNotFoundError)


def version_of(path: Path) -> tuple[str, str] | None:
    """Return the id of the document in a file and its version, or none if there is no file.

    Reads the index and the manifest alone. Raises `StorageTrouble` if it is no document.
    """
    try:
        with opened(path) as file:
            manifest = read_manifest(open_package(file, path), path)
    except StorageTrouble as found:
        if _is_missing(found):
            return None
        raise
    return manifest.id, manifest.version


def write(
    path: Path,
    document: StoredDocument,
    *,
    staged: Mapping[str, Path] | None = None,
    carry_over: Callable[[int], None] | None = None,
    tell: Callable[[StorageTrouble], None] | None = None,
) -> StoredDocument:
    """Write a document and return it as it is now on the disk.

    To be called while holding the document's lock; `carry_over` gets the open handle of
    the new file before it takes the place of the old one, to lock it as well.

    `document.attachments` says which files it is to hold. They come from the file that is
    there, else from `staged` (by SHA-256), else from an earlier version. One that is
    damaged is carried as it is, unless one of the others is good.

    The version that is there is kept as an earlier one. If that fails, `tell` gets to know;
    one of an older format is not replaced then.

    Raises `ChangedOnDisk` if the file is no longer the one that was read, and
    `StorageTrouble` for all else; then the file is as it was.
    """
    written = replace(
        document,
        revision=document.revision + 1,
        parent=document.version,
        written_by=__version__,
        min_reader=max(document.min_reader, needed_format(document.assessment, document.log)),
        attachments=dict(sorted(document.attachments.items())),
    )
    job = Job(path, document.version, written, staged or {})
    remove_leftovers(path)
    try:
        try:
            found, kept = _write(job, carry_over, tell)
        except NotAsHashed:
            found, kept = _write(replace(job, careful=True), carry_over, tell)
    except NotAsHashed as error:
        raise trouble(
            path,
            N_("{file} is not written: what was written could not be read again."),
            N_("Please choose another disk and have this one checked."),
            safe=UNTOUCHED,
        ) from error
    backups.settle(path, found.id, kept)
    return found


def _write(
    job: Job,
    carry_over: Callable[[int], None] | None,
    tell: Callable[[StorageTrouble], None] | None,
) -> tuple[StoredDocument, Path | None]:
    """Write the document once; return it, and where the version before is kept.

    Raises `NotAsHashed` as well.
    """
    contents = contents_of(job.document)
    parts = ready(contents)
    needed = _room(job, parts)
    found: list[StoredDocument] = []
    kept: list[Path] = []
    sources: dict[str, Source] = {}
    with ExitStack() as files:
        old = _open_old(job, files)

        def verify(file: BinaryIO) -> None:
            found.append(_read_again(job, contents, sources, file))

        def keep() -> None:
            _refuse_if_changed(job, old)
            if old is not None:
                kept.extend(_keep(job.path, old.manifest, tell))
                _refuse_if_changed(job, old)  # that has waited for the disk

        with replacing(
            job.path,
            needed=needed,
            verify=verify,
            carry_over=carry_over,
            before_replace=keep,
            rescue=lambda: _rescue_place(job.path, job.document),
        ) as aside:
            for digest, size in job.document.attachments.items():
                sources[digest] = source_of(job, old, digest, size)
            _put(aside, parts, job.document, sources)
            files.close()  # Windows replaces no file that is open
    return found[0], kept[0] if kept else None


def _room(job: Job, parts: Mapping[str, Packed]) -> int:
    """Return how many bytes the file will have; refuse one that would be too large."""
    attachments = job.document.attachments
    sizes = [(name, len(part.data)) for name, part in parts.items()]
    sizes += [(attachment_part(digest), size) for digest, size in attachments.items()]
    needed = length_of(sizes)
    if needed > MAX_FILE or len(sizes) > MAX_PARTS:
        raise trouble(
            job.path,
            N_("{file} would become larger than a document of Excellence can be."),
            N_("Please remove a large file from the evidence and try again."),
            safe=UNTOUCHED,
        )
    return needed


def _open_old(job: Job, files: ExitStack) -> Old | None:
    """Open the file that is to be replaced, none if there is none.

    Raises `StorageTrouble` if it is not the version that was read.
    """
    path = job.path
    try:
        file = files.enter_context(opened(path))
    except StorageTrouble as found:
        if _is_missing(found):
            return None  # new, or removed by somebody meanwhile: nothing can be overwritten
        raise
    if not job.before:
        _refuse_present(path)
    state = _state(os.fstat(file.fileno()))  # before reading, or a change after that goes unseen
    package = open_package(file, path)
    manifest = read_manifest(package, path)
    if manifest.id != job.document.id:
        raise trouble(
            path,
            N_("{file} is another document by now."),
            N_("Please save yours under another name."),
            safe=Message(N_("That document is untouched.")),
        )
    if manifest.version != job.before:
        _refuse_changed(path)
    return Old(package, manifest, state)


def _state(about: os.stat_result) -> tuple[int, ...]:
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns


def _refuse_if_changed(job: Job, old: Old | None) -> None:
    """Look once more, just before the file is replaced: writing and keeping take their time."""
    try:
        about = job.path.stat()
    except FileNotFoundError:
        return
    if old is None and not job.before:
        _refuse_present(job.path)
    if old is None or _state(about) != old.state:
        found = version_of(job.path)
        if found is not None and found[1] != job.before:
            _refuse_changed(job.path)


def _refuse_present(path: Path) -> NoReturn:
    raise trouble(
        path,
        N_("{file} exists already."),
        N_("Please choose another name."),
        safe=UNTOUCHED,
    )


def _refuse_changed(path: Path) -> NoReturn:
    raise ChangedOnDisk(
        Message(
            N_("{file} was changed by somebody else since it was opened."), {"file": shown(path)}
        ),
        path,
        safe=Message(N_("What the other person wrote is untouched; your change is not saved.")),
        advice=Message(N_("Please open it again and repeat the change.")),
    )


def _keep(
    path: Path, manifest: Manifest, tell: Callable[[StorageTrouble], None] | None
) -> list[Path]:
    """Keep the version that is there; return where, nothing if that cannot be done."""
    try:
        return [backups.keep(path, manifest)]
    except StorageTrouble as found:
        if manifest.min_reader < PLAIN_FORMAT:
            raise
        if tell is not None:
            tell(found)
    return []


def _put(
    aside: Aside,
    parts: Mapping[str, Packed],
    document: StoredDocument,
    sources: Mapping[str, Source],
) -> None:
    package = PackageWriter(aside)
    for name, part in parts.items():
        package.add(name, part)
    for digest, size in document.attachments.items():
        source = sources[digest]
        try:
            package.add_stored(
                attachment_part(digest), _read(source.pieces), size, source.checksum
            )
        except BadPart as error:  # of another size by now
            raise NotAsHashed from error
    package.close()


def _read(pieces: Callable[[], Iterable[bytes]]) -> Iterator[bytes]:
    """Return pieces; trouble in reading them is not mistaken for trouble in writing them."""
    try:
        yield from pieces()
    except (OSError, BadPart, StorageTrouble) as error:
        raise NotAsHashed from error


def _read_again(
    job: Job, contents: Mapping[str, bytes], sources: Mapping[str, Source], file: BinaryIO
) -> StoredDocument:
    """Return the document in a file that was just written, if that is what was to be written."""
    try:
        package = open_package(file, job.path)
        found = read_document(package, job.path)
    except StorageTrouble as error:
        raise _not_readable(job.path) from error
    if found.version != sha256(contents[MANIFEST]).hexdigest() or (
        found.assessment != job.document.assessment and contents_of(found) != contents
    ):
        raise _not_readable(job.path)
    for digest in job.document.attachments:
        stored = Source(partial(package.stream, attachment_part(digest)))
        if hash_of(stored) != (sources[digest].digest or digest):
            raise NotAsHashed
    return found


def _not_readable(path: Path) -> StorageTrouble:
    return trouble(
        path,
        N_("{file} is not written, since it could not be read again: it holds too much."),
        N_("Please shorten the longest notes and try again."),
        safe=UNTOUCHED,
    )


def _rescue_place(path: Path, document: StoredDocument) -> Path:
    """Return a name beside a document for a copy of it, since the document itself is in use.

    An older copy of which this one has everything is replaced, or an hour in which the
    document is held would leave hundreds.
    """
    real = Path(os.path.realpath(path))
    start = f"{real.stem} (rescued "
    lines = set(document.log.lines.split(b"\n"))
    with suppress(OSError):
        for entry in sorted(real.parent.iterdir()):
            if entry.name.startswith(start) and entry.suffix == SUFFIX:
                with suppress(StorageTrouble), opened(entry) as file:
                    other = read_document(open_package(file, entry), entry)
                    if (
                        other.id == document.id
                        and other.attachments.keys() <= document.attachments.keys()
                        and set(other.log.lines.split(b"\n")) <= lines
                    ):
                        return entry
    name = f"{start}{datetime.now():%Y-%m-%d %H.%M})"
    place = real.with_name(f"{name}{SUFFIX}")
    number = 1
    while place.exists():
        number += 1
        place = real.with_name(f"{name} {number}{SUFFIX}")
    return place


def copy_to(source: Path, target: Path) -> None:
    """Write a copy of a document, such as an earlier version of one, to a file that is new.

    Raises `StorageTrouble`; then there is no such file.
    """
    with ExitStack() as files:
        file = files.enter_context(opened(source))
        read_document(open_package(file, source), source)
        written = sha256()

        def verify(copy: BinaryIO) -> None:
            counted = sha256()
            while piece := copy.read(CHUNK):
                counted.update(piece)
            if counted.digest() != written.digest():
                raise trouble(
                    target,
                    N_("{file} is not written: what was written could not be read again."),
                    N_("Please choose another disk and have this one checked."),
                    safe=UNTOUCHED,
                )

        def refuse_present() -> None:
            if os.path.lexists(target):
                _refuse_present(target)

        refuse_present()
        needed = os.fstat(file.fileno()).st_size
        with replacing(
            target, needed=needed, verify=verify, before_replace=refuse_present
        ) as aside:
            file.seek(0)
            while piece := file.read(CHUNK):
                written.update(piece)
                aside.write(piece)
            files.close()
