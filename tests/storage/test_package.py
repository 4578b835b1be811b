"""ZIP files as strangers make them."""

import io
import stat
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excellence_app.storage.package import (
    CHUNK,
    MAX_PARTS,
    BadPart,
    NoPackage,
    Package,
    PackageWriter,
    TooLarge,
    length_of,
    packed,
)
from tests.storage.made import packed_up as pack

PARTS = {"mimetype": b"kind", "one.txt": b"first " * 50, "attachments/two": bytes(range(256))}


def unpack(data):
    """Return all parts of a package."""
    package = Package(io.BytesIO(data))
    return {name: package.read(name) for name in package.entries}


def zipped(*entries, compression=zipfile.ZIP_DEFLATED):
    """Return a ZIP file of (ZipInfo or name, bytes) pairs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as package:
        for name, data in entries:
            package.writestr(name, data)
    return buffer.getvalue()


def info(name, **attributes):
    found = zipfile.ZipInfo(name)
    for attribute, value in attributes.items():
        setattr(found, attribute, value)
    return found


@given(st.dictionaries(st.from_regex(r"\A[a-z]{1,8}(/[a-z]{1,8})?\Z"), st.binary(), min_size=1))
def test_what_is_packed_is_unpacked_here_and_elsewhere(parts):
    data = pack(parts)
    assert unpack(data) == parts
    assert pack(parts) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {name: package.read(name) for name in package.namelist()} == parts


@given(st.lists(st.binary(max_size=50)), st.booleans())
def test_a_part_goes_in_and_out_in_pieces(pieces, known):
    content = b"".join(pieces)
    file = io.BytesIO()
    writer = PackageWriter(file)
    writer.add("mimetype", packed(b"kind", stored=True))
    writer.add_stored("large", pieces, len(content), zlib.crc32(content) if known else None)
    writer.add("small", packed(b"after it"))
    writer.close()
    assert unpack(file.getvalue()) == {
        "mimetype": b"kind",
        "large": content,
        "small": b"after it",
    }
    package = Package(file)
    assert b"".join(package.stream("large")) == content
    assert b"".join(package.stream("large", anyway=True)) == content
    sizes = [(name, entry.packed) for name, entry in package.entries.items()]
    assert len(file.getvalue()) == length_of(sizes)
    with zipfile.ZipFile(file) as other:
        assert other.testzip() is None


@pytest.mark.parametrize("size", [2, 4])
def test_pieces_of_another_size_are_refused(size):
    with pytest.raises(BadPart):
        PackageWriter(io.BytesIO()).add_stored("a", [b"1", b"23"], size)


def test_a_large_part_is_given_in_pieces_between_which_others_can_be_read():
    content = bytes(range(256)) * 9_000
    package = Package(io.BytesIO(pack({"a": content, "b": b"other"})))
    pieces = []
    for piece in package.stream("a"):
        assert package.read("b") == b"other"
        pieces.append(piece)
    assert [len(piece) for piece in pieces] == [CHUNK, CHUNK, len(content) - 2 * CHUNK]
    assert b"".join(pieces) == content


def test_the_first_part_is_stored_so_that_its_bytes_tell_the_kind_of_file():
    data = pack(PARTS)
    assert data[30:38] == b"mimetype"
    assert data[38:42] == b"kind"


def test_order_is_kept_and_time_is_fixed():
    with zipfile.ZipFile(io.BytesIO(pack(PARTS))) as package:
        assert package.namelist() == list(PARTS)
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in package.infolist()} == {3}


def test_our_own_files_never_look_like_a_bomb():
    parts = {"mimetype": b"x", "note": b"a" * 3_000_000, "text": b"as usual " * 9}
    data = pack(parts)
    assert unpack(data) == parts
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.getinfo("note").compress_type == zipfile.ZIP_STORED
        assert package.getinfo("text").compress_type == zipfile.ZIP_DEFLATED


def test_what_lies_behind_the_end_does_no_harm():
    """Programs that send mail add line ends, and a comment is no part."""
    assert unpack(pack(PARTS) + b"\r\n") == PARTS
    with_comment = io.BytesIO()
    with zipfile.ZipFile(with_comment, "w") as package:
        package.writestr("a", b"1")
        package.comment = b"packed again"
    assert unpack(with_comment.getvalue()) == {"a": b"1"}


def test_a_package_written_in_one_go_by_others_is_read():
    """Sizes then stand behind each part, and in the index."""

    class Stream(io.BytesIO):
        def tell(self):
            raise io.UnsupportedOperation

    file = Stream()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a", b"one " * 30)
        package.writestr("b", b"two " * 30)
    assert file.getvalue()[6] & 0x8
    assert unpack(file.getvalue()) == {"a": b"one " * 30, "b": b"two " * 30}


def overlapping():
    """Return a ZIP file whose second entry is told to be the data of the first."""
    data = bytearray(zipped(("a", b"x" * 900), ("b", b"x" * 900)))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    struct.pack_into("<L", data, second + 42, 0)
    return bytes(data)


def with_flag(bit):
    data = bytearray(zipped(("a", b"x" * 90)))
    struct.pack_into("<H", data, 6, bit)
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 8, bit)
    return bytes(data)


def with_declared_size(size):
    data = bytearray(zipped(("a", b"xyz" * 400)))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, size)
    return bytes(data)


def duplicated(first="a", second="b", renamed="a"):
    data = zipped((first, b"1"), (second, b"2"))
    return data.replace(second.encode(), renamed.encode())


def with_end(**changes):
    """Return a package whose last record says something else."""
    data = pack(PARTS)
    names = ("disk", "index_disk", "here", "count", "length", "offset", "comment")
    end = dict(zip(names, struct.unpack("<HHHHLLH", data[-18:]), strict=True)) | changes
    return data[:-18] + struct.pack("<HHHHLLH", *end.values())


def with_zip64():
    """Return a package with the records that take the place of the last one elsewhere."""
    data = pack(PARTS)
    count, length, offset = struct.unpack("<HLL", data[-12:-2])
    record = struct.pack(
        "<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, offset
    )
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(data) - 22, 1)
    return data[:-22] + record + locator + data[-22:]


def with_header(part, at, form, value):
    """Return a package in which the part's own header says something else."""
    data = bytearray(pack(PARTS))
    struct.pack_into(form, data, Package(io.BytesIO(data)).entries[part].offset + at, value)
    return bytes(data)


