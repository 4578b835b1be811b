"""Merging: nothing is lost, and it does not matter who merges what first."""

import json
import random
from dataclasses import replace
from functools import reduce
from hashlib import sha256
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from excellence_app.domain.assessment import (
    Answer,
    Assessment,
    Candidate,
    CriteriaReference,
    Evidence,
)
from excellence_app.storage import merging
from excellence_app.storage.log import START, Log, LogEntry, first_break, log_of, read_log
from excellence_app.storage.merging import (
    LogNotWhole,
    NotOneDocument,
    fold,
    merge,
    read_whole,
    with_branch,
)
from excellence_app.storage.plain_json import Damage, canonical
from excellence_app.storage.record_order import in_order
from excellence_app.storage.record_places import assembled, records_of
from excellence_app.storage.records import changed, difference, without_settled
from tests.storage.assessments import SHA256, assessments, exactly, example
from tests.storage.merge_soak import faults_of, same, watched_world
from tests.storage.slow_fold import SlowLog, text_of
from tests.storage.worlds import (
    KINDS,
    World,
    edited,
    new_document,
    random_world,
    written,
)

numbers = st.integers(0, 998)
steps = st.lists(st.tuples(st.sampled_from(KINDS), numbers, numbers, numbers), max_size=25)


def lived(people, history):
    """Return a world in which this has happened."""
    world = World(people)
    for kind, who, number, other in history:
        world.do(kind, who, number, other)
    return world


@given(st.integers(1, 5), steps)
def test_a_log_leads_to_the_assessment_that_is_kept_beside_it(people, history):
    for copy in lived(people, history).copies:
        lines = read_log(copy.log)
        assert exactly(assembled(fold(lines))) == exactly(copy.assessment)
        assert list(faults_of(copy)) == []


@given(st.integers(2, 5), steps)
def test_it_does_not_matter_which_copy_comes_first(people, history):
    one, other, *_ = lived(people, history).copies
    merged = merge(one, other)
    assert same(merged, merge(other, one))
    assert same(merge(merged, one), merged)
    assert same(merge(other, merged), merged)
    assert same(merge(merged, merged), merged)
    assert {*merged.log.lines.splitlines()} == {
        *one.log.lines.splitlines(),
        *other.log.lines.splitlines(),
    }


@given(st.integers(3, 5), steps, st.randoms(use_true_random=False))
def test_it_does_not_matter_what_is_merged_first(people, history, chance):
    copies = lived(people, history).copies
    in_turn = reduce(merge, copies)
    left = copies[:]
    while len(left) > 1:  # as a tree of any shape
        chance.shuffle(left)
        left.append(merge(left.pop(), left.pop()))
    assert same(left[0], in_turn)
    assert all(same(merge(in_turn, copy), in_turn) for copy in copies)


@given(st.integers(2, 5), steps)
def test_every_value_entered_apart_is_visible_or_in_a_conflict(people, history):
    merged = reduce(merge, lived(people, history).copies)
    slow = SlowLog(merged.log.lines)
    records = records_of(merged.assessment)
    for place in slow.places():
        visible = text_of(records.get(place))
        candidates = [
            (text_of(one.value), one.time, one.actor)
            for one in merged.assessment.conflicts.get(place, ())
        ]
        last = slow.writers(place)
        assert not candidates or candidates[0][0] == visible
        for link in last:
            line, value = slow.lines[link], text_of(slow.value(place, link))
            if len(candidates) == 0:
                assert value == visible or slow.comes_back(place) is not None
            elif not line["new"].get(f"conflicts/{place}"):
                assert (value, line["time"], line["actor"]) in candidates
            else:  # it brings the values, times and people of a conflict with it
                known = line["new"][f"conflicts/{place}"]
                brought = {(text_of(one["value"]), one["time"], one["actor"]) for one in known}
                assert brought <= {*candidates}


@given(assessments(), assessments())
def test_any_history_in_one_line_leads_to_its_end(first, second):
    document = new_document(first)
    for target in (second, first, second):
        before = document.assessment
        document = edited(document, lambda _before, target=target: target)
        expected = in_order(without_settled(before, in_order(target)))
        assert exactly(document.assessment) == exactly(expected)
        assert exactly(assembled(fold(read_log(document.log)))) == exactly(expected)


