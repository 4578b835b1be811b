"""What need not be worked out twice, kept in the state folder; it may be lost at any time."""

from contextlib import suppress
from pathlib import Path

from excellence_app.locations import state_folder
from excellence_app.storage.atomic import remove_leftovers, write_atomically
from excellence_app.storage.trouble import StorageTrouble

KEPT = 24  # entries
MAX_ENTRY = 50_000_000


class SetCache:
    """Criteria sets that were loaded before, by a key that is fit to be a file name.

    No failure here reaches anybody: what cannot be kept is worked out again.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def _place(self, key: str) -> Path:
        if self._folder is None:
            self._folder = state_folder() / "sets"
        return self._folder / key

    def get(self, key: str) -> bytes | None:
        """Return what was put under `key`, or none."""
        with suppress(OSError, ValueError):
            place = self._place(key)
            if place.stat().st_size <= MAX_ENTRY:
                return place.read_bytes()
        return None

    def put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`, and no more than `KEPT` entries in all."""
        with suppress(OSError, ValueError, StorageTrouble):
            place = self._place(key)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            remove_leftovers(place)  # who is writing the same now does not need to come through
            write_atomically(place, value, durable=False)
            self._prune(place)

    def _prune(self, newest: Path) -> None:
        entries = [entry for entry in newest.parent.iterdir() if entry != newest]
        entries.sort(key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
        for entry in entries[KEPT - 1 :]:
            with suppress(OSError):
                entry.unlink()
