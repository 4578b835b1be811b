"""What an editor of answers offers, so that the question page can work with it.

There is one class of editor for each type of question, in a file of its own in `gui/editors`. The
page makes one (`editor_for(question.type)(theme, asked)`), and works with nothing but this:

- **Which answers.** `keys` are the answer keys that it edits: most often the id of the question
  alone, for a share `ID/part` and `ID/whole`. The texts that an editor hands over mean values: the
  rules of the question type (`engine/question_types`) read them, and refuse them in words.
- **What is shown.** `show_values` gets what is stored, by answer key, after each change, and after
  an undo or a merge too. No `show_…` method emits anything.
- **What is chosen** is stored at once and is one undo step: emit `chosen` with the text of the
  only answer key, or `entered` with texts for several (a key left out is cleared).
- **What is typed** stands in `fields`, by answer key; anything with the methods of
  `parts.typed.Field` will do, a table as well. The page fills them (`show_text`), stores them all
  together half a second after the last key (only on leaving where `STORES_WHILE_TYPING` is false,
  as with dates), and keeps what cannot be stored for the next visit. Emit `typed` on each key;
  `show_tried` is the response: what the texts would come to, or what is still stored meanwhile.
- **Fields may come and go** with what is shown: emit `fields_changed`, and the page watches the
  new ones and fills them. A field whose key is no key of the question (a comment, a cell) is
  stored on its own, under its key.
- **What is done with several answers at once**, such as a row that goes, is an edit of the
  session: emit `made` with a function of criteria set and assessment that makes it, and the words
  that tell of it (empty: nothing is told).
- **What is typed and not chosen**, such as a search in a long list, is `untaken` (none where there
  is no search): the page keeps it for the next visit and shows it again with `show_untaken`.
- **What is missing**, such as a comment, is in `lacking`, to be listed over the question with a
  way to it (`focus_lacking`). Emit `complained` when that is something else than before.
- **Cases** are lines that the page hands to `show_cases`; `opened` asks for another question.
- **What is wrong** the page shows beside a field (`show_error`). What is wrong with something
  chosen goes to `show_refused`; where that returns false, the page says it in a message.
- **The earlier answer** is copied by the page: it enters `session.questioning.text_of` of its
  values. An editor has nothing to do for it.
- **Keys and focus.** `focus_answer` puts the focus where the answer is given. Enter and Shift
  Enter become `next_asked` and `back_asked` once everything typed is stored (`parts.typed_editor`
  does so for fields). Esc is the window's: it leaves a field, in which all stays as it is typed.
  `choose_level` is called for Alt with a digit. Plain digits and letters belong to the editor.
- **Screen readers.** All that can have the focus has an accessible name: of a group of answers it
  is the text of the question. `lock` gives the reason as the description.

`TypedEditor` in `parts.typed_editor` is for whatever has one or several fields.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Indicator, Question
from excellence_app.gui.parts.typed import Field
from excellence_app.gui.theme import Theme, Themed
from excellence_app.language.catalogues import Words
from excellence_app.session.question_places import CaseLine
from excellence_app.session.questioning import Tried

LACKING = "lacking"  # the part of a place that is whatever the answer still needs


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


class Lacking(NamedTuple):
    """Something that an answer needs and does not have: its key, and what it is called."""

    key: str
    title: str


class Editor(Themed, QWidget):
    """Takes one answer in. Knows a question, no document.

    Signals:
        chosen: A person chose an answer. str: the text that means it.
        entered: A person gave answers to several keys. Mapping[str, str]: texts by answer key.
        typed: A person types into one of the fields.
        made: A person did something with several answers. Callable: makes the edit of a criteria
            set and an assessment; str or Callable: the words that tell of it, known afterwards.
        fields_changed: There are other fields than before.
        complained: What is missing has changed.
        opened: A person wants to see another question. str: its id.
        next_asked, back_asked: Enter, Shift Enter.
    """

    STORES_WHILE_TYPING: ClassVar[bool] = True
    ENTER_GOES_ON: ClassVar[bool] = True  # false where Enter begins a line or adds something

    chosen = Signal(str)
    entered = Signal(object)
    typed = Signal()
    made = Signal(object, object)
    fields_changed = Signal()
    complained = Signal()
    opened = Signal(str)
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
    def keys(self) -> tuple[str, ...]:
        """The keys of the answers that are edited."""
        return self.asked.question.keys

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields to type in, by the keys of the answer."""
        return {}

    def show_values(self, values: Mapping[str, AnswerValue]) -> None:
        """Show what is answered, by the keys of the answer; fields are filled by the page."""

    def stores_while_typing(self, _key: str) -> bool:
        """Tell whether what is typed for a key is stored in a pause, or only on leaving."""
        return self.STORES_WHILE_TYPING

    @property
    def untaken(self) -> str | None:
        """What is typed to search for an answer and not chosen; none where nothing is searched."""
        return None

    def show_untaken(self, _text: str) -> None:
        """Show what was typed before to search for an answer and not chosen."""

    @property
    def lacking(self) -> Sequence[Lacking]:
        """What is missing, as far as it is to be said by now."""
        return ()

    def focus_lacking(self, _key: str) -> None:
        """Put the focus where something is missing; without a key on the first such place."""

    def focus_part(self, _part: str) -> bool:
        """Put the focus on the cell or the case with this answer key; tell whether it is there."""
        return False

    def show_cases(self, cases: Sequence[CaseLine]) -> None:
        """Show the cases of a question; called for such questions alone."""

    def show_tried(self, tried: Tried) -> None:
        """Show what the texts in the fields come to."""

    def show_refused(self, _refused: Mapping[str, str]) -> bool:
        """Show what is wrong with something chosen, by answer key; tell whether that is done."""
        return False

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
