"""What the window remembers: preferences, recent documents, and how each was looked at.

It is one JSON file in the settings folder. Several windows and processes may write it: each
change is made to what the file holds at that moment, under a lock. Names and values that this
version does not know stay. A file that cannot be understood is put aside, never overwritten.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import field
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple, TypeVar

from excellence_app.domain.messages import N_, Message
from excellence_app.domain.values import dataclass
from excellence_app.locations import STATE_VARIABLE
from excellence_app.storage.drafts import drafts_file, read_drafts, write_drafts
from excellence_app.storage.ordinary_files import Kind, opened
from excellence_app.storage.trouble import Doing, StorageTrouble, shown, trouble_of

SYSTEM = "system"
THEMES = (SYSTEM, "light", "dark")
LEAST_ZOOM, MOST_ZOOM = 80, 200  # percent
MOST_RECENT = 30
MOST_DOCUMENTS = 100  # of which is remembered how they were looked at

_PATIENCE = 3.0  # seconds; a change takes milliseconds
_LARGEST_STATE = 20_000  # characters of JSON for one document
_FILE = Kind(
    4_000_000,
    N_("{file} is larger than the settings of Excellence can be."),
    N_("Please move it away; the settings then start afresh."),
)

Plain = dict[str, Any]
Found = TypeVar("Found")


def settings_file() -> Path:
    """Return where the settings are; the file may not exist yet.

    The environment variable `EXCELLENCE_STATE` names another folder, as for all else that the
    program remembers.
    """
    chosen = os.environ.get(STATE_VARIABLE)
    if chosen:
        return Path(chosen) / "settings.json"
    from platformdirs import user_config_path  # noqa: PLC0415 - a tenth of the start-up time

    return user_config_path("excellence", appauthor=False) / "settings.json"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person has chosen for all documents.

    An empty `language` is that of the system, an empty `folder` the usual one for documents.
    `keys` maps commands to the keys that were chosen in place of ours; `zoom` is percent.
    """

    language: str = ""
    theme: str = SYSTEM
    zoom: int = 100
    show_thresholds: bool = True
    folder: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


class Recent(NamedTuple):
    """A document that was open, as it was then; `opened` is local time with its offset."""

    path: Path
    id: str
    name: str
    set_title: str
    opened: str


class Forgotten(NamedTuple):
    """A document that was taken off the list, and its place there, to be put back."""

    recent: Recent
    place: int


