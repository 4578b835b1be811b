"""Room over a page for one message: what stood in the way, or what is to be known."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from excellence_app.domain.messages import Message
from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.theme import Theme
from excellence_app.language.catalogues import Words


class TroubleStrip(Column):
    """At most one message; hidden while there is none.

    Signals:
        pressed(str): A person pressed what the message offers.
    """

    pressed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        margins: tuple[float, float, float, float] = (0, 0, 0, 0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, margins=margins, parent=parent)
        self._words = words
        self.strip: MessageStrip | None = None
        self.hide()

    def show_trouble(self, sentences: Sequence[Message], *, again: bool = False) -> None:
        """Say what stood in the way; `again` offers to try once more."""
        first, *rest = [self._words.say(one) for one in sentences] or [""]
        actions = (("again", self._words.text("Try again")),) if again else ()
        self.show_strip(
            MessageStrip(self.theme, Tone.ERROR, first, " ".join(rest), actions=actions)
        )

    def show_strip(self, strip: MessageStrip) -> None:
        """Show a message in the place of the one that is there."""
        self.clear()
        strip.pressed.connect(self.pressed)
        self.put(strip)
        self.show()
        self.strip = strip
        strip.announce()

    def clear(self) -> None:
        """Show no message."""
        strip, self.strip = self.strip, None
        if strip is not None:
            self.box.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self.hide()
