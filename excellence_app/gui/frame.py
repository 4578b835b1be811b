"""The areas of a window and where they are: sidebar, content, right column.

ui.md 5: three columns from 1360 pixels of the design on; below that the right column folds into a
panel over the content, below 1100 the sidebar becomes a rail, and below 900 it opens over the
content as well. Zoom counts: at 200 % a window has half as many pixels of the design.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.save_state import Form, Saved, SaveStateLabel
from excellence_app.gui.components.scroll_page import MARGIN, NARROW_BELOW, NARROW_MARGIN
from excellence_app.gui.components.see_through import see_through
from excellence_app.gui.sidebar import Sidebar
from excellence_app.gui.theme import TextStyle, Theme, Themed

WITH_SIDE = 1360
WITH_SIDEBAR = 1100
WITH_RAIL = 900
SIDE = 318
_WITH_WORDS = 660  # pixels of the design: a bar with room for the words of the save state
_BAR = 33  # high, with a button in it or without


class SideColumn(Themed, QWidget):
    """The right column: what belongs to the page, scrolling on its own."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.area = QScrollArea(self)
        see_through(self.area)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setSpacing(0)
        self._inside.addStretch(1)
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self._content: QWidget | None = None
        self.follow(theme)
        self._set_lengths()

    @property
    def content(self) -> QWidget | None:
        """What is shown, none if the page has nothing for this column."""
        return self._content

    def show_content(self, content: QWidget | None) -> None:
        """Show what belongs to a page; what was there before stays alive, out of sight."""
        if content is self._content:
            return
        if self._content is not None:
            self._inside.removeWidget(self._content)
            self._content.hide()
        self._content = content
        if content is not None:
            self._inside.insertWidget(0, content)
            content.show()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        self._inside.setContentsMargins(px(24), px(24), px(24), px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        painter = QPainter(self)
        colours = self.theme.colours
        painter.fillRect(self.rect(), colours.sunken)
        painter.setPen(QPen(colours.line, self.theme.edge))
        at_end = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = self.width() - 1 if at_end else 0
        painter.drawLine(x, 0, x, self.height())
        painter.end()


class _Standing(Themed, QWidget):
    """One paragraph as wide as there is room, in the size of captions."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    accessible_role = Role.StaticText

    def show_words(self, words: str) -> None:
        """Show a sentence."""
        self._words = words
        self.setAccessibleName(words)
        self.on_theme_changed()

    def hasHeightForWidth(self) -> bool:
        """Tell that it wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        return self.theme.paragraph(self._words, TextStyle.CAPTION, None, width).height

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        words = self.theme.paragraph(self._words, TextStyle.CAPTION)
        return QSize(words.width, words.height)

    def minimumSizeHint(self) -> QSize:
        """Return a small width."""
        return QSize(self.theme.px(120), self.theme.line_height(TextStyle.CAPTION))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words."""
        painter = QPainter(self)
        words = self.theme.paragraph(self._words, TextStyle.CAPTION, None, self.width())
        area = QRectF(0, (self.height() - words.height) / 2, self.width(), words.height)
        words.paint(painter, area, self.theme.colours.text2, direction=self.layoutDirection())
        painter.end()


class TopBar(Themed, QWidget):
    """Above every page: whose values these are, and what opens folded columns.

    Signals:
        sidebar_asked: The sidebar is to be opened over the content.
        side_asked: The right column is to be opened over the content.
    """

    sidebar_asked = Signal()
    side_asked = Signal()

    def __init__(self, theme: Theme, sidebar: str, side: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._sidebar = IconButton(theme, sidebar, "menu", key="F9")
        self._sidebar.clicked.connect(self.sidebar_asked)
        self._side = IconButton(theme, side, "panel-right", key="F4")
        self._side.clicked.connect(self.side_asked)
        self._standing = _Standing(theme)
        self.save_state = SaveStateLabel(theme)
        self.save_state.show_form(Form.LINE)
        self.save_state.hide()
        self._has_state = False
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._sidebar)
        self._layout.addWidget(self._standing, 1)
        self._layout.addWidget(self.save_state)
        self._layout.addWidget(self._side)
        self._sidebar.hide()
        self._side.hide()
        self.follow(theme)
        self._set_lengths()

    def show_words(self, words: str) -> None:
        """Show on whose values a set holds."""
        self._standing.show_words(words)

    def show_saved(self, state: Saved, words: str, detail: str, *, acts: bool) -> None:
        """Show whether all is saved, for as long as the sidebar is folded away."""
        self._has_state = True
        self.save_state.show_state(state, words, detail, acts=acts)
        self._see_state()

    def _see_state(self) -> None:
        bad = self.save_state.state is Saved.NOT_SAVED
        roomy = bad or self.width() >= self.theme.px(_WITH_WORDS)
        self.save_state.show_form(Form.LINE if roomy else Form.SIGN)
        self.save_state.setVisible(self._has_state and not self._sidebar.isHidden())

    def show_folded(self, *, sidebar: bool, side: bool) -> None:
        """Show the buttons for what is folded."""
        self._sidebar.setVisible(sidebar)
        self._side.setVisible(side)
        self._set_lengths()
        self.setVisible(sidebar or side or bool(self._standing.accessibleName()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Begin where the page below begins."""
        super().resizeEvent(event)
        self._set_lengths()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        page = MARGIN if self.width() >= px(NARROW_BELOW) else NARROW_MARGIN
        start = px(page) if self._sidebar.isHidden() else px(16)
        self._layout.setContentsMargins(start, 0, px(16), 1)
        self._layout.setSpacing(px(8))
        self.setMinimumHeight(px(_BAR))
        self._see_state()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        painter = QPainter(self)
        colours = self.theme.colours
        painter.fillRect(self.rect(), colours.sunken)
        painter.setPen(QPen(colours.line, self.theme.edge))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class Frame(Themed, QWidget):
    """Lays out sidebar, centre and right column for the width that there is.

    Signals:
        side_shown(bool): The right column stands beside the content, or no longer does.
    """

    side_shown = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        sidebar: Sidebar,
        names: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sidebar = sidebar
        sidebar.setParent(self)
        self.centre = QWidget(self)
        self._column = QVBoxLayout(self.centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.side = SideColumn(theme, names[1], self)
        self.bar = TopBar(theme, *names, self.centre)
        self.bar.sidebar_asked.connect(self.toggle_sidebar)
        self.bar.side_asked.connect(self.toggle_side)
        self.bar.save_state.clicked.connect(sidebar.save_asked)
        self._column.addWidget(self.bar)
        self._sidebar_open = False  # over the content
        self._side_open = False
        self._side_wanted = True  # beside the content
        self._was_beside: bool | None = None
        sidebar.installEventFilter(self)
        self.side.installEventFilter(self)
        # Screen readers and Tab come to the content first. Panels over it lie in the same order.
        self.side.raise_()
        sidebar.raise_()
        self.follow(theme)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put something below what is in the centre."""
        self._column.addWidget(widget, stretch)

    def _at_least(self, width: int) -> bool:
        return self.width() >= self.theme.px(width)

    @property
    def side_is_beside(self) -> bool:
        """Whether the right column stands beside the content."""
        return self.side.content is not None and self._side_wanted and self._at_least(WITH_SIDE)

    @property
    def side_is_visible(self) -> bool:
        """Whether the right column can be seen at all."""
        return self.side_is_beside or (self._side_open and self.side.content is not None)

    @property
    def side_wanted(self) -> bool:
        """Whether a person wants the right column where there is room for it."""
        return self._side_wanted

    def want_side(self, *, wanted: bool) -> None:
        """Show the right column where there is room, or never."""
        self._side_wanted = wanted
        self.arrange()

    @Slot()
    def toggle_side(self) -> None:
        """Show or hide the right column: beside the content or, in narrow windows, over it."""
        if self._at_least(WITH_SIDE):
            self._side_wanted = not self._side_wanted
        else:
            self._side_open = not self._side_open
        self.arrange()

    @Slot()
    def toggle_sidebar(self) -> None:
        """Open the sidebar over the content where it is folded, and close it again."""
        self._sidebar_open = not self._sidebar_open and not self._at_least(WITH_SIDEBAR)
        self.arrange()
        if self._sidebar_open:
            self.sidebar.setFocus(Qt.FocusReason.OtherFocusReason)
            self.sidebar.focusNextChild()

    def close_panels(self) -> bool:
        """Close what lies over the content and return whether there was something."""
        some = self._sidebar_open or (self._side_open and not self.side_is_beside)
        self._sidebar_open = self._side_open = False
        if some:
            self.arrange()
        return some

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay out anew."""
        self.arrange()

    def on_theme_changed(self) -> None:
        """Lay out anew."""
        self.arrange()
        super().on_theme_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew when the direction of reading changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange and hasattr(self, "side"):
            self.arrange()

    def arrange(self) -> None:
        """Give each area its place."""
        px, width, height = self.theme.px, self.width(), self.height()
        full = self._at_least(WITH_SIDEBAR)
        rail = not full and self._at_least(WITH_RAIL)
        over = self._sidebar_open and not full
        self.sidebar.show_rail(rail=rail and not over)
        left = self.sidebar.wanted_width()
        docked = left if full else (px(56) if rail else 0)
        self.sidebar.setVisible(full or rail or over)
        beside = self.side_is_beside
        side = min(px(SIDE), width - px(56))
        right = side if beside else 0
        self.side.setVisible(self.side_is_visible)
        self._put(self.sidebar, 0, min(left, width), height)
        self._put(self.centre, docked, max(width - docked - right, 0), height)
        self._put(self.side, width - side, side, height)
        self.bar.show_folded(
            sidebar=not (full or rail), side=self.side.content is not None and not beside
        )
        if beside != self._was_beside:
            self._was_beside = beside
            self.side_shown.emit(beside)

    def lay_out(self) -> None:
        """Give what is in the centre its place now, also while nobody can see it yet."""
        self._column.activate()

    def _put(self, part: QWidget, x: int, width: int, height: int) -> None:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = self.width() - x - width
        part.setGeometry(QRect(x, 0, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close a panel that lies over the content with Esc."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and watched in {self.sidebar, self.side}
        ):
            return self.close_panels()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colours.canvas)
        painter.end()
