"""Commands that change a document: what they store, and what they refuse without storing it."""

import json
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from excellence_app.domain.assessment import AnswerStatus
from excellence_app.language.catalogues import Words
from excellence_app.storage import assessment_file

ANSWERS = """\
"1.1.0": "yes"
"1.1.2": 34
"3.2/part": 120000
"3.2/whole": 400000
"4.1.6":
  value: 2
  note: Board review every autumn
  evidence: [Minutes of the board 2025]
"4.5":
  not_applicable: The cluster has four participants
"2.7":
  unknown: true
"""


def stored(document):
    """Return what the file of a document holds."""
    return assessment_file.read(document).assessment


def refused(ran, sentence):
    """Hold that a command did nothing and said why in one line."""
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1
    return True


class TestNew:
    """The command `new`."""

    def test_a_document_is_made(self, run, desk):
        made = run(
            *("new", "ecei-labels", "-o", "a.excellence"),
            *("--name", "  My \n Cluster ", "--date", "2026-11-16"),
        )
        assert made == (0, "a.excellence is made. Questions of ECEI labels: 31.\n", "")
        held = stored(desk / "a.excellence")
        assert held.profile.name == "My Cluster"
        assert held.dated == date(2026, 11, 16)
        assert held.criteria.id == "ecei-labels"
        assert held.answers == {}
        assert held.practice is False

    def test_it_is_dated_today_if_nothing_is_said(self, run, desk):
        before = date.today()
        run("new", "ecei-labels", "-o", "a.excellence")
        assert before <= stored(desk / "a.excellence").dated <= date.today()

    def test_a_document_that_exists_is_left_alone(self, run, practice):
        before = practice.read_bytes()
        ran = run("new", "ecei-labels", "-o", practice)
        assert refused(ran, f"{practice} exists already. Nothing was written;")
        assert practice.read_bytes() == before

    @pytest.mark.parametrize("name", ["a.pdf", "a", "a.excellence.zip"])
    def test_the_name_of_a_document_has_its_ending(self, run, desk, name):
        ran = run("new", "ecei-labels", "-o", name)
        assert refused(ran, "A document's name ends in .excellence: ")
        assert list(desk.iterdir()) == []

    def test_a_set_that_there_is_not(self, run, desk):
        ran = run("new", "ecei-lables", "-o", "a.excellence")
        assert refused(ran, 'There is no criteria set "ecei-lables". Did you mean "ecei-labels"?')
        assert list(desk.iterdir()) == []

    def test_a_set_with_problems(self, run, desk):
        (desk / "bad.yaml").write_text("format: 1\nset: {id: bad}\n")
        ran = run("new", "bad.yaml", "-o", "a.excellence")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("bad.yaml:")
        assert "More: excellence explain " in ran.err
        assert not (desk / "a.excellence").exists()

    def test_from_an_earlier_assessment(self, run, practice, desk):
        made = run(
            *("new", "ecei-labels", "-o", "next.excellence"),
            *("--from", practice, "--date", "2028-10-01"),
        )
        assert made.code == 0
        old, new = stored(practice), stored(desk / "next.excellence")
        assert new.answers == old.answers
        assert new.profile == old.profile
        assert new.declarations == {}  # they are made for a day
        assert [copy.dated for copy in new.earlier] == [date(2025, 1, 21), date(2026, 11, 16)]
        assert new.dated == date(2028, 10, 1)

    def test_the_earlier_assessment_lies_before(self, run, practice, desk):
        ran = run(
            *("new", "ecei-labels", "-o", "next.excellence"),
            *("--from", practice, "--date", "2026-11-16"),
        )
        assert refused(ran, "The date must lie after that of the earlier assessment, 16 November")
        assert not (desk / "next.excellence").exists()


