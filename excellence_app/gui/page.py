"""What all pages of the window have in common."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from excellence_app.gui.components.label import Heading
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.parts.typed import TypedFields
from excellence_app.gui.theme import Themed

if TYPE_CHECKING:  # pages that show no document need not load what one is made of
    from excellence_app.domain.assessment import ChangeSet


def is_typing() -> bool:
    """Return whether a field to type in has the focus."""
    return isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit)


class Page(Themed, QWidget):
    """One screen. The window makes it when it is first gone to and keeps it.

    A page puts its one widget into `body` (most often a `ScrollPage`). It shows what `refresh`
    finds; the window calls that before the page is shown and after each change while it is, so a
    page connects to no signal of the document itself.
    """

    key: ClassVar[str]
    needs_document: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.place = Place(self.key)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.follow(desk.theme)

    def title(self) -> str:
        """Return what the page is called in the title of the window: its headline."""
        return ""

    def go_to(self, place: Place) -> None:
        """Show a place of this page; called before `refresh`, on every visit."""
        self.place = place

    def refresh(self, touched: "ChangeSet | None") -> None:
        """Show everything as it is now; `touched` says what has changed, none means all of it."""

    def side(self) -> QWidget | None:
        """Return what stands in the right column with this page, always the same widget."""
        return None

    def foot_height(self) -> int:
        """Return how many pixels at the foot stay where they are, below what scrolls."""
        frame = next(iter(self.findChildren(ScrollPage)), None)
        return frame.foot_height() if frame is not None else 0

    def side_shown(self, *, shown: bool) -> None:
        """Take note whether the right column stands beside the page, for which there is room."""

    def shows(self, _touched: "ChangeSet") -> bool:
        """Return whether a change can be seen here, so that an undo need not lead elsewhere."""
        return False

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what the window's commands do on this page, by their ids."""
        return {}

    def may_leave(self) -> bool:
        """Store what is still being typed; called before the page goes out of sight.

        False only where something typed can be stored nowhere; the page says so itself.
        """
        return True

    def take_back(self) -> bool:
        """Take back what is typed here and can be stored nowhere, as the first thing Undo does.

        Returns whether there was something.
        """
        taken = [one.take_back() for one in self.findChildren(TypedFields)]
        return any(taken)

    def follow_on(self, _other: "Page") -> None:
        """Take over what is in no document from the same page of a window that goes."""

    def take_focus(self) -> None:
        """Put the focus where work on this page begins: the first answer, else the headline."""
        self.focus_headline()

    def leave_field(self) -> None:
        """Take the focus out of a field, as Esc does: what was typed there stays and is stored."""
        self.take_focus()
        if is_typing():
            self.focus_headline()

    def focus_headline(self) -> None:
        """Put the focus on the headline."""
        heading = next(iter(self.findChildren(Heading)), None)
        if heading is not None:
            heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            heading.setFocus(Qt.FocusReason.OtherFocusReason)
