"""The journal of a document: each change is on the disk before anybody is told that it is saved.

One private file for each path, in the state folder. A change is a line there, written and
flushed at once; the document itself, which is written whole, follows some seconds later and
then holds the lines, so that the journal starts anew. After a crash the lines that the
document lacks are read from here.

A line is `CRC JSON`. The first one is the header: whose journal it is and which lines of the
document's log its own lines follow.

- The CRC runs over the rest of the line and goes on from the CRC of the line before; the
  header has a random number in it. So nothing left over of an earlier text of the file
  is ever taken for part of this one.
- Several lines that were written together count together: all but the last of them have a
  `+` between CRC and JSON in place of the space, and without the last they are no more.
- After a failed write or flush nothing is known of what the disk holds: the system may
  have dropped the text from its memory, and then the next flush succeeds without having
  written it. Hence everything is written once more, from the beginning of the file, before
  it is flushed again. What had failed and is not wanted any more is cut off; and if a disk
  only pretends to have done so, what is left of it stands behind another line than the
  one from which its CRC goes on.

To look at a document that another process may be changing, read the journal first and the
document after it: then each change is in one of the two, or in both.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, NoReturn
from zlib import crc32

from excellence_app.domain.messages import N_, Message
from excellence_app.storage.assessment_file import version_of
from excellence_app.storage.atomic import flush_folder, remove_leftovers, write_atomically
from excellence_app.storage.lock import (
    PATIENCE,
    Busy,
    Holder,
    InodeLock,
    LockNote,
    PrivateLock,
    journal_file,
    journal_folder,
    open_carefully,
    this_holder,
)
from excellence_app.storage.log import LogEntry
from excellence_app.storage.trouble import UNTOUCHED, Doing, StorageTrouble, shown, trouble_of

__all__ = [
    "PATIENCE",
    "Busy",
    "Holder",
    "Journal",
    "JournalLine",
    "Recovered",
    "line_of",
    "orphans",
    "read_only",
]

FORMAT = 1
MAX_LINE = 64_000_000  # bytes; the assessment of a document cannot be larger either
MAX_JOURNAL = 256_000_000
_CHUNK = 1 << 20
_LONGEST_HEADER = 65_536
_DIGITS = 8  # of a CRC
_LAST, _MORE_FOLLOW = b" ", b"+"  # between the CRC and the JSON


class JournalLine(NamedTuple):
    """One change with its number, which goes on from those of the document's log."""

    n: int
    entry: LogEntry


class Recovered(NamedTuple):
    """What a journal holds, be it of a crashed sitting or of one that goes on elsewhere.

    The lines form one branch after `base`, the heads of the log of `document` when the journal was
    started; `sitting` is what its own changes are marked with. `path` is where the document was.
    `damaged` is where the damaged journal was kept, if lines at its end are damaged and
    missing here. (What a crash tears in the middle of writing is not: nobody was told that
    it is saved.)
    """

    document: str
    path: Path
    base: str
    sitting: str
    holder: Holder
    lines: tuple[JournalLine, ...]
    damaged: Path | None = None


def line_of(entry: LogEntry, n: int) -> bytes:
    """Return the JSON of one change, to be appended."""
    when, actor, edit, item, old, new, more, sitting = entry
    plain = {
        "n": n,
        "time": when,
        "actor": actor,
        "edit": edit,
        "item": item,
        "old": old,
        "new": new,
    }
    if more:
        plain["more"] = True
    if sitting:
        plain["sitting"] = sitting
    return _encode(plain).encode("utf-8")


class _Good(NamedTuple):
    """How far the journal is known to be as it should: pieces written, bytes, last CRC, changes.

    One value, so that an interruption leaves the old one or the new one.
    """

    pieces: int = 0
    length: int = 0
    crc: int = 0
    changes: int = 0