class TestAnswer:
    """The command `answer`."""

    @pytest.mark.parametrize(
        ("question", "value", "kept", "said"),
        [
            ("4.1.6", "2", 2, "Level 2: Checked once a year"),
            ("1.1.0", "yes", True, "Yes"),
            ("1.1.0", "no", False, "No"),
            ("2.2.1", "2,5", Fraction(5, 2), "2.5 full-time equivalents"),
            ("3.2/part", "120000", Fraction(120000), "120,000 EUR of …"),
        ],
    )
    def test_a_value(self, run, blank, question, value, kept, said):
        assert run("answer", blank, question, value) == (0, f"Saved. {question}: {said}\n", "")
        assert stored(blank).answers[question].value == kept

    def test_a_note_and_evidence(self, run, blank):
        ran = run(
            *("answer", blank, "4.1.6", "2", "--note", "Every autumn"),
            *("--evidence", "Minutes", "--evidence", "Report"),
        )
        assert ran.code == 0
        held = stored(blank)
        answer = held.answers["4.1.6"]
        assert (answer.value, answer.note) == (2, "Every autumn")
        assert sorted(held.evidence[e].title for e in answer.evidence) == ["Minutes", "Report"]

    def test_a_note_alone_leaves_the_question_open(self, run, blank):
        ran = run("answer", blank, "4.1.6", "--note", "Ask the chair")
        assert ran == (0, "Saved. 4.1.6: Not answered\n", "")
        assert stored(blank).answers["4.1.6"].status is AnswerStatus.UNANSWERED

    def test_unknown_does_not_apply_and_taken_back_are_three_things(self, run, practice):
        before = {
            "4.1.6": "Level 1: Checked when a funder asks",
            "4.5": "Level 4: Results on record",
            "5.3": "Level ",
        }
        for question, arguments, now in (
            ("4.1.6", ["--unknown"], "Unknown"),
            (
                "4.5",
                ["--not-applicable", "Four participants"],
                "Does not apply: Four participants",
            ),
            ("5.3", ["--clear"], "Not answered"),
        ):
            said = run("answer", practice, question, *arguments).out
            assert said.startswith(f"Saved. {question}: {now} (before: {before[question]}")
        answers = stored(practice).answers
        assert answers["4.1.6"].status is AnswerStatus.UNKNOWN
        assert answers["4.5"].status is AnswerStatus.NOT_APPLICABLE
        assert answers["5.3"].value is None
        assert answers["5.3"].note  # a note stays

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["4.1.6", "9"], '"9" is not a level of 4.1.6. Enter a number from 0 to 4.'),
            (["4.1.6", "-1"], '"-1" is not a level of 4.1.6. Enter a number from 0 to 4.'),
            (["4.1.6", "--", "-1"], '"-1" is not a level of 4.1.6. Enter a number from 0 to 4.'),
            (["4.1.6", ""], '"" is not a level of 4.1.6.'),
            (["2.2.1", "-0.5"], "2.2.1 needs a number of at least 0."),
            (["2.2.1", "two"], '"two" is not a number.'),
            (["1.1.0", "perhaps"], '"perhaps" does not answer 1.1.0. Enter yes or no.'),
            (["3.2", "1"], "3.2 is a share: enter 3.2/part and 3.2/whole."),
            (["4.1.66", "1"], 'There is no question "4.1.66" in this criteria set. Did you mean'),
            (["4.1.1", "--not-applicable", "No"], "4.1.1 always applies;"),
            (["4.5", "--not-applicable", " "], "Please give a reason why 4.5 does not apply."),
            (["4.1.6", "2", "--evidence", " "], "Please give the evidence a title."),
        ],
    )
    def test_what_cannot_be_stored_changes_nothing(self, run, blank, arguments, sentence):
        before = blank.read_bytes()
        assert refused(run("answer", blank, *arguments), sentence)
        assert blank.read_bytes() == before

    def test_a_part_larger_than_its_whole(self, run, blank):
        run("answer", blank, "3.2/part", "120000")
        before = blank.read_bytes()
        ran = run("answer", blank, "3.2/whole", "1000")
        assert refused(ran, "The part of 3.2 (120,000) is larger than its whole (1,000).")
        assert blank.read_bytes() == before

    def test_when_it_returns_another_process_reads_the_answer(self, run, blank):
        assert run("answer", blank, "4.1.6", "3", "--note", "Now").code == 0
        read = [sys.executable, "-m", "excellence_app", "show", str(blank), "--json"]
        done = subprocess.run(read, capture_output=True, check=True, timeout=60)
        answer = json.loads(done.stdout)["answers"]["4.1.6"]
        assert (answer["value"], answer["note"]) == (3, "Now")

    @pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is a thing of Linux")
    def test_it_is_on_the_disk_before_anything_is_said(self, blank):
        command = [sys.executable, "-m", "excellence_app", "answer", str(blank), "4.1.6", "3"]
        with Path("/dev/full").open("w") as nowhere:
            done = subprocess.run(
                command, stdout=nowhere, stderr=subprocess.PIPE, text=True, check=False, timeout=60
            )
        assert done.returncode == 1
        assert done.stderr.startswith("What this command prints could not be written")
        assert done.stderr.count("\n") == 1
        assert stored(blank).answers["4.1.6"].value == 3


