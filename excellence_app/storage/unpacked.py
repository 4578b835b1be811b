"""Parts of packages that were unpacked and hashed before in this program.

Nearly all documents of a team bring along the same criteria set, and to unpack and hash that is
most of the work of opening one. Whether a part is the same is seen by its packed bytes: the same
bytes unpack to the same content, so what was found of them once holds for good. A document whose
bytes differ anywhere is unpacked and checked like the first one.
"""

from hashlib import sha256

from excellence_app.storage.package import Package

LARGEST = 2_000_000  # bytes of a part that is remembered
_KEPT = 4  # parts


class UnpackedParts:
    """The last few parts that were unpacked, with the SHA-256 of each; threads may share it."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, bool], tuple[bytes, bytes, str]] = {}

    def forget(self) -> None:
        """Know nothing, as when the program starts."""
        self._known.clear()

    def read(self, package: Package, name: str) -> tuple[bytes, str]:
        """Return the content of a part and its SHA-256; raises `BadPart`."""
        entry = package.entries[name]
        if entry.size > LARGEST:
            data = package.read(name)
            return data, sha256(data).hexdigest()
        packed = package.read_packed(name)
        which = entry.size, entry.checksum, entry.deflated
        known = self._known.get(which)
        if known is not None and known[0] == packed:
            return known[1:]
        data = package.unpacked(name, packed)
        digest = sha256(data).hexdigest()
        self._known[which] = packed, data, digest
        for oldest in list(self._known)[:-_KEPT]:
            self._known.pop(oldest, None)
        return data, digest
