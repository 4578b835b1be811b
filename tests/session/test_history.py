"""Undo and redo against a plain model: a list of states and a place in it."""

from hypothesis import given
from hypothesis import strategies as st

from excellence_app.domain.assessment import Assessment, ClusterProfile, CriteriaReference
from excellence_app.domain.messages import Message
from excellence_app.session.edit import Edit
from excellence_app.session.history import History

START = Assessment(CriteriaReference("tiny", "1", ""))


def naming(name, merge_key=""):
    def change(before):
        return Assessment(before.criteria, profile=ClusterProfile(name))

    return Edit("name", "profile", Message(name), change, merge_key=merge_key)


def push(history, name, merge_key=""):
    edit = naming(name, merge_key)
    history.push(edit, edit.apply(history.present))


actions = st.lists(
    st.one_of(
        st.tuples(st.just("push"), st.text("abc", min_size=1, max_size=3)),
        st.just(("undo", "")),
        st.just(("redo", "")),
    ),
    max_size=40,
)


@given(actions)
def test_it_does_what_a_list_of_states_does(steps):
    history = History(START)
    states, place = [START], 0
    for action, name in steps:
        match action:
            case "push":
                push(history, name)
                states = [*states[: place + 1], naming(name).apply(START)]
                place += 1
            case "undo":
                found = history.undo()
                assert (found is None) == (place == 0)
                place = max(0, place - 1)
            case "redo":
                found = history.redo()
                assert (found is None) == (place == len(states) - 1)
                place = min(len(states) - 1, place + 1)
        assert history.present == states[place]
        assert (history.undo_name is None) == (place == 0)
        assert (history.redo_name is None) == (place == len(states) - 1)


def test_steps_have_names():
    history = History(START)
    push(history, "one")
    push(history, "two")
    assert history.undo_name.text == "two"
    history.undo()
    assert (history.undo_name.text, history.redo_name.text) == ("one", "two")


def test_typing_is_one_step():
    history = History(START)
    push(history, "a")
    for name in ("C", "Co", "Coast"):
        push(history, name, merge_key="name")
    assert history.undo().before.profile.name == "a"
    assert history.present.profile.name == "a"
    assert history.redo().after.profile.name == "Coast"


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


def test_edits_without_a_key_never_merge():
    history = History(START)
    push(history, "a")
    push(history, "b")
    history.undo()
    assert history.present.profile.name == "a"
