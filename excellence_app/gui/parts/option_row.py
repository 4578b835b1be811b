"""One choice of a question with what goes with it: a comment, or the text of "other"."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from excellence_app.gui.components.answers import AnswerCard, AnswerOption, ChoiceCard
from excellence_app.gui.components.field_parts import FieldMessage
from excellence_app.gui.components.key_cap import KeyCap
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.note_field import NoteField
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.components.warmth import veiled
from excellence_app.gui.painting import Look, paint_panel
from excellence_app.gui.theme import RADIUS_ROW, TextStyle, Theme, Themed
from excellence_app.language.catalogues import Words

_TEXT_START = 45  # of a card, where the words begin
_CAP_INSET = 11
_LONGEST = 1_000_000  # characters: what is too long is refused in words, never cut
_SHOWN = 160  # characters of a text that is kept and not used
_CLEAR = QColor(0, 0, 0, 0)


class _RadioBox(AnswerCard):
    """A radio button with words; its row paints the panel where it holds more than that."""

    framed = True

    def _grounds(self) -> tuple[QColor, QColor, int]:
        return super()._grounds() if self.framed else (_CLEAR, _CLEAR, 0)


class _CheckBox(ChoiceCard):
    """A box to tick with words, without an edge; its row paints the tint behind."""

    def _padding(self) -> int:
        return self.theme.px(9)

    def _grounds(self) -> tuple[QColor, QColor, int]:
        colours = self.theme.colours
        warm = None if self.isChecked() or self.look is Look.LOCKED else self.warmth
        return (warm and veiled(colours.hover, warm)) or _CLEAR, _CLEAR, 0


class OptionRow(Themed, QWidget):
    """The choice, a message below it if something is missing, and the field for words.

    Signals:
        field_made: There is a field now, for which there was no need before.
    """

    field_made = Signal()

    def __init__(  # noqa: PLR0913 - what there is to know of a choice
        self,
        theme: Theme,
        words: Words,
        option: AnswerOption,
        *,
        several: bool,
        comment: str = "none",
        other: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.follow(theme)
        self.option = option
        self.comment = "required" if other else comment
        self.other = other
        self.field: TextField | NoteField | None = None
        self._words = words
        self._several = several
        self._locked = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._head = QHBoxLayout()
        self._column.addLayout(self._head)
        split = other or bool(hint)
        shown = AnswerOption(
            option.key,
            option.title,
            option.text,
            "" if split else option.cap,
            option.spoken,
            option.position,
        )
        kind = _CheckBox if several else _RadioBox
        self.box: AnswerCard | ChoiceCard = kind(theme, shown, self)
        self._head.addWidget(self.box, 0 if split else 1)
        if split:
            policy = self.box.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
            self.box.setSizePolicy(policy)
            if isinstance(self.box, _RadioBox):
                self.box.framed = False
        self._fill_head(hint, split=split)
        self._make_below(split=split)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._set_lengths()

    def _fill_head(self, hint: str, *, split: bool) -> None:
        """Put what stands beside the choice: the field of "other", a hint, the key."""
        theme, words, option = self.theme, self._words, self.option
        if self.other:
            field = TextField(theme, "", placeholder=words.text("Please say what it is"))
            field.edit.setMaxLength(_LONGEST)
            field.edit.setAccessibleName(option.title)
            self.field = field
            self._head.addWidget(field, 1)
        elif hint:
            self._head.addWidget(PlainLabel(theme, hint, TextStyle.LABEL, colour="text3"), 1)
            self.box.setAccessibleDescription(f"{option.position}. {hint}")
        self._cap = KeyCap(theme, option.cap, self) if split and option.cap else None
        if self._cap is not None:
            self._head.addWidget(self._cap)

    def _make_below(self, *, split: bool) -> None:
        """Make room for what stands below the choice."""
        theme = self.theme
        self._below = QVBoxLayout()
        fixed, least = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum
        self._lead = QSpacerItem(0, 0, fixed, least)  # margins would not be mirrored
        self._end, self._end_of_head = (QSpacerItem(0, 0, fixed, least) for _ in range(2))
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addItem(self._lead)
        line.addLayout(self._below, 1)
        line.addItem(self._end)
        self._column.addLayout(line)
        if split:
            self._head.addItem(self._end_of_head)
        self._message = FieldMessage(theme, self)
        self._kept = PlainLabel(theme, "", TextStyle.CAPTION, colour="text2", parent=self)
        self._kept.hide()
        self._below.addWidget(self._message)
        self._below.addWidget(self._kept)

    @property
    def ticked(self) -> bool:
        """Whether the choice is shown as chosen."""
        return self.box.isChecked()

    @property
    def complaint(self) -> str:
        """The message about what is missing."""
        return self._message.text

    @property
    def takes_words(self) -> bool:
        """Whether there is a field to write in now."""
        return self.field is not None and not self.field.isHidden() and not self._locked

    def focus_words(self) -> None:
        """Put the focus into the field for words, behind what stands there."""
        if self.field is None or self.field.isHidden():
            return
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.field, TextField):
            self.field.edit.end(False)  # noqa: FBT003 - Qt's own argument: marks nothing
        else:
            self.field.edit.moveCursor(QTextCursor.MoveOperation.End)

    def write(self, text: str) -> None:
        """Write at the end of the field as a person does."""
        if isinstance(self.field, TextField):
            self.field.edit.insert(text)
            self.field.edited.emit(self.field.text)
        elif self.field is not None:
            self.field.edit.insertPlainText(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go into the field for words from anywhere around it; what is chosen stays so."""
        left = event.button() == Qt.MouseButton.LeftButton
        if left and (self.ticked or self.other) and self.takes_words:
            self.focus_words()
            event.accept()
            return
        super().mousePressEvent(event)

    def show_ticked(self, *, ticked: bool) -> None:
        """Show the choice as chosen or not; nothing is emitted."""
        self.box.setChecked(ticked)
        if ticked and self.field is None and self.comment != "none":
            self._make_field()
        if self.field is not None and not self.other:
            self.field.setVisible(ticked)
        self._set_lengths()

    def _make_field(self) -> None:
        words = self._words
        needed = self.comment == "required"
        hint = words.text("A few words are enough")
        field = NoteField(
            self.theme, "", placeholder=hint if needed else words.text("A few words, if you like")
        )
        field.edit.fewest_lines = 1
        field.edit.setAccessibleName(words.text("Comment: {choice}", choice=self.option.title))
        field.edit.setReadOnly(self._locked)
        field.setParent(self)
        self._below.insertWidget(1, field)
        self.field = field
        self.field_made.emit()

    def show_kept(self, text: str) -> None:
        """Show that a text is kept though the choice is not chosen; an empty one shows nothing."""
        words = self._words
        said = ""
        if text and self.other:
            said = words.text("Kept, not used")
        elif text:
            brief = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} …"
            said = words.text("Kept, not used: “{text}”", text=" ".join(brief.split()))
        if said != self._kept.text():
            self._kept.setText(said)
        self._kept.setVisible(bool(said))
        self._set_lengths()

    def complain(self, *, wanted: bool) -> None:
        """Say that words are missing, or no longer."""
        words = self._words
        said = words.text("Describe this in a few words")
        if self.other:
            said = words.text("Please say what it is")
        text = said if wanted else ""
        if text == self._message.text:
            return
        self._message.show_message(text)
        if self.field is not None:
            self.field.edit.show_wrong(wrong=wanted or bool(self.field.error))
            self.field.edit.setAccessibleDescription(text or self.field.error)
        self._set_lengths()

    def lock(self, *, locked: bool, reason: str) -> None:
        """Let nobody answer."""
        self._locked = locked
        self.box.show_look(Look.LOCKED if locked else Look.PLAIN, reason)
        if self.field is not None:
            self.field.edit.setReadOnly(locked)
            if reason:
                self.field.edit.setAccessibleDescription(reason)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        shown = (self._message, self._kept, None if self.other else self.field)
        full = any(part is not None and not part.isHidden() for part in shown)
        self._lead.changeSize(px(_TEXT_START), 0)
        self._end.changeSize(px(_CAP_INSET), 0)
        self._below.setContentsMargins(0, px(6) if full else 0, 0, px(11) if full else 0)
        self._below.setSpacing(px(6))
        if isinstance(self.box, _RadioBox) and not self.other:
            self.box.framed = not full
        split = self._cap is not None or self.other
        around = px(4) if self.other else 0
        self._head.setContentsMargins(0, around, 0, 0 if full else around)
        self._head.setSpacing(px(12) if split else 0)
        self._end_of_head.changeSize(px(_CAP_INSET), 0)
        self._column.invalidate()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tint behind what is chosen, and the edge of a card that holds more."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        whole, radius = QRectF(self.rect()), theme.px(RADIUS_ROW)
        if isinstance(self.box, _RadioBox):
            if not self.box.framed and self.ticked:
                wide = max(2, theme.px(2))
                paint_panel(painter, whole, radius, colours.accent_tint, colours.accent, wide)
            elif not self.box.framed:
                paint_panel(painter, whole, radius, colours.surface, colours.line2, theme.edge)
        elif self.ticked:
            edge = colours.accent if theme.high_contrast else None
            paint_panel(painter, whole, radius, colours.accent_tint, edge, theme.edge)
        painter.end()
