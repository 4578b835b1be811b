"""Why a question is set aside: it does not apply, for a reason, or nobody knows the answer."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from excellence_app.domain.assessment import AnswerStatus
from excellence_app.gui.components.boxes import Flow
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.note_field import NoteField
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.theme import TextStyle, Theme, Themed
from excellence_app.language.catalogues import Words


class AsideBox(Themed, QWidget):
    """A panel above the answers. Hidden while the question is simply answered or open.

    Signals:
        given: A person has given the reason why the question does not apply. str: the reason.
        taken_back: The question is to be answered after all.
        cancelled: A person gives no reason after all.
    """

    given = Signal(str)
    taken_back = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._status: AnswerStatus | None = None
        self._reason = ""
        self._asking = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.px(14))
        self._layout = layout
        self._card = Card(theme, words.text("Set aside"), padding=14, spacing=8)
        layout.addWidget(self._card)
        head = Flow(theme, across=10, down=6, at_end=1)
        self._pill = StatePill(theme, State.DOES_NOT_APPLY, "")
        self._text = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self.back = Button(theme, "", Kind.WORDS)
        self.back.clicked.connect(self._on_back)
        head.put(self._pill, self._text, self.back)
        self.field = NoteField(theme, words.text("Why does it not apply?"))
        self.field.edit.fewest_lines = 1
        self.field.edit.installEventFilter(self)
        self.field.left.connect(self._on_left)
        self._card.body.addWidget(head)
        self._card.body.addWidget(self.field)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)
        self.hide()

    @property
    def asking(self) -> bool:
        """Whether a reason is asked for that is not stored yet."""
        return self._asking

    def show_status(self, status: AnswerStatus | None, reason: str, *, may_change: bool) -> None:
        """Show how a question is set aside; none hides the panel unless a reason is asked for."""
        self._status = status
        if status is not None:
            self._asking = False
        words = self._words
        applies_not = status is AnswerStatus.NOT_APPLICABLE or self._asking
        unknown = status is AnswerStatus.UNKNOWN
        self._pill.set_state(
            State.DOES_NOT_APPLY if applies_not else State.NOT_ANSWERED,
            words.text("Does not apply") if applies_not else words.text("Unknown"),
        )
        said = words.text("It scores as a question without an answer.") if unknown else ""
        if self._asking:
            said = words.text("Press Enter when the reason is written.")
        self._text.setText(said)
        self._text.setVisible(bool(said))
        back = words.text("Answer it after all") if not self._asking else words.text("Cancel")
        self.back.set_caption(back)
        self.back.setVisible(may_change)
        self.field.setVisible(applies_not)
        self.field.edit.setReadOnly(not may_change)
        if not self._asking and reason != self._reason:
            self.field.show_text(reason)
            self.field.show_error("")
        self._reason = reason
        self.setVisible(applies_not or unknown)

    def ask(self) -> None:
        """Ask for the reason."""
        self._asking = self._status is not AnswerStatus.NOT_APPLICABLE
        if self._asking:
            self.field.show_text("")
        self.show_status(self._status if not self._asking else None, self._reason, may_change=True)
        self.field.focus()

    def cancel(self) -> None:
        """Ask for no reason any more."""
        if self._asking:
            self._asking = False
            self.show_status(self._status, self._reason, may_change=True)

    def store(self) -> None:
        """Store a reason that was written and not stored yet; forget an empty one."""
        reason = self.field.text.strip()
        changed = self._asking or reason != self._reason
        if not self.isHidden() and not self.field.isHidden() and changed and reason:
            self.given.emit(reason)
        elif self._asking:
            self.cancel()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Store the reason with Enter; it is one line, however long. Esc closes an empty field."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_given()
            return True
        if event.key() == Qt.Key.Key_Escape and self._asking and not self.field.text.strip():
            self.cancel()
            self.cancelled.emit()
            return True
        return False

    def _on_given(self) -> None:
        if self.field.text.strip():
            self.store()
        elif self._asking:
            self.field.show_error(self._words.text("Please give a reason in a few words."))

    @Slot()
    def _on_left(self) -> None:
        if self.field.text.strip() and not self.field.edit.isReadOnly():
            self.store()

    @Slot()
    def _on_back(self) -> None:
        if self._asking:
            self.cancel()
            self.cancelled.emit()
        else:
            self.taken_back.emit()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._layout.setContentsMargins(0, 0, 0, self.theme.px(14))
        super().on_theme_changed()
