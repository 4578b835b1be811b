"""The headline of an overview with the button that leads on."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent

from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.page_head import PageHead


class OverviewHead(PageHead):
    """Knows which question was visited last, and leads where the page says."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme)
        self._desk = desk
        self._target = ("check", "")
        self.go_on = Button(desk.theme, "", Kind.PRIMARY, icon_after="arrow-right")
        self.go_on.clicked.connect(self._on_go_on)
        self.put(self.go_on)

    @property
    def last_visited(self) -> str:
        """The question that was visited last, empty if that is not known."""
        last = self._desk.remembered("question")
        if isinstance(last, str):
            return last
        match self._desk.remembered("place"):  # where the document was left
            case ["questions", str(question), *_]:
                return question
        return ""

    def show_way(self, caption: str, page: str, item: str = "") -> None:
        """Let the button lead to a place."""
        self._target = (page, item)
        self.go_on.set_caption(caption)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter from the headline, which has the focus as the page opens."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not held:
            self._on_go_on()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_go_on(self) -> None:
        self._desk.go(*self._target)
