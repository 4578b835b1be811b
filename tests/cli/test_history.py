"""The past of a document: who changed what, and the last change taken back or made again."""

import json
import re
import subprocess
import sys

import pytest

from excellence_app.domain.assessment import AnswerStatus
from excellence_app.storage import assessment_file
from excellence_app.storage.log import first_break

LEVEL_3 = "Level 3: Checked at fixed dates with targets"


def stored(document):
    """Return what the file of a document holds."""
    return assessment_file.read(document).assessment


def told(ran):
    """Return the lines of a history without time and person, wrapped ones joined."""
    assert (ran.code, ran.err) == (0, "")
    lines = []
    for line in ran.out.split("\n"):
        if re.match(r" [0-9]{2}:[0-9]{2}  ana  +", line):
            lines.append(line[13:].strip())
        elif line.startswith(" " * 13):
            lines.append(f"  {line[13:].strip()}")
    return lines


@pytest.fixture
def ana(monkeypatch):
    """Let the person at this computer be Ana."""
    for name in ("LOGNAME", "USER", "USERNAME"):
        monkeypatch.setenv(name, "ana")


@pytest.fixture
def changed(run, blank, ana):  # noqa: ARG001 - she makes the changes
    """Return a document with a few changes by Ana."""
    steps = [
        ("answer", blank, "4.1.6", "2"),
        ("answer", blank, "4.1.6", "3"),
        ("answer", blank, "3.2/part", "120000"),
        ("answer", blank, "4.1.6", "--note", "Ask the\nchair"),
        ("set", blank, "country", "Croatia"),
    ]
    assert [run(*step).code for step in steps] == [0] * len(steps)
    return blank


class TestHistory:
    """The command `history`."""

    def test_who_changed_what_when_from_what_to_what_the_newest_last(self, run, changed):
        ran = run("history", changed)
        day, *_ = ran.out.split("\n")
        assert re.fullmatch(r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}", day)
        assert told(ran) == [
            "Answer 4.1.6: Level 2: Checked once a year",
            f'Answer 4.1.6: from "Level 2: Checked once a year" to "{LEVEL_3}"',
            "Answer 3.2/part: 120,000 EUR",
            "Note on 4.1.6: Ask the chair",
            "Profile: country: Croatia",
        ]

    def test_the_beginning_is_told_as_well(self, run, blank):
        ran = run("history", blank)
        assert ran.out.rstrip().endswith("New assessment")

    def test_what_was_taken_back_and_made_again_says_so(self, run, changed):
        run("undo", changed)
        run("redo", changed)
        assert told(run("history", changed, "--last", "2")) == [
            'Taken back: Profile: country: "Croatia" removed',
            "Made again: Profile: country: Croatia",
        ]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["answer", "4.1.6", "--clear"], ['Clear the answer to 4.1.6: "Level 3: Checked at']),
            (["answer", "4.5", "--not-applicable", "Few"], ["Does not apply: Few"]),
            (["answer", "2.7", "--unknown"], ['Set 2.7 to "unknown": Unknown']),
            (["set", "name", "Coast"], ["Name of the cluster: Coast"]),
            (["set", "date", "2026-12-01"], ['from "16 November 2026" to "1 December 2026"']),
            (["set", "target", "gold"], ["Target: Gold"]),
            (["set", "person", "Ivo, chair"], ["Person: Ivo, chair"]),
            (["set", "held.bronze", "2025-01-31"], ["Bronze: 31 January 2025 to 31 January 2027"]),
            (["declare", "eligible", "yes"], ["Declare eligible: yes"]),
            (["improve", "2.5", "--effect", "Ties"], ["Improvement of 2.5: Effect: Ties"]),
            (
                ["adjust", "4.1.6", "gold", "2", "--source", "Page 3"],
                ["Threshold of 4.1.6 for Gold: level 2 (Page 3)"],
            ),
            (
                ["attach", "4.1.6", "https://example.org/x", "--title", "Page"],
                ["Evidence for 4.1.6: Page, https://example.org/x"],
            ),
            (
                ["attach", "4.1.6", "--promised-by", "Ivo", "--by", "2026-12-01"],
                ["Person: Ivo", "Evidence for 4.1.6, promised by Ivo until 1 December 2026"],
            ),
        ],
    )
    def test_each_kind_of_change(self, run, changed, arguments, said):
        command, *rest = arguments
        assert run(command, changed, *rest).code == 0
        (*lines,) = told(run("history", changed, "--last", "1"))
        for part in said:
            assert part in " ".join(lines)
        assert "Gold: Gold" not in " ".join(lines)  # what is named is not said twice

    def test_long_notes_are_shortened(self, run, changed):
        run("answer", changed, "4.1.6", "--note", "word " * 100)
        (*lines,) = told(run("history", changed, "--last", "1"))
        assert lines[-1].endswith('word…"')
        assert len(" ".join(lines)) < 220

    def test_json_has_it_all(self, run, changed):
        found = json.loads(run("history", changed, "--last", "2", "--json").out)
        assert (found["file"], found["entries"]) == (str(changed), 6)
        note, fact = found["changes"]
        assert (note["actor"], note["edit"], note["direction"], note["number"]) == (
            *("ana", "note", None, 5),
        )
        assert note["records"] == [
            {
                "place": "answers/4.1.6/note",
                "about": "Note on 4.1.6",
                "before": None,
                "after": "Ask the chair",
            }
        ]
        assert fact["name"] == "Profile: country"

    @pytest.mark.parametrize("number", ["0", "-1", "x", "1.5"])
    def test_a_number_that_is_none(self, run, changed, number):
        ran = run("history", changed, f"--last={number}")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("--last needs a number of at least 1.")


