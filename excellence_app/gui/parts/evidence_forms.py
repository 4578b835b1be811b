"""Small panels beside a piece of evidence: add, rename, who promised or saw it, open a copy."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.boxes import Column, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.popover import Popover
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.theme import TextStyle, Theme
from excellence_app.language.catalogues import Words

_WIDTH = 360
_MOST_OFFERS = 5

Store = Callable[..., str]  # returns what is wrong with the entry, or nothing


class Panel(Popover):
    """A panel with a title; it goes for good when it is closed."""

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(theme, title, parent)
        self.column = Column(theme, spacing=10)
        self.column.setFixedWidth(theme.px(_WIDTH))
        self.column.put(Heading(theme, title, TextStyle.H3))
        self.body.addWidget(self.column)
        self.taken = False  # whether what is typed here has come to something
        self.closed.connect(self.deleteLater)

    @property
    def fields(self) -> Sequence[TextField]:
        """The fields to type in."""
        return ()

    def fit(self) -> None:
        """Take the height that is needed now, and stay on the screen."""
        self.adjustSize()
        self.place()

    def put_buttons(self, *buttons: Button) -> None:
        """Put a row of buttons below everything."""
        row = Row(self.theme, spacing=8)
        row.put(*buttons)
        row.stretch()
        self.column.put(row)


class NamePanel(Panel):
    """One line of text, such as a new title. It counts with Esc, too, as on every page."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        *,
        title: str,
        label: str,
        text: str,
        button: str,
        store: Store,
    ) -> None:
        super().__init__(theme, title, parent)
        self._store = store
        self.field = TextField(theme, label)
        self.field.show_text(text)
        self.field.edit.selectAll()
        self.field.edit.returnPressed.connect(self._on_entered)
        self.button = Button(theme, button, Kind.SECONDARY)
        self.button.clicked.connect(self._on_entered)
        self.column.put(self.field)
        self.put_buttons(self.button)
        self._text = text

    @Slot()
    def _on_entered(self) -> None:
        message = self._store(self.field.text)
        self.field.show_error(message)
        if not message:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the text with Esc; one that cannot be stays once, with the reason."""
        changed = self.field.text.split() != self._text.split()
        if event.key() == Qt.Key.Key_Escape and changed and not self.field.error:
            self._on_entered()
        else:
            super().keyPressEvent(event)


class Offers(Column):
    """Names to choose from, below a field to type in; what is typed narrows them down.

    Signals:
        chosen(str): A person chose one, by its key.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, title: str, offers: Sequence[tuple[str, str]]) -> None:
        super().__init__(theme, spacing=4)
        self._offers = offers
        self._title = PlainLabel(theme, title, TextStyle.CAPTION, colour="text3")
        self._list = Column(theme, spacing=0)
        self.buttons: list[Button] = []
        self.put(self._title, self._list)
        self.hide()
        self.narrow("")

    def narrow(self, typed: str) -> None:
        """Show those that fit what is typed; one that is typed in full already is left out."""
        while (old := self._list.box.takeAt(0)) is not None:
            row = old.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        wanted = typed.casefold().split()
        fitting = [
            (key, title)
            for key, title in self._offers
            if all(part in title.casefold() for part in wanted)
            and title.casefold().split() != wanted
        ][:_MOST_OFFERS]
        self.buttons = []
        for key, title in fitting:
            button = Button(self.theme, title, Kind.WORDS, icon="plus")
            button.setObjectName(key)
            button.clicked.connect(self._on_clicked)
            line = Row(self.theme, spacing=0)
            line.put(button)
            line.stretch()
            self._list.put(line)
            self.buttons.append(button)
        if self.parentWidget() is not None or not fitting:  # else it would be a window
            self.setVisible(bool(fitting))

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.sender().objectName())


class PersonAndDay(NamedTuple):
    """The words of a form that asks who and when."""

    title: str
    person: str
    day: str
    day_hint: str
    button: str
    people: str


