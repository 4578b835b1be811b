"""The record of changes: whatever is altered in it shows, also where branches came together."""

import json
import random
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excellence_app.storage.log import (
    START,
    Log,
    LogEntry,
    first_break,
    is_blanked,
    link_of,
    log_of,
    read_log,
    united,
)
from excellence_app.storage.merging import merge
from excellence_app.storage.plain_json import Damage, canonical
from tests.storage import slow_fold
from tests.storage.assessments import plain_values, texts
from tests.storage.worlds import World, new_document, random_world, written


@pytest.fixture
def log():
    return Log().with_entries(
        LogEntry(
            f"2026-03-01T09:0{n}:00+01:00",
            "ana",
            "answer",
            f"1.{n}",
            {f"answers/1.{n}/value": None, f"answers/1.{n}/note": "x"},
            {f"answers/1.{n}/value": {"value": n}, f"answers/1.{n}/note": None},
        )
        for n in range(6)
    )


def of_branches(seed=3):
    """Return the log of a document that three people have changed apart and merged."""
    chance = random.Random(seed)  # noqa: S311 - the same log each time
    world = random_world(chance, 80, World(3))
    whole = world.copies[0]
    for copy in world.copies[1:]:
        whole = merge(whole, copy)
    log = whole.log
    assert len(log.lines.splitlines()) > 20
    assert sum("+" in str(json.loads(line)["prev"]) for line in log.lines.splitlines()) > 2
    return log


BRANCHED = of_branches()
NUMBERS = range(BRANCHED.entries)


def lines_of(log):
    return log.lines.splitlines(keepends=True)


def with_lines(log, lines):
    return log._replace(lines=b"".join(lines))


def changed_line(line, **fields):
    plain = json.loads(line)
    return canonical({**plain, **fields}, indent=None) + b"\n"


entries = st.builds(
    LogEntry,
    texts,
    texts,
    texts,
    texts,
    st.none() | st.dictionaries(texts, plain_values, max_size=3),
    st.none() | st.dictionaries(texts, plain_values, max_size=3),
    st.booleans(),
    texts,
)


@given(st.lists(entries, max_size=4))
def test_lines_are_canonical_and_read_again(given_entries):
    log = Log().with_entries(given_entries)
    head = START
    for number, (line, entry) in enumerate(zip(lines_of(log), given_entries, strict=True), 1):
        plain = json.loads(line)
        assert canonical(plain, indent=None) + b"\n" == line
        assert (plain["n"], plain["prev"]) == (number, head)
        assert plain.get("more", False) is entry.more
        assert plain.get("sitting", "") == entry.sitting
        head = slow_fold.link_of(plain)
        assert link_of(plain) == head
    assert log.head == head
    assert first_break(log) is None
    lines = read_log(log)
    about = LogEntry._fields
    assert [LogEntry(*(getattr(one, name) for name in about)) for one in lines] == given_entries
    assert log_of(reversed(lines)) == log


def test_a_whole_log_has_no_break(log):
    assert first_break(log) is None
    assert first_break(Log()) is None
    assert first_break(BRANCHED) is None
    lines = read_log(log)
    assert [line.n for line in lines] == [1, 2, 3, 4, 5, 6]
    assert lines[0].prev == ()
    assert lines[1].prev == (lines[0].link,)
    assert log.head == lines[-1].link
    assert log.last_n == 6


def test_entries_added_later_go_on_with_the_chain(log):
    entry = LogEntry("2026-03-02T09:00:00+01:00", "bo", "undo", "1.5")
    longer = log.with_entries([entry])
    assert longer.lines.startswith(log.lines)
    assert longer.entries == 7
    assert first_break(longer) is None
    as_opened = Log(log.lines, log.entries, log.head)  # nobody has looked for the last number
    assert as_opened.with_entries([entry]) == longer
    assert as_opened.with_entries(()) == log


