"""What was unpacked before is not unpacked again, and not one changed byte is taken for it."""

import io
from hashlib import sha256

import pytest

from excellence_app.storage import unpacked
from excellence_app.storage.package import BadPart, Package, PackageWriter, packed
from excellence_app.storage.unpacked import UnpackedParts
from tests.storage.made import packed_up

TEXT = b"question: how many members\n" * 30


def package_of(content, *, stored=False):
    file = io.BytesIO()
    writer = PackageWriter(file)
    writer.add("set", packed(content, stored=stored))
    writer.close()
    return Package(file)


def test_the_same_bytes_give_the_very_same_content():
    parts = UnpackedParts()
    first = parts.read(package_of(TEXT), "set")
    again = parts.read(package_of(TEXT), "set")
    assert first == (TEXT, sha256(TEXT).hexdigest())
    assert again[0] is first[0]
    parts.forget()
    assert parts.read(package_of(TEXT), "set")[0] is not first[0]


def test_each_changed_byte_is_seen_after_the_good_part_was_read():
    good = packed_up({"set": TEXT})
    entry = Package(io.BytesIO(good)).entries["set"]
    parts = UnpackedParts()
    parts.read(Package(io.BytesIO(good)), "set")
    start = good.index(b"set") + 3
    for place in range(start, start + entry.packed):
        bad = bytearray(good)
        bad[place] ^= 1
        with pytest.raises(BadPart):
            parts.read(Package(io.BytesIO(bytes(bad))), "set")
    assert parts.read(Package(io.BytesIO(good)), "set") == (TEXT, sha256(TEXT).hexdigest())


def test_a_part_that_is_stored_is_none_that_was_compressed():
    parts = UnpackedParts()
    small = package_of(TEXT)
    parts.read(small, "set")
    bytes_in_file = small.read_packed("set")
    other = package_of(bytes_in_file, stored=True)
    assert parts.read(other, "set") == (bytes_in_file, sha256(bytes_in_file).hexdigest())
    assert parts.read(package_of(TEXT, stored=True), "set")[0] == TEXT
    assert parts.read(package_of(TEXT), "set")[0] == TEXT


def test_only_the_last_few_are_kept_and_no_large_ones(monkeypatch):
    parts = UnpackedParts()
    contents = [TEXT + bytes([number]) * 9 for number in range(9)]
    found = [parts.read(package_of(one), "set")[0] for one in contents]
    assert found == contents
    assert parts.read(package_of(contents[-1]), "set")[0] is found[-1]
    assert parts.read(package_of(contents[0]), "set")[0] is not found[0]
    monkeypatch.setattr(unpacked, "LARGEST", len(TEXT) - 1)
    one = parts.read(package_of(TEXT), "set")
    assert one == (TEXT, sha256(TEXT).hexdigest())
    assert parts.read(package_of(TEXT), "set")[0] is not one[0]
