"""What can be done with any item of evidence: files taken in, states, names, copies."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QMimeData, QObject, QTemporaryDir, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import Assessment, Evidence, EvidenceState
from excellence_app.domain.messages import Message, Refused
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.choosing_files import files_to_read, folder_to_fill, place_to_save
from excellence_app.gui.parts.evidence_forms import (
    AddPanel,
    CopyPanel,
    NamePanel,
    PersonAndDay,
    PersonPanel,
)
from excellence_app.session import evidence, evidence_files
from excellence_app.session.edit import Edit
from excellence_app.session.entered import read_due
from excellence_app.session.nearest_day import nearest_day
from excellence_app.session.snapshot import snapshot
from excellence_app.storage.attachments import Attachment, may_be_opened
from excellence_app.storage.trouble import StorageTrouble


class EvidenceActions(QObject):
    """Changes evidence for a page. Panels open beside the widget that is handed over.

    Signals:
        busy(str): Files are being copied, said in words; empty when all are done.
        added(str): An item was added; its id.
        closed: A panel was closed; what it was about may be as before.
    """

    busy = Signal(str)
    added = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, host: QWidget, background: Background) -> None:
        super().__init__(host)
        self.desk = desk
        self._host = host
        self._background = background
        self._taking: dict[str, tuple[str, str]] = {}  # name, item to mend
        self._taken = 0
        self._folder: QTemporaryDir | None = None
        background.done.connect(self._on_done)
        background.failed.connect(self._on_failed)

    # adding

    def add(self, opener: QWidget) -> None:
        """Open the panel to add files, a link or a promise."""
        panel = AddPanel(self.desk.theme, self.desk.words, self._host, (), self._add_typed)
        panel.files_asked.connect(self.choose_files)
        panel.promise_asked.connect(partial(self._promise, opener))
        panel.open_at(opener)
        panel.field.focus()

    def _add_typed(self, text: str, _item: str) -> str:
        words = self.desk.words
        text = " ".join(text.split())
        about: evidence.About = {}
        title = text
        if evidence.looks_like_a_link(text):
            try:
                about["place"] = evidence.read_link(text)
            except Refused as refusal:
                return words.say(refusal.message)
            title = text.partition("://")[2].rstrip("/") or text
        message = self._list_item(title, about)
        return "" if message is None else words.say(message)

    def _list_item(self, title: str, about: evidence.About) -> Message | None:
        document = self.desk.document
        known = set(document.assessment.evidence)
        document.stop_merging()
        message = document.change(evidence.list_evidence, title, **about)
        for item in document.assessment.evidence.keys() - known:
            self.added.emit(item)
        return message

    @Slot()
    def choose_files(self) -> None:
        """Ask for files and take them in."""
        self.take_files(self._ask_for_files())

    def _ask_for_files(self, *, several: bool = True) -> list[Path]:
        folder = self.desk.document.session.path.parent
        title = self.desk.words.text("Add files as evidence")
        return files_to_read(self._host.window(), title, folder, several=several)

    def find_file(self, item: str) -> None:
        """Ask for the file of an item that cannot be found, and take it in."""
        found = self._ask_for_files(several=False)
        if found:
            self._take(found[0], mending=item)

    def take_files(self, paths: Iterable[Path]) -> None:
        """Copy files into the document and list them."""
        if self.desk.document.may_change:
            for path in paths:
                self._take(path)

    def _take(self, path: Path, mending: str = "") -> None:
        session = snapshot(self.desk.document.session)
        self._taken += 1
        key = f"take {self._taken}"
        self._taking[key] = (path.name, mending)
        self._background.ask(key, partial(evidence_files.take_in, session, [path]))
        self._tell_busy()

    def _tell_busy(self) -> None:
        names = [name for name, _ in self._taking.values()]
        words = self.desk.words
        self.busy.emit(
            words.text("Copying {name} into the assessment…", name=names[0]) if names else ""
        )

    @Slot(str, object)
    def _on_done(self, key: str, result: object) -> None:
        if key == "copy all" and isinstance(result, int):
            words = self.desk.words
            said = words.plural("{count} file copied.", "{count} files copied.", result)
            self.desk.say(said, can_undo=False)
            return
        if key not in self._taking or not isinstance(result, list):
            return
        _, mending = self._taking.pop(key)
        self._tell_busy()
        for attachment in result:
            if isinstance(attachment, Attachment):
                self._name(attachment, mending)

    def _name(self, taken: Attachment, mending: str) -> None:
        document, words = self.desk.document, self.desk.words
        if mending:
            document.stop_merging()
            message = document.change(
                evidence.replace_file, mending, taken.name, taken.sha256, taken.size
            )
        else:
            about: evidence.About = {
                "place": taken.name,
                "file": taken.sha256,
                "size": taken.size,
            }
            message = self._list_item(self._free_title(taken.name), about)
        if not self.desk.refuse(message):
            self.desk.say(words.text("{name} is copied into the assessment.", name=taken.name))

    def _free_title(self, name: str) -> str:
        """Return a title for another file of the same name: "minutes.pdf (2)"."""
        title, number = name, 1
        while evidence.evidence_called(self.desk.document.assessment, title) is not None:
            number += 1
            title = f"{name} ({number})"
        return title

    @Slot(str, object)
    def _on_failed(self, key: str, sentences: object) -> None:
        if key in self._taking or key == "copy all":
            self._taking.pop(key, None)
            self._tell_busy()
            if isinstance(sentences, tuple):
                said = " ".join(self.desk.words.say(one) for one in sentences)
                self.desk.say(said, can_undo=False)

    # dropping and pasting

    def takes(self, data: QMimeData) -> bool:
        """Return whether files or a link are there to be added."""
        if not self.desk.document.may_change:
            return False
        return data.hasUrls() or evidence.looks_like_a_link(data.text().strip())

    def take_data(self, data: QMimeData) -> None:
        """Add the files and links that were dropped or pasted."""
        urls = list(data.urls()) if data.hasUrls() else [QUrl(data.text().strip())]
        self.take_files(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        for url in urls:
            if not url.isLocalFile():
                message = self._add_typed(url.toString(), "")
                if message:
                    self.desk.say(message, can_undo=False)

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

        self._ask_person(opener, state, shown, make)

    def _promise(self, opener: QWidget, title: str) -> None:
        document = self.desk.document

        def make(assessment: Assessment, person: str, day: date | None) -> Edit:
            about: evidence.About = {
                "state": EvidenceState.PROMISED,
                "person": person,
                "due": day,
            }
            return evidence.list_evidence(document.criteria, assessment, title, **about)

        self._ask_person(opener, EvidenceState.PROMISED, ("", ""), make)

    def _ask_person(
        self,
        opener: QWidget,
        state: EvidenceState,
        shown: tuple[str, str],
        make: Callable[[Assessment, str, date | None], Edit],
    ) -> None:
        words, document = self.desk.words, self.desk.document
        asked = PersonAndDay(
            words.text("Promised"),
            words.text("Who has promised it"),
            words.text("Until when"),
            words.text("such as 30.9. or “in 3 weeks”"),
            words.text("Mark as promised"),
        )
        if state is EvidenceState.SEEN:
            asked = PersonAndDay(
                words.text("Seen on site"),
                words.text("Who has seen it"),
                words.text("When"),
                words.text("such as 30.9. or “today”"),
                words.text("Mark as seen"),
            )

        def store(person: str, typed: str) -> str:
            known = set(document.assessment.evidence)
            try:
                read = nearest_day if state is EvidenceState.SEEN else read_due
                day = read(typed, date.today(), words)
                if not person.strip():
                    edit = make(document.assessment, "", day)
                else:
                    edit = evidence.with_person(
                        document.criteria,
                        document.assessment,
                        person,
                        lambda assessment, found: make(assessment, found, day),
                    )
            except Refused as refusal:
                return words.say(refusal.message)
            document.stop_merging()
            message = document.apply(edit)
            for item in document.assessment.evidence.keys() - known:
                self.added.emit(item)
            return "" if message is None else words.say(message)

        panel = PersonPanel(self.desk.theme, self._host, asked, shown, store)
        panel.closed.connect(self.closed)
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
            QGuiApplication.clipboard().setText(item.place)
            said = words.text("Link copied. Paste it where you want to open it.")
            self.desk.say(said, can_undo=False)
        else:
            self.desk.say(
                words.text("“{title}” is named only: there is no file.", title=item.title),
                can_undo=False,
            )

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
            self.desk.say(said, can_undo=False)
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
        self._background.ask("copy all", partial(evidence_files.copy_all, session, folder))


def answer_key(desk: Desk, question: str, item: str) -> str:
    """Return the key of the answer to a question that names an item, else that may name it."""
    document = desk.document
    known = document.criteria.question_by_id[question]
    for key in (question, *known.keys):
        answer = document.assessment.answers.get(key)
        if answer is not None and item in answer.evidence:
            return key
    return question
