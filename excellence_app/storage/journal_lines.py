"""The lines of a journal: how a change is written there, and what a journal that was found says.

A line is `CRC JSON`. The first one is the header: whose journal it is and which lines of the
document's log its own lines follow.

- The CRC runs over the rest of the line and goes on from the CRC of the line before; the
  header has a random number in it. So nothing left over of an earlier text of the file
  is ever taken for part of this one.
- Several lines that were written together count together: all but the last of them have a
  `+` between CRC and JSON in place of the space, and without the last they are no more.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn
from zlib import crc32

from excellence_app.domain.messages import N_, Message
from excellence_app.storage.lock_notes import Holder
from excellence_app.storage.log import LogEntry
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble, shown

FORMAT = 1
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


def chained(lines: Sequence[bytes], crc: int) -> tuple[bytes, int]:
    """Return lines as they stand in a journal, where they count together, and the last CRC.

    `crc` is that of the line before them, 0 at the beginning.
    """
    data = b""
    for line in lines[:-1]:
        text = _MORE_FOLLOW + line
        crc = crc32(text, crc)
        data += b"%08x%b\n" % (crc, text)
    text = _LAST + lines[-1]
    crc = crc32(text, crc)
    return data + b"%08x%b\n" % (crc, text), crc


class Found(NamedTuple):
    """What stands in a journal: the bytes that are well, their last CRC, what they mean."""

    content: bytes
    crc: int
    recovered: Recovered | None


def scan(data: bytes, file: Path) -> Found:
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
        return Found(b"", 0, None)
    known = header or Recovered("", Path(), "", "", Holder("", "", 0, ""), ())
    recovered = known._replace(
        lines=tuple(lines[:complete_lines]), damaged=file if damaged else None
    )
    return Found(content, crc, recovered)


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
