"""What can be done with any item of evidence: states, names, uses, copies; and adding more."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QTemporaryDir, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import Assessment, Evidence, EvidenceState
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.choosing_files import folder_to_fill, place_to_save
from excellence_app.gui.parts.evidence_adding import EvidenceAdding
from excellence_app.gui.parts.evidence_forms import CopyPanel, NamePanel
from excellence_app.gui.parts.evidence_people import ask_who
from excellence_app.session import evidence, evidence_files
from excellence_app.session.edit import Edit
from excellence_app.session.snapshot import snapshot
from excellence_app.storage.attachments import may_be_opened
from excellence_app.storage.trouble import StorageTrouble

_COPY_ALL = "copy all"


class EvidenceActions(EvidenceAdding):
    """Adds and changes evidence for a page. Panels open beside the widget that is handed over.

    Signals:
        closed: A panel was closed; what it was about may be as before.
    """

    closed = Signal()

    def __init__(self, desk: Desk, host: QWidget, background: Background) -> None:
        super().__init__(desk, host, background)
        self._folder: QTemporaryDir | None = None
        background.done.connect(self._on_copied)
        background.failed.connect(self._on_not_copied)

    @Slot(str, object)
    def _on_copied(self, key: str, result: object) -> None:
        if key == _COPY_ALL and isinstance(result, int):
            words = self.desk.words
            said = words.plural("{count} file copied.", "{count} files copied.", result)
            self.desk.say(said, can_undo=False)

    @Slot(str, object)
    def _on_not_copied(self, key: str, sentences: object) -> None:
        if key == _COPY_ALL:
            self._say_failed(sentences)

    # states

    def set_state(self, item: Evidence, state: EvidenceState, opener: QWidget) -> None:
        """List an item, or ask who has promised or seen it."""
        if state is EvidenceState.LISTED:
            self.desk.document.try_change(evidence.evidence_state, item.id, state)
            return
        self._ask_who(item, state, opener)

    def _ask_who(self, item: Evidence, state: EvidenceState, opener: QWidget) -> None:
        document, words = self.desk.document, self.desk.words
        known = {person.id: person.name for person in document.assessment.people}
        day = item.due if state is EvidenceState.PROMISED else item.seen
        if day is None and state is EvidenceState.SEEN:
            day = date.today()
        shown = (
            known.get(item.person, "") if item.state is state else "",
            words.short_day(day) if day is not None else "",
        )

        def make(assessment: Assessment, person: str, day: date | None) -> Edit:
            return evidence.evidence_state(
                document.criteria, assessment, item.id, state, person=person, day=day
            )

        panel = ask_who(self.desk, self._host, state, shown, make)
        panel.closed.connect(self.closed)
        self.keep(panel, (state.value, item.id))
        panel.open_at(opener)
        panel.person.focus()

    # names and uses

    def rename(self, item: Evidence, opener: QWidget) -> None:
        """Ask for another title."""
        words, document = self.desk.words, self.desk.document

        def store(text: str) -> str:
            document.stop_merging()
            message = document.change(evidence.rename_evidence, item.id, text)
            return "" if message is None else words.say(message)

        panel = NamePanel(
            self.desk.theme,
            self._host,
            title=words.text("Rename evidence"),
            label=words.text("Title"),
            text=item.title,
            button=words.text("Rename"),
            store=store,
        )
        panel.open_at(opener)
        panel.field.focus()

    def set_kind(self, item: str, kind: str) -> None:
        """Say of which kind of the set an item is."""
        self.desk.document.try_change(evidence.evidence_kind, item, kind)

    def set_use(self, item: Evidence, question: str, *, used: bool) -> None:
        """Let an item prove the answer to a question, or no longer."""
        document, words = self.desk.document, self.desk.words
        key = answer_key(self.desk, question, item.id)
        document.stop_merging()
        if used:
            document.try_change(evidence.attach_evidence, key, item.id)
        elif document.try_change(evidence.detach_evidence, key, item.id):
            said = words.text(
                "“{title}” no longer proves {question}", title=item.title, question=question
            )
            self.desk.say(said)

    def remove(self, item: Evidence) -> None:
        """Remove an item from the list and from every question."""
        words = self.desk.words
        self.desk.document.stop_merging()
        if self.desk.document.try_change(evidence.drop_evidence, item.id):
            self.desk.say(words.text("“{title}” removed", title=item.title))

    # opening: always a copy, never what is in the assessment

    def open_copy(self, item: Evidence, opener: QWidget) -> None:
        """Ask before a copy of an item's file is opened; a link is copied."""
        words = self.desk.words
        if item.file:
            name = evidence_files.file_name(item)
            panel = CopyPanel(
                self.desk.theme, words, self._host, name, may_open=may_be_opened(name)
            )
            panel.open_asked.connect(partial(self._open_copy, item))
            panel.save_asked.connect(partial(self.save, item))
            panel.open_at(opener)
        elif evidence.looks_like_a_link(item.place):
            self.copy_link(item)
        else:
            self.desk.say(
                words.text("“{title}” is named only: there is no file.", title=item.title),
                can_undo=False,
            )

    def copy_link(self, item: Evidence) -> None:
        """Put a link into the clipboard; it is never followed from here."""
        QGuiApplication.clipboard().setText(item.place)
        said = self.desk.words.text("Link copied. Paste it where you want to open it.")
        self.desk.say(said, can_undo=False)

    def _open_copy(self, item: Evidence) -> None:
        name = evidence_files.file_name(item)
        if self._folder is None:
            self._folder = QTemporaryDir(QDir.tempPath() + "/excellence-XXXXXX")
        target = Path(self._folder.path()) / name
        if may_be_opened(name) and self._copy_to(item, target):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def save(self, item: Evidence) -> None:
        """Ask where a copy of an item's file is to go, and write it there."""
        words = self.desk.words
        suggested = self.desk.document.session.path.parent / evidence_files.file_name(item)
        target = place_to_save(
            self._host.window(), words.text("Save a copy"), suggested, words.text("All files (*)")
        )
        if target is not None and self._copy_to(item, target):
            self.desk.say(words.text("Copied to {file}.", file=target.name), can_undo=False)

    def _copy_to(self, item: Evidence, target: Path) -> bool:
        try:
            evidence_files.copy_file(self.desk.document.session, item, target, overwrite=True)
        except StorageTrouble as trouble:
            said = " ".join(self.desk.words.say(one) for one in trouble.sentences)
            self.desk.warn(said)
            return False
        return True

    def copy_all(self) -> None:
        """Ask for a folder and write a copy of every file into it."""
        words, session = self.desk.words, self.desk.document.session
        folder = folder_to_fill(
            self._host.window(), words.text("Copy all files to"), session.path.parent
        )
        if folder is not None:
            self.copy_all_to(folder)

    def copy_all_to(self, folder: Path) -> None:
        """Write a copy of every file into a folder."""
        session = snapshot(self.desk.document.session)
        self._background.ask(_COPY_ALL, partial(evidence_files.copy_all, session, folder))


def answer_key(desk: Desk, question: str, item: str) -> str:
    """Return the key of the answer to a question that names an item, else that may name it."""
    document = desk.document
    known = document.criteria.question_of(question)
    for key in (question, *known.keys):
        answer = document.assessment.answers.get(key)
        if answer is not None and item in answer.evidence:
            return key
    return question
