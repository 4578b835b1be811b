"""Tally: how a folder of answered questionnaires was answered, question by question."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from excellence_app.domain.messages import Message
from excellence_app.gui.components.boxes import Gap
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.choosing_files import files_to_read, folder_to_fill
from excellence_app.gui.parts.dropped import countable_in
from excellence_app.gui.parts.filling_page import show_part
from excellence_app.gui.parts.legend import Legend, Sample
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.start_layout import DropFrame
from excellence_app.gui.parts.start_reading import usual_folder
from excellence_app.gui.parts.table_page import TablePage
from excellence_app.gui.parts.tally_block import TallyBlock
from excellence_app.gui.parts.tally_choice import TallyChoice
from excellence_app.gui.parts.tally_controls import TallyControls
from excellence_app.gui.parts.tally_places import paths_of, read_folders
from excellence_app.gui.parts.tally_reading import TallyReading
from excellence_app.gui.parts.tally_result import TallyResult
from excellence_app.gui.parts.tally_saving import TallySaving
from excellence_app.gui.parts.tally_side import TallySide
from excellence_app.gui.parts.trouble_strip import TroubleStrip
from excellence_app.session.tally_shown import (
    DOCUMENTS,
    LEFT_OUT,
    ShownTally,
    TallyChapter,
    left_out_block,
)
from excellence_app.session.tallying import NothingToCount

if TYPE_CHECKING:  # only for its type
    from excellence_app.domain.assessment import ChangeSet

_TYPING = 150  # milliseconds after the last letter
_WIDEST = 980


class TallyPage(Page):
    """What is to be counted, how far the reading is, or what was counted, chapter by chapter."""

    key: ClassVar[str] = "tally"
    needs_document: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.shown: ShownTally | None = None
        self.places: list[Path] = []
        self.against: list[Path] = []
        self._wanted: tuple[list[Path], list[Path]] | None = None  # what is being read
        self._chapter = ""
        self._item = ""
        self._nothing: NothingToCount | None = None
        self._choosing = True
        self._folders_known = False
        self.setAcceptDrops(True)
        self._work = Background(self)
        self._work.done.connect(self._on_done)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self._show_chapter)
        self._put_parts()

    def _put_parts(self) -> None:
        theme, words = self.theme, self.words
        self.view = TablePage(theme, words.text("Tally"), widest=_WIDEST)
        self.body.addWidget(self.view)
        self.head = PageHead(theme)
        self.other = Button(theme, words.text("Other answers…"))
        self.other.clicked.connect(self.choose_others)
        self.save_button = Button(
            theme, words.text("Save"), Kind.PRIMARY, icon="download", icon_after="chevron-down"
        )
        self.save_button.clicked.connect(self._open_save_menu)
        self.head.put(self.other, self.save_button)
        self._trouble = TroubleStrip(theme, words)
        self._trouble.pressed.connect(self._on_strip)
        self._controls = TallyControls(theme, words)
        self._controls.chapters.chosen.connect(self.show_chapter)
        self._controls.split_chosen.connect(self._on_split)
        self._controls.typed.connect(self._typing.start)
        self._controls.compare_asked.connect(self.ask_for_against)
        self._controls.alone_asked.connect(self._on_alone)
        self.chapters, self.split = self._controls.chapters, self._controls.split
        self.compare, self.alone = self._controls.compare, self._controls.alone
        self.practice, self.search = self._controls.practice, self._controls.search
        self.legend = Legend(theme, words.text("What the marks mean"))
        self.choice = TallyChoice(self.desk)
        self.choice.folder_asked.connect(self.ask_for_folder)
        self.choice.files_asked.connect(self.ask_for_files)
        self.choice.chosen.connect(self._on_chosen)
        self._reading = TallyReading(theme, words)
        self._reading.done.connect(self._on_counted)
        self._reading.failed.connect(self._on_not_counted)
        self.progress, self.cancel = self._reading.progress, self._reading.cancel
        self.cancel.clicked.connect(self.stop)
        self._saving = TallySaving(self.desk, self, self._folder_to_save)
        self._saving.failed.connect(self._trouble.show_trouble)
        self._result = TallyResult(self.desk, self.view)
        self._result.next_asked.connect(self._on_next)
        self.heading, self.next = self._result.heading, self._result.next
        column = self.view.column
        above = (self.head, self._trouble, self._controls, self.legend, Gap(theme, 2))
        parts: tuple[QWidget, ...] = (*above, self.choice, self._reading, self._result)
        for part in parts:
            column.addWidget(part)
        self._side = TallySide(self.desk)
        self._side.contents.chosen.connect(self._on_contents)
        self._drop_frame = DropFrame(theme, words.text("Let go to count it"), self)
        self._show_state()

    @property
    def blocks(self) -> Sequence[TallyBlock]:
        """The questions that are shown."""
        return self._result.blocks

    @property
    def strip(self) -> MessageStrip | None:
        """The message over the page."""
        return self._trouble.strip

    # what the window asks

    def title(self) -> str:
        """Return the headline."""
        return self.head.heading.text()

    def side(self) -> QWidget:
        """Return the chapters and what is to be known about the documents."""
        return self._side

    def side_shown(self, *, shown: bool) -> None:
        """Offer the chapters in a list that opens where they do not stand beside the page."""
        self._controls.show_beside(beside=shown)

    def go_to(self, place: Place) -> None:
        """Count what the place names; without a name show what is there."""
        super().go_to(place)
        self._chapter = place.part or self._chapter
        if place.item and place.item != self._item:
            self._on_chosen(place.item)
        elif place.part:
            self._show_chapter()

    def refresh(self, touched: "ChangeSet | None") -> None:  # noqa: ARG002 - nothing changes here
        """Look once which folders there are to practise with."""
        if not self._folders_known:
            self._folders_known = True
            self._work.ask("folders", partial(read_folders, self.words))

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what finding means here."""
        return {"find": self.focus_search}

    def may_leave(self) -> bool:
        """Wait for no more letters."""
        self._typing.stop()
        return True

    def follow_on(self, other: Page) -> None:
        """Count the same again, in this window's language."""
        if isinstance(other, TallyPage) and other.places:
            self.count(other.places, other.against)

    def take_focus(self) -> None:
        """Put the focus on the choice, or on the headline of what was counted."""
        if self._reading.is_reading:
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._choosing:
            self.choice.take_focus()
        else:
            super().take_focus()

    def focus_search(self) -> None:
        """Go to the field that finds texts."""
        self._controls.focus_search()

    # choosing

    def choose_others(self) -> None:
        """Offer to count something else; what was counted can be had back with Esc."""
        self._choosing = True
        self._nothing = None
        self._trouble.clear()
        self._show_state()
        self.choice.take_focus()

    def _on_chosen(self, item: str) -> None:
        places = paths_of(item)
        if places:
            self._item = item
            self.count(places)

    @Slot()
    def ask_for_folder(self) -> None:
        """Choose a folder to count."""
        title = self.words.text("Count a folder of answers")
        found = folder_to_fill(self, title, self._folder())
        if found is not None:
            self.count([found])

    @Slot()
    def ask_for_files(self) -> None:
        """Choose files to count."""
        found = files_to_read(
            self,
            self.words.text("Count answers"),
            self._folder(),
            self.words.text("Assessments (*.excellence)"),
        )
        if found:
            self.count(found)

    @Slot()
    def ask_for_against(self) -> None:
        """Choose the folder of the first survey."""
        title = self.words.text("Documents of the first survey")
        found = folder_to_fill(self, title, self._folder())
        if found is not None:
            self.count(self.places, [found])

    @Slot()
    def _on_alone(self) -> None:
        self.count(self.places)

    def _folder(self) -> Path:
        for place in self.places:
            return place if place.is_dir() else place.parent
        if self.desk.has_document:
            return self.desk.document.session.path.parent
        return usual_folder(self.desk.preferences)

    # counting

    def count(self, places: Sequence[Path], against: Sequence[Path] = ()) -> None:
        """Read and count documents in a thread."""
        if self.places and list(places) != self.places:
            self._chapter = ""
        self._wanted = (list(places), list(against))
        self._trouble.clear()
        self._reading.read(places, against)
        self._show_state()
        if self.isVisible():
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def stop(self) -> None:
        """Read no more; what was counted before stays."""
        if self._reading.is_reading:
            self._wanted = None
            self._reading.stop()
            self._end_reading()

    def _end_reading(self) -> None:
        self._show_state()
        if self.isVisible():
            self.take_focus()

    @Slot(object)
    def _on_counted(self, found: object) -> None:
        wanted, self._wanted = self._wanted, None
        if isinstance(found, ShownTally):
            if wanted is not None:  # else it was only split
                self.places, self.against = wanted
                self._choosing = False
                self.search.setText("")
            self._take(found)
            if wanted is not None:
                self.view.area.verticalScrollBar().setValue(0)
                self._end_reading()
        elif isinstance(found, NothingToCount):
            self._nothing = found
            self._trouble.show_trouble((found.message,))
            self._end_reading()

    @Slot(object)
    def _on_not_counted(self, sentences: Sequence[Message]) -> None:
        self._trouble.show_trouble(sentences)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._end_reading()

    @Slot(str, object)
    def _on_done(self, _key: str, found: object) -> None:
        self.choice.show_folders(found)  # type: ignore[arg-type]  # what `read_folders` returns
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _take(self, found: ShownTally) -> None:
        self.shown = found
        self._nothing = None
        self._controls.show_tally(found, self._chapter, self.against)
        if found.two:
            self.legend.show_entries(
                (
                    (Sample.BAR_EARLIER, self.words.text("First survey")),
                    (Sample.BAR_TOTAL, self.words.text("Second survey")),
                )
            )
        self._side.show_tally(found)
        self._show_left_out(found)
        self._show_chapter()

    # what is shown

    def _show_state(self) -> None:
        words, shown = self.words, self.shown
        reads = self._reading.is_reading
        counted_some = shown is not None and not self._choosing and not reads
        show_part(self._reading, wanted=reads)
        show_part(self.choice, wanted=self._choosing and not reads)
        self.other.setVisible(counted_some)
        self.save_button.setVisible(counted_some)
        show_part(self._result, wanted=counted_some or self._nothing is not None)
        show_part(self._controls, wanted=counted_some)
        show_part(self.legend, wanted=counted_some and self._has_bars())
        self._side.show_tally(shown if counted_some else None)
        if counted_some and shown is not None:
            self.head.show_words(shown.title, shown.standing)
        elif reads:
            self.head.show_words(words.text("Answers are counted"), "")
        else:
            self.head.show_words(
                words.text("Count a folder of answers"),
                words.text("See how many answered what, question by question."),
            )
        if self._nothing is not None:
            left_out = self._nothing.left_out
            show_part(self._result, wanted=bool(left_out))
            if left_out:
                self._result.show_alone(left_out_block(words, left_out))

    def _show_left_out(self, shown: ShownTally) -> None:
        count = len(shown.gathered.left_out)
        if not count:
            self._trouble.clear()
            return
        said = self.words.plural("{count} file is left out.", "{count} files are left out.", count)
        actions = (("list", self.words.text("Show the list")),)
        self._trouble.show_strip(MessageStrip(self.theme, Tone.GAP, said, actions=actions))

    @Slot(str)
    def _on_strip(self, _action: str) -> None:
        self.show_chapter(DOCUMENTS)
        self._result.focus_block(LEFT_OUT)

    # chapters

    @Slot(str)
    def show_chapter(self, key: str) -> None:
        """Show a chapter by its key."""
        self._chapter = key
        self.search.setText("")
        self._show_chapter()
        self.view.area.verticalScrollBar().setValue(0)

    @Slot(int)
    def _on_contents(self, place: int) -> None:
        if self.shown is not None:
            self.show_chapter(self.shown.chapters[place].key)

    @Slot()
    def _on_next(self) -> None:
        if self.shown is not None:
            self.show_chapter(self.shown.chapters[self._place() + 1].key)
            self._result.focus_heading()

    def _place(self) -> int:
        keys = [one.key for one in self.shown.chapters] if self.shown is not None else []
        return keys.index(self._chapter) if self._chapter in keys else 0

    @property
    def chapter(self) -> TallyChapter | None:
        """The chapter that is shown, what was found while something is sought."""
        if self.shown is None:
            return None
        wanted = self._controls.searched
        return self.shown.found(wanted) if wanted else self.shown.chapters[self._place()]

    @Slot()
    def _show_chapter(self) -> None:
        self._typing.stop()
        chapter = self.chapter
        if chapter is None or self.shown is None:
            return
        place, finds = self._place(), bool(self._controls.searched)
        self.chapters.show_entry(self.shown.chapters[place].key)
        self._side.contents.show_current(-1 if finds else place)
        following = () if finds else self.shown.chapters[place + 1 : place + 2]
        self._result.show_chapter(chapter, next(iter(following), None))
        show_part(self.legend, wanted=self._has_bars() and not self._choosing)

    def _has_bars(self) -> bool:
        """Return whether there are bars of two surveys, which have to be told apart."""
        return self.shown is not None and self.shown.two and self._result.has_charts

    @Slot(str)
    def _on_split(self, question: str) -> None:
        if self.shown is not None:
            self._reading.split(self.shown.gathered, question)

    # saving

    @Slot()
    def _open_save_menu(self) -> None:
        self._saving.open_menu(self.save_button, self.ask_where_to_save)

    def ask_where_to_save(self, form: str) -> None:
        """Ask for a file and write what was counted to it, in one of the forms."""
        if self.shown is not None:
            self._saving.ask(form, self.shown)

    def write(self, path: Path) -> None:
        """Write what was counted to a file, in a thread."""
        if self.shown is not None:
            self._saving.write(self.shown, path)

    def _folder_to_save(self) -> Path:
        is_ours = self._item.startswith("practice/")
        return usual_folder(self.desk.preferences) if is_ours else self._folder()

    # folders and files that are dropped, and keys

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take folders and documents."""
        if countable_in(event):
            event.acceptProposedAction()
            self._drop_frame.setGeometry(self.rect())
            self._drop_frame.raise_()
            self._drop_frame.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the frame away."""
        super().dragLeaveEvent(event)
        self._drop_frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Count what is dropped."""
        self._drop_frame.hide()
        places = countable_in(event)
        if places:
            event.acceptProposedAction()
            self._item = ""
            self.count(places)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc end a search, stop the reading, or bring back what was counted."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._reading.is_reading:
            self.stop()
        elif self.search.text() and not self._choosing:
            self.search.setText("")
            self._show_chapter()
        elif self._choosing and self.shown is not None:
            self._choosing = False
            self._nothing = None
            self._take(self.shown)
            self._show_state()
            self.take_focus()
        else:
            super().keyPressEvent(event)