@given(assessments(), assessments())
@settings(max_examples=40)
def test_copies_changed_in_every_way_are_merged_in_any_order(first, second):
    start = new_document(example())
    one = edited(start, lambda _before: first, "ana")
    other = edited(start, lambda _before: second, "bo")
    third = edited(one, lambda _before: second, "cem")
    merged = [reduce(merge, order) for order in permutations([one, other, third])]
    assert all(same(merged[0], another) for another in merged[1:])
    assert list(faults_of(merged[0])) == []


@pytest.mark.parametrize("seed", range(10))
def test_random_worlds_agree_with_the_slow_model(seed):
    merges = 0
    for number in range(100):
        world, faults = watched_world(seed * 1000 + number, steps=18)
        assert faults == [], seed * 1000 + number
        merges += world.merges
    assert merges > 100


@pytest.mark.parametrize("seed", range(10))
def test_no_answer_names_evidence_that_is_gone(seed):
    chance = random.Random(seed)  # noqa: S311 - the same worlds each time
    for _ in range(30):
        kinds = ("use", "use", "drop", "drop", "merge")
        world = random_world(chance, 20, World(3), kinds)
        for copy in [*world.copies, reduce(merge, world.copies)]:
            used = {item for one in copy.assessment.answers.values() for item in one.evidence}
            assert used <= copy.assessment.evidence.keys()


def test_answers_of_two_people_come_together():
    start = new_document(example())
    ana = written(start, {"answers/1.1/value": {"value": 2}}, "ana")
    bo = written(start, {"answers/2.1/value": {"value": 1}, "answers/1.1/note": "yes"}, "bo")
    both = merge(ana, bo).assessment
    assert both.answers["1.1"] == replace(example().answers["1.1"], value=2, note="yes")
    assert both.answers["2.1"] == Answer(1)
    assert both.conflicts == {}


def test_two_answers_to_one_question_are_both_kept_with_author_and_time():
    start = new_document()
    place = "answers/1.1/value"
    ana = written(start, {place: {"value": 2}}, "ana", time="2026-05-01T10:00:00+02:00")
    bo = written(start, {place: {"value": 3}}, "bo", time="2019-01-01T00:00:00+00:00")
    bo = written(bo, {place: {"value": 4}}, "bo", time="2019-01-02T00:00:00+00:00")
    merged = merge(ana, bo)
    assert merged.assessment.answers["1.1"] == Answer(4)  # the longer history, whatever the clock
    assert merged.assessment.conflicts == {
        place: (
            Candidate({"value": 4}, "2019-01-02T00:00:00+00:00", "bo"),
            Candidate({"value": 2}, "2026-05-01T10:00:00+02:00", "ana"),
        )
    }


def test_the_same_answer_of_two_people_is_no_conflict_but_one_and_true_are():
    start = new_document()
    copies = [
        written(start, {"answers/1/value": {"value": value}, "target": "gold"}, person)
        for value, person in ((1, "ana"), (1, "bo"), (True, "cem"))
    ]
    assert merge(copies[0], copies[1]).assessment.conflicts == {}
    three = reduce(merge, copies).assessment.conflicts
    assert three.keys() == {"answers/1/value"}
    assert {(one.actor, type(one.value["value"])) for one in three["answers/1/value"]} == {
        ("ana", int),
        ("bo", int),
        ("cem", bool),
    }


def test_what_is_there_counts_before_what_was_removed():
    start = written(new_document(), {"answers/1/note": "a"})
    removed = written(written(start, {"answers/1/note": "b"}), {"answers/1/note": None}, "bo")
    other = written(start, {"answers/1/note": "c"}, "cem")
    merged = merge(removed, other).assessment
    assert merged.answers["1"].note == "c"
    assert [one.value for one in merged.conflicts["answers/1/note"]] == ["c", None]


def conflicting():
    """Return a document in which two people have set different targets."""
    start = new_document()
    return merge(written(start, {"target": "gold"}), written(start, {"target": "silver"}, "bo"))


