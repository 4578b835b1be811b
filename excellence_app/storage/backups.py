"""Earlier versions of each document, in the state folder.

Before a document is replaced, the version that was there is kept under
`backups/<id of the document>/`, by a second name of the same file where the disk allows
that, else as a copy. Their order is that of the revisions: a wrong clock can make the choice
of those that stay a poorer one, but never removes the newest.

Of a damaged or missing document the id may be unreadable. So `backups/by-path/` has
a small file for each place at which a document was written, named by the hash of the path,
which holds the id. If another document is written at the same place, it takes over.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from excellence_app.domain.assessment import AnswerStatus, Assessment
from excellence_app.domain.messages import N_, Message
from excellence_app.locations import state_folder
from excellence_app.storage.atomic import (
    flush_folder,
    make_private,
    remove_leftovers,
    replacing,
    write_atomically,
)
from excellence_app.storage.document import (
    Manifest,
    attachment_part,
    folder_name,
    open_package,
    read_document,
    read_manifest,
)
from excellence_app.storage.log import Log, read_log
from excellence_app.storage.ordinary_files import opened
from excellence_app.storage.package import CHUNK
from excellence_app.storage.plain_json import Damage
from excellence_app.storage.trouble import Doing, StorageTrouble, shown, trouble_of
from excellence_app.storage.upgrades import PLAIN_FORMAT, UPGRADE

MAX_TOGETHER = 2_000_000_000  # bytes of all versions of one document, as far as they can go

_MINUTES_10, _DAY, _WEEK = 600, 86_400, 604_800  # seconds
_RULES = ((10, _MINUTES_10), (14, _DAY), (8, _WEEK))  # how many, at most one in each such time
_NAME = re.compile(r"([0-9]{8,})-([0-9a-f]{16})(-format-[0-9]+)?\.excellence")
_LONGEST_ID = 200
_PRIVATE = 0o600


class Version(NamedTuple):
    """An earlier version; `number` 1 is the newest, `size` counts bytes.

    `time` (local, with its offset from UTC) and `actor` are those of its last change,
    `answers` is how many questions were answered. Of one that is damaged, and so not
    `readable`, only the revision and the size are known.
    """

    number: int
    revision: int
    time: str
    actor: str
    answers: int
    size: int
    path: Path
    readable: bool = True


class _Kept(NamedTuple):
    revision: int
    written: int  # seconds of the file's own clock
    original: bool  # of an older format
    size: int
    path: Path


def keep(path: Path, about: Manifest) -> Path:
    """Keep the document in the file `path`, of which `about` is the manifest; return where.

    Raises `StorageTrouble`.
    """
    real = Path(os.path.realpath(path))
    original = f"-format-{about.min_reader}" if about.min_reader < PLAIN_FORMAT else ""
    name = f"{about.revision:08}-{about.version[:16]}{original}.excellence"
    kept = _folder(about.id) / name
    try:
        make_private(kept.parent)
        if _is_kept(real, kept):
            return kept
        try:
            os.link(real, kept)
        except OSError:  # another disk, or one that knows no second names
            _copy(real, kept)
    except OSError as error:
        raise trouble_of(error, kept, Doing.WRITING) from error
    flush_folder(kept)
    return kept


def _is_kept(real: Path, kept: Path) -> bool:
    """Return whether this version is kept already; what only has its name is removed."""
    try:
        if kept.stat().st_size == real.stat().st_size:
            return True
    except FileNotFoundError:
        return False
    kept.unlink()
    return False


def _copy(real: Path, kept: Path) -> None:
    remove_leftovers(kept)
    with opened(real) as file:
        about = os.fstat(file.fileno())
        with replacing(kept, needed=about.st_size) as aside:
            while piece := file.read(CHUNK):
                aside.write(piece)
    os.utime(kept, ns=(about.st_atime_ns, about.st_mtime_ns))


def settle(path: Path, document: str, kept: Path | None) -> None:
    """Do what is left when a document was written: thin its versions, note where it is.

    `kept` is what `keep` returned. Nothing here is worth a trouble.
    """
    with suppress(OSError, StorageTrouble):
        if kept is not None and kept.stat().st_nlink == 1:
            kept.chmod(_PRIVATE)
        thin(document, kept)
        _note(path, document)


def thin(document: str, newest: Path | None = None) -> None:
    """Remove earlier versions of a document that are not worth their room.

    What stays: the newest, and `newest`; the 10 newest of which no two are from the same
    10 minutes; the last of each of 14 days and of each of 8 weeks; every one of an older
    format. Beyond `MAX_TOGETHER` the oldest go first. Raises `OSError`.
    """
    found = _found(document)
    wanted: set[Path] = set()
    for most, seconds in _RULES:
        last: dict[int, Path] = {}
        for one in found:
            if len(last) == most:
                break
            last.setdefault(one.written // seconds, one.path)
        wanted.update(last.values())
    room = MAX_TOGETHER
    for number, one in enumerate(found):
        must = number == 0 or one.original or one.path == newest
        if must or (one.path in wanted and one.size <= room):
            room -= one.size
        else:
            one.path.unlink(missing_ok=True)


def _found(document: str) -> list[_Kept]:
    """Return what is kept of a document, the newest first."""
    found = []
    try:
        with os.scandir(_folder(document)) as entries:
            for entry in entries:
                name = _NAME.fullmatch(entry.name)
                if name and entry.is_file(follow_symlinks=False):
                    about = entry.stat(follow_symlinks=False)
                    found.append(
                        _Kept(
                            int(name[1]),
                            int(about.st_mtime),
                            bool(name[3]),
                            about.st_size,
                            Path(entry.path),
                        )
                    )
    except FileNotFoundError:
        return []
    return sorted(found, key=lambda one: (one.revision, one.written, one.path), reverse=True)


def versions(document: str) -> list[Version]:
    """Return the earlier versions of a document that are kept, the newest first.

    Raises `StorageTrouble` if the state folder cannot be read.
    """
    try:
        found = _found(document)
    except OSError as error:
        raise trouble_of(error, _folder(document), Doing.READING) from error
    return [_version(number, one) for number, one in enumerate(found, start=1)]


def versions_of(path: Path) -> list[Version]:
    """Return the earlier versions of the document at a place, even if it is damaged or gone.

    Raises `StorageTrouble` if neither the file nor what was noted says which document
    that is.
    """
    try:
        with opened(path) as file:
            document = read_manifest(open_package(file, path), path).id
    except StorageTrouble:
        document = noted_at(path)
        if not document:
            raise
    return versions(document)


def newest_good(document: str) -> Version | None:
    """Return the newest version of a document that can be read, none if there is none."""
    with suppress(OSError):
        for number, one in enumerate(_found(document), start=1):
            version = _version(number, one)
            if version.readable:
                return version
    return None


def offer(path: Path, document: str = "") -> Message | None:
    """Return the advice that a good earlier version is kept of the document at a place.

    `document` is its id if that could be read. None if there is no such version.
    """
    known = document or noted_at(path)
    version = newest_good(known) if known else None
    if version is None:
        return None
    return Message(
        N_(
            "An earlier version of it is kept, of {time}. "
            'The command "excellence versions {file}" lists all there are.'
        ),
        {"time": version.time[:16].replace("T", " "), "file": shown(path)},
    )


def holding(document: str, digest: str) -> Iterator[Path]:
    """Return the versions of a document that hold the file with this hash, newest first."""
    with suppress(OSError):
        for one in _found(document):
            with suppress(StorageTrouble), opened(one.path) as file:
                if attachment_part(digest) in open_package(file, one.path).entries:
                    yield one.path


def _version(number: int, kept: _Kept) -> Version:
    try:
        with opened(kept.path) as file:
            document = read_document(open_package(file, kept.path), kept.path)
        time, actor = _last_change(document.log)
    except (StorageTrouble, Damage):
        return Version(number, kept.revision, "", "", 0, kept.size, kept.path, readable=False)
    answers = _answered(document.assessment)
    return Version(number, kept.revision, time, actor, answers, kept.size, kept.path)


def _last_change(log: Log) -> tuple[str, str]:
    """Return when and by whom the last change was made that a person has made."""
    for raw in reversed(log.lines.rstrip(b"\n").split(b"\n")):
        for line in read_log(Log(raw)):
            if line.edit != UPGRADE:
                return line.time, line.actor
    return "", ""


def _answered(assessment: Assessment) -> int:
    """Return how many questions are answered; some stand under several keys."""
    return len(
        {
            _question_of(key)
            for key, answer in assessment.answers.items()
            if answer.status is AnswerStatus.ANSWERED
            and answer.value is not None
            and not key.endswith("]")  # the place of a case or row is no answer
        }
    )


def _question_of(key: str) -> str:
    """Return the question of an answer key, also of one inside a case; parts and comments go."""
    steps = key.split("/")
    return "/".join(steps[: 2 if "[" in steps[0] else 1])


def _folder(document: str) -> Path:
    return state_folder() / "backups" / folder_name(document)


def noted_at(path: Path) -> str:
    """Return the id of the document that was written last at a place, or nothing."""
    with suppress(OSError, ValueError):
        data = _note_file(path).read_bytes()
        if len(data) <= _LONGEST_ID:
            return data.decode("utf-8")
    return ""


def _note(path: Path, document: str) -> None:
    note = _note_file(path)
    if noted_at(path) != document and len(document) <= _LONGEST_ID:
        make_private(note.parent)
        remove_leftovers(note)
        write_atomically(note, document.encode("utf-8"), durable=False)


def _note_file(path: Path) -> Path:
    real = os.path.normcase(os.path.realpath(path))
    return state_folder() / "backups" / "by-path" / sha256(os.fsencode(real)).hexdigest()[:32]
