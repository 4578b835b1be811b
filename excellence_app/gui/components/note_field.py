"""A field for several lines of plain text that grows with what is in it."""

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from excellence_app.gui.components.field_parts import FieldHead, FieldMessage, paint_field
from excellence_app.gui.theme import TextStyle, Theme, Themed

_PADDING_ACROSS = 11
_PADDING_DOWN = 8
_FEWEST_LINES = 2
_MOST_LINES = 14
_CHARACTERS = 40


class NoteEdit(Themed, QTextEdit):
    """Several lines to type in. Tab goes on to the next control; undo belongs to the window.

    Signals:
        edited: A person typed, pasted or cut. str: the whole text.
        left: The focus has gone elsewhere.
    """

    edited = Signal(str)
    left = Signal()

    def __init__(
        self, theme: Theme, name: str, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.fewest_lines = _FEWEST_LINES
        self.most_lines = _MOST_LINES
        self._showing = False
        self._wrong = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.follow(theme)
        self._set_lengths()
        self.textChanged.connect(self._on_text_changed)

    def focus_outline(self) -> float | None:
        """Tell that the edge shows the focus."""
        return None

    def show_text(self, text: str) -> None:
        """Show a text; nothing is emitted. The cursor stays where it can."""
        if text == self.toPlainText():
            return
        self._showing = True
        place = self.textCursor().position()
        self.setPlainText(text)
        self._set_line_height()
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._showing = False

    def show_wrong(self, *, wrong: bool) -> None:
        """Show the edge in the colour of errors, or not."""
        self._wrong = wrong
        self.update()
        self.viewport().update()

    def _set_lengths(self) -> None:
        px = self.theme.px
        self.setFont(self.theme.font(TextStyle.BODY))
        self.setViewportMargins(
            px(_PADDING_ACROSS), px(_PADDING_DOWN), px(_PADDING_ACROSS), px(_PADDING_DOWN)
        )
        self._showing = True
        self._set_line_height()
        self._showing = False

    def _set_line_height(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        wanted = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
        wanted.setLineHeight(self.theme.line_height(TextStyle.BODY), fixed.value)
        cursor.mergeBlockFormat(wanted)

    def on_theme_changed(self) -> None:
        """Take the theme's font and lengths."""
        self._set_lengths()
        super().on_theme_changed()

    @Slot()
    def _on_text_changed(self) -> None:
        self.updateGeometry()
        if not self._showing:
            self.edited.emit(self.toPlainText())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow where narrower lines are more lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of the text, from two lines to what a page can spare."""
        theme = self.theme
        line = theme.line_height(TextStyle.BODY)
        lines = round(self.document().size().height() / line)
        lines = min(max(lines, self.fewest_lines), self.most_lines)
        width = _CHARACTERS * theme.text_width("n", TextStyle.BODY)
        return QSize(width, lines * line + 2 * theme.px(_PADDING_DOWN))

    def minimumSizeHint(self) -> QSize:
        """Return the same height; the width may be small."""
        return QSize(self.theme.px(120), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window; paint the frame around the text."""
        if event.type() is QEvent.Type.Paint:
            painter = QPainter(self)
            paint_field(painter, self, self.theme, wrong=self._wrong)
            painter.end()
            return True
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and (
                event.matches(QKeySequence.StandardKey.Undo)
                or event.matches(QKeySequence.StandardKey.Redo)
            )
        ):
            event.ignore()
            return False
        return super().event(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, with the line height of the rest."""
        self.insertPlainText(source.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the person is done, unless only a menu has opened."""
        super().focusOutEvent(event)
        self.update()
        self.viewport().update()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part of the field under the text, then let Qt paint the text."""
        painter = QPainter(self.viewport())
        painter.fillRect(QRectF(event.rect()), self.theme.colours.surface)
        painter.end()
        super().paintEvent(event)


class NoteField(Themed, QWidget):
    """A growing field with its label above and, if something is wrong, a message below.

    Signals:
        edited: A person typed. str: the whole text.
        left: A person is done with the field.
    """

    edited = Signal(str)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        label: str,
        *,
        hint: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.head = FieldHead(theme, label, hint)
        self.edit = NoteEdit(theme, label, placeholder=placeholder)
        self._message = FieldMessage(theme)
        self._hint = hint
        self.head.name_control(self.edit)
        for part in (self.head, self.edit, self._message):
            self._column.addWidget(part)
        self.edit.edited.connect(self.edited)
        self.edit.left.connect(self.left)
        self.follow(theme)
        self._column.setSpacing(theme.px(5))
        self._describe()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.edit.toPlainText()

    def show_text(self, text: str) -> None:
        """Show a text; nothing is emitted."""
        self.edit.show_text(text)

    def show_error(self, message: str) -> None:
        """Show what is wrong in words and colour; an empty message takes it away."""
        self.edit.show_wrong(wrong=bool(message))
        self._message.show_message(message)
        self._describe()

    @property
    def error(self) -> str:
        """The message that is shown."""
        return self._message.text

    def _describe(self) -> None:
        parts = (self._hint, self._message.text)
        self.edit.setAccessibleDescription(". ".join(part for part in parts if part))

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._column.setSpacing(self.theme.px(5))
        super().on_theme_changed()

    @Slot()
    def focus(self) -> None:
        """Put the focus into the field."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
