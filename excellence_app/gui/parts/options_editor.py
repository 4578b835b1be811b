"""What editors of choices share: rows, fields for words beside them, what is missing.

Few choices stand one below the other. Of many, what is chosen already stands first, the rest in a
list that narrows while one types. What is chosen there meanwhile is ticked where it stands and
gets its row below the list, so that nothing moves under the hand of a person; once the page is
left and opened anew it stands first as well.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from string import ascii_uppercase
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Choice
from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.answers import AnswerOption
from excellence_app.gui.parts.editor import Asked, Editor, Lacking
from excellence_app.gui.parts.option_keys import OptionKeys
from excellence_app.gui.parts.option_list import OptionList
from excellence_app.gui.parts.option_places import OptionPlaces
from excellence_app.gui.parts.option_row import OptionRow
from excellence_app.gui.parts.or_line import Or
from excellence_app.gui.parts.typed import Field
from excellence_app.gui.theme import Theme

_TAB = Qt.Key.Key_Tab
_WAIT = 120  # milliseconds until something missing is said: a click moves nothing below itself


class OptionsEditor(Editor):
    """Rows of choices; `SEVERAL` may be chosen, up to `MOST_ROWS` stand below each other."""

    accessible_role: QAccessible.Role = Role.Grouping

    SEVERAL: ClassVar[bool]
    MOST_ROWS: ClassVar[int]
    GAP: ClassVar[int]

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(theme, asked, parent)
        question = asked.question
        self.setAccessibleName(question.text)
        self.rows: dict[str, OptionRow] = {}
        self._stored: dict[str, str] = {}  # texts beside the choices, by answer key
        self._fresh = ""  # chosen just now: what it needs is not missed before one goes on
        self._complaints: tuple[Lacking, ...] = ()
        self.locked, self._reason = False, ""
        self._found = ""  # chosen in the list just now: Tab leads to its words
        self._keys = OptionKeys(self, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._complain)
        self.caps = self._make_caps()
        special = {question.other, question.none}
        self._plain = [one for one in question.choices if one.id not in special]
        self.list: OptionList | None = None
        long = len(question.choices) > self.MOST_ROWS
        self._places = OptionPlaces(theme, self.GAP, self, long=long)
        self.column.addWidget(self._places.first)
        if long:
            self.list = self._make_list()
            self.column.addWidget(self.list)
        else:
            self._places.first.put(*(self._make_row(choice) for choice in self._plain))
        self.column.addWidget(self._places.now)
        self._add_special(question.other, question.none)
        self._settle_tab_stop()
        self.set_lengths()

    def _make_list(self) -> OptionList:
        question = self.asked.question
        options = [(one.id, one.title) for one in self._plain]
        found = OptionList(
            self.theme,
            self.asked.words,
            question.text,
            options,
            several=self.SEVERAL,
            takes_other=bool(question.other),
            parent=self,
        )
        found.picked.connect(self._on_picked)
        found.clicked.connect(self._on_list_clicked)
        found.other_given.connect(self._on_other_given)
        found.field.installEventFilter(self)
        found.next_asked.connect(self.next_asked)
        found.back_asked.connect(self.back_asked)
        return found

    def _add_special(self, other: str, none: str) -> None:
        by_id = {one.id: one for one in self.asked.question.choices}
        if other:
            self.column.addWidget(self._make_row(by_id[other]))
        if none:
            self.column.addWidget(Or(self.theme, self.asked.words, self))
            self.column.addWidget(self._make_row(by_id[none]))

    def _make_caps(self) -> dict[str, str]:
        """Return the letters that choose, by the ids of the choices."""
        question, words = self.asked.question, self.asked.words
        if len(question.choices) > self.MOST_ROWS:
            return {}
        of_none = words.text("N") if question.none else ""
        letters = [letter for letter in ascii_uppercase if letter != of_none]
        others = [one.id for one in question.choices if one.id != question.none]
        found = dict(zip(others, letters, strict=False))
        return found | ({question.none: of_none} if question.none else {})

    # rows

    def _make_row(self, choice: Choice) -> OptionRow:
        question, words = self.asked.question, self.asked.words
        place = [one.id for one in question.choices].index(choice.id) + 1
        none = choice.id == question.none
        row = OptionRow(
            self.theme,
            words,
            AnswerOption(
                choice.id,
                choice.title,
                cap=self.caps.get(choice.id, ""),
                position=words.text(
                    "{number} of {count}", number=place, count=len(question.choices)
                ),
            ),
            several=self.SEVERAL,
            comment=choice.comment,
            other=choice.id == question.other,
            hint=words.text("clears the choices above; Undo brings them back") if none else "",
            parent=self,
        )
        row.box.clicked.connect(partial(self._on_clicked, choice.id))
        row.box.installEventFilter(self)
        row.field_made.connect(partial(self._on_field_made, choice.id))
        self.rows[choice.id] = row
        if row.field is not None:
            self._watch(choice.id, row.field)
        row.lock(locked=self.locked, reason=self._reason)
        return row

    def _watch(self, choice: str, field: Field) -> None:
        field.edited.connect(partial(self._on_edited, choice))
        field.edit.installEventFilter(self)

    def _on_field_made(self, choice: str) -> None:
        field = self.rows[choice].field
        if field is not None:
            self._watch(choice, field)
            field.show_text(self._stored.get(self._key(choice), ""))
            self.fields_changed.emit()

    def _key(self, choice: str) -> str:
        return f"{self.asked.question.id}/{choice}"

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields for words beside the choices, by their answer keys."""
        return {
            self._key(choice): row.field
            for choice, row in self.rows.items()
            if row.field is not None
        }

    @property
    def chosen_now(self) -> tuple[str, ...]:
        """The ids of the choices that are shown as chosen, in the order of the set."""
        ticked = {choice for choice, row in self.rows.items() if row.ticked}
        if self.list is not None and not self.SEVERAL:
            ticked |= self.list.list.options.chosen
        return tuple(one.id for one in self.asked.question.choices if one.id in ticked)

    # showing

    def show_values(self, values: Mapping[str, AnswerValue]) -> None:
        """Show what is chosen; the texts of what is not are kept and not used."""
        question = self.asked.question
        value = values.get(question.id)
        chosen = (value,) if isinstance(value, str) else value
        self._stored = {
            key: text
            for key, text in values.items()
            if key != question.id and isinstance(text, str)
        }
        self._show_chosen(chosen if isinstance(chosen, tuple) else ())
        self._complain()

    def _show_chosen(self, chosen: Sequence[str]) -> None:
        if self.list is not None:
            self._show_in_list(self.list, chosen)
        for choice, row in self.rows.items():
            ticked = choice in chosen
            if row.ticked != ticked or (ticked and row.comment != "none" and row.field is None):
                row.show_ticked(ticked=ticked)
            row.show_kept("" if ticked else self._stored.get(self._key(choice), ""))
        self._settle_tab_stop()

    def _show_in_list(self, options: OptionList, chosen: Sequence[str]) -> None:
        """Have rows for what is chosen in a long list and needs one; none of those moves."""
        kept = {one.id for one in self._plain if self._key(one.id) in self._stored}
        wanted = [
            one
            for one in self._plain
            if (one.id in chosen or one.id in kept) and (self.SEVERAL or one.comment != "none")
        ]
        ids = {one.id for one in wanted}
        places, anew = self._places, not self._places.settled
        if anew:
            places.settle(ids if self.SEVERAL else ())
        if anew or not self.SEVERAL:
            for one in [key for key in self._plain_rows() if key not in ids]:
                self._drop_row(one)
        for choice in wanted:
            if anew or choice.id not in self.rows:
                places.put(choice.id, self.rows.get(choice.id) or self._make_row(choice))
        places.show_columns(self._plain_rows())
        left = [(one.id, one.title) for one in self._plain if one.id not in places.ids_first]
        options.show_options(left)
        options.show_chosen([one for one in chosen if one != self.asked.question.other])
        places.set_tab_order(options.field, self._special_rows())

    def _plain_rows(self) -> list[str]:
        plain = {one.id for one in self._plain}
        return [key for key in self.rows if key in plain]

    def _special_rows(self) -> list[OptionRow]:
        question = self.asked.question
        return [self.rows[one] for one in (question.other, question.none) if one in self.rows]

    def hideEvent(self, event: QHideEvent) -> None:
        """Put what is chosen first once the page is opened anew."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._places.unsettle()

    @property
    def untaken(self) -> str | None:
        """What is typed into the search and not chosen."""
        return self.list.searched if self.list is not None else None

    def show_untaken(self, text: str) -> None:
        """Show what was typed before and not chosen."""
        if self.list is not None:
            self.list.show_searched(text)

    def _drop_row(self, choice: str) -> None:
        row = self.rows.pop(choice)
        focused = QApplication.focusWidget()
        if focused is not None and row.isAncestorOf(focused) and self.list is not None:
            self.list.focus()
        row.hide()
        row.setParent(None)
        row.deleteLater()
        self.fields_changed.emit()

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Let nobody choose or write."""
        self.locked, self._reason = locked, reason
        for row in self.rows.values():
            row.lock(locked=locked, reason=reason)
        if self.list is not None:
            self.list.lock(locked=locked, reason=reason)

    def show_compact(self, *, compact: bool) -> None:
        """Take less room."""
        super().show_compact(compact=compact)
        if self.list is not None:
            self.list.show_few(few=compact)

    def set_lengths(self) -> None:
        """Put the rows closer together where there is little room."""
        self.column.setSpacing(self.theme.px(self.GAP if not self.compact else self.GAP / 2))

    # what is missing

    @property
    def lacking(self) -> Sequence[Lacking]:
        """The chosen ones without the words that they need, as far as it is to be said by now."""
        return self._complaints

    def focus_lacking(self, key: str) -> None:
        """Put the focus into the field for words that are missing."""
        found = next(iter(self._complaints), None)
        field = self.fields.get(key or (found.key if found is not None else ""))
        if field is not None:
            field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _complain(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start()
            return
        found = []
        for choice in self.asked.question.choices:
            row = self.rows.get(choice.id)
            if row is None:
                continue
            missing = row.ticked and row.comment == "required" and choice.id != self._fresh
            text = row.field.text if row.field is not None else ""
            missing = missing and not (text.strip() or self._stored.get(self._key(choice.id)))
            row.complain(wanted=missing)
            if missing:
                found.append(Lacking(self._key(choice.id), choice.title))
        if tuple(found) != self._complaints:
            self._complaints = tuple(found)
            self.complained.emit()

    # what a person does

    def choose(self, choice: str) -> None:
        """Choose as a person does, or take one of several back."""
        if self.locked:
            self._show_chosen(self.chosen_now)
            return
        question, before = self.asked.question, self.chosen_now
        if not self.SEVERAL:
            chosen = {choice}
        elif choice in before:
            chosen = {*before} - {choice}
        elif choice == question.none:
            chosen = {choice}
        else:
            chosen = {*before, choice} - {question.none}
        self._fresh = choice
        ordered = tuple(one.id for one in question.choices if one.id in chosen)
        self._show_chosen(ordered)
        self._complain()
        if ordered != before:
            self.chosen.emit(", ".join(ordered))

    def _on_clicked(self, choice: str) -> None:
        clicked = self._keys.take_click()
        self.choose(choice)
        if clicked:
            self._focus_words(choice)

    def _focus_words(self, choice: str) -> None:
        """Go where the words beside a choice are written, if it is chosen and takes some."""
        row = self.rows.get(choice)
        if row is not None and row.ticked and not self.locked:
            row.focus_words()

    @Slot(str)
    def _on_list_clicked(self, choice: str) -> None:
        """Go to the words that go with a choice once they are laid out; see `_go_if_in_view`."""
        QTimer.singleShot(0, self, partial(self._go_if_in_view, choice))

    def _go_if_in_view(self, choice: str) -> None:
        """Go to the words if they are in view: the page must not move the list under the hand."""
        row = self.rows.get(choice)
        if row is None or row.field is None or not row.field.isVisible():
            return
        if row.field.visibleRegion().boundingRect().height() >= row.field.height():
            self._focus_words(choice)

    @Slot(str)
    def _on_other_given(self, text: str) -> None:
        """Take what is in no list for the text of "other"."""
        row = self.rows.get(self.asked.question.other)
        if row is None or row.field is None or self.locked:
            return
        row.field.show_text(text)
        row.focus_words()
        row.field.edited.emit(text)
        row.field.left.emit()

    @Slot(str)
    def _on_picked(self, choice: str) -> None:
        self._found = choice
        if self.SEVERAL:
            self.choose(choice)
            return
        self._fresh = choice
        self._show_chosen((choice,))
        self.chosen.emit(choice)

    def _on_edited(self, choice: str, text: str) -> None:
        row = self.rows.get(choice)
        if row is None:
            return
        if choice == self.asked.question.other and text.strip() and not row.ticked:
            self._fresh = choice
            kept = {*self.chosen_now} - {self.asked.question.none} if self.SEVERAL else set()
            self._show_chosen(tuple({*kept, choice}))
        self._complain()
        self.typed.emit()

    # keys

    def focus_answer(self) -> None:
        """Put the focus on what is chosen, else on the first choice."""
        if self.list is not None and (self.SEVERAL or not self._other_ticked()):
            self.list.focus()
        else:
            self._tab_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _other_ticked(self) -> bool:
        row = self.rows.get(self.asked.question.other)
        return row is not None and row.ticked

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See keys before a box does, and what the focus leaves."""
        kind = event.type()
        if self.list is not None and watched is self.list.field:
            return isinstance(event, QKeyEvent) and self._leads_to_words(event)
        if kind is QEvent.Type.FocusOut:
            self._timer.start()
        elif kind is QEvent.Type.FocusIn:
            at = next((key for key, row in self.rows.items() if row.isAncestorOf(watched)), "")  # type: ignore[arg-type]  # boxes and fields are watched
            if at != self._fresh:
                self._fresh = ""
                self._timer.start()
            self._settle_tab_stop()
        return self._keys.takes(watched, event)

    def _leads_to_words(self, event: QKeyEvent) -> bool:
        """Go with Tab from the search to the words that what was just found in it takes."""
        if event.type() is not QEvent.Type.KeyPress or event.key() != _TAB or event.modifiers():
            return False
        found, self._found = self._found, ""  # once: from there Tab leads here again
        row = self.rows.get(found)
        if row is None or not row.ticked or not row.takes_words:
            return False
        row.focus_words()
        return True

    def choose_these(self, chosen: tuple[str, ...]) -> None:
        """Have these chosen and no others, as they were before a letter chose."""
        if not self.locked and self.chosen_now != chosen:
            self._show_chosen(chosen)
            self._complain()
            self.chosen.emit(", ".join(chosen))

    def go_on(self, *, back: bool) -> None:
        """Go to the next question, or to the one before."""
        (self.back_asked if back else self.next_asked).emit()

    def _boxes(self) -> list[QWidget]:
        return self._places.boxes(self._special_rows())

    def move_focus(self, step: int) -> None:
        """Put the focus on the next choice, or on the one before."""
        boxes = self._boxes()
        here = next((n for n, box in enumerate(boxes) if box.hasFocus()), 0)
        reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
        boxes[(here + step) % len(boxes)].setFocus(reason)

    def _tab_stop(self) -> QWidget:
        boxes = self._boxes()
        focused = [box for box in boxes if box.hasFocus()]
        chosen = [row.box for row in self.rows.values() if row.ticked]
        if self.SEVERAL:
            chosen = []
        return next(iter([*focused, *chosen, *boxes]), self)

    def _settle_tab_stop(self) -> None:
        """Let Tab reach one box only, besides the fields."""
        stop = self._tab_stop()
        for box in self._boxes():
            wanted = Qt.FocusPolicy.StrongFocus if box is stop else Qt.FocusPolicy.ClickFocus
            if box.focusPolicy() != wanted:
                box.setFocusPolicy(wanted)
