"""Earlier versions and other copies of a document, and the proof that it is as it was written."""

import re
import shutil
import zipfile
from dataclasses import replace

import pytest

from excellence_app.storage import assessment_file
from excellence_app.storage.document import attachment_part
from excellence_app.storage.log import LogEntry

PLACE = "answers/4.1.6/value"
LEVEL_2 = "Level 2: Checked once a year"


def stored(document):
    """Return what the file of a document holds."""
    return assessment_file.read(document).assessment


@pytest.fixture
def twice(run, blank, at):
    """Return a document that Ana has answered one question of, twice, at her own computer."""
    at("ana")
    for level in ("1", "2", "3"):
        assert run("answer", blank, "4.1.6", level).code == 0
    return blank


def cut_off(document):
    """Damage a document as a copy does that stopped in the middle."""
    data = document.read_bytes()
    document.write_bytes(data[: len(data) // 2])


def written_again(document, change):
    """Write the parts of a package anew, each as `change` (of its name and data) says."""
    with zipfile.ZipFile(document) as package:
        parts = [(one, package.read(one)) for one in package.infolist()]
    with zipfile.ZipFile(document, "w") as package:
        for about, data in parts:
            package.writestr(about, change(about.filename, data))


class TestVersions:
    """The command `versions`."""

    def test_each_with_number_date_person_and_answers(self, run, twice):
        ran = run("versions", twice)
        assert (ran.code, ran.err) == (0, "")
        head, row, *rest = ran.out.rstrip("\n").split("\n")
        assert head.split() == ["Version", "Last", "change", "By", "Answered", "Size"]
        assert re.match(r" +1  [0-9]+ [A-Z][a-z]{2} [0-9]{4}, [0-9:]{5}  ana +1 +[0-9.]+ kB$", row)
        assert rest == []

    def test_none_is_kept_of_a_new_document(self, run, at):
        at("ivo")
        run("new", "ecei-labels", "-o", "new.excellence")
        assert run("versions", "new.excellence") == (
            0,
            "This computer keeps no earlier version of new.excellence.\n",
            "",
        )

    def test_other_copies_are_named_with_what_to_type(self, run, twice, desk):
        (desk / "older one.excellence").write_bytes(twice.read_bytes())
        copy = desk / "newer.excellence"
        copy.write_bytes(twice.read_bytes())
        run("answer", copy, "5.3", "1")
        run("answer", twice, "2.7", "--unknown")
        (desk / "stranger.excellence").write_bytes(b"PK\x03\x04" + b"x" * 200)
        ran = run("versions", "blank.excellence")
        assert ran.out.partition("\n\n")[2] == (
            "Other copies of this document beside it:\n"
            "– newer.excellence: 1 change that blank.excellence does not have\n"
            "– older one.excellence: nothing new\n"
            "To merge them:\n"
            "  excellence merge blank.excellence newer.excellence\n"
        )

    def test_of_a_damaged_document(self, run, twice):
        cut_off(twice)
        ran = run("versions", twice)
        assert ran.code == 0
        assert "  ana  " in ran.out
        assert ran.err.startswith(f"{twice} is damaged: it was cut off")

    def test_of_a_file_that_was_never_ours(self, run, desk):
        (desk / "x.excellence").write_bytes(b"something else")
        ran = run("versions", "x.excellence")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("x.excellence is not a document of Excellence.")


class TestRestore:
    """The command `restore`."""

    def test_an_earlier_version_is_one_step_that_can_be_taken_back(self, run, twice):
        ran = run("restore", twice, "1")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"Version 1 is restored.\n  4.1.6: {LEVEL_2} (before: Level 3")
        assert stored(twice).answers["4.1.6"].value == 2
        assert "Go back to the version of " in run("history", twice, "--last", "1").out
        assert run("undo", twice).out.startswith("Taken back: Go back to the version of ")
        assert stored(twice).answers["4.1.6"].value == 3

    def test_the_same_again_changes_nothing(self, run, twice):
        run("restore", twice, "1")
        run("restore", twice, "1")
        entries = assessment_file.read(twice).log.entries
        run("undo", twice)
        run("redo", twice)
        assert stored(twice).answers["4.1.6"].value in {2, 3}
        assert assessment_file.read(twice).log.entries == entries + 2

    def test_into_a_file_of_its_own(self, run, twice, desk):
        before = twice.read_bytes()
        ran = run("restore", twice, "1", "-o", "before.excellence")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(
            "Version 1 is written to before.excellence: 1 question answered, last changed "
        )
        assert ran.out.endswith(" by ana.\n")
        assert stored(desk / "before.excellence").answers["4.1.6"].value == 2
        assert twice.read_bytes() == before

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("blank.excellence", "blank.excellence exists already."),
            ("before.pdf", 'A document\'s name ends in .excellence: "before.excellence".'),
        ],
    )
    def test_no_other_file_is_replaced(self, run, twice, target, said):
        before = twice.read_bytes()
        ran = run("restore", twice, "1", "-o", target)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(said)
        assert twice.read_bytes() == before

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            ("99", "There is no version 99 of this document."),
            ("0", "There is no version 0 of this document."),
            ("one", '"one" is no number of a version.'),
        ],
    )
    def test_a_version_that_there_is_not(self, run, twice, number, said):
        before = twice.read_bytes()
        ran = run("restore", twice, number)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(said)
        assert twice.read_bytes() == before

    def test_a_damaged_document_is_kept_beside(self, run, twice, desk):
        cut_off(twice)
        damaged = twice.read_bytes()
        ran = run("restore", "blank.excellence", "1")
        assert (ran.code, ran.err) == (0, "")
        first, second = ran.out.rstrip("\n").split("\n")
        assert first.startswith("blank.excellence is version 1 again: 1 question answered, ")
        kept = re.fullmatch(
            r"The damaged file is kept as (blank \(damaged .*\.excellence)\.", second
        )
        assert kept
        assert (desk / kept[1]).read_bytes() == damaged
        assert stored(twice).answers["4.1.6"].value == 2
        assert run("answer", twice, "4.1.6", "4").code == 0

    def test_a_document_that_is_gone_comes_back(self, run, twice, desk):
        twice.unlink()
        ran = run("restore", "blank.excellence", "1")
        assert (ran.code, ran.err) == (0, "")
        assert stored(twice).answers["4.1.6"].value == 2
        assert [file.name for file in desk.glob("*.excellence")] == ["blank.excellence"]

    def test_a_document_of_a_newer_version_stays(self, run, twice):
        written_again(
            twice,
            lambda name, data: (
                re.sub(rb'"min_reader": \d+', b'"min_reader": 99', data).replace(
                    b'"format": 2', b'"format": 99'
                )
                if name == "manifest.json"
                else data
            ),
        )
        before = twice.read_bytes()
        ran = run("restore", twice, "1")
        assert (ran.code, ran.out) == (1, "")
        assert "needs one that reads format 99" in ran.err
        assert twice.read_bytes() == before