class Journal:
    """The journal of one document, and with it the right to change the document.

    `acquire`, then `recover`, then `start`, then `append` as often as there is something;
    `restart` whenever the document holds all lines; at the end `release`. One thread may
    append while another one restarts.
    """

    def __init__(self, path: Path, file: Path | None = None) -> None:
        self.path = path
        self._lock = PrivateLock(journal_file(path) if file is None else file, path)
        self._document_lock = InodeLock(path)
        self._note = LockNote(path)
        self._guard = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._loaded: _Found | None = None
        self._started: dict[str, str] | None = None
        self._empty()

    def _empty(self) -> None:
        self._pieces: list[bytes] = []  # what stands there, to be written again if need be
        self._good = _Good()
        self._sound = False  # whether something can go behind it without writing it again

    @property
    def changes(self) -> int:
        """Return how many changes the journal holds."""
        return self._good.changes

    def acquire(self, patience: float = PATIENCE) -> None:
        """Wait for the right to change the document for `patience` seconds at most.

        Raises `Busy` if somebody else keeps it, and `StorageTrouble` if the state folder
        cannot be used.
        """
        give_up = time.monotonic() + patience
        self._lock.acquire(give_up)
        try:
            self._document_lock.acquire(give_up)
        except BaseException:
            self._lock.release()
            raise
        self._note.remove_stale()

    def leave_note(self) -> None:
        """Leave a lock note beside the document until the release: this will take a while."""
        self._note.leave()

    def carry_over(self, handle: int) -> None:
        """Lock the file open as `handle`, which is about to take the document's place."""
        self._document_lock.carry_over(handle)

    def follow(self) -> bool:
        """Lock the file that is the document now that it was written anew, and no other.

        Returns whether no other account has locked it meanwhile.
        """
        return self._document_lock.follow()

    def recover(self) -> Recovered | None:
        """Return what a sitting has left that did not end well, none if nothing.

        It may be without lines, and it may be of another document that was at this path
        before. What is torn is cut off, and what stays is flushed, for it may never have
        reached the disk. To call this again, also after a crash within it, gives the same
        again. Raises `StorageTrouble`.
        """
        with self._guard:
            return self._load().recovered

    def _load(self) -> "_Found":
        if self._loaded is not None:
            return self._loaded
        handle, file = self._held(), self._lock.file
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            data = _read_all(handle, file)
        except OSError as error:
            raise trouble_of(error, file, Doing.READING) from error
        found = _scan(data, file)
        if found.recovered is not None and found.recovered.damaged is not None:
            kept = self._keep_beside(data, ".damaged")
            found = found._replace(recovered=found.recovered._replace(damaged=kept))
        self._empty()
        if found.content:
            changes = 0 if found.recovered is None else len(found.recovered.lines)
            self._pieces = [found.content]
            self._good = _Good(1, len(found.content), found.crc, changes)
        if data:
            with suppress(OSError, StorageTrouble):  # then the next change is written with it
                self._write_all(b"")
                self._sound = True
        self._loaded = found
        return found

    def _keep_beside(self, data: bytes, ending: str) -> Path:
        """Keep a journal under a name of its own; doing so again changes nothing."""
        file = self._lock.file
        beside = file.with_name(f"{file.stem[:32]}-{sha256(data).hexdigest()[:16]}{ending}")
        remove_leftovers(beside)
        write_atomically(beside, data)
        return beside

    def start(self, document: str, base: str, sitting: str) -> None:
        """Say whose journal this is, and which heads of the log its own lines follow.

        Nothing is written before the first change. If the journal has lines of this document
        already, they stay, and so does what was said of them; those of another one are
        kept beside, where `orphans` finds them. Raises `StorageTrouble`.
        """
        with self._guard:
            found = self._load().recovered
            before = self._started or {"document": "" if found is None else found.document}
            if self._good.changes and before["document"] != document:
                self._keep_beside(b"".join(self._pieces), ".jsonl")
                try:
                    os.ftruncate(self._held(), 0)
                    _flush_all(self._held())
                except OSError as error:
                    raise trouble_of(error, self._lock.file, Doing.WRITING) from error
                self._empty()
            elif not self._good.changes:
                self._empty()  # a header alone is made anew
            self._started = {"document": document, "base": base, "sitting": sitting}

    def append(self, lines: Sequence[bytes]) -> None:
        """Put lines from `line_of` on the disk, all or none; when this returns they are there.

        Raises `StorageTrouble`; then this may be called again with these lines or others. Its
        `safe` is None where they may stand there all the same, for they could not be cut off.
        """
        if not lines:
            return
        with self._guard:
            try:
                self._append(self._held(), lines)
            except OSError as error:
                needed = sum(map(len, lines))
                trouble = trouble_of(error, self._lock.file, Doing.WRITING, needed=needed)
                self._take_back(trouble)
                raise trouble from error
            except StorageTrouble as trouble:
                self._take_back(trouble)
                raise

    def _take_back(self, trouble: StorageTrouble) -> None:
        """Cut off what failed; if that fails as well, the trouble does not say it is not there."""
        if not self._cut_back():
            trouble.safe = None

    def _append(self, handle: int, lines: Sequence[bytes]) -> None:
        pieces, length, crc, changes = self._good
        sound = self._sound and os.fstat(handle).st_nlink != 0
        changes += len(lines)
        if not sound and self._lock.is_lost():
            self._lock.renew()
        if not pieces:
            lines = [self._header_line(), *lines]
        data = b""
        for line in lines[:-1]:
            text = _MORE_FOLLOW + line
            crc = crc32(text, crc)
            data += b"%08x%b\n" % (crc, text)
        text = _LAST + lines[-1]
        crc = crc32(text, crc)
        data += b"%08x%b\n" % (crc, text)
        length += len(data)
        if len(data) > MAX_LINE or length > MAX_JOURNAL:
            _refuse_too_large(self._lock.file)
        good = _Good(pieces + 1, length, crc, changes)
        self._sound = False
        if sound:
            _write(handle, data)
            _flush(handle)
        else:
            self._write_all(data)
        self._pieces[pieces:] = [data]
        self._good = good
        self._sound = True

    def _header_line(self) -> bytes:
        if self._started is None:
            raise ValueError("the journal was not started")
        header = {
            "journal": FORMAT,
            "salt": os.urandom(4).hex(),
            **self._started,
            "path": os.path.realpath(self.path),
            **this_holder()._asdict(),
        }
        return json.dumps(header).encode("ascii")  # a path need not be Unicode

    def _write_all(self, more: bytes) -> None:
        """Write everything again, with more behind it, and flush the file and its name."""
        handle = self._held()
        data = b"".join([*self._pieces[: self._good.pieces], more])
        os.lseek(handle, 0, os.SEEK_SET)
        _write(handle, data)
        if os.fstat(handle).st_size > len(data):
            os.ftruncate(handle, len(data))
        _flush_all(handle)
        flush_folder(self._lock.file)

    def _cut_back(self) -> bool:
        """Take away what failed and return whether that came about.

        If it fails as well, its CRCs do not go with what follows.
        """
        try:
            os.ftruncate(self._held(), self._good.length)
        except OSError:
            return False
        return True

    def restart(self, base: str) -> None:
        """Empty the journal, since the document holds all its lines; `base` are its heads now.

        The header stays, for it says since when a sitting can take back what it did. It is not
        flushed before the next change is. If the disk does not let us, that is written over
        what is there.
        """
        with self._guard:
            self._empty()
            self._cut_back()
            if self._started is not None:
                self._started["base"] = base
                text = _LAST + self._header_line()
                header = b"%08x%b\n" % (crc32(text), text)
                self._pieces[:] = [header]
                self._good = _Good(1, len(header), crc32(text), 0)
                with suppress(OSError):
                    os.lseek(self._held(), 0, os.SEEK_SET)
                    _write(self._held(), header)

    def release(self, *, clean: bool) -> None:
        """Let others change the document; without effect if it is not held.

        `clean` says that the document holds all lines: then the journal goes. Not so without
        `start`: they may be those of another document then.
        """
        with self._guard:
            if self._lock.handle is None:
                return
            if clean and self._may_go():
                self._empty()
                self._cut_back()
            self._note.remove()
            self._document_lock.release()
            self._lock.release()
            self._forget()

    def _may_go(self) -> bool:
        return self._started is not None

    def _held(self) -> int:
        if self._lock.handle is None:
            raise ValueError("the journal is not held")
        return self._lock.handle


