"""Copies of one document that were changed apart, made one again; both keep what they said."""

import json
import re
import shutil

import pytest

from excellence_app.storage import assessment_file
from excellence_app.storage.log import first_break

CHOOSE = re.compile(
    r'▲ 4\.1\.6: 2 entries: "Level [34].*" \((?:ana|ivo), .*\) and "Level [34].*" '
    r"\((?:ana|ivo), .*\)\. Until you choose, the first one counts\."
)


def stored(document):
    """Return what the file of a document holds."""
    return assessment_file.read(document).assessment


def joined(text):
    """Return a print-out with wrapped lines joined."""
    return " ".join(text.split())


@pytest.fixture
def pair(run, blank, desk, at):
    """Return a document and a copy, changed apart by Ana and by Ivo, each at a computer."""
    at("ana")
    assert run("answer", blank, "4.1.6", "2").code == 0
    copy = desk / "from-ivo.excellence"
    shutil.copy(blank, copy)
    at("ivo")
    for step in (["4.1.6", "3"], ["5.3", "1"], ["2.7", "--unknown"]):
        assert run("answer", copy, *step).code == 0
    at("ana")
    assert run("answer", blank, "4.1.6", "4").code == 0
    return blank, copy


class TestMerge:
    """The command `merge`."""

    def test_what_came_in_from_whom_and_what_to_choose(self, run, pair):
        document, copy = pair
        ran = run("merge", "blank.excellence", copy)
        assert (ran.code, ran.err) == (0, "")
        first, *rest = ran.out.split("\n")
        assert first == "Merged into blank.excellence: 3 changes by ivo."
        assert rest[:2] == ["  2.7: Unknown", "  5.3: Level 1: Asked after events"]
        assert CHOOSE.search(joined(ran.out))
        assert "  To choose: excellence answer blank.excellence 4.1.6 VALUE\n" in ran.out
        held = stored(document)
        assert held.answers["5.3"].value == 1
        assert held.answers["4.1.6"].value in {3, 4}
        assert [one.actor for one in held.conflicts["answers/4.1.6/value"]] in (
            *(["ana", "ivo"], ["ivo", "ana"]),
        )
        assert first_break(assessment_file.read(document).log) is None

    def test_once_more_there_is_nothing_new(self, run, pair):
        document, copy = pair
        run("merge", document, copy)
        before = document.read_bytes()
        ran = run("merge", document, copy)
        assert ran.out.startswith(f"There was nothing new for {document}.\n▲ 4.1.6: ")
        assert document.read_bytes() == before

    def test_another_process_takes_it_back_as_one_step(self, run, pair):
        document, copy = pair
        before = stored(document)
        run("merge", document, copy)
        ran = run("undo", document)
        assert ran.out.startswith("Taken back: Merge from-ivo.excellence.\n")
        assert stored(document) == before
        assert run("redo", document).out.startswith("Made again: Merge from-ivo.excellence.\n")
        assert len(stored(document).conflicts) == 1
        run("undo", document)
        run("undo", document)
        assert stored(document).answers["4.1.6"].value == 2  # what was merged is gone already

    def test_into_a_new_file(self, run, pair, desk):
        document, copy = pair
        before = document.read_bytes(), copy.read_bytes()
        ran = run("merge", document, copy, "-o", "both.excellence")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("Merged into both.excellence: 3 changes by ivo.\n")
        assert "To choose: excellence answer both.excellence 4.1.6 VALUE" in ran.out
        assert (document.read_bytes(), copy.read_bytes()) == before
        both = desk / "both.excellence"
        assert stored(both).answers["5.3"].value == 1
        assert run("undo", both).code == 0
        assert stored(both) == stored(document)

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("from-ivo.excellence", "from-ivo.excellence exists already."),
            ("both.pdf", 'A document\'s name ends in .excellence: "both.excellence".'),
            ("missing/both.excellence", "The folder missing does not exist"),
        ],
    )
    def test_a_file_that_cannot_be_made(self, run, pair, desk, target, said):
        document, copy = pair
        names = {file.name: file.read_bytes() for file in desk.glob("*.excellence")}
        ran = run("merge", document, copy, "-o", target)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(said)
        assert {file.name: file.read_bytes() for file in desk.glob("*.excellence")} == names

    def test_copies_beside_it_are_found_by_what_they_are(self, run, pair, desk):
        _, copy = pair
        copy.rename(desk / "blank (conflicted copy of IVO-PC).excellence")
        ran = run("merge", "blank.excellence")
        assert ran.out.startswith("Merged into blank.excellence: 3 changes by ivo.\n")
        ran = run("merge", "blank.excellence")
        assert ran == (0, "There was nothing new in the copies beside blank.excellence.\n", "")

    @pytest.mark.usefixtures("blank")
    def test_without_any_copy(self, run):
        ran = run("merge", "blank.excellence")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("There is no other copy of blank.excellence beside it. Please ")

    def test_another_document_is_refused_and_named(self, run, pair, desk):
        document, copy = pair
        run("new", "ecei-labels", "-o", "other.excellence")
        before = document.read_bytes()
        for more in ([], ["-o", "both.excellence"]):
            ran = run("merge", document, copy, "other.excellence", *more)
            assert (ran.code, ran.out) == (1, "")
            assert ran.err.startswith("other.excellence is a copy of another document,")
            assert document.read_bytes() == before
        assert not (desk / "both.excellence").exists()

    def test_several_copies_are_one_step(self, run, pair, desk, at):
        document, copy = pair
        third = desk / "from-eva.excellence"
        shutil.copy(copy, third)
        at("eva")
        run("answer", third, "2.1", "1")
        at("ivo")
        run("answer", copy, "5.3", "2")
        at("ana")
        before = stored(document)
        ran = run("merge", "blank.excellence", copy, third)
        assert ran.out.startswith(
            "Merged into blank.excellence: 4 changes by ivo and 1 change by eva.\n"
        )
        assert stored(document).answers["5.3"].value == 2
        assert run("undo", document).code == 0
        assert stored(document) == before

    def test_a_merge_is_nobodys_word_against_what_comes_next(self, run, pair, at):
        document, copy = pair
        run("merge", document, copy)
        at("ivo")
        run("answer", copy, "5.3", "2")  # he has not seen the merged one
        at("ana")
        ran = run("merge", document, copy)
        assert "5.3: Level 2: All asked once (before: Level 1: Asked after events)" in ran.out
        assert list(stored(document).conflicts) == ["answers/4.1.6/value"]

    def test_files_come_along(self, run, pair, desk, at):
        document, copy = pair
        (desk / "minutes.pdf").write_bytes(b"%PDF minutes")
        at("ivo")
        run("attach", copy, "4.1.6", "minutes.pdf")
        at("ana")
        run("merge", document, copy)
        assert run("verify", document).code == 0
        assert run("evidence", document, "minutes.pdf", "-o", "out.pdf").code == 0
        assert (desk / "out.pdf").read_bytes() == b"%PDF minutes"

    def test_a_damaged_copy_is_named(self, run, pair):
        document, copy = pair
        data = copy.read_bytes()
        copy.write_bytes(data[: len(data) // 2])
        before = document.read_bytes()
        ran = run("merge", document, "from-ivo.excellence")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("from-ivo.excellence is damaged:")
        assert document.read_bytes() == before

    def test_a_copy_whose_history_was_changed_is_refused(self, run, pair):
        document, copy = pair
        held = assessment_file.read(copy)
        lines = held.log.lines.replace(b'"value":2', b'"value":1', 1)
        changed = held.log._replace(lines=lines)
        from dataclasses import replace  # noqa: PLC0415 - what no command can do

        assessment_file.write(copy, replace(held, log=changed))
        before = document.read_bytes()
        ran = run("merge", document, "from-ivo.excellence")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(
            "The history in from-ivo.excellence was changed afterwards, so it cannot be merged."
        )
        assert run("verify", "from-ivo.excellence").code == 1
        assert document.read_bytes() == before


class TestConflicts:
    """What is said of two entries, and how one of them is chosen."""

    @pytest.fixture
    def merged(self, run, pair):
        """Return a document in which Ana and Ivo disagree on 4.1.6."""
        document, copy = pair
        assert run("merge", document, copy).code == 0
        copy.unlink()
        return document

    @pytest.mark.parametrize("arguments", [["show"], ["show", "4.1.6"], ["score"]])
    def test_it_is_shown(self, run, merged, arguments):
        command, *more = arguments
        ran = run(command, merged, *more)
        assert (ran.code, ran.err) == (0, "")
        assert CHOOSE.search(joined(ran.out))
        assert f"To choose: excellence answer {merged} 4.1.6 VALUE" in ran.out

    def test_other_questions_do_not_mention_it(self, run, merged):
        assert "entries" not in run("show", merged, "5.3").out

    def test_other_programs_get_it(self, run, merged):
        (found,) = json.loads(run("show", merged, "--json").out)["conflicts"]
        assert (found["place"], found["about"]) == ("answers/4.1.6/value", "4.1.6")
        assert sorted((one["actor"], one["value"][:7]) for one in found["entries"]) == [
            ("ana", "Level 4"),
            ("ivo", "Level 3"),
        ]

    @pytest.mark.parametrize("level", [1, 3, 4])
    def test_any_answer_chooses(self, run, merged, level):
        assert run("answer", merged, "4.1.6", level).code == 0
        held = stored(merged)
        assert held.conflicts == {}
        assert held.answers["4.1.6"].value == level
        assert "entries" not in run("score", merged).out
        assert run("undo", merged).code == 0
        assert len(stored(merged).conflicts) == 1

    def test_a_choice_reaches_the_other_copy(self, run, merged, desk, at):
        copy = desk / "back.excellence"
        shutil.copy(merged, copy)
        run("answer", merged, "4.1.6", "4")
        at("ivo")
        ran = run("merge", copy, merged)
        assert ran.code == 0
        assert stored(copy).conflicts == {}
        assert stored(copy).answers["4.1.6"].value == 4

    def test_unknown_and_taken_back_choose_as_well(self, run, merged):
        run("answer", merged, "4.1.6", "--unknown")
        assert stored(merged).conflicts == {}
        run("undo", merged)
        run("answer", merged, "4.1.6", "--clear")
        assert stored(merged).conflicts == {}

    def test_a_note_alone_chooses_nothing(self, run, merged):
        run("answer", merged, "4.1.6", "--note", "We have to talk")
        assert len(stored(merged).conflicts) == 1

    def test_facts_are_chosen_by_entering_them(self, run, blank, desk, at):
        at("ana")
        steps = [
            ("set", "name", "Coast", "Sea"),
            ("set", "country", "Croatia", "Italy"),
            ("set", "date", "2026-12-01", "2026-12-02"),
            ("set", "target", "gold", "silver"),
            ("declare", "eligible", "yes", "no"),
            ("answer", "4.1.6", "--note=One", "--note=Two"),
        ]
        copy = desk / "from-ivo.excellence"
        shutil.copy(blank, copy)
        for command, *key, one, _ in steps:
            assert run(command, blank, *key, one).code == 0
        at("ivo")
        for command, *key, _, other in steps:
            assert run(command, copy, *key, other).code == 0
        at("ana")
        ran = run("merge", "blank.excellence", copy)
        copy.unlink()
        assert ran.out.count("2 entries: ") == len(steps)
        typed = re.findall(r"To choose: excellence (.*)", ran.out)
        assert sorted(typed) == [
            "answer blank.excellence 4.1.6 --note TEXT",
            "declare blank.excellence eligible yes|no",
            "set blank.excellence country TEXT",
            "set blank.excellence date DATE",
            "set blank.excellence name TEXT",
            "set blank.excellence target LABEL",
        ]
        for command, *key, one, _ in steps:
            assert run(command, blank, *key, one).code == 0
        assert stored(blank).conflicts == {}


class TestRemark:
    """The line about copies that a changing command prints."""

    def test_a_copy_with_something_new_is_mentioned(self, run, pair):
        _, copy = pair
        ran = run("answer", "blank.excellence", "2.1", "1")
        assert ran.code == 0
        assert ran.err == (
            "Beside blank.excellence lies a copy with changes that it does not have: "
            'from-ivo.excellence. "excellence versions blank.excellence" says how to merge it.\n'
        )
        run("merge", "blank.excellence", copy)
        assert run("answer", "blank.excellence", "2.1", "2").err == ""

    @pytest.mark.usefixtures("blank")
    def test_who_has_it_open_elsewhere_is_mentioned(self, run, desk):
        note = {"account": "ivo", "host": "ivos-computer", "pid": 7}
        (desk / ".~lock.blank.excellence#").write_text(
            json.dumps({**note, "since": "2026-11-22T09:30:00+01:00"})
        )
        ran = run("answer", "blank.excellence", "2.1", "1")
        assert ran.code == 0
        assert ran.err == (
            "ivo seems to have this document open on the computer ivos-computer, since "
            "22 Nov 2026, 09:30. What both of you change can be merged later.\n"
        )
