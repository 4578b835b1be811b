"""The evidence under a question: what proves the answer, and what can be done with it."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QVBoxLayout, QWidget

from excellence_app.domain.assessment import Evidence, EvidenceState
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.evidence_actions import EvidenceActions
from excellence_app.gui.parts.evidence_row import EvidenceList, EvidenceRow
from excellence_app.gui.theme import TextStyle, Themed
from excellence_app.language import evidence as evidence_texts
from excellence_app.session import evidence
from excellence_app.storage.attachments import Staging

_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic"})


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
        added: A person has added some; a panel for that is closed.
    """

    counted = Signal()
    added = Signal()

    def __init__(self, desk: Desk, key_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._question = ""
        self._items: tuple[str, ...] = ()
        self._rows: list[EvidenceRow] = []
        self._lines: list[Hairline] = []
        self.strip: MessageStrip | None = None
        self._missing: tuple[str, ...] = ()
        theme, words = desk.theme, desk.words
        self.doing = EvidenceActions(desk, self, Background(self))
        self.doing.busy.connect(self._on_busy)
        self.doing.finished.connect(self.added)
        self._busy = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.header = SectionHeader(theme, words.text("Evidence"), parent=self)
        self.add_button = Button(
            theme, words.text("Add file or link"), Kind.QUIET, icon="plus", key=key_text
        )
        self.add_button.clicked.connect(self.add)
        self.header.add_control(self.add_button)
        self._list = EvidenceList(theme, words.text("Evidence"), self)
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
        self._question = self.doing.question = question
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
                    icon_of(item),
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
        self.doing.find_file(item)

    # adding

    @Slot()
    def add(self, opener: QWidget | None = None) -> None:
        """Open the panel to add evidence, beside the button that was pressed."""
        if not self.desk.document.may_change:
            return
        beside = opener if isinstance(opener, QWidget) else self.add_button
        self.doing.add(beside if beside.isVisible() else self, self._offers())

    def _offers(self) -> list[tuple[str, str]]:
        """Return what can be added by name: items listed already, kinds that the set names."""
        document = self.desk.document
        others = [
            (item.id, item.title)
            for item in document.assessment.evidence.values()
            if item.id not in self._items
        ]
        return sorted(others, key=lambda one: one[1].casefold())

    def take_files(self, paths: Iterable[Path]) -> None:
        """Copy files into the document and add them; a folder is refused in words."""
        self.doing.take_files(paths)

    def takes(self, data: QMimeData) -> bool:
        """Return whether files, a picture or a link are there to be added."""
        return self.doing.takes(data)

    def take_data(self, data: QMimeData) -> None:
        """Add the files, the picture or the links that were dropped or pasted."""
        self.doing.take_data(data)

    @Slot(str)
    def _on_busy(self, said: str) -> None:
        self._busy = said
        self._show_status(said)

    def _show_status(self, said: str) -> None:
        self._status.setText(said)
        self._status.setVisible(bool(said))

    def show_over(self, *, over: bool) -> None:
        """Show that what is dragged over the page can be dropped."""
        self._list.show_over(over=over)
        self._list.setVisible(over or bool(self._items))
        words = self.desk.words
        self._show_status(words.text("Drop to add as evidence") if over else self._busy)

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
            self.doing.rename(item, row)
        elif wanted == "remove" and may_change:
            self._remove(item.id)

    def _open_menu(self, row: EvidenceRow, item: Evidence) -> None:
        words = self.desk.words
        menu = QMenu(self)
        menu.setAccessibleName(item.title)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if item.file and item.id not in self._missing:
            _put(menu, words.text("Open a copy…"), partial(self._open, row, item), "Enter")
            _put(menu, words.text("Save a copy…"), partial(self.doing.save, item))
        elif evidence.looks_like_a_link(item.place):
            _put(menu, words.text("Copy the link"), partial(self.doing.copy_link, item), "Enter")
        if self.desk.document.may_change:
            menu.addSeparator()
            self._put_states(menu, row, item)
            menu.addSeparator()
            _put(menu, words.text("Rename…"), partial(self.doing.rename, item, row), "F2")
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
        for state, text in (
            (EvidenceState.LISTED, words.text("Listed")),
            (EvidenceState.PROMISED, words.text("Promised…")),
            (EvidenceState.SEEN, words.text("Seen on site…")),
        ):
            action = _put(menu, text, partial(self.doing.set_state, item, state, row))
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
                action = _put(kinds, title, partial(self.doing.set_kind, item.id, key))
                action.setCheckable(True)
                action.setChecked(item.kind == key)
                group.addAction(action)
            kinds.addSeparator()

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

    def _open(self, row: EvidenceRow, item: Evidence) -> None:
        if item.id in self._missing:
            words = self.desk.words
            self.desk.warn(words.text("This file is not in the assessment."))
        else:
            self.doing.open_copy(item, row)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        self._column.setSpacing(self.theme.px(6))


def _put(menu: QMenu, text: str, act: Callable[[], None], key: str = "") -> QAction:
    """Put an entry into a menu; its key is shown, and pressed in the row it does the same."""
    shown = text.replace("&", "&&")
    action = menu.addAction(f"{shown}\t{key}" if key else shown)
    action.triggered.connect(lambda _checked=False: act())
    return action