def test_a_conflict_is_settled_by_a_change_and_comes_back_by_an_undo():
    merged = conflicting()
    values = [one.value for one in merged.assessment.conflicts["target"]]
    assert sorted(values) == ["gold", "silver"]
    settled = written(merged, {"target": values[1]})
    assert settled.assessment.conflicts == {}
    assert settled.assessment.target == values[1]
    assert same(merge(settled, merged), settled)  # the other copy learns of it
    undone = edited(settled, lambda _now: merged.assessment)
    assert undone.assessment == merged.assessment
    assert exactly(assembled(fold(read_log(undone.log)))) == exactly(merged.assessment)
    elsewhere = written(merged, {"target": "bronze"}, "cem")
    three = merge(undone, elsewhere).assessment.conflicts["target"]
    assert sorted(one.value for one in three) == ["bronze", "gold", "silver"]
    assert {(one.value, one.actor) for one in three} >= {("gold", "ana"), ("silver", "bo")}


def test_a_conflict_is_settled_by_keeping_the_value_that_counts():
    merged = conflicting()
    settled = edited(merged, lambda now: replace(now, conflicts={}))
    assert settled.log.entries == merged.log.entries + 1
    assert settled.assessment.target == merged.assessment.target
    again = merge(merged, settled)
    assert again.assessment.conflicts == {}
    assert same(again, settled)


def test_changes_of_other_places_leave_a_conflict():
    merged = conflicting()
    later = written(merged, {"practice": True})
    assert later.assessment.conflicts == merged.assessment.conflicts
    assert list(faults_of(later)) == []


def test_evidence_removed_by_one_comes_back_if_another_used_it():
    used = {"answers/1/evidence/e1": True, "evidence/e1": {"title": "Minutes"}}
    start = written(new_document(), used)
    start = written(start, {"evidence/e1": {"title": "Minutes of May"}})
    ana = written(start, dict.fromkeys(used))
    bo = written(start, {"answers/2/evidence/e1": True}, "bo")
    merged = merge(ana, bo)
    assert merged.assessment.evidence == {"e1": Evidence("e1", "Minutes of May")}
    assert "1" not in merged.assessment.answers
    assert merged.assessment.answers["2"].evidence == ("e1",)
    assert merged.assessment.conflicts == {}
    kept = edited(merged, lambda now: replace(now, answers={}))  # not used any more, but there
    assert kept.assessment.evidence.keys() == {"e1"}
    assert list(faults_of(kept)) == []
    gone = written(merged, {"answers/2/evidence/e1": None, "evidence/e1": None})
    assert gone.assessment.evidence == {}
    assert list(faults_of(gone)) == []
    assert merge(ana, written(start, {"answers/2/note": "x"})).assessment.evidence == {}


def test_a_declaration_uses_no_evidence():
    start = written(new_document(), {"evidence/eligible": {"title": "Minutes"}})
    gone = written(start, {"evidence/eligible": None})
    other = written(start, {"declarations/eligible": True, "answers/1/tomorrow": True})
    assert merge(gone, other).assessment.evidence == {}


def test_copies_of_another_document_are_refused():
    one = new_document()
    with pytest.raises(NotOneDocument):
        merge(one, replace(one, id="another"))


def test_what_belongs_to_no_line_is_united():
    start = new_document()
    one = replace(
        written(start, {"target": "gold"}),
        revision=7,
        parent="p",
        version="v",
        form=3,
        parts={"both": b"a", "one": b"1"},
        attachments={"a" * 64: 1, "b" * 64: 2},
        carried={"both": [1], "one": 1},
    )
    other = replace(
        written(start, {"practice": True}),
        revision=9,
        parent="q",
        version="w",
        min_reader=3,
        form=4,
        parts={"both": b"b", "other": b"2"},
        attachments={"b" * 64: 2, "c" * 64: 3},
        carried={"both": [True], "other": 2},
    )
    merged, turned = merge(one, other), merge(other, one)
    assert (merged.revision, merged.form, merged.min_reader) == (9, 4, 3)
    assert (merged.parent, merged.version, turned.version) == ("p", "v", "w")
    greater = max(b"a", b"b", key=lambda data: sha256(data).digest())
    assert merged.parts == {"both": greater, "one": b"1", "other": b"2"}
    assert merged.attachments == {"a" * 64: 1, "b" * 64: 2, "c" * 64: 3}
    assert merged.carried.keys() == {"both", "one", "other"}
    for name in ("revision", "form", "min_reader", "parts", "attachments"):
        assert getattr(turned, name) == getattr(merged, name)
    assert canonical(turned.carried) == canonical(merged.carried)