class _OrphanedJournal(Journal):
    """A journal of another path; the document that is there is none of its business."""

    def acquire(self, patience: float = PATIENCE) -> None:
        self._lock.acquire(time.monotonic() + patience, make=False)

    def release(self, *, clean: bool) -> None:
        super().release(clean=clean)
        if clean:  # or a power failure could bring back what is elsewhere by now
            with suppress(StorageTrouble):
                flush_folder(self._lock.file)

    def _may_go(self) -> bool:
        return True


def orphans(document: str, path: Path) -> list[Journal]:
    """Return the journals of a document that has come to `path` after a crash elsewhere.

    They are those of other paths where there is nothing any more, another document, or
    this same file under another name. The caller holds them: `recover` tells what is in
    them; when that is safe in the journal of `path`, `release(clean=True)` removes them.
    """
    own = journal_file(path)
    found = []
    for file in sorted(journal_folder().glob(f"*{own.suffix}")):
        if file != own and _may_be_of(file, document):
            journal = _OrphanedJournal(path, file)
            if _left_behind(journal, document, path):
                found.append(journal)
    return list[Journal](found)


def _may_be_of(file: Path, document: str) -> bool:
    """Return whether the first line of a journal names a document."""
    try:
        start = _content_of(file, _LONGEST_HEADER)
    except StorageTrouble:
        return False
    return start is not None and document.encode() in start.partition(b"\n")[0]


