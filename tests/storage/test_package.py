"""ZIP files as strangers make them."""

import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excellence_app.storage.package import (
    MAX_PARTS,
    BadPart,
    NoPackage,
    TooLarge,
    pack,
    unpack,
)

PARTS = {"mimetype": b"kind", "one.txt": b"first " * 50, "attachments/two": bytes(range(256))}


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
def test_what_is_packed_is_unpacked(parts):
    data = pack(parts)
    assert unpack(data) == parts
    assert pack(parts) == data


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
    ],
    ids=range(32),
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
