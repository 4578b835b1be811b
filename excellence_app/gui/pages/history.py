"""History: who changed what and when, from what to what, the newest change first."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.domain.messages import Message
from excellence_app.gui.components.boxes import Flow
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.table.row_table import text_table
from excellence_app.gui.parts.table.rows import Cell, Entry, Head, TextRow
from excellence_app.gui.parts.table.text_rows import TextColumn
from excellence_app.gui.parts.table_page import TableCard, TablePage
from excellence_app.gui.theme import TextStyle
from excellence_app.language import changes
from excellence_app.language.changes import Telling
from excellence_app.session.history_rows import Past, actors, chosen, row_of, whole_past
from excellence_app.storage.log import LogLine

_ALL = "*"


class HistoryPage(Page):
    """A list of all changes; each is told when it is first looked at."""

    key = "history"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, self.words
        self._past: Past | None = None
        self._told: Telling | None = None
        self.lines: list[LogLine | str] = []  # a text is the title of a day
        self._wants_focus = False  # as soon as there is something to focus
        self._background = Background(self)
        self._background.done.connect(self._on_done)
        self._background.failed.connect(self._on_failed)
        self._page = TablePage(theme, words.text("History"))
        self.head = PageHead(theme)
        self.versions = Button(theme, words.text("Earlier versions"), icon="history")
        self.versions.clicked.connect(partial(self._go, "versions"))
        self.head.put(self.versions)
        self.person = DropDown(theme, words.text("Whose changes are shown"), quiet=True)
        self.person.chosen.connect(self._on_filter)
        self.search = LineEdit(
            theme,
            words.text("Find changes"),
            placeholder=words.text("Number of a question or a word"),
            icon="search",
        )
        self.search.most_characters = 28
        self.search.textEdited.connect(self._on_filter)
        filters = Flow(theme, across=12, down=8, at_end=1)
        filters.put(self.person, self.search)
        self.table = text_table(
            theme,
            words.text("History"),
            (
                TextColumn(words.text("What was changed"), share=1, least=260),
                TextColumn(words.text("Who"), most=200),
                TextColumn(words.text("When"), most=80),
            ),
        )
        self.table.opened.connect(self._on_opened)
        self.card = TableCard(theme, self.table)
        self.nothing = PlainLabel(theme, "", TextStyle.BODY, colour="text2")
        self.nothing.hide()
        self._page.column.addWidget(self.head)
        self._page.column.addWidget(filters)
        self._page.column.addWidget(self.nothing)
        self._page.fill(self.card, self.table)
        self.body.addWidget(self._page)

    def title(self) -> str:
        """Return the name of the page."""
        return self.words.text("History")

    def go_to(self, place: Place) -> None:
        """Show what is about one question, if the place names one."""
        super().go_to(place)
        if place.item:
            self.search.setText(place.item)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done here by key."""
        return {"find": self._find}

    def take_focus(self) -> None:
        """Put the focus on the list, as soon as it is there."""
        self._wants_focus = self._past is None
        if self._wants_focus:
            super().take_focus()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def refresh(self, _touched: ChangeSet | None) -> None:
        """Have everything read anew; what is shown stays until then."""
        if self._past is None:
            self.head.show_words(self.words.text("History"), self.words.text("Being read"))
            self.card.hide()
        self._background.ask("past", partial(whole_past, self.desk.document.session))

    @property
    def is_ready(self) -> bool:
        """Whether the changes that are shown are all that there are."""
        return not self._background.is_busy()

    @Slot(str, object)
    def _on_done(self, _key: str, result: object) -> None:
        if not isinstance(result, Past):
            return
        document, words = self.desk.document, self.words
        self._past = result
        self._told = Telling(words, document.criteria, result.known)
        names = actors(result.lines)
        entries = [(_ALL, words.text("Everybody")), *((name, name) for name in names)]
        shown = self.person.entry if self.person.entry in {_ALL, *names} else _ALL
        self.person.set_entries(entries, shown)
        self.person.setVisible(len(names) > 1)
        self.person.updateGeometry()
        count = words.plural("{count} change", "{count} changes", len(result.lines))
        lead = words.text("The newest first. What was taken back stays in the list.")
        if len(names) > 1:
            count = words.plural(
                "{count} change by {people} people",
                "{count} changes by {people} people",
                len(result.lines),
                people=len(names),
            )
        self.head.show_words(count, lead)
        self._fill()
        if self._wants_focus and isinstance(self.window().focusWidget(), Heading):
            self.take_focus()

    @Slot(str, object)
    def _on_failed(self, _key: str, sentences: Sequence[Message]) -> None:
        said = " ".join(self.words.say(one) for one in sentences)
        self.head.show_words(self.words.text("History"), said)
        self.card.hide()

    @Slot(str)
    def _on_filter(self, _wanted: str) -> None:
        self._fill()

    def _fill(self) -> None:
        if self._past is None or self._told is None:
            return
        words = self.words
        actor = "" if self.person.entry == _ALL else self.person.entry
        found = chosen(self._told, self._past.lines, actor=actor, text=self.search.text())
        self.lines = []
        last = ""
        for line in found:
            if line.time[:10] != last:
                last = line.time[:10]
                self.lines.append(changes.day(words, line.time))
            self.lines.append(line)
        keys = [
            f"/{place}" if isinstance(line, str) else line.link
            for place, line in enumerate(self.lines)
        ]
        days = [place for place, line in enumerate(self.lines) if isinstance(line, str)]
        self.table.show_rows(keys, self._row, days)
        self.nothing.setText(words.text("No change fits what you look for."))
        self.nothing.setVisible(not found)
        self.card.setVisible(bool(found))

    def _row(self, place: int) -> Entry:
        line = self.lines[place]
        if isinstance(line, str) or self._told is None:
            return Head(f"/{place}", str(line))
        session = self.desk.document.session
        row = row_of(self._told, session, line, about=self.search.text())
        told = "\n".join(row.told)
        return TextRow(
            line.link,
            (
                Cell(row.name, told, strong=True),
                Cell(row.actor, ink="text2", small=True),
                Cell(row.time, ink="text2", small=True),
            ),
            ". ".join(
                part for part in (row.name, *row.told, row.actor, row.day, row.time) if part
            ),
        )

    @Slot(str)
    def _on_opened(self, link: str) -> None:
        line = next(
            (one for one in self.lines if isinstance(one, LogLine) and one.link == link), None
        )
        if line is not None and self._told is not None:
            row = row_of(self._told, self.desk.document.session, line)
            if row.page:
                self.desk.go(row.page, row.item)

    def _go(self, page: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        self.desk.go(page)
