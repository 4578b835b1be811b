"""A sitting against a plain model: change, undo, redo, save, crash, reopen, merge."""

import itertools
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from excellence_app.locations import STATE_VARIABLE
from excellence_app.session import edits, evidence, roadmap_edits
from excellence_app.session.session import AssessmentSession
from excellence_app.storage import assessment_file
from excellence_app.storage.log import first_break

TINY = Path(__file__).with_name("tiny.yaml")
MINE = st.sampled_from(["1.1", "2.3.a"])  # questions that this person answers
THEIRS = "2.3.b"  # the one that the other person answers


class Sitting(RuleBasedStateMachine):
    """One person at a document, another one at a copy of it.

    The model is a list of assessments and the place of the present one in it; what the other
    person has answered is kept apart from both, since it comes in from the side.
    """

    @initialize()
    def make(self):
        self.folder = Path(tempfile.mkdtemp())
        self.before = os.environ.get(STATE_VARIABLE)
        os.environ[STATE_VARIABLE] = str(self.folder / "state")
        self.path = self.folder / "cluster.excellence"
        made = AssessmentSession.create(self.path, str(TINY), dated=date(2026, 6, 1))
        made.close()
        self.session = AssessmentSession.open(self.path, change=True)
        self.states, self.place = [self.session.assessment], 0
        self.numbers = itertools.count()

    def teardown(self):
        if hasattr(self, "session"):
            self.session.close()
            if self.before is None:
                del os.environ[STATE_VARIABLE]
            else:
                os.environ[STATE_VARIABLE] = self.before
            shutil.rmtree(self.folder)

    def moved(self, touched):
        """Note that the session has made a step, unless it changed nothing."""
        if touched.answers or touched.fields:
            self.states = [*self.states[: self.place + 1], self.session.assessment]
            self.place += 1

    @rule(key=MINE, value=st.sampled_from(["yes", "no"]))
    def answer(self, key, value):
        self.session.stop_merging()
        expected = value == "yes"
        self.moved(self.session.change(edits.answer, key, value))
        assert self.session.assessment.answers[key].value is expected

    @rule(title=st.sampled_from(["Minutes", "Budget", "List"]), key=MINE)
    def add_evidence(self, title, key):
        self.moved(self.session.change(evidence.add_evidence, key, title))

    @rule(title=st.sampled_from(["Minutes", "Budget", "List"]), key=MINE)
    def remove_evidence(self, title, key):
        named = self.session.assessment.answers.get(key)
        titles = (
            [self.session.assessment.evidence[item].title for item in named.evidence]
            if named
            else []
        )
        if title in titles:
            self.moved(self.session.change(evidence.remove_evidence, key, title))

    @rule(key=MINE, later=st.booleans())
    def mark(self, key, later):
        self.moved(self.session.change(edits.mark_later, key, later))

    @rule(title=st.sampled_from(["Meet", "Talk"]))
    def add_action(self, title):
        self.moved(self.session.change(roadmap_edits.add_own_action, title))

    @rule()
    def move_the_last_action_up(self):
        actions = self.session.assessment.roadmap
        if len(actions) > 1:
            move = roadmap_edits.move_action
            self.moved(self.session.change(move, actions[-1].id, before=actions[0].id))

    @rule(words=st.lists(st.sampled_from("abc"), min_size=2, max_size=4))
    def type_a_name(self, words):
        self.session.stop_merging()
        typed = ["Coast " + "".join(words[: count + 1]) for count in range(len(words))]
        touched = [self.session.change(edits.name_cluster, name).fields for name in typed]
        if any(touched):
            self.states = self.states[: self.place + 1]
        if self.session.assessment != self.states[self.place]:
            self.states.append(self.session.assessment)
            self.place += 1

    @rule()
    def undo(self):
        done = self.session.undo()
        assert (done is None) == (self.place == 0)
        self.place = max(0, self.place - 1)

    @rule()
    def redo(self):
        done = self.session.redo()
        assert (done is None) == (self.place == len(self.states) - 1)
        self.place = min(len(self.states) - 1, self.place + 1)

    @rule()
    def save(self):
        self.session.save()
        assert self.session.saved
        assert assessment_file.read(self.path).assessment == self.session.assessment

    @rule(written=st.booleans())
    def crash(self, written):
        """End as by kill -9 when all is in the journal: what was done can still be undone."""
        if written:
            self.session.save()
        self.session.keep()
        saving, self.session._saving = self.session._saving, None  # noqa: SLF001 - no close
        saving._journal.release(clean=False)  # noqa: SLF001 - as the system does at the end
        self.session = AssessmentSession.open(self.path, change=True)

    @rule()
    def close_and_open(self):
        self.session.save()
        self.session.close()
        self.session = AssessmentSession.open(self.path, change=True)
        self.states, self.place = [self.session.assessment], 0

    @rule(value=st.sampled_from(["yes", "no"]))
    def somebody_else_writes_the_file(self, value):
        """Another computer, which has the last version of the file, writes it back changed."""
        self.session.save()
        self.answered_elsewhere(self.copied(), value)
        before = self.session.assessment
        self.session.stop_merging()
        self.moved(self.session.change(edits.name_cluster, f"Name {next(self.numbers)}"))
        self.session.save()
        after = self.session.assessment
        assert after.answers[THEIRS].value is (value == "yes")
        rest = {key: one for key, one in after.answers.items() if key != THEIRS}
        assert rest == {key: one for key, one in before.answers.items() if key != THEIRS}
        if after != self.states[self.place]:  # what came in is a step of its own
            self.states = [*self.states[: self.place + 1], after]
            self.place += 1

    @rule(value=st.sampled_from(["yes", "no"]))
    def crash_while_somebody_else_writes_the_file(self, value):
        """Keep both what only the journal has and what came meanwhile."""
        self.session.save()
        copy = self.copied()
        self.session.stop_merging()
        self.moved(self.session.change(edits.name_cluster, f"Name {next(self.numbers)}"))
        self.session.keep()
        mine = self.session.assessment
        saving, self.session._saving = self.session._saving, None  # noqa: SLF001 - no close
        saving._journal.release(clean=False)  # noqa: SLF001 - as the system does at the end
        self.answered_elsewhere(copy, value)
        self.session = AssessmentSession.open(self.path, change=True)
        found = self.session.assessment
        assert found.profile == mine.profile
        assert found.answers[THEIRS].value is (value == "yes")
        rest = {key: one for key, one in found.answers.items() if key != THEIRS}
        assert rest == {key: one for key, one in mine.answers.items() if key != THEIRS}
        assert found.conflicts == {}
        self.close_and_open()

    def copied(self):
        """Return a copy of the file, as another computer has it."""
        copy = self.folder / "elsewhere" / "cluster.excellence"
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(self.path, copy)
        return copy

    def answered_elsewhere(self, copy, value):
        """Answer in the copy on another computer, and put that in the place of the file."""
        mine = os.environ[STATE_VARIABLE]
        os.environ[STATE_VARIABLE] = str(self.folder / "state elsewhere")
        with AssessmentSession.open(copy, change=True) as other:
            other.change(edits.answer, THEIRS, value)
            other.save()
        os.environ[STATE_VARIABLE] = mine
        shutil.move(copy, self.path)

    @invariant()
    def it_is_what_the_model_says(self):
        if hasattr(self, "session"):
            assert self.session.assessment == self.states[self.place]
            assert (self.session.undo_name is None) == (self.place == 0)
            assert (self.session.redo_name is None) == (self.place == len(self.states) - 1)
            assert first_break(self.session.document.log) is None


TestSitting = Sitting.TestCase
TestSitting.settings = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],  # shrinking real files takes minutes
)