class PersonPanel(Panel):
    """Who has promised or seen something, and the day. Names are offered; others can be typed."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        asked: PersonAndDay,
        shown: tuple[str, str],
        people: Sequence[str],
        store: Store,
    ) -> None:
        super().__init__(theme, asked.title, parent)
        self._store = store
        self.person = TextField(theme, asked.person)
        self.person.show_text(shown[0])
        self.offers = Offers(theme, asked.people, [(name, name) for name in people])
        self.day = TextField(theme, asked.day, hint=asked.day_hint)
        self.day.show_text(shown[1])
        self.button = Button(theme, asked.button, Kind.SECONDARY)
        self.column.put(self.person, self.offers, self.day)
        self.put_buttons(self.button)
        self.offers.narrow("")
        self.person.edited.connect(self._on_edited)
        self.offers.chosen.connect(self._on_chosen)
        self.person.edit.returnPressed.connect(self.day.focus)
        self.day.edit.returnPressed.connect(self._on_entered)
        self.button.clicked.connect(self._on_entered)

    @property
    def fields(self) -> Sequence[TextField]:
        """The fields to type in."""
        return self.person, self.day

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self.offers.narrow(text)
        self.fit()

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self.person.show_text(name)
        self.offers.hide()
        self.day.focus()
        self.fit()

    @Slot()
    def _on_entered(self) -> None:
        message = self._store(self.person.text, self.day.text)
        self.day.show_error(message)
        self.fit()
        if not message:
            self.taken = True
            self.close()


class AddPanel(Panel):
    """Type a link or a title, take what is listed already, choose files.

    Signals:
        files_asked: A person wants to choose files.
        promise_asked: What is typed has been promised. str: the text.
    """

    files_asked = Signal()
    promise_asked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        parent: QWidget,
        offers: Sequence[tuple[str, str]],
        store: Store,
    ) -> None:
        super().__init__(theme, words.text("Add evidence"), parent)
        self._words, self._store = words, store
        self.files = Button(theme, words.text("Choose files…"), Kind.SECONDARY, icon="file")
        self.files.clicked.connect(self._on_files)
        row = Row(theme, spacing=10)
        row.put(self.files)
        note = PlainLabel(
            theme, words.text("or drop them anywhere here"), TextStyle.LABEL, colour="text3"
        )
        row.put(note, stretch=1)
        self.field = TextField(theme, words.text("Link, title or place"))
        self.field.edited.connect(self._on_edited)
        self.field.edit.returnPressed.connect(self._on_entered)
        self.offers = Offers(theme, words.text("Listed already"), offers)
        self.offers.chosen.connect(self._on_offer)
        self.column.put(row, self.field)
        self.add = Button(theme, words.text("Add"), Kind.SECONDARY)
        self.add.clicked.connect(self._on_entered)
        self.promise = Button(theme, words.text("Add as promised…"), Kind.QUIET, icon="clock")
        self.promise.clicked.connect(self._on_promise)
        self.put_buttons(self.add, self.promise)
        self.column.put(self.offers)
        self.offers.narrow("")

    @property
    def fields(self) -> Sequence[TextField]:
        """The field to type in."""
        return (self.field,)

    @property
    def buttons(self) -> Sequence[Button]:
        """The offers that are shown."""
        return self.offers.buttons

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self.field.show_error("")
        self.offers.narrow(text)
        self.fit()

    @Slot(str)
    def _on_offer(self, key: str) -> None:
        self._done(self._store("", key))  # found by what was typed

    @Slot()
    def _on_entered(self) -> None:
        self._done(self._store(self.field.text, ""))

    def _done(self, message: str) -> None:
        self.field.show_error(message)
        self.fit()
        if not message:
            self.taken = True
            self.close()

    @Slot()
    def _on_files(self) -> None:
        self.close()
        self.files_asked.emit()

    @Slot()
    def _on_promise(self) -> None:
        if not self.field.text.strip():
            self._done(self._words.text("Please say what has been promised."))
            self.field.focus()
            return
        text = self.field.text
        self.taken = True
        self.close()
        self.promise_asked.emit(text)


class CopyPanel(Panel):
    """Asks before a copy of a file is handed to another program.

    Signals:
        open_asked, save_asked: A person wants a copy opened, or saved somewhere.
    """

    open_asked = Signal()
    save_asked = Signal()

    def __init__(
        self, theme: Theme, words: Words, parent: QWidget, name: str, *, may_open: bool
    ) -> None:
        super().__init__(theme, words.text("Open a copy"), parent)
        text = words.text(
            "A copy of {name} is opened in another program. What you change there does not reach "
            "the assessment.",
            name=name,
        )
        if not may_open:
            text = words.text(
                "{name} could hold a program, so it is not opened from here. You can save a copy "
                "and look at it with care.",
                name=name,
            )
        self.column.put(PlainLabel(theme, text, TextStyle.LABEL, colour="text2"))
        self.buttons: list[Button] = []
        if may_open:
            opening = Button(theme, words.text("Open the copy"), Kind.SECONDARY)
            opening.clicked.connect(self._on_open)
            self.buttons.append(opening)
        saving = Button(
            theme, words.text("Save a copy…"), Kind.QUIET if may_open else Kind.SECONDARY
        )
        saving.clicked.connect(self._on_save)
        self.buttons.append(saving)
        self.put_buttons(*self.buttons)

    @Slot()
    def _on_open(self) -> None:
        self.close()
        self.open_asked.emit()

    @Slot()
    def _on_save(self) -> None:
        self.close()
        self.save_asked.emit()