class TestAnswerFile:
    """The command `answer --from`."""

    def test_many_at_once(self, run, blank, desk):
        (desk / "answers.yaml").write_text(ANSWERS)
        ran = run("answer", blank, "--from", "answers.yaml")
        assert ran == (0, "6 questions answered and saved.\n", "")
        answers = stored(blank).answers
        assert answers["1.1.0"].value is True
        assert answers["3.2/whole"].value == 400000
        assert answers["4.1.6"].note == "Board review every autumn"
        assert answers["4.5"].justification == "The cluster has four participants"
        assert answers["2.7"].status is AnswerStatus.UNKNOWN

    def test_all_of_it_or_nothing_with_the_place_of_each_mistake(self, run, blank, desk):
        (desk / "answers.yaml").write_text(
            ANSWERS + '"4.1.66": 2\n"5.3": 9\n"5.2": {vlaue: 2}\n"5.1": [1]\n'
        )
        before = blank.read_bytes()
        ran = run("answer", blank, "--from", "answers.yaml")
        assert (ran.code, ran.out) == (1, "")
        lines = ran.err.split("\n")
        places = [line for line in lines if line.startswith("answers.yaml:")]
        assert places == [
            "answers.yaml:13:1: error [unknown-question]",
            "answers.yaml:14:8: error [answer-refused]",
            "answers.yaml:15:9: error [unknown-key]",
            "answers.yaml:16:8: error [wrong-type]",
        ]
        assert 'Did you mean "4.1.6"?' in ran.err
        assert 'Did you mean "value"?' in ran.err
        assert '"9" is not a level of 5.3. Enter a number from 0 to 4.' in ran.err
        assert blank.read_bytes() == before

    def test_each_kind_of_mistake_has_a_page(self, run, blank, desk):
        (desk / "answers.yaml").write_text('"4.1.66": 2\n"5.3": 9\n"5.2": {vlaue: 2}\n')
        ran = run("answer", blank, "--from", "answers.yaml")
        codes = [
            line.removeprefix("More: excellence explain ")
            for line in ran.err.split("\n")
            if line.startswith("More: ")
        ]
        assert codes == ["answer-refused", "unknown-key", "unknown-question"]
        assert [run("explain", code).code for code in codes] == [0, 0, 0]


