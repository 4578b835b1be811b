"""The commands that are disturbed, and what follows a disturbance. More are welcome here.

Each command is two functions: one makes the place ready, one does the work and reports what
it is about to change and what the program acknowledged. The program is used as the window
and the command line use it.
"""

import contextlib
import hashlib
import io
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from excellence_app.cli import main as command_line
from excellence_app.domain.assessment import Assessment
from excellence_app.domain.messages import Refused
from excellence_app.language.catalogues import Words
from excellence_app.locations import STATE_VARIABLE
from excellence_app.session import edits, saving
from excellence_app.session.opened import seen
from excellence_app.session.session import AssessmentSession
from excellence_app.session.sets import FileUnusable
from excellence_app.storage import assessment_file
from excellence_app.storage.assessment_file import StoredDocument
from excellence_app.storage.attachments import Staging
from excellence_app.storage.log import first_break
from excellence_app.storage.trouble import StorageTrouble
from tests.faults.forking import Event
from tests.faults.places import Place

SET = "ecei-labels"
SPARE = "5.3"  # a question that only the change after a recovery answers
START = (("1.1.0", "yes"), ("1.2/part", "8"), ("1.2/whole", "12"), ("2.2.1", "3"))
ANSWERS = (("4.1.6", "2"), ("4.1.5", "1"), ("2.7", "3"))
LAST = ("4.4", "1")  # what an undo takes back
SITTING = tuple((f"4.1.{number}", value) for value in ("1", "2") for number in (1, 2, 3, 4, 5, 6))
ATTACHED = 300_000  # bytes
NOTES = ("1.1.1", "2.1", "2.4", "2.7", "4.1.1", "4.1.2", "4.1.3", "4.1.4")
PATIENCE = 5.0  # seconds for an answer to become safe
GUI_BLOCK = 0.1  # seconds that a change may hold up a window

Report = Callable[[Event], None]
Relief = Callable[[], None]  # lets the cause of the trouble go away


class Command(NamedTuple):
    """A command under test: how the place is made ready for it, and what it does there."""

    name: str
    act: Callable[[Place, Report, Relief], None]
    prepare: Callable[[Place], None]


TROUBLES = (StorageTrouble, Refused, FileUnusable)


def surroundings(place: Place) -> None:
    """Let the program use this place's state folder."""
    os.environ[STATE_VARIABLE] = str(place.state)


# --- what a document says ---------------------------------------------------------------


def facts_in(path: Path, document: StoredDocument, assessment: Assessment) -> dict[str, str]:
    """Return what an open document says, as text by place."""
    facts = {"exists": "yes", "name": assessment.profile.name}
    for key, answer in assessment.answers.items():
        if answer.value is not None:
            facts[f"answer {key}"] = str(answer.value)
        if answer.note:
            facts[f"note {key}"] = answer.note
        for item in answer.evidence:
            evidence = assessment.evidence[item]
            told = _content(path, document, evidence.file) if evidence.file else "listed"
            facts[f"evidence {key}: {evidence.title}"] = told
    return facts


def _content(path: Path, document: StoredDocument, file: str) -> str:
    """Return the hash of a file that the document names, as it is at hand."""
    if file in document.attachments:
        with assessment_file.open_attachment(path, file) as content:
            data = content.read()
    else:
        staged = Staging(document.id, path).path_of(file)
        if staged is None:
            return "content missing"
        data = staged.read_bytes()
    return hashlib.sha256(data).hexdigest()


def state_of(path: Path) -> dict[str, str]:
    """Return what the document at `path` says when it is read, nothing if there is none."""
    if not os.path.lexists(path):
        return {}
    opened = seen(path)
    return facts_in(path, opened.document, opened.assessment)


# --- ways to do things ------------------------------------------------------------------


def sentences_of(trouble: BaseException) -> str:
    """Return what the program tells a person about this."""
    words = Words("en")
    if isinstance(trouble, StorageTrouble):
        return " ".join(words.say(message) for message in trouble.sentences)
    if isinstance(trouble, Refused):
        return words.say(trouble.message)
    if isinstance(trouble, FileUnusable):
        return "; ".join(words.say(problem.message) for problem in trouble.problems)
    raise trouble


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Run a command of the program here and return its exit code and what it printed."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = command_line.main([str(argument) for argument in arguments])
    return code, out.getvalue(), err.getvalue()


def must(*arguments: str | Path) -> None:
    """Run a command that prepares something; it has to succeed."""
    code, _, complaint = run(*arguments)
    if code:
        raise AssertionError(f"{arguments} returned {code}: {complaint}")


