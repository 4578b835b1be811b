"""A ZIP file as a stranger may have made it: named parts in, named parts out.

The index is read and checked as a whole, parts are read by name when they are asked for,
and nothing is ever unpacked to a disk. Sizes are limited by counting what is read, not by
what the file says of itself. Large parts go in and out in pieces, as they stand.

Not `zipfile`: what it lets pass differs between versions of Python, it reads an index of
any length before anybody can look at it, and it cannot write a part of a known
size straight through.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from io import SEEK_END
from stat import S_IFMT, S_IFREG
from typing import BinaryIO, NamedTuple, Protocol

from excellence_app.storage.ordinary_files import MAX_DOCUMENT

MAX_FILE = MAX_DOCUMENT
MAX_PARTS = 2_000
MAX_PART = 200_000_000
MAX_RATIO = 200
CHUNK = 1 << 20
_MAX_INDEX = MAX_PARTS * 1_000  # bytes
_SMALL = 1_000  # bytes: what unpacks to no more is no bomb at any ratio

_NAME = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,3}")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _PATCHED, _STRONGLY_ENCRYPTED, _MASKED = 0x1, 0x20, 0x40, 0x2000
_UNREADABLE = _ENCRYPTED | _PATCHED | _STRONGLY_ENCRYPTED | _MASKED

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LONGEST_COMMENT, _NO_COMMENT = 0xFFFF, b"\0\0"

# What is the same in each part that we write, so that equal content gives equal bytes.
_VERSION = 20
_MADE_ON_UNIX = 3 << 8
_TIME, _DATE = 0, 0x21  # 1980-01-01 00:00
_REGULAR = (S_IFREG | 0o644) << 16
_CHECKSUM_AT = 14  # place of checksum and sizes in the header of a part
_CHECKSUM = struct.Struct("<LLL")


class NoPackage(ValueError):  # noqa: N818 - a finding, which the caller turns into a sentence
    """These bytes are no ZIP file at all."""


class BadPart(ValueError):  # noqa: N818 - a finding, which the caller turns into a sentence
    """A part is damaged, or is what no document of ours holds; `part` names it."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class TooLarge(ValueError):  # noqa: N818 - a finding, which the caller turns into a sentence
    """The parts are more, or larger, than a document may hold; `part` names the one.

    With `tight` it is not its size that none of ours has, but how much it unpacks to.
    """

    def __init__(self, part: str, *, tight: bool = False) -> None:
        super().__init__(part)
        self.part, self.tight = part, tight


class Entry(NamedTuple):
    """What the index says of one part; `bound` is where in the file it has to end."""

    offset: int
    bound: int
    packed: int
    size: int
    checksum: int
    deflated: bool


