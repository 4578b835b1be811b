"""Two copies of one document made one again: nothing is lost, whoever merges what first.

The lines of the log say all. Those of both copies are put together, and the assessment
follows from them: at each place stands what was written last, where "last" means that who
wrote it knew the rest, whatever the clocks said. What several people wrote without knowing
of each other is kept as a conflict if it differs.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple, TypeVar

from excellence_app.domain.assessment import Assessment, Candidate
from excellence_app.storage.assessment_json import candidate_to_plain
from excellence_app.storage.assessment_reading import candidates_from_plain
from excellence_app.storage.document import StoredDocument
from excellence_app.storage.log import (
    LogEntry,
    LogLine,
    break_in,
    is_blanked,
    log_of,
    read_log,
    united,
)
from excellence_app.storage.plain_json import Damage, Plain, canonical
from excellence_app.storage.record_order import in_order
from excellence_app.storage.record_places import CONFLICTS, assembled, names_in, place_of
from excellence_app.storage.records import changed, difference, first_candidates

_MAX_RUNS = 40_000  # of lines between which branches part and join; more takes too much memory
_MAX_APART = 1_000  # values of one place; each of them is looked at again with each new one


Kept = TypeVar("Kept")


class NotOneDocument(ValueError):  # noqa: N818 - a finding, which the caller turns into a sentence
    """Two files are not copies of one document."""


class LogNotWhole(Damage):
    """The log of a document does not lead to what the document says, so nothing can be merged.

    `document` is the one at fault; `place` is the number of a line that is not what was
    written, or empty.
    """

    def __init__(self, document: StoredDocument, place: str) -> None:
        super().__init__(place)
        self.document = document


def merge(one: StoredDocument, other: StoredDocument) -> StoredDocument:
    """Return the document that holds what both copies hold.

    It is the same whichever comes first, and in whatever order several are merged. It counts
    as a version of `one` that was not written yet. Raises `NotOneDocument` or `LogNotWhole`.
    """
    if one.id != other.id:
        raise NotOneDocument(one.id, other.id)
    ours = read_whole(one)
    theirs = read_whole(other, {line.raw: line for line in ours})
    lines = united(ours, theirs)
    assessment = assembled(fold(lines))
    return replace(
        one,
        assessment=assessment,
        criteria=_criteria_for(assessment, one, other),
        revision=max(one.revision, other.revision),
        form=max(one.form, other.form),
        min_reader=max(one.min_reader, other.min_reader),
        log=log_of(lines),
        parts=_union(one.parts, other.parts, bytes),
        attachments={**one.attachments, **other.attachments},
        carried=_union(one.carried, other.carried, canonical),
    )


def with_branch(
    document: StoredDocument, base: str, entries: Sequence[LogEntry]
) -> StoredDocument:
    """Return a document with changes that were made when the head of its log was `base`.

    They are merged with what came since. Raises `Damage` if `base` is no state of this
    document, and `LogNotWhole`.
    """
    if base == document.log.head:
        assessment = document.assessment
        for entry in entries:
            assessment = changed(assessment, entry.new or {})
        log = document.log.with_entries(entries)
    else:
        read_whole(document)
        log = document.log.with_branch(base, entries)
        assessment = assembled(fold(read_log(log)))
    return replace(
        document,
        assessment=assessment,
        criteria=_criteria_for(assessment, document),
        log=log,
    )


def read_whole(
    document: StoredDocument, known: Mapping[bytes, LogLine] | None = None
) -> list[LogLine]:
    """Return the lines of a document's log, which lead to what it says.

    `known` is what `read_log` takes. Raises `LogNotWhole`.
    """
    try:
        lines = read_log(document.log, known)
    except Damage as damage:
        raise LogNotWhole(document, damage.place) from damage
    broken = break_in(lines, document.log)
    if broken is not None:
        raise LogNotWhole(document, str(broken))
    try:
        if assembled(fold(lines)) == in_order(document.assessment):
            return lines
    except Damage as damage:
        raise LogNotWhole(document, "") from damage
    raise LogNotWhole(document, "")


def unlike_its_log(document: StoredDocument) -> tuple[str, ...]:
    """Return the places at which a document says something else than its log leads to.

    None where the log itself cannot be followed.
    """
    try:
        led_to = assembled(fold(read_log(document.log)))
    except Damage:
        return ()
    _, new = difference(led_to, in_order(document.assessment))
    return tuple(new)


def _criteria_for(assessment: Assessment, *documents: StoredDocument) -> bytes:
    for document in documents:
        if document.assessment.criteria.sha256 == assessment.criteria.sha256:
            return document.criteria
    raise Damage("criteria.yaml")


def _union(
    one: Mapping[str, Kept], other: Mapping[str, Kept], data_of: Callable[[Kept], bytes]
) -> dict[str, Kept]:
    """Return what is in one of two mappings; of two things under one name, always the same."""
    found = {**one, **other}
    for name in one.keys() & other.keys():
        found[name] = max(one[name], other[name], key=lambda kept: sha256(data_of(kept)).digest())
    return found


class _Written(NamedTuple):
    """What a line leaves at a place; `number` is the line's, counted from 0."""

    number: int
    line: LogLine
    value: object


