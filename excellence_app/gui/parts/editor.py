"""What all editors of answers have in common: what they are told, and what they say."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Indicator, Question
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.theme import Theme, Themed
from excellence_app.language.catalogues import Words
from excellence_app.session.questioning import Tried


class AskedThreshold(NamedTuple):
    """From which level on a label's threshold is met, as shown and as told by screen readers."""

    level: int
    label: str
    words: str
    spoken: str


class Asked(NamedTuple):
    """What an editor asks for. `threshold` is none where the label asks nothing, or in hiding."""

    words: Words
    question: Question
    indicator: Indicator | None = None
    threshold: AskedThreshold | None = None


class Editor(Themed, QWidget):
    """Takes one answer in. Knows a question, no document.

    What is typed stands in `fields`, by the keys of the answer; the page stores it.

    Signals:
        chosen: A person chose an answer. str: the text that means it.
        typed: A person types into one of the fields.
        next_asked, back_asked: Enter, Shift Enter.
    """

    chosen = Signal(str)
    typed = Signal()
    next_asked = Signal()
    back_asked = Signal()

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = asked
        self.compact = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    @property
    def fields(self) -> Mapping[str, TextField]:
        """The fields to type in, by the keys of the answer."""
        return {}

    def show_values(self, values: Mapping[str, AnswerValue]) -> None:
        """Show what is answered, by the keys of the answer; fields are filled by the page."""

    def show_tried(self, tried: Tried) -> None:
        """Show what the texts in the fields come to."""

    def show_compact(self, *, compact: bool) -> None:
        """Take less room, in a window that is low."""
        self.compact = compact
        self.set_lengths()

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Let nobody answer, and tell why."""

    def focus_answer(self) -> None:
        """Put the focus where the answer is given."""

    def choose_level(self, _level: int) -> bool:
        """Choose a level by its number, leave the focus where it is; tell whether there is one."""
        return False

    def set_lengths(self) -> None:
        """Take the theme's lengths."""
        self.column.setSpacing(self.theme.px(10))

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self.set_lengths()
        super().on_theme_changed()
