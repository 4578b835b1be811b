"""Tally: how a folder of answered questionnaires was answered, question by question."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from excellence_app.domain.messages import N_, Message
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.progress_row import ProgressRow
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.choosing_files import files_to_read, folder_to_fill, place_to_save
from excellence_app.gui.parts.dropped import countable_in
from excellence_app.gui.parts.filling_page import show_part
from excellence_app.gui.parts.key_field import key_words
from excellence_app.gui.parts.legend import Legend, Sample
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.report_making import FORMS
from excellence_app.gui.parts.start_layout import DropFrame
from excellence_app.gui.parts.start_reading import usual_folder
from excellence_app.gui.parts.table_page import TablePage
from excellence_app.gui.parts.tally_block import TallyBlock
from excellence_app.gui.parts.tally_choice import TallyChoice
from excellence_app.gui.parts.tally_places import (
    Reading,
    counted,
    paths_of,
    read_folders,
    split,
)
from excellence_app.gui.parts.tally_side import TallySide
from excellence_app.gui.theme import TextStyle
from excellence_app.session.tally_shown import (
    DOCUMENTS,
    LEFT_OUT,
    Block,
    ShownTally,
    TallyChapter,
    left_out_block,
    save,
    suggested_name,
)
from excellence_app.session.tallying import NothingToCount

if TYPE_CHECKING:  # only for its type
    from excellence_app.domain.assessment import ChangeSet

_TYPING = 150  # milliseconds after the last letter
_LOOK = 100  # milliseconds between looks how far the reading is
_WIDEST = 980
_CSV = (".csv", N_("Save the figures as CSV"), N_("Table for spreadsheets (*.csv)"))
_FORMS: Mapping[str, tuple[str, str, str]] = {**FORMS, "csv": _CSV}
_MENU = (
    ("pdf", N_("Report as PDF…")),
    ("docx", N_("Report as Word file…")),
    ("html", N_("Report as web page…")),
    ("csv", N_("Figures as CSV…")),
)


class TallyPage(Page):
    """What is to be counted, how far the reading is, or what was counted, chapter by chapter."""

    key: ClassVar[str] = "tally"
    needs_document: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.shown: ShownTally | None = None
        self.places: list[Path] = []
        self.against: list[Path] = []
        self.blocks: list[TallyBlock] = []
        self._cards: list[Card] = []
        self._chapter = ""
        self._item = ""
        self._asked = 0  # how often something was to be counted; what comes late does not count
        self._reading: Reading | None = None
        self._nothing: NothingToCount | None = None
        self._choosing = True
        self._beside = False
        self._folders_known = False
        self.strip: MessageStrip | None = None
        self.setAcceptDrops(True)
        self._work = Background(self)
        self._work.done.connect(self._on_done)
        self._work.failed.connect(self._on_failed)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self._show_progress)
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
        self._strips = Column(theme)
        self._strips.hide()
        self._controls = self._make_controls()
        self.legend = Legend(theme, words.text("What the marks mean"))
        self.choice = TallyChoice(self.desk)
        self.choice.folder_asked.connect(self.ask_for_folder)
        self.choice.files_asked.connect(self.ask_for_files)
        self.choice.chosen.connect(self._on_chosen)
        self._progress = self._make_progress()
        self.heading = Heading(theme, "", TextStyle.TITLE)
        self._blocks = Column(theme, spacing=14)
        self.next = Button(theme, words.text("Next"), Kind.QUIET, icon_after="chevron-right")
        self.next.clicked.connect(self._on_next)
        foot = Row(theme)
        foot.stretch()
        foot.put(self.next)
        self._result = Column(theme, spacing=12)
        self._result.put(self.heading, self._blocks, foot)
        column = self.view.column
        for part in (
            self.head,
            self._strips,
            self._controls,
            self.legend,
            Gap(theme, 2),
            self.choice,
            self._progress,
            self._result,
        ):
            column.addWidget(part)
        self._side = TallySide(self.desk)
        self._side.contents.chosen.connect(self._on_contents)
        self._drop_frame = DropFrame(theme, words.text("Let go to count it"), self)
        self._show_state()

    def _make_controls(self) -> QWidget:
        theme, words = self.theme, self.words
        self.chapters = DropDown(theme, words.text("Chapter"), quiet=True)
        self.chapters.chosen.connect(self.show_chapter)
        self.split = DropDown(theme, words.text("Split by"), quiet=True)
        self.split.chosen.connect(self._on_split)
        self.compare = Button(theme, words.text("Compare with…"), icon="compare")
        self.compare.clicked.connect(self.ask_for_against)
        self.alone = IconButton(theme, words.text("Compare with no other folder"), "x")
        self.alone.clicked.connect(self._on_alone)
        self.practice = StatePill(theme, State.PLAIN, words.text("Fictional"))
        self.search = LineEdit(
            theme,
            words.text("Find in what was written"),
            placeholder=words.text("Find in texts"),
            icon="search",
            key=key_words("Ctrl+F"),
        )
        self.search.most_characters = 16
        self.search.textEdited.connect(self._on_typed)
        controls = Flow(theme, across=10, down=8)
        controls.put(self.practice, self.chapters, self.split, self.compare, self.alone)
        controls.put(self.search)
        return controls

    def _make_progress(self) -> QWidget:
        theme, words = self.theme, self.words
        self.progress = ProgressRow(theme, words.text("Documents are read"))
        self.cancel = Button(theme, words.text("Cancel"))
        self.cancel.clicked.connect(self.stop)
        below = Row(theme)
        below.put(self.cancel)
        below.stretch()
        both = Column(theme, spacing=14, margins=(0, 16, 0, 0))
        both.put(self.progress, below)
        return both

    # what the window asks

    def title(self) -> str:
        """Return the headline."""
        return self.head.heading.text()

    def side(self) -> QWidget:
        """Return the chapters and what is to be known about the documents."""
        return self._side

    def side_shown(self, *, shown: bool) -> None:
        """Offer the chapters in a list that opens where they do not stand beside the page."""
        self._beside = shown
        show_part(self.chapters, wanted=not shown)

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
        if self._reading is not None:
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._choosing:
            self.choice.take_focus()
        else:
            super().take_focus()

    def focus_search(self) -> None:
        """Go to the field that finds texts."""
        if self.search.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    # choosing

    def choose_others(self) -> None:
        """Offer to count something else; what was counted can be had back with Esc."""
        self._choosing = True
        self._nothing = None
        self._clear_strip()
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
        if self._reading is not None:
            self._reading.stop = True
        self._asked += 1
        if self.places and list(places) != self.places:
            self._chapter = ""
        self._reading = reading = Reading()
        self._wanted = (list(places), list(against))
        self._clear_strip()
        self._work.ask(
            f"count {self._asked}",
            partial(counted, self.words, list(places), list(against), reading),
        )
        self._look.start()
        self._show_progress()
        self._show_state()
        if self.isVisible():
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def stop(self) -> None:
        """Read no more; what was counted before stays."""
        if self._reading is not None:
            self._reading.stop = True
            self._asked += 1
            self._end_reading()

    def _end_reading(self) -> None:
        self._reading = None
        self._look.stop()
        self._show_state()
        if self.isVisible():
            self.take_focus()

    @Slot()
    def _show_progress(self) -> None:
        reading = self._reading
        if reading is None:
            return
        whole = max(reading.whole, 1)
        told = self.words.text("{part} of {whole}", part=reading.read, whole=reading.whole)
        self.progress.show_progress(reading.read / whole, told if reading.whole else "")

    @Slot(str, object)
    def _on_done(self, key: str, found: object) -> None:
        kind, _, number = key.partition(" ")
        if kind == "folders":
            self.choice.show_folders(found)  # type: ignore[arg-type]  # what `read_folders` returns
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        elif kind == "save" and isinstance(found, Path):
            text = self.words.text("Saved as {file}.", file=found.name)
            self.desk.say(text, can_undo=False)
        elif number != str(self._asked):
            return  # something else has been asked for since
        elif isinstance(found, ShownTally):
            self._take(found, anew=kind == "count")
        elif isinstance(found, NothingToCount):
            self._nothing = found
            self._show_trouble((found.message,))
            self._end_reading()

    def _take(self, found: ShownTally, *, anew: bool) -> None:
        self.shown = found
        self._nothing = None
        if anew:
            self.places, self.against = self._wanted
            self._choosing = False
            self.search.setText("")
        self._fill_controls(found)
        self._side.show_tally(found)
        self._show_left_out(found)
        self._show_chapter()
        if anew:
            self.view.area.verticalScrollBar().setValue(0)
            self._end_reading()

    @Slot(str, object)
    def _on_failed(self, key: str, sentences: Sequence[Message]) -> None:
        kind, _, number = key.partition(" ")
        if kind == "save":
            self._show_trouble(sentences)
        elif number == str(self._asked):
            self._show_trouble(sentences)
            if self._reading is not None:
                self._end_reading()

    # what is shown

    def _show_state(self) -> None:
        words, shown = self.words, self.shown
        reads = self._reading is not None
        counted_some = shown is not None and not self._choosing and not reads
        show_part(self._progress, wanted=reads)
        show_part(self.choice, wanted=self._choosing and not reads)
        self.other.setVisible(counted_some)
        self.save_button.setVisible(counted_some)
        for part in (self._controls, self._result):
            show_part(part, wanted=counted_some or self._nothing is not None)
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
            self._show_nothing(self._nothing)

    def _show_nothing(self, nothing: NothingToCount) -> None:
        some = bool(nothing.left_out)
        show_part(self._result, wanted=some)
        if some:
            self.heading.hide()
            self.next.hide()
            self._show_blocks((left_out_block(self.words, nothing.left_out),))

    def _fill_controls(self, shown: ShownTally) -> None:
        words = self.words
        entries = [("", words.text("Not split"))]
        entries += [
            (key, words.text("Split by {question}", question=f"{key} {text}"))
            for key, text in shown.may_split
        ]
        self.split.set_entries(entries, shown.split)
        show_part(self.split, wanted=len(entries) > 1)
        self.chapters.set_entries([(one.key, one.title) for one in shown.chapters], self._chapter)
        show_part(self.chapters, wanted=not self._beside)
        show_part(self.practice, wanted=shown.practice)
        show_part(self.alone, wanted=bool(self.against))
        caption = words.text("Compare with…")
        if self.against:
            caption = words.text("Compared with {folder}", folder=self.against[0].name)
        self.compare.set_caption(caption)
        self.compare.on_theme_changed()
        if shown.two:
            self.legend.show_entries(
                (
                    (Sample.BAR_EARLIER, words.text("First survey")),
                    (Sample.BAR_TOTAL, words.text("Second survey")),
                )
            )

    def _show_left_out(self, shown: ShownTally) -> None:
        left_out = shown.gathered.left_out
        self._clear_strip()
        if left_out:
            self._put_strip(
                MessageStrip(
                    self.theme,
                    Tone.GAP,
                    self.words.plural(
                        "{count} file is left out.", "{count} files are left out.", len(left_out)
                    ),
                    actions=(("list", self.words.text("Show the list")),),
                )
            )

    def _show_trouble(self, sentences: Sequence[Message]) -> None:
        self._clear_strip()
        first, *rest = [self.words.say(one) for one in sentences]
        self._put_strip(MessageStrip(self.theme, Tone.ERROR, first, " ".join(rest)))

    def _put_strip(self, strip: MessageStrip) -> None:
        strip.pressed.connect(self._on_strip)
        self._strips.put(strip)
        self._strips.show()
        self.strip = strip
        strip.announce()

    def _clear_strip(self) -> None:
        strip, self.strip = self.strip, None
        if strip is not None:
            self._strips.box.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self._strips.hide()

    @Slot(str)
    def _on_strip(self, _action: str) -> None:
        self.search.setText("")
        self.show_chapter(DOCUMENTS)
        for block in self.blocks:
            if block.block.key == LEFT_OUT:
                block.header.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                block.header.heading.setFocus(Qt.FocusReason.OtherFocusReason)
                self.view.show_whole(block)

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
            self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> int:
        keys = [one.key for one in self.shown.chapters] if self.shown is not None else []
        return keys.index(self._chapter) if self._chapter in keys else 0

    @property
    def chapter(self) -> TallyChapter | None:
        """The chapter that is shown, what was found while something is sought."""
        if self.shown is None:
            return None
        wanted = self.search.text().strip()
        return self.shown.found(wanted) if wanted else self.shown.chapters[self._place()]

    def _show_chapter(self) -> None:
        self._typing.stop()
        chapter = self.chapter
        if chapter is None or self.shown is None:
            return
        place, finds = self._place(), bool(self.search.text().strip())
        self.heading.setText(chapter.title)
        show_part(self.heading, wanted=True)
        self.chapters.show_entry(self.shown.chapters[place].key)
        self._side.contents.show_current(-1 if finds else place)
        following = self.shown.chapters[place + 1 : place + 2]
        show_part(self.next, wanted=bool(following) and not finds)
        for one in following:
            self.next.set_caption(self.words.text("Next: {chapter}", chapter=one.title))
            self.next.on_theme_changed()
        self._show_blocks(chapter.blocks)

    def _has_bars(self) -> bool:
        """Return whether there are bars of two surveys, which have to be told apart."""
        grids = (grid for one in self.blocks for grid in one.block.grids)
        return self.shown is not None and self.shown.two and any(one.chart for one in grids)

    def _show_blocks(self, blocks: Sequence[Block]) -> None:
        self.view.follow_no_rows()
        for old in self._cards:
            self._blocks.box.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._cards, self.blocks = [], []
        for block in blocks:
            made = TallyBlock(self.desk, block, self.view.follow_rows)
            self.blocks.append(made)
            if block.inner and self._cards:  # what is asked in entries stands with these
                self._cards[-1].body.addWidget(Hairline(self.theme))
            else:
                self._cards.append(Card(self.theme, block.title, padding=8, spacing=8))
            self._cards[-1].body.addWidget(made)
        for card in self._cards:
            self._blocks.put(card)
        show_part(self.legend, wanted=self._has_bars() and not self._choosing)

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self._typing.start()

    @Slot(str)
    def _on_split(self, question: str) -> None:
        if self.shown is not None:
            self._asked += 1
            gathered = self.shown.gathered
            self._work.ask(f"split {self._asked}", partial(split, self.words, gathered, question))

    # saving

    @Slot()
    def _open_save_menu(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(self.words.text("Save"))
        for form, text in _MENU:
            menu.addAction(self.words.text(text), partial(self.ask_where_to_save, form))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.save_button.mapToGlobal(QPoint(0, self.save_button.height())))

    def ask_where_to_save(self, form: str) -> None:
        """Ask for a file and write what was counted to it, in one of the forms."""
        if self.shown is None:
            return
        suffix, title, kind = _FORMS[form]
        words = self.words
        folder = self._folder()
        if self._item.startswith("practice/"):
            folder = usual_folder(self.desk.preferences)
        name = suggested_name(words, self.shown.gathered.criteria)
        path = place_to_save(self, words.text(title), folder / f"{name}{suffix}", words.text(kind))
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write what was counted to a file, in a thread."""
        if self.shown is not None:
            self._work.ask(f"save {path}", partial(save, self.shown, self.words, path))

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
        elif self._reading is not None:
            self.stop()
        elif self.search.text() and not self._choosing:
            self.search.setText("")
            self._show_chapter()
        elif self._choosing and self.shown is not None:
            self._choosing = False
            self._nothing = None
            self._clear_strip()
            self._take(self.shown, anew=False)
            self._show_state()
            self.take_focus()
        else:
            super().keyPressEvent(event)