class Package:
    """A ZIP file open for reading, its index checked.

    Raises `NoPackage`, `BadPart` or `TooLarge`, and what the system says of the file.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.entries = _read_index(file)

    def read(self, name: str) -> bytes:
        """Return the content of a part; raises `BadPart`."""
        return self.unpacked(name, self.read_packed(name))

    def read_packed(self, name: str) -> bytes:
        """Return the bytes of a part as they stand in the file; raises `BadPart`."""
        entry = self.entries[name]
        self._file.seek(self._start(name, entry))
        data = self._file.read(entry.packed)
        if len(data) != entry.packed:
            raise BadPart(name)
        return data

    def unpacked(self, name: str, data: bytes) -> bytes:
        """Return the content of a part that has these bytes in the file; raises `BadPart`."""
        entry = self.entries[name]
        if entry.deflated:
            data = _inflated(data, entry.size, name)
        if len(data) != entry.size or zlib.crc32(data) != entry.checksum:
            raise BadPart(name)
        return data

    def stream(self, name: str, *, anyway: bool = False) -> Iterator[bytes]:
        """Return the bytes of a part in pieces, as they stand in the file.

        They are not held against the checksum. Raises `BadPart` where the file ends too
        early, or unless `anyway` if the part's own header is damaged. Other parts may be read in
        between.
        """
        entry = self.entries[name]
        usual = entry.offset + _LOCAL.size + len(name)  # in all files that this program writes
        position = usual if anyway else self._start(name, entry)
        end = position + entry.packed
        while position < end:
            self._file.seek(position)
            piece = self._file.read(min(CHUNK, end - position))
            if not piece:
                raise BadPart(name)
            position += len(piece)
            yield piece

    def _start(self, name: str, entry: Entry) -> int:
        """Return where the content of a part begins, once its own header agrees."""
        self._file.seek(entry.offset)
        header = self._file.read(_LOCAL.size)
        if len(header) != _LOCAL.size:
            raise BadPart(name)
        mark, _, flags, method, *_, length, extra = _LOCAL.unpack(header)
        start: int = entry.offset + _LOCAL.size + length + extra
        if (
            mark != _LOCAL_MARK
            or flags & _UNREADABLE
            or method != (_DEFLATED if entry.deflated else _STORED)
            or self._file.read(length) != name.encode("ascii")
            or start + entry.packed > entry.bound
        ):
            raise BadPart(name)
        return start


def _read_index(file: BinaryIO) -> dict[str, Entry]:
    size = file.seek(0, SEEK_END)
    first = max(0, size - _END.size)
    file.seek(first)
    tail, at = file.read(_END.size), 0
    if not tail.startswith(_END_MARK) or not tail.endswith(_NO_COMMENT):
        first = max(0, size - _END.size - _LONGEST_COMMENT)
        file.seek(first)
        tail = file.read(size - first)
        at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        raise NoPackage
    _, disk, index_disk, here, count, length, offset, _ = _END.unpack_from(tail, at)
    if count > MAX_PARTS:
        raise TooLarge("")
    # Nothing may lie before the first part or between index and end, hence no ZIP64 either.
    if disk or index_disk or here != count or length > _MAX_INDEX or offset + length != first + at:
        raise NoPackage
    file.seek(offset)
    index = file.read(length)
    if len(index) != length:
        raise NoPackage
    return _bounded(_entries(index, count), offset)


def _entries(index: bytes, count: int) -> dict[str, Entry]:
    """Return what the index lists, without odd names, methods, kinds of file and bombs."""
    found: dict[str, Entry] = {}
    seen: set[str] = set()
    position = 0
    for _ in range(count):
        if len(index) - position < _CENTRAL.size:
            raise NoPackage
        fields = _CENTRAL.unpack_from(index, position)
        mark, _, _, flags, method, _, _, checksum, packed, size = fields[:10]
        length, extra, comment, disk, _, attributes, offset = fields[10:]
        start = position + _CENTRAL.size
        position = start + length + extra + comment
        if mark != _CENTRAL_MARK or position > len(index):
            raise NoPackage
        raw = index[start : start + length]
        name = raw.decode("utf-8", "replace")
        if (
            not _NAME.fullmatch(raw)
            or name.casefold() in seen
            or disk
            or S_IFMT(attributes >> 16) not in {0, S_IFREG}
            or flags & _UNREADABLE
            or method not in {_STORED, _DEFLATED}
        ):
            raise BadPart(name)
        seen.add(name.casefold())
        if max(size, packed) > MAX_PART:
            raise TooLarge(name)
        if size > max(_SMALL, MAX_RATIO * packed):
            raise TooLarge(name, tight=True)
        if method == _STORED and packed != size:
            raise BadPart(name)
        found[name] = Entry(offset, 0, packed, size, checksum, method == _DEFLATED)
    if position != len(index):
        raise NoPackage
    return found


def _bounded(entries: dict[str, Entry], end: int) -> dict[str, Entry]:
    """Return the entries with their bounds; raises `BadPart` if two overlap."""
    bounds = {}
    for name in sorted(entries, key=lambda name: entries[name].offset, reverse=True):
        entry = entries[name]
        if entry.offset + _LOCAL.size + len(name) + entry.packed > end:
            raise BadPart(name)
        bounds[name] = end
        end = entry.offset
    return {name: entry._replace(bound=bounds[name]) for name, entry in entries.items()}


def _inflated(data: bytes, size: int, name: str) -> bytes:
    """Unpack a part, at most one byte more than it may have."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = unpacking.decompress(data, size + 1)
    except zlib.error as error:
        raise BadPart(name) from error
    if not unpacking.eof or unpacking.unused_data:
        raise BadPart(name)
    return found


