"""What all push buttons of ours share: name, keyboard and the pointer's trace."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from excellence_app.gui.components.warmth import Warm
from excellence_app.gui.theme import RADIUS_CONTROL, Theme


class Pressable(Warm, QAbstractButton):
    """A button that paints itself. `caption` is its name; `clicked` says a person pressed it."""

    def __init__(self, theme: Theme, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = caption
        self.setAccessibleName(caption)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow(theme)

    @property
    def caption(self) -> str:
        """The words on the button, which are its name, too."""
        return self._caption

    def set_caption(self, caption: str) -> None:
        """Show and tell other words."""
        if caption != self._caption:
            self._caption = caption
            self.setAccessibleName(caption)
            self.on_theme_changed()

    @property
    def heat(self) -> float:
        """How far the button shows that it is pointed at or held down."""
        if not self.isEnabled():
            return 0.0
        return 1.0 if self.isDown() else self.warmth

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return RADIUS_CONTROL

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)
