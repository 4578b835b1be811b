"""What Check answers, Evidence and History list, without a window."""

import shutil
from datetime import date

import pytest

from excellence_app.domain.assessment import EvidenceState
from excellence_app.language.catalogues import Words
from excellence_app.language.changes import Telling
from excellence_app.locations import resources_folder
from excellence_app.session import (
    checking,
    edits,
    evidence,
    evidence_files,
    evidence_rows,
    history_rows,
    showing,
    snapshot,
)
from excellence_app.session.checking import Lacking, Standing
from excellence_app.session.evidence_rows import EvidenceStanding
from excellence_app.session.session import AssessmentSession

WORDS = Words()
PRACTICE = resources_folder() / "practice" / "adriatic-mechatronics.excellence"


@pytest.fixture
def session(tmp_path):
    path = tmp_path / PRACTICE.name
    shutil.copyfile(PRACTICE, path)
    path.chmod(0o600)
    with AssessmentSession.open(path, change=True) as session:
        yield session


def shown(session, words=WORDS):
    return showing.shown(session, words)


def kinds(session, **missing):
    return [(one.kind, one.item) for one in checking.unfinished(shown(session), missing)]


def test_what_is_not_finished_is_listed_where_it_can_be_finished(session):
    card = session.score()
    expected = [(Lacking.ANSWER, one) for one in card.unanswered]
    expected += [(Lacking.KNOWLEDGE, one) for one in card.unknown]
    assert kinds(session) == expected
    session.change(edits.name_cluster, "")
    session.change(edits.mark_later, "2.1", later=True)
    found = kinds(session, e1="Plan")
    assert (Lacking.NAME, "") in found
    assert (Lacking.LATER, "2.1") in found
    assert found[-1] == (Lacking.FILE, "e1")
    pages = {one.page for one in checking.unfinished(shown(session), {"e1": "Plan"})}
    assert pages == {"profile", "questions", "evidence"}


def test_an_open_question_that_is_marked_is_listed_once(session):
    question = session.score().unanswered[0]
    session.change(edits.mark_later, question, later=True)
    assert [item for _, item in kinds(session)].count(question) == 1


def test_a_question_set_aside_without_a_reason_is_listed(session):
    aside = next(one for one in session.criteria.questions if one.may_not_apply)
    session.change(edits.not_applicable, aside.id, "It has no branch office.")
    assert (Lacking.REASON, aside.id) not in kinds(session)


def test_warnings_of_a_report_are_sentences(session):
    assert checking.report_warnings(shown(session)) == (
        "2 questions have no answer. The report says so.",
    )
    session.change(evidence.list_evidence, "Half-yearly report", state=EvidenceState.PROMISED)
    for question in (*session.score().unanswered, *session.score().unknown):
        session.change(edits.answer, question, "1")
    assert checking.report_warnings(shown(session)) == ("1 item of evidence is only promised.",)


def test_a_row_has_the_whole_note_and_how_much_evidence_there_is(session):
    note = "Forty-nine of the members replied in writing.\n" * 4
    session.change(edits.note, "2.1", note)
    count = len(session.assessment.answers["2.1"].evidence)
    row = checking.answer_row(shown(session), "2.1")
    assert count > 1
    assert row.note == f"{count} items of evidence · {' '.join(note.split())}"


def test_every_answer_has_a_row_in_its_group(session):
    now = shown(session)
    groups = checking.answer_groups(now)
    assert [group.key for group in groups] == [one.id for one in session.criteria.dimensions]
    rows = {one: checking.answer_row(now, one) for group in groups for one in group.questions}
    assert list(rows) == [one.id for one in session.criteria.questions]
    assert rows["2.1"].answer.startswith("Level 3")
    assert rows["2.1"].standing is Standing.MET
    assert rows["1.2"].standing is Standing.ASIDE
    gaps = session.score().label(session.target).gaps
    short = {
        row.question.split(".k")[0] for row in rows.values() if row.standing is Standing.SHORT
    }
    assert {gap.indicator for gap in gaps if gap.indicator in rows} & short
    assert not rows["2.1"].later
    session.change(edits.mark_later, "2.1", later=True)
    assert checking.answer_row(shown(session), "2.1").later