def by_command(report: Report, change: Mapping[str, str | None], *arguments: str | Path) -> bool:
    """Run a command that makes a change; its return is the acknowledgement."""
    report({"try": dict(change)})
    code, _, complaint = run(*arguments)
    if code == 0:
        report({"saved": True})
        return True
    report({"told": complaint.strip()} if complaint.strip() else {"silent": code})
    report({"gave_up": True})
    return False


class Sitting:
    """An open document whose changes are tried again when saving fails, as a person would."""

    def __init__(self, place: Place, report: Report, relief: Relief, **how: Any) -> None:
        self._report, self._relief = report, relief
        self._session: AssessmentSession | None = None
        self._path, self._how = place.document, {"change": True, "language": "en", **how}

    def __enter__(self) -> "Sitting":
        try:
            self._session = AssessmentSession.open(self._path, **self._how)
        except TROUBLES as trouble:
            self._report({"told": sentences_of(trouble)})
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        if self._session is None:
            return
        try:
            self._session.close()
        except TROUBLES as trouble:
            self._report({"told": sentences_of(trouble)})
            return
        if kind is None and "in_background" in self._how:
            self._report({"saved": True})

    def __bool__(self) -> bool:
        return self._session is not None

    @property
    def session(self) -> AssessmentSession:
        """Return the open document."""
        assert self._session is not None
        return self._session

    def save(self, change: Mapping[str, str | None], make: Callable[[], object]) -> None:
        """Make a change and save it: at once, once more, and when the cause has gone."""
        self._report({"try": dict(change)})
        make()
        for last in (False, True):
            if self._saved():
                return
            if last:
                self._relief()
        if not self._saved(complain="stuck"):
            return

    def _saved(self, complain: str = "told") -> bool:
        try:
            self.session.save()
        except TROUBLES as trouble:
            self._report({complain: sentences_of(trouble)})
            return False
        self._report({"saved": True})
        return True

    def make_safe(self) -> None:
        """Have the changes safe as this sitting does it: wait for that, or save once."""
        if "in_background" in self._how:
            self.wait()
        else:
            self._saved()

    def wait(self) -> None:
        """Wait until all changes are safe; if they are not, let the cause go and wait again."""
        for last in (False, True):
            if self.session.wait_until_safe(PATIENCE):
                self._report({"saved": True})
                return
            state = self.session.save_state
            if state.trouble is not None:
                self._report({"told": sentences_of(state.trouble)})
            self._relief()
            if not last:
                give_up = time.monotonic() + PATIENCE
                while self.session.save_state.trouble is not None and time.monotonic() < give_up:
                    time.sleep(0.01)
        self._report({"stuck": f"still {self.session.save_state.kind.value}"})


def in_a_hurry() -> None:
    """Let a window write the document soon after a change, so that a short sitting shows it."""
    saving.QUIET, saving.LONGEST, saving._RETRY = 0.004, 0.012, 0.05  # noqa: SLF001 - the pace


# --- making the place ready -------------------------------------------------------------


def nothing_yet(place: Place) -> None:
    """Leave the folders empty, as on the first day."""
    place.make()
    surroundings(place)


def no_document(place: Place) -> None:
    """Leave no document, at a desk where the criteria set was used before."""
    a_document(place)
    place.document.unlink()
    for folder in place.state.iterdir():
        if folder.name != "sets":
            shutil.rmtree(folder)


def a_document(place: Place) -> None:
    """Make a document with some answers, as it is after a few sittings."""
    nothing_yet(place)
    must(*_new(place))
    for key, value in START:
        must("answer", place.document, key, value)
    note = ("--note", "Talked about twice.", "--evidence", "Minutes of the board")
    must("answer", place.document, "2.1", "2", *note)
    must("show", place.document)


def a_new_desk(place: Place) -> None:
    """Make a document that this account has never opened."""
    a_document(place)
    shutil.rmtree(place.state)
    place.state.mkdir(mode=0o700)


def with_answer_file(place: Place) -> None:
    """Make a document, and a file of answers outside."""
    a_document(place)
    lines = "".join(f'"{key}": {value}\n' for key, value in ANSWERS)
    (place.outside / "answers.yaml").write_text(lines, encoding="utf-8")


def a_large_document(place: Place) -> None:
    """Make a document of a few hundred kilobytes."""
    a_document(place)
    lines = ""
    for key in NOTES:
        blocks = (hashlib.sha256(f"{key} {block}".encode()).hexdigest() for block in range(300))
        lines += f'"{key}": {{value: 1, note: "{" ".join(blocks)}"}}\n'
    file = place.outside / "notes.yaml"
    file.write_text(lines, encoding="utf-8")
    must("answer", place.document, "--from", file)


def with_paper(place: Place) -> None:
    """Make a document, and a file to attach outside."""
    a_document(place)
    paper(place).write_bytes(paper_bytes())


