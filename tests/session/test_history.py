"""Undo and redo against a plain model: a list of states and a place in it."""

from hypothesis import given
from hypothesis import strategies as st

from excellence_app.domain.assessment import Assessment, ClusterProfile, CriteriaReference
from excellence_app.session.history import History, Step, steps_of
from excellence_app.storage.log import Log, LogEntry, read_log
from excellence_app.storage.records import difference

START = Assessment(CriteriaReference("tiny", "1", "0" * 64))


def named(name):
    return Assessment(START.criteria, profile=ClusterProfile(name))


def push(history, name, merge_key="", kind="name"):
    after = named(name)
    old, new = difference(history.present, after)
    return history.push(Step(kind, name, old, new, merge_key), after)


actions = st.lists(
    st.one_of(
        st.tuples(st.just("push"), st.text("abc", min_size=1, max_size=3)),
        st.just(("undo", "")),
        st.just(("redo", "")),
    ),
    max_size=40,
)


@given(actions)
def test_it_does_what_a_list_of_states_does_and_the_log_gives_the_steps_again(steps):
    history = History(START)
    states, place = [START], 0
    log = Log()

    def note(edit, step, before):
        nonlocal log
        old, new = difference(before, history.present)
        entry = LogEntry("2026-06-01T10:00:00+02:00", "a", edit, step.item, old, new)
        log = log.with_entries([entry])

    for action, name in steps:
        before = history.present
        match action:
            case "push":
                if named(name) == before:
                    continue
                push(history, name)
                states = [*states[: place + 1], named(name)]
                place += 1
                note("name", history.next_undo, before)
            case "undo":
                found = history.undo()
                assert (found is None) == (place == 0)
                place = max(0, place - 1)
                if found:
                    note("undo name", found, before)
            case "redo":
                found = history.redo()
                assert (found is None) == (place == len(states) - 1)
                place = min(len(states) - 1, place + 1)
                if found:
                    note("redo name", found, before)
        assert history.present == states[place]
        assert (history.next_undo is None) == (place == 0)
        assert (history.next_redo is None) == (place == len(states) - 1)
    again = History(history.present, *steps_of(read_log(log)))
    while (one := history.undo()) is not None:
        other = again.undo()
        assert (one.item, one.old, one.new) == (other.item, other.old, other.new)
        assert again.present == history.present
    assert again.undo() is None
    while history.redo() is not None:
        again.redo()
        assert again.present == history.present
    assert again.redo() is None


def test_steps_say_what_they_are_about():
    history = History(START)
    push(history, "one")
    push(history, "two")
    assert history.next_undo.item == "two"
    history.undo()
    assert (history.next_undo.item, history.next_redo.item) == ("one", "two")


def test_typing_is_one_step():
    history = History(START)
    push(history, "a")
    assert [push(history, name, merge_key="name") for name in ("C", "Co", "Coast")] == [
        False,
        True,
        True,
    ]
    history.undo()
    assert history.present.profile.name == "a"
    history.redo()
    assert history.present.profile.name == "Coast"


def test_what_interrupts_typing_ends_the_step():
    history = History(START)
    push(history, "C", merge_key="name")
    history.stop_merging()
    push(history, "Co", merge_key="name")
    history.undo()
    assert history.present.profile.name == "C"
    history.redo()
    push(history, "Coast", merge_key="name")
    history.undo()
    assert history.present.profile.name == "Co"
    push(history, "x", merge_key="other")
    push(history, "y", merge_key="name")
    history.undo()
    assert history.present.profile.name == "x"


def test_a_step_goes_back_without_what_others_changed_meanwhile():
    history = History(START)
    push(history, "Coast")
    merged = Assessment(START.criteria, profile=ClusterProfile("Coast"), target="gold")
    old, new = difference(history.present, merged)
    history.push(Step("merge", "copy", old, new), merged)
    history.undo()
    history.push(Step("merge", "copy", old, new), merged)
    again = History(merged, [Step("name", "Coast", *difference(START, named("Coast")))])
    again.undo()
    assert (again.present.profile.name, again.present.target) == ("", "gold")


def test_what_makes_the_document_cannot_be_taken_back():
    made = LogEntry("2026-06-01T10:00:00+02:00", "a", "new", "tiny", None, {"target": "gold"})
    named_it = LogEntry(
        "2026-06-01T10:00:00+02:00",
        "a",
        "name",
        "profile",
        {"profile/name": None},
        {"profile/name": "C"},
    )
    more = named_it._replace(old={"profile/name": "C"}, new={"profile/name": "Co"}, more=True)
    done, undone = steps_of(read_log(Log().with_entries([made, named_it, more])))
    assert (len(done), undone) == (1, [])
    assert (done[0].old, done[0].new) == ({"profile/name": None}, {"profile/name": "Co"})
