"""Where a point takes place: the folders of the document, of the state, and one outside."""

import os
import shutil
from pathlib import Path
from stat import S_ISDIR, S_ISLNK
from typing import NamedTuple


class Place(NamedTuple):
    """The folders of one point; faults come to the first two only."""

    documents: Path
    state: Path
    outside: Path

    @property
    def document(self) -> Path:
        """Return the document that the commands change."""
        return self.documents / "cluster.excellence"

    @classmethod
    def within(cls, folder: Path) -> "Place":
        """Return the place whose folders lie in this one."""
        return cls(folder / "documents", folder / "state", folder / "outside")

    def make(self) -> None:
        """Make the folders, empty."""
        for folder in self:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True, mode=0o700)

    def files(self) -> list[Path]:
        """Return what lies in the documents' folder and in the state folder."""
        return sorted(
            Path(folder) / name
            for root in (self.documents, self.state)
            for folder, _, names in os.walk(root)
            for name in names
        )


class Snapshot:
    """What folders hold, kept in memory: files, links, and which names are one file."""

    def __init__(self, roots: tuple[Path, ...]) -> None:
        self._roots = roots
        self._entries: list[tuple[Path, int, bytes | Path | None]] = []
        first: dict[tuple[int, int], Path] = {}
        for root in roots:
            for path in sorted(root.rglob("*")):
                about = path.lstat()
                if S_ISDIR(about.st_mode):
                    self._entries.append((path, about.st_mode & 0o7777, None))
                elif S_ISLNK(about.st_mode):
                    self._entries.append((path, 0, os.fsencode(path.readlink())))
                elif (about.st_dev, about.st_ino) in first:
                    self._entries.append((path, 1, first[about.st_dev, about.st_ino]))
                else:
                    first[about.st_dev, about.st_ino] = path
                    self._entries.append((path, about.st_mode & 0o7777, path.read_bytes()))

    def put_back(self) -> None:
        """Make the folders hold again what they held."""
        for root in self._roots:
            for entry in os.scandir(root):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)
                else:
                    os.unlink(entry.path)  # noqa: PTH108 - an entry, as scandir gives it
        for path, mode, held in self._entries:
            if held is None:
                path.mkdir(mode=mode)
            elif isinstance(held, Path):
                path.hardlink_to(held)
            elif mode == 0:
                path.symlink_to(os.fsdecode(held))
            else:
                handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
                os.write(handle, held)
                os.fchmod(handle, mode)
                os.close(handle)
