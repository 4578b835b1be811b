"""A calendar beside a field for a day. Typing stays first: the calendar only writes into it."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence

from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.text_field import TextField
from excellence_app.language.catalogues import Words
from excellence_app.language.weekdays import day_as_typed

ALT_DOWN = "Alt+Down"
_PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})


def offer_calendar(field: TextField, words: Words, *, with_key: bool = True) -> None:
    """Let a field for a day offer a calendar, with a button and, `with_key`, with Alt Down."""
    _DayPicker(field, words, with_key=with_key)


class _DayPicker(QObject):
    """The button in a field and the key that open the calendar."""

    def __init__(self, field: TextField, words: Words, *, with_key: bool) -> None:
        super().__init__(field)
        self._field, self._words, self._with_key = field, words, with_key
        key = QKeySequence(ALT_DOWN).toString(QKeySequence.SequenceFormat.NativeText)
        caption = words.text("Choose the day from a calendar")
        self.button = IconButton(field.theme, caption, "calendar", key=key if with_key else "")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field has the key
        self.button.clicked.connect(self.open)
        field.edit.put_inside(self.button)
        field.edit.installEventFilter(self)

    @Slot()
    def open(self) -> None:
        """Open the calendar at the day that is typed, else at today."""
        from excellence_app.gui.parts.day_calendar import DayCalendar  # noqa: PLC0415 - when asked

        edit = self._field.edit
        if edit.isReadOnly() or not edit.isEnabled():
            return
        panel = DayCalendar(self._field.theme, self._words, edit)
        panel.chosen.connect(self._on_chosen)
        panel.open_with(self._typed() or date.today(), edit)

    def _typed(self) -> date | None:
        from excellence_app.domain.messages import Refused  # noqa: PLC0415 - when asked
        from excellence_app.session.nearest_day import nearest_day  # noqa: PLC0415 - as above

        try:
            return nearest_day(self._field.text, date.today(), self._words)
        except Refused:
            return None

    @Slot(object)
    def _on_chosen(self, day: date) -> None:
        """Write a day into the field as a person types it."""
        field = self._field
        field.edit.setText(day_as_typed(self._words, day))
        field.edited.emit(field.text)
        field.left.emit()  # it is complete: stored at once, as after Enter

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open with Alt Down; be there only where something can be typed."""
        if event.type() is QEvent.Type.ReadOnlyChange:
            self.button.setVisible(not self._field.edit.isReadOnly())
        elif self._with_key and event.type() in _PRESSES and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_Down and held == Qt.KeyboardModifier.AltModifier:
                event.accept()
                if event.type() is QEvent.Type.KeyPress:
                    self.open()
                return True
        return super().eventFilter(watched, event)
