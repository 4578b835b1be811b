"""The questions that hang on an answer, indented below it: asked, answered, or not used."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.boxes import Column, Flow
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.label import Heading
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.language.catalogues import Words
from excellence_app.session.questioning import FollowUp


class FollowUpList(Column):
    """Follow-up questions, each of which leads to its own page.

    Signals:
        chosen: A person wants to go to one. str: its id.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, spacing=4, margins=(24, 14, 24, 0), parent=parent)
        self._words = words
        self._shown: tuple[FollowUp, ...] = ()
        self._parts: list[QWidget] = []
        self.hide()

    def show_follow_ups(self, found: Sequence[FollowUp]) -> str:
        """Show them; return what is to be announced because they are asked now, or no longer."""
        new = tuple(one for one in found if one.asked or one.answered)
        if new == self._shown:
            return ""
        before = {one.question for one in self._shown if one.asked}
        come = [one for one in new if one.asked and one.question not in before]
        same = {one.question for one in self._shown} & {one.question for one in new}
        self._fill(new)
        self._shown = new
        if not come or not (same or before or not self._parts):
            return ""
        return self._words.plural(
            "{count} follow-up question.", "{count} follow-up questions.", len(come)
        )

    def _fill(self, found: Sequence[FollowUp]) -> None:
        for part in self._parts:
            self.box.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        theme, words = self.theme, self._words
        if found:
            heading = Heading(theme, words.text("Follow-up questions"), TextStyle.LABEL)
            heading.set_weight(Weight.STRONG)
            self._parts.append(heading)
        for one in found:
            row = Flow(theme, across=10, down=2)
            link = Button(theme, one.text, Kind.WORDS)
            link.setObjectName(one.question)
            link.clicked.connect(self._on_clicked)
            row.put(link, _pill(theme, words, one))
            self._parts.append(row)
        self.put(*self._parts)
        self.setVisible(bool(found))

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.sender().objectName())


def _pill(theme: Theme, words: Words, one: FollowUp) -> StatePill:
    if not one.asked:
        return StatePill(theme, State.HIDDEN, words.text("Not used"))
    if one.answered:
        return StatePill(theme, State.MET, words.text("Answered"))
    return StatePill(theme, State.NOT_ANSWERED, words.text("Not answered"))
