"""People who work on copies of one document: random changes, merges, undoes, choices.

`World` does what sessions do, with the real log and the real merge. Its records are few, so that
people often write the same place, and often the same thing.
"""

from dataclasses import replace

from excellence_app.domain.assessment import Assessment, CriteriaReference
from excellence_app.storage.document import StoredDocument
from excellence_app.storage.log import LogEntry, read_log
from excellence_app.storage.merging import merge
from excellence_app.storage.record_order import in_order
from excellence_app.storage.record_places import CONFLICTS, records_of
from excellence_app.storage.records import changed, difference, without_settled
from tests.storage.assessments import SHA256

REFERENCE = CriteriaReference("tiny", "1", SHA256)
CRITERIA = b"the criteria set"
COPY = {"criteria": {"id": "tiny", "edition": "1", "sha256": SHA256}, "dated": "2024-03-01"}
PEOPLE = ("ana", "bo", "cem", "dana", "eli")

POOL = {  # by place: what may stand there
    "answers/1.1/value": [{"value": 1}, {"value": True}, {"status": "unknown"}],
    "answers/1.1/note": ["a", "b"],
    "answers/1.1/confidence": ["low", "high"],
    "answers/1.1/later": [True],
    "answers/1.1/tomorrow": [1, {"deep": [True]}],
    "answers/1.1/evidence/e1": [True],
    "answers/9~1part/value": [{"value": {"number": "12.5"}}, {}],
    "answers/9~1part/evidence/e1": [True],
    "answers/9~1part/evidence/e~12": [True],
    "answers/12/value": [{"value": {"items": ["x"]}}, {"value": {"items": ["x", "1"]}}],
    "answers/12~1x/value": [{"value": {"text": "why"}}],
    "answers/D[1]/value": [{"value": {"number": "1"}}, {"value": {"number": "2"}}],
    "answers/D[1]~1name/value": [{"value": {"text": "Ana"}}, {"value": {"text": "Bo"}}],
    "evidence/e1": [{"title": "A"}, {"title": "B", "later": 1}],
    "evidence/e~12": [{"title": "C"}, {"title": "C", "kind": "minutes"}],
    "people/p1": [{"id": "p1", "name": "Ana"}, {"id": "p1", "name": "Bo", "role": "x"}],
    "people/p2": [{"id": "p2", "name": "Ana"}],
    "roadmap/a1": [
        {"id": "a1", "action": "monitor", "rank": "1/2"},
        {"id": "a1", "action": "monitor", "rank": "3", "owner": "p1"},
    ],
    "roadmap/o1": [{"id": "o1", "title": "Meet", "state": "done", "tomorrow": 1}],
    "roadmap_by": ["2027-01-31"],
    "logo": [{"file": "a" * 64, "size": 9, "name": "sign.png"}, {"file": "b" * 64, "wide": 1}],
    "profile/name": ["Küste", "Meer"],
    "profile/facts/country": ["HR", ""],
    "profile/motto": ["so"],
    "dated": ["2026-02-28", "2026-03-01"],
    "target": ["gold", "silver"],
    "practice": [True],
    "declarations/eligible": [True, False],
    "adjustments/1.1/gold": [
        {"indicator": "1.1", "label": "gold", "level": 1, "source": "p. 4"},
        {"indicator": "1.1", "label": "gold", "points": "2/3", "source": "p. 4"},
    ],
    "improvements/1.1": [{"indicator": "1.1", "effect": "x"}],
    "labels_held/bronze/2024-05-02": [{"label": "bronze", "since": "2024-05-02"}],
    "earlier/2024-03-01": [COPY, {**COPY, "target": "gold"}],
    "later": [1, True, 2.5],
}
PLACES = tuple(POOL)


def new_document(start=None, **changes):
    """Return a document that was just made, not yet on a disk."""
    start = in_order(start or Assessment(REFERENCE))
    document = StoredDocument("doc", start, CRITERIA, **changes)
    entry = LogEntry("2026-01-01T00:00:00+00:00", "ana", "new", "tiny", None, records_of(start))
    return replace(document, log=document.log.with_entries([entry]))