def test_rows_of_evidence_follow_the_questions(session):
    rows = evidence_rows.evidence_rows(shown(session))
    assert len(rows) == len(session.assessment.evidence)
    order = {one.id: n for n, one in enumerate(session.criteria.questions)}
    firsts = [min(order[use] for use in row.uses) for row in rows]
    assert firsts == sorted(firsts)
    numbers = evidence_rows.counts(rows)
    assert sum(numbers.values()) == len(rows)
    seen = evidence_rows.filtered(rows, EvidenceStanding.SEEN, "")
    assert len(seen) == numbers[EvidenceStanding.SEEN]
    about = evidence_rows.filtered(rows, None, "2.2 contracts")
    assert [row.title for row in about] == ["Contracts of the team"]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"place": "plan.pdf", "file": "ab" * 32, "size": 1_200_000}, "PDF, 1.2 MB"),
        ({"place": "wall.JPG", "file": "ab" * 32, "size": 10}, "Picture, 10 bytes"),
        ({"place": "x.dwg", "file": "ab" * 32, "size": 1000}, "DWG file, 1 kB"),
        ({"place": "https://example.org/a/b"}, "Link to example.org"),
        ({"place": "Shelf 3"}, "At: Shelf 3"),
        ({}, "Named only, without a file"),
        (
            {"state": EvidenceState.PROMISED, "due": date(2026, 12, 1)},
            "Promised until 1 December 2026",
        ),
    ],
)
def test_an_item_is_described_in_a_few_words(session, about, said):
    session.change(evidence.list_evidence, "Something new", **about)
    item = evidence.evidence_called(session.assessment, "Something new")
    assert evidence_rows.about_item(shown(session), item) == said


def test_a_file_that_is_gone_is_told_whatever_its_state(session):
    session.change(evidence.list_evidence, "Plan", place="plan.pdf", file="ab" * 32, size=9)
    rows = evidence_rows.evidence_rows(shown(session), {"ab" * 32})
    row = next(one for one in rows if one.title == "Plan")
    assert row.standing is EvidenceStanding.NOT_FOUND
    assert "not used yet" in row.spoken


def test_who_and_when(session):
    def said(state, **more):
        item = next(iter(session.assessment.evidence))
        session.change(evidence.evidence_state, item, state, **more)
        return evidence_rows.who_and_when(shown(session), session.assessment.evidence[item])

    day = date(2026, 12, 1)
    assert said(EvidenceState.LISTED) == ""
    assert said(EvidenceState.PROMISED, day=day) == "Until 1 December 2026"
    assert said(EvidenceState.SEEN, day=day) == "On 1 December 2026"
    assert said(EvidenceState.SEEN, person="expert") == "By Cluster expert (fictional)"
    text = "By Cluster expert (fictional), until 1 December 2026"
    assert said(EvidenceState.PROMISED, person="expert", day=day) == text


def test_files_come_out_as_they_went_in(session, tmp_path):
    source = tmp_path / "notes.txt"
    source.write_bytes(b"Seen in May.")
    (taken,) = evidence_files.take_in(session, [source])
    session.change(
        evidence.list_evidence, "Notes", place=taken.name, file=taken.sha256, size=taken.size
    )
    item = evidence.evidence_called(session.assessment, "Notes")
    for _ in range(2):  # staged, then in the document
        assert evidence_files.content(session, item) == b"Seen in May."
        session.save()
    folder = tmp_path / "out"
    folder.mkdir()
    assert evidence_files.copy_all(session, folder) == 1
    assert evidence_files.copy_all(session, folder) == 1
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == {
        "notes.txt": b"Seen in May.",
        "notes 2.txt": b"Seen in May.",
    }


def test_changes_are_told_and_found_by_person_and_question(session):
    session.change(edits.answer, "2.1", "1")
    session.change(edits.note, "4.1.6", "Asked the board.")
    session.undo()
    past = history_rows.whole_past(session)
    told = Telling(WORDS, session.criteria, past.known)
    rows = [history_rows.row_of(told, session, line) for line in past.lines[:3]]
    assert [row.name for row in rows] == [
        "Taken back: Note on 4.1.6",
        "Note on 4.1.6",
        "Answer 2.1",
    ]
    assert rows[2].told[0].startswith('from "Level 3')
    assert (rows[2].page, rows[2].item) == ("questions", "2.1")
    own = rows[0].actor
    assert set(history_rows.actors(past.lines)) == {own, "practice"}
    assert len(history_rows.chosen(told, past.lines, actor=own)) == 3
    about = history_rows.chosen(told, past.lines, actor=own, text="4.1")
    assert [line.item for line in about] == ["4.1.6", "4.1.6"]
    assert history_rows.chosen(told, past.lines, actor=own, text="4.10") == ()
    words = history_rows.chosen(told, past.lines, text="taken NOTE")
    assert len(words) == 1


def test_a_snapshot_stays_what_it_was_and_may_speak_another_language(session):
    before = snapshot.snapshot(session)
    german = snapshot.in_language(session, "de")
    session.change(edits.answer, "2.1", "1")
    assert before.assessment.answers["2.1"].value == 3
    assert not before.may_change
    assert german.assessment.answers["2.1"].value == 3
    assert german.criteria.dimensions[0].title != session.criteria.dimensions[0].title
    assert german.criteria.id == session.criteria.id