class TestUndo:
    """The commands `undo` and `redo`."""

    def test_the_last_change_goes_back_and_what_is_now_is_said(self, run, changed):
        assert run("undo", changed) == (
            0,
            'Taken back: Profile: country.\n  Profile: country: "Croatia" removed\n',
            "",
        )
        assert stored(changed).profile.facts == {}
        assert run("undo", changed).code == 0
        assert run("undo", changed).code == 0
        assert run("undo", changed).out == (
            "Taken back: Answer 4.1.6.\n"
            f"  4.1.6: Level 2: Checked once a year (before: {LEVEL_3})\n"
        )
        assert stored(changed).answers["4.1.6"].value == 2

    def test_back_to_the_beginning_and_again_to_the_end(self, run, changed):
        whole = stored(changed)
        for _ in range(5):
            assert run("undo", changed).code == 0
        assert stored(changed).answers == {}
        ran = run("undo", changed)
        assert ran == (1, "", f"There is no change in {changed} that can be taken back.\n")
        for _ in range(5):
            assert run("redo", changed).code == 0
        assert stored(changed) == whole
        ran = run("redo", changed)
        assert ran == (
            1,
            "",
            f"The last change in {changed} was not taken back, so nothing can be made again.\n",
        )
        assert first_break(assessment_file.read(changed).log) is None

    def test_another_process_takes_back_what_this_one_did(self, run, changed):
        command = [sys.executable, "-m", "excellence_app", "undo", str(changed)]
        subprocess.run(command, capture_output=True, check=True, timeout=60)
        assert run("redo", changed).out.startswith("Made again: Profile: country.\n")
        assert stored(changed).profile.facts == {"country": "Croatia"}

    def test_after_a_new_change_there_is_nothing_to_make_again(self, run, changed):
        run("undo", changed)
        run("answer", changed, "5.3", "1")
        assert run("redo", changed).code == 1

    def test_what_one_call_did_is_one_step(self, run, blank):
        run("answer", blank, "4.1.6", "2", "--note", "Board", "--evidence", "Minutes")
        assert run("undo", blank).code == 0
        assert stored(blank).answers == {}
        assert stored(blank).evidence == {}
        assert run("redo", blank).code == 0
        assert stored(blank).answers["4.1.6"].note == "Board"

    def test_a_file_of_answers_is_one_step(self, run, blank, desk):
        (desk / "answers.yaml").write_text('"1.1.0": "yes"\n"4.1.6": 2\n"2.7": {unknown: true}\n')
        run("answer", blank, "5.3", "1")
        run("answer", blank, "--from", "answers.yaml")
        assert run("undo", blank).out == (
            "Taken back: Answer 1.1.0.\n"
            "  1.1.0: Not answered (before: Yes)\n"
            "  2.7: Not answered (before: Unknown)\n"
            "  4.1.6: Not answered (before: Level 2: Checked once a year)\n"
        )
        assert list(stored(blank).answers) == ["5.3"]

    def test_of_many_records_the_first_are_named(self, run, blank, desk):
        levels = ["2.1", "2.4", "4.1.1", "4.1.2", "4.1.3", "4.1.4", "4.1.5", "4.1.6"]
        lines = [f'"{question}": 1\n' for question in levels]
        (desk / "answers.yaml").write_text("".join(lines))
        assert run("answer", blank, "--from", "answers.yaml").code == 0
        *_, last = run("undo", blank).out.rstrip("\n").split("\n")
        assert last == "  and 2 more"


