"""Earlier versions: go back to one, save one as a file, and bring in other copies."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QMenu, QWidget

from excellence_app.domain.assessment import ChangeSet, changes_between
from excellence_app.domain.messages import Message, Refused
from excellence_app.gui.components.boxes import Column, Gap
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.label import Heading
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.parts.background import Background, sentences_of
from excellence_app.gui.parts.choosing_files import files_to_read, place_to_save
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.table.row_table import text_table
from excellence_app.gui.parts.table.rows import Cell, TextRow
from excellence_app.gui.parts.table.text_rows import TextColumn
from excellence_app.gui.parts.table_page import TableCard, TablePage
from excellence_app.language import changes
from excellence_app.language import evidence as evidence_texts
from excellence_app.session import versions
from excellence_app.storage.backups import Version
from excellence_app.storage.trouble import StorageTrouble


class VersionsPage(Page):
    """The versions that this computer keeps, and copies of the document beside it."""

    key = "versions"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, self.words
        self.kept: tuple[Version, ...] = ()
        self._copies: tuple[versions.Copy, ...] = ()
        self._read = False
        self._wants_focus = False  # as soon as there is something to focus
        self._background = Background(self)
        self._background.done.connect(self._on_done)
        self._background.failed.connect(self._on_failed)
        self._page = TablePage(theme, words.text("Earlier versions"), widest=980)
        self.head = PageHead(theme)
        self.history = Button(theme, words.text("History"), icon="history")
        self.history.clicked.connect(self._to_history)
        self.merge_button = Button(theme, words.text("Bring in another copy…"), icon="layers")
        self.merge_button.clicked.connect(self._choose_copy)
        self.head.put(self.history, self.merge_button)
        self.strips = Column(theme)
        self.strips.hide()
        self.table = text_table(
            theme,
            words.text("Earlier versions"),
            (
                TextColumn(words.text("Last change"), share=1, least=220),
                TextColumn(words.text("By"), most=180),
                TextColumn(words.text("Answers"), most=150),
                TextColumn(words.text("Size"), most=110),
                TextColumn("", most=160),
                TextColumn("", least=28, most=28),
            ),
        )
        self.table.opened.connect(self._on_opened)
        self.table.acted.connect(self._on_acted)
        self.table.menu_asked.connect(self.open_menu)
        self.card = TableCard(theme, self.table)
        self.card.hide()
        self.empty = EmptyPage(
            theme,
            "history",
            words.text("No earlier versions yet"),
            words.text(
                "While you work, this computer keeps versions of the assessment to go back to."
            ),
        )
        self.empty.hide()
        column = self._page.column
        for part in (self.head, Gap(theme, 2), self.strips):
            column.addWidget(part)
        self._page.fill(self.card, self.table)
        column.addWidget(self.empty, 1)
        self.body.addWidget(self._page)

    def title(self) -> str:
        """Return the name of the page."""
        return self.words.text("Earlier versions")

    def take_focus(self) -> None:
        """Put the focus on the list as soon as it is there, until then on the headline."""
        self._wants_focus = not self._read
        if self.kept:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    def shows(self, touched: ChangeSet) -> bool:
        """Tell that going back to a version is taken back here."""
        return len(touched.answers) + len(touched.fields) > 1

    @property
    def is_ready(self) -> bool:
        """Whether everything has been looked at."""
        return self._read and not self._background.is_busy()

    def refresh(self, touched: ChangeSet | None) -> None:
        """Have versions and copies looked for; what is shown stays until then."""
        self.merge_button.setVisible(self.desk.document.may_change)
        if not self._read:
            self.head.show_words(self.title(), self.words.text("Being looked for"))
        path = self.desk.document.session.path
        self._background.ask("versions", partial(_versions, path))
        if touched is None:
            self._background.ask("copies", partial(_copies, path))

    @Slot(str, object)
    def _on_done(self, key: str, result: object) -> None:
        if not isinstance(result, tuple):
            return
        if key == "versions":
            self._read = True
            self.kept = result
            self._show_versions()
            if self._wants_focus and isinstance(self.window().focusWidget(), Heading):
                self.take_focus()
        elif key == "copies":
            self._copies = result
            self._show_copies()

    @Slot(str, object)
    def _on_failed(self, key: str, sentences: Sequence[Message]) -> None:
        self._read = True
        if key == "versions":
            said = " ".join(self.words.say(one) for one in sentences)
            self.head.show_words(self.title(), said)

    def _show_versions(self) -> None:
        words, count = self.words, len(self.kept)
        title = words.plural("{count} earlier version", "{count} earlier versions", count)
        lead = words.text("Kept on this computer. Going back is one step, which can be undone.")
        self.head.show_words(title if count else self.title(), lead if count else "")
        self.card.setVisible(bool(count))
        self.empty.setVisible(not count)
        self.table.show_rows([str(one.number) for one in self.kept], self._row)

    def _row(self, place: int) -> TextRow:
        words, one = self.words, self.kept[place]
        size = evidence_texts.size(words, one.size)
        if not one.readable:
            name = words.text("Revision {number}", number=one.revision)
            damaged = words.text("Damaged, cannot be read")
            cells = (Cell(name, damaged, "triangle-alert", ink="error", strong=True),)
            blank = (Cell(), Cell(), Cell(size, ink="text2", small=True), Cell(), Cell())
            return TextRow(str(one.number), (*cells, *blank), f"{name}. {damaged}")
        when = changes.moment(words, one.time)
        answers = words.plural("{count} answer", "{count} answers", one.answers)
        back = Cell(words.text("Go back to it"), action="restore")
        return TextRow(
            str(one.number),
            (
                Cell(when, strong=True),
                Cell(one.actor, ink="text2", small=True),
                Cell(answers, ink="text2", small=True),
                Cell(size, ink="text2", small=True),
                back if self.desk.document.may_change else Cell(),
                Cell(words.text("What can be done"), icon="ellipsis", action="menu"),
            ),
            ", ".join((when, one.actor, answers, size)),
        )

    # going back

    @Slot(str)
    def _on_opened(self, number: str) -> None:
        self.restore(int(number))

    @Slot(str, str)
    def _on_acted(self, number: str, _action: str) -> None:
        self.restore(int(number))

    def restore(self, number: int) -> None:
        """Bring the content back to an earlier version."""
        document, words = self.desk.document, self.words
        version = next(one for one in self.kept if one.number == number)
        try:
            touched = versions.restore(document.session, number)
        except (Refused, StorageTrouble) as trouble:
            self._tell(sentences_of(trouble))
            return
        document.changed_outside(touched)
        if touched.answers or touched.fields:
            when = changes.moment(words, version.time)
            self.desk.say(words.text("Back to the version of {time}", time=when))
        else:
            said = words.text("This version has nothing that differs from now.")
            self.desk.say(said, can_undo=False)

    def _tell(self, sentences: Sequence[Message]) -> None:
        self.desk.warn(" ".join(self.words.say(one) for one in sentences))

    @Slot(str, QPoint)
    def open_menu(self, key: str, at: QPoint) -> None:
        """Open the menu of a version at a place of the screen."""
        self.table.show_current(key)
        words = self.words
        version = next(one for one in self.kept if str(one.number) == key)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(changes.moment(words, version.time))
        entries: list[tuple[str, Callable[[int], None]]] = []
        if self.desk.document.may_change and version.readable:
            entries.append((words.text("Go back to it") + "\tEnter", self.restore))
        if version.readable:
            entries.append((words.text("Save as a file…"), self._save_as))
        for text, act in entries:
            action = menu.addAction(text)
            action.triggered.connect(partial(self._on_menu, act, version.number))
        menu.popup(at)

    def _on_menu(self, act: Callable[[int], None], number: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        act(number)

    def _save_as(self, number: int) -> None:
        words, path = self.words, self.desk.document.session.path
        version = next(one for one in self.kept if one.number == number)
        suggested = path.with_stem(f"{path.stem} {version.time[:10]}")
        target = place_to_save(
            self.window(),
            words.text("Save an earlier version"),
            suggested,
            words.text("Assessments (*.excellence)"),
        )
        if target is not None:
            self.save_as(number, target)

    def save_as(self, number: int, target: Path) -> None:
        """Write an earlier version into a file of its own."""
        try:
            versions.save_version_as(self.desk.document.session.path, number, target)
        except (Refused, StorageTrouble) as trouble:
            self._tell(sentences_of(trouble))
            return
        self.desk.say(
            self.words.text("Version saved as {file}.", file=target.name), can_undo=False
        )

    # other copies

    def _show_copies(self) -> None:
        words = self.words
        for strip in self.strips.findChildren(MessageStrip):
            self.strips.box.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        found = [one for one in self._copies if one.news]
        for one in found:
            news = words.plural(
                "It has {count} change that is missing here.",
                "It has {count} changes that are missing here.",
                one.news,
            )
            actions = ((one.path.name, words.text("Bring them in")),)
            strip = MessageStrip(
                self.desk.theme,
                Tone.INFO,
                words.text("“{file}” is another copy of this assessment.", file=one.path.name),
                news,
                actions=actions if self.desk.document.may_change else (),
            )
            strip.pressed.connect(self._on_copy)
            self.strips.put(strip)
        self.strips.setVisible(bool(found))

    @Slot(str)
    def _on_copy(self, name: str) -> None:
        self.merge(next(one.path for one in self._copies if one.path.name == name))

    @Slot()
    def _choose_copy(self) -> None:
        words, path = self.words, self.desk.document.session.path
        found = files_to_read(
            self.window(),
            words.text("Bring in another copy"),
            path.parent,
            words.text("Assessments (*.excellence)"),
            several=False,
        )
        if found:
            self.merge(found[0])

    def merge(self, copy: Path) -> None:
        """Bring in what another copy of the document has; where both differ both are kept."""
        document, words = self.desk.document, self.words
        before = len(document.assessment.conflicts)
        try:
            merged = versions.merge_copies(document.session, [copy])
        except (Refused, StorageTrouble) as trouble:
            self._tell(sentences_of(trouble))
            return
        document.changed_outside(changes_between(merged.before, merged.after))
        count = sum(merged.news.values())
        self._background.ask("copies", partial(_copies, document.session.path))
        if not count:
            said = words.text("{file} has nothing that is missing here.", file=copy.name)
            self.desk.say(said, can_undo=False)
            return
        said = words.plural("{count} change brought in", "{count} changes brought in", count)
        if len(document.assessment.conflicts) > before:
            self.desk.go("conflicts")
        self.desk.say(said)

    @Slot()
    def _to_history(self) -> None:
        self.desk.go("history")


def _versions(path: Path) -> tuple[Version, ...]:
    return tuple(versions.versions(path))


def _copies(path: Path) -> tuple[versions.Copy, ...]:
    return tuple(versions.copies(path))
