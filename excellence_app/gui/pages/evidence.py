"""Evidence: every item with its state and use, files dropped here, and what cannot be found."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet, Evidence, EvidenceState
from excellence_app.domain.messages import N_
from excellence_app.gui.components.boxes import Column, Flow
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.state_pill import State
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.evidence_actions import EvidenceActions
from excellence_app.gui.parts.evidence_box import icon_of
from excellence_app.gui.parts.evidence_details import EvidenceDetails
from excellence_app.gui.parts.evidence_menu import MOST_QUESTIONS, EvidenceMenu
from excellence_app.gui.parts.file_preview import can_be_shown, picture_of
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.question_chooser import QuestionChooser
from excellence_app.gui.parts.table.row_table import text_table
from excellence_app.gui.parts.table.rows import Cell, TextRow
from excellence_app.gui.parts.table.text_rows import TextColumn
from excellence_app.gui.parts.table_page import TableCard, TablePage
from excellence_app.gui.theme import TextStyle
from excellence_app.session import evidence_files
from excellence_app.session.evidence_rows import (
    EvidenceRow,
    EvidenceStanding,
    counts,
    evidence_rows,
    filtered,
)
from excellence_app.session.session import AssessmentSession
from excellence_app.session.snapshot import snapshot
from excellence_app.session.versions import contents

_SHOWN_AFTER = 120  # milliseconds that a row is the current one before its file is read
_PILLS = {
    EvidenceStanding.SEEN: State.SEEN,
    EvidenceStanding.LISTED: State.LISTED,
    EvidenceStanding.PROMISED: State.PROMISED,
    EvidenceStanding.NOT_FOUND: State.NOT_FOUND,
}
_ALL = "all"


class EvidencePage(Page):
    """The table of all items, with the current one in the right column."""

    key = "evidence"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rows: tuple[EvidenceRow, ...] = ()
        self.shown: tuple[EvidenceRow, ...] = ()
        self._missing: frozenset[str] = frozenset()
        self._checked: tuple[str, ...] | None = None  # files whose content has been looked at
        self._pictured = ""
        self.strip: MessageStrip | None = None
        self._strip_item = ""
        self._background = Background(self)
        self._background.done.connect(self._on_done)
        self.doing = EvidenceActions(desk, self, self._background)
        self.doing.added.connect(self._on_added)
        self.doing.closed.connect(partial(self.refresh, None))
        self.setAcceptDrops(True)
        self._make_parts()
        self.details = EvidenceDetails(desk)
        self.details.asked.connect(self._on_asked)
        self.details.kind_chosen.connect(self._on_kind)
        self.details.question_chosen.connect(self._on_question)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_SHOWN_AFTER)
        self._look.timeout.connect(self._read_picture)

    def _make_parts(self) -> None:
        theme, words = self.desk.theme, self.words
        self._page = TablePage(theme, words.text("Evidence"))
        self.head = PageHead(theme)
        self.copy_button = Button(theme, words.text("Copy all files…"), icon="folder")
        self.copy_button.clicked.connect(self.doing.copy_all)
        self.add_button = Button(theme, words.text("Add file or link"), Kind.PRIMARY, icon="plus")
        self.add_button.clicked.connect(self.add)
        self.head.put(self.copy_button, self.add_button)
        self.only = SegmentedControl(
            theme,
            words.text("Which items are shown"),
            [(_ALL, ""), *((one.value, "") for one in EvidenceStanding)],
        )
        self.only.chosen.connect(self._on_filter)
        self.search = LineEdit(
            theme,
            words.text("Find an item"),
            placeholder=words.text("Find an item or a question"),
            icon="search",
        )
        self.search.most_characters = 24
        self.search.textEdited.connect(self._on_filter)
        self._filters = Flow(theme, across=16, down=8, at_end=1)
        self._filters.put(self.only, self.search)
        self._strips = Column(theme)
        self._strips.hide()
        self.table = text_table(
            theme,
            words.text("Evidence"),
            (
                TextColumn(words.text("Item"), share=1, least=230),
                TextColumn(words.text("Used for"), most=160),
                TextColumn(words.text("State"), most=190),
                TextColumn(words.text("Date"), most=110),
                TextColumn("", least=28, most=28),
            ),
        )
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.removed.connect(self._on_removed)
        self.table.renaming.connect(self._on_renaming)
        self.table.menu_asked.connect(self.open_menu)
        self.card = TableCard(theme, self.table)
        self.busy = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self.busy.hide()
        self.doing.busy.connect(self._on_busy)
        empty_button = Button(theme, words.text("Add file or link"), icon="plus")
        empty_button.clicked.connect(self.add)
        self.empty = EmptyPage(
            theme,
            "paperclip",
            words.text("No evidence is listed yet"),
            words.text("Drop files here or on a question, or name a link or a promise."),
            empty_button,
        )
        self.empty.hide()
        column = self._page.column
        for part in (self.head, self._filters, self._strips, self.busy):
            column.addWidget(part)
        self._page.fill(self.card, self.table)
        column.addWidget(self.empty, 1)
        self.body.addWidget(self._page)

    # the frame

    def title(self) -> str:
        """Return the headline."""
        return self.head.heading.text()

    def side(self) -> QWidget:
        """Return the details of the current item."""
        return self.details

    def go_to(self, place: Place) -> None:
        """Show an item, if the place names one."""
        super().go_to(place)
        if place.item:
            self.only.show_view(_ALL)
            self.search.clear()

    def shows(self, touched: ChangeSet) -> bool:
        """Return whether something about evidence has changed."""
        return "evidence" in touched.fields

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done here by key."""
        return {"add_evidence": self.add, "find": self._find}

    def take_focus(self) -> None:
        """Put the focus on the table, else on the button that adds something."""
        if self.shown:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.empty.isVisibleTo(self) and self.empty.button is not None:
            self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    def may_leave(self) -> bool:
        """Read no file that nobody looks at."""
        self._look.stop()
        return True

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # showing

    def refresh(self, touched: ChangeSet | None) -> None:
        """Show the items as they are now."""
        document = self.desk.document
        if touched is not None and not (
            touched.answers or touched.fields & {"evidence", "people", "criteria"}
        ):
            return
        self._check_contents()
        self.rows = evidence_rows(document.shown, self._missing)
        self._show_head()
        self._fill()
        self._show_strip()
        if self.place.item:
            wanted, self.place = self.place.item, Place(self.key)
            self.table.show_current(wanted)
        self.table.show_first()
        self._show_details()

    def _show_head(self) -> None:
        from excellence_app.session.headlines import evidence  # noqa: PLC0415 - when it is needed

        words, document = self.words, self.desk.document
        numbers = counts(self.rows)
        gone = numbers[EvidenceStanding.NOT_FOUND]
        headline = evidence(document.shown, gone)
        some = bool(self.rows)
        self.head.show_words(headline.title, headline.lead if some else "")
        self.only.set_caption(_ALL, words.text("All {count}", count=len(self.rows)))
        for standing, text in (
            (EvidenceStanding.SEEN, N_("Seen on site {count}")),
            (EvidenceStanding.LISTED, N_("Listed {count}")),
            (EvidenceStanding.PROMISED, N_("Promised {count}")),
            (EvidenceStanding.NOT_FOUND, N_("Not found {count}")),
        ):
            self.only.set_caption(standing.value, words.text(text, count=numbers[standing]))
        self.add_button.setVisible(document.may_change and some)
        files = any(item.file for item in document.assessment.evidence.values())
        self.copy_button.setVisible(files)
        self._filters.setVisible(some)
        self.card.setVisible(some)
        self.empty.setVisible(not some)
        if self.empty.button is not None:
            self.empty.button.setVisible(document.may_change)

    def _fill(self) -> None:
        view = self.only.view
        only = EvidenceStanding(view) if view not in {"", _ALL} else None
        self.shown = filtered(self.rows, only, self.search.text())
        self.table.show_rows([row.item for row in self.shown], self._row)

    def _row(self, place: int) -> TextRow:
        row = self.shown[place]
        item = self.desk.document.assessment.evidence[row.item]
        gone = row.standing is EvidenceStanding.NOT_FOUND
        uses = row.uses
        if len(uses) > MOST_QUESTIONS:
            left = len(uses) - MOST_QUESTIONS + 1
            more = self.words.plural("{count} more", "{count} more", left)
            uses = (*uses[: MOST_QUESTIONS - 1], more)
        return TextRow(
            row.item,
            (
                Cell(
                    row.title,
                    row.about,
                    "triangle-alert" if gone else icon_of(item),
                    ink="error" if gone else "text",
                    strong=True,
                ),
                Cell(pills=uses),
                Cell(row.state, state=_PILLS[row.standing]),
                Cell(row.day, ink="text2", small=True),
                Cell(self.words.text("What can be done"), icon="ellipsis", action="menu"),
            ),
            row.spoken,
        )

    def _on_filter(self, _wanted: str = "") -> None:
        self._fill()
        self.table.show_first()
        self._show_details()

    # what cannot be found

    def _check_contents(self) -> None:
        """Have the content of all files looked at, once for each that is named."""
        assessment = self.desk.document.assessment
        files = tuple(sorted({item.file for item in assessment.evidence.values() if item.file}))
        if files == self._checked:
            return
        self._checked = files
        if files:
            session = snapshot(self.desk.document.session)
            self._background.ask("contents", partial(contents, session))
        else:
            self._missing = frozenset()

    @Slot(str, object)
    def _on_done(self, key: str, result: object) -> None:
        if key == "contents" and isinstance(result, dict):
            missing = frozenset(result)
            if missing != self._missing:
                self._missing = missing
                self.refresh(None)
        elif key == "picture" and isinstance(result, tuple):
            file, data = result
            item = self.current_item
            if item is not None and item.file == file:
                self.details.show_picture(picture_of(data))

    def _show_strip(self) -> None:
        gone = [row for row in self.rows if row.standing is EvidenceStanding.NOT_FOUND]
        wanted = gone[0].item if gone else ""
        if self.strip is not None:
            self._strips.box.removeWidget(self.strip)
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None
        self._strips.setVisible(bool(gone))
        if not gone:
            self._strip_item = ""
            return
        words = self.words
        actions = (("find", words.text("Find the file")), ("remove", words.text("Remove")))
        strip = MessageStrip(
            self.desk.theme,
            Tone.ERROR,
            words.text("The file of “{title}” cannot be found.", title=gone[0].title),
            words.text("The answer keeps its level."),
            actions=actions if self.desk.document.may_change else (),
        )
        strip.pressed.connect(self._on_strip)
        self._strips.put(strip)
        self.strip = strip
        if wanted != self._strip_item:
            self._strip_item = wanted
            strip.announce()

    @Slot(str)
    def _on_strip(self, action: str) -> None:
        item = self.desk.document.assessment.evidence.get(self._strip_item)
        if item is not None and action == "find":
            self.doing.find_file(item.id)
        elif item is not None:
            self.doing.remove(item)

    # the current item

    @property
    def current_item(self) -> Evidence | None:
        """The item of the current row."""
        return self.desk.document.assessment.evidence.get(self.table.current)

    @Slot(str)
    def _on_chosen(self, _item: str) -> None:
        self._show_details()

    def _show_details(self) -> None:
        item = self.current_item
        row = next((one for one in self.rows if item is not None and one.item == item.id), None)
        if item is None or row is None:
            self.details.show_nothing()
            return
        if item.file != self._pictured:
            self._pictured = item.file
            self.details.show_picture(None)
            self._background.forget("picture")
            gone = row.standing is EvidenceStanding.NOT_FOUND
            if item.file and not gone and can_be_shown(evidence_files.file_name(item)):
                self._look.start()
        self.details.show_item(item, row, icon_of(item))

    @Slot()
    def _read_picture(self) -> None:
        item = self.current_item
        if item is not None and item.file:
            session = snapshot(self.desk.document.session)
            self._background.ask("picture", partial(_read, session, item))

    @Slot(str)
    def _on_added(self, item: str) -> None:
        self.only.show_view(_ALL)
        self.search.clear()
        self._fill()
        self.table.show_current(item)
        self._show_details()

    # what can be done

    @Slot()
    def add(self) -> None:
        """Open the panel to add files, a link or a promise."""
        if not self.desk.document.may_change:
            return
        opener = self.add_button
        if not opener.isVisible() and self.empty.button is not None:
            opener = self.empty.button
        self.doing.add(opener if opener.isVisible() else self)

    @Slot(str)
    def _on_opened(self, _item: str) -> None:
        self._on_asked("open")

    @Slot(str)
    def _on_removed(self, _item: str) -> None:
        self._on_asked("remove")

    @Slot(str)
    def _on_renaming(self, _item: str) -> None:
        self._on_asked("rename")

    @Slot(str)
    def _on_asked(self, what: str) -> None:
        item, doing = self.current_item, self.doing
        if item is None:
            return
        if what == "open":
            doing.open_copy(item, self._beside(self.details.open_button))
            return
        if what == "save":
            doing.save(item)
            return
        if not self.desk.document.may_change:
            return
        if what == "find":
            doing.find_file(item.id)
        elif what == "rename":
            doing.rename(item, self._beside(self.details.rename_button))
        elif what == "remove":
            doing.remove(item)
        elif what == "uses":
            self._choose_questions(item)
        elif what == "who":
            doing.set_state(item, item.state, self._beside(self.details.change_who))
        else:
            state = EvidenceState(what)
            doing.set_state(item, state, self._beside(self.details.states[state]))

    def _beside(self, wanted: QWidget) -> QWidget:
        """Return what a panel opens beside: a control of the right column where that is shown."""
        if wanted.isVisible():
            return wanted
        return self.table if self.table.isVisible() else self

    @Slot(str)
    def _on_kind(self, kind: str) -> None:
        item = self.current_item
        if item is not None:
            self.doing.set_kind(item.id, kind)

    @Slot(str)
    def _on_question(self, question: str) -> None:
        self.desk.go("questions", question, "evidence")

    def _choose_questions(self, item: Evidence) -> None:
        document, words = self.desk.document, self.words
        row = next(one for one in self.rows if one.item == item.id)
        questions = []
        for question in document.criteria.questions:
            indicator = document.criteria.indicator_of_question.get(question.id)
            title = indicator.title if indicator is not None else question.text
            questions.append((question.id, title))
        panel = QuestionChooser(
            self.desk.theme,
            words.text("Which questions it proves"),
            words.text("Number or word"),
            questions,
            row.uses,
            self,
        )
        panel.ticked.connect(partial(self._on_use_ticked, item.id))
        panel.open_at(self._beside(self.details.add_use))
        panel.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_use_ticked(self, item: str, question: str, used: bool) -> None:  # noqa: FBT001 - Qt's own signal
        known = self.desk.document.assessment.evidence.get(item)
        if known is not None:
            self.doing.set_use(known, question, used=used)

    @Slot(str, QPoint)
    def open_menu(self, key: str, at: QPoint) -> None:
        """Open the menu of an item at a place of the screen."""
        self.table.show_current(key)
        item = self.current_item
        row = next((one for one in self.rows if one.item == key), None)
        if item is None or row is None:
            return
        opening = self.details.open_button
        menu = EvidenceMenu(
            self.words,
            item,
            row,
            opening=opening.caption if opening.isVisibleTo(self.details) else "",
            may_change=self.desk.document.may_change,
            parent=self,
        )
        menu.asked.connect(self._on_asked)
        menu.question_asked.connect(self._on_question)
        menu.popup(at)

    # dropping and pasting

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files and links can be dropped."""
        if self.doing.takes(event.mimeData()):
            event.acceptProposedAction()
            self.card.show_over(over=True)
            self._on_busy(self.words.text("Drop to add as evidence"))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no longer that something can be dropped."""
        super().dragLeaveEvent(event)
        self._end_drag()

    def _end_drag(self) -> None:
        self.card.show_over(over=False)
        self._on_busy("")

    @Slot(str)
    def _on_busy(self, words: str) -> None:
        self.busy.setText(words)
        self.busy.setVisible(bool(words))

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self._end_drag()
        if self.doing.takes(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.doing.take_data(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add what is pasted."""
        data = QGuiApplication.clipboard().mimeData()
        if event.matches(QKeySequence.StandardKey.Paste) and self.doing.takes(data):
            self.doing.take_data(data)
        else:
            super().keyPressEvent(event)


def _read(session: AssessmentSession, item: Evidence) -> tuple[str, bytes]:
    """Return the file of an item with its hash; for a thread."""
    return item.file, evidence_files.content(session, item)