def _left_behind(journal: Journal, document: str, path: Path) -> bool:
    """Acquire a journal if its document is no longer where it was."""
    try:
        journal.acquire(0)
    except StorageTrouble:
        return False  # somebody has it, or has just removed it
    try:
        recovered = journal.recover()
    except StorageTrouble:
        recovered = None
    if (
        recovered is not None
        and recovered.document == document
        and _is_gone(recovered.path, document, path)
    ):
        return True
    journal.release(clean=False)
    return False


def _is_gone(before: Path, document: str, path: Path) -> bool:
    """Return whether a document is no longer where it was before."""
    try:
        there = before.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    with suppress(OSError):
        if os.path.samestat(there, path.stat()):
            return True
    try:
        found = version_of(before)
    except StorageTrouble:
        return False  # it may be the document, damaged or out of reach for now
    return found is None or found[0] != document


def read_only(path: Path, document: str | None = None) -> Recovered | None:
    """Return what the journal of a document holds now, without a lock and without a trace.

    None if nothing, or if it is not of that document. `damaged` is the journal itself, if
    anything. Raises `StorageTrouble`.
    """
    file = journal_file(path)
    data = _content_of(file)
    found = None if data is None else _scan(data, file).recovered
    return found if found is None or document in {None, found.document} else None


class _Found(NamedTuple):
    """What stands in a journal: the bytes that are well, their last CRC, what they mean."""

    content: bytes
    crc: int
    recovered: Recovered | None


def _scan(data: bytes, file: Path) -> _Found:
    """Return what stands in a journal up to the first line that is not as it was written.

    Raises `StorageTrouble` if a newer version has written it.
    """
    chain, rest = _well_chained(data)
    header: Recovered | None = None
    lines: list[JournalLine] = []
    complete = complete_lines = understood = 0
    for _, text in chain:
        plain = _plain(text)
        if not understood:
            header = _header(plain, file)
            if header is None:
                break
        else:
            line = _line(plain)
            if line is None:
                break
            lines.append(line)
        understood += 1
        if text.startswith(_LAST):
            complete, complete_lines = understood, len(lines)
    damaged = understood < len(chain) or b"\n" in rest
    content = b"".join(b"%08x%b\n" % line for line in chain[:complete])
    crc = chain[complete - 1][0] if complete else 0
    if not damaged and not complete:
        return _Found(b"", 0, None)
    known = header or Recovered("", Path(), "", "", Holder("", "", 0, ""), ())
    recovered = known._replace(
        lines=tuple(lines[:complete_lines]), damaged=file if damaged else None
    )
    return _Found(content, crc, recovered)


