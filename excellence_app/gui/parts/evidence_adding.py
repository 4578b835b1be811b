"""How evidence comes into a document: files, links, titles, promises, dropped and pasted data."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import Assessment, EvidenceState
from excellence_app.domain.messages import Message, Refused
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.choosing_files import files_to_read
from excellence_app.gui.parts.evidence_forms import AddPanel, Panel
from excellence_app.gui.parts.evidence_people import ask_who
from excellence_app.gui.parts.evidence_pictures import has_picture, picture_in
from excellence_app.session import evidence, evidence_files
from excellence_app.session.edit import Edit
from excellence_app.session.snapshot import snapshot
from excellence_app.storage.attachments import Attachment


class EvidenceAdding(QObject):
    """Adds evidence for a page: to the list, or to `question` where there is one.

    Panels open beside the widget that is handed over.

    Signals:
        busy(str): Files are being copied, said in words; empty when all are done.
        added(str): An item was added; its id.
        finished: A panel in which something was added is closed and has given the focus back, or
            files that were chosen are there.
    """

    busy = Signal(str)
    added = Signal(str)
    finished = Signal()

    def __init__(self, desk: Desk, host: QWidget, background: Background) -> None:
        super().__init__(host)
        self.desk = desk
        self.question = ""  # to which evidence is added, by its id
        self._host = host
        self._background = background
        self._taking: dict[str, tuple[str, str, str]] = {}  # name, question, item to mend
        self._taken = 0
        self._kept: dict[tuple[str, ...], tuple[str, ...]] = {}  # typed and not taken, by panel
        background.done.connect(self._on_taken)
        background.failed.connect(self._on_failed)

    # panels

    def add(self, opener: QWidget, offers: Sequence[tuple[str, str]] = ()) -> None:
        """Open the panel to add files, a link or a promise; `offers` are ids and titles."""
        panel = AddPanel(self.desk.theme, self.desk.words, self._host, offers, self._add_typed)
        panel.files_asked.connect(self.choose_files)
        panel.promise_asked.connect(partial(self._promise, opener))
        self._watch(panel.closed)
        self.keep(panel, ("add", self.question))
        panel.open_at(opener)
        panel.field.focus()

    def keep(self, panel: Panel, key: tuple[str, ...]) -> None:
        """Keep what is typed in a panel and not taken until that panel is opened again."""
        at_first = tuple(field.text for field in panel.fields)
        for field, text in zip(panel.fields, self._kept.pop(key, ()), strict=False):
            field.show_text(text)
            field.edited.emit(text)

        def tell() -> None:
            typed = tuple(field.text for field in panel.fields)
            if not panel.taken and typed != at_first:
                self._keep_typed(key, typed)

        panel.closed.connect(tell)

    def _keep_typed(self, key: tuple[str, ...], typed: tuple[str, ...]) -> None:
        self._kept[key] = typed
        said = self.desk.words.text(
            "Nothing is added or changed yet. What you typed is there when you open this again."
        )
        self.desk.say(said, can_undo=False)

    def _watch(self, closed: SignalInstance) -> None:
        """Tell after the closing of a panel whether there is more evidence than before."""
        before = self._listed()

        def tell() -> None:
            if self._listed() - before:
                self.finished.emit()

        closed.connect(tell)

    def _listed(self) -> set[str]:
        assessment = self.desk.document.assessment
        if not self.question:
            return set(assessment.evidence)
        answer = assessment.answers.get(self.question)
        return set(answer.evidence) if answer is not None else set()

    def _add_typed(self, text: str, item: str) -> str:
        """Add what was typed or chosen among the offers; return what is wrong with it."""
        words = self.desk.words
        if item:
            self.desk.document.stop_merging()
            message = self.desk.document.change(evidence.attach_evidence, self.question, item)
            return "" if message is None else words.say(message)
        text = " ".join(text.split())
        about: evidence.About = {}
        title = text
        if evidence.looks_like_a_link(text):
            try:
                about["place"] = evidence.read_link(text)
            except Refused as refusal:
                return words.say(refusal.message)
            title = text.partition("://")[2].rstrip("/") or text
        message = self._put(self.question, title, about)
        return "" if message is None else words.say(message)

    def _put(self, question: str, title: str, about: evidence.About) -> Message | None:
        """List a new item, for a question if there is one."""
        document = self.desk.document
        known = set(document.assessment.evidence)
        document.stop_merging()
        if question:
            message = document.change(evidence.add_evidence, question, title, **about)
        else:
            message = document.change(evidence.list_evidence, title, **about)
        for item in document.assessment.evidence.keys() - known:
            self.added.emit(item)
        return message

    def _promise(self, opener: QWidget, title: str) -> None:
        document, question = self.desk.document, self.question
        known = set(document.assessment.evidence)

        def make(assessment: Assessment, person: str, day: date | None) -> Edit:
            about: evidence.About = {
                "state": EvidenceState.PROMISED,
                "person": person,
                "due": day,
            }
            if question:
                return evidence.add_evidence(
                    document.criteria, assessment, question, title, **about
                )
            return evidence.list_evidence(document.criteria, assessment, title, **about)

        def tell() -> None:
            for item in document.assessment.evidence.keys() - known:
                self.added.emit(item)
            if not panel.taken:  # else the title, too, would have to be typed again
                self._keep_typed(("add", question), (title,))

        panel = ask_who(self.desk, self._host, EvidenceState.PROMISED, ("", ""), make)
        panel.closed.connect(tell)
        self._watch(panel.closed)
        panel.open_at(opener)
        panel.person.focus()

    # files

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
        """Copy files into the document and list them; a folder is refused in words."""
        if self.desk.document.may_change:
            for path in paths:
                self._take(path)

    def _take(self, path: Path, mending: str = "") -> None:
        session = snapshot(self.desk.document.session)
        work = partial(evidence_files.take_in, session, [path])
        self._background.ask(self._expect(path.name, mending), work)
        self._tell_busy()

    def _expect(self, name: str, mending: str = "") -> str:
        self._taken += 1
        key = f"take {self._taken}"
        self._taking[key] = (name, self.question, mending)
        return key

    def _tell_busy(self) -> None:
        names = [name for name, _, _ in self._taking.values()]
        words = self.desk.words
        self.busy.emit(
            words.text("Copying {name} into the assessment…", name=names[0]) if names else ""
        )

    @Slot(str, object)
    def _on_taken(self, key: str, result: object) -> None:
        if key not in self._taking or not isinstance(result, list):
            return
        _, question, mending = self._taking.pop(key)
        self._tell_busy()
        for attachment in result:
            if isinstance(attachment, Attachment):
                self._name(attachment, question, mending)

    def _name(self, taken: Attachment, question: str, mending: str) -> None:
        document, words = self.desk.document, self.desk.words
        known = document.assessment.evidence.values()
        same = next((one for one in known if one.file == taken.sha256), None)
        document.stop_merging()
        if mending:
            message = document.change(
                evidence.replace_file, mending, taken.name, taken.sha256, taken.size
            )
        elif question and same is not None:
            message = document.change(evidence.attach_evidence, question, same.id)
        else:
            about: evidence.About = {
                "place": taken.name,
                "file": taken.sha256,
                "size": taken.size,
            }
            message = self._put(question, self._free_title(taken.name), about)
        if not self.desk.refuse(message):
            self.desk.say(words.text("{name} is copied into the assessment.", name=taken.name))
            self.finished.emit()

    def _free_title(self, name: str) -> str:
        """Return a title for another file of the same name: "minutes.pdf (2)"."""
        title, number = name, 1
        while evidence.evidence_called(self.desk.document.assessment, title) is not None:
            number += 1
            title = f"{name} ({number})"
        return title

    @Slot(str, object)
    def _on_failed(self, key: str, sentences: object) -> None:
        if self._taking.pop(key, None) is not None:
            self._tell_busy()
            self._say_failed(sentences)

    def _say_failed(self, sentences: object) -> None:
        if isinstance(sentences, tuple):
            said = " ".join(self.desk.words.say(one) for one in sentences)
            self.desk.warn(said)

    # dropping and pasting

    def takes(self, data: QMimeData) -> bool:
        """Return whether files, a picture or a link are there to be added."""
        if not self.desk.document.may_change:
            return False
        text = data.text().strip()
        return data.hasUrls() or has_picture(data) or evidence.looks_like_a_link(text)

    def take_data(self, data: QMimeData) -> None:
        """Add the files, the picture or the links that were dropped or pasted."""
        if not data.hasUrls() and has_picture(data):
            self._take_picture(data)
            return
        urls = list(data.urls()) if data.hasUrls() else [QUrl(data.text().strip())]
        self.take_files(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        for url in urls:
            if not url.isLocalFile():
                message = self._add_typed(url.toString(), "")
                if message:
                    self.desk.warn(message)

    def _take_picture(self, data: QMimeData) -> None:
        """Take in a picture that has no file, such as one of the screen, as PNG."""
        words = self.desk.words
        content = picture_in(data)
        day = date.today().isoformat()
        name = self._free_title(words.text("Picture of {day}", day=day) + ".png")
        if content:
            session = snapshot(self.desk.document.session)
            work = partial(evidence_files.take_in_content, session, name, content)
            self._background.ask(self._expect(name), work)
            self._tell_busy()
