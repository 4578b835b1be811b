"""A ZIP file as a stranger may have made it: named parts in, named parts out.

Parts are read by name and never unpacked to a disk. Sizes are limited by counting
what is read, not by what the file says of itself.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from stat import S_IFMT, S_IFREG
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MAX_FILE = 200_000_000
MAX_PARTS = 2_000
MAX_PART = 200_000_000
MAX_TOTAL = 200_000_000
MAX_RATIO = 200
_CHUNK = 1 << 20
_SMALL = 1_000  # bytes: what unpacks to no more is no bomb at any ratio

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,3}")
_SAME_TIME = (1980, 1, 1, 0, 0, 0)  # equal content gives equal bytes
_REGULAR = (S_IFREG | 0o644) << 16
_MADE_ON_UNIX = 3
_ENCRYPTED, _PATCHED, _STRONGLY_ENCRYPTED, _MASKED = 0x1, 0x20, 0x40, 0x2000
_UNREADABLE = _ENCRYPTED | _PATCHED | _STRONGLY_ENCRYPTED | _MASKED
_LOCAL_HEADER = 30


class NoPackage(ValueError):  # noqa: N818 - a finding, which the caller turns into a sentence
    """These bytes are no ZIP file at all."""


class BadPart(ValueError):  # noqa: N818 - a finding, which the caller turns into a sentence
    """A part is damaged, or is what no document of ours holds; `part` names it."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class TooLarge(ValueError):  # noqa: N818 - a finding, which the caller turns into a sentence
    """The parts are more, or larger, than a document may hold; `part` names the one."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a ZIP file of these parts in this order; the first is stored, not compressed.

    The same parts give the same bytes. A part that would shrink to less than a
    hundredth is stored as well, so that no document of ours looks like a bomb.
    """
    stored = set(list(parts)[:1])
    while True:
        packed, sizes = _pack(parts, stored)
        suspicious = {
            name
            for name, size in sizes.items()
            if name not in stored and size * (MAX_RATIO // 2) < len(parts[name])
        }
        if not suspicious:
            return packed
        stored |= suspicious


def _pack(parts: Mapping[str, bytes], stored: set[str]) -> tuple[bytes, dict[str, int]]:
    buffer = BytesIO()
    sizes = {}
    with ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            about = ZipInfo(name, _SAME_TIME)
            about.create_system = _MADE_ON_UNIX  # on every system
            about.external_attr = _REGULAR
            about.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            package.writestr(about, data)
            sizes[name] = about.compress_size
    return buffer.getvalue(), sizes


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of a ZIP file by name; raises `NoPackage`, `BadPart` or `TooLarge`."""
    try:
        package = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise NoPackage from error
    with package:
        entries = package.infolist()
        if len(entries) > MAX_PARTS:
            raise TooLarge("")
        _refuse_odd_entries(entries, package.start_dir)
        parts: dict[str, bytes] = {}
        room = MAX_TOTAL
        for entry in entries:
            parts[entry.filename] = _read(package, entry, min(room, MAX_PART))
            room -= len(parts[entry.filename])
        return parts


def _refuse_odd_entries(entries: Sequence[ZipInfo], end: int) -> None:
    """Refuse names twice or odd, links, encrypted, exotically packed and overlapping entries."""
    seen: set[str] = set()
    for entry in entries:
        kind = S_IFMT(entry.external_attr >> 16)
        if (
            not _NAME.fullmatch(entry.orig_filename)
            or entry.filename.casefold() in seen
            or kind not in {0, S_IFREG}
            or entry.flag_bits & _UNREADABLE
            or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}
        ):
            raise BadPart(entry.filename)
        seen.add(entry.filename.casefold())
        if entry.file_size > MAX_PART:
            raise TooLarge(entry.filename)
        if entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size):
            raise TooLarge(entry.filename)
    for entry in sorted(entries, key=lambda entry: entry.header_offset, reverse=True):
        size = _LOCAL_HEADER + len(entry.filename) + entry.compress_size
        if entry.header_offset < 0 or entry.header_offset + size > end:
            raise BadPart(entry.filename)
        end = entry.header_offset


def _read(package: ZipFile, entry: ZipInfo, room: int) -> bytes:
    found = []
    count = 0
    try:
        with package.open(entry) as part:
            while count <= room and (chunk := part.read(_CHUNK)):
                count += len(chunk)
                found.append(chunk)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise BadPart(entry.filename) from error
    if count > room:
        raise TooLarge(entry.filename)
    if count != entry.file_size:
        raise BadPart(entry.filename)
    return b"".join(found)
