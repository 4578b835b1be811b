"""One document, open: change it, score it, explain it, plan, print, save."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from excellence_app.domain.assessment import (
    Assessment,
    ChangeSet,
    ClusterProfile,
    changes_between,
)
from excellence_app.domain.criteria import CriteriaSet, Question
from excellence_app.domain.messages import N_, Message
from excellence_app.domain.problems import Problem
from excellence_app.domain.results import Change, Roadmap, ScoreCard, Trace
from excellence_app.engine.comparing import compare
from excellence_app.engine.scoring import evaluate
from excellence_app.language.catalogues import Words
from excellence_app.session.change_names import REDO, UNDO, name_of
from excellence_app.session.edit import Edit
from excellence_app.session.entered import brief, read_line, refuse
from excellence_app.session.history import MERGE, History, Step
from excellence_app.session.named import label_named, question_named, reference_to
from excellence_app.session.opened import Opened, seen, whole
from excellence_app.session.sets import FileUnusable, load_set, set_in
from excellence_app.session.who import account, now
from excellence_app.storage.assessment_file import SUFFIX, StoredDocument
from excellence_app.storage.assessment_json import Damage
from excellence_app.storage.lock import PATIENCE
from excellence_app.storage.log import LogEntry, LogLine, read_log
from excellence_app.storage.records import (
    Records,
    change_set,
    difference,
    in_order,
    without_settled,
)
from excellence_app.storage.trouble import StorageTrouble, shown

if TYPE_CHECKING:  # what changes a document is loaded when one is changed
    from excellence_app.reports.blocks import Picture
    from excellence_app.reports.choices import Choices
    from excellence_app.session.saving import SaveState, Saving

P = ParamSpec("P")
T = TypeVar("T")


class Comparison(NamedTuple):
    """Two assessments of one cluster, the earlier one first, and how each indicator moved."""

    before: Assessment
    after: Assessment
    card_before: ScoreCard
    card_after: ScoreCard
    changes: tuple[Change, ...]


class AssessmentSession:
    """The open document. It is changed in memory by `apply` and on the disk by `save`.

    Opened `in_background` it saves by itself: each change is on its way to the disk when `apply`
    returns, and `save_state` tells how far it has come. `restored` tells what a crash had left,
    and `damaged` where a journal is kept that could not be read to its end.
    """

    def __init__(
        self,
        path: Path,
        opened: Opened,
        criteria: CriteriaSet,
        problems: tuple[Problem, ...],
        saving: "Saving | None" = None,
    ) -> None:
        self.path = path
        self.criteria = criteria
        self.problems = problems
        self.restored = opened.restored
        self.damaged = opened.damaged
        self._opened = opened
        self._history = History(opened.assessment, *opened.steps)
        self._saving = saving
        self._actor = "" if saving is None else account()
        self._merges_seen = 0 if saving is None else saving.merged
        self._planned_of: Assessment | None = None
        self._plans: dict[tuple[object, ...], object] = {}

    @classmethod
    def create(
        cls,
        path: Path,
        criteria_set: str,
        *,
        name: str = "",
        dated: date | None = None,
        earlier: Path | None = None,
        practice: bool = False,
        language: str = "",
    ) -> "AssessmentSession":
        """Make a new document for a criteria set, given by its id or file, and open it.

        With `earlier` it starts from that document's answers and keeps a dated copy of
        them. Texts of the set are in `language` as far as they are translated. When this
        returns, the document is on the disk and open for changes. Raises `Refused`,
        `FileUnusable` or `StorageTrouble`.
        """
        if path.suffix != SUFFIX:
            refuse(
                N_('A document\'s name ends in {suffix}: "{name}".'),
                suffix=SUFFIX,
                name=f"{brief(path.stem)}{SUFFIX}",
            )
        loaded = load_set(criteria_set, language)
        criteria, source = loaded.criteria, loaded.source
        if criteria is None or source is None:
            raise FileUnusable(loaded.problems)
        old = None
        if earlier is None:
            start = Assessment(reference_to(criteria), dated=dated, practice=practice)
        else:
            from excellence_app.session.edits import next_assessment  # noqa: PLC0415 - seldom needed, and every start does without it

            old = seen(earlier)
            start = next_assessment(criteria, old.assessment, dated)
        if name:
            start = replace(start, profile=ClusterProfile(read_line(name), start.profile.facts))
        from excellence_app.session import beginning  # noqa: PLC0415 - not needed to read

        files = None if earlier is None or old is None else (earlier, old.document.attachments)
        opened, saving = beginning.make(path, start, source, files)
        return cls(path, opened, criteria, loaded.problems, saving)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        change: bool = False,
        in_background: bool = False,
        patience: float = PATIENCE,
        whole_history: bool = False,
        language: str = "",
        on_change: Callable[[], None] | None = None,
    ) -> "AssessmentSession":
        """Open a document, to be read only, or with `change` to be changed.

        What a crash has left in the journal is in it, and `restored` tells of that. To change
        it, the document's lock is waited for `patience` seconds at most. `undo` goes back to the
        opening, and with `whole_history` to the making of the document. With `in_background`
        it is saved in threads, which call `on_change` when `save_state` changes. Texts of
        the criteria set are in `language` as far as they are translated.

        Raises `StorageTrouble` (`Busy` if it is open elsewhere), or `FileUnusable` if the
        set in the document cannot be used.
        """
        if not change:
            opened = seen(path)
            return cls(path, opened, *set_in(opened.document, path, language))
        from excellence_app.session import beginning  # noqa: PLC0415 - not needed to read

        saving, opened, found = beginning.take_up(
            path,
            patience=patience,
            whole_history=whole_history,
            language=language,
            in_background=in_background,
            on_change=on_change,
        )
        session = cls(path, opened, *found, saving)
        if in_background:
            saving.start()
        return session

    def close(self) -> None:
        """Let others change the document.

        Of a sitting in the background everything is saved first; raises `StorageTrouble` if
        that fails, and then the journal has it. Of another one, what is not saved is lost.
        """
        saving, self._saving = self._saving, None
        if saving is None:
            return
        in_background = saving.in_background
        saving.stop()
        try:
            if in_background:
                saving.save()
        finally:
            saving.release(keep_files=self._history.next_redo is not None)

    def __enter__(self) -> "AssessmentSession":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def assessment(self) -> Assessment:
        """Return the assessment as it is now, with what is not saved yet."""
        return self._history.present

    @property
    def document(self) -> StoredDocument:
        """Return the document as its file has it."""
        return self._opened.document if self._saving is None else self._saving.document

    def log_lines(self) -> list[LogLine]:
        """Return everything that was ever changed, also what is not in the file yet.

        Raises `StorageTrouble` if a stranger has made a history that cannot be read.
        """
        saving = self._saving
        log = whole(self._opened).log if saving is None else saving.log
        try:
            return read_log(log)
        except Damage as damage:
            raise StorageTrouble(
                Message(
                    N_("The history in {file} cannot be read at entry {number}."),
                    {"file": shown(self.path), "number": damage.place},
                ),
                self.path,
            ) from damage

    @property
    def may_change(self) -> bool:
        """Return whether the document was opened to be changed."""
        return self._saving is not None

    @property
    def saved(self) -> bool:
        """Return whether everything is in the document's file."""
        return self._saving is None or self._saving.in_document

    @property
    def save_state(self) -> "SaveState | None":
        """Return how far the changes have come, none for a document that is only read."""
        return None if self._saving is None else self._saving.state

    @property
    def undo_name(self) -> Message | None:
        """Return the name of the change that `undo` takes back, none if there is none."""
        return self._name(self._history.next_undo)

    @property
    def redo_name(self) -> Message | None:
        """Return the name of the change that `redo` makes again, none if there is none."""
        return self._name(self._history.next_redo)

    def _name(self, step: Step | None) -> Message | None:
        return None if step is None else name_of(self.criteria, *step[:4])

    def change(
        self,
        make: Callable[Concatenate[CriteriaSet, Assessment, P], Edit],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> ChangeSet:
        """Make an edit, such as `edits.answer`, for this document and apply it.

        Returns what it touched; raises `Refused`.
        """
        return self.apply(make(self.criteria, self.assessment, *arguments, **named))

    def apply(self, edit: Edit) -> ChangeSet:
        """Apply an edit and return what it touched; one that changes nothing leaves no trace.

        Raises `Refused` if the document is only read.
        """
        saving = self._to_change()
        before = self.assessment
        after = without_settled(before, in_order(edit.apply(before)))
        old, new = difference(before, after)
        if not new:
            return NOTHING
        step = Step(edit.kind, edit.item, old, new, edit.merge_key)
        more = self._history.push(step, after)
        self._record(saving, edit.kind, edit.item, (old, new), (before, after), more=more)
        return change_set(new, before, after)

    def undo(self) -> ChangeSet | None:
        """Take back the last change and return what that touched; none if there is none."""
        return self._go(UNDO, self._history.undo)

    def redo(self) -> ChangeSet | None:
        """Make again what was taken back last and return what that touched; none if nothing."""
        return self._go(REDO, self._history.redo)

    def _go(self, direction: str, go: Callable[[], Step | None]) -> ChangeSet | None:
        saving = self._to_change()
        before = self.assessment
        step = go()
        if step is None:
            return None
        after = self.assessment
        old, new = difference(before, after)
        edit = f"{direction} {step.kind}"
        self._record(saving, edit, step.item, (old, new), (before, after))
        return changes_between(before, after)

    def _record(
        self,
        saving: "Saving",
        edit: str,
        item: str,
        change: tuple[Records, Records | None],
        states: tuple[Assessment, Assessment],
        *,
        more: bool = False,
    ) -> None:
        entry = LogEntry(now(), self._actor, edit, item, *change, more, self._opened.sitting)
        saving.record(entry, *states)

    def _to_change(self) -> "Saving":
        if self._saving is None:
            refuse(N_("This document is open to be read only."))
        return self._saving

    def stop_merging(self) -> None:
        """Let the next edit be undone on its own, even if it goes on with the last one."""
        self._history.stop_merging()

    def save(self) -> None:
        """Write everything into the document; when this returns it is on the disk.

        What others have written into it meanwhile is merged, and can be undone as one step.
        Raises `StorageTrouble`; then the file is as it was, and the changes are kept in the
        journal, or at least in memory, to be saved again.
        """
        saving = self._saving
        if saving is None:
            return
        saving.save()
        if self.take_in() is not NOTHING:
            saving.save_what_is_left()

    def merge(self, *copies: Path) -> ChangeSet:
        """Merge other copies of the document into it, as one step, and return what that touched.

        Where both say something different, both are kept (`Assessment.conflicts`). Raises
        `Refused` if one is a copy of another document, before anything is merged, and
        `StorageTrouble`.
        """
        saving = self._to_change()
        from excellence_app.session.copies import merge_all  # noqa: PLC0415 - seldom needed, and every start does without it

        taken = merge_all(saving, self.path, copies)
        touched = self.take_in(", ".join(taken))
        saving.save_what_is_left()
        return touched

    def keep(self) -> None:
        """Make every change safe on the disk, in the journal, without writing the document.

        Raises `StorageTrouble`; then the changes are kept in memory.
        """
        if self._saving is not None:
            self._saving.keep()

    def wait_until_safe(self, patience: float = 60.0) -> bool:
        """Wait until every change is safe on a disk; return whether that came about."""
        return self._saving is None or self._saving.wait_until_safe(patience)

    def take_in(self, copy: str = "") -> ChangeSet:
        """Show what others have written into the document's file meanwhile; return what that is.

        To be called in the window when `save_state` has changed. It is one step for `undo`;
        `copy` is what the step is named after.
        """
        before, saving = self.assessment, self._saving
        if saving is None or saving.merged == self._merges_seen:
            return NOTHING
        self._merges_seen = saving.merged
        after = saving.assessment
        old, new = difference(before, after)
        if not new:
            return NOTHING
        step = Step(MERGE, copy or self.path.name, old, new)
        self._history.stop_merging()
        self._history.push(step, after)
        # The lines that came in say what is new. Said once more here, it would be this person's
        # word against what the others enter next.
        self._record(saving, step.kind, step.item, (old, None), (after, after))
        return changes_between(before, after)

    def score(self, on: date | None = None, lifted: Mapping[str, int] | None = None) -> ScoreCard:
        """Return the result on a day, the assessment's own if none is given.

        `lifted` maps indicators to levels that planned actions bring them to.
        """
        return evaluate(self.criteria, self.assessment, on=on, lifted=lifted)

    def explain(self, subject: str, on: date | None = None) -> Trace:
        """Return why the figure of an id is what it is; raises `Refused` for an unknown one."""
        from excellence_app.engine.tracing import explain  # noqa: PLC0415 - not needed to score

        return explain(self.criteria, self.assessment, subject, on=on)

    def question(self, key: str) -> Question:
        """Return the question of an answer key or question id; raises `Refused`."""
        return question_named(self.criteria, key)

    def speak(self, language: str) -> None:
        """Have the texts of the criteria set in another language; raises `FileUnusable`."""
        self.criteria, self.problems = set_in(self.document, self.path, language)
        self._plans.clear()

    @property
    def target(self) -> str:
        """Return the label that is worked towards: the one chosen, else the set's last one.

        A criteria set names its labels in the order in which clusters reach them; a
        survey has none, and the answer is empty.
        """
        labels = [label.id for label in self.criteria.labels]
        chosen = self.assessment.target
        if chosen in labels:
            return chosen
        return labels[-1] if labels else ""

    def plan(self, target: str | None = None, by: date | None = None) -> Roadmap:
        """Return the way to a label, the document's own target if none is given.

        Raises `Refused` for an unknown label, or if the set has none.
        """
        from excellence_app.engine.planning import plan  # noqa: PLC0415 - not needed to score

        wanted, until = self._to_plan_for(target), by or self.assessment.roadmap_by
        make = partial(plan, self.criteria, self.assessment, wanted, by=until)
        return self._once(("plan", wanted, until), make)

    def roadmap(
        self,
        target: str | None = None,
        *,
        by: date | None = None,
        today: date | None = None,
        by_start: bool = False,
    ) -> Roadmap:
        """Return the way to a label: what the cluster has planned, else the proposal.

        With `by_start` its actions stand in the order in which they can begin.

        `by` counts before the day in the document; what was due before `today` is overdue.
        Raises `Refused` as `plan` does.
        """
        if not self.assessment.roadmap:
            proposed = self.plan(target, by)
            return self._by_start(proposed) if by_start else proposed
        from excellence_app.engine.planning import follow  # noqa: PLC0415 - not needed to score

        wanted = self._to_plan_for(target)
        assessment = self.assessment
        if by is not None:
            assessment = replace(assessment, roadmap_by=by)
        make = partial(follow, self.criteria, assessment, wanted, today=today)
        own = self._once(("follow", wanted, by, today), make)
        if not by_start:
            return own
        from excellence_app.engine.planning import by_start as in_time  # noqa: PLC0415 - as above
        from excellence_app.session.roadmap_edits import keep_order  # noqa: PLC0415 - as above

        arranged = keep_order(self.criteria, assessment, in_time(own)).apply(assessment)
        return follow(self.criteria, arranged, wanted, today=today)

    def _by_start(self, proposed: Roadmap) -> Roadmap:
        """Return a proposal with the same actions in the order in which they can begin."""
        from excellence_app.engine.planning import by_start, plan  # noqa: PLC0415 - not needed to score

        order = by_start(proposed)
        return plan(
            self.criteria,
            self.assessment,
            proposed.target,
            by=proposed.by,
            solve=lambda _: order,
        )

    def roadmap_by_gain(self, target: str | None = None) -> tuple[str, ...]:
        """Return the planned actions that are not done, most gain for least effort first.

        Raises `Refused` as `plan` does.
        """
        from excellence_app.engine.planning import by_gain  # noqa: PLC0415 - not needed to score

        wanted = self._to_plan_for(target)
        return self._once(
            ("by gain", wanted), partial(by_gain, self.criteria, self.assessment, wanted)
        )

    def _once(self, what: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return what is planned for the assessment as it is, worked out until the next change."""
        if self._planned_of is not self.assessment:
            self._planned_of = self.assessment
            self._plans.clear()
        if what not in self._plans:
            self._plans[what] = make()
        return cast("T", self._plans[what])

    def _to_plan_for(self, target: str | None) -> str:
        wanted = target or self.target
        if not wanted:
            refuse(N_("This criteria set has no labels to plan for."))
        label_named(self.criteria, wanted)
        return wanted

    def compare(self, other: "AssessmentSession | None" = None) -> Comparison:
        """Return how the assessment differs from its last earlier copy, or from another document.

        Of two documents the one with the earlier date comes first. Raises `Refused` if
        there is nothing to compare with.
        """
        if other is None:
            if not self.assessment.earlier:
                refuse(
                    N_(
                        "This document holds no earlier assessment. Please name a second "
                        "document to compare with."
                    )
                )
            return self._compared(self.assessment.earlier[-1], self.assessment)
        if other.criteria.id != self.criteria.id:
            refuse(
                N_('These documents answer different criteria sets, "{one}" and "{other}".'),
                one=self.criteria.id,
                other=other.criteria.id,
            )
        first, second = self.assessment, other.assessment
        if first.dated and second.dated and second.dated < first.dated:
            first, second = second, first
        return self._compared(first, second)

    def _compared(self, before: Assessment, after: Assessment) -> Comparison:
        cards = [evaluate(self.criteria, one) for one in (before, after)]
        return Comparison(before, after, cards[0], cards[1], compare(cards[0], cards[1]))

    def report(
        self,
        words: Words,
        kind: str = "full",
        *,
        form: str = "pdf",
        target: str | None = None,
        by: date | None = None,
        choices: "Choices | None" = None,
        logo: bytes | None = None,
    ) -> bytes:
        """Return a report of a kind, one of `report_choices.KINDS`; raises `Refused`.

        `form` is "pdf", "docx" or "html". `target` is the label of its roadmap, the
        document's own if none is given, and `by` the day until which it is to be done.
        `choices` are its chapters and what it leaves out, `logo` is a PNG or JPEG file.
        """
        from excellence_app.reports import assembly  # noqa: PLC0415 - slow, not always needed
        from excellence_app.reports.exporters import EXPORTERS  # noqa: PLC0415 - slow, not always needed

        render = {exporter.form: exporter.render for exporter in EXPORTERS}[form]
        from excellence_app.session.report_choices import kind_for  # noqa: PLC0415 - slow, not always needed
        from excellence_app.session.stands import stands_of  # noqa: PLC0415 - slow, not always needed

        earlier = self.assessment.earlier
        context = assembly.ReportContext(
            criteria=self.criteria,
            assessment=self.assessment,
            scorecard=self.score(),
            words=words,
            kind=kind_for(self.criteria, kind),
            roadmap=self.roadmap(target, by=by) if target or self.target else None,
            earlier=self.earlier_score(),
            choices=assembly.Choices() if choices is None else choices,
            logo=None if logo is None else _read_logo(logo),
            stands=stands_of(self.criteria, self.assessment),
            earlier_stands=stands_of(self.criteria, earlier[-1]) if earlier else {},
        )
        return render(assembly.assemble(context))

    def earlier_score(self) -> ScoreCard | None:
        """Return the result of the last earlier assessment, none if the document has none."""
        earlier = self.assessment.earlier
        return evaluate(self.criteria, earlier[-1]) if earlier else None

    def write_file(self, path: Path, data: bytes) -> None:
        """Write a report or a table to a file, in place of an older one of that name.

        Documents are never overwritten. Raises `StorageTrouble`.
        """
        from excellence_app.session.replacing import write_report  # noqa: PLC0415 - not needed to score

        write_report(path, data, self.path)


def _read_logo(data: bytes) -> "Picture":
    from excellence_app.reports.logo import read_logo  # noqa: PLC0415 - seldom needed, and every start does without it

    return read_logo(data)


def form_of(path: Path) -> str:
    """Return the form of report that a file of that name is to hold: PDF unless it says other."""
    from excellence_app.reports.exporters import EXPORTERS  # noqa: PLC0415 - not always needed

    ending = path.suffix.lower()
    return next((one.form for one in EXPORTERS if ending in one.endings), "pdf")


NOTHING = ChangeSet(frozenset(), frozenset())