def test_a_line_after_branches_follows_all_of_them():
    start = new_document()
    one = written(written(start, {"target": "gold"}), {"dated": "2026-01-01"})
    other = written(start, {"practice": True}, "bo")
    both = merge(one, other)
    assert both.log.entries == 4
    assert both.log.head == "+".join(sorted([one.log.head, other.log.head]))
    after = written(both, {"profile/name": "A"})
    last = read_log(after.log)[-1]
    assert last.n == 4
    assert last.prev == tuple(sorted([one.log.head, other.log.head]))
    assert after.log.head == last.link
    assert after.log.last_n == 4
    assert after.log.entries == 5
    assert first_break(after.log) is None


FIELDS = {"n": 99, "old": {}, "new": {"x": 1}, "later": 1, "more": True} | (
    dict.fromkeys(["time", "actor", "edit", "item"], "something else")
)


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("whole", [BRANCHED, None], ids=["branched", "linear"])
def test_a_changed_line_is_named(log, whole, name):
    whole = whole or log
    for number, line in enumerate(lines_of(whole)):
        altered = changed_line(line, **{name: FIELDS[name]})
        if altered == line:
            continue
        lines = lines_of(whole)
        lines[number] = altered
        assert first_break(with_lines(whole, lines)) == number + 1


@pytest.mark.parametrize("number", NUMBERS[1:])
def test_a_line_that_names_others_as_those_before_it_shows(number):
    lines, read = lines_of(BRANCHED), read_log(BRANCHED)
    before = [n for n, line in enumerate(read, start=1) if line.link in read[number].prev]
    lines[number] = changed_line(lines[number], prev=START)
    # those that nothing follows any more could as well be the ones that were changed
    assert first_break(with_lines(BRANCHED, lines)) in {number + 1, *before}


@pytest.mark.parametrize("number", [0, 3, 5])
def test_a_line_not_in_its_canonical_form_is_named(log, number):
    lines = lines_of(log)
    lines[number] = lines[number].replace(b'"n":', b'"n": ')
    assert first_break(with_lines(log, lines)) == number + 1


@pytest.mark.parametrize("number", range(6))
def test_a_removed_line_breaks_the_chain(log, number):
    lines = lines_of(log)
    del lines[number]
    assert first_break(with_lines(log, lines)) == number + 1


@pytest.mark.parametrize("number", NUMBERS)
def test_the_line_after_a_removed_one_is_named(number):
    lines = lines_of(BRANCHED)
    gone = read_log(BRANCHED)[number].link
    del lines[number]
    after = [n for n, line in enumerate(lines, start=1) if gone in line.decode()]
    assert first_break(with_lines(BRANCHED, lines)) == min(after, default=len(lines) + 1)


@pytest.mark.parametrize("count", [*range(0, BRANCHED.entries, 3), BRANCHED.entries - 1])
def test_a_log_cut_at_its_end_says_where(count):
    lines = lines_of(BRANCHED)[:count]
    assert first_break(with_lines(BRANCHED, lines)) == count + 1


@pytest.mark.parametrize("number", NUMBERS[:-1])
def test_lines_that_changed_places_are_named(number):
    lines = lines_of(BRANCHED)
    lines[number], lines[number + 1] = lines[number + 1], lines[number]
    assert first_break(with_lines(BRANCHED, lines)) == number + 1


def test_a_line_moved_far_is_found():
    for source in NUMBERS:
        for target in NUMBERS:
            lines = lines_of(BRANCHED)
            lines.insert(target, lines.pop(source))
            broken = first_break(with_lines(BRANCHED, lines))
            assert broken == (None if source == target else min(source, target) + 1)


def test_a_line_put_in_is_named():
    read = read_log(BRANCHED)
    for parent in read:
        entry = LogEntry("2026-03-02T09:00:00+01:00", "eve", "answer", "1.1")
        forged = log_of([parent]).with_entries([entry])
        lines = [*read, read_log(forged)[1]]
        longer = log_of(lines)._replace(entries=BRANCHED.entries, head=BRANCHED.head)
        number = longer.lines.splitlines().index(lines[-1].raw) + 1
        assert first_break(longer) == number
        assert first_break(longer._replace(entries=BRANCHED.entries + 1)) == number


