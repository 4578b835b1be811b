"""What a person changed while changes of others came into the document unseen.

The log puts such changes after those of the others, as if they had been known. So that nothing
is overwritten in silence, the values of the others are kept beside.
"""

import json
from collections.abc import Sequence

from excellence_app.domain.assessment import Assessment, Candidate
from excellence_app.session.history import MERGE
from excellence_app.storage.assessment_file import StoredDocument
from excellence_app.storage.assessment_json import candidate_to_plain
from excellence_app.storage.log import Log, LogEntry, read_log
from excellence_app.storage.records import CONFLICTS, difference, joined


def both_kept(
    entries: Sequence[LogEntry], before: Assessment, written: StoredDocument
) -> LogEntry | None:
    """Return the change that keeps what others have entered, none if nobody entered the same.

    `entries` were made on top of `before`, while that was merged with changes of others and
    became `written`.
    """
    came_in = difference(before, written.assessment)[1]
    known: dict[str, object] = {}
    for entry in entries:
        known = {**(entry.old or {}), **known}
    kept: dict[str, object] = {}
    for place, value in joined(entry.new or {} for entry in entries).items():
        if CONFLICTS + place in came_in:
            candidates = written.assessment.conflicts.get(place, ())
        elif place in came_in:
            candidates = (_entered(written.log, place, came_in[place]),)
        else:
            continue
        others = [one for one in candidates if one.value not in (value, known.get(place))]
        if others:
            mine = Candidate(value, entries[-1].time, entries[-1].actor)
            kept[CONFLICTS + place] = [candidate_to_plain(one) for one in (mine, *others)]
    if not kept:
        return None
    last = entries[-1]
    return LogEntry(last.time, last.actor, MERGE, "", dict.fromkeys(kept), kept)


def _entered(log: Log, place: str, value: object) -> Candidate:
    """Return a value with who entered it and when."""
    mark = json.dumps(place, ensure_ascii=False).encode()
    raw = [line for line in log.lines.splitlines(keepends=True) if mark in line]
    for line in reversed(read_log(Log(b"".join(raw), len(raw)))):
        if line.new is not None and place in line.new and line.new[place] == value:
            return Candidate(value, line.time, line.actor)
    return Candidate(value, "", "")