def _well_chained(data: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    """Return CRC and text of each line as long as the CRCs are right, and all that follows."""
    chain: list[tuple[int, bytes]] = []
    crc = start = 0
    while (end := data.find(b"\n", start)) >= 0:
        after = crc32(data[start + _DIGITS : end], crc)
        if data[start : start + _DIGITS] != b"%08x" % after:
            return chain, data[start:]
        chain.append((after, data[start + _DIGITS : end]))
        crc, start = after, end + 1
    for end in (len(data), len(data) - 1):  # only the end of the last line is missing or wrong
        after = crc32(data[start + _DIGITS : end], crc)
        if end > start + _DIGITS and data[start : start + _DIGITS] == b"%08x" % after:
            chain.append((after, data[start + _DIGITS : end]))
            return chain, b""
    return chain, data[start:]


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
).encode
_decode = json.JSONDecoder(parse_constant=_no_constant).decode


def _plain(text: bytes) -> Mapping[str, object]:
    """Return the data of a line, without anything if it is not of ours."""
    try:
        plain = _decode(text[1:].decode("utf-8"))
    except (ValueError, RecursionError):
        return {}
    return plain if isinstance(plain, dict) else {}


def _header(plain: Mapping[str, object], file: Path) -> Recovered | None:
    """Return what the first line says, none if it is no header."""
    version = plain.get("journal")
    if isinstance(version, int) and version > FORMAT:
        raise StorageTrouble(
            Message(
                N_("{file} was written by a newer version of Excellence."), {"file": shown(file)}
            ),
            file,
            safe=UNTOUCHED,
            advice=Message(
                N_(
                    "It holds changes that are not in the document yet. "
                    "Please use the newer version."
                )
            ),
        )
    match plain:
        case {
            "journal": int(),
            "document": str(document),
            "path": str(path),
            "base": str(base),
            "sitting": str(sitting),
            "host": str(host),
            "account": str(account),
            "pid": int(pid),
            "since": str(since),
        }:
            holder = Holder(host, account, pid, since)
            return Recovered(document, Path(path), base, sitting, holder, ())
        case _:
            return None


def _line(plain: Mapping[str, object]) -> JournalLine | None:
    """Return the change that a line tells of, none if it tells of none."""
    match plain:
        case {
            "n": int(n),
            "time": str(time_),
            "actor": str(actor),
            "edit": str(edit),
            "item": str(item),
            "old": dict() | None as old,
            "new": dict() | None as new,
        }:
            more = plain.get("more") is True
            sitting = str(plain.get("sitting", ""))
            return JournalLine(n, LogEntry(time_, actor, edit, item, old, new, more, sitting))
        case _:
            return None


def _content_of(file: Path, only: int | None = None) -> bytes | None:
    """Return what a journal holds, or only so many bytes of it; none if there is none.

    Raises `StorageTrouble`.
    """
    try:
        handle = open_carefully(file, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise trouble_of(error, file, Doing.READING) from error
    try:
        return _read_all(handle, file) if only is None else os.read(handle, only)
    except OSError as error:
        raise trouble_of(error, file, Doing.READING) from error
    finally:
        os.close(handle)


def _read_all(handle: int, file: Path) -> bytes:
    found = []
    size = 0
    while chunk := os.read(handle, _CHUNK):
        found.append(chunk)
        size += len(chunk)
        if size > MAX_JOURNAL:
            _refuse_too_large(file)
    return b"".join(found)


def _refuse_too_large(file: Path) -> NoReturn:
    raise StorageTrouble(
        Message(N_("{file} would be larger than a journal can be."), {"file": shown(file)}),
        file,
        safe=UNTOUCHED,
        advice=Message(N_("Please shorten the longest notes and try again.")),
    )


def _write(handle: int, data: bytes) -> None:
    """Write all of `data`; a disk that is about to be full may take it in pieces."""
    written = os.write(handle, data)
    while written < len(data):
        written += os.write(handle, data[written:])


if sys.platform == "win32":

    def _flush_all(handle: int) -> None:
        os.fsync(handle)

    _flush = _flush_all

elif sys.platform == "darwin":
    import fcntl

    def _flush_all(handle: int) -> None:
        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync leaves it in the disk's own memory
        except OSError:
            os.fsync(handle)

    _flush = _flush_all

else:

    def _flush_all(handle: int) -> None:
        os.fsync(handle)

    def _flush(handle: int) -> None:
        os.fdatasync(handle)  # the new size of the file goes with the data
