"""The head of a section: title, count or hint, and what can be done; and sections that fold."""

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from excellence_app.gui.accessibility import value_changed
from excellence_app.gui.components.flow import FlowLayout
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored
from excellence_app.gui.theme import TextStyle, Theme, Themed

_ICON = 16


class SectionHeader(Themed, QWidget):
    """A heading with a hint or a count beside it and controls at the far side."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        *,
        hint: str = "",
        style: TextStyle = TextStyle.H3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._flow = FlowLayout()
        self.heading = Heading(theme, title, style)
        self.hint = PlainLabel(theme, hint, TextStyle.LABEL, colour="text3")
        if not hint:  # showing it here would open a window of its own
            self.hint.hide()
        self._flow.addWidget(self.heading)
        self._flow.addWidget(self.hint)
        self._row.addLayout(self._flow, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)
        self._set_lengths()

    def add_control(self, control: QWidget) -> None:
        """Put a button or the like at the far side."""
        self._row.addWidget(control)

    def show_hint(self, hint: str) -> None:
        """Show another hint or count."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def _set_lengths(self) -> None:
        self._flow.set_spacing(self.theme.px(8), 0)
        self._row.setSpacing(self.theme.px(8))

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()


class _FoldButton(Pressable):
    """The title of a section that folds."""

    def __init__(self, theme: Theme, caption: str, icon: str) -> None:
        super().__init__(theme, caption)
        self._icon = icon
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _start(self) -> int:
        return self.theme.px(_ICON) + self.theme.px(9) if self._icon else 0

    def _room(self, width: int) -> int:
        return max(1, width - self._start() - self.theme.px(_ICON) - self.theme.px(8))

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped title."""
        words = self.theme.paragraph(self.caption, TextStyle.H3, None, self._room(width))
        return words.height + 2 * self.theme.px(4)

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        words = self.theme.paragraph(self.caption, TextStyle.H3)
        width = words.width + self._start() + self.theme.px(_ICON) + self.theme.px(8)
        return QSize(width, words.height + 2 * self.theme.px(4))

    def minimumSizeHint(self) -> QSize:
        """Return the least width."""
        return QSize(self.theme.px(90), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, title and the arrow that shows which way it goes."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        whole, side = QRectF(self.rect()), theme.px(_ICON)
        painter = QPainter(self)
        words = theme.paragraph(self.caption, TextStyle.H3, None, self._room(self.width()))
        top = (self.height() - words.height) / 2
        line = theme.line_height(TextStyle.H3)
        icon_top = top + (line - side) / 2
        if self._icon:
            place = mirrored(QRectF(0, icon_top, side, side), whole, direction)
            paint_icon(painter, self._icon, place, colours.text2, direction)
        place = QRectF(self._start(), top, self._room(self.width()), words.height)
        place = mirrored(place, whole, direction)
        words.paint(painter, place, colours.text, direction=direction)
        arrow = "chevron-up" if self.isChecked() else "chevron-down"
        ink = colours.text if self.underMouse() else colours.text2
        place = mirrored(QRectF(self.width() - side, icon_top, side, side), whole, direction)
        paint_icon(painter, arrow, place, ink, direction)
        painter.end()


class Fold(Themed, QWidget):
    """A section that a person can fold away. What it holds goes into `body`.

    `states` are the words for open and folded, told by screen readers.

    Signals:
        opened: A person opened (True) or folded (False) it.
    """

    opened = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        title: str,
        states: tuple[str, str],
        *,
        icon: str = "",
        is_open: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._states = states
        self.header = _FoldButton(theme, title, icon)
        self._content = QWidget(self)
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.header)
        self._column.addWidget(self._content)
        self.header.clicked.connect(self._on_clicked)
        self.follow(theme)
        self._column.setSpacing(theme.px(4))
        self.show_open(is_open=is_open)

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self.header.isChecked()

    def show_open(self, *, is_open: bool) -> None:
        """Open or fold; nothing is emitted."""
        self.header.setChecked(is_open)
        self._content.setVisible(is_open)
        self.header.setAccessibleDescription(self._states[0 if is_open else 1])
        value_changed(self.header)

    @Slot()
    def _on_clicked(self) -> None:
        self.show_open(is_open=self.header.isChecked())
        self.opened.emit(self.is_open)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._column.setSpacing(self.theme.px(4))
        super().on_theme_changed()