def test_the_criteria_set_is_the_one_that_the_assessment_names():
    start = new_document()
    newer = {"id": "tiny", "edition": "2", "sha256": "6" * 64}
    one = replace(written(start, {"criteria": newer}), criteria=b"newer")
    other = written(start, {"target": "gold"})
    for merged in (merge(one, other), merge(other, one)):
        assert merged.criteria == b"newer"
        assert merged.assessment.criteria == CriteriaReference("tiny", "2", "6" * 64)
        assert merged.assessment.target == "gold"
    assert with_branch(one, start.log.head, entries_of(start, other)).criteria == b"newer"
    with pytest.raises(Damage):
        with_branch(other, start.log.head, entries_of(start, one))


def entries_of(before, after):
    """Return the changes that made one document of another, as a journal has them."""
    lines = read_log(after.log)[before.log.entries :]
    return [LogEntry(*(getattr(line, name) for name in LogEntry._fields)) for line in lines]


@given(steps, st.integers(0, 3))
def test_changes_of_a_journal_join_what_came_since(history, joined):
    world = World(3)
    base = lived(1, history[: len(history) // 2]).copies[0]
    world.copies = [base] * 3
    for kind, who, number, other in history[len(history) // 2 :]:
        if kind != "merge":
            world.do(kind, who, number, other)
    mine, *theirs = world.copies
    since = reduce(merge, [base, *theirs][: 1 + joined])
    merged = with_branch(since, base.log.head, entries_of(base, mine))
    assert same(merged, merge(since, mine))
    assert same(with_branch(base, base.log.head, entries_of(base, mine)), mine)
    bare = with_branch(base, base.log.head, [LogEntry("t", "bo", "open", "x")])
    assert (bare.log.entries, bare.assessment) == (base.log.entries + 1, base.assessment)
    if merged.log.head != base.log.head:
        assert same(with_branch(merged, base.log.head, entries_of(base, mine)), merged)


def test_a_branch_from_the_very_beginning_knows_of_nothing():
    start = new_document(Assessment(CriteriaReference("tiny", "1", SHA256), target="gold"))
    entry = LogEntry("t", "bo", "target", "x", {"target": None}, {"target": "silver"})
    merged = with_branch(start, START, [entry])
    assert len(merged.assessment.conflicts["target"]) == 2
    assert list(faults_of(merged)) == []


def test_a_journal_of_another_state_is_refused():
    document = written(new_document(), {"target": "gold"})
    with pytest.raises(Damage):
        with_branch(document, "f" * 64, [LogEntry("t", "bo", "note", "x", None, {})])


def test_a_document_whose_log_was_altered_is_not_merged():
    start = new_document()
    one = written(start, {"target": "gold"})
    lines = one.log.lines.splitlines(keepends=True)
    forged = canonical({**json.loads(lines[1]), "actor": "eve"}, indent=None) + b"\n"
    spoilt = [
        replace(one, log=one.log._replace(lines=lines[0] + forged)),
        replace(one, log=one.log._replace(lines=lines[0])),
        replace(one, log=one.log._replace(lines=b"[]\n")),
        replace(one, assessment=replace(one.assessment, target="silver")),
        replace(one, log=Log()),
    ]
    for bad, place in zip(spoilt, ["2", "2", "1", "", ""], strict=True):
        for pair in ((bad, start), (start, bad)):
            with pytest.raises(LogNotWhole) as found:
                merge(*pair)
            assert found.value.document is bad
            assert found.value.place == place
    with pytest.raises(LogNotWhole):
        with_branch(spoilt[3], start.log.head, [LogEntry("t", "bo", "note", "x")])
    assert read_whole(one) == read_log(one.log)


def test_lines_of_format_1_are_kept_and_not_read():
    old = {"actor": "ana", "edit": "answer", "item": "1.1", "n": 1, "new": {"value": 3}}
    old |= {"old": None, "prev": "0" * 64, "time": "2026-01-01T00:00:00+00:00"}
    raw = canonical(old, indent=None)
    log = log_of(read_log(Log(raw + b"\n")))
    records = records_of(in_order(example()))
    log = log.with_entries([LogEntry("t", "", "upgrade", "2", None, records)])
    start = replace(new_document(), assessment=in_order(example()), log=log)
    assert exactly(assembled(fold(read_log(log)))) == exactly(in_order(example()))
    merged = merge(written(start, {"target": "silver"}), written(start, {"practice": True}, "bo"))
    assert merged.log.lines.startswith(raw)
    assert merged.log.entries == 4
    assert first_break(merged.log) is None
    assert (merged.assessment.target, merged.assessment.practice) == ("silver", True)


def test_copies_of_format_1_that_were_upgraded_apart_keep_what_both_say():
    def upgraded(lines, records):
        log = Log().with_entries([])
        for number, line in enumerate(lines):
            plain = {"actor": "ana", "edit": "answer", "item": line, "n": number + 1}
            plain |= {"new": line, "old": None, "prev": log.head, "time": "t"}
            log = log_of([*read_log(log), *read_log(Log(canonical(plain, indent=None) + b"\n"))])
        about = Assessment(CriteriaReference("tiny", "1", SHA256))
        whole = changed(about, records)
        log = log.with_entries([LogEntry("t", "", "upgrade", "2", None, records_of(whole))])
        return replace(new_document(), assessment=whole, log=log)

    one = upgraded(["a", "b"], {"target": "gold", "practice": True, "profile/name": "A"})
    other = upgraded(
        ["a", "c", "d"], {"target": "silver", "dated": "2026-01-01", "profile/name": "A"}
    )
    merged = merge(one, other)
    assert merged.log.entries == 6
    assert merged.assessment.practice
    assert merged.assessment.dated
    assert merged.assessment.conflicts.keys() == {"target"}
    assert same(merge(other, one), merged)
    assert same(upgraded(["a"], {"target": "x"}), upgraded(["a"], {"target": "x"}))


def blanked(log, number, place):
    """Return a log in which what a line wrote at a place is blanked."""
    lines = log.lines.splitlines(keepends=True)
    plain = json.loads(lines[number])
    value = plain["new"][place]
    plain["new"][place] = {"blanked": sha256(canonical(value, indent=None)).hexdigest()}
    lines[number] = canonical(plain, indent=None) + b"\n"
    return log._replace(lines=b"".join(lines))


def test_a_person_who_was_removed_and_blanked_stays_away():
    start = new_document(example())
    gone = written(start, {"people/p1": None})
    gone = replace(gone, log=blanked(gone.log, 0, "people/p1"))
    other = written(start, {"target": "silver"})
    merged = merge(other, gone)
    assert merged.assessment.people == ()
    assert merged.assessment.answers == example().answers
    assert b"Ana Primjer" not in merged.log.lines.splitlines()[0]
    assert first_break(merged.log) is None
    assert same(merge(gone, other), merged)


def test_a_blanked_value_is_none_of_the_candidates():
    start = new_document()
    one = written(start, {"answers/1/note": "secret"}, "ana")
    one = replace(one, log=blanked(one.log, 1, "answers/1/note"))
    one = replace(one, assessment=assembled(fold(read_log(one.log))))
    assert one.assessment.answers == {}
    other = written(start, {"answers/1/note": "open"}, "bo")
    merged = merge(one, other).assessment
    assert merged.answers["1"].note == "open"
    assert merged.conflicts == {}


def test_a_line_that_stands_before_those_it_follows_leads_nowhere():
    lines = read_log(written(new_document(), {"target": "gold"}).log)
    with pytest.raises(Damage):
        fold(lines[::-1])
    with pytest.raises(Damage):
        fold(lines[1:])
    assert fold([]) == {}


def test_more_branches_than_people_can_make_are_refused(monkeypatch):
    start = new_document()
    copies = [written(start, {"target": name}) for name in ("a", "b", "c")]
    lines = read_log(reduce(merge, copies).log)
    monkeypatch.setattr(merging, "_MAX_APART", 3)
    monkeypatch.setattr(merging, "_MAX_RUNS", 4)
    assert fold(lines)["target"]
    monkeypatch.setattr(merging, "_MAX_APART", 2)
    with pytest.raises(Damage):
        fold(lines)
    monkeypatch.setattr(merging, "_MAX_APART", 3)
    monkeypatch.setattr(merging, "_MAX_RUNS", 3)
    with pytest.raises(Damage):
        fold(lines)


def test_a_change_as_it_is_in_the_log_can_be_made_by_records_alone():
    one = conflicting()
    other = written(one, {"target": "bronze", "answers/1/note": "x"})
    old, new = difference(one.assessment, other.assessment)
    assert changed(one.assessment, new) == other.assessment
    assert changed(other.assessment, old) == one.assessment
