"""What pages share whose main part is a table of indicators with a field to search in it."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from excellence_app.gui.charts.copying import as_table
from excellence_app.gui.components.boxes import Gap
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.parts.filling_page import FillingPage
from excellence_app.gui.parts.key_field import key_words
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.table.row_table import RowTable

_TYPING = 150  # milliseconds after the last letter

MenuEntry = tuple[str, str, Callable[[], None]]  # words, key and what it does


class SearchedPage(Page):
    """Headline, what is shown of the table, the table in its card.

    A page of this kind makes `table`, puts `search` where it belongs, and fills the table in
    `arrange`, which is called when somebody has stopped typing.
    """

    table: RowTable

    def __init__(self, desk: Desk, most_characters: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self.arrange)
        self.search = LineEdit(
            theme,
            words.text("Filter by number or name"),
            placeholder=words.text("Filter"),
            icon="search",
            key=key_words("Ctrl+F"),
        )
        self.search.most_characters = most_characters
        self.search.textEdited.connect(self._on_typed)
        self.search.left.connect(self._on_left)
        self.copy_button = Button(theme, words.text("Copy table"), icon="copy")
        self.copy_button.clicked.connect(self.copy_table)
        self.head = PageHead(theme)
        self.card = Card(theme, words.text("All indicators"), padding=8)
        self.frame = FillingPage(theme)
        self.frame.column.addWidget(self.head)
        self.frame.column.addWidget(Gap(theme, 4))
        self.body.addWidget(self.frame)

    def arrange(self) -> None:
        """Filter, sort and show the rows."""
        raise NotImplementedError

    # what the page is asked by the window

    def title(self) -> str:
        """Return the headline."""
        return self.head.heading.text()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what finding means here."""
        return {"find": self._focus_find}

    def may_leave(self) -> bool:
        """Wait for nothing any more."""
        self._typing.stop()
        return True

    def take_focus(self) -> None:
        """Put the focus on the current row, the first one at the beginning."""
        if self.card.isHidden() or self.table.isHidden() or not self.table.first_key():
            super().take_focus()
            return
        if not self.table.current:
            self.table.show_current(self.table.first_key())
            if not self.frame.has_room():
                super().take_focus()
                return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # searching

    def stop_waiting(self) -> None:
        """Wait for no more letters: the rows are arranged now."""
        self._typing.stop()

    def _on_typed(self, _text: str) -> None:
        self._typing.start()

    def _on_left(self) -> None:
        if self._typing.isActive():
            self.arrange()

    def _focus_find(self) -> None:
        if self.search.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    # rows

    def open_menu(self, name: str, at: QPoint, entries: Iterable[MenuEntry]) -> None:
        """Open the menu of a row, with copying at its end."""
        words = self.words
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(name)
        copy = (words.text("Copy as table"), "Ctrl+C", self.copy_table)
        for text, key, what in (*entries, copy):
            menu.addAction(f"{text}\t{key_words(key)}".replace("&", "&&")).triggered.connect(
                lambda _checked=False, what=what: what()
            )
        menu.popup(at)

    def copy_table(self) -> None:
        """Put all rows that are shown into the clipboard."""
        QApplication.clipboard().setMimeData(as_table(self.table.rows.table()))
        count = len(self.table.rows.keys)
        said = self.words.plural("{count} row copied", "{count} rows copied", count)
        self.desk.say(said, can_undo=False)
