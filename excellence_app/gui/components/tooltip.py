"""Tooltips that show a text as it is, whatever it contains, and wrap it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget


class _Tip(QObject):
    """Answers when Qt asks a widget for its tooltip.

    The widget's own tooltip stays empty: Qt would take a text with angle brackets for
    markup, would not wrap any other, and would read both out as a description.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.text = ""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the text."""
        asked = isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip
        if asked and isinstance(event, QHelpEvent) and isinstance(watched, QWidget):
            QToolTip.showText(event.globalPos(), as_markup(self.text), watched)
            return True
        return False


def as_markup(text: str) -> str:
    """Return markup that shows `text` literally, or nothing for no text."""
    if not text:
        return ""
    from html import escape  # noqa: PLC0415 - all names of characters, for later

    return f'<div style="white-space: pre-wrap">{escape(text)}</div>'


def set_tooltip(widget: QWidget, text: str) -> None:
    """Show `text` when the pointer rests on `widget`; an empty one takes the tooltip away."""
    tip = next((child for child in widget.children() if isinstance(child, _Tip)), None)
    if tip is None:
        if not text:
            return
        tip = _Tip(widget)
    tip.text = text


def tooltip_of(widget: QWidget) -> str:
    """Return the text that `set_tooltip` gave to `widget`."""
    tip = next((child for child in widget.children() if isinstance(child, _Tip)), None)
    return tip.text if tip is not None else ""
