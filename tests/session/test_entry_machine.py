"""Every edit of every kind of question can be undone, and copies that went apart merge."""

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from excellence_app.domain.instances import Entries
from excellence_app.domain.messages import Refused
from excellence_app.engine.scoring import evaluate
from excellence_app.locations import STATE_VARIABLE
from excellence_app.session import edits, entry_edits
from excellence_app.session.history import History, Step
from excellence_app.session.pasting import paste
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.records import difference, in_order
from tests.session.test_entry_edits import SET
from tests.session.test_pasting import blank

SURVEY = Path(__file__).with_name("survey.yaml")

ENTRY = st.sampled_from(["C.2[1]", "C.2[2]", "C.2[7]", "C.4[1]", "C.4[2]", "C.8[1]"])
TEXTS = {
    "C.1": ["0", "1", "3", "6", "9"],
    "C.2[1]/name": ["Marine", ""],
    "C.2[2]/region": ["north", "South"],
    "C.2[7]/signed": ["yes", "no"],
    "C.2[1]/amount/part": ["1", "3"],
    "C.2[1]/amount/whole": ["2", "4"],
    "C.2[2]/events[1]/what": ["Fair"],
    "C.3": ["markets, time", "none", "other", ""],
    "C.3/markets": ["Two fairs", ""],
    "C.3/other": ["The weather"],
    "C.4[2]/day": ["28.2.2026", "30.2.2026"],
    "C.4[2]/guests": ["2,5"],
    "C.5": ["One; Two", ""],
    "C.6": ["2026-01-01"],
    "C.7": ["both", "alone"],
    "C.8[1]/where": ["There"],
}
ANSWERS = st.sampled_from(sorted(TEXTS)).flatmap(
    lambda key: st.tuples(st.just(edits.answer), st.just(key), st.sampled_from(TEXTS[key]))
)
QUESTION = st.sampled_from(["C.1", "C.2", "C.2[1]/name", "C.3", "C.4", "C.5", "C.7", "C.8"])
OTHERS = st.one_of(
    st.tuples(st.just(entry_edits.add_entry), st.sampled_from(["C.2", "C.4", "C.8"])),
    st.tuples(st.sampled_from([entry_edits.duplicate_entry, entry_edits.remove_entry]), ENTRY),
    st.tuples(st.just(entry_edits.move_entry), ENTRY),
    st.tuples(st.just(edits.clear_answer), st.one_of(QUESTION, ENTRY)),
    st.tuples(st.just(edits.unknown), QUESTION),
    st.tuples(st.just(edits.note), QUESTION, st.just("A note")),
    st.tuples(
        st.just(entry_edits.tick),
        st.just("C.3"),
        st.sampled_from(["markets", "other", "none"]),
        st.booleans(),
    ),
    st.tuples(
        st.just(lambda *given: paste(*given).edit),
        st.just("C.4"),
        st.sampled_from(["A\t1.1.2026\nB\tsoon", "C", "\t\t3"]),
    ),
)
MOVES = st.lists(st.one_of(ANSWERS, OTHERS), max_size=25)


def assert_sound(assessment):
    """Assert that nothing lies in a case that is not there, and that all of it can be scored."""
    ranked = Entries(assessment.answers)
    for key in assessment.answers:
        start, is_inside, _ = key.rpartition("]/")
        if is_inside and assessment.answers[key].value is not None:
            whole = SET.question_of(start.rpartition("[")[0])
            assert ranked.place(whole, start.rpartition("[")[2]) is not None, key
    card = evaluate(SET, assessment)
    assert 0 <= card.answered <= card.asked


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(MOVES)
def test_every_edit_is_one_step_back_and_forth(moves):
    present = blank()
    history = History(present)
    states = [present]
    for function, *arguments in moves:
        try:
            edit = function(SET, present, *arguments)
        except Refused:
            continue
        after = in_order(edit.apply(present))
        old, new = difference(present, after)
        if new:
            history.push(Step(edit.kind, edit.item, old, new), after)
            states.append(after)
            present = after
            assert_sound(present)
    for state in reversed(states[:-1]):
        assert history.undo() is not None
        assert history.present == state
    assert history.undo() is None
    for state in states[1:]:
        assert history.redo() is not None
        assert history.present == state


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],  # shrinking real files takes minutes
)
@given(st.integers(1, 3), st.integers(1, 3), st.booleans())
def test_cases_and_rows_that_two_people_add_are_all_there_after_merging(mine, theirs, number):
    folder = Path(tempfile.mkdtemp())
    before = os.environ.get(STATE_VARIABLE)
    os.environ[STATE_VARIABLE] = str(folder / "state")
    try:
        path, copy = folder / "one.excellence", folder / "other.excellence"
        with AssessmentSession.create(path, str(SURVEY), dated=date(2026, 6, 1)) as made:
            if number:
                made.change(edits.answer, "C.1", "1")
                made.save()
        shutil.copyfile(path, copy)
        added = {}
        for file, count, name in ((path, mine, "mine"), (copy, min(theirs, 4 - mine), "theirs")):
            with AssessmentSession.open(file, change=True) as session:
                for n in range(count):
                    for question, cell in (("C.4", "name"), ("C.8", "where")):
                        if question == "C.8" and n:
                            continue
                        edit = entry_edits.add_entry(SET, session.assessment, question)
                        session.apply(edit)
                        key = f"{edit.item}/{cell}"
                        session.change(edits.answer, key, f"{name} {n}")
                        added[key] = f"{name} {n}"
                if number:  # both describe the case that the number made
                    session.change(
                        edits.answer, f"C.2[1]/{'name' if name == 'mine' else 'region'}", "north"
                    )
                session.save()
        with AssessmentSession.open(path, change=True) as session:
            session.merge(copy)
            answers = session.assessment.answers
            assert {key: answers[key].value for key in added} == added
            assert session.assessment.conflicts == {}
            ranked = Entries(answers)
            rows = [one.key for one in ranked.of(SET.question_by_id["C.4"])]
            assert len(rows) == len({key for key in added if key.startswith("C.4")})
            if number:
                assert [one.key for one in ranked.of(SET.question_by_id["C.2"])] == ["1"]
                assert {answers["C.2[1]/name"].value, answers["C.2[1]/region"].value} == {"north"}
            session.undo()
            assert not any(
                value.startswith("theirs")
                for key, value in added.items()
                if key in session.assessment.answers
            )
    finally:
        del os.environ[STATE_VARIABLE]
        if before is not None:
            os.environ[STATE_VARIABLE] = before
        shutil.rmtree(folder)
