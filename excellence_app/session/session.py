"""One document, open: change it, score it, explain it, plan, print, save."""

import os
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Concatenate, NamedTuple, ParamSpec

from excellence_app.catalog import library
from excellence_app.catalog.library import Loaded
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
from excellence_app.session.edit import Edit
from excellence_app.session.entered import brief, read_line, refuse
from excellence_app.session.history import History, Step
from excellence_app.session.named import label_named, question_named, reference_to, refuse_unknown
from excellence_app.session.replacing import why_not
from excellence_app.storage import assessment_file
from excellence_app.storage.assessment_file import SUFFIX, StoredDocument
from excellence_app.storage.atomic import write_atomically
from excellence_app.storage.cache import SetCache
from excellence_app.storage.lock import DocumentLock
from excellence_app.storage.log import LogEntry
from excellence_app.storage.trouble import UNTOUCHED, StorageTrouble, shown

P = ParamSpec("P")

UNDO, REDO, NEW = "undo", "redo", "new"  # words of the log, beside those of the edits

_NO_SET = (
    N_('There is no criteria set "{id}". The command "excellence list" shows those there are.'),
    N_('There is no criteria set "{id}". Did you mean "{close}"?'),
)


class FileUnusable(Exception):  # noqa: N818 - a finding about a file, not a fault of the program
    """A file of criteria or of answers cannot be used; `problems` says why, with the places."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("the file cannot be used")
        self.problems = problems


class Comparison(NamedTuple):
    """Two assessments of one cluster, the earlier one first, and how each indicator moved."""

    before: Assessment
    after: Assessment
    card_before: ScoreCard
    card_after: ScoreCard
    changes: tuple[Change, ...]


class AssessmentSession:
    """The open document. It is changed in memory by `apply` and on the disk by `save`."""

    def __init__(
        self,
        path: Path,
        document: StoredDocument,
        criteria: CriteriaSet,
        problems: tuple[Problem, ...],
        lock: DocumentLock | None = None,
    ) -> None:
        self.path = path
        self.criteria = criteria
        self.problems = problems
        self._document = document
        self._history = History(document.assessment)
        self._unsaved: list[LogEntry] = []
        self._lock = lock

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
        """Make a new document for a criteria set, given by its id or file, and write it.

        With `earlier` it starts from that document's answers and keeps a dated copy of
        them. Texts of the set are in `language` as far as they are translated. Raises
        `Refused`, `FileUnusable` or `StorageTrouble`.
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
        if earlier is None:
            start = Assessment(reference_to(criteria), dated=dated, practice=practice)
        else:
            old = assessment_file.read(earlier).assessment
            from excellence_app.session.edits import next_assessment  # noqa: PLC0415 - seldom

            start = next_assessment(criteria, old, dated)
        if name:
            start = replace(start, profile=ClusterProfile(read_line(name), start.profile.facts))
        document = StoredDocument(assessment_file.new_id(), start, source)
        session = cls(path, document, criteria, loaded.problems)
        session._record(NEW, criteria.id, None, {"edition": criteria.edition})
        session.save()
        return session

    @classmethod
    def open(cls, path: Path, *, change: bool = False, language: str = "") -> "AssessmentSession":
        """Open a document; with `change` no other process may change it until `close`.

        Texts of its criteria set are in `language` as far as they are translated. Raises
        `StorageTrouble`, or `FileUnusable` if the set in the document cannot be used.
        """
        assessment_file.refuse_what_is_no_file(path)
        lock = DocumentLock(path) if change else None
        if lock is None:
            return cls._opened(path, None, language)
        lock.acquire()
        try:
            return cls._opened(path, lock, language)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _opened(cls, path: Path, lock: DocumentLock | None, language: str) -> "AssessmentSession":
        document = assessment_file.read(path)
        loaded = library.load_bytes(
            document.criteria,
            f"{shown(path)}/criteria.yaml",
            set_id=document.assessment.criteria.id,
            language=language,
            cache=SetCache(),
        )
        if loaded.criteria is None:
            raise FileUnusable(loaded.problems)
        return cls(path, document, loaded.criteria, loaded.problems, lock)

    def close(self) -> None:
        """Let others change the document; what is not saved is lost."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

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
    def saved(self) -> bool:
        """Return whether everything is on the disk."""
        return not self._unsaved

    @property
    def undo_name(self) -> Message | None:
        """Return the name of the change that `undo` takes back, none if there is none."""
        return self._history.undo_name

    @property
    def redo_name(self) -> Message | None:
        """Return the name of the change that `redo` makes again, none if there is none."""
        return self._history.redo_name

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
        """Apply an edit and return what it touched; one that changes nothing leaves no trace."""
        before = self.assessment
        after = edit.apply(before)
        if after != before:
            self._history.push(edit, after)
            self._record(edit.kind, edit.item, edit.old, edit.new)
        return changes_between(before, after)

    def undo(self) -> ChangeSet | None:
        """Take back the last change and return what that touched; none if there is none."""
        step = self._history.undo()
        if step is None:
            return None
        self._record(UNDO, step.edit.item, step.edit.new, step.edit.old)
        return changes_between(step.after, step.before)

    def redo(self) -> ChangeSet | None:
        """Make again what was taken back last and return what that touched; none if nothing."""
        step: Step | None = self._history.redo()
        if step is None:
            return None
        self._record(REDO, step.edit.item, step.edit.old, step.edit.new)
        return changes_between(step.before, step.after)

    def stop_merging(self) -> None:
        """Let the next edit be undone on its own, even if it goes on with the last one."""
        self._history.stop_merging()

    def save(self) -> None:
        """Write everything to the disk; when this returns it is there.

        Raises `StorageTrouble`; then the file is as it was and the changes are kept
        in memory, to be saved again.
        """
        if self.saved:
            return
        with nullcontext() if self._lock is not None else DocumentLock(self.path):
            self._document = assessment_file.write(
                self.path, replace(self._document, assessment=self.assessment), self._unsaved
            )
        self._unsaved = []

    def _record(self, edit: str, item: str, old: object, new: object) -> None:
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        self._unsaved.append(LogEntry(now, _actor(), edit, item, old, new))

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

        wanted = target or self.target
        if not wanted:
            refuse(N_("This criteria set has no labels to plan for."))
        label_named(self.criteria, wanted)
        return plan(self.criteria, self.assessment, wanted, by=by)

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
    ) -> bytes:
        """Return a report: "full", "questionnaire" or "documents"; raises `Refused`.

        `form` is "pdf", "docx" or "html". `target` is the label of its roadmap, the
        document's own if none is given, and `by` the day until which it is to be done.
        """
        from excellence_app.reports import assembly  # noqa: PLC0415 - slow, not always needed
        from excellence_app.reports.exporters import EXPORTERS  # noqa: PLC0415 - the same

        render = {exporter.form: exporter.render for exporter in EXPORTERS}[form]

        try:
            wanted = assembly.ReportKind(kind)
        except ValueError:
            known = [known.value for known in assembly.ReportKind]
            refuse(
                N_('There is no report "{kind}"; there are {known}.'),
                kind=brief(kind),
                known=", ".join(known),
            )
        context = assembly.ReportContext(
            criteria=self.criteria,
            assessment=self.assessment,
            scorecard=self.score(),
            words=words,
            kind=wanted,
            roadmap=self.plan(target, by) if target or self.target else None,
            earlier=self._earlier_card(),
        )
        return render(assembly.assemble(context))

    def _earlier_card(self) -> ScoreCard | None:
        earlier = self.assessment.earlier
        return evaluate(self.criteria, earlier[-1]) if earlier else None

    def write_file(self, path: Path, data: bytes) -> None:
        """Write a report or a table to a file, in place of an older one of that name.

        Documents are never overwritten. Raises `StorageTrouble`.
        """
        real = Path(os.path.realpath(path))
        if real.suffix == SUFFIX or real == Path(os.path.realpath(self.path)):
            raise StorageTrouble(
                Message(
                    N_("{file} is a document; a report would replace it."), {"file": shown(path)}
                ),
                path,
                safe=UNTOUCHED,
                advice=Message(N_("Please choose another name.")),
            )
        obstacle = why_not(real, data)
        if obstacle is not None:
            raise StorageTrouble(
                Message(obstacle, {"file": shown(path)}),
                path,
                safe=UNTOUCHED,
                advice=Message(N_("Please choose another name.")),
            )
        write_atomically(path, data, private=False)


def form_of(path: Path) -> str:
    """Return the form of report that a file of that name is to hold: PDF unless it says other."""
    from excellence_app.reports.exporters import EXPORTERS  # noqa: PLC0415 - not always needed

    ending = path.suffix.lower()
    return next((one.form for one in EXPORTERS if ending in one.endings), "pdf")


def load_set(wanted: str, language: str = "") -> Loaded:
    """Return a criteria set by the id of one of ours, or by its file, with its texts translated.

    Raises `Refused` for an unknown id and `FileUnusable` for a file that cannot be used.
    """
    path = library.find(wanted)
    if path is None:
        if Path(wanted).suffix != library.SUFFIX:
            refuse_unknown(_NO_SET, wanted, [known.stem for known in library.available()])
        path = Path(wanted)
    loaded = library.load(path, language=language, cache=SetCache())
    if loaded.criteria is None:
        raise FileUnusable(loaded.problems)
    return loaded


def _actor() -> str:
    """Return the name under which the person at this computer is known."""
    from getpass import getuser  # noqa: PLC0415 - needed only for changes

    try:
        return getuser().encode("utf-8", "replace").decode("utf-8")
    except (ImportError, KeyError, OSError):
        return "unknown"
