"""The evidence under a question: what proves the answer, and what can be done with it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QDir,
    QMimeData,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTemporaryDir,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAccessible,
    QAction,
    QActionGroup,
    QContextMenuEvent,
    QDesktopServices,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QVBoxLayout, QWidget

from excellence_app.domain.assessment import Assessment, Evidence, EvidenceState
from excellence_app.domain.messages import N_, Refused
from excellence_app.gui.accessibility import Role, name_changed
from excellence_app.gui.components.boxes import Column, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.components.warmth import Warm
from excellence_app.gui.desk import Desk
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.choosing_files import files_to_read, place_to_save
from excellence_app.gui.parts.evidence_forms import (
    AddPanel,
    CopyPanel,
    NamePanel,
    PersonAndDay,
    PersonPanel,
)
from excellence_app.gui.theme import RADIUS_CONTROL, RADIUS_PANEL, TextStyle, Theme, Themed, Weight
from excellence_app.language import evidence as evidence_texts
from excellence_app.language.catalogues import Words
from excellence_app.session import evidence
from excellence_app.session.edit import Edit
from excellence_app.session.entered import read_due
from excellence_app.session.evidence_files import file_name
from excellence_app.storage.attachments import Attachment, Staging, copy_out, may_be_opened
from excellence_app.storage.trouble import StorageTrouble

_ICON = 17
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic"})


class _Icon(Themed, QWidget):
    """The icon of a row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = "file"
        self._colour = "text2"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the icon."""
        side = self.theme.px(_ICON)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        colour = self.theme.colour(self._colour)
        paint_icon(painter, self._name, QRectF(self.rect()), colour, self.layoutDirection())
        painter.end()


class EvidenceRow(Warm, QWidget):
    """One item. Enter opens it, F2 renames, Delete removes, the menu key opens the menu.

    Signals:
        asked: Something is to be done with the item. str: open, rename, remove or menu.
        moved: The focus is to go up (-1) or down (1).
    """

    accessible_role: QAccessible.Role = Role.ListItem

    asked = Signal(str)
    moved = Signal(int)

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = ""
        self._words = words
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.line = Row(theme, spacing=14, margins=(12, 7, 6, 7), parent=self)
        self._icon = _Icon(theme)
        texts = Column(theme, spacing=1)
        self.title = PlainLabel(theme, "", TextStyle.LABEL, weight=Weight.MEDIUM)
        self.title.most_characters = None
        self.where = PlainLabel(theme, "", TextStyle.CAPTION, colour="text3")
        self.where.most_characters = None
        texts.put(self.title, self.where)
        self.pill = StatePill(theme, State.LISTED, "")
        self.menu = IconButton(theme, words.text("What to do with this evidence"), "ellipsis")
        self.menu.clicked.connect(partial(self.asked.emit, "menu"))
        self.line.put(self._icon)
        self.line.put(texts, stretch=1)
        self.line.put(self.pill, self.menu)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    def show_item(self, item: Evidence, where: str, *, missing: bool, may_change: bool) -> None:
        """Show an item of evidence."""
        words = self._words
        self.item = item.id
        self.title.setText(item.title)
        self.where.setText(where)
        state, text = _STATES[item.state]
        said = words.text("File not found") if missing else words.text(text)
        self.pill.set_state(State.NOT_FOUND if missing else state, said)
        self.pill.setVisible(missing or item.state is not EvidenceState.LISTED)
        icon = "triangle-alert" if missing else icon_of(item)
        self._icon.show_icon(icon, "error" if missing else "text2")
        self.menu.setVisible(may_change or bool(item.file))
        self.setAccessibleName(", ".join((item.title, where, said)))
        name_changed(self)

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return RADIUS_CONTROL

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do with the item what the key means."""
        wanted = _KEYS.get(Qt.Key(event.key()))
        if wanted is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif wanted in {"up", "down"}:
            self.moved.emit(1 if wanted == "down" else -1)
        else:
            self.asked.emit(wanted)

    def contextMenuEvent(self, _event: QContextMenuEvent) -> None:
        """Open the menu."""
        self.asked.emit("menu")

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the item."""
        self.asked.emit("open")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a ground while pointed at."""
        if self.warmth:
            painter = QPainter(self)
            ground = self.theme.colours.sunken
            paint_panel(painter, QRectF(self.rect()), self.theme.px(RADIUS_CONTROL), ground)
            painter.end()


