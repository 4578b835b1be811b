"""The menu of an item of evidence: what can be done with it, and where it is used."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from excellence_app.domain.assessment import Evidence, EvidenceState
from excellence_app.language.catalogues import Words
from excellence_app.session.evidence_rows import EvidenceRow, EvidenceStanding

MOST_QUESTIONS = 6  # that are named; an item may serve more


class EvidenceMenu(QMenu):
    """Goes for good when it is closed. `opening` is what opens the item, empty if nothing does.

    Signals:
        asked: Something was chosen, as `EvidenceDetails.asked` has it. str: what.
        question_asked: A question that the item serves is to be shown. str: its id.
    """

    asked = Signal(str)
    question_asked = Signal(str)

    def __init__(
        self,
        words: Words,
        item: Evidence,
        row: EvidenceRow,
        *,
        opening: str,
        may_change: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(item.title)
        gone = row.standing is EvidenceStanding.NOT_FOUND
        if opening:
            self._put(f"{opening}\tEnter", "open")
        if item.file and not gone:
            self._put(words.text("Save a copy…"), "save")
        if may_change:
            self._put_changes(words, item, gone=gone)
        if row.uses:
            self.addSeparator()
            for question in row.uses[:MOST_QUESTIONS]:
                go = self.addAction(words.text("Go to {question}", question=question))
                go.triggered.connect(partial(self._on_question, question))

    def _put_changes(self, words: Words, item: Evidence, *, gone: bool) -> None:
        if gone:
            self._put(words.text("Find the file…"), "find")
        self.addSeparator()
        for state, text in (
            (EvidenceState.LISTED, words.text("Listed")),
            (EvidenceState.PROMISED, words.text("Promised…")),
            (EvidenceState.SEEN, words.text("Seen on site…")),
        ):
            action = self._put(text, state.value)
            action.setCheckable(True)
            action.setChecked(item.state is state)
        self.addSeparator()
        self._put(words.text("Choose the questions it proves…"), "uses")
        self._put(words.text("Rename…") + "\tF2", "rename")
        self._put(words.text("Remove") + "\tDel", "remove")

    def _put(self, text: str, what: str) -> QAction:
        action = self.addAction(text.replace("&", "&&"))
        action.triggered.connect(partial(self._on_chosen, what))
        return action

    def _on_chosen(self, what: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        self.asked.emit(what)

    def _on_question(self, question: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        self.question_asked.emit(question)
