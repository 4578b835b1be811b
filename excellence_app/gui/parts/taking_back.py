"""Esc puts back what a field had when it got the focus; pressed again it is the window's."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTextEdit

from excellence_app.gui.parts.typed import Field

# The focus was somewhere else for a moment: a menu, another window.
_BACK = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
_PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})


class TakingBack(QObject):
    """Takes back what is typed into the field it belongs to; `stored` tells what is stored."""

    def __init__(self, field: Field, stored: Callable[[], str]) -> None:
        super().__init__(field.edit)
        self._field = field
        self._stored = stored
        self._before: str | None = None
        field.edit.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take note of what is stored as the focus comes, and put it back with Esc."""
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusIn:
            if event.reason() not in _BACK:
                self._before = self._stored()
        elif event.type() in _PRESSES and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_Escape and plain and self._may_put_back():
                if event.type() is QEvent.Type.KeyPress:
                    self._put_back()
                event.accept()
                return True
        return False

    def _may_put_back(self) -> bool:
        edit = self._field.edit
        locked = isinstance(edit, QLineEdit | QTextEdit) and edit.isReadOnly()
        return not locked and self._before is not None and self._field.text != self._before

    def _put_back(self) -> None:
        field = self._field
        field.show_error("")
        field.show_text(self._before or "")
        if isinstance(field.edit, QLineEdit | QTextEdit):
            field.edit.selectAll()
        field.edited.emit(field.text)
        field.left.emit()  # stored at once, so that nothing wrong is shown as saved