class TestSet:
    """The command `set`, with each kind of key."""

    @pytest.mark.parametrize(
        ("key", "value", "read"),
        [
            ("name", "New name", lambda held: held.profile.name == "New name"),
            ("date", "2026-12-01", lambda held: held.dated == date(2026, 12, 1)),
            ("target", "silver", lambda held: held.target == "silver"),
            (
                "person",
                "Ana Example, cluster manager",
                lambda held: (
                    [(p.name, p.role) for p in held.people] == [("Ana Example", "cluster manager")]
                ),
            ),
            (
                "held.bronze",
                "2025-01-31",
                lambda held: (
                    [(x.label, x.since, x.until) for x in held.labels_held]
                    == [("bronze", date(2025, 1, 31), date(2027, 1, 31))]
                ),
            ),
            (
                "held.silver",
                "2025-01-31 2026-01-30",
                lambda held: (
                    [(x.since, x.until) for x in held.labels_held]
                    == [(date(2025, 1, 31), date(2026, 1, 30))]
                ),
            ),
        ],
    )
    def test_a_fact(self, run, blank, key, value, read):
        assert run("set", blank, key, value) == (0, f"Saved: {key} is {value}.\n", "")
        assert read(stored(blank))

    def test_an_entry_of_the_profile_and_its_end(self, run, blank):
        ran = run("set", blank, "country", "Croatia")
        assert ran == (0, "Saved in the profile: country is Croatia.\n", "")
        assert stored(blank).profile.facts == {"country": "Croatia"}
        ran = run("set", blank, "country", "")
        assert ran == (0, "The profile has no entry country any more.\n", "")
        assert stored(blank).profile.facts == {}

    def test_a_word_like_one_of_ours(self, run, blank):
        ran = run("set", blank, "taget", "gold")
        assert ran.out == 'Saved in the profile: taget is gold.\nDid you mean "target"?\n'

    @pytest.mark.parametrize(
        ("key", "value", "sentence"),
        [
            ("date", "2026-13-01", '"2026-13-01" is not a date. Write year, month and day,'),
            ("target", "glod", 'There is no label "glod" in this criteria set. Did you mean'),
            ("person", ", manager", "Please give the name of the person."),
            ("held.bronce", "2025-01-31", 'There is no label "bronce" in this criteria set.'),
            ("held", "2025-01-31", "Name the label as well, such as held.bronze."),
            ("held.", "2025-01-31", "Name the label as well, such as held.bronze."),
            ("held.bronze", "January", '"January" is not a date.'),
            ("held.bronze", "2025-01-31 2024-01-31", "The end of a label cannot lie before its"),
            ("held.bronze", "", "No such date is recorded for the label Bronze."),
            ("legal form", "GmbH", '"legal form" cannot name an entry of the profile.'),
        ],
    )
    def test_what_cannot_be_stored_changes_nothing(self, run, blank, key, value, sentence):
        before = blank.read_bytes()
        assert refused(run("set", blank, key, value), sentence)
        assert blank.read_bytes() == before


class TestDeclare:
    """The command `declare`."""

    @pytest.mark.parametrize(("entered", "value"), [("yes", True), ("NO", False), (" no ", False)])
    def test_a_statement(self, run, blank, entered, value):
        assert run("declare", blank, "eligible", entered).code == 0
        assert stored(blank).declarations == {"eligible": value}

    @pytest.mark.parametrize(("word", "value"), [("yes", True), ("no", False)])
    def test_the_words_of_the_language_will_do(self, run, blank, word, value):
        entered = Words("de").text(word)
        assert run("declare", blank, "eligible", entered, "--language", "de").code == 0
        assert stored(blank).declarations == {"eligible": value}

    def test_it_is_seen_in_the_result(self, run, blank):
        assert run("declare", blank, "eligible", "no").out == "Saved: eligible is no.\n"
        text = run("score", blank).out
        assert "Not met" in text
        assert "not true" in text

    def test_neither_yes_nor_no(self, run, blank):
        ran = run("declare", blank, "eligible", "perhaps")
        assert refused(ran, '"perhaps" is neither yes nor no.')

    def test_a_statement_that_there_is_not(self, run, blank):
        ran = run("declare", blank, "elgible", "yes")
        assert refused(ran, 'There is no statement "elgible" in this criteria set. Did you mean')


class TestImprove:
    """The command `improve`."""

    def test_description_and_effect_may_come_one_after_the_other(self, run, blank):
        ran = run("improve", blank, "2.5", "--description", "Visits")
        assert ran == (0, "Saved: improvement of 2.5.\n", "")
        run("improve", blank, "2.5", "--effect", "Projects")
        (one,) = stored(blank).improvements
        assert (one.indicator, one.description, one.effect) == ("2.5", "Visits", "Projects")

    def test_the_rule_of_silver_counts_it(self, run, practice):
        run("improve", practice, "2.5", "--effect", "")
        text = run("explain", practice, "silver/improved").out
        assert "(2 of 3)" in " ".join(text.split())
        run("improve", practice, "2.4", "--description", "Seats", "--effect", "More voices")
        text = run("explain", practice, "silver/improved").out
        assert "(3 of 3)" in " ".join(text.split())

    def test_nothing_said_is_wrong_use(self, run, blank):
        ran = run("improve", blank, "2.5")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("Give --description, --effect, or both.")

    def test_an_indicator_that_there_is_not(self, run, blank):
        ran = run("improve", blank, "2.55", "--effect", "x")
        assert refused(
            ran, 'There is no indicator "2.55" in this criteria set. Did you mean "2.5"?'
        )


