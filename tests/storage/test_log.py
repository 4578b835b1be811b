"""The record of changes: whatever is altered in it shows."""

import json
from hashlib import sha256

import pytest

from excellence_app.storage.assessment_json import Damage, canonical
from excellence_app.storage.log import START, Log, LogEntry, first_break, link_of, read_lines


@pytest.fixture
def log():
    return Log().with_entries(
        LogEntry(f"2026-03-01T09:0{n}:00+01:00", "ana", "answer", f"1.{n}", None, {"value": n})
        for n in range(6)
    )


def lines_of(log):
    return log.lines.splitlines(keepends=True)


def test_a_whole_log_has_no_break(log):
    assert first_break(log) is None
    assert first_break(Log()) is None
    assert [line["n"] for line in read_lines(log.lines)] == [1, 2, 3, 4, 5, 6]
    assert read_lines(log.lines)[0]["prev"] == START


def test_entries_added_later_go_on_with_the_chain(log):
    longer = log.with_entries([LogEntry("2026-03-02T09:00:00+01:00", "bo", "undo", "1.5")])
    assert longer.lines.startswith(log.lines)
    assert longer.entries == 7
    assert first_break(longer) is None


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("name", ["time", "actor", "edit", "item", "old", "new", "more"])
def test_a_changed_line_breaks_the_chain_at_the_next(log, number, name):
    lines = lines_of(log)
    plain = json.loads(lines[number - 1])
    plain[name] = "something else"
    lines[number - 1] = canonical(plain, indent=None) + b"\n"
    assert first_break(log._replace(lines=b"".join(lines))) == number + 1


def test_a_change_of_the_last_line_shows_against_the_manifest(log):
    lines = lines_of(log)
    lines[-1] = lines[-1].replace(b"ana", b"bob")
    assert first_break(log._replace(lines=b"".join(lines))) == 7


@pytest.mark.parametrize("number", range(6))
def test_a_removed_line_breaks_the_chain(log, number):
    lines = lines_of(log)
    del lines[number]
    assert first_break(log._replace(lines=b"".join(lines))) == min(number + 1, 6)


def test_two_lines_that_changed_places_break_the_chain(log):
    lines = lines_of(log)
    lines[2], lines[3] = lines[3], lines[2]
    assert first_break(log._replace(lines=b"".join(lines))) == 3


def test_a_line_that_cannot_be_read_is_named(log):
    lines = lines_of(log)
    lines[3] = b"{not json}\n"
    broken = log._replace(lines=b"".join(lines))
    assert first_break(broken) == 4
    with pytest.raises(Damage) as damage:
        read_lines(broken.lines)
    assert damage.value.place == "4"
    with pytest.raises(Damage):
        read_lines(b"[]\n")


def test_a_value_can_be_blanked_without_a_break(log):
    lines = lines_of(log)
    plain = json.loads(lines[2])
    digests = {}
    for name in ("old", "new"):
        digests[name] = {"blanked": sha256(canonical(plain[name], indent=None)).hexdigest()}
    assert link_of({**plain, **digests}) == link_of(plain)
    lines[2] = canonical({**plain, **digests}, indent=None) + b"\n"
    assert first_break(log._replace(lines=b"".join(lines))) is None