def test_a_line_that_stands_twice_is_named():
    for number in NUMBERS:
        for target in range(number + 1, BRANCHED.entries + 1):
            lines = lines_of(BRANCHED)
            lines.insert(target, lines[number])
            assert first_break(with_lines(BRANCHED, lines)) == target + 1


@pytest.mark.parametrize("head", [START, "f" * 64, f"{'0' * 63}1+{'f' * 64}"])
def test_another_head_shows(log, head):
    assert first_break(log._replace(head=head)) is not None
    assert first_break(log._replace(entries=5)) == 7
    assert first_break(log._replace(entries=7)) == 7


def test_a_number_that_does_not_follow_on_those_before_shows(log):
    lines = [*lines_of(log)[:5], changed_line(lines_of(log)[5], n=9)]
    assert first_break(log_of(read_log(with_lines(log, lines)))) == 6


def test_a_last_line_that_does_not_end_shows(log):
    cut = log._replace(lines=log.lines[:-1])
    assert first_break(cut) == 6
    with pytest.raises(Damage):
        cut.with_entries(())
    for size in range(len(lines_of(log)[5])):
        assert first_break(log._replace(lines=log.lines[: -1 - size])) == 6


def test_lines_say_by_which_rules_they_are_hashed(log):
    assert {json.loads(line)["form"] for line in lines_of(log)} == {2}
    longest = changed_line(lines_of(log)[0], time="x" * 120)
    assert read_log(Log(longest))[0].time == "x" * 120


BAD_LINES = [
    b"{not json}",
    b"[]",
    b"",
    b"{}",
    b'{"n":1}',
    b'\xff{"n":1}',
]
BAD_FIELDS = [
    *[("n", value) for value in (0, True, "1", 1.0, None)],
    *[("prev", value) for value in ("", "0" * 63, "F" * 64, "+".join(["b" * 64, "a" * 64]))],
    *[("prev", value) for value in ("+".join(["a" * 64, "a" * 64]), None)],
    *[("form", value) for value in (0, True, "2", None)],
    *[(name, 5) for name in ("time", "actor", "edit", "item", "old", "new")],
    ("time", "x" * 121),
]


def test_a_line_that_cannot_be_read_is_named(log):
    lines = lines_of(log)
    altered = [line + b"\n" for line in BAD_LINES]
    altered += [changed_line(lines[3], **{name: value}) for name, value in BAD_FIELDS]
    for bad in altered:
        lines[3] = bad
        broken = with_lines(log, lines)
        assert first_break(broken) == 4, bad
        with pytest.raises(Damage) as damage:
            read_log(broken)
        assert damage.value.place == "4"


def test_fields_of_a_newer_version_stay():
    plain = json.loads(lines_of(BRANCHED)[0]) | {"role": "lead", "form": 3}
    raw = canonical(plain, indent=None)
    line = read_log(Log(raw + b"\n"))[0]
    assert log_of([line]).lines == raw + b"\n"
    longer = log_of([line]).with_entries([LogEntry("t", "bo", "note", "x")])
    assert longer.lines.startswith(raw)
    assert first_break(longer) is None


def blanked(value):
    return {"blanked": sha256(canonical(value, indent=None)).hexdigest()}


def with_blanked(line, half, place):
    plain = json.loads(line)
    plain[half][place] = blanked(plain[half][place])
    return canonical(plain, indent=None) + b"\n"


@pytest.mark.parametrize("half", ["old", "new"])
def test_each_value_can_be_blanked_without_a_break(log, half):
    lines = lines_of(log)
    place = "answers/1.2/note" if half == "old" else "answers/1.2/value"
    lines[2] = with_blanked(lines[2], half, place)
    blank = with_lines(log, lines)
    assert first_break(blank) is None
    line = read_log(blank)[2]
    assert is_blanked(getattr(line, half)[place])
    assert line.link == read_log(log)[2].link
    assert len(getattr(line, half)) == 2
    assert first_break(blank.with_entries([LogEntry("t", "bo", "note", "x")])) is None