def paper(place: Place) -> Path:
    """Return where the file to attach lies."""
    return place.outside / "minutes.pdf"


def paper_bytes() -> bytes:
    """Return what the file to attach holds: nothing that could be packed."""
    blocks = range(ATTACHED // 32)
    return b"".join(hashlib.sha256(str(block).encode()).digest() for block in blocks)


def with_next_version(place: Place) -> None:
    """Make a document, and outside what it is to hold after an answer."""
    a_document(place)
    shutil.copy(place.document, next_version(place))
    surroundings(place._replace(state=place.outside / "state"))
    must("answer", next_version(place), "4.1.6", "2")
    surroundings(place)


def next_version(place: Place) -> Path:
    """Return where the document lies as it is to be after an answer."""
    return place.outside / "next.excellence"


def with_a_last_answer(place: Place) -> None:
    """Make a document whose last change is one answer."""
    a_document(place)
    must("answer", place.document, *LAST)


def with_a_copy(place: Place) -> None:
    """Make a document, and outside a copy of it in which somebody else has answered."""
    with_next_version(place)
    must("answer", place.document, "4.1.5", "1")


# --- the commands -----------------------------------------------------------------------


def _new(place: Place) -> tuple[str | Path, ...]:
    return ("new", SET, "-o", place.document, "--name", "Coast", "--date", "2026-11-22")


def new(place: Place, report: Report, _relief: Relief) -> None:
    """Start an assessment."""
    by_command(report, {"exists": "yes", "name": "Coast"}, *_new(place))


def answer(place: Place, report: Report, _relief: Relief) -> None:
    """Answer one question."""
    by_command(report, {"answer 4.1.6": "2"}, "answer", place.document, "4.1.6", "2")


def answer_with_note(place: Place, report: Report, _relief: Relief) -> None:
    """Answer with a note and evidence: three changes in one command."""
    note = "The board looks at it every March."
    by_command(
        report,
        {"answer 2.1": "1", "note 2.1": note, "evidence 2.1: Protocol": "listed"},
        *("answer", place.document, "2.1", "1", "--note", note, "--evidence", "Protocol"),
    )


def answer_from_file(place: Place, report: Report, _relief: Relief) -> None:
    """Answer from a file: all of it or nothing."""
    by_command(
        report,
        {f"answer {key}": value for key, value in ANSWERS},
        *("answer", place.document, "--from", place.outside / "answers.yaml"),
    )


def three_answers(place: Place, report: Report, relief: Relief) -> None:
    """Answer three questions in one process, with a save each."""
    with Sitting(place, report, relief) as sitting:
        if not sitting:
            return
        for key, value in ANSWERS:
            sitting.save(
                {f"answer {key}": value},
                lambda key=key, value=value: sitting.session.change(edits.answer, key, value),
            )


def undo_in_a_sitting(place: Place, report: Report, relief: Relief) -> None:
    """Answer, save, take it back, save, make it again, save."""
    with Sitting(place, report, relief) as sitting:
        if not sitting:
            return
        session = sitting.session
        sitting.save({"answer 2.1": "3"}, lambda: session.change(edits.answer, "2.1", "3"))
        sitting.save({"answer 2.1": "2"}, session.undo)
        sitting.save({"answer 2.1": "3"}, session.redo)


def window(place: Place, report: Report, relief: Relief) -> None:
    """Answer twelve questions in a window that saves by itself, then close it."""
    in_a_hurry()
    with Sitting(place, report, relief, in_background=True) as sitting:
        if not sitting:
            return
        for number, (key, value) in enumerate(SITTING):
            report({"try": {f"answer {key}": value}})
            began = time.monotonic()
            sitting.session.change(edits.answer, key, value)
            held = time.monotonic() - began
            if held > GUI_BLOCK:
                report({"held": round(held, 3)})
            if number % 3 != 1:  # now and then two changes are on their way at once
                sitting.wait()
            if number % 4 == 2:  # and now and then the document is written meanwhile
                time.sleep(2 * saving.QUIET)


def undo(place: Place, report: Report, _relief: Relief) -> None:
    """Take the last change back with the command for it."""
    by_command(report, {f"answer {LAST[0]}": None}, "undo", place.document)


def merge(place: Place, report: Report, _relief: Relief) -> None:
    """Merge a copy in which somebody else has answered another question."""
    by_command(report, {"answer 4.1.6": "2"}, "merge", place.document, next_version(place))


def attach(place: Place, report: Report, _relief: Relief) -> None:
    """Take a file into the document."""
    digest = hashlib.sha256(paper_bytes()).hexdigest()
    by_command(
        report,
        {"evidence 2.1: minutes.pdf": digest},
        *("attach", place.document, "2.1", paper(place)),
    )


def restore(place: Place, report: Report, _relief: Relief) -> None:
    """Bring the version before the last answer back."""
    by_command(report, {f"answer {LAST[0]}": None}, "restore", place.document, "1")


# --- bad examples, which have to be caught ----------------------------------------------


def _saved_badly(place: Place, report: Report, write: Callable[[Path, bytes], None]) -> None:
    report({"try": {"answer 4.1.6": "2"}})
    try:
        write(place.document, next_version(place).read_bytes())
    except OSError as error:
        report({"told": f"{place.document.name}: {error.strerror}"})
        report({"gave_up": True})
    else:
        report({"saved": True})


def over_the_old(place: Place, report: Report, _relief: Relief) -> None:
    """Write over the old file."""
    _saved_badly(place, report, lambda path, data: path.write_bytes(data) and None)


def without_flush(place: Place, report: Report, _relief: Relief) -> None:
    """Write aside and rename, but flush nothing."""
    _saved_badly(place, report, lambda path, data: _aside(path, data, flush=False))


def without_folder(place: Place, report: Report, _relief: Relief) -> None:
    """Write aside, flush and rename, but do not flush the folder."""
    _saved_badly(place, report, lambda path, data: _aside(path, data, flush=True))


def _aside(path: Path, data: bytes, *, flush: bool) -> None:
    aside = path.with_suffix(".part")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        if flush:
            os.fsync(file.fileno())
    aside.replace(path)


def commands() -> list[Command]:
    """Return every command that is disturbed."""
    return [
        Command("new", new, no_document),
        Command("new at a new desk", new, nothing_yet),
        Command("answer", answer, a_document),
        Command("answer at a new desk", answer, a_new_desk),
        Command("answer with note", answer_with_note, a_document),
        Command("answer from file", answer_from_file, with_answer_file),
        Command("three answers", three_answers, a_document),
        Command("undo in a sitting", undo_in_a_sitting, a_document),
        Command("window", window, a_document),
        Command("undo", undo, with_a_last_answer),
        Command("merge", merge, with_a_copy),
        Command("attach", attach, with_paper),
        Command("restore", restore, with_a_last_answer),
    ]


BAD_EXAMPLES = tuple(
    Command(act.__name__.replace("_", " "), act, with_next_version)
    for act in (over_the_old, without_flush, without_folder)
)
LARGE = Command("answer in a large document", answer, a_large_document)


def warm_up(commands: Iterable[Command], place: Place) -> None:
    """Run commands here, undisturbed, so that no child has to load what they need."""
    for command in commands:
        command.prepare(place)
        command.act(place, lambda _event: None, lambda: None)
        recover(place, lambda _event: None, lambda: None)


# --- afterwards -------------------------------------------------------------------------


def recover(place: Place, report: Report, relief: Relief) -> None:
    """Look at the document as it lies there, open it to change it, go on with it, list litter."""
    if not os.path.lexists(place.document):
        report({"facts": {}, "by": "listing"})
        new(place, report, relief)
    else:
        _look(place, report, "opened to read")
        with _seen(report, "opened to change"):
            with AssessmentSession.open(place.document, change=True, language="en") as session:
                facts = facts_in(place.document, session.document, session.assessment)
            report({"facts": facts, "by": "opened to change"})
            spare = "1" if facts.get(f"answer {SPARE}") == "2" else "2"
            by_command(report, {f"answer {SPARE}": spare}, "answer", place.document, SPARE, spare)
    _look(place, report, "after the next command")
    with _seen(report, "the file alone"):
        broken = first_break(assessment_file.read(place.document).log)
        if broken is not None:
            report({"wrong": f"the log is broken at entry {broken}"})
    report({"litter": litter(place)})


def _look(place: Place, report: Report, by: str) -> None:
    with _seen(report, by):
        report({"facts": state_of(place.document), "by": by})


@contextlib.contextmanager
def _seen(report: Report, by: str) -> Iterator[None]:
    try:
        yield
    except TROUBLES as trouble:
        report({"unreadable": sentences_of(trouble), "by": by})


_KEPT = (
    re.compile(r"sets/[0-9a-f]{64}"),  # a criteria set that was loaded before
    re.compile(r"backups/[^/]+/[^/]+\.excellence"),
    re.compile(r"backups/by-path/[0-9a-f]{32}"),  # which document lay at a path
)


def litter(place: Place) -> list[str]:
    """Return the files that nobody needs: neither document, nor backup, nor cache."""
    left = []
    for path in place.files():
        if path.parent == place.documents:
            needed = path.suffix == assessment_file.SUFFIX and not path.name.startswith(".")
        else:
            name = str(path.relative_to(place.state))
            needed = any(kind.fullmatch(name) for kind in _KEPT)
        if not needed:
            left.append(str(path.relative_to(place.documents.parent)))
    return left
