"""The record of every change, one JSON line each, chained so that a rewritten one shows.

Each line holds the hash of the line before it. That hash is taken with the old and the
new value replaced by their own hashes, so that a value may one day be blanked on a
person's wish without breaking the chain.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from excellence_app.storage.assessment_json import Damage, Plain, canonical, parse_json

START = "0" * 64  # what stands for the line before the first
BLANKED = "blanked"  # in place of a value that was removed: {"blanked": its hash}


class LogEntry(NamedTuple):
    """One change before it is written: when, who, which edit, of what, from what to what.

    `time` is local time with its offset from UTC; `old` and `new` are data for JSON.
    """

    time: str
    actor: str
    edit: str
    item: str
    old: object = None
    new: object = None


class Log(NamedTuple):
    """The lines as they stand in the file, how many they are, and the link of the last one."""

    lines: bytes = b""
    entries: int = 0
    head: str = START

    def with_entries(self, entries: Sequence[LogEntry]) -> "Log":
        """Return the log with more entries at its end."""
        written = [self.lines]
        count, head = self.entries, self.head
        for entry in entries:
            count += 1
            plain = {
                "n": count,
                "time": entry.time,
                "actor": entry.actor,
                "edit": entry.edit,
                "item": entry.item,
                "old": entry.old,
                "new": entry.new,
                "prev": head,
            }
            head = link_of(plain)
            written += [canonical(plain, indent=None), b"\n"]
        return Log(b"".join(written), count, head)


def link_of(plain: Mapping[str, object]) -> str:
    """Return the hash by which the next line refers to this one."""
    hashed = {name: _value_hash(plain.get(name)) for name in ("old", "new")}
    return sha256(canonical({**plain, **hashed}, indent=None)).hexdigest()


def _value_hash(value: object) -> str:
    if isinstance(value, dict) and value.keys() == {BLANKED}:
        return str(value[BLANKED])
    return sha256(canonical(value, indent=None)).hexdigest()


def read_lines(lines: bytes) -> list[Plain]:
    """Return the entries of a log; raises `Damage` with the number of an unreadable line."""
    found: list[Plain] = []
    for number, line in enumerate(lines.splitlines(), start=1):
        try:
            plain = parse_json(line)
        except Damage as damage:
            raise Damage(str(number)) from damage
        if not isinstance(plain, dict):
            raise Damage(str(number))
        found.append(plain)
    return found


def first_break(log: Log) -> int | None:
    """Return the number of the first line that is not what was written, or none.

    One more than the last line's number means that lines are missing at the end.
    """
    head = START
    count = 0
    try:
        for count, plain in enumerate(read_lines(log.lines), start=1):
            if plain.get("n") != count or plain.get("prev") != head:
                return count
            head = link_of(plain)
    except Damage as damage:
        return int(damage.place)
    if (count, head) != (log.entries, log.head):
        return count + 1
    return None
