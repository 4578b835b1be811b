"""Rows, columns and gaps whose lengths follow the zoom."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QWidget

from excellence_app.gui.components.flow import FlowLayout
from excellence_app.gui.theme import Theme, Themed

_NO_MARGINS = (0.0, 0.0, 0.0, 0.0)


class _Box(Themed, QWidget):
    """Holds widgets in a layout; lengths are those of the design."""

    def __init__(
        self,
        theme: Theme,
        spacing: float,
        margins: tuple[float, float, float, float],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._spacing, self._margins = spacing, margins
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    def _set_lengths(self, layout: QLayout) -> None:
        layout.setContentsMargins(*(self.theme.px(margin) for margin in self._margins))
        if isinstance(layout, QBoxLayout):
            layout.setSpacing(self.theme.px(self._spacing))


class _Line(_Box):
    """Holds widgets side by side or one above the other."""

    def __init__(
        self,
        theme: Theme,
        way: QBoxLayout.Direction,
        spacing: float,
        margins: tuple[float, float, float, float],
        parent: QWidget | None,
    ) -> None:
        super().__init__(theme, spacing, margins, parent)
        self.box = QBoxLayout(way, self)
        self._set_lengths(self.box)

    def put(self, *widgets: QWidget, stretch: int = 0) -> None:
        """Add widgets at the end."""
        for widget in widgets:
            self.box.addWidget(widget, stretch)

    def stretch(self) -> None:
        """Let all further widgets stand at the far side."""
        self.box.addStretch(1)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths(self.box)
        super().on_theme_changed()


class Column(_Line):
    """Widgets one above the other, `spacing` and `margins` (left, top, right, bottom) apart."""

    def __init__(
        self,
        theme: Theme,
        *,
        spacing: float = 8,
        margins: tuple[float, float, float, float] = _NO_MARGINS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, QBoxLayout.Direction.TopToBottom, spacing, margins, parent)


class Row(_Line):
    """Widgets side by side in the direction of reading."""

    def __init__(
        self,
        theme: Theme,
        *,
        spacing: float = 8,
        margins: tuple[float, float, float, float] = _NO_MARGINS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, QBoxLayout.Direction.LeftToRight, spacing, margins, parent)


class Flow(_Box):
    """Widgets side by side that go on in the next row; the last `at_end` at the far side."""

    def __init__(
        self,
        theme: Theme,
        *,
        across: float = 8,
        down: float = 8,
        at_end: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, across, _NO_MARGINS, parent)
        self._down = down
        self.flow = FlowLayout(self, at_end=at_end)
        self.on_theme_changed()

    def put(self, *widgets: QWidget) -> None:
        """Add widgets at the end."""
        for widget in widgets:
            self.flow.addWidget(widget)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self.flow.set_spacing(self.theme.px(self._spacing), self.theme.px(self._down))
        super().on_theme_changed()


class Gap(Themed, QWidget):
    """Room between two things, below or beside."""

    def __init__(self, theme: Theme, length: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = length
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """Return the room."""
        length = self.theme.px(self._length)
        return QSize(length, length)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()