class SettingsStore:
    """The settings of this person on this computer.

    Reading never fails: what cannot be read is as if it was never chosen, and `message` says
    so. Writing raises `StorageTrouble`; then the file is as it was, the change counts in this
    process, and it is written together with the next one.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = settings_file() if file is None else file
        self._plain: Plain = {}
        self._stamp: tuple[int, ...] | None = None
        self._waiting: list[Callable[[Plain], object]] = []  # changes that no file has yet
        self._unreadable: StorageTrouble | None = None
        self._damaged = False
        self.message: Message | None = None

    # preferences

    @property
    def preferences(self) -> Preferences:
        """Return what was chosen, with our own choice for what was not, or makes no sense."""
        plain, usual = self._now(), Preferences()
        theme, zoom = plain.get("theme"), plain.get("zoom")
        if not isinstance(zoom, int) or isinstance(zoom, bool):
            zoom = usual.zoom
        thresholds = plain.get("show_thresholds")
        return Preferences(
            language=_text(plain.get("language")),
            theme=theme if theme in THEMES else usual.theme,
            zoom=min(MOST_ZOOM, max(LEAST_ZOOM, zoom)),
            show_thresholds=thresholds if isinstance(thresholds, bool) else usual.show_thresholds,
            folder=_text(plain.get("folder")),
            keys={
                name: key for name, key in _group(plain, "keys").items() if isinstance(key, str)
            },
        )

    def change(self, **values: object) -> Preferences:
        """Change preferences by their names and return all; raises `StorageTrouble`."""
        unknown = values.keys() - set(Preferences.__match_args__)
        if unknown:
            raise TypeError(f"no such preference: {sorted(unknown)}")
        plain = {n: dict(v) if isinstance(v, Mapping) else v for n, v in values.items()}
        self._edit(lambda now: now.update(plain))
        return self.preferences

    # recent documents

    @property
    def recent(self) -> tuple[Recent, ...]:
        """Return the documents that were open, the latest first."""
        return tuple(one for entry in _entries(self._now()) if (one := _recent(entry)))

    def add_recent(self, recent: Recent) -> None:
        """Put a document at the head of the list; raises `StorageTrouble`."""
        self._edit(lambda now: _insert(now, recent, 0))

    def forget(self, path: Path) -> Forgotten | None:
        """Take a document off the list; none if it is not there. Raises `StorageTrouble`."""
        for place, one in enumerate(self.recent):
            if one.path == path:
                self._edit(lambda now: _remove(now, path))
                return Forgotten(one, place)
        return None

    def put_back(self, forgotten: Forgotten) -> None:
        """Put a document back where it was on the list; raises `StorageTrouble`."""
        self._edit(lambda now: _insert(now, forgotten.recent, forgotten.place))

    # how documents were looked at

    def state_of(self, document: str) -> Mapping[str, object]:
        """Return what is remembered of a document by its id: places, orders, folded panels."""
        found = _group(self._now(), "documents").get(document)
        return dict(found) if isinstance(found, dict) else {}

    def remember(self, document: str, **values: object) -> None:
        """Remember JSON values for a document; none forgets one.

        Of `MOST_DOCUMENTS` documents, those of which something was remembered last. Raises
        ValueError for what is too much and TypeError for what is not JSON, and `StorageTrouble`.
        """
        if len(json.dumps(values)) > _LARGEST_STATE:
            raise ValueError("too much to remember of one document")

        def edit(now: Plain) -> None:
            documents = _group(now, "documents")
            known = documents.pop(document, None)
            state = {**(known if isinstance(known, dict) else {}), **values}
            documents[document] = {n: v for n, v in state.items() if v is not None}
            for oldest in list(documents)[: max(0, len(documents) - MOST_DOCUMENTS)]:
                del documents[oldest]
            now["documents"] = documents

        self._edit(edit)

    # what was typed and cannot be stored

    def drafts_of(self, document: str) -> dict[str, str]:
        """Return the texts that a document could not take, by its id, by their answer keys."""
        return read_drafts(drafts_file(self._file, document))

    def keep_drafts(self, document: str, drafts: Mapping[str, str]) -> None:
        """Keep these texts for a document in place of all before; raises `StorageTrouble`."""
        write_drafts(drafts_file(self._file, document), drafts)

    # the file

    def _now(self) -> Plain:
        """Return what the file holds now, with the changes that it does not have yet."""
        stamp = _stamp(self._file)
        if stamp != self._stamp or stamp is None:
            self._plain = self._read()
            if self._damaged:
                with suppress(StorageTrouble), _locked(self._file):
                    self._plain = self._read_or_put_aside()
            self._stamp = stamp
            for edit in self._waiting:
                edit(self._plain)
        return self._plain

    def _edit(self, edit: Callable[[Plain], object]) -> None:
        """Make a change to what the file holds at this moment."""
        from excellence_app.storage.atomic import (  # noqa: PLC0415 - see `_locked`
            remove_leftovers,
            write_atomically,
        )

        self._waiting.append(edit)
        self._stamp = None
        try:
            with _locked(self._file):
                plain = self._read_or_put_aside()
                if self._unreadable is not None:
                    raise self._unreadable
                for one in self._waiting:
                    one(plain)
                remove_leftovers(self._file)
                write_atomically(self._file, _written(plain))
                self._waiting.clear()
                self._plain, self._stamp = plain, _stamp(self._file)
        finally:
            del self._waiting[:-MOST_DOCUMENTS]  # of a disk that stays full

    def _read_or_put_aside(self) -> Plain:
        """Return what the file holds; one that cannot be understood makes room. Under the lock."""
        plain = self._read()
        if self._damaged:
            self._put_aside()
        return plain

    def _read(self) -> Plain:
        self._unreadable, self._damaged = None, False
        try:
            with opened(self._file, _FILE) as file:
                data = file.read()
        except StorageTrouble as found:
            if not isinstance(found.__cause__, FileNotFoundError):
                self._unreadable = found
                self.message = Message(
                    N_("The settings in {file} cannot be read, so the usual ones count."),
                    {"file": shown(self._file)},
                )
            return {}
        try:
            plain = json.loads(data)
        except (ValueError, RecursionError):
            plain = None
        if isinstance(plain, dict):
            return plain
        self._damaged = True
        return {}

    def _put_aside(self) -> None:
        """Rename a file that cannot be understood, so that nothing in it is lost."""
        start = f"{self._file.stem} (damaged {datetime.now():%Y-%m-%d %H.%M.%S}"
        aside = self._file.with_name(f"{start}){self._file.suffix}")
        number = 1
        while os.path.lexists(aside):
            number += 1
            aside = self._file.with_name(f"{start}, {number}){self._file.suffix}")
        try:
            self._file.rename(aside)
        except OSError as error:
            self._unreadable = trouble_of(error, self._file, Doing.WRITING)
            text = N_("The settings in {file} are damaged, so the usual ones count.")
            self.message = Message(text, {"file": shown(self._file)})
        else:
            text = N_("The settings were damaged. They are kept as {file}; the usual ones count.")
            self.message = Message(text, {"file": shown(aside)})


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Keep other windows and processes from changing the settings meanwhile."""
    # Most starts of the program only read the settings, which has to be quick.
    from excellence_app.storage.atomic import make_private  # noqa: PLC0415 - not needed at start-up
    from excellence_app.storage.lock import PrivateLock  # noqa: PLC0415 - not needed at start-up

    try:
        make_private(file.parent)
    except OSError as error:
        raise trouble_of(error, file, Doing.WRITING) from error
    lock = PrivateLock(file.with_name(f"{file.name}.lock"), file)
    lock.acquire(monotonic() + _PATIENCE)
    try:
        yield
    finally:
        lock.release()