def test_an_answer_over_another_one_says_what_was_there(run, blank):
    run("answer", blank, "4.1.6", "2")
    assert run("answer", blank, "4.1.6", "2").out == "Saved. 4.1.6: Level 2: Checked once a year\n"
    assert run("answer", blank, "4.1.6", "--unknown").out == (
        "Saved. 4.1.6: Unknown (before: Level 2: Checked once a year)\n"
    )
    assert run("answer", blank, "4.1.6", "--clear").out == (
        "Saved. 4.1.6: Not answered (before: Unknown)\n"
    )
    assert stored(blank).answers.get("4.1.6") is None
    assert run("answer", blank, "4.1.6", "1").out.count("before") == 0
    assert stored(blank).answers["4.1.6"].status is AnswerStatus.ANSWERED


CRASHED = """
import os, sys
from pathlib import Path
from excellence_app.session import edits
from excellence_app.session.session import AssessmentSession
session = AssessmentSession.open(Path(sys.argv[1]), change=True)
for level in ("1", "2"):
    session.stop_merging()
    session.change(edits.answer, "4.1.6", level)
    session.keep()
os._exit(9)
"""


class TestAfterACrash:
    """What the next command says and does after a process ended in the middle."""

    @pytest.fixture
    def crashed(self, blank, ana):  # noqa: ARG002 - it is her process
        done = subprocess.run([sys.executable, "-c", CRASHED, blank], check=False, timeout=60)
        assert done.returncode == 9
        assert stored(blank).answers == {}
        return blank

    def test_one_line_says_what_was_restored(self, run, crashed):
        ran = run("answer", crashed, "5.3", "1")
        assert ran.out == "Saved. 5.3: Level 1: Asked after events\n"
        assert re.fullmatch(
            r"Restored to [0-9:]{5}: 2 changes by ana that were not in the document yet\.\n",
            ran.err,
        )
        assert stored(crashed).answers["4.1.6"].value == 2
        assert run("answer", crashed, "5.3", "2").err == ""

    def test_it_can_be_read_and_taken_back(self, run, crashed):
        assert "Answer 4.1.6: from" in run("history", crashed).out
        ran = run("undo", crashed)
        assert ran.out.startswith("Taken back: Answer 4.1.6.\n  4.1.6: Level 1: ")
        assert stored(crashed).answers["4.1.6"].value == 1

    def test_what_cannot_be_read_of_it_is_kept(self, run, crashed, shared_state):
        (journal,) = [
            file
            for file in (shared_state / "journals").glob("*.jsonl")
            if assessment_file.read(crashed).id.encode() in file.read_bytes()
        ]
        lines = journal.read_bytes().split(b"\n")
        journal.write_bytes(b"\n".join([*lines[:2], b"x" + lines[2][1:], b""]))
        ran = run("answer", crashed, "5.3", "1")
        assert ran.code == 0
        first, second = ran.err.rstrip("\n").split("\n")
        assert first.endswith("1 change by ana that was not in the document yet.")
        kept = re.search(r"What is left of them is kept as (.*\.damaged)\.$", second)
        assert kept
        assert lines[1] in (shared_state / "journals" / kept[1]).read_bytes()
