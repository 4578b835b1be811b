"""One piece of evidence as a row under a question, and the panel around such rows."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from excellence_app.domain.assessment import Evidence, EvidenceState
from excellence_app.domain.messages import N_
from excellence_app.gui.accessibility import Role, name_changed
from excellence_app.gui.components.boxes import Column, Row
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.components.warmth import Warm
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.parts.small_icon import SmallIcon
from excellence_app.gui.theme import RADIUS_CONTROL, RADIUS_PANEL, TextStyle, Theme, Themed, Weight
from excellence_app.language.catalogues import Words

_ICON = 17


class EvidenceRow(Warm, QWidget):
    """One item. Enter opens it, F2 renames, Delete removes, the menu key opens the menu.

    Signals:
        asked: Something is to be done with the item. str: open, rename, remove or menu.
        moved: The focus is to go up (-1) or down (1).
    """

    accessible_role: QAccessible.Role = Role.ListItem

    asked = Signal(str)
    moved = Signal(int)

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = ""
        self._words = words
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.line = Row(theme, spacing=14, margins=(12, 7, 6, 7), parent=self)
        self._icon = SmallIcon(theme, "file", side=_ICON)
        texts = Column(theme, spacing=1)
        self.title = PlainLabel(theme, "", TextStyle.LABEL, weight=Weight.MEDIUM)
        self.title.most_characters = None
        self.where = PlainLabel(theme, "", TextStyle.CAPTION, colour="text3")
        self.where.most_characters = None
        texts.put(self.title, self.where)
        self.pill = StatePill(theme, State.LISTED, "")
        self.menu = IconButton(theme, words.text("What to do with this evidence"), "ellipsis")
        self.menu.clicked.connect(partial(self.asked.emit, "menu"))
        self.line.put(self._icon)
        self.line.put(texts, stretch=1)
        self.line.put(self.pill, self.menu)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    def show_item(
        self, item: Evidence, where: str, icon: str, *, missing: bool, may_change: bool
    ) -> None:
        """Show an item of evidence."""
        words = self._words
        self.item = item.id
        self.title.setText(item.title)
        self.where.setText(where)
        state, text = _STATES[item.state]
        said = words.text("File not found") if missing else words.text(text)
        self.pill.set_state(State.NOT_FOUND if missing else state, said)
        self.pill.setVisible(missing or item.state is not EvidenceState.LISTED)
        self._icon.show_icon(
            "triangle-alert" if missing else icon, "error" if missing else "text2"
        )
        self.menu.setVisible(may_change or bool(item.file))
        self.setAccessibleName(", ".join((item.title, where, said)))
        name_changed(self)

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return RADIUS_CONTROL

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do with the item what the key means."""
        wanted = _KEYS.get(Qt.Key(event.key()))
        if wanted is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif wanted in {"up", "down"}:
            self.moved.emit(1 if wanted == "down" else -1)
        else:
            self.asked.emit(wanted)

    def contextMenuEvent(self, _event: QContextMenuEvent) -> None:
        """Open the menu."""
        self.asked.emit("menu")

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the item."""
        self.asked.emit("open")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a ground while pointed at."""
        if self.warmth:
            painter = QPainter(self)
            ground = self.theme.colours.sunken
            paint_panel(painter, QRectF(self.rect()), self.theme.px(RADIUS_CONTROL), ground)
            painter.end()


_KEYS = {
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_Space: "menu",
    Qt.Key.Key_F2: "rename",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Backspace: "remove",
    Qt.Key.Key_Menu: "menu",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}

_STATES = {
    EvidenceState.LISTED: (State.LISTED, N_("Listed")),
    EvidenceState.PROMISED: (State.PROMISED, N_("Promised")),
    EvidenceState.SEEN: (State.SEEN, N_("Seen on site")),
}


class EvidenceList(Themed, QWidget):
    """The panel around the rows; dashed while something is dragged over the page."""

    accessible_role: QAccessible.Role = Role.List

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._over = False
        self.body = QVBoxLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)
        self._set_lengths()

    def show_over(self, *, over: bool) -> None:
        """Show that something can be dropped here."""
        self._over = over
        self.update()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        self.body.setContentsMargins(px(4), px(3), px(4), px(3))
        self.body.setSpacing(0)
        self.setMinimumHeight(px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        ground = colours.accent_tint if self._over else colours.surface
        edge = colours.accent if self._over else colours.line
        wide = max(2, theme.px(2)) if self._over else theme.edge
        paint_panel(painter, QRectF(self.rect()), theme.px(RADIUS_PANEL - 3), ground, edge, wide)
        painter.end()