def with_long_index():
    return zipped(*((info(f"p{number}", comment=b"c" * 65_000), b"") for number in range(40)))


def with_more_behind_its_end(part=b"x" * 900):
    """Return a package with a part that goes on behind its end."""
    file = io.BytesIO()
    writer = PackageWriter(file)
    whole = packed(part)
    writer.add("a", whole._replace(data=whole.data + b"more"))
    writer.close()
    return file.getvalue()


def test_a_stored_part_of_two_sizes_is_refused_before_it_is_read():
    data = bytearray(pack(PARTS))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 3)
    with pytest.raises(BadPart):
        Package(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", NoPackage),
        (b"PK\x03\x04", NoPackage),
        (b"%PDF-1.7", NoPackage),
        (pack(PARTS)[:-30], NoPackage),
        (pack(PARTS)[: len(pack(PARTS)) // 2], NoPackage),
        (zipped(("../a", b"")), BadPart),
        (zipped(("/etc/passwd", b"")), BadPart),
        (zipped(("a\\..\\b", b"")), BadPart),
        (zipped(("C:a", b"")), BadPart),
        (zipped(("a/../b", b"")), BadPart),
        (zipped(("a//b", b"")), BadPart),
        (zipped((".hidden", b"")), BadPart),
        (zipped(("folder/", b"")), BadPart),
        (zipped(("a_b", b"")).replace(b"a_b", b"a\x00b"), BadPart),
        (zipped(("a\u202eb", b"")), BadPart),
        (zipped(("a" * 101, b"")), BadPart),
        (duplicated(), BadPart),
        (zipped(("Part", b"1"), ("part", b"2")), BadPart),
        (zipped((info("a", external_attr=(stat.S_IFLNK | 0o777) << 16), b"/etc")), BadPart),
        (zipped((info("a", external_attr=(stat.S_IFIFO | 0o600) << 16), b"")), BadPart),
        (zipped(("a", b"x" * 99), compression=zipfile.ZIP_BZIP2), BadPart),
        (zipped(("a", b"x" * 99), compression=zipfile.ZIP_LZMA), BadPart),
        (with_flag(0x1), BadPart),
        (with_flag(0x20), BadPart),
        (with_flag(0x40), BadPart),
        (with_flag(0x2000), BadPart),
        (overlapping(), BadPart),
        (with_declared_size(900), BadPart),
        (with_declared_size(1300), BadPart),
        (with_declared_size(300_000_000), TooLarge),
        (zipped(("a", b"\x00" * 2_000_000)), TooLarge),
        (zipped(*((f"p{number}", b"") for number in range(MAX_PARTS + 1))), TooLarge),
        (b"#!/bin/sh\n" + pack(PARTS), NoPackage),
        (with_end(disk=1), NoPackage),
        (with_end(index_disk=1), NoPackage),
        (with_end(here=2), NoPackage),
        (with_end(count=2, here=2), NoPackage),
        (with_end(count=4, here=4), NoPackage),
        (with_end(count=60_000, here=60_000), TooLarge),
        (with_end(offset=0), NoPackage),
        (with_end(length=0xFFFFFFFF, offset=0xFFFFFFFF), NoPackage),
        (with_zip64(), NoPackage),
        (with_long_index(), NoPackage),
        (with_more_behind_its_end(), BadPart),
        (with_header("one.txt", 0, "<4s", b"PK\x01\x02"), BadPart),
        (with_header("one.txt", 6, "<H", 1), BadPart),
        (with_header("one.txt", 8, "<H", 0), BadPart),
        (with_header("one.txt", 26, "<H", 6), BadPart),
        (with_header("one.txt", 28, "<H", 5_000), BadPart),
        (with_header("one.txt", 30, "<3s", b"two"), BadPart),
    ],
    ids=range(50),
)
def test_what_no_document_of_ours_is_refused(data, error):
    with pytest.raises(error):
        unpack(data)


def test_sizes_are_counted_not_believed():
    """A part that says it is small and is not: the reader stops instead of filling the memory."""
    data = bytearray(zipped(("a", b"\x00" * 50_000_000)))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 900)
    with pytest.raises(BadPart):
        unpack(bytes(data))


@pytest.mark.parametrize("position", range(0, len(pack(PARTS)), 3))
def test_a_flipped_bit_is_seen_or_harms_nothing(position):
    data = bytearray(pack(PARTS))
    data[position] ^= 1 << position % 8
    try:
        found = unpack(bytes(data))
    except (NoPackage, BadPart, TooLarge):
        return
    assert found == PARTS or set(found) != set(PARTS)
