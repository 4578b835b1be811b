"""A message in the page, near its cause: what happened, what is safe, what to do."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from excellence_app.gui.accessibility import Role, announce
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.flow import FlowLayout
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.theme import RADIUS_ROW, TextStyle, Theme, Themed, Weight

_ICON = 18


class Tone(Enum):
    """What kind of message it is."""

    INFO = "info"
    GAP = "gap"
    ERROR = "error"


_ICONS = {Tone.INFO: "info", Tone.GAP: "triangle-alert", Tone.ERROR: "triangle-alert"}
_INKS = {Tone.INFO: "text2", Tone.GAP: "gap", Tone.ERROR: "error"}
_GROUNDS = {Tone.INFO: "sunken", Tone.GAP: "gap_tint", Tone.ERROR: "error_tint"}


class _Sign(Themed, QWidget):
    """The sign before the words; the words say the same."""

    def __init__(self, theme: Theme, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """Return the size of the sign, as high as a line."""
        side = self.theme.px(_ICON)
        return QSize(side, max(side, self.theme.line_height(TextStyle.BODY)))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign."""
        painter = QPainter(self)
        side = self.theme.px(_ICON)
        area = QRectF(0, (self.height() - side) / 2, side, side)
        paint_icon(painter, _ICONS[self._tone], area, self.theme.colour(_INKS[self._tone]))
        painter.end()


class MessageStrip(Themed, QWidget):
    """Words with a sign on a tinted ground, and buttons. It pushes the page down.

    With `tall` the title stands above the text and the buttons below it, for what
    needs a decision; otherwise everything flows in a row, `aside` at its far side.

    Signals:
        pressed: A person pressed a button. str: its key.
    """

    accessible_role: QAccessible.Role = Role.AlertMessage

    pressed = Signal(str)

    def __init__(  # noqa: PLR0912, PLR0913 - what there may be in a message
        self,
        theme: Theme,
        tone: Tone,
        title: str,
        text: str = "",
        *,
        actions: Sequence[tuple[str, str]] = (),
        links: Sequence[tuple[str, str]] = (),
        tall: bool = False,
        aside: str = "",
    ) -> None:
        super().__init__()
        self._tone = tone
        self._tall = tall
        self._spoken = " ".join(part for part in (title, text, aside) if part)
        self.setAccessibleName(self._spoken)
        self._buttons: dict[str, Button] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        style = TextStyle.H3 if tall else TextStyle.LABEL
        words = [
            PlainLabel(theme, title, style, weight=Weight.STRONG),
            PlainLabel(theme, text, TextStyle.LABEL, colour="text" if tall else "text2"),
        ]
        for label, shown in zip(words, (title, text), strict=True):
            if not shown:  # showing the other here would open a window of its own
                label.hide()
        self._row = QHBoxLayout(self)
        where = Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag(0)
        self._row.addWidget(_Sign(theme, tone), 0, where)
        self._flow = FlowLayout(at_end=0 if tall else len(actions) + bool(aside))
        self._button_flow = FlowLayout()
        for key, caption in links:
            self._add_button(theme, key, caption, Kind.WORDS)
        if tall:
            column = QVBoxLayout()
            for label in words:
                column.addWidget(label)
            kinds = [Kind.PRIMARY] + [Kind.SECONDARY] * (len(actions) - 1)
            for (key, caption), kind in zip(actions, kinds, strict=False):
                self._button_flow.addWidget(self._add_button(theme, key, caption, kind))
            for key, _caption in links:
                self._button_flow.addWidget(self._buttons[key])
            if self._buttons:
                column.addSpacing(theme.px(8))
                column.addLayout(self._button_flow)
            column.setSpacing(theme.px(2))
            self._row.addLayout(column, 1)
        else:
            for label in words:
                self._flow.addWidget(label)
            for key, _caption in links:
                self._flow.addWidget(self._buttons[key])
            if aside:
                self._flow.addWidget(PlainLabel(theme, aside, TextStyle.LABEL, colour="text2"))
            kinds = [Kind.SECONDARY] + [Kind.QUIET] * (len(actions) - 1)
            for (key, caption), kind in zip(actions, kinds, strict=False):
                self._flow.addWidget(self._add_button(theme, key, caption, kind))
            self._row.addLayout(self._flow, 1)
        self.follow(theme)
        self._set_lengths()

    def _add_button(self, theme: Theme, key: str, caption: str, kind: Kind) -> Button:
        button = Button(theme, caption, kind, parent=self)
        button.setObjectName(key)
        button.clicked.connect(self._on_clicked)
        self._buttons[key] = button
        return button

    @property
    def buttons(self) -> dict[str, Button]:
        """The buttons by their keys."""
        return dict(self._buttons)

    def announce(self) -> None:
        """Have screen readers say the message now."""
        announce(self, self._spoken)

    @Slot()
    def _on_clicked(self) -> None:
        self.pressed.emit(self.sender().objectName())

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        across, down = (px(18), px(16)) if self._tall else (px(14), px(6))
        self._row.setContentsMargins(across, down, across, down)
        self._row.setSpacing(px(12) if self._tall else px(10))
        self._flow.set_spacing(px(8), px(2))
        self._button_flow.set_spacing(px(8), px(8))
        self.setMinimumHeight(px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        theme = self.theme
        painter = QPainter(self)
        edge = theme.colours.text if theme.high_contrast else None
        ground = theme.colour(_GROUNDS[self._tone])
        paint_panel(painter, QRectF(self.rect()), theme.px(RADIUS_ROW), ground, edge, theme.edge)
        painter.end()
