"""The message over the foot of the page that says what was done and offers to undo it."""

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from excellence_app.gui.accessibility import Role, announce
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.theme import RADIUS_ROW, TextStyle, Theme, Themed, Weight

SHOWN_FOR = 8000  # milliseconds
_DISTANCE = 20  # to the foot of the page


class UndoMessage(Themed, QWidget):
    """Lies over its parent, bottom centre, for 8 seconds, longer while focused or pointed at.

    Signals:
        undo_asked: A person wants it undone.
        gone: The message has disappeared.
    """

    accessible_role: QAccessible.Role = Role.Notification
    SHOWN_FOR: ClassVar[int] = SHOWN_FOR  # milliseconds; 0 for until it is closed

    undo_asked = Signal()
    gone = Signal()

    def __init__(self, theme: Theme, undo: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._lift = 0
        self._words = PlainLabel(
            theme, "", TextStyle.LABEL, weight=Weight.MEDIUM, colour="on_inverse"
        )
        self._undo = Button(theme, undo, Kind.INVERSE, key=key, parent=self)
        self._undo.clicked.connect(self._on_undo)
        self._undo.installEventFilter(self)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._undo)
        self._opener: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(self.SHOWN_FOR)
        self._timer.timeout.connect(self._on_time_over)
        parent.installEventFilter(self)
        self.follow(theme)
        self._set_lengths()
        self.hide()

    @property
    def button(self) -> Button:
        """The button that undoes."""
        return self._undo

    def set_lift(self, pixels: int) -> None:
        """Keep clear of what stays at the foot of the page and is so many pixels high."""
        self._lift = pixels
        if not self.isHidden():
            self._place()

    def show_message(self, words: str, *, can_undo: bool = True) -> None:
        """Say what was done."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._undo.setVisible(can_undo)
        self._place()
        self.show()
        self.raise_()
        self._count()
        announce(self, words)

    def dismiss(self) -> None:
        """Disappear and give the focus back."""
        self._timer.stop()
        if not self.isHidden():
            had_focus = self._undo.hasFocus()
            self.hide()
            if had_focus and self._opener is not None:
                self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
            self.gone.emit()

    def take_focus(self) -> None:
        """Put the focus on Undo; Esc gives it back."""
        self._opener = self.window().focusWidget()
        self._undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Disappear as what is told is true no more; while it is held only Undo goes."""
        if not self.is_held:
            self.dismiss()
        elif not self._undo.hasFocus():
            self._undo.hide()

    @property
    def is_held(self) -> bool:
        """Whether the focus or the pointer is on it, so that it is not taken away."""
        return self._undo.hasFocus() or (self.underMouse() and not self.isHidden())

    def _count(self) -> None:
        if self.SHOWN_FOR:
            self._timer.start()

    @Slot()
    def _on_undo(self) -> None:
        self.dismiss()
        self.undo_asked.emit()

    @Slot()
    def _on_time_over(self) -> None:
        if not self.is_held:
            self.dismiss()

    def _set_lengths(self) -> None:
        px = self.theme.px
        self._row.setContentsMargins(px(14), px(8), px(14), px(8))
        self._row.setSpacing(px(14))

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        self._place()
        super().on_theme_changed()

    def _place(self) -> None:
        host = self._host
        room = host.width() - 2 * self.theme.px(_DISTANCE)
        width = min(self.sizeHint().width(), max(room, 1))
        height = self._row.heightForWidth(width) if self._row.hasHeightForWidth() else -1
        height = max(height, self.sizeHint().height())
        x = (host.width() - width) // 2
        y = host.height() - height - self.theme.px(_DISTANCE) - self._lift
        self.setGeometry(x, max(0, y), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the page, and while the focus is here."""
        if watched is self._host:
            if event.type() is QEvent.Type.Resize and not self.isHidden():
                self._place()
        elif event.type() is QEvent.Type.FocusOut and self.isVisible():
            self._count()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while pointed at."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        if self.isVisible():
            self._count()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc close the message."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        theme = self.theme
        painter = QPainter(self)
        edge = theme.colours.on_inverse if theme.high_contrast else None
        area = QRectF(self.rect())
        paint_panel(painter, area, theme.px(RADIUS_ROW), theme.colours.inverse, edge, theme.edge)
        painter.end()