def _stamp(file: Path) -> tuple[int, ...] | None:
    """Return what tells one writing of the file from the next, none if there is none."""
    with suppress(OSError, ValueError):
        about = file.stat()
        return about.st_mtime_ns, about.st_size, about.st_ino
    return None


def _written(plain: Plain) -> bytes:
    # ASCII alone, so that a path that is no Unicode can be written as well
    return json.dumps(plain, indent=1).encode("ascii") + b"\n"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _group(plain: Plain, name: str) -> Plain:
    found = plain.get(name)
    return found if isinstance(found, dict) else {}


def _entries(plain: Plain) -> list[object]:
    found = plain.get("recent")
    return found if isinstance(found, list) else []


def _recent(entry: object) -> Recent | None:
    match entry:
        case {"path": str() as path, **rest} if path and "\0" not in path:
            names = ("id", "name", "set", "opened")
            return Recent(Path(path), *(_text(rest.get(name)) for name in names))
        case _:
            return None


def _insert(plain: Plain, recent: Recent, place: int) -> None:
    _remove(plain, recent.path)
    entries = _entries(plain)
    entry = {
        "path": os.fspath(recent.path),
        "id": recent.id,
        "name": recent.name,
        "set": recent.set_title,
        "opened": recent.opened,
    }
    plain["recent"] = [*entries[:place], entry, *entries[place:]][:MOST_RECENT]


def _remove(plain: Plain, path: Path) -> None:
    kept = []
    for entry in _entries(plain):
        found = _recent(entry)
        if found is None or found.path != path:
            kept.append(entry)
    plain["recent"] = kept
