"""A control for two to six views, of which one is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.flow import FlowLayout
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align

_HEIGHT = 28
_PADDING = 12
_INSET = 3


class _Segment(Themed, QRadioButton):
    """One view."""

    def __init__(self, theme: Theme, key: str, caption: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._caption = caption
        self.setAccessibleName(caption)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def set_caption(self, caption: str) -> None:
        """Show and tell other words."""
        self._caption = caption
        self.setAccessibleName(caption)
        self.on_theme_changed()

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return RADIUS_CONTROL - 2

    def hitButton(self, pos: QPoint) -> bool:
        """React everywhere."""
        return self.rect().contains(pos)

    def nextCheckState(self) -> None:
        """Leave it to the control what is chosen."""

    def sizeHint(self) -> QSize:
        """Return the room for the words when they are bold."""
        theme = self.theme
        words = theme.paragraph(self._caption, TextStyle.LABEL, Weight.STRONG)
        height = max(theme.px(_HEIGHT), words.height + 2 * theme.px(5))
        return QSize(words.width + 2 * theme.px(_PADDING), height)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, on a raised ground if chosen."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        whole = QRectF(self.rect())
        chosen = self.isChecked()
        radius = theme.px(RADIUS_CONTROL - 2)
        if chosen and theme.high_contrast:
            paint_panel(painter, whole, radius, colours.accent)
        elif chosen:
            edge = colours.control if theme.dark else colours.line2
            paint_panel(painter, whole, radius, colours.surface, edge, theme.edge)
        weight = Weight.STRONG if chosen else Weight.MEDIUM
        words = theme.paragraph(self._caption, TextStyle.LABEL, weight)
        ink = colours.text if chosen or self.underMouse() else colours.text2
        if chosen and theme.high_contrast:
            ink = colours.on_accent
        top = (self.height() - words.height) / 2
        area = QRectF(0, top, self.width(), words.height)
        words.paint(painter, area, ink, Align.CENTRE, self.layoutDirection())
        painter.end()


class SegmentedControl(Themed, QWidget):
    """Shows which view is on; one Tab stop, arrows choose.

    Signals:
        chosen: A person chose a view. str: its key.
    """

    accessible_role: QAccessible.Role = Role.Grouping

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        views: Sequence[tuple[str, str]],
        shown: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._flow = FlowLayout(self)
        self._segments: dict[str, _Segment] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)
        for key, caption in views:
            segment = _Segment(theme, key, caption, self)
            segment.clicked.connect(self._on_clicked)
            segment.installEventFilter(self)
            self._segments[key] = segment
            self._flow.addWidget(segment)
        self._set_lengths()
        self.show_view(shown or (views[0][0] if views else ""))

    @property
    def view(self) -> str:
        """The key of the view that is shown as chosen."""
        return next((key for key, seg in self._segments.items() if seg.isChecked()), "")

    def show_view(self, key: str) -> None:
        """Show another view as chosen; nothing is emitted."""
        for other, segment in self._segments.items():
            segment.setChecked(other == key)
            stop = Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(stop)

    def set_caption(self, key: str, caption: str) -> None:
        """Show other words for a view, such as another count."""
        self._segments[key].set_caption(caption)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        inset = self.theme.px(_INSET)
        self._flow.setContentsMargins(inset, inset, inset, inset)
        self._flow.set_spacing(self.theme.px(2), self.theme.px(2))

    @Slot()
    def _on_clicked(self) -> None:
        segment = self.sender()
        if isinstance(segment, _Segment):
            self._choose(segment.key)

    def _choose(self, key: str) -> None:
        if key != self.view:
            self.show_view(key)
            self.chosen.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows choose, Home and End the first and the last."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and isinstance(watched, _Segment):
            keys = list(self._segments)
            here = keys.index(watched.key)
            forwards, backwards = Qt.Key.Key_Right, Qt.Key.Key_Left
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                forwards, backwards = backwards, forwards
            there = {
                forwards: (here + 1) % len(keys),
                Qt.Key.Key_Down: (here + 1) % len(keys),
                backwards: (here - 1) % len(keys),
                Qt.Key.Key_Up: (here - 1) % len(keys),
                Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: len(keys) - 1,
            }.get(Qt.Key(event.key()))
            if there is not None:
                self._segments[keys[there]].setFocus(Qt.FocusReason.TabFocusReason)
                self._choose(keys[there])
                return True
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        edge = colours.control if theme.high_contrast else None
        radius = theme.px(RADIUS_CONTROL + 1)
        paint_panel(painter, QRectF(self.rect()), radius, colours.hover, edge, theme.edge)
        painter.end()