class TestVerify:
    """The command `verify`."""

    def test_a_sound_document(self, run, twice, desk):
        (desk / "minutes.pdf").write_bytes(b"%PDF minutes")
        run("attach", twice, "4.1.6", "minutes.pdf")
        ran = run("verify", twice)
        assert (ran.code, ran.err) == (0, "")
        first, second, third, *_, last = ran.out.rstrip("\n").split("\n")
        assert first == "✓ Answers, criteria and all other parts are as written."
        assert second == "✓ File as taken in: minutes.pdf (12 bytes)."
        assert third.startswith("✓ The history is unbroken. Entries: 5. Last link:")
        assert last == "The document is as it was written."

    def test_a_file_in_it_that_is_damaged(self, run, twice, desk):
        content = b"%PDF minutes of the board"
        (desk / "minutes.pdf").write_bytes(content)
        run("attach", twice, "4.1.6", "minutes.pdf")
        (digest,) = assessment_file.read(twice).attachments
        whole = twice.read_bytes()
        assert whole.count(content) == 1
        twice.write_bytes(whole.replace(content, content.upper()))
        ran = run("verify", twice)
        assert (ran.code, ran.err) == (1, "")
        shown = " ".join(ran.out.split())
        assert "▲" in shown
        assert f"a file kept as evidence is not what was taken in ({digest[:12]})" in shown
        assert shown.endswith("1 thing is not as it was written.")
        listed = run("evidence", twice)
        assert "The file in the document is damaged." in " ".join(listed.out.split())
        assert attachment_part(digest).encode() in whole

    def test_a_history_that_was_changed_afterwards(self, run, twice):
        document = assessment_file.read(twice)
        lines = document.log.lines.replace(b'"value":2', b'"value":4', 1)
        assert lines != document.log.lines
        changed = replace(document, log=document.log._replace(lines=lines))
        assessment_file.write(twice, changed)
        ran = run("verify", twice)
        assert (ran.code, ran.err) == (1, "")
        shown = " ".join(ran.out.split())
        assert "The history was changed afterwards: entry 3 is not as it was written." in shown

    def test_a_history_that_leads_elsewhere(self, run, twice):
        document = assessment_file.read(twice)
        answers = {**document.assessment.answers, "5.3": document.assessment.answers["4.1.6"]}
        changed = replace(document, assessment=replace(document.assessment, answers=answers))
        assessment_file.write(twice, changed)
        ran = run("verify", twice)
        assert (ran.code, ran.err) == (1, "")
        said = "▲ The history does not lead to what the document holds. It differs at: 5.3.\n"
        assert said in ran.out

    def test_a_copy_with_a_forged_history_is_not_offered(self, run, twice, desk):
        document = assessment_file.read(twice)
        forged = desk / "forged.excellence"
        shutil.copyfile(twice, forged)
        run("answer", forged, "5.3", "3")
        theirs = assessment_file.read(forged)
        answers = {**theirs.assessment.answers, "4.2": theirs.assessment.answers["5.3"]}
        changed = replace(theirs, assessment=replace(theirs.assessment, answers=answers))
        assessment_file.write(forged, changed)
        assert document.id == changed.id
        text = " ".join(run("versions", twice).out.split())
        assert "forged.excellence: its history was changed afterwards, so it cannot" in text
        assert "excellence merge" not in text
        said = " ".join(run("merge", twice).err.split())
        assert "forged.excellence was changed afterwards, so it cannot be merged." in said

    def test_a_history_of_nonsense_is_borne(self, run, twice):
        document = assessment_file.read(twice)
        nonsense = [
            LogEntry("x", "eve\x1b", "answer", "4.1.6", {PLACE: 7}, {PLACE: [1, 2]}),
            LogEntry("x", "eve", "mystery\x1b", "i" * 500, {"~~": 1}, {"~~": 2}),
            LogEntry("x", "eve", "merge", "copy", {PLACE: 7}, None),
            LogEntry("x", "eve", "undo answer", "4.1.6", {}, {"answers": 1, "": 2}),
        ]
        log = document.log.with_entries(nonsense)
        assessment_file.write(twice, replace(document, log=log))
        ran = run("history", twice)
        assert (ran.code, ran.err) == (0, "")
        assert "\x1b" not in ran.out
        assert "Answer 4.1.6: no longer known" in ran.out
        assert run("history", twice, "--json").code == 0
        assert run("undo", twice).code in {0, 1}
        assert run("verify", twice).code == 1

    def test_a_part_that_is_damaged_is_named(self, run, twice):
        written_again(
            twice,
            lambda name, data: data.replace(b"11", b"12") if name == "assessment.json" else data,
        )
        ran = run("verify", twice)
        assert (ran.code, ran.out) == (1, "")
        assert f'{twice} is damaged: its part "assessment.json"' in ran.err
        assert "An earlier version of it is kept" in ran.err
