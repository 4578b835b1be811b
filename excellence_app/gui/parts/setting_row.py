"""Words with what can be done about them at the far side, or below where room is scarce."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight

_WORDS = 230  # pixels of the design that the words need beside the control
_GAP = 20
_BELOW = 8
_RENEWING = {QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange, QEvent.Type.Polish}


class SettingRow(Themed, QWidget):
    """A title, a hint below it, and a control at the far side.

    More may be put below the hint into `words`. The control is told to screen readers with the
    title as its name only if it has none of its own.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        hint: str,
        control: QWidget,
        *,
        weight: Weight = Weight.MEDIUM,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.words = Column(theme, spacing=2, parent=self)
        self.title = PlainLabel(theme, title, TextStyle.BODY, weight=weight)
        self.hint = PlainLabel(theme, hint, TextStyle.LABEL, colour="text2")
        self.words.put(self.title, self.hint)
        if not hint:
            self.hint.hide()
        self.control = control
        control.setParent(self)
        control.show()
        if not control.accessibleName():
            control.setAccessibleName(title)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._heights: dict[int, int] = {}  # layouts ask for the same widths again and again
        self.follow(theme)

    def show_words(self, title: str, hint: str = "") -> None:
        """Show another title and hint."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._renew()

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self._arrange(width, place=False)
        return known

    def sizeHint(self) -> QSize:
        """Return a common size."""
        width = self.width() or self.theme.px(560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width, and the height of one line."""
        width = max(self.words.minimumSizeHint().width(), self.control.minimumSizeHint().width())
        return QSize(width, self.theme.line_height(TextStyle.BODY))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new width."""
        super().resizeEvent(event)
        self._arrange(self.width(), place=True)

    def event(self, event: QEvent) -> bool:
        """Arrange anew when a part wants another size, or the direction of reading changes."""
        done = super().event(event)
        if event.type() in _RENEWING:
            self._renew()
        return done

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        super().on_theme_changed()
        self._renew()

    def _renew(self) -> None:
        self._heights.clear()
        self.updateGeometry()
        self._arrange(self.width(), place=True)

    def _arrange(self, width: int, *, place: bool) -> int:
        px = self.theme.px
        if self.control.isHidden():
            high = self.words.heightForWidth(width)
            if place:
                self._put(self.words, QRect(0, 0, width, high))
            return high
        wanted = self.control.sizeHint().width()
        beside = width - wanted - px(_GAP) >= px(_WORDS)
        room = width - wanted - px(_GAP) if beside else width
        words = max(self.words.heightForWidth(room), self.theme.line_height(TextStyle.BODY))
        across = wanted if beside else min(wanted, width)
        control = self.control.sizeHint().height()
        if self.control.hasHeightForWidth():
            control = self.control.heightForWidth(across)
        whole = max(words, control) if beside else words + px(_BELOW) + control
        if place:
            if beside:
                self._put(self.words, QRect(0, (whole - words) // 2, room, words))
                top = (whole - control) // 2
                self._put(self.control, QRect(width - wanted, top, wanted, control))
            else:
                self._put(self.words, QRect(0, 0, width, words))
                self._put(self.control, QRect(0, words + px(_BELOW), across, control))
        return whole

    def _put(self, part: QWidget, place: QRect) -> None:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            place.moveLeft(self.width() - place.x() - place.width())
        part.setGeometry(place)