def fold(lines: Sequence[LogLine]) -> dict[str, object]:
    """Return the records that lines, in their order, lead to, with the conflicts among them.

    Lines of format 1 are left out; what they led to stands in the line "upgrade". Raises
    `Damage` if a line stands before one that it follows, or branches part more often than
    people can make them.
    """
    folding = _Folding(_Ancestry(lines))
    for number, line in enumerate(lines):
        folding.take(number, line)
    return folding.records()


class _Folding:
    """What stands where, line after line.

    `_last` is by place what was written there and no later writer of it knew of. `_users` are by
    place of an item of evidence the lines that use it and that no later writer of it knew
    of, `_items` what the item was last.
    """

    def __init__(self, ancestry: "_Ancestry") -> None:
        self._knows = ancestry.knows
        self._last: dict[str, list[_Written]] = {}
        self._users: dict[str, list[int]] = {}
        self._items: dict[str, object] = {}

    def take(self, number: int, line: LogLine) -> None:
        new = line.new or {}
        alone = first_candidates(new)
        if line.old is None:  # a beginning: what it does not name is not there
            alone = dict.fromkeys(alone)
        for place, value in (new | alone).items():
            if not place.startswith(CONFLICTS):
                self._write(place, _Written(number, line, value))

    def _write(self, place: str, written: _Written) -> None:
        knows, number = self._knows, written.number
        last = self._last.get(place, ())
        self._last[place] = [*(one for one in last if not knows(number, one.number)), written]
        if len(self._last[place]) > _MAX_APART:
            raise Damage(place)
        if place.startswith("evidence/"):
            users = self._users.get(place, ())
            self._users[place] = [user for user in users if not knows(number, user)]
            if not _is_nothing(written.value):
                self._items[place] = written.value
        elif written.value is True and "/evidence/" in place:
            item = place_of("evidence", names_in(place)[-1])
            self._users.setdefault(item, []).append(number)

    def records(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for place, written in self._last.items():
            value, candidates = _settled(place, written)
            if value is None and self._is_used(place, written):
                value = self._items.get(place)
            found[place], found[CONFLICTS + place] = value, candidates
        return {place: record for place, record in found.items() if record is not None}

    def _is_used(self, place: str, written: Iterable[_Written]) -> bool:
        """Return whether somebody uses an item of evidence who did not know that it is gone."""
        return any(
            not any(self._knows(user, one.number) for one in written)
            for user in self._users.get(place, ())
        )


class _Ancestry:
    """Which of some lines was known to whom.

    Lines that follow on one another alone form a run. All of a run was known to whoever knew
    of the last one, so one bit for each run suffices for all lines of another.
    """

    def __init__(self, lines: Sequence[LogLine]) -> None:
        numbers = {line.link: number for number, line in enumerate(lines)}
        followed = Counter(link for line in lines for link in line.prev)
        self._run: list[int] = []  # of each line
        self._known: list[int] = []  # to each run: the runs before it, as bits
        for line in lines:
            before = [numbers.get(link, len(lines)) for link in line.prev]
            if any(number >= len(self._run) for number in before):
                raise Damage("prev")
            runs = [self._run[number] for number in before]
            if len(runs) == 1 and followed[line.prev[0]] == 1:
                self._run.append(runs[0])
                continue
            if len(self._known) == _MAX_RUNS:
                raise Damage("prev")
            known = 0
            for run in runs:
                known |= self._known[run] | 1 << run
            self._run.append(len(self._known))
            self._known.append(known)

    def knows(self, line: int, other: int) -> bool:
        """Return whether `other` is the line itself, or one that it follows."""
        one, two = self._run[line], self._run[other]
        return other <= line if one == two else bool(self._known[one] >> two & 1)


def _settled(place: str, written: Sequence[_Written]) -> tuple[object, list[Plain] | None]:
    """Return what counts of that which was written last at a place, and what conflicts there.

    What is there counts before what is not, then the later line before the earlier one.
    """
    if len(written) == 1:
        value = written[0].value
        return None if is_blanked(value) else value, _in_conflict(written[0], place) or None
    value = None
    found: list[Plain] = []
    for one in reversed(written):
        if is_blanked(one.value):
            continue
        if value is None and one.value is not None:
            value = one.value
            found = _candidates_of(one, place) + found
        else:
            found = found + _candidates_of(one, place)
    if len({canonical(candidate["value"]) for candidate in found}) <= 1:
        return value, None
    return value, [*{canonical(candidate): candidate for candidate in found}.values()]


def _candidates_of(written: _Written, place: str) -> list[Plain]:
    """Return what a line brings to a conflict: its own value, and others that it knew of."""
    line = written.line
    mine = candidate_to_plain(Candidate(written.value, line.time, line.actor))
    own: list[Plain] = []
    others: list[Plain] = []
    for one in _in_conflict(written, place):
        same = canonical(one["value"]) == canonical(written.value)
        (own if same else others).append(one)
    return [*(own or [mine]), *others]


def _in_conflict(written: _Written, place: str) -> list[Plain]:
    record = (written.line.new or {}).get(CONFLICTS + place)
    if _is_nothing(record):
        return []
    return [candidate_to_plain(one) for one in candidates_from_plain(record, CONFLICTS + place)]


def _is_nothing(value: object) -> bool:
    return value is None or is_blanked(value)
