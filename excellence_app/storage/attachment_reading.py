"""Files kept as evidence, read out of a document, each held against its hash."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from excellence_app.domain.messages import N_
from excellence_app.storage.document import (
    attachment_part,
    is_attachment,
    open_package,
    read_manifest,
)
from excellence_app.storage.ordinary_files import opened, trouble
from excellence_app.storage.package import (
    CHUNK,
    BadPart,
    Package,
)
from excellence_app.storage.trouble import StorageTrouble

SHORT = 12  # letters of a hash that a message shows


class AttachmentReader:
    """The content of a file kept as evidence, to be read from its beginning.

    `read` and `pieces` raise `StorageTrouble` instead of giving the last of it if all of
    it is not what the hash says.
    """

    def __init__(self, package: Package, digest: str, path: Path) -> None:
        part = attachment_part(digest)
        self.size = package.entries[part].size
        self._pieces = package.stream(part)
        self._left = self.size
        self._counted = sha256()
        self._digest = digest
        self._path = path
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next `size` bytes, fewer at the end; all that is left if it is negative."""
        found = [self._rest]
        count = len(self._rest)
        while (size < 0 or count < size) and (piece := self._next()):
            found.append(piece)
            count += len(piece)
        data = b"".join(found)
        end = len(data) if size < 0 else size
        self._rest = data[end:]
        return data[:end]

    def pieces(self) -> Iterator[bytes]:
        """Return all that is left, in pieces."""
        while piece := self.read(CHUNK):
            yield piece

    def _next(self) -> bytes:
        try:
            piece = next(self._pieces, b"")
        except BadPart as error:
            raise self._damaged() from error
        self._counted.update(piece)
        self._left -= len(piece)
        if not self._left and self._counted.hexdigest() != self._digest:
            raise self._damaged()
        return piece

    def _damaged(self) -> StorageTrouble:
        return trouble(
            self._path,
            N_("{file} is damaged: a file kept as evidence is not what was taken in ({digest})."),
            N_("Please add that file to the evidence again."),
            digest=self._digest[:SHORT],
        )


@contextmanager
def open_attachment(path: Path, digest: str) -> Iterator[AttachmentReader]:
    """Open the file with this SHA-256 that the document `path` keeps as evidence.

    Raises `StorageTrouble`, also if the document holds no such file.
    """
    with opened(path) as file:
        package = open_package(file, path)
        read_manifest(package, path)
        if attachment_part(digest) not in package.entries:
            raise trouble(
                path,
                N_("{file} does not hold the file that is asked for ({digest})."),
                N_("Please add that file to the evidence again."),
                digest=digest[:SHORT],
            )
        yield AttachmentReader(package, digest, path)


def damaged_attachments(path: Path) -> list[str]:
    """Return the hashes of the files kept as evidence whose content is not what was taken in.

    Reads all of them. Raises `StorageTrouble` if the document cannot be read at all.
    """
    found = []
    with opened(path) as file:
        package = open_package(file, path)
        for name, (digest, _) in read_manifest(package, path).parts.items():
            if is_attachment(name):
                try:
                    for _ in AttachmentReader(package, digest, path).pieces():
                        pass
                except StorageTrouble:
                    found.append(digest)
    return found
