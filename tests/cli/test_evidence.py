"""Evidence: files in the document, links, promises; what is listed, seen, copied out."""

import json
import os
import stat
import sys
from datetime import date

import pytest

from excellence_app.domain.assessment import EvidenceState
from excellence_app.storage import assessment_file


def stored(document):
    """Return what the file of a document holds."""
    return assessment_file.read(document).assessment


def only_item(document):
    """Return the one piece of evidence that a document has."""
    (item,) = stored(document).evidence.values()
    return item


@pytest.fixture
def minutes(desk):
    """Return a file that proves something."""
    path = desk / "minutes.pdf"
    path.write_bytes(b"%PDF minutes of the board")
    return path


def refused(ran, sentence):
    """Hold that a command did nothing and said why in one line."""
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1
    return True


class TestAttach:
    """The command `attach`."""

    def test_a_file_is_copied_into_the_document(self, run, blank, minutes):
        ran = run("attach", blank, "4.1.6", "minutes.pdf", "--title", "Board minutes")
        assert ran == (
            *(0, "Copied into the document for 4.1.6: Board minutes, minutes.pdf (25 bytes).\n"),
            "",
        )
        held = assessment_file.read(blank)
        item = only_item(blank)
        assert held.attachments == {item.file: 25}
        assert (item.place, item.size, item.state) == ("minutes.pdf", 25, EvidenceState.LISTED)
        assert held.assessment.answers["4.1.6"].evidence == (item.id,)
        minutes.unlink()
        with assessment_file.open_attachment(blank, item.file) as content:
            assert content.read() == b"%PDF minutes of the board"

    @pytest.mark.usefixtures("minutes")
    def test_its_title_is_the_name_of_the_file_if_there_is_no_other(self, run, blank):
        ran = run("attach", blank, "4.1.6", "minutes.pdf")
        assert ran.out == "Copied into the document for 4.1.6: minutes.pdf (25 bytes).\n"
        assert only_item(blank).title == "minutes.pdf"

    @pytest.mark.usefixtures("minutes")
    def test_one_content_serves_several_questions_once(self, run, blank):
        run("attach", blank, "4.1.6", "minutes.pdf", "--title", "Minutes")
        run("attach", blank, "5.3", "minutes.pdf", "--title", "Minutes")
        assert len(assessment_file.read(blank).attachments) == 1
        assert len(stored(blank).evidence) == 1
        row = run("evidence", blank).out.split("\n")[1]
        assert row.endswith("  4.1.6, 5.3")

    @pytest.mark.parametrize(
        "link",
        ["https://example.org/minutes", "http://example.org", "mailto:office@example.org"],
    )
    def test_a_link_is_written_down(self, run, blank, link):
        ran = run("attach", blank, "4.1.6", link, "--title", "Page", "--kind", "organ-minutes")
        assert ran == (
            *(0, f"Written down for 4.1.6: Page, Minutes of the organs, {link}.\n"),
            "",
        )
        item = only_item(blank)
        assert (item.place, item.file, item.kind) == (link, "", "organ-minutes")

    def test_a_promise_with_person_and_day(self, run, blank):
        ran = run(
            *("attach", blank, "4.1.6", "--promised-by", "Ana Example"),
            *("--by", "2026-12-01", "--title", "Report"),
        )
        assert ran == (
            0,
            "Written down for 4.1.6: Report, promised by Ana Example until 1 December 2026.\n",
            "",
        )
        item, (person,) = only_item(blank), stored(blank).people
        assert (item.state, item.due, item.person) == (
            *(EvidenceState.PROMISED, date(2026, 12, 1), person.id),
        )
        assert person.name == "Ana Example"

    def test_a_known_person_is_not_entered_twice(self, run, blank):
        run("set", blank, "person", "Ana Example, chair")
        for question in ("4.1.6", "5.3"):
            promised = ("--promised-by", "ana example", "--by", "2026-12-01")
            assert run("attach", blank, question, *promised).code == 0
        assert [person.name for person in stored(blank).people] == ["Ana Example"]

    def test_a_name_that_resembles_a_known_one_is_asked_about(self, run, blank):
        run("set", blank, "person", "Ana Example, chair")
        ran = run("attach", blank, "4.1.6", "--promised-by", "Anna Example", "--by", "2026-12-01")
        assert refused(ran, 'There is no person "Anna Example" in this assessment. Did you mean')

    @pytest.mark.usefixtures("minutes")
    def test_a_promise_is_kept_by_attaching_the_file(self, run, blank):
        promised = ("--promised-by", "Ana", "--by", "2026-12-01", "--title", "Report")
        run("attach", blank, "4.1.6", *promised)
        run("attach", blank, "4.1.6", "minutes.pdf", "--title", "report")
        item = only_item(blank)
        assert (item.title, item.state, item.due, item.person) == (
            *("Report", EvidenceState.LISTED, None, ""),
        )
        assert item.size == 25

    def test_the_title_of_a_promise_may_be_that_of_its_kind(self, run, blank):
        promise = ("--promised-by", "Ana", "--by", "2026-12-01")
        run("attach", blank, "4.1.6", *promise, "--kind", "statutes")
        assert only_item(blank).title == "Statutes and rules of the organs"

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["4.1.66", "minutes.pdf"], 'There is no question "4.1.66" in this criteria set.'),
            (["4.1.6", "missing.pdf"], "missing.pdf does not exist."),
            (["4.1.6", "folder"], "folder is a folder."),
            (["4.1.6", "empty.pdf"], "empty.pdf is empty."),
            (["4.1.6", "javascript:alert(1)"], '"javascript:alert(1)" is no link that can be'),
            (["4.1.6", "ftp://example.org/x"], '"ftp://example.org/x" is no link that can be'),
            (["4.1.6", "file:///etc/passwd"], '"file:///etc/passwd" is no link that can be'),
            (
                ["4.1.6", "minutes.pdf", "--kind", "statuts"],
                'There is no kind of evidence "statut',
            ),
            (["4.1.6", "minutes.pdf", "--title", " "], "Please give the evidence a title."),
            (
                ["4.1.6", "--promised-by", "Ana", "--by", "soon"],
                '"soon" is not a date. Write year, month and day,',
            ),
        ],
    )
    @pytest.mark.usefixtures("minutes")
    def test_what_cannot_be_kept_changes_nothing(self, run, blank, desk, arguments, sentence):
        (desk / "folder").mkdir()
        (desk / "empty.pdf").write_bytes(b"")
        before = blank.read_bytes()
        assert refused(run("attach", blank, *arguments), sentence)
        assert blank.read_bytes() == before

    @pytest.mark.parametrize(
        "arguments",
        [
            ["4.1.6"],
            ["4.1.6", "minutes.pdf", "--promised-by", "Ana", "--by", "2026-12-01"],
            ["4.1.6", "--promised-by", "Ana"],
            ["4.1.6", "--by", "2026-12-01"],
            ["4.1.6", "minutes.pdf", "--by", "2026-12-01"],
        ],
    )
    def test_wrong_use(self, run, blank, arguments):
        ran = run("attach", blank, *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(
            "Give either a file or a link, or both --promised-by and --by. How it is used:"
        )

    @pytest.mark.usefixtures("minutes")
    def test_it_can_be_taken_back_and_made_again(self, run, blank):
        run("attach", blank, "4.1.6", "minutes.pdf")
        assert run("undo", blank).out == (
            'Taken back: Evidence for 4.1.6.\n  Evidence: "minutes.pdf (25 bytes)" removed\n'
        )
        assert assessment_file.read(blank).attachments == {}
        assert run("redo", blank).code == 0
        with assessment_file.open_attachment(blank, only_item(blank).file) as content:
            assert content.read() == b"%PDF minutes of the board"

    def test_files_come_back_after_several_steps(self, run, blank, desk):
        for number in (1, 2, 3):
            (desk / f"{number}.txt").write_text(f"paper {number}")
            assert run("attach", blank, "4.1.6", f"{number}.txt").code == 0
        held = assessment_file.read(blank).attachments
        for command in ("undo", "redo"):
            for _ in range(3):
                assert run(command, blank).code == 0
        assert assessment_file.read(blank).attachments == held
        assert run("verify", blank).code == 0

    @pytest.mark.skipif(sys.platform == "win32", reason="there is no such permission there")
    def test_a_program_is_copied_and_never_started(self, run, blank, desk):
        program = desk / "minutes.sh"
        program.write_text(f"#!/bin/sh\ntouch {desk}/started\n")
        program.chmod(0o755)
        assert run("attach", blank, "4.1.6", "minutes.sh").code == 0
        assert run("evidence", blank, "minutes.sh", "-o", "copy.sh").code == 0
        assert not stat.S_IMODE((desk / "copy.sh").stat().st_mode) & 0o111
        assert not (desk / "started").exists()


class TestEvidence:
    """The command `evidence`."""

    @pytest.fixture
    def listed(self, run, blank, minutes):  # noqa: ARG002 - it is attached
        """Return a document with evidence of each kind."""
        steps = [
            ("attach", blank, "4.1.6", "minutes.pdf"),
            ("attach", blank, "5.3", "https://example.org/survey", "--title", "Survey"),
            ("answer", blank, "4.1.6", "--evidence", "Statutes and rules of the organs"),
            (
                *("attach", blank, "4.1.6", "--title", "Report"),
                *("--promised-by", "Ana", "--by", "2026-12-01"),
            ),
            ("evidence", blank, "Survey", "--seen-by", "Ivo", "--on", "2026-11-20"),
        ]
        for step in steps:
            ran = run(*step)
            assert (ran.code, ran.err) == (0, ""), ran
        return blank

    def test_all_of_it_with_state_place_and_questions(self, run, listed):
        ran = run("evidence", listed)
        assert (ran.code, ran.err) == (0, "")
        rows = [" ".join(line.split()) for line in ran.out.rstrip("\n").split("\n")]
        assert rows == [
            "Evidence State Questions",
            "minutes.pdf listed 4.1.6",
            "minutes.pdf (25 bytes)",
            "Report promised by Ana until 1 December 2026 4.1.6",
            "Statutes and rules of the organs listed 4.1.6",
            "Survey seen on site by Ivo, 20 November 2026 5.3",
            "https://example.org/survey",
        ]

    def test_one_piece(self, run, listed):
        ran = run("evidence", listed, "report")
        assert ran.out.count("\n") == 2
        assert "promised by Ana until 1 December 2026" in ran.out

    def test_for_other_programs(self, run, listed):
        found = json.loads(run("evidence", listed, "--json").out)["evidence"]
        by_title = {one["title"]: one for one in found}
        assert by_title["minutes.pdf"]["file"]["content"] == "whole"
        assert by_title["minutes.pdf"]["file"]["size"] == 25
        assert by_title["Survey"]["link"] == "https://example.org/survey"
        assert by_title["Survey"]["person"] == "Ivo"
        assert by_title["Survey"]["seen"] == "2026-11-20"
        assert by_title["Report"]["due"] == "2026-12-01"

    def test_none_yet(self, run, blank):
        assert run("evidence", blank).out == f"No evidence is listed in {blank} yet.\n"

    def test_seen_today_if_no_day_is_given(self, run, listed):
        days = {date.today()}
        assert run("evidence", listed, "Report", "--seen-by", "ivo").code == 0
        days.add(date.today())
        item = next(one for one in stored(listed).evidence.values() if one.title == "Report")
        assert item.state is EvidenceState.SEEN
        assert item.seen in days
        assert len(stored(listed).people) == 2

    def test_the_state_and_the_kind_can_be_set(self, run, listed):
        ran = run("evidence", listed, "Report", "--state", "listed", "--kind", "statutes")
        assert ran.code == 0
        item = next(one for one in stored(listed).evidence.values() if one.title == "Report")
        assert (item.state, item.due, item.person, item.kind) == (
            *(EvidenceState.LISTED, None, "", "statutes"),
        )
        assert run("undo", listed).out.startswith("Taken back: Evidence: Report.\n")

    def test_a_file_that_is_missing_is_named(self, run, listed, desk):
        from dataclasses import replace  # noqa: PLC0415 - what no command can do

        document = assessment_file.read(listed)
        items = {
            key: replace(item, file="0" * 64) if item.file else item
            for key, item in document.assessment.evidence.items()
        }
        changed = replace(document, assessment=replace(document.assessment, evidence=items))
        assessment_file.write(
            desk / "other.excellence", replace(changed, version="", attachments={})
        )
        ran = run("evidence", "other.excellence")
        assert "The file is missing in the document." in " ".join(ran.out.split())
        found = json.loads(run("evidence", "other.excellence", "--json").out)["evidence"]
        assert [one["file"]["content"] for one in found if one["file"]] == ["missing"]

    def test_the_file_is_copied_out(self, run, listed, desk):
        ran = run("evidence", listed, "minutes.pdf", "-o", "copy.pdf")
        assert ran == (0, "Copied to copy.pdf: minutes.pdf (25 bytes).\n", "")
        assert (desk / "copy.pdf").read_bytes() == b"%PDF minutes of the board"

    @pytest.mark.parametrize(
        ("title", "target", "sentence"),
        [
            ("minutes.pdf", "minutes.pdf", "minutes.pdf exists already."),
            ("minutes.pdf", "blank.excellence", "blank.excellence is a document;"),
            ("minutes.pdf", "missing/copy.pdf", "The folder missing does not exist"),
            ("Survey", "copy.html", 'The document holds no file of "Survey".'),
            ("Surveys", "copy.html", 'There is no evidence "Surveys" in this assessment. Did you'),
        ],
    )
    def test_no_file_is_replaced(self, run, listed, desk, title, target, sentence):
        before = {file.name: file.read_bytes() for file in desk.iterdir() if file.is_file()}
        assert refused(run("evidence", listed, title, "-o", target), sentence)
        after = {file.name: file.read_bytes() for file in desk.iterdir() if file.is_file()}
        assert after == before

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["--seen-by", "Ana"], "Give the title of the evidence as well."),
            (["-o", "x.pdf"], "Give the title of the evidence as well."),
            (["Report", "--on", "2026-01-01"], "--on goes together with --seen-by."),
            (
                ["Report", "--seen-by", "Ana", "--state", "listed"],
                "Give either --seen-by or --state, not both.",
            ),
            (["Report", "--state", "lost"], "--state can be one of: listed, promised, seen."),
        ],
    )
    def test_wrong_use(self, run, listed, arguments, sentence):
        before = listed.read_bytes()
        ran = run("evidence", listed, *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(sentence)
        assert listed.read_bytes() == before

    def test_a_question_shows_its_evidence_with_state_and_file(self, run, listed):
        text = run("show", listed, "4.1.6").out
        assert sorted(text.partition("Evidence:\n")[2].split("\n")[:3]) == [
            "– Report, promised by Ana until 1 December 2026",
            "– Statutes and rules of the organs",
            "– minutes.pdf (25 bytes)",
        ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")
def test_a_fifo_is_not_waited_for(run, blank, desk):
    os.mkfifo(desk / "pipe")
    assert refused(run("attach", blank, "4.1.6", "pipe"), "pipe is not an ordinary file.")
