"""The head of a page: its headline, the sentence below, and what can be done at the far side."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.components.boxes import Flow
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.theme import TextStyle, Theme, Themed

_WORDS = 440  # pixels of the design that the words need beside the buttons
_GAP = 24
_BELOW = 12


class PageHead(Themed, QWidget):
    """Headline and lead; buttons stand at the far side, or below where there is little room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading(theme, "", TextStyle.DISPLAY, parent=self)
        self.lead = PlainLabel(theme, "", TextStyle.LEAD, colour="text2", parent=self)
        self.lead.most_characters = None
        self.heading.most_characters = None
        self._buttons = Flow(theme, across=8, down=8, parent=self)
        self._count = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    def put(self, *buttons: QWidget) -> None:
        """Add buttons at the far side."""
        self._buttons.put(*buttons)
        self._count += len(buttons)

    def show_words(self, title: str, lead: str) -> None:
        """Show a headline and the sentence below it, which may be empty."""
        self.heading.setText(title)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))
        self.updateGeometry()
        self._arrange(self.width(), place=True)

    def _shown_buttons(self) -> bool:
        flow = self._buttons.flow
        items = (flow.itemAt(number) for number in range(flow.count()))
        return any(item is not None and not item.isEmpty() for item in items)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow head is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return self._arrange(width, place=False)

    def sizeHint(self) -> QSize:
        """Return a common size."""
        width = self.width() or self.theme.px(720)
        return QSize(width, self._arrange(width, place=False))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        width = self.heading.minimumSizeHint().width()
        if self._shown_buttons():
            width = max(width, self._buttons.minimumSizeHint().width())
        return QSize(width, self.theme.line_height(TextStyle.DISPLAY))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new width."""
        super().resizeEvent(event)
        self._arrange(self.width(), place=True)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        super().on_theme_changed()
        self._arrange(self.width(), place=True)

    def _arrange(self, width: int, *, place: bool) -> int:
        px = self.theme.px
        some = self._shown_buttons()
        wanted = self._buttons.sizeHint().width() if some else 0
        beside = some and width - wanted - px(_GAP) >= px(_WORDS)
        room = width - wanted - px(_GAP) if beside else width
        title = self.heading.heightForWidth(room)
        lead = 0
        if self.lead.text():
            lead = self.lead.heightForWidth(room) + px(4)
        words = title + lead
        buttons = self._buttons.heightForWidth(wanted if beside else width) if some else 0
        if place:
            self._put(self.heading, 0, 0, room, title)
            if self.lead.text():
                self._put(self.lead, 0, title + px(4), room, lead - px(4))
            if beside:
                top = max(0, (words - buttons) // 2)
                self._put(self._buttons, width - wanted, top, wanted, buttons)
            elif some:
                self._put(self._buttons, 0, words + px(_BELOW), width, buttons)
            self._buttons.setVisible(some)
        if beside:
            return max(words, buttons)
        return words + (px(_BELOW) + buttons if some else 0)

    def _put(self, part: QWidget, x: int, y: int, width: int, height: int) -> None:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = self.width() - x - width
        part.setGeometry(QRect(x, y, width, height))