class TestAdjust:
    """The command `adjust`."""

    def test_every_result_says_so(self, run, practice):
        ran = run("adjust", practice, "4.1.6", "gold", "1", "--source", "Official text, page 12")
        assert ran.out == (
            "Saved: Gold asks for level 1 of 4.1.6, from: Official text, page 12.\n"
        )
        text = run("score", practice).out
        assert "6 gaps to the thresholds of Gold" in text
        assert "\nResults use entered thresholds for 4.1.6.\n" in text
        why = " ".join(run("explain", practice, "4.1.6").out.split())
        assert "Gold asks for level 1. Met." in why
        assert (
            "This threshold was entered for this assessment, from: Official text, page 12." in why
        )
        assert "The set's own value is level 3." in why
        assert "Entered thresholds are used for 4.1.6." in run("explain", practice, "gold").out
        assert "4.1.6, Gold: level 1 (Official text, page 12)" in run("show", practice).out
        data = json.loads(run("score", practice, "--json").out)
        gold = next(label for label in data["labels"] if label["id"] == "gold")
        assert gold["adjustments"] == ["4.1.6"]
        (asked,) = [t for t in gold["thresholds"] if t["indicator"] == "4.1.6"]
        assert (asked["adjusted"], asked["source"]) == (True, "Official text, page 12")

    def test_points(self, run, practice):
        ran = run("adjust", practice, "4.1.6", "gold", "2.5 points", "--source", "Letter")
        assert ran.out == "Saved: Gold asks for 2.5 points of 4.1.6, from: Letter.\n"
        (held,) = stored(practice).adjustments
        assert (held.level, held.points, held.made) == (None, Fraction(5, 2), date.today())

    def test_a_knock_out_stays_one(self, run, practice):
        run("adjust", practice, "1.1.2", "silver", "4", "--source", "Official text")
        text = run("score", practice).out
        assert "1 gap to the thresholds of Silver" in text
        assert "knock-out, entered threshold" in text

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["4.1.6", "gold", "9"], "4.1.6 has the levels 0 to 4; there is no level 9."),
            (["4.1.6", "gold", "-1"], '"-1" is not a threshold.'),
            (
                ["4.1.6", "gold", "9 points"],
                "4.1.6 has at most 5 points; 9 cannot be asked of it.",
            ),
            (["4.1.6", "gold", "high"], '"high" is not a threshold. Write a level, such as 3, or'),
            (
                ["4.1.6", "glod", "2"],
                'There is no label "glod" in this criteria set. Did you mean',
            ),
            (["4.1.66", "gold", "2"], 'There is no indicator "4.1.66" in this criteria set. Did'),
        ],
    )
    def test_what_cannot_be_stored_changes_nothing(self, run, blank, arguments, sentence):
        before = blank.read_bytes()
        assert refused(run("adjust", blank, *arguments, "--source", "Text"), sentence)
        assert blank.read_bytes() == before

    def test_a_source_has_to_be_named(self, run, blank):
        ran = run("adjust", blank, "4.1.6", "gold", "2", "--source", " ")
        assert refused(ran, "Please say where this threshold stands: document, edition and page.")


def test_every_change_is_in_the_log(run, blank):
    run("answer", blank, "4.1.6", "2")
    run("set", blank, "target", "gold")
    run("declare", blank, "eligible", "yes")
    log = assessment_file.read(blank).log
    kinds = [json.loads(line)["edit"] for line in log.lines.splitlines()]
    assert kinds == ["new", "answer", "target", "declare"]