def edited(document, change, actor="ana", time="2026-02-01T10:00:00+01:00", edit="answer"):
    """Return a document after a change of its assessment, as a session makes it."""
    before = document.assessment
    after = in_order(without_settled(before, in_order(change(before))))
    old, new = difference(before, after)
    if not new:
        return document
    log = document.log.with_entries([LogEntry(time, actor, edit, "x", old, new)])
    return replace(document, assessment=after, log=log)


def written(document, records, actor="ana", **about):
    """Return a document in which these records were written."""
    return edited(document, lambda before: changed(before, records), actor, **about)


class World:
    """Copies of one document, one for each person. Times are whatever the clocks said."""

    def __init__(self, people=3, start=None):
        self.copies = [new_document(start)] * people
        self.merges = 0

    def do(self, kind, who, number, other):
        """Let somebody do something; the two numbers choose what."""
        who %= len(self.copies)
        getattr(self, f"_{kind}")(who, number, other)

    def _store(self, who, change, number, edit="answer"):
        time = f"20{number % 40:02}-01-01T00:00:{number % 60:02}+00:00"
        self.copies[who] = edited(self.copies[who], change, PEOPLE[who], time, edit)

    def _edit(self, who, number, other):
        place = PLACES[number % len(PLACES)]
        values = [None, *POOL[place]]
        record = {place: values[other % len(values)]}
        self._store(who, lambda before: changed(before, record), number + other)

    def _edit_two(self, who, number, other):
        self._edit(who, number, other // 7)
        self._edit(who, number // 3, other)

    def _use(self, who, number, other):
        """Use an item of evidence for an answer, as a session does it."""
        key, item = ("1.1", "9~1part")[number % 2], ("e1", "e~12")[other % 2]
        known = records_of(self.copies[who].assessment).get(f"evidence/{item}")
        record = known or POOL[f"evidence/{item}"][number % 2]
        records = {f"answers/{key}/evidence/{item}": True, f"evidence/{item}": record}
        self._store(who, lambda before: changed(before, records), number)

    def _drop(self, who, number, other):
        """Use an item no longer, and remove it if nobody else uses it."""
        key, item = ("1.1", "9~1part")[number % 2], ("e1", "e~12")[other % 2]
        place = f"answers/{key}/evidence/{item}"
        records = {place: None}
        now = records_of(self.copies[who].assessment)
        if not any(at.endswith(f"/evidence/{item}") for at in now if at != place):
            records[f"evidence/{item}"] = None
        self._store(who, lambda before: changed(before, records), number)

    def _undo(self, who, number, _other):
        lines = read_log(self.copies[who].log)
        line = lines[-1 - number % min(len(lines), 4)]
        if line.old:
            self._store(who, lambda before: changed(before, line.old), number, "undo answer")

    def _choose(self, who, number, other):
        """Choose one of several values that people entered."""
        conflicts = self.copies[who].assessment.conflicts
        if conflicts:
            place = sorted(conflicts)[number % len(conflicts)]
            candidates = conflicts[place]
            records = {place: candidates[other % len(candidates)].value, CONFLICTS + place: None}
            self._store(who, lambda before: changed(before, records), number, "choose")

    def _dispute(self, who, number, _other):
        """Add a conflict by itself, as recovery does for a file that was put back."""
        before = self.copies[who].assessment
        place = PLACES[number % len(PLACES)]
        value = records_of(before).get(place)
        both = [{"value": value, "time": "", "actor": PEOPLE[who]}]
        both += [{"value": POOL[place][0], "time": "then", "actor": "zoe"}]
        new = {CONFLICTS + place: both}
        entry = LogEntry("now", PEOPLE[who], "merge", "", {CONFLICTS + place: None}, new)
        copy = self.copies[who]
        self.copies[who] = replace(
            copy, assessment=changed(before, new), log=copy.log.with_entries([entry])
        )

    def _merge(self, who, number, _other):
        other = number % len(self.copies)
        self.copies[who] = merge(self.copies[who], self.copies[other])
        self.merges += 1


KINDS = (
    *("edit", "edit", "edit", "edit_two", "use", "drop", "undo", "choose", "dispute"),
    *("merge", "merge", "merge", "merge"),
)


def random_world(chance, steps, world, kinds=KINDS):
    """Do so many random things in a world and return it."""
    for _ in range(steps):
        who = chance.randrange(len(world.copies))
        world.do(chance.choice(kinds), who, chance.randrange(999), chance.randrange(999))
    return world
