"""One window: the pages of one document, or the start page where there is none."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from excellence_app.domain.messages import N_
from excellence_app.gui.accessibility import announce
from excellence_app.gui.commands import BY_ID, COMMANDS, MENUS, Command, is_for
from excellence_app.gui.components.focus_ring import FocusRing
from excellence_app.gui.components.message_strip import MessageStrip
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.undo_message import UndoMessage
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.frame import Frame
from excellence_app.gui.page import Page, is_typing
from excellence_app.gui.pages import PAGES, SURVEY_PAGES
from excellence_app.gui.parts.dropped import documents_in
from excellence_app.gui.parts.focus_order import go_on, tab_stops
from excellence_app.gui.parts.key_field import key_words
from excellence_app.gui.sidebar import SWITCHER, Sidebar
from excellence_app.gui.sidebar_lines import ADD, SidebarLines, lines_of, names_of
from excellence_app.gui.standing import saved_words, strip_of, whose_values

if TYPE_CHECKING:  # a window without a document need not load what one is made of
    from excellence_app.domain.assessment import ChangeSet
    from excellence_app.gui.components.trouble_message import TroubleMessage

SMALLEST = (800, 560)
_FIRST_SIZE = (1440, 900)
_BETWEEN_MESSAGES = 8  # pixels of the design


# Where an undo leads if nothing that is shown has changed: the page of each field.
_PAGE_OF_FIELD = {
    "profile": "profile",
    "people": "profile",
    "dated": "profile",
    "evidence": "evidence",
    "adjustments": "thresholds_own",
    "declarations": "labels",
    "improvements": "labels",
    "labels_held": "labels",
    "roadmap": "roadmap",
    "roadmap_by": "roadmap",
    "logo": "report",
}

# What is marked in the sidebar for pages that have no line of their own there.
_LINE_OF_PAGE = {
    "new": "start",
    "practice": "start/practice",
    "profile": SWITCHER,
    "history": SWITCHER,
    "versions": SWITCHER,
    "conflicts": "questions",
    "check": "questions",
    "labels": "results",
    "thresholds_own": "results",
    "settings": "settings",
    "help": "help/keys",
    "about": "help/keys",
}

# Pages at which one begins; the others are looked at besides, and Esc leads back from them.
_ANEW = frozenset(
    {"start", "overview", "questions", "evidence", "results", "roadmap", "compare", "report"}
    | {"tally"}
)

_TO_PAGES = {  # commands that lead to a page
    "overview": Place("overview"),
    "questions": Place("questions"),
    "evidence": Place("evidence"),
    "results": Place("results"),
    "roadmap": Place("roadmap"),
    "compare": Place("compare"),
    "report": Place("report"),
    "tally": Place("tally"),
    "profile": Place("profile"),
    "labels": Place("labels"),
    "thresholds_own": Place("thresholds_own"),
    "check": Place("check"),
    "history": Place("history"),
    "versions": Place("versions"),
    "settings": Place("settings"),
    "help": Place("help", "keys"),
    "glossary": Place("help", "glossary"),
    "label_help": Place("help", "labels"),
    "about": Place("about"),
}


class MainWindow(QMainWindow):
    """A window with its menus, sidebar, pages and right column.

    `wanted` has what the application does for its windows, by command: "new", "open", "start",
    "quit", "save_copy", "reset_practice" and whatever else reaches beyond one window.

    Signals:
        closed: The window has been closed, its document with it.
    """

    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        wanted: Mapping[str, Callable[["MainWindow"], object]],
        keys: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._wanted = wanted
        self._keys = dict(keys or {})
        self._pages: dict[str, Page] = {}
        self._trail: list[Place] = []
        self._here = Place("")
        self._stale: set[str] = set()
        self._said_key = ""
        self._lines: SidebarLines | None = None
        theme, words = desk.theme, desk.words
        self.setObjectName("window")
        self.sidebar = Sidebar(theme, words.text("Sidebar"))
        self.frame = Frame(
            theme, self.sidebar, (words.text("Sidebar"), words.text("Right column")), self
        )
        self._strips = QWidget()
        self._strip_column = QVBoxLayout(self._strips)
        self._strip_column.setContentsMargins(0, 0, 0, 0)
        self._strips.hide()
        self.stack = QStackedWidget()
        self.frame.add(self._strips)
        self.frame.add(self.stack, 1)
        self.setCentralWidget(self.frame)
        self.frame.side_shown.connect(self._on_side_shown)
        self._actions = self._make_actions()
        self._fill_sidebar()
        self.undo_message = UndoMessage(
            theme, words.text("Undo"), self._key_text("undo"), self.frame.centre
        )
        self.undo_message.undo_asked.connect(partial(self.run, "undo"))
        self.undo_message.gone.connect(self._place_messages)
        self.ring = FocusRing(theme, self)
        self.ring.follow_focus()
        desk.went.connect(self.go)
        desk.went_on.connect(self._go_on)
        desk.left.connect(self.go_back)
        desk.said.connect(self._say)
        desk.warned.connect(self._warn)
        desk.asked.connect(self.run)
        if desk.has_document:
            document = desk.document
            document.changed.connect(self._on_changed)
            document.save_changed.connect(self._on_save_changed)
            document.refused.connect(desk.refuse)
            sentence = whose_values(document.criteria, words)
            if sentence:
                self.frame.bar.show_words(sentence)
        self.setAcceptDrops(True)
        self._drop_on: Page | None = None
        self.setMinimumSize(*SMALLEST)
        self.resize(*_FIRST_SIZE)
        self._refresh_frame()

    def fit_into(self, room: QSize) -> None:
        """Be no larger than a screen with that much room, as far as the least size allows."""
        self.resize(self.size().boundedTo(room).expandedTo(self.minimumSize()))

    # commands

    def _make_actions(self) -> dict[str, QAction]:
        words = self.desk.words
        actions = {}
        menus: dict[str, QMenu] = {}
        bar = self.menuBar()
        for key, title in MENUS:
            menus[key] = bar.addMenu(words.text(title))
        for command in COMMANDS:
            if not self._has(command):
                continue
            if command.id == "reset_practice" and not self.desk.document.assessment.practice:
                continue
            action = QAction(words.text(command.text), self)
            action.setShortcuts([QKeySequence(key) for key in self.keys_of(command)])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(partial(self._on_triggered, command.id))
            if command.id == "thresholds":
                action.setCheckable(True)
                action.setChecked(self.desk.preferences.show_thresholds)
            if command.line and not menus[command.menu].isEmpty():
                menus[command.menu].addSeparator()
            menus[command.menu].addAction(action)
            actions[command.id] = action
        for menu in menus.values():
            menu.menuAction().setVisible(not menu.isEmpty())
        return actions

    def _has(self, command: Command) -> bool:
        document = self.desk.has_document
        scored = document and self.desk.document.criteria.scored
        return is_for(command, document=document, scored=scored)

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """Return the keys of a command: those that the person chose, else its own."""
        return self._keys.get(command.id, command.keys)

    def take_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Let other keys count from now on; pages that show them are made anew when next seen."""
        self._keys = dict(keys)
        for name, action in self._actions.items():
            action.setShortcuts([QKeySequence(key) for key in self.keys_of(BY_ID[name])])
        if self.sidebar.search is not None:
            self.sidebar.search.set_key(self._key_text("jump"))
        self.undo_message.button.set_key(self._key_text("undo"))
        for name in [name for name in self._pages if name != self._here.page]:
            page = self._pages.pop(name)
            side = page.side()
            if side is not None:
                side.hide()
                side.deleteLater()
            self.stack.removeWidget(page)
            page.deleteLater()

    def _key_text(self, command: str) -> str:
        keys = self.keys_of(BY_ID[command])
        return key_words(keys[0]) if keys else ""

    def key_text(self, command: str) -> str:
        """Return the first key of a command as key caps show it, empty if it has none."""
        return self._key_text(command)

    @property
    def actions_by_id(self) -> Mapping[str, QAction]:
        """The commands of this window, for menus and for the search."""
        return self._actions

    def _on_triggered(self, command: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        self.run(command)

    @Slot(str)
    def run(self, command: str) -> None:
        """Run a command, by its id."""
        page = self.page
        own = page.commands() if page is not None else {}
        if command not in self._actions and command in BY_ID:
            return
        if command in own:
            own[command]()
        elif command in self._wanted:
            self._wanted[command](self)
        elif command in _TO_PAGES:
            self._go_to_line(_TO_PAGES[command])
        elif command in _OF_WINDOW:
            _OF_WINDOW[command](self)
        elif command in _ON_QUESTIONS:  # such as "add evidence": go where it can be done
            self.go(Place("questions"))
            page = self.page
            if self._is_there(command):
                return
            if page is not None and command in page.commands():
                page.commands()[command]()

    def _is_there(self, command: str) -> bool:
        """Return whether going to Questions from elsewhere was all that a command asks for."""
        if command == "next_open":
            card = self.desk.document.card
            return self._here.item in {*card.unanswered, *card.unknown}
        return command in {"next_question", "previous_question"}

    # pages

    @property
    def page(self) -> Page | None:
        """The page that is shown, none before the first one."""
        return self._pages.get(self._here.page)

    @property
    def here(self) -> Place:
        """The place that is shown."""
        return self._here

    @Slot(object)
    def go(self, place: Place) -> None:
        """Go to a place that is opened from here; Esc leads back."""
        if self._show(place) and self._trail[-1:] != [place]:
            self._trail.append(place)
            del self._trail[:-50]

    def _go_to_line(self, place: Place) -> None:
        """Go where a line of the sidebar or its key leads: to begin anew, with no way back.

        What is looked up besides, such as help and settings, is opened from here.
        """
        if place.page not in _ANEW:
            self.go(place)
        elif self._show(place):
            self._trail = [place]

    @Slot(object)
    def _go_on(self, place: Place) -> None:
        """Go to what comes next instead of this place; Esc leads back from both to the same."""
        if self._show(place):
            del self._trail[-1:]
            if self._trail[-1:] != [place]:
                self._trail.append(place)

    @Slot()
    def go_back(self) -> None:
        """Go back to the place from where this one was opened."""
        while len(self._trail) > 1:
            self._trail.pop()
            if self._show(self._trail[-1]):
                return

    def _show(self, place: Place) -> bool:
        old = self.page
        if old is not None and not old.may_leave():
            return False
        page = self._pages.get(place.page)
        if page is None:
            page = self._pages[place.page] = self._make(place.page)
        page.go_to(place)
        if page.place != self._here:
            self.undo_message.leave()  # it tells of what was done elsewhere
        self._here = page.place
        if page is not old:
            self.clear_strips("not opened")  # it is no news any more on another page
            self.frame.side.show_content(page.side())
            self.frame.close_panels()
            self._lay_out_frame()
            page.setGeometry(self.stack.rect())  # it is laid out as soon as it is the one shown
        page.refresh(None)
        self._stale.discard(place.page)
        if page is not old:
            if self.stack.indexOf(page) < 0:
                self.stack.addWidget(page)
            self.stack.setCurrentWidget(page)
            page.side_shown(shown=self.frame.side_is_beside)
        self._refresh_frame()
        page.take_focus()
        return True

    def _make(self, key: str) -> Page:
        of_survey = self.desk.has_document and not self.desk.document.criteria.scored
        found = (SURVEY_PAGES.get(key) if of_survey else None) or PAGES[key]
        page = found()(self.desk, self.stack)  # whatever is moved with all its parts costs time
        side = page.side()
        if side is not None:
            side.setParent(self.frame.side)
            side.hide()
        return page

    def _lay_out_frame(self) -> None:
        """Give all areas their places now, also where nobody can see the window yet."""
        whole = self.layout()
        if whole is not None:
            whole.activate()
        self.frame.arrange()
        self.frame.lay_out()

    @Slot(bool)
    def _on_side_shown(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signal
        if self.page is not None:
            self.page.side_shown(shown=shown)

    # what changes

    @Slot(object)
    def _on_changed(self, touched: "ChangeSet") -> None:
        self.undo_message.leave()  # Undo would take this change back, not what the message tells
        self._stale.update(key for key in self._pages if key != self._here.page)
        page = self.page
        if page is not None:
            page.refresh(touched)
        self._refresh_frame()

    def undo(self) -> None:
        """Take the last change back and go to where it was made."""
        self._step(back=True)

    def redo(self) -> None:
        """Make again what was taken back last, and go there."""
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        if not self.desk.has_document:
            return
        words, document = self.desk.words, self.desk.document
        page = self.page
        if page is not None:
            page.may_leave()  # what is being typed is a change as well
            if back and page.take_back():
                self.undo_message.dismiss()
                said = words.text("Undone: what was typed and could not be saved")
                self._say(said, can_undo=False)
                return
        name = document.undo_name if back else document.redo_name
        touched = document.undo() if back else document.redo()
        self.undo_message.dismiss()
        if touched is None:
            self._say(
                words.text("There is nothing to undo.")
                if back
                else words.text("There is nothing to redo."),
                can_undo=False,
            )
            return
        self._go_where(touched)
        said = words.text("Undone: {change}", change=name)
        if not back:
            said = words.text("Done again: {change}", change=name)
        announce(self, said)
        self._say(said, can_undo=False)

    def _go_where(self, touched: "ChangeSet") -> None:
        page = self.page
        if page is not None and page.shows(touched):
            return
        if touched.answers:
            key = sorted(touched.answers)[0]
            question = self.desk.document.criteria.question_of(key)
            self.go(Place("questions", question.id))
            return
        for name, page_of_it in _PAGE_OF_FIELD.items():
            if name in touched.fields:
                self.go(Place(page_of_it))
                return

    @Slot(str, bool)
    def _say(self, words: str, can_undo: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.undo_message.show_message(words, can_undo=can_undo)
        self._place_messages()
        self.later(self._place_messages)  # a page that is new is not laid out yet

    @cached_property
    def trouble_message(self) -> "TroubleMessage":
        """What tells of something that could not be done; made when there is the first of it."""
        from excellence_app.gui.components.trouble_message import (  # noqa: PLC0415 - seldom needed, and every start does without it
            TroubleMessage,
        )

        words = self.desk.words
        return TroubleMessage(
            self.desk.theme, words.text("Close"), words.text("Esc"), self.frame.centre
        )

    @Slot(str)
    def _warn(self, words: str) -> None:
        """Tell what could not be done; what was done before stays said below it."""
        self.trouble_message.show_message(words)
        self._place_messages()
        self.later(self._place_messages)

    @Slot()
    def _place_messages(self) -> None:
        """Keep clear of the foot of the page, and one message of the other."""
        lift = self.page.foot_height() if self.page is not None else 0
        self.undo_message.set_lift(lift)
        if not self.undo_message.isHidden():
            lift += self.undo_message.height() + self.desk.theme.px(_BETWEEN_MESSAGES)
        self.trouble_message.set_lift(lift)

    @Slot()
    def _on_save_changed(self) -> None:
        document, words = self.desk.document, self.desk.words
        state, text, detail, acts = saved_words(document.save_state, words)
        self.sidebar.save_state.show_state(state, text, detail, acts=acts)
        self.frame.bar.show_saved(state, text, detail, acts=acts)
        trouble = document.save_state.trouble if document.save_state is not None else None
        key = "" if trouble is None else " ".join(words.say(one) for one in trouble.sentences)
        if key != self._said_key:
            self._said_key = key
            self.clear_strips("save")
            if trouble is not None:
                self.add_strip("save", strip_of(self.desk.theme, words, trouble), self._on_strip)

    @Slot(str)
    def _on_strip(self, action: str) -> None:
        if action in self._wanted or action in BY_ID:
            self.run(action)

    def add_strip(
        self, name: str, strip: MessageStrip, pressed: Callable[[str], None] | None = None
    ) -> None:
        """Put a message above the page; it pushes the content down."""
        strip.setObjectName(name)
        if pressed is not None:
            strip.pressed.connect(pressed)
        self._strip_column.addWidget(strip)
        self._set_strip_lengths()
        self._strips.show()
        strip.announce()

    @property
    def strip_names(self) -> Collection[str]:
        """The names of the messages above the page."""
        return {one.objectName() for one in self._strips.findChildren(MessageStrip)}

    def clear_strips(self, name: str = "") -> None:
        """Take away the messages of that name, or all of them."""
        for strip in self._strips.findChildren(MessageStrip):
            if name in {"", strip.objectName()}:
                self._strip_column.removeWidget(strip)
                strip.hide()
                strip.setParent(None)
                strip.deleteLater()
        self._strips.setVisible(self._strip_column.count() > 0)

    def _set_strip_lengths(self) -> None:
        px = self.desk.theme.px
        self._strip_column.setContentsMargins(px(28), px(12), px(28), 0)
        self._strip_column.setSpacing(px(8))

    # the frame around the pages

    def _fill_sidebar(self) -> None:
        words, sidebar = self.desk.words, self.sidebar
        if not self.desk.has_document:
            sidebar.add_title("Excellence")
            sidebar.show_no_state()
            sidebar.add_item("start", words.text("Assessments"), icon="folder")
            sidebar.add_item("start/practice", words.text("Practice clusters"), icon="users")
            sidebar.add_item("start/sets", words.text("Criteria sets"), icon="layers")
            sidebar.add_item("tally", words.text("Tally"), icon="table")
        else:
            sidebar.add_switcher()
            sidebar.add_search(words.text("Search or jump to"), self._key_text("jump"))
            self._lines = lines_of(self.desk.document, sidebar, words)
            sidebar.search_asked.connect(partial(self.run, "jump"))
            sidebar.menu_asked.connect(self._open_switcher)
            sidebar.save_asked.connect(partial(self.run, "save_copy"))
        sidebar.add_button(words.text("Help and keys"), "circle-question-mark", "help/keys")
        sidebar.add_button(words.text("Settings"), "settings", "settings")
        sidebar.chosen.connect(self._on_sidebar)

    @Slot(str)
    def _on_sidebar(self, key: str) -> None:
        self.frame.close_panels()
        page, _, item = key.partition("/")
        if page == ADD:
            self._add_case(item)
            return
        if page == "questions" and item and self._lines is not None:
            item = self._lines.first_of(item)
        self._go_to_line(Place(page, item))

    def _add_case(self, question: str) -> None:
        """Add a case at the end of those of a question and go to what is asked in it first."""
        from excellence_app.session.counted import changed_counts  # noqa: PLC0415 - seldom needed, and every start does without it
        from excellence_app.session.entry_edits import add_entry  # noqa: PLC0415 - seldom needed, and every start does without it

        page, document = self.page, self.desk.document
        if page is not None and not page.may_leave():
            return
        known, before = set(document.assessment.answers), document.shown
        if not document.try_change(add_entry, question):
            return
        counts = changed_counts(before, document.shown)
        added = set(document.assessment.answers) - known
        case = next(key for key in added if key.startswith(f"{question}["))
        if self._lines is not None:
            self.go(Place("questions", self._lines.first_of(case)))
        if counts:
            self._say(counts, can_undo=True)

    def _open_switcher(self) -> None:
        words = self.desk.words
        menu = QMenu(self)
        for command in ("profile", "history", "versions", "save_copy", "start", "open", "new"):
            if command in {"history", "start"}:
                menu.addSeparator()
            menu.addAction(self._actions[command])
        menu.setAccessibleName(words.text("This assessment"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        switcher = self.sidebar.switcher
        if switcher is not None:
            menu.popup(switcher.mapToGlobal(switcher.rect().bottomLeft()))

    def _refresh_frame(self) -> None:
        self._refresh_title()
        here = self._here
        current = _LINE_OF_PAGE.get(here.page, here.page)
        if not self.desk.has_document:
            start = here.page == "start" and here.item
            self.sidebar.show_current([f"start/{here.item}" if start else current])
            return
        document, words = self.desk.document, self.desk.words
        if self.sidebar.switcher is not None:
            self.sidebar.switcher.show_names(*names_of(document, words))
        if self._lines is not None:
            self._lines.refresh(here.page, here.item)
            current = self._lines.current(here.page, here.item, current)
        self.sidebar.show_current([current])
        undo, redo = document.undo_name, document.redo_name
        self._set_step("undo", N_("Undo"), N_("Undo: {change}"), undo)
        self._set_step("redo", N_("Redo"), N_("Redo: {change}"), redo)
        self._on_save_changed()

    def _set_step(self, command: str, alone: str, named: str, change: str) -> None:
        words = self.desk.words
        text = words.text(named, change=change) if change else words.text(alone)
        self._actions[command].setText(text.replace("&", "&&"))

    def _refresh_title(self) -> None:
        words = self.desk.words
        parts = [self.page.title() if self.page is not None else ""]
        if self.desk.has_document:
            name = self.desk.document.assessment.profile.name.strip()
            parts.append(name or self.desk.document.session.path.stem)
            if not self.desk.document.may_change:
                parts.append(words.text("read only"))
        parts.append("Excellence")
        self.setWindowTitle(" – ".join(part for part in parts if part))

    # the window itself

    def next_area(self) -> None:
        """Give the focus to the next of content, messages, right column and sidebar."""
        areas: list[QWidget] = [self.stack]
        messages = (self.undo_message, self.trouble_message)
        areas += [one for one in messages if one.button.isVisible()]
        if self.frame.side_is_visible:
            areas.append(self.frame.side)
        if self.sidebar.isVisible():
            areas.append(self.sidebar)
        focused = QApplication.focusWidget()
        now = next(
            (
                number
                for number, area in enumerate(areas)
                if focused is not None and (area is focused or area.isAncestorOf(focused))
            ),
            -1,
        )
        target = areas[(now + 1) % len(areas)]
        if target is self.stack and self.page is not None:
            self.page.take_focus()
            return
        if isinstance(target, UndoMessage):
            target.take_focus()
            return
        for widget in target.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's name
        """Go with Tab through content, right column, footer, messages and sidebar, and around."""
        focused = self.focusWidget()
        stops = [stop for area in self.tab_areas() for stop in area]
        return go_on(focused, stops, forward=next) or super().focusNextPrevChild(next)

    def tab_areas(self) -> Sequence[Sequence[QWidget]]:
        """Return what Tab reaches, and what has the focus, area by area as they are read."""
        frame, focused = self.frame, self.focusWidget()
        feet = [one.foot for one in frame.centre.findChildren(ScrollPage) if one.isVisible()]
        messages = [self.undo_message, self.trouble_message]
        content = tab_stops(frame.centre, without={*feet, *messages}, also=focused)
        parts = [frame.side, *feet, *messages, self.sidebar]
        rest = [tab_stops(part, also=focused) for part in parts if part.isVisible()]
        return [content, *rest]

    def toggle_full_screen(self) -> None:
        """Fill the screen, or stop doing so."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def toggle_thresholds(self) -> None:
        """Show thresholds while answering, or not."""
        self.desk.prefer(show_thresholds=not self.desk.preferences.show_thresholds)
        self._actions["thresholds"].setChecked(self.desk.preferences.show_thresholds)
        if self.page is not None:
            self.page.refresh(None)

    def find_words(self) -> None:
        """Look for words on the page, unless it has a filter of its own."""
        from excellence_app.gui.find_bar import find_on_page  # noqa: PLC0415 - it knows this module

        find_on_page(self)

    def set_zoom(self, change: Callable[[], None]) -> None:
        """Zoom and remember it."""
        change()
        self.desk.prefer(zoom=self.desk.theme.zoom)
        self._set_strip_lengths()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close what lies over the content with Esc, else leave a field, else go back."""
        if event.key() == Qt.Key.Key_Escape:
            if not self.undo_message.isHidden():
                self.undo_message.dismiss()
            elif not self.trouble_message.isHidden():
                self.trouble_message.dismiss()
            elif self.frame.close_panels():
                return
            elif self.page is not None and is_typing():
                self.page.leave_field()
            else:
                self.go_back()
            return
        super().keyPressEvent(event)

    def state_to_keep(self) -> dict[str, object]:
        """Return how this window looks, to be had again when the document is opened next."""
        return {
            "geometry": self.saveGeometry().toBase64().toStdString(),
            "side": self.frame.side_wanted,
            "place": list(self._here),
        }

    def follow_on(self, other: "MainWindow") -> None:
        """Stand in the place of another window, in which a person was: nothing of it is lost."""
        self.restore(other.state_to_keep())
        self._trail = list(other._trail)  # noqa: SLF001 - a window of the same kind
        self.go(other.here)
        if self.page is not None and other.page is not None:
            self.page.follow_on(other.page)

    def restore(self, kept: Mapping[str, object]) -> Place | None:
        """Look as a document's window looked before; return where in it the person was."""
        geometry, place = kept.get("geometry"), kept.get("place")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
        self.frame.want_side(wanted=kept.get("side") is not False)
        if isinstance(place, list) and len(place) == len(Place._fields):
            found = Place(*map(str, place))
            return found if found.page in PAGES else None
        return None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what the page takes, also beside it; else documents, which are opened."""
        page, self._drop_on = self.page, None
        event.ignore()
        if page is not None and page.acceptDrops():
            page.dragEnterEvent(event)
            if event.isAccepted():
                self._drop_on = page
                return
        if documents_in(event):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Let the page show no longer that something can be dropped."""
        page, self._drop_on = self._drop_on, None
        if page is not None:
            page.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand what is dropped to the page, or open the documents."""
        page, self._drop_on = self._drop_on, None
        if page is not None:
            page.dropEvent(event)
            return
        for path in documents_in(event):
            event.acceptProposedAction()
            self.desk.opened.emit(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep messages clear of a foot that takes more lines in a narrow window."""
        super().resizeEvent(event)
        if not (self.undo_message.isHidden() and self.trouble_message.isHidden()):
            self.later(self._place_messages)

    def changeEvent(self, event: QEvent) -> None:
        """Take in what is still typed when another window comes to the front."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            page = self.page if hasattr(self, "_pages") else None
            if page is not None:
                page.may_leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take in what is still typed, and let the application write and release the document."""
        page = self.page
        if page is not None and not page.may_leave():
            event.ignore()
            return
        leave = self._wanted.get("closing")
        if leave is not None:
            leave(self)
        if not self.may_close:
            event.ignore()
            return
        event.accept()
        self.closed.emit()

    may_close = True  # set to False by "closing" where something could not be written

    def later(self, what: Callable[[], None]) -> None:
        """Do something as soon as the window is shown."""
        QTimer.singleShot(0, self, what)


_ON_QUESTIONS = frozenset(
    {"next_question", "previous_question", "next_open", "mark_later", "add_evidence", "notes"}
)

_OF_WINDOW: Mapping[str, Callable[[MainWindow], object]] = {
    "undo": MainWindow.undo,
    "redo": MainWindow.redo,
    "find": MainWindow.find_words,
    "side": lambda window: window.frame.toggle_side(),
    "sidebar": lambda window: window.frame.toggle_sidebar(),
    "next_area": MainWindow.next_area,
    "thresholds": MainWindow.toggle_thresholds,
    "zoom_in": lambda window: window.set_zoom(window.desk.theme.zoom_in),
    "zoom_out": lambda window: window.set_zoom(window.desk.theme.zoom_out),
    "zoom_normal": lambda window: window.set_zoom(lambda: window.desk.theme.set_zoom(100)),
    "full_screen": MainWindow.toggle_full_screen,
    "close": MainWindow.close,
}