class Writable(Protocol):
    """What a package is written to: a file from its beginning, without gaps."""

    def write(self, data: bytes, /) -> int:
        """Write all of `data`."""
        ...

    def seek(self, offset: int, /) -> int:
        """Go to a place counted from the beginning."""
        ...


class Packed(NamedTuple):
    """A part as it will stand in the file."""

    data: bytes
    size: int
    checksum: int
    deflated: bool


def packed(data: bytes, *, stored: bool = False) -> Packed:
    """Return a part ready to be written, compressed unless `stored`.

    What would shrink to less than a hundredth is stored as well, so that no document of
    ours looks like a bomb.
    """
    checksum = zlib.crc32(data)
    if not stored:
        packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        small = packing.compress(data) + packing.flush()
        if len(data) <= len(small) * (MAX_RATIO // 2):
            return Packed(small, len(data), checksum, deflated=True)
    return Packed(data, len(data), checksum, deflated=False)


def length_of(parts: Iterable[tuple[str, int]]) -> int:
    """Return how long a package of these names and packed sizes is."""
    each = _LOCAL.size + _CENTRAL.size
    return _END.size + sum(each + 2 * len(name) + size for name, size in parts)


class PackageWriter:
    """Writes a ZIP file part by part; `close` adds the index.

    The same parts give the same bytes.
    """

    def __init__(self, file: Writable) -> None:
        self._file = file
        self._index: list[bytes] = []
        self._position = 0

    def add(self, name: str, part: Packed) -> None:
        """Write a part that is in memory."""
        offset = self._position
        header = _header(name, part.checksum, len(part.data), part.size, deflated=part.deflated)
        self._put(_LOCAL_MARK + header + name.encode("ascii"))
        self._put(part.data)
        self._list(name, header, offset)

    def add_stored(
        self, name: str, pieces: Iterable[bytes], size: int, checksum: int | None = None
    ) -> None:
        """Write a part of a known size piece by piece, not compressed.

        A checksum that is not known is counted on the way. Raises `BadPart` if the pieces
        are of another size.
        """
        offset = self._position
        self._put(_LOCAL_MARK + _header(name, checksum or 0, size, size) + name.encode("ascii"))
        counted, start = 0, self._position
        for piece in pieces:
            if checksum is None:
                counted = zlib.crc32(piece, counted)
            self._put(piece)
        if self._position - start != size:
            raise BadPart(name)
        if checksum is None:
            checksum = counted
            self._file.seek(offset + _CHECKSUM_AT)
            self._file.write(_CHECKSUM.pack(checksum, size, size))
            self._file.seek(self._position)
        self._list(name, _header(name, checksum, size, size), offset)

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._position += len(data)

    def _list(self, name: str, header: bytes, offset: int) -> None:
        about = struct.pack("<HHHLL", 0, 0, 0, _REGULAR, offset)  # no comment, one disk, no text
        made_by = struct.pack("<H", _MADE_ON_UNIX | _VERSION)
        self._index.append(_CENTRAL_MARK + made_by + header + about + name.encode("ascii"))

    def close(self) -> None:
        """Write the index; the file itself stays open."""
        offset, count = self._position, len(self._index)
        index = b"".join(self._index)
        self._put(index)
        self._put(_END.pack(_END_MARK, 0, 0, count, count, len(index), offset, 0))


def _header(name: str, checksum: int, length: int, size: int, *, deflated: bool = False) -> bytes:
    """Return what the header of a part and its line in the index have in common."""
    method = _DEFLATED if deflated else _STORED
    return struct.pack(
        "<HHHHHLLLHH", _VERSION, 0, method, _TIME, _DATE, checksum, length, size, len(name), 0
    )
