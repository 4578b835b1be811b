"""What is typed into the fields of a page is stored after a pause, or on leaving the field."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QApplication, QWidget

_AFTER_THE_LAST_KEY = 500  # milliseconds

Store = Callable[[str], str]  # takes the text; returns what is wrong with it, or nothing


class Field(Protocol):
    """A field to type in, such as `TextField` and `NoteField`."""

    edited: SignalInstance
    left: SignalInstance

    @property
    def text(self) -> str:
        """What stands in the field."""

    @property
    def error(self) -> str:
        """The message that is shown."""

    def show_text(self, text: str) -> None:
        """Show a text; nothing is emitted."""

    def show_error(self, message: str) -> None:
        """Show what is wrong."""

    @property
    def edit(self) -> QWidget:
        """The part that has the focus."""


class TypedFields(QObject):
    """The fields of one page. What is wrong is told on leaving a field, never while typing.

    `left` is called after a field was left, so that the next change is an undo of its own.
    """

    def __init__(self, page: QWidget, left: Callable[[], None] | None = None) -> None:
        super().__init__(page)
        self._left = left
        self._stores: dict[Field, Store] = {}
        self._waiting: dict[Field, None] = {}  # in the order in which they were typed into
        self._filled: dict[Field, str] = {}
        self._stored = False  # since a field was left
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_THE_LAST_KEY)
        self._timer.timeout.connect(self._on_pause)

    def watch(self, field: Field, store: Store, *, while_typing: bool = True) -> None:
        """Store what is typed into a field; a date, say, only when it is left."""
        self._stores[field] = store
        field.edited.connect(partial(self._on_edited, field, while_typing))
        field.left.connect(partial(self._on_left, field))

    def forget(self, field: Field) -> None:
        """Store no more of a field that goes away."""
        self._stores.pop(field, None)
        self._waiting.pop(field, None)
        self._filled.pop(field, None)

    def fill(self, field: Field, text: str) -> None:
        """Show what the document has, unless a person is typing that, or something else, now."""
        if field in self._waiting or (field.error and self._filled.get(field) == text):
            return
        self._filled[field] = text
        field.show_error("")
        typing = field.edit.hasFocus()
        if typing and field.text.split() == text.split():
            return  # a space at the end, which the document does not keep
        field.show_text(text)

    def store(self) -> None:
        """Store what is still waiting; called before a page goes out of sight."""
        self._timer.stop()
        for field in list(self._waiting):
            self._store(field, tell=True)
        self._end()

    def take_back(self) -> bool:
        """Show what the document has where something cannot be stored; tell whether there was any.

        The focus goes to where it was, as after any undo.
        """
        other = [
            field for field, text in self._filled.items() if field.text.split() != text.split()
        ]
        wrong = [field for field in other if field.error]
        if not wrong:
            return False
        for field in other:  # also what could not be stored because of another one
            self._waiting.pop(field, None)
            field.show_error("")
            field.show_text(self._filled[field])
        wrong[0].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_edited(self, field: Field, while_typing: bool, _text: str) -> None:  # noqa: FBT001 - for partial
        self._waiting[field] = None
        if while_typing:
            self._timer.start()

    @Slot()
    def _on_pause(self) -> None:
        focused = QApplication.focusWidget()
        for field in list(self._waiting):
            self._store(field, tell=field.edit is not focused)

    def _on_left(self, field: Field) -> None:
        if field in self._waiting:
            self._store(field, tell=True)
        if not self._waiting:
            self._timer.stop()
        self._end()

    def _end(self) -> None:
        """Tell once that what was typed is complete; later the document may be closed."""
        if self._stored and self._left is not None:
            self._left()
        self._stored = False

    def _store(self, field: Field, *, tell: bool) -> None:
        store = self._stores.get(field)
        self._waiting.pop(field, None)
        if store is None:
            return
        message = store(field.text)
        self._stored = True
        if message and not tell:
            self._waiting[field] = None  # told on leaving
            return
        field.show_error(message)