_KEYS = {
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_Space: "menu",
    Qt.Key.Key_F2: "rename",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Backspace: "remove",
    Qt.Key.Key_Menu: "menu",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}

_STATES = {
    EvidenceState.LISTED: (State.LISTED, N_("Listed")),
    EvidenceState.PROMISED: (State.PROMISED, N_("Promised")),
    EvidenceState.SEEN: (State.SEEN, N_("Seen on site")),
}


def icon_of(item: Evidence) -> str:
    """Return the icon that shows what an item is."""
    if item.state is EvidenceState.PROMISED:
        return "clock"
    if not item.file:
        return "link" if evidence.looks_like_a_link(item.place) else "file-text"
    return "image" if Path(item.place).suffix[1:].lower() in _PICTURES else "file"


class EvidenceBox(Themed, QWidget):
    """The items that prove the answer to one question.

    Signals:
        counted: There are more or fewer items than before.
    """

    counted = Signal()

    def __init__(self, desk: Desk, key_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._question = ""
        self._items: tuple[str, ...] = ()
        self._rows: list[EvidenceRow] = []
        self._lines: list[Hairline] = []
        self._taking: dict[str, tuple[str, str, str]] = {}  # question, item to mend, name
        self._taken = 0
        self._folder: QTemporaryDir | None = None
        self.strip: MessageStrip | None = None
        self._missing: tuple[str, ...] = ()
        self._over = False
        self._panel_opener: QWidget | None = None
        theme, words = desk.theme, desk.words
        self._background = Background(self)
        self._background.done.connect(self._on_taken)
        self._background.failed.connect(self._on_not_taken)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.header = SectionHeader(theme, words.text("Evidence"), parent=self)
        self.add_button = Button(
            theme, words.text("Add file or link"), Kind.QUIET, icon="plus", key=key_text
        )
        self.add_button.clicked.connect(self.add)
        self.header.add_control(self.add_button)
        self._list = _List(theme, words.text("Evidence"), self)
        self._status = PlainLabel(theme, "", TextStyle.CAPTION, colour="text3", parent=self)
        self._status.hide()
        self._column.addWidget(self.header)
        self._column.addWidget(self._list)
        self._column.addWidget(self._status)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)
        self._set_lengths()

    @property
    def count(self) -> int:
        """The number of items."""
        return len(self._items)

    @property
    def rows(self) -> Sequence[EvidenceRow]:
        """The rows that are shown, in their order."""
        return self._rows[: len(self._items)]

    # showing

    def show_question(self, question: str) -> None:
        """Show the evidence of a question as it is now."""
        self._question = question
        document = self.desk.document
        answer = document.assessment.answers.get(question)
        listed = answer.evidence if answer is not None else ()
        before = len(self._items)
        known = document.assessment.evidence
        there = [one for one in listed if one in known]
        self._items = tuple(sorted(there, key=lambda one: (known[one].title.casefold(), one)))
        self._fill()
        self.header.show_hint(str(self.count) if self.count else "")
        self.add_button.setVisible(document.may_change)
        self._list.setVisible(bool(self._items))
        self._show_missing()
        if before != self.count:
            self.counted.emit()

    def _fill(self) -> None:
        document = self.desk.document
        self._missing = tuple(
            item for item in self._items if self._is_missing(document.assessment.evidence[item])
        )
        while len(self._rows) < len(self._items):
            self._add_row()
        for number, row in enumerate(self._rows):
            shown = number < len(self._items)
            row.setVisible(shown)
            if number:
                self._lines[number - 1].setVisible(shown)
            if shown:
                item = document.assessment.evidence[self._items[number]]
                row.show_item(
                    item,
                    self.where(item),
                    missing=item.id in self._missing,
                    may_change=document.may_change,
                )

    def _add_row(self) -> None:
        row = EvidenceRow(self.theme, self.desk.words, self._list)
        row.asked.connect(partial(self._on_asked, row))
        row.moved.connect(partial(self._on_moved, row))
        if self._rows:
            line = Hairline(self.theme, self._list)
            self._lines.append(line)
            self._list.body.addWidget(line)
        self._rows.append(row)
        self._list.body.addWidget(row)

    def where(self, item: Evidence) -> str:
        """Return where an item is, of which kind, and who has promised or seen it."""
        words, document = self.desk.words, self.desk.document
        people = {person.id: person for person in document.assessment.people}
        if item.file:
            size = evidence_texts.size(words, item.size)
            where = words.text("copied into the assessment, {size}", size=size)
            if item.place and item.place != item.title:
                where = f"{item.place}, {where}"
        elif evidence.looks_like_a_link(item.place):
            where = words.text("link only, nothing copied")
            if item.place != item.title:
                where = f"{item.place}, {where}"
        elif item.place:
            where = words.text("at: {place}", place=item.place)
        elif item.state is EvidenceState.PROMISED:
            where = ""
        else:
            where = words.text("named only, nothing copied")
        told = bool(item.person or item.due or item.seen)  # more than the pill says
        parts = (
            evidence_texts.kind(document.criteria, item),
            where,
            evidence_texts.state(words, item, people) if told else "",
        )
        said = ", ".join(part for part in parts if part and part != item.title)
        return said if where and said.startswith(where) else said[:1].upper() + said[1:]

    def _is_missing(self, item: Evidence) -> bool:
        session = self.desk.document.session
        if not item.file or item.file in session.document.attachments:
            return False
        return Staging(session.document.id, session.path).path_of(item.file) is None

    def _show_missing(self) -> None:
        if self.strip is not None:
            self._column.removeWidget(self.strip)
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None
        if not self._missing:
            return
        words, document = self.desk.words, self.desk.document
        item = document.assessment.evidence[self._missing[0]]
        actions: tuple[tuple[str, str], ...] = ()
        if document.may_change:
            actions = (
                (f"find/{item.id}", words.text("Find the file")),
                (f"remove/{item.id}", words.text("Remove")),
            )
        self.strip = MessageStrip(
            self.theme,
            Tone.ERROR,
            words.text("The file of “{title}” is not in the assessment.", title=item.title),
            words.text("The answer stays."),
            actions=actions,
        )
        self.strip.pressed.connect(self._on_strip)
        self._column.insertWidget(1, self.strip)

    @Slot(str)
    def _on_strip(self, action: str) -> None:
        wanted, _, item = action.partition("/")
        if wanted == "remove":
            self._remove(item)
            return
        found = self._ask_for_files(several=False)
        if found:
            self._take(found[0], mending=item)

    # adding

    @Slot()
    def add(self, opener: QWidget | None = None) -> None:
        """Open the panel to add evidence, beside the button that was pressed."""
        if not self.desk.document.may_change:
            return
        beside = opener if isinstance(opener, QWidget) else self.add_button
        if not beside.isVisible():
            beside = self
        panel = AddPanel(self.theme, self.desk.words, self, self._offers(), self._add_typed)
        panel.files_asked.connect(self._choose_files)
        panel.promise_asked.connect(self._promise)
        panel.open_at(beside)
        panel.field.focus()

    def _offers(self) -> list[tuple[str, str]]:
        """Return what can be added by name: items listed already, kinds that the set names."""
        document = self.desk.document
        others = [
            (item.id, item.title)
            for item in document.assessment.evidence.values()
            if item.id not in self._items
        ]
        return sorted(others, key=lambda one: one[1].casefold())

    def _add_typed(self, text: str, item: str) -> str:
        """Add what was typed or chosen from the list; return what is wrong with it."""
        document, words = self.desk.document, self.desk.words
        if item:
            message = document.change(evidence.attach_evidence, self._question, item)
            return "" if message is None else words.say(message)
        try:
            title, about = self._read(text)
        except Refused as refusal:
            return words.say(refusal.message)
        message = document.change(evidence.add_evidence, self._question, title, **about)
        return "" if message is None else words.say(message)

    def _read(self, text: str) -> tuple[str, evidence.About]:
        """Return title and place of what was typed; raises `Refused` for a link we do not keep."""
        about: evidence.About = {}
        text = " ".join(text.split())
        if evidence.looks_like_a_link(text):
            about["place"] = evidence.read_link(text)
            return text.partition("://")[2].rstrip("/") or text, about
        return text, about

    def _choose_files(self) -> None:
        self.take_files(self._ask_for_files())

    def _ask_for_files(self, *, several: bool = True) -> list[Path]:
        folder = self.desk.document.session.path.parent
        title = self.desk.words.text("Add files as evidence")
        return files_to_read(self.window(), title, folder, several=several)

    def take_files(self, paths: Iterable[Path]) -> None:
        """Copy files into the document and add them; a folder is refused in words."""
        if self.desk.document.may_change:
            for path in paths:
                self._take(path)

    def _take(self, path: Path, mending: str = "") -> None:
        session = self.desk.document.session
        staging = Staging(session.document.id, session.path)
        self._taken += 1
        key = str(self._taken)
        self._taking[key] = (self._question, mending, path.name)
        self._background.ask(key, partial(staging.take_in, path))
        self._show_status()

    def _show_status(self) -> None:
        names = [name for _, _, name in self._taking.values()]
        words = self.desk.words
        said = words.text("Copying {name} into the assessment…", name=names[0]) if names else ""
        self._status.setText(said)
        self._status.setVisible(bool(said))

    @Slot(str, object)
    def _on_taken(self, key: str, result: object) -> None:
        question, mending, name = self._taking.pop(key)
        self._show_status()
        if not isinstance(result, Attachment):
            return
        document, words = self.desk.document, self.desk.words
        document.stop_merging()
        about: evidence.About = {
            "place": result.name,
            "file": result.sha256,
            "size": result.size,
        }
        known = document.assessment.evidence.values()
        same = next((one for one in known if one.file == result.sha256), None)
        if mending:
            message = document.change(
                evidence.replace_file, mending, result.name, result.sha256, result.size
            )
        elif same is not None:
            message = document.change(evidence.attach_evidence, question, same.id)
        else:
            title = _free_title(document.assessment, result.name)
            message = document.change(evidence.add_evidence, question, title, **about)
        if not self.desk.refuse(message):
            self.desk.say(words.text("{name} is copied into the assessment.", name=name))

    @Slot(str, object)
    def _on_not_taken(self, key: str, sentences: object) -> None:
        self._taking.pop(key, None)
        self._show_status()
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
        urls = [*data.urls()] if data.hasUrls() else [QUrl(data.text().strip())]
        self.take_files(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        for url in urls:
            if not url.isLocalFile():
                message = self._add_typed(url.toString(), "")
                if message:
                    self.desk.say(message, can_undo=False)

    def show_over(self, *, over: bool) -> None:
        """Show that what is dragged over the page can be dropped."""
        self._list.show_over(over=over)
        self._list.setVisible(over or bool(self._items))
        words = self.desk.words
        self._status.setText(words.text("Drop to add as evidence") if over else "")
        self._status.setVisible(over or bool(self._taking))
        if not over:
            self._show_status()

    # what can be done with an item

    def _item(self, row: EvidenceRow) -> Evidence | None:
        return self.desk.document.assessment.evidence.get(row.item)

    def _on_moved(self, row: EvidenceRow, step: int) -> None:
        here = self._rows.index(row) + step
        if 0 <= here < self.count:
            self._rows[here].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_asked(self, row: EvidenceRow, wanted: str) -> None:
        item = self._item(row)
        if item is None:
            return
        may_change = self.desk.document.may_change
        if wanted == "open":
            self._open(row, item)
        elif wanted == "menu":
            self._open_menu(row, item)
        elif wanted == "rename" and may_change:
            self._rename(row, item)
        elif wanted == "remove" and may_change:
            self._remove(item.id)

    def _open_menu(self, row: EvidenceRow, item: Evidence) -> None:
        words = self.desk.words
        menu = QMenu(self)
        menu.setAccessibleName(item.title)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if item.file and item.id not in self._missing:
            _put(menu, words.text("Open a copy…"), partial(self._open, row, item), "Enter")
            _put(menu, words.text("Save a copy…"), partial(self._save, item))
        elif evidence.looks_like_a_link(item.place):
            _put(menu, words.text("Copy the link"), partial(self._copy_link, item), "Enter")
        if self.desk.document.may_change:
            menu.addSeparator()
            self._put_states(menu, row, item)
            menu.addSeparator()
            _put(menu, words.text("Rename…"), partial(self._rename, row, item), "F2")
            self._put_kinds(menu, item)
            menu.addSeparator()
            _put(
                menu,
                words.text("Remove from this question"),
                partial(self._remove, item.id),
                "Del",
            )
        button = row.menu
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _put_states(self, menu: QMenu, row: EvidenceRow, item: Evidence) -> None:
        words = self.desk.words
        group = QActionGroup(menu)
        choices: tuple[tuple[EvidenceState, str, Callable[[], None]], ...] = (
            (EvidenceState.LISTED, words.text("Listed"), partial(self._list_item, item)),
            (
                EvidenceState.PROMISED,
                words.text("Promised…"),
                partial(self._ask_who, row, item, EvidenceState.PROMISED),
            ),
            (
                EvidenceState.SEEN,
                words.text("Seen on site…"),
                partial(self._ask_who, row, item, EvidenceState.SEEN),
            ),
        )
        for state, text, act in choices:
            action = _put(menu, text, act)
            action.setCheckable(True)
            action.setChecked(item.state is state)
            group.addAction(action)

    def _put_kinds(self, menu: QMenu, item: Evidence) -> None:
        words, criteria = self.desk.words, self.desk.document.criteria
        if not criteria.evidence:
            return
        kinds = menu.addMenu(words.text("Kind"))
        group = QActionGroup(kinds)
        indicator = criteria.indicator_of_question.get(self._question)
        levels = indicator.levels if indicator is not None else ()
        fitting = dict.fromkeys(kind for level in levels for kind in level.evidence)
        first = [one for one in criteria.evidence if one.id in fitting]
        rest = [one for one in criteria.evidence if one.id not in fitting]
        for part in ([("", words.text("No kind"))], first, rest):
            for one in part:
                key, title = one if isinstance(one, tuple) else (one.id, one.title)
                action = _put(kinds, title, partial(self._set_kind, item, key))
                action.setCheckable(True)
                action.setChecked(item.kind == key)
                group.addAction(action)
            kinds.addSeparator()

    def _set_kind(self, item: Evidence, kind: str) -> None:
        self.desk.document.try_change(evidence.evidence_kind, item.id, kind)

    def _list_item(self, item: Evidence) -> None:
        self.desk.document.try_change(evidence.evidence_state, item.id, EvidenceState.LISTED)

    def _rename(self, row: EvidenceRow, item: Evidence) -> None:
        words, document = self.desk.words, self.desk.document

        def store(text: str) -> str:
            message = document.change(evidence.rename_evidence, item.id, text)
            return "" if message is None else words.say(message)

        panel = NamePanel(
            self.theme,
            self,
            title=words.text("Rename evidence"),
            label=words.text("Title"),
            text=item.title,
            button=words.text("Rename"),
            store=store,
        )
        panel.open_at(row)
        panel.field.focus()

    def _remove(self, item: str) -> None:
        document, words = self.desk.document, self.desk.words
        known = document.assessment.evidence.get(item)
        if known is None:
            return
        number = self._items.index(item) if item in self._items else 0
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        if document.try_change(evidence.remove_evidence, self._question, item):
            self.desk.say(words.text("“{title}” removed from this question", title=known.title))
            if had_focus:
                self._focus_row(number)

    def _focus_row(self, number: int) -> None:
        if self._items:
            row = self._rows[min(number, self.count - 1)]
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Put the focus on the first item, else on the button that adds one."""
        self._focus_row(0)

    # who has promised or seen it

    def _promise(self, title: str) -> None:
        self._ask_promise(self.add_button, title)

    def _ask_promise(self, opener: QWidget, title: str) -> None:
        document = self.desk.document
        about: evidence.About = {"state": EvidenceState.PROMISED}

        def make(assessment: Assessment, person: str, day: date | None) -> Edit:
            about.update({"person": person, "due": day})
            return evidence.add_evidence(
                document.criteria, assessment, self._question, title, **about
            )

        self._ask_person(opener, EvidenceState.PROMISED, ("", ""), make)

    def _ask_who(self, row: EvidenceRow, item: Evidence, state: EvidenceState) -> None:
        document, words = self.desk.document, self.desk.words
        known = {person.id: person.name for person in document.assessment.people}
        day = item.due if state is EvidenceState.PROMISED else item.seen
        if day is None and state is EvidenceState.SEEN:
            day = date.today()
        same = item.state is state
        shown = (
            known.get(item.person, "") if same else "",
            words.short_day(day) if day is not None else "",
        )

        def make(assessment: Assessment, person: str, day: date | None) -> Edit:
            return evidence.evidence_state(
                document.criteria, assessment, item.id, state, person=person, day=day
            )

        self._ask_person(row, state, shown, make)

    def _ask_person(
        self,
        opener: QWidget,
        state: EvidenceState,
        shown: tuple[str, str],
        make: Callable[[Assessment, str, date | None], Edit],
    ) -> None:
        words, document = self.desk.words, self.desk.document
        hint = words.text("such as 30.9. or “in 3 weeks”")
        asked = PersonAndDay(
            words.text("Promised"),
            words.text("Who has promised it"),
            words.text("Until when"),
            hint,
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
            try:
                day = read_due(typed, date.today(), words)
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
            message = document.apply(edit)
            return "" if message is None else words.say(message)

        panel = PersonPanel(self.theme, self, asked, shown, store)
        panel.open_at(opener if opener.isVisible() else self)
        panel.person.focus()

    # opening: always a copy, never what is in the assessment

    def _open(self, row: EvidenceRow, item: Evidence) -> None:
        words = self.desk.words
        if item.id in self._missing:
            self.desk.say(words.text("This file is not in the assessment."), can_undo=False)
        elif item.file:
            name = item.place or item.title
            panel = CopyPanel(self.theme, words, self, name, may_open=may_be_opened(name))
            panel.open_asked.connect(partial(self._open_copy, item))
            panel.save_asked.connect(partial(self._save, item))
            panel.open_at(row)
        elif evidence.looks_like_a_link(item.place):
            self._copy_link(item)

    def _copy_link(self, item: Evidence) -> None:
        QGuiApplication.clipboard().setText(item.place)
        said = self.desk.words.text("Link copied. Paste it where you want to open it.")
        self.desk.say(said, can_undo=False)

    def _open_copy(self, item: Evidence) -> None:
        if self._folder is None:
            self._folder = QTemporaryDir(QDir.tempPath() + "/excellence-XXXXXX")
        target = Path(self._folder.path()) / file_name(item)
        if self._copy_to(item, target):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _save(self, item: Evidence) -> None:
        words, session = self.desk.words, self.desk.document.session
        suggested = session.path.parent / file_name(item)
        target = place_to_save(
            self.window(), words.text("Save a copy"), suggested, words.text("All files (*)")
        )
        if target is not None and self._copy_to(item, target):
            self.desk.say(words.text("Copied to {file}.", file=target.name), can_undo=False)

    def _copy_to(self, item: Evidence, target: Path) -> bool:
        session = self.desk.document.session
        inside = item.file in session.document.attachments
        staged = Staging(session.document.id, session.path).path_of(item.file)
        try:
            copy_out(
                session.path, item.file, target, staged=None if inside else staged, overwrite=True
            )
        except StorageTrouble as trouble:
            said = " ".join(self.desk.words.say(one) for one in trouble.sentences)
            self.desk.say(said, can_undo=False)
            return False
        return True

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        self._column.setSpacing(self.theme.px(6))


class _List(Themed, QWidget):
    """The panel around the rows; dashed while something is dragged over the page."""

    accessible_role: QAccessible.Role = Role.List

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._over = False
        self.body = QVBoxLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)
        self._set_lengths()

    def show_over(self, *, over: bool) -> None:
        """Show that something can be dropped here."""
        self._over = over
        self.update()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        self.body.setContentsMargins(px(4), px(3), px(4), px(3))
        self.body.setSpacing(0)
        self.setMinimumHeight(px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        ground = colours.accent_tint if self._over else colours.surface
        edge = colours.accent if self._over else colours.line
        wide = max(2, theme.px(2)) if self._over else theme.edge
        paint_panel(painter, QRectF(self.rect()), theme.px(RADIUS_PANEL - 3), ground, edge, wide)
        painter.end()


def _put(menu: QMenu, text: str, act: Callable[[], None], key: str = "") -> QAction:
    """Put an entry into a menu; its key is shown, and pressed in the row it does the same."""
    shown = text.replace("&", "&&")
    action = menu.addAction(f"{shown}\t{key}" if key else shown)
    action.triggered.connect(lambda _checked=False: act())
    return action


def _free_title(assessment: Assessment, name: str) -> str:
    """Return a title for another file of the same name: "minutes.pdf (2)"."""
    title, number = name, 1
    while evidence.evidence_called(assessment, title) is not None:
        number += 1
        title = f"{name} ({number})"
    return title
