"""Files kept as evidence, on their way into a document and out of it.

A file is first taken into the state folder, under its SHA-256. So it is safe at once, as
every change is, and stays what it was when it was taken in. The next writing of the document
puts it there.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePath
from types import TracebackType
from typing import BinaryIO, NamedTuple

from excellence_app.domain.messages import N_
from excellence_app.locations import state_folder
from excellence_app.storage.assessment_file import SUFFIX, open_attachment
from excellence_app.storage.atomic import make_private, remove_leftovers, replacing
from excellence_app.storage.document import folder_name
from excellence_app.storage.ordinary_files import Kind, opened, trouble
from excellence_app.storage.package import CHUNK, MAX_PART
from excellence_app.storage.trouble import UNTOUCHED, Doing, trouble_of

_DIGEST_LETTERS = frozenset("0123456789abcdef")
_DIGEST_LENGTH = 64
_LONGEST_NAME = 200  # letters

_EVIDENCE = Kind(
    MAX_PART,
    N_("{file} is larger than the 200 MB that a document can keep of one file."),
    N_("Please name a file such as a PDF, a picture or a table."),
)

# What programs show and do not run. A list of what is dangerous would always lack something.
_SHOWN = frozenset(
    [
        *("pdf", "djvu", "xps", "doc", "docx", "odt", "ott", "rtf", "pages", "tex", "txt", "text"),
        *("md", "log", "xls", "xlsx", "ods", "ots", "csv", "tsv", "numbers", "ppt", "pptx"),
        *("pps", "ppsx", "odp", "otp", "key", "odg", "png", "jpg", "jpeg", "jpe", "jfif", "gif"),
        *("bmp", "tif", "tiff", "webp", "heic", "heif", "avif", "mp3", "m4a", "aac", "wav", "ogg"),
        *("oga", "opus", "flac", "wma", "mp4", "m4v", "mov", "avi", "mkv", "webm", "mpg", "mpeg"),
        *("ogv", "wmv", "eml", "msg", "ics", "vcf", "json", "yaml", "yml"),
    ]
)


class Attachment(NamedTuple):
    """A file that was taken in: the SHA-256 of its content, its size in bytes, its name."""

    sha256: str
    size: int
    name: str


class Staging:
    """The files of a document that were taken in and need not be in it yet.

    They lie in `attachments/<id of the document>/<hash of its path>/` of the state folder.
    Copies of a document share its id: each sitting finds the files of all of them, and removes
    only those of its own path. As a context it does so at the end.
    """

    def __init__(self, document: str, path: Path) -> None:
        self._all = state_folder() / "attachments" / folder_name(document)
        real = os.path.normcase(os.path.realpath(path))
        self._own = self._all / sha256(os.fsencode(real)).hexdigest()[:32]

    def __enter__(self) -> "Staging":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.clear()

    def take_in(self, path: Path) -> Attachment:
        """Take in a file and say what it is; when this returns it is on the disk.

        Raises `StorageTrouble` for what is no ordinary file, is empty or larger than
        `MAX_PART`, or cannot be read or kept.
        """
        with opened(path, _EVIDENCE) as file:
            digest, size = _counted(_pieces(file, path))
            if not size:
                raise trouble(
                    path,
                    N_("{file} is empty."),
                    N_("Please name a file that shows something."),
                )
            file.seek(0)
            self._keep(_pieces(file, path), digest, size, path)
        return Attachment(digest, size, _name(path))

    def take_content(self, name: str, content: bytes) -> Attachment:
        """Take in what never was a file, such as a picture that was pasted, under a name.

        Raises `StorageTrouble` if it cannot be kept.
        """
        digest, size = _counted([content])
        self._keep([content], digest, size, Path(name))
        return Attachment(digest, size, _name(Path(name)))

    def take_from(self, document: Path, digest: str) -> None:
        """Take in a file that a document keeps as evidence; raises `StorageTrouble`."""
        with open_attachment(document, digest) as content:
            self._keep(content.pieces(), digest, content.size, document)

    def _keep(self, pieces: Iterable[bytes], digest: str, size: int, source: Path) -> None:
        """Write a file under its hash, once."""
        place = self._own / digest
        try:
            make_private(self._own)
            if place.exists():
                return
        except OSError as error:
            raise trouble_of(error, place, Doing.WRITING, needed=size) from error

        def verify(file: BinaryIO) -> None:
            if _counted(iter(lambda: file.read(CHUNK), b"")) != (digest, size):
                raise trouble(
                    source,
                    N_("{file} was changed while it was taken in."),
                    N_("Please try again."),
                    safe=UNTOUCHED,
                )

        remove_leftovers(place)
        with replacing(place, needed=size, verify=verify) as aside:
            for piece in pieces:
                aside.write(piece)

    def path_of(self, digest: str) -> Path | None:
        """Return where a file that was taken in lies, none if it was not."""
        return self.staged().get(digest)

    def staged(self) -> dict[str, Path]:
        """Return the files of the document that were taken in, by their SHA-256."""
        folders = [self._own]
        with suppress(OSError):
            folders += sorted(folder for folder in self._all.iterdir() if folder != self._own)
        found: dict[str, Path] = {}
        for folder in folders:
            with suppress(OSError):
                for file in sorted(folder.iterdir()):
                    if _is_digest(file.name):
                        found.setdefault(file.name, file)
        return found

    def clear(self) -> None:
        """Remove the files of this path: the document holds what it needs of them.

        What cannot be removed stays; it is removed the next time.
        """
        with suppress(OSError):
            for file in self._own.iterdir():
                with suppress(OSError):
                    file.unlink()
            self._own.rmdir()
            self._all.rmdir()  # fails while another copy has files there


def _is_digest(name: str) -> bool:
    return len(name) == _DIGEST_LENGTH and _DIGEST_LETTERS.issuperset(name)


def _pieces(file: BinaryIO, path: Path) -> Iterator[bytes]:
    """Return what a file holds in pieces; refuse it when it grows beyond what is allowed."""
    count = 0
    while piece := file.read(CHUNK):
        count += len(piece)
        if count > _EVIDENCE.most:
            raise trouble(path, _EVIDENCE.too_large)
        yield piece


def _counted(pieces: Iterable[bytes]) -> tuple[str, int]:
    digest, size = sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _name(path: Path) -> str:
    """Return the name of a file as any program can show it."""
    name = "".join(letter if letter.isprintable() else "_" for letter in path.name)
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + path.suffix


def may_be_opened(name: str) -> bool:
    """Return whether a file of this name may be handed to the system to be shown.

    Programs, scripts, shortcuts, archives, web pages and whatever else is not known may not:
    they can be saved and looked at with care. The name is read as systems do that
    drop dots and spaces at the end and take a colon for the start of something else.
    """
    plain = name.rstrip(". ")
    if plain != name or ":" in name or not name.isprintable():
        return False
    return PurePath(plain).suffix[1:].lower() in _SHOWN


def copy_out(
    document: Path,
    digest: str,
    target: Path,
    *,
    staged: Path | None = None,
    overwrite: bool = False,
) -> None:
    """Write a file that a document keeps as evidence to a place of its own.

    `staged` is where it lies as long as the document does not hold it. An existing file is
    replaced only with `overwrite`, and a document never. Raises `StorageTrouble`.
    """
    real = Path(os.path.realpath(target))
    if real == Path(os.path.realpath(document)) or (real.suffix == SUFFIX and real.exists()):
        raise trouble(
            target,
            N_("{file} is a document; it would be replaced."),
            N_("Please choose another name."),
            safe=UNTOUCHED,
        )
    if not overwrite and os.path.lexists(target):
        raise trouble(
            target,
            N_("{file} exists already."),
            N_("Please choose another name."),
            safe=UNTOUCHED,
        )
    if staged is None:
        with open_attachment(document, digest) as content:
            _copy(content.pieces(), content.size, target)
    else:
        with opened(staged, _EVIDENCE) as file:
            _copy(_pieces(file, staged), os.fstat(file.fileno()).st_size, target)


def _copy(pieces: Iterable[bytes], size: int, target: Path) -> None:
    with replacing(target, needed=size, private=False) as aside:
        for piece in pieces:
            aside.write(piece)
