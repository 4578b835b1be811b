"""The record of every change, one JSON line each, chained so that a rewritten one shows.

Each line names the hashes ("links") of the lines that it follows: mostly one, several where
branches came together. So the lines of a document are a set, and that of two copies is the
set of both. Links are taken with every value replaced by its own hash, so that a value may
one day be blanked on a person's wish without breaking the chain.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from json import JSONEncoder
from typing import NamedTuple

from excellence_app.storage.assessment_reading import MAX_TIME
from excellence_app.storage.plain_json import Damage, Plain, parse_json
from excellence_app.storage.record_places import Records

START = "0" * 64  # what stands for the lines before the first
BLANKED = "blanked"  # in place of a value that was removed stands {"blanked": its hash}
FORM = 2  # of the lines written here; those of format 1 do not say theirs

_JOINT = "+"
_END = b"\n"  # of each line
_LINK_LETTERS = frozenset("0123456789abcdef")
_encode = JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode  # the canonical form of `assessment_json` in one line, without a new encoder each time


class LogEntry(NamedTuple):
    """One change before it is written: when, who, which edit, of what, from what to what.

    `time` is local time with its offset from UTC; `old` and `new` are the two halves of
    `records.difference`. `more` says that the change is undone together with the one before,
    `sitting` which changes one person has made in one go.
    """

    time: str
    actor: str
    edit: str
    item: str
    old: Records | None = None
    new: Records | None = None
    more: bool = False
    sitting: str = ""


class LogLine(NamedTuple):
    """One line as it was read: its number, its link, what it follows, and the change.

    A line has a greater `n` than all that it follows; `prev` is empty for the first one.
    `old` and `new` of a line of format 1 (`form`) are not kept by place; they stand in `raw`
    alone, which is the line as it is in the file.
    """

    n: int
    link: str
    prev: tuple[str, ...]
    time: str
    actor: str
    edit: str
    item: str
    old: Plain | None
    new: Plain | None
    more: bool
    sitting: str
    form: int
    raw: bytes


class Log(NamedTuple):
    """The lines as they stand in the file, ordered by `n` and link, and how many they are.

    `head` names the links that no line follows, joined by "+". `last_n` is the greatest `n`;
    0 in a log with lines means that nobody has looked yet.
    """

    lines: bytes = b""
    entries: int = 0
    head: str = START
    last_n: int = 0

    def with_entries(self, entries: Iterable[LogEntry]) -> "Log":
        """Return the log with more entries, which follow on everything that is there.

        Raises `Damage` if the last line cannot be read, or does not end.
        """
        if self.lines and not self.lines.endswith(_END):
            raise Damage(str(self.entries))
        written = [self.lines]
        count, n, head = self.entries, self.last_n or _n_of_last(self.lines), self.head
        for entry in entries:
            count += 1
            n += 1
            line, head = _written(entry, n, head)
            written.append(line)
        return Log(b"".join(written), count, head, n)

    def with_branch(self, base: str, entries: Iterable[LogEntry]) -> "Log":
        """Return the log with more entries, made when its head was `base`.

        Raises `Damage` if `base` names a line that the log does not have.
        """
        if base == self.head:
            return self.with_entries(entries)
        lines = {line.link: line for line in read_log(self)}
        prev = _links(base)
        if not lines.keys() >= set(prev):
            raise Damage(base)
        n, head = max((lines[link].n for link in prev), default=0), base
        for entry in entries:
            n += 1
            raw, head = _written(entry, n, head)
            lines[head] = _read(raw.rstrip(_END))
        return log_of(lines.values())


def _n_of_last(lines: bytes) -> int:
    if not lines:
        return 0
    last = lines.rstrip(_END).rpartition(_END)[2]
    return _read(last, linked=False).n


def _written(entry: LogEntry, n: int, prev: str) -> tuple[bytes, str]:
    """Return the canonical line of an entry, and its link."""
    old, old_hash = _half(entry.old)
    new, new_hash = _half(entry.new)
    more = '"more":true,' if entry.more else ""
    start = (
        f'{{"actor":{_encode(entry.actor)},"edit":{_encode(entry.edit)},"form":{FORM},'
        f'"item":{_encode(entry.item)},{more}"n":{n},"new":'
    )
    sitting = f',"sitting":{_encode(entry.sitting)}' if entry.sitting else ""
    end = f',"prev":"{prev}"{sitting},"time":{_encode(entry.time)}}}'
    line = f'{start}{new},"old":{old}{end}\n'.encode()
    link = sha256(f'{start}"{new_hash}","old":"{old_hash}"{end}'.encode()).hexdigest()
    return line, link


def _half(values: Records | None) -> tuple[str, str]:
    """Return one side of a change in its canonical form, and the hash that stands for it."""
    if values is None:
        return "null", _NOTHING
    written, hashed = [], []
    for place in sorted(values):
        name, value = _encode(place), _encode(values[place])
        written.append(f"{name}:{value}")
        hashed.append(f'{name}:"{_hash_of(values[place], value)}"')
    return f"{{{','.join(written)}}}", sha256(f"{{{','.join(hashed)}}}".encode()).hexdigest()


def _hash_of(value: object, canonical: str) -> str:
    if value is None:
        return _NOTHING
    return _blanked_hash(value) or sha256(canonical.encode()).hexdigest()


_NOTHING = sha256(b"null").hexdigest()


def is_blanked(value: object) -> bool:
    """Return whether this stands in place of a value that was removed."""
    return bool(_blanked_hash(value))


def _blanked_hash(value: object) -> str:
    match value:
        case {"blanked": str() as digest, **rest} if not rest and _is_link(digest):
            return digest
    return ""


def _is_link(text: str) -> bool:
    return len(text) == len(START) and _LINK_LETTERS.issuperset(text)


def link_of(plain: Mapping[str, object]) -> str:
    """Return the hash by which later lines refer to this one.

    In a line of format 1 the two halves are hashed whole, since then each place by itself.
    """
    if _form(plain) >= FORM:
        hashes = {name: _half(_records(plain, name))[1] for name in ("old", "new")}
    else:
        hashes = {
            name: _hash_of(plain.get(name), _encode(plain.get(name))) for name in ("old", "new")
        }
    return sha256(_encode({**plain, **hashes}).encode()).hexdigest()


def _form(plain: Mapping[str, object]) -> int:
    form = plain.get("form", 1)
    return form if type(form) is int else 0


def _records(plain: Mapping[str, object], name: str) -> Plain | None:
    value = plain.get(name)
    if value is None or isinstance(value, dict):
        return value
    raise Damage(name)


def read_log(log: Log, known: Mapping[bytes, LogLine] | None = None) -> list[LogLine]:
    """Return the lines of a log in their order; raises `Damage` with the number of a bad one.

    `known` maps lines that were read before to what they said. Whether the lines are what
    was once written is for `first_break` to say.
    """
    known = known or {}
    found = []
    for number, raw in enumerate(_raw_lines(log.lines), start=1):
        try:
            found.append(known.get(raw) or _read(raw))
        except Damage as damage:
            raise Damage(str(number)) from damage
    return found


def _raw_lines(lines: bytes) -> list[bytes]:
    raw = lines.split(_END)
    if not raw[-1]:  # each line ends; what is left after the last one is no line
        raw.pop()
    return raw


def _read(raw: bytes, *, linked: bool = True) -> LogLine:
    """Return what a line says, its link only if that is wanted; raises `Damage`."""
    plain = parse_json(raw)
    if not isinstance(plain, dict) or _encode(plain).encode() != raw:
        raise Damage("")
    form = _form(plain)
    match plain:
        case {
            "n": int() as n,
            "time": str() as time,
            "actor": str() as actor,
            "edit": str() as edit,
            "item": str() as item,
            "prev": str() as prev,
        } if type(n) is int and min(n, form) >= 1 and len(time) <= MAX_TIME:
            by_place = form >= FORM
            return LogLine(
                n=n,
                link=link_of(plain) if linked else "",
                prev=_links(prev),
                time=time,
                actor=actor,
                edit=edit,
                item=item,
                old=_records(plain, "old") if by_place else None,
                new=_records(plain, "new") if by_place else None,
                more=plain.get("more") is True,
                sitting=str(plain.get("sitting", "")),
                form=form,
                raw=raw,
            )
        case _:
            raise Damage("")


def _links(prev: str) -> tuple[str, ...]:
    """Return the links that a line names, in their order; raises `Damage`."""
    if prev == START:
        return ()
    links = tuple(prev.split(_JOINT))
    for link in links:
        if not _is_link(link):
            raise Damage("prev")
    if list(links) != sorted(set(links)):
        raise Damage("prev")
    return links


def log_of(lines: Iterable[LogLine]) -> Log:
    """Return the log that holds these lines, each of them once, in whatever order they come."""
    ordered = sorted(lines, key=_order)
    return Log(
        lines=b"".join([line.raw + _END for line in ordered]),
        entries=len(ordered),
        head=_head_of(ordered),
        last_n=ordered[-1].n if ordered else 0,
    )


def _order(line: LogLine) -> tuple[int, str]:
    return line.n, line.link


def _head_of(lines: Sequence[LogLine]) -> str:
    followed = {link for line in lines for link in line.prev}
    return _JOINT.join(sorted({line.link for line in lines} - followed)) or START


def united(one: Sequence[LogLine], other: Sequence[LogLine]) -> list[LogLine]:
    """Return the lines of both, each of them once, in order.

    A value that is blanked in one of them is blanked.
    """
    found = {line.link: line for line in one}
    for line in other:
        twin = found.setdefault(line.link, line)
        if twin.raw != line.raw:
            found[line.link] = _blanked_as_both(twin, line)
    return sorted(found.values(), key=_order)


def _blanked_as_both(one: LogLine, other: LogLine) -> LogLine:
    """Return the line that two copies of it mean, which differ in what is blanked."""
    plain, twin = parse_json(one.raw), parse_json(other.raw)
    if not isinstance(plain, dict) or not isinstance(twin, dict):
        raise Damage("")
    for name in ("old", "new"):
        values, others = plain.get(name), twin.get(name)
        if one.form < FORM:
            plain[name] = others if is_blanked(others) else values
        elif isinstance(values, dict) and isinstance(others, dict):
            gone = {place: value for place, value in others.items() if is_blanked(value)}
            plain[name] = {**values, **gone}
    return _read(_encode(plain).encode())


def first_break(log: Log) -> int | None:
    """Return the number of the first line that is not what was written, or none.

    That is the line itself where one was changed, moved or put in, and the one that follows
    on it where one was removed. One more than the last line's number means that lines are
    missing at the end.
    """
    try:
        return break_in(read_log(log), log)
    except Damage as damage:
        return int(damage.place)


def break_in(lines: Sequence[LogLine], log: Log) -> int | None:
    """Return what `first_break` does for a log of which the lines are read already."""
    heads = set(_links(log.head))
    named = heads.union(*(line.prev for line in lines))
    numbers: dict[str, int] = {}  # `n` of each line so far, by its link
    in_place: list[tuple[int, str]] = []
    places: list[int] = []
    after_last = len(lines) + 1
    found = [after_last]
    for number, line in enumerate(lines, start=1):
        before = [numbers.get(link) for link in line.prev]
        if (
            None in before
            or line.n != 1 + max((n for n in before if n), default=0)
            or line.link in numbers
        ):
            found.append(number)
        if line.link in numbers:
            continue
        numbers[line.link] = line.n
        if line.link not in named:
            if len(lines) >= log.entries:  # else it is the one before a line that is gone
                found.append(number)
        elif in_place and _order(line) < in_place[-1]:
            found.append(places[bisect_right(in_place, _order(line))])
        else:
            in_place.append(_order(line))
            places.append(number)
    if log.lines and not log.lines.endswith(_END):
        found.append(len(lines))
    whole = len(found) == 1 and len(lines) == log.entries and _head_of(lines) == log.head
    return None if whole else min(found)
