"""How a control answers the pointer: its ground changes within a moment, not at once."""

from PySide6.QtCore import QEvent, QVariantAnimation, Slot
from PySide6.QtGui import QColor, QEnterEvent

from excellence_app.gui.theme import QUICK, Themed


class Warm(Themed):
    """Mixed into controls: `warmth` is 0 away from the pointer, 1 under it, briefly between."""

    _turning: QVariantAnimation | None = None

    @property
    def warmth(self) -> float:
        """How far the control shows that it is pointed at."""
        if self._turning is None or self._turning.state() is QVariantAnimation.State.Stopped:
            return 1.0 if self.underMouse() else 0.0
        return float(self._turning.currentValue())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Begin to show the pointer."""
        super().enterEvent(event)
        self._turn(to=1.0)

    def leaveEvent(self, event: QEvent) -> None:
        """Begin to forget the pointer."""
        super().leaveEvent(event)
        self._turn(to=0.0)

    def _turn(self, *, to: float) -> None:
        duration = self.theme.duration(QUICK)
        if not duration:
            self.update()
            return
        if self._turning is None:
            self._turning = QVariantAnimation(self)
            self._turning.valueChanged.connect(self._on_turned)
            self._turning.finished.connect(self._on_turned)
        begin = 1.0 - to
        if self._turning.state() is QVariantAnimation.State.Running:
            begin = float(self._turning.currentValue())
        self._turning.stop()
        self._turning.setStartValue(begin)
        self._turning.setEndValue(to)
        self._turning.setDuration(duration)
        self._turning.start()

    @Slot()
    def _on_turned(self) -> None:
        self.update()


def mixed(cold: QColor, warm: QColor, warmth: float) -> QColor:
    """Return a colour between two."""
    if warmth <= 0:
        return cold
    if warmth >= 1:
        return warm
    return QColor.fromRgbF(
        cold.redF() + (warm.redF() - cold.redF()) * warmth,
        cold.greenF() + (warm.greenF() - cold.greenF()) * warmth,
        cold.blueF() + (warm.blueF() - cold.blueF()) * warmth,
        cold.alphaF() + (warm.alphaF() - cold.alphaF()) * warmth,
    )


def veiled(colour: QColor, warmth: float) -> QColor | None:
    """Return a ground that appears with the pointer, None while there is nothing of it."""
    if warmth <= 0:
        return None
    shown = QColor(colour)
    shown.setAlphaF(shown.alphaF() * min(warmth, 1.0))
    return shown