def test_what_is_blanked_in_one_copy_is_blanked_in_both(log):
    lines = lines_of(log)
    one, other = lines[:], lines[:]
    one[2] = with_blanked(lines[2], "old", "answers/1.2/note")
    other[2] = with_blanked(lines[2], "new", "answers/1.2/value")
    copies = [read_log(with_lines(log, some)) for some in (one, other, lines)]
    both = log_of(united(copies[0], copies[1]))
    assert first_break(both) is None
    line = read_log(both)[2]
    assert is_blanked(line.old["answers/1.2/note"])
    assert is_blanked(line.new["answers/1.2/value"])
    assert both == log_of(united(copies[1], copies[0]))
    assert both == log_of(united(united(copies[2], copies[0]), copies[1]))
    assert log_of(united(copies[2], copies[0])).lines == b"".join(one)


def old_log():
    """Return lines as format 1 wrote them."""
    lines, head = [], START
    for n in range(1, 4):
        plain = {
            "n": n,
            "time": f"2026-03-01T09:0{n}:00+01:00",
            "actor": "ana",
            "edit": "answer",
            "item": f"1.{n}",
            "old": None,
            "new": ["a", {"value": n}, "later"][n - 1],
            "prev": head,
        }
        hashes = {
            half: sha256(canonical(plain[half], indent=None)).hexdigest()
            for half in ("old", "new")
        }
        head = sha256(canonical(plain | hashes, indent=None)).hexdigest()
        lines.append(canonical(plain, indent=None) + b"\n")
    return Log(b"".join(lines), 3, head)


def test_lines_of_format_1_stay_as_they_are():
    old = old_log()
    assert first_break(old) is None
    lines = read_log(old)
    assert [(line.form, line.old, line.new) for line in lines] == [(1, None, None)] * 3
    assert lines[2].item == "1.3"
    longer = old.with_entries([LogEntry("t", "", "upgrade", "2", None, {"target": "gold"})])
    assert longer.lines.startswith(old.lines)
    assert first_break(longer) is None
    assert read_log(longer)[3].n == 4
    assert read_log(longer)[3].new == {"target": "gold"}


def test_a_half_of_a_line_of_format_1_can_be_blanked():
    old = old_log()
    lines = lines_of(old)
    whole = read_log(old)
    lines[1] = changed_line(lines[1], new=blanked({"value": 2}))
    blank = with_lines(old, lines)
    assert first_break(blank) is None
    assert log_of(united(whole, read_log(blank))) == log_of(united(read_log(blank), whole))
    assert log_of(united(whole, read_log(blank))).lines == blank.lines


def test_a_blanked_value_cannot_stand_for_two(log):
    lines = lines_of(log)
    plain = json.loads(lines[5])
    hashes = {
        place: sha256(canonical(value, indent=None)).hexdigest()
        for place, value in plain["new"].items()
    }
    note, value = sorted(hashes)
    joined = f'{hashes[note]}","{value}":"{hashes[value]}'
    lines[5] = changed_line(lines[5], new={note: {"blanked": joined}})
    assert first_break(with_lines(log, lines)) == 6


def test_a_branch_made_before_others_wrote_joins_them():
    start = new_document().log
    theirs = start.with_entries([LogEntry("t", "bo", "note", "x", None, {"target": "gold"})])
    mine = [LogEntry("t", "ana", "note", str(n), None, {"practice": True}) for n in range(3)]
    joined = theirs.with_branch(start.head, mine)
    assert joined.entries == 5
    assert first_break(joined) is None
    assert joined == log_of(united(read_log(theirs), read_log(start.with_entries(mine))))
    assert joined.with_branch(start.head, mine) == joined  # they are there already
    assert theirs.with_branch(theirs.head, mine) == theirs.with_entries(mine)
    assert joined.with_branch(joined.head, mine).entries == 8
    assert [line.n for line in read_log(theirs.with_branch(START, mine))] == [1, 1, 2, 2, 3]
    with pytest.raises(Damage):
        theirs.with_branch("f" * 64, mine)


def test_lines_read_before_are_not_read_again(log):
    lines = read_log(log)
    known = {line.raw: line for line in lines[:3]}
    again = read_log(log, known)
    assert again == lines
    assert all(one is other for one, other in zip(again[:3], lines[:3], strict=True))
